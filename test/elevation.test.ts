import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { listAlerts } from '../src/notify/index.ts';
import { ACME } from './system/acme-policy.ts';
import { type System, startSystem } from './system/system.ts';
import { askForToken, call } from './system/token-requests.ts';
import { until } from './system/wait.ts';

const BOUND_MILLISECONDS = 1000;

describe('just-in-time elevation by commands, with two guards of each kind', { timeout: 400_000 }, () => {
  let system: System;
  before(async () => {
    system = await startSystem();
  });
  after(() => system?.stop());

  const as = (name: 'bob' | 'carol'): string[] => [
    ...['--as', name === 'bob' ? 'p-102' : 'p-103', '--key', join(ACME, `demo-keys/${name}.key`)],
    ...['--key-name', `${name}.acme.example`],
  ];
  const ask = (guard: 'first' | 'second') =>
    askForToken(system, system.via[guard], 'order-fulfilment', 'orders:refund');
  const refund = async (guard: 'first' | 'second', token: unknown): Promise<number> =>
    (await call(system.via[guard], `${system.apis.orders}/orders/o-1001/refund`, token, 'POST')).status;
  const request = async (...more: string[]): Promise<string> => {
    const asked = await system.ambit(
      ...['request', 'order-fulfilment', 'orders:refund', '--for', '30m', '--reason', 'orders of the flood'],
      ...['--format', 'json', ...more],
    );
    assert.equal(asked.code, 0, asked.stderr);
    return JSON.parse(asked.stdout).id;
  };
  const passes = (status: number): boolean => status !== 401 && status !== 403;

  test('one asks, another approves, both guards give and take it while it lasts, and neither a second after its end', async (t) => {
    assert.notEqual((await ask('first')).status, 200);
    const id = await request(...as('carol'));
    const own = await system.ambit('requests', 'approve', id, ...as('carol'));
    assert.deepEqual([own.code, /so it takes somebody else/.test(own.stderr)], [2, true], own.stderr);
    const unsigned = await system.ambit('requests', 'approve', id);
    assert.match(unsigned.stderr, /An approval is a person’s/);
    const approved = await system.ambit('requests', 'approve', id, ...as('bob'));
    assert.equal(approved.code, 0, approved.stderr);
    assert.match(approved.stdout, /active .*orders:refund.*approved by p-102/s);

    await until('the guards to give it', async () => (await ask('first')).status === 200, 5);
    const { json } = await ask('second');
    const token = json['access_token'];
    for (const guard of ['first', 'second'] as const)
      await until('the guards to take it', async () => passes(await refund(guard, token)), 5);

    const shown = await system.ambit('requests', 'show', id);
    assert.equal(shown.code, 0, shown.stdout);
    assert.match(shown.stdout, /asked for by p-103: orders of the flood/);
    assert.match(shown.stdout, /a token with orders:refund/);
    assert.match(shown.stdout, /refundOrder of orders by orders:refund/);

    const ended = await system.ambit('requests', 'end', id, '--reason', 'it is done', ...as('bob'));
    const began = Date.now();
    assert.equal(ended.code, 0, ended.stderr);
    for (const guard of ['first', 'second'] as const) {
      await until('the token to be denied', async () => (await refund(guard, token)) === 401, 5);
      await until('nothing to be given', async () => (await ask(guard)).status !== 200, 5);
    }
    const milliseconds = Date.now() - began;
    t.diagnostic(`all four guards denied it ${milliseconds} ms after the command`);
    assert.ok(milliseconds < BOUND_MILLISECONDS, `${milliseconds} ms`);
  });

  test('what is taken without approval alerts, and somebody else says afterwards what they found', async () => {
    const id = await request('--break-glass', ...as('carol'));
    await until('the guards to give it', async () => (await ask('first')).status === 200, 5);
    const told = async (): Promise<boolean> =>
      (await listAlerts(system.store, { limit: 20 })).alerts.some(
        ({ alert }) => alert.title === 'Break-glass: order-fulfilment may use orders:refund without approval',
      );
    await until('the alert', told, 5);
    const listed = await system.ambit('requests', 'list', '--state', 'active', '--format', 'json');
    assert.deepEqual(
      JSON.parse(listed.stdout).map((one: { id: string }) => one.id),
      [id],
    );
    const review = (name: 'bob' | 'carol') =>
      system.ambit(
        ...['requests', 'review', id, '--verdict', 'unjustified', '--reason', 'there was no flood', ...as(name)],
      );
    assert.match((await review('bob')).stderr, /It is active still: end it first/);
    const ended = await system.ambit('requests', 'end', id, ...as('carol'));
    assert.match(ended.stdout, /to be reviewed by somebody else: ambit requests review/, ended.stderr);
    assert.match((await review('carol')).stderr, /so it takes somebody else/);
    assert.match((await review('bob')).stdout, /reviewed by p-102 at .*: unjustified/);
    assert.match((await system.ambit('requests', 'show', id)).stdout, /reviewed by p-102 at .*: unjustified/);
  });

  test('what can not be had is said in a sentence', async () => {
    const refused = await system.ambit(
      ...['request', 'order-fulfilment', 'orders:read', '--for', '30m', '--reason', 'to look'],
    );
    assert.deepEqual([refused.code, refused.stdout], [2, '']);
    assert.match(refused.stderr, /order-fulfilment may always hold orders:read: it needs no elevation/);
    const denied = await request();
    assert.equal((await system.ambit('requests', 'deny', denied, '--reason', 'not tonight')).code, 0);
    assert.match((await system.ambit('requests')).stdout, /denied/);
    const late = await system.ambit('requests', 'approve', denied, ...as('bob'));
    assert.deepEqual([late.code, /It is denied: ask again/.test(late.stderr)], [2, true], late.stderr);
  });
});
