import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sampleClient, samplePolicy, sampleScope } from '../decision/testing/sample-policy.ts';
import type { IdentifiedPolicy, Person } from '../policy/index.ts';
import { bar, demandsOf, teamsOf } from './approval-demands.ts';
import { askProblem, isEligibleStill } from './asking.ts';
import { BEGIN, ISSUER, Story } from './testing/elevation-entries.ts';
import type { Elevation, ElevationAsk } from './types.ts';

const person = (id: string, approves: Person['approves']): Person => ({
  id,
  approvalKeys: [],
  approves,
  approvals: [],
});
const scopes = [
  sampleScope('orders:read'),
  sampleScope('orders:refund', { risk: 'critical', sensitivity: 'restricted' }),
  sampleScope('orders:write', { risk: 'high' }),
  sampleScope('orders:note'),
  sampleScope('orders:of:{account}:read', { parameters: { account: { characters: 'digits', maxLength: 4 } } }),
  sampleScope('orders:all', { implies: ['orders:refund'] }),
];

function policyWith(over: Parameters<typeof samplePolicy>[0] = {}): IdentifiedPolicy {
  return samplePolicy({
    scopes,
    people: [person('p-1', 'critical'), person('p-2', 'critical'), person('p-3', 'high'), person('p-4', null)],
    clients: [
      sampleClient('batch', {
        ...{ grantTypes: ['client_credentials'], standing: ['orders:read'] },
        eligible: ['orders:all', 'orders:note', 'orders:of:{account}:read', 'orders:refund', 'orders:write'],
      }),
      sampleClient('web', { grantTypes: ['authorization_code'], eligible: ['orders:refund'] }),
      sampleClient('old', { eligible: ['orders:refund'], expires: '2020-01-01T00:00:00Z' }),
    ],
    ...over,
  });
}
const policy = policyWith();
const ask = (over: Partial<ElevationAsk> = {}): ElevationAsk => ({
  ...{ clientId: 'batch', subject: null, scopes: ['orders:refund'], seconds: 1800 },
  ...over,
});

describe('what can be asked for', () => {
  const CASES: readonly (readonly [asked: Partial<ElevationAsk>, problem: RegExp | null])[] = [
    [{}, null],
    [{ clientId: 'nobody' }, /no client nobody/],
    [{ clientId: 'old' }, /has expired/],
    [{ scopes: [] }, /Name a scope/],
    [{ scopes: ['orders:read'] }, /may always hold orders:read/],
    [{ scopes: ['admin'] }, /admin is not eligible/],
    [{ scopes: ['orders:of:{account}:read'] }, /stands for many scopes/],
    [{ scopes: ['orders:of:7:read'] }, null],
    [{ seconds: 59 }, /from 60 to 3600 seconds/],
    [{ seconds: 3601 }, /from 60 to 3600 seconds/],
    [{ scopes: ['orders:write'], seconds: 4 * 3600 }, null],
    [{ scopes: ['orders:all'], seconds: 3601 }, /critical scopes/],
    [{ seconds: Number.NaN }, /seconds/],
    [{ subject: 'sub:a' }, /acts for itself alone/],
    [{ clientId: 'web' }, /acts for persons alone/],
    [{ clientId: 'web', subject: 'sub:a' }, null],
  ];
  for (const [asked, problem] of CASES)
    test(`${JSON.stringify(asked)}: ${problem === null ? 'yes' : problem.source}`, () => {
      const found = askProblem(policy, ISSUER, ask(asked), BEGIN);
      if (problem === null) assert.equal(found, null);
      else assert.match(found ?? '', problem);
    });

  test('ends with its being eligible', () => {
    const holds = (over: Parameters<typeof samplePolicy>[0], at = BEGIN): boolean =>
      isEligibleStill(policyWith(over), ISSUER, ask(), at);
    assert.ok(holds({}));
    assert.ok(!holds({ clients: [] }));
    assert.ok(!holds({ clients: [sampleClient('batch', { eligible: ['orders:write'] })] }));
    assert.ok(!holds({ scopes: scopes.filter(({ name }) => name !== 'orders:refund') }));
    assert.ok(!holds({}, Date.parse('2031-01-01T00:00:00Z') / 1000));
  });
});

describe('who approves', () => {
  test('is as many as risk and sensitivity demand, and one at least', () => {
    assert.deepEqual(demandsOf(policy, ['orders:note']), { risk: 'low', demands: [{ count: 1, team: null }] });
    assert.deepEqual(demandsOf(policy, ['orders:all']).risk, 'critical');
    const strict = policyWith({
      approvals: {
        author: 'p-1',
        risk: { critical: { count: 2, team: null } },
        sensitivity: { restricted: { count: 1, team: 't-payments' } },
        approvals: [],
      },
    });
    assert.deepEqual(demandsOf(strict, ['orders:all', 'orders:note']).demands, [
      { count: 2, team: null },
      { count: 1, team: 't-payments' },
    ]);
  });

  test('may approve the risk, and neither asked nor is the one whom it is for', () => {
    const story = new Story();
    const elevation = story.elevations.get(story.ask({ barred: ['p-1'] })) as Elevation;
    const why = (id: string): string => bar(policy, id, elevation, 'low') ?? 'may';
    assert.equal(why('p-2'), 'may');
    assert.match(why('p-1'), /somebody else/);
    assert.match(why('p-3'), /up to high, and this is critical/);
    assert.match(why('p-4'), /nothing/);
    assert.match(why('p-9'), /nobody/);
  });

  test('belongs to the teams that the policy of now says', () => {
    const team = { id: 't-payments', description: 'pays', author: 'p-1', members: ['p-2'], approvals: [] };
    const demands = [{ count: 1, team: 't-payments' }];
    assert.deepEqual(teamsOf(policyWith({ teams: [team] }), 'p-2', demands), ['t-payments']);
    assert.deepEqual(teamsOf(policyWith({ teams: [team] }), 'p-3', demands), []);
  });
});
