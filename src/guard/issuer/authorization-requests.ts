import type { EntryId, Fingerprint } from '../../ledger/index.ts';
import type { ResponseMode } from '../../oauth/index.ts';
import type { Requirement } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { sealState, unsealState } from './sealed-state.ts';

/** An authorization request on its way through the authorization server, known by the handle that goes along as `state`. */
export interface PendingAuthorization {
  readonly clientId: string;
  readonly redirectUri: string;
  /** The client's own `state`, given back to it with the answer. */
  readonly clientState: string | null;
  readonly scopes: readonly string[];
  readonly resource: string | null;
  readonly codeChallenge: string | null;
  /** Thumbprint of the key that its code is bound to (RFC 9449 §10). */
  readonly dpopJkt: string | null;
  /** How the client wants its answer; null: in the query. */
  readonly responseMode: ResponseMode;
  readonly fulfils: readonly Requirement[];
  /** Names of claims that were asked for beside scopes. */
  readonly claims: readonly string[];
  readonly decision: EntryId;
  readonly operation: string;
  /** What it drew; null where its client has no canary. */
  readonly canary: number | null;
}

/** What a request waits under: a secret that goes through the browser, and the fingerprint that the database has of it. */
export interface AuthorizationHandle {
  readonly secret: string;
  readonly fingerprint: Fingerprint;
}

/** How long a person may take to sign in and consent. */
export const AUTHORIZATION_LIFE_SECONDS = 3600;
/** Longest life of a code; RFC 6749 §4.1.2 recommends at most ten minutes. */
export const CODE_LIFE_SECONDS = 600;

/** False where another request waits, or waited, under this handle: the client chose it, and no two requests may have one. */
export async function keepAuthorization(
  store: Store,
  handle: AuthorizationHandle,
  issuer: string,
  pending: PendingAuthorization,
  now: number,
): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    `insert into authorization_requests
       (handle, issuer, client_id, redirect_uri, sealed_state, scopes, resource, code_challenge, dpop_jkt, response_mode,
        fulfils, decision, operation, expires_at, canary, claims)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict do nothing`,
    [
      handle.fingerprint,
      issuer,
      pending.clientId,
      pending.redirectUri,
      pending.clientState === null ? null : sealState(handle.secret, pending.clientState),
      pending.scopes,
      pending.resource,
      pending.codeChallenge,
      pending.dpopJkt,
      pending.responseMode,
      pending.fulfils,
      pending.decision,
      pending.operation,
      now + AUTHORIZATION_LIFE_SECONDS,
      pending.canary,
      pending.claims,
    ],
  );
  return rowCount === 1;
}

/** The request that waits under a handle; null where none does. */
export async function pendingAuthorization(
  store: Store,
  handle: AuthorizationHandle,
  issuer: string,
  now: number,
): Promise<PendingAuthorization | null> {
  const { rows } = await store.pool.query<PendingAuthorization & { readonly sealedState: Buffer | null }>(
    `select client_id as "clientId", redirect_uri as "redirectUri", client_state as "clientState", sealed_state as "sealedState", scopes, resource,
            code_challenge as "codeChallenge", dpop_jkt as "dpopJkt", response_mode as "responseMode", fulfils, claims, decision, operation, canary
     from authorization_requests
     where handle = $1 and issuer = $2 and used_at is null and expires_at > $3`,
    [handle.fingerprint, issuer, now],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { sealedState, ...pending } = row;
  return sealedState === null ? pending : { ...pending, clientState: unsealState(handle.secret, sealedState) };
}

/** Ends the wait under a handle, once over all guards: of two at the same time one gets false. */
export async function takeAuthorization(store: Store, handle: Fingerprint, now: number): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    'update authorization_requests set used_at = $2, client_state = null, sealed_state = null where handle = $1 and used_at is null',
    [handle, now],
  );
  return rowCount === 1;
}

/** Keeps what a code stands for, and its grant: the grant exists from here on, so that it can be revoked at any moment. */
export async function keepCode(
  store: Store,
  options: {
    readonly code: Fingerprint;
    readonly grantId: string;
    readonly issuer: string;
    readonly pending: PendingAuthorization;
    readonly now: number;
  },
): Promise<void> {
  const { code, grantId, issuer, pending, now } = options;
  await store.pool.query(
    `with new_grant as (
       insert into grants (grant_id, issuer, client_id, scopes, resource, decision) values ($1, $2, $3, $4, $5, $6)
     )
     insert into authorization_codes
       (code, issuer, client_id, redirect_uri, scopes, resource, code_challenge, dpop_jkt, grant_id, decision,
        operation, expires_at, canary)
     values ($7, $2, $3, $8, $4, $5, $9, $12, $1, $6, $10, $11, $13)`,
    [
      grantId,
      issuer,
      pending.clientId,
      pending.scopes,
      pending.resource,
      pending.decision,
      code,
      pending.redirectUri,
      pending.codeChallenge,
      pending.operation,
      now + CODE_LIFE_SECONDS,
      pending.dpopJkt,
      pending.canary,
    ],
  );
}
