import { providerOfUrl } from '../provider-hosts.ts';
import { providerOfName } from '../provider-names.ts';
import type { Separator } from '../scope-tokens.ts';
import { type Known, type Members, memberOf, textValue } from './known.ts';

/** An attribute of a resource, a data source or a provider that holds scopes. */
export interface ScopePlace {
  /** Names of the blocks around it and its own. */
  readonly path: readonly string[];
  readonly kind: 'request' | 'definition';
  /** Whose scopes they are, by what the block around them or the whole resource says. */
  readonly provider: (inner: Members, whole: Members) => string | null;
  /** Attributes that say which client, the first that is there; else it goes by the resource's name. */
  readonly client: readonly string[];
  readonly separator: Separator;
}

type Provider =
  | string
  | null
  | { readonly name?: string; readonly url?: readonly string[]; readonly otherwise?: string };
type Further = { readonly client?: string; readonly kind?: 'definition'; readonly separator?: Separator };

function at(path: string, provider: Provider, { client, kind, separator }: Further = {}): ScopePlace {
  return {
    path: path.split('.'),
    kind: kind ?? 'request',
    provider:
      typeof provider === 'string' || provider === null
        ? () => provider
        : (inner, whole) => told(provider, inner, whole),
    client: client?.split(' ') ?? [],
    separator: separator ?? 'blank',
  };
}

function told(provider: Exclude<Provider, string | null>, inner: Members, whole: Members): string | null {
  const said = (name: string): string | null =>
    textValue(memberOf(inner, name)) ??
    textValue(memberOf(whole, name)) ??
    textValue(firstOf(memberOf(memberOf(whole, 'options'), name)));
  const byName = provider.name === undefined ? null : providerOfName(said(provider.name));
  const byUrl = (provider.url ?? []).map((name) => providerOfUrl(said(name))).find((one) => one !== null);
  return byName ?? byUrl ?? provider.otherwise ?? null;
}

function firstOf(known: Known | undefined): Known | undefined {
  return known?.kind === 'list' ? known.items[0] : known;
}

const DEFINED = { kind: 'definition' } as const;
const LISTS = { separator: 'blank-or-comma' } as const;
const BY_ISSUER = { url: ['issuer', 'authorization_endpoint', 'token_endpoint'] };
const auth0 = at('scopes', 'auth0', { client: 'client_id' });
const instance = [at('service_account.scopes', 'google', { client: 'name' })];
const nodePool = [
  at('node_config.oauth_scopes', 'google', { client: 'name' }),
  at('node_pool.node_config.oauth_scopes', 'google', { client: 'name' }),
  at('cluster_autoscaling.auto_provisioning_defaults.oauth_scopes', 'google', { client: 'name' }),
];
const webApp = [
  ...['google', 'github', 'microsoft', 'facebook'].map((name) =>
    at(`auth_settings.${name}.oauth_scopes`, name, { client: 'name' }),
  ),
  ...['google', 'github', 'microsoft', 'facebook'].map((name) =>
    at(`auth_settings_v2.${name}_v2.login_scopes`, name, { client: 'name' }),
  ),
  at('auth_settings_v2.custom_oidc_v2.scopes', null, { client: 'name' }),
];
const identityProvider = (provider: Provider) => [at('default_scopes', provider, { client: 'alias', ...LISTS })];
const listener = ['action', 'default_action'].flatMap((action) => [
  at(`${action}.authenticate_oidc.scope`, BY_ISSUER),
  at(`${action}.authenticate_cognito.scope`, 'cognito'),
]);
/** What a program is told to ask for, by a variable of its environment that is called so and nothing else. */
const variables = (path: string) =>
  ['SCOPE', 'OIDC_SCOPE', 'OIDC_SCOPES', 'OAUTH_SCOPE', 'OAUTH_SCOPES', 'OAUTH2_SCOPES'].map((name) =>
    at(`${path}.${name}`, BY_ISSUER, { client: 'name', ...LISTS }),
  );
const connectionOfEvents = [at('auth_parameters.oauth', null)];

/**
 * Which attributes hold scopes, by the type of the resource (documentation of the providers auth0/auth0, okta/okta, hashicorp/azuread,
 * hashicorp/azurerm, hashicorp/aws, hashicorp/google and keycloak/keycloak at registry.terraform.io. What only checks a
 * scope (`authorization_scopes` of an API's route, `scopes` of a claim) isn't here. Entra's permissions go by ids: see entra.ts.
 */
export const scopePlaces: ReadonlyMap<string, readonly ScopePlace[]> = new Map(
  Object.entries<readonly ScopePlace[]>({
    auth0_client_grant: [auth0, at('scope', 'auth0', { client: 'client_id' })],
    auth0_client_grants: [at('grants.scopes', 'auth0', { client: 'client_id' })],
    auth0_connection: [
      at('options.scopes', { name: 'strategy', ...BY_ISSUER }, { client: 'name', ...LISTS }),
      at('options.scope', { name: 'strategy', ...BY_ISSUER }, { client: 'name', ...LISTS }),
      at('options.auth_params.scope', 'auth0', { client: 'name' }),
      at('options.upstream_params.scope.value', { name: 'strategy' }, { client: 'name' }),
    ],
    auth0_resource_server: [at('scopes.value', 'auth0', DEFINED)],
    auth0_resource_server_scope: [at('scope', 'auth0', DEFINED)],
    auth0_resource_server_scopes: [at('scopes.name', 'auth0', DEFINED)],

    // What signing in at the app's own address asks for.
    okta_app_oauth: [at('login_scopes', 'okta', { client: 'label' })],
    okta_app_oauth_api_scope: [at('scopes', 'okta', { client: 'app_id' })],
    okta_auth_server_policy_rule: [at('scope_whitelist', 'okta', { client: 'name' })],
    okta_auth_server_scope: [at('name', 'okta', DEFINED)],
    okta_idp_oidc: [at('scopes', { url: ['issuer_url', 'authorization_url'] }, { client: 'name' })],
    okta_idp_social: [at('scopes', { name: 'type' }, { client: 'name' })],
    'provider.okta': [at('scopes', 'okta', { client: 'client_id' })],

    aws_cognito_user_pool_client: [at('allowed_oauth_scopes', 'cognito', { client: 'name' })],
    aws_cognito_managed_user_pool_client: [at('allowed_oauth_scopes', 'cognito', { client: 'name_prefix' })],
    aws_cognito_identity_provider: [
      at(
        'provider_details.authorize_scopes',
        { name: 'provider_type', url: ['oidc_issuer'] },
        { client: 'provider_name', ...LISTS },
      ),
    ],
    aws_lb_listener: listener,
    aws_lb_listener_rule: listener,
    aws_alb_listener: listener,
    aws_alb_listener_rule: listener,
    aws_verifiedaccess_trust_provider: [at('oidc_options.scope', BY_ISSUER)],
    aws_cloudwatch_event_connection: connectionOfEvents,
    aws_bedrockagentcore_gateway_target: [
      at('credential_provider_configuration.oauth.scopes', null, { client: 'name' }),
    ],
    aws_appflow_connector_profile: [
      at('connector_profile_config.connector_profile_properties.sapo_data.oauth_properties.oauth_scopes', null, {
        client: 'name',
      }),
    ],

    google_compute_instance: instance,
    google_compute_instance_from_template: instance,
    google_compute_instance_template: instance,
    google_compute_region_instance_template: instance,
    google_container_cluster: nodePool,
    google_container_node_pool: nodePool,
    google_composer_environment: [at('config.node_config.oauth_scopes', 'google', { client: 'name' })],
    google_dataproc_cluster: [
      at('cluster_config.gce_cluster_config.service_account_scopes', 'google', { client: 'name' }),
    ],
    google_dataproc_workflow_template: [
      at('placement.managed_cluster.config.gce_cluster_config.service_account_scopes', 'google', { client: 'name' }),
    ],
    google_cloud_scheduler_job: [at('http_target.oauth_token.scope', 'google', { client: 'name' })],
    google_cloud_tasks_queue: [at('http_target.oauth_token.scope', 'google', { client: 'name' })],
    google_tpu_v2_vm: [at('service_account.scope', 'google', { client: 'name' })],
    google_notebooks_instance: [at('service_account_scopes', 'google', { client: 'name' })],
    google_workbench_instance: [at('gce_setup.service_accounts.scopes', 'google', { client: 'name' })],
    'data.google_service_account_access_token': [at('scopes', 'google', { client: 'target_service_account' })],
    'provider.google': [at('scopes', 'google')],
    'provider.google-beta': [at('scopes', 'google')],
    'provider.googleworkspace': [at('oauth_scopes', 'google')],

    keycloak_openid_client_default_scopes: [at('default_scopes', 'keycloak', { client: 'client_id' })],
    keycloak_openid_client_optional_scopes: [at('optional_scopes', 'keycloak', { client: 'client_id' })],
    keycloak_openid_client_scope: [at('name', 'keycloak', DEFINED)],
    // What clients get that are made later: none is named.
    keycloak_realm_default_client_scopes: [at('default_scopes', 'keycloak', DEFINED)],
    keycloak_realm_optional_client_scopes: [at('optional_scopes', 'keycloak', DEFINED)],
    keycloak_oidc_identity_provider: identityProvider({ url: ['authorization_url', 'token_url', 'issuer'] }),
    keycloak_oidc_google_identity_provider: identityProvider('google'),
    keycloak_oidc_facebook_identity_provider: identityProvider('facebook'),
    keycloak_oidc_github_identity_provider: identityProvider('github'),
    keycloak_oidc_openshift_v4_identity_provider: identityProvider(null),
    keycloak_kubernetes_identity_provider: identityProvider(null),

    azurerm_linux_web_app: webApp,
    azurerm_windows_web_app: webApp,
    azurerm_linux_function_app: webApp,
    azurerm_windows_function_app: webApp,
    azurerm_linux_web_app_slot: webApp,
    azurerm_windows_web_app_slot: webApp,
    azurerm_linux_function_app_slot: webApp,
    azurerm_windows_function_app_slot: webApp,
    azurerm_logic_app_standard: webApp,
    azurerm_app_service: webApp,
    azurerm_function_app: webApp,
    azurerm_api_management_authorization_server: [at('default_scope', null, { client: 'display_name' })],

    heroku_app: variables('config_vars'),
    heroku_app_config_association: variables('vars'),
    gitlab_application: [at('scopes', 'gitlab', { client: 'name' })],
    vault_jwt_auth_backend_role: [at('oidc_scopes', null, { client: 'role_name' })],
    nomad_acl_auth_method: [at('config.oidc_scopes', null, { client: 'name' })],
    boundary_auth_method_oidc: [at('claims_scopes', { url: ['issuer'] }, { client: 'name' })],
    cloudflare_access_identity_provider: [at('config.scopes', { name: 'type', url: ['auth_url'] }, { client: 'name' })],
    cloudflare_zero_trust_access_identity_provider: [
      at('config.scopes', { name: 'type', url: ['auth_url'] }, { client: 'name' }),
    ],
    grafana_sso_settings: [
      at('oauth2_settings.scopes', { name: 'provider_name', url: ['auth_url'] }, { client: 'provider_name', ...LISTS }),
    ],
    tailscale_oauth_client: [at('scopes', 'tailscale', { client: 'description' })],
    databricks_custom_app_integration: [at('scopes', 'databricks', { client: 'name' })],
    ory_oauth2_client: [at('scope', 'hydra', { client: 'client_name' })],
    hydra_oauth2_client: [at('scopes', 'hydra', { client: 'client_name' })],
    authentik_source_oauth: [at('additional_scopes', { name: 'provider_type' }, { client: 'name' })],
  }),
);

/** Arguments that well-known modules of the registry take, for those whose code isn't in the repository. */
export const moduleArguments: ReadonlyMap<string, string | null> = new Map([
  ['allowed_oauth_scopes', 'cognito'],
  ['client_allowed_oauth_scopes', 'cognito'],
  ['oauth_scopes', 'google'],
  ['node_pools_oauth_scopes', 'google'],
  ['scope_whitelist', 'okta'],
  ['default_client_scopes', 'keycloak'],
  ['optional_client_scopes', 'keycloak'],
  ['authorize_scopes', null],
]);
