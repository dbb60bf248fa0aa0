import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Policy } from '../../../src/policy/index.ts';
import type { ordersApi } from '../scene/api-guard.ts';
import type { AttackScene } from '../scene/attack-scene.ts';
import { GRANT, NIGHTLY, withClient } from './common.ts';

const LIFE = 60;

/** The server lets tokens live longer than the policy, and whoever has one would like to believe the server. */
export function virtualExpiry(scene: AttackScene, api: ReturnType<typeof ordersApi>): void {
  const { base } = scene;
  const lowered: (policy: Policy) => Policy = withClient(NIGHTLY, { maxTtlSeconds: LIFE, virtualExpiry: true });
  const ask = () => base.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`);
  const give = async (): Promise<string> => {
    const token = String((await ask()).json['access_token']);
    scene.secrets.add(token);
    return token;
  };
  /** The guards' clocks go on by so much, and what is over then is taken back. */
  const later = async (seconds: number): Promise<void> => {
    base.server.aheadSeconds = seconds;
    for (;;) {
      for (const guard of base.guards) await guard.endVirtualLives();
      const { rows } = await base.store.pool.query<{ open: number }>(
        `select count(*)::int as open from token_births where server_expires_at is not null and revoked_at is null
         and expires_at <= $1`,
        [Math.floor(Date.now() / 1000) + seconds],
      );
      if (rows[0]?.open === 0) return;
    }
  };

  describe('B6 the life of a token, where its server and the policy disagree', () => {
    afterEach(() => {
      base.server.aheadSeconds = 0;
      base.server.changeClaims = null;
    });

    it('B6 a JWT whose own exp is far, after the policy ended it', () =>
      scene.under(lowered, async () => {
        const token = await give();
        await scene.holds(() => api.call('GET', '/orders', token), {
          client: '200',
          server: ['GET orders API /orders'],
          ledger: ['token.used'],
        });
        await later(LIFE + 1);
        await scene.holds(() => api.call('GET', '/orders', token), {
          client: '401 invalid_token',
          server: [],
          ledger: ['use refused: token_expired'],
        });
        const introspected = await base.post('/token/introspection', NIGHTLY, { token });
        assert.equal(introspected.json['active'], false);
      }));

    it('B6 a policy that allows more afterwards gives an old token no second life', async () => {
      const token = await scene.under(lowered, give);
      await later(LIFE + 1);
      // Acme's own policy allows ten minutes.
      const { got } = await scene.observe(() => api.call('GET', '/orders', token));
      assert.deepEqual([got.status, got.error], [401, 'invalid_token']);
    });

    it('B6 a server that gives an old token out again, as one that keeps them does', () =>
      scene.under(lowered, async () => {
        base.server.changeClaims = (claims) => Object.assign(claims, { iat: Number(claims['iat']) - LIFE });
        await scene.holds(ask, {
          client: '400 invalid_scope',
          server: ['POST /token', 'POST /token/revocation'],
          ledger: ['decision permit: orders:read', 'withheld: life_exceeds_decision', 'revoked: withheld'],
          alerts: ['high response.withheld: orders:read'],
        });
      }));

    it('B6 a clock of the server that runs behind makes no token older, nor one ahead younger', () =>
      scene.under(lowered, async () => {
        for (const seconds of [-30, 600]) {
          base.server.changeClaims = (claims) => Object.assign(claims, { iat: Number(claims['iat']) + seconds });
          const { status, json } = await ask();
          assert.ok(status === 400 || Number(json['expires_in']) <= LIFE, `${seconds}`);
        }
      }));

    it('B6 a client whose policy says nothing of it is given nothing', () =>
      scene.under(withClient(NIGHTLY, { maxTtlSeconds: LIFE }), async () => {
        assert.equal((await ask()).json['error'], 'invalid_scope');
      }));
  });
}
