import type { RequestHead } from '../../gateway/index.ts';
import { OAuthError, parseBearerAuthorization } from '../../oauth/index.ts';

/** Parameters that would be a second way to say who asks (RFC 6750 §2.3) or for what: some frameworks honour `_method`. */
const REFUSED_PARAMETERS: ReadonlySet<string> = new Set(['access_token', '_method']);

/**
 * The bearer token of a request, from its one header (RFC 6750 §2.1); null where it presents none. A token in a body is no
 * credential here: nobody behind the guard looks for one.
 *
 * @throws OAuthError `invalid_request`: a token in the query, one malformed, or a method in the query.
 */
export function bearerTokenOf(head: RequestHead): string | null {
  if (head.query !== '') refuseParameters(head.query);
  const authorization = head.headers.get('authorization');
  return authorization === undefined ? null : parseBearerAuthorization(['authorization', authorization]);
}

function refuseParameters(query: string): void {
  for (const pair of query.split(/[&;]/)) {
    const name = decodedName(pair.split('=', 1)[0] ?? '');
    if (REFUSED_PARAMETERS.has(name))
      throw new OAuthError('invalid_request', `the parameter ${name} is not accepted in the query`);
  }
}

/** As the most lenient server would read it: PHP and its like drop spaces before a name and what follows a bracket. */
function decodedName(encoded: string): string {
  const spaced = encoded.replaceAll('+', ' ');
  let name = spaced;
  try {
    name = decodeURIComponent(spaced);
  } catch {
    // Not UTF-8, so no name that is looked for here.
  }
  return name.trim().toLowerCase().replace(/\[.*$/s, '');
}
