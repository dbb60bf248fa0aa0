import { createServer, type Server } from 'node:http';
import { parseArgs } from 'node:util';
import { serve } from '../serve.ts';
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
  serve(apiServer(make()), { name: `${values.api} API`, port: Number(values.port), host: values.host ?? '127.0.0.1' });
}

if (import.meta.main) main();
