import { ServerAdminError } from './server-admin-error.ts';

const TIMEOUT_MILLISECONDS = 20_000;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * Asks for a document of JSON with a bearer token: over https, or http on the loopback interface; no redirect is followed, for the token
 * would go along; time and size are bounded.
 *
 * @throws ServerAdminError
 */
export async function askJson(url: URL, token: string, signal: AbortSignal): Promise<unknown> {
  const where = `${url.origin}${url.pathname}`;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw new ServerAdminError('server_unreachable', `${url.origin} is not asked: a token goes over https alone.`);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json', authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
    });
    text = await boundedText(response, where);
  } catch (cause) {
    if (cause instanceof ServerAdminError) throw cause;
    const why = (cause as { cause?: { code?: string } }).cause?.code ?? (cause as Error).name;
    throw new ServerAdminError('server_unreachable', `${url.origin} does not answer (${why}).`, cause);
  }
  if (response.status !== 200)
    throw new ServerAdminError('server_refused', `${where} answers ${response.status}: ${whyOf(response.status)}.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ServerAdminError('answer_unreadable', `${where} answers with something else than JSON.`, cause);
  }
}

async function boundedText(response: Response, where: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES)
      throw new ServerAdminError('answer_unreadable', `${where} answers with more than is read.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function whyOf(status: number): string {
  if (status === 401) return 'the token is not taken, or has ended';
  if (status === 403)
    return 'the token may not read this: it takes the roles view-realm, view-clients and view-identity-providers';
  if (status === 404) return 'there is no such realm, or the address is not that of its administration';
  return status >= 300 && status < 400 ? 'it sends elsewhere, where the token is not taken' : 'try again later';
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
