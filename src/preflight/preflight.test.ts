import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Inventory, readInventories, readRequestLog, readSource } from '../connect/index.ts';
import { guardMetadata, parseServerMetadata } from '../oauth/index.ts';
import { compilePolicy, type IdentifiedPolicy } from '../policy/index.ts';
import { guardAbilities } from './guard-abilities.ts';
import { type GuardSettings, type PreflightInput, type PreflightReport, preflight } from './index.ts';

const ISSUER = 'https://sso.example/realms/acme';
const scope = (name: string, life = 900): string =>
  `  ${name}: { resourceServer: orders, description: Something long., why: Something long., owner: p-1, author: p-1, risk: low, sensitivity: internal, maxTtlSeconds: ${life}, reviewIntervalDays: 90 }\n`;
const client = (id: string, more: string): string =>
  `  ${id}: { owner: p-1, author: p-1, purpose: Something long., maxTtlSeconds: 600, expires: 2030-01-01T00:00:00Z, ${more} }\n`;

const WEB =
  'grantTypes: [authorization_code, refresh_token], redirectUris: [https://shop.example/callback], standing: [openid, orders:read], eligible: [orders:refund], defaultScopes: [openid]';

function policyWith(clients: string, issuer = '{ level: guarded }'): IdentifiedPolicy {
  const text = `environment: test
issuers: { ${ISSUER}: ${issuer} }
people: { p-1: { approves: critical } }
resourceServers: { orders: { description: Something long., owner: p-1, audience: https://orders.example } }
scopes:
  openid: { description: Something long., why: Something long., owner: p-1, author: p-1, risk: low, sensitivity: internal, maxTtlSeconds: 900, reviewIntervalDays: 90 }
${scope('orders:read')}${scope('orders:write')}${scope('orders:refund')}${scope('orders:brief', 60)}clients:
${clients}`;
  const { identified, diagnostics } = compilePolicy([{ path: 'policy.yaml', text }]);
  assert.ok(identified !== null, JSON.stringify(diagnostics));
  return identified;
}

const GUARD: GuardSettings = {
  ...{ issuer: ISSUER, tokenTypes: ['at+jwt'], introspectionClient: 'ambit-guard', introspectionClients: [] },
  pages: ['/interaction/'],
};
const read = (content: object): readonly Inventory[] =>
  readInventories([readSource('given.json', new TextEncoder().encode(JSON.stringify(content)))]);
const provider = (clients: readonly object[], more: object = {}): readonly Inventory[] =>
  read({ issuer: ISSUER, ttl: { AccessToken: 300 }, features: {}, clients, ...more });
const METADATA = {
  ...{ issuer: ISSUER, authorization_endpoint: `${ISSUER}/auth`, token_endpoint: `${ISSUER}/token` },
  ...{ jwks_uri: `${ISSUER}/jwks`, response_types_supported: ['code'], grant_types_supported: ['authorization_code'] },
};

function reportOf(over: Partial<PreflightInput>): PreflightReport {
  return preflight({
    ...{ policy: policyWith(client('shop', WEB)), guard: GUARD, metadata: { json: METADATA, source: 'd' } },
    ...{ inventories: [], logs: [], now: Date.parse('2026-11-25T00:00:00Z') },
    ...over,
  });
}
/** `severity code client`, of what isn't about the whole issuer. */
const told = ({ findings }: PreflightReport, code?: string): string[] =>
  findings
    .filter((one) => (code === undefined ? one.clientId !== null : one.code === code))
    .map(({ severity, code: word, clientId }) => [severity, word, clientId].filter(Boolean).join(' '));
const SHOP = {
  ...{ client_id: 'shop', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
  ...{ redirect_uris: ['https://shop.example/callback'], scope: 'openid orders:read' },
};

describe('a client that the policy has as its server has it', () => {
  test('breaks nothing, and everything was told', () => {
    const report = reportOf({ inventories: provider([SHOP]) });
    assert.deepEqual(told(report), []);
    assert.ok(report.holds);
    assert.deepEqual([report.clients, report.longestLifeSeconds], [1, 300]);
  });
});

describe('what would break, by what the server says of a client', () => {
  const CASES: readonly (readonly [what: string, client: object, expected: readonly string[]])[] = [
    [
      'unknown to the policy',
      { ...SHOP, client_id: 'other' },
      ['breaks client_unknown other', 'unknown client_not_at_server shop'],
    ],
    [
      'a redirect address that the policy lacks',
      { ...SHOP, redirect_uris: ['https://shop.example/callback', 'https://old.example/cb'] },
      ['breaks redirect_uri_missing shop'],
    ],
    [
      'one that no policy can have',
      { ...SHOP, redirect_uris: ['http://old.example/cb'] },
      ['breaks redirect_uri_unusable shop'],
    ],
    [
      'addresses by a pattern',
      { ...SHOP, redirect_uris: ['https://shop.example/*'] },
      ['unknown redirect_uri_pattern shop'],
    ],
    [
      'a grant type that the guard does not pass',
      {
        ...SHOP,
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:saml2-bearer'],
      },
      ['breaks grant_type_refused shop'],
    ],
    ...['device_code', 'token-exchange', 'jwt-bearer'].map((name): (typeof CASES)[number] => [
      `the grant type ${name}, which passes, and which the policy lacks`,
      { ...SHOP, grant_types: ['authorization_code', 'refresh_token', `urn:ietf:params:oauth:grant-type:${name}`] },
      ['breaks grant_type_not_in_policy shop'],
    ]),
    [
      'a grant type that the policy lacks',
      { ...SHOP, grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] },
      ['breaks grant_type_not_in_policy shop'],
    ],
    [
      'a response type in the front channel',
      { ...SHOP, response_types: ['code', 'id_token token'] },
      ['breaks response_type_refused shop'],
    ],
    [
      'a certificate',
      { ...SHOP, token_endpoint_auth_method: 'tls_client_auth' },
      ['breaks authentication_refused shop'],
    ],
    ['pushed requests, which pass', { ...SHOP, require_pushed_authorization_requests: true }, []],
    ['rich requests', { ...SHOP, authorization_details_types: ['payment'] }, ['breaks feature_refused shop']],
    [
      'signing out at the server',
      { ...SHOP, post_logout_redirect_uris: ['https://shop.example/'] },
      ['breaks feature_refused shop'],
    ],
    [
      'scopes that the policy does not allow it',
      { ...SHOP, scope: 'openid orders:write' },
      ['breaks scope_not_allowed shop'],
    ],
    [
      'scopes that it is eligible for',
      { ...SHOP, scope: 'openid orders:refund' },
      ['breaks scope_eligible_alone shop'],
    ],
    ['whatever scopes it likes', { ...SHOP, scope: undefined }, ['unknown scopes_unknown shop']],
  ];
  for (const [what, found, expected] of CASES)
    test(what, () => {
      const report = reportOf({ inventories: provider([found]) });
      assert.deepEqual(told(report), expected);
      for (const { what: sentence, mend } of report.findings)
        assert.ok(
          /^[^\n]+\.(?: \(\d+ requests of the log\))?$/.test(sentence) && /^[^\n]+\.?\)?$/.test(mend),
          `${sentence} ${mend}`,
        );
    });

  test('is only otherwise where the client is observed, but for what the guard itself refuses', () => {
    const policy = policyWith(client('shop', `${WEB}, mode: observe`));
    const found = {
      ...SHOP,
      scope: 'orders:write',
      redirect_uris: ['https://old.example/cb'],
      response_types: ['token'],
    };
    assert.deepEqual(told(reportOf({ policy, inventories: provider([found]) })), [
      'breaks response_type_refused shop',
      'changes redirect_uri_missing shop',
      'changes scope_not_allowed shop',
    ]);
  });

  test('is less where the policy narrows', () => {
    const policy = policyWith(client('shop', `${WEB}, overBroad: narrow`));
    assert.deepEqual(told(reportOf({ policy, inventories: provider([{ ...SHOP, scope: 'openid orders:write' }]) })), [
      'narrows scope_not_allowed shop',
    ]);
  });

  test('is every response where refresh tokens come that the policy does not give', () => {
    const policy = policyWith(client('shop', WEB.replace(', refresh_token', '')));
    assert.deepEqual(told(reportOf({ policy, inventories: provider([SHOP]) })), [
      'breaks refresh_token_without_grant shop',
    ]);
  });

  test('is every token that lives too long', () => {
    const long = reportOf({ inventories: provider([SHOP], { ttl: { AccessToken: 601, ClientCredentials: 60 } }) });
    assert.deepEqual([told(long), long.longestLifeSeconds], [['breaks life_exceeds_policy shop'], 601]);
    const brief = policyWith(client('shop', WEB.replace('orders:read', 'orders:read, orders:brief')));
    assert.deepEqual(told(reportOf({ policy: brief, inventories: provider([SHOP]) })), [
      'breaks life_exceeds_policy shop',
    ]);
    const unknown = provider([SHOP], { ttl: {} });
    assert.deepEqual(told(reportOf({ inventories: unknown })), ['unknown life_unknown shop']);
  });

  test('is what comes where no scope is asked for', () => {
    const policy = policyWith(client('shop', WEB.replace(', defaultScopes: [openid]', '')));
    assert.deepEqual(told(reportOf({ policy, inventories: provider([SHOP]) })), [
      'unknown default_scopes_missing shop',
    ]);
  });
});

describe('a Keycloak realm', () => {
  const realm = (more: object = {}, shop: object = {}) =>
    read({
      ...{ realm: 'acme', accessTokenLifespan: 300, attributes: { frontendUrl: 'https://sso.example' } },
      clientScopes: [
        { name: 'profile', protocol: 'openid-connect', attributes: { 'include.in.token.scope': 'true' } },
        { name: 'roles', protocol: 'openid-connect', attributes: { 'include.in.token.scope': 'false' } },
        { name: 'orders:read', protocol: 'openid-connect', attributes: { 'include.in.token.scope': 'true' } },
      ],
      clients: [
        {
          ...{ clientId: 'shop', standardFlowEnabled: true, redirectUris: ['https://shop.example/callback'] },
          ...{ defaultClientScopes: ['roles'], optionalClientScopes: ['orders:read'] },
          attributes: { 'access.token.header.type.rfc9068': 'true' },
          ...shop,
        },
      ],
      ...more,
    });
  const guard = { ...GUARD, pages: ['/realms/acme/login-actions/', '/resources/'] };
  const codes = (inventories: readonly Inventory[], over: Partial<GuardSettings> = {}): string[] =>
    reportOf({ inventories, guard: { ...guard, ...over } })
      .findings.filter(({ severity }) => severity === 'breaks')
      .map(({ code }) => code);

  test('breaks on what it writes into every token, its type of tokens, its pages and where people sign in', () => {
    const holds: string[] = [];
    assert.deepEqual(codes(realm()), holds, 'roles is held by default, and no token carries it');
    assert.deepEqual(codes(realm({}, { defaultClientScopes: ['profile'] })), [
      'scope_always_given',
      'scope_not_allowed',
    ]);
    assert.deepEqual(codes(realm({}, { attributes: {} })), ['token_type_refused', ...holds]);
    assert.deepEqual(codes(realm({}, { attributes: {} }), { tokenTypes: ['JWT'] }), holds);
    assert.deepEqual(codes(realm(), { pages: ['/realms/acme/'] }), ['pages_missing', ...holds]);
    assert.deepEqual(codes(realm(), { pages: null }), ['guard_not_configured', ...holds]);
    assert.deepEqual(codes(realm({ identityProviders: [{ alias: 'google' }] })), ['sign_in_elsewhere', ...holds]);
    assert.deepEqual(codes(realm({ identityProviders: [{ alias: 'google', enabled: false }] })), holds);
    assert.deepEqual(codes(realm({}, { enabled: false })), []);
    for (const [attribute, value] of [
      ['tls.client.certificate.bound.access.tokens', 'true'],
      ['request.object.required', 'request_uri only'],
      ['post.logout.redirect.uris', '+'],
    ]) {
      const attributes = { 'access.token.header.type.rfc9068': 'true', [String(attribute)]: value };
      assert.deepEqual(codes(realm({}, { attributes })), ['feature_refused', ...holds], attribute);
    }
    assert.deepEqual(codes(realm({}, { clientAuthenticatorType: 'client-x509' })), [
      'authentication_refused',
      ...holds,
    ]);
    assert.deepEqual(
      codes(realm({}, { implicitFlowEnabled: true })).filter((one) => one === 'response_type_refused').length,
      6,
    );
  });
});

describe('metadata', () => {
  const of = (json: object, over: Partial<PreflightInput> = {}): string[] =>
    reportOf({ metadata: { json: json as never, source: 'd' }, inventories: provider([SHOP]), ...over })
      .findings.filter(({ code }) => /^(endpoint|metadata)_/.test(code))
      .map(({ severity, code, what }) => `${severity} ${code} ${what.split(' ')[0]}`);

  test('change by what the guard leaves out, and by nothing else', () => {
    assert.deepEqual(of(METADATA), []);
    assert.deepEqual(
      of({
        ...METADATA,
        registration_endpoint: `${ISSUER}/register`,
        request_uri_parameter_supported: true,
        grant_types_supported: ['authorization_code', 'password', 'implicit'],
      }),
      [
        'changes endpoint_gone registration_endpoint',
        'changes metadata_fewer grant_types_supported',
        'changes metadata_off request_uri_parameter_supported',
      ],
    );
    assert.deepEqual(of({ ...METADATA, token_endpoint: 'https://inside.example/token' }), [
      'changes endpoint_moves token_endpoint',
    ]);
  });

  test('of another issuer can’t be guarded, and none can’t be told', () => {
    assert.deepEqual(of({ ...METADATA, issuer: 'https://other.example' }), ['breaks metadata_unusable The']);
    assert.deepEqual(told(reportOf({ metadata: null }), 'metadata_unknown'), ['unknown metadata_unknown']);
  });
});

describe('what the guard can do', () => {
  test('is what its own metadata say, for every name there is (property)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('grant_types_supported', 'token_endpoint_auth_methods_supported'),
        fc.string(),
        (member, value) => {
          const parsed = parseServerMetadata({ ...METADATA, [member]: [value] }, ISSUER);
          const published = guardMetadata(parsed, ISSUER, [])[member] as readonly string[];
          const passes =
            member === 'grant_types_supported'
              ? guardAbilities.passesGrantType(value)
              : guardAbilities.passesAuthenticationMethod(value);
          assert.equal(passes, published.includes(value));
        },
      ),
    );
    assert.deepEqual(['code', 'token', 'code token'].map(guardAbilities.passesResponseType), [true, false, false]);
    assert.ok(guardAbilities.publishes('introspection_endpoint') && !guardAbilities.publishes('registration_endpoint'));
  });
});

describe('logs of requests', () => {
  const PATHS = { authorization: '/realms/acme/auth', token: '/realms/acme/token' };
  const line = (query: string, status = 302): string =>
    `10.0.0.1 - - [25/Nov/2026:10:00:00 +0000] "GET /realms/acme/auth?${query} HTTP/1.1" ${status} 0 "-" "x"`;
  const good =
    'client_id=shop&response_type=code&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback&scope=openid&login_hint=alice&state=s';
  const logged = (text: string): string[] =>
    told(reportOf({ inventories: provider([SHOP]), logs: [readRequestLog('access.log', text, PATHS)] }));

  test('are judged as the guard judges, each kind of request once', () => {
    const other = good.replace('callback', 'other');
    const text = [
      line(good),
      ...[line(good.replace('scope=openid', 'scope=openid+orders%3Awrite')), line(other), line(other)],
      ...[line(`${good}&request=eyJ`), line(`${good}&claims=%7B%7D`, 400), line(good.replace('shop&', 'ghost&'))],
      'nothing of interest',
    ].join('\n');
    assert.deepEqual(logged(text), [
      'breaks client_unknown ghost',
      'breaks redirect_uri_missing shop',
      'breaks request_outside_policy shop',
      'breaks request_refused shop',
    ]);
    const report = reportOf({ logs: [readRequestLog('access.log', text, PATHS)] });
    assert.ok(report.findings.some(({ what }) => /other, which the policy doesn't have\. \(2 requests/.test(what)));
    assert.doesNotMatch(JSON.stringify(report), /alice/);
  });

  test('of Keycloak are its events: grant types, addresses and scopes that were seen', () => {
    const event = (type: string, details: object, clientId = 'shop') => ({
      time: 1,
      type,
      realmId: 'acme',
      clientId,
      details,
    });
    const events = [
      event('LOGIN', { redirect_uri: 'https://shop.example/callback', response_type: 'code' }),
      event('CODE_TO_TOKEN', {
        scope: 'openid orders:write',
        grant_type: 'authorization_code',
        code_id: 'secret-code',
      }),
      event('CLIENT_LOGIN', { grant_type: 'client_credentials', scope: 'orders:read' }),
      event('LOGIN', { grant_type: 'password' }),
      event('CODE_TO_TOKEN_ERROR', {}),
      event('REFRESH_TOKEN', {}, 'ghost'),
    ];
    const log = readRequestLog('events.json', JSON.stringify(events, null, 1), PATHS);
    assert.deepEqual([log.requests.length, log.passedOver], [5, 1]);
    assert.doesNotMatch(JSON.stringify(log), /secret-code/);
    assert.deepEqual(told(reportOf({ inventories: provider([SHOP]), logs: [log] })), [
      'breaks client_unknown ghost',
      'breaks request_outside_policy shop',
      'breaks request_outside_policy shop',
      'breaks request_outside_policy shop',
    ]);
  });

  test('say nothing of what a token is exchanged for, for what was brought is in no log', () => {
    const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
    const events = [
      { time: 1, type: 'TOKEN_EXCHANGE', realmId: 'acme', clientId: 'shop', details: { scope: 'orders:write' } },
    ];
    const log = readRequestLog('events.json', JSON.stringify(events, null, 1), PATHS);
    assert.deepEqual(told(reportOf({ inventories: provider([SHOP]), logs: [log] })), [
      'breaks request_outside_policy shop',
    ]);
    const policy = policyWith(client('shop', WEB.replace('refresh_token]', `refresh_token, '${exchange}']`)));
    assert.deepEqual(told(reportOf({ policy, inventories: provider([SHOP]), logs: [log] })), []);
  });

  test('of any text are read or refused, and never more than that (property)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => line(text)),
          fc.json(),
        ),
        (text) => {
          try {
            reportOf({ logs: [readRequestLog('x.log', text, PATHS)] });
          } catch (error) {
            assert.equal((error as Error).name, 'ConnectError', String(error));
          }
        },
      ),
    );
  });
});
