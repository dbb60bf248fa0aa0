import { nearestName } from '../../oauth/index.ts';
import { ableToApprove, type Client, nameOfClient, type Policy, type Scope, scopeLookup } from '../../policy/index.ts';
import type { ReportedScope } from '../index.ts';
import type { GateFinding, ScopeAdvice } from './types.ts';

/** More names than that are a list that nobody reads. */
const MAX_NAMES = 5;

/** Why a scope isn't this client's, and what its author can do: use less, or have somebody allow it. */
export function adviceFor(
  policy: Policy,
  { scope, provider }: ReportedScope,
  client: Client,
  reason: string,
  catalog: ScopeAdvice,
): Pick<GateFinding, 'message' | 'help' | 'narrower' | 'approvers'> {
  const lookup = scopeLookup(policy);
  const definition = lookup.definitionOf(scope);
  const name = nameOfClient(client);
  const said = definition === undefined ? catalog(provider, scope) : null;
  const narrower =
    definition === undefined ? (said?.narrower ?? []).slice(0, MAX_NAMES) : narrowerThan(policy, client, definition);
  const approvers =
    definition === undefined || definition.risk === 'low'
      ? []
      : ableToApprove(policy, definition.risk).filter((person) => person !== client.author);
  return {
    message: messageFor(name, scope, reason, client, definition),
    help: [
      ...steps(policy, scope, reason, client, definition, said, narrower),
      ...(approvers.length > 0
        ? [`It is ${definition?.risk}, so ${listed(approvers, 'or')} has to approve client:${name}.`]
        : []),
    ].join(' '),
    narrower,
    approvers,
  };
}

function messageFor(
  name: string,
  scope: string,
  reason: string,
  { expires, issuer }: Client,
  definition: Scope | undefined,
): string {
  switch (reason) {
    case 'scope_unknown':
      return `${name} asks for ${scope}, which is no scope of the policy`;
    case 'scope_not_allowed_for_client':
      return `${name} asks for ${scope}, which it may not hold${definition === undefined ? '' : ` (${definition.risk} risk, ${definition.sensitivity} data)`}`;
    case 'scope_replaced':
      return `${name} asks for ${scope}, which ended at ${definition?.replacedBy?.deadline ?? 'its deadline'}`;
    case 'client_expired':
      return `${name} asks for ${scope}, and ended itself at ${expires}`;
    case 'issuer_unknown':
      return `${name} asks for ${scope} at ${issuer}, which the policy does not know`;
    default:
      return `${name} asks for ${scope}, which the policy refuses: ${reason}`;
  }
}

function steps(
  policy: Policy,
  scope: string,
  reason: string,
  client: Client,
  definition: Scope | undefined,
  said: ReturnType<ScopeAdvice>,
  narrower: readonly string[],
): string[] {
  const name = nameOfClient(client);
  const use = narrower.length === 0 ? [] : [`Use ${listed(narrower, 'or')} where that is enough.`];
  if (reason === 'client_expired')
    return [`Have ${client.owner} give ${name} a new end in the policy, or remove the request.`];
  if (reason === 'scope_replaced') return use;
  if (definition !== undefined)
    return [...use, `Else have ${client.owner} add ${scope} to standing: or eligible: of ${name}, and say why.`];
  const near =
    nearestName(
      scope,
      policy.scopes.map((one) => one.name),
    ) ??
    said?.nearest[0] ??
    null;
  return [
    ...(near === null || said?.known === true ? [] : [`Did you mean ${near}?`]),
    ...use,
    `Else define it under scopes: with why, owner and risk, and add it to ${name}.`,
  ];
}

/** What reaches less at the same API, or takes its place: first what the client may hold. */
function narrowerThan(policy: Policy, client: Client, definition: Scope): string[] {
  if (definition.replacedBy !== undefined) return definition.replacedBy.scopes.slice(0, MAX_NAMES);
  const lookup = scopeLookup(policy);
  const held = [...client.standing, ...client.eligible].filter((name) => {
    const one = lookup.definitionNamed(name);
    return one !== undefined && one.name !== definition.name && one.resourceServer === definition.resourceServer;
  });
  return [...new Set([...held, ...(definition.implies ?? [])])].slice(0, MAX_NAMES);
}

function listed(names: readonly string[], word: 'or'): string {
  const shown = names.slice(0, MAX_NAMES);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1)}`;
}
