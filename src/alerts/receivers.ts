import type { AlertRoute, Policy } from '../policy/index.ts';
import { scopeOf } from '../policy/index.ts';
import type { Alert, Severity } from './types.ts';

/** Something that alerts can go to. */
export interface Receiver {
  readonly name: string;
  /** The severities that it takes. */
  readonly severities: readonly Severity[];
}

/**
 * Names of those who are told of an alert: the receivers of every route of the policy that takes it. An alert is never lost by a
 * route: where none takes it, or none that does leads to a receiver that there is and that takes its severity, everybody is told who
 * takes that.
 *
 * @param policy the active one; null where none is, or it can't be read.
 */
export function receiversOf(
  alert: Alert,
  policy: Pick<Policy, 'alertRoutes' | 'clients' | 'scopes'> | null,
  receivers: readonly Receiver[],
): ReadonlySet<string> {
  const able = receivers.filter(({ severities }) => severities.includes(alert.severity)).map(({ name }) => name);
  const owners = policy === null ? [] : ownersOf(alert, policy);
  const named = new Set(
    (policy?.alertRoutes ?? []).filter((route) => takes(route, alert, owners)).flatMap(({ webhooks }) => webhooks),
  );
  const routed = able.filter((name) => named.has(name));
  return new Set(routed.length > 0 ? routed : able);
}

function takes({ alerts, severities, owners: wanted }: AlertRoute, alert: Alert, owners: readonly string[]): boolean {
  return (
    (alerts === undefined || alerts.includes(alert.type)) &&
    (severities === undefined || severities.includes(alert.severity)) &&
    (wanted === undefined || wanted.some((owner) => owners.includes(owner)))
  );
}

/** Who owns what the alert is about: its client and its scopes, as far as the policy knows them. */
function ownersOf({ issuer, clientId, scopes }: Alert, policy: Pick<Policy, 'clients' | 'scopes'>): string[] {
  const client = policy.clients.find((one) => one.clientId === clientId && one.issuer === issuer);
  return [
    ...(client === undefined ? [] : [client.owner]),
    ...scopes.flatMap((name) => scopeOf(policy, name)?.owner ?? []),
  ];
}
