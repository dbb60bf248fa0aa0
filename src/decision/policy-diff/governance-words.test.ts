import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type AlertRoute,
  type Attestor,
  identifyPolicy,
  type Policy,
  type Team,
  type Waiver,
} from '../../policy/index.ts';
import { samplePolicy } from '../testing/sample-policy.ts';
import { diffPolicies } from './diff-policies.ts';

const team = (id: string, over: Partial<Team> = {}): Team => ({
  ...{ id, description: 'Looks after it.', author: 'p-1', members: [], approvals: [] },
  ...over,
});
const attestor = (over: Partial<Attestor> = {}): Partial<Policy> => ({
  attestors: [
    {
      ...{ id: 'ci', description: 'Reads reviews.', author: 'p-1', attests: 'github_review', approves: 'high' },
      ...{ api: 'https://git.example', repository: 7, key: 'k1', approvals: [] },
      ...over,
    },
  ],
});
const waiver = (over: Partial<Waiver> = {}): Partial<Policy> => ({
  waivers: [
    {
      ...{ id: 'later', rule: 'scope-unheld', definition: 'scope:openid', owner: 'p-1', author: 'p-1' },
      ...{ reason: 'It comes next month.', expires: '2027-01-01T00:00:00Z', approvals: [] },
      ...over,
    },
  ],
});
type Demands = NonNullable<Policy['approvals']>;
const demands = (over: Partial<Demands> = {}): Partial<Policy> => ({
  approvals: { author: 'p-1', risk: {}, sensitivity: {}, approvals: [], ...over },
});
const high = (count: number, of: string | null = null): Partial<Policy> =>
  demands({ risk: { high: { count, team: of } } });
const routes = (...alertRoutes: AlertRoute[]): Partial<Policy> => ({ alertRoutes });
const rules = (severities: NonNullable<Policy['rules']>): Partial<Policy> => ({ rules: severities });

type Told = readonly [kind: string, name: string, widening: boolean, before: unknown, after: unknown, words: string];
const policyTold = (kind: string, widening: boolean, before: unknown, after: unknown, words: string): Told => [
  ...([kind, 'policy', widening, before, after, words] as const),
];

/** What is changed from what to what, and all that is said of it. */
const CASES: readonly (readonly [what: string, was: Partial<Policy>, is: Partial<Policy>, ...told: Told[]])[] = [
  [
    'a team with a member',
    {},
    { teams: [team('t-a', { members: ['p-1'] })] },
    ['team_added', 't-a', false, null, 't-a', 'The team t-a is new.'],
    ['team_member_gained', 't-a', true, null, 'p-1', 'p-1 belongs to t-a, which did not.'],
  ],
  [
    'a team that is gone, and another that stays',
    { teams: [team('t-a', { members: ['p-1'] }), team('t-b')] },
    { teams: [team('t-b')] },
    ['team_removed', 't-a', false, 't-a', null, 'The team t-a is gone.'],
    ['team_member_lost', 't-a', false, 'p-1', null, 'p-1 no longer belongs to t-a.'],
  ],
  [
    'one member for another',
    { teams: [team('t-a', { members: ['p-1', 'p-2'] })] },
    { teams: [team('t-a', { members: ['p-2', 'p-3'] })] },
    ['team_member_gained', 't-a', true, null, 'p-3', 'p-3 belongs to t-a, which did not.'],
    ['team_member_lost', 't-a', false, 'p-1', null, 'p-1 no longer belongs to t-a.'],
  ],
  [
    'a team in other words of somebody else',
    { teams: [team('t-a')] },
    { teams: [team('t-a', { description: 'Looks after all.', author: 'p-2' })] },
    [
      ...(['team_reworded', 't-a', false, 'Looks after it.', 'Looks after all.'] as const),
      'The description of t-a is now: Looks after all.',
    ],
    ['team_reworded', 't-a', false, 'p-1', 'p-2', 'The author of t-a is now: p-2'],
  ],
  [
    'an attestor',
    {},
    attestor(),
    [
      ...(['attestor_added', 'ci', true, null, 'ci'] as const),
      "ci vouches for approvals up to high risk: whoever has its key can give anybody's.",
    ],
  ],
  [
    'an attestor that is gone',
    attestor(),
    {},
    ['attestor_removed', 'ci', false, 'ci', null, 'Nothing that ci vouches for counts any more.'],
  ],
  ...(
    [
      ['attests', 'github_review', 'gitlab_review', true],
      ['api', 'https://git.example', 'https://git.other', true],
      ['repository', 7, 8, true],
      ['key', 'k1', 'k2', true],
      ['approves', 'high', 'critical', true],
      ['description', 'Reads reviews.', 'Reads all reviews.', false],
      ['author', 'p-1', 'p-2', false],
    ] as const
  ).map(
    ([field, from, to, widening]) =>
      [
        `the ${field} of an attestor`,
        attestor({ [field]: from }),
        attestor({ [field]: to }),
        [
          ...(['attestor_changed', 'ci', widening, from, to] as const),
          `The ${field} of the attestor ci is now ${to}, where it was ${from}.`,
        ],
      ] as const,
  ),
  [
    'an attestor that is of no repository any more',
    attestor(),
    { attestors: (attestor().attestors ?? []).map(({ repository: _, ...rest }) => rest) },
    [
      ...(['attestor_changed', 'ci', true, 7, null] as const),
      'The repository of the attestor ci is now null, where it was 7.',
    ],
  ],
  [
    'approvals where there was no demand',
    demands(),
    high(2),
    policyTold(
      ...(['approvals_changed', false, null, '2 approvals'] as const),
      'What is high needs 2 approvals, where it was that.',
    ),
  ],
  [
    'no demand any more',
    high(1),
    demands(),
    policyTold(
      ...(['approvals_changed', true, '1 approval', null] as const),
      'What is high needs what it needs anyway, where it was 1 approval.',
    ),
  ],
  [
    'fewer approvals',
    high(3),
    high(2),
    policyTold(
      ...(['approvals_changed', true, '3 approvals', '2 approvals'] as const),
      'What is high needs 2 approvals, where it was 3 approvals.',
    ),
  ],
  [
    'more approvals of the same team',
    high(1, 't-a'),
    high(2, 't-a'),
    policyTold(
      ...(['approvals_changed', false, '1 approval of t-a', '2 approvals of t-a'] as const),
      'What is high needs 2 approvals of t-a, where it was 1 approval of t-a.',
    ),
  ],
  [
    'approvals of a team',
    high(1),
    high(1, 't-a'),
    policyTold(
      ...(['approvals_changed', false, '1 approval', '1 approval of t-a'] as const),
      'What is high needs 1 approval of t-a, where it was 1 approval.',
    ),
  ],
  [
    'approvals of another team, of whom more are needed',
    high(1, 't-a'),
    high(2, 't-b'),
    policyTold(
      ...(['approvals_changed', true, '1 approval of t-a', '2 approvals of t-b'] as const),
      'What is high needs 2 approvals of t-b, where it was 1 approval of t-a.',
    ),
  ],
  [
    'approvals of anybody, where a team was needed',
    high(1, 't-a'),
    high(1),
    policyTold(
      ...(['approvals_changed', true, '1 approval of t-a', '1 approval'] as const),
      'What is high needs 1 approval, where it was 1 approval of t-a.',
    ),
  ],
  ['the same approvals', high(2, 't-a'), high(2, 't-a')],
  [
    'approvals for data',
    demands(),
    demands({ sensitivity: { restricted: { count: 2, team: null } } }),
    policyTold(
      ...(['approvals_changed', false, null, '2 approvals'] as const),
      'What is restricted needs 2 approvals, where it was that.',
    ),
  ],
  [
    'somebody who writes which approvals are needed',
    {},
    demands(),
    policyTold(
      ...(['approvals_reworded', false, null, 'p-1'] as const),
      'Which approvals are needed is written by p-1.',
    ),
  ],
  [
    'somebody else who does',
    demands(),
    demands({ author: 'p-2' }),
    policyTold(
      ...(['approvals_reworded', false, 'p-1', 'p-2'] as const),
      'Which approvals are needed is written by p-2, where it was p-1.',
    ),
  ],
  [
    'nobody any more',
    demands(),
    {},
    policyTold(
      ...(['approvals_reworded', false, 'p-1', null] as const),
      'The policy says nothing any more of which approvals are needed.',
    ),
  ],
  [
    'a waiver',
    {},
    waiver(),
    [
      ...(['waiver_added', 'later', true, null, 'later'] as const),
      'scope:openid may break scope-unheld until 2027-01-01T00:00:00Z: It comes next month.',
    ],
  ],
  [
    'a waiver that is gone',
    waiver(),
    {},
    [
      ...(['waiver_removed', 'later', false, 'later', null] as const),
      'The waiver later is gone, and scope-unheld holds again.',
    ],
  ],
  ...(
    [
      ['rule', 'scope-unheld', 'client-unbounded', true],
      ['definition', 'scope:openid', 'scope:orders:read', true],
      ['expires', '2027-01-01T00:00:00Z', '2027-01-02T00:00:00Z', true],
      ['expires', '2027-01-02T00:00:00Z', '2027-01-01T00:00:00Z', false],
      ['owner', 'p-1', 'p-2', false],
      ['author', 'p-1', 'p-2', false],
      ['reason', 'It comes next month.', 'It comes next year.', false],
    ] as const
  ).map(
    ([field, from, to, widening]) =>
      [
        `the ${field} of a waiver, from ${from}`,
        waiver({ [field]: from }),
        waiver({ [field]: to }),
        [
          ...(['waiver_changed', 'later', widening, from, to] as const),
          `The ${field} of the waiver later is now ${to}, where it was ${from}.`,
        ],
      ] as const,
  ),
  [
    'rules that refuse and warn, one after the other',
    rules({ b: 'error', same: 'error' }),
    rules({ a: 'error', b: 'warning', same: 'error' }),
    [
      ...(['rule_severity_changed', 'a', false, null, 'error'] as const),
      'The rule a refuses a policy that breaks it, where it warned.',
    ],
    ['rule_severity_changed', 'b', true, 'error', 'warning', 'The rule b warns, where it refused.'],
  ],
  [
    'a rule that only warned',
    rules({ a: 'warning' }),
    {},
    ['rule_severity_changed', 'a', false, 'warning', null, 'The rule a warns, where it warned.'],
  ],
  [
    'a route for all',
    {},
    routes({ webhooks: ['ops'] }),
    policyTold(
      ...(['alert_route_gained', true, null, 'all alerts to ops'] as const),
      'Alerts go another way: all alerts to ops.',
    ),
  ],
  [
    'one of two routes',
    routes(
      { webhooks: ['ops'] },
      {
        ...{ alerts: ['scope.granted', 'scope.used'], severities: ['critical', 'high'], owners: ['p-1', 't-a'] },
        webhooks: ['ops', 'security'],
      },
    ),
    routes({ webhooks: ['ops'] }),
    policyTold(
      ...([
        'alert_route_lost',
        true,
        'critical and high scope.granted, scope.used about what p-1, t-a own to ops, security',
        null,
      ] as const),
      'Alerts no longer go this way: critical and high scope.granted, scope.used about what p-1, t-a own to ops, security.',
    ),
  ],
];

function changesOf(before: Partial<Policy>, after: Partial<Policy>) {
  const [was, is] = [before, after].map((over) => identifyPolicy(samplePolicy(over).policy));
  assert.ok(was && is);
  return diffPolicies(was, is).changes;
}

describe('a difference in how a policy is kept says', () => {
  for (const [what, was, is, ...told] of CASES)
    test(what, () => {
      const by = (one: Told, other: Told): number => (one.join() < other.join() ? -1 : 1);
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

  test('of what kind of thing it is', () => {
    const kinds = CASES.flatMap(([, was, is]) => changesOf(was, is).map(({ subject }) => subject.kind));
    assert.deepEqual([...new Set(kinds)].sort(), ['alert_routes', 'approvals', 'attestor', 'rule', 'team', 'waiver']);
  });

  test('that another owner of a waiver lets nothing more, though it holds longer, too', () => {
    const found = changesOf(waiver(), waiver({ owner: 'p-2', expires: '2028-01-01T00:00:00Z' }));
    assert.deepEqual(
      found.map(({ after, widening }) => [after, widening]),
      [
        ['2028-01-01T00:00:00Z', true],
        ['p-2', false],
      ],
    );
  });

  test('of rules, in the order of their names', () => {
    const found = changesOf(rules({ c: 'error', a: 'error' }), rules({ b: 'error' }));
    assert.deepEqual(
      found.map(({ subject }) => subject.name),
      ['a', 'b', 'c'],
    );
  });

  test('that it concerns no scope and no operation', () => {
    for (const { scopes, operations } of changesOf({}, attestor())) assert.deepEqual([scopes, operations], [[], []]);
  });
});
