import type { FastifyInstance } from 'fastify';
import type { EntryId, LedgerWriter, SealedStore } from '../../ledger/index.ts';
import type { ConsoleRole, Diagnostic } from '../../policy/index.ts';
import type { Signer, VerifierKey } from '../../proof/index.ts';
import type { ActivePolicy } from '../../records/index.ts';
import type { ServerRevocationOutcome } from '../../revocation/index.ts';
import type { Store } from '../../store/index.ts';
import type { Fingerprinter } from '../../tokens/index.ts';
import type { LedgerVerification } from '../ledger-verification.ts';

/** What the API needs of the process that serves it. */
export interface ManagementContext {
  readonly environment: string;
  readonly version: string;
  /** The issuer that is guarded. */
  readonly issuer: string;
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly activePolicy: ActivePolicy;
  readonly fingerprinter: Fingerprinter;
  /** Where reasons are kept, which people write. */
  readonly sealed: SealedStore;
  /** Pseudonym of a subject of the issuer. */
  readonly pseudonymOf: (subject: string) => string;
  /** What stands for a person, by pseudonym or id, in the entry of their erasure. */
  readonly erasedMarkOf: (person: string) => string;
  /**
   * Has the authorization server revoke a token by Ambit's own credentials; null where the configuration has none.
   */
  readonly revokeAtServer:
    | ((token: string, hint: 'access_token' | 'refresh_token' | null) => Promise<ServerRevocationOutcome>)
    | null;
  /** How far the authorization server's clock is ahead of this one, in seconds; null where it says nothing of it. */
  readonly serverClockAheadSeconds: () => Promise<number | null>;
  readonly logKey: () => VerifierKey;
  /** Of the witnesses that the configuration names: evidence names those that cosigned. */
  readonly witnessKeys: readonly VerifierKey[];
  readonly verification: LedgerVerification;
  /** What a scope empowers, by the APIs' OpenAPI files that this configuration names. */
  operationsOf(scope: string): readonly EmpoweredOperation[];
  /**
   * Reads the policy again, out of its folder or the ref that is followed, or out of the revision that is asked for, and makes it the
   * active policy where it holds.
   */
  activatePolicy(asked: {
    readonly after: readonly EntryId[];
    readonly revision: string | null;
  }): Promise<PolicyActivation>;
  /** This Ambit's own key for the approvals that it sees given in the console. */
  readonly approvalSigner: Signer;
  /** Nothing is lacking any more of what is proposed: what refused it may be tried again. */
  onApproved(): void;
  /** Makes a link that opens one administrator's session; null where there is no console. */
  readonly openRecovery: (() => Promise<RecoveryLink>) | null;
}

/** An operation that a scope empowers. */
export interface EmpoweredOperation {
  readonly api: string;
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly summary: string | null;
}

/** A way in that works once, for whoever is on the host. */
export interface RecoveryLink {
  readonly url: string;
  /** RFC 3339, UTC. */
  readonly expiresAt: string;
}

/** What came of reading the policy folder. `waiting`: recorded, and in force as soon as the sequencer gets to it. */
export type PolicyActivation =
  | {
      readonly outcome: 'activated' | 'unchanged' | 'waiting';
      readonly digest: string;
      readonly warnings: readonly Diagnostic[];
      /** The commit that it comes from; null where it doesn't come out of Git. */
      readonly commit: string | null;
    }
  | { readonly outcome: 'refused'; readonly diagnostics: readonly Diagnostic[]; readonly message: string };

/** A group of routes; one file each in this folder. Each route says in `config.roles` who may call it. */
export type Routes = (server: FastifyInstance, context: ManagementContext) => void;

/**
 * Who may call a route in the console: whoever has one of the roles, or everybody who reaches it. The empty list is for the host
 * alone. On the socket everything may be called, for the file system has said who may.
 */
export type RouteRoles = readonly ConsoleRole[] | 'everybody';

/** Whoever is signed in with any role. */
export const READERS: RouteRoles = ['viewer', 'auditor', 'approver', 'admin'];
export const AUDITORS: RouteRoles = ['auditor', 'admin'];
export const ADMINISTRATORS: RouteRoles = ['admin'];
export const HOST_ALONE: RouteRoles = [];

/** Who calls: somebody on the host through the socket, or a session of the console. */
export type Caller =
  | { readonly kind: 'host' }
  | {
      readonly kind: 'session';
      readonly reference: string;
      readonly method: 'oidc' | 'recovery';
      /** Pseudonym; null for a recovery from the host. */
      readonly subject: string | null;
      readonly name: string;
      readonly roles: readonly ConsoleRole[];
      readonly person: string | null;
      /** Where they signed in, as whom by the claim `sub`, and when (`auth_time`, seconds); null where the policy doesn't map it. */
      readonly signIn: { readonly issuer: string; readonly subject: string; readonly at: number | null } | null;
      /** Id of the `session.opened` entry: what is done in the session follows from it. */
      readonly entry: EntryId;
      readonly endsAt: number;
    };

/** Whom a text that this caller writes names as its author, by all that the ledger calls them. */
export function authorOf(caller: Caller): readonly string[] {
  if (caller.kind === 'host') return [];
  return [caller.subject, caller.person].filter((one) => one !== null);
}

/** What an entry follows from that this caller causes: their session, so that the ledger says who did it. */
export function causeOf(caller: Caller): readonly EntryId[] {
  return caller.kind === 'session' ? [caller.entry] : [];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    roles?: RouteRoles;
  }
  interface FastifyInstance {
    /** Every route that there is, with who may call it. */
    declaredRoutes: { readonly method: string; readonly url: string; readonly roles: RouteRoles }[];
  }
  interface FastifyRequest {
    caller: Caller;
    /** Whether the caller could call this route now too: for what takes minutes, in which a role may go and a session end. */
    isStillAllowed: () => Promise<boolean>;
  }
}
