import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import { authorizationQuery, CALLBACKS, GRANT, NIGHTLY, VERIFIER, withClient } from './common.ts';

const MOBILE = 'mobile-app';

/** A17.4, B9: tokens that are bound to a key, and ways to have them without it. */
export function proofs(scene: AttackScene): void {
  const { base } = scene;
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const holder = () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return (path = '/token'): { readonly dpop: string } => {
      const claims = {
        jti: randomUUID(),
        htm: 'POST',
        htu: `${scene.issuer}${path}`,
        iat: Math.floor(Date.now() / 1000),
      };
      const input = `${part({ typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) })}.${part(claims)}`;
      const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return { dpop: `${input}.${signature.toString('base64url')}` };
    };
  };
  const [owner, thief] = [holder(), holder()];
  const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    base.post('/token', null, { client_id: MOBILE, ...form }, headers);
  const OTHERS_KEY = {
    client: '400 invalid_grant',
    server: [],
    ledger: ['stranger at token: dpop_key_differs'],
  };

  describe('B9 tokens that are bound to a key', () => {
    let code = '';
    let refreshToken = '';
    it('B9 a person signs in to an application whose tokens are bound', async () => {
      const query = authorizationQuery(MOBILE, { scope: 'openid offline_access orders:read', prompt: 'consent' });
      const back = await base.browse(new URL(`${scene.issuer}/auth?${query}`), 'alice');
      code = back.searchParams.get('code') ?? '';
      const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACKS[MOBILE], code_verifier: VERIFIER };
      const { status, json, text } = await post(form, owner());
      assert.deepEqual([status, json['token_type']], [200, 'DPoP'], text);
      refreshToken = String(json['refresh_token']);
      scene.secrets.add(refreshToken).add(String(json['access_token']));
    });
    const refreshes = (headers: () => Record<string, string>) => ({
      act: () => post({ grant_type: 'refresh_token', refresh_token: refreshToken }, headers()),
    });
    attacks(scene, [
      { name: 'B9 refreshes a stolen token with a key of the thief’s', ...refreshes(() => thief()), ...OTHERS_KEY },
      { name: 'B9 refreshes a stolen token without a proof', ...refreshes(() => ({})), ...OTHERS_KEY },
      {
        name: 'B9 refreshes it with the owner’s proof for another address',
        ...refreshes(() => owner('/request')),
        client: '400 invalid_dpop_proof',
        server: [],
        ledger: [],
      },
      {
        name: 'B9 strips the proof from a request whose client has to prove its key',
        act: () =>
          scene.under(withClient(NIGHTLY, { requires: ['dpop'] }), () =>
            base.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`),
          ),
        client: '400 invalid_request',
        server: [],
        ledger: ['decision refuse: proof_missing'],
      },
      {
        name: 'B9 the server forgets the key: the token is taken back',
        act: async () => {
          base.server.changeClaims = (claims) => delete claims['cnf'];
          try {
            return await base.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`, owner());
          } finally {
            base.server.changeClaims = null;
          }
        },
        client: '400 invalid_scope',
        server: ['POST /token', 'POST /token/revocation'],
        ledger: ['decision permit: orders:read', 'withheld: sender_constraint_missing', 'revoked: withheld'],
        alerts: ['high response.withheld: orders:read'],
      },
    ]);
    it('B9 the owner goes on with it', async () => {
      const { status, text } = await post({ grant_type: 'refresh_token', refresh_token: refreshToken }, owner());
      assert.equal(status, 200, text);
    });
  });
}
