import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ed25519Cosigner, mlDsa44Cosigner } from '../cosignature.ts';
import type { Signer } from '../types.ts';

/** An Ed25519 key of 32 equal bytes: tests need the same key each time. */
export function ed25519Key(byte: number): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
    format: 'der',
    type: 'pkcs8',
  });
}

/** A key for ML-DSA-44, another each time. */
export function mlDsa44Key(): KeyObject {
  return generateKeyPairSync('ml-dsa-44').privateKey;
}

/** Both signers of one witness. */
export function witnessOf(name: string): { readonly ed25519: Signer; readonly mlDsa44: Signer } {
  return {
    ed25519: ed25519Cosigner(name, generateKeyPairSync('ed25519').privateKey),
    mlDsa44: mlDsa44Cosigner(name, mlDsa44Key()),
  };
}
