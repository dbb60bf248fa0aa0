import { type Command, Option } from 'commander';
import { CliError, type ExitCode } from './cli-error.ts';

export { CliError, EXIT, type ExitCode } from './cli-error.ts';

/** A command as `commands/index.ts` lists it: what `ambit --help` says without loading it, and where the rest is. */
export interface ListedCommand {
  /** As it is typed after `ambit`: `check`, `ledger verify`. Its file has the same name: `check.ts`, `ledger-verify.ts`. */
  readonly name: string;
  /** What it does, in one line of `ambit --help`. */
  readonly description: string;
  /**
   * Whether it loads parts of the server, and so needs the newest Node.js that Ambit is for. What doesn't runs on every Node.js of
   * `engines` in package.json, as it stands in somebody's CI, and a test holds it to that.
   */
  readonly needsServer: boolean;
  readonly load: () => Promise<CliCommand>;
}

/** One command of `ambit`, one file each in `commands/`, loaded when it is asked for. */
export interface CliCommand {
  /** As it is typed after `ambit`: `check`, `ledger verify`. */
  readonly name: string;
  /** Adds the command to commander's program. Its action is made by `action`, so that exit codes and errors are everybody's. */
  register(program: Command, context: CliContext): void;
}

/** Where text goes. */
export interface Output {
  write(text: string): unknown;
  /** Resolves once all that was written is out of this process; rejects where nobody reads it any more. Absent where it is at once. */
  flush?(): Promise<void>;
  readonly isTTY: boolean;
  /** Width of the terminal; null where there is none. */
  readonly columns: number | null;
}

/** What a command knows of the process that it runs in. */
export interface CliContext {
  /** Answers. */
  readonly stdout: Output;
  /** Progress and complaints, never answers. */
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** Whether stdout is to be coloured: a terminal, and no `NO_COLOR` (no-color.org). */
  readonly colours: boolean;
  /** Aborted by Ctrl-C and SIGTERM. A command that ignores it is ended all the same, a moment later. */
  readonly signal: AbortSignal;
  /** From here on signals are the command's own business, and nothing ends it after a Ctrl-C. */
  handleSignals(): void;
  /** Ends the command with one sentence: what is wrong, and how to mend it. */
  fail(message: string, options?: { readonly exitCode?: ExitCode; readonly cause?: unknown }): never;
  /** Kept by `action`; the process exits with it. */
  setExitCode(code: ExitCode): void;
}

export type Format = 'human' | 'json';

/** `--format human|json`, which every command has. */
export function formatOption(): Option {
  return new Option('--format <format>', 'how the answer is written').choices(['human', 'json']).default('human');
}

export function environmentOption(): Option {
  return new Option(
    '--environment <name>',
    'the environment that the policy is asked for (default: the one that its files are written for)',
  );
}

/**
 * A commander action out of a function that resolves with the exit code; nothing is 0. What it throws reaches `main`, which says it
 * in one sentence; with `--format json`, stdout has it too, as one line `{"error": {code, message}}`, so that a script that reads
 * an answer always finds one.
 */
export function action<Arguments extends unknown[]>(
  context: CliContext,
  run: (...args: Arguments) => Promise<ExitCode | undefined>,
): (...args: Arguments) => Promise<void> {
  return async (...args) => {
    try {
      context.setExitCode((await run(...args)) ?? 0);
    } catch (error) {
      if (args.some(asksForJson)) context.stdout.write(`${JSON.stringify({ error: errorJson(error) })}\n`);
      throw error;
    }
  };
}

function asksForJson(argument: unknown): boolean {
  return (argument as { format?: unknown } | null | undefined)?.format === 'json';
}

/** A defect of ours has no code and no message here: its stack is on stderr. */
function errorJson(error: unknown): { readonly code: string; readonly message: string } {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof Error && typeof code === 'string'
    ? { code, message: error.message }
    : { code: 'defect', message: 'a defect in Ambit' };
}

/** An option that may be given more than once: collects its values. Absent is none. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** The command of this name in `parent`, made at its first use: `ledger`, which holds `ledger verify`. */
export function commandGroup(parent: Command, name: string): Command {
  return parent.commands.find((command) => command.name() === name) ?? parent.command(name);
}

/** Writes an answer: the text, or the value as one JSON document. */
export function answer(context: CliContext, format: Format, { text, json }: { text: string; json: unknown }): void {
  const written = format === 'json' ? jsonText(json) : text;
  context.stdout.write(written.endsWith('\n') ? written : `${written}\n`);
}

/** A value as a JSON document that a terminal may show. */
export function jsonText(value: unknown): string {
  return `${escaped(JSON.stringify(value, null, 2))}\n`;
}

/** The same JSON without what a terminal would run or turn round: JSON escapes but half of the control characters by itself. */
function escaped(json: string): string {
  return json.replaceAll(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof STYLES;

/** Colours text where colours are wanted. Never the only sign of anything. */
export function styled({ colours }: Pick<CliContext, 'colours'>, style: Style, text: string): string {
  const [on, off] = STYLES[style];
  return colours ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** @throws CliError */
export function fail(
  message: string,
  { exitCode = 2, cause }: { readonly exitCode?: ExitCode; readonly cause?: unknown } = {},
): never {
  throw new CliError(message, exitCode, cause);
}
