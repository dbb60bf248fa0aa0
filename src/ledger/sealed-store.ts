import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Store } from '../store/index.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Where a sealed text is, and a commitment to it that says nothing once its key is gone. */
export interface Sealed {
  readonly reference: string;
  /** HMAC-SHA-256 of the text under the record's own key, in base64url. */
  readonly commitment: string;
}

/** Names, reasons and free text: in entries they are references and commitments only. */
export interface SealedStore {
  /** @param about whom or what it is about, by pseudonym: what an erasure is asked for */
  seal(record: { readonly about: string; readonly text: string }): Promise<Sealed>;
  /** The text; null when it was erased or never was. */
  open(reference: string): Promise<string | null>;
  /** Destroys the keys of all that is about somebody, so that texts and commitments say nothing. Returns how many. */
  erase(about: string): Promise<number>;
}

/** Each record has its own key, wrapped by the master key (32 bytes): to erase a record is to forget its key. */
export function openSealedStore({
  store,
  masterKey,
}: {
  readonly store: Store;
  readonly masterKey: Uint8Array;
}): SealedStore {
  const { pool } = store;
  return {
    async seal({ about, text }) {
      const reference = `sealed:${randomUUID()}`;
      const key = randomBytes(KEY_BYTES);
      await store.transaction(async (client) => {
        await client.query('INSERT INTO sealed_records (reference, about, ciphertext) VALUES ($1, $2, $3)', [
          reference,
          about,
          encrypt(key, Buffer.from(text), reference),
        ]);
        await client.query('INSERT INTO sealed_keys (reference, about, wrapped) VALUES ($1, $2, $3)', [
          reference,
          about,
          encrypt(masterKey, key, reference),
        ]);
      });
      return { reference, commitment: createHmac('sha256', key).update(text).digest('base64url') };
    },
    async open(reference) {
      const { rows } = await pool.query<{ ciphertext: Buffer; wrapped: Buffer }>(
        'SELECT ciphertext, wrapped FROM sealed_records JOIN sealed_keys USING (reference) WHERE reference = $1',
        [reference],
      );
      const row = rows[0];
      if (row === undefined) return null;
      return decrypt(decrypt(masterKey, row.wrapped, reference), row.ciphertext, reference).toString();
    },
    async erase(about) {
      const { rowCount } = await pool.query('DELETE FROM sealed_keys WHERE about = $1', [about]);
      return rowCount ?? 0;
    },
  };
}

function encrypt(key: Uint8Array, text: Uint8Array, reference: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(reference));
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Buffer, reference: string): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(reference))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}
