import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { webhookDestination } from '../../../src/notify/index.ts';
import { openAlertSecret } from './alert-secret.ts';
import { alertLine, alertReceiver, type ReceivedAlert } from './receiver.ts';

const ALERT: ReceivedAlert = {
  id: 'sha256:1',
  type: 'scope.refused',
  severity: 'critical',
  what: 'The client x\u001b[2J asked for orders:refund and was refused.',
  time: '2026-11-24T12:00:00.000Z',
  clientId: 'x',
  scopes: ['orders:refund'],
  entry: { index: 17 },
};
const MESSAGE = { id: ALERT.id, payload: JSON.stringify({ type: ALERT.type, timestamp: ALERT.time, data: ALERT }) };

describe('the example’s receiver of alerts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'acme-alerts-'));
  const secret = openAlertSecret(join(folder, 'alerts'));
  const told: ReceivedAlert[] = [];
  const server = alertReceiver(secret, (alert) => told.push(alert));
  const { signal } = new AbortController();
  let url = '';
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function send(by: string, at = Date.now()): Promise<number | null> {
    const destination = webhookDestination({ name: 'acme', url, secret: by, clock: () => at });
    const { status } = await destination.send(MESSAGE, signal);
    await destination.close();
    return status;
  }

  test('has a secret that stays, for its owner alone', () => {
    assert.equal(openAlertSecret(join(folder, 'alerts')), secret);
    assert.equal(statSync(join(folder, 'alerts/webhook.secret')).mode & 0o777, 0o600);
  });

  test('takes what is signed with its secret and not old, and tells of each alert once', async () => {
    assert.equal(await send(openAlertSecret(join(folder, 'other'))), 401);
    assert.equal(await send(secret, Date.now() - 6 * 60_000), 401);
    assert.equal((await fetch(url, { method: 'POST', body: MESSAGE.payload })).status, 401);
    assert.deepEqual(told, []);
    assert.deepEqual([await send(secret), await send(secret)], [204, 204]);
    assert.deepEqual(told, [ALERT]);
    assert.deepEqual(await (await fetch(`${url}alerts`)).json(), [ALERT]);
  });

  test('writes one line that steers no terminal', () => {
    assert.equal(
      alertLine(ALERT),
      'critical scope.refused: The client x\\u{1b}[2J asked for orders:refund and was refused. (entry 17)',
    );
  });
});
