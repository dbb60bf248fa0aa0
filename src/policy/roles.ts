import type { ConsoleRole, PersonId, Policy, RoleMapping } from './types.ts';

/** Claims of a verified ID token. */
export type ConsoleClaims = Readonly<Record<string, unknown>>;

/** Who somebody with these claims is for the console: the roles, sorted, and the person where a mapping says so. */
export function rolesFor(
  policy: Policy,
  issuer: string,
  claims: ConsoleClaims,
): { readonly roles: readonly ConsoleRole[]; readonly person: PersonId | null } {
  const roles: ConsoleRole[] = [];
  let person: PersonId | null = null;
  for (const { role, mappings } of policy.console?.roles ?? []) {
    const held = mappings.filter((mapping) => mapping.issuer === issuer && says(claims, mapping));
    if (held.length === 0) continue;
    roles.push(role);
    person ??= held.find((one) => one.person !== null)?.person ?? null;
  }
  return { roles, person };
}

/** Whether anybody can be an administrator of the console. */
export function hasAdministrator(policy: Policy): boolean {
  return policy.console?.roles.some(({ role }) => role === 'admin') ?? false;
}

/** A claim that is neither text nor a list of texts says nothing: `true` isn't `"true"`. */
function says(claims: ConsoleClaims, { claim, value }: RoleMapping): boolean {
  const said = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  return said === value || (Array.isArray(said) && said.includes(value));
}
