import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Entry } from '../../../src/entries/index.ts';
import { revokeEndedClients } from '../../../src/revocation/index.ts';
import type { ordersApi } from '../scene/api-guard.ts';
import type { AttackScene } from '../scene/attack-scene.ts';
import { alertsOf } from '../scene/told.ts';
import { authorizationQuery, GRANT, NIGHTLY, withClient } from './common.ts';

const SHOP = 'storefront';
const DESK = 'support-desk';
export const MANAGEMENT = 'management';

/** Public incidents, told again with Acme's clients: each is stopped or seen, and says whom it would have woken. */
export function incidents(scene: AttackScene, api: ReturnType<typeof ordersApi>): void {
  const { base } = scene;
  const signedIn = async (client: string, scope: string, person = 'alice') => {
    const configuration = await base.configurationOf(client);
    const redirect_uri = client === SHOP ? 'http://127.0.0.1:4480/callback' : 'http://127.0.0.1:4481/callback';
    const tokens = await base.signIn(configuration, { scope, redirect_uri, prompt: 'consent' }, person);
    for (const one of [tokens.access_token, tokens.refresh_token, tokens.id_token]) scene.secrets.add(one ?? '');
    return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token ?? '' };
  };
  const refreshes = (client: string, refreshToken: string) =>
    base.post('/token', client, { grant_type: 'refresh_token', refresh_token: refreshToken });
  const alerted = (entries: readonly Entry[]): string[] =>
    alertsOf(entries, base.policy).map(({ severity, type }) => `${severity} ${type}`);

  describe('F16 Salesloft Drift: long-lived refresh tokens are stolen, and used for days', () => {
    it('F16 thief and owner both hold it: whoever comes second ends the grant for both', async () => {
      const { refreshToken } = await signedIn(DESK, 'openid offline_access customers:read', 'carol');
      const theft = await scene.observe(() => refreshes(DESK, refreshToken));
      assert.equal(theft.got.status, 200, 'the thief has the client’s secret, too');
      const stolen = String((JSON.parse(theft.got.text) as { refresh_token: string }).refresh_token);
      scene.secrets.add(stolen);
      await scene.holds(() => refreshes(DESK, refreshToken), {
        client: '400 invalid_grant',
        server: [],
        ledger: ['revoked: refresh_token_reused', 'stranger at token: refresh_token_reused'],
      });
      await scene.holds(() => refreshes(DESK, stolen), {
        client: '400 invalid_grant',
        server: [],
        ledger: ['decision refuse: grant_revoked'],
        alerts: ['high scope.refused: customers:read'],
      });
    });
    it('F16 the day it is known: one change of the policy ends all that the client holds, of everybody', async () => {
      const held = await Promise.all([
        signedIn(DESK, 'openid offline_access customers:read', 'alice'),
        signedIn(DESK, 'openid offline_access customers:read', 'bob'),
      ]);
      const gone = withClient(DESK, { expires: '2026-01-01T00:00:00Z' });
      await scene.under(gone, async () => {
        const { store, writers } = base.parts;
        const writer = writers.get(MANAGEMENT);
        assert.ok(writer !== undefined);
        const [activation] = await writer.append({ drafts: [] }).catch(() => []);
        await revokeEndedClients({ store, writer, issuer: scene.issuer }, base.policy, {
          activation: activation?.id ?? (`sha256:${'0'.repeat(64)}` as never),
          now: Math.floor(Date.now() / 1000),
        });
        for (const { refreshToken } of held) {
          const { got, reached } = await scene.observe(() => refreshes(DESK, refreshToken));
          assert.deepEqual([got.status, reached], [400, []], got.text);
        }
      });
      for (const { refreshToken, accessToken } of held) {
        const { got } = await scene.observe(() => refreshes(DESK, refreshToken));
        assert.deepEqual([got.status, got.error], [400, 'invalid_grant'], 'it doesn’t come back with the client');
        assert.equal((await base.post('/token/introspection', DESK, { token: accessToken })).json['active'], false);
      }
    });
    it('F16 a refresh from another network is told apart', {
      todo: 'no address of a caller is kept or compared',
    });
  });

  describe('F17 Gainsight, Klue: the credential of an integration that nobody uses any more', () => {
    for (const [name, act] of [
      ['asks for a token', () => base.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`)],
      ['asks for the policy’s default', () => base.post('/token', NIGHTLY, GRANT)],
    ] as const)
      it(`F17 a client that is past its date ${name}`, () =>
        scene.under(withClient(NIGHTLY, { expires: '2026-01-01T00:00:00Z' }), async () => {
          const { got, reached, entries } = await scene.observe(act);
          assert.equal(got.status === 400 || got.status === 401, true, got.text);
          assert.deepEqual(reached, []);
          assert.match(JSON.stringify(entries), /client_expired/);
        }));
    it('F17 a client that is past its date refreshes', async () => {
      const { refreshToken } = await signedIn(SHOP, 'openid offline_access orders:read');
      await scene.under(withClient(SHOP, { expires: '2026-01-01T00:00:00Z' }), async () => {
        const { got, reached, entries } = await scene.observe(() => refreshes(SHOP, refreshToken));
        assert.ok(got.status >= 400, got.text);
        assert.deepEqual(reached, []);
        assert.match(JSON.stringify(entries), /client_expired/);
      });
    });
  });

  describe('F18 Vercel, F23 Claude Code and GitLab: a client asks for all that there is', () => {
    const EVERYTHING =
      'openid offline_access groups orders:read orders:write orders:refund customers:read customers:export customers:pii';
    it('F18 all of Acme’s scopes at a person’s consent: no page is shown, and somebody is woken', async () => {
      const { entries } = await scene.holds(
        () => base.request('GET', `/auth?${authorizationQuery(DESK, { scope: EVERYTHING })}`),
        {
          client: '303 invalid_scope',
          server: [],
          ledger: ['decision refuse: scope_not_allowed_for_client'],
          alerts: ['critical scope.refused: customers:export customers:pii customers:read orders:refund orders:write'],
        },
      );
      assert.deepEqual(alerted(entries), ['critical scope.refused']);
    });
    it('F23 the metadata list no scope that the policy doesn’t know', async () => {
      const { json } = await base.request('GET', '/.well-known/openid-configuration');
      const known = new Set(base.policy.policy.scopes.map(({ name }) => name));
      for (const scope of json['scopes_supported'] as string[]) assert.ok(known.has(scope), scope);
    });
    it('F23 474 scopes at once', () =>
      scene
        .holds(
          () =>
            base.post(
              '/token',
              NIGHTLY,
              `${GRANT}&scope=${Array.from({ length: 474 }, (_, at) => `api:${at}`).join('+')}`,
            ),
          { client: '400 invalid_scope', server: [], ledger: [] },
        )
        .then(() => undefined));
    it('F23 23 scopes, sudo among them', () =>
      scene
        .holds(
          () =>
            base.post(
              '/token',
              NIGHTLY,
              `${GRANT}&scope=sudo+${Array.from({ length: 22 }, (_, at) => `api:${at}`).join('+')}`,
            ),
          { client: '400 invalid_scope', server: [], ledger: ['decision refuse: scope_unknown'] },
        )
        .then(() => undefined));
    it('F23 a client that is narrowed gets what it may have, and the rest wakes somebody', async () => {
      await scene.holds(
        () => base.request('GET', `/auth?${authorizationQuery(SHOP, { scope: 'openid orders:read orders:refund' })}`),
        {
          client: '303',
          server: ['GET /auth'],
          ledger: ['decision narrow: openid orders:read'],
          alerts: ['critical scope.refused: orders:refund'],
        },
      );
    });
  });

  describe('F19 UNC6040: taking back a person’s tokens isn’t taking back the client', () => {
    it('F19 what a person revokes ends that grant, and another person’s stays until the client itself is ended', async () => {
      const [alice, bob] = [
        await signedIn(SHOP, 'openid offline_access orders:read'),
        await signedIn(SHOP, 'openid offline_access orders:read', 'bob'),
      ];
      assert.equal((await base.post('/token/revocation', SHOP, { token: alice.refreshToken })).status, 200);
      assert.equal((await refreshes(SHOP, alice.refreshToken)).status, 400);
      const again = await refreshes(SHOP, bob.refreshToken);
      assert.equal(again.status, 200);
      await scene.under(
        (policy) => ({ ...policy, clients: policy.clients.filter(({ clientId }) => clientId !== SHOP) }),
        async () => {
          await scene.holds(() => refreshes(SHOP, String(again.json['refresh_token'])), {
            client: '401 invalid_client',
            server: [],
            ledger: ['stranger at token: client_unknown'],
          });
          assert.equal(((await api.call('GET', '/orders', bob.accessToken)) as { status: number }).status >= 400, true);
        },
      );
    });
  });

  describe('F15 Midnight Blizzard: a client gives itself a role at the server', () => {
    it('F15 the token that then carries more reaches nobody, and somebody is woken', async () => {
      base.server.changeClaims = (claims) => Object.assign(claims, { scope: 'orders:read full_access_as_app' });
      try {
        const { got, entries } = await scene.observe(() => base.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`));
        assert.deepEqual([got.status, got.error], [400, 'invalid_scope']);
        assert.deepEqual(alerted(entries), ['high response.withheld']);
      } finally {
        base.server.changeClaims = null;
      }
    });
    it('F15 the role itself, written at the server, is found', {
      todo: 'nothing compares with the server’s own administration (A15.4)',
    });
  });

  describe('F22 the Google Docs worm: a thousand consents in an hour', () => {
    it('F22 a burst of new grants of one client wakes somebody', { todo: 'no alert counts grants' });
  });

  describe('F20 Heroku and Travis: tokens are stolen out of the database', () => {
    it('F20, I3 after all of the above no byte of a token, code or secret is in the database, or was told to the operator', async () => {
      for (const client of [NIGHTLY, SHOP, DESK, 'order-fulfilment', 'ambit-guard'])
        scene.secrets.add(base.secretOf(client));
      for (const person of ['alice', 'bob', 'carol']) scene.secrets.add(base.passwordOf(person));
      const searched = [...scene.secrets].filter((secret) => secret.length > 12);
      assert.ok(searched.length > 50, `${searched.length} secrets to look for`);
      const { pool } = base.parts.store;
      const { rows: tables } = await pool.query<{ name: string }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
      );
      const told = base.faults.map((fault) => describeFault(fault)).join('\n');
      for (const secret of searched) assert.ok(!told.includes(secret), 'the operator was told a secret');
      for (const { name } of tables) {
        const { rows } = await pool.query<{ row: string }>(`SELECT "${name}"::text AS row FROM "${name}"`);
        const text = rows
          .map(({ row }) => row.replace(/\\\\x([0-9a-f]+)/g, (_, hex) => Buffer.from(hex, 'hex').toString()))
          .join('\n');
        for (const secret of searched) assert.ok(!text.includes(secret), `${name} holds a secret`);
      }
    });
  });
}

/** All that an operator could be shown of a fault: message, stack, and what is behind it. */
function describeFault(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  return [fault.stack, JSON.stringify(fault), fault.cause === undefined ? '' : describeFault(fault.cause)].join('\n');
}
