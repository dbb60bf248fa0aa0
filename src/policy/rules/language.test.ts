import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy } from '../compile.ts';
import { clientText, type ShopParts, scopeText, shopText } from '../testing/shop-policy.ts';
import { refusedBy, rulesOf, warned, warnedBy } from '../testing/warned-of-shop.ts';
import { EXAMPLE_TIME } from './index.ts';

const PERSON = { grantTypes: '[authorization_code]', redirectUris: "['https://shop.example/callback']" };

describe('a client whose name in the policy is not its client id', () => {
  const issuers = `  https://login.example: { level: guarded }
  https://staff.example: { level: guarded }
`;
  const staff = { issuer: 'https://staff.example', clientId: 'web' };

  test('is called by its name, and shown where that stands', () => {
    const text = shopText({
      issuers,
      scopes: scopeText('orders:read'),
      clients: clientText('web-staff', {
        ...{ ...staff, ...PERSON, standing: '[orders:read]' },
        redirectUris: "['http://localhost/callback']",
        expires: '2035-01-01T00:00:00Z',
      }),
    });
    const warnings = compilePolicy([{ path: 'shop.yaml', text }]).warnings({ time: EXAMPLE_TIME });
    const lineOf = (part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;
    assert.deepEqual(
      warnings
        .filter(({ definition }) => definition === 'client:web-staff')
        .map(({ rule, line, message }) => [rule, line, message]),
      [
        ['client-expiry-far', lineOf('2035'), 'web-staff ends in more than two years, on 2035-01-01'],
        [
          'redirect-uri-localhost',
          lineOf('localhost'),
          'http://localhost/callback names localhost, which a resolver can lead elsewhere',
        ],
      ],
    );
  });

  test('is another than the one with the same client id, whose redirect URI it may not have', () => {
    const clients =
      clientText('web', { issuer: 'https://login.example', ...PERSON }) +
      clientText('web-staff', { ...staff, ...PERSON });
    assert.deepEqual(warned({ issuers, clients }), [
      'client:web-staff redirect-uri-of-two-clients: https://shop.example/callback is a redirect URI of web, too',
    ]);
  });
});

describe('a scope that is held by the name of a pattern, or as one of it', () => {
  const pattern = (fields: Record<string, string>): string =>
    scopeText('refunds:{account}:pay', {
      parameters: '{ account: { characters: digits, maxLength: 6 } }',
      ...{ risk: 'critical', maxTtlSeconds: '60', reviewIntervalDays: '30' },
      ...fields,
    });

  for (const held of ['refunds:{account}:pay', 'refunds:17:pay'])
    test(`${held} is as risky, and bounds the life of its tokens as much`, () => {
      const rotation = { rotation: '{ secretDays: 90 }' };
      const found = rulesOf({
        scopes: pattern({}),
        clients: clientText('till', { standing: `['${held}']`, maxTtlSeconds: '600', ...rotation }),
      });
      assert.ok(found.includes('client:till standing-scope-critical'), found.join());
      assert.ok(found.includes('client:till client-token-life-over-scope'), found.join());
      assert.ok(!found.some((one) => one.endsWith('scope-unheld')), found.join());
    });

  test('is called broad or low by what its last part may be', () => {
    const scopes = scopeText('orders:{amount}', { parameters: '{ amount: { values: [some, all] } }' });
    const clients = clientText('till', { standing: "['orders:some']" });
    assert.deepEqual(warned({ scopes, clients }), [
      'scope:orders:{amount} scope-name-broad: orders:{amount} stands for everything, also for what is added later',
    ]);
    const changing = scopeText('orders:{what}', { parameters: '{ what: { values: [read, write] } }' });
    assert.deepEqual(warned({ scopes: changing, clients: clientText('till', { standing: "['orders:read']" }) }), [
      'scope:orders:{what} changing-scope-low: orders:{what} changes something by its name and is called low',
    ]);
  });

  test('reaches the resource server that the pattern does', () => {
    const scopes = pattern({ risk: 'low' }) + scopeText('stock:read', { resourceServer: 'stock' });
    const clients = clientText('till', {
      standing: "['refunds:17:pay', stock:read]",
      defaultScopes: "['refunds:17:pay', stock:read]",
    });
    assert.deepEqual(refusedBy({ scopes, clients }), ['default-of-several-resource-servers']);
  });
});

test('a default that leads nowhere is told as that, and of no resource server', () => {
  const scopes = scopeText('stock:read', { resourceServer: 'stock' });
  const clients = clientText('till', {
    standing: '[orders:gone, stock:read]',
    defaultScopes: '[orders:gone, stock:read]',
  });
  assert.deepEqual(refusedBy({ scopes, clients }), ['scope_unknown', 'scope_unknown']);
});

describe('a scope that is part of a wider one', () => {
  const replaced = "{ scopes: [orders:read], deadline: '2027-06-30T00:00:00Z' }";
  const scopes = (fields: Record<string, string> = {}): string =>
    scopeText('orders:read', { maxTtlSeconds: '300' }) +
    scopeText('orders:manage-none', { implies: '[orders:read]', ...fields });
  const clients = clientText('till', { standing: '[orders:manage-none]', maxTtlSeconds: '600' });

  test('is held with it, and bounds the life of tokens that carry it', () => {
    assert.deepEqual(warned({ scopes: scopes(), clients }), [
      'client:till client-token-life-over-scope: tokens of till may live 600 s, and with orders:read only 300 s',
    ]);
  });

  test('is no longer held with it once that was replaced, which itself is no scope that nobody holds', () => {
    const parts = { scopes: scopes({ replacedBy: replaced }), clients };
    assert.ok(!rulesOf(parts).includes('scope:orders:read scope-unheld'));
    const over = rulesOf(parts, Date.UTC(2027, 5, 30) / 1000);
    assert.ok(over.includes('scope:orders:read scope-unheld'), over.join());
    const unheld = {
      scopes: scopes({ replacedBy: replaced }),
      clients: clientText('till', { standing: '[orders:read]' }),
    };
    const before = rulesOf(unheld, Date.UTC(2027, 5, 29) / 1000);
    assert.ok(before.includes('scope:orders:manage-none scope-unheld'), before.join());
    assert.ok(!rulesOf(unheld, Date.UTC(2027, 5, 30) / 1000).some((one) => one.endsWith('scope-unheld')));
  });
});

test('a wider scope that includes a short-lived one is itself as short-lived', () => {
  const scopes = (seconds: string): string =>
    scopeText('orders:refund', { risk: 'critical', maxTtlSeconds: seconds, reviewIntervalDays: '30' }) +
    scopeText('orders:desk', {
      ...{ risk: 'critical', maxTtlSeconds: '3600', reviewIntervalDays: '30', implies: '[orders:refund]' },
    });
  const long = (seconds: string): string[] => warnedBy('scope-token-life-long', { scopes: scopes(seconds) });
  assert.deepEqual(long('600'), []);
  assert.deepEqual(long('900'), [
    'tokens with orders:desk, which is critical, may live 900 s; 600 s are enough',
    'tokens with orders:refund, which is critical, may live 900 s; 600 s are enough',
  ]);
});

test('a waiver says why', () => {
  const waiver = (reason: string): string[] =>
    warnedBy('why-says-nothing', {
      scopes: scopeText('orders:read'),
      more: `waivers:\n  later: { rule: scope-unheld, definition: 'scope:orders:read', owner: p-1, author: p-1, reason: ${reason}, expires: 2027-02-01T00:00:00Z }\n`,
    });
  assert.deepEqual(waiver('To be decided next month.'), ['the reason of later does not say why that is right for now']);
  assert.deepEqual(waiver('The warehouse begins to read them in February.'), []);
});

describe('a grant that a person has a part in', () => {
  for (const grantType of [
    'implicit',
    'password',
    "'urn:ietf:params:oauth:grant-type:device_code'",
    "'urn:openid:params:grant-type:ciba'",
  ])
    test(`beside client_credentials makes one client act for people and for itself: ${grantType}`, () => {
      const redirectUris = grantType === 'implicit' ? PERSON.redirectUris : '[]';
      const grantTypes = `[client_credentials, ${grantType}]`;
      const found = rulesOf({ clients: clientText('till', { grantTypes, redirectUris }) });
      assert.ok(found.includes('client:till machine-and-user-client'), found.join());
    });

  test('is no reason for a refresh token where it is implicit (RFC 6749 §4.2.2)', () => {
    const clients = clientText('till', { ...PERSON, grantTypes: '[implicit, refresh_token]' });
    assert.deepEqual(refusedBy({ clients }), ['refresh-without-code']);
  });

  test('by implicit sends people to a redirect URI, too', () => {
    const redirectUris = "['http://localhost/callback']";
    const clients = clientText('till', { grantTypes: '[implicit]', redirectUris });
    const found = rulesOf({ clients });
    assert.ok(found.includes('client:till redirect-uri-localhost'), found.join());
  });
});

describe('a client that says its kind', () => {
  const scopes = scopeText('orders:write', { risk: 'high' });
  const app = (fields: Record<string, string>): string[] =>
    rulesOf({
      scopes,
      clients: clientText('app', { ...PERSON, standing: '[orders:write]', rotation: '{ secretDays: 90 }', ...fields }),
    }).filter((one) => one.endsWith('public-client-risky-scope'));
  const own = { redirectUris: "['example.shop:/callback']" };
  const loud = ['client:app public-client-risky-scope'];

  test('is public by it, wherever it redirects', () => {
    assert.deepEqual(app({ kind: 'public' }), loud);
    assert.deepEqual(app({}), []);
  });

  test('keeps a secret by it, on a person’s own machine too, and an agent says nothing of that', () => {
    assert.deepEqual(app(own), loud);
    assert.deepEqual(app({ ...own, kind: 'confidential' }), []);
    assert.deepEqual(app({ ...own, kind: 'agent' }), loud);
  });
});

describe('who may approve', () => {
  const team = (members: string): string => `teams:
  t-security:
    description: Looks at what is risky.
    author: p-1
    members: [${members}]
`;
  const demand = (critical: string): string => `approvals:
  author: p-1
  risk: { critical: ${critical} }
`;
  const rules = (parts: ShopParts, id: string): string[] => warned(parts).filter((one) => one.includes(` ${id}: `));

  test('is nobody who could be stood in for where as many have to as may', () => {
    assert.deepEqual(rules({ more: demand('{ count: 2 }') }, 'approver-alone'), [
      'person:p-2 approver-alone: 2 people have to approve what is critical, and only p-2 and p-3 may',
    ]);
    assert.deepEqual(rulesOf({ more: demand('{ count: 2 }') }), ['person:p-2 approver-alone']);
    assert.deepEqual(rules({ more: demand('{ count: 1 }') }, 'approver-alone'), []);
  });

  const owned = (owner: string): string =>
    scopeText('orders:refund', { risk: 'critical', owner, maxTtlSeconds: '60', reviewIntervalDays: '30' });
  const clients = clientText('till', { eligible: '[orders:refund]' });

  test('is for the team’s own rule to say where a team has to', () => {
    const more = `${team('p-2, p-3')}${demand('{ count: 2, team: t-security }')}`;
    assert.deepEqual(rulesOf({ more }), ['team:t-security team-too-small']);
  });

  test('is nobody’s concern for a low scope, though somebody has to', () => {
    const more = `${team('p-2, p-3')}approvals: { author: p-1, risk: { low: { team: t-security } } }\n`;
    const scopes = scopeText('orders:read', { owner: 't-security' });
    assert.deepEqual(rulesOf({ scopes, clients: clientText('till', { standing: '[orders:read]' }), more }), []);
  });

  test('is only the team that owns the scope', () => {
    assert.deepEqual(
      rules({ scopes: owned('t-security'), clients, more: team('p-1, p-2, p-3') }, 'owner-sole-approver'),
      [
        'scope:orders:refund owner-sole-approver: t-security owns orders:refund, and only p-2 and p-3, of that team, may approve a critical scope',
      ],
    );
    assert.deepEqual(
      rules({ scopes: owned('t-security'), clients, more: team('p-1, p-2') }, 'owner-sole-approver'),
      [],
    );
    const others = '  t-all: { description: All of them., author: p-1, members: [p-1, p-2, p-3, p-4] }\n';
    const both = team('p-1, p-2').replace('teams:\n', `teams:\n${others}`);
    assert.deepEqual(rules({ scopes: owned('t-security'), clients, more: both }, 'owner-sole-approver'), []);
  });

  test('is only the owner where the team that has to approve has nobody else who can', () => {
    const more = `${team('p-1, p-2')}${demand('{ team: t-security }')}`;
    assert.deepEqual(rules({ scopes: owned('p-2'), clients, more }, 'owner-sole-approver'), [
      'scope:orders:refund owner-sole-approver: p-2 owns orders:refund and is the only one who may approve a critical scope',
    ]);
    assert.deepEqual(
      rules(
        { scopes: owned('p-2'), clients, more: `${more}  sensitivity: { internal: { count: 1 } }\n` },
        'owner-sole-approver',
      ),
      [],
    );
  });
});
