import { canonicalJson, type Json } from '../proof/index.ts';
import { OAuthError } from './oauth-error.ts';
import { membersOf, parseStrictJson } from './strict-json.ts';

/** Claims about a person that are asked for by name, beside scopes (OpenID Connect Core §5.5). */
export interface RequestedClaims {
  /** Of the ID token and the userinfo endpoint alike; sorted, each once. */
  readonly names: readonly string[];
  /** What goes on: JSON of one spelling. */
  readonly text: string;
}

const MAX_LENGTH = 8192;
const MAX_NAMES = 50;
const MEMBERS: ReadonlySet<string> = new Set(['userinfo', 'id_token']);
const NAME = /^[!-~]{1,200}$/;

/**
 * Reads the `claims` parameter. Every member has to be one that OpenID Connect knows: what a server understood of another would be decided
 * by nobody.
 *
 * @throws OAuthError `invalid_request`
 */
export function parseClaims(text: string): RequestedClaims {
  const places = membersOf(parseStrictJson(text, { maxLength: MAX_LENGTH, maxDepth: 5 }));
  if (places === null) throw malformed('it is no JSON object');
  const names = new Set<string>();
  for (const [place, claims] of Object.entries(places)) {
    const asked = membersOf(claims);
    if (!MEMBERS.has(place) || asked === null) throw malformed('only userinfo and id_token may be asked, by objects');
    for (const [name, wish] of Object.entries(asked)) {
      if (!NAME.test(name) || !isWish(wish)) throw malformed('a claim is not asked for as section 5.5.1 has it');
      names.add(name);
    }
  }
  if (names.size > MAX_NAMES) throw malformed(`more than ${MAX_NAMES} claims`);
  return { names: [...names].sort(), text: canonicalJson(places) };
}

/** Null, or whether it is essential and which values it should have (§5.5.1). */
function isWish(wish: Json): boolean {
  if (wish === null) return true;
  const members = membersOf(wish);
  if (members === null) return false;
  return Object.entries(members).every(([name, value]) => {
    if (name === 'essential') return typeof value === 'boolean';
    if (name === 'values') return Array.isArray(value) && value.every(isScalar);
    return name === 'value' && isScalar(value);
  });
}

function isScalar(value: Json): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function malformed(why: string): OAuthError {
  return new OAuthError('invalid_request', `claims can not be taken: ${why} (OpenID Connect Core section 5.5)`);
}
