export { extractors } from './extractors.ts';
export { ScanError, type ScanErrorCode } from './scan-error.ts';
export { byPlace, fits, scanFile } from './scan-file.ts';
export type {
  Confidence,
  Dynamic,
  Extraction,
  Extractor,
  Found,
  ReportedDynamic,
  ReportedScope,
  Repository,
  ScannedFile,
  ScanResult,
  Skipped,
} from './types.ts';
