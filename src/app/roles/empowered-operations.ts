import { readFileSync } from 'node:fs';
import type { EmpoweredOperation } from '../../http/index.ts';
import { loadOpenApi, OperationsError, operationsOfScope } from '../../operations/index.ts';
import type { Configuration } from '../configuration.ts';

/**
 * What a scope empowers at the APIs of this configuration, read from their OpenAPI files at each question: the guard reads them at
 * its own start. An API whose file can't be read here shows none.
 */
export function empoweredOperations({ apiGuard }: Configuration): (scope: string) => EmpoweredOperation[] {
  return (scope) =>
    (apiGuard?.apis ?? []).flatMap(({ name: api, openapi }) => {
      try {
        const map = loadOpenApi(readFileSync(openapi, 'utf8'), { path: openapi });
        return operationsOfScope(map, scope).map(({ method, path, name, summary }) => ({
          ...{ api, method, path, name, summary },
        }));
      } catch (error) {
        if (error instanceof OperationsError || (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    });
}
