import { readFileSync } from 'node:fs';

/** `.ambit/run.json`: what `npm start` printed, for scripts. Mode 0600, for it holds secrets of the demonstration. */
export interface RunFile {
  readonly issuer: string;
  readonly apis: { readonly orders: string; readonly customers: string };
  /** Where people open the console. */
  readonly console: string;
  /** Where Acme's receiver of alerts listens; GET /alerts has those that came. */
  readonly alerts: { readonly receiver: string };
  /** An ordinary client: a shop that people sign in to. */
  readonly storefront: string;
  /** Path of the management API's Unix socket. */
  readonly management: string;
  /** The ledger's verifier key, as C2SP text. */
  readonly logKey: string;
  readonly clients: readonly {
    readonly client_id: string;
    /** Null for a public client. */
    readonly client_secret: string | null;
    readonly grant_types: readonly string[];
    readonly redirect_uris: readonly string[];
    readonly standing: readonly string[];
    readonly eligible: readonly string[];
    readonly maxTtlSeconds: number;
  }[];
  readonly users: readonly { readonly name: string; readonly password: string }[];
  /** Of the embedded PostgreSQL, with user and password. */
  readonly database: string;
}

export const RUN_FILE = '.ambit/run.json';

/** What runs in this folder; null where nothing does. */
export function readRunFile(): RunFile | null {
  try {
    return JSON.parse(readFileSync(RUN_FILE, 'utf8')) as RunFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
