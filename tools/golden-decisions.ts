/**
 * Writes the golden corpora of a released semantics: requests and facts in many combinations, with the decision that was made.
 * Run once when a semantics is released, never to make a failing test pass: a changed decision is a new semantics.
 *
 *     node tools/node24.js tools/golden-decisions.ts
 */
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type ActiveElevation,
  CURRENT_SEMANTICS,
  decide,
  type Facts,
  type GrantRequest,
  type UseRequest,
} from '../src/decision/index.ts';
import { DEADLINE, hierarchyPolicy } from '../src/decision/testing/hierarchy-policy.ts';
import { CUSTOMERS, ISSUER, ORDERS, sampleClient, samplePolicy } from '../src/decision/testing/sample-policy.ts';
import { REQUIREMENTS } from '../src/policy/index.ts';

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

/** Of eligible scopes, with elevations for one subject or another, for other clients and scopes, active and over. */
function* elevationCases(): Generator<{ request: GrantRequest | UseRequest; facts: Facts }> {
  const elevationsOf = (scopes: readonly string[], clientId: string): readonly (readonly ActiveElevation[])[] => [
    [{ id: 'e-1', clientId, subject: null, scopes, endsAt: TIME + 300 }],
    [{ id: 'e-2', clientId, subject: 'sub:alice', scopes, endsAt: TIME + 20 }],
    [
      { id: 'e-3', clientId, subject: null, scopes, endsAt: TIME + 30 },
      { id: 'e-4', clientId, subject: 'sub:alice', scopes: ['orders:refund'], endsAt: TIME + 40 },
      { id: 'e-5', clientId: 'other', subject: null, scopes, endsAt: TIME + 50 },
    ],
    [{ id: 'e-6', clientId, subject: null, scopes, endsAt: TIME }],
  ];
  const subjects = [undefined, null, 'sub:alice', 'sub:bob'];
  for (const clientId of ['batch', 'lifted', 'lenient', 'watched'])
    for (const asked of [['orders:refund'], ['orders:write'], ['orders:read', 'orders:refund'], ['orders:read']])
      for (const elevated of [['orders:refund'], ['orders:refund', 'orders:write']])
        for (const elevations of elevationsOf(elevated, clientId))
          for (const subject of subjects) {
            const known = subject === undefined ? { elevations } : { elevations, subject };
            yield {
              request: {
                ...({ kind: 'grant', issuer: ISSUER, clientId, grantType: 'client_credentials' } as const),
                ...{ scopes: asked, resources: [], redirectUri: null },
              },
              facts: { time: TIME, priorGrant: null, token: null, feedSilentSeconds: null, ...known },
            };
            yield {
              request: {
                ...({ kind: 'use', issuer: ISSUER, clientId, audience: ORDERS, operation: 'op' } as const),
                required: [asked],
              },
              facts: {
                ...{ time: TIME, priorGrant: null, feedSilentSeconds: 0 },
                token: { scopes: asked, audiences: [ORDERS], expiresAt: TIME + 60, revoked: false, recorded: true },
                ...known,
              },
            };
          }
}

const elevationPolicy = samplePolicy({
  clients: [
    ...policy.policy.clients,
    sampleClient('lifted', { eligible: ['orders:refund', 'orders:write'], overBroad: 'narrow' }),
  ],
});

/** Of what is observed in part, and of tokens that the guards end: by clients that are either, both or neither, and by strangers. */
function* modeCases(): Generator<{ request: GrantRequest | UseRequest; facts: Facts }> {
  const draws = [undefined, 0, 999, 1000, 4999, 5000, 9999];
  for (const clientId of ['tenth', 'half', 'virtual', 'watched', 'batch', 'ended', 'stranger'])
    for (const canary of draws) {
      const drawn = canary === undefined ? {} : { canary };
      for (const scopes of [null, ['orders:read'], ['orders:read', 'orders:write'], ['admin']])
        for (const resources of [[], [CUSTOMERS]])
          yield {
            request: {
              ...({ kind: 'grant', issuer: ISSUER, clientId, grantType: 'client_credentials' } as const),
              ...{ scopes, resources, redirectUri: null },
            },
            facts: { time: TIME, priorGrant: null, token: null, feedSilentSeconds: null, ...drawn },
          };
      for (const required of [[['orders:read']], [['orders:write']]])
        for (const fault of [{}, { revoked: true }, { recorded: false }])
          yield {
            request: { kind: 'use', issuer: ISSUER, clientId, audience: ORDERS, operation: 'op', required },
            facts: {
              ...{ time: TIME, priorGrant: null, feedSilentSeconds: 0, ...drawn },
              token: {
                ...{ scopes: ['orders:read', 'orders:write'], audiences: [ORDERS], expiresAt: TIME + 60 },
                ...{ revoked: false, recorded: true, ...fault },
              },
            },
          };
    }
}

const modePolicy = samplePolicy({
  issuers: [{ issuer: ISSUER, level: 'guarded', mode: 'observe', canary: { percent: 50 } }],
  clients: [
    ...policy.policy.clients,
    sampleClient('tenth', { mode: 'observe', canary: { percent: 10 } }),
    sampleClient('half', { mode: 'observe', canary: { percent: 50 }, virtualExpiry: true, overBroad: 'narrow' }),
    sampleClient('virtual', { virtualExpiry: true }),
  ],
});

/** Every set of ways in which a client has to ask, against every set of those in which it did. */
function* requirementCases(): Generator<{ request: GrantRequest; facts: Facts }> {
  for (const clientId of requirementPolicy.policy.clients.map((client) => client.clientId))
    for (const fulfils of subsetsOf(REQUIREMENTS))
      for (const grantType of ['authorization_code', 'client_credentials', 'refresh_token'] as const)
        for (const isGranted of [false, true])
          for (const scopes of [['orders:read'], ['admin', 'orders:read']]) {
            const redirectUri = grantType === 'authorization_code' ? 'https://app.example/callback' : null;
            const prior = { grantId: 'g-1', clientId, scopes: ['orders:read'], resource: ORDERS, revoked: false };
            yield {
              request: {
                ...{ kind: 'grant', issuer: ISSUER, clientId, grantType, scopes, resources: [], redirectUri },
                ...(fulfils.length === 0 ? {} : { fulfils }),
              },
              facts: {
                ...{ time: TIME, token: null, feedSilentSeconds: null },
                priorGrant: isGranted ? prior : null,
              },
            };
          }
}

/** Every set of claims by name, asked of clients that may ask for some, all or none of them. */
function* claimCases(): Generator<{ request: GrantRequest; facts: Facts }> {
  for (const { clientId } of claimPolicy.policy.clients)
    for (const claims of subsetsOf(['acr', 'email', 'name', 'phone_number']))
      for (const grantType of ['authorization_code', 'client_credentials', 'refresh_token'] as const)
        for (const scopes of [['orders:read'], ['admin', 'orders:read'], null])
          yield {
            request: {
              ...{ kind: 'grant', issuer: ISSUER, clientId, grantType, scopes, resources: [], redirectUri: null },
              claims,
            },
            facts: { time: TIME, priorGrant: null, token: null, feedSilentSeconds: null },
          };
}

const claimPolicy = samplePolicy({
  clients: [
    sampleClient('none'),
    sampleClient('some', { claims: ['email'] }),
    sampleClient('more', { claims: ['acr', 'email', 'name'], overBroad: 'narrow', defaultScopes: ['orders:read'] }),
    sampleClient('observed', { claims: ['email'], mode: 'observe' }),
  ],
});

function subsetsOf<Item>([first, ...rest]: readonly Item[]): Item[][] {
  if (first === undefined) return [[]];
  const smaller = subsetsOf(rest);
  return [...smaller, ...smaller.map((one) => [first, ...one])];
}

const requirementPolicy = samplePolicy({
  clients: subsetsOf(REQUIREMENTS).map((requires) =>
    sampleClient(['asks', ...requires].join('-'), requires.length === 0 ? {} : { requires }),
  ),
});

const CORPORA = [
  { suffix: '', identified: policy, cases: [...grants(), ...uses()] },
  { suffix: '-hierarchy', identified: hierarchyPolicy, cases: [...hierarchyCases()] },
  { suffix: '-elevation', identified: elevationPolicy, cases: [...elevationCases()] },
  { suffix: '-modes', identified: modePolicy, cases: [...modeCases()] },
  { suffix: '-requirements', identified: requirementPolicy, cases: [...requirementCases()] },
  { suffix: '-claims', identified: claimPolicy, cases: [...claimCases()] },
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
