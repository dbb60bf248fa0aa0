/**
 * What the guards need to know of earlier steps: operational rows, all of whose facts are in the ledger too. Times are whole
 * seconds since 1970.
 */
export const issuanceTables = `
-- What a person or client was granted, and whether it was taken back. Locked against new births while it is revoked.
CREATE TABLE grants (
  grant_id    text PRIMARY KEY,
  issuer      text NOT NULL,
  client_id   text NOT NULL,
  subject     text,
  scopes      text[] NOT NULL,
  resource    text,
  decision    text NOT NULL,
  created_at  bigint NOT NULL DEFAULT floor(extract(epoch FROM clock_timestamp()))::bigint,
  expires_at  bigint,
  revoked_at  bigint
);

CREATE TABLE token_births (
  fingerprint      text PRIMARY KEY,
  jti_fingerprint  text,
  type             text NOT NULL CHECK (type IN ('access_token', 'refresh_token')),
  grant_id         text NOT NULL,
  issuer           text NOT NULL,
  client_id        text NOT NULL,
  subject          text,
  scopes           text[] NOT NULL,
  audience         text,
  expires_at       bigint,
  decision         text NOT NULL,
  created_at       bigint NOT NULL DEFAULT floor(extract(epoch FROM clock_timestamp()))::bigint
);
CREATE INDEX token_births_by_jti ON token_births (jti_fingerprint) WHERE jti_fingerprint IS NOT NULL;
CREATE INDEX token_births_by_grant ON token_births (grant_id);

-- An authorization request on its way through the authorization server's pages, known by the state that the guard sent.
CREATE TABLE authorization_requests (
  handle          text PRIMARY KEY,
  issuer          text NOT NULL,
  client_id       text NOT NULL,
  redirect_uri    text NOT NULL,
  client_state    text,
  scopes          text[] NOT NULL,
  resource        text,
  code_challenge  text,
  decision        text NOT NULL,
  operation       text NOT NULL,
  created_at      bigint NOT NULL DEFAULT floor(extract(epoch FROM clock_timestamp()))::bigint,
  expires_at      bigint NOT NULL,
  used_at         bigint
);

CREATE TABLE authorization_codes (
  code            text PRIMARY KEY,
  issuer          text NOT NULL,
  client_id       text NOT NULL,
  redirect_uri    text NOT NULL,
  scopes          text[] NOT NULL,
  resource        text,
  code_challenge  text,
  grant_id        text NOT NULL,
  decision        text NOT NULL,
  operation       text NOT NULL,
  created_at      bigint NOT NULL DEFAULT floor(extract(epoch FROM clock_timestamp()))::bigint,
  expires_at      bigint NOT NULL,
  used_at         bigint
);
`;
