import { stringify } from 'yaml';
import { nameOfClient } from './client-reading.ts';
import { fieldsAt } from './schema/policy-file.ts';
import type { Policy } from './types.ts';

/**
 * The compiled policy as one policy file: what all files come to, with defaults and overlays, every value in so many words. Compiled
 * again it is the same policy, and printed again the same text. Approvals aren't in it: they stand in files of their own.
 */
export function printPolicy(policy: Policy): string {
  const { environment, issuers, people, resourceServers, scopes, clients, limits } = policy;
  const { teams, attestors, approvals, waivers, rules, alertRoutes, console } = policy;
  return stringify(
    ordered({
      environment,
      issuers: mapped(issuers, ({ issuer, ...said }) => [issuer, said]),
      people: mapped(people, ({ id, approves, approvals: _, ...said }) => [
        id,
        { ...said, ...(approves === null ? {} : { approves }) },
      ]),
      teams: teams && mapped(teams, ({ id, approvals: _, ...said }) => [id, said]),
      attestors: attestors && mapped(attestors, ({ id, approvals: _, ...said }) => [id, said]),
      resourceServers: mapped(resourceServers, ({ id, ...said }) => [id, said]),
      scopes: mapped(scopes, ({ name, approvals: _, ...said }) => [name, said]),
      clients: mapped(clients, (client) => {
        const { name, clientId, approvals: _, ...said } = client;
        return [nameOfClient(client), name === undefined ? said : { clientId, ...said }];
      }),
      waivers: waivers && mapped(waivers, ({ id, approvals: _, ...said }) => [id, said]),
      approvals: approvals && {
        author: approvals.author,
        risk: approvals.risk,
        sensitivity: approvals.sensitivity,
      },
      rules,
      alertRoutes,
      limits,
      console: console && printedConsole(policy, console.roles),
    }),
    // A file for a person: no text is folded, and no list stands twice as an alias.
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

function printedConsole({ people }: Policy, roles: NonNullable<Policy['console']>['roles']): unknown {
  const [first] = roles;
  return {
    // Where nobody has a role, who wrote that isn't in the compiled policy: anybody will do.
    author: first?.author ?? people[0]?.id,
    roles: mapped(roles, ({ role, mappings }) => [
      role,
      mappings.map(({ person, ...said }) => ({ ...said, ...(person === null ? {} : { person }) })),
    ]),
  };
}

/** A map, for a name may be one that means something to an object. */
function mapped<T>(definitions: readonly T[], entry: (definition: T) => [string, unknown]): Map<string, unknown> {
  return new Map(definitions.map(entry));
}

/** Fields in the order of the reference and names sorted, in whichever order they were written; what is absent isn't there. */
function ordered(value: unknown, path: readonly (string | number)[] = []): unknown {
  if (Array.isArray(value)) return value.map((item, index) => ordered(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const fields = fieldsAt(path);
  const rank = (name: string): number => fields.indexOf(name);
  return new Map(
    entries
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => rank(left) - rank(right) || (left < right ? -1 : 1))
      .map(([name, member]) => [name, ordered(member, [...path, name])]),
  );
}
