import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { freePorts } from './free-ports.ts';
import { until } from './wait.ts';

/** Half a dozen processes start, on a machine that may be busy. */
const READY_SECONDS = 90;
const ROOT = resolve(import.meta.dirname, '../..');

/** A fenced block of a guide: ```<language> <rest> */
interface Block {
  readonly language: string;
  /** A file name, or how a shell block is run. */
  readonly rest: string;
  readonly text: string;
}

/**
 * Executes a guide as it is written, but for ports and for the folder's name. A block with a file name becomes that file; a shell block is
 * run: `in-background`, with `ready="…"` awaited and `again` where it is ended first; `may-fail`; or `in-time`, tried again for a while. What a
 * text block says, the commands before it printed.
 *
 * @returns how many commands it had
 */
export async function runGuide(
  /** Below the root. */
  document: string,
  options: {
    /** Each that the guide names becomes one that is free. */
    readonly ports: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<number> {
  const guide = new Guide(options.env ?? {});
  try {
    return await guide.run(await blocksOf(document, options.ports));
  } finally {
    await guide.close();
  }
}

async function blocksOf(document: string, ports: readonly string[]): Promise<readonly Block[]> {
  const free = await freePorts(ports.length);
  const written = readFileSync(join(ROOT, document), 'utf8');
  const guide = written.replace(new RegExp(`\\b(${ports.join('|')})\\b`, 'g'), (port) =>
    String(free[ports.indexOf(port)]),
  );
  return [...guide.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language = '', rest = '', text = '']) => ({
    language,
    rest,
    text: text.replace('mkdir -p .try && cd .try', 'true'),
  }));
}

class Guide {
  readonly #folder = mkdtempSync(join(ROOT, '.try-'));
  readonly #background = new Map<string, ChildProcess>();
  readonly #env: Readonly<Record<string, string>>;

  constructor(env: Readonly<Record<string, string>>) {
    this.#env = env;
  }

  async run(blocks: readonly Block[]): Promise<number> {
    let printed = '';
    let commands = 0;
    for (const { language, rest, text } of blocks) {
      if (language === 'text') {
        for (const line of text.trimEnd().split('\n')) assert.match(printed, patternOf(line), printed);
      } else if (language !== 'sh') {
        mkdirSync(dirname(join(this.#folder, rest)), { recursive: true });
        writeFileSync(join(this.#folder, rest), text);
      } else if (rest.startsWith('in-background')) {
        await this.#inBackground(text, /ready="([^"]+)"/.exec(rest)?.[1] ?? null, rest.endsWith(' again'));
      } else {
        printed = await this.#command(text, rest);
        commands++;
      }
    }
    return commands;
  }

  async close(): Promise<void> {
    // Ambit first: it finishes what it does with the servers behind it.
    for (const child of [...this.#background.values()].reverse()) await end(child);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #command(text: string, how: string): Promise<string> {
    let result = await this.#run(text);
    if (how === 'in-time')
      await until(text, async () => {
        if (result.code !== 0) result = await this.#run(text);
        return result.code === 0;
      });
    if (how !== 'may-fail') assert.equal(result.code, 0, `${text}\n${result.output}`);
    return result.output;
  }

  #shell(text: string): ChildProcess {
    const { DATABASE_URL: _, ...env } = process.env;
    return spawn('bash', ['-e', '-o', 'pipefail', '-c', text], {
      cwd: this.#folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // In continuous integration a check says more.
      env: { ...env, ...this.#env, CI: '', NO_COLOR: '1', PATH: `${dirname(process.execPath)}:${env['PATH']}` },
    });
  }

  async #run(text: string): Promise<{ readonly code: number | null; readonly output: string }> {
    const child = this.#shell(text);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (piece: string) => {
        output += piece;
      });
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, output };
  }

  async #inBackground(text: string, ready: string | null, again: boolean): Promise<void> {
    const earlier = this.#background.get(text);
    if (again && earlier !== undefined) await end(earlier);
    const child = this.#shell(text);
    this.#background.set(text, child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (piece: string) => {
        output += piece;
      });
    if (ready === null) return;
    await until(
      `“${ready}”`,
      () => {
        assert.equal(child.exitCode, null, output);
        // What was said until then stands in the error.
        if (!output.includes(ready)) throw new Error(`it said: ${output}`);
        return true;
      },
      READY_SECONDS,
    );
  }
}

/** Ctrl-C reaches the whole group, as from a terminal. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  process.kill(-child.pid, 'SIGINT');
  await ended;
}

/** A line that must be printed; `…` stands for anything within it. */
function patternOf(line: string): RegExp {
  const pieces = line.split('…').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(pieces.join('.*'));
}
