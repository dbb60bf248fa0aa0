import type { EntryId } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import { randomSecret, secretHash } from './random-secret.ts';

const NOW = 'floor(extract(epoch FROM clock_timestamp()))::bigint';
const SIGN_IN_SECONDS = 600;
/** Sign-ins under way at once. Anybody can begin one: nobody may fill the table, nor keep others out by trying. */
const MAX_SIGN_INS = 5000;

/** A sign-in that went to the authorization server and has to come back. */
export interface PendingSignIn {
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
}

/** What begins once and ends once: sign-ins under way, and links of `ambit recover`. Taking one deletes it, so it counts once. */
export interface SingleUse {
  /** The oldest makes way where there are too many: whoever sees to that takes thousands for each minute that others need. */
  keepSignIn(state: string, browser: string, pending: PendingSignIn): Promise<void>;
  takeSignIn(state: string | null, browser: string | null): Promise<PendingSignIn | null>;
  /** Resolves with the secret of the link. */
  keepRecovery(recovery: { reference: string; entry: EntryId; seconds: number }): Promise<string>;
  takeRecovery(token: string): Promise<{ readonly reference: string; readonly entry: EntryId } | null>;
}

export function singleUseIn({ pool }: Store): SingleUse {
  return {
    async keepSignIn(state, browser, { nonce, codeVerifier, returnTo }) {
      await pool.query(
        `DELETE FROM console_sign_ins WHERE ends_at <= ${NOW} OR state_hash IN
           (SELECT state_hash FROM console_sign_ins ORDER BY ends_at DESC OFFSET ${MAX_SIGN_INS - 1})`,
      );
      await pool.query(
        `INSERT INTO console_sign_ins (state_hash, browser_hash, nonce, code_verifier, return_to, ends_at)
         VALUES ($1, $2, $3, $4, $5, ${NOW} + ${SIGN_IN_SECONDS})`,
        [secretHash(state), secretHash(browser), nonce, codeVerifier, returnTo],
      );
    },
    async takeSignIn(state, browser) {
      const [stateHash, browserHash] = [secretHash(state), secretHash(browser)];
      if (stateHash === null || browserHash === null) return null;
      // Another browser's answer (RFC 6749 §10.12) takes nothing away from the one that waits for it.
      const { rows } = await pool.query<PendingSignIn>(
        `DELETE FROM console_sign_ins WHERE state_hash = $1 AND browser_hash = $2 AND ends_at > ${NOW}
         RETURNING nonce, code_verifier AS "codeVerifier", return_to AS "returnTo"`,
        [stateHash, browserHash],
      );
      return rows[0] ?? null;
    },
    async keepRecovery({ reference, entry, seconds }) {
      const token = randomSecret();
      await pool.query(
        `INSERT INTO console_recoveries (token_hash, reference, entry, ends_at) VALUES ($1, $2, $3, ${NOW} + $4::bigint)`,
        [secretHash(token), reference, entry, seconds],
      );
      return token;
    },
    async takeRecovery(token) {
      const hash = secretHash(token);
      if (hash === null) return null;
      await pool.query(`DELETE FROM console_recoveries WHERE ends_at <= ${NOW}`);
      const { rows } = await pool.query<{ reference: string; entry: EntryId }>(
        'DELETE FROM console_recoveries WHERE token_hash = $1 RETURNING reference, entry',
        [hash],
      );
      return rows[0] ?? null;
    },
  };
}
