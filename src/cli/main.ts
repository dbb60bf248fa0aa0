import { EXIT } from './cli-error.ts';
import type { Output } from './command.ts';
import { runCommandLine } from './run-command-line.ts';

/** How long a command may take to end after Ctrl-C before it is ended. */
const INTERRUPT_GRACE_MILLISECONDS = 2000;

// This file is the program, which bin/ambit.js imports.
await main();

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => stream.write(text),
    flush: () =>
      new Promise((resolve, reject) => stream.write('', (error) => (error == null ? resolve() : reject(error)))),
    isTTY: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : null,
  };
}

async function main(): Promise<void> {
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort();
    setTimeout(() => process.exit(EXIT.interrupted), INTERRUPT_GRACE_MILLISECONDS).unref();
  };
  const handleSignals = (): void => {
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', interrupt);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  // `ambit ledger show | head` closes the pipe early; that is no mistake. What was opened is closed first.
  let closed = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
    controller.abort();
    setTimeout(() => process.exit(EXIT.ok), INTERRUPT_GRACE_MILLISECONDS).unref();
  });
  const exitCode = await runCommandLine(process.argv.slice(2), {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    signal: controller.signal,
    handleSignals,
  });
  handleSignals();
  process.exitCode = closed && exitCode !== EXIT.unable ? EXIT.ok : exitCode;
}
