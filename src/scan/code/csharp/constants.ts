import { googleScopeNamed } from '../../../providers/index.ts';

/** Names of the standard scopes: of IdentityModel, IdentityServer, OpenIddict, Microsoft.IdentityModel. */
const STANDARD: Readonly<Record<string, string>> = {
  OpenId: 'openid',
  OpenID: 'openid',
  Openid: 'openid',
  OpenIdProfile: 'openid profile',
  Profile: 'profile',
  UserProfile: 'profile',
  Email: 'email',
  Address: 'address',
  Phone: 'phone',
  OfflineAccess: 'offline_access',
  Roles: 'roles',
  UserImpersonation: 'user_impersonation',
};
const HOLDERS = /^(StandardScopes|OpenIdConnectScope|OpenIdConnectScopes|OpenIdScopes)$/;

/** SpotifyAPI.Web's `Scopes.UserReadEmail`, and FluentSpotifyApi's `SpotifyScopes.UserReadEmail`, are `user-read-email`. */
const SPOTIFY = new Map(
  (
    'ugc-image-upload user-read-playback-state user-modify-playback-state user-read-currently-playing streaming app-remote-control ' +
    'user-read-email user-read-private playlist-read-collaborative playlist-modify-public playlist-read-private ' +
    'playlist-modify-private user-library-modify user-library-read user-top-read user-read-playback-position ' +
    'user-read-recently-played user-follow-read user-follow-modify'
  )
    .split(' ')
    .map((scope) => [
      scope
        .split('-')
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
        .join(''),
      scope,
    ]),
);

export function constantOfCSharp(path: readonly string[]): string | null {
  const name = path.at(-1) ?? '';
  const holder = path.at(-2) ?? '';
  const outer = path.at(-3) ?? '';
  // Google.Apis: `DriveService.Scope.DriveReadonly`; in attributes, `DriveService.ScopeConstants.DriveReadonly`.
  if ((holder === 'Scope' || holder === 'ScopeConstants') && /Service$/.test(outer))
    return googleScopeNamed('csharp', name);
  // OpenIddict's permissions of a client; those that are no scope come to nothing.
  if (outer === 'Permissions') {
    if (holder === 'Prefixes') return '';
    if (holder === 'Scopes') return STANDARD[name] ?? null;
    if (/^(Endpoints|GrantTypes|ResponseTypes)$/.test(holder)) return '';
  }
  if (name === 'Empty' && /^string$/i.test(holder)) return '';
  if (holder === 'LocalApi' && name === 'ScopeName') return 'IdentityServerApi';
  if (HOLDERS.test(holder)) return STANDARD[name] ?? null;
  if (holder === 'Scopes') return STANDARD[name] ?? SPOTIFY.get(name) ?? null;
  if (holder === 'SpotifyScopes') return SPOTIFY.get(name) ?? null;
  // `using static SpotifyAPI.Web.Scopes`
  if (path.length === 1 && name.length > 8) return SPOTIFY.get(name) ?? null;
  return null;
}
