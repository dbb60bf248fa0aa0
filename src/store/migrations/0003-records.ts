/** Projections: all of it can be dropped and is then rebuilt from the ledger. */
export const recordTables = `
CREATE TABLE record_progress (
  projection  text PRIMARY KEY,
  -- The index of the next entry to be read.
  next_index  bigint NOT NULL
);

CREATE TABLE record_references (
  reference  text NOT NULL,
  index      bigint NOT NULL,
  PRIMARY KEY (reference, index)
);
`;
