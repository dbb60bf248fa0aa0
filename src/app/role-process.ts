import { setTimeout as delay } from 'node:timers/promises';
import { putBlob } from '../ledger/index.ts';
import { openStore } from '../store/index.ts';
import { AppError } from './app-error.ts';
import { readConfiguration } from './configuration.ts';
import { openDataDirectory } from './data-directory.ts';
import { databaseUrlFor } from './database-url.ts';
import { writerPrivateKey } from './keys.ts';
import { createLog, faultOf } from './log.ts';
import { startOperation } from './operation/operation.ts';
import { type Attendance, attend, ORPHAN_MILLISECONDS } from './process/attended.ts';
import { keepMemoryFromCoreDumps } from './process/core-dumps.ts';
import { type RoleContext, type RoleName, roleNamed } from './roles/index.ts';
import { type ProcessEntries, recordProcess } from './roles/process-entries.ts';
import { takeInstanceLock } from './single-instance.ts';

/** A guard's statements take milliseconds. */
const DATABASE_SILENCE_SECONDS = 10;

export interface RunRoleOptions {
  readonly role: RoleName;
  /** Path of the configuration. */
  readonly config: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Tells a person, where there is no supervisor to tell. */
  readonly onNotice: (message: string) => void;
}

/**
 * Runs one role in this process until it is told to end. Resolves with true then, and with false when it failed and a supervisor has
 * been told why.
 *
 * Start: data directory → lock → database → the role's own parts → `process.started` → it listens → it is ready. End: it takes no more
 * work and finishes what is under way → `process.stopped` → the writer closes → the rest.
 *
 * @throws AppError, StoreError, LedgerError, GatewayError: why it can't start, or can't go on
 */
export async function runRole(options: RunRoleOptions): Promise<boolean> {
  // Sockets, logs and keys are this user's alone from the moment they are there.
  process.umask(0o077);
  keepMemoryFromCoreDumps();
  const attendance = attend();
  try {
    await run(options, attendance);
    return true;
  } catch (error) {
    if (attendance.signal.aborted && (error as Error).name === 'AbortError') return true;
    if (!attendance.supervised || !isForeseen(error)) throw error;
    await attendance.tell({ kind: 'failed', message: error.message });
    return false;
  } finally {
    attendance.end();
  }
}

/** Errors of our rooms have a code in lower case; what has none is a defect, and is shown with its stack. */
function isForeseen(error: unknown): error is Error {
  return error instanceof Error && /^[a-z_]+$/.test(String((error as { code?: unknown }).code));
}

async function run({ role: name, config, cwd, env, onNotice }: RunRoleOptions, attendance: Attendance): Promise<void> {
  const { signal, supervised } = attendance;
  const configuration = readConfiguration(config, cwd);
  const directory = openDataDirectory(configuration.dataDirectory);
  const role = roleNamed(name);
  const writerName = role.writerOf(configuration);
  if (writerName === null) throw new AppError('role_failed', `The configuration has no ${role.title}.`);
  const lock = await takeInstanceLock(directory.run, writerName, {
    whatRuns: `${writerName} runs on ${directory.path}`,
    // After a kill -9 of a supervisor its processes are still ending when the next one starts.
    patienceMilliseconds: supervised ? ORPHAN_MILLISECONDS + 1000 : 0,
  });
  const log = createLog(configuration, directory, writerName);
  const operation = await startOperation(configuration, {
    ...{ role: name, process: writerName },
    onFault: (fault) => log.error({ fault: faultOf(fault) }, 'fault'),
  });
  const url = await untilAborted(attendance.databaseUrl, signal);
  const store = await openStore({
    url: url ?? (await databaseUrlFor(configuration, directory, env)),
    applicationName: `ambit ${writerName}`,
    ...(role.drains ? { silenceSeconds: DATABASE_SILENCE_SECONDS } : {}),
  });
  operation.watchStore(store);
  const lifetime = new AbortController();
  const died = Promise.withResolvers<never>();
  died.promise.catch(() => undefined);
  let entries: ProcessEntries | null = null;
  const context: RoleContext = {
    configuration,
    directory,
    env,
    store,
    log,
    signal,
    lifetime: lifetime.signal,
    operation,
    onReload: attendance.onReload,
    writerKey: writerPrivateKey(directory, writerName),
    notice(message) {
      log.warn(message);
      if (supervised) void attendance.tell({ kind: 'notice', message });
      else onNotice(`${role.title}: ${message}`);
    },
    fault(fault) {
      operation.countFault(fault);
      log.error({ fault: faultOf(fault) }, 'fault');
    },
    die: (error) => died.reject(error),
  };
  try {
    const running = await role.start(context, async (writer) => {
      entries = await recordProcess({
        writer,
        store,
        role: name,
        configurationDigest: await putBlob(store, Buffer.from(configuration.canonical)),
        onFault: context.fault,
      });
      return entries.started;
    });
    const facts = [...running.facts, ...operation.facts];
    operation.become('running');
    log.info({ facts }, 'ready');
    if (supervised) await attendance.tell({ kind: 'ready', facts });
    else for (const fact of facts) onNotice(`${role.title}: ${fact}`);
    await Promise.race([aborted(signal), died.promise]);
    operation.become('draining');
    // It still answers: whoever sends requests here is to notice first that it is about to end.
    if (role.drains) await delay((configuration.operation?.drainSeconds ?? 0) * 1000);
    await running.finish();
    // A ledger that can't be written now is no reason not to end.
    await (entries as ProcessEntries | null)?.stop().catch(context.fault);
    await running.writer.close();
    await running.close();
    log.info('ended');
  } finally {
    lifetime.abort();
    await operation.close();
    await store.close();
    await lock.release();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const value = await Promise.race([promise, aborted(signal)]);
  signal.throwIfAborted();
  return value as T;
}
