import { z } from 'zod';

/** What a kind's bodies are made of. Each says in words what it is, which is how a fault and the documentation name it. */
const shaped = (pattern: RegExp, what: string) => z.string().regex(pattern, what).meta({ shape: what });

/** What others chose (a client id, a scope, a person id) is any text: an attempt has to be recorded, whatever it says. */
export const text = z.string();

export const texts = z.array(text);

/** RFC 3339, UTC, milliseconds. */
export const moment = shaped(
  /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
  'a time (RFC 3339, UTC, milliseconds)',
);

/** RFC 3339, UTC, to the second or finer: what somebody else wrote. */
export const utcTime = shaped(
  /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/,
  'a time (RFC 3339, UTC)',
);

/** Seconds since 1970; those of others' tokens may have a fraction (RFC 7519 §2, NumericDate). */
export const seconds = z.number();

export const count = z.int().min(0);

export const digest = shaped(/^sha256:[0-9a-f]{64}$/, 'a digest (sha256:<hex>)');

export const entryId = shaped(/^sha256:[0-9a-f]{64}$/, 'an entry’s id (sha256:<hex>)');

export const base64 = shaped(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'base64');

export const rootHash = shaped(/^[A-Za-z0-9+/]{43}=$/, 'a root hash (32 bytes in base64)');

export const rawKey = shaped(/^[A-Za-z0-9+/]{43}=$/, 'a raw Ed25519 key (32 bytes in base64)');

export const keyId = shaped(/^[0-9a-f]{16}$/, 'a key’s id (16 hexadecimal digits)');

export const fingerprint = shaped(
  /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9_-]+$/,
  'a fingerprint (<key id>:<base64url of the HMAC-SHA-256>)',
);

export const pseudonym = shaped(/^sub:[A-Za-z0-9_-]+$/, 'a pseudonym (sub:…)');

/** A word of Ambit's own. New ones come without a new version of the kind, so a verifier knows their form alone. */
export const code = shaped(/^[a-z][a-z0-9_]*$/, 'a word');

/** A Git commit; the hash may be SHA-1 or SHA-256. */
export const commit = shaped(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'a commit (40 or 64 hexadecimal digits)');

/** What a definition of the policy is named by. */
export const definitionName = shaped(/^[a-z_]+:[\s\S]+$/, 'a definition (scope:<name>, client:<id> …)');

/** Free text is sealed elsewhere, and says nothing any more once its key is destroyed. */
export const sealed = z
  .strictObject({
    reference: shaped(/^sealed:[0-9a-f-]{36}$/, 'a reference (sealed:<uuid>)').describe(
      'Where the text is in the sealed store.',
    ),
    commitment: shaped(/^[A-Za-z0-9_-]+$/, 'base64url').describe(
      'HMAC-SHA-256 of the text, under the key that is destroyed with it.',
    ),
  })
  .describe('A reason that somebody gave, sealed.');
