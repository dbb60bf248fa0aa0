import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { z } from 'zod';
import { policyTestFile, policyTestSchema } from '../decision/index.ts';
import { isPolicyTestFile } from './compile.ts';
import { editorSchema, policySchema } from './editor-schema.ts';
import { EXAMPLE_POLICY, rules } from './rules/index.ts';
import { overlayFile } from './schema/overlay-file.ts';
import { policyFile } from './schema/policy-file.ts';
import { readYaml } from './yaml-source.ts';

const ROOT = resolve(import.meta.dirname, '../..');

interface Kind {
  readonly schema: z.ZodType;
  readonly accepts: ValidateFunction;
}
/** What an editor does with the schema; `uri` and such are left to Ambit. */
const compiled = (schema: object): ValidateFunction => new Ajv({ validateFormats: false }).compile(schema);
const POLICY: Kind = { schema: policyFile, accepts: compiled(policySchema()) };
const OVERLAY: Kind = { ...POLICY, schema: overlayFile };
const POLICY_TESTS: Kind = { schema: policyTestFile, accepts: compiled(policyTestSchema()) };

/**
 * What a JSON Schema can't say, by the issue that Ambit has with it. Each other refusal of a structure is one of the schema, too.
 */
const SAID_BY_AMBIT_ALONE: Readonly<Record<string, (issue: z.core.$ZodIssue, value: unknown) => boolean>> = {
  'a rule of two fields together': ({ code }) => code === 'custom',
  'a URL that parses': (issue) => issue.code === 'invalid_format' && issue.format === 'url',
  'a sentence that is of blanks at its ends': (issue, value) =>
    issue.code === 'too_small' && issue.origin === 'string' && typeof value === 'string' && value !== value.trim(),
};

function kindOf(path: string, text: string): Kind {
  if (isPolicyTestFile(path)) return POLICY_TESTS;
  return /^overlay:/m.test(text) ? OVERLAY : POLICY;
}

/** Each policy file that there is to show how one is written. */
const EXAMPLES: readonly (readonly [name: string, kind: Kind, text: string])[] = [
  ...globSync('examples/**/ambit/**/*.yaml', { cwd: ROOT }).map(
    (file) => [file, kindOf(file, ''), readFileSync(resolve(ROOT, file), 'utf8')] as const,
  ),
  ...globSync('docs/*.md', { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(resolve(ROOT, file), 'utf8').matchAll(/^```yaml (\S*ambit\/\S+)\n([\s\S]*?)^```$/gm)].map(
      ([, path = '', text = '']) => [`${file}: ${path}`, kindOf(path, text), text] as const,
    ),
  ),
  ['the policy of the rules’ examples', POLICY, EXAMPLE_POLICY],
  [
    'an overlay',
    OVERLAY,
    'overlay: staging\nissuers: { https://a.example: null }\nclients: { x: { maxTtlSeconds: 60, standing: [a] } }\nlimits: {}\n',
  ],
  ...rules.flatMap(({ id, bad, good }) => [
    [`${id}, bad`, POLICY, bad] as const,
    [`${id}, good`, POLICY, good] as const,
  ]),
];

describe('the JSON Schema for editors', () => {
  test('takes every example for right, as Ambit does', () => {
    assert.ok(EXAMPLES.length > 60);
    for (const [name, { schema, accepts }, text] of EXAMPLES) {
      const value = dataOf(text);
      assert.ok(schema.safeParse(value).success, name);
      if (schema === policyFile && !hasDemanded(value)) {
        assert.ok(!accepts(value), name);
        continue;
      }
      assert.ok(accepts(value), `${name}: ${JSON.stringify(accepts.errors)}`);
    }
  });

  test('refuses what Ambit refuses in the structure of a file, and nothing else', () => {
    let refused = 0;
    const numRuns = Math.min(500, fc.readConfigureGlobal()?.numRuns ?? 500);
    fc.assert(
      fc.property(
        fc.constantFrom(...EXAMPLES),
        fc.array(mutation, { minLength: 1, maxLength: 2 }),
        (example, edits) => {
          const [name, { schema, accepts }, text] = example;
          const value = edits.reduce(edited, dataOf(text));
          // Without its name an overlay is another kind of file.
          if (schema === overlayFile && !Object.hasOwn(Object(value), 'overlay')) return;
          const result = schema.safeParse(value);
          const accepted = accepts(value);
          const told = `${name}: ${JSON.stringify(value)}\n${JSON.stringify(accepts.errors)}\n${result.error}`;
          if (schema === policyFile && !hasDemanded(value)) return assert.ok(!accepted, told);
          if (result.success) return assert.ok(accepted, told);
          const sayable = result.error.issues.filter((issue) => !isSaidByAmbitAlone(issue, valueAt(value, issue.path)));
          if (sayable.length > 0) {
            refused++;
            assert.ok(!accepted, told);
          }
        },
      ),
      { numRuns },
    );
    assert.ok(refused > numRuns / 10, `${refused} of ${numRuns} were refused`);
  });

  test('says what each field means, and lets none in that there isn’t', () => {
    for (const schema of [policySchema(), policyTestSchema()]) {
      const lacking: string[] = [];
      visit('', schema, (path, node) => {
        if (node['properties'] === undefined) return;
        if (node['additionalProperties'] !== false) lacking.push(`${path} takes further fields`);
        for (const [name, field] of Object.entries(node['properties'] as Record<string, { description?: string }>))
          if (typeof field.description !== 'string' || field.description === '') lacking.push(`${path}.${name}`);
      });
      assert.deepEqual(lacking, []);
    }
  });

  test('is that of an overlay where a file says that it is one, under one title', () => {
    const { then, else: whole, ...rest } = policySchema() as Record<string, Record<string, unknown>>;
    assert.deepEqual(rest, {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'An Ambit policy file',
      if: { required: ['overlay'] },
    });
    for (const one of [then, whole])
      assert.deepEqual(
        ['$schema', 'title'].filter((name) => Object.hasOwn(one ?? {}, name)),
        [],
      );
    assert.ok(Object.hasOwn(then?.['properties'] as object, 'overlay'));
    assert.ok(Object.hasOwn(whole?.['properties'] as object, 'environment'));
  });

  test('says of what may be one of several, or is in a list or a map, what each means', () => {
    const field = z.strictObject({ deep: z.array(z.string().describe('A letter.')) });
    const schema = z.strictObject({
      either: z.union([field, z.strictObject({ other: z.record(z.string(), z.string().describe('A word.')) })]),
      list: z.array(field),
      map: z.record(z.string(), field),
      plain: z.string(),
      free: z.unknown(),
      date: z.date(),
    });
    const found: string[] = [];
    visit('', editorSchema(schema, 'A file'), (path, { description }) => {
      if (description !== undefined) found.push(`${path} ${description}`);
    });
    const deep = (at: string) => [`${at}.properties.deep A letter.`, `${at}.properties.deep.items A letter.`];
    assert.deepEqual(found, [
      ...deep('.properties.either.anyOf.0'),
      '.properties.either.anyOf.1.properties.other A word.',
      '.properties.either.anyOf.1.properties.other.additionalProperties A word.',
      ...deep('.properties.list.items'),
      ...deep('.properties.map.additionalProperties'),
    ]);
    const { properties } = editorSchema(schema, 'A file') as { properties: Record<string, unknown> };
    assert.deepEqual([properties['plain'], properties['free'], properties['date']], [{ type: 'string' }, {}, {}]);
  });

  test('has the defaults, and the meaning of what a field holds where it has none of its own', () => {
    const inner = z.strictObject({ items: z.string().describe('One.').optional() }).describe('Each.');
    const schema = z.strictObject({
      many: z.record(z.string(), inner),
      list: z.array(inner).default([]),
      own: z.array(inner).describe('All.'),
    });
    const { title, properties } = editorSchema(schema, 'A file') as {
      title: string;
      properties: Record<string, Record<string, unknown>>;
    };
    assert.equal(title, 'A file');
    assert.deepEqual(
      Object.entries(properties).map(([name, field]) => [name, field['description'], field['default']]),
      [
        ['many', 'Each.', undefined],
        ['list', 'Each.', []],
        ['own', 'All.', undefined],
      ],
    );
    assert.ok(compiled(editorSchema(schema, 'A file'))({ many: {}, own: [] }));
  });

  test('asks for what a rule demands, and fills in nothing for it', () => {
    const demanded = { why: z.string().default('') };
    const fieldsOf = (schema: z.ZodType) => {
      const { properties, required } = editorSchema(schema, 'A file');
      return { properties, required };
    };
    const why = { type: 'string' };
    assert.deepEqual(fieldsOf(z.strictObject(demanded)), { properties: { why }, required: ['why'] });
    assert.deepEqual(fieldsOf(z.strictObject({ risk: z.string(), ...demanded })), {
      properties: { risk: { type: 'string' }, why },
      required: ['risk', 'why'],
    });
    assert.deepEqual(fieldsOf(z.strictObject({ note: z.string().optional() })), {
      properties: { note: { type: 'string' } },
      required: undefined,
    });
  });
});

/** What rules demand of a definition, which may stand in an overlay, and is asked of each whole one by an editor. */
const DEMANDED: readonly (readonly [section: string, fields: readonly string[]])[] = [
  ['scopes', ['why', 'owner']],
  ['clients', ['purpose', 'owner', 'expires']],
];

function hasDemanded(value: unknown): boolean {
  return DEMANDED.every(([section, fields]) => {
    const definitions = Object(value)[section];
    if (typeof definitions !== 'object' || definitions === null || Array.isArray(definitions)) return true;
    return Object.values(definitions).every(
      (definition) =>
        typeof definition !== 'object' ||
        definition === null ||
        Array.isArray(definition) ||
        fields.every((field) => Object.hasOwn(definition, field)),
    );
  });
}

type Edit = readonly [at: number, what: string, value: unknown];
const mutation: fc.Arbitrary<Edit> = fc.tuple(
  fc.nat(),
  fc.constantFrom('remove', 'replace', 'replace', 'add', 'rename', 'repeat'),
  fc.constantFrom(
    ...[
      null,
      true,
      0,
      -1,
      1.5,
      1e9,
      '',
      'x',
      'p-1',
      'Alice',
      'high',
      'hihg',
      '2027-01-01T00:00:00Z',
      '2027-02-30',
      ' ',
    ],
    ...[[], ['x'], [1], [null], {}, { x: {} }, 'short', `${' '.repeat(9)}`, 'x'.repeat(3000), '\u{1f600}'.repeat(8)],
  ),
);

/** The value after one edit at one of its members, which are counted through. */
function edited(value: unknown, [at, what, replacement]: Edit): unknown {
  const places: (readonly [Record<string, unknown>, string])[] = [];
  const root: Record<string, unknown> = { value: structuredClone(value) };
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const name of Object.keys(node)) {
      places.push([node as Record<string, unknown>, name]);
      collect((node as Record<string, unknown>)[name]);
    }
  };
  collect(root);
  const [node, name] = places[at % places.length] ?? [root, 'value'];
  const old = node[name];
  if (what === 'remove' && node !== root) delete node[name];
  else if (what === 'add' && typeof old === 'object' && old !== null && !Array.isArray(old))
    Object.assign(old, { added: replacement });
  else if (what === 'rename' && node !== root && !Array.isArray(node)) {
    delete node[name];
    node[`${name}X`] = old;
  } else if (what === 'repeat' && Array.isArray(old)) node[name] = [...old, ...old, ...old];
  else node[name] = structuredClone(replacement);
  // What was removed from a list leaves a hole, which no file can say.
  return JSON.parse(JSON.stringify(root['value'] ?? null));
}

function isSaidByAmbitAlone(issue: z.core.$ZodIssue, value: unknown): boolean {
  return Object.values(SAID_BY_AMBIT_ALONE).some((says) => says(issue, value));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((node: unknown, step) => Object(node)[step], value);
}

/** What Ambit reads in the file; an empty one says nothing. */
function dataOf(text: string): unknown {
  const source = readYaml('x.yaml', text);
  assert.deepEqual(source.diagnostics, []);
  assert.deepEqual(JSON.parse(JSON.stringify(source.value)), parse(text));
  return parse(text) ?? {};
}

function visit(path: string, node: unknown, look: (path: string, node: Record<string, unknown>) => void): void {
  if (typeof node !== 'object' || node === null) return;
  look(path, node as Record<string, unknown>);
  for (const [name, member] of Object.entries(node)) visit(`${path}.${name}`, member, look);
}
