import { nearestName } from '../../oauth/index.ts';
import { type Client, nameOfClient, type Policy, REQUIREMENTS, scopeOf } from '../../policy/index.ts';
import { audienceOf, type PolicyIndex } from '../policy-index.ts';
import type { Facts, GrantRequest, ScopeRequest } from '../types.ts';
import type { PlacedExpectation } from './parse-policy-tests.ts';

export type Asked =
  | { readonly kind: 'asked'; readonly request: ScopeRequest; readonly facts: Facts }
  | { readonly kind: 'unclear'; readonly why: string };

/** What the guards would ask `decide` for a request as an expectation describes it. */
export function requestOf(index: PolicyIndex, expectation: PlacedExpectation, now: number): Asked {
  const { policy } = index;
  const client = policy.clients.find((one) => nameOfClient(one) === expectation.client);
  const issuer = expectation.issuer ?? client?.issuer ?? onlyIssuerOf(policy);
  if (issuer === null)
    return { kind: 'unclear', why: 'the policy has several issuers and does not know this client: add issuer' };
  const clientId = client?.clientId ?? expectation.client;
  const time = expectation.at ?? now;
  const nothing: Facts = { time, priorGrant: null, token: null, feedSilentSeconds: null };
  const { use } = expectation;
  if (use !== undefined) {
    const request = {
      kind: 'use',
      issuer,
      clientId,
      audience: use.audience,
      operation: expectation.name,
      required: use.needs.map(sortedOnce),
    } as const;
    const token = {
      scopes: sortedOnce(use.token),
      audiences: [use.audience],
      expiresAt: time + 1,
      revoked: false,
      recorded: true,
    };
    return { kind: 'asked', request, facts: { ...nothing, token } };
  }
  const grantType = expectation.grantType ?? onlyGrantTypeOf(client);
  if (grantType === null)
    return { kind: 'unclear', why: `${expectation.client} has several grant types: add grantType` };
  const request: GrantRequest = {
    kind: 'grant',
    issuer,
    clientId,
    grantType,
    scopes: expectation.scopes === undefined ? null : sortedOnce(expectation.scopes),
    resources: [...expectation.resources].sort(),
    redirectUri: expectation.redirectUri ?? null,
    // What is expected is told of scopes: how they are asked for isn't a matter of it.
    fulfils: REQUIREMENTS,
  };
  return { kind: 'asked', request, facts: { ...nothing, priorGrant: priorGrantOf(index, expectation, clientId) } };
}

/** For a difference that a slip of the pen may have made; null where none is likely. */
export function slipIn(policy: Policy, expectation: PlacedExpectation): string | null {
  const { client, issuer, scopes = [], granted = [], resources, use } = expectation;
  const scopesNamed = [...scopes, ...granted, ...(use?.token ?? []), ...(use?.needs.flat() ?? [])].filter(
    (one) => scopeOf(policy, one) === undefined,
  );
  const audiencesNamed = [...resources, ...(use === undefined ? [] : [use.audience])];
  return (
    firstMeant([client], policy.clients, nameOfClient) ??
    firstMeant(issuer === undefined ? [] : [issuer], policy.issuers, (one) => one.issuer) ??
    firstMeant(scopesNamed, policy.scopes, ({ name }) => name) ??
    firstMeant(audiencesNamed, policy.resourceServers, ({ audience }) => audience)
  );
}

/** Of the names, the first that isn't there and has one near it. */
function firstMeant<T>(
  named: readonly string[],
  defined: readonly T[],
  nameOf: (definition: T) => string,
): string | null {
  const names = new Set(defined.map(nameOf));
  for (const name of named) {
    const slip = names.has(name) ? null : meant(name, names);
    if (slip !== null) return slip;
  }
  return null;
}

function meant(name: string, names: Iterable<string>): string | null {
  const nearest = nearestName(name, names);
  return nearest === null ? null : `The policy has no ${name}; did you mean ${nearest}?`;
}

function onlyIssuerOf({ issuers }: Policy): string | null {
  return issuers.length === 1 ? (issuers[0]?.issuer ?? null) : null;
}

/** A client that the policy doesn't know is refused before its grant type is looked at. */
function onlyGrantTypeOf(client: Client | undefined): GrantRequest['grantType'] | null {
  const [first, second] = client?.grantTypes.filter((one) => one !== 'refresh_token') ?? [
    'client_credentials' as const,
  ];
  return second === undefined && first !== undefined ? first : null;
}

/** The grant is for the resource server that its scopes reach, as the one that the guard remembers. */
function priorGrantOf(index: PolicyIndex, { granted }: PlacedExpectation, clientId: string): Facts['priorGrant'] {
  if (granted === undefined) return null;
  const resource = granted.map((scope) => audienceOf(index, scope)).find((audience) => audience !== null) ?? null;
  return { grantId: 'expectation', clientId, scopes: sortedOnce(granted), resource, revoked: false };
}

function sortedOnce(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
