import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Store } from '../store/index.ts';
import type { MasterKey } from './master-key.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const NOW = 'floor(extract(epoch FROM clock_timestamp()))::bigint';
/** Keys that one statement wraps anew. */
const BATCH = 1000;

/** Where a sealed text is, and a commitment to it that says nothing once its key is gone. */
export interface Sealed {
  readonly reference: string;
  /** HMAC-SHA-256 of the text under the record's own key, in base64url. */
  readonly commitment: string;
}

/**
 * What is behind a reference:
 *
 * - `held`: the text, which is what the entry committed to
 * - `erased`: its key was destroyed
 * - `unreadable`: there is something, and the master key doesn't open it, or it isn't what the entry committed to: the database was changed,
 *   or comes from a backup of before an erasure
 */
export type Unsealed =
  | { readonly state: 'held'; readonly text: string }
  | { readonly state: 'erased' | 'unreadable'; readonly text: null };

/** Names, reasons and free text: in entries they are references and commitments only. */
export interface SealedStore {
  /**
   * @param record.about what it belongs to (`revocation:<id>`)
   * @param record.people whom it concerns and who wrote it, as pseudonyms or person ids of the policy: erasing any of them erases it
   */
  seal(record: { readonly about: string; readonly people: readonly string[]; readonly text: string }): Promise<Sealed>;
  open(sealed: { readonly reference: string; readonly commitment?: string }): Promise<Unsealed>;
  /**
   * Destroys the keys and texts of what concerns any of some people and was sealed up to a moment (seconds since 1970; always what is older
   * than the column). Returns how many. What backups hold of the keys is out of reach after `changeMasterKey` only.
   */
  erase(people: readonly string[], until?: number): Promise<number>;
  /**
   * Wraps all keys by a new master key, and forgets the one before. Cut off at any moment it goes on when it is asked for again; until then
   * both keys are kept.
   */
  changeMasterKey(): Promise<void>;
  /** Goes on with a change that was cut off; does nothing where none was. */
  endMasterKeyChange(): Promise<void>;
}

/** Each record has its own key, wrapped by the master key: to erase a record is to forget its key. One process seals. */
export function openSealedStore({
  store,
  masterKey,
}: {
  readonly store: Store;
  readonly masterKey: MasterKey;
}): SealedStore {
  const { pool } = store;
  let last: Promise<unknown> = Promise.resolve();
  // What is sealed while the master key changes would be wrapped by the one that goes.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
  const change = async (): Promise<void> => {
    const next = masterKey.next();
    const known = candidates(masterKey);
    await store.transaction(async (client) => await wrapAnew(client, known, next));
    masterKey.change();
  };
  return {
    seal: ({ about, people, text }) =>
      inTurn(async () => {
        const reference = `sealed:${randomUUID()}`;
        const key = randomBytes(KEY_BYTES);
        await store.transaction(async (client) => {
          await client.query(
            `INSERT INTO sealed_records (reference, about, ciphertext, sealed_at) VALUES ($1, $2, $3, ${NOW})`,
            [reference, about, encrypt(key, Buffer.from(text), reference)],
          );
          await client.query('INSERT INTO sealed_keys (reference, about, wrapped) VALUES ($1, $2, $3)', [
            reference,
            about,
            encrypt(masterKey.current(), key, reference),
          ]);
          await client.query('INSERT INTO sealed_people (reference, person) SELECT $1, unnest($2::text[])', [
            reference,
            [...new Set([about, ...people])],
          ]);
        });
        return { reference, commitment: commitmentTo(key, text) };
      }),
    async open({ reference, commitment }) {
      const { rows } = await pool.query<{ ciphertext: Buffer; wrapped: Buffer }>(
        'SELECT ciphertext, wrapped FROM sealed_records JOIN sealed_keys USING (reference) WHERE reference = $1',
        [reference],
      );
      const row = rows[0];
      if (row === undefined) return { state: 'erased', text: null };
      const key = unwrap(candidates(masterKey), row.wrapped, reference);
      const text = key === null ? null : (decrypt(key, row.ciphertext, reference)?.toString() ?? null);
      if (key === null || text === null) return { state: 'unreadable', text: null };
      if (commitment !== undefined && commitmentTo(key, text) !== commitment)
        return { state: 'unreadable', text: null };
      return { state: 'held', text };
    },
    async erase(people, until = Number.MAX_SAFE_INTEGER) {
      return await store.transaction(async (client) => {
        const { rows } = await client.query<{ reference: string }>(
          `SELECT DISTINCT reference FROM sealed_people LEFT JOIN sealed_records USING (reference)
           WHERE person = ANY($1) AND (sealed_at IS NULL OR sealed_at <= $2)`,
          [people, until],
        );
        const references = rows.map(({ reference }) => reference);
        for (const table of ['sealed_keys', 'sealed_records', 'sealed_people'])
          await client.query(`DELETE FROM ${table} WHERE reference = ANY($1)`, [references]);
        return references.length;
      });
    },
    changeMasterKey: () => inTurn(change),
    endMasterKeyChange: async () => {
      if (masterKey.isChanging) await inTurn(change);
    },
  };
}

/** Those that none of the known keys opens came from a backup, and stay as they are: nobody can read them. */
async function wrapAnew(client: pg.PoolClient, known: readonly Uint8Array[], next: Uint8Array): Promise<void> {
  await client.query('LOCK TABLE sealed_keys IN EXCLUSIVE MODE');
  const { rows } = await client.query<{ reference: string; wrapped: Buffer }>(
    'SELECT reference, wrapped FROM sealed_keys',
  );
  const anew = rows.flatMap(({ reference, wrapped }) => {
    const key = unwrap(known, wrapped, reference);
    return key === null ? [] : [{ reference, wrapped: encrypt(next, key, reference) }];
  });
  for (let from = 0; from < anew.length; from += BATCH) {
    const some = anew.slice(from, from + BATCH);
    await client.query(
      `UPDATE sealed_keys SET wrapped = anew.wrapped
       FROM unnest($1::text[], $2::bytea[]) AS anew (reference, wrapped) WHERE sealed_keys.reference = anew.reference`,
      [some.map(({ reference }) => reference), some.map(({ wrapped }) => wrapped)],
    );
  }
}

/** While a change was cut off nobody knows which of the two wrapped what. */
function candidates(masterKey: MasterKey): readonly Uint8Array[] {
  return masterKey.isChanging ? [masterKey.current(), masterKey.next()] : [masterKey.current()];
}

function commitmentTo(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function unwrap(keys: readonly Uint8Array[], wrapped: Buffer, reference: string): Buffer | null {
  for (const key of keys) {
    const opened = decrypt(key, wrapped, reference);
    if (opened !== null) return opened;
  }
  return null;
}

function encrypt(key: Uint8Array, text: Uint8Array, reference: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(reference));
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

/** Null for what this key didn't encrypt under this reference. */
function decrypt(key: Uint8Array, sealed: Buffer, reference: string): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(reference))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
