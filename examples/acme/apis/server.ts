import { createServer, type Server } from 'node:http';
import { parseArgs } from 'node:util';
import type { Api } from './api.ts';
import { customersApi } from './customers.ts';
import { ordersApi } from './orders.ts';

const APIS: Readonly<Record<string, () => Api>> = { orders: ordersApi, customers: customersApi };

/** One of Acme's APIs as a server that isn't listening yet. */
export function apiServer({ operations }: Api): Server {
  return createServer(async (request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const path = (request.url ?? '').split('?')[0] ?? '';
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    for (const { method: own, path: pattern, operation } of operations) {
      const match = own === method ? pattern.exec(path) : null;
      if (match === null) continue;
      try {
        const { status, body } = await operation({
          request,
          parameters: match.slice(1).map((part) => decodeURIComponent(part)),
        });
        return answer(status, body);
      } catch {
        return answer(400, { error: 'invalid_request' });
      }
    }
    answer(404, { error: 'not_found' });
  });
}

function main(): void {
  const { values } = parseArgs({
    options: { api: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  });
  const make = Object.hasOwn(APIS, values.api ?? '') ? APIS[values.api ?? ''] : undefined;
  if (make === undefined || values.port === undefined) {
    console.error(`usage: server.ts --api ${Object.keys(APIS).join('|')} --port PORT [--host 127.0.0.1]`);
    process.exit(2);
  }
  const host = values.host ?? '127.0.0.1';
  const server = apiServer(make());
  server.once('error', (error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE'
        ? `port ${values.port} on ${host} is taken by another process: stop it, or choose another with --port`
        : error.message;
    console.error(`the ${values.api} API can't start: ${why}`);
    process.exit(1);
  });
  server.listen(Number(values.port), host, () =>
    process.send?.({ kind: 'ready', url: `http://${host}:${values.port}` }),
  );
  const stop = (): void => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  process.once('SIGTERM', stop);
  if (process.send === undefined) process.once('SIGINT', stop);
  else {
    // A child of the example's starter: Ctrl-C reaches the whole process group, and the starter says when it is our turn.
    process.on('SIGINT', () => undefined);
    process.once('disconnect', stop);
  }
}

if (import.meta.main) main();
