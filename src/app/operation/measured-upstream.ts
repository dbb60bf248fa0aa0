import type { Upstream } from '../../gateway/index.ts';
import { codeOf } from './measured-writer.ts';
import type { Metrics } from './metrics.ts';

/** The server behind, with the time that it takes to answer. @param server `authorization-server`, or the name of an API */
export function measuredUpstream(upstream: Upstream, server: string, metrics: Metrics): Upstream {
  const measured = async <T>(call: Promise<T>, statusOf: (answer: T) => number): Promise<T> => {
    const began = performance.now();
    let [status, error] = ['none', ''];
    try {
      const answer = await call;
      status = String(statusOf(answer));
      return answer;
    } catch (cause) {
      error = codeOf(cause);
      throw cause;
    } finally {
      metrics.observe(
        'http_client_request_duration_seconds',
        { server, http_response_status_code: status, error_type: error },
        (performance.now() - began) / 1000,
      );
    }
  };
  return {
    origin: upstream.origin,
    request: (request) => measured(upstream.request(request), ({ status }) => status),
    proxy: (request) => measured(upstream.proxy(request), (status) => status),
    close: () => upstream.close(),
  };
}
