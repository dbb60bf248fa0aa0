import type { EntryDraft, EntryId, Fingerprint, TokenBirth } from '../../ledger/index.ts';
import type { FoundTokens, TokenResponse } from '../../oauth/index.ts';
import type { Json } from '../../proof/index.ts';
import { type AccessToken, isCanonicalToken } from '../../tokens/index.ts';
import type { GuardContext } from './guard-context.ts';
import type { PresentedGrant } from './presented-grant.ts';
import type { RecordedDecision } from './record-decision.ts';
import type { TokenFault } from './token-faults.ts';
import type { VirtualEnd } from './virtual-end.ts';

/** All that an entry about a token response is made of. */
export interface Issuance {
  readonly clientId: string;
  readonly grantType: string;
  readonly operation: string;
  readonly grant: PresentedGrant;
  readonly recorded: RecordedDecision;
  readonly response: TokenResponse;
  /** Null where the access token couldn't be read; then it is known by its fingerprint only. */
  readonly accessToken: AccessToken | null;
  /** Scopes that the access token really carries. */
  readonly scopes: readonly string[];
  /** Both ends of an access token that the guards end before its server does; null where there is one. */
  readonly virtualEnd: VirtualEnd | null;
  /** Thumbprint of the key that the refresh token is bound to: of a public client's alone (RFC 9449 §5). Absent or null: to none. */
  readonly refreshTokenKey?: string | null;
}

/** Rows by which the tokens of a response are known from now on. Access token and refresh token have scopes of their own. */
export function birthsOf(guard: GuardContext, issuance: Issuance): TokenBirth[] {
  const { clientId, grant, recorded, response, accessToken, scopes, virtualEnd } = issuance;
  const audience = accessToken?.audiences[0] ?? null;
  const subject = subjectOf(guard, issuance);
  const { elevation } = recorded.permit;
  const common = {
    ...{ grantId: grant.grantId, issuer: guard.issuer, clientId, subject, decision: recorded.id },
    ...(elevation === null ? {} : { elevations: elevation.ids }),
    ...(recorded.facts.canary === undefined ? {} : { canary: recorded.facts.canary }),
  };
  const births: TokenBirth[] = [
    {
      ...common,
      fingerprint: accessToken?.fingerprint ?? fingerprintOfIssued(guard, response.accessToken),
      jtiFingerprint: accessToken?.jtiFingerprint ?? null,
      type: 'access_token',
      scopes,
      audience,
      expiresAt: endOf(virtualEnd?.endsAt ?? accessToken?.expiresAt ?? null, endsWith(issuance)),
      ...(virtualEnd === null ? {} : { serverExpiresAt: virtualEnd.serverEndsAt }),
      ...boundTo(accessToken?.dpopJkt),
    },
  ];
  if (response.refreshToken !== null)
    births.push({
      ...common,
      fingerprint: fingerprintOfIssued(guard, response.refreshToken),
      jtiFingerprint: null,
      type: 'refresh_token',
      scopes: grant.refreshTokenScopes ?? recorded.permit.scopes,
      audience: recorded.permit.resource,
      expiresAt: null,
      ...boundTo(issuance.refreshTokenKey),
    });
  return births;
}

function boundTo(dpopJkt: string | null | undefined): { readonly dpopJkt?: string } {
  return dpopJkt == null ? {} : { dpopJkt };
}

/**
 * What ends a token at the guards, however long its server lets it live: the elevation that it was given under, or the token that it was
 * exchanged for. Null: its own end alone. Seconds since 1970.
 */
export function endsWith({ grant, recorded }: Pick<Issuance, 'grant' | 'recorded'>): number | null {
  const ends = [recorded.permit.elevation?.endsAt, grant.exchange?.facts.endsAt].filter((one) => one !== undefined);
  return ends.length === 0 ? null : Math.min(...ends);
}

function endOf(expiresAt: number | null, endsAt: number | null): number | null {
  if (endsAt === null) return expiresAt;
  return expiresAt === null ? endsAt : Math.min(expiresAt, endsAt);
}

/** A broken server's token may have no canonical spelling; it still gets a name, so that it can be withheld and taken back. */
function fingerprintOfIssued({ fingerprinter }: GuardContext, token: string): Fingerprint {
  return isCanonicalToken(token) ? fingerprinter.ofToken(token) : fingerprinter.of('malformed token', token);
}

/** The entry of a released response. */
export function issuedDraft(
  guard: GuardContext,
  issuance: Issuance,
  births: readonly TokenBirth[],
  /** What exceeds the decision and passes, because this client is only observed. */
  faults: readonly TokenFault[],
): EntryDraft {
  return draftOf(guard, 'token.issued', issuance, births, {
    faults: [...faults],
    format: issuance.accessToken?.format ?? null,
    idToken: issuance.response.idToken !== null,
  });
}

/** The entry of a response that granted more than was decided, and reached nobody. */
export function withheldDraft(guard: GuardContext, issuance: Issuance, faults: readonly TokenFault[]): EntryDraft {
  return draftOf(guard, 'token.withheld', issuance, birthsOf(guard, issuance), { faults: [...faults] });
}

/**
 * The entry of an answer that can't be read in one way: whatever tokens stand in it are withheld, and nobody knows what they
 * carry. Null where there is none.
 */
export function unreadableDraft(
  guard: GuardContext,
  about: Omit<Issuance, 'response' | 'accessToken' | 'scopes' | 'virtualEnd'>,
  { accessTokens, refreshTokens }: FoundTokens,
): EntryDraft | null {
  const birthOf = (type: TokenBirth['type'], token: string): TokenBirth => ({
    fingerprint: fingerprintOfIssued(guard, token),
    jtiFingerprint: null,
    type,
    grantId: about.grant.grantId,
    issuer: guard.issuer,
    clientId: about.clientId,
    subject: null,
    scopes: [],
    audience: null,
    expiresAt: null,
    decision: about.recorded.id,
  });
  const births = [
    ...accessTokens.map((token) => birthOf('access_token', token)),
    ...refreshTokens.map((token) => birthOf('refresh_token', token)),
  ];
  if (births.length === 0) return null;
  const faults = ['response_unreadable' satisfies TokenFault];
  return draftOf(guard, 'token.withheld', { ...about, accessToken: null }, births, { faults });
}

/** The entry of a response that was to be released when its grant was revoked, or its refresh token was another request's. */
export function withheldInstead(issued: EntryDraft, fault: TokenFault): EntryDraft {
  const { format: _format, idToken: _idToken, ...body } = issued.body;
  return { ...issued, kind: 'token.withheld', body: { ...body, faults: [fault] } };
}

/** The entry of a decision that no token followed. */
export function notIssuedDraft(
  guard: GuardContext,
  about: {
    readonly clientId: string;
    readonly grantId: string | null;
    readonly operation: string;
    readonly decision: EntryId;
    /** `refused`: the server said no. `unknown`: it didn't answer, so whether it issued isn't known. */
    readonly outcome: 'refused' | 'unknown';
    readonly error: string | null;
  },
): EntryDraft {
  const { clientId, grantId, operation, decision, outcome, error } = about;
  return {
    kind: 'token.not_issued',
    issuer: guard.issuer,
    operation,
    after: [decision],
    digests: {},
    subject: null,
    refs: [`client:${clientId}`, ...(grantId === null ? [] : [`grant:${grantId}`])],
    body: { clientId, grantId, outcome, error },
  };
}

function draftOf(
  guard: GuardContext,
  kind: 'token.issued' | 'token.withheld',
  issuance: Omit<Issuance, 'response' | 'scopes' | 'virtualEnd'>,
  births: readonly TokenBirth[],
  more: { readonly [name: string]: Json },
): EntryDraft {
  const { clientId, grantType, operation, grant, recorded } = issuance;
  const refs = new Set([`client:${clientId}`, `grant:${grant.grantId}`]);
  for (const birth of births) refs.add(`token:${birth.fingerprint}`);
  for (const id of recorded.permit.elevation?.ids ?? []) refs.add(`elevation:${id}`);
  const tokens: Json = births.map(
    ({ type, fingerprint, jtiFingerprint, scopes, audience, expiresAt, serverExpiresAt, dpopJkt }) => ({
      type,
      fingerprint,
      jtiFingerprint,
      scopes: [...scopes],
      audience,
      expiresAt,
      ...(serverExpiresAt === undefined ? {} : { serverExpiresAt }),
      ...(dpopJkt === undefined ? {} : { dpopJkt }),
    }),
  );
  return {
    kind,
    issuer: guard.issuer,
    operation,
    after: [recorded.id, ...grant.after],
    digests: { policy: recorded.policyDigest },
    subject: subjectOf(guard, issuance),
    refs: [...refs],
    body: { clientId, grantId: grant.grantId, grantType, tokens, ...more },
  };
}

/** The person behind a token, as a pseudonym. A client that acts for itself is no person. */
export function subjectOf(
  guard: GuardContext,
  {
    grantType,
    clientId,
    accessToken,
    grant,
  }: Pick<Issuance, 'grantType' | 'clientId' | 'accessToken'> & Partial<Pick<Issuance, 'grant'>>,
): string | null {
  // Of whom the subject's token was known to be: a client that acts for itself is no person in the hands of another client, either.
  if (grant?.exchange !== undefined) return grant.subject ?? null;
  const subject = accessToken?.subject ?? null;
  if (subject === null || grantType === 'client_credentials' || subject === clientId) return null;
  return guard.pseudonymOf(subject);
}
