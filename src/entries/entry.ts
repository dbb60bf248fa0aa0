import { canonicalJson, digestOfBytes, type Json } from '../proof/index.ts';
import { EntryError } from './entry-error.ts';
import { newestVersion } from './kinds/body-fault.ts';
import type { Entry, EntryDraft, EntryId, WriterProof } from './types.ts';

/** Most bytes of an entry. Larger content is a blob, named by its digest. */
export const MAX_ENTRY_BYTES = 16 * 1024;

/** An entry before its batch is signed. */
export type UnsignedEntry = Omit<Entry, 'proof'>;

/** Puts a draft into the envelope. */
export function envelope(
  draft: EntryDraft,
  of: { environment: string; writer: string; sequence: number; time: Date },
): UnsignedEntry {
  return {
    envelope: 1,
    kind: draft.kind,
    kindVersion: newestVersion(draft.kind),
    environment: of.environment,
    issuer: draft.issuer,
    writer: of.writer,
    sequence: of.sequence,
    time: of.time.toISOString(),
    operation: draft.operation,
    after: draft.after,
    digests: draft.digests,
    subject: draft.subject,
    refs: draft.refs,
    body: draft.body,
  };
}

/** The bytes that the writer signs: canonical JSON without `proof`. @throws ProofError `not_canonical` */
export function unsignedBytes(entry: UnsignedEntry): Uint8Array {
  return Buffer.from(canonicalJson(entry as unknown as Json));
}

/** An entry's id. */
export function entryId(unsigned: Uint8Array): EntryId {
  return digestOfBytes(unsigned);
}

/**
 * The bytes that stand in the log: the unsigned ones with `proof` put in at its place in the order of RFC 8785, which is before
 * `refs`. No member after that is an object and quotation marks in texts are escaped, so the last `,"refs":` is the envelope's own.
 *
 * @throws EntryError `entry_too_large`
 */
export function entryBytes(unsigned: Uint8Array, proof: WriterProof): Uint8Array {
  const text = Buffer.from(unsigned.buffer, unsigned.byteOffset, unsigned.length);
  const refs = text.lastIndexOf(',"refs":');
  const member = Buffer.from(`,"proof":${canonicalJson(proof as unknown as Json)}`);
  const bytes = Buffer.concat([text.subarray(0, refs), member, text.subarray(refs)]);
  if (bytes.length > MAX_ENTRY_BYTES)
    throw new EntryError('entry_too_large', `An entry of ${bytes.length} bytes is over ${MAX_ENTRY_BYTES}.`);
  return bytes;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads an entry's bytes: they have to be canonical, and every member of the envelope there, so that one entry has one
 * spelling.
 *
 * @throws EntryError `entry_malformed`
 */
export function parseEntry(bytes: Uint8Array): { entry: Entry; unsigned: Uint8Array; id: EntryId } {
  try {
    const text = decoder.decode(bytes);
    const entry: Entry = JSON.parse(text);
    if (canonicalJson(entry as unknown as Json) !== text) throw new Error('it is not canonical JSON');
    checkEnvelope(entry);
    // As `entryBytes` put it in.
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const unsigned = Buffer.concat([
      whole.subarray(0, whole.lastIndexOf(',"proof":{')),
      whole.subarray(whole.lastIndexOf(',"refs":')),
    ]);
    return { entry, unsigned, id: entryId(unsigned) };
  } catch (error) {
    throw new EntryError('entry_malformed', `not an entry: ${error instanceof Error ? error.message : error}`);
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** RFC 3339, UTC, milliseconds, on a clock that there is: of the 31st of November nobody can say how long before something it was. */
function isMoment(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

const MEMBERS: Readonly<Record<keyof Entry, (value: unknown) => boolean>> = {
  envelope: (value) => value === 1,
  kind: isText,
  // A later version's: what its body says is for whoever knows it.
  kindVersion: (value) => isCount(value) && (value as number) > 0,
  environment: isText,
  issuer: isTextOrNull,
  writer: isText,
  sequence: (value) => isCount(value) && (value as number) > 0,
  time: isMoment,
  operation: isText,
  after: isTexts,
  digests: (value) => isRecord(value) && Object.values(value as object).every(isText),
  subject: isTextOrNull,
  refs: isTexts,
  body: isRecord,
  proof: (value) => {
    const proof = value as WriterProof;
    return (
      isRecord(value) &&
      isText(proof.key) &&
      isCount(proof.index) &&
      isCount(proof.size) &&
      isTexts(proof.path) &&
      isText(proof.signature) &&
      Object.keys(proof).length === 5
    );
  },
};

const MEMBER_CHECKS = Object.entries(MEMBERS) as readonly [name: keyof Entry, holds: (value: unknown) => boolean][];

function checkEnvelope(entry: Entry): void {
  if (!isRecord(entry)) throw new Error('it is no object');
  for (const [name, holds] of MEMBER_CHECKS)
    if (!Object.hasOwn(entry, name) || !holds(entry[name])) throw new Error(`its member ${name} is not valid`);
  const names = Object.keys(entry);
  if (names.length === MEMBER_CHECKS.length) return;
  throw new Error(`it has a member ${names.find((name) => !Object.hasOwn(MEMBERS, name))}`);
}
