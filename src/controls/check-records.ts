import { type CheckRun, checkedIn } from '../policy/index.ts';
import { secondsOf } from './period-facts.ts';
import type { EntryReference, PeriodEntry } from './types.ts';

/** Clocks of continuous integration and of the host may differ so much. */
const MAX_CLOCK_DIFFERENCE_SECONDS = 60;

/** A check run that an attestor of the policy in force signed, in the one environment that the ledger is of. */
export interface RecordedRun {
  readonly run: CheckRun;
  readonly policy: string;
  readonly base: string | null;
  /** Seconds since 1970, as the run says itself. */
  readonly time: number;
  readonly reference: EntryReference;
}

/** What is asked of a policy that became active. */
export interface ActivatedPolicy {
  readonly digest: string;
  /** Digest of the policy that was active until then. */
  readonly before: string;
  /** When a policy of a digest became active the last time before now, in seconds since 1970; null: never. */
  readonly lastActive: (digest: string) => number | null;
}

/** Whether checks lead to a policy: yes, by what version 1 could show alone, or why not. */
export type Checked = { readonly by: 1 | 2 } | { readonly by: null; readonly why: string | null };

/**
 * Check runs by what they are about. One counts until its policy became active: afterwards it is an old one, and brings nothing back. Of
 * the runs of one repository about the same change the newest by its own time counts, whatever it came to and whenever it was brought.
 */
export class CheckRecords {
  readonly #byPolicy = new Map<string, RecordedRun[]>();
  /** When each attestor signed its first run of version 2. */
  readonly #secondVersion = new Map<string, number>();
  /** Of each repository, the newest run that scanned it. */
  readonly #newest = new Map<string, RecordedRun>();

  /** @returns null where its own time was still to come when it was recorded: it isn't believed then */
  learn(run: CheckRun, { index, id, entry }: PeriodEntry): RecordedRun | null {
    const checked = checkedIn(run, entry.environment);
    const time = secondsOf(run.time);
    if (checked === undefined || time > secondsOf(entry.time) + MAX_CLOCK_DIFFERENCE_SECONDS) return null;
    const recorded = { run, policy: checked.policy, base: checked.base, time, reference: { index, id } };
    this.#byPolicy.set(recorded.policy, [...(this.#byPolicy.get(recorded.policy) ?? []), recorded]);
    if (run.version === 2)
      this.#secondVersion.set(run.attestor, Math.min(time, this.#secondVersion.get(run.attestor) ?? time));
    const key = run.repository ?? '';
    const known = this.#newest.get(key);
    if (hasScanned(recorded) && (known === undefined || saysMore(recorded, known))) this.#newest.set(key, recorded);
    return recorded;
  }

  /** Of each repository, the newest run that scanned as much of it as any before. */
  get newestScans(): Iterable<RecordedRun> {
    return this.#newest.values();
  }

  /**
   * Whether runs lead from the policy that was active to the one that became so: one of exactly this change, or several, each against what
   * the one before it judged, where pushes came quicker than activations.
   */
  checked(activated: ActivatedPolicy): Checked {
    const { digest, before, lastActive } = activated;
    const open = [digest];
    const seen = new Set(open);
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const recorded of this.#standing(next, lastActive)) {
        if (this.#against(recorded) !== null || recorded.base === null) continue;
        if (recorded.base === before) return { by: 2 };
        if (!seen.has(recorded.base)) open.push(recorded.base);
        seen.add(recorded.base);
      }
    const all = this.#byPolicy.get(digest) ?? [];
    const standing = this.#standing(digest, lastActive);
    const isOld = standing.length > 0 && standing.every(({ run }) => run.version === 1);
    if (isOld && standing.some((one) => this.#against(one) === null)) return { by: 1 };
    const newest = (standing.length > 0 ? standing : all).reduce<RecordedRun | null>(
      (best, one) => (best === null || isNewer(one, best) ? one : best),
      null,
    );
    if (newest === null) return { by: null, why: null };
    if (standing.length === 0) return { by: null, why: 'is from before it was active the last time' };
    const base = newest.base ?? 'a base that it does not name';
    return { by: null, why: this.#against(newest) ?? `was against ${base}, and ${before} was active` };
  }

  /** Of each change and repository the newest, of those that the policy's last activation didn't use up. */
  #standing(digest: string, lastActive: ActivatedPolicy['lastActive']): readonly RecordedRun[] {
    const since = lastActive(digest) ?? Number.NEGATIVE_INFINITY;
    const newest = new Map<string, RecordedRun>();
    for (const recorded of this.#byPolicy.get(digest) ?? []) {
      if (recorded.time <= since) continue;
      const key = `${recorded.base ?? ''} ${recorded.run.repository ?? ''}`;
      const known = newest.get(key);
      if (known === undefined || isNewer(recorded, known)) newest.set(key, recorded);
    }
    return [...newest.values()];
  }

  /** Why a run shows nothing by itself, to follow "its newest check run"; null where it does. */
  #against({ run, base, time }: RecordedRun): string | null {
    if (run.outcome === 'failed') return 'failed';
    if (run.scan === null)
      return time > (this.#secondVersion.get(run.attestor) ?? Number.POSITIVE_INFINITY)
        ? `is of version 1, which tells less, and ${run.attestor} had signed version 2 before`
        : null;
    if (run.scan.extent === 'none' || run.scan.files === 0) return 'scanned nothing';
    if (run.base === null || base === null) return 'names no policy before the change, so that none was judged';
    return null;
  }
}

function hasScanned({ run: { scan } }: RecordedRun): boolean {
  return scan === null || (scan.extent !== 'none' && scan.files > 0);
}

/** A scan of a part says nothing of what the whole's baseline holds. */
function saysMore(one: RecordedRun, known: RecordedRun): boolean {
  const [isPart, wasPart] = [one, known].map(({ run }) => run.scan?.extent === 'part');
  return isPart === wasPart ? isNewer(one, known) : wasPart === true;
}

/** By its own time, and where that is the same, by the log. */
function isNewer(one: RecordedRun, other: RecordedRun): boolean {
  return one.time > other.time || (one.time === other.time && one.reference.index > other.reference.index);
}
