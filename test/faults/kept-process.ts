import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const PAUSE_MILLISECONDS = 50;

/** A process that is started again whenever it ends, until it is told otherwise: what a supervisor does for Ambit's. */
export class KeptProcess {
  readonly name: string;
  readonly #start: () => readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #onLine: (line: string) => void;
  #child: ChildProcess | null = null;
  #complaints = '';
  #ending = false;
  #starts = 0;

  constructor(
    name: string,
    options: {
      /** Words after `node`, asked at each start. */
      readonly start: () => readonly string[];
      readonly env?: NodeJS.ProcessEnv;
      readonly onLine: (line: string) => void;
    },
  ) {
    this.name = name;
    this.#start = options.start;
    this.#env = options.env ?? {};
    this.#onLine = options.onLine;
    this.#run();
  }

  /** How often it was started. */
  get starts(): number {
    return this.#starts;
  }

  /** What it wrote to stderr last. */
  get complaints(): string {
    return this.#complaints;
  }

  /** False where nothing ran that moment. */
  signal(signal: NodeJS.Signals): boolean {
    return this.#child?.kill(signal) ?? false;
  }

  async end(): Promise<void> {
    this.#ending = true;
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    // One that is stopped takes no other signal.
    child.kill('SIGKILL');
    await ended;
  }

  #run(): void {
    this.#starts++;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...this.#start()], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.#env },
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', this.#onLine);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-2000);
    });
    child.once('close', () => {
      this.#child = null;
      if (!this.#ending) setTimeout(() => !this.#ending && this.#run(), PAUSE_MILLISECONDS);
    });
  }
}
