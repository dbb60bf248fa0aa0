/** Tokens that end at the guards before they end at their server. */
export const virtualExpiry = `
-- When its server lets it end, where the policy ends it earlier; null where both are one. expires_at is when the guards do.
ALTER TABLE token_births ADD COLUMN server_expires_at bigint;
-- When a guard began to take it back at its server: another leaves it alone for a while.
ALTER TABLE token_births ADD COLUMN closing_at bigint;
CREATE INDEX token_births_by_server_end ON token_births (issuer, server_expires_at)
  WHERE server_expires_at IS NOT NULL AND revoked_at IS NULL;
`;
