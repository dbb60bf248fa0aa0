import { type ConstantLanguage, MAX_LENGTH } from './google-constants.ts';

/** Constants of a library that somebody wrote by hand. */
interface LibraryConstants {
  readonly languages: readonly ConstantLanguage[];
  /** Where they stand, whole. */
  readonly library: RegExp;
  /** Whose scopes they are; null for those of OpenID Connect. */
  readonly provider: string | null;
  readonly constants: Readonly<Record<string, string>>;
}

const GOOGLE = 'https://www.googleapis.com/auth/';

const STANDARD_SCOPES = {
  OpenId: 'openid',
  Profile: 'profile',
  Email: 'email',
  Address: 'address',
  Phone: 'phone',
  OfflineAccess: 'offline_access',
};

const UPPER_CASE = {
  OPENID: 'openid',
  PROFILE: 'profile',
  EMAIL: 'email',
  ADDRESS: 'address',
  PHONE: 'phone',
};

/** Each read in the library, 2026-11-25: in its newest version that the registries of its language serve, or in its repository. */
const LIBRARIES: readonly LibraryConstants[] = [
  {
    languages: ['go'],
    library: /^github\.com\/coreos\/go-oidc(\/v\d+\/oidc)?$/,
    provider: null,
    constants: {
      ScopeOpenID: 'openid',
      ScopeProfile: 'profile',
      ScopeEmail: 'email',
      ScopeOfflineAccess: 'offline_access',
    },
  },
  {
    languages: ['go'],
    library: /^github\.com\/(zitadel|caos)\/oidc(\/v\d+)?\/pkg\/oidc$/,
    provider: null,
    constants: {
      ScopeOpenID: 'openid',
      ScopeProfile: 'profile',
      ScopeEmail: 'email',
      ScopeAddress: 'address',
      ScopePhone: 'phone',
      ScopeOfflineAccess: 'offline_access',
    },
  },
  ...[
    [
      'storage',
      {
        ScopeFullControl: 'devstorage.full_control',
        ScopeReadOnly: 'devstorage.read_only',
        ScopeReadWrite: 'devstorage.read_write',
      },
    ] as const,
    ['bigquery', { Scope: 'bigquery' }] as const,
    ['pubsub', { ScopePubSub: 'pubsub', ScopeCloudPlatform: 'cloud-platform' }] as const,
    ['datastore', { ScopeDatastore: 'datastore' }] as const,
    ['logging', { ReadScope: 'logging.read', WriteScope: 'logging.write', AdminScope: 'logging.admin' }] as const,
    ['spanner', { Scope: 'spanner.data', AdminScope: 'spanner.admin' }] as const,
    [
      'bigtable',
      {
        Scope: 'bigtable.data',
        ReadonlyScope: 'bigtable.readonly',
        AdminScope: 'bigtable.admin.table',
        InstanceAdminScope: 'bigtable.admin.cluster',
      },
    ] as const,
  ].map(
    ([name, constants]): LibraryConstants => ({
      languages: ['go'],
      library: new RegExp(`^cloud\\.google\\.com/go/${name}(/v\\d+)?$`),
      provider: 'google',
      constants: Object.fromEntries(Object.entries(constants).map(([one, scope]) => [one, `${GOOGLE}${scope}`])),
    }),
  ),
  {
    languages: ['go'],
    library: /^github\.com\/google\/go-github(\/v\d+)?\/github$/,
    provider: 'github',
    constants: {
      ScopeUser: 'user',
      ScopeUserEmail: 'user:email',
      ScopeUserFollow: 'user:follow',
      ScopePublicRepo: 'public_repo',
      ScopeRepo: 'repo',
      ScopeRepoDeployment: 'repo_deployment',
      ScopeRepoStatus: 'repo:status',
      ScopeDeleteRepo: 'delete_repo',
      ScopeNotifications: 'notifications',
      ScopeGist: 'gist',
      ScopeReadRepoHook: 'read:repo_hook',
      ScopeWriteRepoHook: 'write:repo_hook',
      ScopeAdminRepoHook: 'admin:repo_hook',
      ScopeAdminOrgHook: 'admin:org_hook',
      ScopeReadOrg: 'read:org',
      ScopeWriteOrg: 'write:org',
      ScopeAdminOrg: 'admin:org',
      ScopeReadPublicKey: 'read:public_key',
      ScopeWritePublicKey: 'write:public_key',
      ScopeAdminPublicKey: 'admin:public_key',
      ScopeReadGPGKey: 'read:gpg_key',
      ScopeWriteGPGKey: 'write:gpg_key',
      ScopeAdminGPGKey: 'admin:gpg_key',
      ScopeSecurityEvents: 'security_events',
    },
  },
  {
    languages: ['go'],
    library: /^github\.com\/zmb3\/spotify(\/v\d+\/auth)?$/,
    provider: 'spotify',
    constants: {
      ScopeImageUpload: 'ugc-image-upload',
      ScopePlaylistReadPrivate: 'playlist-read-private',
      ScopePlaylistModifyPublic: 'playlist-modify-public',
      ScopePlaylistModifyPrivate: 'playlist-modify-private',
      ScopePlaylistReadCollaborative: 'playlist-read-collaborative',
      ScopeUserFollowModify: 'user-follow-modify',
      ScopeUserFollowRead: 'user-follow-read',
      ScopeUserLibraryModify: 'user-library-modify',
      ScopeUserLibraryRead: 'user-library-read',
      ScopeUserReadPrivate: 'user-read-private',
      ScopeUserReadEmail: 'user-read-email',
      ScopeUserReadCurrentlyPlaying: 'user-read-currently-playing',
      ScopeUserReadPlaybackState: 'user-read-playback-state',
      ScopeUserModifyPlaybackState: 'user-modify-playback-state',
      ScopeUserReadRecentlyPlayed: 'user-read-recently-played',
      ScopeUserTopRead: 'user-top-read',
      ScopeStreaming: 'streaming',
    },
  },
  {
    languages: ['java', 'kotlin'],
    library: /^(org\.springframework\.security\.oauth2\.core\.oidc\.)?OidcScopes$/,
    provider: null,
    constants: UPPER_CASE,
  },
  {
    languages: ['java', 'kotlin'],
    library: /^(com\.nimbusds\.openid\.connect\.sdk\.)?OIDCScopeValue$/,
    provider: null,
    constants: { ...UPPER_CASE, OFFLINE_ACCESS: 'offline_access' },
  },
  {
    languages: ['java', 'kotlin'],
    library: /^(net\.openid\.appauth\.)?AuthorizationRequest\.Scope$/,
    provider: null,
    constants: { ...UPPER_CASE, OFFLINE_ACCESS: 'offline_access' },
  },
  {
    languages: ['java', 'kotlin'],
    library: /^(org\.keycloak\.)?OAuth2Constants$/,
    provider: null,
    constants: {
      ...Object.fromEntries(Object.entries(UPPER_CASE).map(([name, scope]) => [`SCOPE_${name}`, scope])),
      OFFLINE_ACCESS: 'offline_access',
    },
  },
  {
    languages: ['csharp'],
    library: /^(Microsoft\.IdentityModel\.Protocols\.OpenIdConnect\.)?OpenIdConnectScope$/,
    provider: null,
    constants: { ...STANDARD_SCOPES, OpenIdProfile: 'openid profile', UserImpersonation: 'user_impersonation' },
  },
  {
    languages: ['csharp'],
    // The same names in IdentityServer4, Duende.IdentityServer, IdentityModel and Duende.IdentityModel.
    library: /(^|\.)(IdentityServerConstants|OidcConstants)\.StandardScopes$/,
    provider: null,
    constants: STANDARD_SCOPES,
  },
  {
    languages: ['csharp'],
    library: /^(OpenIddict\.Abstractions\.)?OpenIddictConstants\.Scopes$/,
    provider: null,
    constants: { ...STANDARD_SCOPES, Roles: 'roles' },
  },
  {
    languages: ['csharp'],
    // What a client is registered with: `scp:email` lets it ask for `email`.
    library: /^(OpenIddict\.Abstractions\.)?OpenIddictConstants\.Permissions\.Scopes$/,
    provider: null,
    constants: { Address: 'address', Email: 'email', Phone: 'phone', Profile: 'profile', Roles: 'roles' },
  },
];

/** The scope of a constant of one of these libraries with whose it is, or null. */
export function libraryConstant(
  language: ConstantLanguage,
  library: string,
  name: string,
): { readonly provider: string | null; readonly scope: string } | null {
  if (library.length > MAX_LENGTH) return null;
  for (const known of LIBRARIES) {
    if (!known.languages.includes(language) || !known.library.test(library)) continue;
    if (Object.hasOwn(known.constants, name)) return { provider: known.provider, scope: known.constants[name] ?? '' };
  }
  return null;
}

/** Scopes that a provider's catalog must know, since a library has constants for them. */
export function scopesOfConstants(): readonly { readonly provider: string; readonly scope: string }[] {
  return LIBRARIES.flatMap(({ provider, constants }) =>
    provider === null ? [] : Object.values(constants).map((scope) => ({ provider, scope })),
  );
}
