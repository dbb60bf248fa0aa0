import type { ColumnType, Generated } from 'kysely';

/**
 * The tables, as Kysely knows them. Times of operational rows are whole seconds since 1970; `bigint` columns are read as
 * numbers. What an entry says of time is the text that was signed.
 */
export interface Database {
  // The ledger: only ever added to.
  ledger_entries: LedgerEntriesTable;
  ledger_head: LedgerHeadTable;
  ledger_tile_hashes: LedgerTileHashesTable;
  blobs: BlobsTable;
  // Operational: backed up, never rebuilt.
  ledger_pending: LedgerPendingTable;
  ledger_rejected: LedgerRejectedTable;
  ledger_witnesses: LedgerWitnessesTable;
  ledger_cosigned: LedgerCosignedTable;
  writers: WritersTable;
  sealed_records: SealedRecordsTable;
  sealed_keys: SealedKeysTable;
  sealed_people: SealedPeopleTable;
  grants: GrantsTable;
  token_births: TokenBirthsTable;
  authorization_requests: AuthorizationRequestsTable;
  pushed_authorization_requests: PushedAuthorizationRequestsTable;
  authorization_codes: AuthorizationCodesTable;
  revocations: RevocationsTable;
  alert_destinations: AlertDestinationsTable;
  alert_outbox: AlertOutboxTable;
  // Projections: dropped and rebuilt from the ledger.
  record_progress: RecordProgressTable;
  record_references: RecordReferencesTable;
  record_alerts: RecordAlertsTable;
}

/** Entries in the order of the log. The columns beside `bytes` repeat what it says, to find it by; verifying compares them. */
export interface LedgerEntriesTable {
  index: number;
  id: string;
  leaf_hash: Buffer;
  kind: string;
  writer: string;
  sequence: number;
  /** Canonical JSON of the whole entry; what the leaf is the hash of. */
  bytes: Buffer;
}

/** One row: how far the log has come. */
export interface LedgerHeadTable {
  origin: string;
  size: number;
  /** Right edge of the tree: roots of its full subtrees, largest first, 32 bytes each. */
  edge: Buffer;
  /** Signed note. */
  checkpoint: string;
  /** Signed note. */
  heartbeat: string;
}

/** What each witness cosigned last. */
export interface LedgerWitnessesTable {
  origin: string;
  witness: string;
  size: number;
  time: number;
  /** Signed note; empty before the first. */
  checkpoint: string;
  problem: string;
}

/** One row: the newest checkpoint that as many witnesses cosigned as have to. */
export interface LedgerCosignedTable {
  origin: string;
  needed: number;
  size: number;
  time: number;
  /** Signed note; empty before the first. */
  checkpoint: string;
  late_since: number | null;
}

/** Hashes of full tiles, for the tiles above them. Computed from the entries, and again when the sequencer starts. */
export interface LedgerTileHashesTable {
  level: number;
  index: number;
  hash: Buffer;
}

/** Entries that are durable and not in the log yet. */
export interface LedgerPendingTable {
  position: Generated<number>;
  writer: string;
  sequence: number;
  bytes: Buffer;
  arrived_at: ColumnType<Date, never, never>;
}

/** Rows that came as pending and aren't what a registered writer signed. */
export interface LedgerRejectedTable {
  position: number;
  writer: string;
  sequence: number;
  bytes: Buffer;
  reason: string;
  rejected_at: ColumnType<Date, never, never>;
}

export interface WritersTable {
  writer: string;
  /** Changes whenever the writer is opened, which locks out a process that had it before. */
  instance: string;
  last_sequence: number;
}

export interface BlobsTable {
  digest: string;
  bytes: Buffer;
}

export interface SealedRecordsTable {
  reference: string;
  about: string;
  ciphertext: Buffer;
  sealed_at: number | null;
}

/** Whom a sealed text concerns: erasing one of them destroys its key. */
export interface SealedPeopleTable {
  reference: string;
  person: string;
}

/** What an erasure empties. */
export interface SealedKeysTable {
  reference: string;
  about: string;
  wrapped: Buffer;
}

export interface RecordProgressTable {
  projection: string;
  next_index: number;
}

export interface RecordReferencesTable {
  reference: string;
  index: number;
}

export interface RecordAlertsTable {
  index: number;
  /** Id of the entry. */
  id: string;
  type: string;
  severity: string;
  /** RFC 3339, UTC. */
  time: string;
  /** The whole alert, JSON. */
  alert: string;
}

export interface AlertDestinationsTable {
  destination: string;
  next_index: number;
}

/** Times are milliseconds since 1970. */
export interface AlertOutboxTable {
  alert: string;
  destination: string;
  index: number;
  payload: string | null;
  attempts: Generated<number>;
  first_attempt_at: number | null;
  last_attempt_at: number | null;
  due_at: number;
  lease: string | null;
  leased_until: number | null;
  last_status: number | null;
  last_error: string | null;
  outcome: 'delivered' | 'undelivered' | null;
  /** Id of `alert.delivered` or `alert.undelivered`. */
  entry: string | null;
}

/** What a code exchange or refresh may not exceed. */
export interface GrantsTable {
  grant_id: string;
  issuer: string;
  client_id: string;
  subject: string | null;
  scopes: string[];
  resource: string | null;
  /** Id of the `decision.made` entry. */
  decision: string;
  created_at: Generated<number>;
  expires_at: number | null;
  revoked_at: number | null;
}

export interface TokenBirthsTable {
  fingerprint: string;
  jti_fingerprint: string | null;
  type: 'access_token' | 'refresh_token';
  grant_id: string;
  issuer: string;
  client_id: string;
  subject: string | null;
  scopes: string[];
  audience: string | null;
  expires_at: number | null;
  decision: string;
  dpop_jkt: string | null;
  created_at: Generated<number>;
}

/** Revocations that somebody ordered. */
export interface RevocationsTable {
  id: string;
  issuer: string;
  asked: string;
  /** JSON. */
  selection: string;
  /** Id of the `revocation.ordered` entry. */
  entry: string | null;
  created_at: Generated<number>;
  finished_at: number | null;
}

/** An authorization request that went upstream, by the fingerprint of the `state` handle that went with it. */
export interface AuthorizationRequestsTable {
  handle: string;
  issuer: string;
  client_id: string;
  redirect_uri: string;
  /** Of requests of before it was encrypted. */
  client_state: string | null;
  sealed_state: Buffer | null;
  scopes: string[];
  resource: string | null;
  code_challenge: string | null;
  dpop_jkt: string | null;
  response_mode: string | null;
  fulfils: Generated<string[]>;
  claims: Generated<string[]>;
  decision: string;
  operation: string;
  created_at: Generated<number>;
  expires_at: number;
  used_at: number | null;
}

/** An authorization request that was pushed, by the fingerprint of its `request_uri`. */
export interface PushedAuthorizationRequestsTable {
  request_uri: string;
  issuer: string;
  client_id: string;
  sealed_handle: Buffer;
  created_at: Generated<number>;
  expires_at: number;
  used_at: number | null;
}

/** An authorization code that went to a client, by its fingerprint. */
export interface AuthorizationCodesTable {
  code: string;
  issuer: string;
  client_id: string;
  redirect_uri: string;
  scopes: string[];
  resource: string | null;
  code_challenge: string | null;
  dpop_jkt: string | null;
  grant_id: string;
  decision: string;
  operation: string;
  created_at: Generated<number>;
  expires_at: number;
  used_at: number | null;
  /** Grant type of a code that a client polls with; null for a code of the code flow, as all that follows. */
  polled_by: string | null;
  policy: string | null;
  max_ttl_seconds: number | null;
  claimed_by: string | null;
  claimed_at: number | null;
}
