/** Tokens that only the holder of a key may use. */
export const boundTokens = `
-- Thumbprint of the key that the token is bound to (RFC 9449); null where it is bound to none.
ALTER TABLE token_births ADD COLUMN dpop_jkt text;
`;
