import { randomUUID } from 'node:crypto';
import {
  type EntryDraft,
  type EntryId,
  type EntryKind,
  type LedgerWriter,
  readLastOfWriter,
} from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import { VERSION } from '../version.ts';

const HEARTBEAT_MILLISECONDS = 5 * 60_000;

/** The entries by which the ledger shows that a control was in operation: a day without them is a day on which it wasn't. */
export interface ProcessEntries {
  /** Id of `process.started`. */
  readonly started: EntryId;
  /** Records the end. Before the writer is closed. */
  stop(): Promise<void>;
}

/**
 * Records the start, then a sign of life every five minutes. Where the writer's last run left no end, the time since its last entry is
 * recorded as a gap: what it had counted and not yet written is lost, and nobody may take that for *unused*.
 */
export async function recordProcess(options: {
  readonly writer: LedgerWriter;
  readonly store: Store;
  readonly role: string;
  readonly configurationDigest: string;
  readonly onFault: (fault: unknown) => void;
}): Promise<ProcessEntries> {
  const { writer, store, role, configurationDigest, onFault } = options;
  const operation = randomUUID();
  const began = performance.now();
  const draftOf = (kind: EntryKind, after: readonly EntryId[], body: EntryDraft['body']): EntryDraft => ({
    kind,
    issuer: null,
    operation,
    after,
    digests: { configuration: configurationDigest },
    subject: null,
    refs: [`process:${writer.writer}`],
    body: { role, ...body },
  });
  const signOfLife = async (kind: EntryKind, after: readonly EntryId[]): Promise<EntryDraft> =>
    draftOf(kind, after, {
      version: VERSION,
      runtime: process.version,
      upSeconds: Math.floor((performance.now() - began) / 1000),
      clockAheadMilliseconds: await clockAhead(store),
    });
  const record = async (kind: EntryKind, after: readonly EntryId[]): Promise<void> => {
    await writer.append({ drafts: [await signOfLife(kind, after)] });
  };

  const last = await readLastOfWriter(store, writer.writer);
  const gap =
    last === null || last.entry.kind === 'process.stopped'
      ? []
      : [
          draftOf('gap.recorded', [last.id], {
            from: last.entry.time,
            to: new Date().toISOString(),
            reason: 'writer_not_closed',
          }),
        ];
  const appended = await writer.append({ drafts: [...gap, await signOfLife('process.started', [])] });
  const started = appended.at(-1)?.id ?? '';
  const timer = setInterval(
    () => void record('process.heartbeat', [started]).catch(onFault),
    HEARTBEAT_MILLISECONDS,
  ).unref();
  return {
    started,
    async stop() {
      clearInterval(timer);
      await record('process.stopped', [started]);
    },
  };
}

/** How far this machine's clock is ahead of the database's; null when it can't be told. Half the round trip is the doubt. */
async function clockAhead({ pool }: Store): Promise<number | null> {
  try {
    const before = Date.now();
    const { rows } = await pool.query<{ now: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now',
    );
    const now = rows[0]?.now;
    return now === undefined ? null : Math.round((before + Date.now()) / 2 - now);
  } catch {
    return null;
  }
}
