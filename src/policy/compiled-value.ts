import { canonicalJson, type Json } from '../proof/index.ts';
import type { MergedFile } from './merge-files.ts';
import { defaultLimits, type PolicyFile } from './schema/policy-file.ts';
import type {
  AlertRoute,
  Client,
  ConsoleRole,
  Issuer,
  Policy,
  PolicyApprovals,
  PolicyConsole,
  RoleMapping,
  Scope,
  TrustedAssertions,
} from './types.ts';

/** In UTF-16 code unit order, as `Array.prototype.sort` has it. */
const sorted = (names: readonly string[]): string[] => [...names].sort();

function entriesOf<T>(record: Readonly<Record<string, T>> = {}): [string, T][] {
  return sorted(Object.keys(record)).map((name) => [name, record[name] as T]);
}

const made = new WeakMap<object, { readonly context: string; readonly value: object }>();

/** What a definition comes to, which is the same object as long as it is made of the same one in the same surroundings. */
function once<T extends object>(said: object, context: string, make: () => T): T {
  const known = made.get(said);
  if (known?.context === context) return known.value as T;
  const value = make();
  made.set(said, { context, value });
  return value;
}

/** What valid files come to: defaults filled in, lists sorted, no approval attached yet. What they refer to is not asked. */
export function compiledValue(file: MergedFile): Policy {
  const issuers = entriesOf(file.issuers).map(([issuer, said]) => compileIssuer(issuer, said));
  const only = onlyIssuerOf(issuers);
  const byName = new Map(issuers.map((one) => [one.issuer, one]));
  return {
    format: 1,
    environment: file.environment ?? '',
    issuers,
    people: entriesOf(file.people).map(([id, person]) =>
      once(person, id, () => {
        const { approvalKeys, approves, identities } = person;
        return {
          id,
          approvalKeys: sorted(approvalKeys),
          approves,
          ...(identities === undefined || Object.keys(identities).length === 0 ? {} : { identities }),
          approvals: [],
        };
      }),
    ),
    resourceServers: entriesOf(file.resourceServers).map(([id, { description, owner, audience }]) => ({
      id,
      description,
      owner,
      audience,
    })),
    scopes: entriesOf(file.scopes).map(([name, scope]) => once(scope, name, () => compileScope(name, scope))),
    clients: entriesOf(file.clients).map(([name, client]) => {
      const issuer = client.issuer ?? only;
      const { mode, canary } = mannerOf(name, client, byName.get(issuer));
      return once(client, `${mode} ${canary} ${issuer} ${name}`, () =>
        compileClient(name, client, issuer, mode, canary),
      );
    }),
    limits: file.limits ?? defaultLimits,
    // What a policy says nothing of isn't there, so that it keeps the digest that it had before one could.
    ...(file.teams === undefined
      ? {}
      : {
          teams: entriesOf(file.teams).map(([id, team]) => ({
            id,
            ...team,
            members: sorted(team.members),
            approvals: [],
          })),
        }),
    ...(file.attestors === undefined
      ? {}
      : { attestors: entriesOf(file.attestors).map(([id, attestor]) => ({ id, ...attestor, approvals: [] })) }),
    ...(file.approvals === undefined ? {} : { approvals: compileApprovals(file.approvals) }),
    ...(file.waivers === undefined
      ? {}
      : { waivers: entriesOf(file.waivers).map(([id, waiver]) => ({ id, ...waiver, approvals: [] })) }),
    ...(file.rules === undefined ? {} : { rules: Object.fromEntries(entriesOf(file.rules)) }),
    ...(file.alertRoutes === undefined ? {} : { alertRoutes: compileRoutes(file.alertRoutes) }),
    ...(file.console === undefined ? {} : { console: compileConsole(file.console, only) }),
  };
}

function compileIssuer(issuer: string, { canary, ...said }: NonNullable<PolicyFile['issuers']>[string]): Issuer {
  if (canary === undefined || Object.keys(canary).length === 0) return { issuer, ...said };
  const { clients, ...share } = canary;
  return { issuer, ...said, canary: { ...share, ...(clients === undefined ? {} : { clients: sorted(clients) }) } };
}

/** How a client is treated: as it says, else as its issuer says of those that don't. */
function mannerOf(
  name: string,
  { mode, canary }: NonNullable<PolicyFile['clients']>[string],
  issuer: Issuer | undefined,
): { readonly mode: Client['mode']; readonly canary: number | undefined } {
  if (mode !== undefined) return { mode, canary: canary?.percent };
  if (issuer?.canary?.clients?.includes(name) === true) return { mode: 'enforce', canary: canary?.percent };
  const own = issuer?.mode ?? 'enforce';
  return { mode: own, canary: canary?.percent ?? (own === 'observe' ? issuer?.canary?.percent : undefined) };
}

function compileClient(
  name: string,
  client: NonNullable<PolicyFile['clients']>[string],
  issuer: string,
  mode: Client['mode'],
  canary: number | undefined,
): Client {
  const { claims, requires, rotation, exchange, assertions, sources, virtualExpiry, canary: _, ...rest } = client;
  return {
    ...rest,
    ...(canary === undefined ? {} : { canary: { percent: canary } }),
    ...(claims === undefined ? {} : { claims: sorted([...new Set(claims)]) }),
    ...(requires === undefined ? {} : { requires: [...new Set(requires)].sort() }),
    ...(virtualExpiry === true ? { virtualExpiry } : {}),
    ...(rotation === undefined || Object.keys(rotation).length === 0 ? {} : { rotation }),
    ...(exchange === undefined ? {} : { exchange: { ...exchange, tokensOf: sorted(exchange.tokensOf) } }),
    ...(assertions === undefined ? {} : { assertions: assertions.map(compileAssertions) }),
    ...(sources === undefined ? {} : { sources: sorted(sources) }),
    clientId: client.clientId ?? name,
    ...(client.clientId === undefined || client.clientId === name ? {} : { name }),
    issuer,
    mode,
    grantTypes: sorted(client.grantTypes) as Client['grantTypes'][number][],
    redirectUris: sorted(client.redirectUris),
    standing: sorted(client.standing),
    eligible: sorted(client.eligible),
    defaultScopes: client.defaultScopes === null ? null : sorted(client.defaultScopes),
    approvals: [],
  };
}

function compileAssertions({ subjects, scopes, ...rest }: TrustedAssertions): TrustedAssertions {
  return {
    ...rest,
    ...(subjects === undefined ? {} : { subjects: sorted(subjects) }),
    ...(scopes === undefined ? {} : { scopes: sorted(scopes) }),
  };
}

function compileScope(name: string, scope: NonNullable<PolicyFile['scopes']>[string]): Scope {
  const { issuers, implies, replacedBy, parameters, ...rest } = scope;
  return {
    name,
    ...rest,
    ...(issuers === undefined ? {} : { issuers: sorted(issuers) }),
    ...(implies === undefined ? {} : { implies: sorted(implies) }),
    ...(replacedBy === undefined ? {} : { replacedBy: { ...replacedBy, scopes: sorted(replacedBy.scopes) } }),
    ...(parameters === undefined
      ? {}
      : {
          parameters: Object.fromEntries(
            entriesOf(parameters).map(([part, parameter]) => [
              part,
              'values' in parameter ? { values: sorted(parameter.values) } : parameter,
            ]),
          ),
        }),
    approvals: [],
  };
}

function compileApprovals({ author, risk, sensitivity }: NonNullable<PolicyFile['approvals']>): PolicyApprovals {
  return {
    author,
    risk: Object.fromEntries(entriesOf(risk)),
    sensitivity: Object.fromEntries(entriesOf(sensitivity)),
    approvals: [],
  };
}

/** Sorted by what they say: an alert goes to each receiver of every route that takes it, so their order means nothing. */
function compileRoutes(routes: NonNullable<PolicyFile['alertRoutes']>): AlertRoute[] {
  const textOf = (route: AlertRoute): string => canonicalJson(route as unknown as Json);
  return routes
    .map(({ alerts, severities, owners, webhooks }) => ({
      ...(alerts === undefined ? {} : { alerts: sorted(alerts) }),
      ...(severities === undefined ? {} : { severities: sorted(severities) as ('high' | 'critical')[] }),
      ...(owners === undefined ? {} : { owners: sorted(owners) }),
      webhooks: sorted(webhooks),
    }))
    .sort((left, right) => (textOf(left) < textOf(right) ? -1 : 1));
}

/** The issuer that is meant where none is named; empty where there are several. */
function onlyIssuerOf(issuers: Policy['issuers']): string {
  return issuers.length === 1 ? (issuers[0]?.issuer ?? '') : '';
}

function compileConsole({ author, roles }: NonNullable<PolicyFile['console']>, onlyIssuer: string): PolicyConsole {
  const sorted = (mappings: readonly RoleMapping[]): RoleMapping[] =>
    [...mappings].sort((left, right) =>
      canonicalJson(left as unknown as Json) < canonicalJson(right as unknown as Json) ? -1 : 1,
    );
  return {
    roles: entriesOf(roles).flatMap(([role, mappings]) =>
      mappings === undefined
        ? []
        : [
            {
              role: role as ConsoleRole,
              author,
              mappings: sorted(mappings.map((one) => ({ ...one, issuer: one.issuer ?? onlyIssuer }))),
              approvals: [],
            },
          ],
    ),
  };
}
