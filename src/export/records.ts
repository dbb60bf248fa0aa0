import type { LogPosition, ProvenLog } from '../entries/index.ts';
import { eventOf } from './event.ts';
import type { OperationMethods } from './operation-methods.ts';
import type { ExportFormat } from './types.ts';

/** Records of entries one after another, and where who has them stands in the log. */
export interface ExportedRecords {
  /** Of one entry each, in order; lines without their ends. */
  readonly records: readonly string[];
  readonly position: LogPosition;
}

/**
 * The entries from `from` to before `to` in a format, each proven to be in the log before its record is handed out, a tile at a time.
 *
 * @throws EntryError as `ProvenLog.entries`
 */
export async function* recordsOf(
  log: ProvenLog,
  format: ExportFormat,
  methods: OperationMethods,
  from: number,
  to: number,
): AsyncGenerator<ExportedRecords> {
  const { origin } = log.checkpoint;
  for await (const { entries, position } of log.entries(from, to)) {
    const records: string[] = [];
    for (const logged of entries) {
      await methods.prepare(logged.entry);
      records.push(format.write(eventOf(origin, logged, methods)));
    }
    yield { records, position };
  }
}
