import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, identifyPolicy, type Policy, type Scope } from '../../policy/index.ts';
import { ISSUER, sampleClient, samplePolicy, sampleScope } from '../testing/sample-policy.ts';
import { diffPolicies } from './diff-policies.ts';

const BEFORE = samplePolicy().policy;

const plus = (one: Client): Partial<Policy> => ({ clients: [...BEFORE.clients, one] });
const client = (id: string, over: Partial<Client>): Partial<Policy> => ({
  clients: BEFORE.clients.map((one) => (one.clientId === id ? { ...one, ...over } : one)),
});
const scope = (name: string, over: Partial<Scope>): Partial<Policy> => ({
  scopes: BEFORE.scopes.map((one) => (one.name === name ? { ...one, ...over } : one)),
});
const observed: Partial<Policy> = { issuers: [{ issuer: ISSUER, level: 'guarded', mode: 'observe' }] };

type Told = readonly [
  ...[kind: string, name: string, widening: boolean, before: unknown, after: unknown],
  ...[scopes: string, risk: string | null, sensitivity: string | null, words: string],
];

/** What is changed from what to what, and all that is said of it. */
const CASES: readonly (readonly [what: string, was: Partial<Policy>, is: Partial<Policy>, ...told: Told[]])[] = [
  [
    'a client that may hold nothing',
    {},
    plus(sampleClient('new', { standing: [] })),
    [
      'client_added',
      'new',
      true,
      null,
      'new',
      '',
      null,
      null,
      'new is new at https://issuer.example, with authorization_code, client_credentials and refresh_token.',
    ],
  ],
  [
    'a client that is only observed',
    {},
    plus(sampleClient('new', { standing: [], mode: 'observe', grantTypes: ['client_credentials'] })),
    [
      'client_added',
      'new',
      true,
      null,
      'new',
      'customers:read openid orders:read orders:refund orders:write',
      'critical',
      'internal',
      'new is new at https://issuer.example, with client_credentials; it is only observed, and so gets whatever it asks for.',
    ],
  ],
  [
    'a client that goes',
    plus(sampleClient('new', { standing: [] })),
    {},
    [
      'client_removed',
      'new',
      false,
      'new',
      null,
      '',
      null,
      null,
      'new is gone from the policy and gets nothing any more.',
    ],
  ],
  [
    'a client that goes where strangers are only observed',
    { ...plus(sampleClient('new', { standing: [] })), ...observed },
    observed,
    [
      'client_removed',
      'new',
      true,
      'new',
      null,
      'customers:read openid orders:read orders:refund orders:write',
      'critical',
      'internal',
      'new is gone, and https://issuer.example only observes clients that the policy does not know: it gets whatever it asks for.',
    ],
  ],
  [
    'a client that was observed, and as a stranger still is',
    { ...plus(sampleClient('new', { standing: [], mode: 'observe' })), ...observed },
    observed,
    [
      'client_removed',
      'new',
      false,
      'new',
      null,
      '',
      null,
      null,
      'new is gone from the policy, and is still only observed.',
    ],
  ],
  [
    'a client that goes and was only observed',
    plus(sampleClient('new', { standing: [], mode: 'observe' })),
    {},
    [
      'client_removed',
      'new',
      false,
      'new',
      null,
      '',
      null,
      null,
      'new is gone from the policy and gets nothing any more.',
    ],
  ],
  [
    'tokens that live longer',
    {},
    client('batch', { maxTtlSeconds: 901 }),
    [
      'client_token_life_changed',
      'batch',
      true,
      900,
      901,
      'orders:read orders:refund',
      'critical',
      'internal',
      'Tokens of batch live 901 s at most, where it was 900 s.',
    ],
  ],
  [
    'tokens that live less long',
    {},
    client('batch', { maxTtlSeconds: 899 }),
    [
      'client_token_life_changed',
      'batch',
      false,
      900,
      899,
      '',
      null,
      null,
      'Tokens of batch live 899 s at most, where it was 900 s.',
    ],
  ],
  [
    'a later end',
    {},
    client('batch', { expires: '2031-01-01T00:00:00Z' }),
    [
      'client_expiry_changed',
      'batch',
      true,
      '2030-01-01T00:00:00Z',
      '2031-01-01T00:00:00Z',
      'orders:read orders:refund',
      'critical',
      'internal',
      'batch ends at 2031-01-01T00:00:00Z, later than 2030-01-01T00:00:00Z.',
    ],
  ],
  [
    'an earlier end',
    {},
    client('batch', { expires: '2029-01-01T00:00:00Z' }),
    [
      'client_expiry_changed',
      'batch',
      false,
      '2030-01-01T00:00:00Z',
      '2029-01-01T00:00:00Z',
      '',
      null,
      null,
      'batch ends at 2029-01-01T00:00:00Z, earlier than 2030-01-01T00:00:00Z.',
    ],
  ],
  [
    'scopes, each by its name',
    {},
    client('batch', {
      standing: ['openid', 'orders:read', 'orders:write'],
      eligible: ['customers:read', 'orders:refund'],
    }),
    [
      'client_scope_gained',
      'batch',
      true,
      null,
      'eligible',
      'customers:read',
      'high',
      'internal',
      'batch may hold customers:read only while an elevation is active, which it could not.',
    ],
    [
      'client_scope_gained',
      'batch',
      true,
      null,
      'standing',
      'openid',
      'low',
      'internal',
      'batch may always hold openid, which it could not.',
    ],
    [
      'client_scope_gained',
      'batch',
      true,
      null,
      'standing',
      'orders:write',
      'high',
      'internal',
      'batch may always hold orders:write, which it could not.',
    ],
  ],
  [
    'a scope less',
    {},
    client('batch', { eligible: [] }),
    [
      'client_scope_lost',
      'batch',
      false,
      'eligible',
      null,
      'orders:refund',
      'critical',
      'internal',
      'batch may no longer hold orders:refund.',
    ],
  ],
  [
    'a scope that needs an elevation by now',
    {},
    client('batch', { standing: [], eligible: ['orders:read', 'orders:refund'], defaultScopes: null }),
    [
      'client_scope_lost',
      'batch',
      false,
      'standing',
      'eligible',
      'orders:read',
      'low',
      'internal',
      'batch may hold orders:read only while an elevation is active, where it could always.',
    ],
    [
      'client_default_scopes_changed',
      'batch',
      false,
      ['orders:read'],
      null,
      '',
      null,
      null,
      'batch is refused when it asks for no scope, where it got orders:read.',
    ],
  ],
  [
    'tokens with a scope that live longer',
    {},
    scope('orders:read', { maxTtlSeconds: 601 }),
    [
      'scope_token_life_changed',
      'orders:read',
      true,
      600,
      601,
      'orders:read',
      'low',
      'internal',
      'A token with orders:read lives 601 s at most, where it was 600 s; batch, both, ended, lenient and watched may hold it.',
    ],
  ],
  [
    'tokens with a scope that live less long',
    {},
    scope('orders:read', { maxTtlSeconds: 599 }),
    [
      'scope_token_life_changed',
      'orders:read',
      false,
      600,
      599,
      'orders:read',
      'low',
      'internal',
      'A token with orders:read lives 599 s at most, where it was 600 s; batch, both, ended, lenient and watched may hold it.',
    ],
  ],
  [
    'a scope that is reviewed less often',
    {},
    scope('orders:read', { reviewIntervalDays: 91 }),
    [
      'scope_review_changed',
      'orders:read',
      true,
      90,
      91,
      '',
      null,
      null,
      'orders:read is reviewed every 91 days, where it was every 90.',
    ],
  ],
  [
    'a scope that is reviewed more often',
    {},
    scope('orders:read', { reviewIntervalDays: 89 }),
    [
      'scope_review_changed',
      'orders:read',
      false,
      90,
      89,
      '',
      null,
      null,
      'orders:read is reviewed every 89 days, where it was every 90.',
    ],
  ],
  [
    'a risk that is called less',
    {},
    scope('orders:write', { risk: 'low' }),
    [
      'scope_risk_changed',
      'orders:write',
      true,
      'high',
      'low',
      'orders:write',
      'low',
      'internal',
      'The risk of orders:write falls from high to low; lenient may hold it.',
    ],
  ],
  [
    'a risk that is called more',
    {},
    scope('orders:write', { risk: 'critical' }),
    [
      'client_risk_raised',
      'lenient',
      false,
      'high',
      'critical',
      '',
      'critical',
      null,
      'The highest risk that lenient may reach rises from high to critical.',
    ],
    [
      'scope_risk_changed',
      'orders:write',
      false,
      'high',
      'critical',
      'orders:write',
      'critical',
      'internal',
      'The risk of orders:write rises from high to critical; lenient may hold it.',
    ],
  ],
  [
    'data that is called less',
    scope('orders:write', { sensitivity: 'restricted' }),
    scope('orders:write', { sensitivity: 'public' }),
    [
      'scope_sensitivity_changed',
      'orders:write',
      true,
      'restricted',
      'public',
      'orders:write',
      'high',
      'public',
      'The data behind orders:write is called public, where it was restricted; lenient may hold it.',
    ],
  ],
  [
    'data that is called more',
    {},
    scope('orders:write', { sensitivity: 'restricted' }),
    [
      'scope_sensitivity_changed',
      'orders:write',
      false,
      'internal',
      'restricted',
      'orders:write',
      'high',
      'restricted',
      'The data behind orders:write is called restricted, where it was internal; lenient may hold it.',
    ],
  ],
  [
    'a scope more',
    {},
    { scopes: [...BEFORE.scopes, sampleScope('profile')] },
    [
      'scope_added',
      'profile',
      true,
      null,
      'profile',
      'profile',
      'low',
      'internal',
      'The scope profile is new at the authorization server, of low risk, for internal data.',
    ],
  ],
  [
    'a scope less of the policy',
    { scopes: [...BEFORE.scopes, sampleScope('profile')] },
    {},
    [
      'scope_removed',
      'profile',
      false,
      'profile',
      null,
      'profile',
      'low',
      'internal',
      'The scope profile is gone: nobody gets it any more.',
    ],
  ],
];

const diff = (was: Partial<Policy>, is: Partial<Policy>) =>
  diffPolicies(identifyPolicy({ ...BEFORE, ...was }), identifyPolicy({ ...BEFORE, ...is }));

describe('a change of clients and scopes is told in full:', () => {
  for (const [what, was, is, ...told] of CASES)
    test(what, () => {
      assert.deepEqual(
        diff(was, is).changes.map(
          ({ kind, subject, widening, before, after, scopes, risk, sensitivity, words }): Told => [
            ...([kind, subject.name, widening, before, after] as const),
            ...([scopes.join(' '), risk, sensitivity, words] as const),
          ],
        ),
        told,
      );
    });

  test('and does not hold where a widening lacks an approval, whoever else lacks one', () => {
    const { holds, lacking, changes } = diff({}, client('batch', { maxTtlSeconds: 901 }));
    assert.equal(holds, false);
    assert.deepEqual(
      [...new Set(lacking.map(({ kind, name, needed }) => `${kind}:${name} ${needed}`))],
      [
        'scope:customers:read true',
        'scope:orders:refund true',
        'scope:orders:write true',
        'client:batch true',
        'client:both true',
        'client:lenient true',
        'client:watched true',
      ],
    );
    assert.deepEqual(
      changes.map(({ approval }) => [approval?.definition, approval?.risk, approval?.proven, approval?.approvers]),
      [['client:batch', 'critical', [], []]],
    );
    // A narrowing needs nobody's yes to be merged.
    assert.equal(diff({}, client('batch', { maxTtlSeconds: 899 })).holds, true);
    assert.equal(diff({}, {}).holds, true);
  });
});
