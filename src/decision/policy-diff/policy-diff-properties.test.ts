import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type Client,
  type GrantType,
  identifyPolicy,
  type Policy,
  type Scope,
  scopeLookup,
} from '../../policy/index.ts';
import { decide } from '../decide.ts';
import { CUSTOMERS, ISSUER, ORDERS, sampleClient, samplePolicy, sampleScope } from '../testing/sample-policy.ts';
import type { Decision, Facts, ScopeRequest } from '../types.ts';
import { diffPolicies } from './diff-policies.ts';
import type { PolicyChange } from './types.ts';

const SCOPES = ['customers:read', 'openid', 'orders:all', 'orders:read', 'orders:write'];
const CLIENTS = ['one', 'two'];
const URIS = ['https://app.example/a', 'https://app.example/b'];
const TIMES = ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'];
const NOW = Date.parse('2026-06-01T00:00:00Z') / 1000;
const mode = fc.constantFrom('enforce' as const, 'observe' as const);

const scopeArbitrary = (name: string): fc.Arbitrary<Scope> =>
  fc
    .record({
      risk: fc.constantFrom('low' as const, 'high' as const, 'critical' as const),
      sensitivity: fc.constantFrom('public' as const, 'internal' as const, 'restricted' as const),
      resourceServer: name === 'openid' ? fc.constant(null) : fc.constantFrom('orders', 'customers', null),
      maxTtlSeconds: fc.constantFrom(60, 300),
      issuers: fc.constantFrom(undefined, [ISSUER]),
      implies:
        name === 'orders:all'
          ? fc.constantFrom(undefined, ['orders:read'], ['orders:read', 'orders:write'])
          : fc.constant(undefined),
      replacedBy:
        name === 'orders:all'
          ? fc.constantFrom(undefined, ...TIMES.map((deadline) => ({ scopes: ['orders:read'], deadline })))
          : fc.constant(undefined),
    })
    .map(({ issuers, implies, replacedBy, ...over }) =>
      sampleScope(name, {
        ...over,
        ...(issuers === undefined ? {} : { issuers }),
        ...(implies === undefined ? {} : { implies }),
        ...(replacedBy === undefined ? {} : { replacedBy }),
      }),
    );

/** As the compiler lets them be: what is held exists, nothing is standing and eligible, defaults are standing and of one API. */
function clientArbitrary(clientId: string, scopes: readonly Scope[]): fc.Arbitrary<Client> {
  const names = scopes.map(({ name }) => name);
  const serverOf = new Map(scopes.map(({ name, resourceServer }) => [name, resourceServer]));
  return fc
    .record({
      held: fc.subarray(names),
      standingCount: fc.nat(names.length),
      hasDefaults: fc.boolean(),
      grantTypes: fc.subarray<GrantType>(['authorization_code', 'client_credentials', 'refresh_token'], {
        minLength: 1,
      }),
      redirectUris: fc.subarray(URIS),
      overBroad: fc.constantFrom('refuse' as const, 'narrow' as const),
      maxTtlSeconds: fc.constantFrom(60, 600),
      expires: fc.constantFrom(...TIMES),
      mode,
    })
    .map(({ held, standingCount, hasDefaults, ...over }) => {
      const standing = held.slice(0, standingCount);
      const [first] = standing.map((name) => serverOf.get(name)).filter((server) => server !== null);
      const defaults = standing.filter((name) => [null, first].includes(serverOf.get(name) ?? null));
      const defaultScopes = hasDefaults && defaults.length > 0 ? defaults : null;
      return sampleClient(clientId, { ...over, standing, eligible: held.slice(standingCount), defaultScopes });
    });
}

/** As the compiler has it: a scope includes others that there are, of the same resource server. */
function onlyIncluding(scopes: readonly Scope[]): Scope[] {
  return scopes.map(({ implies = [], ...scope }) => {
    const included = implies.filter((name) =>
      scopes.some((other) => other.name === name && other.resourceServer === scope.resourceServer),
    );
    return included.length === 0 ? scope : { ...scope, implies: included };
  });
}

const policyArbitrary: fc.Arbitrary<Policy> = fc
  .record({
    issuer: mode,
    audience: fc.constantFrom(ORDERS, 'https://moved.example'),
    scopes: fc
      .subarray(SCOPES, { minLength: 1 })
      .chain((names) => fc.tuple(...names.map(scopeArbitrary)).map(onlyIncluding)),
    clientIds: fc.subarray(CLIENTS),
    maxStaleSeconds: fc.constantFrom(10, 30),
    unrecordedTokens: fc.constantFrom('refuse' as const, 'record' as const),
  })
  .chain(({ issuer, audience, scopes, clientIds, ...limits }) =>
    fc.tuple(...clientIds.map((clientId) => clientArbitrary(clientId, scopes))).map((clients): Policy => {
      const { policy } = samplePolicy({
        scopes,
        clients,
        issuers: [{ issuer: ISSUER, level: 'guarded', mode: issuer }],
      });
      const [customers, orders] = policy.resourceServers;
      if (customers === undefined || orders === undefined) throw new Error('the sample has two resource servers');
      return {
        ...policy,
        resourceServers: [customers, { ...orders, audience }],
        limits: { ...policy.limits, ...limits },
      };
    }),
  );

/** A policy and one that is a little otherwise, for two that differ in everything hide what follows from what. */
const changeArbitrary = fc.tuple(policyArbitrary, policyArbitrary, fc.nat(5)).map(([before, other, part]) => {
  const names = new Set(before.scopes.map(({ name }) => name));
  const fits = other.clients.every(({ standing, eligible }) =>
    [...standing, ...eligible].every((one) => names.has(one)),
  );
  const merged = [
    other,
    { ...before, limits: other.limits },
    { ...before, issuers: other.issuers },
    { ...before, resourceServers: other.resourceServers },
    { ...before, clients: before.clients.slice(1) },
    fits ? { ...before, clients: other.clients, scopes: before.scopes } : other,
  ];
  return [before, merged[part] ?? other] as const;
});

const factsAndRequest: fc.Arbitrary<readonly [ScopeRequest, Facts]> = fc
  .record({
    clientId: fc.constantFrom(...CLIENTS, 'stranger'),
    grantType: fc.constantFrom<GrantType>('authorization_code', 'client_credentials', 'refresh_token'),
    scopes: fc.option(fc.subarray(SCOPES, { minLength: 1 })),
    resources: fc.subarray([ORDERS, CUSTOMERS, 'https://moved.example'], { maxLength: 1 }),
    redirectUri: fc.option(fc.constantFrom(...URIS)),
    time: fc.constantFrom(NOW, NOW + 366 * 86_400),
    granted: fc.option(fc.subarray(SCOPES, { minLength: 1 })),
    resource: fc.constantFrom(ORDERS, CUSTOMERS),
    use: fc.option(fc.array(fc.subarray(SCOPES), { minLength: 1, maxLength: 2 })),
    token: fc.subarray(SCOPES),
    recorded: fc.boolean(),
    feedSilentSeconds: fc.constantFrom(null, 0, 20),
  })
  .map(({ clientId, grantType, scopes, resources, redirectUri, time, granted, resource, use, token, ...rest }) => {
    const base = { issuer: ISSUER, clientId };
    if (use !== null)
      return [
        { ...base, kind: 'use', audience: resource, operation: 'any', required: use },
        {
          ...{ time, priorGrant: null, feedSilentSeconds: rest.feedSilentSeconds },
          token: { scopes: token, audiences: [resource], expiresAt: time + 1, revoked: false, recorded: rest.recorded },
        },
      ] as const;
    const priorGrant = granted === null ? null : { grantId: 'g', clientId, scopes: granted, resource, revoked: false };
    return [
      { ...base, kind: 'grant', grantType, scopes, resources, redirectUri },
      { time, priorGrant, token: null, feedSilentSeconds: null },
    ] as const;
  });

/** What passes in fact: where a client is only observed, whatever was asked. */
function given(decision: Decision, request: ScopeRequest): string[] {
  if (request.kind === 'use') return decision.outcome === 'permit' || decision.mode === 'observe' ? ['the call'] : [];
  return decision.mode === 'observe' ? [...(request.scopes ?? ['whatever'])] : [...decision.scopes];
}

/** Scopes that a request is about: asked for, granted before, or needed. */
function scopesOf(request: ScopeRequest, { priorGrant, token }: Facts): string[] {
  if (request.kind === 'use') return [...request.required.flat(), ...(token?.scopes ?? [])];
  return [...(request.scopes ?? []), ...(priorGrant?.scopes ?? [])];
}

function explains(
  { subject, widening, kind }: PolicyChange,
  request: ScopeRequest,
  facts: Facts,
  after: Policy,
): boolean {
  // An operation's risk is that of all scopes that it names: one that is gone lets its calls outlast a longer silence of the feed.
  if (kind === 'scope_removed') return request.kind === 'use' && facts.feedSilentSeconds !== null;
  if (!widening) return false;
  if (subject.kind === 'client') return subject.name === request.clientId;
  if (subject.kind === 'scope') {
    const reached = [subject.name, ...scopeLookup(after).includedIn(subject.name)];
    return scopesOf(request, facts).some((scope) => reached.includes(scope));
  }
  return subject.kind === 'issuer' || subject.kind === 'resource_server' || subject.kind === 'limits';
}

const diff = (before: Policy, after: Policy) => diffPolicies(identifyPolicy(before), identifyPolicy(after));

describe('policy diff', () => {
  test('of a policy with itself has no changes', () => {
    fc.assert(
      fc.property(policyArbitrary, (policy) => {
        assert.deepEqual(diff(policy, structuredClone(policy)).changes, []);
        assert.equal(diff(policy, policy).holds, true);
      }),
    );
  });

  test('of two that are not the same has changes, each with a value that is otherwise', () => {
    fc.assert(
      fc.property(changeArbitrary, ([before, after]) => {
        const { changes } = diff(before, after);
        assert.equal(changes.length === 0, identifyPolicy(before).digest === identifyPolicy(after).digest);
        for (const change of changes) assert.notDeepEqual(change.before, change.after);
      }),
    );
  });

  test('names a widening for whatever is permitted after and was not before', () => {
    let permitted = 0;
    fc.assert(
      fc.property(
        changeArbitrary,
        fc.array(factsAndRequest, { minLength: 10, maxLength: 40 }),
        ([before, after], asked) => {
          const { changes } = diff(before, after);
          const policies = [identifyPolicy(before), identifyPolicy(after)] as const;
          for (const [request, facts] of asked) {
            const [was, is] = [decide(policies[0], request, facts), decide(policies[1], request, facts)];
            // Of a request for several scopes, losing one can leave what was ambiguous before: what is left could be had alone before.
            if (
              is.outcome === 'narrow' &&
              request.kind === 'grant' &&
              request.scopes !== null &&
              request.scopes.length > 1
            )
              continue;
            const had = new Set(given(was, request));
            const more = given(is, request).some((one) => !had.has(one));
            const longer = is.outcome !== 'refuse' && was.outcome !== 'refuse' && is.maxTtlSeconds > was.maxTtlSeconds;
            if (!more && !(longer && is.scopes.join() === was.scopes.join())) continue;
            permitted++;
            assert.ok(
              changes.some((change) => explains(change, request, facts, after)),
              JSON.stringify(
                { request, facts, was, is, changes: changes.map(({ kind, words }) => `${kind} ${words}`) },
                null,
                1,
              ),
            );
          }
        },
      ),
      { numRuns: 300 },
    );
    assert.ok(permitted > 100, `${permitted} requests were permitted that were not before`);
  });

  test('of a scope that a client gains says all that it makes otherwise for anybody', () => {
    fc.assert(
      fc.property(
        policyArbitrary.filter(({ clients }) => clients.length > 0),
        fc.constantFrom(...SCOPES),
        fc.array(factsAndRequest, { minLength: 10, maxLength: 40 }),
        (before, scope, asked) => {
          const [first, ...rest] = before.clients;
          fc.pre(first !== undefined && before.scopes.some(({ name }) => name === scope));
          fc.pre(!first.standing.includes(scope) && !first.eligible.includes(scope));
          const standing = [...first.standing, scope].sort();
          const after = { ...before, clients: [{ ...first, standing }, ...rest] };
          const gained = diff(before, after).changes.filter(({ kind }) => kind !== 'client_risk_raised');
          assert.deepEqual(
            gained.map(({ kind, subject, scopes }) => [kind, subject.name, ...scopes]),
            [['client_scope_gained', first.clientId, scope]],
          );
          for (const [request, facts] of asked) {
            const [was, is] = [identifyPolicy(before), identifyPolicy(after)].map((one) => decide(one, request, facts));
            const reached = [scope, ...scopeLookup(before).includedIn(scope)];
            const named = scopesOf(request, facts);
            if (request.clientId !== first.clientId || !named.some((one) => reached.includes(one)))
              assert.deepEqual(is, was);
            else if (was?.outcome !== 'refuse' && is?.outcome === 'refuse')
              assert.equal(is.reason, 'resource_ambiguous');
          }
        },
      ),
    );
  });

  test('of a new scope says all that it makes otherwise, also where it was one of a pattern until now', () => {
    const account = fc.constantFrom('1', '7', '12', 'x');
    const request = fc.record({ account, standing: fc.subarray(['orders:{id}', 'orders:7', 'orders:1']) });
    fc.assert(
      fc.property(account, request, (added, { account: asked, standing }) => {
        const parameters = { id: { characters: 'digits', maxLength: 2 } } as const;
        const { policy: before } = samplePolicy({
          scopes: [sampleScope('orders:{id}', { parameters })],
          clients: [sampleClient('one', { standing })],
        });
        const after = { ...before, scopes: [...before.scopes, sampleScope(`orders:${added}`)] };
        const grant = {
          ...({ kind: 'grant', issuer: ISSUER, clientId: 'one', grantType: 'client_credentials' } as const),
          ...{ scopes: [`orders:${asked}`], resources: [], redirectUri: null },
        };
        const facts = { time: NOW, priorGrant: null, token: null, feedSilentSeconds: null };
        const [was, is] = [before, after].map((one) => decide(identifyPolicy(one), grant, facts));
        const [words = ''] = diff(before, after).changes.map((change) => change.words);
        if (was?.outcome !== 'refuse' && is?.outcome === 'refuse')
          assert.match(words, /It was one of orders:\{id\} until now/);
        if (asked !== added) assert.deepEqual(is, was);
        const [back] = diff(after, before).changes;
        assert.equal(back?.widening, added !== 'x');
      }),
    );
  });

  test('is frozen, and leaves the policies as they are', () => {
    const policy = samplePolicy();
    const { changes } = diffPolicies(policy, samplePolicy({ clients: [] }));
    assert.throws(() => (changes as PolicyChange[]).pop(), TypeError);
    assert.ok(!Object.isFrozen(policy.policy.clients[0]?.standing));
  });
});
