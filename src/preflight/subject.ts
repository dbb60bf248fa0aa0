import type { FoundClient, Inventory } from '../connect/index.ts';
import { type IndexedClient, indexOf, type PolicyIndex } from '../decision/index.ts';
import type { Mode } from '../policy/index.ts';
import type { PreflightFinding, PreflightInput, Severity } from './types.ts';

/** A client as its server has it and as the policy does. */
export interface ClientPair {
  readonly clientId: string;
  readonly found: FoundClient;
  readonly inventory: Inventory;
  /** Null where the policy doesn't know it. */
  readonly known: IndexedClient | null;
  readonly mode: Mode;
}

/** What every check looks at. */
export interface Subject extends PreflightInput {
  readonly index: PolicyIndex;
  /** Clients of the server that may get tokens; none that it refuses. */
  readonly clients: readonly ClientPair[];
  /** Seconds since 1970. */
  readonly nowSeconds: number;
  modeOf(clientId: string): Mode;
}

export function subjectOf(input: PreflightInput): Subject {
  const index = indexOf(input.policy);
  const { issuer } = input.guard;
  const ofIssuer = index.clients.get(issuer);
  const modeOf = (clientId: string): Mode =>
    ofIssuer?.get(clientId)?.client.mode ?? index.issuers.get(issuer)?.mode ?? 'enforce';
  const pairs = new Map<string, ClientPair>();
  for (const inventory of input.inventories) {
    if (inventory.issuer !== null && inventory.issuer !== issuer) continue;
    for (const found of inventory.clients) {
      const { clientId } = found;
      if (clientId === null || found.protocol?.enabled === false || pairs.has(clientId)) continue;
      pairs.set(clientId, {
        ...{ clientId, found, inventory, mode: modeOf(clientId) },
        known: ofIssuer?.get(clientId) ?? null,
      });
    }
  }
  return { ...input, index, clients: [...pairs.values()], nowSeconds: Math.floor(input.now / 1000), modeOf };
}

/** Whether a client gets tokens at all: a resource server, or one that only introspects, doesn't. */
export function getsTokens({ found }: ClientPair): boolean {
  return found.grantTypes === null || found.grantTypes.length > 0;
}

/** A finding about one client. */
export function about(
  pair: Pick<ClientPair, 'clientId'> & { readonly found?: Pick<FoundClient, 'at'> },
  severity: Severity,
  code: string,
  what: string,
  mend: string,
): PreflightFinding {
  return { severity, code, clientId: pair.clientId, what, mend, at: pair.found?.at ?? null };
}

/** A finding about the whole issuer. */
export function ofIssuer(severity: Severity, code: string, what: string, mend: string): PreflightFinding {
  return { severity, code, clientId: null, what, mend, at: null };
}

/** What policy alone refuses is only recorded of a client that is observed. */
export function byPolicy(mode: Mode, severity: Severity): Severity {
  return mode === 'observe' && severity !== 'unknown' ? 'changes' : severity;
}

/** `a, b and 3 more`. */
export function some(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
