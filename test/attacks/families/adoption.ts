import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import type { EntryKind } from '../../../src/entries/index.ts';
import { formatBasicCredentials } from '../../../src/oauth/index.ts';
import type { ordersApi } from '../scene/api-guard.ts';
import { API_GUARD } from '../scene/api-guard.ts';
import type { AttackScene, Outcome } from '../scene/attack-scene.ts';
import { FORM, GRANT, NIGHTLY, withClient } from './common.ts';
import { MANAGEMENT } from './incidents.ts';

const LIFE_SECONDS = 300;
const SEALED = { reference: `sealed:${randomUUID()}`, commitment: 'Zm9yZ290dGVu' };
const REFUSED: Outcome = { client: '401 invalid_token', server: [], ledger: ['use refused: token_unrecorded'] };
const now = (): number => Math.floor(Date.now() / 1000);

/**
 * Tokens that pass for older than they are, once an issuer is adopted: the window is for what nobody could have decided about, and for
 * nothing else. In their order, and last of all, for an issuer is adopted once.
 */
export function adoption(scene: AttackScene, api: ReturnType<typeof ordersApi>): void {
  const { base } = scene;
  const append = async (kind: EntryKind, body: Record<string, unknown>, by = MANAGEMENT): Promise<string> => {
    const [appended] = (await base.parts.writers.get(by)?.append({
      drafts: [
        {
          ...{ kind, issuer: scene.issuer, operation: randomUUID(), after: [], digests: {}, subject: null, refs: [] },
          body: { ...body, by: { kind: 'host', person: null }, reason: SEALED } as never,
        },
      ],
    })) ?? [undefined];
    return appended?.id ?? '';
  };
  /** By the server itself, past the guards. */
  const minted = async (scope = 'orders:read', client = NIGHTLY, api = 'orders'): Promise<string> => {
    const { text } = await scene.direct('POST', '/token', {
      headers: { 'content-type': FORM, authorization: formatBasicCredentials(client, base.secretOf(client)) },
      body: `${GRANT}&scope=${scope.replaceAll(' ', '+')}&resource=https%3A%2F%2F${api}.acme.example`,
    });
    const { access_token: token } = JSON.parse(text) as { access_token: string };
    scene.secrets.add(token);
    return token;
  };
  /** What the server says of the next one that it signs. */
  const claiming = async (change: (claims: Record<string, unknown>) => void, scope?: string): Promise<string> => {
    base.server.changeClaims = change;
    try {
      return await minted(scope);
    } finally {
      base.server.changeClaims = null;
    }
  };
  const call = (token: string) => api.call('GET', '/orders', token);
  const calls = (token: string, outcome: Outcome) => scene.holds(() => call(token), outcome);
  const introspected = async (token: string): Promise<unknown> =>
    (await base.post('/token/introspection', 'ambit-guard', { token })).json['active'];
  const until = async (status: number, token: string): Promise<void> => {
    for (let tries = 0; tries < 400; tries++)
      if ((await scene.observe(() => call(token))).got.status === status) return;
    assert.fail(`never answered ${status}`);
  };

  describe('a token that passes for one from before the adoption', () => {
    let old = '';
    let wide = '';
    let opaque = '';
    let id = '';
    let before = 0;
    it('one from before is refused until somebody adopts the issuer, and a guard’s own key can’t', async () => {
      old = await minted();
      wide = await minted('orders:read orders:write orders:refund');
      opaque = await minted('customers:read', 'customer-sync', 'customers');
      const issued = now();
      // To the second: what is issued in the one of the adoption isn't from before it.
      while (now() <= issued) await new Promise((resolve) => setTimeout(resolve, 20));
      before = now();
      const body = { before, windowEndsAt: before + 600, maxLifeSeconds: LIFE_SECONDS, serverClockAheadSeconds: 0 };
      await append('issuer.adopted', body, API_GUARD);
      await calls(old, REFUSED);
      id = await append('issuer.adopted', body);
      await until(200, old);
      const { entries } = await scene.observe(() => call(old));
      assert.deepEqual(
        entries.map(({ kind, after }) => [kind, after]),
        [['token.usage', [id]]],
      );
    });
    it('what is minted past the guards from then on is none, and introspection says so', async () => {
      const token = await minted();
      await calls(token, REFUSED);
      assert.equal(await introspected(token), false);
    });
    it('with other claims about time than iat: they say nothing of when it was issued', async () => {
      const token = await claiming((claims) => {
        Object.assign(claims, { nbf: before - 100, auth_time: before - 100, updated_at: 0, issued_at: 0 });
      });
      await calls(token, REFUSED);
    });
    it('dated back by the server, and living as long as any: it would have lived too long', async () => {
      for (const back of [LIFE_SECONDS / 2, LIFE_SECONDS, 10 * LIFE_SECONDS]) {
        const token = await claiming((claims) => {
          claims['iat'] = before - back;
        });
        await calls(token, REFUSED);
        assert.equal(await introspected(token), false);
      }
    });
    it('with no iat, one that is a text, or one that overflows', async () => {
      for (const iat of [undefined, String(before - 1), -1, 1e300]) {
        const token = await claiming((claims) => {
          if (iat === undefined) delete claims['iat'];
          else claims['iat'] = iat;
        });
        const { got, reached } = await scene.observe(() => call(token));
        assert.deepEqual([got.status, got.error, reached], [401, 'invalid_token', []], String(iat));
        assert.equal(await introspected(token), false);
      }
    });
    it('with iat twice in what is signed over: no signature of the server’s holds', async () => {
      const [header = '', payload = '', signature = ''] = (await minted()).split('.');
      const claims = Buffer.from(payload, 'base64url')
        .toString()
        .replace('{', `{"iat":${before - 1},`);
      const forged = `${header}.${Buffer.from(claims).toString('base64url')}.${signature}`;
      const { got, reached } = await scene.observe(() => call(forged));
      assert.deepEqual([got.status, reached], [401, []]);
    });
    it('released by a guard and then shown as another client’s: it has a birth', async () => {
      const { json } = await base.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`);
      const released = String(json['access_token']);
      scene.secrets.add(released);
      const { jti } = JSON.parse(Buffer.from(released.split('.')[1] ?? '', 'base64url').toString()) as { jti: string };
      const token = await claiming((claims) => {
        Object.assign(claims, { jti, client_id: 'order-fulfilment', iat: before - 1, exp: before + 200 });
      });
      await calls(token, REFUSED);
      assert.equal(await introspected(token), false);
    });
    it('from before, with more than the policy allows its client: it holds no more than that', async () => {
      const { got, reached } = await scene.observe(() => api.call('POST', '/orders', wide));
      assert.deepEqual([got.status, got.error, reached], [403, 'insufficient_scope', []]);
      await scene.under(withClient(NIGHTLY, { standing: [] }), async () => {
        const refused = await scene.observe(() => call(old));
        assert.deepEqual([refused.got.status, refused.reached], [403, []]);
      });
      const { json } = await base.post('/token/introspection', 'ambit-guard', { token: wide });
      assert.deepEqual([json['active'], json['scope']], [true, 'orders:read']);
    });
    it('opaque, and introspection says nothing of when it was issued, or says it of one of since', async () => {
      assert.equal(await introspected(opaque), true, 'one from before');
      const since = await minted('customers:read', 'customer-sync', 'customers');
      assert.equal(await introspected(since), false);
      const saying = (change: (answer: Record<string, unknown>) => void) =>
        scene.tampering(
          ({ target }, { text }) => {
            if (target !== '/token/introspection') return null;
            const answer = JSON.parse(text) as Record<string, unknown>;
            change(answer);
            return { text: JSON.stringify(answer) };
          },
          () => introspected(opaque),
        );
      assert.equal(await saying(() => undefined), true, 'as it is');
      for (const change of [
        (answer: Record<string, unknown>) => void delete answer['iat'],
        (answer: Record<string, unknown>) => void Object.assign(answer, { iat: now() }),
        (answer: Record<string, unknown>) => void Object.assign(answer, { exp: now() + 10 * LIFE_SECONDS }),
        (answer: Record<string, unknown>) => void Object.assign(answer, { client_id: 'stranger' }),
        (answer: Record<string, unknown>) => void Object.assign(answer, { cnf: { jkt: 'x' } }),
        (answer: Record<string, unknown>) => void Object.assign(answer, { iss: 'https://other.example' }),
      ])
        assert.notEqual(await saying(change), true, String(change));
    });
    it('a second adoption, for which all that was minted meanwhile would be old', async () => {
      const token = await minted();
      await append('issuer.adopted', {
        before: now(),
        windowEndsAt: now() + 600,
        maxLifeSeconds: LIFE_SECONDS,
        serverClockAheadSeconds: 0,
      });
      await scene.observe(() => call(old));
      await calls(token, REFUSED);
    });
    it('one from before, after the window was closed', async () => {
      await append('adoption.closed', { adoption: id });
      await until(401, old);
      await calls(old, { ...REFUSED, ledger: ['use refused: adoption_window_over'] });
      assert.equal(await introspected(old), false);
    });
    it('there and back: what the guard gave is refreshed at the server itself, and past the guard before that is not', async () => {
      const past = await minted();
      await calls(past, REFUSED);
      const configuration = await base.configurationOf('storefront');
      const { refresh_token: refreshToken = '' } = await base.signIn(configuration, {
        scope: 'openid offline_access orders:read',
        prompt: 'consent',
      });
      const issued = now();
      while (now() <= issued) await new Promise((resolve) => setTimeout(resolve, 20));
      await append('issuer.handed_back', { from: now(), serverClockAheadSeconds: 0 });
      const credentials = formatBasicCredentials('storefront', base.secretOf('storefront'));
      const { status, text } = await scene.direct('POST', '/token', {
        headers: { 'content-type': FORM, authorization: credentials },
        body: `grant_type=refresh_token&refresh_token=${refreshToken}&scope=orders:read&resource=https%3A%2F%2Forders.acme.example`,
      });
      const answer = JSON.parse(text) as { access_token: string; refresh_token: string };
      for (const one of [refreshToken, answer.refresh_token, answer.access_token]) scene.secrets.add(one);
      assert.equal(status, 200, text);
      await until(200, answer.access_token);
      await calls(past, REFUSED);
    });
    it('a refresh token from before gives nothing past the guard’s own book', async () => {
      const form = { grant_type: 'refresh_token', refresh_token: 'a-refresh-token-of-before' };
      await scene.holds(() => base.post('/token', 'storefront', form), {
        client: '400 invalid_grant',
        server: [],
        ledger: ['stranger at token: refresh_token_unknown'],
      });
    });
  });
}
