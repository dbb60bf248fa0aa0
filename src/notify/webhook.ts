import { Webhook } from 'standardwebhooks';
import { type Dispatcher, Pool } from 'undici';
import { SEVERITIES, type Severity } from '../alerts/index.ts';
import { retryAfterOf } from './back-off.ts';
import { NotifyError } from './notify-error.ts';
import type { Destination, Message, SendResult } from './types.ts';

const MAX_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MILLISECONDS = 5000;
const ANSWER_TIMEOUT_MILLISECONDS = 10_000;
/** From the first byte out to the last one in, whatever it does in between. */
const WHOLE_TIMEOUT_MILLISECONDS = 15_000;
/** What of an answer is read, so that its connection can be used again; nothing in it matters. */
const MAX_ANSWER_BYTES = 16 * 1024;

const SECRET_PREFIX = 'whsec_';
/** Standard Webhooks, "Signature scheme": between 24 and 64 bytes. */
const SECRET_BYTES = { least: 24, most: 64 } as const;

export interface WebhookOptions {
  readonly name: string;
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
  readonly severities?: readonly Severity[];
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/**
 * A receiver of alerts by the Standard Webhooks specification: one POST with `webhook-id`, `webhook-timestamp` and
 * `webhook-signature`, HMAC-SHA-256 over `<id>.<timestamp>.<body>`. Any answer 2xx is a delivery; a redirect is not followed, for
 * the receiver that was configured is the one that is meant. Opens no connection yet.
 *
 * @throws NotifyError `secret_invalid`, `url_invalid`
 */
export function webhookDestination(options: WebhookOptions): Destination {
  const { name, severities = SEVERITIES, clock = Date.now } = options;
  const url = urlOf(options);
  const signing = signerOf(options);
  const pool = new Pool(url.origin, {
    connections: MAX_CONNECTIONS,
    connect: { timeout: CONNECT_TIMEOUT_MILLISECONDS },
    headersTimeout: ANSWER_TIMEOUT_MILLISECONDS,
    bodyTimeout: ANSWER_TIMEOUT_MILLISECONDS,
  });
  return {
    name,
    severities,
    async send({ id, payload }: Message, signal) {
      const sentAt = new Date(clock());
      try {
        const answer = await pool.request({
          method: 'POST',
          path: url.pathname,
          headers: {
            'content-type': 'application/json',
            'user-agent': 'ambit',
            'webhook-id': id,
            'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
            'webhook-signature': signing.sign(id, sentAt, payload),
          },
          body: payload,
          signal: AbortSignal.any([signal, AbortSignal.timeout(WHOLE_TIMEOUT_MILLISECONDS)]),
        });
        await passOver(answer.body);
        return resultOf(answer, clock());
      } catch (error) {
        return { ...NOTHING, outcome: signal.aborted ? 'aborted' : 'failed', error: codeOf(error) };
      }
    },
    close: () => pool.destroy(),
  };
}

const NOTHING = { status: null, error: null, retryAfterSeconds: null } as const;

function resultOf({ statusCode: status, headers }: Dispatcher.ResponseData, now: number): SendResult {
  if (status >= 200 && status < 300) return { ...NOTHING, outcome: 'delivered', status };
  const asked = headers['retry-after'];
  return {
    outcome: 'failed',
    status,
    error: null,
    retryAfterSeconds: retryAfterOf(Array.isArray(asked) ? asked[0] : asked, now),
  };
}

/** What an answer says beside its status is read to its end or to a limit, and forgotten. */
async function passOver(body: Dispatcher.ResponseData['body']): Promise<void> {
  let length = 0;
  try {
    for await (const chunk of body) {
      length += (chunk as Buffer).length;
      if (length > MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The status has come: the receiver has said what it had to say.
  }
}

/** A failure by its code alone. */
function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'TIMEOUT';
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : 'REQUEST_FAILED';
}

function urlOf({ name, url }: WebhookOptions): URL {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.search !== '' || parsed.username !== '')
    throw new NotifyError('url_invalid', `The url of the webhook ${name} is none that alerts can be sent to.`);
  return parsed;
}

function signerOf({ name, secret }: WebhookOptions): Webhook {
  const encoded = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : '';
  const bytes = Buffer.from(encoded, 'base64');
  // The library decodes leniently: what both ends take to be the key has to be the same.
  if (bytes.toString('base64') !== encoded || bytes.length < SECRET_BYTES.least || bytes.length > SECRET_BYTES.most)
    throw new NotifyError(
      'secret_invalid',
      `The secret of the webhook ${name} should be ${SECRET_PREFIX} and the base64 of ${SECRET_BYTES.least} to ${SECRET_BYTES.most} random bytes (Standard Webhooks), and is something else.`,
    );
  return new Webhook(secret);
}
