import { Scene } from '../../controls/testing/scene.ts';

export const FROM = '2026-11-01T00:00:00.000Z';
export const TO = '2026-12-01T00:00:00.000Z';
export const MADE = '2026-12-02T00:00:00.000Z';

/** October, November and a day of December of a small company, in which something of each kind happened. */
export function month(): Scene {
  const scene = new Scene('2026-10-01T00:00:00.000Z');
  const started = scene.process('started');
  scene.activate();
  const old = scene.token({ clientId: 'shop', scopes: ['orders:read'] }, { refresh: true, lives: 3_000_000 });
  const gone = scene.token({}, { lives: 3_000_000 });
  scene.revoke(gone);
  scene.at('2026-10-31T23:59:50.000Z').process('heartbeat', 'issuer-guard-1', [started.id]);

  scene.at('2026-11-01T00:00:05.000Z');
  scene.use(old, { kind: 'token.usage', count: 7 });
  scene.use(gone, { facts: { revoked: true }, kind: 'token.use_refused' });
  const token = scene.token();
  scene.use(token);
  scene.use(token, { operation: 'placeOrder', kind: 'token.use_refused', count: 2 });
  scene.grant({ scopes: ['orders:refund'] });
  scene.grant({ clientId: '=cmd|<b>"x"' });
  const narrowed = scene.token({ clientId: 'shop', scopes: ['orders:refund', 'orders:write'] });
  scene.after(1).revoke({ grantId: narrowed.grantId, clientId: 'shop' });
  scene.issue(scene.grant(), {
    kind: 'token.withheld',
    scopes: ['orders:read', 'orders:write'],
    body: { faults: ['scope_exceeds_decision'] },
  });
  const { entry: unanswered } = scene.grant();
  scene.log.append('token.not_issued', {
    after: [unanswered.id],
    body: { clientId: 'report', grantId: null, outcome: 'unknown', error: 'server_unavailable' },
  });
  scene.log.append('refusals.summarised', {
    body: { from: FROM, to: TO, refusals: [{ endpoint: 'token', reason: 'client_unknown', count: 12 }] },
  });
  scene.after(300).process('heartbeat', 'issuer-guard-1', [started.id]);
  scene.at('2026-11-15T00:00:00.000Z').change({ resourceServers: scene.policy.policy.resourceServers.slice(1) });
  scene.token({}, { scopes: ['orders:read', 'orders:write'] });
  scene.at('2026-11-30T23:59:59.999Z').grant();

  scene.at('2026-12-01T00:00:00.000Z').token();
  for (const writer of ['api-guard-1', 'management']) scene.process('heartbeat', writer);
  scene.process('stopped');
  return scene;
}
