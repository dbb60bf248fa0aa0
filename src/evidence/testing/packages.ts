import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestLog } from '../../entries/testing/test-log.ts';
import { type CreateEvidenceOptions, createEvidenceFrom, type EvidenceReport } from '../index.ts';
import { type EvidenceVerification, verifyEvidence } from '../package/index.ts';
import { memoryLedger } from './memory-ledger.ts';
import { FROM, MADE, TO } from './month.ts';

/** A folder of a test's own in which packages are made. */
export interface PackageFolder {
  readonly folder: string;
  /** A name in it that isn't taken. */
  place(): string;
  /** Makes a package of November, of the first `size` entries of the log. */
  create(
    log: TestLog,
    over?: Partial<CreateEvidenceOptions> & {
      readonly size?: number;
      readonly cosigned?: { readonly note: string; readonly isLate: boolean };
    },
  ): Promise<{ readonly directory: string; readonly report: EvidenceReport }>;
  remove(): void;
}

export function packageFolder(): PackageFolder {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-evidence-'));
  let taken = 0;
  const place = (): string => join(folder, `package-${++taken}`);
  return {
    folder,
    place,
    async create(log, { size, cosigned, ...over } = {}) {
      const directory = over.directory ?? place();
      const { report } = await createEvidenceFrom(memoryLedger(log, size, cosigned), {
        ...{ from: FROM, to: TO, keys: [log.signer.key], version: '0.1.0', now: () => new Date(MADE) },
        ...over,
        directory,
      });
      return { directory, report };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Verifies a package by the log's key. */
export function verify(directory: string, log: TestLog, checkpoint?: string): Promise<EvidenceVerification> {
  return verifyEvidence({
    ...{ directory, keys: [log.signer.key] },
    ...(checkpoint === undefined ? {} : { checkpoint }),
  });
}
