import { type ControlResult, controls, startControls } from '../controls/index.ts';
import { parseEntry } from '../entries/index.ts';
import { loadOpenApi, type OperationMap } from '../operations/index.ts';
import type { IdentifiedPolicy } from '../policy/index.ts';
import { parseCheckpoint, parseNote } from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import type { LedgerSource, StoredEntry } from './ledger-source.ts';
import { EvidenceError, isTime, parsePolicy } from './package/index.ts';
import { contextOf, Needs } from './period-context.ts';
import { withStoredLedger } from './stored-ledger.ts';

const CHECK_EVERY = 500;

export interface RunControlsOptions {
  /** RFC 3339, UTC, with milliseconds: first moment, inclusive, and end, exclusive. */
  readonly from: string;
  readonly to: string;
  readonly signal?: AbortSignal;
}

/**
 * Runs every control test over a period of the ledger in a store, as an evidence package of it would, without making one: for pages
 * that show how things stand. Nothing is proven here; the ledger is taken as it is stored.
 *
 * @throws EvidenceError `period_invalid`, `ledger_empty`, `ledger_changed`
 */
export async function runControls(
  options: RunControlsOptions & { readonly store: Store },
): Promise<readonly ControlResult[]> {
  return await withStoredLedger(options.store, (source) => runControlsOver(source, options));
}

/** The same over any source. */
export async function runControlsOver(
  source: LedgerSource,
  { from, to, signal }: RunControlsOptions,
): Promise<readonly ControlResult[]> {
  if (!isTime(from) || !isTime(to) || from >= to)
    throw new EvidenceError('period_invalid', `${from} to ${to} is no period: it begins before it ends.`);
  const note = await source.checkpoint();
  if (note === null) throw new EvidenceError('ledger_empty', 'The ledger is empty: nothing has happened yet.');
  const { size } = parseCheckpoint(parseNote(note).text);
  const bounds = await source.boundsOf(from, to, size);
  const needs = new Needs();
  for await (const { bytes } of interruptible(source.entries(bounds.first, bounds.end), signal))
    needs.takePeriod(bytes);
  const context = await contextOf(source, { ...bounds, size }, needs, signal);
  const { policies, operations } = await loadBlobs(source, needs);
  const beside = [...context].sort(([one], [other]) => one - other);
  const read = ([index, bytes]: readonly [number, Uint8Array]) => ({ index, ...parseEntry(bytes) });
  const run = startControls(controls, {
    period: { from, to },
    policyOf: (digest) => policies.get(digest) ?? null,
    operationsOf: (digest) => operations.get(digest) ?? null,
    earlier: beside.filter(([index]) => index < bounds.first).map(read),
  });
  for await (const { index, bytes } of interruptible(source.entries(bounds.first, bounds.end), signal))
    run.take({ index, ...parseEntry(bytes) });
  return run.finish(beside.filter(([index]) => index >= bounds.end).map(read));
}

async function* interruptible(entries: AsyncIterable<StoredEntry>, signal: AbortSignal | undefined) {
  let taken = 0;
  for await (const entry of entries) {
    if (++taken % CHECK_EVERY === 0) signal?.throwIfAborted();
    yield entry;
  }
}

/** Policies and OpenAPI documents that entries name; what isn't one in its form is left out, and its entries are exceptions. */
async function loadBlobs(source: LedgerSource, needs: Needs) {
  const policies = new Map<string, IdentifiedPolicy>();
  const operations = new Map<string, OperationMap>();
  for (const digest of needs.digests) {
    const bytes = await source.blob(digest);
    if (bytes === null) continue;
    const policy = parsePolicy(bytes);
    if (policy !== null) policies.set(digest, { digest, policy });
    else if (needs.openApi.has(digest)) {
      try {
        operations.set(digest, loadOpenApi(Buffer.from(bytes).toString(), { path: digest }));
      } catch {
        // As good as missing.
      }
    }
  }
  return { policies, operations };
}
