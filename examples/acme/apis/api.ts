import type { IncomingMessage } from 'node:http';

/** What an API answers; `body` is sent as JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** An operation: the request, the values of the path's parameters, and who the guard says is calling. */
export type Operation = (call: {
  readonly request: IncomingMessage;
  readonly parameters: readonly string[];
}) => ApiAnswer | Promise<ApiAnswer>;

/** One of Acme's APIs. It checks no token: that is the guard's, behind which it stands. */
export interface Api {
  readonly name: string;
  /** In order; the first whose method and path fit answers. */
  readonly operations: readonly { readonly method: string; readonly path: RegExp; readonly operation: Operation }[];
}

const MAX_BODY_BYTES = 64 * 1024;

/** The JSON body of a request; null where there is none that can be read. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY_BYTES) return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const notFound: ApiAnswer = { status: 404, body: { error: 'not_found' } };
