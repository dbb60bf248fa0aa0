import { type ConstantLanguage, googleScopeOfConstant } from './google-constants.ts';
import { libraryConstant } from './library-constants.ts';

/** What a client library's constant stands for. */
export interface ConstantScope {
  /** Whose scope it is; null for those of OpenID Connect, which every provider has. */
  readonly provider: string | null;
  /** The constant's own value: one scope, or several parted by blanks. */
  readonly scope: string;
}

/**
 * The scope that a well-known constant of a client library stands for: `drive.DriveReadonlyScope` of Go's
 * `google.golang.org/api/drive/v3`, `OidcScopes.OPENID` of Spring Security. Null where it is none that is known.
 *
 * @param library where the constant stands, in the language's own spelling: Go's import path; a class with its package or namespace
 *   (Java, Kotlin, C#, PHP), or as much of it as the file says; Ruby's module
 * @param name of the constant there
 */
export function scopeOfConstant(language: ConstantLanguage, library: string, name: string): ConstantScope | null {
  const google = googleScopeOfConstant(language, library, name);
  return google === null ? libraryConstant(language, library, name) : { provider: 'google', scope: google };
}
