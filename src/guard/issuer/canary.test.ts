import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import * as openid from 'openid-client';
import { startObserveReport } from '../../controls/index.ts';
import type { Facts } from '../../decision/index.ts';
import { type Entry, entryId, unsignedBytes } from '../../entries/index.ts';
import type { Policy } from '../../policy/index.ts';
import { realServerScene } from './testing/real-server-scene.ts';

const scene = realServerScene();
const FULFILMENT = 'order-fulfilment';
const WIDE = 'orders:read orders:refund';

/** Half of what is observed is enforced. */
const inPart = (policy: Policy): Policy => ({
  ...policy,
  clients: policy.clients.map((client) => ({
    ...client,
    ...{ mode: 'observe' as const, canary: { percent: 50 } },
  })),
});

interface Decided {
  readonly facts: Facts;
  readonly decision: { readonly mode: string };
}

const decidedIn = (entries: readonly Entry[]): Decided[] =>
  entries.filter(({ kind }) => kind === 'decision.made').map(({ body }) => body as unknown as Decided);
/** A window in which a client draws anew: its clock goes on by five minutes. */
const nextWindow = (): void => {
  scene.server.aheadSeconds += 300;
};

describe('a canary at two guards before oidc-provider', () => {
  afterEach(() => {
    scene.usePolicy();
    scene.server.aheadSeconds = 0;
  });

  it('enforces a share of requests, and gives whoever asks again the same answer, at either guard', async () => {
    scene.usePolicy(inPart);
    const seen = new Set<string>();
    for (let window = 0; seen.size < 2; window++) {
      assert.ok(window < 60, 'only one of the two was ever drawn');
      nextWindow();
      const [answers, { entries }] = await scene.watching(async () => {
        const form = { grant_type: 'client_credentials', scope: WIDE };
        const first = await scene.post('/token', FULFILMENT, form);
        // They take turns: another guard answers the second.
        return [first, await scene.post('/token', FULFILMENT, form)];
      });
      const decided = decidedIn(entries);
      assert.equal(decided.length, 2);
      const [one, other] = decided;
      assert.equal(one?.facts.canary, other?.facts.canary);
      assert.equal(one?.decision.mode, (one?.facts.canary ?? 0) < 5000 ? 'enforce' : 'observe');
      for (const { json } of answers)
        assert.equal(json['error'] ?? json['scope'], one?.decision.mode === 'enforce' ? 'invalid_scope' : WIDE);
      seen.add(one?.decision.mode ?? '');
    }
  });

  it('treats a sign-in, its exchange, its refresh and its introspection alike', async () => {
    scene.usePolicy(inPart);
    const storefront = await scene.configurationOf('storefront');
    const seen = new Set<string>();
    for (let flow = 0; seen.size < 2; flow++) {
      assert.ok(flow < 30, 'only one of the two was ever drawn');
      const [scope, { entries }] = await scene.watching(async () => {
        const tokens = await scene.signIn(storefront, {
          scope: 'openid offline_access orders:read orders:refund',
          prompt: 'consent',
        });
        const refreshed = await openid.refreshTokenGrant(storefront, tokens.refresh_token ?? '');
        return (await scene.post('/token/introspection', 'storefront', { token: refreshed.refresh_token ?? '' })).json[
          'scope'
        ];
      });
      const decided = decidedIn(entries);
      assert.equal(decided.length, 3);
      const draws = new Set(decided.map(({ facts }) => facts.canary));
      assert.equal(draws.size, 1, 'it draws once');
      const modes = new Set(decided.map(({ decision }) => decision.mode));
      assert.equal(modes.size, 1);
      const [mode = ''] = modes;
      assert.equal(String(scope).includes('orders:refund'), mode === 'observe', `${mode}: ${scope}`);
      seen.add(mode);
    }
  });

  it('keeps for a flow what it drew when the share changes, which changes with the share alone', async () => {
    scene.usePolicy(inPart);
    const form = { grant_type: 'client_credentials', scope: WIDE };
    const draw = async (): Promise<number> => {
      const [, { entries }] = await scene.watching(() => scene.post('/token', FULFILMENT, form));
      return decidedIn(entries)[0]?.facts.canary ?? -1;
    };
    const before = await draw();
    scene.usePolicy((policy) => ({
      ...policy,
      clients: policy.clients.map((client) => ({ ...client, mode: 'observe' as const, canary: { percent: 51 } })),
    }));
    assert.equal(await draw(), before);
  });

  it('draws nothing where no canary is set', async () => {
    const [, { entries }] = await scene.watching(() =>
      scene.post('/token', FULFILMENT, { grant_type: 'client_credentials', scope: 'orders:read' }),
    );
    assert.equal(decidedIn(entries)[0]?.facts.canary, undefined);
  });
});

describe('what observing at two guards before oidc-provider tells', () => {
  afterEach(() => scene.usePolicy());
  const observed = (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) => ({
      ...client,
      mode: 'observe' as const,
      ...(client.clientId === 'customer-sync' ? { maxTtlSeconds: 60 } : {}),
    })),
  });

  it('is what would be refused, narrowed and withheld if it were enforced, and is so once it is', async () => {
    scene.usePolicy(observed);
    const asks: readonly (readonly [clientId: string, scope: string])[] = [
      [FULFILMENT, WIDE],
      [FULFILMENT, WIDE],
      [FULFILMENT, 'orders:read'],
      ['customer-sync', 'customers:export customers:read'],
      ['customer-sync', 'customers:read'],
      ['nightly-report', 'orders:read'],
    ];
    const askAll = async (): Promise<string[]> => {
      const answers: string[] = [];
      for (const [clientId, scope] of asks) {
        const { json } = await scene.post('/token', clientId, { grant_type: 'client_credentials', scope });
        answers.push(String(json['error'] ?? json['scope']));
      }
      return answers;
    };
    const [answers, { entries }] = await scene.watching(askAll);
    assert.deepEqual(
      answers,
      asks.map(([, scope]) => scope),
      'nothing is refused while it is observed',
    );

    const report = startObserveReport(scene.policy, Date.now() / 1000);
    for (const [index, { proof: _, ...entry }] of entries.entries())
      report.take({
        ...{ index, id: entryId(unsignedBytes(entry)), leafHash: new Uint8Array(), bytes: new Uint8Array() },
        entry: entries[index] as Entry,
      });
    const { clients } = report.finish();
    assert.deepEqual(
      clients
        .flatMap(({ clientId, findings }) =>
          findings.map(({ effect, reason, count }) => `${clientId} ${effect} ${reason} × ${count}`),
        )
        .sort(),
      [
        'customer-sync narrowed scope_needs_elevation × 1',
        'customer-sync withheld life_exceeds_decision × 1',
        'order-fulfilment refused scope_needs_elevation × 2',
      ],
    );
    scene.usePolicy((policy) => ({
      ...policy,
      clients: observed(policy).clients.map((client) => ({ ...client, mode: 'enforce' as const })),
    }));
    // The narrowed token would be withheld as well: it lives as long as every other of this client.
    assert.deepEqual(await askAll(), [
      ...['invalid_scope', 'invalid_scope', 'orders:read', 'invalid_scope', 'invalid_scope', 'orders:read'],
    ]);
  });
});
