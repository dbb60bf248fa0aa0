import { ScanError } from './scan-error.ts';
import { TextPlaces } from './text-places.ts';
import type {
  Extraction,
  Extractor,
  ReportedDynamic,
  ReportedScope,
  Repository,
  ScannedFile,
  ScanResult,
  Skipped,
} from './types.ts';

/**
 * Asks every extractor that recognises a file. A file that one can't read costs a warning, one a file, and what the others find stays.
 *
 * @param onDefect told of what an extractor threw that no bad file explains
 */
export function scanFile(
  file: ScannedFile,
  repository: Repository,
  extractors: readonly Extractor[],
  onDefect?: (extractor: string, error: unknown) => void,
): ScanResult {
  const fitting = extractors.filter((extractor) => fits(extractor, file));
  return extractWith(fitting, file, repository, new TextPlaces(file.text), onDefect);
}

/**
 * Asks extractors whose paths and words a file fits.
 *
 * @param places where offsets of the text are in the file
 * @param onDefect told of what an extractor threw that no bad file explains
 */
export function extractWith(
  fitting: readonly Extractor[],
  file: ScannedFile,
  repository: Repository,
  places: Pick<TextPlaces, 'at'>,
  onDefect: (extractor: string, error: unknown) => void = () => {},
): ScanResult {
  const requests = new Map<string, ReportedScope>();
  const definitions = new Map<string, ReportedScope>();
  const seen = new Map<string, string>();
  const dynamic: ReportedDynamic[] = [];
  const warnings: { readonly offset: number; readonly message: string }[] = [];
  for (const extractor of fitting) {
    let extraction: Extraction;
    try {
      if (!extractor.recognises(file)) continue;
      extraction = extractor.extract(file, repository);
    } catch (error) {
      if (error instanceof ScanError) warnings.push(error);
      else {
        onDefect(extractor.id, error);
        warnings.push({ offset: 0, message: `the extractor ${extractor.id} failed on it, a defect of Ambit` });
      }
      continue;
    }
    if (extraction.warning) warnings.push(extraction.warning);
    for (const { kind, offset, scope, client, provider, confidence } of extraction.found) {
      const place = { file: file.path, ...places.at(offset) };
      const into = kind === 'request' ? requests : definitions;
      // What two extractors see at one place is one finding, the first's, whoever they say that asks.
      const at = `${place.line}:${place.column}:${scope}`;
      if ((seen.get(at) ?? extractor.id) !== extractor.id) continue;
      seen.set(at, extractor.id);
      const key = `${at}:${client ?? ''}`;
      if (!into.has(key)) into.set(key, { ...place, scope, client, provider, extractor: extractor.id, confidence });
    }
    for (const { offset, client, provider, reason } of extraction.dynamic ?? [])
      dynamic.push({ file: file.path, ...places.at(offset), client, provider, extractor: extractor.id, reason });
  }
  return {
    requests: [...requests.values()].sort(byPlace),
    definitions: [...definitions.values()].sort(byPlace),
    dynamic: dynamic.sort(byPlace),
    skipped: skippedFor(file, places, warnings),
  };
}

/** Whether a file may hold anything for an extractor, by its name and its words alone. */
export function fits(extractor: Extractor, { path, text }: ScannedFile): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return extractor.paths.test(name) && extractor.mentions.some((word) => text.includes(word));
}

function skippedFor(
  { path }: ScannedFile,
  places: Pick<TextPlaces, 'at'>,
  warnings: readonly { readonly offset: number; readonly message: string }[],
): readonly Skipped[] {
  const [first] = warnings;
  if (first === undefined) return [];
  const { line, column } = places.at(first.offset);
  return [{ file: path, reason: `line ${line}, column ${column}: ${first.message}` }];
}

type Placed = { readonly file: string; readonly line: number; readonly column: number; readonly scope?: string };

export function byPlace(a: Placed, b: Placed): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.scope ?? '', b.scope ?? '');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
