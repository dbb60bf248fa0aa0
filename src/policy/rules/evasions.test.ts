import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText, scopeText } from '../testing/shop-policy.ts';
import { warned, warnedBy } from '../testing/warned-of-shop.ts';

const WEB = { grantTypes: '[authorization_code]', redirectUris: "['https://shop.example/callback']" };
const ROTATION = { rotation: '{ secretDays: 90 }' };
/** What is low, and a pattern whose last part may be any word. */
const WORDS = scopeText('orders:{action}', { parameters: '{ action: { characters: letters, maxLength: 12 } }' });

describe('a rule is not walked round by a pattern', () => {
  const held = (scope: string): string[] =>
    warned({ scopes: WORDS, clients: clientText('till', { standing: `['${scope}']` }) });

  test('that may be any word, where a client holds one that changes something', () => {
    assert.deepEqual(held('orders:write'), [
      'scope:orders:{action} changing-scope-low: orders:write, which is one of orders:{action}, changes something by its name and is called low',
    ]);
  });

  test('that may be any word, where a client holds one that stands for everything', () => {
    assert.deepEqual(held('orders:all'), [
      'scope:orders:{action} scope-name-broad: orders:all, which is one of orders:{action}, stands for everything, also for what is added later',
    ]);
  });

  test('and is content with one that reads, with the whole, and with what is called high', () => {
    assert.deepEqual(held('orders:read'), []);
    assert.deepEqual(held('orders:{action}'), []);
    const scopes = WORDS.replace('risk: low', 'risk: high');
    const clients = clientText('till', { standing: "['orders:write']", ...ROTATION });
    assert.deepEqual(warned({ scopes, clients }), []);
  });

  test('whose fixed end changes something, whatever its parts may be', () => {
    const scopes = scopeText('refunds:{account}:pay', {
      parameters: '{ account: { characters: digits, maxLength: 6 } }',
    });
    const loud = 'refunds:{account}:pay changes something by its name and is called low';
    for (const standing of ["['refunds:{account}:pay']", "['refunds:17:pay']", '[]'])
      assert.deepEqual(warnedBy('changing-scope-low', { scopes, clients: clientText('till', { standing }) }), [loud]);
  });

  test('that offline_access is one of, held whole', () => {
    const scopes = scopeText('offline_{what}', {
      ...{ resourceServer: 'null', parameters: '{ what: { values: [access, archive] } }' },
    });
    const agent = (scope: string): string[] =>
      warnedBy('agent-offline', { scopes, clients: clientText('helper', { kind: 'agent', eligible: `['${scope}']` }) });
    assert.deepEqual(agent('offline_{what}'), [
      'helper is an agent and may act while the person is away, by offline_{what}',
    ]);
    assert.deepEqual(agent('offline_access'), [
      'helper is an agent and may act while the person is away, by offline_access',
    ]);
    assert.deepEqual(agent('offline_archive'), []);
  });
});

describe('a rule is not walked round by implies', () => {
  test('where a default includes what changes something', () => {
    const scopes =
      scopeText('orders:write') + scopeText('orders:desk', { implies: '[orders:write]' }) + scopeText('orders:read');
    const given = (scope: string): string[] =>
      warnedBy('default-scope-broad', {
        ...{ scopes, clients: clientText('till', { standing: `[${scope}]`, defaultScopes: `[${scope}]` }) },
      });
    assert.deepEqual(given('orders:desk'), [
      'till gets orders:desk, which includes orders:write, without asking for it',
    ]);
    assert.deepEqual(given('orders:read'), []);
  });

  test('where a default includes offline_access', () => {
    const own = { resourceServer: 'null' };
    const scopes =
      scopeText('offline_access', own) +
      scopeText('session', { ...own, implies: '[offline_access]' }) +
      scopeText('profile', own);
    const clients = clientText('shop', {
      ...{ ...WEB, standing: '[offline_access, session, profile]', defaultScopes: '[session, profile]' },
    });
    assert.deepEqual(warnedBy('default-offline-access', { scopes, clients }), [
      'shop gets a refresh token for when the person is away without asking for it, by session',
    ]);
  });

  test('where an agent asks for the longer-lived part of a short-lived scope alone', () => {
    const scopes =
      scopeText('orders:read', { maxTtlSeconds: '3600' }) +
      scopeText('orders:desk', { maxTtlSeconds: '300', implies: '[orders:read]' });
    const clients = (kind: string): string =>
      clientText('helper', { kind, standing: '[orders:desk]', maxTtlSeconds: '3600' });
    assert.deepEqual(warnedBy('agent-token-life-long', { scopes, clients: clients('agent') }), [
      'helper is an agent, and its tokens may live 3600 s',
    ]);
    assert.deepEqual(warnedBy('agent-token-life-long', { scopes, clients: clients('confidential') }), []);
  });
});

test('a wider scope beside a narrower is not excused by a replacement years away', () => {
  const beside = (deadline: string): string[] =>
    warnedBy('wider-scope-beside-narrower', {
      scopes:
        scopeText('orders:read') +
        scopeText('orders:desk', {
          implies: '[orders:read]',
          replacedBy: `{ scopes: [orders:read], deadline: '${deadline}' }`,
        }),
      clients: clientText('till', { standing: '[orders:desk, orders:read]' }),
    });
  assert.deepEqual(beside('2028-01-03T00:00:00Z'), ['till holds orders:read and orders:desk, which includes it']);
  assert.deepEqual(beside('2028-01-02T23:59:59Z'), []);
});

describe('a rule is not walked round by leaving a kind out', () => {
  const scopes = scopeText('orders:write', { risk: 'high' });
  const found = (fields: Record<string, string>): string[] =>
    warned({ scopes, clients: clientText('page', { ...WEB, standing: '[orders:write]', ...fields }) })
      .map((one) => one.replace('client:page ', ''))
      .filter((one) => !one.startsWith('grant-type-implicit'));

  test('where a client asks in a way that shows no secret (RFC 6749 §4.2)', () => {
    const loud =
      'public-client-risky-scope: page asks by the implicit grant alone and may hold orders:write, which is high';
    for (const kind of [{}, { kind: 'confidential' }, { kind: 'agent' }])
      assert.ok(found({ grantTypes: '[implicit]', ...kind }).includes(loud), JSON.stringify(kind));
    assert.deepEqual(found({ grantTypes: '[implicit]', ...ROTATION }), [
      loud,
      'rotation-without-credential: page asks by the implicit grant alone, and has no secret to replace',
    ]);
  });

  for (const uri of ['https://localhost:8443/callback', 'https://127.0.0.1/callback', 'https://[::1]/callback'])
    test(`where a person’s own machine receives it with TLS: ${uri}`, () => {
      const redirect = { redirectUris: `['${uri}']` };
      const risky = (fields: Record<string, string>): string[] =>
        found({ ...redirect, ...fields }).filter((one) => one.startsWith('public-client-risky-scope'));
      assert.deepEqual(risky({}), [
        `public-client-risky-scope: page redirects to a person's own machine (${uri}) and may hold orders:write, which is high`,
      ]);
      assert.deepEqual(risky({ kind: 'confidential' }), []);
    });

  test('and is content where it shows one by another grant', () => {
    assert.deepEqual(found({ grantTypes: '[authorization_code, implicit]', ...ROTATION }), []);
    assert.deepEqual(found({ grantTypes: '[authorization_code, implicit]' }), [
      'secret-rotation-missing: page may hold orders:write, and nothing says how old its secret may become',
    ]);
  });
});

describe('a rule is not walked round by another spelling', () => {
  const redirects = (uris: string, more = ''): string[] =>
    warned({ clients: clientText('a', { ...WEB, redirectUris: uris }) + more });

  for (const uri of [
    'https://LOCALHOST/cb',
    'https://localhost./cb',
    'https://app.localhost/cb',
    'https://app.localhost.:8443/cb',
  ])
    test(`of localhost: ${uri}`, () => {
      assert.deepEqual(redirects(`['${uri}']`), [
        `client:a redirect-uri-localhost: ${uri} names localhost, which a resolver can lead elsewhere`,
      ]);
    });

  for (const uri of ['https://localhost.example/cb', 'https://mylocalhost/cb', 'https://shop.example/localhost'])
    test(`and is content with ${uri}`, () => {
      assert.deepEqual(redirects(`['${uri}']`), []);
    });

  test('and is content with localhost in a scheme that nobody resolves a name of', () => {
    assert.deepEqual(redirects("['example.shop://localhost/cb']"), []);
  });

  for (const uri of ['https://SHOP.example/cb', 'https://shop.example:443/cb', 'https://shop.example/x/../cb'])
    test(`of another client’s redirect URI: ${uri}`, () => {
      const other = clientText('b', { ...WEB, redirectUris: `['${uri}']` });
      assert.deepEqual(redirects("['https://shop.example/cb']", other), [
        `client:b redirect-uri-of-two-clients: ${uri} leads where https://shop.example/cb of a does`,
      ]);
      const elsewhere = clientText('b', { ...WEB, redirectUris: `['${uri}/b', '${uri}/b/../b']` });
      assert.deepEqual(redirects("['https://shop.example/cb']", elsewhere), []);
    });

  for (const name of ['orders_all', 'orders-admin', 'orders_full-access'])
    test(`of what stands for everything: ${name}`, () => {
      assert.deepEqual(
        warnedBy('scope-name-broad', {
          scopes: scopeText(name),
          clients: clientText('till', { standing: `[${name}]` }),
        }),
        [`${name} stands for everything, also for what is added later`],
      );
    });
});

describe('a rule is not walked round by a text', () => {
  const why = (text: string): string[] =>
    warnedBy('why-says-nothing', {
      scopes: scopeText('orders:export', { description: 'Exports all orders.', why: `'${text}'` }),
    });
  const purpose = (text: string): string[] =>
    warnedBy('why-says-nothing', { clients: clientText('order-sync', { purpose: `'${text}'` }) });

  for (const text of [
    '------------',
    '. . . . . . .',
    'n/a, see ticket',
    'N/A ........',
    'ORDERS: EXPORT!',
    'exports  all — orders!',
  ])
    test(`that says nothing of why a scope exists: ${text}`, () => {
      assert.deepEqual(why(text), ['the why of orders:export does not say why it exists']);
    });

  for (const text of ['????????????', 'n/a n/a n/a', 'Order sync.', 'order sync'])
    test(`that says nothing of what a client is for: ${text}`, () => {
      assert.deepEqual(purpose(text), ['the purpose of order-sync does not say what it is for']);
    });

  test('and is content with one that says more than the name', () => {
    assert.deepEqual(why('Exports all orders to the archive.'), []);
    assert.deepEqual(purpose('Order sync with the warehouse.'), []);
  });

  test('that says nothing of why a waiver is right', () => {
    const waiver = (id: string, reason: string): string[] =>
      warnedBy('why-says-nothing', {
        scopes: scopeText('orders:read'),
        more: `waivers:\n  ${id}: { rule: scope-unheld, definition: 'scope:orders:read', owner: p-1, author: p-1, reason: ${reason}, expires: 2027-02-01T00:00:00Z }\n`,
      });
    assert.deepEqual(waiver('later', 'scope unheld'), ['the reason of later does not say why that is right for now']);
    assert.deepEqual(waiver('next-month', 'Next month.'), [
      'the reason of next-month does not say why that is right for now',
    ]);
    assert.deepEqual(waiver('later', 'The warehouse begins later.'), []);
  });
});
