import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Json } from './types.ts';

/** SHA-256 (FIPS 180-4), 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** `sha256:<hex>` of bytes. */
export function digestOfBytes(bytes: Uint8Array): string {
  return `sha256:${hash('sha256', bytes, 'hex')}`;
}

/** `sha256:<hex>` over the UTF-8 of a value's canonical JSON. @throws ProofError `not_canonical` */
export function digestOf(value: Json): string {
  return `sha256:${hash('sha256', canonicalJson(value), 'hex')}`;
}

/** Whether a text is a digest as `digestOf` writes it. */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}
