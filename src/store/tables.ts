/**
 * Every table, by what it is worth: the ledger, what the guards work with (operational), who is signed in, and what is built again from the
 * ledger. A backup holds the first two. Signed-in sessions aren't in it: an old one would sign somebody in again who has signed out.
 */
export const TABLES = {
  ledger: ['ledger_entries', 'ledger_head', 'blobs'],
  operational: [
    'ledger_pending',
    'ledger_rejected',
    'ledger_witnesses',
    'ledger_cosigned',
    'writers',
    'grants',
    'token_births',
    'authorization_requests',
    'authorization_codes',
    'refresh_token_uses',
    'revocations',
    'alert_destinations',
    'alert_outbox',
    'sealed_records',
    'sealed_keys',
    'sealed_people',
  ],
  sessions: ['console_sessions', 'console_sign_ins', 'console_recoveries'],
  projections: [
    'ledger_tile_hashes',
    'record_progress',
    'record_references',
    'record_alerts',
    'record_scope_use',
    'record_activity',
  ],
} as const;
