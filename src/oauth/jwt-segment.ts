import { decodeBase64Url, type Json } from '../proof/index.ts';
import { OAuthError } from './oauth-error.ts';
import { membersOf, parseStrictJson } from './strict-json.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether a segment of a JWT (RFC 7515 §3.1) has bytes, in the one spelling that base64url has for them. */
export function isSegment(segment: string): boolean {
  return segment !== '' && decodeBase64Url(segment) !== null;
}

/**
 * The object of a segment, each member once; null where it is no object.
 *
 * @throws OAuthError `invalid_request`, TypeError: it can be read in more than one way
 */
export function segmentMembers(segment: string): { readonly [name: string]: Json } | null {
  const bytes = segment === '' ? null : decodeBase64Url(segment);
  if (bytes === null) throw new OAuthError('invalid_request', 'a segment of a JWT is not in its own spelling');
  return membersOf(parseStrictJson(strictUtf8.decode(bytes)));
}

/** As `segmentMembers`, of what has to be an object. @throws whatever `invalid` makes of why it isn't one */
export function segmentObject(
  segment: string,
  invalid: (why: string, cause?: unknown) => OAuthError,
): { readonly [name: string]: Json } {
  let members: ReturnType<typeof segmentMembers>;
  try {
    members = segmentMembers(segment);
  } catch (cause) {
    throw invalid('it can be read in more than one way', cause);
  }
  if (members === null) throw invalid('it is no signed JWT');
  return members;
}
