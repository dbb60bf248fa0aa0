import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { type WebhookReceiver, webhookReceiver } from '../src/notify/testing/webhook-receiver.ts';
import { openBrowser } from './browser/browser.ts';
import { settled, signIn } from './browser/pages.ts';
import { elsewhere } from './system/elsewhere.ts';
import { type System, startSystem } from './system/system.ts';
import { until } from './system/wait.ts';

const WAIVER = `waivers:
  shop-refunds:
    rule: standing-scope-critical
    definition: client:storefront
    owner: p-101
    author: p-101
    reason: Refunds in the shop move to an elevation in spring.
    expires: 2099-01-01T00:00:00Z
  shop-token-life:
    rule: client-token-life-over-scope
    definition: client:storefront
    owner: p-101
    author: p-101
    reason: Refunds in the shop move to an elevation in spring.
    expires: 2099-01-01T00:00:00Z
`;

describe('a critical scope is granted, seen and proven', { timeout: 240_000 }, () => {
  let system: System;
  let browser: Browser;
  let receiver: WebhookReceiver;
  let folder = '';
  let key = '';

  before(async () => {
    [receiver, browser] = await Promise.all([webhookReceiver(), openBrowser()]);
    system = await startSystem({
      withStorefront: true,
      webhook: receiver,
      // Bob approves it with its waiver, as he would after a review; whoever audits will ask why it stands.
      editPolicy: (text) => {
        const standing = text.replace(
          'orders:read, orders:write]\n    defaultScopes: [openid',
          'orders:read, orders:write, orders:refund]\n    defaultScopes: [openid',
        );
        return standing === text ? text : standing + WAIVER;
      },
    });
    folder = join(system.directory, 'evidence');
    key = readFileSync(join(system.directory, 'data/keys/log.pub'), 'utf8').trim();
  });
  after(async () => {
    await browser?.close();
    await system?.stop();
    await receiver?.close();
  });

  const verify = () => elsewhere(['evidence', 'verify', folder, '--key', key]);

  test('alice signs in to the shop through the guard, and the shop gets the critical scope', async () => {
    const page = await browser.newPage();
    await page.goto(`${system.storefront}/sign-in?scope=${encodeURIComponent('openid orders:read orders:refund')}`);
    assert.equal(new URL(page.url()).origin, system.issuer, 'the pages are under the issuer, which is the guard');
    await page.getByLabel('Name').fill('alice');
    await page.getByLabel('Password').fill(system.passwordOf('alice'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'Your orders' }).waitFor();
    assert.match(await page.locator('main').innerText(), /orders:refund/);
    assert.match(await page.locator('main').innerText(), /1001/);
    await page.close();
  });

  test('the alert arrives, signed, and says what happened, why it matters and what to do', async () => {
    const { payload } = await until('the alert', () =>
      receiver.received.find(({ payload: { type } }) => type === 'scope.granted'),
    );
    const { data } = payload;
    assert.deepEqual([data.severity, data.clientId, data.scopes], ['critical', 'storefront', ['orders:refund']]);
    for (const sentence of [data.what, data.why, data.whatToDo]) assert.match(sentence, /^[A-Z].{20,}\.$/);
  });

  test('bob, who approves, sees it in the console, delivered', async () => {
    const context = await browser.newContext();
    const page = await signIn(context, system, 'bob', '/alerts');
    await settled(page);
    const alert = page
      .locator('main')
      .getByText(/storefront/)
      .first();
    await alert.waitFor();
    const text = await page.locator('main').innerText();
    assert.match(text, /critical/);
    assert.match(text, /orders:refund/);
    await until('the delivery in the console', async () => {
      await page.reload();
      await settled(page);
      return /delivered/.test(await page.locator('main').innerText());
    });
    await context.close();
  });

  test('carol, who audits, downloads the evidence', async () => {
    const context = await browser.newContext({ acceptDownloads: true });
    const page = await signIn(context, system, 'carol', '/evidence');
    await settled(page);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the package' }).click();
    const files = unzipSync(readFileSync(await (await downloading).path()));
    for (const [name, bytes] of Object.entries(files)) {
      const path = join(folder, name.replace(/^[^/]+\//, ''));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
    await context.close();
  });

  test('it verifies where there is nothing but the folder and the key, and lists that the scope stands', async () => {
    const { code, stdout, stderr } = await verify();
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /0 differently/);
    const exceptions = readFileSync(join(folder, 'registers/exceptions.csv'), 'utf8');
    assert.doesNotMatch(exceptions, /AC-03.*storefront/, 'its waiver was approved');
    const grants = readFileSync(join(folder, 'registers/grants.csv'), 'utf8');
    assert.match(grants, /storefront.*orders:refund,critical,Refunds pay out.*p-102/);
  });

  test('one byte is changed, and it names the place', async () => {
    const path = join(folder, 'ledger/entries-000001.jsonl');
    const bytes = readFileSync(path);
    const at = bytes.indexOf('orders:refund');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const { code, stdout } = await verify();
    assert.equal(code, 1);
    assert.match(stdout, /ledger\/entries-000001\.jsonl/);
    assert.match(stdout, /entry \d+/);
  });
});
