import type { EntryReport } from '../entries/index.ts';
import { type CliContext, styled } from './command.ts';
import { printable } from './entry-text.ts';

/** What was found of one entry, for a person. */
export function oneEntryText(context: CliContext, report: EntryReport): string {
  const { holds, index, origin, size, id, entry, registered, blobs, faults, unknown } = report;
  if (!holds || entry === null)
    return [
      `${styled(context, 'red', `Entry ${index} does not hold`)}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.`,
      ...faults.map(({ index: at, what }) => `  ${at === null ? 'ledger' : `entry ${at}`}: ${what}`),
      '',
    ].join('\n');
  const writer = printable(entry.writer);
  return [
    `${styled(context, 'green', `Entry ${index} holds`)}: it stands in the log ${origin} of ${size} entries, and ${writer} signed it.`,
    `  id      ${id}`,
    `  kind    ${printable(entry.kind)}, version ${entry.kindVersion}${unknown.length === 0 ? '' : ': unknown to this version of Ambit, nothing is said of its body'}`,
    `  writer  ${writer}, number ${entry.sequence}, ${entry.time} by its clock; its key is in entry ${registered}`,
    ...(blobs === 0 ? [] : [`  blobs   ${blobs}, none changed or missing`]),
    '',
  ].join('\n');
}
