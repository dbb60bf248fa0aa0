/** Projections: what was granted and used, for each client and scope, and how much happened each hour. Dropped and rebuilt. */
export const scopeUse = `
CREATE TABLE record_scope_use (
  issuer          text NOT NULL,
  client_id       text NOT NULL,
  scope           text NOT NULL,
  -- Access tokens that carried it, and when last. Times are those of the entries: RFC 3339 with milliseconds, UTC.
  granted         bigint NOT NULL DEFAULT 0,
  granted_last    text,
  -- Uses for an operation that needed it.
  used            bigint NOT NULL DEFAULT 0,
  used_last       text,
  -- Requests from which it was withheld.
  withheld        bigint NOT NULL DEFAULT 0,
  withheld_last   text,
  PRIMARY KEY (issuer, client_id, scope)
);

CREATE TABLE record_activity (
  -- 2026-11-24T20, UTC.
  hour   text NOT NULL,
  -- issued, used, refused, revoked, withheld.
  what   text NOT NULL,
  count  bigint NOT NULL,
  PRIMARY KEY (hour, what)
);
`;
