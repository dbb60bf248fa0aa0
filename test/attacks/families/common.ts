import { createHash } from 'node:crypto';
import { formatBasicCredentials, formatParameters } from '../../../src/oauth/index.ts';
import type { Client, Policy } from '../../../src/policy/index.ts';
import type { AttackScene, Outcome } from '../scene/attack-scene.ts';

export const NIGHTLY = 'nightly-report';
export const GRANT = 'grant_type=client_credentials';
export const FORM = 'application/x-www-form-urlencoded';
export const ORDERS = 'https://orders.acme.example';
export const VERIFIER = 'v'.repeat(43);
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
export const CALLBACKS = {
  storefront: 'http://127.0.0.1:4480/callback',
  'support-desk': 'http://127.0.0.1:4481/callback',
  'mobile-app': 'http://127.0.0.1:4482/callback',
} as const;
export type SignInClient = keyof typeof CALLBACKS;

/** What the server is sent for a narrow token of `nightly-report`, whatever the request looked like. */
export const NARROW_FORM = `grant_type=client_credentials&scope=orders%3Aread&resource=${encodeURIComponent(ORDERS)}`;

/** Refused before anything is read out of it: there is nothing that could be decided, and nothing to record. */
export const UNREADABLE: Outcome = { client: '400 invalid_request', server: [], ledger: [] };
export const MALFORMED: Outcome = { client: '400 invalid_scope', server: [], ledger: [] };
/** No such door. */
export const NOT_THERE: Outcome = { client: '404 invalid_request', server: [], ledger: [] };
/** A scope that no policy knows. */
export const UNKNOWN_SCOPE: Outcome = {
  client: '400 invalid_scope',
  server: [],
  ledger: ['decision refuse: scope_unknown'],
};
/** A scope of another client. */
export const NOT_ITS_SCOPE: Outcome = {
  client: '400 invalid_scope',
  server: [],
  ledger: ['decision refuse: scope_not_allowed_for_client'],
  alerts: ['high scope.refused: orders:write'],
};
/** What was smuggled is left behind, and the client gets what it may have. */
export const LEFT_BEHIND: Outcome = {
  client: '200',
  server: ['POST /token'],
  sent: NARROW_FORM,
  ledger: ['decision permit: orders:read', 'issued: orders:read'],
};

/** A policy in which one client is otherwise. */
export const withClient =
  (clientId: string, change: Partial<Client>) =>
  (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) => (client.clientId === clientId ? { ...client, ...change } : client)),
  });

/** The head of a raw POST to the token endpoint as `nightly-report`. */
export function tokenHead(scene: AttackScene, more: readonly string[] = [], target = '/token'): string[] {
  return [
    `POST ${target} HTTP/1.1`,
    `Host: ${scene.host}`,
    `Authorization: ${formatBasicCredentials(NIGHTLY, scene.base.secretOf(NIGHTLY))}`,
    ...more,
  ];
}

/** Query of an authorization request; null leaves a parameter out. */
export function authorizationQuery(clientId: SignInClient, more: Record<string, string | null> = {}): string {
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: CALLBACKS[clientId],
    state: 's',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more,
  };
  return formatParameters(
    Object.entries(parameters).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
