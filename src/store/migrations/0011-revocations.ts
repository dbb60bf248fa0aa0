/** Revocations that somebody ordered, so that one that was cut off goes on where it stopped. Times are seconds since 1970. */
export const revocationOrders = `
CREATE TABLE revocations (
  -- Operation of all its entries.
  id           text PRIMARY KEY,
  issuer       text NOT NULL,
  -- Keyed hash over what was asked for and why: the same command finds the same revocation, as long as it isn't finished.
  asked        text NOT NULL,
  -- JSON.
  selection    text NOT NULL,
  -- Id of its entry 'revocation.ordered'; null until that is durable.
  entry        text,
  created_at   bigint NOT NULL DEFAULT floor(extract(epoch FROM clock_timestamp()))::bigint,
  finished_at  bigint
);
CREATE UNIQUE INDEX revocations_open ON revocations (asked) WHERE finished_at IS NULL;

-- What a client holds has to be found at once, on the worst night of all.
CREATE INDEX token_births_by_client ON token_births (client_id);
`;
