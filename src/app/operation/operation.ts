import type { Server } from 'node:http';
import { GatewayError, type Upstream } from '../../gateway/index.ts';
import type { LedgerWriter } from '../../ledger/index.ts';
import type { Store } from '../../store/index.ts';
import { AppError } from '../app-error.ts';
import type { RoleName } from '../roles/role.ts';
import { VERSION } from '../version.ts';
import { measureServer } from './measured-server.ts';
import { measuredUpstream } from './measured-upstream.ts';
import { type AppendTimes, codeOf, measuredWriter } from './measured-writer.ts';
import type { Metrics } from './metrics.ts';
import { startOperationServer } from './operation-server.ts';
import { type Check, createReadiness, databaseCheck, type ProcessState } from './readiness.ts';
import { type OperationSettings, operationPort, type TracingSettings } from './settings.ts';

/** How long a failed append counts against a process, unless one has worked since. */
const FAILURE_COUNTS_MILLISECONDS = 10_000;

/** What roles tell of themselves. Where the configuration has no `operation` each method gives back what it was given. */
export interface Operation {
  /** Null where nobody asks. */
  readonly metrics: Metrics | null;
  /** For a person; empty where nobody asks. */
  readonly facts: readonly string[];
  measuredWriter(writer: LedgerWriter): LedgerWriter;
  measuredUpstream(upstream: Upstream, server: string): Upstream;
  measureServer(listener: Server, server: string, endpointOf?: (path: string) => Promise<string>): void;
  /** Adds what has to hold for `/readyz` to say so. */
  needs(name: string, check: () => Omit<Check, 'name'> | Promise<Omit<Check, 'name'>>): void;
  /** The database: it has to answer, and its connections are counted. */
  watchStore(store: Store): void;
  countFault(fault: unknown): void;
  become(state: ProcessState): void;
  close(): Promise<void>;
}

/** Health, metrics and traces of a process, each where the configuration asks for it. @throws AppError `role_failed` */
export async function startOperation(
  { operation, tracing }: { readonly operation: OperationSettings | null; readonly tracing: TracingSettings | null },
  options: { readonly role: RoleName; readonly process: string; readonly onFault: (fault: unknown) => void },
): Promise<Operation> {
  const measured = await startMeasuring(operation, options);
  if (tracing === null) return measured;
  // Loaded where somebody wants traces, and nowhere else.
  const { startTracing } = await import('./tracing.ts');
  const traces = await startTracing(tracing, options);
  return {
    ...measured,
    measuredWriter: (writer) => traces.tracedWriter(measured.measuredWriter(writer)),
    measuredUpstream: (upstream, server) => traces.tracedUpstream(measured.measuredUpstream(upstream, server), server),
    measureServer(listener, server, endpointOf) {
      measured.measureServer(listener, server, endpointOf);
      traces.traceServer(listener, server, endpointOf);
    },
    async close() {
      await Promise.race([
        traces.close(),
        new Promise((resolve) => setTimeout(resolve, LAST_SPANS_MILLISECONDS).unref()),
      ]);
      await measured.close();
    },
  };
}

/** How long the last spans may take to be sent. */
const LAST_SPANS_MILLISECONDS = 500;

/** Starts to answer, before the role itself does: a process that waits says so. @throws AppError `role_failed` */
async function startMeasuring(
  settings: OperationSettings | null,
  options: { readonly role: RoleName; readonly process: string; readonly onFault: (fault: unknown) => void },
): Promise<Operation> {
  if (settings === null) return SILENT;
  const { role, process, onFault } = options;
  // Loaded where somebody asks, and nowhere else.
  const { createMetrics } = await import('./metrics.ts').catch((cause: unknown) => {
    throw new AppError(
      'role_failed',
      'The configuration has operation, and what makes metrics is not installed: npm install prom-client',
      cause,
    );
  });
  const metrics = createMetrics(role);
  const readiness = createReadiness();
  const times: AppendTimes = { workedAt: null, failedAt: null };
  metrics.set('ambit_build_info', { version: VERSION, role, process }, 1);
  const { setting, port } = operationPort(settings, role);
  const listening = await startOperationServer({ host: settings.host, port }, { metrics, readiness, onFault }).catch(
    (error: unknown) => {
      if (!(error instanceof GatewayError)) throw error;
      throw new AppError('role_failed', `${error.message} (${setting} in the configuration).`, error);
    },
  );
  return {
    metrics,
    facts: [`health and metrics of ${process} are on ${listening.host}:${listening.port}`],
    measuredWriter(writer) {
      readiness.needs('ledger', () => ledgerCheck(times));
      return measuredWriter(writer, metrics, times);
    },
    measuredUpstream: (upstream, server) => measuredUpstream(upstream, server, metrics),
    measureServer: (listener, server, endpointOf) => measureServer(listener, server, metrics, endpointOf),
    needs: (name, check) => readiness.needs(name, check),
    watchStore(store) {
      readiness.needs('database', databaseCheck(store));
      const { pool } = store;
      metrics.onReading(['db_client_connection_count', 'db_client_connection_pending_requests'], () => {
        const { idleCount, totalCount, waitingCount } = pool;
        metrics.set('db_client_connection_count', { db_client_connection_state: 'idle' }, idleCount);
        metrics.set('db_client_connection_count', { db_client_connection_state: 'used' }, totalCount - idleCount);
        metrics.set('db_client_connection_max', {}, pool.options.max);
        metrics.set('db_client_connection_pending_requests', {}, waitingCount);
      });
    },
    countFault: (fault) => metrics.count('ambit_faults_total', { code: codeOf(fault) }),
    become: (state) => readiness.become(state),
    close: () => listening.close(0),
  };
}

function ledgerCheck({ workedAt, failedAt }: AppendTimes): Omit<Check, 'name'> {
  const failed =
    failedAt !== null &&
    failedAt > (workedAt ?? Number.NEGATIVE_INFINITY) &&
    performance.now() - failedAt < FAILURE_COUNTS_MILLISECONDS;
  return failed
    ? { ok: false, detail: 'it could not be written a moment ago' }
    : { ok: true, detail: 'nothing failed to be written' };
}

const SILENT: Operation = {
  metrics: null,
  facts: [],
  measuredWriter: (writer) => writer,
  measuredUpstream: (upstream) => upstream,
  measureServer: () => undefined,
  needs: () => undefined,
  watchStore: () => undefined,
  countFault: () => undefined,
  become: () => undefined,
  close: async () => undefined,
};
