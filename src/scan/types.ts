/** A text file of the scanned repository. */
export interface ScannedFile {
  /** Relative to the root of what is scanned, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What a file may take from its neighbours: a constant of another file, a message catalog, a `.env` beside it. */
export interface Repository {
  /** Every file that may be read, sorted. */
  readonly paths: readonly string[];
  /** Null where there is none, or it may not be read: it isn't tracked, is enormous or no text. */
  read(path: string): ScannedFile | null;
}

/** How sure a finding is: written as a scope in so many words; by what is usual where it stands; by its look alone. */
export type Confidence = 'high' | 'medium' | 'low';

/** A scope that a file asks for, or defines. Offsets are in UTF-16 code units of the file's text. */
export interface Found {
  /**
   * `request`: a place that makes a client ask for, or be given, a scope when the file is used. `definition`: a place that only says
   * that a scope exists.
   */
  readonly kind: 'request' | 'definition';
  /** One scope token (RFC 6749 §3.3). */
  readonly scope: string;
  readonly offset: number;
  /** Which client or app, as the file names it; null where it doesn't. */
  readonly client: string | null;
  /** Whose scope it is: an id of `providers/`, or of an authorization server's product (`keycloak`); null where nothing says. */
  readonly provider: string | null;
  readonly confidence: Confidence;
}

/** A request whose scopes are known only when it is run. It is said, never guessed. */
export interface Dynamic {
  readonly offset: number;
  readonly client: string | null;
  readonly provider: string | null;
  /** What they depend on, to go on a line of its own: `the environment variable SCOPES`. */
  readonly reason: string;
}

/** What an extractor finds in one file. */
export interface Extraction {
  readonly found: readonly Found[];
  readonly dynamic?: readonly Dynamic[];
  /** What couldn't be read, one sentence without the file's name; said once a file. */
  readonly warning?: { readonly offset: number; readonly message: string } | null;
}

/** Finds the scopes in files of one kind. Pure: texts in, findings out; nothing of a file is ever executed. */
export interface Extractor {
  /** Small letters, digits and hyphens: `slack-manifest`. It is the `extractor` of a finding, and the name of its file. */
  readonly id: string;
  /** What it reads, for a person: `Slack app manifests`. */
  readonly title: string;
  /** Names of files that it may recognise, without folders, so that no other file is opened for it. */
  readonly paths: RegExp;
  /**
   * ASCII words of which a file has at least one where there is anything to find. A file without any is passed over unread: what makes
   * scanning fast.
   */
  readonly mentions: readonly string[];
  /** Makes ready what extracting needs and can't be had at once, such as a parser; whoever scans calls it before the first file that fits. */
  prepare?(): Promise<void>;
  /** Whether this file, whose path and words fit, is one of its kind. */
  recognises(file: ScannedFile): boolean;
  /** @throws ScanError where the file can't be read at all; anything else that is thrown is a defect, and costs one file alone */
  extract(file: ScannedFile, repository: Repository): Extraction;
}

/** What a scan knows of an extractor before there is a file for it. */
export interface ListedExtractor extends Pick<Extractor, 'id' | 'paths' | 'mentions'> {
  /** Loads it and makes it ready. Called once, before the first file that fits. */
  load(): Promise<Extractor>;
}

/** A finding as it is reported. Lines and columns count from 1, columns in UTF-16 code units. */
export interface ReportedScope {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly scope: string;
  readonly client: string | null;
  readonly provider: string | null;
  readonly extractor: string;
  readonly confidence: Confidence;
}

export interface ReportedDynamic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly client: string | null;
  readonly provider: string | null;
  readonly extractor: string;
  readonly reason: string;
}

export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

/** What a scan found, sorted by file, line and column; what `--format json` writes. */
export interface ScanResult {
  readonly requests: readonly ReportedScope[];
  readonly definitions: readonly ReportedScope[];
  readonly dynamic: readonly ReportedDynamic[];
  readonly skipped: readonly Skipped[];
}
