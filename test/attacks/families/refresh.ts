import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as openid from 'openid-client';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import { withClient } from './common.ts';

const SHOP = 'storefront';
const DESK = 'support-desk';
const RACERS = 50;

/** F01 to F05: what is tried with a refresh token. Both clients get one from the real server, by signing alice in. */
export function refresh(scene: AttackScene): void {
  const { base } = scene;
  const configurations = new Map<string, openid.Configuration>();
  const granted = async (client: string, scope: string): Promise<string> => {
    const configuration = configurations.get(client) ?? (await base.configurationOf(client));
    configurations.set(client, configuration);
    const redirect_uri = client === SHOP ? 'http://127.0.0.1:4480/callback' : 'http://127.0.0.1:4481/callback';
    const tokens = await base.signIn(configuration, { scope, redirect_uri, prompt: 'consent' });
    for (const token of [tokens.access_token, tokens.refresh_token, tokens.id_token]) scene.secrets.add(token ?? '');
    return tokens.refresh_token ?? '';
  };
  const shop = (scope = 'openid offline_access orders:read') => granted(SHOP, scope);
  const desk = () => granted(DESK, 'openid offline_access customers:read');
  const refreshes = (client: string, refreshToken: string, more: Record<string, string> = {}) =>
    base.post('/token', client, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
  const INVALID = { client: '400 invalid_grant', server: [] };

  describe('F01 asks a refresh for more than the grant held', () => {
    let token = '';
    it('F01 the grant is narrow', async () => {
      token = await desk();
    });
    attacks(scene, [
      {
        name: 'F01 asks for a scope that the client may only have while elevated',
        act: () => refreshes(DESK, token, { scope: 'openid customers:pii' }),
        client: '400 invalid_scope',
        server: [],
        ledger: ['decision refuse: scope_exceeds_grant'],
        alerts: ['critical scope.refused: customers:pii'],
      },
      {
        name: 'F01 asks for the scope of another API',
        act: () => refreshes(DESK, token, { scope: 'orders:write' }),
        client: '400 invalid_scope',
        server: [],
        ledger: ['decision refuse: scope_exceeds_grant'],
        alerts: ['high scope.refused: orders:write'],
      },
      {
        name: 'F01 asks for another resource than the grant’s',
        act: () => refreshes(DESK, token, { resource: 'https://orders.acme.example' }),
        client: '400 invalid_target',
        server: [],
        ledger: ['decision refuse: resource_not_granted'],
        alerts: ['high scope.refused: customers:read'],
      },
    ]);
    it('F01 asks where the client is narrowed: the server is asked for no more than the grant held', async () => {
      const narrow = await shop();
      await scene.holds(() => refreshes(SHOP, narrow, { scope: 'orders:read orders:write' }), {
        client: '200',
        server: ['POST /token'],
        sent: `grant_type=refresh_token&refresh_token=${narrow}&scope=orders%3Aread&resource=https%3A%2F%2Forders.acme.example`,
        ledger: [
          'decision narrow: orders:read',
          'issued: orders:read, refresh token offline_access openid orders:read',
        ],
        alerts: ['high scope.refused: orders:write'],
      });
    });
    it('F01 a server that widens a refresh unasked: nobody gets it', async () => {
      const narrow = await shop();
      base.server.changeClaims = (claims) => Object.assign(claims, { scope: 'orders:read orders:refund' });
      try {
        await scene.holds(() => refreshes(SHOP, narrow), {
          client: '400 invalid_scope',
          server: ['POST /token', 'POST /token/revocation', 'POST /token/revocation'],
          ledger: [
            'decision permit: offline_access openid orders:read',
            'withheld: scope_exceeds_decision',
            'revoked: withheld',
          ],
          alerts: ['critical response.withheld: offline_access openid orders:read orders:refund'],
        });
      } finally {
        base.server.changeClaims = null;
      }
    });
  });

  describe('F02 brings the parameters of another grant to a refresh', () => {
    it('F02 a code of a wider grant beside the refresh token is left behind', async () => {
      const token = await shop();
      const foreign = {
        code: 'of-a-wider-grant',
        redirect_uri: 'https://evil.example/',
        code_verifier: 'v'.repeat(43),
      };
      await scene.holds(() => refreshes(SHOP, token, { ...foreign, subject_token: 't', assertion: 'a.b.c' }), {
        client: '200',
        server: ['POST /token'],
        sent: `grant_type=refresh_token&refresh_token=${token}&scope=offline_access%20openid%20orders%3Aread&resource=https%3A%2F%2Forders.acme.example`,
        ledger: [
          'decision permit: offline_access openid orders:read',
          'issued: orders:read, refresh token offline_access openid orders:read',
        ],
      });
    });
    it('F02 a refresh token of another client: nobody gets anything, and the ledger names the thief', async () => {
      const token = await shop();
      const { entries } = await scene.holds(() => refreshes(DESK, token), {
        ...INVALID,
        ledger: ['decision refuse: grant_of_other_client'],
      });
      assert.deepEqual(entries[0]?.refs.includes(`client:${DESK}`), true);
    });
    it('F02 a refresh token in place of a code, and an access token in place of a refresh token', async () => {
      const token = await shop();
      const form = { grant_type: 'authorization_code', code: token, redirect_uri: 'http://127.0.0.1:4480/callback' };
      await scene.holds(() => base.post('/token', SHOP, form), {
        ...INVALID,
        ledger: ['stranger at token: code_unknown'],
      });
      const { json } = await base.post('/token', 'nightly-report', 'grant_type=client_credentials');
      await scene.holds(() => refreshes('nightly-report', String(json['access_token'])), {
        ...INVALID,
        ledger: ['stranger at token: refresh_token_unknown'],
      });
    });
    it('F02 a refresh token in another spelling', async () => {
      const token = await shop();
      for (const spelling of [`${token}=`, ` ${token}`, `${token}\t`.trimEnd().concat('=='), token.toUpperCase()]) {
        const { got, reached } = await scene.observe(() => refreshes(SHOP, spelling));
        assert.deepEqual([got.status, reached.length], [400, 0], spelling.length.toString());
      }
    });
  });

  describe('F03 leaves the scope out after the policy shrank', () => {
    const SHRUNK = withClient(SHOP, { standing: ['openid', 'offline_access', 'orders:read'] });
    it('F03 the server would give the old scopes; it is asked by name for what is left', async () => {
      const token = await shop('openid offline_access orders:read orders:write');
      await scene.under(SHRUNK, () =>
        scene.holds(() => refreshes(SHOP, token), {
          client: '200',
          server: ['POST /token'],
          sent: `grant_type=refresh_token&refresh_token=${token}&scope=offline_access%20openid%20orders%3Aread&resource=https%3A%2F%2Forders.acme.example`,
          ledger: [
            'decision narrow: offline_access openid orders:read',
            'issued: orders:read, refresh token offline_access openid orders:read orders:write',
          ],
          alerts: ['high scope.refused: orders:write'],
        }),
      );
    });
    it('F03 a server that then gives the old scopes all the same: withheld', async () => {
      const token = await shop('openid offline_access orders:read orders:write');
      base.server.changeClaims = (claims) => Object.assign(claims, { scope: 'orders:read orders:write' });
      try {
        await scene.under(SHRUNK, async () => {
          const { got, entries } = await scene.observe(() => refreshes(SHOP, token));
          assert.deepEqual([got.status, got.error], [400, 'invalid_scope']);
          const withheld = entries.find(({ kind }) => kind === 'token.withheld');
          assert.deepEqual(withheld?.body['faults'], ['scope_exceeds_decision']);
        });
      } finally {
        base.server.changeClaims = null;
      }
    });
    it('F03 nothing of the API is left to it: what the server gives for it all the same is withheld', async () => {
      const token = await desk();
      await scene.under(withClient(DESK, { standing: ['openid'] }), () =>
        scene.holds(() => refreshes(DESK, token), {
          client: '400 invalid_scope',
          server: ['POST /token', 'POST /token/revocation', 'POST /token/revocation'],
          ledger: ['decision narrow: openid', 'revoked: withheld', 'withheld: audience_differs'],
          alerts: [
            'high response.withheld: customers:read offline_access openid',
            'high scope.refused: customers:read',
          ],
        }),
      );
    });
    it('F03 the client may hold nothing any more', async () => {
      const token = await desk();
      await scene.under(withClient(DESK, { standing: [] }), () =>
        scene.holds(() => refreshes(DESK, token), {
          client: '400 invalid_scope',
          server: [],
          ledger: ['decision refuse: scope_not_allowed_for_client'],
          alerts: ['high scope.refused: customers:read'],
        }),
      );
    });
  });

  describe('F04 a refresh token that carries more than its access token', () => {
    it('F04 the server says so (refresh_token_scope): nobody gets it', async () => {
      const token = await shop();
      await scene.tampering(
        ({ target }, { text }) =>
          target === '/token'
            ? { text: JSON.stringify({ ...JSON.parse(text), refresh_token_scope: 'orders:read orders:refund' }) }
            : null,
        () =>
          scene.holds(() => refreshes(SHOP, token), {
            client: '502 server_error',
            server: ['POST /token', 'POST /token/revocation', 'POST /token/revocation'],
            ledger: [
              'decision permit: offline_access openid orders:read',
              'withheld: response_unreadable',
              'revoked: withheld',
            ],
            alerts: ['critical response.withheld: '],
          }),
      );
    });
    it('F04 a narrow access token leaves the ledger knowing how wide the refresh token is', async () => {
      const token = await shop('openid offline_access orders:read orders:write');
      await scene.holds(() => refreshes(SHOP, token, { scope: 'orders:read' }), {
        client: '200',
        server: ['POST /token'],
        ledger: [
          'decision permit: orders:read',
          'issued: orders:read, refresh token offline_access openid orders:read orders:write',
        ],
      });
    });
  });

  describe('F05 races and replays over two guards', () => {
    it('F05 fifty refreshes of one token at once: one gets tokens, or none', async () => {
      const token = await shop();
      const answers: { readonly status: number; readonly error: unknown }[] = [];
      const { reached, entries } = await scene.observe(async () => {
        const all = await Promise.all(Array.from({ length: RACERS }, () => refreshes(SHOP, token)));
        answers.push(...all.map(({ status, json }) => ({ status, error: json['error'] })));
        const [first] = all;
        assert.ok(first !== undefined);
        return first;
      });
      assert.ok(answers.filter(({ status }) => status === 200).length <= 1, JSON.stringify(answers));
      assert.equal(reached.filter(({ target }) => target === '/token').length, 1, 'the server is asked once');
      assert.ok(entries.filter(({ kind }) => kind === 'token.issued').length <= 1);
      for (const { status, error } of answers)
        assert.ok(status === 200 || error === 'invalid_grant' || error === 'temporarily_unavailable', String(error));
    });
    it('F05 the old token after its rotation ends the whole grant, at both guards', async () => {
      const token = await shop();
      const second = String((await refreshes(SHOP, token)).json['refresh_token']);
      await scene.holds(() => refreshes(SHOP, token), {
        ...INVALID,
        ledger: ['revoked: refresh_token_reused', 'stranger at token: refresh_token_reused'],
      });
      for (const _guard of [0, 1])
        await scene.holds(() => refreshes(SHOP, second), { ...INVALID, ledger: ['decision refuse: grant_revoked'] });
    });
  });
}
