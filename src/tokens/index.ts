export { TokenError, type TokenErrorCode } from './token-error.ts';
export type * from './types.ts';
