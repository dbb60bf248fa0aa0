import type { Decision, ReasonCode } from '../../decision/index.ts';
import type { EntryId } from '../../ledger/index.ts';
import { OAuthError, type OAuthErrorCode, unknownClient } from '../../oauth/index.ts';

const SENTENCES: Partial<Record<ReasonCode, string>> = {
  client_expired: 'this client has expired and has to be renewed in the policy',
  grant_type_not_allowed: 'this client may not use this grant type',
  redirect_uri_not_registered: 'the redirect URI is not registered for this client',
  request_not_pushed: 'this client has to push its authorization requests (RFC 9126)',
  request_not_signed: 'this client has to sign its authorization requests (RFC 9101)',
  proof_missing: 'this client has to send a DPoP proof (RFC 9449)',
  claim_not_allowed: 'this client may not ask for these claims by their names',
  scope_omitted_without_default: 'no scope was asked for, and this client has no default',
  resource_unknown: 'the resource is not known',
  resource_ambiguous:
    'the scopes or resources asked for belong to more than one resource server: ask for one at a time',
  resource_not_granted: 'the resource is not the one of the grant',
  grant_missing: 'the grant is not known',
  grant_of_other_client: 'the grant is not known',
  grant_revoked: 'the grant has been revoked',
  token_expired: 'the token has expired',
  assertion_not_allowed: 'this client may not bring that assertion',
  assertion_expired: 'the assertion has expired',
  assertion_too_long: 'the assertion lives longer than this client may bring one',
  actor_not_allowed: 'this client may not act by that token',
  actors_too_many: 'too many act by that token already',
  nothing_left: 'this client may hold none of the scopes asked for',
  feed_stale: 'the guard can not see the latest revocations',
};

/** An unknown scope and one of somebody else get the same words, so that nobody learns which scopes exist. */
const WITHHELD_SENTENCES: Partial<Record<ReasonCode, string>> = {
  scope_unknown: 'this client may not hold',
  scope_not_allowed_for_client: 'this client may not hold',
  scope_needs_elevation: 'an active elevation (ambit request) is needed for',
  scope_exceeds_grant: 'the grant did not include',
  scope_exceeds_assertion: 'the assertion is not for',
  scope_of_other_resource: 'the resource asked for does not have',
  scope_too_risky_for_device: 'no device code may give',
};

const MAX_DESCRIPTION = 400;

/** Why a refused decision was refused, for the client's developer; `decisionId` leads operators to the entry, where there is one. */
export function refusalOf(decision: Decision, decisionId: EntryId | null): OAuthError {
  if (decision.error === 'invalid_client') return unknownClient(true);
  const description = withheldText(decision) ?? SENTENCES[decision.reason ?? 'nothing_left'] ?? 'refused by policy';
  return new OAuthError(
    (decision.error ?? 'invalid_scope') as OAuthErrorCode,
    decisionId === null ? shortened(description) : `${shortened(description)} (decision ${decisionId})`,
  );
}

function withheldText(decision: Decision): string | null {
  const scopesBySentence = new Map<string, string[]>();
  for (const { scope, reason } of decision.withheld) {
    const sentence = WITHHELD_SENTENCES[reason];
    if (sentence === undefined) continue;
    const scopes = scopesBySentence.get(sentence);
    if (scopes === undefined) scopesBySentence.set(sentence, [scope]);
    else scopes.push(scope);
  }
  if (scopesBySentence.size === 0) return null;
  return [...scopesBySentence].map(([sentence, scopes]) => `${sentence} ${scopes.join(', ')}`).join('; ');
}

function shortened(text: string): string {
  return text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION - 3)}...`;
}
