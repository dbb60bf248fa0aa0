import type { Store } from '../store/index.ts';
import { carryOut, record } from './erase.ts';
import { readErasures } from './erasures.ts';
import { countKept, destroyKept, isNothing } from './kept-rows.ts';
import type { Erasure, ErasureContext, Whom } from './types.ts';
import { isPseudonym } from './whom.ts';

/** What looking after erasures came to. */
export interface LookedAfter {
  /** Erasures that had been cut off, and are finished now. */
  readonly finished: number;
  /** Erasures of which something was back, out of a backup, and is destroyed again. */
  readonly repeated: number;
}

/**
 * Goes on with erasures that were cut off, and destroys again what a restored backup brought back of erased people: everybody who is named in
 * the database is compared with the marks of the ledger. What came of somebody after their erasure stays.
 *
 * @throws LedgerError `ledger_unavailable`: ask again
 */
export async function lookAfterErasures(context: ErasureContext): Promise<LookedAfter> {
  const erasures = await readErasures(context.store);
  if (erasures.length === 0) return { finished: 0, repeated: 0 };
  const named = new Map((await everybodyNamed(context.store)).map((name) => [context.markOf(name), name]));
  let [finished, repeated] = [0, 0];
  for (const erasure of erasures) {
    const whom = found(erasure, named);
    if (!erasure.finished) {
      await carryOut(context, erasure, whom);
      finished++;
    } else if (await destroyAgain(context, erasure, whom)) repeated++;
  }
  return { finished, repeated };
}

async function destroyAgain(
  context: ErasureContext,
  { entry, operation, time }: Erasure,
  whom: Whom,
): Promise<boolean> {
  const until = Math.floor(Date.parse(time) / 1000);
  if (isNothing(await countKept(context.store, whom, until))) return false;
  await destroyKept(context, whom, until);
  await record(context, { kind: 'erasure.repeated', operation, after: [entry], body: { cause: 'came_back' } });
  return true;
}

function found({ marks }: Erasure, named: ReadonlyMap<string, string>): Whom {
  const names = marks.flatMap((mark) => named.get(mark) ?? []).sort();
  return { persons: names.filter((name) => !isPseudonym(name)), subjects: names.filter(isPseudonym) };
}

async function everybodyNamed({ pool }: Store): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT person AS name FROM sealed_people
     UNION SELECT subject FROM console_sessions WHERE subject IS NOT NULL
     UNION SELECT subject FROM grants WHERE subject IS NOT NULL
     UNION SELECT subject FROM token_births WHERE subject IS NOT NULL
     UNION SELECT selection::jsonb ->> 'subject' FROM revocations WHERE selection::jsonb ->> 'kind' = 'subject'`,
  );
  return rows.map(({ name }) => name);
}
