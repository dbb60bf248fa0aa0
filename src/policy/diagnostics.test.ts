import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { parseSync } from 'oxc-parser';
import { z } from 'zod';
import { parsePolicyTests } from '../decision/index.ts';
import { compilePolicy } from './compile.ts';
import { rules } from './rules/index.ts';
import { WRONG_DEFINITIONS } from './testing/wrong-definitions.ts';
import { WRONG_FILES } from './testing/wrong-files.ts';
import { WRONG_LANGUAGE } from './testing/wrong-language.ts';
import { CLIENT, changed, POLICY, type Row } from './testing/wrong-row.ts';
import type { Diagnostic } from './types.ts';
import { validateAs } from './validate-file.ts';
import { readYaml } from './yaml-source.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Where diagnostics are made. */
const SOURCES = ['src/policy/**/*.ts', 'src/decision/policy-tests/**/*.ts', 'src/cli/check/policy-verdict.ts'];

const TABLE: readonly Row[] = [...WRONG_FILES, ...WRONG_DEFINITIONS, ...WRONG_LANGUAGE];

/** The first three are found by `ambit check` alone, by the keys that it is given: `policy-commands.test.ts` has them; the last in `hostile-policy.test.ts`. */
const HELD_ELSEWHERE = ['approval_missing', 'approval_void', 'waiver_unneeded', 'too_many'];
/** A mutation run writes into the sources: then they can't be read for their codes. */
const INSTRUMENTED = sources().some((name) => /stryMutAct/.test(readFileSync(resolve(ROOT, name), 'utf8')));

const tell = ({ file, line, column, message, help }: Diagnostic): string =>
  `${file.startsWith('a.') ? '' : `${file}:`}${line}:${column} ${message} | ${help}`;

describe('what is wrong with a policy', () => {
  for (const { code, what, files, environment, told } of TABLE)
    test(`${code}: ${what} is told with its place, and what was expected`, () => {
      const found = [...compilePolicy(files, { environment }).diagnostics, ...parsePolicyTests(files).diagnostics];
      const here = found.filter(({ code: one }) => one !== 'policy_missing' || code === one);
      assert.ok(
        here.some((one) => one.code === code),
        [...new Set(here.map((one) => one.code))].join(', '),
      );
      if (told.length > 0) assert.deepEqual(here.map(tell), told);
    });

  test('that has more mistakes than a person mends at once is told as the first of them and their count', () => {
    const { files = [] } = TABLE.find(({ code }) => code === 'further_errors') ?? {};
    const { diagnostics } = compilePolicy(files);
    assert.equal(diagnostics.length, 1001);
    const last = diagnostics.at(-1);
    assert.deepEqual([last?.message, last?.line], ['204 more are wrong from here on', 999]);
  });

  test('whose mistakes are more than an engine can hand on is told so', () => {
    const schema = z.unknown().refine(() => {
      throw new RangeError('Maximum call stack size exceeded');
    });
    const diagnostics: Diagnostic[] = [];
    const kind = { schema, fieldsAt: () => [], document: 'docs/x.md' };
    assert.equal(validateAs(kind, readYaml('a.yaml', 'a: 1'), diagnostics), null);
    assert.deepEqual(diagnostics.map(tell), [
      '1:1 the file: more is wrong here than can be told | docs/x.md has every field.',
    ]);
  });

  test('is told at once: a slip in one file hides none in another', () => {
    const files = [
      { path: '1.yaml', text: changed(POLICY, 'risk: low', 'risk: hihg') },
      { path: '2.yaml', text: `clients:\n  two:\n${changed(CLIENT, '[orders:read]', '[orders:wirte]')}` },
      {
        path: '3.yaml',
        text: `clients:\n  three:\n${changed(CLIENT, 'owner: p-1', 'owner: p-7')}  report:\n${CLIENT}`,
      },
      { path: '4.test.yaml', text: 'never: compiled' },
    ];
    assert.deepEqual(
      compilePolicy(files).diagnostics.map(({ file, line, code, help }) => `${file}:${line} ${code} ${help}`),
      [
        '1.yaml:16 invalid Did you mean high?',
        '3.yaml:10 defined_twice Keep one of the two: a definition stands in one place.',
        '3.yaml:3 person_unknown Did you mean p-1?',
        '2.yaml:7 scope_unknown Did you mean orders:write?',
      ],
    );
  });

  test('says nothing of a definition that stands in a file or a section that can’t be read', () => {
    for (const [from, to] of [
      ['orders:read:\n', 'orders:read: 7\n  x:\n'],
      ['risk: low', 'risk: hihg'],
      ['scopes:', 'scpes:'],
      ['people:', 'people: 7\nx:'],
      ['environment: test', 'environment: [test'],
    ] as const) {
      const files = [
        { path: 'a.yaml', text: changed(POLICY, from, to) },
        { path: 'b.yaml', text: `clients:\n  other:\n${CLIENT}` },
      ];
      const codes = new Set(compilePolicy(files).diagnostics.map(({ code }) => code));
      assert.ok(codes.size > 0);
      for (const code of codes) assert.ok(['invalid', 'unknown_field', 'yaml', 'field_missing'].includes(code), code);
    }
  });

  test('has each of its codes in this table, and the table none that isn’t', { skip: INSTRUMENTED }, () => {
    const known = new Set([...TABLE.map(({ code }) => code), ...HELD_ELSEWHERE]);
    const ofRules = rules
      .filter((rule) => rule.severity === 'error' && 'find' in rule)
      .map(({ id }) => id.replaceAll('-', '_'));
    const made = codesMade();
    assert.deepEqual([...made].filter((code) => !known.has(code)).sort(), []);
    assert.deepEqual([...known].filter((code) => !made.has(code)).sort(), []);
    assert.ok(
      made.size > 35 && ofRules.every((code) => !made.has(code)),
      'the codes of rules are held by rules.test.ts',
    );
  });
});

function sources(): string[] {
  return globSync(SOURCES, { cwd: ROOT }).filter((name) => !name.endsWith('.test.ts'));
}

/** The codes that the sources give diagnostics: `code:` beside a severity, and what is said to `complain`, `twice` or `reference`. */
function codesMade(): ReadonlySet<string> {
  const made = new Set<string>();
  const take = (node: Node | undefined): void => {
    if (node?.type === 'Literal' && /^[a-z_]+$/.test(String(node['value']))) made.add(String(node['value']));
    if (node?.type === 'ConditionalExpression')
      for (const branch of ['consequent', 'alternate']) take(node[branch] as Node);
  };
  for (const file of sources())
    walk(parseSync(file, readFileSync(resolve(ROOT, file), 'utf8')).program as unknown as Node, (node) => {
      if (node.type === 'ObjectExpression') {
        const properties = node['properties'] as { key?: { name?: string }; value?: Node }[];
        const memberOf = (name: string): Node | undefined => properties.find(({ key }) => key?.name === name)?.value;
        if (memberOf('severity') !== undefined) take(memberOf('code'));
      }
      if (node.type !== 'CallExpression') return;
      const callee = node['callee'] as { name?: string; property?: { name?: string } };
      const name = callee.property?.name ?? callee.name;
      const args = node['arguments'] as Node[];
      if (name === 'complain') take(args[1]);
      if (name === 'twice') take(args[2]);
      const [, what] = args;
      if (name === 'reference' && what?.type === 'Literal')
        made.add(`${String(what['value']).replace(' ', '_')}_unknown`);
    });
  return made;
}

interface Node {
  readonly type: string;
  readonly [name: string]: unknown;
}

function walk(node: unknown, look: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (typeof (node as Node).type === 'string') look(node as Node);
  for (const member of Object.values(node)) walk(member, look);
}
