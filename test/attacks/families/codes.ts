import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatParameters } from '../../../src/oauth/index.ts';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import { authorizationQuery, CALLBACKS, CHALLENGE, type SignInClient, VERIFIER, withClient } from './common.ts';

/** F11, and whatever else is tried with an authorization code. */
export function codes(scene: AttackScene): void {
  const { base } = scene;
  const code = async (client: SignInClient, more: Record<string, string | null> = {}): Promise<string> => {
    const query = authorizationQuery(client, { scope: 'openid orders:read', ...more });
    const back = await base.browse(new URL(`${scene.issuer}/auth?${query}`), 'alice');
    const found = back.searchParams.get('code') ?? '';
    assert.notEqual(found, '', back.href);
    scene.secrets.add(found);
    return found;
  };
  const exchanges = (client: SignInClient, form: Record<string, string | null>) => {
    const usual = { grant_type: 'authorization_code', redirect_uri: CALLBACKS[client], code_verifier: VERIFIER };
    const pairs = Object.entries({ ...usual, ...form }).filter((pair): pair is [string, string] => pair[1] !== null);
    if (client === 'mobile-app') pairs.push(['client_id', client]);
    return base.post('/token', client === 'mobile-app' ? null : client, formatParameters(pairs));
  };
  const refused = (reason: string) => ({
    client: '400 invalid_grant',
    server: [],
    ledger: [`stranger at token: ${reason}`],
  });

  describe('F11 takes PKCE away', () => {
    it('F11 a public client’s request whose challenge was taken out gives a code that nobody can redeem', async () => {
      const query = authorizationQuery('mobile-app', {
        scope: 'openid orders:read',
        code_challenge: null,
        code_challenge_method: null,
      });
      const { got, entries } = await scene.observe(() => base.request('GET', `/auth?${query}`));
      assert.ok(got.status !== 200 && !entries.some(({ kind }) => kind === 'token.issued'), got.text);
    });
    attacks(scene, [
      {
        name: 'F11 a method without a challenge',
        act: () =>
          base.request('GET', `/auth?${authorizationQuery('mobile-app', { scope: 'openid', code_challenge: null })}`),
        client: '303 invalid_request',
        server: [],
        ledger: [],
      },
      {
        name: 'F11 the challenge in plain',
        act: () =>
          base.request(
            'GET',
            `/auth?${authorizationQuery('mobile-app', { scope: 'openid', code_challenge_method: 'plain' })}`,
          ),
        client: '303 invalid_request',
        server: [],
        ledger: [],
      },
      {
        name: 'F11 a challenge without a method, which means plain',
        act: () =>
          base.request(
            'GET',
            `/auth?${authorizationQuery('mobile-app', { scope: 'openid', code_challenge_method: null })}`,
          ),
        client: '303 invalid_request',
        server: [],
        ledger: [],
      },
    ]);
    for (const [name, form, reason] of [
      ['without the verifier', { code_verifier: null }, 'code_verifier_differs'],
      ['with the verifier of somebody else', { code_verifier: 'w'.repeat(43) }, 'code_verifier_differs'],
      ['with the challenge in place of the verifier', { code_verifier: CHALLENGE }, 'code_verifier_differs'],
      ['with another redirect URI', { redirect_uri: 'https://evil.example/' }, 'redirect_uri_differs'],
      ['without the redirect URI', { redirect_uri: null }, 'redirect_uri_differs'],
    ] as const)
      it(`F11 redeems a stolen code ${name}`, async () => {
        const stolen = await code('mobile-app');
        await scene.holds(() => exchanges('mobile-app', { code: stolen, ...form }), refused(reason));
      });
    it('F11 brings a verifier to a code whose challenge was taken out on the way', async () => {
      const stolen = await code('storefront', { code_challenge: null, code_challenge_method: null });
      await scene.holds(() => exchanges('storefront', { code: stolen }), refused('code_verifier_differs'));
    });
  });

  describe('A10 what a code is worth', () => {
    it('A10 another client redeems it', async () => {
      const stolen = await code('storefront');
      await scene.holds(() => exchanges('support-desk', { code: stolen }), refused('code_of_other_client'));
    });
    it('A10 a scope beside it makes it no wider', async () => {
      const own = await code('storefront');
      await scene.holds(() => exchanges('storefront', { code: own, scope: 'orders:read orders:refund' }), {
        client: '200',
        server: ['POST /token'],
        ledger: ['decision permit: openid orders:read', 'issued: orders:read'],
      });
    });
    it('A10 it comes twice: the grant ends, with the tokens that it gave', async () => {
      const own = await code('storefront');
      const { json } = await exchanges('storefront', { code: own });
      const token = String(json['access_token']);
      scene.secrets.add(token);
      await scene.holds(() => exchanges('storefront', { code: own }), {
        client: '400 invalid_grant',
        server: [],
        ledger: ['revoked: code_replayed', 'stranger at token: code_replayed'],
      });
      const { json: said } = await base.post('/token/introspection', 'storefront', { token });
      assert.equal(said['active'], false);
    });
    it('A10 it comes twice at the same moment, to both guards: one exchange at the server, and the grant ends', async () => {
      const own = await code('storefront');
      const { reached, entries } = await scene.observe(async () => {
        const [one, other] = await Promise.all([
          exchanges('storefront', { code: own }),
          exchanges('storefront', { code: own }),
        ]);
        assert.ok([one, other].filter(({ status }) => status === 200).length <= 1);
        return one;
      });
      assert.equal(reached.filter(({ target }) => target === '/token').length, 1);
      assert.ok(entries.some(({ kind, body }) => kind === 'token.revoked' && body['reason'] === 'code_replayed'));
    });
    it('A10 a code that was got past the guards', async () => {
      await scene.holds(() => exchanges('storefront', { code: 'straight-from-the-server' }), refused('code_unknown'));
    });
    it('F31 the policy is tightened between code and exchange: nothing of it is given', async () => {
      const own = await code('storefront', { scope: 'openid orders:read orders:write' });
      await scene.under(withClient('storefront', { standing: ['openid', 'orders:read'] }), () =>
        scene.holds(() => exchanges('storefront', { code: own }), {
          client: '400 invalid_grant',
          server: [],
          ledger: ['decision narrow: openid orders:read', 'not issued: refused, scope_exceeds_decision'],
          alerts: ['high scope.refused: orders:write'],
        }),
      );
    });
  });
}
