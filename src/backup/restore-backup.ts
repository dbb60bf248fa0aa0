import type pg from 'pg';
import { type VerificationReport, verifyLedgerIn } from '../ledger/index.ts';
import type { VerifierKey } from '../proof/index.ts';
import { type Store, TABLES } from '../store/index.ts';
import { BackupError } from './backup-error.ts';
import type { ManifestTable } from './manifest.ts';
import { compareFiles, type OpenedBackup, rowsOf } from './read-backup.ts';

const PAGE = 500;
const EVERY_TABLE = Object.values(TABLES).flat();

export interface RestoreOptions {
  readonly store: Store;
  readonly backup: OpenedBackup;
  /** The log's verifier keys. */
  readonly keys: readonly VerifierKey[];
  /** Whether what the database holds may go. */
  readonly replace: boolean;
  readonly onProgress?: (table: string, rows: number) => void;
}

/**
 * Loads a backup and verifies it, in one transaction: files by the manifest, rows by their number, the log from its first entry to the
 * manifest's checkpoint. Where anything does not hold, the database is as it was.
 *
 * @throws BackupError `backup_unreadable`, `backup_changed`, `backup_malformed`, `backup_newer`, `database_not_empty`, `ambit_runs`, `restored_wrong`
 */
export async function restoreBackup(options: RestoreOptions): Promise<VerificationReport> {
  const { store, backup, keys, replace, onProgress } = options;
  const { manifest } = backup;
  await compareFiles(backup);
  return await store.transaction(async (client) => {
    await refuseNewer(client, backup);
    await refuseWhileAmbitRuns(client);
    // Nobody else reads or writes them from here on.
    await client.query(`LOCK TABLE ${EVERY_TABLE.join(', ')} IN ACCESS EXCLUSIVE MODE`);
    if (!replace && !(await isEmpty(client)))
      throw new BackupError(
        'database_not_empty',
        'The database holds a ledger: restore into an empty one, or say that what it holds may go.',
      );
    await client.query(`TRUNCATE ${EVERY_TABLE.join(', ')}`);
    for (const table of manifest.tables) await load(client, backup, table, onProgress);
    await client.query(`SELECT setval('ledger_pending_position_seq', $1, true)`, [Math.max(manifest.lastPosition, 1)]);
    const report = await verifyLedgerIn(client, { keys, trusted: manifest.checkpoint });
    const [fault] = report.faults;
    if (fault !== undefined || report.size !== manifest.size || report.checkpoint !== manifest.checkpoint)
      throw new BackupError(
        'restored_wrong',
        `What the backup holds does not verify${fault === undefined ? ': it is not the log of its manifest' : ` (${fault.index === null ? '' : `entry ${fault.index}: `}${fault.what})`}. The database is as it was.`,
      );
    return report;
  });
}

async function refuseNewer(client: pg.PoolClient, { manifest }: OpenedBackup): Promise<void> {
  const { rows } = await client.query<{ version: number }>('SELECT version FROM ambit_schema');
  const version = rows[0]?.version ?? 0;
  if (manifest.schema > version)
    throw new BackupError(
      'backup_newer',
      `The backup was made by Ambit ${manifest.version} (schema ${manifest.schema}, this one knows ${version}): use that one or a newer.`,
    );
}

/** A guard that goes on would work with what it remembers of another ledger. */
async function refuseWhileAmbitRuns(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'ambit %' ORDER BY 1",
  );
  if (rows.length > 0)
    throw new BackupError(
      'ambit_runs',
      `Ambit runs on this database (${rows.map(({ name }) => name.slice('ambit '.length)).join(', ')}): stop it first.`,
    );
}

/** Whether no table that a backup holds has a row. */
export async function isEmpty(client: Pick<pg.PoolClient, 'query'>): Promise<boolean> {
  const tables = [...TABLES.ledger, ...TABLES.operational];
  const { rows } = await client.query<{ some: boolean }>(
    `SELECT ${tables.map((table) => `EXISTS (SELECT 1 FROM ${table})`).join(' OR ')} AS some`,
  );
  return rows[0]?.some === false;
}

async function load(
  client: pg.PoolClient,
  backup: OpenedBackup,
  table: ManifestTable,
  onProgress: RestoreOptions['onProgress'],
): Promise<void> {
  const columns = table.columns.map((name) => `"${name}"`).join(', ');
  const insert = `INSERT INTO ${table.table} (${columns}) OVERRIDING SYSTEM VALUE
                  SELECT ${columns} FROM json_populate_recordset(NULL::${table.table}, $1::json)`;
  let rows = 0;
  let page: string[] = [];
  const store = async (): Promise<void> => {
    if (page.length === 0) return;
    await client.query(insert, [`[${page.join(',')}]`]).catch((cause: Error) => {
      throw new BackupError(
        'backup_malformed',
        `${table.table} of the backup can't be loaded: ${cause.message}.`,
        cause,
      );
    });
    rows += page.length;
    page = [];
    onProgress?.(table.table, rows);
  };
  for await (const row of rowsOf(backup, table)) {
    page.push(row);
    if (page.length === PAGE) await store();
  }
  await store();
  if (rows !== table.rows)
    throw new BackupError(
      'backup_changed',
      `The backup has ${rows} rows of ${table.table}, and its manifest says ${table.rows}.`,
    );
}
