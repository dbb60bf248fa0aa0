import { EvidenceError } from './evidence-error.ts';

/** One thing that is wrong with a package, and where. */
export interface PackageFault {
  /** Its name in the package; `.` for what concerns no single file. */
  readonly file: string;
  /** From 1; null where no line is concerned. */
  readonly line: number | null;
  readonly what: string;
}

/** Faults that are listed before the rest is only counted. */
const MAX_LISTED = 100;
/** Faults that are counted before nothing more is read: a file of nothing but faults may have no end. */
const MAX_COUNTED = 1000;

export class Faults {
  readonly listed: PackageFault[] = [];
  unlisted = 0;

  /** Whether there is no use in looking for more. */
  get full(): boolean {
    return this.unlisted > 0;
  }

  get none(): boolean {
    return this.listed.length === 0;
  }

  get enough(): boolean {
    return this.unlisted >= MAX_COUNTED;
  }

  add(file: string, line: number | null, what: string): void {
    if (this.listed.length < MAX_LISTED) this.listed.push({ file, line, what });
    else this.unlisted++;
  }

  /** Lists what a package is to blame for. @throws what it isn't */
  take(error: unknown): void {
    if (!(error instanceof EvidenceError) || error.code !== 'package_malformed') throw error;
    this.add(error.file ?? '.', error.line, error.message);
  }
}
