import type { Operation, OperationMap } from './types.ts';

/** What a scope empowers at an API: the operations with an alternative that names it, in the order of the document. */
export function operationsOfScope(map: OperationMap, scope: string): Operation[] {
  return map.operations.filter(({ required }) => required.some((all) => all.includes(scope)));
}
