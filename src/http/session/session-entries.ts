import type { EntryDraft, EntryId, LedgerWriter } from '../../ledger/index.ts';
import type { ConsoleRole } from '../../policy/index.ts';
import type { SessionErrorCode } from './session-error.ts';

/** Refusals that are recorded one by one in a minute. Anybody can cause one, and nobody may fill the ledger. */
const MAX_REFUSALS = 30;
const WINDOW_MILLISECONDS = 60_000;

/** Why a session ended. */
export type SessionEnd = 'signed_out' | 'replaced' | 'expired';

/** What the ledger says of people at the console: pseudonyms and roles, and never a name. */
export interface SessionEntries {
  opened(session: {
    readonly reference: string;
    readonly method: 'oidc' | 'recovery';
    readonly issuer: string | null;
    /** Null for a recovery: whoever is on the host. */
    readonly subject: string | null;
    readonly roles: readonly ConsoleRole[];
    readonly person: string | null;
    readonly after: readonly EntryId[];
  }): Promise<EntryId>;
  ended(session: {
    readonly reference: string;
    readonly issuer: string | null;
    readonly subject: string | null;
    readonly entry: EntryId;
    readonly why: SessionEnd;
  }): Promise<void>;
  refused(refusal: {
    readonly reference: string;
    readonly reason: SessionErrorCode;
    readonly issuer: string | null;
    /** Pseudonym of who signed in all the same; null where nobody did. */
    readonly subject: string | null;
  }): Promise<void>;
  recovery(recovery: { readonly reference: string; readonly validSeconds: number }): Promise<EntryId>;
}

export function sessionEntries(writer: LedgerWriter, clock: () => number): SessionEntries {
  let window = { from: clock(), recorded: 0, suppressed: 0 };
  const append = async (
    draft: Pick<EntryDraft, 'kind' | 'issuer' | 'subject' | 'after' | 'body'>,
    reference: string,
  ): Promise<EntryId> => {
    const [appended] = await writer.append({
      drafts: [{ ...draft, operation: reference, digests: {}, refs: [`session:${reference}`] }],
    });
    return appended?.id ?? '';
  };
  return {
    opened: ({ reference, method, issuer, subject, roles, person, after }) =>
      append(
        { kind: 'session.opened', issuer, subject, after, body: { method, roles: [...roles], person } },
        reference,
      ),
    async ended({ reference, issuer, subject, entry, why }) {
      await append({ kind: 'session.ended', issuer, subject, after: [entry], body: { reason: why } }, reference);
    },
    async refused({ reference, reason, issuer, subject }) {
      const now = clock();
      if (now - window.from > WINDOW_MILLISECONDS) window = { from: now, recorded: 0, suppressed: window.suppressed };
      if (window.recorded >= MAX_REFUSALS) {
        window.suppressed++;
        return;
      }
      window.recorded++;
      const { suppressed } = window;
      window.suppressed = 0;
      // Those that went unrecorded since the last one are counted in the next.
      await append({ kind: 'session.refused', issuer, subject, after: [], body: { reason, suppressed } }, reference);
    },
    recovery: ({ reference, validSeconds }) =>
      append({ kind: 'recovery.opened', issuer: null, subject: null, after: [], body: { validSeconds } }, reference),
  };
}
