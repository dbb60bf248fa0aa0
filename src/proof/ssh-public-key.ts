import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { sha256 } from './digest.ts';
import { ProofError } from './proof-error.ts';
import { SshReader } from './ssh-wire.ts';
import { publicKeyOf } from './verifier-key.ts';

const MIN_RSA_BITS = 2048;
const MAX_RSA_BITS = 16_384;
/** OpenSSL reads no longer exponents beside long moduli. */
const MAX_RSA_EXPONENT_BYTES = 8;
const MAX_LINE = 16_384;

/** Curves of RFC 5656 §10.1 by their names there, with their names in JWK (RFC 7518 §6.2.1.1) and the bytes of a coordinate. */
const CURVES: Readonly<Record<string, { readonly crv: string; readonly bytes: number }>> = {
  nistp256: { crv: 'P-256', bytes: 32 },
  nistp384: { crv: 'P-384', bytes: 48 },
  nistp521: { crv: 'P-521', bytes: 66 },
};

const TYPES = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
] as const;

/** Kinds of keys that are known. `ssh-rsa` names the key alone: signatures with SHA-1, which have the same name, are refused. */
export type SshKeyType = (typeof TYPES)[number];

/** A public key as OpenSSH writes it. */
export interface SshPublicKey {
  readonly type: SshKeyType;
  /** The key on the wire (RFC 4253 §6.6), which is its identity: it has one spelling. */
  readonly blob: Uint8Array;
  readonly key: KeyObject;
  /** Of a security key (FIDO): what the key was made for, such as `ssh:`. Null for all others. */
  readonly application: string | null;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
}

/**
 * Reads a line of OpenSSH, `<type> <base64> <comment>`: what a `.pub` file holds. Options as in `authorized_keys`, and certificates,
 * are refused.
 *
 * @throws ProofError `malformed_key`
 */
export function parseSshPublicKey(line: string): SshPublicKey {
  const [type, encoded = ''] = line.split(' ');
  const blob = decodeBase64(encoded);
  if (!isSshPublicKey(line) || line.length > MAX_LINE || /\p{Cc}/u.test(line) || blob === null)
    throw new ProofError('malformed_key', 'an SSH public key reads <type> <base64> <comment>, as a .pub file holds it');
  const key = readSshPublicKey(blob);
  if (key.type !== type) throw new ProofError('malformed_key', `the key is of the type ${key.type}, not ${type}`);
  return key;
}

/** Whether a text is meant for an SSH public key, by how it begins. */
export function isSshPublicKey(text: string): boolean {
  return TYPES.some((type) => text.startsWith(`${type} `));
}

/** Reads a public key as it is on the wire (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4; OpenSSH PROTOCOL.u2f). @throws ProofError `malformed_key` */
export function readSshPublicKey(blob: Uint8Array): SshPublicKey {
  const reader = new SshReader(blob, 'malformed_key');
  const type = reader.name();
  if (!isKnown(type))
    throw new ProofError(
      'malformed_key',
      `SSH keys of the type ${type} are not known here: use ssh-ed25519, for instance`,
    );
  const key = readKey(type, reader);
  const application = type.startsWith('sk-') ? reader.name() : null;
  reader.end();
  if (application !== null && !application.startsWith('ssh:'))
    throw new ProofError('malformed_key', 'a security key for SSH was made for an application that begins with ssh:');
  return { type, blob, key, application, fingerprint: `SHA256:${encodeBase64(sha256(blob)).replace(/=+$/, '')}` };
}

function isKnown(type: string): type is SshKeyType {
  return (TYPES as readonly string[]).includes(type);
}

function readKey(type: SshKeyType, reader: SshReader): KeyObject {
  if (type === 'ssh-ed25519' || type === 'sk-ssh-ed25519@openssh.com') return publicKeyOf(reader.string());
  return type === 'ssh-rsa' ? readRsaKey(reader) : readEcdsaKey(type, reader);
}

function readRsaKey(reader: SshReader): KeyObject {
  const exponent = reader.positive();
  const modulus = reader.positive();
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS)
    throw new ProofError('malformed_key', `an RSA key has ${MIN_RSA_BITS} bits at least, and this has ${bits}`);
  const isOdd = ((exponent.at(-1) ?? 0) & 1) === 1;
  if (!isOdd || exponent.length > MAX_RSA_EXPONENT_BYTES || (exponent.length === 1 && exponent[0] === 1))
    throw new ProofError('malformed_key', 'the exponent of this RSA key is none');
  return importKey({ kty: 'RSA', n: base64Url(modulus), e: base64Url(exponent) });
}

function readEcdsaKey(type: SshKeyType, reader: SshReader): KeyObject {
  const named = reader.name();
  const curve = CURVES[named];
  const point = reader.string();
  // Uncompressed alone (SEC 1 §2.3.3), which is what OpenSSH writes: one key, one spelling.
  if (curve === undefined || !type.includes(`-${named}`) || point.length !== 1 + 2 * curve.bytes || point[0] !== 4)
    throw new ProofError('malformed_key', `this is no key of the type ${type}`);
  const [x, y] = [point.subarray(1, 1 + curve.bytes), point.subarray(1 + curve.bytes)];
  return importKey({ kty: 'EC', crv: curve.crv, x: base64Url(x), y: base64Url(y) });
}

/** The import refuses points that aren't on their curve. */
function importKey(key: JsonWebKey): KeyObject {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    throw new ProofError('malformed_key', 'this is no SSH key: its numbers are no key');
  }
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
