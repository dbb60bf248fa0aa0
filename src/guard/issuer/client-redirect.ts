import { randomUUID } from 'node:crypto';
import type { ResponseHead } from '../../gateway/index.ts';
import {
  errorText,
  OAuthError,
  type Parameters,
  parameter,
  parseParameters,
  parseSignedResponse,
  type SignedResponse,
  soleHeader,
} from '../../oauth/index.ts';
import type { Answer } from './answer.ts';
import { appendObserved } from './append-observed.ts';
import {
  keepCode,
  type PendingAuthorization,
  pendingAuthorization,
  takeAuthorization,
} from './authorization-requests.ts';
import { authorizationResponse, signedResponse } from './authorization-response.ts';
import { type GuardContext, secondsNow } from './guard-context.ts';
import { IssuerGuardError } from './guard-error.ts';
import { notIssuedDraft } from './issued-tokens.ts';
import { carriedAuthorization } from './journal/carried-authorization.ts';

/** Answers of an authorization response that this version passes on (RFC 6749 §4.1.2, RFC 9207). */
interface Redirect {
  readonly pending: PendingAuthorization;
  readonly parameters: Parameters;
  /** The JWT that says it; null where the query does. */
  readonly signed: string | null;
  /** Whether the request came back with its handle, for there was no database to keep it. */
  readonly isCarried: boolean;
}

/**
 * Looks at the head of a page's answer before the browser sees it.
 *
 * Within the authorization server a redirect passes. One that leaves it must be the answer to a request that the guard knows by
 * its handle, and go to that request's redirect URI: an answer of the guard's own takes its place, with the client's own `state` and with
 * `iss`, in the way that the client asked for, and the code in it is known from then on. Any other would carry a code, or a token, past
 * the guard.
 *
 * @throws IssuerGuardError `redirect_refused`
 */
export async function checkPageHead(guard: GuardContext, head: ResponseHead): Promise<ResponseHead | Answer> {
  const location = locationOf(guard, head);
  if (location === null) return withHeader(head, 'refresh', null);
  const redirect = await clientRedirectOf(guard, location);
  if (redirect === null) {
    if (location.origin !== new URL(guard.issuer).origin || location.hash !== '')
      throw new IssuerGuardError('redirect_refused', 'the authorization server redirects to where nobody asked it to');
    return withHeader(head, 'refresh', null);
  }
  const { redirectUri, clientState: state, responseMode } = redirect.pending;
  const said = await clientAnswer(guard, redirect);
  const answer =
    redirect.signed === null
      ? authorizationResponse({ redirectUri, state, responseMode }, said, guard.issuer)
      : signedResponse(redirectUri, redirect.signed);
  // The session that the person signed in to is the server's to keep in the browser.
  return { ...answer, headers: [...answer.headers, ...cookiesOf(head)] };
}

function cookiesOf({ headers }: ResponseHead): (readonly [string, string])[] {
  const cookies: (readonly [string, string])[] = [];
  for (let at = 0; at < headers.length; at += 2)
    if (headers[at]?.toLowerCase() === 'set-cookie') cookies.push(['Set-Cookie', headers[at + 1] ?? '']);
  return cookies;
}

async function clientRedirectOf(guard: GuardContext, location: URL): Promise<Redirect | null> {
  const query = readParameters(location.search.slice(1));
  const signed = query === null ? null : parameter(query, 'response');
  const response = signed === null ? null : readSigned(signed);
  const parameters = response?.parameters ?? query;
  const handle = parameters === null ? null : parameter(parameters, 'state');
  if (parameters === null || handle === null) return null;
  const fingerprint = guard.fingerprinter.of('authorization-handle', handle);
  const now = secondsNow(guard);
  const carried = carriedAuthorization(guard, handle, now);
  const pending =
    carried ?? (await pendingAuthorization(guard.store, { secret: handle, fingerprint }, guard.issuer, now));
  if (pending === null || withoutQuery(location) !== withoutQuery(new URL(pending.redirectUri))) return null;
  const issuer = response?.issuer ?? parameter(parameters, 'iss');
  if (location.hash !== '' || (issuer !== null && issuer !== guard.issuer))
    throw new IssuerGuardError(
      'redirect_refused',
      'the authorization server answers with a fragment or as another issuer',
    );
  // A client that asked for a signed answer would take one that isn't for an attack, and one signed for somebody else, too (JARM §2.4).
  const isAsAsked =
    response === null
      ? pending.responseMode !== 'query.jwt'
      : pending.responseMode === 'query.jwt' && response.audience === pending.clientId && response.expiresAt > now;
  if (!isAsAsked)
    throw new IssuerGuardError('redirect_refused', 'the authorization server does not answer as it was asked to');
  if (carried === null && !(await takeAuthorization(guard.store, fingerprint, now)))
    throw new IssuerGuardError('redirect_refused', 'the authorization server answers twice to one request');
  return { pending, parameters, signed, isCarried: carried !== null };
}

function readSigned(text: string): SignedResponse {
  try {
    return parseSignedResponse(text);
  } catch (cause) {
    throw new IssuerGuardError('redirect_refused', 'the authorization server answers by what can not be read', {
      cause,
    });
  }
}

/** Code or error for the client. A code becomes known with what was decided for it; an error closes the decision. */
async function clientAnswer(
  guard: GuardContext,
  { pending, parameters, isCarried }: Redirect,
): Promise<readonly (readonly [name: string, value: string])[]> {
  const code = parameter(parameters, 'code');
  const error = parameter(parameters, 'error');
  if (
    ['access_token', 'id_token', 'response'].some((name) => parameters.has(name)) ||
    (code === null) === (error === null)
  )
    throw new IssuerGuardError('redirect_refused', 'the authorization server answers with neither a code nor an error');
  if (code !== null) {
    try {
      await keepCode(guard.store, {
        code: guard.fingerprinter.ofCode(code),
        grantId: randomUUID(),
        issuer: guard.issuer,
        pending: { ...pending, decision: guard.journal?.idOf(pending.decision) ?? pending.decision },
        now: secondsNow(guard),
      });
    } catch (error) {
      // While the database is away the server judges the code.
      if (!isCarried || (await guard.journal?.isAway()) !== true) throw error;
      guard.onFault(error);
    }
    return [['code', code]];
  }
  const name = /^[a-z_]{1,64}$/.test(error ?? '') ? (error ?? '') : 'server_error';
  const draft = notIssuedDraft(guard, {
    clientId: pending.clientId,
    grantId: null,
    operation: pending.operation,
    decision: pending.decision,
    outcome: 'refused',
    error: name,
  });
  const appended = isCarried ? appendObserved(guard, { drafts: [draft] }) : guard.writer.append({ drafts: [draft] });
  await appended.catch(guard.onFault);
  const description = parameter(parameters, 'error_description');
  return [['error', name], ...(description === null ? [] : [['error_description', errorText(description)] as const])];
}

function locationOf(guard: GuardContext, head: ResponseHead): URL | null {
  try {
    const location = soleHeader(head.headers, 'location');
    return location === null ? null : new URL(location, guard.issuer);
  } catch (cause) {
    throw new IssuerGuardError('redirect_refused', 'the authorization server redirects to no readable address', {
      cause,
    });
  }
}

function readParameters(query: string): Parameters | null {
  try {
    return parseParameters(query);
  } catch (error) {
    if (error instanceof OAuthError) return null;
    throw error;
  }
}

function withoutQuery(url: URL): string {
  const plain = new URL(url);
  plain.search = '';
  plain.hash = '';
  return plain.href;
}

function withHeader(head: ResponseHead, lowerCaseName: string, value: string | null): ResponseHead {
  const headers: string[] = [];
  for (let at = 0; at < head.headers.length; at += 2) {
    const name = head.headers[at] ?? '';
    if (name.toLowerCase() !== lowerCaseName) headers.push(name, head.headers[at + 1] ?? '');
  }
  if (value !== null) headers.push(lowerCaseName, value);
  return { ...head, headers };
}
