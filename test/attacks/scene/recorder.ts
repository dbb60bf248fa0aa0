import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came to the authorization server, byte for byte what the guard put on the wire. */
export interface Reached {
  readonly method: string;
  readonly target: string;
  /** Names and values as they came, in turns. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** Changes what the server answered. */
export type Tamper = (
  reached: Reached,
  answer: { readonly status: number; readonly text: string },
) => Changed | null | Promise<Changed | null>;

export interface Changed {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

export interface Recorder {
  readonly origin: string;
  readonly reached: Reached[];
  /** Set where the server is to answer what it would not by itself. */
  tamper: Tamper | null;
  close(): Promise<void>;
}

/** Stands right before the authorization server: writes down what comes, hands it on as it came, and may change the answer. */
export async function startRecorder(origin: string): Promise<Recorder> {
  const reached: Reached[] = [];
  const recorder: { tamper: Tamper | null } = { tamper: null };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const one: Reached = {
      method: request.method ?? '',
      target: request.url ?? '',
      rawHeaders: request.rawHeaders,
      body: Buffer.concat(await request.toArray()).toString('latin1'),
    };
    reached.push(one);
    const answer = await handOn(origin, one);
    const text = answer.body.toString('utf8');
    const changed = (await recorder.tamper?.(one, { status: answer.status, text })) ?? null;
    if (changed === null) {
      response.writeHead(answer.status, [...answer.rawHeaders]);
      response.end(answer.body);
      return;
    }
    const headers = { 'content-type': 'application/json', ...changed.headers };
    response.writeHead(changed.status ?? answer.status, headers).end(changed.text ?? text);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached,
    get tamper() {
      return recorder.tamper;
    },
    set tamper(tamper) {
      recorder.tamper = tamper;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function handOn(
  origin: string,
  { method, target, rawHeaders, body }: Reached,
): Promise<{ readonly status: number; readonly rawHeaders: readonly string[]; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const options = { host: hostname, port, method, path: target, headers: [...rawHeaders] };
    const outgoing = httpRequest({ ...options, agent: false }, (response) => {
      response.toArray().then((chunks) => {
        const status = response.statusCode ?? 502;
        resolve({ status, rawHeaders: response.rawHeaders, body: Buffer.concat(chunks) });
      }, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(Buffer.from(body, 'latin1'));
  });
}
