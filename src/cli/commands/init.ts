import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Inventory, type Remark, readers } from '../../connect/index.ts';
import type { PolicyFileText } from '../../policy/index.ts';
import { type Change, draftPolicy, type PolicyDraft } from '../../policy-draft/index.ts';
import { readPolicyFolder } from '../../policy-folder/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  EXIT,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { counted } from '../counted.ts';
import { policyFolder } from '../policy-source.ts';
import { type ReadSources, readSources } from '../source-files.ts';

interface Options {
  readonly folder?: string;
  readonly environment?: string;
  readonly issuer?: string;
  readonly dryRun?: boolean;
  readonly format: Format;
}

interface Initiation {
  readonly folder: string;
  readonly dryRun: boolean;
  readonly sources: ReadSources;
  readonly draft: PolicyDraft;
}

/** `ambit init`: a first policy from what a team already has, and the same again when that has changed. */
export const initCommand: CliCommand = {
  name: 'init',
  register(program: Command, context: CliContext): void {
    program
      .command('init')
      .argument('<file...>', 'exports and configuration files, or folders of them')
      .option('--folder <folder>', 'the policy folder (default: that of ambit.config.yaml, else ambit/)')
      .option('--environment <name>', 'the environment that the policy is for: production, staging …')
      .option('--issuer <url>', 'the issuer identifier, where the file does not hold it')
      .option('--dry-run', 'say what would change, and write nothing')
      .addOption(formatOption())
      .addHelpText(
        'after',
        `\nReads:\n${readers.map(({ title }) => `  ${title}\n`).join('')}\nWhat a file doesn't say is written as TODO, and ambit check fails until somebody says it. Secrets and people in the files are not read.`,
      )
      .action(
        action(context, async (files: readonly string[], options: Options) => {
          const folder = await policyFolder(context, options.folder);
          checkOptions(context, options);
          const sources = await readSources(context, files);
          const existing = await existingFiles(context, folder);
          const draft = draftPolicy(existing, sources.inventories, {
            folder: relative(context.cwd, folder),
            environment: options.environment ?? null,
            issuer: options.issuer ?? null,
          });
          if (options.dryRun !== true) await write(context, draft.files);
          const done = {
            folder: relative(context.cwd, folder) || '.',
            dryRun: options.dryRun === true,
            sources,
            draft,
          };
          answer(context, options.format, { text: report(context, done), json: json(done) });
          return EXIT.ok;
        }),
      );
  },
};

function checkOptions(context: CliContext, { environment, issuer }: Options): void {
  if (environment !== undefined && !/^[a-z][a-z0-9-]{0,40}$/.test(environment))
    context.fail(
      `${environment} can't be the name of an environment: small letters, digits and hyphens, such as production.`,
    );
  if (issuer !== undefined && !/^https?:\/\/[^\s?#]+$/.test(issuer))
    context.fail(`${issuer} is no issuer identifier: it is the https URL that the discovery document has as issuer.`);
}

/** A folder that isn't there is that of a first policy. */
async function existingFiles(context: CliContext, folder: string): Promise<readonly PolicyFileText[]> {
  try {
    return await readPolicyFolder(folder, context.cwd);
  } catch (error) {
    const { cause } = error as { cause?: NodeJS.ErrnoException };
    if (cause?.code === 'ENOENT') return [];
    throw error;
  }
}

/** Whole or not at all: a policy file that was half written would be somebody's work lost. */
async function write(context: CliContext, files: readonly PolicyFileText[]): Promise<void> {
  for (const { path, text } of files) {
    const file = resolve(context.cwd, path);
    await mkdir(dirname(file), { recursive: true });
    const mode = (await stat(file).catch(() => null))?.mode;
    await writeFile(`${file}.new`, text, mode === undefined ? {} : { mode });
    await rename(`${file}.new`, file);
  }
}

function report(context: CliContext, { folder, dryRun, sources, draft }: Initiation): string {
  const lines: string[] = [];
  for (const inventory of sources.inventories) lines.push(found(context, inventory));
  if (sources.passedOver > 0)
    lines.push(`${counted(sources.passedOver, 'other file')} in these folders held nothing that Ambit reads.`);
  lines.push(...listed(context, 'Passed over, for it can not be read:', sources.unreadable));
  lines.push('', ...changes(context, draft, dryRun));
  lines.push(...listed(context, 'Left out, taken for granted or not known:', draft.remarks));
  lines.push(...listed(context, 'The policy says otherwise than its source, and stays as it is:', draft.differences));
  lines.push(...listed(context, 'In the policy and in none of the sources:', draft.gone));
  const remain = draft.todos.length;
  lines.push(
    '',
    remain === 0
      ? styled(context, 'green', 'No TODO remains.')
      : `${styled(context, 'yellow', `${counted(remain, 'TODO')} ${remain === 1 ? 'remains' : 'remain'}`)}: ${byField(draft)}.`,
    `Next: ambit check ${folder}`,
  );
  return `${lines.join('\n')}\n`;
}

/** Names out of a file, without what a terminal would run or turn round. */
function shown(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

function found(context: CliContext, { title, files, clients, scopes, resourceServers }: Inventory): string {
  const [first, ...others] = files;
  const where = others.length === 0 ? first : `${first} and ${counted(others.length, 'other')}`;
  const counts = [
    counted(clients.length, 'client'),
    counted(scopes.length, 'scope'),
    counted(resourceServers.length, 'API'),
  ];
  return `${styled(context, 'bold', shown(title))} (${where}): ${counts.join(', ')}`;
}

const NAMES = {
  issuers: 'issuer',
  resourceServers: 'API',
  scopes: 'scope',
  clients: 'client',
  environment: 'environment',
};

function changes(context: CliContext, { added, filled }: PolicyDraft, dryRun: boolean): string[] {
  const lines: string[] = [];
  const [adds, fills] = dryRun ? ['Would add', 'Would fill TODOs of'] : ['Added', 'Filled TODOs of'];
  for (const [file, ofFile] of grouped(added))
    for (const section of new Set(ofFile.map((change) => change.section))) {
      const names = ofFile.filter((change) => change.section === section).map(({ name }) => name);
      lines.push(`${adds} to ${file}: ${counted(names.length, NAMES[section])} (${some(names)})`);
    }
  for (const [file, ofFile] of grouped(filled))
    lines.push(
      `${fills} ${file}: ${some(ofFile.map(({ name, field }) => (field === 'issuers' || field === 'environment' ? `the ${NAMES[field]} ${name}` : `${field} of ${name}`)))}`,
    );
  return lines.length === 0
    ? ['Nothing changed: the policy has all of it.']
    : lines.map((line) => styled(context, 'green', line));
}

function grouped(all: readonly Change[]): [string, Change[]][] {
  const groups = new Map<string, Change[]>();
  for (const change of all) groups.set(change.file, [...(groups.get(change.file) ?? []), change]);
  return [...groups];
}

const MANY = 6;

function some(names: readonly string[]): string {
  const few = shown(names.slice(0, MANY).join(', '));
  return names.length > MANY ? `${few} and ${names.length - MANY} more` : few;
}

/** At most so many: a realm of ten thousand clients has as many things to say. JSON has all. */
const MANY_REMARKS = 100;

function listed(context: CliContext, title: string, remarks: readonly Remark[]): string[] {
  if (remarks.length === 0) return [];
  const more = remarks.length - MANY_REMARKS;
  return [
    '',
    title,
    ...remarks
      .slice(0, MANY_REMARKS)
      .map(({ at, message }) => `  ${styled(context, 'bold', `${at.file}:${at.line}:${at.column}`)} ${shown(message)}`),
    ...(more > 0 ? [`  and ${more} more: --format json has all`] : []),
  ];
}

/** `why 11, owner 18`: what there is most of first. */
function byField({ todos }: PolicyDraft): string {
  const counts = new Map<string, number>();
  for (const { message } of todos) {
    const field = message.replace(/ is still TODO.*$/s, '');
    counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return [...counts]
    .sort((left, right) => right[1] - left[1])
    .map(([field, count]) => `${field} ${count}`)
    .join(', ');
}

function json({ folder, dryRun, sources, draft }: Initiation): unknown {
  return {
    folder,
    dryRun,
    sources: sources.inventories.map(({ remarks: _, heldAt: __, ...inventory }) => inventory),
    passedOver: sources.passedOver,
    unreadable: sources.unreadable,
    written: dryRun ? [] : draft.files.map(({ path }) => path),
    added: draft.added.map(({ file, section, name }) => ({ file, section, name })),
    filled: draft.filled,
    remarks: draft.remarks,
    differences: draft.differences,
    gone: draft.gone,
    todos: draft.todos.length,
  };
}
