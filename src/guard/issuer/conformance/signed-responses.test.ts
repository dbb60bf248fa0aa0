import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { formatParameters, parseParameters } from '../../../oauth/index.ts';
import { CALLBACK, realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene({
  serverFeatures: { jwtResponseModes: { enabled: true }, requestObjects: { enabled: true } },
});
const ORDERS = 'https://orders.acme.example';
const signingIn = async () => {
  const storefront = await scene.configurationOf('storefront');
  openid.useJwtResponseMode(storefront);
  return storefront;
};
const parametersOf = (more: Record<string, string>): Record<string, string> => ({
  ...{
    response_type: 'code',
    client_id: 'storefront',
    redirect_uri: CALLBACK,
    scope: 'openid orders:read',
    response_mode: 'jwt',
  },
  ...{
    state: openid.randomState(),
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  },
  ...more,
});
const authorize = (parameters: Record<string, string>) =>
  scene.request('GET', `/auth?${formatParameters(Object.entries(parameters))}`);
const queryOf = (address: string | null) => new URL(address ?? '', scene.issuer).searchParams;

describe('A16.3: answers as signed JWTs (JARM)', () => {
  it('A16.3 openid-client signs in by one, which is the server’s own to the letter', async () => {
    const storefront = await signingIn();
    const [{ back, checks }, { sentOn }] = await scene.watching(() =>
      scene.authorize(storefront, { scope: 'openid orders:read' }),
    );
    assert.deepEqual([...back.searchParams.keys()], ['response']);
    const sent = parseParameters(sentOn[0]?.target.split('?')[1] ?? '');
    assert.deepEqual([sent.get('response_mode'), sent.get('state')], [['query.jwt'], [checks.expectedState]]);
    assert.equal((await openid.authorizationCodeGrant(storefront, back, checks)).scope, 'orders:read');
  });
  it('A16.3 one that says no comes signed, too, and closes the decision', async () => {
    const [answer, { entries }] = await scene.watching(() => authorize(parametersOf({ prompt: 'none' })));
    const signed = queryOf(answer.headers.get('location')).get('response') ?? '';
    const { error } = JSON.parse(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString()) as { error: string };
    assert.equal(error, 'login_required');
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['decision.made', 'token.not_issued'],
    );
  });
  it('A16.3 the client’s state stands for the request: long, never twice, and not spelled as the guards’ own', async () => {
    const parameters = parametersOf({});
    assert.match((await authorize(parameters)).headers.get('location') ?? '', /^\/interaction/);
    const carried = `carried.${'A'.repeat(40)}`;
    for (const more of [parameters, ...['s', '', carried].map((state) => parametersOf({ state }))]) {
      const [answer, { sentOn }] = await scene.watching(() => authorize(more));
      assert.deepEqual([queryOf(answer.headers.get('location')).get('error'), sentOn], ['invalid_request', []]);
    }
  });
  it('A16.3 a signed request may ask for one', async () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const object = { ...parametersOf({ resource: ORDERS }), iss: 'storefront', aud: scene.issuer };
    const input = `${part({ alg: 'HS256' })}.${part(object)}`;
    const signature = createHmac('sha256', scene.secretOf('storefront')).update(input).digest('base64url');
    const request = { client_id: 'storefront', request: `${input}.${signature}` };
    const address = new URL(`${scene.issuer}/auth?${formatParameters(Object.entries(request))}`);
    const back = await scene.browse(address, 'alice');
    assert.deepEqual([...back.searchParams.keys()], ['response']);
  });
});
