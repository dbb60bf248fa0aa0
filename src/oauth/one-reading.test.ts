import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  authorizationRequestParameters,
  excessScopes,
  formatParameters,
  formatTokenResponse,
  formText,
  identifyClient,
  intersectScopes,
  MAX_FORM_BYTES,
  OAuthError,
  parseAuthorizationRequest,
  parseParameters,
  parseRedirectTarget,
  parseScope,
  parseTokenRequest,
  parseTokenResponse,
  tokenRequestParameters,
} from './index.ts';

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof OAuthError) return error.code;
    throw error;
  }
  return 'accepted';
}

/** Names that mean something at an authorization server. */
const NAMES =
  'acr_values actor_token actor_token_type assertion audience auth_req_id authorization_details binding_message claims client_assertion client_assertion_type client_id client_notification_token client_secret code code_challenge code_challenge_method code_verifier device_code grant_type id_token_hint login_hint login_hint_token nonce password prompt redirect_uri refresh_token registration request request_uri requested_token_type resource response_mode response_type scope state subject_token subject_token_type token token_type_hint user_code username'.split(
    ' ',
  );

describe('a name of OAuth’s in disguise is refused', () => {
  for (const name of NAMES)
    test(name, () => {
      assert.equal(
        codeOf(() => parseParameters(`${name}=a`)),
        'accepted',
      );
      for (const disguise of [`${name}[]`, `${name}[0]`, name.toUpperCase(), `+${name}`, `${name}%09`])
        assert.equal(
          codeOf(() => parseParameters(`${disguise}=a`)),
          'invalid_request',
          disguise,
        );
      if (name.includes('_'))
        for (const disguise of [name.replaceAll('_', '.'), name.replaceAll('_', '+')])
          assert.equal(
            codeOf(() => parseParameters(`${disguise}=a`)),
            'invalid_request',
            disguise,
          );
      if (name !== 'resource')
        assert.equal(
          codeOf(() => parseParameters(`${name}=a&${name}=b`)),
          'invalid_request',
        );
    });
  test('a name that is none', () => {
    assert.equal(
      codeOf(() => parseParameters('=a')),
      'invalid_request',
    );
    assert.deepEqual([...parseParameters('other[]=a')], [['other[]', ['a']]]);
  });
});

describe('bounds', () => {
  test('32 KiB and 64 parameters are read, one more of either is not', () => {
    const long = `x=${'a'.repeat(MAX_FORM_BYTES - 2)}`;
    assert.equal(MAX_FORM_BYTES, 32_768);
    assert.deepEqual(
      [codeOf(() => parseParameters(long)), codeOf(() => parseParameters(`${long}a`))],
      ['accepted', 'invalid_request'],
    );
    const many = Array.from({ length: 64 }, (_, at) => `p${at}=1`).join('&');
    assert.deepEqual(
      [codeOf(() => parseParameters(many)), codeOf(() => parseParameters(`${many}&p=1`))],
      ['accepted', 'invalid_request'],
    );
  });
  test('empty pairs say nothing, and a name without a value is an omitted one', () => {
    assert.deepEqual([...parseParameters('&&a=1&&b&')], [['a', ['1']]]);
    assert.equal(
      codeOf(() => parseParameters('b&b')),
      'invalid_request',
    );
    assert.deepEqual([...parseParameters('resource=https%3A%2F%2Fa&resource=b')], [['resource', ['https://a', 'b']]]);
  });
  test('bytes of a form are printable ASCII', () => {
    assert.equal(formText(Buffer.from(' ~')), ' ~');
    for (const byte of [0x1f, 0x7f, 0x00, 0xff, 0x0a])
      assert.equal(
        codeOf(() => formText(Uint8Array.of(byte))),
        'invalid_request',
      );
  });
  test('percent-encoding has two hexadecimal digits, and what it says is UTF-8 of one line', () => {
    assert.deepEqual(parseParameters('a=%41%7e%20+%C3%A9').get('a'), ['A~  é']);
    for (const broken of ['%', '%4', '%g1', '%1g', '%C3', '%00', '%0A', '%0D', '%ED%A0%80', '%C0%AF'])
      assert.equal(
        codeOf(() => parseParameters(`a=${broken}`)),
        'invalid_request',
        broken,
      );
    assert.equal(formatParameters([['a b', "!'()*é~"]]), 'a%20b=%21%27%28%29%2A%C3%A9~');
  });
  test('a hundred scopes of 256 characters each, of the grammar’s own characters alone', () => {
    const scopes = (count: number): string => Array.from({ length: count }, (_, at) => `s${at}`).join(' ');
    assert.deepEqual([parseScope(scopes(100)).length, codeOf(() => parseScope(scopes(101)))], [100, 'invalid_scope']);
    assert.equal(
      codeOf(() => parseScope('a'.repeat(256))),
      'accepted',
    );
    assert.equal(
      codeOf(() => parseScope('a'.repeat(257))),
      'invalid_scope',
    );
    for (const bad of ['"', '\\', ' a', 'a ', 'a  b', '\x20', '\x7f', 'é', '\x1f', '"a', 'a"'])
      assert.equal(
        codeOf(() => parseScope(bad)),
        'invalid_scope',
        bad,
      );
    assert.deepEqual(parseScope('~ ! #[ ]a'), ['!', '#[', ']a', '~']);
  });
  test('sets of scopes', () => {
    assert.deepEqual(intersectScopes(['a', 'b'], ['b', 'c']), ['b']);
    assert.deepEqual(excessScopes(['a', 'b'], ['b', 'c']), ['a']);
  });
});

describe('token requests are written anew', () => {
  const written = (form: string, scopes: readonly string[] = ['s'], resource: string | null = 'https://r'): string =>
    formatParameters(tokenRequestParameters(parseTokenRequest(parseParameters(form)), { scopes, resource }));
  const V = 'v'.repeat(43);
  test('each grant with its own parameters', () => {
    assert.equal(
      written(
        `grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fa&code_verifier=${V}&scope=x&refresh_token=r`,
      ),
      `grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fa&code_verifier=${V}&resource=https%3A%2F%2Fr`,
    );
    assert.equal(written('grant_type=authorization_code&code=c', [], null), 'grant_type=authorization_code&code=c');
    assert.equal(
      written('grant_type=refresh_token&refresh_token=r&code=c'),
      'grant_type=refresh_token&refresh_token=r&scope=s&resource=https%3A%2F%2Fr',
    );
    assert.equal(written('grant_type=client_credentials&refresh_token=r', [], null), 'grant_type=client_credentials');
    assert.deepEqual(
      parseTokenRequest(
        parseParameters(
          'grant_type=client_credentials&scope=b+a&resource=https%3A%2F%2Fb&resource=https%3A%2F%2Fa&resource=https%3A%2F%2Fa',
        ),
      ),
      {
        grantType: 'client_credentials',
        scopes: ['a', 'b'],
        resources: ['https://a', 'https://b'],
      },
    );
  });
  for (const [form, code] of [
    ['', 'invalid_request'],
    ['grant_type=authorization_code', 'invalid_request'],
    ['grant_type=refresh_token', 'invalid_request'],
    ['grant_type=password', 'invalid_request'],
    ['grant_type=password&username=u', 'invalid_request'],
    ['grant_type=implicit', 'unsupported_grant_type'],
    ['grant_type=client_credentials&authorization_details=x', 'invalid_authorization_details'],
    ['grant_type=client_credentials&resource=relative', 'invalid_target'],
    ['grant_type=client_credentials&resource=https%3A%2F%2Fa%23f', 'invalid_target'],
    ['grant_type=client_credentials&resource=1a%3Ab', 'invalid_target'],
    ['grant_type=client_credentials&resource=https%3A%2F%2Fa%20b', 'invalid_target'],
    ['grant_type=client_credentials&resource=+https%3A%2F%2Fa', 'invalid_target'],
    ['grant_type=client_credentials&resource=https%3A%2F%2F', 'invalid_target'],
    [`grant_type=authorization_code&code=c&code_verifier=${'v'.repeat(42)}`, 'invalid_request'],
    [`grant_type=authorization_code&code=c&code_verifier=${'v'.repeat(129)}`, 'invalid_request'],
    [`grant_type=authorization_code&code=c&code_verifier=${'v'.repeat(43)}%24`, 'invalid_request'],
    [`grant_type=authorization_code&code=c&code_verifier=%24${'v'.repeat(43)}`, 'invalid_request'],
    [`grant_type=authorization_code&code=c&code_verifier=${'-._~'.repeat(32)}`, 'accepted'],
  ] as const)
    test(`${form === '' ? 'nothing' : form.slice(0, 80)}: ${code}`, () =>
      assert.equal(
        codeOf(() => parseTokenRequest(parseParameters(form))),
        code,
      ));
});

describe('authorization requests', () => {
  const CHALLENGE = 'c'.repeat(43);
  const read = (more: string) => {
    const parameters = parseParameters(`client_id=c&redirect_uri=https%3A%2F%2Fa&response_type=code&${more}`);
    return parseAuthorizationRequest(parameters, parseRedirectTarget(parameters));
  };
  for (const [name, code] of [
    ['request', 'request_not_supported'],
    ['request_uri', 'request_uri_not_supported'],
    ['registration', 'registration_not_supported'],
    ['claims', 'invalid_request'],
    ['authorization_details', 'invalid_authorization_details'],
    ['dpop_jkt', 'invalid_request'],
  ] as const)
    test(`${name} is refused`, () =>
      assert.equal(
        codeOf(() => read(`${name}=x`)),
        code,
      ));
  test('what grants nothing passes, the rest is left behind', () => {
    const passing = 'nonce=n&prompt=p&max_age=1&display=d&ui_locales=u&login_hint=l&acr_values=a&id_token_hint=i';
    const request = read(
      `${passing}&access_type=offline&audience=x&state=s&scope=b+a&code_challenge=${CHALLENGE}&code_challenge_method=S256`,
    );
    assert.equal(request.state, 's');
    const pairs = new Map(authorizationRequestParameters(request, { scopes: ['a'], resource: 'https://r' }, 'handle'));
    assert.deepEqual([...pairs.keys()].sort(), [
      'acr_values',
      'client_id',
      'code_challenge',
      'code_challenge_method',
      'display',
      'id_token_hint',
      'login_hint',
      'max_age',
      'nonce',
      'prompt',
      'redirect_uri',
      'resource',
      'response_type',
      'scope',
      'state',
      'ui_locales',
    ]);
    assert.deepEqual(
      [pairs.get('state'), pairs.get('scope'), pairs.get('code_challenge_method')],
      ['handle', 'a', 'S256'],
    );
    const bare = new Map(authorizationRequestParameters(read(''), { scopes: [], resource: null }, 'h'));
    assert.deepEqual([...bare.keys()].sort(), ['client_id', 'redirect_uri', 'response_type', 'state']);
  });
  for (const [more, code] of [
    ['response_mode=query', 'accepted'],
    ['response_mode=form_post', 'accepted'],
    ['response_mode=jwt', 'accepted'],
    ['response_mode=fragment.jwt', 'unsupported_response_mode'],
    ['response_mode=form_post.jwt', 'unsupported_response_mode'],
    ['claims=%7B%7D', 'accepted'],
    ['claims=x', 'invalid_request'],
    ['dpop_jkt=x', 'invalid_request'],
    [`dpop_jkt=${CHALLENGE}`, 'accepted'],
    ['code_challenge_method=S256', 'invalid_request'],
    [`code_challenge=${CHALLENGE}`, 'invalid_request'],
    [`code_challenge=${CHALLENGE}&code_challenge_method=plain`, 'invalid_request'],
    [`code_challenge=${CHALLENGE}c&code_challenge_method=S256`, 'invalid_request'],
    [`code_challenge=%24${CHALLENGE.slice(1)}&code_challenge_method=S256`, 'invalid_request'],
  ] as const)
    test(`${more}: ${code}`, () =>
      assert.equal(
        codeOf(() => read(more)),
        code,
      ));
});

describe('who the client is', () => {
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
  const identified = (authorization: string | null, form = '') => identifyClient(authorization, parseParameters(form));
  const JWT_BEARER = 'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer';
  const jwt = (claims: unknown): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
  test('each way, as it goes on', () => {
    assert.deepEqual(identified(basic('a%20b:c')), {
      clientId: 'a b',
      method: 'client_secret_basic',
      authorization: basic('a%20b:c'),
      parameters: [],
    });
    assert.deepEqual(identified('bAsIc   YTpi').clientId, 'a');
    assert.deepEqual(identified(null, 'client_id=a'), {
      clientId: 'a',
      method: 'none',
      authorization: null,
      parameters: [['client_id', 'a']],
    });
    const assertion = jwt({ iss: 'a', sub: 'a' });
    assert.deepEqual(identified(null, `${JWT_BEARER}&client_assertion=${assertion}`), {
      clientId: 'a',
      method: 'client_assertion',
      authorization: null,
      parameters: [
        ['client_id', 'a'],
        ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
        ['client_assertion', assertion],
      ],
    });
  });
  for (const authorization of [
    'Bearer x',
    'Basic',
    'Basic !',
    'Basic YTpi=',
    'Basic YTpi YTpi',
    'Basic YTp',
    'x Basic YTpi',
    'Basic YTpi!',
    basic('ab'),
    basic(':b'),
    basic('\u0007:b'),
    `Basic ${Buffer.from([0xff, 0x3a, 0x62]).toString('base64')}`,
  ])
    test(`not by ${authorization}`, () =>
      assert.equal(
        codeOf(() => identified(authorization)),
        'invalid_client',
      ));
  for (const [what, assertion] of [
    ['another issuer than subject', jwt({ iss: 'b', sub: 'a' })],
    ['no subject', jwt({ iss: 'a' })],
    ['a subject that is no text', jwt({ iss: 1, sub: 1 })],
    ['no object', jwt(null)],
    ['two segments', 'e30.e30'],
    ['four segments', `${jwt({ iss: 'a', sub: 'a' })}.e30`],
    ['a segment in another spelling', `${jwt({ iss: 'a', sub: 'a' })}=`],
    ['an empty signature', 'e30.eyJpc3MiOiJhIiwic3ViIjoiYSJ9.'],
    ['an invisible subject', jwt({ iss: 'a\n', sub: 'a\n' })],
  ] as const)
    test(`not by an assertion with ${what}`, () =>
      assert.equal(
        codeOf(() => identified(null, `${JWT_BEARER}&client_assertion=${encodeURIComponent(assertion)}`)),
        'invalid_client',
      ));
  test('not by half of it, nor by two ways', () => {
    const assertion = jwt({ iss: 'a', sub: 'a' });
    assert.equal(
      codeOf(() => identified(null, JWT_BEARER)),
      'invalid_client',
    );
    assert.equal(
      codeOf(() => identified(null, `client_assertion_type=other&client_assertion=${assertion}`)),
      'invalid_client',
    );
    assert.equal(
      codeOf(() => identified(basic('a:b'), `${JWT_BEARER}&client_assertion=${assertion}`)),
      'invalid_request',
    );
    assert.equal(
      codeOf(() => identified(null, `client_id=a&client_secret=b&${JWT_BEARER}`)),
      'invalid_request',
    );
    assert.equal(
      codeOf(() => identified(basic('a:b'), 'client_id=c')),
      'invalid_request',
    );
    assert.notEqual(
      codeOf(() => identified(null)),
      'accepted',
    );
  });
});

describe('token responses', () => {
  const answer = {
    access_token: 'a',
    token_type: 'bEaReR',
    expires_in: 0,
    refresh_token: 'r',
    scope: 'b a',
    id_token: 'i',
  };
  const read = (more: Record<string, unknown> = {}) => parseTokenResponse(JSON.stringify({ ...answer, ...more }));
  test('are read whole, and written anew', () => {
    assert.deepEqual(read(), {
      accessToken: 'a',
      tokenType: 'bEaReR',
      expiresInSeconds: 0,
      refreshToken: 'r',
      scopes: ['a', 'b'],
      idToken: 'i',
    });
    const bare = parseTokenResponse('{"access_token":"a","token_type":"Bearer","scope":""}');
    assert.deepEqual(bare, {
      accessToken: 'a',
      tokenType: 'Bearer',
      expiresInSeconds: null,
      refreshToken: null,
      scopes: [],
      idToken: null,
    });
    assert.equal(formatTokenResponse({ ...bare, scopes: [] }), '{"access_token":"a","token_type":"Bearer","scope":""}');
    assert.equal(
      formatTokenResponse({ ...read(), scopes: ['a'] }),
      '{"access_token":"a","token_type":"Bearer","expires_in":0,"refresh_token":"r","scope":"a","id_token":"i"}',
    );
    assert.equal(parseTokenResponse('{"access_token":"a","token_type":"Bearer"}').scopes, null);
  });
  for (const more of [
    ...['authorization_details', 'refresh_token_scope', 'issued_token_type'].map((name) => ({ [name]: '' })),
    ...['access_token', 'token_type', 'refresh_token', 'id_token'].flatMap((name) => [{ [name]: '' }, { [name]: 1 }]),
    ...[-1, 0.5, '1', null, 2 ** 53].map((expires_in) => ({ expires_in })),
    ...[{ scope: [] }, { scope: 'a  b' }, { token_type: 'mac' }],
  ])
    test(`not with ${JSON.stringify(more)}`, () =>
      assert.equal(
        codeOf(() => read(more)),
        'server_error',
      ));
  for (const text of [
    '',
    'null',
    '[]',
    '"a"',
    '{}',
    '{"token_type":"Bearer"}',
    '{"access_token":"a"}',
    `{"access_token":"a","access_token":"b","token_type":"Bearer"}`,
  ])
    test(`not ${text === '' ? 'nothing' : text}`, () =>
      assert.equal(
        codeOf(() => parseTokenResponse(text)),
        'server_error',
      ));
});
