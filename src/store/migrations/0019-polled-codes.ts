/**
 * Codes that a client polls with (RFC 8628, CIBA), beside those of the code flow: whatever revokes or counts codes that wait counts
 * them, too. They have no redirect URI.
 */
export const polledCodes = `
-- What was decided for a polled code, by which policy; null for a code of the code flow.
ALTER TABLE authorization_codes ADD COLUMN polled_by text;
ALTER TABLE authorization_codes ADD COLUMN policy text;
-- Longest life of its tokens; null where its client is only observed.
ALTER TABLE authorization_codes ADD COLUMN max_ttl_seconds bigint;
-- The poll that asks the authorization server right now.
ALTER TABLE authorization_codes ADD COLUMN claimed_by text;
ALTER TABLE authorization_codes ADD COLUMN claimed_at bigint;
`;
