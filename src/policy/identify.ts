import { canonicalJson, digestOfBytes, type Json } from '../proof/index.ts';
import type { IdentifiedPolicy, Policy } from './types.ts';

/** The canonical bytes of a policy: what is stored, and what the digest is over (RFC 8785). */
export function policyBytes(policy: Policy): Uint8Array {
  return Buffer.from(canonicalJson(policy as unknown as Json));
}

/** A policy with its digest. */
export function identifyPolicy(policy: Policy): IdentifiedPolicy {
  return { digest: digestOfBytes(policyBytes(policy)), policy };
}
