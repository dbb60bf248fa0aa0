// The extractors aren't here: they load parsers, and are loaded in the threads that scan.

export { providerOfUrl } from './provider-hosts.ts';
export {
  type Annotation,
  github,
  humanReport,
  type Judge,
  judgeByCatalogs,
  junit,
  type Level,
  markdown,
  type Paint,
  type Remark,
  type Report,
  type Rule,
  SCAN_RULES,
  sarif,
  scanJson,
  scanReport,
  summaryOf,
} from './report/index.ts';
export {
  type Change,
  changesSince,
  DEFAULT_MAX_FILE_BYTES,
  findWorkTree,
  isInside,
  renamesSince,
  type Scan,
  type ScanOptions,
  ScanRunError,
  type ScanRunErrorCode,
  scanPaths,
  shownFrom,
} from './run/index.ts';
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
