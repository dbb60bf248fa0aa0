import { scopeLookup } from '../policy/index.ts';
import { type ClientActivity, clientActivity, type ScopeUse, scopeUseOf } from '../records/index.ts';
import { countLiveTokens, readContainments } from '../revocation/index.ts';
import type { EmpoweredOperation, ManagementContext } from './routes/route.ts';

/** A scope within a client's reach. */
export interface ReachedScope {
  readonly scope: string;
  /** `standing`, `eligible`, or null: it was granted once, and the policy allows it no more. */
  readonly allowed: 'standing' | 'eligible' | null;
  readonly risk: string | null;
  readonly sensitivity: string | null;
  readonly description: string | null;
  readonly operations: readonly EmpoweredOperation[];
  readonly use: Pick<ScopeUse, 'granted' | 'grantedLast' | 'used' | 'usedLast' | 'withheld' | 'withheldLast'> | null;
}

/** What a client could reach, by the policy and the APIs' documents, and what it did, by the ledger. */
export interface ContainmentReport {
  readonly client: string;
  /** Since when it is contained, and by which entry; null where it isn't. */
  readonly contained: { readonly since: string; readonly entry: string; readonly person: string | null } | null;
  readonly inPolicy: boolean;
  readonly owner: string | null;
  readonly purpose: string | null;
  readonly expires: string | null;
  readonly couldReach: readonly ReachedScope[];
  readonly did: ClientActivity;
  /** Tokens of it that work by their births, and that a guard would deny only because it is contained. */
  readonly live: number;
}

/** @throws StoreError */
export async function containmentReport(context: ManagementContext, client: string): Promise<ContainmentReport> {
  const { store, issuer, activePolicy, operationsOf } = context;
  const policy = activePolicy.current()?.identified.policy ?? null;
  const definition = policy?.clients.find((one) => one.clientId === client && one.issuer === issuer) ?? null;
  const lookup = policy === null ? null : scopeLookup(policy);
  const use = (await scopeUseOf(store, { clientId: client })).filter((one) => one.issuer === issuer);
  const { standing = [], eligible = [] } = definition ?? {};
  const granted = use.filter((one) => one.granted > 0).map(({ scope }) => scope);
  const couldReach = [...new Set([...standing, ...eligible, ...granted])].sort().map((scope): ReachedScope => {
    const defined = lookup?.definitionNamed(scope) ?? null;
    return {
      scope,
      allowed: standing.includes(scope) ? 'standing' : eligible.includes(scope) ? 'eligible' : null,
      risk: defined?.risk ?? null,
      sensitivity: defined?.sensitivity ?? null,
      description: defined?.description ?? null,
      operations: operationsOf(scope),
      use: use.find((one) => one.scope === scope) ?? null,
    };
  });
  const containment = (await readContainments(store)).of(issuer, client);
  return {
    client,
    contained:
      containment === null ? null : { since: containment.since, entry: containment.entry, person: containment.person },
    inPolicy: definition !== null,
    owner: definition?.owner ?? null,
    purpose: definition?.purpose ?? null,
    expires: definition?.expires ?? null,
    couldReach,
    did: await clientActivity(store, issuer, client),
    live: await countLiveTokens(store, issuer, { kind: 'client', clientId: client }),
  };
}
