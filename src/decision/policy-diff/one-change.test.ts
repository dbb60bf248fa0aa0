import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compilePolicy, type IdentifiedPolicy } from '../../policy/index.ts';
import { clientText, scopeText, shopText } from '../../policy/testing/shop-policy.ts';
import { decide } from '../decide.ts';
import type { Facts, ScopeRequest } from '../types.ts';
import { diffPolicies } from './diff-policies.ts';

const ISSUERS = ['https://login.example', 'https://other.example'] as const;
const ORDERS = 'https://orders.example';
const NOW = Date.parse('2026-06-01T00:00:00Z') / 1000;
const BY = '{ scopes: [base], deadline: 2026-01-01T00:00:00Z }';
const LATER = '{ scopes: [base], deadline: 2027-01-01T00:00:00Z }';

type Fields = Readonly<Record<string, string>>;
/** Scopes and clients by their names; a field that is empty isn't written. */
interface Spec {
  readonly issuers: readonly string[];
  readonly scopes: Readonly<Record<string, Fields>>;
  readonly clients: Readonly<Record<string, Fields>>;
  readonly limits: string;
}

const options = {
  risk: ['high', 'critical'],
  sensitivity: ['internal', 'restricted'],
  maxTtlSeconds: ['60', '300'],
  // Most policies have to compile.
  issuers: ['', '', '', '', '', '', '', '', `['${ISSUERS[0]}']`],
  replacedBy: ['', BY, LATER],
};
const PARTS = [
  "{ id: { values: ['7'] } }",
  "{ id: { values: ['7', '8'] } }",
  '{ id: { characters: digits, maxLength: 1 } }',
  '{ id: { characters: alphanumeric, maxLength: 2 } }',
];
const SCOPES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  base: { ...options, replacedBy: [''] },
  all: { ...options, risk: ['critical'], sensitivity: ['restricted'], implies: ['', '[base]', "['pay:7']", '[mid]'] },
  mid: { ...options, risk: ['critical'], sensitivity: ['restricted'], implies: ['', '[base]', "[base, 'pay:7']"] },
  'pay:{id}': { ...options, parameters: PARTS },
  'all:{id}': {
    ...options,
    risk: ['critical'],
    sensitivity: ['restricted'],
    parameters: PARTS,
    implies: ['', "['pay:{id}']", "['pay:7']"],
  },
  'pay:7': options,
  'all:7': options,
};
const CLIENTS: Readonly<Record<string, readonly string[]>> = {
  issuer: ISSUERS,
  clientId: ['', 'one', 'two'],
  kind: ['', 'confidential', 'agent'],
  grantTypes: [
    '[client_credentials]',
    "[client_credentials, refresh_token, 'urn:ietf:params:oauth:grant-type:device_code']",
  ],
  standing: ['[]', '[base]', '[all]', '[mid]', "['pay:{id}']", "['all:{id}']", "['all:7']", "['pay:8', base]"],
  eligible: ['[]', "['pay:7']", "['all:8']"],
  overBroad: ['refuse', 'narrow'],
  maxTtlSeconds: ['60', '600'],
  expires: ['2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
  mode: ['', 'enforce', 'observe'],
};
const fieldsOf = (some: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Fields> =>
  fc.record(Object.fromEntries(Object.entries(some).map(([name, values]) => [name, fc.constantFrom(...values)])));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 12 });
const present = <T>(some: Readonly<Record<string, T | undefined>>): Record<string, T> =>
  Object.fromEntries(Object.entries(some).flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const])));
const issuerTexts = ISSUERS.map((issuer) =>
  ['enforce', 'observe'].map((mode) => `  ${issuer}: { level: guarded, mode: ${mode} }\n`),
);
const LIMITS = ['', 'limits: { unrecordedTokens: record }\n', 'limits: { maxStaleSeconds: 5 }\n'];

const spec: fc.Arbitrary<Spec> = fc.record({
  issuers: fc.tuple(...issuerTexts.map((texts) => fc.constantFrom(...texts))),
  scopes: fc
    .record(
      Object.fromEntries(
        Object.entries(SCOPES).map(([name, fields]) => [
          name,
          name === 'base' ? fieldsOf(fields) : maybe(fieldsOf(fields)),
        ]),
      ),
    )
    .map(present),
  clients: fc.record({ one: maybe(fieldsOf(CLIENTS)), two: maybe(fieldsOf(CLIENTS)) }).map(present),
  limits: fc.constantFrom(...LIMITS),
});

/** A policy and one in which one thing is otherwise: two changes hide which of them was to be named. */
const change: fc.Arbitrary<readonly [Spec, Spec]> = fc
  .tuple(spec, spec, fc.nat(), fc.nat())
  .map(([one, other, which, field]) => {
    const names = [...Object.keys(SCOPES), 'one', 'two', 'issuers', 'limits'];
    const name = names[which % names.length] ?? '';
    if (name === 'issuers' || name === 'limits') return [one, { ...one, [name]: other[name] }];
    const part = name === 'one' || name === 'two' ? 'clients' : 'scopes';
    const [was, is] = [one[part][name], other[part][name]];
    const keys = Object.keys(part === 'clients' ? CLIENTS : (SCOPES[name] ?? {}));
    const key = keys[field % keys.length] ?? '';
    const mixed = was === undefined || is === undefined ? is : { ...was, [key]: is[key] ?? '' };
    return [one, { ...one, [part]: present({ ...one[part], [name]: mixed }) }];
  });

function compiled({ issuers, scopes, clients, limits }: Spec): IdentifiedPolicy | null {
  const written = (fields: Fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
  const text = shopText({
    issuers: issuers.join(''),
    scopes: Object.entries(scopes)
      .map(([name, fields]) => scopeText(name, written(fields)))
      .join(''),
    clients: Object.entries(clients)
      .map(([name, fields]) => clientText(name, written(fields)))
      .join(''),
    more: limits,
  });
  return compilePolicy([{ path: 'shop.yaml', text }]).identified;
}

const NAMES = ['base', 'all', 'mid', 'pay:7', 'pay:8', 'pay:9', 'pay:a', 'all:7', 'all:8', 'all:a', 'pay:{id}', 'none'];
const ASKED: readonly (readonly [ScopeRequest, Facts])[] = ISSUERS.flatMap((issuer) =>
  ['one', 'two', 'stranger'].flatMap((clientId) =>
    NAMES.flatMap((scope): (readonly [ScopeRequest, Facts])[] => {
      const base = { issuer, clientId };
      const grant = {
        ...base,
        kind: 'grant',
        grantType: 'client_credentials',
        resources: [],
        redirectUri: null,
      } as const;
      const facts = { time: NOW, priorGrant: null, token: null, feedSilentSeconds: null };
      const tokenOf = (scopes: readonly string[], recorded: boolean) => ({
        ...{ scopes, audiences: [ORDERS], expiresAt: NOW + 60, revoked: false, recorded },
      });
      return [
        [{ ...grant, scopes: [scope] }, facts],
        [{ ...grant, scopes: [scope, 'none'] }, facts],
        [
          { ...grant, grantType: 'refresh_token', scopes: [scope] },
          { ...facts, priorGrant: { grantId: 'g', clientId, scopes: [scope], resource: ORDERS, revoked: false } },
        ],
        ...NAMES.map(
          (needed) =>
            [
              { ...base, kind: 'use' as const, audience: ORDERS, operation: 'any', required: [[needed]] },
              { ...facts, feedSilentSeconds: 0, token: tokenOf([scope], needed !== 'pay:9') },
            ] as const,
        ),
      ];
    }),
  ),
);

/** What a decision lets happen, and for how long. */
function given(
  policy: IdentifiedPolicy,
  request: ScopeRequest,
  facts: Facts,
): readonly [what: string, seconds: number] {
  const { outcome, mode, scopes, maxTtlSeconds } = decide(policy, request, facts);
  if (mode === 'observe') return ['whatever was asked', Number.POSITIVE_INFINITY];
  if (outcome === 'refuse') return ['', 0];
  return [request.kind === 'use' ? 'the call' : scopes.join(' '), maxTtlSeconds];
}

describe('one change of a policy', () => {
  test('is a widening wherever something is permitted after it that was not before', () => {
    let [pairs, permitted] = [0, 0];
    fc.assert(
      fc.property(change, ([one, other]) => {
        const [before, after] = [compiled(one), compiled(other)];
        if (before === null || after === null || before.digest === after.digest) return;
        pairs++;
        const { changes } = diffPolicies(before, after);
        const widening = changes.some((change) => change.widening);
        for (const [request, facts] of ASKED) {
          const [[was, wasSeconds], [is, seconds]] = [given(before, request, facts), given(after, request, facts)];
          const observed = was === 'whatever was asked';
          const more = is !== '' && !observed && (is !== was || seconds > wasSeconds);
          if (!more) continue;
          permitted++;
          assert.ok(
            widening,
            JSON.stringify(
              {
                request,
                facts,
                was,
                is,
                seconds,
                wasSeconds,
                changes: changes.map(({ kind, words }) => `${kind} ${words}`),
              },
              null,
              1,
            ),
          );
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(pairs > 30 && permitted > 0, `${pairs} changes, by which ${permitted} requests were permitted`);
  });
});
