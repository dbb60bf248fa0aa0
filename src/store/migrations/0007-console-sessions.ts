/**
 * People who are signed in to the console, and sign-ins under way. Operational: losing them signs everybody out. Secrets that a
 * browser holds stand here as their SHA-256 only, so that reading the database opens no session.
 */
export const consoleSessions = `
CREATE TABLE console_sessions (
  id_hash     bytea PRIMARY KEY,
  -- How the ledger names the session.
  reference   text NOT NULL UNIQUE,
  -- 'oidc' or 'recovery'.
  method      text NOT NULL,
  -- Pseudonym; null for a recovery.
  subject     text,
  issuer      text,
  -- Those claims of the ID token that roles are mapped from: what they give is asked anew at each request.
  claims      jsonb NOT NULL,
  -- For the person alone to see who is signed in.
  name        text NOT NULL,
  -- Id of the session.opened entry.
  entry       text NOT NULL,
  opened_at   bigint NOT NULL,
  seen_at     bigint NOT NULL,
  idle_ends_at bigint NOT NULL,
  ends_at     bigint NOT NULL
);

CREATE TABLE console_sign_ins (
  state_hash     bytea PRIMARY KEY,
  -- SHA-256 of a cookie of the browser that began it.
  browser_hash   bytea NOT NULL,
  nonce          text NOT NULL,
  code_verifier  text NOT NULL,
  return_to      text NOT NULL,
  ends_at        bigint NOT NULL
);

CREATE TABLE console_recoveries (
  token_hash  bytea PRIMARY KEY,
  -- Id of the recovery.opened entry.
  entry       text NOT NULL,
  reference   text NOT NULL,
  ends_at     bigint NOT NULL
);
`;
