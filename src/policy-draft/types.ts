import type { Place, Remark } from '../connect/index.ts';
import type { Diagnostic, PolicyFileText } from '../policy/index.ts';

/** The sections of a policy that a source has something to say of. */
export type DraftSection = 'issuers' | 'resourceServers' | 'scopes' | 'clients';

/** What a field is to say: what the source knows, or a TODO with what little is known. */
export type FieldValue =
  | { readonly known: string | number | readonly string[] }
  /** Empty where nothing is known. */
  | { readonly todo: string };

/** A definition as the sources would have it. */
export interface WantedDefinition {
  readonly section: DraftSection;
  /** Its name in the policy. */
  readonly name: string;
  /** In the order in which they are written. */
  readonly fields: readonly (readonly [string, FieldValue])[];
  /** What was read, for a person: `Keycloak realm acme`. */
  readonly from: string;
  /** Sentences for who fills in the rest. */
  readonly hints: readonly string[];
  readonly at: Place;
}

/** What a policy would be by the sources alone. */
export interface Wanted {
  readonly definitions: readonly WantedDefinition[];
  readonly remarks: readonly Remark[];
  /** The issuer of the policy that nobody had named, and that `--issuer` now does; null where there is none. */
  readonly namedIssuer: string | null;
  /** Sections of which the sources say all that there is, so that what they lack is worth a word. */
  readonly complete: ReadonlySet<DraftSection>;
  /** Scopes that a client of the sources holds. */
  readonly held: ReadonlySet<string>;
  /** Issuers whose clients the sources list. */
  readonly coveredIssuers: ReadonlySet<string>;
}

export interface DraftOptions {
  /** The folder of the policy, as messages show it; new files are made in it. */
  readonly folder: string;
  readonly environment: string | null;
  /** Issuer of the one source that doesn't say its own. */
  readonly issuer: string | null;
}

/** Something that was done to a file, or would be. */
export interface Change {
  readonly file: string;
  readonly section: DraftSection | 'environment';
  readonly name: string;
  /** Of a field that was filled in; null for a definition that was added. */
  readonly field: string | null;
}

export interface PolicyDraft {
  /** Files that are new or have changed, whole. */
  readonly files: readonly PolicyFileText[];
  readonly added: readonly Change[];
  readonly filled: readonly Change[];
  /** Where the policy says otherwise than the source, and is left as it is. */
  readonly differences: readonly Remark[];
  /** What the policy has and no source does. */
  readonly gone: readonly Remark[];
  /** What couldn't be taken from the sources as it is. */
  readonly remarks: readonly Remark[];
  /** What remains to be said, file by file. */
  readonly todos: readonly Diagnostic[];
}

/**
 * - `policy_unreadable`: a file of the policy isn't valid YAML, so nothing is added to it
 * - `issuer_ambiguous`: `--issuer` names one issuer, and several sources have none of their own
 * - `not_editable`: a file is laid out in a way in which nothing can be added
 */
export type DraftErrorCode = 'policy_unreadable' | 'issuer_ambiguous' | 'not_editable';

/** A policy can't be drafted or brought up to date. */
export class DraftError extends Error {
  readonly code: DraftErrorCode;

  constructor(code: DraftErrorCode, message: string) {
    super(message);
    this.name = 'DraftError';
    this.code = code;
  }
}
