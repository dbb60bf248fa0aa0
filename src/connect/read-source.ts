import { ConnectError } from './connect-error.ts';
import { parseHcl } from './hcl/parse-body.ts';
import type { Body } from './hcl/syntax.ts';
import { readJson } from './read-json.ts';
import { readYamlTree } from './read-yaml.ts';
import { Places, SourceFile, type SourceFormat } from './source-file.ts';
import { type Part, PLACEHOLDER } from './tree.ts';

const MEGABYTE = 1024 * 1024;
/** Realm exports with their users are large. YAML and Terraform are written by hand, and their parsers need far more memory. */
const MAX_BYTES: Readonly<Record<SourceFormat, number>> = {
  json: 64 * MEGABYTE,
  yaml: 8 * MEGABYTE,
  terraform: 8 * MEGABYTE,
};

/** The largest file that any reader takes, in bytes. */
export const MAX_SOURCE_BYTES = MAX_BYTES.json;

/**
 * Reads one file: JSON, YAML or Terraform, by its name, else by how it begins.
 *
 * @param path as messages show it
 * @throws ConnectError
 */
export function readSource(path: string, bytes: Uint8Array): SourceFile {
  const beginning = { file: path, line: 1, column: 1 };
  const tooLarge = (format: SourceFormat): ConnectError =>
    new ConnectError(
      'too_large',
      beginning,
      `this file is larger than ${MAX_BYTES[format] / MEGABYTE} MB, the most that is read: export without users, or split it`,
    );
  if (bytes.byteLength > MAX_SOURCE_BYTES) throw tooLarge('json');
  const text = decoded(path, bytes);
  const format = formatOf(path, text);
  if (bytes.byteLength > MAX_BYTES[format]) throw tooLarge(format);
  try {
    return new SourceFile(path, format, ...parsed(path, format, text));
  } catch (error) {
    // A stack that overflows, in a parser or in an engine's regular expressions, says nothing else than this.
    if (!(error instanceof RangeError)) throw error;
    throw new ConnectError('too_deep', beginning, 'this file is nested too deep, or holds a text that is too long');
  }
}

function parsed(path: string, format: SourceFormat, text: string): [Part | Body, Places] {
  const places = new Places(path, text);
  if (format === 'terraform') return [parseHcl(text, places), places];
  if (format === 'yaml') {
    const { replaced, restored } = withoutPlaceholders(text);
    return [readYamlTree(replaced, places, restored), places];
  }
  return [readJson(quotedPlaceholders(text), places), places];
}

function decoded(path: string, bytes: Uint8Array): string {
  const refused = (why: string): ConnectError =>
    new ConnectError('not_text', { file: path, line: 1, column: 1 }, `this file is ${why}: save it as UTF-8`);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw refused('UTF-16');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused('not UTF-8 text');
  }
  if (text.includes('\0')) throw refused('binary, not text');
  return text;
}

function formatOf(path: string, text: string): SourceFormat {
  if (/\.(tf|hcl|tfvars)$/i.test(path)) return 'terraform';
  if (/\.json$/i.test(path)) return 'json';
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  return /^\ufeff?\s*[{[]/.test(text) ? 'json' : 'yaml';
}

/**
 * The Auth0 Deploy CLI replaces `##NAME##` and `@@NAME@@` in the text before it parses it, and unreplaced they aren't YAML: `@` begins
 * nothing, `#` begins a comment. They are written in private-use characters for as long, so that every place stays where it is.
 */
function withoutPlaceholders(text: string): { replaced: string; restored: (text: string) => string } {
  const replaced = text
    .replaceAll(/##(\w+)##/g, '\ue000\ue000$1\ue000\ue000')
    .replaceAll(/@@(\w+)@@/g, '\ue001\ue001$1\ue001\ue001');
  if (replaced === text) return { replaced, restored: (one) => one };
  return { replaced, restored: (one) => one.replaceAll('\ue000', '#').replaceAll('\ue001', '@') };
}

/** In JSON a placeholder that stands where a value does becomes a text of the same length, which is known for what it is by its kind. */
function quotedPlaceholders(text: string): string {
  if (!PLACEHOLDER.test(text)) return text;
  return text.replaceAll(
    /([:[,]\s*)(?:@@(\w+)@@|##(\w+)##)(?=\s*[,\]}])/g,
    (_, before: string, at?: string, hash?: string) => `${before}"\ue001${at ?? hash}\ue001"`,
  );
}
