import { randomUUID } from 'node:crypto';
import type { EntryId } from '../ledger/index.ts';
import type { Json } from '../proof/index.ts';
import { countLiveTokens, finishRevocation, readOrder, revokeSome } from '../revocation/index.ts';
import { readErasures } from './erasures.ts';
import { countKept, destroyKept, isNothing } from './kept-rows.ts';
import type { Erasure, ErasureContext, Kept, Whom } from './types.ts';

export interface ErasureRequest {
  readonly whom: Whom;
  /** Where the reason for it is sealed. Asked for once, where the erasure is new. */
  readonly reason: (operation: string) => Promise<Json>;
  /** Who orders it, and whose yes it took. */
  readonly by: Json;
  readonly persons: readonly string[];
  readonly notes: readonly string[];
  readonly after: readonly EntryId[];
}

/** `already`: it was erased before, and nothing was there any more, so that nothing was recorded. */
export interface Erased {
  readonly entry: EntryId;
  readonly time: string;
  readonly already: boolean;
  /** What there was when it began. */
  readonly kept: Kept & { readonly liveTokens: number };
}

/** Whom it is about, in one mark: what somebody else's agreement names. */
export function markOfAll({ markOf }: Pick<ErasureContext, 'markOf'>, whom: Whom): string {
  return markOf(namesOf(whom).join('\n'));
}

/** What would go. */
export async function whatIsKept(
  { store, issuer }: Pick<ErasureContext, 'store' | 'issuer'>,
  whom: Whom,
): Promise<Erased['kept']> {
  let live = 0;
  for (const subject of whom.subjects) live += await countLiveTokens(store, issuer, { kind: 'subject', subject });
  return { ...(await countKept(store, whom)), liveTokens: live };
}

/** The newest erasure of exactly them; null where there is none. */
export async function erasureOf(context: ErasureContext, whom: Whom): Promise<Erasure | null> {
  const marks = marksOf(context, whom).join();
  return (await readErasures(context.store)).findLast((one) => one.marks.join() === marks) ?? null;
}

/**
 * Erases somebody. What works in their name is revoked first; then the order is durable, which says who and when and never whom; then it is
 * carried out; then it is finished. Cut off anywhere after the order it goes on at the next start, or when it is asked for again.
 *
 * @throws LedgerError `ledger_unavailable`: ask again
 */
export async function erase(context: ErasureContext, request: ErasureRequest): Promise<Erased> {
  const { whom } = request;
  const kept = await whatIsKept(context, whom);
  const before = await erasureOf(context, whom);
  if (before?.finished === true && isNothing(kept))
    return { entry: before.entry, time: before.time, already: true, kept };
  const erasure = before === null || before.finished ? await order(context, request) : before;
  await carryOut(context, erasure, whom);
  return { entry: erasure.entry, time: erasure.time, already: false, kept };
}

/**
 * Does all that an erasure does after its order, and records that it is done.
 *
 * @throws LedgerError `ledger_unavailable`: ask again
 */
export async function carryOut(
  context: ErasureContext,
  { entry, operation }: Pick<Erasure, 'entry' | 'operation'>,
  whom: Whom,
): Promise<void> {
  await revokeAll(context, whom);
  await destroyKept(context, whom);
  await record(context, { kind: 'erasure.finished', operation, after: [entry], body: {} });
}

async function order(context: ErasureContext, request: ErasureRequest): Promise<Erasure> {
  const { whom, reason, by, persons, notes, after } = request;
  await revokeAll(context, whom);
  const operation = randomUUID();
  const marks = marksOf(context, whom);
  const body = { marks: [...marks], by, persons: [...persons], notes: [...notes], reason: await reason(operation) };
  const { id, time } = await record(context, { kind: 'erasure.ordered', operation, after, body });
  return { entry: id, operation, time, marks, finished: false };
}

/**
 * Nothing works any more in their name. Its entries have an operation of their own and follow from nothing: they carry the pseudonym, which the
 * erasure's own don't.
 */
async function revokeAll(context: ErasureContext, { subjects }: Whom): Promise<void> {
  const { store } = context;
  for (const subject of subjects) {
    const why = { reason: 'operator', operation: randomUUID(), after: [] };
    while ((await revokeSome(context, { kind: 'subject', subject }, why)).left > 0);
    const { rows } = await store.pool.query<{ id: string }>(
      `SELECT id FROM revocations WHERE finished_at IS NULL AND issuer = $1 AND selection::jsonb ->> 'subject' = $2`,
      [context.issuer, subject],
    );
    for (const { id } of rows) {
      const open = await readOrder(context, id);
      if (open !== null) await finishRevocation(context, open);
    }
  }
}

/** What an entry of an erasure says of itself; whom it is about stands in none. */
export async function record(
  { writer, issuer }: Pick<ErasureContext, 'writer' | 'issuer'>,
  entry: {
    readonly kind: 'erasure.ordered' | 'erasure.finished' | 'erasure.repeated';
    readonly operation: string;
    readonly after: readonly EntryId[];
    readonly body: { readonly [name: string]: Json };
  },
): Promise<{ readonly id: EntryId; readonly time: string }> {
  const [appended] = await writer.append({
    drafts: [{ ...entry, issuer, digests: {}, subject: null, refs: [`erasure:${entry.operation}`] }],
  });
  if (appended === undefined) throw new Error('the writer returned no entry');
  return { id: appended.id, time: appended.entry.time };
}

function marksOf({ markOf }: Pick<ErasureContext, 'markOf'>, whom: Whom): readonly string[] {
  return namesOf(whom).map(markOf).sort();
}

function namesOf({ persons, subjects }: Whom): readonly string[] {
  return [...persons, ...subjects];
}
