import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { AlertPayload } from '../index.ts';

export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly payload: AlertPayload;
}

/** A real receiver of webhooks, which verifies them with the library of the specification. */
export interface WebhookReceiver {
  readonly url: string;
  readonly secret: string;
  /** What it took, in order, duplicates too. */
  readonly received: Received[];
  /** Requests that came, whatever became of them. */
  requests(): number;
  /** What it answers from now on; 204 at first. A signature that doesn't hold gets 401 in any case. */
  answer: { status: number; headers?: Record<string, string>; body?: string } | 'never';
  close(): Promise<void>;
  /** Listens again where it did. */
  open(): Promise<void>;
}

export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

export async function webhookReceiver(): Promise<WebhookReceiver> {
  const secret = newSecret();
  const verifier = new Webhook(secret);
  let requests = 0;
  let port = 0;
  const server = createServer(async (request, response) => {
    requests++;
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    let payload: AlertPayload;
    try {
      payload = verifier.verify(body, request.headers as Record<string, string>) as AlertPayload;
    } catch {
      response.writeHead(401).end();
      return;
    }
    if (receiver.answer === 'never') return;
    const { status, headers = {}, body: said } = receiver.answer;
    if (status < 300)
      receiver.received.push({ id: String(request.headers['webhook-id']), headers: request.headers, body, payload });
    response.writeHead(status, headers).end(said);
  });
  const receiver: WebhookReceiver = {
    get url() {
      return `http://127.0.0.1:${port}/alerts`;
    },
    secret,
    received: [],
    requests: () => requests,
    answer: { status: 204 },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    async open() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      port = (server.address() as AddressInfo).port;
    },
  };
  await receiver.open();
  return receiver;
}
