import type { EntryDraft, EntryKind } from '../types.ts';

type Body = EntryDraft['body'];

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const KEY = 'Y6g/s26Gf6tc+K/AuPY2BPHcxhBl60OQP0R1JZOnBi4=';
const TIME = '2026-11-01T08:00:00.000Z';
const ISSUER = 'https://issuer.example';
const FINGERPRINT = 'k1:Zm9yZ290dGVu';

const grantRequest = {
  kind: 'grant',
  issuer: ISSUER,
  clientId: 'nightly-report',
  grantType: 'client_credentials',
  scopes: ['orders:read'],
  resources: [],
  redirectUri: null,
};
const useRequest = {
  kind: 'use',
  issuer: ISSUER,
  clientId: 'nightly-report',
  audience: 'https://orders.example',
  operation: 'listOrders',
  required: [['orders:read']],
};
const facts = { time: 1_793_520_000, priorGrant: null, token: null, feedSilentSeconds: null };
const useFacts = {
  ...facts,
  feedSilentSeconds: 0.25,
  token: {
    scopes: ['orders:read'],
    audiences: ['https://orders.example'],
    expiresAt: 1_793_520_600,
    revoked: false,
    recorded: true,
  },
};
const decision = {
  semantics: 1,
  outcome: 'permit',
  mode: 'enforce',
  scopes: ['orders:read'],
  withheld: [],
  reason: null,
  error: null,
  resource: 'https://orders.example',
  maxTtlSeconds: 600,
  risk: 'low',
  missing: null,
};
const refused = {
  ...decision,
  outcome: 'refuse',
  scopes: [],
  reason: 'scope_insufficient',
  error: 'insufficient_scope',
};
const token = {
  type: 'access_token',
  fingerprint: FINGERPRINT,
  jtiFingerprint: null,
  scopes: ['orders:read'],
  audience: 'https://orders.example',
  expiresAt: 1_793_520_600,
};
const response = { clientId: 'nightly-report', grantId: 'grant-1', grantType: 'client_credentials', tokens: [token] };
const use = { api: 'orders', request: useRequest, facts: useFacts, decision };
const uses = { ...use, count: 2, first: TIME, last: TIME, window: { from: TIME, to: TIME } };
const sealed = { reference: 'sealed:00000000-0000-4000-8000-000000000000', commitment: 'Zm9yZ290dGVu' };
const delivery = {
  alert: DIGEST,
  type: 'scope.refused',
  severity: 'critical',
  destination: 'pager',
  attempts: 1,
  firstAttempt: TIME,
  lastAttempt: TIME,
  status: 204,
  error: null,
};
const signOfLife = {
  role: 'issuer-guard',
  version: '0.1.0',
  runtime: 'v24.0.0',
  upSeconds: 12,
  clockAheadMilliseconds: -3,
};
const by = { kind: 'session', person: 'p-1' };

const SAMPLES: Readonly<Record<EntryKind, Body>> = {
  'ledger.opened': { origin: 'ledger.test/ambit', writer: 'log', key: '0eb12f156bda12a7', publicKey: KEY },
  'writer.registered': { writer: 'issuer-guard-1', key: '0eb12f156bda12a7', publicKey: KEY },
  'ledger.keys_changed': {
    origin: 'ledger.example/ambit',
    generation: 2,
    index: 12,
    cause: 'routine',
    keys: ['ledger.example/ambit+00000002+AQ=='],
    former: ['ledger.example/ambit+00000001+AQ=='],
    signatures: [{ key: '00000002', signature: 'Zm9yZ290dGVu' }],
  },
  'ledger.keys_retired': { generation: 1, keys: ['00000001'] },
  'policy.activated': {
    semantics: 1,
    approvals: [
      {
        definition: 'scope:orders:write',
        digest: DIGEST,
        person: 'p-2',
        time: TIME,
        proof: 'note',
        keyName: 'p-2.key',
      },
    ],
    approvalCount: 1,
    previous: null,
    bootstrap: true,
    commit: 'a'.repeat(40),
    revision: 'main',
  },
  'policy.refused': {
    reason: 'approval_missing',
    content: DIGEST,
    commit: 'a'.repeat(40),
    revision: 'main',
    lacking: ['scope:orders:write'],
    lackingCount: 1,
    errors: [{ code: 'scope_unknown', count: 2 }],
    errorCount: 2,
    previous: DIGEST,
    bootstrap: false,
  },
  'approval.given': {
    definition: 'scope:orders:write',
    digest: DIGEST,
    person: 'p-2',
    attestor: 'console',
    keyName: 'console.example',
    note: 'a signed note',
  },
  'check.recorded': {
    repository: 'shop/till',
    commit: 'b'.repeat(40),
    outcome: 'passed',
    attestor: 'ci',
    note: 'a signed note',
  },
  'decision.made': { request: grantRequest, facts, decision },
  'token.issued': { ...response, faults: [], format: 'jwt', idToken: false },
  'token.withheld': { ...response, faults: ['scope_exceeds_decision'] },
  'token.not_issued': { clientId: 'nightly-report', grantId: null, outcome: 'refused', error: 'invalid_client' },
  'token.used': use,
  'token.usage': uses,
  'token.use_refused': { ...uses, decision: refused },
  'refusals.summarised': {
    from: TIME,
    to: TIME,
    refusals: [
      { endpoint: 'token', reason: 'client_unknown', count: 12 },
      { api: 'orders', reason: 'token_missing', count: 3 },
    ],
  },
  'token.revoked': {
    type: 'access_token',
    fingerprint: FINGERPRINT,
    jtiFingerprint: null,
    grantId: 'grant-1',
    clientId: 'nightly-report',
    expiresAt: 1_793_520_600,
    reason: 'client_request',
    upstream: 'not_applicable',
  },
  'token.revoked_upstream': {
    type: 'access_token',
    fingerprint: FINGERPRINT,
    grantId: 'grant-1',
    clientId: 'nightly-report',
  },
  'revocation.ordered': { selection: { kind: 'client', clientId: 'nightly-report' }, by, reason: sealed, found: 3 },
  'revocation.finished': { deniedAtGuards: 3, revokedAtServer: 1 },
  'client.contained': { clientId: 'nightly-report', by, note: null, reason: sealed },
  'client.released': { clientId: 'nightly-report', by, persons: ['p-2'], notes: [], reason: sealed },
  'issuer.adopted': {
    ...{ before: 1_793_520_000, windowEndsAt: 1_793_606_400, maxLifeSeconds: 3600 },
    ...{ serverClockAheadSeconds: -1, by, reason: sealed },
  },
  'issuer.handed_back': { from: 1_793_520_000, serverClockAheadSeconds: null, by, reason: sealed },
  'adoption.closed': { adoption: DIGEST, by, reason: sealed },
  'token.recognised': {
    ...{ clientId: 'nightly-report', scopes: ['orders:read'], audiences: ['https://orders.example'] },
    ...{ issuedAt: 1_793_510_000, expiresAt: 1_793_530_000 },
  },
  'finding.opened': {
    finding: 'outcome_unknown',
    clientId: 'nightly-report',
    grantId: null,
    scopes: ['orders:read'],
    decidedAt: TIME,
    cause: 'no_entry_followed',
    server: 'not_askable',
  },
  'session.opened': { method: 'oidc', roles: ['viewer'], person: 'p-1' },
  'session.ended': { reason: 'signed_out' },
  'session.refused': { reason: 'no_role', suppressed: 0 },
  'recovery.opened': { validSeconds: 300 },
  'evidence.exported': { from: TIME, to: TIME, size: 300, root: KEY },
  'alert.delivered': delivery,
  'alert.undelivered': { ...delivery, status: null, error: 'ECONNREFUSED' },
  'checkpoint.cosigned': { size: 8, root: KEY, needed: 1, cosigners: ['witness.example'] },
  'checkpoint.uncosigned': {
    size: 8,
    cosignedSize: 4,
    needed: 1,
    withinSeconds: 60,
    witnesses: [{ witness: 'witness.example', size: 4, outcome: 'failed' }],
  },
  'elevation.requested': {
    ...{ clientId: 'support-desk', scopes: ['customers:pii'], seconds: 1800, risk: 'critical', barred: ['p-1'] },
    ...{ demands: [{ count: 1, team: null }], by, reason: sealed, breakGlass: false, answerBy: 1_793_520_600 },
  },
  'elevation.approved': { request: DIGEST, person: 'p-2', teams: ['t-1'], proof: 'note', note: 'a signed note' },
  'elevation.denied': { request: DIGEST, by, reason: sealed },
  'elevation.withdrawn': { request: DIGEST, by, reason: null },
  'elevation.started': {
    ...{ request: DIGEST, approvals: [DIGEST], demands: [{ count: 1, team: 't-1' }], endsAt: 1_793_520_600 },
  },
  'elevation.taken': {
    ...{ request: DIGEST, clientId: 'support-desk', scopes: ['customers:pii'], risk: 'critical', by },
    endsAt: 1_793_520_600,
  },
  'elevation.ended': {
    ...{ request: DIGEST, clientId: 'support-desk', scopes: ['customers:pii'], cause: 'ended', by, reason: sealed },
  },
  'elevation.reviewed': {
    ...{ request: DIGEST, person: 'p-2', verdict: 'justified', reason: sealed, proof: 'note', note: 'a signed note' },
  },
  'erasure.ordered': { marks: ['em1:mark'], by, persons: ['p-1', 'p-2'], notes: ['a signed note'], reason: sealed },
  'erasure.finished': {},
  'erasure.repeated': { cause: 'came_back' },
  'ledger.restored': {
    ...{ madeAt: TIME, size: 300, replaced: true, lostEntries: 2, lostKinds: {}, lostWaiting: 1 },
    ...{ knownSize: 302, knownRoot: KEY },
  },
  'backup.drilled': { madeAt: TIME, size: 300, outcome: 'failed', failure: 'root_differs', seconds: 1.5, rows: 900 },
  'gap.recorded': { role: 'api-guard', from: TIME, to: TIME, reason: 'writer_not_closed' },
  'process.started': signOfLife,
  'process.heartbeat': signOfLife,
  'process.stopped': signOfLife,
};

/** A body that says all that a kind's bodies can say, for tests that need any. */
export function sampleBody(kind: EntryKind): Body {
  return SAMPLES[kind];
}
