export {
  type CreatedEvidence,
  type CreateEvidenceOptions,
  createEvidence,
  createEvidenceFrom,
} from './create-evidence.ts';
export type { LedgerSource, StoredEntry } from './ledger-source.ts';
export { EvidenceError, type EvidenceErrorCode, type EvidenceReport } from './package/index.ts';
export { type RunControlsOptions, runControls, runControlsOver } from './run-controls.ts';
