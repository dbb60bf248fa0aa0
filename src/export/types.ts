import type { LoggedEntry } from '../entries/index.ts';

export const FORMATS = ['ocsf', 'cef', 'syslog', 'cloudevents', 'otlp'] as const;

export type FormatName = (typeof FORMATS)[number];

/** How much an entry matters to who watches. OCSF's five words, which every format has numbers for. */
export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** `success`: what was asked was done. `failure`: it was refused, or didn't come off. `unknown`: the entry doesn't say. */
export type Outcome = 'success' | 'failure' | 'unknown';

/** Something that has an identity and is neither a person nor a client. */
export interface Thing {
  readonly type: string;
  readonly uid: string;
  readonly name: string | null;
}

/**
 * What of an entry a receiver of events looks for, in words of its own field; each format says where it puts them. It holds what the
 * entry says and nothing else: people are pseudonyms, tokens fingerprints, free text a reference into the sealed store.
 */
export interface Facts {
  /** What was done, in one word of the kind's own: `permit`, `issue`, `revoke`. */
  readonly action: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  /** Why it was refused, withheld, ended: a code. */
  readonly reason: string | null;
  readonly clientId: string | null;
  /** Pseudonym (`sub:…`) of the person concerned. */
  readonly subject: string | null;
  /** Policy id of the person who acted. */
  readonly person: string | null;
  /** Scopes that it is about: granted, or asked for where none was. */
  readonly scopes: readonly string[];
  readonly grantId: string | null;
  readonly grantType: string | null;
  /** Fingerprints. */
  readonly tokens: readonly string[];
  /** When the first of the tokens ends: milliseconds since 1970. */
  readonly expiresAt: number | null;
  /** The API that was called, and the operation of it. */
  readonly api: string | null;
  readonly operation: string | null;
  /** How many occurrences it stands for, and when the first and last of them were (RFC 3339). */
  readonly count: number | null;
  readonly from: string | null;
  readonly to: string | null;
  /** What was made, changed or read. */
  readonly entity: Thing | null;
  /** What somebody should look into. */
  readonly finding: { readonly uid: string; readonly title: string } | null;
}

/** Where an entry belongs in OCSF: a class, and its activity. */
export interface OcsfPlace {
  readonly class: OcsfClass;
  readonly activity: number;
  /** What `activity_name` says where the activity is none of the class's own (99, Other). */
  readonly activityName?: string;
}

export type OcsfClass =
  | 'base_event'
  | 'detection_finding'
  | 'authentication'
  | 'authorize_session'
  | 'entity_management'
  | 'application_lifecycle'
  | 'api_activity';

/** How one kind of entry is told to others: one of these for each kind, in `kinds/`. Never throws, whatever the body says. */
export interface KindMapping {
  /** A few words, for people: `Token issued`. */
  readonly caption: string;
  facts(logged: ExportedEntry, context: MappingContext): Partial<Facts>;
  /** By what the entry came to. */
  ocsf(facts: Facts, logged: ExportedEntry, context: MappingContext): OcsfPlace;
}

/** As much of a logged entry as a record is made of. */
export type ExportedEntry = Pick<LoggedEntry, 'index' | 'id' | 'leafHash' | 'entry'>;

/** What a mapping needs beside the entry. */
export interface MappingContext {
  /** The HTTP method of an operation, by the OpenAPI document that the entry names; null where it can't be told. */
  methodOf(openApi: string, operation: string): string | null;
}

/** All that a format writes out of: the entry, where it stands, and what it says. */
export interface ExportedEvent {
  /** Of the log. */
  readonly origin: string;
  readonly index: number;
  readonly id: string;
  /** Hexadecimal: SHA-256 over 0x00 and the entry's bytes (RFC 6962 §2.1). */
  readonly leafHash: string;
  readonly entry: ExportedEntry['entry'];
  readonly caption: string;
  readonly facts: Facts;
  readonly ocsf: OcsfPlace;
}

/** A row of `docs/export-fields.md`: where a format puts what. */
export interface FieldRow {
  /** As a receiver writes it: `metadata.uid`, `cs1`. */
  readonly field: string;
  readonly from: string;
}

/** A format that a ledger is exported in, one file each in `formats/`. */
export interface ExportFormat {
  readonly name: FormatName;
  /** The document that it follows, with its version. */
  readonly standard: string;
  readonly fields: readonly FieldRow[];
  /** One record: one line, without its end. The same entry gives the same record wherever and whenever it is made. */
  write(event: ExportedEvent): string;
  /** Which entry a record says that it is; null for a line that isn't one of this format. */
  placeOf(record: string): RecordPlace | null;
}

export interface RecordPlace {
  readonly index: number;
  readonly leafHash: string | null;
}

/**
 * The version of this mapping. A record that a release wrote is the same by every later release of the same version, so that an export
 * can be held to the log years after: what changes a record of a kind that there was needs a new version.
 */
export const MAPPING_VERSION = '1';
