import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identifyPolicy, type Policy } from '../../policy/index.ts';
import { ISSUER, sampleClient, samplePolicy, sampleScope } from '../testing/sample-policy.ts';
import { diffPolicies } from './diff-policies.ts';

const TEAM = { id: 't-a', description: 'Looks after it.', author: 'p-1', members: ['p-1'], approvals: [] } as const;
const DEMANDS = { author: 'p-1', risk: {}, sensitivity: {}, approvals: [] } as const;
const WAIVER = {
  ...{ id: 'later', rule: 'scope-unheld', definition: 'scope:openid', owner: 'p-1', author: 'p-1' },
  ...{ reason: 'It comes next month.', expires: '2027-01-01T00:00:00Z', approvals: [] },
} as const;
const TWO = { count: 2, team: null } as const;

/** Each change as `kind subject`, with `+` before a widening. */
function between(before: Partial<Policy>, after: Partial<Policy>): string[] {
  const [was, is] = [before, after].map((over) => identifyPolicy(samplePolicy(over).policy));
  assert.ok(was && is);
  const there = diffPolicies(was, is).changes;
  assert.equal(there.length === 0, was.digest === is.digest);
  for (const { words } of there) assert.match(words, /^\S.*\.$|: /);
  return there.map(({ kind, subject, widening }) => `${widening ? '+ ' : ''}${kind} ${subject.name}`);
}

type Case = readonly [what: string, before: Partial<Policy>, after: Partial<Policy>, there: string[], back: string[]];

const withScope = (over: Parameters<typeof sampleScope>[1]) => ({ scopes: [sampleScope('a', over), sampleScope('b')] });
const withShort = (over: Parameters<typeof sampleScope>[1]) => ({
  scopes: [sampleScope('a', over), sampleScope('b', { maxTtlSeconds: 60 })],
});
const withClient = (over: Parameters<typeof sampleClient>[1]) => ({ clients: [sampleClient('x', over)] });
const by = (deadline: string) => withScope({ replacedBy: { scopes: ['b'], deadline } });

const CASES: readonly Case[] = [
  [
    'a team',
    {},
    { teams: [TEAM] },
    ['team_added t-a', '+ team_member_gained t-a'],
    ['team_removed t-a', 'team_member_lost t-a'],
  ],
  [
    'a member',
    { teams: [TEAM] },
    { teams: [{ ...TEAM, members: ['p-1', 'p-2'] }] },
    ['+ team_member_gained t-a'],
    ['team_member_lost t-a'],
  ],
  [
    'a team in other words',
    { teams: [TEAM] },
    { teams: [{ ...TEAM, description: 'Looks after all.' }] },
    ['team_reworded t-a'],
    ['team_reworded t-a'],
  ],
  [
    'more approvals',
    { approvals: DEMANDS },
    { approvals: { ...DEMANDS, risk: { high: TWO } } },
    ['approvals_changed policy'],
    ['+ approvals_changed policy'],
  ],
  [
    'approvals of a team',
    { approvals: { ...DEMANDS, sensitivity: { restricted: { count: 1, team: null } } } },
    { approvals: { ...DEMANDS, sensitivity: { restricted: { count: 1, team: 't-a' } } } },
    ['approvals_changed policy'],
    ['+ approvals_changed policy'],
  ],
  ['demands', {}, { approvals: DEMANDS }, ['approvals_reworded policy'], ['approvals_reworded policy']],
  ['a waiver', {}, { waivers: [WAIVER] }, ['+ waiver_added later'], ['waiver_removed later']],
  [
    'a longer waiver',
    { waivers: [WAIVER] },
    { waivers: [{ ...WAIVER, expires: '2027-02-01T00:00:00Z' }] },
    ['+ waiver_changed later'],
    ['waiver_changed later'],
  ],
  [
    'a rule that refuses',
    {},
    { rules: { 'scope-unheld': 'error' } },
    ['rule_severity_changed scope-unheld'],
    ['+ rule_severity_changed scope-unheld'],
  ],
  [
    'a route',
    {},
    { alertRoutes: [{ webhooks: ['a'] }] },
    ['+ alert_route_gained policy'],
    ['+ alert_route_lost policy'],
  ],
  [
    'an included scope',
    withScope({}),
    withScope({ implies: ['b'] }),
    ['+ scope_included_gained a'],
    ['scope_included_lost a'],
  ],
  [
    'an included scope whose tokens live shorter',
    withShort({ implies: ['b'] }),
    withShort({}),
    ['+ scope_included_lost a'],
    ['+ scope_included_gained a'],
  ],
  [
    'a deadline',
    withScope({}),
    by('2027-01-01T00:00:00Z'),
    ['scope_replacement_changed a'],
    ['+ scope_replacement_changed a'],
  ],
  [
    'an earlier deadline',
    by('2027-01-01T00:00:00Z'),
    by('2026-01-01T00:00:00Z'),
    ['scope_replacement_changed a'],
    ['+ scope_replacement_changed a'],
  ],
  [
    'fewer issuers',
    withScope({}),
    withScope({ issuers: [ISSUER] }),
    ['scope_issuers_changed a'],
    ['+ scope_issuers_changed a'],
  ],
  [
    'fewer values',
    withScope({ parameters: { p: { values: ['1', '2'] } } }),
    withScope({ parameters: { p: { values: ['1'] } } }),
    ['scope_parameters_changed a'],
    ['+ scope_parameters_changed a'],
  ],
  [
    'shorter parts',
    withScope({ parameters: { p: { characters: 'digits', maxLength: 4 } } }),
    withScope({ parameters: { p: { characters: 'digits', maxLength: 3 } } }),
    ['scope_parameters_changed a'],
    ['+ scope_parameters_changed a'],
  ],
  [
    'a list out of what could be anything',
    withScope({ parameters: { p: { characters: 'digits', maxLength: 4 } } }),
    withScope({ parameters: { p: { values: ['17', '2048'] } } }),
    ['scope_parameters_changed a'],
    ['+ scope_parameters_changed a'],
  ],
  [
    'parts of fewer characters',
    withScope({ parameters: { p: { characters: 'hexadecimal', maxLength: 4 } } }),
    withScope({ parameters: { p: { characters: 'digits', maxLength: 4 } } }),
    ['scope_parameters_changed a'],
    ['+ scope_parameters_changed a'],
  ],
  [
    'parts of another kind',
    withScope({ parameters: { p: { characters: 'digits', maxLength: 4 } } }),
    withScope({ parameters: { p: { characters: 'letters', maxLength: 4 } } }),
    ['+ scope_parameters_changed a'],
    ['+ scope_parameters_changed a'],
  ],
  ['a kind', withClient({}), withClient({ kind: 'public' }), ['client_kind_changed x'], ['client_kind_changed x']],
  [
    'a rotation',
    withClient({}),
    withClient({ rotation: { secretDays: 90 } }),
    ['client_rotation_changed x'],
    ['+ client_rotation_changed x'],
  ],
  [
    'a longer rotation',
    withClient({ rotation: { refreshTokenDays: 30 } }),
    withClient({ rotation: { refreshTokenDays: 60 } }),
    ['+ client_rotation_changed x'],
    ['client_rotation_changed x'],
  ],
  [
    'files that ask in its name',
    withClient({ sources: ['apps/'] }),
    withClient({ sources: ['apps/', 'lib/x.ts'] }),
    ['+ client_source_gained x'],
    ['client_source_lost x'],
  ],
  [
    'clients whose tokens it may exchange',
    withClient({}),
    withClient({ exchange: { tokensOf: ['y'] } }),
    ['+ client_exchange_gained x'],
    ['client_exchange_lost x'],
  ],
  [
    'assertions that it takes',
    withClient({ assertions: [{ issuer: 'https://a.example' }, { issuer: 'https://b.example' }] }),
    withClient({ assertions: [{ issuer: 'https://a.example' }] }),
    ['client_assertions_changed x'],
    ['+ client_assertions_changed x'],
  ],
  [
    'how many may act one behind another',
    withClient({ exchange: { tokensOf: ['y'] } }),
    withClient({ exchange: { tokensOf: ['y'], maxActors: 2 } }),
    ['+ client_actors_changed x'],
    ['client_actors_changed x'],
  ],
  [
    'a client id',
    withClient({ name: 'x', clientId: 'one' }),
    withClient({ name: 'x', clientId: 'two' }),
    ['+ client_id_changed x'],
    ['+ client_id_changed x'],
  ],
  [
    'a tenant',
    {},
    { issuers: [{ issuer: ISSUER, level: 'guarded', mode: 'enforce', tenant: 'shop' }] },
    [`issuer_reworded ${ISSUER}`],
    [`issuer_reworded ${ISSUER}`],
  ],
];

describe('policy diff names', () => {
  for (const [what, before, after, there, back] of CASES)
    test(what, () => {
      assert.deepEqual(between(before, after), there);
      assert.deepEqual(between(after, before), back, 'the other way round');
    });

  test('a waiver without its approval as a widening that does not hold', () => {
    const [was, is] = [{}, { waivers: [WAIVER] }].map((over) => identifyPolicy(samplePolicy(over).policy));
    assert.ok(was && is);
    const { holds, changes } = diffPolicies(was, is);
    assert.equal(holds, false);
    assert.match(changes[0]?.approval?.lack ?? '', /it lets a rule be broken/);
  });
});
