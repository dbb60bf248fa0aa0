import { setTimeout as delay } from 'node:timers/promises';
import { FaultedSystem } from './faulted-system.ts';
import { seededRandom } from './random.ts';

/** Within how long after a round's beginning its faults come. */
const MOMENT_MILLISECONDS = 600;
const LONGEST_PAUSE_MILLISECONDS = 2000;
/** Every so many rounds everything is verified again from the beginning. */
const WHOLE_EVERY = 50;

/** What can happen in a round, with how likely it is. Several do. */
const FAULTS = {
  'kill -9 of PostgreSQL': 0.6,
  'kill -9 of the sequencer': 0.5,
  'kill -9 of a writer': 0.7,
  'all connections cut': 0.15,
  'sequencer paused': 0.15,
  'writer paused': 0.1,
} as const;

export type FaultName = keyof typeof FAULTS;

export interface FaultsReport {
  readonly holds: boolean;
  readonly seed: number;
  readonly rounds: number;
  readonly kills: number;
  readonly faultsTried: Readonly<Record<FaultName, number>>;
  readonly entries: number;
  readonly acknowledged: number;
  readonly checkpoints: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Longest time from the last fault of a round until everybody went on, in seconds. */
  readonly slowestRecoverySeconds: number;
  /** What did not hold, with the round in which that was seen. */
  readonly broken: readonly { readonly round: number; readonly what: string }[];
  /** Where the data are; null where all held, for they are gone then. */
  readonly directory: string | null;
}

/** Runs rounds of random faults until one breaks something. Which faults come, and when, follows from the seed; what they hit doesn't. */
export async function runFaults(options: {
  readonly rounds: number;
  readonly seed: number;
  readonly writers?: number;
  readonly signal?: AbortSignal;
  readonly onRound?: (round: number, kills: number, entries: number) => void;
}): Promise<FaultsReport> {
  const { rounds, seed, signal, onRound } = options;
  const random = seededRandom(seed);
  const began = performance.now();
  const tried = Object.fromEntries(Object.keys(FAULTS).map((name) => [name, 0])) as Record<FaultName, number>;
  const kills = (): number =>
    tried['kill -9 of PostgreSQL'] + tried['kill -9 of the sequencer'] + tried['kill -9 of a writer'];
  const broken: { round: number; what: string }[] = [];
  let slowest = 0;
  let round = 0;
  const system = await FaultedSystem.start(options.writers === undefined ? {} : { writers: options.writers });
  try {
    await system.live();
    while (round < rounds && broken.length === 0 && signal?.aborted !== true) {
      round++;
      await Promise.all(chosen(random).map((fault) => fault(system, tried)));
      const since = performance.now();
      const faults = await system
        .live()
        .then(() => system.check({ whole: round % WHOLE_EVERY === 0 || round === rounds }))
        .catch((error: unknown) => [String(error)]);
      slowest = Math.max(slowest, (performance.now() - since) / 1000);
      broken.push(...faults.map((what) => ({ round, what })));
      onRound?.(round, kills(), system.invariants.counts.entries);
    }
    if (broken.length === 0) broken.push(...(await system.check({ whole: true })).map((what) => ({ round, what })));
  } finally {
    await system.close({ keep: broken.length > 0 });
  }
  return {
    ...{ holds: broken.length === 0, seed, rounds: round, kills: kills(), faultsTried: tried },
    ...system.invariants.counts,
    refused: Object.fromEntries(system.refused),
    seconds: Math.round((performance.now() - began) / 1000),
    slowestRecoverySeconds: Math.round(slowest * 10) / 10,
    broken,
    directory: broken.length > 0 ? system.directory : null,
  };
}

type Fault = (system: FaultedSystem, tried: Record<FaultName, number>) => Promise<void>;

/** The faults of one round, each at its moment; one at least. All chance is spent here, so that timing doesn't change what follows. */
function chosen(random: () => number): Fault[] {
  const all = (Object.keys(FAULTS) as FaultName[]).map((name) => ({
    name,
    comes: random() < FAULTS[name],
    at: random() * MOMENT_MILLISECONDS,
    which: random(),
    lasts: random() * LONGEST_PAUSE_MILLISECONDS,
  }));
  const some = all.filter(({ comes }) => comes);
  const first = all[Math.floor(random() * 3)];
  return (some.length === 0 && first !== undefined ? [first] : some).map(({ name, at, which, lasts }) => {
    return async (system, tried) => {
      await delay(at);
      if (await happen(system, name, which, lasts)) tried[name]++;
    };
  });
}

/** Resolves when it is over; false where what it was to hit wasn't there at that moment. */
async function happen(system: FaultedSystem, name: FaultName, which: number, lasts: number): Promise<boolean> {
  const writer = system.writers[Math.floor(which * system.writers.length)] ?? system.sequencer;
  switch (name) {
    case 'kill -9 of PostgreSQL':
      await system.killPostgres();
      return true;
    case 'kill -9 of the sequencer':
      return system.sequencer.signal('SIGKILL');
    case 'kill -9 of a writer':
      return writer.signal('SIGKILL');
    case 'all connections cut':
      return await system.cutConnections().then(
        () => true,
        () => false,
      );
    default:
      return await pause(name === 'sequencer paused' ? system.sequencer : writer, lasts);
  }
}

async function pause(kept: FaultedSystem['sequencer'], milliseconds: number): Promise<boolean> {
  if (!kept.signal('SIGSTOP')) return false;
  await delay(milliseconds);
  kept.signal('SIGCONT');
  return true;
}
