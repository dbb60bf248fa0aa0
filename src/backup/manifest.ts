import { z } from 'zod';
import { TABLES } from '../store/index.ts';
import { BackupError } from './backup-error.ts';

export const MANIFEST_FILE = 'manifest.json';
const FORMAT = 'ambit-backup/1';

/** What a backup holds, in the order in which it is loaded. */
export const SAVED_TABLES = [...TABLES.ledger, ...TABLES.operational] as const;

const count = z.int().min(0);
const table = z.strictObject({
  table: z.enum(SAVED_TABLES),
  columns: z.array(z.string().regex(/^[a-z_]{1,63}$/)).min(1),
  rows: count,
  /** Size of its file. */
  bytes: count,
  /** Of its file, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** RFC 3339, UTC, by the clock of the database: the moment of which it is. */
  madeAt: z.iso.datetime({ precision: 3 }),
  /** Of Ambit. */
  version: z.string(),
  /** Of the tables. */
  schema: count.min(1),
  origin: z.string(),
  environment: z.string(),
  /** Entries of the log. */
  size: count.min(1),
  /** The newest checkpoint, as a signed note. */
  checkpoint: z.string(),
  /** The log's changes of keys, where it had any: by them the checkpoint is opened by an earlier or later key. */
  keyChanges: z.array(z.record(z.string(), z.unknown())).optional(),
  /** The last position that was given to an entry that waits; the next has to be beyond. */
  lastPosition: count,
  tables: z.array(table),
});

/** What a backup says of itself: `manifest.json`. */
export type Manifest = z.infer<typeof manifest>;
export type ManifestTable = Manifest['tables'][number];

export function formatManifest(content: Omit<Manifest, 'format'>): string {
  return `${JSON.stringify({ format: FORMAT, ...content }, null, 2)}\n`;
}

/** @throws BackupError `backup_malformed` */
export function parseManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new BackupError('backup_malformed', `${MANIFEST_FILE} is no JSON: was the backup copied whole?`, cause);
  }
  const parsed = manifest.safeParse(json);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw new BackupError(
      'backup_malformed',
      `${MANIFEST_FILE} is not a manifest that this version knows: ${first?.path.join('.') || 'the whole'}: ${first?.message}.`,
    );
  }
  const missing = SAVED_TABLES.filter((name) => !parsed.data.tables.some((one) => one.table === name));
  // A backup of before a table was there lacks it; those of the first version are in each.
  const twice = parsed.data.tables.length !== new Set(parsed.data.tables.map((one) => one.table)).size;
  if (twice || missing.includes('ledger_entries') || missing.includes('ledger_head'))
    throw new BackupError('backup_malformed', `${MANIFEST_FILE} names a table twice, or lacks the ledger.`);
  return parsed.data;
}

/** The file of a table, in the backup's folder. */
export function fileOf({ table }: Pick<ManifestTable, 'table'>): string {
  return `${table}.jsonl.gz`;
}
