import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Scope } from '../policy/index.ts';
import { decide } from './decide.ts';
import { DEADLINE, hierarchyPolicy } from './testing/hierarchy-policy.ts';
import { ISSUER, ORDERS, sampleClient, samplePolicy, sampleScope } from './testing/sample-policy.ts';
import type { Decision, Facts, PriorGrant } from './types.ts';

const BEFORE = Date.parse(DEADLINE) / 1000 - 1;
const AFTER = BEFORE + 1;
const policy = hierarchyPolicy;

function granted(
  clientId: string,
  scopes: readonly string[],
  time = BEFORE,
  prior: PriorGrant | null = null,
): Decision {
  const grantType = prior === null ? 'client_credentials' : 'refresh_token';
  const request = {
    kind: 'grant',
    issuer: ISSUER,
    clientId,
    grantType,
    scopes,
    resources: [],
    redirectUri: null,
  } as const;
  return decide(policy, request, { time, priorGrant: prior, token: null, feedSilentSeconds: null });
}

function used(clientId: string, scopes: readonly string[], required: readonly string[], time = BEFORE): Decision {
  const facts: Facts = {
    time,
    priorGrant: null,
    token: { scopes, audiences: [ORDERS], expiresAt: time + 60, revoked: false, recorded: true },
    feedSilentSeconds: 0,
  };
  const request = { kind: 'use', issuer: ISSUER, clientId, audience: ORDERS, operation: 'any' } as const;
  return decide(policy, { ...request, required: [required] }, facts);
}

const why = ({ outcome, reason, withheld }: Decision): string =>
  [outcome, reason, ...withheld.map((one) => `${one.scope} ${one.reason}`)].filter((part) => part !== null).join(', ');

describe('a scope that includes others', () => {
  test('may be asked for as the narrower one by who may hold the wider, and not the other way round', () => {
    assert.deepEqual(granted('writer', ['orders:read']).scopes, ['orders:read']);
    assert.deepEqual(granted('old', ['orders:read']).scopes, ['orders:read'], 'all the way down');
    assert.match(why(granted('reader', ['orders:write'])), /scope_not_allowed_for_client/);
    assert.match(why(granted('lifted', ['orders:read'])), /orders:read scope_needs_elevation/);
  });

  test('gives a token the shortest life of all that it includes', () => {
    assert.equal(granted('writer', ['orders:write']).maxTtlSeconds, 60);
  });

  test('passes where a narrower one is needed', () => {
    assert.equal(why(used('writer', ['orders:write'], ['orders:read'])), 'permit');
    assert.equal(why(used('writer', ['orders:write'], ['orders:write', 'orders:read'])), 'permit');
    assert.equal(why(used('writer', ['orders:read'], ['orders:write'])), 'refuse, scope_insufficient');
  });

  test('passes nowhere in the hands of who may not hold the wider one', () => {
    assert.equal(
      why(used('reader', ['orders:write'], ['orders:read'])),
      'refuse, scope_out_of_policy, orders:write scope_not_allowed_for_client',
    );
    assert.equal(why(used('reader', ['orders:write', 'orders:read'], ['orders:read'])), 'permit');
    assert.match(why(used('lifted', ['orders:write'], ['orders:read'])), /orders:write scope_needs_elevation/);
  });

  test('is named in a challenge by the scope that the operation needs', () => {
    assert.deepEqual(used('writer', [], ['orders:read']).missing, ['orders:read']);
    assert.equal(used('reader', [], ['orders:write']).missing, null);
  });

  test('gives a refresh no more than was granted, even if it includes it', () => {
    const prior = { grantId: 'g', clientId: 'writer', scopes: ['orders:write'], resource: ORDERS, revoked: false };
    assert.match(why(granted('writer', ['orders:read'], BEFORE, prior)), /scope_exceeds_grant/);
  });
});

describe('a scope that is replaced', () => {
  test('is granted and passes until the deadline, and from then on neither', () => {
    assert.equal(why(granted('old', ['orders:all'])), 'permit');
    assert.equal(why(granted('old', ['orders:all'], AFTER)), 'refuse, nothing_left, orders:all scope_replaced');
    assert.equal(why(used('old', ['orders:all'], ['orders:write'])), 'permit');
    assert.equal(
      why(used('old', ['orders:all'], ['orders:write'], AFTER)),
      'refuse, scope_out_of_policy, orders:all scope_replaced',
    );
  });

  test('brings nothing that it includes after the deadline', () => {
    assert.match(why(granted('old', ['orders:read'], AFTER)), /orders:read scope_not_allowed_for_client/);
    assert.equal(used('old', [], ['orders:all'], AFTER).missing, null);
  });
});

describe('a scope of a pattern', () => {
  test('is held by who holds the pattern, or this one', () => {
    assert.equal(why(granted('accounts', ['orders:of:12:write'])), 'permit');
    assert.equal(why(granted('accounts', ['orders:of:12:read'])), 'permit');
    assert.equal(why(granted('one-account', ['orders:of:7:write'])), 'permit');
    assert.equal(why(granted('one-account', ['orders:of:7:read'])), 'permit');
    assert.match(why(granted('one-account', ['orders:of:8:write'])), /orders:of:8:write scope_not_allowed_for_client/);
    assert.match(why(granted('one-account', ['orders:of:8:read'])), /scope_not_allowed_for_client/);
  });

  test('is for its resource server, with its life', () => {
    const { resource, maxTtlSeconds } = granted('accounts', ['orders:of:12:write']);
    assert.deepEqual([resource, maxTtlSeconds], [ORDERS, 600]);
  });

  for (const scope of ['orders:of:{account}:write', 'orders:of:*:write', 'orders:of:12345:write', 'orders:of::write'])
    test(`is never ${scope}`, () => {
      assert.match(why(granted('accounts', [scope])), /scope_unknown/);
    });

  test('is never one that the pattern does not take, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 8 }), (account) => {
        const { outcome } = granted('accounts', [`orders:of:${account}:write`]);
        assert.equal(outcome === 'permit', /^[0-9]{1,4}$/.test(account));
      }),
    );
  });

  test('passes for its own part alone', () => {
    assert.equal(why(used('accounts', ['orders:of:12:write'], ['orders:of:12:read'])), 'permit');
    assert.equal(why(used('accounts', ['orders:of:12:write'], ['orders:of:13:read'])), 'refuse, scope_insufficient');
  });
});

test('a scope of another issuer is unknown here', () => {
  assert.match(why(granted('foreign', ['orders:elsewhere'])), /orders:elsewhere scope_unknown/);
});

test('whoever may hold less by itself is never given more for it', () => {
  // Any hierarchy: what is granted is always one of the scopes that the client holds or that these include.
  const names = ['a', 'b', 'c', 'd'];
  const hierarchy = fc.record({
    below: fc.tuple(...names.map((_, index) => fc.subarray(names.slice(index + 1)))),
    standing: fc.subarray(names),
    asked: fc.subarray(names, { minLength: 1 }),
  });
  fc.assert(
    fc.property(hierarchy, ({ below, standing, asked }) => {
      const scopes: Scope[] = names.map((name, index) =>
        sampleScope(name, { ...((below[index] ?? []).length === 0 ? {} : { implies: below[index] ?? [] }) }),
      );
      const made = samplePolicy({ scopes, clients: [sampleClient('x', { standing, overBroad: 'narrow' })] });
      const reach = new Set<string>();
      const walk = (name: string): void => {
        reach.add(name);
        for (const next of below[names.indexOf(name)] ?? []) walk(next);
      };
      for (const name of standing) walk(name);
      const decision = decide(
        made,
        {
          kind: 'grant',
          issuer: ISSUER,
          clientId: 'x',
          grantType: 'client_credentials',
          scopes: asked,
          resources: [],
          redirectUri: null,
        },
        { time: 0, priorGrant: null, token: null, feedSilentSeconds: null },
      );
      assert.deepEqual(
        [...decision.scopes],
        asked.filter((name) => reach.has(name)),
      );
    }),
  );
});
