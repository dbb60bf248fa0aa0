import type { KeyTerm } from '../verify/index.ts';

/** JSON as canonical form knows it: integers and other finite numbers, no undefined. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A public key by which signed notes are verified (C2SP signed-note). */
export interface VerifierKey {
  /** No spaces, no `+`. */
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), as a big-endian number. */
  readonly id: number;
  /** 0x01 Ed25519, 0x04 Ed25519 cosignature, 0x06 ML-DSA-44 cosignature. */
  readonly type: number;
  readonly publicKey: Uint8Array;
  /** Which checkpoints of its log it signs; left out where that isn't known. */
  readonly term?: KeyTerm;
}

/** What signs notes, or cosigns them where its key is of such a type. The private key stays inside. */
export interface Signer {
  readonly key: VerifierKey;
  sign(message: Uint8Array): Uint8Array;
}
