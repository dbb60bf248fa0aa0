import type { EntryDraft, EntryId, LedgerWriter, LoggedEntry } from '../ledger/index.ts';
import { readEntries, readEntry } from '../ledger/index.ts';
import type { Json } from '../proof/index.ts';
import { outcomesOf } from '../records/index.ts';
import type { Store } from '../store/index.ts';

/** How far the entries were looked through, in `record_progress`; lost, they are looked through again, and nothing is found twice. */
const PROGRESS = 'unknown_outcomes';
const PAGE = 500;
/**
 * Older than this nothing follows any more: the longest wait for the authorization server, twice, and room for a ledger that was away.
 */
export const SETTLED_AFTER_SECONDS = 180;

/** What the watch works with. */
export interface WatchContext {
  readonly store: Store;
  readonly writer: LedgerWriter;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The body of a `finding.opened`, version 1: something that is outside policy, or that nobody can say of whether it is. */
export interface FindingBody {
  readonly [name: string]: Json;
  /**
   * `outcome_unknown`: a decision permitted, and whether the authorization server issued isn't known; a token that it issued reached
   * nobody through the guards, and none of them takes it.
   */
  readonly finding: 'outcome_unknown';
  readonly clientId: string;
  readonly grantId: string | null;
  /** What the decision permitted. */
  readonly scopes: readonly string[];
  /** RFC 3339, UTC. */
  readonly decidedAt: string;
  /** `no_entry_followed`: guard or database died in between. Else what the guard recorded: `server_unavailable` … */
  readonly cause: string;
  /** What the server said of it: no RFC has a way to ask which tokens came of a request. */
  readonly server: 'not_askable';
}

interface Decided {
  readonly request?: { readonly clientId?: string; readonly grantType?: string };
  readonly facts?: { readonly priorGrant?: { readonly grantId?: string } | null };
  readonly decision?: { readonly scopes?: readonly string[] };
}

/**
 * Opens a finding for each decision whose outcome nobody knows and nothing will tell any more. Resolves with their ids; cut off, the next
 * call goes on, and opens none twice.
 *
 * @throws LedgerError `ledger_unavailable`
 */
export async function openUnknownOutcomes({ store, writer, clock }: WatchContext): Promise<readonly EntryId[]> {
  const settledBefore = new Date(clock() - SETTLED_AFTER_SECONDS * 1000).toISOString();
  const opened: EntryId[] = [];
  for (;;) {
    const from = await progressOf(store);
    const page: LoggedEntry[] = [];
    const kinds = ['decision.made', 'token.not_issued'] as const;
    for await (const entry of readEntries(store, { from, kinds, limit: PAGE })) page.push(entry);
    // A writer's clock may be ahead; what isn't settled yet is looked at again, with all behind it.
    const open = page.findIndex(({ entry }) => entry.time > settledBefore);
    const settled = open === -1 ? page : page.slice(0, open);
    const last = settled.at(-1);
    if (last === undefined) return opened;
    const drafts = await findingsOf(store, settled);
    if (drafts.length > 0) opened.push(...(await writer.append({ drafts })).map(({ id }) => id));
    await store.pool.query('UPDATE record_progress SET next_index = $2 WHERE projection = $1', [
      PROGRESS,
      last.index + 1,
    ]);
    if (page.length < PAGE || open !== -1) return opened;
  }
}

async function progressOf({ pool }: Store): Promise<number> {
  await pool.query('INSERT INTO record_progress (projection, next_index) VALUES ($1, 0) ON CONFLICT DO NOTHING', [
    PROGRESS,
  ]);
  const { rows } = await pool.query<{ next: number }>(
    'SELECT next_index AS next FROM record_progress WHERE projection = $1',
    [PROGRESS],
  );
  return rows[0]?.next ?? 0;
}

async function findingsOf(store: Store, entries: readonly LoggedEntry[]): Promise<EntryDraft[]> {
  const outcomes = await outcomesOf(store, entries);
  const found: { decision: LoggedEntry; followed: LoggedEntry | null; cause: string }[] = [];
  for (const logged of entries) {
    const { kind, body, after } = logged.entry;
    if (kind === 'decision.made') {
      if (outcomes.get(logged.id) === 'unknown')
        found.push({ decision: logged, followed: null, cause: 'no_entry_followed' });
    } else if (body['outcome'] === 'unknown') {
      const decision = await readEntry(store, after[0] ?? '');
      const cause = typeof body['error'] === 'string' ? body['error'] : 'unknown';
      if (decision?.entry.kind === 'decision.made') found.push({ decision, followed: logged, cause });
    }
  }
  const drafts: EntryDraft[] = [];
  for (const { decision, followed, cause } of found)
    if (!awaitsPerson(decision, followed) && !(await isFound(store, decision.id)))
      drafts.push(draftOf(decision, followed, cause));
  return drafts;
}

/** Grant types of which a client polls: what was decided waits for a person, and for the client to come again. */
const POLLED: ReadonlySet<string | undefined> = new Set([
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:openid:params:grant-type:ciba',
]);

/**
 * A decision that a person has to follow: whoever goes away at the authorization endpoint, or stops polling, leaves nothing behind that
 * a token could come of. A poll that the server didn't answer says so itself.
 */
function awaitsPerson({ entry }: LoggedEntry, followed: LoggedEntry | null): boolean {
  const { request, facts } = entry.body as Decided;
  if (POLLED.has(request?.grantType)) return followed === null;
  return request?.grantType === 'authorization_code' && (facts?.priorGrant ?? null) === null;
}

/** Whether a finding follows from the decision already, be it in the log or waiting for it. */
async function isFound({ pool }: Store, decision: EntryId): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT 1 FROM record_references JOIN ledger_entries USING (index) WHERE reference = $1 AND kind = 'finding.opened'
     UNION ALL SELECT 1 FROM ledger_pending WHERE position(convert_to($2, 'UTF8') IN bytes) > 0
       AND position(convert_to('"finding.opened"', 'UTF8') IN bytes) > 0 LIMIT 1`,
    [`after:${decision}`, decision],
  );
  return rows.length > 0;
}

function draftOf(decision: LoggedEntry, followed: LoggedEntry | null, cause: string): EntryDraft {
  const { entry } = decision;
  const { request, facts, decision: made } = entry.body as Decided;
  const clientId = request?.clientId ?? '';
  const grantId = facts?.priorGrant?.grantId ?? (followed?.entry.body['grantId'] as string | null | undefined) ?? null;
  const body: FindingBody = {
    ...{ finding: 'outcome_unknown', clientId, grantId, scopes: made?.scopes ?? [], decidedAt: entry.time },
    ...{ cause, server: 'not_askable' },
  };
  return {
    kind: 'finding.opened',
    issuer: entry.issuer,
    operation: entry.operation,
    after: [decision.id, ...(followed === null ? [] : [followed.id])],
    digests: { ...entry.digests },
    subject: null,
    refs: [`client:${clientId}`, ...(grantId === null ? [] : [`grant:${grantId}`])],
    body,
  };
}
