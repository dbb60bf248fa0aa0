import type { LoggedEntry } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { indexReferences } from './references.ts';

/**
 * What became of a decision to grant:
 *
 * - `refused`: it refused, so nothing could follow
 * - `issued`, `withheld`, `not_issued`: the entry that followed says so
 * - `decided`: another decision followed from it (a code was exchanged), or it awaits a person at the authorization endpoint
 * - `unknown`: it permitted, and nothing says what happened then: a guard or the database died in between
 */
export type DecisionOutcome = 'refused' | 'issued' | 'withheld' | 'not_issued' | 'decided' | 'unknown';

const BY_KIND: Readonly<Record<string, DecisionOutcome>> = {
  'token.issued': 'issued',
  'token.withheld': 'withheld',
  'token.not_issued': 'not_issued',
  'decision.made': 'decided',
};
/** When several followed: what reached a client counts first. */
const RANK: readonly DecisionOutcome[] = ['issued', 'withheld', 'not_issued', 'decided'];

/** What became of a `decision.made`. */
export async function outcomeOf(store: Store, decision: LoggedEntry): Promise<DecisionOutcome> {
  return (await outcomesOf(store, [decision])).get(decision.id) ?? 'unknown';
}

/** What became of each `decision.made` among the entries, by its id. */
export async function outcomesOf(
  store: Store,
  entries: readonly LoggedEntry[],
): Promise<ReadonlyMap<string, DecisionOutcome>> {
  const decisions = entries.filter(({ entry }) => entry.kind === 'decision.made');
  if (decisions.length === 0) return new Map();
  await indexReferences(store);
  const { rows } = await store.pool.query<{ reference: string; kind: string }>(
    `select reference, kind from record_references
     join ledger_entries on ledger_entries.index = record_references.index
     where reference = any($1)`,
    [decisions.map(({ id }) => `after:${id}`)],
  );
  const followed = Map.groupBy(rows, ({ reference }) => reference);
  return new Map(
    decisions.map((decision) => {
      const kinds = followed.get(`after:${decision.id}`)?.map(({ kind }) => BY_KIND[kind]) ?? [];
      return [decision.id, RANK.find((outcome) => kinds.includes(outcome)) ?? outcomeWithoutFollower(decision)];
    }),
  );
}

function outcomeWithoutFollower({ entry }: LoggedEntry): DecisionOutcome {
  const { decision } = entry.body as {
    readonly decision?: { readonly outcome?: unknown; readonly mode?: unknown };
  };
  if (decision?.outcome === 'refuse' && decision.mode !== 'observe') return 'refused';
  return 'unknown';
}
