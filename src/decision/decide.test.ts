import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DecisionError, decide, isRefused } from './decide.ts';
import { CUSTOMERS, ISSUER, ORDERS, sampleClient, samplePolicy } from './testing/sample-policy.ts';
import type { Decision, Facts, GrantRequest, PresentedToken, PriorGrant, ScopeRequest, UseRequest } from './types.ts';

const NOW = Date.parse('2026-11-24T00:00:00Z') / 1000;
const policy = samplePolicy();
const noFacts: Facts = { time: NOW, priorGrant: null, token: null, feedSilentSeconds: null };

function ask(over: Partial<GrantRequest>, facts: Partial<Facts> = {}, by = policy): Decision {
  const request: GrantRequest = {
    kind: 'grant',
    issuer: ISSUER,
    clientId: 'batch',
    grantType: 'client_credentials',
    scopes: null,
    resources: [],
    redirectUri: null,
    ...over,
  };
  return decide(by, request, { ...noFacts, ...facts });
}

const held: PriorGrant = {
  grantId: 'g-1',
  clientId: 'lenient',
  scopes: ['orders:read', 'orders:write'],
  resource: ORDERS,
  revoked: false,
};
const refresh = (over: Partial<GrantRequest>, prior: PriorGrant | null = held, by = policy): Decision =>
  ask({ clientId: 'lenient', grantType: 'refresh_token', ...over }, { priorGrant: prior }, by);

describe('a request for scopes', () => {
  test('is permitted when the client may hold all of them, for the shortest of all lives', () => {
    assert.deepEqual(ask({ clientId: 'lenient', scopes: ['orders:read', 'orders:write'] }), {
      semantics: 1,
      outcome: 'permit',
      mode: 'enforce',
      scopes: ['orders:read', 'orders:write'],
      withheld: [],
      reason: null,
      error: null,
      resource: ORDERS,
      maxTtlSeconds: 120,
      risk: 'high',
      missing: null,
    });
  });

  test('by a device code is for scopes of low risk alone', () => {
    const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
    const known = policy.policy.clients.map((one) => ({ ...one, grantTypes: [...one.grantTypes, grantType] as const }));
    const withDevices = { ...policy, policy: { ...policy.policy, clients: known } };
    const asked = { clientId: 'lenient', scopes: ['orders:read', 'orders:write'] };
    const { scopes, withheld } = ask({ ...asked, grantType }, {}, withDevices);
    assert.deepEqual(scopes, ['orders:read']);
    assert.deepEqual(withheld, [{ scope: 'orders:write', reason: 'scope_too_risky_for_device' }]);
    assert.equal(ask(asked, {}, withDevices).outcome, 'permit');
  });

  test('that is too broad is refused whole, with a reason for each scope withheld', () => {
    const decision = ask({ scopes: ['admin', 'orders:read', 'orders:refund', 'orders:write'] });
    assert.equal(decision.outcome, 'refuse');
    assert.equal(decision.error, 'invalid_scope');
    assert.deepEqual(decision.scopes, []);
    assert.deepEqual(decision.withheld, [
      { scope: 'admin', reason: 'scope_unknown' },
      { scope: 'orders:refund', reason: 'scope_needs_elevation' },
      { scope: 'orders:write', reason: 'scope_not_allowed_for_client' },
    ]);
    assert.equal(decision.risk, 'critical');
  });

  test('that is too broad is narrowed where the policy says so', () => {
    const decision = ask({ clientId: 'lenient', scopes: ['orders:read', 'orders:refund'] });
    assert.equal(decision.outcome, 'narrow');
    assert.deepEqual(decision.scopes, ['orders:read']);
    assert.deepEqual(decision.withheld, [{ scope: 'orders:refund', reason: 'scope_not_allowed_for_client' }]);
  });

  test('of which nothing is left is refused even where the policy narrows', () => {
    const decision = ask({ clientId: 'lenient', scopes: ['orders:refund'] });
    assert.deepEqual([decision.outcome, decision.reason, decision.error], ['refuse', 'nothing_left', 'invalid_scope']);
  });

  test('that names no scope gets the default of the policy, or is refused where there is none', () => {
    assert.deepEqual(ask({}).scopes, ['orders:read']);
    const decision = ask({ clientId: 'lenient' });
    assert.deepEqual([decision.reason, decision.error], ['scope_omitted_without_default', 'invalid_scope']);
  });

  const refusals: [string, Partial<GrantRequest>, Partial<Facts>, Decision['reason'], string][] = [
    [
      'an issuer that the policy does not know',
      { issuer: 'https://evil.example' },
      {},
      'issuer_unknown',
      'invalid_client',
    ],
    ['an issuer spelled otherwise', { issuer: `${ISSUER}/` }, {}, 'issuer_unknown', 'invalid_client'],
    ['a client that the policy does not know', { clientId: 'stranger' }, {}, 'client_unknown', 'invalid_client'],
    ['a client called __proto__', { clientId: '__proto__' }, {}, 'client_unknown', 'invalid_client'],
    ['a client in another case', { clientId: 'BATCH' }, {}, 'client_unknown', 'invalid_client'],
    ['a client past its end', { clientId: 'ended' }, {}, 'client_expired', 'unauthorized_client'],
    [
      'a grant type that the client may not use',
      { clientId: 'watched', grantType: 'authorization_code' },
      {},
      'grant_type_not_allowed',
      'unauthorized_client',
    ],
    [
      'a redirect URI that only begins like the registered one',
      { grantType: 'authorization_code', redirectUri: 'https://app.example/callback/../evil' },
      {},
      'redirect_uri_not_registered',
      'invalid_request',
    ],
    ['an unknown resource', { resources: ['https://evil.example'] }, {}, 'resource_unknown', 'invalid_target'],
    ['two resources at once', { resources: [CUSTOMERS, ORDERS] }, {}, 'resource_ambiguous', 'invalid_target'],
    ['a refresh without a grant', { grantType: 'refresh_token' }, {}, 'grant_missing', 'invalid_grant'],
    ['a scope called __proto__', { scopes: ['__proto__'] }, {}, 'nothing_left', 'invalid_scope'],
    ['a scope in another case', { scopes: ['Orders:Read'] }, {}, 'nothing_left', 'invalid_scope'],
    ['a star', { scopes: ['*'] }, {}, 'nothing_left', 'invalid_scope'],
  ];
  for (const [what, request, facts, reason, error] of refusals)
    test(`with ${what} is refused as ${reason}`, () => {
      const decision = ask(request, facts);
      assert.deepEqual([decision.outcome, decision.reason, decision.error], ['refuse', reason, error]);
      assert.deepEqual(decision.scopes, []);
    });

  test('whose scopes reach two resource servers needs one resource named (RFC 8707 §2)', () => {
    const scopes = ['customers:read', 'orders:read'];
    assert.equal(ask({ clientId: 'both', scopes }).reason, 'resource_ambiguous');
    const decision = ask({ clientId: 'both', scopes, resources: [ORDERS] });
    assert.deepEqual(decision.withheld, [{ scope: 'customers:read', reason: 'scope_of_other_resource' }]);
    const own = ask({ clientId: 'both', scopes: ['openid', 'orders:read'], resources: [ORDERS] });
    assert.deepEqual([own.outcome, own.resource], ['permit', ORDERS]);
  });

  test('of a client under observation is decided alike, and its refusal is not carried out', () => {
    const decision = ask({ clientId: 'watched', scopes: ['orders:refund'] });
    assert.equal(decision.outcome, 'refuse');
    assert.equal(decision.mode, 'observe');
    assert.equal(isRefused(decision), false);
  });

  test('of an unknown client takes the mode of the issuer', () => {
    const observing = samplePolicy({ issuers: [{ issuer: ISSUER, level: 'guarded', mode: 'observe' }] });
    assert.equal(ask({ clientId: 'stranger' }, {}, observing).mode, 'observe');
  });

  test('ends at the very second at which the client ends', () => {
    const end = Date.parse('2030-01-01T00:00:00Z') / 1000;
    assert.equal(ask({}, { time: end - 1 }).outcome, 'permit');
    assert.equal(ask({}, { time: end }).reason, 'client_expired');
  });
});

describe('a refresh', () => {
  test('may not ask for more than the grant held (RFC 6749 §6)', () => {
    const read = { ...held, scopes: ['orders:read'] };
    const decision = refresh({ scopes: ['orders:read', 'orders:write'] }, read);
    assert.deepEqual(decision.scopes, ['orders:read']);
    assert.deepEqual(decision.withheld, [{ scope: 'orders:write', reason: 'scope_exceeds_grant' }]);
  });

  test('that names no scope gets what the grant held', () => {
    assert.deepEqual(refresh({}).scopes, ['orders:read', 'orders:write']);
  });

  test('loses what the policy took back since, even where the client is not narrowed otherwise', () => {
    const shrunk = samplePolicy({
      clients: [sampleClient('lenient', { standing: ['orders:read'], overBroad: 'refuse' })],
    });
    const decision = refresh({}, held, shrunk);
    assert.deepEqual([decision.outcome, decision.scopes], ['narrow', ['orders:read']]);
  });

  test('of another client, of a revoked grant or for another resource is refused', () => {
    assert.equal(refresh({}, { ...held, clientId: 'batch' }).reason, 'grant_of_other_client');
    assert.equal(refresh({}, { ...held, revoked: true }).reason, 'grant_revoked');
    assert.equal(refresh({ resources: [CUSTOMERS] }).reason, 'resource_not_granted');
    assert.equal(refresh({ resources: [ORDERS] }, { ...held, resource: null }).reason, 'resource_not_granted');
  });
});

describe('a use of a token', () => {
  const token: PresentedToken = {
    scopes: ['orders:read'],
    audiences: [ORDERS],
    expiresAt: NOW + 60,
    revoked: false,
    recorded: true,
  };
  const use = (
    over: Partial<UseRequest>,
    tokenOver: Partial<PresentedToken> = {},
    facts: Partial<Facts> = {},
    by = policy,
  ) =>
    decide(
      by,
      {
        kind: 'use',
        issuer: ISSUER,
        clientId: 'batch',
        audience: ORDERS,
        operation: 'getOrder',
        required: [['orders:read']],
        ...over,
      },
      { ...noFacts, feedSilentSeconds: 0, token: { ...token, ...tokenOver }, ...facts },
    );

  test('passes when the token and the policy of now have the scope', () => {
    const decision = use({});
    assert.deepEqual([decision.outcome, decision.scopes], ['permit', ['orders:read']]);
  });

  test('passes by any one alternative of which it has all', () => {
    assert.deepEqual(use({ required: [['orders:read', 'orders:write'], ['orders:read']] }).scopes, ['orders:read']);
    assert.deepEqual(use({ required: [[]] }).outcome, 'permit');
    assert.equal(use({ required: [] }).outcome, 'refuse');
  });

  test('that lacks scope names all that the operation needs and the client may hold', () => {
    const decision = use({ required: [['orders:read', 'orders:refund']] });
    assert.deepEqual([decision.reason, decision.error], ['scope_insufficient', 'insufficient_scope']);
    assert.deepEqual(decision.missing, ['orders:read', 'orders:refund']);
  });

  test('does not invite a client to a scope that it may never hold', () => {
    assert.equal(use({ required: [['orders:write']] }).missing, null);
  });

  test('is refused once the policy took the scope back', () => {
    const decision = use({ clientId: 'ended' }, {}, { time: NOW });
    assert.equal(decision.reason, 'client_expired');
    const outgrown = use({ required: [['orders:write']] }, { scopes: ['orders:write'] });
    assert.equal(outgrown.reason, 'scope_out_of_policy');
    assert.deepEqual(outgrown.withheld, [{ scope: 'orders:write', reason: 'scope_not_allowed_for_client' }]);
  });

  test('of a token that is over, revoked, for somebody else or without birth is refused', () => {
    assert.equal(use({}, { expiresAt: NOW }).reason, 'token_expired');
    assert.equal(use({}, { revoked: true }).reason, 'token_revoked');
    assert.equal(use({}, { audiences: [CUSTOMERS] }).reason, 'token_of_other_audience');
    assert.equal(use({}, { audiences: [`${ORDERS}/`] }).reason, 'token_of_other_audience');
    assert.equal(use({}, { recorded: false }).reason, 'token_unrecorded');
    assert.equal(use({}, {}, { token: null }).reason, 'token_missing');
  });

  test('of a revoked token is refused under observation too, for that is no matter of policy', () => {
    assert.equal(isRefused(use({ clientId: 'watched' }, { revoked: true })), true);
    assert.equal(isRefused(use({ clientId: 'watched', required: [['orders:write']] })), false);
  });

  test('is refused when revocations were not heard of for too long, sooner where the risk is high', () => {
    assert.equal(use({}, {}, { feedSilentSeconds: 30 }).outcome, 'permit');
    assert.equal(use({}, {}, { feedSilentSeconds: 30.1 }).reason, 'feed_stale');
    const risky = { clientId: 'lenient', required: [['orders:write']] };
    assert.equal(use(risky, { scopes: ['orders:write'] }, { feedSilentSeconds: 1 }).outcome, 'permit');
    assert.equal(use(risky, { scopes: ['orders:write'] }, { feedSilentSeconds: 1.1 }).reason, 'feed_stale');
  });
});

describe('every decision', () => {
  const names: fc.Arbitrary<string> = fc.constantFrom(
    'openid',
    'orders:read',
    'orders:write',
    'orders:refund',
    'customers:read',
    'admin',
    '__proto__',
  );
  const scopes: fc.Arbitrary<string[]> = fc.uniqueArray(names, { maxLength: 5 }).map((list) => list.sort());
  const request: fc.Arbitrary<ScopeRequest> = fc.record({
    kind: fc.constant('grant' as const),
    issuer: fc.constantFrom(ISSUER, 'https://other.example'),
    clientId: fc.constantFrom('batch', 'both', 'ended', 'lenient', 'watched', 'constructor'),
    grantType: fc.constantFrom('authorization_code', 'client_credentials', 'refresh_token'),
    scopes: fc.option(scopes, { nil: null }),
    resources: fc.uniqueArray(fc.constantFrom(ORDERS, CUSTOMERS), { maxLength: 2 }).map((list) => list.sort()),
    redirectUri: fc.constantFrom(null, 'https://app.example/callback', 'https://evil.example'),
  });
  const prior = fc.option(
    fc.record({
      grantId: fc.constant('g-1'),
      clientId: fc.constantFrom('lenient', 'both'),
      scopes,
      resource: fc.constantFrom(null, ORDERS),
      revoked: fc.boolean(),
    }),
    { nil: null },
  );

  test('grants nothing beyond what was asked, what the client holds and what the grant held', () => {
    fc.assert(
      fc.property(request, prior, (asked, priorGrant) => {
        const decision = decide(policy, asked, { ...noFacts, priorGrant });
        if (asked.kind !== 'grant') return;
        const client = policy.policy.clients.find((one) => one.clientId === asked.clientId);
        for (const scope of decision.scopes) {
          assert.ok(client?.standing.includes(scope));
          assert.ok((asked.scopes ?? priorGrant?.scopes ?? client?.defaultScopes ?? []).includes(scope));
          if (priorGrant !== null) assert.ok(priorGrant.scopes.includes(scope));
        }
        assert.equal(decision.outcome === 'refuse', decision.scopes.length === 0);
        assert.equal(decision.outcome === 'refuse', decision.reason !== null);
        if (decision.outcome === 'permit') assert.deepEqual(decision.withheld, []);
        if (decision.outcome === 'narrow') assert.notDeepEqual(decision.withheld, []);
        if (decision.outcome !== 'refuse') assert.ok(decision.maxTtlSeconds > 0);
      }),
    );
  });

  test('is the same for the same inputs, read back from JSON', () => {
    fc.assert(
      fc.property(request, prior, (asked, priorGrant) => {
        const facts = { ...noFacts, priorGrant };
        const again = structuredClone({ asked, facts, by: policy });
        assert.deepEqual(decide(again.by, again.asked, again.facts), decide(policy, asked, facts));
      }),
    );
  });

  test('of semantics that this version does not know is refused loudly', () => {
    assert.throws(
      () => decide(policy, { kind: 'grant' } as ScopeRequest, noFacts, 2 as 1),
      (error) => error instanceof DecisionError && error.code === 'semantics_unknown',
    );
  });
});

describe('claims about a person that are asked for by name', () => {
  const claiming = samplePolicy({
    clients: [
      sampleClient('batch', { claims: ['email', 'name'] }),
      ...policy.policy.clients.filter(({ clientId }) => clientId !== 'batch'),
    ],
  });
  const code = { grantType: 'authorization_code', scopes: ['orders:read'] } as const;
  test('are all allowed to the client, or the request is refused whole', () => {
    for (const claims of [['email'], ['email', 'name'], []])
      assert.equal(ask({ ...code, claims }, {}, claiming).outcome, 'permit');
    const refused = ask({ ...code, claims: ['email', 'phone_number'] }, {}, claiming);
    assert.deepEqual(
      [refused.outcome, refused.reason, refused.error],
      ['refuse', 'claim_not_allowed', 'invalid_request'],
    );
    assert.equal(ask({ ...code, claims: ['email'] }).reason, 'claim_not_allowed', 'nobody has any without the word');
  });
});
