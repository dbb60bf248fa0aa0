import { redirectUriProblem, registeredRedirectUri } from '../../policy/index.ts';
import { about, byPolicy } from '../subject.ts';
import type { PreflightCheck } from '../types.ts';

/** Redirect addresses that the server takes and the policy lacks. */
export const redirectsCheck: PreflightCheck = {
  id: 'redirects',
  *check({ clients }) {
    for (const pair of clients) {
      const { clientId, found, known, mode } = pair;
      if (known === null || found.grantTypes?.includes('authorization_code') !== true) continue;
      for (const uri of found.redirectUris ?? []) {
        if (registeredRedirectUri(known.client, uri) !== null) continue;
        const problem = redirectUriProblem(uri);
        if (uri.includes('*') || uri === '+')
          yield about(
            pair,
            'unknown',
            'redirect_uri_pattern',
            `${clientId} may come back to ${uri} at the server, and which addresses it uses of those nobody could tell: the guard compares whole addresses.`,
            'List the addresses that it really uses in `redirectUris`; a log of requests (--log) names them.',
          );
        else if (problem !== null)
          yield about(
            pair,
            byPolicy(mode, 'breaks'),
            'redirect_uri_unusable',
            `${clientId} comes back to ${uri}, which no policy can have: ${problem}.`,
            'Give the client another address first, or leave it observed until then.',
          );
        else
          yield about(
            pair,
            byPolicy(mode, 'breaks'),
            'redirect_uri_missing',
            `${clientId} may come back to ${uri}, and the policy doesn't have that address: such a request ends on a page with an error.`,
            'Add it to `redirectUris`, or take it out of the server if it is no longer used.',
          );
      }
    }
  },
};
