import type { Expression, Mapping } from '../model.ts';
import { OF_A_CLIENT } from '../names.ts';

/**
 * What of an enumeration's constant stands by itself. Of a client what is beside a scope says that it is asked for, so that it is looked at
 * as a whole; else it may be one scope of many, which are told apart and not asked for.
 */
export function standing(constant: Mapping): readonly Expression[] {
  const isClient = constant.entries.some(({ name }) => name !== null && OF_A_CLIENT.test(name));
  return isClient ? [constant] : constant.entries.map(({ value }) => value);
}
