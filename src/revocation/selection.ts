import type { Fingerprint } from '../ledger/index.ts';

/**
 * What is to be revoked: all that a client holds, all that was given for a person (by pseudonym), all that carries a scope, or single
 * tokens, or all that was given under an elevation.
 */
export type RevocationSelection =
  | { readonly kind: 'client'; readonly clientId: string }
  | { readonly kind: 'subject'; readonly subject: string }
  | { readonly kind: 'scope'; readonly scope: string }
  | { readonly kind: 'elevation'; readonly elevation: string }
  | { readonly kind: 'tokens'; readonly fingerprints: readonly Fingerprint[] };

/** Most tokens of one order: all of them stand in its entry. */
export const MAX_ORDERED_TOKENS = 100;

/** What an order's entry is found by. */
export function refsOfSelection(selection: RevocationSelection): readonly string[] {
  switch (selection.kind) {
    case 'client':
      return [`client:${selection.clientId}`];
    case 'subject':
      return [`subject:${selection.subject}`];
    case 'scope':
      return [`scope:${selection.scope}`];
    case 'elevation':
      return [`elevation:${selection.elevation}`];
    case 'tokens':
      return selection.fingerprints.map((fingerprint) => `token:${fingerprint}`);
  }
}
