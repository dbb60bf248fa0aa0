/**
 * - `ledger_unavailable`: the entries could not be made durable; nothing that depends on them may go on
 * - `sequencing_lag`: entries wait longer to be sequenced than the policy allows; issuing stops
 * - `grant_revoked`: the grant of a birth was revoked meanwhile; no token of it may be released
 * - `entry_too_large`: over 16 KiB
 * - `entry_invalid`: its body isn't what its kind's schema says; a fault of the program, which writes nothing so
 * - `writer_conflict`: another process took this writer's id over
 * - `writer_closed`: the writer was closed
 * - `ledger_broken`: what is stored does not fit what was signed; the sequencer refuses to go on
 * - `log_key_missing`: the private keys that the log signs with are not there
 * - `tiles_not_computed`: hashes of full tiles are not stored: no sequencer of this version has started on the ledger yet
 * - `blob_mismatch`: stored bytes aren't what their digest says
 */
export type LedgerErrorCode =
  | 'ledger_unavailable'
  | 'sequencing_lag'
  | 'grant_revoked'
  | 'entry_too_large'
  | 'entry_invalid'
  | 'writer_conflict'
  | 'writer_closed'
  | 'ledger_broken'
  | 'log_key_missing'
  | 'tiles_not_computed'
  | 'blob_mismatch';

/** The ledger can't do what was asked. */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'LedgerError';
    this.code = code;
  }
}

/** What no sequencer goes on with. */
export function broken(why: string): LedgerError {
  return new LedgerError(
    'ledger_broken',
    `The ledger is broken: ${why}. Run ambit ledger verify; the sequencer does not go on.`,
  );
}
