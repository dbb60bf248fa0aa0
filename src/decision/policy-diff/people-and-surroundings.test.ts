import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Issuer, identifyPolicy, type Person, type Policy, type RoleMapping } from '../../policy/index.ts';
import { ISSUER, ORDERS, samplePolicy } from '../testing/sample-policy.ts';
import { diffPolicies } from './diff-policies.ts';

const BEFORE = samplePolicy().policy;

const person = (over: Partial<Person> = {}): Partial<Policy> => ({
  people: [{ id: 'p-1', approvalKeys: [], approves: null, approvals: [], ...over }],
});
const mapping = (over: Partial<RoleMapping> = {}): RoleMapping => ({
  ...{ issuer: ISSUER, claim: 'groups', value: 'staff', person: null },
  ...over,
});
const role = (name: 'admin' | 'viewer', author: string, ...mappings: RoleMapping[]): Partial<Policy> => ({
  console: { roles: [{ role: name, author, mappings, approvals: [] }] },
});
const issuer = (over: Partial<Issuer> = {}): Partial<Policy> => ({
  issuers: [{ issuer: ISSUER, level: 'guarded', mode: 'enforce', ...over }],
});
const limits = (over: Partial<Policy['limits']>): Partial<Policy> => ({ limits: { ...BEFORE.limits, ...over } });
const [customers, orders] = BEFORE.resourceServers;
assert.ok(customers !== undefined && orders !== undefined);
const OTHER = 'https://other.example';

type Told = readonly [kind: string, name: string, widening: boolean, before: unknown, after: unknown, words: string];
const added: Told = ['person_added', 'p-1', false, null, 'p-1', 'p-1 is new among the people.'];

/** What is changed from what to what, and all that is said of it. */
const CASES: readonly (readonly [what: string, was: Partial<Policy>, is: Partial<Policy>, ...told: Told[]])[] = [
  ['a person without a power', {}, person(), added],
  [
    'a person with a power and a key',
    {},
    person({ approves: 'low', approvalKeys: ['k'] }),
    added,
    ['person_power_changed', 'p-1', true, null, 'low', 'p-1 may approve risks up to low, where it was nothing.'],
    ['person_key_gained', 'p-1', true, null, 'k', 'p-1 may sign approvals with the new key k.'],
  ],
  [
    'a person who goes',
    person({ approves: 'high', approvalKeys: ['k'] }),
    {},
    ['person_removed', 'p-1', false, 'p-1', null, 'p-1 is gone and approves nothing any more.'],
    ['person_power_changed', 'p-1', false, 'high', null, 'p-1 may approve nothing, where it was up to high.'],
    ['person_key_lost', 'p-1', false, 'k', null, "Nothing is approved with p-1's key k any more."],
  ],
  [
    'a power that grows',
    person({ approves: 'low' }),
    person({ approves: 'critical' }),
    [
      'person_power_changed',
      'p-1',
      true,
      'low',
      'critical',
      'p-1 may approve risks up to critical, where it was up to low.',
    ],
  ],
  [
    'a power that shrinks',
    person({ approves: 'critical' }),
    person({ approves: 'high' }),
    [
      'person_power_changed',
      'p-1',
      false,
      'critical',
      'high',
      'p-1 may approve risks up to high, where it was up to critical.',
    ],
  ],
  [
    'a key of somebody without a power',
    person(),
    person({ approvalKeys: ['k'] }),
    ['person_key_gained', 'p-1', false, null, 'k', 'p-1 may sign approvals with the new key k.'],
  ],
  [
    'a key for another',
    person({ approves: 'high', approvalKeys: ['a', 'b'] }),
    person({ approves: 'high', approvalKeys: ['b', 'c'] }),
    ['person_key_gained', 'p-1', true, null, 'c', 'p-1 may sign approvals with the new key c.'],
    ['person_key_lost', 'p-1', false, 'a', null, "Nothing is approved with p-1's key a any more."],
  ],
  [
    'an account at a host',
    person({ approves: 'high' }),
    person({ approves: 'high', identities: { github: 7 } }),
    ['person_account_gained', 'p-1', true, null, '7', "Reviews by the account 7 at GitHub are p-1's."],
  ],
  [
    'an account of somebody without a power',
    person(),
    person({ identities: { gitlab: 7 } }),
    ['person_account_gained', 'p-1', false, null, '7', "Reviews by the account 7 at GitLab are p-1's."],
  ],
  [
    'another account',
    person({ approves: 'low', identities: { github: 7 } }),
    person({ approves: 'low', identities: { github: 8 } }),
    ['person_account_gained', 'p-1', true, '7', '8', "Reviews by the account 8 at GitHub are p-1's."],
  ],
  [
    'an account taken away',
    person({ identities: { github: 7 } }),
    person(),
    ['person_account_lost', 'p-1', false, '7', null, "No review at GitHub is p-1's any more."],
  ],

  [
    'a role for a group',
    {},
    role('admin', 'p-1', mapping()),
    [
      'role_mapping_gained',
      'admin',
      true,
      null,
      `groups "staff" of ${ISSUER}`,
      `Whoever signs in with groups "staff" of ${ISSUER} is an admin of the console.`,
    ],
  ],
  [
    'a role for a person',
    {},
    role('viewer', 'p-1', mapping({ claim: 'sub', value: 'x', person: 'p-2' })),
    [
      'role_mapping_gained',
      'viewer',
      true,
      null,
      `sub "x" of ${ISSUER} as p-2`,
      `Whoever signs in with sub "x" of ${ISSUER} as p-2 is a viewer of the console.`,
    ],
  ],
  [
    'a role taken away',
    role('admin', 'p-1', mapping()),
    {},
    [
      'role_mapping_lost',
      'admin',
      false,
      `groups "staff" of ${ISSUER}`,
      null,
      `Whoever signs in with groups "staff" of ${ISSUER} is no admin of the console any more by that.`,
    ],
  ],
  [
    'a role by another author, with one mapping of two',
    role('admin', 'p-1', mapping(), mapping({ value: 'ops' })),
    role('admin', 'p-2', mapping()),
    [
      'role_mapping_lost',
      'admin',
      false,
      `groups "ops" of ${ISSUER}`,
      null,
      `Whoever signs in with groups "ops" of ${ISSUER} is no admin of the console any more by that.`,
    ],
    ['role_reworded', 'admin', false, 'p-1', 'p-2', "The author of the console's role admin is p-2, where it was p-1."],
  ],
  ['a role that stays', role('admin', 'p-1', mapping()), role('admin', 'p-1', mapping())],

  [
    'another environment',
    {},
    { environment: 'staging' },
    [
      'environment_changed',
      'staging',
      false,
      'test',
      'staging',
      'The policy is for staging, where it was for test: approvals for test prove nothing there.',
    ],
  ],
  [
    'an issuer more',
    {},
    { issuers: [...BEFORE.issuers, { issuer: OTHER, level: 'hooked', mode: 'observe' }] },
    ['issuer_added', OTHER, true, null, OTHER, `${OTHER} is new, hooked, in observe.`],
  ],
  [
    'an issuer less',
    { issuers: [...BEFORE.issuers, { issuer: OTHER, level: 'hooked', mode: 'observe' }] },
    {},
    ['issuer_removed', OTHER, false, OTHER, null, `${OTHER} is gone: no token of it is taken any more.`],
  ],
  [
    'an issuer that is met less closely',
    {},
    issuer({ level: 'hooked' }),
    ['issuer_level_changed', ISSUER, true, 'guarded', 'hooked', `${ISSUER} is hooked, where it was guarded.`],
  ],
  [
    'an issuer that is met more closely',
    issuer({ level: 'observed' }),
    issuer({ level: 'hooked' }),
    ['issuer_level_changed', ISSUER, false, 'observed', 'hooked', `${ISSUER} is hooked, where it was observed.`],
  ],
  [
    'an issuer that is only observed',
    {},
    issuer({ mode: 'observe' }),
    [
      'issuer_mode_changed',
      ISSUER,
      true,
      'enforce',
      'observe',
      `Clients of ${ISSUER} that the policy does not know are only observed: they get whatever they ask for.`,
    ],
  ],
  [
    'an issuer that is enforced',
    issuer({ mode: 'observe' }),
    {},
    [
      'issuer_mode_changed',
      ISSUER,
      false,
      'observe',
      'enforce',
      `Clients of ${ISSUER} that the policy does not know are refused, where they were only recorded.`,
    ],
  ],
  [
    'an issuer that is described',
    {},
    issuer({ description: 'The staff’s.', tenant: 'acme' }),
    ['issuer_reworded', ISSUER, false, null, 'The staff’s.', `The description of ${ISSUER} is now: The staff’s.`],
    ['issuer_reworded', ISSUER, false, null, 'acme', `The tenant of ${ISSUER} is now: acme`],
  ],
  [
    'an issuer that is described no more',
    issuer({ description: 'The staff’s.' }),
    {},
    ['issuer_reworded', ISSUER, false, 'The staff’s.', null, `The description of ${ISSUER} is now: none`],
  ],

  [
    'a resource server more',
    {},
    { resourceServers: [customers, { ...orders, id: 'more', audience: OTHER }, orders] },
    [
      'resource_server_added',
      'more',
      true,
      null,
      OTHER,
      `The resource server more is new: tokens can be for ${OTHER}.`,
    ],
  ],
  [
    'a resource server less',
    { resourceServers: [customers, { ...orders, id: 'more', audience: OTHER }, orders] },
    {},
    ['resource_server_removed', 'more', false, OTHER, null, 'The resource server more is gone.'],
  ],
  [
    'a resource server in other words',
    {},
    { resourceServers: [customers, { ...orders, description: 'All orders.', owner: 'p-2' }] },
    [
      'resource_server_reworded',
      'orders',
      false,
      'orders',
      'All orders.',
      'The description of the resource server orders is now: All orders.',
    ],
    ['resource_server_reworded', 'orders', false, 'p-1', 'p-2', 'The owner of the resource server orders is now: p-2'],
  ],

  [
    'a limit that lets more pass',
    {},
    limits({ maxStaleSeconds: 31 }),
    [
      'limit_changed',
      'maxStaleSeconds',
      true,
      30,
      31,
      'Calls pass while the revocation feed is silent for 31 s at most, where it was 30 s.',
    ],
  ],
  [
    'a limit that lets less pass',
    {},
    limits({ maxSequencingLagSeconds: 1 }),
    [
      'limit_changed',
      'maxSequencingLagSeconds',
      false,
      2,
      1,
      'Tokens are issued while entries wait to be sequenced for 1 s at most, where it was 2 s.',
    ],
  ],
  [
    'tokens that are only recorded',
    {},
    limits({ unrecordedTokens: 'record' }),
    [
      'limit_changed',
      'unrecordedTokens',
      true,
      'refuse',
      'record',
      'A valid token that has no birth in the ledger passes and is recorded, where it was refused.',
    ],
  ],
  [
    'tokens that are refused',
    limits({ unrecordedTokens: 'record' }),
    {},
    [
      'limit_changed',
      'unrecordedTokens',
      false,
      'record',
      'refuse',
      'A valid token that has no birth in the ledger is refused, where it was only recorded.',
    ],
  ],
];

const changesOf = (was: Partial<Policy>, is: Partial<Policy>) =>
  diffPolicies(identifyPolicy({ ...BEFORE, ...was }), identifyPolicy({ ...BEFORE, ...is }), {}).changes;

describe('a change is told in full:', () => {
  for (const [what, was, is, ...told] of CASES)
    test(what, () => {
      const by = ([one]: Told, [other]: Told): number => (one < other ? -1 : 1);
      const found = changesOf(was, is).map(
        ({ kind, subject, widening, before, after, words }): Told => [
          kind,
          subject.name,
          widening,
          before,
          after,
          words,
        ],
      );
      assert.deepEqual(found.sort(by), [...told].sort(by));
    });

  test('another audience, with the scopes that reach it', () => {
    const [change, ...others] = changesOf({}, { resourceServers: [customers, { ...orders, audience: OTHER }] });
    assert.deepEqual(others, []);
    assert.deepEqual(
      [change?.kind, change?.widening, change?.before, change?.after, change?.scopes, change?.risk],
      [
        'resource_server_audience_changed',
        true,
        ORDERS,
        OTHER,
        ['orders:read', 'orders:refund', 'orders:write'],
        'critical',
      ],
    );
    assert.equal(change?.words, `Tokens for orders are for ${OTHER}, where they were for ${ORDERS}.`);
  });

  test('of what kind of thing it is', () => {
    const kinds = CASES.flatMap(([, was, is]) => changesOf(was, is).map(({ subject }) => subject.kind));
    assert.deepEqual([...new Set(kinds)].sort(), [
      'environment',
      'issuer',
      'limits',
      'person',
      'resource_server',
      'role',
    ]);
  });
});
