import { guardMetadata, OAuthError } from '../../../oauth/index.ts';
import { publicJsonAnswer } from '../answer.ts';
import type { Endpoint } from '../exchange.ts';
import { policyOfNow } from '../guard-context.ts';

/** Short: a scope taken out of the policy should vanish from here soon. */
const MAX_AGE_SECONDS = 60;

/** Metadata (RFC 8414 §3, OpenID Connect Discovery §4): the server's own, less what the guard doesn't pass. */
export const discoveryEndpoint: Endpoint = async (guard, { head }) => {
  if (head.method !== 'GET') throw new OAuthError('invalid_request', 'only GET is allowed here', { status: 405 });
  const { policy } = policyOfNow(guard);
  const metadata = await guard.authorizationServer.metadata();
  const now = guard.clock();
  const scopes = policy.scopes
    .filter(
      ({ issuers, parameters, replacedBy }) =>
        (issuers === undefined || issuers.includes(guard.issuer)) &&
        // A pattern is no scope that somebody could ask for, and one that has ended none any more.
        parameters === undefined &&
        (replacedBy === undefined || now < Date.parse(replacedBy.deadline)),
    )
    .map(({ name }) => name);
  return publicJsonAnswer(JSON.stringify(guardMetadata(metadata, guard.issuer, scopes)), MAX_AGE_SECONDS);
};
