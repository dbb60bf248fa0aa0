import type { FastifyInstance } from 'fastify';
import type { LedgerWriter } from '../../ledger/index.ts';
import type { Diagnostic } from '../../policy/index.ts';
import type { VerifierKey } from '../../proof/index.ts';
import type { ActivePolicy } from '../../records/index.ts';
import type { Store } from '../../store/index.ts';

/** What the API needs of the process that serves it. */
export interface ManagementContext {
  readonly environment: string;
  readonly version: string;
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly activePolicy: ActivePolicy;
  readonly logKey: VerifierKey;
  /** Reads the policy folder again and makes it the active policy where it holds. */
  activatePolicy(): Promise<PolicyActivation>;
}

/** What came of reading the policy folder. `waiting`: recorded, and in force as soon as the sequencer gets to it. */
export type PolicyActivation =
  | {
      readonly outcome: 'activated' | 'unchanged' | 'waiting';
      readonly digest: string;
      readonly warnings: readonly Diagnostic[];
    }
  | { readonly outcome: 'refused'; readonly diagnostics: readonly Diagnostic[]; readonly message: string };

/** A group of routes; one file each in this folder. */
export type Routes = (server: FastifyInstance, context: ManagementContext) => void;
