import type { Json } from '../proof/index.ts';

/** Claims that a scope stands for (OpenID Connect Core §5.4). */
const CLAIMS_OF_SCOPES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'profile',
    [
      ...['name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture'],
      ...['website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at'],
    ],
  ],
  ['email', ['email', 'email_verified']],
  ['address', ['address']],
  ['phone', ['phone_number', 'phone_number_verified']],
]);

/**
 * Which of a person's claims come with none of these scopes, though the standard has a scope for them; sorted. One in a language
 * (`name#ja`, OpenID Connect Core §5.2) is the same claim.
 */
export function claimsBeyond(claims: { readonly [name: string]: Json }, scopes: readonly string[]): readonly string[] {
  const beyond = new Set([...CLAIMS_OF_SCOPES].flatMap(([scope, names]) => (scopes.includes(scope) ? [] : names)));
  return Object.keys(claims)
    .filter((name) => beyond.has(name.split('#', 1)[0] ?? ''))
    .sort();
}
