import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compilePolicy, readYaml, todosIn } from './index.ts';

const SCOPE = {
  description: 'Reads orders, all of them.',
  why: 'The report counts orders.',
  owner: 'p-101',
  author: 'p-101',
  risk: 'low',
  sensitivity: 'internal',
  maxTtlSeconds: '600',
  reviewIntervalDays: '90',
};

const fileOf = (scope: Readonly<Record<string, string>>): string =>
  `scopes:\n  orders:read:\n${Object.entries(scope)
    .map(([name, value]) => `    ${name}: ${value}\n`)
    .join('')}`;

const diagnosticsOf = (text: string) => compilePolicy([{ path: 'scopes.yaml', text }]).diagnostics;

describe('a TODO', () => {
  test('is said as what it is, at its place, with what to say instead', () => {
    const [diagnostic, ...others] = diagnosticsOf(fileOf({ ...SCOPE, why: 'TODO' }));
    assert.deepEqual(others, []);
    assert.deepEqual(
      [diagnostic?.code, diagnostic?.severity, diagnostic?.file, diagnostic?.line, diagnostic?.column],
      ['todo', 'error', 'scopes.yaml', 4, 10],
    );
    assert.equal(diagnostic?.message, 'why is still TODO: say why this scope exists');
  });

  test('says what is known already', () => {
    const [diagnostic] = diagnosticsOf(fileOf({ ...SCOPE, description: '"TODO: the source says only read"' }));
    assert.equal(
      diagnostic?.message,
      'description is still TODO: say what this scope empowers (the source says only read)',
    );
  });

  test('is said by the name of its field, or of what it stands in', () => {
    const said = (text: string) => diagnosticsOf(text).map(({ message }) => message);
    assert.deepEqual(said('environment: TODO\n'), [
      'environment is still TODO: say which environment this policy is for',
    ]);
    assert.deepEqual(said('issuers:\n  TODO: { level: guarded }\n'), [
      'a name in issuers is still TODO: say the issuer identifier of the authorization server',
    ]);
    assert.deepEqual(said('clients:\n  TODO: { kind: TODO }\n'), [
      'a name in clients is still TODO: say what it is',
      'kind is still TODO: say what kind of client it is',
    ]);
    assert.deepEqual(said('clients:\n  a: TODO\n'), ['a is still TODO: say what it is']);
    assert.deepEqual(said('issuers:\n  a: TODO\n'), ['a is still TODO: say what it is']);
    assert.deepEqual(said('alertRoutes: [TODO]\n'), ['alertRoutes is still TODO: say what it is']);
    assert.deepEqual(said('- TODO\n').slice(0, 1), ['the file is still TODO: say what it is']);
    assert.deepEqual(said('TODO: 7\n').slice(0, 1), ['a name in the file is still TODO: say what it is']);
    assert.deepEqual(said('issuers:\n  a: { TODO: 7 }\n').slice(0, 1), ['a name in a is still TODO: say what it is']);
    assert.deepEqual(said('limits: { maxStaleSeconds: TODO }\n'), ['maxStaleSeconds is still TODO: say what it is']);
    assert.deepEqual(said('scopes:\n  a: { replacedBy: { deadline: TODO } }\n').slice(0, 1), [
      'replacedBy is still TODO: say what it is',
    ]);
  });

  test('says what is known in a line, and no more of it than a person reads', () => {
    const messageOf = (why: string) => diagnosticsOf(fileOf({ ...SCOPE, why }))[0]?.message ?? '';
    const said = 'why is still TODO: say why this scope exists';
    assert.equal(messageOf('"TODO:   ask   "'), `${said} (ask)`);
    assert.equal(messageOf('"TODO:"'), said);
    assert.equal(messageOf('"TODO:ask"'), `${said} (ask)`);
    assert.equal(messageOf('"TODO: two\\nlines"'), `${said} (two\nlines)`);
    assert.equal(messageOf(`'TODO: ${'x'.repeat(200)}'`), `${said} (${'x'.repeat(99)}…)`);
  });

  test('is a mistake of the file at its place, with how to mend it', () => {
    assert.deepEqual(diagnosticsOf(fileOf({ ...SCOPE, why: 'TODO' })), [
      {
        ...{ code: 'todo', severity: 'error', file: 'scopes.yaml', line: 4, column: 10 },
        message: 'why is still TODO: say why this scope exists',
        help: 'Write it in the place of the TODO. docs/policy-reference.md has every field.',
      },
    ]);
  });

  test('hides no other mistake', () => {
    const codes = diagnosticsOf(fileOf({ ...SCOPE, why: 'TODO', risk: 'lwo', nonsense: '1' })).map(({ code }) => code);
    assert.deepEqual(codes.sort(), ['invalid', 'todo', 'unknown_field']);
  });

  test('is told beside what an overlay takes out, and in a draft of a policy', () => {
    const text = 'overlay: staging\nscopes: { a: null, b: { why: TODO } }\n';
    assert.deepEqual(todosIn(readYaml('staging.yaml', text)), [
      {
        ...{ code: 'todo', severity: 'error', file: 'staging.yaml', line: 2, column: 30 },
        message: 'why is still TODO: say why this scope exists',
        help: 'Write it in the place of the TODO. docs/policy-reference.md has every field.',
      },
    ]);
  });

  test('may stand for a list, an item of one, and a name', () => {
    const text = `issuers:
  'TODO: the issuer of Auth0':
    level: TODO
clients:
  a:
    owner: p-101
    author: p-101
    purpose: Counts orders for the report.
    grantTypes: TODO
    standing: [orders:read, TODO]
    maxTtlSeconds: 600
    expires: TODO
`;
    assert.deepEqual(
      diagnosticsOf(text).map(({ code, line, column }) => `${code} ${line}:${column}`),
      ['todo 2:3', 'todo 3:12', 'todo 9:17', 'todo 10:29', 'todo 12:14'],
    );
  });

  test('is a text that begins so, and no other', () => {
    for (const why of ['TODOs of the team are read with it.', 'todo list of the team', '"What is TODO: everything"'])
      assert.ok(!diagnosticsOf(fileOf({ ...SCOPE, why })).some(({ code }) => code === 'todo'), why);
  });

  test('is the only thing said of any field that it stands in', () => {
    fc.assert(
      fc.property(
        fc.subarray(Object.keys(SCOPE), { minLength: 1 }),
        fc.constantFrom('TODO', '"TODO: ask"'),
        (fields, value) => {
          const scope = { ...SCOPE, ...Object.fromEntries(fields.map((field) => [field, value])) };
          const codes = diagnosticsOf(fileOf(scope)).map(({ code }) => code);
          assert.deepEqual(codes, Array(fields.length).fill('todo'));
        },
      ),
    );
  });
});
