/** When a token's `token.revoked` entry became durable, so that revoking twice writes once. */
export const tokenRevocations = `
ALTER TABLE token_births ADD COLUMN revoked_at bigint;
`;
