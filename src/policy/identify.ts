import { canonicalJson, digestOfBytes, type Json } from '../proof/index.ts';
import { frozen } from './frozen.ts';
import type { IdentifiedPolicy, Policy } from './types.ts';

/** Canonical JSON of definitions that `frozenPolicy` has frozen: most of them are the same in the next policy. Null until asked for. */
const written = new WeakMap<object, Uint8Array | null>();
const [OPEN, COMMA, CLOSE] = [Buffer.from('['), Buffer.from(','), Buffer.from(']')];

/** The policy itself, frozen with all that it holds. Definitions that were frozen before aren't gone through again. */
export function frozenPolicy(policy: Policy): Policy {
  for (const member of Object.values(policy))
    if (!Array.isArray(member)) frozen(member);
    else
      for (const definition of Object.freeze(member)) {
        if (written.has(definition)) continue;
        frozen(definition);
        written.set(definition, null);
      }
  return Object.freeze(policy);
}

/** The canonical bytes of a policy: what is stored, and what the digest is over (RFC 8785). */
export function policyBytes(policy: Policy): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const name of Object.keys(policy).sort()) {
    const member = policy[name as keyof Policy] as unknown as Json;
    parts.push(Buffer.from(`${parts.length === 0 ? '{' : ','}${JSON.stringify(name)}:`));
    if (!Array.isArray(member)) {
      parts.push(Buffer.from(canonicalJson(member)));
      continue;
    }
    parts.push(OPEN);
    for (const [index, definition] of member.entries()) {
      if (index > 0) parts.push(COMMA);
      parts.push(bytesOf(definition));
    }
    parts.push(CLOSE);
  }
  parts.push(Buffer.from('}'));
  return Buffer.concat(parts);
}

/** A policy with its digest. */
export function identifyPolicy(policy: Policy): IdentifiedPolicy {
  return { digest: digestOfBytes(policyBytes(policy)), policy };
}

function bytesOf(definition: Json): Uint8Array {
  const known = written.get(definition as object);
  if (known instanceof Uint8Array) return known;
  const bytes = Buffer.from(canonicalJson(definition));
  if (known === null) written.set(definition as object, bytes);
  return bytes;
}
