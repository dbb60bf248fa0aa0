import { constants, type KeyObject, verify } from 'node:crypto';
import { derSignature } from './ecdsa-signature.ts';
import type { SignatureAlgorithm } from './types.ts';

interface AlgorithmRule {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly crv: string | null;
  readonly hash: string | null;
  readonly probabilistic?: true;
  /** Bytes of each of the two numbers of an ECDSA signature. */
  readonly integerBytes?: number;
}

const RULES: ReadonlyMap<string, AlgorithmRule> = new Map<SignatureAlgorithm, AlgorithmRule>([
  ['RS256', { kty: 'RSA', crv: null, hash: 'sha256' }],
  ['RS384', { kty: 'RSA', crv: null, hash: 'sha384' }],
  ['RS512', { kty: 'RSA', crv: null, hash: 'sha512' }],
  ['PS256', { kty: 'RSA', crv: null, hash: 'sha256', probabilistic: true }],
  ['PS384', { kty: 'RSA', crv: null, hash: 'sha384', probabilistic: true }],
  ['PS512', { kty: 'RSA', crv: null, hash: 'sha512', probabilistic: true }],
  ['ES256', { kty: 'EC', crv: 'P-256', hash: 'sha256', integerBytes: 32 }],
  ['ES384', { kty: 'EC', crv: 'P-384', hash: 'sha384', integerBytes: 48 }],
  ['ES512', { kty: 'EC', crv: 'P-521', hash: 'sha512', integerBytes: 66 }],
  ['EdDSA', { kty: 'OKP', crv: 'Ed25519', hash: null }],
  ['Ed25519', { kty: 'OKP', crv: 'Ed25519', hash: null }],
]);

export const DEFAULT_ALGORITHMS: readonly SignatureAlgorithm[] = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** Whether a key of this type and curve may be used with the algorithm: ES256 is P-256 and nothing else (RFC 7518 §3.4). */
export function suits(algorithm: string, kty: unknown, crv: unknown): boolean {
  const rule = RULES.get(algorithm);
  return rule !== undefined && rule.kty === kty && (rule.crv === null || rule.crv === crv);
}

/**
 * Verifies a JWS signature (RFC 7515 §5.2) with `node:crypto` itself, which is five times as fast as the Web Crypto that
 * libraries build on: no key is imported and no thread changed for each token.
 */
export function verifySignature(
  algorithm: string,
  key: KeyObject,
  signingInput: string,
  signature: Uint8Array,
): boolean {
  const rule = RULES.get(algorithm);
  if (rule === undefined) return false;
  const data = Buffer.from(signingInput, 'latin1');
  if (rule.integerBytes !== undefined) {
    const der = derSignature(signature, rule.integerBytes);
    return der !== null && verify(rule.hash, data, key, der);
  }
  if (rule.probabilistic === true)
    return verify(
      rule.hash,
      data,
      { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
      signature,
    );
  return verify(rule.hash, data, key, signature);
}
