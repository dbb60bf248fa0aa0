import type { Mode } from '../policy/index.ts';
import type { PolicyIndex } from './policy-index.ts';

/** How many draws there are: a hundred for each per cent. */
export const CANARY_DRAWS = 10_000;

/** What a policy says of how requests are treated: of a client, or of an issuer. */
interface Manner {
  readonly mode: Mode;
  readonly canary?: { readonly percent?: number };
}

/** As `modeOf`, of what is found already. */
export function modeBy({ mode, canary }: Manner, draw: number | undefined): Mode {
  if (mode !== 'observe' || canary?.percent === undefined || draw === undefined) return mode;
  return draw < canary.percent * (CANARY_DRAWS / 100) ? 'enforce' : 'observe';
}

/**
 * Whether a request is enforced: as the policy says of its client, or of its issuer where it doesn't know the client; of those that are only
 * observed, also where the flow that it belongs to drew one of the canary's share.
 *
 * @param draw from 0 to 9999; undefined where nothing was drawn
 */
export function modeOf(index: PolicyIndex, issuer: string, clientId: string, draw: number | undefined): Mode {
  const said = index.clients.get(issuer)?.get(clientId)?.client ?? index.issuers.get(issuer);
  return said === undefined ? 'enforce' : modeBy(said, draw);
}

/** Whether it depends on a draw how a client's requests are treated. */
export function hasCanary(index: PolicyIndex, issuer: string, clientId: string): boolean {
  const said = index.clients.get(issuer)?.get(clientId)?.client ?? index.issuers.get(issuer);
  return said?.mode === 'observe' && said.canary?.percent !== undefined;
}
