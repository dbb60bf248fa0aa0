import type { Argument, Expression } from '../model.ts';
import { chainOf } from '../names.ts';

/**
 * `provider :github, id, secret, { scope: '…' }` of omniauth, and `config.omniauth` of devise: the positions mean a strategy, a
 * client's id and secret, and a hash at the end is the same as keywords.
 */
export function strategyArguments(all: readonly Argument[]): readonly Argument[] {
  const positional = all.filter(({ name }) => name === null);
  const last = positional.at(-1);
  const before = last?.value.kind === 'mapping' ? positional.slice(0, -1) : positional;
  const given: readonly Argument[] = last?.value.kind === 'mapping' ? last.value.entries : [];
  const options = [...all.filter(({ name }) => name !== null), ...given];
  const [strategy, client, ...rest] = before;
  const named: Argument[] = [];
  if (strategy !== undefined) named.push({ ...strategy, name: 'provider' });
  if (client !== undefined) named.push({ ...client, name: 'client_id' });
  const inner = options.find(({ name }) => name === 'client_options')?.value;
  const identifier = inner?.kind === 'mapping' ? inner.entries.find(({ name }) => name === 'identifier') : undefined;
  if (client === undefined && identifier !== undefined) named.push({ ...identifier, name: 'client_id' });
  return [...named, ...rest, ...options];
}

/** `option :scope, 'profile'` of a strategy, and `option :authorize_params, scope: 'profile'`. */
export function optionArguments(all: readonly Argument[]): readonly Argument[] | null {
  const [name, value, ...rest] = all;
  if (name?.value.kind !== 'text' || value === undefined) return null;
  if (value.name !== null) return [value, ...rest];
  return [{ name: name.value.value, nameOffset: name.value.offset, value: value.value }];
}

/** Methods that give each of what stands before to a block. */
export const ITERATING = new Set([
  'each',
  'map',
  'flat_map',
  'each_with_object',
  'select',
  'reject',
  'filter',
  'tap',
  'then',
  'collect',
]);

/** Whether a class is a strategy of omniauth. */
export function isStrategy(bases: readonly Expression[]): boolean {
  return bases.some((base) => /omniauth|strateg/i.test(chainOf(base).join('.')));
}
