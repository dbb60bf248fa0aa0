import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, Server } from 'node:http';
import type { Attributes, Context, Span } from '@opentelemetry/api';
import type { Upstream } from '../../gateway/index.ts';
import type { LedgerWriter } from '../../ledger/index.ts';
import { AppError } from '../app-error.ts';
import { VERSION } from '../version.ts';
import { codeOf } from './measured-writer.ts';
import type { TracingSettings } from './settings.ts';

/** OpenTelemetry traces of one process. Nothing of it is loaded where the configuration has no `tracing`. */
export interface Tracing {
  /** A span for each request of a server, in which what it does towards others has its own. */
  traceServer(listener: Server, server: string, endpointOf?: (path: string) => Promise<string>): void;
  tracedUpstream(upstream: Upstream, server: string): Upstream;
  tracedWriter(writer: LedgerWriter): LedgerWriter;
  /** Sends what is left. */
  close(): Promise<void>;
}

const WITHOUT_TRACESTATE = 'tracestate';

/**
 * Spans hold what the metrics hold: method, status, endpoint, server, kinds of entries, codes of errors. No path, query, header, body,
 * client id or subject, so no token and no secret: a trace goes to a system that more people read than may know these.
 *
 * @throws AppError `role_failed` where the packages aren't there
 */
export async function startTracing(
  settings: TracingSettings,
  { role, process }: { readonly role: string; readonly process: string },
): Promise<Tracing> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await loadPackages();
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      'service.name': `ambit-${role}`,
      'service.version': VERSION,
      'service.instance.id': process,
    }),
    // A caller's wish to be sampled is taken where its trace is, and nowhere else.
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(settings.sampleRatio) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: settings.endpoint }) })],
  });
  const tracer = provider.getTracer('ambit', VERSION);
  const { SpanKind, SpanStatusCode, trace, ROOT_CONTEXT } = api;
  const current = new AsyncLocalStorage<Context>();

  const callerOf = ({ headers }: IncomingMessage): Context => {
    const parent = settings.acceptTraceparent ? parseTraceparent(headers['traceparent']) : null;
    return parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
  };
  /** Runs a call in a span of its own. */
  const within = async <T>(
    name: string,
    kind: number,
    attributes: Attributes,
    call: (span: Span) => Promise<T>,
    more: (result: T) => Attributes = () => ({}),
  ): Promise<T> => {
    const parent = current.getStore();
    // What a process does by itself, every quarter of a second, is nobody's request.
    if (parent === undefined) return await call(trace.wrapSpanContext(NOWHERE));
    const span = tracer.startSpan(name, { kind, attributes }, parent);
    try {
      const result = await call(span);
      span.setAttributes(more(result));
      return result;
    } catch (error) {
      span.setAttribute('error.type', codeOf(error)).setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };

  return {
    traceServer(listener, server, endpointOf) {
      // Before whatever answers, so that all it does is within.
      listener.prependListener('request', (request: IncomingMessage, response) => {
        const method = METHODS.has(request.method ?? '') ? String(request.method) : '_OTHER';
        const span = tracer.startSpan(
          `${method} ${server}`,
          { kind: SpanKind.SERVER, attributes: { 'http.request.method': method, 'ambit.server': server } },
          callerOf(request),
        );
        current.enterWith(trace.setSpan(ROOT_CONTEXT, span));
        response.once('close', () => {
          if (response.writableFinished) span.setAttribute('http.response.status_code', response.statusCode);
          else span.setAttribute('error.type', 'client_gone');
          if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          const end = (endpoint: string): void => {
            span.updateName(`${method} ${endpoint}`).setAttribute('ambit.endpoint', endpoint).end();
          };
          if (endpointOf === undefined) end(server);
          else endpointOf((request.url ?? '').split('?', 1)[0] ?? '').then(end, () => end('none'));
        });
      });
    },
    tracedUpstream: (upstream, server) => ({
      origin: upstream.origin,
      request: (request) =>
        within(
          `${request.method} ${server}`,
          SpanKind.CLIENT,
          { 'http.request.method': request.method, 'ambit.server': server },
          (span) => upstream.request({ ...request, headers: [...(request.headers ?? []), ...traceparentOf(span)] }),
          ({ status }) => ({ 'http.response.status_code': status }),
        ),
      proxy: (request) =>
        within(
          `${request.head.method} ${server}`,
          SpanKind.CLIENT,
          { 'http.request.method': request.head.method, 'ambit.server': server },
          (span) =>
            upstream.proxy({
              ...request,
              set: [...(request.set ?? []), ...traceparentOf(span)],
              without: settings.acceptTraceparent
                ? (request.without ?? new Set())
                : new Set([...(request.without ?? []), WITHOUT_TRACESTATE]),
            }),
          (status) => ({ 'http.response.status_code': status }),
        ),
      close: () => upstream.close(),
    }),
    tracedWriter: (writer) => ({
      writer: writer.writer,
      append: (request) =>
        within(
          'append entries',
          SpanKind.INTERNAL,
          { 'ambit.entry.kinds': request.drafts.map(({ kind }) => kind) },
          () => writer.append(request),
        ),
      close: () => writer.close(),
    }),
    close: () => provider.shutdown().catch(() => undefined),
  };
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const NOWHERE = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 };

/** Trace, span and flags of a `traceparent` of version 00 (W3C Trace Context §3.2); null for any other. */
export function parseTraceparent(
  header: string | readonly string[] | undefined,
): { readonly traceId: string; readonly spanId: string; readonly traceFlags: number } | null {
  const match = typeof header === 'string' ? /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header) : null;
  const [, traceId = '', spanId = '', flags = ''] = match ?? [];
  if (match === null || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  // Of the flags only `sampled` is for those who come after.
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1 };
}

function traceparentOf(span: Span): string[] {
  const { traceId, spanId, traceFlags } = span.spanContext();
  if (/^0+$/.test(traceId)) return [];
  return ['traceparent', `00-${traceId}-${spanId}-0${traceFlags & 1}`];
}

function loadPackages() {
  return Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]).catch((cause: unknown) => {
    throw new AppError(
      'role_failed',
      'The configuration has tracing, and the packages that it takes are not installed: npm install @opentelemetry/api @opentelemetry/sdk-trace @opentelemetry/exporter-trace-otlp-http @opentelemetry/resources',
      cause,
    );
  });
}
