import { apiGuardRole } from './api-guard.ts';
import { issuerGuardRole } from './issuer-guard.ts';
import { managementRole } from './management.ts';
import { notifierRole } from './notifier.ts';
import { ROLES, type Role, type RoleName } from './role.ts';
import { sequencerRole } from './sequencer.ts';

export { ROLES, type Role, type RoleContext, type RoleName, type RunningRole } from './role.ts';

const roles: Readonly<Record<RoleName, Role>> = {
  sequencer: sequencerRole,
  management: managementRole,
  'issuer-guard': issuerGuardRole,
  'api-guard': apiGuardRole,
  notifier: notifierRole,
};

export function roleNamed(name: RoleName): Role {
  return roles[name];
}

export function isRoleName(name: string): name is RoleName {
  return (ROLES as readonly string[]).includes(name);
}
