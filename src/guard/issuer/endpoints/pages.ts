import { OAuthError } from '../../../oauth/index.ts';
import type { Endpoint } from '../exchange.ts';
import { passPage } from '../pass-page.ts';

/** Sign-in and consent forms are small. */
const MAX_PAGE_BODY_BYTES = 64 * 1024;
/** Pages know the browser by its cookies; credentials of clients have no business there. */
const WITHOUT: ReadonlySet<string> = new Set(['authorization']);

/** The authorization server's own pages (sign-in, consent) pass as they are; only where they redirect to is looked at. */
export const pagesEndpoint: Endpoint = async (guard, { head, request, response }) => {
  if (head.method !== 'GET' && head.method !== 'HEAD' && head.method !== 'POST')
    throw new OAuthError('invalid_request', 'this method is not allowed here', { status: 405 });
  return await passPage(guard, { head, request, response, without: WITHOUT, maxBodyBytes: MAX_PAGE_BODY_BYTES });
};
