import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ISSUER, sampleClient, samplePolicy, sampleScope } from '../decision/testing/sample-policy.ts';
import { type AlertRoute, policyFile } from '../policy/index.ts';
import { ALERT_TYPES, type Alert, receiversOf, SEVERITIES } from './index.ts';

const ALERT: Alert = {
  ...{ id: 'sha256:0', type: 'scope.granted', severity: 'critical', title: '', what: '', why: '', whatToDo: '' },
  ...{ entry: { index: 0, id: 'sha256:0' }, time: '2026-11-24T00:00:00.000Z', issuer: ISSUER, subject: null },
  ...{ clientId: 'till', scopes: ['refund'] },
};
const RECEIVERS = [
  { name: 'security', severities: SEVERITIES },
  { name: 'pager', severities: ['critical'] as const },
  { name: 'shop', severities: SEVERITIES },
];

function told(routes: readonly AlertRoute[], alert: Partial<Alert> = {}): string[] {
  const { policy } = samplePolicy({
    scopes: [sampleScope('refund', { owner: 't-money' })],
    clients: [sampleClient('till', { owner: 't-shop', standing: ['refund'] })],
    alertRoutes: routes,
  });
  return [...receiversOf({ ...ALERT, ...alert }, policy, RECEIVERS)].sort();
}

describe('an alert goes', () => {
  test('to everybody who takes its severity where no route takes it', () => {
    assert.deepEqual(told([]), ['pager', 'security', 'shop']);
    assert.deepEqual(told([], { severity: 'high' }), ['security', 'shop']);
    assert.deepEqual([...receiversOf(ALERT, null, RECEIVERS)], ['security', 'pager', 'shop']);
    assert.deepEqual(told([{ alerts: ['policy.refused'], webhooks: ['pager'] }]), ['pager', 'security', 'shop']);
  });

  test('to the receivers of each route that takes it', () => {
    const routes: AlertRoute[] = [
      { severities: ['critical'], webhooks: ['pager'] },
      { owners: ['t-shop'], webhooks: ['shop'] },
    ];
    assert.deepEqual(told(routes), ['pager', 'shop']);
    assert.deepEqual(told(routes, { severity: 'high' }), ['shop']);
    assert.deepEqual(told(routes, { clientId: 'stranger' }), ['pager']);
  });

  test('by the owner of its scopes, too', () => {
    assert.deepEqual(told([{ owners: ['t-money'], webhooks: ['pager'] }], { clientId: null }), ['pager']);
  });

  test('to everybody where its route leads to nobody who is there, or who takes its severity', () => {
    assert.deepEqual(told([{ webhooks: ['nobody'] }]), ['pager', 'security', 'shop']);
    assert.deepEqual(told([{ webhooks: ['pager'] }], { severity: 'high' }), ['security', 'shop']);
  });

  test('to somebody, whatever the routes', () => {
    const route = fc.record(
      {
        alerts: fc.subarray([...ALERT_TYPES], { minLength: 1 }),
        severities: fc.subarray([...SEVERITIES], { minLength: 1 }),
        owners: fc.subarray(['t-shop', 't-money', 'p-1'], { minLength: 1 }),
        webhooks: fc.subarray(['security', 'pager', 'shop', 'nobody'], { minLength: 1 }),
      },
      { requiredKeys: ['webhooks'] },
    );
    fc.assert(
      fc.property(
        fc.array(route),
        fc.constantFrom(...ALERT_TYPES),
        fc.constantFrom(...SEVERITIES),
        (routes, type, severity) => {
          assert.ok(told(routes, { type, severity }).length > 0);
        },
      ),
    );
  });
});

test('a policy names the alerts that there are', () => {
  const routed = (type: string) => policyFile.safeParse({ alertRoutes: [{ alerts: [type], webhooks: ['a'] }] }).success;
  assert.deepEqual(
    ALERT_TYPES.filter((type) => !routed(type)),
    [],
  );
  assert.equal(routed('scope.taken'), false);
});
