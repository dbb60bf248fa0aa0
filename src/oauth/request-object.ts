import type { Json } from '../proof/index.ts';
import { REQUEST_MEMBERS } from './authorization-request.ts';
import { isSegment, segmentObject } from './jwt-segment.ts';
import { OAuthError } from './oauth-error.ts';
import type { Parameters } from './parameters.ts';
import { membersOf } from './strict-json.ts';

/** A signed authorization request (RFC 9101) as it goes on. Its signature is the authorization server's to verify. */
export interface RequestObject {
  /** As it came: each segment has one spelling. */
  readonly text: string;
  /** What it asks for; nothing that stood outside of it. */
  readonly parameters: Parameters;
}

/** Algorithms of a signature by a key that the client registered, or its secret; never `none` (RFC 9101 §10.2). */
export const REQUEST_OBJECT_ALGORITHMS: readonly string[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519', 'HS256', 'HS384', 'HS512'],
];

/** Claims of the JWT itself (RFC 7519 §4.1). `sub` isn't among them: with it the object would do as a client's assertion (RFC 9101 §10.8). */
const OWN_CLAIMS: ReadonlySet<string> = new Set(['iss', 'aud', 'exp', 'nbf', 'iat', 'jti']);
const TYPES: ReadonlySet<Json | undefined> = new Set([undefined, 'JWT', 'jwt', 'oauth-authz-req+jwt']);
const MAX_LENGTH = 16 * 1024;
const MAX_CLOCK_SKEW_SECONDS = 60;

/**
 * Reads a request object by value. It can't be changed on its way, so that everything in it has to be something that is read: a member
 * that nobody here knows would go on undecided.
 *
 * @param now seconds since 1970.
 * @throws OAuthError `invalid_request_object`, or `invalid_request` where what stands outside says otherwise.
 */
export function parseRequestObject(
  text: string,
  outside: Parameters,
  about: { readonly clientId: string; readonly issuer: string; readonly now: number },
): RequestObject {
  const [header, payload, signature, more] = text.length > MAX_LENGTH ? [] : text.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more !== undefined)
    throw invalid('it is encrypted, too long, or no signed JWT');
  const { alg, typ, ...rest } = segmentObject(header, invalid);
  if (typeof alg !== 'string' || !REQUEST_OBJECT_ALGORITHMS.includes(alg))
    throw invalid('its algorithm is not supported');
  if (!TYPES.has(typ)) throw invalid('its type is that of something else');
  if ('crit' in rest) throw invalid('it is no signed JWT that can be understood');
  if (!isSegment(signature)) throw invalid('it is not spelled as a JWT is');
  const claims = segmentObject(payload, invalid);
  refuseOthers(claims, about);
  const parameters = parametersOf(claims);
  for (const [name, values] of outside) {
    const inside = parameters.get(name);
    if (inside !== undefined && values.join('\n') !== inside.join('\n'))
      throw new OAuthError('invalid_request', `${name} differs in the request object and outside of it`);
  }
  return { text, parameters };
}

/** Whether it is from this client, for this server, and for now (RFC 9101 §4, §6.1). */
function refuseOthers(
  claims: { readonly [name: string]: Json },
  { clientId, issuer, now }: { readonly clientId: string; readonly issuer: string; readonly now: number },
): void {
  const { iss, aud, exp, nbf, iat, jti } = claims;
  if (claims['client_id'] !== clientId || iss !== clientId)
    throw invalid('client_id or iss is not the client that asks');
  const [audience, another] = Array.isArray(aud) ? aud : [aud];
  if (audience !== issuer || another !== undefined) throw invalid('aud is not this issuer alone');
  if (jti !== undefined && typeof jti !== 'string') throw invalid('jti is no text');
  for (const time of [exp, nbf, iat])
    if (time !== undefined && (typeof time !== 'number' || time < 0)) throw invalid('a time in it is no time');
  if (typeof exp === 'number' && exp <= now) throw invalid('it is over');
  if (Math.max(Number(nbf ?? 0), Number(iat ?? 0)) > now + MAX_CLOCK_SKEW_SECONDS) throw invalid('it is not good yet');
}

/** The parameters in it, each with the one meaning that it has as text (RFC 9101 §4). */
function parametersOf(claims: { readonly [name: string]: Json }): Parameters {
  const parameters = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(claims)) {
    if (OWN_CLAIMS.has(name)) continue;
    if (!REQUEST_MEMBERS.has(name)) throw invalid('it has a member that is not supported');
    parameters.set(name, textsOf(name, value));
  }
  return parameters;
}

function textsOf(name: string, value: Json): readonly string[] {
  if (name === 'max_age' && typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)
    return [String(value)];
  if (name === 'resource' && Array.isArray(value) && value.length > 0 && value.every(isText)) return value;
  if ((name === 'claims' && membersOf(value) !== null) || (name === 'authorization_details' && Array.isArray(value)))
    return [JSON.stringify(value)];
  if (!isText(value)) throw invalid('a member is of another type than it has to be');
  return [value];
}

/** An empty one is an omitted one to some, and to others a value. */
function isText(value: Json): value is string {
  return typeof value === 'string' && value !== '';
}

function invalid(why: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request_object', `the request object can not be taken: ${why}`, { cause });
}
