import type { Path } from './placed-node.ts';
import { shown } from './shown.ts';
import type { Diagnostic } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

/** `TODO`, or `TODO: what is known of it`, in the place of a value that nobody has given yet. */
const TODO = /^TODO(?::.*)?$/s;

/** What somebody has to say in the place of a TODO, by its field. */
const TO_SAY: Readonly<Record<string, string>> = {
  environment: 'say which environment this policy is for',
  issuers: 'say the issuer identifier of the authorization server',
  'issuers.level': 'say how Ambit meets it: guarded, hooked or observed',
  'issuers.mode': 'say whether it is to enforce or to observe',
  'resourceServers.description': 'say what this API serves',
  'resourceServers.owner': 'say whose it is, by the id of a person',
  'resourceServers.audience': 'say the aud of its tokens, a URL',
  'scopes.resourceServer':
    'say at which API this scope empowers, or remove the line for the authorization server’s own',
  'scopes.description': 'say what this scope empowers',
  'scopes.why': 'say why this scope exists',
  'scopes.owner': 'say whose it is, by the id of a person',
  'scopes.author': 'say who wrote this definition, by the id of a person',
  'scopes.risk': 'say how bad its misuse is: low, high or critical',
  'scopes.sensitivity': 'say what data it reaches: public, internal, confidential or restricted',
  'scopes.maxTtlSeconds': 'say how long a token with it may live at most, in seconds',
  'scopes.reviewIntervalDays': 'say how often its owner reviews it, in days',
  'clients.issuer': 'say at which issuer it is registered',
  'clients.clientId': 'say the client id that the authorization server gave it',
  'clients.owner': 'say whose it is, by the id of a person',
  'clients.author': 'say who wrote this definition, by the id of a person',
  'clients.purpose': 'say what this client is for',
  'clients.kind': 'say what kind of client it is',
  'clients.grantTypes': 'say which grant types it may use',
  'clients.redirectUris': 'say its exact redirect URIs',
  'clients.standing': 'say which scopes it may always hold',
  'clients.eligible': 'say which scopes it may hold while it is elevated',
  'clients.defaultScopes': 'say what it gets when it asks for no scope',
  'clients.maxTtlSeconds': 'say how long its tokens may live at most, in seconds',
  'clients.expires': 'say when it ends',
};

/** Whether a value, or a name, of a policy file is one that nobody has given yet. */
export function isTodo(value: unknown): boolean {
  return typeof value === 'string' && TODO.test(value);
}

/** A TODO of a policy file, where it stands in it and in the text. */
export interface FoundTodo {
  readonly path: Path;
  readonly diagnostic: Diagnostic;
}

/** Every TODO of a policy file, each at its place: a value, an item of a list, or the name of a definition. */
export function findTodos(source: YamlSource): FoundTodo[] {
  const found: FoundTodo[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (isTodo(value)) found.push({ path, diagnostic: todo(source, path, String(value)) });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index]);
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) {
        const inner = [...path, name];
        if (isTodo(name)) found.push({ path: inner, diagnostic: todo(source, inner, name, 'key') });
        visit(member, inner);
      }
  };
  visit(source.value, []);
  return found;
}

/** What is said of every TODO of a policy file. */
export function todosIn(source: YamlSource): Diagnostic[] {
  return findTodos(source).map(({ diagnostic }) => diagnostic);
}

/** Whether what stands at the path is a TODO, or stands within one: what else is wrong with it follows from that. */
export function isTodoAt(value: unknown, path: Path): boolean {
  let at = value;
  for (const step of path) {
    if (isTodo(step)) return true;
    at = Object(at)[step];
    if (isTodo(at)) return true;
  }
  return false;
}

function todo(source: YamlSource, path: Path, text: string, part?: 'key'): Diagnostic {
  const within = part === 'key' ? path.slice(0, -1) : path;
  const [section = 'the file', definition, field] = within.filter((step) => typeof step === 'string');
  const place = field ?? definition ?? section;
  const say = TO_SAY[definition === undefined ? section : `${section}.${field}`] ?? 'say what it is';
  const known = text.slice('TODO:'.length).trim();
  return {
    code: 'todo',
    severity: 'error',
    ...source.at(path, part),
    message: `${part === 'key' ? `a name in ${place}` : place} is still TODO: ${say}${known === '' ? '' : ` (${shown(known)})`}`,
    help: 'Write it in the place of the TODO. docs/policy-reference.md has every field.',
  };
}
