/** Authorization requests that were pushed first, and what of a request its answer and its code are held to. Times are seconds since 1970. */
export const frontChannel = `
-- A pushed request (RFC 9126), by the fingerprint of the request_uri that the server gave for it: taken once, over all guards.
CREATE TABLE pushed_authorization_requests (
  request_uri    text PRIMARY KEY,
  issuer         text NOT NULL,
  client_id      text NOT NULL,
  -- The handle of the authorization request that it stands for, encrypted under a key that only the request_uri gives.
  sealed_handle  bytea NOT NULL,
  created_at     bigint NOT NULL DEFAULT floor(extract(epoch FROM clock_timestamp()))::bigint,
  expires_at     bigint NOT NULL,
  used_at        bigint
);

-- The key that a code is bound to (RFC 9449, section 10): a thumbprint, which is no secret. Null where it is bound to none.
ALTER TABLE authorization_requests ADD COLUMN dpop_jkt text;
ALTER TABLE authorization_codes ADD COLUMN dpop_jkt text;
-- How the client wants its answer, where that isn't in the query.
ALTER TABLE authorization_requests ADD COLUMN response_mode text;
-- What of the ways in which a policy may require it was asked in.
ALTER TABLE authorization_requests ADD COLUMN fulfils text[] NOT NULL DEFAULT '{}';
`;
