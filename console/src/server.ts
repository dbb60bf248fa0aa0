/** Calls to the server that the page came from. */

export class ServerError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;

  constructor(status: number, code: string, message: string, details: unknown = null) {
    super(message);
    this.name = 'ServerError';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** Asks for what a path has. What the page asks by itself says so, for nobody need be sitting there. @throws ServerError */
export async function read<T>(
  path: string,
  { signal, byItself }: { signal: AbortSignal; byItself: boolean },
): Promise<T> {
  const headers = byItself ? { 'x-ambit-by-itself': '1' } : {};
  return (await (await answerTo(path, { signal, headers })).json()) as T;
}

/** Changes something. The header is what no other site can send (see `same-origin.ts` of the server). @throws ServerError */
export async function change<T>(path: string, body: object = {}): Promise<T> {
  return (await (await post(path, body)).json()) as T;
}

/** As `change`, where the answer is a file. @throws ServerError */
export async function changeForFile(path: string, body: object): Promise<{ blob: Blob; name: string | null }> {
  const response = await post(path, body);
  const name = /filename="([A-Za-z0-9._-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? null;
  return { blob: await response.blob(), name };
}

function post(path: string, body: object): Promise<Response> {
  return answerTo(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-ambit-console': '1' },
    body: JSON.stringify(body),
  });
}

async function answerTo(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin', redirect: 'error' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ServerError(
      0,
      'unreachable',
      'Ambit does not answer. Is it running, and is this machine on its network?',
    );
  }
  if (response.ok) return response;
  const said = (await response.json().catch(() => null)) as {
    error?: { code: string; message: string; details: unknown };
  } | null;
  const { code = 'internal', message = `The server answers ${response.status}.`, details = null } = said?.error ?? {};
  throw new ServerError(response.status, code, message, details);
}
