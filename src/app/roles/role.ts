import type { KeyObject } from 'node:crypto';
import type { EntryId, LedgerWriter } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import type { Configuration } from '../configuration.ts';
import type { DataDirectory } from '../data-directory.ts';
import type { Logger } from '../log.ts';
import type { Operation } from '../operation/operation.ts';

export const ROLES = ['sequencer', 'management', 'issuer-guard', 'api-guard', 'notifier'] as const;

/** What one process of Ambit does. Each can be run alone, on any machine that reaches the database. */
export type RoleName = (typeof ROLES)[number];

/** What a role is composed from. */
export interface RoleContext {
  readonly configuration: Configuration;
  readonly directory: DataDirectory;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly store: Store;
  readonly log: Logger;
  /** Aborted when the process is to end. */
  readonly signal: AbortSignal;
  /** Aborted later, when nothing is under way any more: until then the ledger is followed. */
  readonly lifetime: AbortSignal;
  /** This process's key for the ledger. */
  readonly writerKey: KeyObject;
  /** Calls back when files that were read at the start are to be read again (SIGHUP). */
  onReload(listener: () => void): void;
  /** Health and metrics of this process. */
  readonly operation: Operation;
  /** Tells a person at the terminal, and the log. */
  notice(message: string): void;
  /** Logs a fault, redacted. */
  fault(fault: unknown): void;
  /** Ends the process with this error: it can't go on. */
  die(error: unknown): void;
}

/** A role that answers. */
export interface RunningRole {
  /** For a person: `listens on …`. */
  readonly facts: readonly string[];
  readonly writer: LedgerWriter;
  /** Takes no more work and finishes what is under way; the writer still writes. */
  finish(): Promise<void>;
  /** After the last entry is written. */
  close(): Promise<void>;
}

export interface Role {
  readonly name: RoleName;
  /** As people say it. */
  readonly title: string;
  /**
   * Whether requests of others come here: then it says for a while that it ends before it does (`operation.drainSeconds`), and waits for no
   * statement longer than its callers would.
   */
  readonly drains: boolean;
  /** Its name in the ledger; null where the configuration has no such role. */
  writerOf(configuration: Configuration): string | null;
  /** Rejects where it can't start. Resolves when it answers; `started` is to be called once the writer is there. */
  start(context: RoleContext, started: (writer: LedgerWriter) => Promise<EntryId>): Promise<RunningRole>;
}
