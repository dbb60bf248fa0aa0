import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText, complaintsOf, scopeText, shopText } from '../testing/shop-policy.ts';
import { toldOf } from '../testing/told-of-shop.ts';

const TEAM = `teams:
  t-shop: { description: Runs the shop., author: p-1, members: [p-2, p-3] }
`;
const demands = (...lines: string[]): string => `${TEAM}approvals:\n  author: p-1\n${lines.join('')}`;
const PARTS = { scopes: scopeText('read'), clients: clientText('till', { standing: '[read]' }) };

describe('which approvals are needed', () => {
  test('is said by somebody whom there is', () => {
    assert.deepEqual(toldOf(demands().replace('author: p-1\n', 'author: p-8\n').replace('p-1, m', 'p-2, m')), [
      '4:11 person_unknown: there is no person p-8 | Did you mean p-1?',
    ]);
  });

  test('is counted against the team that is asked, not against another', () => {
    const teams = TEAM.replace(']', ', p-4]') + TEAM.slice('teams:\n'.length).replace('t-shop', 't-two');
    const found = toldOf(
      `${teams}approvals:\n  author: p-1\n  risk:\n    high: { count: 3, team: t-two }\n    critical: { count: 3, team: t-shop }\n`,
    );
    assert.deepEqual(
      found.filter((one) => one.includes('approvals_impossible')),
      [
        '7:20 approvals_impossible: 3 people of t-two have to approve, and it has 2 | Ask for fewer, or let more people belong to the team.',
      ],
    );
  });

  test('comes from teams that there are, and that are large enough', () => {
    const found = toldOf(
      demands(
        '  risk:\n    low: { team: t-shpo }\n    high:\n      count: 3\n      team: t-shop\n    critical: { count: 3 }\n',
        '  sensitivity:\n    public: {}\n    restricted:\n      count: 4\n      team: t-shop\n    internal:\n      count: 1\n      team: t-office\n',
      ),
    );
    assert.deepEqual(found, [
      '8:14 approvals_impossible: 3 people of t-shop have to approve, and it has 2 | Ask for fewer, or let more people belong to the team.',
      '6:18 team_unknown: there is no team t-shpo | Did you mean t-shop?',
      '18:13 team_unknown: there is no team t-office | Define it, or use one of: t-shop.',
      '14:14 approvals_impossible: 4 people of t-shop have to approve, and it has 2 | Ask for fewer, or let more people belong to the team.',
    ]);
    const enough = demands(
      '  risk: { high: { count: 2, team: t-shop }, critical: { count: 2 } }\n',
      '  sensitivity: { restricted: { count: 2, team: t-shop }, internal: { count: 5 } }\n',
    );
    assert.deepEqual(toldOf(enough), []);
  });

  test('is no less for what is critical than for what is high', () => {
    const told = (risks: string): string[] => toldOf(demands(`  risk:\n    ${risks}\n`));
    const HELP =
      '7:5 approvals_inverted: what is critical needs 2, fewer than the 3 of what is high | Ask for 3 at least.';
    assert.deepEqual(told('high: { count: 3 }\n    critical: { count: 2 }'), [HELP]);
    assert.deepEqual(told('critical: { count: 2 }\n    high: { count: 2 }'), []);
    assert.deepEqual(told('critical: { count: 2 }'), []);
    assert.deepEqual(told('high: { count: 2 }'), [
      '5:3 approvals_inverted: what is critical needs 1, fewer than the 2 of what is high | Ask for 2 at least.',
    ]);
    assert.deepEqual(told('high: { count: 1 }'), []);
  });
});

const waiver = (fields: Readonly<Record<string, string>>, id = 'later'): string => {
  const all = {
    ...{ rule: 'scope-unheld', definition: "'scope:read'", owner: 'p-1', author: 'p-1' },
    ...{ reason: 'It is held from March on.', expires: '2027-03-01T00:00:00Z' },
    ...fields,
  };
  return `  ${id}:\n${Object.entries(all)
    .map(([name, value]) => `    ${name}: ${value}\n`)
    .join('')}`;
};
const waived = (...waivers: string[]): string[] => toldOf(`waivers:\n${waivers.join('')}`, PARTS);

describe('a waiver', () => {
  test('of what there is, is all right, by whatever kind it is', () => {
    for (const definition of [
      ...['scope:read', 'client:till', 'person:p-1', 'issuer:https://login.example', 'resourceServer:orders', 'limits'],
    ])
      assert.deepEqual(waived(waiver({ definition: `'${definition}'` })), [], definition);
    assert.deepEqual(toldOf(`${TEAM}waivers:\n${waiver({ definition: 'team:t-shop', owner: 't-shop' })}`, PARTS), []);
  });

  test('is of what there is, of a rule that there is, and somebody’s whom there is', () => {
    for (const [fields, ...told] of [
      [{ definition: 'scope:raed' }, '4:17 scope_unknown: there is no scope raed | Did you mean read?'],
      [{ definition: 'client:tell' }, '4:17 client_unknown: there is no client tell | Did you mean till?'],
      [{ definition: 'person:p-7' }, '4:17 person_unknown: there is no person p-7 | Did you mean p-1?'],
      [
        { definition: 'team:t-shop' },
        '4:17 team_unknown: there is no team t-shop | Define it, or use one of: none yet.',
      ],
      [
        { definition: 'issuer:https://login.other' },
        '4:17 issuer_unknown: there is no issuer https://login.other | Define it, or use one of: https://login.example.',
      ],
      [
        { definition: 'resourceServer:order' },
        '4:17 resource_server_unknown: there is no resource server order | Did you mean orders?',
      ],
      [{ owner: 'p-7' }, '5:12 person_unknown: there is no person p-7 | Did you mean p-1?'],
      [{ owner: 't-nobody' }, '5:12 team_unknown: there is no team t-nobody | Define it, or use one of: none yet.'],
      [{ author: 'p-7' }, '6:13 person_unknown: there is no person p-7 | Did you mean p-1?'],
      [{ rule: 'scope-unhled' }, '3:11 rule_unknown: there is no rule scope-unhled | Did you mean scope-unheld?'],
      [
        { rule: 'nothing-of-that-sort-at-all' },
        '3:11 rule_unknown: there is no rule nothing-of-that-sort-at-all | ambit rules lists them.',
      ],
      [
        { rule: 'refresh-without-code' },
        "3:11 rule_refuses: refresh-without-code always refuses, and can't be waived | Mend what it finds, and remove the waiver.",
      ],
    ] as const)
      assert.deepEqual(waived(waiver(fields)), told);
  });

  test('stands there once for each rule and definition', () => {
    assert.deepEqual(waived(waiver({}, 'a'), waiver({}, 'b'), waiver({}, 'c')), [
      '9:3 waiver_twice: a waives the same | Keep one of the two.',
      '16:3 waiver_twice: b waives the same | Keep one of the two.',
    ]);
    assert.deepEqual(
      waived(waiver({}), waiver({ rule: 'client-ended' }, 'b'), waiver({ definition: 'client:till' }, 'c')),
      [],
    );
  });
});

test('what the policy says of rules is of rules that there are, and makes none that refuses a warning', () => {
  assert.deepEqual(
    toldOf(`rules:
  scope-unheld: error
  client-ended: warning
  refresh-without-code: error
  scope-unhled: error
  nothing-of-that-sort-at-all: error
  redirect-uri-invalid: warning
`),
    [
      '6:3 rule_unknown: there is no rule nothing-of-that-sort-at-all | ambit rules lists them.',
      '7:25 rule_refuses: redirect-uri-invalid always refuses | Remove this line: what such a rule finds is never right.',
      '5:3 rule_unknown: there is no rule scope-unhled | Did you mean scope-unheld?',
    ],
  );
});

test('alerts go by owners whom there are', () => {
  assert.deepEqual(
    toldOf(`${TEAM}alertRoutes:
  - webhooks: [desk]
  - owners: [p-2, t-shop]
    webhooks: [desk]
  - owners: [p-1, p-7, t-shpo]
    webhooks: [desk]
`),
    [
      '7:19 person_unknown: there is no person p-7 | Did you mean p-1?',
      '7:24 team_unknown: there is no team t-shpo | Did you mean t-shop?',
    ],
  );
  const twice = 'alertRoutes:\n  - { owners: [p-7], webhooks: [desk] }\n  - { owners: [p-7], webhooks: [all] }\n';
  const UNKNOWN = 'person_unknown: there is no person p-7 | Did you mean p-1?';
  assert.deepEqual(toldOf(twice), [`2:16 ${UNKNOWN}`, `3:16 ${UNKNOWN}`]);
  // The routes that an environment has of its own are all that it has.
  const base = shopText({ more: 'alertRoutes:\n  - { owners: [p-1, p-7], webhooks: [desk] }\n' });
  const over = 'overlay: staging\nalertRoutes:\n  - webhooks: [desk]\n  - { webhooks: [all], owners: [p-7] }\n';
  assert.deepEqual(complaintsOf(base, [{ path: 'staging.yaml', text: over }], 'staging'), [
    'staging.yaml:4:33 person_unknown',
  ]);
});
