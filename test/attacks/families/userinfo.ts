import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatBasicCredentials, formatParameters } from '../../../src/oauth/index.ts';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import { authorizationQuery, CALLBACKS, FORM, VERIFIER } from './common.ts';

const CLIENT = 'storefront';

/** A17.5: tokens at the endpoint that says who somebody is. */
export function userinfo(scene: AttackScene): void {
  const { base } = scene;
  const held = { narrow: '', api: '', past: '' };
  const ask = (token: () => string, path = '/me') => ({
    act: () => base.request('GET', path, { headers: { authorization: `Bearer ${token()}` } }),
  });
  const STRANGERS = { client: '401 invalid_token', server: [], ledger: ['stranger at userinfo: token_unknown'] };

  describe('A17.5 userinfo', () => {
    it('A17.5 somebody has a token for the person, one for an API, and one that was minted past the guards', async () => {
      const code = async (scope: string, origin: string): Promise<string> => {
        const query = authorizationQuery(CLIENT, { scope });
        return (await base.browse(new URL(`${origin}/auth?${query}`), 'alice')).searchParams.get('code') ?? '';
      };
      const form = (given: string) => ({
        ...{ grant_type: 'authorization_code', code: given, redirect_uri: CALLBACKS[CLIENT], code_verifier: VERIFIER },
      });
      for (const [name, scope] of [
        ['narrow', 'openid'],
        ['api', 'openid orders:read'],
      ] as const) {
        const { json, text } = await base.post('/token', CLIENT, form(await code(scope, scene.issuer)));
        assert.equal(typeof json['access_token'], 'string', text);
        held[name] = String(json['access_token']);
        scene.secrets.add(held[name]);
      }
      const { text } = await scene.direct('POST', '/token', {
        headers: { 'content-type': FORM, authorization: formatBasicCredentials(CLIENT, base.secretOf(CLIENT)) },
        body: formatParameters(Object.entries(form(await code('openid', scene.issuer)))),
      });
      held.past = (JSON.parse(text) as { access_token: string }).access_token;
      scene.secrets.add(held.past);
    });
    attacks(scene, [
      {
        name: 'A17.5 is answered for a token that was released for it, and the use is on record',
        ...ask(() => held.narrow),
        ...{ client: '200', server: ['GET /me'], ledger: ['token.used'] },
      },
      {
        name: 'A17.5 F26 asks with the token of an API',
        ...ask(() => held.api),
        ...{ client: '403 insufficient_scope', server: [], ledger: ['use refused: scope_insufficient'] },
      },
      { name: 'A17.5 F30 asks with a token that was minted past the guards', ...ask(() => held.past), ...STRANGERS },
      { name: 'A17.5 asks with a token in another spelling', ...ask(() => `${held.narrow}=`), ...STRANGERS },
      {
        name: 'A17.5 puts the token where logs keep it',
        act: () => base.request('GET', `/me?access_token=${held.narrow}`),
        ...{ client: '400 invalid_request', server: [], ledger: [] },
      },
      {
        name: 'A17.5 asks at another spelling of the address',
        ...ask(() => held.narrow, '/me/'),
        ...{ client: '404 invalid_request', server: [], ledger: [] },
      },
      {
        name: 'A17.5 F29 asks with a token that was revoked',
        act: async () => {
          await base.post('/token/revocation', CLIENT, { token: held.narrow });
          return await ask(() => held.narrow).act();
        },
        client: '401 invalid_token',
        server: ['POST /token/revocation'],
        ledger: ['revoked: client_request', 'use refused: token_revoked'],
      },
    ]);
  });
}
