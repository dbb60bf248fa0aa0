export { IssuerGuardError, type IssuerGuardErrorCode } from './guard-error.ts';
export { createIssuerGuard, type IssuerGuard, type IssuerGuardOptions } from './issuer-guard.ts';
