import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { parseEntry } from '../src/entries/index.ts';
import { violationsOn } from './browser/accessibility.ts';
import { openBrowser } from './browser/browser.ts';
import { ordinaryDay, settled, signIn } from './browser/pages.ts';
import { type System, startSystem } from './system/system.ts';
import { until } from './system/wait.ts';

describe('the console in a real browser, signed in through the real issuer guard', { timeout: 300_000 }, () => {
  let system: System;
  let browser: Browser;
  let bob: BrowserContext;
  let page: Page;
  let fingerprint = '';
  const complaints: string[] = [];

  const entriesOf = async (kind: string) => {
    const { rows } = await system.store.pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM ledger_entries WHERE kind = $1 ORDER BY index',
      [kind],
    );
    return rows.map(({ bytes }) => parseEntry(bytes).entry);
  };

  before(async () => {
    [system, browser] = await Promise.all([startSystem(), openBrowser()]);
    await ordinaryDay(system);
    await until('the uses to be summarised', async () => (await entriesOf('token.use_refused')).length > 0);
    bob = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await signIn(bob, system, 'bob', '/clients');
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) complaints.push(message.text());
    });
    const [token] = (await entriesOf('token.revoked')).map(({ body }) => String(body['fingerprint']));
    fingerprint = token ?? '';
  });
  after(async () => {
    await browser?.close();
    await system?.stop();
  });

  test('signing in leads to the page that was asked for, and the ledger knows a pseudonym', async () => {
    assert.equal(new URL(page.url()).pathname, '/clients');
    const [opened] = await until('the session in the ledger', async () => {
      const entries = await entriesOf('session.opened');
      return entries.length > 0 ? entries : null;
    });
    assert.deepEqual(opened?.body, { method: 'oidc', roles: ['admin', 'approver', 'viewer'], person: 'p-102' });
    assert.doesNotMatch(JSON.stringify(opened), /bob/);
  });

  const pages = (): readonly string[] => [
    '/',
    '/clients',
    '/clients/order-fulfilment',
    '/scopes',
    '/scopes/orders%3Awrite',
    '/scopes/openid',
    '/tokens',
    '/tokens?client=nobody',
    `/tokens/${encodeURIComponent(fingerprint)}`,
    '/policy',
    '/alerts',
    '/elevations?client=order-fulfilment',
    '/controls',
    '/evidence',
    '/entries/1',
    '/entries/99999999',
    '/clients/nobody',
    '/tokens/no-fingerprint',
    '/policy/scope/nowhere',
    '/clients/no/such/page',
  ];

  for (const width of [1280, 390])
    test(`axe finds nothing on any page, light or dark, and nothing is wider than the window: ${width} px`, async () => {
      await page.setViewportSize({ width, height: 844 });
      for (const path of pages()) {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(`${system.console}${path}`);
        await settled(page);
        assert.deepEqual(await violationsOn(page), [], path);
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
        assert.ok(wide <= width, `${path} is ${wide} px wide`);
        // Dark is the same page in other colours.
        await page.emulateMedia({ colorScheme: 'dark' });
        assert.deepEqual(await violationsOn(page, ['color-contrast']), [], `${path}, dark`);
      }
    });

  test('nothing on the pages broke, and nothing was stopped by their own policy', () => {
    assert.deepEqual(complaints, []);
  });

  test('on paper every time is exact, and the page says of when it is', async () => {
    await page.goto(`${system.console}/alerts`);
    await settled(page);
    await page.emulateMedia({ media: 'print' });
    const times = await page.locator('tbody time').allInnerTexts();
    assert.ok(times.length > 0);
    for (const time of times) assert.match(time, /^\d+ \w+ \d{4}, \d\d:\d\d:\d\d \(.+\)$/);
    assert.match(await page.locator('.where').innerText(), /as of \d+ \w+ \d{4}/);
    await page.emulateMedia({ media: null });
  });

  test('counts clients that may hold what they never used, and not those that were only refused more', async () => {
    await page.goto(`${system.console}/clients`);
    await settled(page);
    const bars = await page.locator('tbody .bar .nowrap').allInnerTexts();
    const idle = bars.map((bar) => bar.split(' of ')).filter(([used, held]) => used !== held).length;
    assert.ok(idle > 0 && idle < bars.length);
    assert.match(await page.locator('h1').innerText(), new RegExp(`^${idle} of ${bars.length} clients`));
  });

  test('who has no role any more is told so, and can sign out', async () => {
    const gone = await bob.newPage();
    await gone.route('**/v1/**', (route) =>
      route.fulfill({ status: 403, json: { error: { code: 'not_allowed', message: 'No.', details: null } } }),
    );
    await gone.goto(`${system.console}/clients`);
    await gone.getByRole('heading', { name: 'You have no role here any more.' }).waitFor();
    await gone.getByRole('button', { name: 'Sign out' }).waitFor();
    assert.deepEqual(await violationsOn(gone), []);
    await gone.close();
  });

  test('the keyboard leads to pages, to the filter, and to the keys', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${system.console}/`);
    await settled(page);
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL('**/clients');
    await settled(page);
    await page.keyboard.press('/');
    await page.keyboard.type('report');
    await page.waitForURL('**/clients?q=report');
    assert.equal(await page.locator('tbody tr').count(), 1);
    await page.locator('h1').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await violationsOn(page), []);
    await page.keyboard.press('Escape');
    await page.goBack();
  });

  test('the life of a token shows decision, use and revocation in their order', async () => {
    await page.goto(`${system.console}/tokens/${encodeURIComponent(fingerprint)}`);
    await settled(page);
    const steps = await page.locator('.steps .what').allInnerTexts();
    assert.match(steps[0] ?? '', /^decided: permit orders:read/);
    assert.match(steps[1] ?? '', /^issued/);
    assert.ok(steps.some((step) => step.startsWith('used')));
    assert.ok(steps.some((step) => step.startsWith('revoked')));
    assert.match(await page.locator('h1').innerText(), /was used \d+ times and was revoked/);
  });

  test('an administrator verifies the ledger and revokes a token, which a guard then denies', async () => {
    await page.goto(`${system.console}/`);
    await settled(page);
    await page.getByRole('button', { name: 'verify now' }).click();
    await page.getByText('verified', { exact: true }).waitFor();
    await page.goto(`${system.console}/tokens?client=order-fulfilment`);
    await settled(page);
    await page.locator('tbody th a').first().click();
    await page.getByRole('button', { name: 'Revoke it' }).click();
    await page.getByRole('button', { name: 'Revoke for good' }).click();
    const revoked = await until('the revocation in the ledger', async () => {
      const entries = await entriesOf('token.revoked');
      return entries.find(({ body }) => body['reason'] === 'operator');
    });
    assert.equal(revoked.after.length, 1);
    await page.locator('.steps .what', { hasText: 'revoked (operator)' }).waitFor();
  });

  test('an auditor takes the evidence of a period, which verifies on its own, and the ledger says that it was taken', async () => {
    const carol = await browser.newContext({ acceptDownloads: true });
    const hers = await signIn(carol, system, 'carol', '/evidence');
    await settled(hers);
    const downloading = hers.waitForEvent('download');
    await hers.getByRole('button', { name: 'Download the package' }).click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^ambit-evidence-[0-9-]+\.zip$/);
    const bytes = readFileSync(await download.path());
    assert.equal(bytes.subarray(0, 4).toString('latin1'), 'PK\u0003\u0004');
    const [exported] = await until('the export in the ledger', async () => {
      const entries = await entriesOf('evidence.exported');
      return entries.length > 0 ? entries : null;
    });
    assert.equal(exported?.after.length, 1);
    assert.match(exported?.subject ?? '', /^sub:/);
    await hers.goto(`${system.console}/controls`);
    await settled(hers);
    await hers.locator('tbody th a').first().click();
    await settled(hers);
    assert.deepEqual(await violationsOn(hers), []);
    await carol.close();
  });

  test('who only reads sees no buttons that change anything, and is told which role a page takes', async () => {
    const alice = await browser.newContext();
    const hers = await signIn(alice, system, 'alice');
    await settled(hers);
    assert.equal(await hers.getByRole('button', { name: 'verify now' }).count(), 0);
    const status = await hers.evaluate<number>(
      `fetch('/v1/ledger/verify', { method: 'POST', headers: { 'x-ambit-console': '1', 'content-type': 'application/json' }, body: '{}' }).then(({ status }) => status)`,
    );
    assert.equal(status, 403);
    await alice.close();
  });

  test('a page of another origin can not act in the session, though it is the same site', async () => {
    const attempt = await bob.newPage();
    await attempt.goto(`${system.issuer}/.well-known/openid-configuration`);
    const before = (await entriesOf('token.revoked')).length;
    const answers = await attempt.evaluate<string>(
      `fetch('${system.console}/v1/tokens/revoke', { method: 'POST', credentials: 'include', mode: 'no-cors', body: '{"grantId":"g"}' }).then(({ type }) => type, () => 'failed')`,
    );
    assert.match(answers, /opaque|failed/);
    assert.equal((await entriesOf('token.revoked')).length, before);
    await attempt.close();
  });

  test('ambit recover opens one session while the authorization server is away, and alerts', async () => {
    const { code, stdout } = await system.ambit('recover', '--config', 'ambit.config.yaml');
    assert.equal(code, 0, stdout);
    const link = /http:\S+#\S+/.exec(stdout)?.[0] ?? '';
    await system.authorizationServer.close();
    const host = await browser.newContext();
    const recovery = await host.newPage();
    await recovery.goto(link);
    await recovery.getByRole('button', { name: 'Open the session' }).waitFor();
    assert.equal(new URL(recovery.url()).hash, '');
    assert.deepEqual(await violationsOn(recovery), []);
    await recovery.getByRole('button', { name: 'Open the session' }).click();
    await recovery.locator('.shell').waitFor();
    await recovery.getByText('Recovery from the host').waitFor();
    await recovery.goto(`${system.console}/alerts`);
    await settled(recovery);
    await recovery.getByText('A recovery of the console was opened').waitFor();
    const again = await host.newPage();
    await again.goto(link);
    await again.getByRole('button', { name: 'Open the session' }).click();
    await again.getByRole('alert').waitFor();
    await host.close();
  });

  test('signing out ends the session for good', async () => {
    await page.goto(`${system.console}/`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    assert.deepEqual(await violationsOn(page), []);
    await page.goto(`${system.console}/policy`);
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
  });
});
