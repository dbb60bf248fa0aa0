import { ProofError } from './proof-error.ts';
import type { Json } from './types.ts';

const MAX_DEPTH = 64;

/**
 * The canonical JSON of a value (RFC 8785): members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
 *
 * @throws ProofError `not_canonical`: a number that isn't finite, a lone surrogate, something that isn't JSON, or more than 64
 *   levels. Nothing is left out or changed silently, as `JSON.stringify` would.
 */
export function canonicalJson(value: Json): string {
  if (standsInOrder(value, 0)) {
    const text = JSON.stringify(value);
    // It escapes lone surrogates, so that they would pass.
    if (!text.includes('\\ud')) return text;
  }
  return write(value, 0);
}

/**
 * Whether `JSON.stringify` writes all of this as it has to be, lone surrogates aside, and twice as fast: nothing but plain JSON, and
 * members in their order already. What was read from canonical JSON is, and what is to be written often can be.
 */
function standsInOrder(value: Json, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return false;
  const prototype = Object.getPrototypeOf(value);
  if (Array.isArray(value)) {
    if (prototype !== Array.prototype) return false;
    for (let index = 0; index < value.length; index++)
      if (!standsInOrder(value[index] as Json, depth + 1)) return false;
    return true;
  }
  if (prototype !== Object.prototype && prototype !== null) return false;
  const members = value as { readonly [name: string]: Json };
  let before: string | undefined;
  for (const name of Object.keys(members)) {
    if (before !== undefined && before > name) return false;
    if (!standsInOrder(members[name] as Json, depth + 1)) return false;
    before = name;
  }
  return true;
}

function write(value: Json, depth: number): string {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new ProofError('not_canonical', `${value} has no JSON`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new ProofError('not_canonical', `a ${typeof value} has no JSON`);
  if (depth >= MAX_DEPTH) throw new ProofError('not_canonical', `more than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    let text = '[';
    for (let index = 0; index < value.length; index++) {
      if (index > 0) text += ',';
      text += write(value[index] as Json, depth + 1);
    }
    return `${text}]`;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new ProofError('not_canonical', 'only plain objects have canonical JSON');
  const members = value as { readonly [name: string]: Json };
  let text = '{';
  for (const name of Object.keys(members).sort()) {
    if (text.length > 1) text += ',';
    text += `${writeString(name)}:${write(members[name] as Json, depth + 1)}`;
  }
  return `${text}}`;
}

/** Text that JSON writes as it is: the most of what is written, and far faster told than written. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function writeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new ProofError('not_canonical', 'a lone surrogate has no UTF-8');
  return JSON.stringify(text);
}
