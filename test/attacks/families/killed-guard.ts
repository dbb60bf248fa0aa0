import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { sendRaw } from '../../../src/gateway/testing/raw-connection.ts';
import { formatBasicCredentials } from '../../../src/oauth/index.ts';
import { openUnknownOutcomes } from '../../../src/watch/index.ts';
import type { ordersApi } from '../scene/api-guard.ts';
import type { AttackScene } from '../scene/attack-scene.ts';
import type { GuardProcessSettings } from '../scene/guard-process.ts';
import { FORM, GRANT, NIGHTLY } from './common.ts';
import { MANAGEMENT } from './incidents.ts';

export const KILLED_GUARD = 'issuer-guard-3';
const HOUR = 3600_000;

/** F32: a guard is killed when the server has issued, and before the client has anything. */
export function killedGuard(scene: AttackScene, api: ReturnType<typeof ordersApi>): void {
  describe('F32 kill -9 between issue and delivery', () => {
    it('F32 the token that nobody got is worth nothing, and the decision becomes a finding', async () => {
      const { base } = scene;
      const { databaseUrl, keys } = base.parts;
      const child = fork(new URL('../scene/guard-process.ts', import.meta.url));
      const settings: GuardProcessSettings = {
        databaseUrl,
        writer: KILLED_GUARD,
        privateKey: String(keys.get(KILLED_GUARD)?.privateKey.export({ type: 'pkcs8', format: 'pem' })),
        issuer: scene.issuer,
        upstreamOrigin: scene.recorded,
      };
      child.send(settings);
      const [said] = (await once(child, 'message')) as [{ port?: number; error?: string }];
      assert.ok(said.port !== undefined, said.error);
      const issued = Promise.withResolvers<string>();
      const killed = Promise.withResolvers<null>();
      scene.tamperBy(({ target }, { text }) => {
        if (target !== '/token') return null;
        issued.resolve(String((JSON.parse(text) as { access_token: string }).access_token));
        return killed.promise;
      });
      try {
        const form = `${GRANT}&scope=orders:read`;
        const credentials = formatBasicCredentials(NIGHTLY, base.secretOf(NIGHTLY));
        const head = `POST /token HTTP/1.1\r\nHost: ${scene.host}\r\nAuthorization: ${credentials}\r\nContent-Type: ${FORM}`;
        const asked = sendRaw(said.port, `${head}\r\nContent-Length: ${form.length}\r\n\r\n${form}`);
        const token = await issued.promise;
        scene.secrets.add(token);
        child.kill('SIGKILL');
        await once(child, 'exit');
        killed.resolve(null);
        assert.deepEqual(await asked, { status: 0, head: '', body: '', closed: true }, 'the client gets nothing');

        await scene.holds(() => api.call('GET', '/orders', token), {
          client: '401 invalid_token',
          server: [],
          ledger: ['use refused: token_unrecorded'],
        });
        const said2 = await base.post('/token/introspection', NIGHTLY, { token });
        assert.deepEqual(said2.json, { active: false });
      } finally {
        child.kill('SIGKILL');
        killed.resolve(null);
        scene.tamperBy(null);
      }
      const { store, writers } = base.parts;
      const writer = writers.get(MANAGEMENT);
      assert.ok(writer !== undefined);
      // An hour later nothing can follow any more.
      const found = await openUnknownOutcomes({ store, writer, clock: () => Date.now() + HOUR });
      assert.ok(found.length > 0, 'a finding says that nobody knows what came of it');
    });
    it('F32 somebody is told of the finding', { todo: 'findings alert nobody yet' });
    it('F32 the token itself is revoked after the restart', { todo: 'no RFC has a way to ask the server for it' });
  });
}
