import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { audienceOf, highestRisk, indexOf, scopeIn } from './policy-index.ts';
import { carriersOf, empowers, hasEnded, mayHold } from './scope-algebra.ts';
import { DEADLINE, hierarchyPolicy } from './testing/hierarchy-policy.ts';
import { CUSTOMERS, ISSUER, ORDERS, sampleClient, samplePolicy, sampleScope } from './testing/sample-policy.ts';

const END = Date.parse(DEADLINE) / 1000;
const DIGITS = { id: { characters: 'digits', maxLength: 4 } } as const;

describe('the index of a policy', () => {
  test('has each client by issuer and client id, with its scopes as sets', () => {
    const other = 'https://other.example';
    const index = indexOf(
      samplePolicy({
        clients: [
          sampleClient('web', {
            standing: ['orders:read'],
            eligible: ['orders:write'],
            expires: '1970-01-01T00:01:00Z',
          }),
          sampleClient('web', { issuer: other, name: 'staff-web', standing: [] }),
          sampleClient('app'),
        ],
      }),
    );
    assert.deepEqual(
      [...index.clients].map(([issuer, clients]) => [issuer, [...clients.keys()]]),
      [
        [ISSUER, ['web', 'app']],
        [other, ['web']],
      ],
    );
    const web = index.clients.get(ISSUER)?.get('web');
    assert.deepEqual([...(web?.standing ?? [])], ['orders:read']);
    assert.deepEqual([...(web?.eligible ?? [])], ['orders:write']);
    assert.equal(web?.expiresAt, 60);
    assert.equal(index.clients.get(other)?.get('web')?.client.name, 'staff-web');
  });

  test('knows which of a client’s scopes reach further than their own names', () => {
    const wide = (clientId: string) => [
      ...(indexOf(hierarchyPolicy).clients.get(ISSUER)?.get(clientId)?.wide ?? assert.fail(clientId)),
    ];
    assert.deepEqual(wide('reader'), []);
    assert.deepEqual(wide('writer'), ['orders:write']);
    assert.deepEqual(wide('lifted'), ['orders:write'], 'what it may have while elevated, too');
    assert.deepEqual(wide('accounts'), ['orders:of:{account}:write']);
    const pattern = indexOf(
      samplePolicy({
        scopes: [sampleScope('orders:of:{id}', { parameters: DIGITS })],
        clients: [sampleClient('all', { standing: ['orders:of:{id}', 'unknown'] })],
      }),
    );
    assert.deepEqual([...(pattern.clients.get(ISSUER)?.get('all')?.wide ?? [])], ['orders:of:{id}']);
  });

  test('says of each scope where it empowers, how long it lives, and until when', () => {
    const { scopes, implies } = indexOf(hierarchyPolicy);
    const all = scopes.get('orders:all');
    assert.deepEqual([all?.audience, all?.maxTtlSeconds, all?.endsAt], [ORDERS, 60, END]);
    assert.equal(scopes.get('orders:read')?.endsAt, Number.POSITIVE_INFINITY);
    assert.equal(implies, true);
    const plain = indexOf(
      samplePolicy({ scopes: [sampleScope('openid'), sampleScope('x', { resourceServer: 'gone' })] }),
    );
    assert.equal(plain.implies, false);
    assert.deepEqual([plain.scopes.get('openid')?.audience, plain.scopes.get('x')?.audience], [null, null]);
    const mixed = samplePolicy({ scopes: [sampleScope('a'), sampleScope('b', { implies: ['a'] })] });
    assert.equal(indexOf(mixed).implies, true, 'that any of them includes one');
  });

  test('has issuers, resource servers and audiences by what requests name them by', () => {
    const index = indexOf(samplePolicy());
    assert.deepEqual([...index.issuers.keys()], [ISSUER]);
    assert.equal(index.issuers.get(ISSUER)?.mode, 'enforce');
    assert.deepEqual([...index.resourceServers.keys()], ['customers', 'orders']);
    assert.deepEqual([...index.audiences], [CUSTOMERS, ORDERS]);
    assert.equal(index.policy.environment, 'test');
  });

  test('is made once for each policy', () => {
    const policy = samplePolicy();
    assert.equal(indexOf(policy), indexOf({ ...policy }));
    assert.notEqual(indexOf(policy), indexOf(samplePolicy()));
  });
});

describe('a scope as requests name it', () => {
  const index = indexOf(
    samplePolicy({
      scopes: [
        sampleScope('orders:read'),
        sampleScope('orders:of:{id}', { parameters: DIGITS, risk: 'high' }),
        sampleScope('customers:pay', { risk: 'critical' }),
        sampleScope('openid'),
      ],
    }),
  );

  test('is found by its own name, else by its pattern, and a pattern by none', () => {
    assert.equal(scopeIn(index, 'orders:read')?.definition.name, 'orders:read');
    assert.equal(scopeIn(index, 'orders:of:7')?.definition.name, 'orders:of:{id}');
    assert.equal(scopeIn(index, 'orders:of:{id}'), undefined);
    assert.equal(scopeIn(index, 'orders:of:x'), undefined);
    assert.equal(scopeIn(index, '__proto__'), undefined);
  });

  test('empowers at one audience, or at the authorization server', () => {
    assert.deepEqual(
      ['orders:read', 'orders:of:7', 'customers:pay', 'openid', 'nonsense'].map((scope) => audienceOf(index, scope)),
      [ORDERS, ORDERS, CUSTOMERS, null, null],
    );
  });

  test('counts for the highest risk among several', () => {
    const cases: readonly (readonly [string[], string])[] = [
      [[], 'low'],
      [['orders:read'], 'low'],
      [['unknown'], 'low'],
      [['orders:of:7', 'orders:read'], 'high'],
      [['orders:of:{id}'], 'high'],
      [['orders:read', 'orders:of:7', 'customers:pay'], 'critical'],
      [['customers:pay', 'orders:of:7'], 'critical'],
    ];
    for (const [scopes, risk] of cases) assert.equal(highestRisk(index, scopes), risk, scopes.join());
  });
});

describe('whether a client may hold a scope', () => {
  const index = indexOf(hierarchyPolicy);
  const clientOf = (clientId: string) => index.clients.get(ISSUER)?.get(clientId) ?? assert.fail(clientId);
  const may = (clientId: string, scope: string, time = END - 1) => {
    const client = clientOf(clientId);
    return mayHold(index, client, client.standing, scope, time);
  };

  test('is whether it, its pattern, or one that includes it is among what it holds', () => {
    assert.ok(may('reader', 'orders:read') && !may('reader', 'orders:write'));
    assert.ok(may('writer', 'orders:read') && may('old', 'orders:read') && may('old', 'orders:write'));
    assert.ok(may('accounts', 'orders:of:1:write') && may('accounts', 'orders:of:1:read'));
    assert.ok(!may('accounts', 'orders:of:12345:write') && !may('accounts', 'orders:read'));
    assert.ok(may('one-account', 'orders:of:7:read') && !may('one-account', 'orders:of:8:read'));
  });

  test('counts nothing that it holds otherwise, or that was replaced', () => {
    const lifted = clientOf('lifted');
    assert.ok(!may('lifted', 'orders:read') && mayHold(index, lifted, lifted.eligible, 'orders:read', 0));
    assert.ok(!may('old', 'orders:read', END) && may('old', 'orders:all', END));
    assert.ok(hasEnded(index, 'orders:all', END) && !hasEnded(index, 'orders:all', END - 1));
    assert.ok(!hasEnded(index, 'orders:read', END) && !hasEnded(index, 'unknown', END));
  });

  test('ends for what is of a pattern when the pattern does', () => {
    const replaced = { scopes: ['orders:read'], deadline: DEADLINE };
    const of = indexOf(
      samplePolicy({
        scopes: [
          sampleScope('orders:of:{id}', { parameters: DIGITS, replacedBy: replaced }),
          sampleScope('orders:read'),
        ],
      }),
    );
    assert.ok(hasEnded(of, 'orders:of:7', END) && hasEnded(of, 'orders:of:{id}', END));
    assert.ok(!hasEnded(of, 'orders:of:7', END - 1) && !hasEnded(of, 'orders:of:x', END));
  });

  test('is asked of each scope of a token that carries the needed one', () => {
    const token = new Set(['orders:read', 'orders:write', 'orders:of:7:write']);
    assert.deepEqual(carriersOf(index, token, 'orders:read'), ['orders:read', 'orders:write']);
    assert.deepEqual(carriersOf(index, token, 'orders:write'), ['orders:write']);
    assert.deepEqual(carriersOf(index, token, 'orders:of:7:read'), ['orders:of:7:write']);
    assert.deepEqual(carriersOf(index, token, 'orders:all'), []);
    const writes = new Set(['orders:write']);
    assert.ok(empowers(index, clientOf('writer'), writes, 'orders:read', 0));
    assert.ok(!empowers(index, clientOf('reader'), writes, 'orders:read', 0));
    assert.ok(empowers(index, clientOf('reader'), token, 'orders:read', 0), 'by one of them, whatever the others are');
    assert.ok(!empowers(index, clientOf('lifted'), writes, 'orders:read', 0));
    assert.ok(empowers(index, clientOf('old'), new Set(['orders:all']), 'orders:all', END - 1));
    assert.ok(!empowers(index, clientOf('old'), new Set(['orders:all']), 'orders:all', END));
  });
});
