import type { ExportFormat, FormatName } from '../types.ts';
import { cef } from './cef.ts';
import { cloudevents } from './cloudevents.ts';
import { ocsf } from './ocsf.ts';
import { otlp } from './otlp.ts';
import { syslog } from './syslog.ts';

export const formats: Readonly<Record<FormatName, ExportFormat>> = { ocsf, cef, syslog, cloudevents, otlp };

/** The format that a record is of, and which entry it says that it is; null for a line of none. */
export function formatOf(record: string): ExportFormat | null {
  return Object.values(formats).find((format) => format.placeOf(record) !== null) ?? null;
}
