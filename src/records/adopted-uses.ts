import { readEntriesAt } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';
import { indexReferences } from './references.ts';

const PAGE = 500;

/** What of one client came with tokens from before an adoption. Times are RFC 3339, UTC. */
export interface AdoptedUse {
  readonly clientId: string;
  readonly tokens: number;
  /** Calls that passed, and answers `active` of introspection. */
  readonly uses: number;
  readonly refused: number;
  readonly last: string;
}

/** Who still comes with tokens from before an adoption, by the entries that name it; who came last first. */
export async function adoptedUses(store: Store, adoption: string): Promise<readonly AdoptedUse[]> {
  await indexReferences(store);
  const found = new Map<string, Omit<AdoptedUse, 'tokens'> & { readonly tokens: Set<string> }>();
  for (let next = 0; ; ) {
    const { rows } = await store.pool.query<{ index: number }>(
      `select index from record_references where reference = $1 and index >= $2 order by index limit ${PAGE}`,
      [`adoption:${adoption}`, next],
    );
    const indexes = rows.map(({ index }) => index);
    for (const { entry } of await readEntriesAt(store, indexes)) {
      if (!entry.kind.startsWith('token.')) continue;
      const clientId = refOf(entry.refs, 'client:') ?? '';
      const known = found.get(clientId) ?? { clientId, tokens: new Set<string>(), uses: 0, refused: 0, last: '' };
      const token = refOf(entry.refs, 'token:');
      const { count = 1, last = entry.time } = entry.body as { readonly count?: number; readonly last?: string };
      const isRefused = entry.kind === 'token.use_refused';
      found.set(clientId, {
        clientId,
        tokens: token === null ? known.tokens : known.tokens.add(token),
        uses: known.uses + (isRefused ? 0 : count),
        refused: known.refused + (isRefused ? count : 0),
        last: last > known.last ? last : known.last,
      });
    }
    if (indexes.length < PAGE) break;
    next = (indexes.at(-1) ?? next) + 1;
  }
  return [...found.values()]
    .map((one) => ({ ...one, tokens: one.tokens.size }))
    .sort((one, other) => (one.last > other.last ? -1 : 1));
}

function refOf(refs: readonly string[], prefix: string): string | null {
  return refs.find((ref) => ref.startsWith(prefix))?.slice(prefix.length) ?? null;
}
