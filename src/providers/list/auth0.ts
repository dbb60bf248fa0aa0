import { broadNames, type Provider } from '../provider.ts';

/** auth0.com/docs/api/management/v2. */
export const auth0: Provider = {
  id: 'auth0',
  title: 'Auth0 Management API',
  looksLike: (name) =>
    /^(create|read|update|delete):(client_grants|client_keys|client_credentials|tenant_settings|guardian_\w+|users_app_metadata|signing_keys|attack_protection|anomaly_blocks|custom_domains|email_provider|logs_users|role_members|user_idp_tokens)$/.test(
      name,
    ),
  // What a tenant's own APIs define looks the same.
  perhapsBeyond: () => true,
  broad: [
    broadNames(
      'changes of client_grants, clients, client_credentials, connections, actions, rules, hooks, roles',
      /^(create|update|delete):(client_grants|clients|client_credentials|connections|actions|rules|hooks|roles|role_members|organization_member_roles)$/,
      'changes who may have which token of the tenant, or code that runs when it is given',
    ),
    broadNames(
      'client_keys, signing_keys, encryption_keys, user_idp_tokens',
      /:(client_keys|signing_keys|encryption_keys|user_idp_tokens)$/,
      'reaches secrets and keys',
    ),
    broadNames('changes of users', /^(create|update|delete):users$/, 'changes any account, its password included'),
  ],
  load: () => import('../data/auth0.ts'),
};
