import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compilePolicy } from './index.ts';

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

  test('hides no other mistake', () => {
    const codes = diagnosticsOf(fileOf({ ...SCOPE, why: 'TODO', risk: 'lwo', nonsense: '1' })).map(({ code }) => code);
    assert.deepEqual(codes.sort(), ['invalid', 'todo', 'unknown_field']);
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
