import { agentOffline } from './agent-offline.ts';
import { agentRiskyScopeStanding } from './agent-risky-scope-standing.ts';
import { agentTokenLifeLong } from './agent-token-life-long.ts';
import { approvalKeyShared } from './approval-key-shared.ts';
import { approvalMissing } from './approval-missing.ts';
import { approverAlone } from './approver-alone.ts';
import { approverWithoutKey } from './approver-without-key.ts';
import { audienceShared } from './audience-shared.ts';
import { changingScopeLow } from './changing-scope-low.ts';
import { clientEnded } from './client-ended.ts';
import { clientExpiryFar } from './client-expiry-far.ts';
import { clientTokenLifeOverScope } from './client-token-life-over-scope.ts';
import { clientWithoutExpiry } from './client-without-expiry.ts';
import { clientWithoutOwner } from './client-without-owner.ts';
import { clientWithoutPurpose } from './client-without-purpose.ts';
import { defaultOfSeveralResourceServers } from './default-of-several-resource-servers.ts';
import { defaultOfflineAccess } from './default-offline-access.ts';
import { defaultScopeBroad } from './default-scope-broad.ts';
import { defaultScopeHigh } from './default-scope-high.ts';
import { deviceGrantRiskyScope } from './device-grant-risky-scope.ts';
import { grantTypeImplicit } from './grant-type-implicit.ts';
import { grantTypePassword } from './grant-type-password.ts';
import { issuerNotGuarded } from './issuer-not-guarded.ts';
import { kindContradictsGrantTypes } from './kind-contradicts-grant-types.ts';
import { machineAndUserClient } from './machine-and-user-client.ts';
import { narrowHidesCritical } from './narrow-hides-critical.ts';
import { observeWithoutEnd } from './observe-without-end.ts';
import { ownerSoleApprover } from './owner-sole-approver.ts';
import { patternHeldWhole } from './pattern-held-whole.ts';
import { publicClientRiskyScope } from './public-client-risky-scope.ts';
import { redirectUriInvalid } from './redirect-uri-invalid.ts';
import { redirectUriLocalhost } from './redirect-uri-localhost.ts';
import { redirectUriOfTwoClients } from './redirect-uri-of-two-clients.ts';
import { refreshTokenLifeLong } from './refresh-token-life-long.ts';
import { refreshTokenUnbounded } from './refresh-token-unbounded.ts';
import { refreshWithoutCode } from './refresh-without-code.ts';
import { replacedScopeHeld } from './replaced-scope-held.ts';
import { replacedScopePast } from './replaced-scope-past.ts';
import { resourceServerWithoutScopes } from './resource-server-without-scopes.ts';
import { restrictedDataLowRisk } from './restricted-data-low-risk.ts';
import { reviewIntervalLong } from './review-interval-long.ts';
import { revocationSilenceLong } from './revocation-silence-long.ts';
import { riskyScopeWithoutResourceServer } from './risky-scope-without-resource-server.ts';
import { rotationWithoutCredential } from './rotation-without-credential.ts';
import { scopeNameBroad } from './scope-name-broad.ts';
import { scopeTokenLifeLong } from './scope-token-life-long.ts';
import { scopeUnheld } from './scope-unheld.ts';
import { scopeWildcard } from './scope-wildcard.ts';
import { scopeWithoutOwner } from './scope-without-owner.ts';
import { scopeWithoutWhy } from './scope-without-why.ts';
import { secretRotationLong } from './secret-rotation-long.ts';
import { secretRotationMissing } from './secret-rotation-missing.ts';
import { staleBoundsInverted } from './stale-bounds-inverted.ts';
import { standingScopeCritical } from './standing-scope-critical.ts';
import { teamTooSmall } from './team-too-small.ts';
import type { Rule } from './types.ts';
import { unrecordedTokensPass } from './unrecorded-tokens-pass.ts';
import { virtualExpiryOutlived } from './virtual-expiry-outlived.ts';
import { waiverLong } from './waiver-long.ts';
import { whySaysNothing } from './why-says-nothing.ts';
import { widerScopeBesideNarrower } from './wider-scope-beside-narrower.ts';

export { EXAMPLE_POLICY, EXAMPLE_TIME } from './example-policy.ts';
export { isBroadDefault } from './reading.ts';
export {
  CONTROLS,
  type ControlId,
  type Finding,
  type FindingDefinition,
  type ProofRule,
  type RefusingRule,
  type Rule,
  type RuleFacts,
  type WaivableRule,
  type WarningRule,
} from './types.ts';

/** Every rule, sorted by id. */
export const rules: readonly Rule[] = [
  agentOffline,
  agentRiskyScopeStanding,
  agentTokenLifeLong,
  approvalKeyShared,
  approvalMissing,
  approverAlone,
  approverWithoutKey,
  audienceShared,
  changingScopeLow,
  clientEnded,
  clientExpiryFar,
  clientTokenLifeOverScope,
  clientWithoutExpiry,
  clientWithoutOwner,
  clientWithoutPurpose,
  defaultOfSeveralResourceServers,
  defaultOfflineAccess,
  defaultScopeBroad,
  defaultScopeHigh,
  deviceGrantRiskyScope,
  grantTypeImplicit,
  grantTypePassword,
  issuerNotGuarded,
  kindContradictsGrantTypes,
  machineAndUserClient,
  narrowHidesCritical,
  observeWithoutEnd,
  ownerSoleApprover,
  patternHeldWhole,
  publicClientRiskyScope,
  redirectUriInvalid,
  redirectUriLocalhost,
  redirectUriOfTwoClients,
  refreshTokenLifeLong,
  refreshTokenUnbounded,
  refreshWithoutCode,
  replacedScopeHeld,
  replacedScopePast,
  resourceServerWithoutScopes,
  restrictedDataLowRisk,
  reviewIntervalLong,
  revocationSilenceLong,
  riskyScopeWithoutResourceServer,
  rotationWithoutCredential,
  scopeNameBroad,
  scopeTokenLifeLong,
  scopeUnheld,
  scopeWildcard,
  scopeWithoutOwner,
  scopeWithoutWhy,
  secretRotationLong,
  secretRotationMissing,
  staleBoundsInverted,
  standingScopeCritical,
  teamTooSmall,
  unrecordedTokensPass,
  virtualExpiryOutlived,
  waiverLong,
  whySaysNothing,
  widerScopeBesideNarrower,
];
