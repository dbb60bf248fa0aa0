import { Readable } from 'node:stream';
import { runCommandLine } from '../run-command-line.ts';

/** Runs a command in a folder, without a terminal and with an empty environment. */
export async function runAmbit(
  cwd: string,
  ...args: string[]
): Promise<{ readonly exitCode: number; readonly out: string; readonly err: string }> {
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
    env: {},
    cwd,
    signal: new AbortController().signal,
    handleSignals: () => undefined,
  });
  return { exitCode, ...said };
}
