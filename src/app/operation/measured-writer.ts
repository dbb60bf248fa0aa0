import type { Decision } from '../../decision/index.ts';
import type { EntryDraft, LedgerWriter } from '../../ledger/index.ts';
import type { Json } from '../../proof/index.ts';
import type { Metrics } from './metrics.ts';

/** When appending last worked and last failed, in milliseconds of `performance.now()`; null for never. */
export interface AppendTimes {
  workedAt: number | null;
  failedAt: number | null;
}

/** A writer that counts what became durable, by what the entries themselves say: nothing is counted that the ledger doesn't have. */
export function measuredWriter(writer: LedgerWriter, metrics: Metrics, times: AppendTimes): LedgerWriter {
  return {
    writer: writer.writer,
    async append(request) {
      const began = performance.now();
      try {
        const appended = await writer.append(request);
        metrics.observe('ambit_ledger_append_duration_seconds', {}, (performance.now() - began) / 1000);
        times.workedAt = performance.now();
        for (const draft of request.drafts) countEntry(metrics, draft);
        return appended;
      } catch (error) {
        const reason = codeOf(error);
        if (!OWN_MISTAKES.has(reason)) times.failedAt = performance.now();
        metrics.count('ambit_ledger_append_failures_total', { reason });
        throw error;
      }
    },
    close: () => writer.close(),
  };
}

const SIGNS_OF_LIFE: ReadonlySet<string> = new Set(['process.started', 'process.heartbeat']);

/** Failures that say nothing of the ledger: what was to be written couldn't be, whatever it is written to. */
const OWN_MISTAKES: ReadonlySet<string> = new Set(['entry_too_large', 'entry_invalid', 'grant_revoked']);

/** Code of an error of our rooms, or of the system; `none` where it has none. Never its message. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Za-z0-9_]{1,64}$/.test(code) ? code : 'none';
}

function countEntry(metrics: Metrics, { kind, body }: EntryDraft): void {
  metrics.count('ambit_ledger_entries_total', { kind });
  if (SIGNS_OF_LIFE.has(kind)) metrics.set('ambit_heartbeat_timestamp_seconds', {}, Date.now() / 1000);
  const decision = body['decision'] as Decision | undefined;
  if (decision?.outcome !== undefined) countDecision(metrics, decision, Number(body['count'] ?? 1));
  if (kind === 'token.issued') metrics.count('ambit_tokens_issued_total', { grant_type: String(body['grantType']) });
  else if (kind === 'token.withheld') {
    const [fault = 'none'] = body['faults'] as readonly string[];
    metrics.count('ambit_tokens_withheld_total', { fault });
  } else if (kind === 'token.not_issued')
    metrics.count('ambit_tokens_not_issued_total', {
      outcome: String(body['outcome']),
      error: String(body['error'] ?? 'none'),
    });
  else if (kind === 'refusals.summarised') countStrangers(metrics, body['refusals'] ?? []);
}

function countDecision(metrics: Metrics, { outcome, mode, reason, withheld }: Decision, times: number): void {
  metrics.count('ambit_decisions_total', { outcome, mode, reason: reason ?? '' }, times);
  for (const { reason: why } of withheld) metrics.count('ambit_scopes_withheld_total', { reason: why }, times);
}

function countStrangers(metrics: Metrics, refusals: Json): void {
  for (const one of refusals as unknown as readonly Record<string, string | number>[])
    metrics.count(
      'ambit_stranger_refusals_total',
      { endpoint: String(one['endpoint'] ?? one['api']), reason: String(one['reason']) },
      Number(one['count']),
    );
}
