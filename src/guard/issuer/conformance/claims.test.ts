import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { formatParameters, parseParameters } from '../../../oauth/index.ts';
import { CALLBACK, type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const scene = realServerScene({
  serverFeatures: {
    claimsParameter: { enabled: true },
    requestObjects: { enabled: true },
    userinfo: { enabled: true },
  },
});
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const parametersOf = (claims: string): Record<string, string> => ({
  ...{ response_type: 'code', client_id: 'storefront', redirect_uri: CALLBACK, scope: 'openid', state: 's' },
  ...{ code_challenge: CHALLENGE, code_challenge_method: 'S256', claims },
});
const authorize = (claims: string): Promise<HttpAnswer> =>
  scene.request('GET', `/auth?${formatParameters(Object.entries(parametersOf(claims)))}`);
const errorOf = (answer: HttpAnswer): string | null =>
  new URL(answer.headers.get('location') ?? '', scene.issuer).searchParams.get('error');
/** While the client may ask for these claims by name. */
const allowing = async <Result>(claims: readonly string[], act: () => Promise<Result>): Promise<Result> => {
  scene.usePolicy((policy) => ({
    ...policy,
    clients: policy.clients.map((client) => (client.clientId === 'storefront' ? { ...client, claims } : client)),
  }));
  return await act().finally(() => scene.usePolicy());
};
const GROUPS = '{"userinfo":{"groups":null}}';

describe('A5.3: claims by name', () => {
  it('A5.3 are refused where the policy has none, and the entry names them', async () => {
    const [answer, { sentOn, entries }] = await scene.watching(() => authorize(GROUPS));
    assert.deepEqual([errorOf(answer), sentOn], ['invalid_request', []]);
    const { request, decision } = (entries[0]?.body ?? {}) as {
      request?: { claims: string[] };
      decision?: { reason: string };
    };
    assert.deepEqual([request?.claims, decision?.reason], [['groups'], 'claim_not_allowed']);
  });
  it('A5.3 that the policy has pass in one spelling, at either place, and the person’s come', async () => {
    await allowing(['groups'], async () => {
      const storefront = await scene.configurationOf('storefront');
      const [{ json }] = [await scene.request('GET', '/.well-known/openid-configuration')];
      assert.equal(json['claims_parameter_supported'], true);
      const [tokens, { sentOn }] = await scene.watching(() =>
        scene.signIn(storefront, { scope: 'openid', claims: ` ${GROUPS} ` }),
      );
      const sent = parseParameters(sentOn[0]?.target.split('?')[1] ?? '');
      assert.deepEqual(sent.get('claims'), [GROUPS]);
      const info = await openid.fetchUserInfo(storefront, tokens.access_token, 'alice');
      assert.deepEqual(info['groups'], ['engineering']);
    });
  });
  it('A5.3 one of several that it may not have: refused whole', async () => {
    await allowing(['groups'], async () => {
      for (const claims of [
        '{"userinfo":{"groups":null,"email":null}}',
        '{"userinfo":{"groups":null},"id_token":{"email":{"essential":true}}}',
        '{"userinfo":{"Groups":null}}',
      ])
        assert.equal(errorOf(await authorize(claims)), 'invalid_request', claims);
    });
  });
  it('A5.3 that can be read in more than one way go nowhere, and leave no decision', async () => {
    await allowing(['groups'], async () => {
      for (const claims of [
        '{"userinfo":{"groups":null,"groups":{}}}',
        '{"access_token":{"groups":null}}',
        'groups',
        '[]',
      ]) {
        const [answer, { sentOn, entries }] = await scene.watching(() => authorize(claims));
        assert.deepEqual([errorOf(answer), sentOn, entries], ['invalid_request', [], []]);
      }
    });
  });
  it('A5.3 in a signed request, or a pushed one, are held to the policy alike', async () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const { claims: _claims, ...usual } = parametersOf('');
    const signed = (): string => {
      const object = {
        ...usual,
        iss: 'storefront',
        aud: scene.issuer,
        state: randomUUID(),
        claims: { userinfo: { groups: null } },
      };
      const input = `${part({ alg: 'HS256' })}.${part(object)}`;
      return `${input}.${createHmac('sha256', scene.secretOf('storefront')).update(input).digest('base64url')}`;
    };
    const ask = (): Promise<HttpAnswer> =>
      scene.request(
        'GET',
        `/auth?${formatParameters([
          ['client_id', 'storefront'],
          ['request', signed()],
        ])}`,
      );
    const push = (): Promise<HttpAnswer> => scene.post('/request', 'storefront', parametersOf(GROUPS));
    assert.equal(errorOf(await ask()), 'invalid_request');
    assert.equal((await push()).json['error'], 'invalid_request');
    const pushed = await allowing(['groups'], async () => {
      assert.equal(errorOf(await ask()), null);
      return await push();
    });
    assert.equal(pushed.status, 201, pushed.text);
    const taken = { client_id: 'storefront', request_uri: String(pushed.json['request_uri']) };
    const back = await scene.request('GET', `/auth?${formatParameters(Object.entries(taken))}`);
    assert.equal(errorOf(back), 'invalid_request', 'the policy took them back since');
  });
});
