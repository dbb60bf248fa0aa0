import type { IncomingMessage, ServerResponse } from 'node:http';
import { GatewayError, onceClosed, type RequestHead, readHead } from '../../gateway/index.ts';
import { OAuthError } from '../../oauth/index.ts';
import { matchOperation, type Operation } from '../../operations/index.ts';
import { bearerTokenOf } from './credentials.ts';
import type { ApiContext, GuardContext } from './guard-context.ts';
import { judgeUse } from './judge-use.ts';
import { answerPreflight, preflightMethod } from './preflight.ts';
import { recordRefusedUse, recordUse } from './record-use.ts';
import {
  credentialsMissing,
  methodUnknown,
  PATH_UNKNOWN,
  type Refusal,
  requestAmbiguous,
  type StrangerReason,
  sendRefusal,
  TOO_MANY_CALLS,
} from './refusal.ts';
import type { Use } from './use.ts';

const WITHOUT_AUTHORIZATION: ReadonlySet<string> = new Set(['authorization']);
const NOTHING_WITHHELD: ReadonlySet<string> = new Set();

/**
 * One request: head read strictly, operation found, token judged by the policy of now, use recorded, passed on. What isn't
 * described in the API's document is refused.
 */
export async function handleRequest(
  guard: GuardContext,
  api: ApiContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refuse = (refusal: Refusal, reason: StrangerReason): void => {
    guard.strangers.count(api.name, reason);
    sendRefusal(response, refusal);
  };
  let head: RequestHead;
  try {
    head = readHead(request, { publicHosts: api.publicHosts, paths: 'encoded' });
  } catch (error) {
    if (error instanceof GatewayError) guard.strangers.count(api.name, error.code);
    throw error;
  }

  const preflightOf = preflightMethod(head);
  const match = matchOperation(api.operations, preflightOf ?? head.method, head.path);
  if (match.kind === 'path_unknown') return refuse(PATH_UNKNOWN, 'path_unknown');
  if (match.kind === 'method_unknown') return refuse(methodUnknown(match.allowed), 'method_unknown');
  const { operation } = match;

  let token: string | null;
  try {
    token = bearerTokenOf(head);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return refuse(requestAmbiguous(api.name, error.message), 'request_ambiguous');
  }
  if (preflightOf !== null) return await answerPreflight(api, head, response);
  if (isOpen(operation, token)) {
    if (!takesShare(api, null, response)) return refuse(TOO_MANY_CALLS, 'too_many_calls');
    return await passOn(api, head, request, response, null);
  }
  if (token === null) return refuse(credentialsMissing(api.name), 'credentials_missing');

  const { use, refusal, strangerReason } = await judgeUse(guard, api, operation, token);
  if (strangerReason !== null) guard.strangers.count(api.name, strangerReason);
  if (refusal !== null) {
    if (use !== null) recordRefusedUse(guard, use);
    return sendRefusal(response, refusal);
  }
  // Before it is recorded as a use: what doesn't pass is none.
  if (!takesShare(api, use?.token.clientId ?? null, response)) return refuse(TOO_MANY_CALLS, 'too_many_calls');
  const unrecorded = use === null ? null : await recordUse(guard, use);
  if (unrecorded !== null) return sendRefusal(response, unrecorded);
  await passOn(api, head, request, response, use);
}

/** A public operation looks at no token; one that may be called without looks at one that is presented. */
function isOpen({ anonymous, required }: Operation, token: string | null): boolean {
  return anonymous && (token === null || required.length === 0);
}

/** Whether a call is among as many of its client as may be under way; counted out when its response is over. */
function takesShare({ shares }: ApiContext, clientId: string | null, response: ServerResponse): boolean {
  const leave = shares.enter(clientId);
  if (leave !== null) onceClosed(response, leave);
  return leave !== null;
}

/** Passes a request on with what the API may believe of its caller, in place of whatever the caller said of itself. */
async function passOn(
  api: ApiContext,
  head: RequestHead,
  request: IncomingMessage,
  response: ServerResponse,
  use: Use | null,
): Promise<void> {
  // Without a use the token wasn't looked at, and nobody else is to take it for good.
  const forwards = use !== null && api.forwardAuthorization === true;
  await api.upstream.proxy({
    head,
    request,
    response,
    without: forwards ? NOTHING_WITHHELD : WITHOUT_AUTHORIZATION,
    set: use === null ? [] : identityHeaders(use),
  });
}

function identityHeaders({ token, decision, facts }: Use): string[] {
  // Those by which it passed. Where the policy only observes and would have refused, what the token has.
  const scopes = decision.outcome === 'refuse' ? (facts.token?.scopes ?? []) : decision.scopes;
  const headers = ['x-ambit-client', token.clientId, 'x-ambit-scope', scopes.join(' ')];
  if (token.subject !== null) headers.push('x-ambit-subject', token.subject);
  return headers;
}
