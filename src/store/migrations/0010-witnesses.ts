/** Operational: what outside witnesses cosigned. Not believed: whoever verifies looks at the signatures. */
export const witnesses = `
CREATE TABLE ledger_witnesses (
  origin      text NOT NULL,
  witness     text NOT NULL,
  -- The newest checkpoint that it cosigned, with the log's signatures and its own; 0 and empty before the first.
  size        bigint NOT NULL,
  -- Seconds since 1970, by its clock.
  time        bigint NOT NULL,
  checkpoint  text NOT NULL,
  -- Why it didn't cosign when it was asked last; empty where it did.
  problem     text NOT NULL,
  PRIMARY KEY (origin, witness)
);

-- One row: the newest checkpoint that as many witnesses cosigned as have to, with all their cosignatures.
CREATE TABLE ledger_cosigned (
  origin      text PRIMARY KEY,
  needed      integer NOT NULL,
  size        bigint NOT NULL,
  -- Of the earliest of its cosignatures, seconds since 1970.
  time        bigint NOT NULL,
  checkpoint  text NOT NULL,
  -- Since when too few cosign, seconds since 1970; null while enough do.
  late_since  bigint
);
`;
