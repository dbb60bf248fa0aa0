import { once } from 'node:events';
import type { Command } from 'commander';
import {
  CONFIGURATION_FILE,
  hasTerminal,
  isRoleName,
  onceThenForce,
  ROLES,
  type RoleName,
  runRole,
  superviseAmbit,
} from '../../app/index.ts';
import {
  action,
  type CliCommand,
  type CliContext,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
} from '../command.ts';

interface Options {
  readonly config: string;
  readonly role?: string;
  readonly format: Format;
}

/** `ambit up`: the guards, the ledger and the management API, as one tree of processes or one role of them. */
export const upCommand: CliCommand = {
  name: 'up',
  register(program: Command, context: CliContext): void {
    program
      .command('up')
      .option('--config <file>', 'the configuration', CONFIGURATION_FILE)
      .option('--role <role>', `run one process alone: ${ROLES.join(', ')}`)
      .addOption(formatOption())
      .addHelpText('after', '\nEvery setting of the configuration is in docs/configuration.md.')
      .action(
        action(context, async (options: Options) => {
          if (options.role === undefined) return await upAll(context, options);
          if (!isRoleName(options.role))
            return context.fail(`${options.role} is no role: choose one of ${ROLES.join(', ')}.`);
          return await upRole(context, options, options.role);
        }),
      );
  },
};

async function upRole(context: CliContext, { config }: Options, role: RoleName): Promise<ExitCode> {
  context.handleSignals();
  const { env, cwd, stderr } = context;
  const ended = await runRole({ role, config, cwd, env, onNotice: (message) => stderr.write(`${message}\n`) });
  return ended ? EXIT.ok : EXIT.unable;
}

async function upAll(context: CliContext, { config, format }: Options): Promise<ExitCode> {
  context.handleSignals();
  const { env, cwd, stdout, stderr } = context;
  const supervisor = superviseAmbit({ config, cwd, env, onNotice: (message) => stderr.write(`ambit: ${message}\n`) });
  const end = new AbortController();
  const force = (): void => {
    supervisor.kill();
    process.exit(EXIT.interrupted);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(
      signal,
      signal === 'SIGHUP' && !hasTerminal() ? () => supervisor.reload() : onceThenForce(() => end.abort(), force),
    );
  const ended = once(end.signal, 'abort');
  try {
    const running = await Promise.race([supervisor.ready, ended.then(() => null)]);
    if (running !== null) {
      const { facts, configuration, directory } = running;
      stdout.write(
        format === 'json'
          ? `${JSON.stringify({ ready: true, facts, configuration: configuration.file, dataDirectory: directory.path })}\n`
          : `${facts.map((fact) => `  ${fact}\n`).join('')}Ambit is up. Ctrl-C ends it.\n`,
      );
      await ended;
    }
  } finally {
    await supervisor.stop();
  }
  return EXIT.ok;
}
