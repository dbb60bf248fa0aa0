import type { Store } from '../store/index.ts';

/** Takes out what clients put into the `state` of authorization requests that are too old to be answered. */
export async function forgetOldStates({ pool }: Store): Promise<void> {
  await pool.query(
    `UPDATE authorization_requests SET client_state = NULL
     WHERE client_state IS NOT NULL AND expires_at < floor(extract(epoch FROM clock_timestamp()))::bigint`,
  );
}
