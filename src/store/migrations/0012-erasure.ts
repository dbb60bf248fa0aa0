/**
 * Whom a sealed text concerns, so that erasing one of them destroys its key; and what of people stood in the clear in operational
 * tables, which it takes out. Times are seconds since 1970.
 */
export const erasure = `
-- One row for each person that a sealed text is about or was written by: a pseudonym (sub:…), or a person id of the policy.
CREATE TABLE sealed_people (
  reference  text NOT NULL,
  person     text NOT NULL,
  PRIMARY KEY (person, reference)
);
CREATE INDEX sealed_people_by_reference ON sealed_people (reference);
INSERT INTO sealed_people (reference, person) SELECT reference, about FROM sealed_records;

-- When it was sealed; null for what is older than this column. An erasure reaches what came before it, also where a backup brings it back.
ALTER TABLE sealed_records ADD COLUMN sealed_at bigint;

-- Name and claims of who is signed in, encrypted under a key that only the secret in their browser gives. Sessions that stand in the
-- clear end: their people sign in again.
ALTER TABLE console_sessions ADD COLUMN sealed bytea;
UPDATE console_sessions SET claims = '{}', name = '', idle_ends_at = 0;

-- A client may put anything into its state, names and addresses, too: it is encrypted under a key that only the handle gives, which the
-- database has the fingerprint of alone. Those in the clear are of requests that are under way, and go with them.
ALTER TABLE authorization_requests ADD COLUMN sealed_state bytea;
UPDATE authorization_requests SET client_state = NULL
  WHERE used_at IS NOT NULL OR expires_at < floor(extract(epoch FROM clock_timestamp()))::bigint;
`;
