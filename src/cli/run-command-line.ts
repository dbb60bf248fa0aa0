import { Command, CommanderError } from 'commander';
import { EXIT, type ExitCode } from './cli-error.ts';
import { type CliContext, fail } from './command.ts';
import { describeError } from './describe-error.ts';
import { registerCommands } from './register-commands.ts';
import { version } from './version.ts';

/** Runs one command line (without `node` and script) and resolves with its exit code. Prints; never throws, never exits. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const context: CliContext = {
    ...surroundings,
    colours: surroundings.stdout.isTTY && !surroundings.env['NO_COLOR'],
    fail,
    setExitCode: (code) => {
      exitCode = code;
    },
  };
  const program = new Command('ambit')
    .description('OAuth scopes under control: one policy, one decision, one ledger.')
    .version(version(), '--version', 'print the version')
    .exitOverride()
    // What stands after a command is that command's, also where the one above it has an option of the same name.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'ambit: ')),
      getOutHelpWidth: () => context.stdout.columns ?? 100,
      getErrHelpWidth: () => context.stderr.columns ?? 100,
      getOutHasColors: () => context.colours,
    })
    .showSuggestionAfterError();
  try {
    await registerCommands(program, context, args);
    overrideExit(program);
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // commander has printed what it found.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.unable;
    if (context.signal.aborted) return EXIT.interrupted;
    const complaint = describeError(error);
    context.stderr.write(complaint.text);
    return complaint.exitCode;
  }
}

/** What the program takes from the process, so that a test can give its own. */
export type Surroundings = Pick<CliContext, 'stdout' | 'stderr' | 'stdin' | 'env' | 'cwd' | 'signal' | 'handleSignals'>;

function overrideExit(command: Command): void {
  for (const inner of command.commands) {
    inner.exitOverride();
    inner.copyInheritedSettings(command);
    overrideExit(inner);
  }
}
