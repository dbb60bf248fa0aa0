import { OAuthError } from './oauth-error.ts';

/** Most scopes in one request. */
export const MAX_SCOPES = 100;
/** Longest scope, in bytes (a scope is ASCII). */
export const MAX_SCOPE_LENGTH = 256;

const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Whether the text is one `scope-token` of RFC 6749 §3.3 of at most 256 characters. */
export function isScope(text: string): boolean {
  return text.length <= MAX_SCOPE_LENGTH && SCOPE_TOKEN.test(text);
}

/**
 * Reads a `scope` parameter: tokens with exactly one space between, no quotes, backslashes or characters beyond ASCII
 * (RFC 6749 §3.3, Appendix A.4). Order and repetition mean nothing, so what comes back is sorted, each once.
 *
 * @throws OAuthError `invalid_scope`
 */
export function parseScope(text: string): readonly string[] {
  const tokens = text.split(' ', MAX_SCOPES + 1);
  if (tokens.length > MAX_SCOPES) throw new OAuthError('invalid_scope', 'more than 100 scopes');
  if (!tokens.every(isScope)) throw new OAuthError('invalid_scope', 'the scope is malformed (RFC 6749 section 3.3)');
  return [...new Set(tokens)].sort();
}

/** Writes scopes as the value of a `scope` parameter. */
export function formatScope(scopes: readonly string[]): string {
  return scopes.join(' ');
}

/** The scopes that are in both, sorted as the first. */
export function intersectScopes(some: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return some.filter((scope) => known.has(scope));
}

/** Those of the first that aren't among the second: what is too much. */
export function excessScopes(held: readonly string[], allowed: readonly string[]): readonly string[] {
  const known = new Set(allowed);
  return held.filter((scope) => !known.has(scope));
}
