import type { ClassLiteral, Expression, Root } from '../model.ts';
import { OF_A_CLIENT, wideChainOf } from '../names.ts';
import { ownerOf } from './owner.ts';
import { type Sink, valueFor } from './reading.ts';
import { ASKING_WORDS, plainName, SCOPE_NAMES } from './tables.ts';

const SELF = /^(this|self|\$this)$/;
/** Members that are called after the protocol. */
const OF_PROTOCOL = /oauth|oidc/i;
/** Classes that have scopes without asking for any: a token's, a server's, a check's. */
const HOLDING = /token|claims|session|guard|policy|verif|validat|server|resource|introspect|middleware|mock|fake|stub/i;

/**
 * What a client of OAuth keeps on itself, written as it is, to be asked for where another file uses it: `@scopes = ['user', 'repo']`.
 * That it is used in the same file is said there.
 */
export const kept: Sink = function* (reading) {
  for (const root of reading.sites.roots) {
    if (root.inside !== true || !keeps(root) || !isWritten(root.expression)) continue;
    const owner = ownerOf(reading.module, root.expression.offset);
    if (owner === null || !asks(owner)) continue;
    yield {
      kind: 'request',
      value: valueFor(reading, root.expression),
      offset: root.expression.offset,
      least: 'likely',
      writing: 'plain',
      confidence: 'medium',
      client: null,
      provider: null,
      hints: [owner.name ?? '', ...owner.bases.flatMap((base) => wideChainOf(base))],
      dynamic: false,
      known: false,
    };
  }
};

function keeps({ target }: Root): boolean {
  if (target === null) return false;
  const own = target.object === null ? target.name.startsWith('@') : isSelf(target.object);
  return own && SCOPE_NAMES.has(plainName(target.name.replace(/^@/, '')));
}

function isSelf(object: Expression): boolean {
  return object.kind === 'name' && SELF.test(object.name);
}

function isWritten(value: Expression): boolean {
  if (value.kind === 'text') return true;
  return value.kind === 'list' && value.items.length > 0 && value.items.every(({ kind }) => kind === 'text');
}

function asks({ name, members, bases }: ClassLiteral): boolean {
  const called = [name ?? '', ...bases.flatMap((base) => wideChainOf(base))];
  if (HOLDING.test(name ?? '')) return false;
  return (
    called.some((one) => ASKING_WORDS.test(one)) ||
    [...members.bindings.keys()].some((one) => OF_A_CLIENT.test(one) || OF_PROTOCOL.test(one))
  );
}
