import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Policy } from '../../../src/policy/index.ts';
import type { ordersApi } from '../scene/api-guard.ts';
import type { AttackScene } from '../scene/attack-scene.ts';
import { authorizationQuery, GRANT } from './common.ts';

const FULFILMENT = 'order-fulfilment';
const WIDE = `${GRANT}&scope=orders:read+orders:refund`;
type Mode = 'enforce' | 'observe';

/** Half of what is observed is enforced, and somebody would like to choose which half is theirs. */
export function canary(scene: AttackScene, api: ReturnType<typeof ordersApi>): void {
  const { base } = scene;
  const inPart = (policy: Policy): Policy => ({
    ...policy,
    issuers: policy.issuers.map((issuer) => ({ ...issuer, mode: 'observe', canary: { percent: 50 } })),
    clients: policy.clients.map((client) => ({ ...client, mode: 'observe', canary: { percent: 50 } })),
  });
  /** Asks in one window after the other until both modes were seen, and says what came of each. */
  const inBoth = async <Result>(
    act: () => Promise<Result>,
    modeOf: (result: Result) => Mode,
  ): Promise<Map<Mode, Result>> => {
    const seen = new Map<Mode, Result>();
    for (let window = 0; seen.size < 2; window++) {
      assert.ok(window < 60, 'only one of the two was ever drawn');
      base.server.aheadSeconds += 300;
      const result = await act();
      seen.set(modeOf(result), result);
    }
    return seen;
  };

  describe('a share of requests is enforced', () => {
    afterEach(() => {
      base.server.aheadSeconds = 0;
    });

    it('a client that asks until it is only observed gets the same answer each time', () =>
      scene.under(inPart, async () => {
        const answers = await inBoth(
          async () => {
            const statuses = new Set<number>();
            for (let tries = 0; tries < 8; tries++) statuses.add((await base.post('/token', FULFILMENT, WIDE)).status);
            return [...statuses];
          },
          ([status]) => (status === 200 ? 'observe' : 'enforce'),
        );
        assert.deepEqual([answers.get('enforce'), answers.get('observe')], [[400], [200]]);
      }));

    it('a token is treated at an API as the request that it was given for', () =>
      scene.under(inPart, async () => {
        const narrow = await inBoth(
          async () => {
            const { got, entries } = await scene.observe(() =>
              base.post('/token', FULFILMENT, `${GRANT}&scope=orders:read`),
            );
            const token = String((JSON.parse(got.text) as { access_token: string }).access_token);
            scene.secrets.add(token);
            const decided = entries.find(({ kind }) => kind === 'decision.made')?.body as unknown as {
              decision: { mode: Mode };
            };
            // The server's clock didn't go on, and its token lives for five minutes.
            const { aheadSeconds } = base.server;
            base.server.aheadSeconds = 0;
            const { got: used } = await scene.observe(() => api.call('POST', '/orders', token));
            base.server.aheadSeconds = aheadSeconds;
            return { mode: decided.decision.mode, used: used.status };
          },
          ({ mode }) => mode,
        );
        assert.equal(narrow.get('enforce')?.used, 403);
        assert.equal(narrow.get('observe')?.used, 200);
      }));

    it('a redirect URI of somebody else’s is never redirected to, whatever was drawn', () =>
      scene.under(inPart, async () => {
        for (let tries = 0; tries < 12; tries++) {
          const query = authorizationQuery('storefront', {
            redirect_uri: 'https://evil.example/callback',
            scope: 'orders:read',
            state: `s${tries}`,
          });
          const { status, headers } = await base.request('GET', `/auth?${query}`);
          assert.ok(!String(headers.get('location')).startsWith('https://evil.example'), `${status}`);
          assert.ok(status >= 400, String(status));
        }
      }));

    it('a stranger is refused, or judged by the server, and never let in by the canary', () =>
      scene.under(inPart, async () => {
        for (let window = 0; window < 6; window++) {
          base.server.aheadSeconds += 300;
          const { got, entries } = await scene.observe(() =>
            base.post('/token', 'nobody-knows', `${GRANT}&scope=orders:read`),
          );
          assert.deepEqual([got.status, got.error], [401, 'invalid_client']);
          assert.ok(!entries.some(({ kind }) => kind === 'token.issued'));
        }
      }));
  });
}
