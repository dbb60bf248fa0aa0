import type { RequestLog, SeenRequest } from '../../connect/index.ts';
import { decide, type GrantRequest } from '../../decision/index.ts';
import {
  formatParameters,
  OAuthError,
  parseAuthorizationRequest,
  parseParameters,
  parseScope,
} from '../../oauth/index.ts';
import { type GrantType, registeredRedirectUri } from '../../policy/index.ts';
import { guardAbilities } from '../guard-abilities.ts';
import { about, byPolicy, type Subject } from '../subject.ts';
import type { PreflightCheck, PreflightFinding } from '../types.ts';

/** What clients really asked for, as logs have it, judged as the guard would: by its own reading and the decision itself. */
export const requestsCheck: PreflightCheck = {
  id: 'requests',
  *check(subject) {
    const seen = new Map<string, { finding: PreflightFinding; count: number }>();
    for (const log of subject.logs)
      for (const request of log.requests)
        for (const finding of requestFindings(subject, log, request)) {
          const key = JSON.stringify([finding.code, finding.clientId, finding.what]);
          const before = seen.get(key);
          if (before === undefined) seen.set(key, { finding, count: 1 });
          else before.count++;
        }
    for (const { finding, count } of seen.values())
      yield { ...finding, what: `${finding.what}${count === 1 ? '' : ` (${count} requests of the log)`}` };
  },
};

function* requestFindings(subject: Subject, { reader }: RequestLog, request: SeenRequest): Generator<PreflightFinding> {
  const { clientId, kind } = request;
  if (clientId === null) return;
  const mode = subject.modeOf(clientId);
  const at = { clientId, found: { at: request.at } };
  const known = subject.index.clients.get(subject.guard.issuer)?.get(clientId);
  const value = (name: string): string | null => request.parameters.find(([one]) => one === name)?.[1] ?? null;
  if (known === undefined)
    return yield about(
      at,
      byPolicy(mode, 'breaks'),
      'client_unknown',
      `${clientId} sends requests, and the policy doesn't know it.`,
      'Add it to the policy, or find out who still uses it.',
    );
  const redirectUri = value('redirect_uri');
  if (kind === 'authorization' && redirectUri !== null && registeredRedirectUri(known.client, redirectUri) === null)
    yield about(
      at,
      byPolicy(mode, 'breaks'),
      'redirect_uri_missing',
      `${clientId} comes back to ${redirectUri}, which the policy doesn't have.`,
      'Add it to `redirectUris`.',
    );
  const grantType = kind === 'authorization' ? 'authorization_code' : value('grant_type');
  if (grantType === null) return;
  if (!guardAbilities.passesGrantType(grantType))
    return yield about(
      at,
      'breaks',
      'grant_type_refused',
      `${clientId} uses the grant type ${grantType}, and the guard doesn't pass it.`,
      'Move it to a grant type that passes, or keep its traffic off the guard.',
    );
  const method = value('client_auth_method');
  // Of Keycloak's words for it, certificates alone don't pass.
  if (method === 'client-x509')
    yield about(
      at,
      'breaks',
      'authentication_refused',
      `${clientId} authenticates by certificate, whose proof ends at the guard.`,
      'Give it private_key_jwt, which passes.',
    );
  // An event has what Keycloak made of a request, a log the request itself.
  const unread = kind === 'authorization' && reader === 'access-log' ? unreadable(request) : null;
  if (unread !== null)
    return yield about(
      at,
      'breaks',
      'request_refused',
      `${clientId} sends authorization requests that the guard refuses: ${unread}.`,
      'Change what the client sends.',
    );
  const refused = refusalOf(subject, clientId, grantType as GrantType, value('scope'), redirectUri);
  if (refused !== null)
    yield about(
      at,
      byPolicy(mode, refused.outcome === 'refuse' ? 'breaks' : 'narrows'),
      'request_outside_policy',
      `${clientId} asks by ${grantType} for ${value('scope') ?? 'no scope'}: ${refused.why}.`,
      'Allow what it needs in the policy, or change what it asks for.',
    );
}

/** Why the guard doesn't read it at all; null where it does. */
function unreadable({ clientId, parameters }: SeenRequest): string | null {
  try {
    const read = parseParameters(formatParameters([...parameters]));
    const redirectUri = read.get('redirect_uri')?.[0] ?? '';
    parseAuthorizationRequest(read, { clientId: clientId ?? '', redirectUri, state: null, responseMode: null });
    return null;
  } catch (error) {
    if (error instanceof OAuthError) return error.message;
    throw error;
  }
}

function refusalOf(
  { policy, guard, nowSeconds }: Subject,
  clientId: string,
  grantType: GrantType,
  scope: string | null,
  redirectUri: string | null,
): { readonly outcome: 'refuse' | 'narrow'; readonly why: string } | null {
  // A refresh may leave its scopes out: its grant's count, which no log has.
  if (grantType === 'refresh_token') return null;
  let scopes: readonly string[] | null;
  try {
    scopes = scope === null ? null : parseScope(scope);
  } catch {
    return { outcome: 'refuse', why: 'the scopes are no list of scopes (RFC 6749 §3.3)' };
  }
  const request: GrantRequest = {
    ...{ kind: 'grant', issuer: guard.issuer, clientId, grantType, scopes, resources: [] },
    redirectUri: grantType === 'authorization_code' ? redirectUri : null,
  };
  const facts = { time: nowSeconds, priorGrant: null, token: null, feedSilentSeconds: null };
  const { outcome, reason, withheld } = decide(policy, request, facts);
  // An address that lacks is said by itself; what was brought to be exchanged, or as an assertion, no log says.
  if (outcome === 'permit' || reason === 'redirect_uri_not_registered' || reason === 'grant_missing') return null;
  const lost = withheld.map((one) => `${one.scope} (${one.reason})`).join(', ');
  return { outcome, why: lost === '' ? String(reason) : `the policy takes away ${lost}` };
}
