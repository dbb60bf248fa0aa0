import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** A document, or what else is answered. */
export type Answer =
  | unknown
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly raw: string };

/** A Git host on the loopback interface: it answers by path, lists in pages of `per_page`, with the links of RFC 8288. */
export interface HostServer {
  readonly origin: string;
  readonly asked: Asked[];
  /** By path without query. What isn't there is 404. */
  readonly answers: Map<string, Answer>;
  close(): Promise<void>;
}

export async function hostServer(pageSize = 100): Promise<HostServer> {
  const asked: Asked[] = [];
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    asked.push({ path: `${url.pathname}${url.search}`, headers: request.headers });
    const answer = answers.get(url.pathname);
    const special = Object(answer) as { status?: unknown; headers?: Record<string, string>; raw?: unknown };
    if (typeof special.status === 'number' && typeof special.raw === 'string') {
      response.writeHead(special.status, special.headers).end(special.raw);
      return;
    }
    response.setHeader('content-type', 'application/json; charset=utf-8');
    if (answer === undefined) {
      response.writeHead(404).end(JSON.stringify({ message: 'Not Found', status: '404' }));
      return;
    }
    if (!Array.isArray(answer)) {
      response.end(JSON.stringify(answer));
      return;
    }
    const page = Number(url.searchParams.get('page') ?? '1');
    if (page * pageSize < answer.length) {
      const next = new URL(url);
      next.searchParams.set('page', String(page + 1));
      response.setHeader('link', `<${next}>; rel="next", <${url}>; rel="last"`);
    }
    response.end(JSON.stringify(answer.slice((page - 1) * pageSize, page * pageSize)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
