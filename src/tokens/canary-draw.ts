import { createHash } from 'node:crypto';
import { CANARY_DRAWS } from '../decision/index.ts';
import type { Fingerprint } from '../ledger/index.ts';

/** 48 bits: how far a draw is from even can't be measured. */
const BYTES = 6;

/**
 * What a flow draws, from 0 to 9999, by the keyed hash of the request that began it: two guards draw the same, and nobody without the key
 * can tell, or choose, what a request draws.
 *
 * @param fingerprint of the request
 */
export function canaryDraw(fingerprint: Fingerprint): number {
  const [, hash = ''] = fingerprint.split(':');
  return Buffer.from(hash, 'base64url').readUIntBE(0, BYTES) % CANARY_DRAWS;
}

/** What a flow draws that began before there was a canary: by the id of its grant, which a guard chose by chance. */
export function canaryDrawOfGrant(grantId: string): number {
  return createHash('sha256').update(`ambit/canary/v1\n${grantId}`).digest().readUIntBE(0, BYTES) % CANARY_DRAWS;
}
