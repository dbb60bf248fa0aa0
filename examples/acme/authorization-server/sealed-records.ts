import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

const PURGE_MILLISECONDS = 60_000;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface SealedRecords {
  readonly adapter: AdapterFactory;
  close(): void;
}

interface Row {
  readonly content: Uint8Array;
  readonly consumed: number | null;
}

/**
 * Tokens, codes, sessions and grants in SQLite, over restarts. A token's id is the token itself, so ids are stored as HMACs only,
 * and what they stand for is encrypted (AES-256-GCM): whoever copies the file has no token.
 */
export function openSealedRecords(path: string, idKey: Uint8Array, contentKey: Uint8Array): SealedRecords {
  const database = new DatabaseSync(path);
  chmodSync(path, 0o600);
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = normal;
    create table if not exists records (
      model text not null,
      id blob not null,
      content blob not null,
      grant_id blob,
      uid blob,
      user_code blob,
      consumed integer,
      expires_at integer,
      primary key (model, id)
    ) without rowid;
    create index if not exists records_by_grant on records (grant_id) where grant_id is not null;
    create index if not exists records_by_uid on records (uid) where uid is not null;
  `);
  const statements = {
    upsert: database.prepare(
      `insert or replace into records (model, id, content, grant_id, uid, user_code, consumed, expires_at)
       values (?, ?, ?, ?, ?, ?, null, ?)`,
    ),
    byId: database.prepare('select content, consumed from records where model = ? and id = ?'),
    byUid: database.prepare('select content, consumed from records where model = ? and uid = ?'),
    byUserCode: database.prepare('select content, consumed from records where model = ? and user_code = ?'),
    consume: database.prepare('update records set consumed = ? where model = ? and id = ?'),
    destroy: database.prepare('delete from records where model = ? and id = ?'),
    revoke: database.prepare('delete from records where grant_id = ?'),
    purge: database.prepare('delete from records where expires_at <= ?'),
  };

  const keyed = (kind: string, value: string): Uint8Array =>
    createHmac('sha256', idKey).update(`${kind}\n${value}`).digest();
  const optional = (kind: string, value: string | undefined): Uint8Array | null =>
    value === undefined ? null : keyed(kind, value);

  const seal = (model: string, payload: AdapterPayload): Uint8Array => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', contentKey, nonce).setAAD(Buffer.from(model));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(payload)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  };
  const open = (model: string, row: unknown): AdapterPayload | undefined => {
    if (row === undefined) return undefined;
    const { content, consumed } = row as Row;
    const decipher = createDecipheriv('aes-256-gcm', contentKey, content.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(model))
      .setAuthTag(content.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = Buffer.concat([
      decipher.update(content.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString();
    const payload = JSON.parse(text) as AdapterPayload;
    return consumed === null ? payload : { ...payload, consumed };
  };

  const purge = (): void => void statements.purge.run(seconds());
  purge();
  const timer = setInterval(purge, PURGE_MILLISECONDS).unref();

  const adapter = (model: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      statements.upsert.run(
        model,
        keyed(model, id),
        seal(model, payload),
        optional('grant', payload.grantId),
        optional('uid', payload.uid),
        optional('user code', payload.userCode),
        expiresIn === undefined ? null : seconds() + expiresIn,
      );
    },
    find: async (id) => open(model, statements.byId.get(model, keyed(model, id))),
    findByUid: async (uid) => open(model, statements.byUid.get(model, keyed('uid', uid))),
    findByUserCode: async (code) => open(model, statements.byUserCode.get(model, keyed('user code', code))),
    async consume(id) {
      statements.consume.run(seconds(), model, keyed(model, id));
    },
    async destroy(id) {
      statements.destroy.run(model, keyed(model, id));
    },
    async revokeByGrantId(grantId) {
      statements.revoke.run(keyed('grant', grantId));
    },
  });

  return {
    adapter,
    close() {
      clearInterval(timer);
      database.close();
    },
  };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
