import { decodeFormComponent, encodeFormComponent } from './form-encoding.ts';
import { OAuthError } from './oauth-error.ts';

/** Parameters by name. An empty value counts as omitted and isn't here (RFC 6749 §3.1); only `resource` may have several. */
export type Parameters = ReadonlyMap<string, readonly string[]>;

/** Longest form body, in bytes. */
export const MAX_FORM_BYTES = 32 * 1024;
/** Most parameters in one request. Frameworks stop reading at their own number (1000 in Node), so ours is far below. */
export const MAX_PARAMETERS = 64;

/** May be sent more than once (RFC 8707 §2). */
const REPEATABLE: ReadonlySet<string> = new Set(['resource']);

/** Names that mean something at an authorization server, here or elsewhere: none of them may come in disguise. */
const MEANINGFUL: ReadonlySet<string> = new Set([
  'acr_values',
  'actor_token',
  'actor_token_type',
  'assertion',
  'audience',
  'authorization_details',
  'auth_req_id',
  'binding_message',
  'claims',
  'client_assertion',
  'client_assertion_type',
  'client_id',
  'client_notification_token',
  'client_secret',
  'code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'device_code',
  'grant_type',
  'id_token_hint',
  'login_hint',
  'login_hint_token',
  'nonce',
  'password',
  'prompt',
  'redirect_uri',
  'refresh_token',
  'registration',
  'request',
  'request_uri',
  'requested_token_type',
  'resource',
  'response_mode',
  'response_type',
  'scope',
  'state',
  'subject_token',
  'subject_token_type',
  'token',
  'token_type_hint',
  'user_code',
  'username',
]);

/**
 * Reads parameters out of a form body or a query (RFC 6749 Appendix B).
 *
 * Servers disagree on repeated names (the first counts, the last counts, both count), on `scope[]`, `Scope` and `grant.type`.
 * A request that two servers could read differently is refused here.
 *
 * @throws OAuthError `invalid_request`: a parameter twice (empty ones count), a bad encoding, a name that another framework
 *   would read as one of OAuth's, more than 64 parameters or 32 KiB.
 */
export function parseParameters(encoded: string): Parameters {
  const parameters = new Map<string, string[]>();
  if (encoded === '') return parameters;
  if (encoded.length > MAX_FORM_BYTES) throw new OAuthError('invalid_request', 'the parameters are longer than 32 KiB');
  const pairs = encoded.split('&', MAX_PARAMETERS + 1);
  if (pairs.length > MAX_PARAMETERS) throw new OAuthError('invalid_request', 'more than 64 parameters');
  const seen = new Set<string>();
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeFormComponent(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? '' : decodeFormComponent(pair.slice(equals + 1));
    refuseDisguise(name);
    if (seen.has(name) && !REPEATABLE.has(name))
      throw new OAuthError('invalid_request', 'a parameter is included more than once');
    seen.add(name);
    if (value === '') continue;
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
}

/** Bytes of a form body as text: ASCII only, for all else has to be percent-encoded. @throws OAuthError `invalid_request` */
export function formText(body: Uint8Array): string {
  let text = '';
  for (const byte of body) {
    if (byte < 0x20 || byte > 0x7e) throw new OAuthError('invalid_request', 'the body is not form-encoded');
    text += String.fromCharCode(byte);
  }
  return text;
}

/** The value of a parameter that is sent at most once; null where it is omitted. */
export function parameter(parameters: Parameters, name: string): string | null {
  return parameters.get(name)?.[0] ?? null;
}

/** The value of a parameter that must be there. @throws OAuthError `invalid_request` */
export function requiredParameter(parameters: Parameters, name: string): string {
  const value = parameter(parameters, name);
  if (value === null) throw new OAuthError('invalid_request', `the parameter ${name} is missing`);
  return value;
}

/** Writes parameters as a form body or query, in the order given. */
export function formatParameters(pairs: Iterable<readonly [name: string, value: string]>): string {
  const parts: string[] = [];
  for (const [name, value] of pairs) parts.push(`${encodeFormComponent(name)}=${encodeFormComponent(value)}`);
  return parts.join('&');
}

/** `scope[]` is `scope` to PHP and Rack, `Scope` to case-insensitive frameworks, `grant.type` is `grant_type` to PHP. */
function refuseDisguise(name: string): void {
  if (MEANINGFUL.has(name)) return;
  const bracket = name.indexOf('[');
  const plain = (bracket === -1 ? name : name.slice(0, bracket)).trim().toLowerCase().replace(/[ .]/g, '_');
  if (name === '' || MEANINGFUL.has(plain))
    throw new OAuthError('invalid_request', 'a parameter name is misspelled: names are exact and have no brackets');
}
