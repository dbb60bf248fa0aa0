/**
 * Recall and precision of the scanner on files that were labelled by hand, for each kind and together.
 *
 *     node tools/node24.js tools/scan-quality.ts [--verbose] [--write] [KIND…]
 *
 * `--write` records the figures in `docs/scan-quality.md`, where both are at hand.
 *
 * Labels: `test/fixtures/scan/KIND/labels.jsonl` beside the files, and `labels.jsonl` of a folder named by AMBIT_SCAN_DATA, whose
 * files stand under `requests/KIND/`. One line a file that asks for scopes: `{file, client, provider, scopes}`, and
 * `{file, definitions}` for scopes that it only defines. A file without a line asks for none.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { extractors } from '../src/scan/extractors.ts';
import { scanFile } from '../src/scan/scan-file.ts';
import type { ScannedFile } from '../src/scan/types.ts';

/** Below this a share says nothing. */
export const MEASURED_FROM = 20;

export interface Quality {
  readonly kind: string;
  readonly files: number;
  readonly labelled: number;
  readonly found: number;
  readonly right: number;
  /** `file: scope`, of what was labelled and not found. */
  readonly missed: readonly string[];
  /** `file: scope`, of what was found and not labelled. */
  readonly wrong: readonly string[];
}

interface Label {
  readonly file: string;
  readonly scopes?: readonly string[];
}

/** Measures the files of one kind, which stand in one folder, as one repository. The extractors are prepared before. */
export function measure(kind: string, folder: string, labels: readonly Label[]): Quality {
  const files = filesUnder(folder).filter((path) => path !== 'labels.jsonl');
  const texts = new Map<string, ScannedFile>(
    files.map((path) => [path, { path, text: readFileSync(join(folder, path), 'utf8') }]),
  );
  const repository = { paths: files, read: (path: string) => texts.get(path) ?? null };
  const expected = new Set(labels.flatMap(({ file, scopes = [] }) => scopes.map((scope) => `${file}: ${scope}`)));
  const found = new Set<string>();
  for (const file of texts.values())
    for (const { scope } of scanFile(file, repository, extractors, (id, error) => {
      throw new Error(`${id} failed on ${file.path}`, { cause: error });
    }).requests)
      found.add(`${file.path}: ${scope}`);
  return {
    kind,
    files: files.length,
    labelled: expected.size,
    found: found.size,
    right: [...found].filter((one) => expected.has(one)).length,
    missed: [...expected].filter((one) => !found.has(one)).sort(),
    wrong: [...found].filter((one) => !expected.has(one)).sort(),
  };
}

/** Every kind of the project's own fixtures. */
export function measureFixtures(root = resolve(import.meta.dirname, '../test/fixtures/scan')): Quality[] {
  return readdirSync(root)
    .filter((kind) => existsSync(join(root, kind, 'labels.jsonl')))
    .sort()
    .map((kind) => measure(kind, join(root, kind), readLabels(join(root, kind, 'labels.jsonl'))));
}

/** Every kind of a folder of files from elsewhere, whose labels name them from the folder on. */
export function measureData(root: string): Quality[] {
  const labels = readLabels(join(root, 'labels.jsonl'));
  return readdirSync(join(root, 'requests'))
    .sort()
    .map((kind) => {
      const prefix = `requests/${kind}/`;
      const own = labels.filter(({ file }) => file.startsWith(prefix));
      return measure(
        kind,
        join(root, prefix),
        own.map((label) => ({ ...label, file: label.file.slice(prefix.length) })),
      );
    });
}

function readLabels(path: string): Label[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Label);
}

function filesUnder(folder: string, at = folder): string[] {
  return readdirSync(at)
    .flatMap((name) => {
      const path = join(at, name);
      return statSync(path).isDirectory() ? filesUnder(folder, path) : [relative(folder, path)];
    })
    .sort();
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(3));

function print(title: string, all: readonly Quality[], verbose: boolean): void {
  if (all.length === 0) return;
  const sum = (of: (quality: Quality) => number): number => all.reduce((total, quality) => total + of(quality), 0);
  console.log(`\n${title}\n${'kind'.padEnd(24)} files  scopes  recall  precision`);
  for (const { kind, files, labelled, found, right, missed, wrong } of all) {
    const shares = `${share(right, labelled).padStart(8)}${share(right, found).padStart(11)}`;
    const note = files < MEASURED_FROM ? `  not measured: ${files} files` : '';
    console.log(`${kind.padEnd(24)}${String(files).padStart(6)}${String(labelled).padStart(8)}${shares}${note}`);
    if (verbose) {
      for (const one of missed) console.log(`    missed ${one}`);
      for (const one of wrong) console.log(`    wrong  ${one}`);
    }
  }
  const right = sum((quality) => quality.right);
  const recall = share(
    right,
    sum((quality) => quality.labelled),
  );
  const precision = share(
    right,
    sum((quality) => quality.found),
  );
  console.log(
    `${'together'.padEnd(24)}${String(sum(({ files }) => files)).padStart(6)}${String(sum(({ labelled }) => labelled)).padStart(8)}${recall.padStart(8)}${precision.padStart(11)}`,
  );
}

/** `docs/scan-quality.md`. */
export function qualityDocument(fixtures: readonly Quality[], data: readonly Quality[]): string {
  return [
    '# How well the scanner finds scopes',
    '',
    '<!-- Written by node tools/node24.js tools/scan-quality.ts --write. -->',
    '',
    'Recall and precision of the pairs (file, scope) that ask, against labels that were made by hand, by reading. Fixtures are files of our own',
    'writing, shaped after what projects do; extractors were grown on them, so that their figures say that nothing broke, and no more. Under',
    `${MEASURED_FROM} files nothing is measured. [docs/scan-projects.md](scan-projects.md) has what was found in projects that nobody here wrote.`,
    '',
    '```sh',
    'node tools/node24.js tools/scan-quality.ts --verbose     # prints them, with what was missed and what was wrong',
    '```',
    '',
    '## Fixtures',
    '',
    ...rowsOf(fixtures),
    '',
    '## Files of public repositories',
    '',
    ...rowsOf(data),
    '',
  ].join('\n');
}

function rowsOf(all: readonly Quality[]): string[] {
  const row = ({ kind, files, labelled, right, found }: Quality): string => {
    const figures =
      files < MEASURED_FROM ? 'not measured | not measured' : `${share(right, labelled)} | ${share(right, found)}`;
    return `| ${kind} | ${files} | ${labelled} | ${figures} |`;
  };
  const sum = (of: (quality: Quality) => number): number => all.reduce((total, one) => total + of(one), 0);
  const together: Quality = {
    kind: '**together**',
    files: sum(({ files }) => files),
    labelled: sum(({ labelled }) => labelled),
    found: sum(({ found }) => found),
    right: sum(({ right }) => right),
    missed: [],
    wrong: [],
  };
  return [
    '| kind | files | scopes | recall | precision |',
    '| --- | --- | --- | --- | --- |',
    ...all.map(row),
    row(together),
  ];
}

if (import.meta.main) {
  for (const extractor of extractors) await extractor.prepare?.();
  const verbose = process.argv.includes('--verbose');
  const kinds = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const asked = (all: Quality[]): Quality[] =>
    kinds.length === 0 ? all : all.filter(({ kind }) => kinds.includes(kind));
  print('Fixtures', asked(measureFixtures()), verbose);
  const data = process.env['AMBIT_SCAN_DATA'] ?? resolve(import.meta.dirname, '../../shared/data');
  if (existsSync(join(data, 'labels.jsonl'))) print('Real files', asked(measureData(data)), verbose);
  else console.log('\nReal files: not here (AMBIT_SCAN_DATA names none)');
  if (process.argv.includes('--write') && existsSync(join(data, 'labels.jsonl')))
    writeFileSync(
      resolve(import.meta.dirname, '../docs/scan-quality.md'),
      qualityDocument(measureFixtures(), measureData(data)),
    );
}
