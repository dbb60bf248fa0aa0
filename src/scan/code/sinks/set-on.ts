import type { Binding, Expression, Root } from '../model.ts';
import { headOf } from '../names.ts';
import { onlyText, type Reading, valueFor } from './reading.ts';
import { plainName } from './tables.ts';

const CLIENT_NAMES = new Set(['clientid', 'applicationclientid', 'consumerkey', 'appid', 'apikey', 'uid']);

export interface Setting {
  readonly name: string;
  readonly root: Root;
}

const indexes = new WeakMap<Reading, ReadonlyMap<Binding | string, readonly Setting[]>>();

/** What the file sets on an object that has a name: `options.ClientId = …`. */
export function setOn(reading: Reading, object: Expression): readonly Setting[] {
  const key = keyOf(object);
  if (key === null) return [];
  let index = indexes.get(reading);
  if (index === undefined) {
    const made = new Map<Binding | string, Setting[]>();
    for (const root of reading.sites.roots) {
      const { target } = root;
      const of = target === null || target.object === null ? null : keyOf(target.object);
      if (of === null || target === null) continue;
      const before = made.get(of);
      const one = { name: target.name, root };
      if (before === undefined) made.set(of, [one]);
      else before.push(one);
    }
    index = made;
    indexes.set(reading, index);
  }
  return index.get(key) ?? [];
}

function keyOf(object: Expression): Binding | string | null {
  return object.kind === 'name' ? (object.scope.lookUp(object.name) ?? object.name) : null;
}

/** The client whose id is set on the object with which an expression begins. */
export function clientOn(reading: Reading, expression: Expression): string | null {
  for (const { name, root } of setOn(reading, headOf(expression)))
    if (CLIENT_NAMES.has(plainName(name))) return onlyText(valueFor(reading, root.expression));
  return null;
}
