import { membersOf, parseStrictJson } from '../oauth/index.ts';
import { decodeBase64Url, type Json } from '../proof/index.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import { verifySignature } from './signature-algorithms.ts';
import type { UnreadableReason } from './types.ts';

type Members = { readonly [name: string]: Json };

export type VerifiedJwt =
  | { readonly claims: Members; readonly type: string | null; readonly generation: number; readonly reason: null }
  | { readonly claims: null; readonly reason: UnreadableReason };

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Verifies the signature of a JWT in compact serialisation (RFC 7519 §7.2) that is known to be spelled canonically. What its
 * claims say is for the caller to judge.
 *
 * @throws TokenError `keys_unavailable`
 */
export async function verifyJwt(
  token: string,
  keys: IssuerKeys,
  algorithms: ReadonlySet<string>,
): Promise<VerifiedJwt> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const joseHeader = jsonSegment(header);
  if (joseHeader === null) return refused('malformed');
  const { alg, kid, typ } = joseHeader;
  // Extensions that must be understood change what a signature means (RFC 7515 §4.1.11): none is.
  if ('crit' in joseHeader || typeof alg !== 'string') return refused('malformed');
  if (kid !== undefined && typeof kid !== 'string') return refused('malformed');
  if (!algorithms.has(alg)) return refused('algorithm_refused');

  const { candidates, generation } = await keys.find(kid ?? null, alg);
  if (candidates.length === 0) return refused('key_unknown');
  const signatureBytes = decodeBase64Url(signature);
  const signingInput = token.slice(0, token.lastIndexOf('.'));
  if (signatureBytes === null || !candidates.some((key) => verifySignature(alg, key, signingInput, signatureBytes)))
    return refused('signature_invalid');

  const claims = jsonSegment(payload);
  return claims === null
    ? refused('malformed')
    : { claims, type: typeof typ === 'string' ? mediaType(typ) : null, generation, reason: null };
}

/** `typ` without `application/`, which may be left out (RFC 7515 §4.1.9), in lower case. */
export function mediaType(typ: string): string {
  return typ.toLowerCase().replace(/^application\//, '');
}

/** A segment's JSON object, each member once: of two readers of a doubled `scope`, one would take the wider. */
function jsonSegment(segment: string): Members | null {
  const bytes = decodeBase64Url(segment);
  if (bytes === null) return null;
  try {
    return membersOf(parseStrictJson(strictUtf8.decode(bytes)));
  } catch {
    return null;
  }
}

function refused(reason: UnreadableReason): VerifiedJwt {
  return { claims: null, reason };
}
