/**
 * Writes the golden corpora of a released semantics: requests and facts in many combinations, with the decision that was made.
 * Run once when a semantics is released, never to make a failing test pass: a changed decision is a new semantics.
 *
 *     node tools/node24.js tools/golden-decisions.ts
 */
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CURRENT_SEMANTICS, decide, type Facts, type GrantRequest, type UseRequest } from '../src/decision/index.ts';
import { DEADLINE, hierarchyPolicy } from '../src/decision/testing/hierarchy-policy.ts';
import { CUSTOMERS, ISSUER, ORDERS, samplePolicy } from '../src/decision/testing/sample-policy.ts';

const TIME = Date.parse('2026-11-24T00:00:00Z') / 1000;
const CLIENTS = ['batch', 'both', 'ended', 'lenient', 'watched', 'stranger'];
const SCOPES = [
  null,
  ['orders:read'],
  ['orders:read', 'orders:write'],
  ['customers:read', 'orders:read'],
  ['admin'],
  ['openid'],
];
const policy = samplePolicy();

function* grants(): Generator<{ request: GrantRequest; facts: Facts }> {
  for (const clientId of CLIENTS)
    for (const grantType of ['authorization_code', 'client_credentials', 'refresh_token'] as const)
      for (const scopes of SCOPES)
        for (const resources of [[], [ORDERS]]) {
          const redirectUri = grantType === 'authorization_code' ? 'https://app.example/callback' : null;
          const priorGrant =
            grantType === 'refresh_token'
              ? {
                  grantId: 'g-1',
                  clientId,
                  scopes: ['openid', 'orders:read'],
                  resource: ORDERS,
                  revoked: clientId === 'both',
                }
              : null;
          yield {
            request: { kind: 'grant', issuer: ISSUER, clientId, grantType, scopes, resources, redirectUri },
            facts: { time: TIME, priorGrant, token: null, feedSilentSeconds: null },
          };
        }
}

function* uses(): Generator<{ request: UseRequest; facts: Facts }> {
  for (const clientId of CLIENTS)
    for (const required of [[['orders:read']], [['orders:write'], ['orders:read']], [['orders:refund']], []])
      for (const scopes of [['orders:read'], ['orders:read', 'orders:write']])
        for (const fault of [
          {},
          { revoked: true },
          { recorded: false },
          { expiresAt: TIME },
          { audiences: [CUSTOMERS] },
        ])
          for (const feedSilentSeconds of [0, 5])
            yield {
              request: { kind: 'use', issuer: ISSUER, clientId, audience: ORDERS, operation: 'op', required },
              facts: {
                time: TIME,
                priorGrant: null,
                token: { scopes, audiences: [ORDERS], expiresAt: TIME + 60, revoked: false, recorded: true, ...fault },
                feedSilentSeconds,
              },
            };
}

/** Of scopes that include others, are replaced or have parts. */
function* hierarchyCases(): Generator<{ request: GrantRequest | UseRequest; facts: Facts }> {
  const scopes = hierarchyPolicy.policy.scopes.map(({ name }) => name);
  const named = [...scopes, 'orders:of:7:read', 'orders:of:7:write', 'orders:of:8:read', 'orders:of:12345:write'];
  const times = [-1, 0].map((offset) => Date.parse(DEADLINE) / 1000 + offset);
  for (const { clientId } of hierarchyPolicy.policy.clients)
    for (const time of times)
      for (const scope of named) {
        yield {
          request: {
            ...({ kind: 'grant', issuer: ISSUER, clientId, grantType: 'client_credentials' } as const),
            ...{ scopes: [scope], resources: [], redirectUri: null },
          },
          facts: { time, priorGrant: null, token: null, feedSilentSeconds: null },
        };
        for (const needed of ['orders:read', 'orders:write', 'orders:of:7:read'])
          yield {
            request: {
              ...({ kind: 'use', issuer: ISSUER, clientId, audience: ORDERS, operation: 'op' } as const),
              required: [[needed]],
            },
            facts: {
              ...{ time, priorGrant: null, feedSilentSeconds: 0 },
              token: { scopes: [scope], audiences: [ORDERS], expiresAt: time + 60, revoked: false, recorded: true },
            },
          };
      }
}

const CORPORA = [
  { suffix: '', identified: policy, cases: [...grants(), ...uses()] },
  { suffix: '-hierarchy', identified: hierarchyPolicy, cases: [...hierarchyCases()] },
];

for (const { suffix, identified, cases } of CORPORA) {
  const file = resolve(import.meta.dirname, `../src/decision/golden/semantics-${CURRENT_SEMANTICS}${suffix}.json`);
  if (existsSync(file)) {
    console.error(`${file} is there already: a released semantics stays as it is.`);
    continue;
  }
  const lines = cases.map(({ request, facts }) =>
    JSON.stringify({ request, facts, decision: decide(identified, request, facts) }),
  );
  writeFileSync(file, `{"policy":${JSON.stringify(identified)},\n"cases":[\n${lines.join(',\n')}\n]}\n`);
  console.log(`${lines.length} decisions`);
}
