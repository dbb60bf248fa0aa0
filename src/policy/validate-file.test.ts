import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { clientText, scopeText } from './testing/shop-policy.ts';
import type { Diagnostic } from './types.ts';
import { type FileKind, validateAs, validateFile, validateOverlay } from './validate-file.ts';
import { readYaml } from './yaml-source.ts';

const EVERY_FIELD = 'docs/policy-reference.md has every field.';
const tell = ({ line, column, code, severity, message, help }: Diagnostic): string =>
  `${line}:${column} ${severity} ${code}: ${message} | ${help}`;

function validated(text: string) {
  const diagnostics: Diagnostic[] = [];
  const { content, broken } = validateFile(readYaml('a.yaml', text), diagnostics);
  return { content, broken, told: diagnostics.map(tell) };
}

describe('a policy file', () => {
  test('that is valid is what it says', () => {
    const { content, broken, told } = validated(`environment: test\nscopes:\n${scopeText('read')}`);
    assert.deepEqual(
      [content?.environment, Object.keys(content?.scopes ?? {}), broken, told],
      ['test', ['read'], [], []],
    );
    assert.deepEqual(validated(''), { content: {}, broken: [], told: [] });
  });

  test('keeps the definitions that are valid beside broken ones, and says which these are', () => {
    const { content, broken, told } = validated(
      `environment: test\nscopes:\n${scopeText('a', { risk: 'hihg' })}${scopeText('b')}${scopeText('c', { more: '1' })}clients:\n${clientText('x')}limits: { maxStaleSeconds: no }\n`,
    );
    assert.deepEqual(
      [content?.environment, Object.keys(content?.scopes ?? {}), Object.keys(content?.clients ?? {}), content?.limits],
      ['test', ['b'], ['x'], undefined],
    );
    assert.deepEqual(broken, [['scopes', 'a'], ['scopes', 'c'], ['limits']]);
    assert.equal(told.length, 3);
  });

  test('leaves a section out that is none, and a whole file that is no map', () => {
    const section = validated(`scopes: 7\nclients:\n${clientText('x')}`);
    assert.deepEqual([Object.keys(section.content ?? {}), section.broken], [['clients'], [['scopes']]]);
    assert.deepEqual(section.told, [`1:9 error invalid: scopes: a map was expected, and this is 7 | ${EVERY_FIELD}`]);
    for (const text of ['- a\n', '- a: 1\n']) {
      const { content, broken, told } = validated(text);
      assert.deepEqual([content, broken], [{}, [[]]]);
      assert.deepEqual(told, [
        `1:1 error invalid: the file: a map was expected, and this is a list of 1 | ${EVERY_FIELD}`,
      ]);
    }
  });

  test('leaves a section out that there is not, and keeps the others', () => {
    const { content, broken, told } = validated(`cleints: {}\nclients:\n${clientText('x')}`);
    assert.deepEqual([Object.keys(content ?? {}), broken], [['clients'], [[]]]);
    assert.deepEqual(told, ['1:1 error unknown_field: cleints is no field here | Did you mean clients?']);
  });

  test('with a TODO is kept but for the definition that it stands in', () => {
    const { content, broken, told } = validated(
      `scopes:\n${scopeText('a', { why: 'TODO' })}${scopeText('b', { why: 'TODO', risk: 'hihg' })}${scopeText('c')}`,
    );
    assert.deepEqual(Object.keys(content?.scopes ?? {}), ['c']);
    assert.deepEqual(new Set(broken.map((path) => path.join())), new Set(['scopes,a', 'scopes,b']));
    assert.deepEqual(
      told.map((one) => one.split(':').slice(0, 2).join(':').split(' ').slice(0, 3).join(' ')),
      ['5:10 error todo', '15:10 error todo', '18:11 error invalid'],
    );
    const valid = validated(`scopes:\n${scopeText('a', { why: "'TODO: ask those who read it'" })}`);
    assert.deepEqual([valid.content?.scopes, valid.told.length], [{}, 1], 'also where the schema would take it');
    assert.deepEqual(valid.broken, [['scopes', 'a']]);
  });

  test('with a TODO in a section that is no map is told of it, and kept but for the section', () => {
    const { content, told } = validated(`scopes: [TODO]\nclients:\n${clientText('x')}`);
    assert.deepEqual(Object.keys(content ?? {}), ['clients']);
    assert.deepEqual(
      told.map((one) => one.split(':').slice(0, 2).join(':')),
      ['1:10 error todo', '1:1 error invalid'],
    );
  });

  test('is told what was expected in the place of what is there', () => {
    const told = (text: string) => validated(text).told;
    assert.deepEqual(told(`clients:\n${clientText('x', { standing: '[7]' })}`), [
      `7:16 error invalid: clients.x.standing.0: a text was expected, and this is 7 | ${EVERY_FIELD}`,
    ]);
    assert.deepEqual(told('people:\n  Ada: {}\n'), [
      `2:3 error invalid: people.Ada: a person id reads p-… in small letters, digits and hyphens: names stand in the people directory | ${EVERY_FIELD}`,
    ]);
    assert.deepEqual(told('people: { Ada: x }\n'), [
      `1:11 error invalid: people.Ada: a person id reads p-… in small letters, digits and hyphens: names stand in the people directory | ${EVERY_FIELD}`,
    ]);
    assert.deepEqual(told('environment: 7\n'), [
      `1:14 error invalid: environment: a text was expected, and this is 7 | ${EVERY_FIELD}`,
    ]);
  });

  test('is told of a field that is missing where its owner stands, and of no other slip of its', () => {
    const told = (text: string) => validated(text).told;
    assert.deepEqual(told('resourceServers:\n  a: { description: What there is., owner: p-1 }\n'), [
      `2:3 error field_missing: resourceServers.a has no audience | Add audience: a text. ${EVERY_FIELD}`,
    ]);
    assert.deepEqual(told('console: {}\n'), [
      `1:1 error field_missing: console has no author | Add author: a text. ${EVERY_FIELD}`,
      `1:1 error field_missing: console has no roles | Add roles: a map. ${EVERY_FIELD}`,
    ]);
  });

  test('is told of a field that there is not with those that there are', () => {
    const told = (text: string) => validated(text).told;
    assert.deepEqual(told('limits: { nothing: 1 }\n'), [
      `1:11 error unknown_field: nothing is no field here | Expected maxStaleSeconds, maxStaleHighRiskSeconds, maxSequencingLagSeconds or unrecordedTokens. ${EVERY_FIELD}`,
    ]);
    const long = 'x'.repeat(300);
    assert.match(told(`limits: { ${long}: 1 }\n`)[0] ?? '', /unknown_field: x{99}… is no field here/);
  });
});

describe('an overlay', () => {
  const validate = (text: string) => {
    const diagnostics: Diagnostic[] = [];
    const valid = validateOverlay(readYaml('a.yaml', `overlay: staging\n${text}`), diagnostics);
    return [valid, ...diagnostics.map(tell)];
  };

  test('may say a part of a definition, and nothing wrong', () => {
    assert.deepEqual(validate('scopes: { a: { risk: high }, b: null }\n'), [true]);
    assert.deepEqual(validate('scopes: { a: { rsik: high } }\n'), [
      false,
      '2:16 error unknown_field: rsik is no field here | Did you mean risk?',
    ]);
  });

  test('is told of a field that there is not with those that there are', () => {
    assert.deepEqual(validate('limits: { nothing: 1 }\n'), [
      false,
      `2:11 error unknown_field: nothing is no field here | Expected maxStaleSeconds, maxStaleHighRiskSeconds, maxSequencingLagSeconds or unrecordedTokens. ${EVERY_FIELD}`,
    ]);
  });

  test('has no TODO, of which nothing else is said', () => {
    assert.deepEqual(validate('scopes: { a: { maxTtlSeconds: TODO } }\n'), [
      false,
      '2:31 error todo: maxTtlSeconds is still TODO: say how long a token with it may live at most, in seconds | Write it in the place of the TODO. docs/policy-reference.md has every field.',
    ]);
    assert.equal(
      validate("scopes: { a: { why: 'TODO: ask those who read it' } }\n")[0],
      false,
      'also where a text may stand',
    );
  });
});

describe('a file of another kind', () => {
  const KIND: FileKind<unknown> = {
    schema: z.strictObject({ a: z.string().optional(), b: z.array(z.strictObject({ c: z.string() })).optional() }),
    fieldsAt: (path) => (path.length === 0 ? ['a', 'b'] : []),
    document: 'docs/x.md',
  };
  const validate = (text: string, kind: FileKind<unknown> = KIND) => {
    const diagnostics: Diagnostic[] = [];
    return [validateAs(kind, readYaml('a.yaml', text), diagnostics), ...diagnostics.map(tell)];
  };

  test('is what its schema makes of it, or what is wrong', () => {
    assert.deepEqual(validate('a: x\n'), [{ a: 'x' }]);
    assert.deepEqual(validate(''), [{}]);
    assert.deepEqual(validate('b: [{}, { c: 7 }]\n'), [
      null,
      '1:5 error field_missing: b.0 has no c | Add c: a text. docs/x.md has every field.',
      '1:14 error invalid: b.1.c: a text was expected, and this is 7 | docs/x.md has every field.',
    ]);
    assert.deepEqual(validate('ab: 1\n'), [null, '1:1 error unknown_field: ab is no field here | Did you mean a?']);
    assert.deepEqual(validate('quite-another: 1\n'), [
      null,
      '1:1 error unknown_field: quite-another is no field here | Expected a or b. docs/x.md has every field.',
    ]);
    assert.deepEqual(validate('b: [{ c: x, more: 1 }]\n'), [
      null,
      '1:13 error unknown_field: more is no field here | docs/x.md has every field.',
    ]);
  });

  test('throws what its schema throws, but for what an engine can’t hand on', () => {
    const schema = z.unknown().refine(() => {
      throw new TypeError('a slip in the schema');
    });
    assert.throws(() => validate('a: 1\n', { ...KIND, schema }), TypeError);
  });

  test('is asked for the length of what is of the right type alone', () => {
    const of = (schema: z.ZodType) => validate('a: 7\n', { ...KIND, schema: z.strictObject({ a: schema }) }).slice(1);
    assert.deepEqual(of(z.string().min(8)), [
      '1:4 error invalid: a: a text was expected, and this is 7 | docs/x.md has every field.',
    ]);
    const both = z.strictObject({ a: z.int(), b: z.number().min(9) });
    assert.equal(validate('a: x\nb: 7\n', { ...KIND, schema: both }).length, 3, 'but each by itself');
    const items = z.strictObject({ a: z.array(z.string().regex(/^x/).min(2)) });
    assert.deepEqual(
      validate('a: [7, x, yy, x]\n', { ...KIND, schema: items })
        .slice(1)
        .map((one) => String(one).split(' ')[0]),
      ['1:5', '1:8', '1:11', '1:15'],
      'and each item of a list',
    );
  });

  test('is told all that is wrong with one text', () => {
    const schema = z.strictObject({ a: z.string().regex(/^x/, 'x has to be first').regex(/y$/, 'y has to be last') });
    assert.deepEqual(validate('a: z\n', { ...KIND, schema }).slice(1), [
      '1:4 error invalid: a: x has to be first | docs/x.md has every field.',
      '1:4 error invalid: a: y has to be last | docs/x.md has every field.',
    ]);
  });

  test('is told of a field that is missing also where what was expected isn’t one thing', () => {
    const schema = z.strictObject({ a: z.union([z.literal('x'), z.array(z.string())]) });
    assert.deepEqual(validate('{}\n', { ...KIND, schema }).slice(1), [
      '1:1 error field_missing: the file has no a | Add a. docs/x.md has every field.',
    ]);
  });

  test('is told a thousand mistakes, and how many more there are', () => {
    const fields = (count: number) => Array.from({ length: count }, (_, at) => `x${at}: 1\n`).join('');
    assert.equal(validate(fields(1000)).length, 1001);
    const many = validate(fields(1500));
    assert.equal(many.length, 1002);
    assert.match(String(many.at(-1)), /further_errors: 500 more are wrong from here on/);
    const items = validate(`b: [${Array.from({ length: 1500 }, () => '{}').join(', ')}]\n`);
    assert.equal(items.length, 1002);
    assert.match(String(items.at(-1)), /further_errors: 500 more are wrong from here on/);
  });
});
