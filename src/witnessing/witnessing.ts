import { randomUUID } from 'node:crypto';
import type { EntryDraft } from '../entries/index.ts';
import {
  type CosignedState,
  forgetOtherWitnesses,
  latestCheckpoint,
  readCosigned,
  readWitnesses,
  storeCosigned,
  storeWitness,
  type WitnessRow,
} from '../ledger/index.ts';
import { type Checkpoint, encodeBase64, parseCheckpoint, parseNote } from '../proof/index.ts';
import { type Submission, submit } from './submission.ts';
import type { NamedWitness, Witnessing, WitnessingOptions } from './types.ts';

/**
 * That a checkpoint was cosigned, and that one witness refutes the log, is recorded so often at most: each entry makes the log grow, and
 * what grows is cosigned again.
 */
const RECORD_MILLISECONDS = 3_600_000;
const MAX_PAUSE_SECONDS = 300;

/**
 * Has this log's newest checkpoint cosigned again and again, beside the sequencing, which never waits for it. A round is: the newest
 * checkpoint is read, which is durable by then; each witness that doesn't know it yet is asked, all at once; what one cosigned is stored
 * before it counts; where enough cosigned the same checkpoint, it becomes the published one.
 *
 * While too few cosign, the log goes on. Once entries have waited for longer than the policy allows, that is an entry, which alerts; and an
 * entry says when enough cosign again. That a witness refutes the log is an entry at once, however many others cosign. A witness that fails is asked less and less often, up to five minutes apart.
 */
export async function startWitnessing(options: WitnessingOptions): Promise<Witnessing> {
  const witnessing = new LogWitnessing(options);
  await witnessing.open();
  return witnessing;
}

interface Standing {
  readonly witness: NamedWitness;
  row: WitnessRow;
  /** It says that this log is not the one that it cosigned, and that isn't recorded yet. */
  isUnheard: boolean;
  /** When it was recorded last, of a monotonic clock. */
  refutedAt: number;
  failures: number;
  /** Not asked before; of a monotonic clock in milliseconds. */
  askAgainAt: number;
}

class LogWitnessing implements Witnessing {
  readonly #options: WitnessingOptions;
  #standings: readonly Standing[] = [];
  readonly #end = new AbortController();
  #state: CosignedState;
  #recordedAt = Number.NEGATIVE_INFINITY;
  /** Since when entries wait to be cosigned, of a monotonic clock; null while none does. */
  #waitingSince: number | null = null;
  #round: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WitnessingOptions) {
    this.#options = options;
    this.#state = { needed: options.policy.needed, size: 0, time: 0, checkpoint: '', lateSince: null };
  }

  async open(): Promise<void> {
    const { store, origin, policy } = this.#options;
    const { needed, witnesses } = policy;
    const names = witnesses.map(({ name }) => name);
    await forgetOtherWitnesses(store, origin, names);
    const rows = new Map((await readWitnesses(store, origin)).map((row) => [row.witness, row]));
    this.#standings = witnesses.map((witness) => ({
      witness,
      row: rows.get(witness.name) ?? { witness: witness.name, size: 0, time: 0, checkpoint: '', problem: '' },
      isUnheard: false,
      refutedAt: Number.NEGATIVE_INFINITY,
      failures: 0,
      askAgainAt: 0,
    }));
    const stored = await readCosigned(store, origin);
    // Under another number of witnesses, what was cosigned before doesn't count for it.
    if (stored !== null && stored.needed >= needed) this.#state = { ...stored, needed };
    else if (stored !== null) this.#state = { ...this.#state, lateSince: stored.lateSince };
    await storeCosigned(store, origin, this.#state);
    this.#schedule(0);
  }

  askNow(): Promise<void> {
    for (const standing of this.#standings) standing.askAgainAt = 0;
    return this.#next();
  }

  async stop(): Promise<void> {
    this.#end.abort();
    clearTimeout(this.#timer);
    await this.#round;
  }

  #schedule(milliseconds: number): void {
    if (this.#end.signal.aborted) return;
    this.#timer = setTimeout(
      () => void this.#next().then(() => this.#schedule(this.#options.policy.everySeconds * 1000)),
      milliseconds,
    );
  }

  /** One round after the other. Never rejects. */
  #next(): Promise<void> {
    this.#round = this.#round
      .then(() => this.#ask())
      .catch((error: unknown) => {
        if (!this.#end.signal.aborted)
          this.#options.onProblem(`asking witnesses failed: ${error instanceof Error ? error.message : error}`);
      });
    return this.#round;
  }

  async #ask(): Promise<void> {
    const note = (await latestCheckpoint(this.#options.store)) ?? '';
    if (note === '' || this.#end.signal.aborted) return;
    const checkpoint = parseCheckpoint(parseNote(note).text);
    if (checkpoint.size > this.#state.size) {
      const began = performance.now();
      this.#waitingSince ??= began;
      const due = this.#standings.filter(
        ({ row, askAgainAt }) => !row.checkpoint.startsWith(note) && askAgainAt <= began,
      );
      const asked = await Promise.allSettled(due.map((standing) => this.#askOne(standing, note, checkpoint.size)));
      await this.#publish(note, checkpoint);
      await this.#sayWhatIsRefuted(checkpoint);
      for (const one of asked) if (one.status === 'rejected') throw one.reason;
    }
    await this.#sayWhenLate(checkpoint);
  }

  async #askOne(standing: Standing, note: string, size: number): Promise<void> {
    const { store, policy, clock, onProblem } = this.#options;
    const { witness, row } = standing;
    const { signal } = this.#end;
    const result = await submit({ store, witness, note, knownSize: row.size, now: clock(), signal });
    if (signal.aborted) return;
    if (result.kind === 'cosigned') {
      standing.failures = 0;
      const checkpoint = note + result.lines.join('');
      return await this.#keep(standing, { ...row, size, time: result.time, checkpoint, problem: '' });
    }
    standing.failures++;
    const pause = Math.min(policy.everySeconds * 2 ** standing.failures, MAX_PAUSE_SECONDS);
    standing.askAgainAt = performance.now() + pause * 1000;
    const problem = problemOf(result);
    if (problem !== row.problem) onProblem(`the witness ${witness.name} did not cosign: ${problem}`);
    standing.isUnheard ||=
      result.kind !== 'failed' && !isRefuted(row) && performance.now() - standing.refutedAt > RECORD_MILLISECONDS;
    await this.#keep(standing, { ...row, problem });
  }

  /** Counts once it is durable. */
  async #keep(standing: Standing, row: WitnessRow): Promise<void> {
    const { store, origin } = this.#options;
    await storeWitness(store, origin, row);
    standing.row = row;
  }

  /** Makes this checkpoint the published one, where enough cosigned it: whoever was slow the last time counts with who was quick. */
  async #publish(note: string, checkpoint: Checkpoint): Promise<void> {
    const { store, origin } = this.#options;
    const rows = this.#standings.map(({ row }) => row).filter((row) => row.checkpoint.startsWith(note));
    if (rows.length < this.#state.needed) return;
    const wasLate = this.#state.lateSince !== null;
    const state = {
      ...this.#state,
      size: checkpoint.size,
      time: Math.min(...rows.map(({ time }) => time)),
      checkpoint: note + rows.map((row) => row.checkpoint.slice(note.length)).join(''),
      lateSince: null,
    };
    await storeCosigned(store, origin, state);
    this.#state = state;
    this.#waitingSince = null;
    if (!wasLate && performance.now() - this.#recordedAt < RECORD_MILLISECONDS) return;
    await this.#record('checkpoint.cosigned', {
      ...{ size: checkpoint.size, root: encodeBase64(checkpoint.root), needed: this.#state.needed },
      cosigners: rows.map(({ witness }) => witness),
    });
    this.#recordedAt = performance.now();
  }

  async #sayWhatIsRefuted({ size }: Checkpoint): Promise<void> {
    const unheard = this.#standings.filter(({ isUnheard }) => isUnheard);
    if (unheard.length === 0) return;
    await this.#recordUncosigned(size);
    for (const standing of unheard) {
      standing.isUnheard = false;
      standing.refutedAt = performance.now();
    }
  }

  async #sayWhenLate({ size }: Checkpoint): Promise<void> {
    const { store, origin, policy, clock } = this.#options;
    if (this.#waitingSince === null || this.#state.lateSince !== null) return;
    if (performance.now() - this.#waitingSince < policy.withinSeconds * 1000) return;
    await this.#recordUncosigned(size);
    const state = { ...this.#state, lateSince: Math.floor(clock() / 1000) };
    await storeCosigned(store, origin, state);
    this.#state = state;
  }

  async #recordUncosigned(size: number): Promise<void> {
    const { needed, withinSeconds } = this.#options.policy;
    await this.#record('checkpoint.uncosigned', {
      ...{ size, cosignedSize: this.#state.size, needed, withinSeconds },
      witnesses: this.#standings.map(({ row }) => ({
        ...{ witness: row.witness, size: row.size },
        outcome: isRefuted(row) ? 'refuted' : row.problem === '' ? 'cosigned' : 'failed',
      })),
    });
  }

  async #record(kind: EntryDraft['kind'], body: EntryDraft['body']): Promise<void> {
    const operation = randomUUID();
    await this.#options.writer.append({
      drafts: [{ kind, issuer: null, operation, after: [], digests: {}, subject: null, refs: [], body }],
    });
  }
}

const ANOTHER = 'by what it cosigned before, this is another history';
const LARGER = 'it says that it cosigned a log of';

/** Why a witness didn't cosign, in words. */
function problemOf(result: Exclude<Submission, { kind: 'cosigned' }>): string {
  if (result.kind === 'inconsistent') return `${ANOTHER} (${result.why})`;
  if (result.kind === 'larger') return `${LARGER} ${result.size} entries: this one was cut, or restored from a backup`;
  return result.why;
}

/** Whether the witness said last that this log is not the one that it cosigned. */
function isRefuted({ problem }: WitnessRow): boolean {
  return problem.startsWith(ANOTHER) || problem.startsWith(LARGER);
}
