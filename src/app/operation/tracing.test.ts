import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { importGraph } from '../../../tools/import-graph.ts';
import { createUpstream, GatewayError, type Listening, listen } from '../../gateway/index.ts';
import type { EntryDraft, LedgerWriter } from '../../ledger/index.ts';
import { parseTraceparent, startTracing } from './tracing.ts';

interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: unknown }[];
}

const CALLER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const SECRETS = /secret/i;

/** A request through a server, an upstream and a writer that are traced; what the collector was sent, and what came upstream. */
async function traced(settings: { acceptTraceparent: boolean; sampleRatio: number }) {
  const bodies: string[] = [];
  const upstreamHeaders: IncomingMessage['headers'][] = [];
  const collector = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    bodies.push(body);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  const behind = createServer((request, response) => {
    upstreamHeaders.push(request.headers);
    response.end('secret-token');
  });
  const listening: Listening[] = [];
  const port = async (server: typeof collector): Promise<number> => {
    const one = await listen(server, { host: '127.0.0.1', port: 0 });
    listening.push(one);
    return one.port;
  };
  const tracing = await startTracing(
    { endpoint: `http://127.0.0.1:${await port(collector)}/v1/traces`, ...settings },
    { role: 'issuer-guard', process: 'guard' },
  );
  const plain = createUpstream({ origin: `http://127.0.0.1:${await port(behind)}`, publicOrigin: 'https://a.example' });
  const upstream = tracing.tracedUpstream(plain, 'authorization-server');
  const failing = tracing.tracedUpstream(
    { ...plain, request: () => Promise.reject(new GatewayError('upstream_timeout', 'secret message')) },
    'orders',
  );
  const writer = tracing.tracedWriter({
    ...{ writer: 'guard', append: async () => [], close: async () => undefined },
  } satisfies LedgerWriter);
  const guard = createServer(async (_request, response) => {
    await writer.append({ drafts: [{ kind: 'decision.made', body: { secret: 'secret' } } as unknown as EntryDraft] });
    await upstream.request({ method: 'POST', target: '/token?secret', body: 'client_secret=secret' });
    await failing.request({ method: 'GET', target: '/' }).catch(() => undefined);
    response.end();
  });
  tracing.traceServer(guard, 'issuer', async () => 'token');
  const url = `http://127.0.0.1:${await port(guard)}/secret/path?code=secret`;
  const headers = { traceparent: CALLER, tracestate: 'a=secret', authorization: 'Bearer secret' };
  await Promise.all([fetch(url, { method: 'POST', headers, body: 'secret' }), fetch(url, { headers })]);
  // Of no request: nobody's trace.
  await writer.append({ drafts: [] });
  await tracing.close();
  await plain.close();
  for (const one of listening) await one.close();
  const text = bodies.join('\n');
  const spans = bodies.flatMap((body) =>
    (JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] }).resourceSpans.flatMap(
      ({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans),
    ),
  );
  return { text, spans, upstreamHeaders };
}

describe('traces', () => {
  test('have a span for each request, and within it what it did towards others, and nothing that is secret', async () => {
    const { text, spans, upstreamHeaders } = await traced({ acceptTraceparent: false, sampleRatio: 1 });
    assert.equal(spans.length, 8);
    const servers = spans.filter(({ name }) => name === 'POST token' || name === 'GET token');
    assert.deepEqual(servers.map(({ name }) => name).sort(), ['GET token', 'POST token']);
    assert.notEqual(servers[0]?.traceId, servers[1]?.traceId);
    for (const { traceId, spanId, parentSpanId } of servers) {
      assert.ok(!parentSpanId, 'a caller’s trace is not taken');
      const within = spans.filter((span) => span.traceId === traceId && span.spanId !== spanId);
      assert.deepEqual(within.map(({ name }) => name).sort(), [
        'GET orders',
        'POST authorization-server',
        'append entries',
      ]);
      for (const span of within) assert.equal(span.parentSpanId, spanId);
    }
    assert.doesNotMatch(text, SECRETS);
    assert.match(text, /upstream_timeout/);
    const sent = upstreamHeaders.map(({ traceparent }) => String(traceparent));
    for (const header of sent)
      assert.ok(
        spans.some(({ traceId, spanId }) => header === `00-${traceId}-${spanId}-01`),
        header,
      );
    assert.ok(upstreamHeaders.every(({ tracestate }) => tracestate === undefined));
  });

  test('go on with the caller’s, where that is configured', async () => {
    const { spans } = await traced({ acceptTraceparent: true, sampleRatio: 0 });
    assert.equal(spans.length, 8);
    const [, traceId, parent] = CALLER.split('-');
    for (const span of spans) assert.equal(span.traceId, traceId);
    assert.equal(spans.filter(({ parentSpanId }) => parentSpanId === parent).length, 2);
  });

  test('are sent of a share of the requests', async () => {
    const { spans } = await traced({ acceptTraceparent: false, sampleRatio: 0 });
    assert.deepEqual(spans, []);
  });

  test('take a traceparent of the one form that there is, and no other', () => {
    assert.deepEqual(parseTraceparent(CALLER), {
      ...{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 },
    });
    for (const other of [
      ...[undefined, '', CALLER.toUpperCase(), `${CALLER}-more`, CALLER.replace('00-', 'ff-'), [CALLER, CALLER]],
      `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
      `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`,
    ])
      assert.equal(parseTraceparent(other), null, String(other));
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseTraceparent(text);
        assert.ok(parsed === null || /^[0-9a-f]{32}$/.test(parsed.traceId));
      }),
    );
  });

  test('and metrics are loaded by nobody who doesn’t ask for them', () => {
    const { packages } = importGraph([join(import.meta.dirname, '../role-process.ts')]);
    const loaded = [...packages.keys()].filter((name) => name.startsWith('@opentelemetry/') || name === 'prom-client');
    assert.deepEqual(loaded, []);
  });
});
