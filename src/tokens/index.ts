export { createAccessTokenReader } from './access-token-reader.ts';
export { canaryDraw, canaryDrawOfGrant } from './canary-draw.ts';
export { createFingerprinter } from './fingerprinter.ts';
export { type IntrospectionClientOptions, introspect } from './introspection.ts';
export { isCanonicalToken, tokenFormat } from './spelling.ts';
export { TokenError, type TokenErrorCode } from './token-error.ts';
export type * from './types.ts';
