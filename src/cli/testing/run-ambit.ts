import { Readable } from 'node:stream';
import { runCommandLine } from '../run-command-line.ts';

/** What came of a command. */
export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in a folder, without a terminal and with an empty environment. */
export function runAmbit(cwd: string, ...args: string[]): Promise<Ran> {
  return runAmbitWith({}, cwd, ...args);
}

/** The same with variables in the environment. */
export async function runAmbitWith(
  env: Readonly<Record<string, string>>,
  cwd: string,
  ...args: string[]
): Promise<Ran> {
  const said = { out: '', err: '' };
  const output = (to: 'out' | 'err') => ({
    write: (text: string) => {
      said[to] += text;
    },
    isTTY: false,
    columns: null,
  });
  const exitCode = await runCommandLine(args, {
    stdout: output('out'),
    stderr: output('err'),
    stdin: Readable.from([]),
    env,
    cwd,
    signal: new AbortController().signal,
    handleSignals: () => undefined,
  });
  return { exitCode, ...said };
}
