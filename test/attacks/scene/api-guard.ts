import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { createUpstream, listen } from '../../../src/gateway/index.ts';
import { sendRaw } from '../../../src/gateway/testing/raw-connection.ts';
import { createApiGuard } from '../../../src/guard/api/index.ts';
import { loadOpenApi } from '../../../src/operations/index.ts';
import { ORDERS } from '../families/common.ts';
import type { Answered, AttackScene } from './attack-scene.ts';

export const API_GUARD = 'api-guard-1';
const OPENAPI = new URL('../../../examples/acme/apis/orders.openapi.yaml', import.meta.url);
const PUBLIC = 'http://orders.example';

/** Acme's orders API behind an API guard on the same ledger. What reaches it is told as `GET orders API /orders`. Registers its own hooks. */
export function ordersApi(scene: AttackScene) {
  let started: Promise<number> | null = null;
  const ending: (() => Promise<unknown>)[] = [];
  const start = async (): Promise<number> => {
    const behind = createServer((request, response) => {
      const { method = '', url = '', rawHeaders } = request;
      scene.alsoReached({ method, target: `orders API ${url}`, rawHeaders, body: '' });
      request.resume().once('end', () => response.end('orders'));
    });
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    const { store, writers, revocations, accessTokens, policy } = scene.base.parts;
    const writer = writers.get(API_GUARD);
    if (writer === undefined) throw new Error('the scene has no writer for the API guard');
    const upstream = createUpstream({
      origin: `http://127.0.0.1:${(behind.address() as AddressInfo).port}`,
      publicOrigin: PUBLIC,
    });
    const guard = createApiGuard({
      issuer: scene.issuer,
      apis: [
        {
          name: 'orders',
          publicUrl: PUBLIC,
          upstream,
          operations: loadOpenApi(readFileSync(OPENAPI, 'utf8'), { path: 'orders.openapi.yaml' }),
          audience: ORDERS,
        },
      ],
      store,
      writer,
      activePolicy: { current: () => ({ identified: policy(), entry: undefined as never, activatedAt: '' }) },
      revocations,
      accessTokens,
      pseudonymOf: (subject) => `sub:${subject.length}`,
      clock: () => Date.now() + scene.base.server.aheadSeconds * 1000,
      onFault: () => {},
      usageSummarySeconds: 3600,
    });
    const server = guard.servers.get('orders');
    if (server === undefined) throw new Error('the guard has no server for orders');
    const listening = await listen(server, { host: '127.0.0.1', port: 0 });
    scene.alsoSettle(() => guard.flush());
    ending.push(
      () => listening.close(1),
      () => guard.close(),
      () => upstream.close(),
      async () => {
        behind.close();
        behind.closeAllConnections();
      },
    );
    return listening.port;
  };
  after(async () => {
    for (const end of ending) await end();
  });
  return {
    /** Calls the API with a token. */
    call: async (method: string, path: string, token: string): Promise<Answered> => {
      // With the first call: what a file registers to run before its tests runs all at once.
      started ??= start();
      return await sendRaw(
        await started,
        `${method} ${path} HTTP/1.1\r\nHost: orders.example\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
      );
    },
  };
}
