import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  DEFAULT_MAX_FILE_BYTES,
  github,
  humanReport,
  type Judge,
  judgeByCatalogs,
  junit,
  markdown,
  type Scan,
  sarif,
  scanJson,
  scanPaths,
  scanReport,
} from '../../scan/index.ts';
import { action, type CliCommand, type CliContext, EXIT, jsonText, styled } from '../command.ts';
import { parseSize } from '../file-size.ts';
import { version } from '../version.ts';

const FORMATS = ['human', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;
type ScanFormat = (typeof FORMATS)[number];

const MAX_JOBS = 64;
/** Often enough to see it move, seldom enough to cost nothing. */
const PROGRESS_MILLISECONDS = 100;

interface Options {
  readonly format: ScanFormat;
  readonly untracked?: boolean;
  readonly changedSince?: string;
  readonly maxFileSize: number;
  readonly jobs?: number;
  readonly output?: string;
}

/** `ambit scan`: where a repository asks for scopes. */
export const scanCommand: CliCommand = {
  name: 'scan',
  register(program: Command, context: CliContext): void {
    program
      .command('scan')
      .argument('[path...]', 'files and folders (default: the current folder)')
      .addOption(new Option('--format <format>', 'how the answer is written').choices(FORMATS).default('human'))
      .option('--output <file>', 'write the answer to this file instead')
      .option('--changed-since <ref>', 'only what files ask for that differ from where REF and HEAD went apart')
      .option('--untracked', 'read files, too, that Git neither tracks nor ignores')
      .addOption(
        new Option('--max-file-size <size>', 'leave out larger files: bytes, or 800KiB, 5MiB')
          .argParser(parseSize)
          .default(DEFAULT_MAX_FILE_BYTES, '5MiB'),
      )
      .option('--jobs <count>', 'threads at most (default: as many as pay on this machine)', parseJobs)
      .addHelpText(
        'after',
        `
Reads what Git tracks, and outside of Git whatever no .gitignore leaves out; a
file that is named is always read. Nothing that is scanned is ever run. Paths
are from the current folder; in sarif, junit, github and markdown, from the top
of the repository.

Exit code: 0 when it was scanned, whatever was found, 2 when it could not be.
It judges nothing: ambit check holds what is asked for to the policy.`,
      )
      .action(
        action(context, async (paths: readonly string[], options: Options) => {
          const scan = await scanWithProgress(context, paths.length === 0 ? ['.'] : paths, options);
          // Nothing is said of a scope in JSON, and catalogs take their time to load.
          const judge = options.format === 'json' ? null : await judgeByCatalogs(scan.requests);
          const text = write(context, options, scan, judge);
          if (options.output === undefined) context.stdout.write(text);
          else await writeFile(resolve(context.cwd, options.output), text);
          return EXIT.ok;
        }),
      );
  },
};

function write(context: CliContext, { format, output }: Options, scan: Scan, judge: Judge | null): string {
  const report = () => scanReport(scan, { version: version(), judge });
  switch (format) {
    case 'human':
      return humanReport(scan, {
        judge,
        paint: (style, text) => (output === undefined ? styled(context, style, text) : text),
      });
    case 'json':
      return jsonText(scanJson(scan));
    case 'sarif':
      return sarif(report());
    case 'junit':
      return junit(report());
    case 'github':
      return github(report());
    case 'markdown':
      return markdown(report());
  }
}

async function scanWithProgress(context: CliContext, paths: readonly string[], options: Options): Promise<Scan> {
  const { stderr, cwd, signal } = context;
  let last = 0;
  const clear = '\r\u001b[2K';
  const show = (done: number, all: number): void => {
    const now = performance.now();
    if (now - last < PROGRESS_MILLISECONDS) return;
    last = now;
    stderr.write(`${clear}${done.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} files`);
  };
  try {
    return await scanPaths({
      ...{ cwd, paths, signal, maxFileBytes: options.maxFileSize, jobs: options.jobs ?? null },
      untracked: options.untracked === true,
      changedSince: options.changedSince ?? null,
      onProgress: stderr.isTTY ? show : undefined,
    });
  } finally {
    if (last > 0) stderr.write(clear);
  }
}

function parseJobs(text: string): number {
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (jobs < 1 || jobs > MAX_JOBS) throw new InvalidArgumentError(`Say a number from 1 to ${MAX_JOBS}.`);
  return jobs;
}
