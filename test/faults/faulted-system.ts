import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DataDirectory, dataDirectoryAt, logVerifierKeys } from '../../src/app/index.ts';
import { latestCheckpoint } from '../../src/ledger/index.ts';
import { openStore, type Store, startEmbeddedPostgres } from '../../src/store/index.ts';
import { Invariants } from './invariants.ts';
import { KeptProcess } from './kept-process.ts';
import type { WriterSettings } from './writer-process.ts';

const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');
const WRITER = resolve(import.meta.dirname, 'writer-process.ts');
const ENVIRONMENT = 'trial';
const ORIGIN = 'faults.example/trial';
/** Two minutes' worth. Counted, for a machine that sleeps meanwhile would be taken for a ledger that hangs. */
const LIVE_POLLS = 6000;
const POLL_MILLISECONDS = 20;
const WATCH_MILLISECONDS = 40;
/** An issuer guard's port isn't listened on: of this configuration the sequencer alone runs. */
const configurationIn = (directory: string): string => `environment: ${ENVIRONMENT}
policy: policy
dataDirectory: ${join(directory, 'data')}
authorizationServer:
  issuer: http://127.0.0.1:9000
  upstream: http://127.0.0.1:9000
issuerGuard:
  listen: 127.0.0.1:9000
ledger:
  origin: ${ORIGIN}
`;

/**
 * A ledger under load whose every process may be killed: PostgreSQL with fsync on, `ambit up --role sequencer`, and writers in processes
 * of their own. What ends is started again.
 */
export class FaultedSystem {
  readonly directory: string;
  readonly store: Store;
  readonly invariants: Invariants;
  readonly sequencer: KeptProcess;
  readonly writers: readonly KeptProcess[];
  /** Refusals by code. */
  readonly refused: Map<string, number>;
  readonly #data: DataDirectory;
  readonly #env: NodeJS.ProcessEnv;
  readonly #watch: NodeJS.Timeout;
  readonly #lastAcknowledged = new Map<string, number>();
  readonly #faults: string[] = [];
  #postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;

  private constructor(
    directory: string,
    postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>,
    store: Store,
    writers: number,
  ) {
    this.directory = directory;
    this.#postgres = postgres;
    this.store = store;
    this.#data = dataDirectoryAt(join(directory, 'data'));
    this.refused = new Map();
    this.invariants = new Invariants(store, () => logVerifierKeys(this.#data));
    // Half of what a start takes is compiling, on a machine that has better to do.
    this.#env = { NODE_COMPILE_CACHE: join(directory, 'compiled'), DATABASE_URL: postgres.url };
    this.sequencer = this.#startSequencer('sequencer', directory);
    this.writers = Array.from({ length: writers }, (_, index) => this.#writer(`writer-${index + 1}`));
    this.#watch = setInterval(() => void this.#see(), WATCH_MILLISECONDS);
  }

  static async start({ writers = 2 }: { readonly writers?: number } = {}): Promise<FaultedSystem> {
    const directory = mkdtempSync(join(tmpdir(), 'ambit-faults-'));
    writeFileSync(join(directory, 'ambit.config.yaml'), configurationIn(directory));
    const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres') });
    const store = await openStore({ url: postgres.url, applicationName: 'faults' });
    return new FaultedSystem(directory, postgres, store, writers);
  }

  #startSequencer(name: string, directory: string): KeptProcess {
    return new KeptProcess(name, {
      start: () => [MAIN, 'up', '--role', 'sequencer', '--config', join(directory, 'ambit.config.yaml')],
      env: this.#env,
      onLine: () => undefined,
    });
  }

  #writer(name: string): KeptProcess {
    const { keyFile } = this.#settings(name);
    mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(keyFile.replace(/key$/, 'pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    return this.#startWriter(name, name);
  }

  #startWriter(process: string, writer: string): KeptProcess {
    return new KeptProcess(process, {
      start: () => [WRITER, JSON.stringify(this.#settings(writer))],
      env: this.#env,
      onLine: (line) => this.#hear(process, line),
    });
  }

  #settings(writer: string): WriterSettings {
    const keyFile = join(this.#data.keys, 'writers', `${writer}.key`);
    return { url: this.#postgres.url, writer, keyFile, environment: ENVIRONMENT, callers: 4, pauseMilliseconds: 20 };
  }

  /** Another process under the name of a writer that runs, as after a deployment that started one too many. */
  doubleOf({ name }: KeptProcess): KeptProcess {
    return this.#startWriter(`another ${name}`, name);
  }

  /** Another sequencer of this log, by a copy of the data directory: what a failover without a fence would start. */
  secondSequencer(): KeptProcess {
    const directory = join(this.directory, 'second');
    cpSync(this.#data.path, join(directory, 'data'), { recursive: true, filter: (path) => !path.endsWith('/run') });
    writeFileSync(join(directory, 'ambit.config.yaml'), configurationIn(directory));
    return this.#startSequencer('another sequencer', directory);
  }

  #hear(writer: string, line: string): void {
    const [what, first = '', second = ''] = line.split(' ');
    if (what === 'ack' && second.length === 'sha256:'.length + 64) {
      this.invariants.acknowledge({ operation: first, id: second });
      this.#lastAcknowledged.set(writer, performance.now());
    } else if (what === 'refused') this.refused.set(first, (this.refused.get(first) ?? 0) + 1);
  }

  /** As somebody outside who looks at the newest checkpoint now and then. */
  async #see(): Promise<void> {
    try {
      const newest = await latestCheckpoint(this.store);
      const kept = existsSync(this.#data.checkpoint) ? readFileSync(this.#data.checkpoint, 'utf8') : '';
      for (const note of [newest ?? '', kept]) {
        const fault = note === '' ? null : this.invariants.see(note);
        if (fault !== null) this.#faults.push(fault);
      }
    } catch {
      // The database is away.
    }
  }

  /** Kills PostgreSQL with all its processes, as a power failure of its host would, and starts it again. */
  async killPostgres(): Promise<void> {
    process.kill(-this.#postgres.pid, 'SIGKILL');
    await this.#postgres.ended;
    this.#postgres = await startEmbeddedPostgres({ directory: join(this.directory, 'postgres') });
  }

  /** Ends every connection but those that look on, whatever they are about. */
  async cutConnections(): Promise<void> {
    await this.store.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name <> 'faults' AND backend_type = 'client backend'",
    );
  }

  /** Resolves when each writer was told of a new entry and the sequencer moved the log on. */
  async live(): Promise<void> {
    const since = performance.now();
    let size: number | null = null;
    for (let poll = 0; poll < LIVE_POLLS; poll++) {
      const now = await this.#size().catch(() => null);
      size ??= now;
      const wrote = this.writers.every(({ name }) => (this.#lastAcknowledged.get(name) ?? 0) > since);
      if (wrote && size !== null && now !== null && now > size) return;
      await delay(POLL_MILLISECONDS);
    }
    const said = [this.sequencer, ...this.writers].map(({ name, complaints }) => `${name}: ${complaints.trim()}`);
    throw new Error(`a writer or the sequencer did not go on\n${said.join('\n')}`);
  }

  async #size(): Promise<number | null> {
    const { rows } = await this.store.pool.query<{ size: number }>('SELECT size FROM ledger_head');
    return rows[0]?.size ?? null;
  }

  async check(options?: { readonly whole?: boolean }): Promise<string[]> {
    return [...this.#faults.splice(0), ...(await this.invariants.check(options))];
  }

  async close({ keep = false } = {}): Promise<void> {
    clearInterval(this.#watch);
    await Promise.all([this.sequencer, ...this.writers].map((one) => one.end()));
    await this.store.close();
    await this.#postgres.stop();
    if (!keep) rmSync(this.directory, { recursive: true, force: true });
  }
}
