import type { Block } from '../../connect/index.ts';
import { nameOfPermission } from '../microsoft/permission-names.ts';
import type { Evaluation } from './evaluation.ts';
import { itemsOf, type Known, type Members, mapsAt, memberOf, textValue } from './known.ts';
import type { Module } from './module.ts';

/** Attributes of an application or a service principal that give the id of a permission by its name. */
const IDS_BY_NAME = new Set(['oauth2_permission_scope_ids', 'app_role_ids']);
/** Those that give the permissions themselves, of which one is chosen by its value. */
const PERMISSIONS = new Set(['oauth2_permission_scopes', 'oauth2_permissions', 'app_roles']);
const MEMBERS = new Set(['id', 'value']);

/** The id of no role: an assignment that only lets in. */
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

/** A permission that is asked for or defined: its name where that is known. */
export interface Permission {
  readonly kind: 'request' | 'definition';
  readonly id: Known;
  /** Null where nothing says which it is. */
  readonly name: string | null;
}

/** Types of resources that are read here. */
export const ENTRA_TYPES = new Set([
  'azuread_application',
  'azuread_application_api_access',
  'azuread_application_pre_authorized',
  'azuread_application_permission_scope',
  'azuread_application_app_role',
  'azuread_app_role_assignment',
  'azuread_service_principal_delegated_permission_grant',
]);

/** What a resource of Microsoft Entra ID asks for by ids or names, and what it defines. */
export function permissionsOf(type: string, body: Members, own: ReadonlyMap<string, string>): readonly Permission[] {
  const asked = (ids: readonly (Known | undefined)[]): Permission[] =>
    ids
      .flatMap((id) => (id === undefined ? [] : itemsOf(id)))
      .filter((id) => textValue(id) !== DEFAULT_ACCESS)
      .map((id) => named(id, own));
  const lists = (...names: readonly string[]): Permission[] => asked(names.map((name) => memberOf(body, name)));
  switch (type) {
    case 'azuread_application': {
      const accesses = mapsAt(body, ['required_resource_access', 'resource_access']);
      return [
        ...asked(accesses.map((access) => memberOf(access, 'id'))),
        ...mapsAt(body, ['api', 'oauth2_permission_scope']).flatMap(defined),
        ...mapsAt(body, ['oauth2_permissions']).flatMap(defined),
        ...mapsAt(body, ['app_role']).flatMap(definedRole),
      ];
    }
    case 'azuread_application_api_access':
      return lists('scope_ids', 'role_ids');
    case 'azuread_application_pre_authorized':
      return lists('permission_ids');
    case 'azuread_app_role_assignment':
      return isPerson(memberOf(body, 'principal_object_id')) ? [] : lists('app_role_id');
    case 'azuread_service_principal_delegated_permission_grant':
      return itemsOf(memberOf(body, 'claim_values')).map((id) => ({ kind: 'request', id, name: textValue(id) }));
    case 'azuread_application_permission_scope':
      return defined(body);
    case 'azuread_application_app_role':
      return definedRole(body);
    default:
      return [];
  }
}

/** Roles are given to people and groups, too, and those are no clients. */
function isPerson(principal: Known | undefined): boolean {
  if (principal?.kind !== 'reference') return false;
  const [first = '', second = ''] = principal.path;
  return /^azuread_(users?|groups?)$/.test(first === 'data' ? second : first);
}

function defined(permission: Members): Permission[] {
  const value = memberOf(permission, 'value');
  const name = textValue(value);
  return value === undefined || name === null || name === '' ? [] : [{ kind: 'definition', id: value, name }];
}

/** Roles of people are no permissions of a client. */
function definedRole(role: Members): Permission[] {
  const types = itemsOf(memberOf(role, 'allowed_member_types')).map(textValue);
  return types.includes('Application') ? defined(role) : [];
}

function named(id: Known, own: ReadonlyMap<string, string>): Permission {
  const key = keyOf(id);
  const name = key === null ? null : (own.get(key) ?? nameOfPermission(key));
  if (id.kind !== 'reference') return { kind: 'request', id, name };
  const at = id.path.findIndex((step) => IDS_BY_NAME.has(step) || PERMISSIONS.has(step));
  const chosen =
    at === -1 ? undefined : id.path.slice(at + 1).find((step) => !MEMBERS.has(step) && !/^\d+$/.test(step));
  return { kind: 'request', id, name: chosen ?? name };
}

function keyOf(id: Known | undefined): string | null {
  if (id?.kind === 'reference') return id.path.join('.');
  return textValue(id)?.toLowerCase() ?? null;
}

/** Names of the permissions that a module's own applications define, by their ids, or by what refers to these. */
export function ownPermissions(module: Module, evaluation: Evaluation): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (id: Known | undefined, value: Known | undefined): void => {
    const [key, name] = [keyOf(id), textValue(value)];
    if (key !== null && name !== null) names.set(key, name);
  };
  for (const { path, what } of module.resources.values()) {
    if (!ENTRA_TYPES.has(what.labels[0] ?? '')) continue;
    for (const body of bodiesOf(what, path, evaluation)) {
      for (const one of [...mapsAt(body, ['api', 'oauth2_permission_scope']), ...mapsAt(body, ['app_role'])])
        add(memberOf(one, 'id'), memberOf(one, 'value'));
      add(memberOf(body, 'scope_id'), memberOf(body, 'value'));
      add(memberOf(body, 'role_id'), memberOf(body, 'value'));
    }
  }
  return names;
}

export function bodiesOf(block: Block, path: string, evaluation: Evaluation): readonly Members[] {
  const at = { path, offset: block.offset };
  return evaluation.instances(block, path).map((around) => evaluation.body(block.body, at, around));
}
