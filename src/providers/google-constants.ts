import { readScopes } from './catalog.ts';
import { catalog } from './data/google.ts';
import { apis } from './data/google-apis.ts';

/**
 * How the generator of a language's client libraries names the constant of a scope, and where its constants stand. Found by comparing
 * the names with the generated libraries (docs/providers.md says how many agree); in none of them does a name mean two scopes.
 */
interface Naming {
  /** Whether `library.name` is a constant of a generated library, and its last part. */
  readonly place: RegExp;
  readonly nameOf: (scope: string) => string;
}

const WITHOUT = /^https?:\/\/(?:www\.googleapis\.com\/auth\/)?|\/$/g;

/** `drive.readonly` → `DriveReadonly`. */
function capitalized(scope: string): string {
  return wordsOf(scope)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}

function wordsOf(scope: string): readonly string[] {
  return scope
    .replaceAll(WITHOUT, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

function upperCased(scope: string): string {
  return wordsOf(scope).join('_').toUpperCase();
}

/** Ruby's takes the address's path without its first character, whatever that is: `openid` is `PENID` there. */
function ofPath(scope: string): string {
  const path = scope.replace(/^https?:\/\/[^/]*/, '').slice(1);
  return path === '' ? 'AUTH_SCOPE' : path.toUpperCase().replaceAll(/\W/g, '_');
}

const JAVA: Naming = {
  place: /^(?:com\.google\.api\.services\.[\w.]+\.)?[A-Z]\w*Scopes\.(\w+)$/,
  nameOf: upperCased,
};

const NAMINGS = {
  // drive.DriveReadonlyScope of google.golang.org/api/drive/v3
  go: {
    place: /^google\.golang\.org\/api\/[\w/.-]+?\.(\w+)$/,
    nameOf: (scope) => (scope === 'openid' ? 'OpenIDScope' : `${capitalized(scope)}Scope`),
  },
  // com.google.api.services.drive.DriveScopes.DRIVE_READONLY
  java: JAVA,
  kotlin: JAVA,
  // Google.Apis.Drive.v3.DriveService.Scope.DriveReadonly, and the same in ScopeConstants
  csharp: {
    place: /^(?:Google\.Apis\.[\w.]+\.)?\w+Service\.(?:Scope|ScopeConstants)\.(\w+)$/,
    nameOf: capitalized,
  },
  // Google\Service\Drive::DRIVE_READONLY, before version 2.9 Google_Service_Drive
  php: {
    place: /^\\?Google(?:\\Service\\|_Service_)\w+\.(\w+)$/,
    nameOf: upperCased,
  },
  // Google::Apis::DriveV3::AUTH_DRIVE_READONLY
  ruby: {
    place: /^(?:::)?Google::Apis::\w+\.(\w+)$/,
    nameOf: ofPath,
  },
} satisfies Record<string, Naming>;

/** A language whose generated Google libraries have constants for scopes. Those of Python and Node.js have none. */
export type ConstantLanguage = keyof typeof NAMINGS;

/** Longer than any path or name in a program that was written by hand. */
export const MAX_LENGTH = 300;

/** Scopes that constants of older versions of the libraries stand for, and that no API of today's discovery documents takes. */
const RETIRED: readonly string[] = `
admin.directory.notifications assistant-sdk-prototype bigquery.readonly bigtable.data bigtable.data.readonly bigtable.readonly
business.manage cloud-identity cloud-identity.userinvitations cloud-identity.userinvitations.readonly cloudplatformprojects
cloudplatformprojects.readonly cloudprint dataportability.businessmessaging.conversations datastoremobile drive.apps drive.install
games_lite genomics.readonly photoslibrary photoslibrary.appendonly photoslibrary.edit.appcreateddata photoslibrary.readonly
photoslibrary.readonly.appcreateddata photoslibrary.sharing plus.business.manage plus.profile.emails.read profile.emails.read
sdm.thermostat.service xapi.zoo
`
  .trim()
  .split(/\s+/)
  .map((name) => `https://www.googleapis.com/auth/${name}`);

const byName = new Map<(scope: string) => string, ReadonlyMap<string, string>>();
const retiredByName = new Map<(scope: string) => string, ReadonlyMap<string, string>>();

/**
 * The scope that a constant of one of Google's generated client libraries stands for, or null where there is none of that name.
 *
 * @param library where the constant stands, in the language's own spelling: Go's import path; Java's class, with its package or
 *   without; C#'s class, `Google.Apis.Drive.v3.DriveService.Scope` or what is left of it after `using`; PHP's class; Ruby's module
 */
export function googleScopeOfConstant(language: ConstantLanguage, library: string, name: string): string | null {
  if (library.length + name.length > MAX_LENGTH) return null;
  const naming: Naming = NAMINGS[language];
  const written = naming.place.exec(`${library}.${name}`)?.[1];
  return written === undefined ? null : (constantsBy(naming.nameOf).get(written) ?? null);
}

const ALL = /^(?:com\.google\.api\.services\.[\w.]+\.)?([A-Z]\w*)Scopes$/;

/**
 * What `DriveScopes.all()` of Google's libraries for Java comes to: every scope of the API's newest version. Null where the class is none
 * of theirs.
 *
 * @param library the class, with its package or without
 */
export function allGoogleScopes(library: string): readonly string[] | null {
  // In any case: AdSenseScopes became AdsenseScopes with a version of the API.
  const api = library.length > MAX_LENGTH ? undefined : ALL.exec(library)?.[1]?.toLowerCase();
  const line = api === undefined ? undefined : apis.split('\n').find((one) => one.toLowerCase().startsWith(`${api}\t`));
  if (line === undefined) return null;
  return line
    .slice(line.indexOf('\t') + 1)
    .split(' ')
    .map((scope) => scope.replace(/^\+/, catalog.prefix));
}

/**
 * The same by the constant's name alone, wherever it stands: for who has seen that it is of Google's libraries. Names of older versions of
 * them are known, too.
 */
export function googleScopeNamed(language: ConstantLanguage, name: string): string | null {
  if (name.length > MAX_LENGTH) return null;
  const { nameOf } = NAMINGS[language];
  return constantsBy(nameOf).get(name) ?? retiredBy(nameOf).get(name) ?? null;
}

/** The constant of a scope in a language's generated libraries. */
export function constantOfGoogleScope(language: ConstantLanguage, scope: string): string {
  return NAMINGS[language].nameOf(scope);
}

function constantsBy(nameOf: (scope: string) => string): ReadonlyMap<string, string> {
  const known = byName.get(nameOf) ?? new Map(scopesOfLibraries().map((scope) => [nameOf(scope), scope]));
  byName.set(nameOf, known);
  return known;
}

function retiredBy(nameOf: (scope: string) => string): ReadonlyMap<string, string> {
  const known = retiredByName.get(nameOf) ?? new Map(RETIRED.map((scope) => [nameOf(scope), scope]));
  retiredByName.set(nameOf, known);
  return known;
}

/** Scopes of the APIs that libraries are generated from, retired ones included. */
export function scopesOfLibraries(): readonly string[] {
  return [...readScopes(catalog).values()].filter(({ undiscovered }) => !undiscovered).map(({ name }) => name);
}
