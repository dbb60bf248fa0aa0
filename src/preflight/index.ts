export { preflight } from './preflight.ts';
export type {
  GuardSettings,
  PreflightFinding,
  PreflightInput,
  PreflightReport,
  Severity,
} from './types.ts';
