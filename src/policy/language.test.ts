import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kindOf, nameOfClient } from './client-reading.ts';
import { definitionsOf } from './definitions.ts';
import { scopeLookup } from './scope-lookup.ts';
import { clientText, complaintsOf, scopeText, shopPolicy, shopText } from './testing/shop-policy.ts';

const TWO_ISSUERS = `  https://login.example: { level: guarded, tenant: shop, description: Where customers sign in. }
  https://staff.example: { level: hooked }
`;
const AT_LOGIN = { issuer: 'https://login.example' };
const AT_STAFF = { issuer: 'https://staff.example' };

/** Codes of what a compiler says of scopes and clients in the shop. */
function codes(parts: Parameters<typeof shopText>[0]): string[] {
  return complaintsOf(shopText(parts)).map((one) => one.split(' ')[1] ?? '');
}

describe('several authorization servers', () => {
  test('may know two clients by the same client id, each with a name of its own in the policy', () => {
    const policy = shopPolicy(
      shopText({
        issuers: TWO_ISSUERS,
        clients: clientText('web', AT_LOGIN) + clientText('web-staff', { ...AT_STAFF, clientId: 'web' }),
      }),
    );
    assert.deepEqual(
      policy.clients.map((client) => [client.issuer, client.clientId, nameOfClient(client)]),
      [
        ['https://login.example', 'web', 'web'],
        ['https://staff.example', 'web', 'web-staff'],
      ],
    );
    assert.deepEqual(
      definitionsOf(policy).flatMap(({ kind, name }) => (kind === 'client' ? name : [])),
      ['web', 'web-staff'],
    );
    assert.equal(policy.issuers[0]?.tenant, 'shop');
  });

  test('know a client once each', () => {
    const clients = clientText('web', AT_LOGIN) + clientText('shop', { ...AT_LOGIN, clientId: 'web' });
    assert.deepEqual(codes({ issuers: TWO_ISSUERS, clients }), ['client_twice']);
  });

  test('know the scopes that are theirs', () => {
    const scopes = scopeText('admin', { issuers: "['https://staff.example']" });
    const held = { standing: '[admin]' };
    assert.deepEqual(codes({ issuers: TWO_ISSUERS, scopes, clients: clientText('a', { ...AT_STAFF, ...held }) }), []);
    assert.deepEqual(codes({ issuers: TWO_ISSUERS, scopes, clients: clientText('a', { ...AT_LOGIN, ...held }) }), [
      'scope_of_other_issuer',
    ]);
    assert.deepEqual(codes({ scopes: scopeText('admin', { issuers: "['https://other.example']" }) }), [
      'issuer_unknown',
    ]);
  });
});

describe('a client', () => {
  const kindOfClient = (fields: Record<string, string>): string => {
    const [client] = shopPolicy(shopText({ clients: clientText('a', fields) })).clients;
    return client === undefined ? '' : kindOf(client);
  };
  const CODE = { grantTypes: '[authorization_code]', redirectUris: "['https://a.example/cb']" };

  test('is of the kind that it says, else of the one that its grant types come to', () => {
    assert.equal(kindOfClient({}), 'machine');
    assert.equal(kindOfClient(CODE), 'confidential');
    assert.equal(kindOfClient({ ...CODE, kind: 'public' }), 'public');
    assert.equal(kindOfClient({ kind: 'agent' }), 'agent');
  });

  test('that says nothing new has the digest that it had before it could', () => {
    const [client] = shopPolicy(shopText({ clients: clientText('a') })).clients;
    assert.deepEqual(Object.keys(client ?? {}).sort(), [
      ...['approvals', 'author', 'clientId', 'defaultScopes', 'eligible', 'expires', 'grantTypes', 'issuer'],
      ...['maxTtlSeconds', 'mode', 'overBroad', 'owner', 'purpose', 'redirectUris', 'standing'],
    ]);
    assert.deepEqual(
      shopPolicy(shopText({ clients: clientText('a', { rotation: '{}' }) })),
      shopPolicy(shopText({ clients: clientText('a') })),
    );
  });

  for (const pattern of ['apps/', '*.tf', 'src/**/auth.ts', 'docs/a+b(1).md'])
    test(`may be asked for by the files of ${pattern}`, () => {
      const [client] = shopPolicy(shopText({ clients: clientText('a', { sources: `['${pattern}', 'a/']` }) })).clients;
      assert.deepEqual(client?.sources, ['a/', pattern].sort());
    });

  for (const pattern of ['!apps/', '#x', '/etc', '../other/', 'a/../b', '..', 'a b', 'a\\b', ''])
    test(`may not be asked for by the files of ${JSON.stringify(pattern)}`, () => {
      assert.deepEqual(codes({ clients: clientText('a', { sources: `['${pattern}']` }) }), ['invalid']);
    });

  test('may have any registered grant type, and redirect URIs where one of them sends people', () => {
    const device = "['urn:ietf:params:oauth:grant-type:device_code', refresh_token]";
    assert.deepEqual(codes({ clients: clientText('a', { grantTypes: device }) }), []);
    assert.deepEqual(codes({ clients: clientText('a', { grantTypes: '[implicit]' }) }), ['redirect_uri_missing']);
    assert.deepEqual(codes({ clients: clientText('a', { ...CODE, grantTypes: '[implicit]' }) }), []);
    assert.deepEqual(codes({ clients: clientText('a', { grantTypes: '[device_code]' }) }), ['invalid']);
  });
});

describe('a scope that includes others', () => {
  const chain =
    scopeText('admin', { implies: '[write]', maxTtlSeconds: '900' }) +
    scopeText('write', { implies: '[read]', maxTtlSeconds: '300' }) +
    scopeText('read', { maxTtlSeconds: '600' });

  test('includes what those include, and lives no longer than the least of them', () => {
    const lookup = scopeLookup(shopPolicy(shopText({ scopes: chain })));
    assert.deepEqual([...lookup.includedIn('admin')].sort(), ['read', 'write']);
    assert.deepEqual([...lookup.includedIn('read')], []);
    assert.equal(lookup.maxTtlSecondsOf('admin'), 300);
    assert.equal(lookup.maxTtlSecondsOf('nobody'), 0);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['itself', scopeText('a', { implies: '[a]' }), 'implies_cycle'],
    [
      'what includes it',
      scopeText('a', { implies: '[b]' }) + scopeText('b', { implies: '[c]' }) + scopeText('c', { implies: '[b]' }),
      'implies_cycle',
    ],
    ['what is not there', scopeText('a', { implies: '[b]' }), 'scope_unknown'],
    [
      'what is riskier than itself',
      scopeText('a', { implies: '[b]' }) + scopeText('b', { risk: 'high' }),
      'implies_riskier',
    ],
    [
      'what reaches more sensitive data',
      scopeText('a', { implies: '[b]' }) + scopeText('b', { sensitivity: 'restricted' }),
      'implies_riskier',
    ],
    [
      'what empowers elsewhere',
      scopeText('a', { implies: '[b]' }) + scopeText('b', { resourceServer: 'stock' }),
      'implies_elsewhere',
    ],
    ['the same twice', scopeText('a', { implies: '[b, b]' }) + scopeText('b'), 'scope_twice'],
  ];
  for (const [what, scopes, code] of refused)
    test(`can't include ${what}`, () => {
      assert.deepEqual([...new Set(codes({ scopes }))], [code]);
    });
});

describe('a scope that is being replaced', () => {
  const by = (scopes: string) => ({ replacedBy: `{ scopes: ${scopes}, deadline: 2027-06-30T00:00:00Z }` });

  test('says by what, and from when on it is refused', () => {
    const policy = shopPolicy(
      shopText({ scopes: scopeText('all', by('[write, read]')) + scopeText('read') + scopeText('write') }),
    );
    assert.deepEqual(policy.scopes[0]?.replacedBy, { scopes: ['read', 'write'], deadline: '2027-06-30T00:00:00Z' });
  });

  test('can’t be replaced by itself, by what it replaces, or by what is not there', () => {
    assert.deepEqual(codes({ scopes: scopeText('all', by('[all]')) }), ['replaced_by_itself']);
    assert.deepEqual(codes({ scopes: scopeText('a', by('[b]')) + scopeText('b', by('[a]')) }), [
      'replaced_by_itself',
      'replaced_by_itself',
    ]);
    assert.deepEqual(codes({ scopes: scopeText('all', by('[none]')) }), ['scope_unknown']);
  });
});

describe('teams', () => {
  const team = (members: string) =>
    `teams:\n  t-shop: { description: Runs the shop., author: p-1, members: ${members} }\n`;

  test('own scopes, clients and resource servers as people do', () => {
    const parts = { scopes: scopeText('read', { owner: 't-shop' }), clients: clientText('a', { owner: 't-shop' }) };
    assert.deepEqual(codes({ ...parts, more: team('[p-1, p-2]') }), []);
    assert.deepEqual(codes(parts), ['team_unknown', 'team_unknown']);
  });

  test('have members that there are, each once, and never author anything', () => {
    assert.deepEqual(codes({ more: team('[p-9]') }), ['person_unknown']);
    assert.deepEqual(codes({ more: team('[p-1, p-1]') }), ['member_twice']);
    assert.deepEqual(codes({ more: team('[]') }), ['invalid']);
    assert.deepEqual(codes({ scopes: scopeText('read', { author: 't-shop' }), more: team('[p-1]') }), ['invalid']);
  });
});

describe('waivers, rules and routes', () => {
  const waiver = (fields: Record<string, string>) => {
    const all = {
      ...{ rule: 'scope-unheld', definition: "'scope:read'", owner: 'p-1', author: 'p-1' },
      ...{ reason: 'It comes next month.', expires: '2027-01-01T00:00:00Z' },
      ...fields,
    };
    return `waivers:\n  later: { ${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', ')} }\n`;
  };
  const scopes = scopeText('read');

  for (const [fields, expected] of [
    [{}, []],
    [{ rule: 'scope-unhedl' }, ['rule_unknown']],
    [{ rule: 'refresh-without-code' }, ['rule_refuses']],
    [{ definition: "'scope:raed'" }, ['scope_unknown']],
    [{ definition: "'client:raed'" }, ['client_unknown']],
    [{ definition: "'team:t-shop'" }, ['team_unknown']],
    [{ definition: "'everything'" }, ['invalid']],
    [{ reason: "'no'" }, ['invalid']],
    [{ owner: 'p-9' }, ['person_unknown']],
  ] as const)
    test(`a waiver with ${JSON.stringify(fields)} is ${expected.join() || 'one'}`, () => {
      assert.deepEqual(codes({ scopes, more: waiver(fields) }), expected);
    });

  test('a rule can be made to refuse, and one that refuses not to warn', () => {
    assert.deepEqual(codes({ more: 'rules: { scope-unheld: error }\n' }), []);
    assert.deepEqual(codes({ more: 'rules: { refresh-without-code: warning }\n' }), ['rule_refuses']);
    assert.deepEqual(codes({ more: 'rules: { scope-unhedl: error }\n' }), ['rule_unknown']);
    assert.deepEqual(codes({ more: 'rules: { scope-unheld: off }\n' }), ['invalid']);
  });

  test('a route names owners that there are', () => {
    const route = (fields: string) => codes({ more: `alertRoutes:\n  - { webhooks: [security], ${fields} }\n` });
    assert.deepEqual(route('owners: [p-1], severities: [critical], alerts: [scope.granted]'), []);
    assert.deepEqual(route('owners: [p-9]'), ['person_unknown']);
    assert.deepEqual(route('alerts: [scope.taken]'), ['invalid']);
  });
});
