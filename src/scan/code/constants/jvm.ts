import { googleScopeNamed } from '../../../providers/index.ts';

/** Scopes for which constants of libraries for the JVM stand. Read 2026-11-25 in the libraries' reference documentation. */

const GOOGLE = 'https://www.googleapis.com/auth/';
const STANDARD: Readonly<Record<string, string>> = {
  OPENID: 'openid',
  OPEN_ID: 'openid',
  PROFILE: 'profile',
  EMAIL: 'email',
  ADDRESS: 'address',
  PHONE: 'phone',
  OFFLINE_ACCESS: 'offline_access',
};

/** com.google.android.gms.common.Scopes */
const PLAY_SERVICES: Readonly<Record<string, string>> = {
  PROFILE: 'profile',
  EMAIL: 'email',
  OPEN_ID: 'openid',
  LEGACY_USERINFO_PROFILE: `${GOOGLE}userinfo.profile`,
  LEGACY_USERINFO_EMAIL: `${GOOGLE}userinfo.email`,
  PLUS_LOGIN: `${GOOGLE}plus.login`,
  PLUS_ME: `${GOOGLE}plus.me`,
  GAMES: `${GOOGLE}games`,
  GAMES_LITE: `${GOOGLE}games_lite`,
  CLOUD_SAVE: `${GOOGLE}datastoremobile`,
  APP_STATE: `${GOOGLE}appstate`,
  DRIVE_FILE: `${GOOGLE}drive.file`,
  DRIVE_APPFOLDER: `${GOOGLE}drive.appdata`,
  DRIVE_FULL: `${GOOGLE}drive`,
  DRIVE_APPS: `${GOOGLE}drive.apps`,
};

/** Of classes by their name, with what else their path has to say. */
const CLASSES: Readonly<Record<string, (name: string, path: string) => string | null>> = {
  // Spring Security
  OidcScopes: standard,
  // Nimbus
  OIDCScopeValue: standard,
  // Keycloak
  OAuth2Constants: (name) =>
    ({ SCOPE_OPENID: 'openid', OFFLINE_ACCESS: 'offline_access', SCOPE_PROFILE: 'profile', SCOPE_EMAIL: 'email' })[
      name
    ] ?? null,
  // AppAuth: AuthorizationRequest.Scope
  Scope: (name, path) => (/AuthorizationRequest/.test(path) ? standard(name) : null),
  AuthorizationRequest: (name) => (name.startsWith('SCOPE_') ? standard(name.slice(6)) : null),
  Scopes: (name, path) => {
    if (!/^com\.google\.android\.gms\.|^Scopes\./.test(path)) return null;
    if (name.startsWith('FITNESS_')) return googleScopeNamed('java', name);
    return PLAY_SERVICES[name] ?? null;
  },
  // com.google.android.gms.drive.Drive, .games.Games, .fitness.Fitness
  Drive: (name) => ({ SCOPE_FILE: `${GOOGLE}drive.file`, SCOPE_APPFOLDER: `${GOOGLE}drive.appdata` })[name] ?? null,
  Games: (name) => ({ SCOPE_GAMES: `${GOOGLE}games`, SCOPE_GAMES_LITE: `${GOOGLE}games_lite` })[name] ?? null,
  Fitness: (name) => (name.startsWith('SCOPE_') ? googleScopeNamed('java', `FITNESS_${name.slice(6)}`) : null),
  // pac4j
  Google2Scope: (name) => ({ EMAIL: 'email', PROFILE: 'profile', EMAIL_AND_PROFILE: 'email profile' })[name] ?? null,
};

/** @param path an import's path, the name that it imports, and the names after that */
export function constantOfJvm(path: readonly string[]): string | null {
  const words = path.join('.').split('.');
  const name = words.at(-1) ?? '';
  const owner = words.at(-2) ?? '';
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return null;
  const whole = path.join('.');
  if (Object.hasOwn(CLASSES, owner)) return CLASSES[owner]?.(name, whole) ?? null;
  // The generated clients of Google: `DriveScopes.DRIVE_READONLY`, of whatever package where its import isn't seen.
  const google = whole.startsWith('com.google.') || !whole.includes('.') || /^[A-Z]/.test(whole);
  return google && /^[A-Z]\w*Scopes$/.test(owner) ? googleScopeNamed('java', name) : null;
}

function standard(name: string): string | null {
  return STANDARD[name] ?? null;
}
