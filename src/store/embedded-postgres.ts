import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { explain } from './postgres-complaint.ts';
import { choosePort } from './server-port.ts';
import { StoreError } from './store-error.ts';
import { chooseLaunch, dyingWithParent, handOver, handOverData, identity, type Launch, pass } from './unprivileged.ts';

const POSTGRES_MAJOR = '18';
const START_TIMEOUT_MILLISECONDS = 30_000;
const STOP_TIMEOUT_MILLISECONDS = 15_000;
const POLL_MILLISECONDS = 20;
/** Two seconds' worth. */
const START_ATTEMPTS = 100;
const MAX_CONNECTIONS = 200;

export interface EmbeddedPostgresOptions {
  /** Folder of its own for PostgreSQL: data, password, log. Made when it isn't there. */
  readonly directory: string;
}

/** A PostgreSQL server that this process started. */
export interface EmbeddedPostgres {
  /** With user and password; holds for as long as the server runs. */
  readonly url: string;
  readonly pid: number;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Shuts down without waiting for clients ("fast"); what was committed is safe. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL in `directory`, initialised on first use: `fsync` and `synchronous_commit` on, listening on the loopback
 * interface alone at a free port, password (SCRAM) in `connection.json`, mode 0600.
 *
 * The server is in a process group of its own, so that a terminal's Ctrl-C reaches the processes that still have to write before
 * it reaches the database. Where the system knows how, it shuts down when this process dies by a kill that nobody can catch; a
 * server that was left behind all the same is stopped first.
 *
 * @throws StoreError each code that begins with `postgres_` or `data_`, and `disk_full`
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explain(String(error), directory);
  }
  const data = join(directory, 'data');
  const binaries = findPostgresBinaries(join(directory, 'lib'));
  const launch = chooseLaunch(binaries);
  const run = { launch, environment: environmentOf(binaries) };
  checkVersion(data);
  const password = initialise(directory, data, binaries, run);
  await stopLeftOver(data);
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(directory, data, password, binaries, run);
    } catch (error) {
      if (!isPassing(error) || attempt === START_ATTEMPTS) throw error;
      await pause();
    }
  }
}

/**
 * What goes away by itself: the processes of a server that was killed hold its shared memory for a moment, and a port that was
 * free may be taken before PostgreSQL listens on it.
 */
function isPassing(error: unknown): boolean {
  return error instanceof StoreError && (error.code === 'port_taken' || /shared memory block/.test(error.message));
}

/** The address of the server that serves `directory` now; null when none was started or it doesn't answer. */
export async function runningPostgres(directory: string): Promise<string | null> {
  const file = join(directory, 'connection.json');
  if (!existsSync(file)) return null;
  const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
  return (await answers(url)) === null ? url : null;
}

interface Run {
  readonly launch: Launch;
  readonly environment: NodeJS.ProcessEnv;
}

function environmentOf({ libraryPath }: PostgresBinaries): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  if (libraryPath !== null) environment['LD_LIBRARY_PATH'] = libraryPath;
  return environment;
}

function checkVersion(data: string): void {
  const file = join(data, 'PG_VERSION');
  if (!existsSync(file)) return;
  const version = readFileSync(file, 'utf8').trim();
  if (version !== POSTGRES_MAJOR)
    throw new StoreError(
      Number(version) > Number(POSTGRES_MAJOR) ? 'data_newer' : 'data_older',
      `The data in ${data} is PostgreSQL ${version}'s and this Ambit brings PostgreSQL ${POSTGRES_MAJOR}: use the Ambit that wrote it, or another data directory.`,
    );
}

/** Makes the cluster, whole or not at all: a first start that was killed half-way is begun again. */
function initialise(directory: string, data: string, binaries: PostgresBinaries, { launch, environment }: Run): string {
  const secret = join(directory, 'password');
  if (existsSync(join(data, 'PG_VERSION'))) return readFileSync(secret, 'utf8');
  const unfinished = `${data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  try {
    const password = randomBytes(24).toString('base64url');
    writeFileSync(secret, password, { mode: 0o600 });
    mkdirSync(unfinished, { mode: 0o700 });
    handOver(launch, secret, unfinished);
    const passed = pass(launch, unfinished, secret);
    const [command = binaries.initdb, ...args] = [
      ...launch.prefix,
      binaries.initdb,
      `--pgdata=${passed.paths[0]}`,
      '--username=ambit',
      `--pwfile=${passed.paths[1]}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ];
    const result = spawnSync(command, args, {
      env: environment,
      encoding: 'utf8',
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe', ...passed.descriptors],
      ...identity(launch),
    });
    passed.close();
    if (result.status !== 0) throw explain(`${result.stderr ?? ''}${result.error?.message ?? ''}`, directory);
    renameSync(unfinished, data);
    return password;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error instanceof StoreError ? error : explain(String(error), directory);
  }
}

/** A server whose parent was killed goes on: it is told to shut down, so that this process serves the data alone. */
async function stopLeftOver(data: string): Promise<void> {
  const pid = postmasterOf(data);
  if (pid === null) {
    // PostgreSQL would take a program that has its number by now (usual in containers) for itself.
    rmSync(join(data, 'postmaster.pid'), { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MILLISECONDS;
  while (postmasterOf(data) !== null) {
    if (Date.now() > deadline)
      throw new StoreError(
        'data_in_use',
        `Another PostgreSQL (process ${pid}) serves ${data} and doesn't end: stop it first.`,
      );
    await pause();
  }
}

/** The process that serves this data directory; a number that another program has by now doesn't count. */
function postmasterOf(data: string): number | null {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return pid;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.includes('(postgres)') && !/\) [ZX] /.test(stat) ? pid : null;
  } catch {
    return null;
  }
}

async function start(
  directory: string,
  data: string,
  password: string,
  binaries: PostgresBinaries,
  run: Run,
): Promise<EmbeddedPostgres> {
  const port = await choosePort(join(directory, 'connection.json'));
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: MAX_CONNECTIONS,
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    log_min_messages: 'warning',
    // Statements and their values never reach the log.
    log_min_error_statement: 'panic',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
  };
  handOverData(run.launch, data);
  const passed = pass(run.launch, data);
  const args = [
    '-D',
    passed.paths[0] ?? data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const [command = binaries.postgres, ...rest] = [
    ...run.launch.prefix,
    ...dyingWithParent(),
    binaries.postgres,
    ...args,
  ];
  const child = spawn(command, rest, {
    env: run.environment,
    detached: true,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe', ...passed.descriptors],
    ...identity(run.launch),
  });
  passed.close();
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      complaints += error.message;
      resolve();
    });
    child.once('exit', () => resolve());
  });
  const url = `postgres://ambit:${password}@127.0.0.1:${port}/postgres`;
  const deadline = Date.now() + START_TIMEOUT_MILLISECONDS;
  for (;;) {
    const problem = await answers(url);
    if (problem === null) break;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      throw explain(complaints, directory);
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw explain(complaints || problem, directory);
    }
    await Promise.race([pause(), ended]);
  }
  const file = join(directory, 'connection.json');
  writeFileSync(`${file}.new`, `${JSON.stringify({ url })}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  chmodSync(file, 0o600);
  child.unref();
  return { url, pid: child.pid as number, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MILLISECONDS);
  await ended;
  clearTimeout(timer);
}

/** Null when the server answers, else why it doesn't. */
async function answers(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
}

/** Whether a folder holds a cluster. */
export function hasPostgresData(directory: string): boolean {
  const data = join(directory, 'data');
  return existsSync(data) && readdirSync(data).includes('PG_VERSION');
}
