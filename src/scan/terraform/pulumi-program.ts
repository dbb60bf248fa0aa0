import type { Block } from '../../connect/index.ts';
import { entriesOf, type Mapping, textOf, type Value, valueAt } from '../documents/index.ts';
import { unsure } from './functions.ts';
import { type At, type Known, list, type Member, type Members, map, text, unknown } from './known.ts';

const PROVIDERS: Readonly<Record<string, string>> = {
  aws: 'aws',
  auth0: 'auth0',
  okta: 'okta',
  azuread: 'azuread',
  gcp: 'google',
  keycloak: 'keycloak',
};
const MAX_DEPTH = 20;

/** A resource of a program, under the names that Terraform has for it. */
export interface ProgramResource {
  readonly type: string;
  readonly body: Members;
  readonly block: Block;
}

/**
 * The resources of a Pulumi YAML program (pulumi.com/docs/iac/languages-sdks/yaml. Their types and properties are
 * Terraform's in other spelling: `aws:cognito/userPoolClient:UserPoolClient` is `aws_cognito_user_pool_client`, and lists are plurals.
 */
export function resourcesOf(root: Value | null, path: string): readonly ProgramResource[] {
  const program = new Program(root, path);
  return entriesOf(valueAt(root, 'resources')).flatMap(({ name, value }) => {
    const type = typeOf(textOf(valueAt(value, 'type')) ?? '');
    const properties = valueAt(value, 'properties');
    if (type === null || properties?.kind !== 'mapping') return [];
    const block: Block = {
      ...{ type: 'resource', labels: [type, name], offset: properties.offset },
      body: { attributes: new Map(), blocks: [] },
    };
    return [{ type, block, body: program.members(properties, 0) }];
  });
}

/** `okta:auth/serverPolicyRule:ServerPolicyRule`, `azuread:Application`. */
function typeOf(token: string): string | null {
  const parts = token.split(':');
  const provider = PROVIDERS[parts[0] ?? ''];
  const name = parts.at(-1);
  if (provider === undefined || name === undefined || parts.length < 2) return null;
  const folder = parts.length > 2 ? (parts[1]?.split('/')[0] ?? '') : '';
  const names = folder === '' || folder === 'index' ? [snake(name)] : [folder.toLowerCase(), snake(name)];
  return [provider, ...names].join('_');
}

function snake(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/(^|_)o_?auth/g, '$1oauth');
}

class Program {
  readonly #root: Value | null;
  readonly #path: string;
  readonly #resolved = new Map<string, Known>();

  constructor(root: Value | null, path: string) {
    this.#root = root;
    this.#path = path;
  }

  members(mapping: Mapping, depth: number): Members {
    const members = new Map<string, Member>();
    for (const { name, nameOffset, value } of mapping.entries) {
      const member = { value: this.#known(value, depth + 1), at: this.#at(nameOffset) };
      const spelt = snake(name);
      // Pulumi names a list by the plural of what Terraform calls it, and not always.
      for (const one of [spelt, spelt.replace(/(?<=ss)es$|(?<!s)s$/, '')])
        if (!members.has(one)) members.set(one, member);
    }
    return map(members, this.#at(mapping.offset));
  }

  #known(value: Value, depth: number): Known {
    const at = this.#at(value.offset);
    if (depth > MAX_DEPTH || value.tag !== undefined) return unknown('a value of another kind', at);
    if (value.kind === 'list')
      return list(
        value.items.map((item) => this.#known(item, depth + 1)),
        at,
      );
    if (value.kind === 'mapping') {
      const call = value.entries.find(({ name }) => name.startsWith('fn::'));
      return call === undefined ? this.members(value, depth) : unknown(`the function ${call.name}`, at);
    }
    const name = typeof value.value === 'string' ? /^\$\{([\w-]+)\}$/.exec(value.value)?.[1] : undefined;
    return (name === undefined ? null : this.#named(name, depth)) ?? text(value.value, at);
  }

  /** What a configuration value is where nobody sets it, or a variable. */
  #named(name: string, depth: number): Known | null {
    const configured = valueAt(this.#root, 'config', name) ?? valueAt(this.#root, 'configuration', name);
    const value =
      valueAt(configured, 'default') ?? valueAt(configured, 'value') ?? valueAt(this.#root, 'variables', name);
    if (value === undefined) return null;
    const before = this.#resolved.get(name);
    if (before !== undefined) return before;
    // Until it is known: it may hold itself.
    this.#resolved.set(name, unknown(`the variable ${name}`, this.#at(value.offset)));
    const known = this.#known(value, depth + 1);
    const resolved = configured === undefined ? known : unsure(known);
    this.#resolved.set(name, resolved);
    return resolved;
  }

  #at(offset: number): At {
    return { path: this.#path, offset };
  }
}
