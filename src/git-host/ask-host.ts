import { GitHostError } from './git-host-error.ts';

const TIMEOUT_MILLISECONDS = 20_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const MAX_PAGES = 20;

export interface HostQuery {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Asks for a document of JSON: over https, or http on the loopback interface; no redirect is followed, for the token would go along;
 * time and size are bounded.
 *
 * @throws GitHostError
 */
export async function askHost(
  url: URL,
  { headers, signal }: HostQuery,
): Promise<{ body: unknown; link: string | null }> {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw new GitHostError('host_unreachable', `${url.origin} is not asked: a token goes over https alone.`);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { headers, redirect: 'manual', signal: limit });
    text = await boundedText(response, url);
  } catch (cause) {
    if (cause instanceof GitHostError) throw cause;
    const why = (cause as { cause?: { code?: string } }).cause?.code ?? (cause as Error).name;
    throw new GitHostError('host_unreachable', `${url.origin} does not answer (${why}).`, cause);
  }
  if (response.status !== 200) throw refused(url, response.status);
  try {
    return { body: JSON.parse(text), link: response.headers.get('link') };
  } catch {
    throw new GitHostError('answer_unreadable', `${url.origin}${url.pathname} answers with something else than JSON.`);
  }
}

/**
 * Asks for a list, page by page as RFC 8288 links say, which both hosts send. Links lead nowhere but to the same place.
 *
 * @throws GitHostError
 */
export async function askHostForList(first: URL, query: HostQuery): Promise<unknown[]> {
  const found: unknown[] = [];
  let url: URL | null = first;
  for (let page = 0; url !== null; page++) {
    if (page === MAX_PAGES)
      throw new GitHostError('request_unprovable', `${first.origin}${first.pathname} has more pages than are read.`);
    const { body, link }: { body: unknown; link: string | null } = await askHost(url, query);
    if (!Array.isArray(body))
      throw new GitHostError('answer_unreadable', `${first.origin}${first.pathname} answers with no list.`);
    found.push(...body);
    url = nextOf(link, url);
  }
  return found;
}

function nextOf(link: string | null, current: URL): URL | null {
  const [, next] = /<([^<>]*)>;[^<>]*\brel="?next"?/.exec(link ?? '') ?? [];
  if (next === undefined) return null;
  const url = URL.canParse(next, current.href) ? new URL(next, current.href) : null;
  if (url?.origin !== current.origin)
    throw new GitHostError('answer_unreadable', `${current.origin} leads to another host for the next page.`);
  return url;
}

async function boundedText(response: Response, { origin }: URL): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES)
      throw new GitHostError('answer_unreadable', `${origin} answers with more than is read.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refused(url: URL, status: number): GitHostError {
  const why =
    status === 401 || status === 403
      ? 'the token may not read this, or too much was asked'
      : status === 404
        ? 'there is no such thing, or the token may not know of it'
        : status >= 300 && status < 400
          ? 'it sends elsewhere, where the token is not taken: name the repository as it is called now'
          : 'try again later';
  return new GitHostError('host_refused', `${url.origin}${url.pathname} answers ${status}: ${why}.`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
