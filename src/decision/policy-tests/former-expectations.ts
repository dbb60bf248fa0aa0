import { type Client, type IdentifiedPolicy, nameOfClient, type Policy } from '../../policy/index.ts';
import type { PlacedExpectation } from './parse-policy-tests.ts';
import { runPolicyTests } from './run-policy-tests.ts';

/** A policy and what its team expects of it. */
export interface ExpectedPolicy {
  readonly identified: IdentifiedPolicy;
  readonly expectations: readonly PlacedExpectation[];
}

/** What held before a change and that the team expects no more. */
export interface FormerExpectation {
  /** As it stood before the change. */
  readonly expectation: PlacedExpectation;
  /** What it comes to now; empty where it holds still. */
  readonly differences: readonly string[];
  /** Its client by its name now; null where no policy knew it. */
  readonly client: string | null;
}

/**
 * Expectations that held before a change and that nothing expects after it, whatever they are called and wherever they stand: taken out,
 * or asking for less. One whose client is gone, by issuer and client id, is none. What is still expected is the policy's own tests' to tell.
 *
 * @param now seconds since 1970, for expectations that name no time
 */
export function formerExpectations(before: ExpectedPolicy, after: ExpectedPolicy, now: number): FormerExpectation[] {
  const policy = after.identified.policy;
  const kept = new Map<string, PlacedExpectation[]>();
  for (const one of after.expectations) {
    const key = requestKey(policy, one);
    kept.set(key, [...(kept.get(key) ?? []), one]);
  }
  const held = runPolicyTests(before.identified, before.expectations, now).results;
  return before.expectations.flatMap((expectation, index) => {
    if (held[index]?.passed !== true) return [];
    const former = clientOf(before.identified.policy, expectation);
    const client = former === undefined ? undefined : policy.clients.find((one) => isSame(one, former));
    if (former !== undefined && client === undefined) return [];
    const same = kept.get(requestKey(before.identified.policy, expectation)) ?? [];
    if (same.some(({ expect }) => saysAllOf(expect, expectation.expect))) return [];
    const asked = client === undefined ? expectation : ofClient(expectation, client, former);
    const [result] = runPolicyTests(after.identified, [asked], now).results;
    const name = client === undefined ? null : nameOfClient(client);
    return [{ expectation, differences: result?.differences ?? [], client: name }];
  });
}

/** The same request of the client as it is called now, by the grant type that was its only one. */
function ofClient(expectation: PlacedExpectation, client: Client, former: Client | undefined): PlacedExpectation {
  const grantType = grantTypeOf(expectation, former);
  return {
    ...expectation,
    ...{ client: nameOfClient(client), issuer: client.issuer },
    ...(grantType === undefined ? {} : { grantType }),
  };
}

function clientOf({ clients }: Policy, { client }: PlacedExpectation): Client | undefined {
  return clients.find((one) => nameOfClient(one) === client);
}

function isSame(one: Client, other: Client): boolean {
  return one.clientId === other.clientId && one.issuer === other.issuer;
}

function grantTypeOf(expectation: PlacedExpectation, client: Client | undefined): PlacedExpectation['grantType'] {
  const [only, another] = client?.grantTypes.filter((one) => one !== 'refresh_token') ?? [];
  const isPlain = only === 'authorization_code' || only === 'client_credentials';
  return expectation.grantType ?? (isPlain && another === undefined ? only : undefined);
}

/** What is asked, however it is written. */
function requestKey(policy: Policy, expectation: PlacedExpectation): string {
  const client = clientOf(policy, expectation);
  const { scopes, resources, redirectUri, granted, use, at } = expectation;
  return JSON.stringify([
    ...[client?.issuer ?? expectation.issuer ?? null, client?.clientId ?? expectation.client],
    ...[use === undefined ? (grantTypeOf(expectation, client) ?? null) : null, at, redirectUri ?? null],
    ...[sorted(scopes), sorted(resources), sorted(granted)],
    use === undefined ? null : [sorted(use.token), use.audience, use.needs.map(sorted).map(String).sort()],
  ]);
}

/** Whether one expects at least what another does. */
function saysAllOf(one: PlacedExpectation['expect'], other: PlacedExpectation['expect']): boolean {
  return Object.entries(other).every(
    ([field, value]) => canonical(one[field as keyof typeof one]) === canonical(value),
  );
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(sorted(value));
  return JSON.stringify(
    typeof value === 'object' && value !== null ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value,
  );
}

function sorted(names: readonly string[] | undefined): readonly string[] | null {
  return names === undefined ? null : [...new Set(names)].sort();
}
