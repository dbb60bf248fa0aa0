import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** What the receiver reads of an alert; docs/alerts.md has all of it. */
export interface ReceivedAlert {
  readonly id: string;
  readonly type: string;
  readonly severity: string;
  readonly what: string;
  readonly time: string;
  readonly clientId: string | null;
  readonly scopes: readonly string[];
  readonly entry: { readonly index: number };
}

const MAX_BODY_BYTES = 64 * 1024;
/** Alerts that are kept for whoever asks, and ids by which a second delivery is known. */
const MAX_KEPT = 1000;

/**
 * Acme's receiver of alerts, as a server that isn't listening yet. `POST /`: a Standard Webhook, whose signature and timestamp (five
 * minutes) have to hold; it is told to `onAlert` once, however often it comes. `GET /alerts`: the alerts that came, oldest first.
 */
export function alertReceiver(secret: string, onAlert: (alert: ReceivedAlert) => void): Server {
  const webhook = new Webhook(secret);
  const kept = new Map<string, ReceivedAlert>();
  return createServer(async (request, response) => {
    if (request.method === 'GET' && request.url === '/alerts') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([...kept.values()]));
      return;
    }
    if (request.method !== 'POST' || request.url !== '/') {
      response.writeHead(404).end();
      return;
    }
    try {
      const body = await bodyOf(request);
      const { data } = webhook.verify(body, request.headers as Record<string, string>) as { data: ReceivedAlert };
      const isNew = !kept.has(data.id);
      kept.set(data.id, data);
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      if (isNew) onAlert(data);
      response.writeHead(204).end();
    } catch {
      response.writeHead(401).end();
    }
  });
}

/** One line for a person; whatever could steer a terminal is spelled out. */
export function alertLine({ type, severity, what, entry }: ReceivedAlert): string {
  return `${severity} ${type}: ${what} (entry ${entry.index})`.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > MAX_BODY_BYTES) throw new Error('it is too long');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
