import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CONFIGURATION_FILE, type Configuration, readConfiguration } from '../../app/index.ts';
import {
  type Inventory,
  logReaders,
  type RequestLog,
  readers,
  readInventories,
  readRequestLog,
  readSource,
} from '../../connect/index.ts';
import { endpointPath, membersOf } from '../../oauth/index.ts';
import { type PreflightFinding, type PreflightReport, preflight, type Severity } from '../../preflight/index.ts';
import { askKeycloak } from '../../server-admin/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  collect,
  EXIT,
  type ExitCode,
  environmentOption,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../entry-text.ts';
import { compiledPolicy, readPolicy } from '../policy-source.ts';
import { askMetadata, type GivenMetadata, metadataIn } from '../server-metadata.ts';
import { readSources } from '../source-files.ts';

interface Options {
  readonly config?: string;
  readonly policy?: string;
  readonly environment?: string;
  readonly log?: readonly string[];
  readonly ask?: boolean;
  readonly keycloak?: string;
  readonly tokenEnv: string;
  readonly format: Format;
}

/** A log is held in memory whole. */
const MAX_LOG_BYTES = 256 * 1024 * 1024;
const TOKEN_VARIABLE = 'KEYCLOAK_ADMIN_TOKEN';

/** `ambit preflight`: what would break, before the switch. */
export const preflightCommand: CliCommand = {
  name: 'preflight',
  register(program: Command, context: CliContext): void {
    program
      .command('preflight')
      .argument('[file...]', "exports of the authorization server's configuration, and its discovery document")
      .option('--config <file>', `the configuration that the guard is to run with (default: ${CONFIGURATION_FILE})`)
      .option('--policy <folder>', 'the policy folder (default: that of the configuration)')
      .option(
        '--log <file>',
        'a log of requests, for what clients really ask for; may be given more than once',
        collect,
      )
      .option('--ask', 'ask the authorization server for its discovery document, where the guard would')
      .option('--keycloak <url>', 'ask a realm by the admin REST API: https://HOST/admin/realms/REALM')
      .option('--token-env <name>', 'the environment variable that holds the token for it', TOKEN_VARIABLE)
      .addOption(environmentOption())
      .addOption(formatOption())
      .addHelpText(
        'after',
        `\nReads:\n${readers.map(({ title }) => `  ${title}\n`).join('')}\nLogs:\n${logReaders.map(({ title }) => `  ${title}\n`).join('')}\nExample:\n  ambit preflight realm.json --ask --log access.log\n\nExit code: 0 when nothing that was read would break or be narrowed, 1 when something would, 2 when it could not be told.`,
      )
      .action(action(context, (files: readonly string[], options: Options) => run(context, files, options)));
  },
};

async function run(context: CliContext, files: readonly string[], options: Options): Promise<ExitCode> {
  const configuration = readConfiguration(options.config ?? CONFIGURATION_FILE, context.cwd);
  const source = await readPolicy(context, options.policy ?? configuration.policy, options.environment);
  const policy = compiledPolicy(context, source);
  const given = files.length === 0 ? [] : (await readSources(context, files)).inventories;
  const asked = options.keycloak === undefined ? [] : await keycloakInventories(context, options.keycloak, options);
  const metadata = await metadataOf(context, configuration, given, options.ask === true);
  const report = preflight({
    policy,
    metadata,
    guard: settingsOf(configuration),
    // A discovery document has no clients, and is read for what it is.
    inventories: [...given, ...asked].filter(({ reader }) => reader !== 'discovery'),
    logs: await logsOf(context, options.log ?? [], metadata),
    now: Date.now(),
  });
  answer(context, options.format, { text: textOf(context, report), json: report });
  return report.holds ? EXIT.ok : EXIT.findings;
}

function settingsOf({ authorizationServer, issuerGuard }: Configuration) {
  const { issuer, tokenTypes, introspection } = authorizationServer;
  return {
    ...{ issuer, tokenTypes, introspectionClient: introspection?.clientId ?? null },
    pages: issuerGuard?.pages ?? null,
    introspectionClients: issuerGuard?.introspectionClients ?? [],
  };
}

async function metadataOf(
  context: CliContext,
  configuration: Configuration,
  given: readonly Inventory[],
  ask: boolean,
): Promise<GivenMetadata | null> {
  if (ask) return await askMetadata(context, configuration);
  const documents = given.filter(({ reader }) => reader === 'discovery');
  const { issuer } = configuration.authorizationServer;
  const [file] = (documents.find((one) => one.issuer === issuer) ?? documents[0])?.files ?? [];
  return file === undefined ? null : await metadataIn(context, file);
}

async function keycloakInventories(
  context: CliContext,
  address: string,
  { tokenEnv }: Options,
): Promise<readonly Inventory[]> {
  const token = context.env[tokenEnv] ?? '';
  if (token === '')
    return context.fail(
      `There is no token to ask with: put one of somebody who may view the realm and its clients into ${tokenEnv}.`,
    );
  if (!URL.canParse(address) || !/\/admin\/realms\/[^/]+\/?$/.test(new URL(address).pathname))
    return context.fail(`${address} is no realm of the admin REST API: it reads https://HOST/admin/realms/REALM.`);
  const realm = await askKeycloak({ realm: new URL(address), token, signal: context.signal });
  return readInventories([readSource(`${address}.json`, new TextEncoder().encode(JSON.stringify(realm)))]);
}

async function logsOf(
  context: CliContext,
  files: readonly string[],
  metadata: GivenMetadata | null,
): Promise<readonly RequestLog[]> {
  const members = metadata === null ? null : membersOf(metadata.json);
  const path = (name: string): string => {
    const address = members?.[name];
    return typeof address === 'string' && URL.canParse(address) ? endpointPath(address) : '';
  };
  const paths = { authorization: path('authorization_endpoint'), token: path('token_endpoint') };
  const logs: RequestLog[] = [];
  for (const file of files) {
    if ((await stat(resolve(context.cwd, file))).size > MAX_LOG_BYTES)
      return context.fail(
        `${file} is larger than ${MAX_LOG_BYTES / 1024 / 1024} MB, the most that is read: give a day of it.`,
      );
    const log = readRequestLog(file, await readFile(resolve(context.cwd, file), 'utf8'), paths);
    if (log.reader === 'access-log' && paths.authorization === '')
      return context.fail(
        'An access log is read by the path of the authorization endpoint, which the metadata have: give the discovery document, or --ask.',
      );
    logs.push(log);
  }
  return logs;
}

const TITLES: Readonly<Record<Severity, string>> = {
  breaks: 'Would break',
  narrows: 'Would get less',
  unknown: 'Could not be told',
  changes: 'Would be otherwise',
};
const COLOURS = { breaks: 'red', narrows: 'yellow', unknown: 'yellow', changes: 'dim' } as const;
/** Of one group; JSON has all. */
const MANY = 200;

function textOf(context: CliContext, report: PreflightReport): string {
  const { issuer, clients, requests, read, findings, holds, longestLifeSeconds } = report;
  const of = (severity: Severity): readonly PreflightFinding[] => findings.filter((one) => one.severity === severity);
  const verdict = holds
    ? styled(context, 'green', 'Nothing that was read would break.')
    : styled(
        context,
        'red',
        `${counted(of('breaks').length, 'thing')} would break, ${of('narrows').length} would get less.`,
      );
  return `${[
    `${verdict} ${counted(of('unknown').length, 'thing')} could not be told.`,
    `${printable(issuer)}: ${counted(clients, 'client')}, ${counted(requests, 'request')}; read: ${read.length === 0 ? 'nothing' : printable(read.join('; '))}`,
    ...(longestLifeSeconds === null
      ? []
      : [`Access tokens live ${longestLifeSeconds} s at most: ambit adopt --longest-life ${longestLifeSeconds}s`]),
    ...(Object.keys(TITLES) as Severity[]).flatMap((severity) => group(context, severity, of(severity))),
  ].join('\n')}\n`;
}

function group(context: CliContext, severity: Severity, findings: readonly PreflightFinding[]): string[] {
  if (findings.length === 0) return [];
  const more = findings.length - MANY;
  return [
    '',
    styled(context, COLOURS[severity], TITLES[severity]),
    ...findings
      .slice(0, MANY)
      .flatMap(({ what, mend, at }) => [
        `  ${at === null ? '' : `${styled(context, 'bold', printable(`${at.file}:${at.line}:${at.column}`))} `}${printable(what)}`,
        `    ${printable(mend)}`,
      ]),
    ...(more > 0 ? [`  and ${more} more: --format json has all`] : []),
  ];
}
