import { createHash } from 'node:crypto';
import { type AddCheckpoint, formatAddCheckpoint } from '../proof/index.ts';
import type { NamedWitness } from './types.ts';

const TIMEOUT_MILLISECONDS = 10_000;
/** Its cosignatures, or a checkpoint with all signatures: a dozen of ML-DSA-44 have 40,000 bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_SHOWN = 200;

/** What a witness answered. What it says is not verified yet. */
export type WitnessReply =
  | { readonly kind: 'lines'; readonly lines: string }
  /** It cosigned another size last. */
  | { readonly kind: 'size'; readonly size: number }
  /** By what it knows, the log doesn't extend what it cosigned. */
  | { readonly kind: 'inconsistent'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

/** What a refusal means, and who can mend it (C2SP tlog-witness). */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'it can’t read the request',
  403: 'it knows this log by other keys: whoever runs it needs keys/log.pub',
  404: 'it does not witness this log: whoever runs it needs keys/log.pub, or the URL is another’s',
  413: 'the request is too large for it',
  429: 'it is asked too often',
};

/** Asks a witness to cosign (C2SP tlog-witness). Never rejects. */
export async function askWitness(
  { url }: Pick<NamedWitness, 'url'>,
  request: AddCheckpoint,
  signal: AbortSignal,
): Promise<WitnessReply> {
  try {
    const response = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: formatAddCheckpoint(request),
      // Whoever it leads to was not named, and would see the log grow.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
    });
    return replyOf(response.status, response.headers.get('content-type'), await textOf(response));
  } catch (error) {
    return { kind: 'failed', why: reasonOf(error) };
  }
}

/**
 * What an answer says, by its status, its content type and its text.
 *
 * @returns a failure for whatever the document doesn't know; what is shown of the text is printable ASCII
 */
export function replyOf(status: number, contentType: string | null, text: string): WitnessReply {
  if (status === 200) return { kind: 'lines', lines: text };
  if (status === 409) {
    const size = Number(/^(0|[1-9][0-9]*)\n$/.exec(text)?.[1] ?? Number.NaN);
    return contentType?.split(';')[0]?.trim() === 'text/x.tlog.size' && Number.isSafeInteger(size)
      ? { kind: 'size', size }
      : { kind: 'failed', why: 'it answers 409 and says no size that is one' };
  }
  if (status === 422) return { kind: 'inconsistent', why: shown(text) };
  const known = REFUSALS[status];
  return {
    kind: 'failed',
    why: [`it answers ${status}`, known, shown(text)].filter((part) => part !== undefined && part !== '').join(': '),
  };
}

/** The newest checkpoint that a witness publishes of a log, unverified; null where it publishes none. Never rejects. */
export async function publishedBy(
  { monitoringUrl }: Pick<NamedWitness, 'monitoringUrl'>,
  origin: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const hash = createHash('sha256').update(origin).digest('hex');
    const response = await fetch(`${monitoringUrl}/${hash}/checkpoint`, { redirect: 'error', signal });
    const text = await textOf(response);
    return response.status === 200 ? text : null;
  } catch {
    return null;
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`its answer has more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** A stranger's words, as a log and a terminal may have them. */
function shown(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, MAX_SHOWN);
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `it did not answer within ${TIMEOUT_MILLISECONDS / 1000} seconds`;
  return shown(cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message);
}
