import { InvalidArgumentError } from 'commander';

/** An option or argument that is an index, or a number of entries. @throws InvalidArgumentError */
export function wholeNumber(text: string): number {
  if (!/^(0|[1-9]\d{0,14})$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}
