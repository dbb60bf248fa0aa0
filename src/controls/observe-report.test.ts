import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Client } from '../policy/index.ts';
import { type ObserveReport, startObserveReport } from './index.ts';
import { ISSUER, sampleClient } from './testing/approved-policy.ts';
import { Scene } from './testing/scene.ts';

const START = Date.parse('2026-11-01T00:00:00.000Z') / 1000;

/** A day on which `report`, and one that says nothing, are only observed. */
function observed(over: Partial<Client> = {}): Scene {
  const day = new Scene();
  day.activate();
  const { clients } = day.policy.policy;
  day.change({
    clients: [
      ...clients.map((client) =>
        client.clientId === 'report' ? { ...client, mode: 'observe' as const, ...over } : client,
      ),
      sampleClient('quiet', { mode: 'observe' }),
    ],
  });
  return day;
}

function reportOf({ log, policy }: Scene, time = START + 3600): ObserveReport {
  const report = startObserveReport(policy, time);
  for (const entry of log.entries) report.take(entry);
  return report.finish();
}

const told = ({ clients }: ObserveReport): string[] =>
  clients.flatMap(({ clientId, findings }) =>
    findings.map(({ effect, at, reason, scopes, count }) =>
      [clientId, effect, at, reason, ...scopes, `× ${count}`].join(' '),
    ),
  );

describe('what would be refused if it were enforced today', () => {
  test('is told by client and reason, with counts and the newest examples', () => {
    const day = observed();
    day.grant();
    for (let at = 0; at < 5; at++) day.after(60).grant({ scopes: ['orders:read', 'orders:write'] });
    day.grant({ scopes: ['orders:unknown'] });
    const report = reportOf(day);
    assert.deepEqual(told(report), [
      'report refused token scope_not_allowed_for_client orders:write × 5',
      'report refused token scope_unknown orders:unknown × 1',
    ]);
    const [client] = report.clients;
    assert.deepEqual([client?.requests, client?.affected, client?.known], [7, 6, true]);
    assert.deepEqual(
      client?.findings[0]?.examples.map(({ asked }) => asked),
      Array.from({ length: 3 }, () => 'client_credentials: orders:read orders:write'),
    );
    assert.deepEqual(report.silent, [{ issuer: ISSUER, clientId: 'quiet' }]);
  });

  test('says what would be narrowed, where the policy narrows', () => {
    const day = observed({ overBroad: 'narrow' });
    day.grant({ scopes: ['orders:read', 'orders:write'] });
    assert.deepEqual(told(reportOf(day)), ['report narrowed token scope_not_allowed_for_client orders:write × 1']);
  });

  test('says which tokens would be withheld, for what their server gave', () => {
    const day = observed();
    day.token({}, { lives: 86_400 });
    day.token({}, { scopes: ['orders:read', 'orders:write'] });
    day.token();
    assert.deepEqual(told(reportOf(day)), [
      'report withheld token life_exceeds_decision × 1',
      'report withheld token scope_exceeds_decision orders:write × 1',
    ]);
    assert.deepEqual(told(reportOf(observed({ virtualExpiry: true }))), []);
  });

  test('counts uses, those of summaries too', () => {
    const day = observed();
    const both = ['orders:read', 'orders:write'];
    const token = day.token({ scopes: both }, { scopes: both, lives: 600 });
    day.use(token, { operation: 'placeOrder', kind: 'token.usage', count: 40, facts: { scopes: ['orders:write'] } });
    assert.deepEqual(
      told(reportOf(day)).filter((line) => line.includes(' use ')),
      ['report refused use scope_not_allowed_for_client orders:write × 40'],
    );
  });

  test('decides by the policy of now, not by that of then', () => {
    const day = observed();
    day.grant({ scopes: ['orders:read', 'orders:write'] });
    const { clients } = day.policy.policy;
    day.change({
      clients: clients.map((client) =>
        client.clientId === 'report' ? { ...client, standing: ['orders:read', 'orders:write'] } : client,
      ),
    });
    assert.deepEqual(told(reportOf(day)), []);
  });

  test('knows that a client would have ended by now, and that a token had time left when it was used', () => {
    const day = observed({ expires: '2026-12-01T00:00:00Z' });
    day.use(day.token());
    assert.deepEqual(told(reportOf(day)), []);
    assert.deepEqual(told(reportOf(day, START + 40 * 86_400)).sort(), [
      'report refused token client_expired × 1',
      'report refused use client_expired × 1',
    ]);
  });

  test('says nothing of clients that are enforced, nor of what was refused as it was', () => {
    const day = observed();
    day.grant({ clientId: 'shop', scopes: ['orders:unknown'] });
    day.grant({ resources: ['https://a.example', 'https://b.example'] });
    day.use(day.token(), { kind: 'token.use_refused', facts: { revoked: true } });
    assert.deepEqual(told(reportOf(day)), []);
  });

  test('is the same for the same entries, and never fails for a body that nobody wrote', () => {
    const day = observed();
    day.token();
    const [entry] = day.log.entries.filter((one) => one.entry.kind === 'decision.made');
    assert.ok(entry !== undefined);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('request', 'facts', 'decision', 'x'), fc.jsonValue()), (body) => {
        const report = startObserveReport(day.policy, START);
        report.take({ ...entry, entry: { ...entry.entry, body: body as never } });
        assert.equal(report.finish().unreadable, 1);
      }),
      { numRuns: 50 },
    );
    assert.deepEqual(reportOf(day), reportOf(day));
  });
});
