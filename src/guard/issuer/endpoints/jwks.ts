import { OAuthError } from '../../../oauth/index.ts';
import { publicJsonAnswer } from '../answer.ts';
import type { Endpoint } from '../exchange.ts';

const MAX_AGE_SECONDS = 60;

/** The server's key set as it is; the guard never adds a key. */
export const jwksEndpoint: Endpoint = async (guard, { head }) => {
  if (head.method !== 'GET') throw new OAuthError('invalid_request', 'only GET is allowed here', { status: 405 });
  return publicJsonAnswer(await guard.authorizationServer.keySet(), MAX_AGE_SECONDS);
};
