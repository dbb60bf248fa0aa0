import type { Store } from '../store/index.ts';
import { latestCheckpoint } from './reader.ts';

/** What is stored of one witness. Its signatures are what counts, not these columns. */
export interface WitnessRow {
  readonly witness: string;
  /** Of the newest checkpoint that it cosigned; 0 before the first. */
  readonly size: number;
  /** Seconds since 1970, by its clock. */
  readonly time: number;
  /** That checkpoint as a signed note, with its cosignatures; empty before the first. */
  readonly checkpoint: string;
  /** Why it didn't cosign when it was asked last; empty where it did. */
  readonly problem: string;
}

/** The newest checkpoint that as many witnesses cosigned as have to. */
export interface CosignedState {
  /** So many witnesses have to. */
  readonly needed: number;
  /** 0 before the first. */
  readonly size: number;
  /** Seconds since 1970, by the clock of the witness that was earliest. */
  readonly time: number;
  /** A signed note with their cosignatures; empty before the first. */
  readonly checkpoint: string;
  /** Since when too few cosign, in seconds since 1970; null while enough do. */
  readonly lateSince: number | null;
}

interface Pool {
  readonly pool: Pick<Store['pool'], 'query'>;
}

/** Null where no witness is named, and before the first start with one. */
export async function readCosigned({ pool }: Pool, origin: string): Promise<CosignedState | null> {
  const { rows } = await pool.query<Omit<CosignedState, 'lateSince'> & { readonly late_since: number | null }>(
    'SELECT needed, size, time, checkpoint, late_since FROM ledger_cosigned WHERE origin = $1',
    [origin],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { late_since: lateSince, ...rest } = row;
  return { ...rest, lateSince };
}

/**
 * The checkpoint that the log publishes: the newest that as many witnesses cosigned as have to, with their cosignatures. The newest of all
 * where nobody has to, and until they did for the first time. Null before the log is opened.
 */
export async function readPublished(store: Store): Promise<string | null> {
  const { rows } = await store.pool.query<{ checkpoint: string }>({
    name: 'ledger-published',
    text: "SELECT cosigned.checkpoint FROM ledger_cosigned AS cosigned JOIN ledger_head USING (origin) WHERE cosigned.checkpoint <> ''",
  });
  return rows[0]?.checkpoint ?? (await latestCheckpoint(store));
}

/** By name. */
export async function readWitnesses({ pool }: Pool, origin: string): Promise<readonly WitnessRow[]> {
  const { rows } = await pool.query<WitnessRow>(
    'SELECT witness, size, time, checkpoint, problem FROM ledger_witnesses WHERE origin = $1 ORDER BY witness',
    [origin],
  );
  return rows;
}

/** Durable when it resolves. */
export async function storeWitness(
  { pool }: Pool,
  origin: string,
  { witness, size, time, checkpoint, problem }: WitnessRow,
): Promise<void> {
  await pool.query(
    `INSERT INTO ledger_witnesses (origin, witness, size, time, checkpoint, problem) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (origin, witness) DO UPDATE SET size = $3, time = $4, checkpoint = $5, problem = $6`,
    [origin, witness, size, time, checkpoint, problem],
  );
}

/** Durable when it resolves. */
export async function storeCosigned(
  { pool }: Pool,
  origin: string,
  { needed, size, time, checkpoint, lateSince }: CosignedState,
): Promise<void> {
  await pool.query(
    `INSERT INTO ledger_cosigned (origin, needed, size, time, checkpoint, late_since) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (origin) DO UPDATE SET needed = $2, size = $3, time = $4, checkpoint = $5, late_since = $6`,
    [origin, needed, size, time, checkpoint, lateSince],
  );
}

/** Forgets what is stored of witnesses beside these; all that is stored of cosignatures where none is named. */
export async function forgetOtherWitnesses({ pool }: Pool, origin: string, named: readonly string[]): Promise<void> {
  await pool.query('DELETE FROM ledger_witnesses WHERE origin = $1 AND NOT witness = ANY($2::text[])', [origin, named]);
  if (named.length === 0) await pool.query('DELETE FROM ledger_cosigned WHERE origin = $1', [origin]);
}
