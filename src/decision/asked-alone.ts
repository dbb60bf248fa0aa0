import { type Client, REQUIREMENTS } from '../policy/index.ts';
import type { Facts, GrantRequest } from './types.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Each gives less than the client may hold: what a code that somebody types in may give, or what a token held. */
const NARROWER: ReadonlySet<string> = new Set(['urn:ietf:params:oauth:grant-type:device_code', EXCHANGE, ASSERTION]);

/**
 * The request that a guard would be asked, were the client to ask for this scope alone by the grant type that gives it most: whether it
 * may hold the scope at all. By token exchange, of a token of its own that holds the scope; by an assertion, of the first that its policy
 * takes for it.
 *
 * @param time seconds since 1970
 */
export function askedAlone(
  client: Client,
  scope: string,
  time: number,
): readonly [request: GrantRequest, facts: Facts] {
  const asking = client.grantTypes.filter((one) => one !== 'refresh_token');
  const grantType = asking.find((one) => !NARROWER.has(one)) ?? asking[0] ?? 'refresh_token';
  const { issuer, clientId } = client;
  const facts: Facts = { time, priorGrant: null, token: null, feedSilentSeconds: null };
  return [
    {
      ...{ kind: 'grant', issuer, clientId, grantType, scopes: [scope], resources: [], redirectUri: null },
      fulfils: REQUIREMENTS,
    },
    { ...facts, ...broughtBy(client, grantType, scope, time) },
  ];
}

function broughtBy(client: Client, grantType: string, scope: string, time: number): Partial<Facts> {
  const { issuer, clientId, assertions = [] } = client;
  if (grantType === EXCHANGE)
    return {
      priorGrant: { grantId: 'asked', clientId, scopes: [scope], resource: null, revoked: false },
      exchanged: { endsAt: time + 1, actors: 0, mayAct: null, actor: null },
    };
  const taken = assertions.find(({ scopes }) => scopes?.includes(scope) !== false);
  if (grantType !== ASSERTION || taken === undefined) return {};
  return {
    assertion: {
      ...{ issuer: taken.issuer, subjectPattern: taken.subjects?.[0] ?? null, audiences: [issuer] },
      ...{ expiresAt: time + 1, issuedAt: time, scopes: null, resources: null, clientId: null },
    },
  };
}
