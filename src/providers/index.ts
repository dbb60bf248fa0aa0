export { type ConstantScope, scopeOfConstant } from './constants.ts';
export type { ConstantLanguage } from './google-constants.ts';
