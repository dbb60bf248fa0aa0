export { type Change, changesSince, findWorkTree, renamesSince, type WorkTree } from './git-files.ts';
export { isInside } from './list-files.ts';
export { DEFAULT_MAX_FILE_BYTES, type Scan, type ScanOptions, scanPaths, shownFrom } from './scan-paths.ts';
export { ScanRunError, type ScanRunErrorCode } from './scan-run-error.ts';
