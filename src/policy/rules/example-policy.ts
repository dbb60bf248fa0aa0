/** The policy file beside which each rule's examples stand, so that they hold what they are about and no more. */
export const EXAMPLE_POLICY = `environment: production
issuers:
  https://login.example: { level: guarded }
people:
  p-1: {}
resourceServers:
  orders: { description: The orders of the shop., owner: p-1, audience: https://orders.example }
scopes:
  orders:read:
    resourceServer: orders
    description: Reads orders and their state.
    why: Reports count the orders of a day.
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 900
    reviewIntervalDays: 180
clients:
  report:
    issuer: https://login.example
    owner: p-1
    author: p-1
    purpose: Counts the orders of each day.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`;

/** When the examples are judged, in seconds since 1970: the 1st of January 2027. */
export const EXAMPLE_TIME = Date.UTC(2027, 0, 1) / 1000;
