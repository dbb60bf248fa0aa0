import type { DefinitionSites } from '../definition-sites.ts';
import type { Diagnostic, Policy } from '../types.ts';
import { checkAttestors } from './attestors.ts';
import { checkClients } from './clients.ts';
import { Complaints } from './complaints.ts';
import { checkGovernance } from './governance.ts';
import { checkIssuers } from './issuers.ts';
import { checkPeople } from './people.ts';
import { checkResourceServers } from './resource-servers.ts';
import { checkRoles } from './roles.ts';
import { checkScopes } from './scopes.ts';

/**
 * What is wrong with a compiled policy: references that lead nowhere and values that contradict each other.
 *
 * @param whole false where definitions are left out because they aren't valid: then nothing is said to be missing.
 */
export function checkPolicy(
  policy: Policy,
  sites: DefinitionSites,
  { whole }: { readonly whole: boolean },
): Diagnostic[] {
  const complaints = new Complaints(policy, sites);
  checkIssuers(complaints, whole);
  checkPeople(complaints);
  checkAttestors(complaints);
  checkResourceServers(complaints);
  checkScopes(complaints);
  checkClients(complaints);
  checkRoles(complaints);
  checkGovernance(complaints);
  return complaints.found;
}
