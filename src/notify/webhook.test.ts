import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { FIRST_PAUSE_SECONDS, MAX_ATTEMPTS, MAX_PAUSE_SECONDS, pauseAfter, retryAfterOf } from './back-off.ts';
import { NotifyError, webhookDestination } from './index.ts';
import { newSecret, type WebhookReceiver, webhookReceiver } from './testing/webhook-receiver.ts';

describe('a webhook', () => {
  let receiver: WebhookReceiver;
  before(async () => {
    receiver = await webhookReceiver();
  });
  after(() => receiver.close());

  test('is signed as Standard Webhooks says: HMAC-SHA-256 over id, timestamp and body', async () => {
    const { url, secret } = receiver;
    const destination = webhookDestination({ name: 'receiver', url, secret });
    const payload = JSON.stringify({ type: 'policy.refused', data: { title: 'Größe “x”' } });
    const sent = await destination.send({ id: 'sha256:1', payload }, new AbortController().signal);
    assert.deepEqual(sent, { outcome: 'delivered', status: 204, error: null, retryAfterSeconds: null });
    const { headers, body } = receiver.received[0] ?? assert.fail();
    assert.equal(body, payload);
    assert.equal(headers['webhook-id'], 'sha256:1');
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signed = `sha256:1.${headers['webhook-timestamp']}.${body}`;
    assert.equal(headers['webhook-signature'], `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    await destination.close();
  });

  test('takes no secret that is not whsec_ and 24 to 64 bytes of base64', () => {
    const open = (secret: string) => webhookDestination({ name: 'receiver', url: receiver.url, secret });
    const whsec = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
    for (const good of [newSecret(), whsec(24), whsec(64)]) assert.ok(open(good));
    for (const bad of [
      '',
      'whsec_',
      whsec(23),
      whsec(65),
      `${whsec(24)}!`,
      whsec(32).slice(6),
      `whsec_${'-_'.repeat(20)}`,
    ])
      assert.throws(
        () => open(bad),
        (error) =>
          error instanceof NotifyError &&
          error.code === 'secret_invalid' &&
          (bad.length < 10 || !error.message.includes(bad)),
        bad,
      );
  });

  test('goes nowhere that is no http address, and to none with a user or query', () => {
    for (const url of ['', 'ftp://h', 'https://u:p@h/', 'https://h/?token=x'])
      assert.throws(
        () => webhookDestination({ name: 'receiver', url, secret: newSecret() }),
        (error) => error instanceof NotifyError && error.code === 'url_invalid',
      );
  });
});

describe('the pause before the next attempt', () => {
  test('doubles from the first to the longest, half of it by chance', () => {
    assert.equal(pauseAfter(1, null, 0), (FIRST_PAUSE_SECONDS / 2) * 1000);
    assert.equal(pauseAfter(1, null, 1), FIRST_PAUSE_SECONDS * 1000);
    assert.equal(pauseAfter(3, null, 1), FIRST_PAUSE_SECONDS * 4000);
    assert.equal(pauseAfter(MAX_ATTEMPTS, null, 1), MAX_PAUSE_SECONDS * 1000);
    let least = 0;
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) least += pauseAfter(attempt, null, 0);
    assert.ok(least > 30 * 3600_000, 'an alert outlasts more than a day');
  });

  test('is as long as the receiver asks for, up to a limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, asked, by) => {
          const pause = pauseAfter(n, asked, by);
          assert.ok(pause >= Math.min(asked, MAX_PAUSE_SECONDS) * 1000 && pause <= MAX_PAUSE_SECONDS * 1000);
        },
      ),
    );
  });

  test('is read from Retry-After in seconds or as a date, and from nothing else', () => {
    const now = Date.parse('2026-11-24T12:00:00Z');
    assert.equal(retryAfterOf('120', now), 120);
    assert.equal(retryAfterOf('Tue, 24 Nov 2026 12:01:00 GMT', now), 60);
    assert.equal(retryAfterOf('Tue, 24 Nov 2026 11:00:00 GMT', now), 0);
    for (const other of [undefined, '', '-1', '1.5', 'soon', '24 Nov 2026', 'Monday'])
      assert.equal(retryAfterOf(other, now), null);
    fc.assert(fc.property(fc.string(), (text) => (retryAfterOf(text, now) ?? 0) >= 0));
  });
});
