/** Tokens that were given under elevations, so that they end with them. */
export const elevatedTokens = `
-- Ids of the entries that asked for the elevations by which the token's decision permitted it; null where it needed none.
ALTER TABLE token_births ADD COLUMN elevations text[];
CREATE INDEX token_births_by_elevation ON token_births USING gin (elevations) WHERE elevations IS NOT NULL;
`;
