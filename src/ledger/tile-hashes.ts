import { sameHash, type TileHash } from '../proof/index.ts';
import type { Store } from '../store/index.ts';

/** Compares the stored hashes of full tiles with those that the leaves lead to. Memory grows with the differences alone. */
export class TileHashCheck {
  readonly #pool: Pick<Store['pool'], 'query'>;
  #taken: TileHash[] = [];
  readonly #missing: TileHash[] = [];
  readonly #changed: TileHash[] = [];

  constructor(pool: Pick<Store['pool'], 'query'>) {
    this.#pool = pool;
  }

  /** The next hash that the leaves lead to. */
  readonly take = (hash: TileHash): void => {
    this.#taken.push(hash);
  };

  /** What is stored and is another hash. */
  get changed(): readonly TileHash[] {
    return this.#changed;
  }

  /** Compares what was taken since the last call. */
  async compare(): Promise<void> {
    const taken = this.#taken;
    if (taken.length === 0) return;
    this.#taken = [];
    const { rows } = await this.#pool.query<TileHash>(
      `SELECT stored.level, stored.index, stored.hash
       FROM unnest($1::smallint[], $2::bigint[]) AS asked(level, index) JOIN ledger_tile_hashes AS stored USING (level, index)`,
      [taken.map(({ level }) => level), taken.map(({ index }) => index)],
    );
    const stored = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]));
    for (const one of taken) {
      const hash = stored.get(`${one.level}/${one.index}`);
      if (hash === undefined) this.#missing.push(one);
      else if (!sameHash(hash, one.hash)) this.#changed.push(one);
    }
  }

  /** Stores what is missing, as in a ledger of before there were tiles, and what was changed. Returns how many were changed. */
  async mend(): Promise<number> {
    const wrong = [...this.#missing, ...this.#changed];
    if (wrong.length > 0)
      await this.#pool.query(
        `INSERT INTO ledger_tile_hashes (level, index, hash)
         SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])
         ON CONFLICT (level, index) DO UPDATE SET hash = EXCLUDED.hash`,
        [wrong.map(({ level }) => level), wrong.map(({ index }) => index), wrong.map(({ hash }) => hash)],
      );
    return this.#changed.length;
  }
}
