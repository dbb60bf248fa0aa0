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
  // `ambit ledger show | head` closes the pipe early; that is no mistake.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    signal: controller.signal,
    handleSignals,
  });
  handleSignals();
}
