import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CliContext } from './command.ts';

/** More than any record: an entry is 16 KiB at most, and each of its characters at most six in a record. */
const MAX_LINE_CHARACTERS = 1024 * 1024;

/** The lines of an export, out of a file or (`-`) standard input, in flat memory. */
export async function* exportLines(context: CliContext, name: string): AsyncGenerator<string> {
  const path = resolve(context.cwd, name);
  if (name !== '-' && !(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false))
    context.fail(`The export ${path} is not there.`);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of name === '-' ? context.stdin : createReadStream(path)) {
    const lines = `${rest}${decoder.decode(part, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > MAX_LINE_CHARACTERS)
      context.fail(`${name} has a line of more than ${MAX_LINE_CHARACTERS} characters, and no record is as long.`);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
