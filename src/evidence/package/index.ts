export { visible } from './csv.ts';
export { writingOutput } from './derived-output.ts';
export { EvidenceError, type EvidenceErrorCode } from './evidence-error.ts';
export { Faults, type PackageFault } from './faults.ts';
export { blobFile, DERIVED, ENTRIES_PER_FILE, entriesFile, LIMITS, LOG_KEYS_FILE, MATERIAL } from './layout.ts';
export {
  type ContextEntry,
  formatContext,
  formatParameters,
  formatRange,
  isTime,
  type Parameters,
} from './material.ts';
export { PackageFiles } from './package-files.ts';
export { answerOf } from './page.ts';
export { parsePolicy } from './parse-policy.ts';
export { type PackageReading, readPackage } from './read-package.ts';
export type * from './report.ts';
export {
  type EstablishedEnd,
  type EvidenceVerification,
  openCheckpoint,
  type VerifyEvidenceOptions,
  verifyEvidence,
} from './verify-package.ts';
