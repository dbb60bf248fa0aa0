/**
 * The tree above its leaves: the hash of each full tile (C2SP tlog-tiles), as the tile of the level above has it. One row for 256
 * entries, so that neither a tile nor a proof takes reading the leaves of the whole log.
 */
export const ledgerTiles = `
CREATE TABLE ledger_tile_hashes (
  -- 1: over 256 leaves, 2: over 65,536, and so on.
  level  smallint NOT NULL,
  -- Its place among the hashes of the level.
  index  bigint NOT NULL,
  hash   bytea NOT NULL,
  PRIMARY KEY (level, index)
);
`;
