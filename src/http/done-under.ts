import type { Elevation } from '../elevation/index.ts';
import { type LoggedEntry, readEntry } from '../ledger/index.ts';
import { timelineOf } from '../records/index.ts';
import type { ManagementContext } from './routes/route.ts';

/** One thing that was done under an elevation, by its entry. */
export interface DoneUnder {
  readonly kind: string;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly index: number;
  readonly entry: string;
  readonly tokens: readonly string[];
  readonly scopes: readonly string[];
  /** Of a use: the API and its operation. */
  readonly api: string | null;
  readonly operation: string | null;
  readonly count: number;
  /** Why it is outside of what was approved; null where it is within. */
  readonly outside: string | null;
}

/** Guards and management are processes of their own, each with its clock. */
const CLOCKS_DIFFER_SECONDS = 60;

interface Body {
  readonly tokens?: readonly { readonly scopes?: readonly string[] }[];
  readonly decision?: { readonly scopes?: readonly string[] };
  readonly request?: { readonly operation?: string };
  readonly api?: string;
  readonly count?: number;
  readonly clientId?: string;
}

/** What was asked for, in the words of who asked, and what was done under it: each token and each use that names it, in the ledger's order. */
export async function doneUnder(
  { store, sealed }: ManagementContext,
  elevation: Elevation,
): Promise<{ readonly reason: string | null; readonly done: readonly DoneUnder[] }> {
  const asked = await readEntry(store, elevation.id);
  const kept = Object(asked?.entry.body['reason']) as { readonly reference?: unknown; readonly commitment?: unknown };
  const { reference, commitment } = kept;
  const reason =
    typeof reference === 'string' && typeof commitment === 'string'
      ? (await sealed.open({ reference, commitment })).text
      : null;
  const done = (await timelineOf(store, `elevation:${elevation.id}`))
    .filter(({ entry }) => ['token.issued', 'token.used', 'token.usage'].includes(entry.kind))
    .map((logged) => doneBy(logged, elevation));
  return { reason, done };
}

function doneBy({ index, id, entry }: LoggedEntry, elevation: Elevation): DoneUnder {
  const { kind, time, refs } = entry;
  const { tokens = [], decision, request, api = null, count = 1 } = entry.body as Body;
  const scopes = kind === 'token.issued' ? tokens.flatMap((one) => one.scopes ?? []) : (decision?.scopes ?? []);
  return {
    ...{ kind, time, index, entry: id, scopes: [...new Set(scopes)].sort(), api, count },
    tokens: refs.filter((one) => one.startsWith('token:')).map((one) => one.slice('token:'.length)),
    operation: request?.operation ?? null,
    outside: outsideOf(entry, elevation),
  };
}

function outsideOf({ time, refs }: LoggedEntry['entry'], elevation: Elevation): string | null {
  const { clientId, startsAt, endsAt, ended } = elevation;
  const at = Date.parse(time) / 1000;
  if (!refs.includes(`client:${clientId}`)) return 'by another client';
  if (startsAt === null || endsAt === null) return 'before it began';
  if (at < startsAt - CLOCKS_DIFFER_SECONDS) return 'before it began';
  return at > Math.min(endsAt, ended?.at ?? endsAt) + CLOCKS_DIFFER_SECONDS ? 'after its end' : null;
}
