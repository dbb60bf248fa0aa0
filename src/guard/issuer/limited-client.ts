import type { ServerResponse } from 'node:http';
import { onceClosed } from '../../gateway/index.ts';
import { type ClaimedClient, OAuthError } from '../../oauth/index.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import type { ClientLimits } from './client-limits.ts';
import type { GuardContext } from './guard-context.ts';

/**
 * Holds a request to its client's limits, until its response is over. What is refused is only counted: nobody has shown who they are.
 *
 * @throws OAuthError status 429
 */
export function limitClient(
  guard: GuardContext,
  clientId: string,
  shown: ClaimedClient | 'browser',
  endpoint: string,
  response: ServerResponse,
): void {
  if (guard.limits === null) return;
  try {
    onceClosed(response, guard.limits.enter(clientId, shown));
  } catch (error) {
    if (error instanceof OAuthError) guard.strangers.count(endpoint, 'too_many_requests');
    throw error;
  }
}

/** The authorization server, whose answers say which credentials are a client's own. */
export function confirming(server: AuthorizationServer, limits: ClientLimits | null): AuthorizationServer {
  if (limits === null) return server;
  return {
    ...server,
    async post(endpoint, client, parameters, proof) {
      const answer = await server.post(endpoint, client, parameters, proof);
      if (answer.status === 401) limits.credentialsWere(client, false);
      else if (answer.status === 200 && endpoint === 'token') limits.credentialsWere(client, true);
      return answer;
    },
  };
}
