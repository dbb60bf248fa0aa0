/** What was asked for beside scopes, so that a pushed request can be decided again. */
export const requestedClaims = `
-- Claims about a person that were asked for by name (OpenID Connect Core, section 5.5).
ALTER TABLE authorization_requests ADD COLUMN claims text[] NOT NULL DEFAULT '{}';
`;
