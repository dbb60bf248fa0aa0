import type { ScanResult } from '../types.ts';

/** The members of `--format json`, in this order and no other. */
export function scanJson({ requests, definitions, dynamic, skipped }: ScanResult): ScanResult {
  return { requests, definitions, dynamic, skipped };
}
