import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { GatewayError, listen, type Upstream } from '../../gateway/index.ts';
import { type EntryDraft, LedgerError, type LedgerWriter } from '../../ledger/index.ts';
import { measureServer } from './measured-server.ts';
import { measuredUpstream } from './measured-upstream.ts';
import { measuredWriter } from './measured-writer.ts';
import { createMetrics } from './metrics.ts';

const draftOf = (kind: EntryDraft['kind'], body: EntryDraft['body']): EntryDraft => ({
  ...{ kind, body, issuer: null, operation: 'o', after: [], digests: {}, subject: 'sub:secret-subject' },
  refs: ['client:secret-client'],
});

describe('what is measured', () => {
  test('of a writer: what became durable, by what the entries say, and nothing that names anybody', async () => {
    const metrics = createMetrics('issuer-guard', { ofProcess: false });
    let fails = false;
    const writer: LedgerWriter = {
      writer: 'guard',
      append: async () => {
        if (fails) throw new LedgerError('ledger_unavailable', 'postgres://user:secret-password@host is away');
        return [];
      },
      close: async () => undefined,
    };
    const times = { workedAt: null, failedAt: null };
    const measured = measuredWriter(writer, metrics, times);
    const decision = {
      outcome: 'narrow',
      mode: 'enforce',
      reason: null,
      withheld: [{ scope: 's', reason: 'scope_unknown' }],
    };
    await measured.append({
      drafts: [
        draftOf('decision.made', { decision, request: { clientId: 'secret-client' } }),
        draftOf('token.issued', { grantType: 'client_credentials' }),
        draftOf('token.withheld', { faults: ['life_exceeds_decision'] }),
        draftOf('token.not_issued', { outcome: 'unknown', error: 'server_unavailable' }),
        draftOf('token.usage', { decision: { ...decision, withheld: [] }, count: 5 }),
        draftOf('refusals.summarised', { refusals: [{ endpoint: 'token', reason: 'client_unknown', count: 12 }] }),
      ],
    });
    fails = true;
    await assert.rejects(measured.append({ drafts: [draftOf('token.issued', {})] }));
    const text = await metrics.text();
    for (const line of [
      'ambit_ledger_entries_total{kind="decision.made"} 1',
      'ambit_decisions_total{outcome="narrow",mode="enforce",reason=""} 6',
      'ambit_scopes_withheld_total{reason="scope_unknown"} 1',
      'ambit_tokens_issued_total{grant_type="client_credentials"} 1',
      'ambit_tokens_withheld_total{fault="life_exceeds_decision"} 1',
      'ambit_tokens_not_issued_total{outcome="unknown",error="server_unavailable"} 1',
      'ambit_stranger_refusals_total{endpoint="token",reason="client_unknown"} 12',
      'ambit_ledger_append_failures_total{reason="ledger_unavailable"} 1',
      'ambit_ledger_append_duration_seconds_count 1',
    ])
      assert.ok(text.split('\n').includes(line), `${line}\n${text}`);
    assert.doesNotMatch(text, /secret/);
    assert.notEqual(times.failedAt, null);
  });

  test('of a server behind: its status, or why there is none', async () => {
    const metrics = createMetrics('api-guard', { ofProcess: false });
    const upstream: Upstream = {
      origin: 'http://behind',
      request: async () => ({ status: 204, headers: [], body: new Uint8Array() }),
      proxy: async () => {
        throw new GatewayError('upstream_timeout', 'late');
      },
      close: async () => undefined,
    };
    const measured = measuredUpstream(upstream, 'orders', metrics);
    await measured.request({ method: 'GET', target: '/secret' });
    await assert.rejects(measured.proxy({} as never), { code: 'upstream_timeout' });
    const text = await metrics.text();
    const counted = 'http_client_request_duration_seconds_count{server="orders",http_response_status_code=';
    assert.ok(text.includes(`${counted}"204",error_type=""} 1`), text);
    assert.ok(text.includes(`${counted}"none",error_type="upstream_timeout"} 1`), text);
    assert.doesNotMatch(text, /secret/);
  });

  test('of a server: method, status and endpoint, and not the path', async () => {
    const metrics = createMetrics('issuer-guard', { ofProcess: false });
    const server = createServer((_request, response) => void response.writeHead(418).end());
    const asked: string[] = [];
    measureServer(server, 'issuer', metrics, async (path) => {
      asked.push(path);
      return 'token';
    });
    const listening = await listen(server, { host: '127.0.0.1', port: 0 });
    await fetch(`http://127.0.0.1:${listening.port}/secret/path?code=secret`, { method: 'POST' });
    await listening.close();
    const text = await metrics.text();
    assert.ok(
      text.includes(
        'http_server_request_duration_seconds_count{server="issuer",endpoint="token",http_request_method="POST",http_response_status_code="418"} 1',
      ),
      text,
    );
    assert.ok(text.includes('http_server_active_requests{server="issuer"} 0'), text);
    assert.deepEqual(asked, ['/secret/path']);
    assert.doesNotMatch(text, /secret/);
  });
});
