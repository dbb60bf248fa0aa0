import type { SinkTables } from '../sinks/tables.ts';
import type { Transform } from '../transforms.ts';

const google = { provider: 'google' } as const;
const shopify = { provider: 'shopify' } as const;

/**
 * By which Ruby gems ask. Facts of what their readmes and docstrings say: omniauth and its strategies, devise, googleauth,
 * signet, google-cloud-*, oauth2, openid_connect, doorkeeper, shopify_app, octokit, koala.
 */
export const sinksOfRuby: Partial<SinkTables> = {
  calls: {
    // omniauth, devise; an option and the parameters of a strategy of one's own
    provider: {},
    omniauth_provider: {},
    omniauth: {},
    omniauth_option: {},
    authorize_params: {},
    'omniauth.strategy.options': {},
    // googleauth, signet, google-cloud-*
    UserAuthorizer: { positions: [1], ...google },
    WebUserAuthorizer: { positions: [1], ...google },
    make_creds: google,
    get_application_default: { positions: [0], ...google },
    from_application_default: { positions: [0], ...google },
    UserRefreshCredentials: google,
    ServiceAccountCredentials: google,
    ServiceAccountJwtHeaderCredentials: google,
    ImpersonatedServiceAccountCredentials: google,
    DefaultCredentials: google,
    'ExternalAccount.Credentials': google,
    from_env: { positions: [0], only: 'certain', ...google },
    'Session.from_service_account_key': { positions: [1], ...google },
    'Session.from_config': google,
    'Cloud.Storage': google,
    'Cloud.Bigquery': google,
    'Cloud.PubSub': google,
    'Cloud.Datastore': google,
    'Cloud.Firestore': google,
    'Cloud.Logging': google,
    'Cloud.Translate': google,
    JWTAsserter: { positions: [1], ...google },
    'OAuth2.Client': {},
    // oauth2, rack-oauth2, openid_connect, doorkeeper
    authorize_url: {},
    authorization_uri: {},
    authorization_url: {},
    get_authorization_url: {},
    oauth_authorize_url: {},
    get_token: {},
    access_token: { only: 'likely' },
    'access_token!': {},
    'Application.create!': {},
    'Application.create': {},
    'Application.new': {},
    'Application.find_or_create_by!': {},
    'Application.find_or_create_by': {},
    // A token that is given out in a test, or kept
    'AccessToken.create!': { checks: true },
    'AccessToken.create': { checks: true },
    'AccessToken.new': { checks: true },
    'AccessToken.find_or_create_for': { checks: true },
    'AccessGrant.create!': { checks: true },
    default_scopes: { positions: 'all', defines: true },
    optional_scopes: { positions: 'all', defines: true },
    scopes_by_grant_type: { checks: true },
    'doorkeeper_authorize!': { checks: true },
    // Where its pages stand: a path, as Rails' routes have it
    use_doorkeeper: { checks: true },
    use_doorkeeper_openid_connect: { checks: true },
    claim: { checks: true },
    'include?': { checks: true },
    'includes_scope?': { checks: true },
    'exists?': { checks: true },
    eq: { checks: true },
    // Not of OAuth
    validates: { checks: true },
    validates_uniqueness_of: { checks: true },
    t: { checks: true },
    'I18n.t': { checks: true },
    'I18n.translate': { checks: true },
    // Shopify, Facebook and others
    'ShopifyApp.configure': shopify,
    'ShopifyAPI.Context.setup': shopify,
    'Context.setup': shopify,
    'Session.setup': shopify,
    create_permission_url: { positions: [0], ...shopify },
    // Mastodon's client, intuit-oauth
    create_app: { positions: [2] },
    get_auth_uri: { positions: [0], provider: 'intuit' },
    begin_auth: { names: ['scope_override'], ...shopify },
    url_for_oauth_code: { names: ['permissions'], provider: 'facebook' },
    authorize: { only: 'likely' },
  },
};

export const transformsOfRuby: Readonly<Record<string, Transform>> = {
  chomp: 'same',
  presence: 'same',
  to_sym: 'same',
  downcase: 'same',
  to_set: 'same',
  tap: 'same',
  reject: 'same',
  select: 'same',
  lines: 'split',
  push: 'extended',
  encode_www_form_component: 'first-argument',
  url_encode: 'first-argument',
  Array: 'first-argument',
};
