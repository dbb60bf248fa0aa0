import type { Fingerprint } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import { sealState, unsealState } from './sealed-state.ts';

/** A `request_uri` that a guard gave out (RFC 9126 §2.2): the server's own, which the database has the fingerprint of alone. */
export interface RequestUri {
  readonly secret: string;
  readonly fingerprint: Fingerprint;
}

/** Keeps a pushed request, so that any guard takes it. @param lifeSeconds from `now` on, which is in seconds since 1970. */
export async function keepPushedRequest(
  store: Store,
  requestUri: RequestUri,
  pushed: { readonly issuer: string; readonly clientId: string; readonly handle: string },
  now: number,
  lifeSeconds: number,
): Promise<void> {
  await store.pool.query(
    `insert into pushed_authorization_requests (request_uri, issuer, client_id, sealed_handle, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [
      requestUri.fingerprint,
      pushed.issuer,
      pushed.clientId,
      sealState(requestUri.secret, pushed.handle),
      now + lifeSeconds,
    ],
  );
}

/**
 * Takes a pushed request of this client, once over all guards (RFC 9126 §4). Null: none that a guard knows, one of another client, one
 * that is over, or one that was taken. Whoever brings another client's leaves it as it is.
 *
 * @returns the handle that it waits under
 */
export async function takePushedRequest(
  store: Store,
  requestUri: RequestUri,
  { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
  now: number,
): Promise<string | null> {
  const { rows } = await store.pool.query<{ readonly sealedHandle: Buffer }>(
    `update pushed_authorization_requests set used_at = $4
     where request_uri = $1 and issuer = $2 and client_id = $3 and used_at is null and expires_at > $4
     returning sealed_handle as "sealedHandle"`,
    [requestUri.fingerprint, issuer, clientId, now],
  );
  const [row] = rows;
  return row === undefined ? null : unsealState(requestUri.secret, row.sealedHandle);
}
