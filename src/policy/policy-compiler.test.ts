import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, digestOf, type Json } from '../proof/index.ts';
import { compilePolicy, PolicyCompiler } from './compile.ts';
import { definitionNames, definitionsOf } from './definitions.ts';
import { frozenPolicy, identifyPolicy, policyBytes } from './identify.ts';
import { EXAMPLE_POLICY, rules } from './rules/index.ts';
import { note, POLICY } from './testing/wrong-row.ts';
import type { Policy, PolicyFileText } from './types.ts';

/** Files as they may be before and after a change: the right ones, wrong ones, approvals, an overlay. */
const TEXTS: readonly PolicyFileText[] = [
  ...[POLICY, POLICY.replace('risk: low', 'risk: hihg'), `${POLICY}# a comment\n`].map((text) => ({
    path: 'a.yaml',
    text,
  })),
  ...rules.flatMap(({ good, bad }) => [good, bad]).map((text) => ({ path: 'example.yaml', text })),
  { path: 'policy.yaml', text: EXAMPLE_POLICY },
  { path: 'policy.yaml', text: EXAMPLE_POLICY.replace('level: guarded', 'level: guarded, mode: observe') },
  { path: 'policy.yaml', text: EXAMPLE_POLICY.replace('p-1: {}', 'p-1: {}\n  p-2: {}') },
  { path: 'issuer.yaml', text: 'issuers:\n  https://login.other: { level: observed }\n' },
  { path: 'staging.yaml', text: 'overlay: staging\nclients:\n  report: { maxTtlSeconds: 60 }\n' },
  { path: 'broken.yaml', text: 'clients: [' },
  { path: 'x.test.yaml', text: 'never: compiled' },
  { path: 'a.note', text: note('orders:read') },
  { path: 'b.note', text: 'no note' },
];

const told = (files: readonly PolicyFileText[], compile: typeof compilePolicy, environment?: string) => {
  const { identified, diagnostics, environments, writtenFor, siteOf, warnings } = compile(files, { environment });
  const site = siteOf('client', 'report');
  return { identified, diagnostics, environments, writtenFor, site, warnings: warnings({ time: 1_800_000_000 }) };
};

describe('a policy that is compiled again as its files change', () => {
  test('is what it would be if it were compiled for the first time', () => {
    const files = fc.uniqueArray(fc.constantFrom(...TEXTS), { selector: ({ path }) => path, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(files, fc.constantFrom(undefined, 'staging')), { maxLength: 6 }), (changes) => {
        const compiler = new PolicyCompiler();
        for (const [texts, environment] of changes)
          assert.deepEqual(
            told(texts, (...args) => compiler.compile(...args), environment),
            told(texts, compilePolicy, environment),
          );
      }),
    );
  });

  test('keeps the definitions that nothing changed, frozen', () => {
    const compiler = new PolicyCompiler();
    const one = compiler.compile([{ path: 'policy.yaml', text: EXAMPLE_POLICY }]).identified?.policy;
    const other = compiler.compile([
      { path: 'policy.yaml', text: EXAMPLE_POLICY },
      { path: 'b.yaml', text: 'people:\n  p-2: {}\n' },
    ]).identified?.policy;
    assert.ok(one !== undefined && other !== undefined && one.clients[0] !== undefined);
    assert.equal(one.clients[0], other.clients[0]);
    assert.deepEqual([one.people.length, other.people.length], [1, 2]);
    assert.throws(() => Object.assign(one.clients[0]?.standing ?? [], ['x']), TypeError);
  });

  test('is complained of again for what is still wrong', () => {
    const compiler = new PolicyCompiler();
    const files = [{ path: 'a.yaml', text: POLICY.replace('risk: low', 'risk: hihg') }];
    const [first, second] = [compiler.compile(files), compiler.compile(files)];
    assert.equal(first.diagnostics.length, 1);
    assert.deepEqual(first.diagnostics, second.diagnostics);
  });
});

test('the bytes of a policy are its canonical JSON, also once they were written before', () => {
  const policy = compilePolicy([{ path: 'policy.yaml', text: EXAMPLE_POLICY }]).identified?.policy as Policy;
  const changeable = structuredClone(policy) as { clients: { purpose: string }[] } & Policy;
  for (const one of [policy, changeable, policy]) {
    assert.equal(Buffer.from(policyBytes(one)).toString(), canonicalJson(one as unknown as Json));
    assert.equal(identifyPolicy(one).digest, digestOf(one as unknown as Json));
  }
  // What can still change is written each time.
  const [client] = changeable.clients;
  assert.ok(client !== undefined);
  client.purpose = 'Something else by now.';
  assert.notEqual(identifyPolicy(changeable).digest, identifyPolicy(policy).digest);
});

test('the bytes of a policy are its canonical JSON, whatever it has none or several of', () => {
  const policy = compilePolicy([{ path: 'policy.yaml', text: EXAMPLE_POLICY }]).identified?.policy as Policy;
  const [client] = policy.clients;
  assert.ok(client !== undefined);
  for (const clients of [[], [client], [client, { ...client, clientId: 'ä "other"' }, client]]) {
    const one = { ...policy, clients };
    assert.equal(Buffer.from(policyBytes(one)).toString(), canonicalJson(one as unknown as Json));
  }
});

test('a policy is frozen with all that it holds', () => {
  const policy = structuredClone(
    compilePolicy([{ path: 'policy.yaml', text: EXAMPLE_POLICY }]).identified?.policy as Policy,
  );
  assert.equal(frozenPolicy(policy), policy);
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
  assert.ok(isFrozen(policy));
  const bytes = policyBytes(policy);
  assert.deepEqual(policyBytes(frozenPolicy(policy)), bytes);
  assert.equal(Buffer.from(bytes).toString(), canonicalJson(policy as unknown as Json));
});

test('the names of definitions are those of all definitions that can be approved', () => {
  const kinds = new Set<string>();
  const extra = `teams:
  t-a: { description: Answers for orders., author: p-1, members: [p-1] }
approvals: { author: p-1, risk: { critical: { team: t-a } } }
waivers:
  w: { rule: scope-unheld, definition: 'scope:orders:read', owner: p-1, author: p-1, reason: It is held from March on., expires: 2027-03-01T00:00:00Z }
console: { author: p-1, roles: { admin: [{ claim: groups, value: admins }] } }
`;
  for (const more of ['', extra, ...rules.map(({ good }) => good)]) {
    const files = [
      { path: 'policy.yaml', text: EXAMPLE_POLICY },
      { path: 'more.yaml', text: more },
    ];
    const { policy } = compilePolicy(files).identified ?? assert.fail(more);
    const definitions = definitionsOf(policy);
    assert.deepEqual(
      definitionNames(policy),
      definitions.map(({ kind, name }) => `${kind}:${name}`),
    );
    for (const { kind } of definitions) kinds.add(kind);
  }
  assert.ok(kinds.size >= 7, [...kinds].join());
});
