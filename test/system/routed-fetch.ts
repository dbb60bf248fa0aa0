import { Agent, buildConnector, fetch as undiciFetch } from 'undici';

export type Fetch = typeof globalThis.fetch;

/**
 * A `fetch` that connects to other ports than the addresses name, as a load balancer would: each guard of several has the one public
 * address, and the test chooses which of them answers.
 */
export function routedFetch(ports: ReadonlyMap<number, number>): { readonly fetch: Fetch; close(): Promise<void> } {
  const connect = buildConnector({});
  const agent = new Agent({
    connect: (options, callback) => {
      const port = String(ports.get(Number(options.port)) ?? options.port);
      connect({ ...options, port }, callback);
    },
  });
  const routed = (input: unknown, init: unknown): Promise<unknown> =>
    undiciFetch(input as string, { ...(init as object), dispatcher: agent });
  return { fetch: routed as Fetch, close: () => agent.close() };
}
