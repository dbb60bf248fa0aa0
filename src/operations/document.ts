import { readJsonDocument } from './json-document.ts';
import { OperationsError, type OperationsErrorCode } from './operations-error.ts';
import { readYamlDocument } from './yaml-document.ts';

/** The largest descriptions of real APIs are of some 10 MB, and those are written by programs, as JSON. */
const MAX_JSON_CHARACTERS = 32_000_000;
/** A reader of YAML takes a second and 100 MB for each million characters. */
const MAX_YAML_CHARACTERS = 5_000_000;

/** A part of a document, with its place. */
export interface Part {
  /** The same for the same part of a document. */
  readonly node: object;
}

/** A YAML or JSON document whose every part knows its line. */
export interface PositionedDocument {
  readonly root: Part;
  /** Members of an object in their order; an error where it is none. */
  members(part: Part, what: string): ReadonlyMap<string, Part>;
  items(part: Part, what: string): readonly Part[];
  text(part: Part, what: string): string;
  /** Line of a part, from 1. */
  lineOf(part: Part): number;
  fail(code: OperationsErrorCode, part: Part, message: string): OperationsError;
}

/**
 * Reads a document in time and memory that its length bounds. JSON is YAML (YAML 1.2 §1.3), and says the same in either reader; the one for
 * JSON is ten times as fast.
 *
 * @throws OperationsError `document_unreadable`, `document_too_large`
 */
export function readDocument(text: string, file: string): PositionedDocument {
  if (text.length > MAX_JSON_CHARACTERS) throw tooLarge(file, MAX_JSON_CHARACTERS, 'leave out what no client calls');
  const json = readJsonDocument(text, file);
  if (json !== null) return json;
  if (text.length > MAX_YAML_CHARACTERS)
    throw tooLarge(file, MAX_YAML_CHARACTERS, 'write it as JSON, of which more is read');
  return readYamlDocument(text, file);
}

function tooLarge(file: string, most: number, help: string): OperationsError {
  const message = `this document has more than ${most / 1_000_000} million characters: ${help}`;
  return new OperationsError('document_too_large', { file, line: 1, column: 1 }, message);
}
