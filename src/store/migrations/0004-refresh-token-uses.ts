/** Refresh tokens that are being used, or gave way to a successor. One row a token, so that one use at a time wins over all guards. */
export const refreshTokenUses = `
CREATE TABLE refresh_token_uses (
  fingerprint  text PRIMARY KEY,
  -- The request that uses it.
  operation    text NOT NULL,
  claimed_at   bigint NOT NULL,
  -- Fingerprint of the refresh token that took its place; its own use from then on is a replay.
  successor    text
);
`;
