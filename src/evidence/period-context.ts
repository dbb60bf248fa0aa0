import { ADOPTION_KINDS } from '../adoption/index.ts';
import { ALERT_KINDS } from '../alerts/index.ts';
import { type Entry, type EntryId, parseEntry } from '../entries/index.ts';
import type { LedgerSource, StoredEntry } from './ledger-source.ts';
import { EvidenceError } from './package/index.ts';

/** Processes that gave a sign before the period are looked for among so many signs. */
const SIGNS = 200;

const MAY_ALERT: ReadonlySet<string> = new Set(ALERT_KINDS);

/** What entries of a period refer to, gathered in a first pass over them. */
export class Needs {
  readonly digests = new Set<string>();
  /** Those of them that are OpenAPI documents. */
  readonly openApi = new Set<string>();
  /** Entries that others follow from. */
  readonly after = new Set<string>();
  /** Decisions by which tokens that were used had been born. */
  readonly births = new Set<string>();
  /** Tokens and grants, as entries refer to them. */
  readonly lives = new Set<string>();
  /** Entries that may alert. */
  readonly alerting = new Set<string>();
  readonly writers = new Map<string, { first: number; last: number }>();

  /** An entry of the period, as it is stored. @throws EvidenceError `ledger_changed` */
  takePeriod(bytes: Uint8Array): void {
    const { entry, id } = readEntry(bytes);
    this.take(entry, id);
  }

  /** @param id null for entries beside the period, of which only the blobs are needed. */
  take(entry: Entry, id: EntryId | null): void {
    const { digests, kind, body, after, refs, writer, sequence } = entry;
    for (const digest of Object.values(digests)) this.digests.add(digest);
    if (digests['openapi'] !== undefined) this.openApi.add(digests['openapi']);
    if (kind === 'policy.activated' && typeof body['previous'] === 'string') this.digests.add(body['previous']);
    if (id === null) return;
    if (MAY_ALERT.has(kind)) this.alerting.add(id);
    for (const id of after) this.after.add(id);
    if (kind.startsWith('token.us') && after[0] !== undefined) this.births.add(after[0]);
    for (const ref of refs) if (ref.startsWith('token:') || ref.startsWith('grant:')) this.lives.add(ref);
    const span = this.writers.get(writer);
    if (span === undefined) this.writers.set(writer, { first: sequence, last: sequence });
    else span.last = sequence;
  }
}

/** Entries beside the period, by index. */
export async function contextOf(
  source: LedgerSource,
  { first, end, size }: { readonly first: number; readonly end: number; readonly size: number },
  needs: Needs,
  signal?: AbortSignal,
): Promise<Map<number, Uint8Array>> {
  const context = new Map<number, Uint8Array>();
  const add = (entry: StoredEntry | null): void => {
    if (entry === null || entry.index >= size || (entry.index >= first && entry.index < end)) return;
    if (context.has(entry.index)) return;
    context.set(entry.index, entry.bytes);
    needs.take(entryOf(entry.bytes), null);
  };
  // Its neighbours show where the period begins and ends.
  if (first > 0) add(await source.at(first - 1));
  if (end < size) {
    add(await source.at(end));
    // How far the log goes on behind it: what was to follow had that time.
    add(await source.at(size - 1));
  }
  for await (const entry of source.entries(0, first, ['ledger.opened', 'writer.registered'])) add(entry);
  for (const [writer, span] of needs.writers) {
    if (span.first > 1) add(await source.ofWriter(writer, span.first - 1));
    add(await source.ofWriter(writer, span.last + 1));
  }
  // All policies from the first on: a scope keeps the risk that it had, also where it was taken out meanwhile.
  for await (const entry of source.entries(0, first, ['policy.activated'])) add(entry);
  // Tokens from before are told by them for as long as their window is open.
  for await (const entry of source.entries(0, first, ADOPTION_KINDS)) add(entry);
  // A policy may become active long after it was checked.
  for await (const entry of source.entries(0, first, ['check.recorded'])) add(entry);
  for (const id of needs.after) add(await source.byId(id));
  signal?.throwIfAborted();
  await addBirths(source, first, needs, context, add);
  for await (const entry of source.entries(0, first, ['token.revoked']))
    if (entryOf(entry.bytes).refs.some((ref) => needs.lives.has(ref))) add(entry);
  await addSigns(source, first, add);
  for await (const entry of source.entries(end, size, ['alert.delivered']))
    if (needs.alerting.has(entryOf(entry.bytes).after[0] ?? '')) add(entry);
  // Writers of what was added have to be known, too: those that come after the period may have been registered after it.
  for await (const entry of source.entries(end, size, ['writer.registered']))
    if (needsWriter(context, entry)) add(entry);
  return context;
}

/** The births of tokens that were used in the period and born before it: somewhere behind the earliest of their decisions. */
async function addBirths(
  source: LedgerSource,
  first: number,
  { births }: Needs,
  context: ReadonlyMap<number, Uint8Array>,
  add: (entry: StoredEntry) => void,
): Promise<void> {
  let earliest = first;
  for (const [index, bytes] of context)
    if (index < earliest && births.size > 0 && births.has(parseEntry(bytes).id)) earliest = index;
  for await (const entry of source.entries(earliest, first, ['token.issued']))
    if (births.has(entryOf(entry.bytes).after[0] ?? '')) add(entry);
}

/** The newest sign of each process from before the period: who fell silent in it had given one before. */
async function addSigns(source: LedgerSource, first: number, add: (entry: StoredEntry) => void): Promise<void> {
  const newest = new Map<string, StoredEntry>();
  for (const kind of ['process.started', 'process.heartbeat', 'process.stopped'] as const)
    for (const entry of await source.newest(kind, first, SIGNS)) {
      const { writer } = entryOf(entry.bytes);
      if ((newest.get(writer)?.index ?? -1) < entry.index) newest.set(writer, entry);
    }
  for (const entry of newest.values()) add(entry);
}

function needsWriter(context: ReadonlyMap<number, Uint8Array>, registration: StoredEntry): boolean {
  const { writer } = entryOf(registration.bytes).body;
  for (const [index, bytes] of context) if (index > registration.index && entryOf(bytes).writer === writer) return true;
  return false;
}

/** @throws EvidenceError `ledger_changed` */
export function entryOf(bytes: Uint8Array): Entry {
  return readEntry(bytes).entry;
}

/** The same with its id. @throws EvidenceError `ledger_changed` */
export function readEntry(bytes: Uint8Array): ReturnType<typeof parseEntry> {
  try {
    return parseEntry(bytes);
  } catch (cause) {
    throw new EvidenceError(
      'ledger_changed',
      'An entry of the ledger is not in its form: run ambit ledger verify, which says which.',
      { cause },
    );
  }
}
