import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EvidenceError } from './package/index.ts';

/**
 * Has a folder filled beside the place that it is for, and moves it there once it is whole: whatever happens meanwhile, there is
 * either all of it or none.
 *
 * @throws EvidenceError `output_not_empty`
 */
export async function fillFolder<T>(directory: string, fill: (temporary: string) => Promise<T>): Promise<T> {
  refuseWhatIsThere(directory);
  const parent = dirname(directory);
  mkdirSync(parent, { recursive: true });
  const temporary = mkdtempSync(join(parent, `.${basename(directory)}-`));
  const remove = (): void => rmSync(temporary, { recursive: true, force: true });
  // A process that is ended while it waits for the database comes to no `finally`.
  process.once('exit', remove);
  try {
    const result = await fill(temporary);
    refuseWhatIsThere(directory);
    renameSync(temporary, directory);
    return result;
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}

function refuseWhatIsThere(directory: string): void {
  if (!existsSync(directory)) return;
  if (lstatSync(directory).isDirectory() && readdirSync(directory).length === 0) return;
  throw new EvidenceError(
    'output_not_empty',
    `${directory} is there already and holds something: name a folder that isn't there, or an empty one.`,
  );
}
