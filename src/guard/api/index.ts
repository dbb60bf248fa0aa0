export { createApiGuard } from './api-guard.ts';
export type { ApiGuard, ApiGuardOptions, GuardedApi } from './types.ts';
