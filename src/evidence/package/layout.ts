/** What a package is made of. Names are the only ones that it may hold; everything else in the folder is a fault. */

/** What the ledger says; all else is derived from it. */
export const MATERIAL = {
  parameters: 'parameters.json',
  checkpoint: 'ledger/checkpoint.txt',
  range: 'ledger/range.json',
  context: 'ledger/context.jsonl',
} as const;

/** The log's changes of keys, in packages of a log that had any. It proves itself, by whichever of its keys the verifier has. */
export const LOG_KEYS_FILE = 'ledger/log-keys.jsonl';

/** What follows from the material, and is compared byte by byte when a package is verified. */
export const DERIVED = {
  page: 'index.html',
  report: 'report.json',
  policies: 'registers/policies.csv',
  approvals: 'registers/approvals.csv',
  scopes: 'registers/scopes.csv',
  clients: 'registers/clients.csv',
  grants: 'registers/grants.csv',
  tokens: 'registers/tokens.csv',
  uses: 'registers/uses.csv',
  refusals: 'registers/refusals.csv',
  processes: 'registers/processes.csv',
  checks: 'registers/check-runs.csv',
  exceptions: 'registers/exceptions.csv',
  digests: 'files.sha256',
} as const;

export type DerivedName = (typeof DERIVED)[keyof typeof DERIVED];

/** Entries of one file. */
export const ENTRIES_PER_FILE = 100_000;

export function entriesFile(number: number): string {
  return `ledger/entries-${String(number).padStart(6, '0')}.jsonl`;
}

export function isEntriesFile(name: string): boolean {
  return /^ledger\/entries-[0-9]{6}\.jsonl$/.test(name);
}

export function blobFile(digest: string): string {
  return `blobs/${digest.replace('sha256:', '')}`;
}

/** The digest that a blob's file is named for; null for other files. */
export function digestOfFile(name: string): string | null {
  const match = /^blobs\/([0-9a-f]{64})$/.exec(name);
  return match === null ? null : `sha256:${match[1]}`;
}

/** What a hostile package may cost at most. */
export const LIMITS = {
  /** Files that are read whole, but for blobs. */
  smallFileBytes: 1024 * 1024,
  /** More than the entries of a file can have. */
  fileBytes: 2 * 1024 * 1024 * 1024,
  blobBytes: 64 * 1024 * 1024,
  /** An entry and its proof; an entry alone has 16 KiB at most. */
  lineBytes: 32 * 1024,
  files: 200_000,
  /** Of a tree with 2^53 leaves. */
  proofHashes: 64,
} as const;
