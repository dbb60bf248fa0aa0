import type { ClientMetadata } from 'oidc-provider';

/** The client by which the guards introspect opaque tokens. It has no grant of its own. */
export const GUARD_CLIENT = 'ambit-guard';

/** The client by which people sign in to Ambit's console. */
export const CONSOLE_CLIENT = 'ambit-console';

/**
 * Acme's clients as the authorization server has them: grown over the years, each broader than it needs to be. None is limited
 * to scopes, and the two on the web may use client credentials as well.
 */
const registered: readonly (ClientMetadata & { client_id: string })[] = [
  { client_id: 'nightly-report', ...batch() },
  { client_id: 'order-fulfilment', ...batch() },
  { client_id: 'customer-sync', ...batch() },
  {
    client_id: 'storefront',
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1:4480/callback'],
  },
  {
    client_id: 'support-desk',
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1:4481/callback'],
  },
  {
    client_id: 'mobile-app',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1:4482/callback', 'example.acme.shop:/callback'],
  },
  {
    client_id: CONSOLE_CLIENT,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1:4430/session/callback'],
  },
  { client_id: GUARD_CLIENT, grant_types: [], response_types: [], redirect_uris: [] },
];

/** Ids of the clients that have a secret. */
export const confidentialClients: readonly string[] = registered
  .filter((client) => client.token_endpoint_auth_method !== 'none')
  .map((client) => client.client_id);

/** What clients are registered with beside what Acme has, by client id. */
export type ClientChanges = Readonly<Record<string, Partial<ClientMetadata>>>;

/**
 * The clients with their secrets, as the provider wants them.
 *
 * @param redirectUris by client, where they aren't where `npm start` has them.
 */
export function clientsWith(
  secrets: Readonly<Record<string, string>>,
  redirectUris: Readonly<Record<string, string>> = {},
  changes: ClientChanges = {},
): ClientMetadata[] {
  return registered.map((one) => {
    const redirectUri = redirectUris[one.client_id];
    const client = {
      ...one,
      ...(redirectUri === undefined ? {} : { redirect_uris: [redirectUri] }),
      ...changes[one.client_id],
    };
    const secret = secrets[client.client_id];
    return secret === undefined ? client : { ...client, client_secret: secret };
  });
}

function batch(): Partial<ClientMetadata> {
  return { grant_types: ['client_credentials'], response_types: [], redirect_uris: [] };
}
