/**
 * Alerts and their way out. Times are milliseconds since 1970, for the first attempts follow each other within seconds.
 */
export const alertTables = `
-- Projection: every alert of the ledger, found by reading it.
CREATE TABLE record_alerts (
  index     bigint PRIMARY KEY,
  id        text NOT NULL UNIQUE,
  type      text NOT NULL,
  severity  text NOT NULL,
  time      text NOT NULL,
  -- JSON.
  alert     text NOT NULL
);

-- How far each destination has come. The row moves in the transaction that puts alerts into the outbox.
CREATE TABLE alert_destinations (
  destination  text PRIMARY KEY,
  -- Index of the next entry of the ledger that it is to be told of.
  next_index   bigint NOT NULL
);

-- One row for each alert and destination. It waits until it has an outcome, and is done once the ledger has that too.
CREATE TABLE alert_outbox (
  alert             text NOT NULL,
  destination       text NOT NULL,
  index             bigint NOT NULL,
  -- What is sent, the same bytes at each attempt; null once it was delivered.
  payload           text,
  attempts          integer NOT NULL DEFAULT 0,
  first_attempt_at  bigint,
  last_attempt_at   bigint,
  due_at            bigint NOT NULL,
  -- Which process tries now, and until when nobody else does.
  lease             text,
  leased_until      bigint,
  last_status       integer,
  last_error        text,
  outcome           text CHECK (outcome IN ('delivered', 'undelivered')),
  -- Id of the entry that records the outcome.
  entry             text,
  PRIMARY KEY (alert, destination)
);
CREATE INDEX alert_outbox_due ON alert_outbox (destination, due_at) WHERE entry IS NULL;
`;
