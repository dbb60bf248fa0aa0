import { join } from 'node:path';
import { type Configuration, readConfiguration } from './configuration.ts';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import { ownDatabaseUrl } from './database-url.ts';
import { createLog } from './log.ts';
import { keepMemoryFromCoreDumps } from './process/core-dumps.ts';
import { type KeptPostgres, keepPostgres } from './process/kept-postgres.ts';
import { type SupervisedProcess, superviseProcess } from './process/supervised-process.ts';
import { ROLES, type RoleName, roleNamed } from './roles/index.ts';
import { type InstanceLock, takeInstanceLock } from './single-instance.ts';

/** The guards get most of the five seconds that a Ctrl-C may take: they have requests under way. */
const GUARD_GRACE_MILLISECONDS = 2500;
const SEQUENCER_GRACE_MILLISECONDS = 1500;

export interface SuperviseOptions {
  /** Path of the configuration. */
  readonly config: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** One line for a person, without the name of the program. */
  readonly onNotice: (message: string) => void;
}

/** What runs, once all of it answers. */
export interface Running {
  readonly configuration: Configuration;
  readonly directory: DataDirectory;
  /** With user and password. */
  readonly databaseUrl: string;
  /** For a person: what listens where. */
  readonly facts: readonly string[];
}

/** All processes of Ambit on this machine. */
export interface Supervisor {
  /** The data directory is this process's own, and its configuration holds. Rejects as `ready` does. */
  readonly claimed: Promise<void>;
  /** Rejects with the one error that says why it can't start: AppError, StoreError. */
  readonly ready: Promise<Running>;
  /** Has every process read its certificates again. */
  reload(): void;
  /** Ends all in order, at any time. Resolves when nothing runs any more. */
  stop(): Promise<void>;
  /** Ends all now. */
  kill(): void;
}

/**
 * Starts PostgreSQL, unless one's own is configured, and each configured role as a child process, and keeps them running.
 *
 * Processes load while PostgreSQL starts, wait for its address, and then for each other by looking: guards for a sequencer's sign
 * and an active policy. The end is in order, so that nothing that was decided is lost: guards and management API finish and write,
 * then the sequencer orders what they wrote, then PostgreSQL ends.
 */
export function superviseAmbit(options: SuperviseOptions): Supervisor {
  let parts: Parts | null = null;
  let stopped: Promise<void> | null = null;
  let stopping = false;
  const opened = open(options, () => stopping).then((made) => {
    parts = made;
    return made;
  });
  const stop = (): Promise<void> => {
    stopping = true;
    stopped ??= opened.then(stopParts, () => undefined);
    return stopped;
  };
  const claimed = opened.then(() => undefined);
  claimed.catch(() => undefined);
  const ready = opened.then(whenReady);
  ready.catch(stop);
  return {
    claimed,
    ready,
    stop,
    reload() {
      for (const child of parts?.processes.values() ?? []) child.signal('SIGHUP');
    },
    kill() {
      stopping = true;
      for (const child of parts?.processes.values() ?? []) child.kill();
      parts?.postgres?.kill();
    },
  };
}

interface Parts {
  readonly configuration: Configuration;
  readonly directory: DataDirectory;
  readonly lock: InstanceLock;
  readonly postgres: KeptPostgres | null;
  readonly databaseUrl: () => Promise<string>;
  readonly processes: ReadonlyMap<RoleName, SupervisedProcess>;
}

async function open({ config, cwd, env, onNotice }: SuperviseOptions, isStopping: () => boolean): Promise<Parts> {
  keepMemoryFromCoreDumps();
  const configuration = readConfiguration(config, cwd);
  const directory = openDataDirectory(configuration.dataDirectory);
  const ownUrl = ownDatabaseUrl(configuration, env);
  const lock = await takeInstanceLock(directory.run, 'ambit', { whatRuns: `Ambit runs on ${directory.path}` });
  const log = createLog(configuration, directory, 'supervisor');
  const notice = (message: string): void => {
    log.warn(message);
    if (!isStopping()) onNotice(message);
  };
  const processes = new Map<RoleName, SupervisedProcess>();
  const postgres =
    ownUrl === null
      ? keepPostgres({
          directory: directory.postgres,
          onNotice: notice,
          onMoved: () => processes.forEach((child) => void child.restart()),
        })
      : null;
  const databaseUrl = postgres === null ? async () => ownUrl as string : () => postgres.url();
  for (const name of ROLES) {
    const role = roleNamed(name);
    if (role.writerOf(configuration) === null) continue;
    const child = superviseProcess({
      name: role.title,
      command: [...ambitCommand(), 'up', '--role', name, '--config', configuration.file],
      cwd,
      env,
      startMessage: async () => ({ kind: 'start', databaseUrl: await databaseUrl() }),
      onNotice: notice,
    });
    processes.set(name, child);
  }
  return { configuration, directory, lock, postgres, databaseUrl, processes };
}

async function whenReady({ configuration, directory, databaseUrl, processes }: Parts): Promise<Running> {
  // The database's own error says more than those of the processes that wait for it.
  const url = await databaseUrl();
  const facts = await Promise.all([...processes.values()].map((child) => child.ready));
  return { configuration, directory, databaseUrl: url, facts: facts.flat() };
}

async function stopParts({ configuration, lock, postgres, processes }: Parts): Promise<void> {
  const sequencer = processes.get('sequencer');
  const others = [...processes.values()].filter((child) => child !== sequencer);
  const draining = (configuration.operation?.drainSeconds ?? 0) * 1000;
  await Promise.all(others.map((child) => child.stop(GUARD_GRACE_MILLISECONDS + draining)));
  await sequencer?.stop(SEQUENCER_GRACE_MILLISECONDS);
  await postgres?.stop();
  await lock.release();
}

/**
 * The command line of `ambit` itself, on this Node.js: `--disable-sigusr1`, for nobody should open an inspector in a process that
 * holds keys by sending it a signal.
 */
function ambitCommand(): readonly string[] {
  const main = join(import.meta.dirname, '..', 'cli', import.meta.filename.endsWith('.ts') ? 'main.ts' : 'main.js');
  return [process.execPath, '--disable-sigusr1', main];
}
