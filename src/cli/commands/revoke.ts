import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fingerprinterOf } from '../../app/index.ts';
import { type LiveToken, MAX_ORDERED_TOKENS } from '../../revocation/index.ts';
import { TokenError } from '../../tokens/index.ts';
import { type CarriedOut, carryOutRevocation } from '../carry-out-revocation.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  EXIT,
  type ExitCode,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { counted } from '../counted.ts';
import { addManagementOptions, askManagement, dataDirectoryFor, type ManagementLocation } from '../management.ts';
import { revokedTokenLines, whyNotAsked, whyNotAtServer } from '../revoked-tokens.ts';

interface Options extends ManagementLocation {
  readonly client?: string;
  readonly subject?: string;
  readonly scope?: string;
  readonly token?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly format: Format;
}

const FINGERPRINT = /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9_-]{43}$/;
/** Most bytes that tokens come in. */
const MAX_INPUT_BYTES = MAX_ORDERED_TOKENS * 16 * 1024;

/** `ambit revoke`: the order is recorded first, then every guard denies, then the server is asked, then each token is told of. */
export const revokeCommand: CliCommand = {
  name: 'revoke',
  register(program: Command, context: CliContext): void {
    addManagementOptions(program.command('revoke'))
      .option('--client <id>', 'all that this client holds')
      .option(
        '--subject <subject>',
        'all that was given for this person: `sub` of the issuer, or the ledger’s pseudonym',
      )
      .option('--scope <name>', 'all that carries this scope, or belongs to a grant of it')
      .option(
        '--token <where>',
        'tokens, a line each, from a file, or from stdin with -; or the fingerprint by which the ledger knows one',
      )
      .option('--reason <text>', 'why; it is kept sealed, and the ledger commits to it')
      .option('--dry-run', 'only list what would be revoked')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nA token is never written as an argument, for shells keep what they run. A command that was cut off goes on where it stopped when it is given again, with the same reason.\n\nExit code: 0 when all of it is denied, 2 when it could not be, 130 when it was stopped on the way.',
      )
      .action(action(context, (options: Options) => revokeSelected(context, options)));
  },
};

/** A selection as the API takes it; with the tokens themselves where somebody has them. */
interface Selected {
  readonly body: object;
  readonly told: string;
  readonly tokens: readonly string[];
}

async function revokeSelected(context: CliContext, options: Options): Promise<ExitCode> {
  const { reason, dryRun = false } = options;
  if (reason === undefined && !dryRun)
    return context.fail('Say why, with --reason: it is the first thing that is asked afterwards.');
  const selected = await selectedBy(context, options);
  if (dryRun) return await listOnly(context, options, selected);
  const done = await carryOutRevocation(context, options, {
    order: { ...selected.body, reason },
    tokens: selected.tokens,
  });
  if (done === null) return EXIT.interrupted;
  const { id, server, ...report } = done;
  const why = [...whyNotAtServer(server), ...whyNotAsked(selected.tokens.length, report)];
  answer(context, options.format, {
    text: `${[headline(context, selected.told, done), ...revokedTokenLines(context, report.tokens, why)].join('\n')}\n`,
    json: { revocation: id, ...report, notAtServer: why },
  });
  return EXIT.ok;
}

async function selectedBy(context: CliContext, options: Options): Promise<Selected> {
  const { client, subject, scope, token } = options;
  if ([client, subject, scope, token].filter((one) => one !== undefined).length !== 1)
    return context.fail('Name what is to be revoked by one of --client, --subject, --scope and --token.');
  if (client !== undefined) return { body: { client }, told: `what ${client} holds`, tokens: [] };
  if (subject !== undefined) return { body: { subject }, told: 'what was given for that person', tokens: [] };
  if (scope !== undefined) return { body: { scope }, told: `what carries ${scope}`, tokens: [] };
  if (token !== undefined && FINGERPRINT.test(token))
    return { body: { fingerprints: [token] }, told: 'the token', tokens: [] };
  const tokens = await readTokens(context, token ?? '-');
  const fingerprinter = fingerprinterOf(dataDirectoryFor(context, options));
  const fingerprints = tokens.map((one, index) => {
    try {
      return fingerprinter.ofToken(one);
    } catch (cause) {
      if (!(cause instanceof TokenError)) throw cause;
      return context.fail(`Line ${index + 1} of what was given is no token: ${cause.message}.`, { cause });
    }
  });
  return { body: { fingerprints }, told: counted(tokens.length, 'token'), tokens };
}

/** What an argument was is never said again: it may be a token. */
async function readTokens(context: CliContext, where: string): Promise<readonly string[]> {
  const path = resolve(context.cwd, where);
  if (where !== '-' && !(existsSync(path) && statSync(path).isFile()))
    return context.fail(
      'There is no file of the name that --token gives. A token itself is not written there, for shells keep what they run: pipe it in, with --token -. If it was one, it stands in your shell’s history now.',
    );
  const text = where === '-' ? await readStdin(context) : await readFile(path, 'utf8');
  const tokens = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (tokens.length === 0) return context.fail('There is no token in what was given.');
  if (tokens.length > MAX_ORDERED_TOKENS || text.length > MAX_INPUT_BYTES)
    return context.fail(`At most ${MAX_ORDERED_TOKENS} tokens are taken at once: give them in parts.`);
  return [...new Set(tokens)];
}

async function readStdin(context: CliContext): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of context.stdin) {
    size += part.length;
    if (size > MAX_INPUT_BYTES)
      return context.fail(`At most ${MAX_ORDERED_TOKENS} tokens are taken at once: give them in parts.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

async function listOnly(context: CliContext, options: Options, { body, told }: Selected): Promise<ExitCode> {
  const asked = { ...body, reason: 'dry run', dryRun: true };
  const { tokens } = (await askManagement(context, options, 'POST', '/v1/revocations', asked)) as {
    tokens: readonly Omit<LiveToken, 'renews'>[];
  };
  const lines = tokens.map(
    ({ type, clientId, scopes, fingerprint, grantId }) =>
      `  ${type === 'grant' ? 'code' : type.replace('_', ' ')} of ${clientId}  ${fingerprint ?? grantId}  ${scopes.join(' ')}`,
  );
  answer(context, options.format, {
    text: `${[`Would revoke ${told}: ${counted(tokens.length, 'live token')}. Nothing was recorded or revoked.`, ...lines].join('\n')}\n`,
    json: { dryRun: true, tokens },
  });
  return EXIT.ok;
}

function headline(context: CliContext, told: string, { tokens, id }: CarriedOut): string {
  if (tokens.length === 0)
    return `Nothing works of ${told}: nothing was left to revoke. The order is on record (${id}).`;
  return `${styled(context, 'bold', 'Revoked')} ${told}: ${counted(tokens.length, 'token')} (revocation ${id}).`;
}
