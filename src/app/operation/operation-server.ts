import { createServer, type ServerResponse } from 'node:http';
import { type Listening, listen } from '../../gateway/index.ts';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

const REQUEST_MILLISECONDS = 5000;
const MAX_CONNECTIONS = 64;

/**
 * What a process says of itself, on an address of its own: `/healthz` (it runs, and takes turns), `/readyz` (it would do its work
 * now; 503 and `Retry-After` otherwise, with what is missing) and `/metrics` (Prometheus' text format). GET and HEAD alone; nothing
 * else is there, and nothing can be changed.
 *
 * @throws GatewayError `port_taken`, `listen_failed`
 */
export async function startOperationServer(
  address: { readonly host: string; readonly port: number },
  { metrics, readiness, onFault }: { metrics: Metrics; readiness: Readiness; onFault: (fault: unknown) => void },
): Promise<Listening> {
  const answerTo = async (path: string): Promise<Answer> => {
    switch (path) {
      case '/healthz':
        return json(200, { status: 'ok', state: readiness.state() });
      case '/readyz': {
        const report = await readiness.report();
        metrics.set('ambit_ready', {}, report.ready ? 1 : 0);
        return json(report.ready ? 200 : 503, { ...report });
      }
      case '/metrics':
        metrics.set('ambit_ready', {}, (await readiness.report()).ready ? 1 : 0);
        return { status: 200, type: metrics.contentType, body: await metrics.text() };
      default:
        return json(404, { error: 'not_found', error_description: 'there are /healthz, /readyz and /metrics' });
    }
  };
  const server = createServer({ requestTimeout: REQUEST_MILLISECONDS, headersTimeout: REQUEST_MILLISECONDS });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', (request, response) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const answer = reads
      ? answerTo((request.url ?? '').split('?', 1)[0] ?? '')
      : Promise.resolve(json(405, { error: 'method_not_allowed', error_description: 'only GET and HEAD are allowed' }));
    answer.then(
      (one) => send(response, one, request.method === 'HEAD'),
      (error: unknown) => {
        onFault(error);
        send(response, json(500, { error: 'internal_error', error_description: 'something went wrong here' }), false);
      },
    );
  });
  return await listen(server, address);
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function json(status: number, value: object): Answer {
  return { status, type: 'application/json', body: `${JSON.stringify(value)}\n` };
}

function send(response: ServerResponse, { status, type, body }: Answer, headOnly: boolean): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
    ...(status === 503 ? { 'retry-after': '1' } : {}),
  });
  response.end(headOnly ? undefined : body);
}
