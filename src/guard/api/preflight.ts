import type { ServerResponse } from 'node:http';
import type { RequestHead } from '../../gateway/index.ts';
import type { OperationMethod } from '../../operations/index.ts';
import type { ApiContext } from './guard-context.ts';

/** What a preflight says (Fetch §3.2.2, Private Network Access §2). */
const ASKED: ReadonlySet<string> = new Set([
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
  'access-control-request-private-network',
]);

const METHODS: ReadonlyMap<string, OperationMethod> = new Map(
  (['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => [method, method]),
);

/**
 * The method that a CORS preflight asks for (Fetch §3.2.2); null where the request is none. It carries neither credentials nor a
 * body, and the request that follows is judged for itself.
 */
export function preflightMethod({ method, headers, hasBody }: RequestHead): OperationMethod | null {
  if (method !== 'OPTIONS' || !headers.has('origin') || headers.has('authorization') || hasBody) return null;
  return METHODS.get(headers.get('access-control-request-method') ?? '') ?? null;
}

/**
 * Asks the API a preflight, which no token was judged for: written anew, and of the answer only what a browser looks at. An API
 * that doesn't tell methods apart would answer OPTIONS with what GET has, or look at a cookie.
 *
 * @throws GatewayError
 */
export async function answerPreflight(api: ApiContext, head: RequestHead, response: ServerResponse): Promise<void> {
  const headers: string[] = [];
  for (let at = 0; at < head.rawHeaders.length; at += 2) {
    const [name = '', value = ''] = head.rawHeaders.slice(at, at + 2);
    if (ASKED.has(name)) headers.push(name, value);
  }
  const answer = await api.upstream.request({
    method: 'OPTIONS',
    target: head.query === '' ? head.path : `${head.path}?${head.query}`,
    headers,
    client: response.req,
  });
  const shown: string[] = answer.status === 204 ? [] : ['content-length', '0'];
  for (let at = 0; at < answer.headers.length; at += 2) {
    const [name = '', value = ''] = answer.headers.slice(at, at + 2);
    if (name === 'vary' || name.startsWith('access-control-')) shown.push(name, value);
  }
  response.writeHead(answer.status, shown).end();
}
