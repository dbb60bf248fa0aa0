import { guardAbilities } from '../guard-abilities.ts';
import { about, byPolicy, type ClientPair } from '../subject.ts';
import type { PreflightCheck, PreflightFinding } from '../types.ts';

/** Grant types and response types of clients that the guard doesn't pass, or that the policy doesn't have. */
export const grantsCheck: PreflightCheck = {
  id: 'grants',
  *check({ clients }) {
    for (const pair of clients) {
      for (const grantType of pair.found.grantTypes ?? []) yield* grantFindings(pair, grantType);
      for (const responseType of pair.found.protocol?.responseTypes ?? []) {
        if (guardAbilities.passesResponseType(responseType)) continue;
        if (pair.found.grantTypes?.some((one) => one === 'authorization_code' || one === 'implicit') === false)
          continue;
        yield about(
          pair,
          'breaks',
          'response_type_refused',
          `${pair.clientId} may ask for the response type ${JSON.stringify(responseType)}, and the guard refuses it: a token in the front channel passes every check by (RFC 9700 §2.1.2).`,
          'Move it to the code flow with PKCE, then take the response type out of the server.',
        );
      }
    }
  },
};

function* grantFindings(pair: ClientPair, grantType: string): Generator<PreflightFinding> {
  const { clientId, known, mode } = pair;
  // As a response type, below, it is said once.
  if (grantType === 'implicit') return;
  if (!guardAbilities.passesGrantType(grantType)) {
    yield about(
      pair,
      'breaks',
      'grant_type_refused',
      `${clientId} may use the grant type ${grantType}, and the guard doesn't pass it in any mode (unsupported_grant_type).`,
      'Move it to a grant type that passes, or keep its traffic off the guard until it is; take the grant type out of the server if nobody uses it.',
    );
    return;
  }
  if (known === null || known.client.grantTypes.some((one) => one === grantType)) return;
  if (grantType === 'refresh_token')
    yield about(
      pair,
      byPolicy(mode, 'breaks'),
      'refresh_token_without_grant',
      `${clientId} gets refresh tokens from the server, and the policy gives it no refresh_token grant: a response with one in it is withheld as a whole, and its refreshes are refused.`,
      'Add refresh_token to its `grantTypes`, or have the server give it none.',
    );
  else
    yield about(
      pair,
      byPolicy(mode, 'breaks'),
      'grant_type_not_in_policy',
      `${clientId} may use the grant type ${grantType} at the server, and the policy doesn't have it.`,
      `Add ${grantType} to its \`grantTypes\` if it uses it, or take it out of the server.`,
    );
}
