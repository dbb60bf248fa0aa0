import { createHash, type KeyObject, verify } from 'node:crypto';
import { decodeBase64 } from './base64.ts';
import { sha256 } from './digest.ts';
import { ProofError } from './proof-error.ts';
import { readSshPublicKey, type SshKeyType, type SshPublicKey } from './ssh-public-key.ts';
import { SshReader, sshString } from './ssh-wire.ts';

const BEGIN = '-----BEGIN SSH SIGNATURE-----\n';
const END = '-----END SSH SIGNATURE-----\n';
const MAGIC = Buffer.from('SSHSIG');
const VERSION = 1;
/** A signature by the longest RSA key that is known has about 6,000 characters. */
const MAX_ARMORED = 16_384;
const MAX_LINE = 76;
/** Flags of a security key (WebAuthn §6.1): somebody touched it; and those that say more, or nothing that matters here. */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;
const KNOWN_FLAGS = USER_PRESENT | USER_VERIFIED | BACKUP_ELIGIBLE | BACKED_UP;

/** The signatures that a key may make (RFC 8332 §3, RFC 5656 §3.1.2, RFC 8709 §6, OpenSSH PROTOCOL.u2f). */
const FORMATS: Readonly<Record<SshKeyType, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-256', 'rsa-sha2-512'],
  'sk-ssh-ed25519@openssh.com': ['sk-ssh-ed25519@openssh.com'],
  'sk-ecdsa-sha2-nistp256@openssh.com': ['sk-ecdsa-sha2-nistp256@openssh.com'],
};

/** What a security key says with its signature (OpenSSH PROTOCOL.u2f). */
interface SecurityKeyAnswer {
  readonly flags: number;
  readonly counter: Uint8Array;
}

/** A signature as `ssh-keygen -Y sign` makes it. It names its key, which by itself proves nothing. */
export interface SshSignature {
  readonly publicKey: SshPublicKey;
  readonly namespace: string;
  readonly hash: 'sha256' | 'sha512';
  /** `rsa-sha2-512`, `ssh-ed25519` … */
  readonly format: string;
  /** As `node:crypto` takes it: of ECDSA both numbers at full length. */
  readonly signature: Uint8Array;
  /** Null for keys that are no security keys. */
  readonly answer: SecurityKeyAnswer | null;
}

/** Whether a text is meant for an SSH signature, by how it begins. */
export function isSshSignature(text: string): boolean {
  return text.startsWith(BEGIN);
}

/**
 * Reads an armored signature (OpenSSH PROTOCOL.sshsig). It has to be in the one form that its maker writes: base64 in lines of one
 * length, no byte before, between or after, nothing in the reserved field.
 *
 * @throws ProofError `malformed_signature`, `malformed_key`
 */
export function parseSshSignature(armored: string): SshSignature {
  const reader: SshReader = new SshReader(unarmored(armored), 'malformed_signature');
  if (!MAGIC.equals(reader.bytes(MAGIC.length))) reader.refuse('it does not begin as one');
  if (reader.uint32() !== VERSION) reader.refuse('only version 1 is known');
  const publicKey = readSshPublicKey(reader.string());
  const namespace = reader.name();
  if (reader.string().length > 0) reader.refuse('its reserved field is not empty');
  const hash = reader.name();
  if (hash !== 'sha256' && hash !== 'sha512') reader.refuse(`the hash ${hash} is not known`);
  const signature = reader.string();
  reader.end();
  return { publicKey, namespace, hash, ...readSignature(publicKey, signature) };
}

function unarmored(armored: string): Uint8Array {
  const lines = armored.slice(BEGIN.length, -END.length).split('\n');
  const [first = '', last = ''] = [lines[0], lines.at(-2)];
  const isWrapped =
    armored.length <= MAX_ARMORED &&
    armored.startsWith(BEGIN) &&
    armored.endsWith(END) &&
    lines.at(-1) === '' &&
    first.length <= MAX_LINE &&
    last.length > 0 &&
    last.length <= first.length &&
    lines.slice(0, -2).every(({ length }) => length === first.length);
  const bytes = isWrapped ? decodeBase64(lines.join('')) : null;
  if (bytes === null)
    throw new ProofError('malformed_signature', 'this is no SSH signature as ssh-keygen -Y sign writes it');
  return bytes;
}

function readSignature(
  { type, key }: SshPublicKey,
  bytes: Uint8Array,
): Pick<SshSignature, 'format' | 'signature' | 'answer'> {
  const reader = new SshReader(bytes, 'malformed_signature');
  const format = reader.name();
  if (!FORMATS[type].includes(format)) reader.refuse(`a key ${type} makes no signature ${format} that counts`);
  const blob = reader.string();
  const answer = type.startsWith('sk-') ? { flags: reader.byte(), counter: reader.bytes(4) } : null;
  reader.end();
  const signature = key.asymmetricKeyType === 'ec' ? fullLength(blob, key) : blob;
  const length = lengthOf(key);
  if (signature.length !== length) reader.refuse('its length is not that of its key’s signatures');
  return { format, signature, answer };
}

/** Bytes of a signature by this key. */
function lengthOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): number {
  if (asymmetricKeyType === 'ed25519') return 64;
  if (asymmetricKeyType === 'rsa') return Math.ceil((asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  return 2 * coordinateBytes(asymmetricKeyDetails?.namedCurve);
}

function coordinateBytes(curve: string | undefined): number {
  return curve === 'prime256v1' ? 32 : curve === 'secp384r1' ? 48 : 66;
}

/** The two numbers of an ECDSA signature (RFC 5656 §3.1.2), each padded to the length of a coordinate. */
function fullLength(blob: Uint8Array, key: KeyObject): Uint8Array {
  const length = coordinateBytes(key.asymmetricKeyDetails?.namedCurve);
  const reader = new SshReader(blob, 'malformed_signature');
  const numbers = [reader.positive(), reader.positive()];
  reader.end();
  if (numbers.some((number) => number.length > length)) reader.refuse('its numbers are too long for its key');
  return Buffer.concat(numbers.flatMap((number) => [Buffer.alloc(length - number.length), number]));
}

/**
 * Verifies a signature over a text, for one namespace, by one of the given keys, and returns that key. A security key has to say that
 * somebody touched it.
 *
 * @throws ProofError `bad_signature`, `no_known_signature`
 */
export function verifySshSignature(
  { publicKey, namespace, hash, format, signature, answer }: SshSignature,
  {
    text,
    namespace: wanted,
    keys,
  }: { readonly text: string; readonly namespace: string; readonly keys: readonly SshPublicKey[] },
): SshPublicKey {
  const known = keys.find(({ blob }) => Buffer.from(blob).equals(publicKey.blob));
  if (known === undefined) throw new ProofError('no_known_signature', 'none of the given keys signed this');
  if (namespace !== wanted)
    throw new ProofError('bad_signature', `the signature was made for the namespace ${namespace}, not ${wanted}`);
  const signed = Buffer.concat([
    MAGIC,
    ...[namespace, '', hash, createHash(hash).update(text).digest()].map(sshString),
  ]);
  if (answer !== null && (answer.flags & USER_PRESENT) === 0)
    throw new ProofError('bad_signature', 'nobody touched the security key for this signature');
  if (answer !== null && (answer.flags & ~KNOWN_FLAGS) !== 0)
    throw new ProofError('bad_signature', 'the security key says with this signature what is not known here');
  const message =
    answer === null
      ? signed
      : Buffer.concat([
          sha256(Buffer.from(known.application ?? '')),
          Buffer.from([answer.flags]),
          answer.counter,
          sha256(signed),
        ]);
  if (!verifyBy(known.key, format, message, signature))
    throw new ProofError('bad_signature', `the signature of ${known.fingerprint} does not hold`);
  return known;
}

function verifyBy(key: KeyObject, format: string, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.asymmetricKeyType === 'ed25519') return verify(null, message, key, signature);
  if (key.asymmetricKeyType === 'rsa')
    return verify(format === 'rsa-sha2-256' ? 'sha256' : 'sha512', message, key, signature);
  const hash = { prime256v1: 'sha256', secp384r1: 'sha384' }[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 'sha512';
  return verify(hash, message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
