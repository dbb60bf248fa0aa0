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
    'pushed_authorization_requests',
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

/** Why each operational table is saved, and not built again from the ledger. `docs/ledger.md` shows them. */
export const WHY_OPERATIONAL: Readonly<Record<(typeof TABLES.operational)[number], string>> = {
  ledger_pending: 'entries that were acknowledged and have no place in the log yet',
  ledger_rejected: 'entries that the sequencer turned down, which are in no log',
  ledger_witnesses: 'cosignatures of others, which nobody here can make',
  ledger_cosigned: 'cosignatures of others, which nobody here can make',
  writers: 'the number that each writer was acknowledged last, also of entries that still wait',
  grants: 'the lock that a birth and a revocation of one grant meet at',
  token_births: 'fingerprints that guards look up at every call; the entries have them too, behind the sequencer',
  authorization_requests: 'the client’s state, under a key that the database doesn’t have; gone after minutes',
  pushed_authorization_requests: 'who pushed what, and whether it was taken; gone after minutes',
  authorization_codes: 'which codes were used; gone after minutes',
  refresh_token_uses: 'which use of a refresh token won, over all guards',
  revocations: 'where a revocation stopped that is under way',
  alert_destinations: 'how far each receiver was told',
  alert_outbox: 'what was sent, and whether it arrived, before the ledger says so',
  sealed_records: 'encrypted texts; the ledger has their digests alone, so that they can be destroyed',
  sealed_keys: 'the keys to those texts, destroyed when somebody is erased',
  sealed_people: 'whom a text concerns, in the clear nowhere in the ledger',
};
