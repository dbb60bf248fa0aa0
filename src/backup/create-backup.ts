import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { parseEntry } from '../entries/index.ts';
import { readKeyChanges } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { BackupError } from './backup-error.ts';
import {
  fileOf,
  formatManifest,
  MANIFEST_FILE,
  type Manifest,
  type ManifestTable,
  parseManifest,
  SAVED_TABLES,
} from './manifest.ts';

const PAGE = 1000;

export interface CreateBackupOptions {
  readonly store: Store;
  /** A folder that isn't there, or an empty one. It is there whole or not at all. */
  readonly directory: string;
  /** Of Ambit. */
  readonly version: string;
  readonly onProgress?: (table: string, rows: number) => void;
}

/**
 * Writes the ledger and the operational tables, as they are at one moment, while Ambit goes on working: one file a table, rows as JSON in
 * lines, compressed, and a manifest with the log's checkpoint and the digest of each file. It holds no key but those of sealed records,
 * which are wrapped under a key that stays in the data directory.
 *
 * @throws BackupError `no_ledger`, `folder_in_use`
 */
export async function createBackup(options: CreateBackupOptions): Promise<Manifest> {
  const { store, directory, version, onProgress } = options;
  const there = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new BackupError('folder_in_use', `The backup can't go to ${directory} (${error.code}).`, error);
  });
  if (there !== null && there.length > 0)
    throw new BackupError(
      'folder_in_use',
      `${directory} isn't empty: name a folder that is not there, or an empty one.`,
    );
  await mkdir(dirname(directory), { recursive: true });
  const unfinished = join(dirname(directory), `.${basename(directory)}.${process.pid}.new`);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  try {
    const text = await store.transaction(async (client) => {
      await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query("SET LOCAL bytea_output = 'hex'; SET LOCAL timezone = 'UTC'");
      const facts = await readFacts(client);
      const tables: ManifestTable[] = [];
      for (const table of SAVED_TABLES) tables.push(await saveTable(client, table, unfinished, onProgress));
      return formatManifest({ ...facts, version, tables });
    });
    await writeDurably(join(unfinished, MANIFEST_FILE), text);
    await synchronise(unfinished);
    await rename(unfinished, directory);
    await synchronise(dirname(directory));
    return parseManifest(text);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** @throws BackupError `no_ledger` */
async function readFacts(client: pg.PoolClient): Promise<Omit<Manifest, 'format' | 'version' | 'tables'>> {
  const { rows } = await client.query<Omit<Manifest, 'environment'> & { readonly first: Buffer }>(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "madeAt",
            (SELECT version FROM ambit_schema) AS schema, origin, size, checkpoint, bytes AS first,
            (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ledger_pending_position_seq) AS "lastPosition"
     FROM ledger_head JOIN ledger_entries ON index = 0`,
  );
  const [row] = rows;
  if (row === undefined)
    throw new BackupError(
      'no_ledger',
      'The database has no ledger yet: start Ambit once, then there is something to back up.',
    );
  const { first, ...facts } = row;
  const changes = await readKeyChanges({ pool: client });
  return {
    ...facts,
    environment: parseEntry(first).entry.environment,
    ...(changes.length === 0 ? {} : { keyChanges: changes.map((change) => ({ ...change })) }),
  };
}

async function saveTable(
  client: pg.PoolClient,
  table: ManifestTable['table'],
  folder: string,
  onProgress: CreateBackupOptions['onProgress'],
): Promise<ManifestTable> {
  const { rows: columns } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    // PostgreSQL itself writes each row, and will read it: no value passes through a type of ours.
    await client.query(
      `DECLARE saved NO SCROLL CURSOR FOR SELECT row_to_json(saved)::text AS row FROM ${table} AS saved`,
    );
    for (;;) {
      const page = await client.query<{ row: string }>(`FETCH ${PAGE} FROM saved`);
      if (page.rows.length === 0) break;
      rows += page.rows.length;
      yield page.rows.map(({ row }) => `${row}\n`).join('');
      onProgress?.(table, rows);
    }
    await client.query('CLOSE saved');
  }
  const path = join(folder, fileOf({ table }));
  await pipeline(lines, createGzip({ level: 3 }), createWriteStream(path, { mode: 0o600, flush: true }));
  return { table, columns: columns.map(({ name }) => name), rows, ...(await digestOfFile(path)) };
}

/** Of a file, read anew. */
export async function digestOfFile(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function writeDurably(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flush: true });
}

async function synchronise(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
