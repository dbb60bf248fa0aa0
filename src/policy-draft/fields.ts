import { visible } from '../policy/index.ts';
import type { FieldValue } from './types.ts';

export const TODO: FieldValue = { todo: '' };
const MAX_SECONDS = 86_400 * 400;
const MIN_SENTENCE = 8;
const MAX_SENTENCE = 2000;

export function known(value: string | number | readonly string[]): FieldValue {
  return { known: value };
}

/** A sentence of the source; a TODO where it has none that is one. */
export function sentence(text: string | null): FieldValue {
  const said = text === null ? '' : visible(text);
  if (said === '') return TODO;
  if (said.length < MIN_SENTENCE) return { todo: `the source says only ${JSON.stringify(said)}` };
  return said.length > MAX_SENTENCE ? { todo: 'the source’s own description is too long' } : known(said);
}

export function seconds(value: number | null): FieldValue {
  return value === null || value > MAX_SECONDS ? TODO : known(value);
}
