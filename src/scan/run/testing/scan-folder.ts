import { type Scan, type ScanOptions, scanPaths } from '../scan-paths.ts';

/** Scans as the command does that has no options. */
export function scanFolder(cwd: string, options: Partial<ScanOptions> = {}): Promise<Scan> {
  return scanPaths({
    ...{ cwd, paths: ['.'], untracked: false, changedSince: null, maxFileBytes: 5 * 1024 * 1024, jobs: null },
    ...options,
  });
}

/** `file: scope` of every request. */
export function asked({ requests }: Scan): string[] {
  return requests.map(({ file, scope }) => `${file}: ${scope}`);
}
