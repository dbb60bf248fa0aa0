import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ROLES } from '../roles/role.ts';
import { METRICS, type MetricDefinition } from './metric-set.ts';
import { createMetrics } from './metrics.ts';

const NAMED = Object.entries(METRICS) as [string, MetricDefinition][];

describe('the metrics of a role', () => {
  for (const role of ROLES)
    test(`${role}: those that are listed for it, and no others`, async () => {
      const text = await createMetrics(role, { ofProcess: false }).text();
      const found = [...text.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name);
      const listed = NAMED.filter(([, { of }]) => of === 'every' || of.includes(role)).map(([name]) => name);
      assert.deepEqual(found.sort(), listed.sort());
    });

  test('have names and labels as Prometheus wants them, with their unit', () => {
    for (const [name, { kind, labels }] of NAMED) {
      assert.match(name, /^[a-z][a-z0-9_]*$/);
      assert.equal(name.endsWith('_total'), kind === 'counter', name);
      if (kind === 'histogram') assert.match(name, /_seconds$/);
      for (const label of Object.keys(labels)) {
        assert.match(label, /^[a-z][a-z0-9_]*$/);
        assert.doesNotMatch(label, /token|subject|client_id|sub$/, `${name} ${label}`);
      }
    }
  });

  test('stay few, whatever comes: what is beyond is counted together', async () => {
    const metrics = createMetrics('issuer-guard', { ofProcess: false });
    for (let at = 0; at < 100_000; at++) metrics.count('ambit_faults_total', { code: `E${at}` });
    const series = (await metrics.text()).split('\n').filter((line) => line.startsWith('ambit_faults_total{'));
    assert.equal(series.length, 401);
    assert.ok(series.includes('ambit_faults_total{code="other"} 99600'));
  });

  test('leave out what can’t be told, and say nothing of before in its place', async () => {
    const metrics = createMetrics('sequencer', { ofProcess: false });
    let away = false;
    metrics.onReading(['ambit_ledger_size_entries'], async () => {
      if (away) throw new Error('the database is away');
      metrics.set('ambit_ledger_size_entries', {}, 7);
    });
    assert.match(await metrics.text(), /^ambit_ledger_size_entries 7$/m);
    away = true;
    assert.doesNotMatch(await metrics.text(), /^ambit_ledger_size_entries /m);
  });

  test('that a role doesn’t have are nobody’s', async () => {
    const metrics = createMetrics('notifier', { ofProcess: false });
    metrics.count('ambit_tokens_issued_total', { grant_type: 'client_credentials' });
    assert.doesNotMatch(await metrics.text(), /ambit_tokens_issued_total/);
  });
});
