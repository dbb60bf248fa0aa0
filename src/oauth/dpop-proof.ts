import { canonicalJson, type Json, sha256 } from '../proof/index.ts';
import { isSegment, segmentObject } from './jwt-segment.ts';
import { OAuthError } from './oauth-error.ts';
import { membersOf } from './strict-json.ts';

/** A proof of possession (RFC 9449 §4) as it goes on. Its signature is the authorization server's to verify. */
export interface DpopProof {
  /** As it came: each segment has one spelling. */
  readonly text: string;
  /** SHA-256 thumbprint of its public key (RFC 7638), which a token bound to it names in `cnf`. */
  readonly jkt: string;
}

/** Asymmetric algorithms alone (RFC 9449 §4.2). */
export const DPOP_ALGORITHMS: readonly string[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519'],
];

/** The members of a public key that its thumbprint is made of (RFC 7638 §3.2, RFC 8037 §2), by its type. */
const KEY_MEMBERS: ReadonlyMap<Json | undefined, readonly string[]> = new Map([
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['OKP', ['crv', 'kty', 'x']],
  ['RSA', ['e', 'kty', 'n']],
]);
const PRIVATE_MEMBERS: readonly string[] = ['d', 'dp', 'dq', 'k', 'oth', 'p', 'q', 'qi'];
const MAX_LENGTH = 8192;
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

/**
 * Reads a proof for a request to this address. Which key it names must be the same for every reader, so that the token can be held to it.
 *
 * @param called method and address, without query, as the client called them.
 * @throws OAuthError `invalid_dpop_proof`
 */
export function parseDpopProof(text: string, called: { readonly method: string; readonly address: string }): DpopProof {
  const [header, payload, signature, more] = text.length > MAX_LENGTH ? [] : text.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more !== undefined)
    throw invalid('it is no signed JWT');
  const { typ, alg, jwk, ...rest } = segmentObject(header, invalid);
  if (!isSegment(signature)) throw invalid('it is not spelled as a JWT is');
  if ('crit' in rest) throw invalid('it is no signed JWT that can be understood');
  if (typ !== 'dpop+jwt') throw invalid('its type is not dpop+jwt');
  if (typeof alg !== 'string' || !DPOP_ALGORITHMS.includes(alg)) throw invalid('its algorithm is not supported');
  const { htm, htu, jti, iat } = segmentObject(payload, invalid);
  if (typeof jti !== 'string' || jti === '' || typeof iat !== 'number') throw invalid('jti or iat is missing');
  if (htm !== called.method || !isAddress(htu, called.address)) throw invalid('it is for another method or address');
  return { text, jkt: thumbprintOf(jwk) };
}

/** `dpop_jkt` of an authorization request (RFC 9449 §10). @throws OAuthError `invalid_request` */
export function parseThumbprint(text: string): string {
  if (!THUMBPRINT.test(text))
    throw new OAuthError('invalid_request', 'dpop_jkt is no thumbprint (RFC 9449 section 10)');
  return text;
}

/** Whether a thumbprint is spelled like one: what a token says of its key is compared with one that is. */
export function isThumbprint(value: unknown): value is string {
  return typeof value === 'string' && THUMBPRINT.test(value);
}

function thumbprintOf(jwk: Json | undefined): string {
  const members = membersOf(jwk ?? null);
  const names = members === null ? undefined : KEY_MEMBERS.get(members['kty']);
  if (members === null || names === undefined) throw invalid('it names no public key');
  if (PRIVATE_MEMBERS.some((name) => name in members)) throw invalid('it shows a private key, which is one no more');
  const required: Record<string, string> = {};
  for (const name of names) {
    const value = members[name];
    if (typeof value !== 'string' || value === '') throw invalid('its key is incomplete');
    required[name] = value;
  }
  return Buffer.from(sha256(Buffer.from(canonicalJson(required)))).toString('base64url');
}

/** RFC 9449 §4.3, check 9: compared as URIs, without query and fragment. */
function isAddress(htu: Json | undefined, address: string): boolean {
  if (typeof htu !== 'string' || !URL.canParse(htu)) return false;
  const url = new URL(htu);
  url.search = '';
  url.hash = '';
  return url.href === new URL(address).href;
}

function invalid(why: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_dpop_proof', `the DPoP proof is invalid: ${why}`, { cause });
}
