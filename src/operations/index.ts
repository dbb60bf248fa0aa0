export { loadOpenApi } from './load-open-api.ts';
export { matchOperation } from './match-operation.ts';
export { OperationsError, type OperationsErrorCode } from './operations-error.ts';
export { operationsOfScope } from './operations-of-scope.ts';
export type * from './types.ts';
