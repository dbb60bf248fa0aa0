import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { onceThenForce, parseAddress, startWitnessProcess } from '../../app/index.ts';
import { formatVerifierKey } from '../../proof/index.ts';
import {
  action,
  type CliCommand,
  type CliContext,
  collect,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
} from '../command.ts';
import { readLogKeys } from '../verifier-keys.ts';

interface Options {
  readonly directory: string;
  readonly listen: string;
  readonly log: readonly string[];
  readonly name?: string;
  readonly key?: string;
  readonly format: Format;
}

/** `ambit witness`: cosigns the checkpoints of others' logs, so that none of them can be rewritten unseen. */
export const witnessCommand: CliCommand = {
  name: 'witness',
  register(program: Command, context: CliContext): void {
    program
      .command('witness')
      .requiredOption('--directory <folder>', 'where it keeps its keys and the newest checkpoint of each log')
      .requiredOption('--listen <host:port>', 'where it listens; TLS ends in front of it')
      .requiredOption(
        '--log <key>',
        'a log’s verifier key, as text or as a file (its log.pub); again for another log or another of its keys',
        collect,
      )
      .option('--name <name>', 'what it is called, as witness.example.com/w1: needed at the first start, and kept')
      .option('--key <folder>', 'the folder of its private keys, made on the first start (default: keys in its folder)')
      .addOption(formatOption())
      .addHelpText(
        'after',
        [
          '',
          'It answers POST /add-checkpoint, and GET /SHA256-OF-ORIGIN/checkpoint (C2SP tlog-witness), and needs no database.',
          'Its folder is its memory: never restore an older copy of it, and give a witness that lost it a new key.',
          '',
          'Exit code: 0 when it was told to end, 2 when it could not run.',
        ].join('\n'),
      )
      .action(action(context, (options: Options) => witness(context, options)));
  },
};

async function witness(context: CliContext, options: Options): Promise<ExitCode> {
  const { cwd, stdout, stderr, signal } = context;
  const address = parseAddress(options.listen);
  if (address === null)
    return context.fail(`--listen ${options.listen} is no address: it reads 127.0.0.1:4500 or [::1]:4500.`);
  const logs = readLogKeys(context, '--log', options.log);
  const running = await startWitnessProcess({
    directory: resolve(cwd, options.directory),
    keys: options.key === undefined ? null : resolve(cwd, options.key),
    name: options.name ?? null,
    listen: address,
    logs,
    onNotice: (message) => stderr.write(`witness: ${message}\n`),
  });
  context.handleSignals();
  const end = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(
      name,
      onceThenForce(
        () => end.abort(),
        () => process.exit(EXIT.interrupted),
      ),
    );
  const keys = running.keys.map(formatVerifierKey);
  const origins = [...new Set(logs.map(({ name }) => name))];
  const at = `${address.host.includes(':') ? `[${address.host}]` : address.host}:${running.port}`;
  stdout.write(
    options.format === 'json'
      ? `${JSON.stringify({ ready: true, listen: at, keys, logs: origins })}\n`
      : `${keys.map((key) => `key     ${key}\n`).join('')}${origins.map((origin) => `log     ${origin}\n`).join('')}listens on ${at}. Ctrl-C ends it.\n`,
  );
  const ended = AbortSignal.any([signal, end.signal]);
  if (!ended.aborted) await once(ended, 'abort');
  await running.stop();
  return EXIT.ok;
}
