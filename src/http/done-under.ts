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

/** What somebody said when they answered, ended or reviewed it, by its entry. */
export interface SaidOfIt {
  readonly kind: string;
  readonly index: number;
  /** Null where it is erased. */
  readonly text: string | null;
}

/** What was asked for, in the words of who asked, and what was done under it: each token and each use that names it, in the ledger's order. */
export async function doneUnder(
  { store, sealed }: ManagementContext,
  elevation: Elevation,
): Promise<{
  readonly reason: string | null;
  readonly said: readonly SaidOfIt[];
  readonly done: readonly DoneUnder[];
}> {
  const asked = await readEntry(store, elevation.id);
  const timeline = await timelineOf(store, `elevation:${elevation.id}`);
  const said: SaidOfIt[] = [];
  for (const { index, entry } of timeline) {
    const kept = SAYING.includes(entry.kind) ? sealedOf(entry.body['reason']) : null;
    if (kept !== null) said.push({ kind: entry.kind, index, text: (await sealed.open(kept)).text });
  }
  const kept = sealedOf(asked?.entry.body['reason']);
  return {
    reason: kept === null ? null : (await sealed.open(kept)).text,
    said,
    done: timeline
      .filter(({ entry }) => ['token.issued', 'token.used', 'token.usage'].includes(entry.kind))
      .map((logged) => doneBy(logged, elevation)),
  };
}

const SAYING = ['elevation.denied', 'elevation.withdrawn', 'elevation.ended', 'elevation.reviewed'];

function sealedOf(value: unknown): { readonly reference: string; readonly commitment: string } | null {
  const { reference, commitment } = Object(value) as { readonly reference?: unknown; readonly commitment?: unknown };
  return typeof reference === 'string' && typeof commitment === 'string' ? { reference, commitment } : null;
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
