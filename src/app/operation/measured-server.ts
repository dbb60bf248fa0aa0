import type { IncomingMessage, Server } from 'node:http';
import type { Metrics } from './metrics.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Times the requests of a server, beside whatever answers them.
 *
 * @param endpointOf what a path is called, one of a bounded set; asked once the answer is out. When absent: `none`.
 */
export function measureServer(
  listener: Server,
  server: string,
  metrics: Metrics,
  endpointOf?: (path: string) => Promise<string>,
): void {
  let active = 0;
  metrics.onReading([], () => metrics.set('http_server_active_requests', { server }, active));
  listener.on('request', (request: IncomingMessage, response) => {
    const began = performance.now();
    active++;
    response.once('close', () => {
      active--;
      const seconds = (performance.now() - began) / 1000;
      const status = response.writableFinished ? String(response.statusCode) : 'none';
      const method = METHODS.has(request.method ?? '') ? String(request.method) : '_OTHER';
      const observe = (endpoint: string): void =>
        metrics.observe(
          'http_server_request_duration_seconds',
          { server, endpoint, http_request_method: method, http_response_status_code: status },
          seconds,
        );
      if (endpointOf === undefined) observe('none');
      else endpointOf((request.url ?? '').split('?', 1)[0] ?? '').then(observe, () => observe('none'));
    });
  });
}
