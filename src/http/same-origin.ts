import type { IncomingHttpHeaders } from 'node:http';
import { ManagementError } from './management-error.ts';

/** A header that no form can send, and no page of another origin without asking first. */
export const OWN_HEADER = 'x-ambit-console';

/**
 * Holds what changes anything to the console's own pages (cross-site request forgery). Three signs have to agree: the custom header,
 * `Origin`, and, where the browser sends it, `Sec-Fetch-Site`. SameSite alone wouldn't do: another port of this host is the same site.
 *
 * @throws ManagementError `not_same_origin`
 */
export function requireSameOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  const site = headers['sec-fetch-site'];
  if (
    headers[OWN_HEADER] !== '1' ||
    headers.origin !== new URL(publicUrl).origin ||
    (site !== undefined && site !== 'same-origin')
  )
    throw new ManagementError('not_same_origin', 'Only a page of the console may ask for this.');
}

/**
 * Holds reading to it too where the browser says who asks: another site's page could not read the answer, but could time it.
 *
 * @throws ManagementError `not_same_origin`
 */
export function refuseCrossSiteReads(headers: IncomingHttpHeaders): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new ManagementError('not_same_origin', 'Only a page of the console may ask for this.');
}
