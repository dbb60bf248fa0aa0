/** Faults that are listed before the rest is only counted. */
const MAX_LISTED = 100;

/** One thing that is wrong with a log, and where. */
export interface LogFault {
  /** Index of the entry; null for what concerns no single one. */
  readonly index: number | null;
  readonly what: string;
}

/** Collects faults in bounded memory. */
export class Faults {
  readonly listed: LogFault[] = [];
  unlisted = 0;

  get none(): boolean {
    return this.listed.length === 0;
  }

  /** Whether so much is wrong that reading on says nothing new. */
  get full(): boolean {
    return this.unlisted >= MAX_LISTED * 100;
  }

  add(index: number | null, what: string): void {
    if (this.listed.length < MAX_LISTED) this.listed.push({ index, what });
    else this.unlisted++;
  }
}
