import { decodeBase64 } from './base64.ts';
import { ProofError } from './proof-error.ts';
import type { NoteKey } from './verifier-key.ts';

/** What the signatures of a change of keys begin with, so that they are of nothing else: no note has such a first line. */
const LABEL = 'ambit/log-keys/v1\n';
const MEMBERS = ['cause', 'former', 'generation', 'index', 'keys', 'origin', 'signatures'];
const CAUSES = ['routine', 'lost', 'compromised'] as const;
const MAX_KEYS = 4;
const MAX_LINE_CHARACTERS = 65_536;

/** Why a log took new keys: in its course, or by force, because the former ones were lost or somebody else may have them. */
export type KeyChangeCause = (typeof CAUSES)[number];

/** That a log signs with new keys from one of its entries on: the body of that entry, which proves itself. */
export interface LogKeyChange {
  readonly origin: string;
  /** Counts from 1, the keys that the log began with; so that of the first change is 2. */
  readonly generation: number;
  /** Of the entry. Checkpoints that have it are signed with the new keys. */
  readonly index: number;
  readonly cause: KeyChangeCause;
  /** Verifier keys: the new ones, and those of the generation before. */
  readonly keys: readonly string[];
  readonly former: readonly string[];
  /** By each of the new keys; in the course of things by each of the former ones, too. */
  readonly signatures: readonly {
    /** Its verifier key's id, 8 hexadecimal digits. */
    readonly key: string;
    /** Base64. */
    readonly signature: string;
  }[];
}

/** Which checkpoints of its log a key signs. */
export interface KeyTerm {
  /** The least size, and the largest; null while it is the newest. */
  readonly from: number;
  readonly until: number | null;
  /** Somebody else may have it: what it signed is compared with what others know, and proves nothing by itself. */
  readonly isCompromised: boolean;
}

/** A signature over a change of keys that has to hold. */
export interface KeyChangeSignature<Key extends NoteKey = NoteKey> {
  readonly key: Key;
  readonly message: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Takes a change of keys for what it is, and verifies nothing. @throws ProofError `malformed_key` */
export function readLogKeyChange(value: unknown): LogKeyChange {
  const change = value as LogKeyChange;
  const isText = (one: unknown): one is string => typeof one === 'string';
  const areKeys = (one: unknown): boolean =>
    Array.isArray(one) && one.length > 0 && one.length <= MAX_KEYS && one.every(isText);
  const isCount = (one: unknown, least: number): boolean => Number.isSafeInteger(one) && (one as number) >= least;
  const areSignatures = (one: unknown): boolean =>
    Array.isArray(one) &&
    one.length <= 2 * MAX_KEYS &&
    one.every((each: { key?: unknown; signature?: unknown } | null) => isText(each?.key) && isText(each.signature));
  const holds =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).sort().join() === MEMBERS.join() &&
    isText(change.origin) &&
    isCount(change.generation, 2) &&
    isCount(change.index, 1) &&
    CAUSES.includes(change.cause) &&
    areKeys(change.keys) &&
    areKeys(change.former) &&
    areSignatures(change.signatures);
  if (!holds) throw new ProofError('malformed_key', 'this is no change of a log’s keys');
  return change;
}

/** Reads changes, a line of JSON each, as a log gives them at `log-keys`. @throws ProofError `malformed_key` */
export function parseLogKeyChanges(text: string): LogKeyChange[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      let value: unknown = null;
      try {
        if (line.length <= MAX_LINE_CHARACTERS) value = JSON.parse(line);
      } catch {
        // Whatever it is, it is none.
      }
      return readLogKeyChange(value);
    });
}

/** What is signed: the change without its signatures, in canonical JSON (RFC 8785). */
export function logKeyChangeMessage(change: Omit<LogKeyChange, 'signatures'>): Uint8Array<ArrayBuffer> {
  const { cause, former, generation, index, keys, origin } = change;
  return new TextEncoder().encode(LABEL + JSON.stringify({ cause, former, generation, index, keys, origin }));
}

/**
 * Which keys a log signs with, from first to last, by some that are trusted and its changes of keys. Asks for each signature whether it
 * holds. A change in the course of things leads from the former keys to the new ones, and each change back: who has the new keys says
 * whose place they took. A change by force leads nowhere from the former keys, for whoever has those could have made it.
 *
 * @returns the trusted keys and those of the same types that they lead to, in their order, each with its term where it is known
 * @throws ProofError `malformed_key` where the changes don't follow one another, `bad_signature`
 */
export function* followingLogKeys<Key extends NoteKey>(
  trusted: readonly Key[],
  changes: readonly LogKeyChange[],
  parseKey: (text: string) => Key,
): Generator<KeyChangeSignature<Key>, readonly Key[], boolean> {
  const names = new Set(trusted.map(({ name }) => name));
  const types = new Set(trusted.map(({ type }) => type));
  const own = changes
    .filter(({ origin }) => names.has(origin))
    .toSorted((one, other) => one.generation - other.generation);
  if (own.length === 0) return trusted;
  const generations = own.map((change) => keysOf(change, change.keys, parseKey));
  generations.unshift(keysOf(own[0] as LogKeyChange, (own[0] as LogKeyChange).former, parseKey));
  for (const [place, change] of own.entries()) {
    inOrder(own[place - 1], change);
    const signers = [
      ...(generations[place + 1] ?? []),
      ...(change.cause === 'routine' ? (generations[place] ?? []) : []),
    ];
    for (const key of signers.filter(({ type }) => types.has(type))) yield* demanded(change, key);
  }
  const found = new Map<Key, Key>();
  for (const type of types) {
    const line = generations.map((keys) => keys.find((key) => key.type === type));
    const isTrusted = line.map((key) => key !== undefined && trusted.some((one) => isSameKey(one, key)));
    for (const [place, { cause }] of own.entries())
      if (cause === 'routine' && isTrusted[place] && line[place + 1] !== undefined) isTrusted[place + 1] = true;
    for (let place = own.length - 1; place >= 0; place--)
      if (isTrusted[place + 1] && line[place] !== undefined) isTrusted[place] = true;
    for (const [place, key] of line.entries())
      if (key !== undefined && isTrusted[place]) found.set(key, { ...key, term: termOf(own, place) });
  }
  const led = [...found.values()];
  const others = trusted.filter((key) => !led.some((one) => isSameKey(one, key)));
  return [...others, ...generations.flatMap((keys) => keys.flatMap((key) => found.get(key) ?? []))];
}

function termOf(changes: readonly LogKeyChange[], place: number): KeyTerm {
  const [began, ended] = [changes[place - 1], changes[place]];
  return {
    from: began === undefined ? 0 : began.index + 1,
    until: ended?.index ?? null,
    isCompromised: ended?.cause === 'compromised',
  };
}

function keysOf<Key extends NoteKey>(
  { origin }: LogKeyChange,
  texts: readonly string[],
  parseKey: (text: string) => Key,
): Key[] {
  const keys = texts.map(parseKey);
  if (keys.some(({ name }) => name !== origin) || new Set(keys.map(({ type }) => type)).size !== keys.length)
    throw new ProofError('malformed_key', `a change of the keys of ${origin} names keys that can’t be that log’s`);
  return keys;
}

function inOrder(before: LogKeyChange | undefined, change: LogKeyChange): void {
  if (before === undefined) return;
  const { generation, index, former, origin } = change;
  if (generation !== before.generation + 1 || index <= before.index || former.join() !== before.keys.join())
    throw new ProofError(
      'malformed_key',
      `generation ${generation} of the keys of ${origin} doesn’t follow generation ${before.generation}`,
    );
}

function* demanded<Key extends NoteKey>(
  change: LogKeyChange,
  key: Key,
): Generator<KeyChangeSignature<Key>, void, boolean> {
  const message = logKeyChangeMessage(change);
  for (const one of change.signatures.filter((each) => each.key === keyIdText(key))) {
    const signature = decodeBase64(one.signature);
    if (signature !== null && (yield { key, message, signature: signature.slice() })) return;
  }
  throw new ProofError(
    'bad_signature',
    `the change to generation ${change.generation} of the keys of ${change.origin} isn’t signed by ${keyIdText(key)}, whose signature it needs`,
  );
}

/** A verifier key's id as it is written: 8 hexadecimal digits. */
export function keyIdText({ id }: Pick<NoteKey, 'id'>): string {
  return id.toString(16).padStart(8, '0');
}

function isSameKey(one: NoteKey, other: NoteKey): boolean {
  return (
    one.name === other.name &&
    one.type === other.type &&
    one.publicKey.length === other.publicKey.length &&
    one.publicKey.every((byte, place) => byte === other.publicKey[place])
  );
}

/**
 * Whether a key may have signed a checkpoint of this size, as far as is known.
 *
 * @param isCompared whether the checkpoint is compared with the log and not believed: what a compromised key signed serves for that
 */
export function signsSize(term: KeyTerm | undefined, size: number | bigint, isCompared = false): boolean {
  if (term === undefined) return true;
  return size >= term.from && (term.until === null || size <= term.until) && (isCompared || !term.isCompromised);
}
