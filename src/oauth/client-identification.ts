import { decodeFormComponent, encodeFormComponent } from './form-encoding.ts';
import { isSegment, segmentMembers } from './jwt-segment.ts';
import { OAuthError } from './oauth-error.ts';
import { type Parameters, parameter } from './parameters.ts';

/** How a client says who it is (RFC 6749 §2.3, RFC 7523 §2.2); `client_assertion` stands for both JWT methods. */
export type ClientAuthenticationMethod = 'client_secret_basic' | 'client_secret_post' | 'client_assertion' | 'none';

/**
 * A client as it claims to be. Nothing is proven yet: the authorization server verifies what is passed on to it. Policy may
 * look the id up, and only an answer of the authorization server makes it true.
 */
export interface ClaimedClient {
  readonly clientId: string;
  readonly method: ClientAuthenticationMethod;
  /** `Authorization` header to send upstream, written anew; null for the other methods. Secret: never logged. */
  readonly authorization: string | null;
  /** Body parameters by which the client authenticates upstream. Secret: never logged. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const CANONICAL_BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** Characters of `client_id` and `client_secret`: VSCHAR of RFC 6749 Appendix A. */
const VISIBLE = /^[\x20-\x7e]+$/;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Finds out which client a request claims to come from, and by which one method it authenticates.
 *
 * Two methods at once, or two ids that disagree, are refused (RFC 6749 §2.3): authorization servers differ in which they
 * believe, and the policy asked would be another client's.
 *
 * @param authorization value of the only `Authorization` header; null where there is none.
 * @throws OAuthError `invalid_client` (401), or `invalid_request` where methods are mixed.
 */
export function identifyClient(authorization: string | null, parameters: Parameters): ClaimedClient {
  const bodyId = parameter(parameters, 'client_id');
  const secret = parameter(parameters, 'client_secret');
  const assertion = parameter(parameters, 'client_assertion');
  const assertionType = parameter(parameters, 'client_assertion_type');
  const methods = [authorization, secret, assertion ?? assertionType].filter((value) => value !== null);
  if (methods.length > 1)
    throw new OAuthError('invalid_request', 'more than one client authentication method (RFC 6749 section 2.3)');

  const claimed = ((): ClaimedClient => {
    if (authorization !== null) return fromBasic(authorization);
    if (assertion !== null || assertionType !== null) return fromAssertion(assertion, assertionType);
    const clientId = visible(bodyId);
    if (secret === null)
      return { clientId, method: 'none', authorization: null, parameters: [['client_id', clientId]] };
    return {
      clientId,
      method: 'client_secret_post',
      authorization: null,
      parameters: [
        ['client_id', clientId],
        ['client_secret', visible(secret)],
      ],
    };
  })();
  if (bodyId !== null && bodyId !== claimed.clientId)
    throw new OAuthError('invalid_request', 'client_id differs from the client that authenticates');
  return claimed;
}

/** Credentials of HTTP Basic, each part form-encoded before base64 (RFC 6749 §2.3.1). @throws OAuthError `invalid_client` */
export function parseBasicCredentials(authorization: string): { readonly clientId: string; readonly secret: string } {
  const encoded = /^basic +(\S+)$/i.exec(authorization)?.[1];
  // Buffer skips what isn't base64, so one credential would have many spellings.
  if (encoded === undefined || !CANONICAL_BASE64.test(encoded)) throw unknownClient(true);
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) throw unknownClient(true);
  try {
    const text = strictUtf8.decode(bytes);
    const colon = text.indexOf(':');
    if (colon === -1) throw unknownClient(true);
    return {
      clientId: visible(decodeFormComponent(text.slice(0, colon))),
      secret: visible(decodeFormComponent(text.slice(colon + 1))),
    };
  } catch (cause) {
    throw unknownClient(true, cause);
  }
}

/** Writes Basic credentials (RFC 6749 §2.3.1). */
export function formatBasicCredentials(clientId: string, secret: string): string {
  const text = `${encodeFormComponent(clientId)}:${encodeFormComponent(secret)}`;
  return `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;
}

/** The one answer to a client that isn't known or doesn't prove itself: both look the same (RFC 6749 §5.2). */
export function unknownClient(byBasic: boolean, cause?: unknown): OAuthError {
  return new OAuthError('invalid_client', 'client authentication failed', {
    cause,
    ...(byBasic ? { challenge: 'Basic realm="token endpoint", charset="UTF-8"' } : {}),
  });
}

function fromBasic(authorization: string): ClaimedClient {
  const { clientId, secret } = parseBasicCredentials(authorization);
  return {
    clientId,
    method: 'client_secret_basic',
    authorization: formatBasicCredentials(clientId, secret),
    parameters: [],
  };
}

/** Reads the client out of an assertion that the authorization server will verify (RFC 7521 §4.2, RFC 7523 §3). */
function fromAssertion(assertion: string | null, type: string | null): ClaimedClient {
  if (assertion === null || type !== JWT_BEARER) throw unknownClient(false);
  const segments = assertion.split('.');
  const payload = segments[1];
  if (segments.length !== 3 || payload === undefined || !segments.every(isSegment)) throw unknownClient(false);
  try {
    const claims = segmentMembers(payload);
    const subject = claims?.['sub'];
    if (typeof subject !== 'string' || claims?.['iss'] !== subject) throw unknownClient(false);
    const clientId = visible(subject);
    return {
      clientId,
      method: 'client_assertion',
      authorization: null,
      parameters: [
        ['client_id', clientId],
        ['client_assertion_type', JWT_BEARER],
        ['client_assertion', assertion],
      ],
    };
  } catch (cause) {
    throw unknownClient(false, cause);
  }
}

function visible(text: string | null): string {
  if (text === null || !VISIBLE.test(text)) throw unknownClient(false);
  return text;
}
