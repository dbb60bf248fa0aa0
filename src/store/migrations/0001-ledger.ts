/** The ledger, what waits to be sequenced, and what is large enough to be named by its digest. */
export const ledgerTables = `
CREATE TABLE writers (
  writer         text PRIMARY KEY,
  -- Which process holds this writer's id: a second one takes it over, and the first is told so at its next append.
  instance       text NOT NULL,
  last_sequence  bigint NOT NULL
);

CREATE TABLE ledger_pending (
  position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  writer      text NOT NULL,
  sequence    bigint NOT NULL,
  bytes       bytea NOT NULL,
  arrived_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (writer, sequence)
);

CREATE TABLE ledger_entries (
  index      bigint PRIMARY KEY,
  id         text NOT NULL UNIQUE,
  leaf_hash  bytea NOT NULL,
  kind       text NOT NULL,
  writer     text NOT NULL,
  sequence   bigint NOT NULL,
  bytes      bytea NOT NULL,
  UNIQUE (writer, sequence)
);
CREATE INDEX ledger_entries_by_kind ON ledger_entries (kind, index);

-- One row: how large the log is, the right edge of its tree, and the newest signed checkpoint.
CREATE TABLE ledger_head (
  origin      text PRIMARY KEY,
  size        bigint NOT NULL,
  edge        bytea NOT NULL,
  checkpoint  text NOT NULL,
  heartbeat   text NOT NULL
);

-- Rows that no registered writer signed: kept out of the log, and kept.
CREATE TABLE ledger_rejected (
  position     bigint PRIMARY KEY,
  writer       text NOT NULL,
  sequence     bigint NOT NULL,
  bytes        bytea NOT NULL,
  reason       text NOT NULL,
  rejected_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE blobs (
  digest  text PRIMARY KEY,
  bytes   bytea NOT NULL
);

-- Names, reasons and free text: ciphertext here, its key in the other table, which is what an erasure empties.
CREATE TABLE sealed_records (
  reference   text PRIMARY KEY,
  about       text NOT NULL,
  ciphertext  bytea NOT NULL
);
CREATE TABLE sealed_keys (
  reference  text PRIMARY KEY,
  about      text NOT NULL,
  wrapped    bytea NOT NULL
);
CREATE INDEX sealed_keys_by_about ON sealed_keys (about);
`;
