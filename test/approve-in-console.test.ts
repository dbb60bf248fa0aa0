import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { parseEntry } from '../src/entries/index.ts';
import { compilePolicy, definitionsOf, signApproval } from '../src/policy/index.ts';
import { readPolicyFolder } from '../src/policy-folder/index.ts';
import { ed25519Signer } from '../src/proof/index.ts';
import { violationsOn } from './browser/accessibility.ts';
import { openBrowser } from './browser/browser.ts';
import { settled, signIn } from './browser/pages.ts';
import { ACME } from './system/acme-policy.ts';
import { type System, startSystem } from './system/system.ts';
import { askForToken } from './system/token-requests.ts';
import { until } from './system/wait.ts';

const WHY = 'Places orders and changes their state';

describe('approving in the console, signed in through the real issuer guard', { timeout: 300_000 }, () => {
  let system: System;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [system, browser] = await Promise.all([startSystem(), openBrowser()]);
    page = await signIn(await browser.newContext({ viewport: { width: 1280, height: 900 } }), system, 'bob', '/policy');
  });
  after(async () => {
    await browser?.close();
    await system?.stop();
  });

  /** Bob approves with his key that Ambit vouches for what is approved in its console. */
  async function registerAmbit(): Promise<void> {
    const { key } = await page.evaluate<{ key: string }>(`fetch('/v1/proposal').then((answer) => answer.json())`);
    writeFileSync(
      join(system.policyFolder, 'attestors.yaml'),
      `attestors:\n  ambit: { description: This Ambit., author: p-101, attests: session, key: '${key}', approves: critical }\n`,
    );
    const { identified } = compilePolicy(await readPolicyFolder(system.policyFolder));
    assert.ok(identified !== null);
    const definition = definitionsOf(identified.policy).find(({ kind }) => kind === 'attestor');
    assert.ok(definition !== undefined);
    const { kind, name, digest, author } = definition;
    const { environment } = identified.policy;
    const said = {
      environment,
      kind,
      name,
      definition: digest,
      author,
      approver: 'p-102',
      time: '2026-11-24T00:00:00Z',
    };
    const signer = ed25519Signer('bob.acme.example', createPrivateKey(readFileSync(join(ACME, 'demo-keys/bob.key'))));
    writeFileSync(join(system.policyFolder, 'approvals/attestor.ambit.p-102.note'), signApproval(said, signer));
    assert.equal((await system.ambit('policy', 'activate')).code, 0);
  }

  test('is asked for by what was refused, given after a fresh sign-in, and taken at activation', async () => {
    await registerAmbit();
    const file = join(system.policyFolder, 'scopes.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(WHY, `${WHY} at once`));
    const refused = await system.ambit('policy', 'activate');
    assert.equal(refused.code, 1, refused.stdout + refused.stderr);

    await page.goto(`${system.console}/policy`);
    await settled(page);
    await page.getByRole('heading', { name: 'Proposed' }).waitFor();
    await page.getByText('The definition, whole').click();
    assert.deepEqual(await violationsOn(page), []);
    // On a telephone what is long scrolls in its place, and not the page.
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await page.evaluate<number>('document.documentElement.scrollWidth'), 390);
    await page.setViewportSize({ width: 1280, height: 900 });
    const approve = page.getByRole('button', { name: 'Approve orders:write' });
    await approve.click();
    const again = page.getByRole('link', { name: 'Sign in again' });
    const done = page.getByText('Nothing is lacking of it any more');
    await again.or(done).waitFor();
    // Without `max_age` the authorization server doesn't say when somebody signed in, and then it counts as long ago.
    assert.ok(await again.isVisible());
    await again.click();
    await page.locator('.shell').or(page.getByLabel('Password')).waitFor();
    if (await page.getByLabel('Password').isVisible()) {
      await page.getByLabel('Name').fill('bob');
      await page.getByLabel('Password').fill(system.passwordOf('bob'));
      await page.getByRole('button', { name: 'Sign in' }).click();
    }
    await page.locator('.shell').waitFor();
    await settled(page);
    await page.getByRole('button', { name: 'Approve orders:write' }).click();
    await page.getByText('Nothing is lacking of it any more').waitFor();

    const activated = await system.ambit('policy', 'activate');
    assert.equal(activated.code, 0, activated.stdout + activated.stderr);
    assert.match(activated.stdout, /^\d+ warnings \(approver-alone, .*\): ambit check shows where\.$/m);
    const { rows } = await system.store.pool.query<{ bytes: Buffer }>(
      `SELECT bytes FROM ledger_entries WHERE kind = 'policy.activated' ORDER BY index DESC LIMIT 1`,
    );
    const approvals = rows.map(({ bytes }) => parseEntry(bytes).entry)[0]?.body['approvals'] as readonly {
      readonly definition: string;
      readonly person: string;
      readonly proof: string;
    }[];
    const found = approvals.find(({ definition }) => definition === 'scope:orders:write');
    assert.deepEqual([found?.person, found?.proof], ['p-102', 'session']);
  });

  const asCarol = ['--as', 'p-103', '--key', join(ACME, 'demo-keys/carol.key'), '--key-name', 'carol.acme.example'];
  const carolAsks = async (...more: string[]): Promise<string> => {
    const asked = await system.ambit(
      ...['request', 'order-fulfilment', 'orders:refund', '--for', '30m', '--reason', 'orders of the flood'],
      ...['--format', 'json', ...asCarol, ...more],
    );
    assert.equal(asked.code, 0, asked.stderr);
    return JSON.parse(asked.stdout).id;
  };
  /** The body of the newest entry of a kind about an elevation, once it is in the log. */
  const bodyOf = (kind: string, id: string): Promise<Record<string, unknown>> =>
    until(`${kind} in the log`, async () => {
      const { rows } = await system.store.pool.query<{ bytes: Buffer }>(
        'SELECT bytes FROM ledger_entries WHERE kind = $1 ORDER BY index DESC LIMIT 1',
        [kind],
      );
      const body = rows.map(({ bytes }) => parseEntry(bytes).entry.body)[0];
      return body?.['request'] === id ? body : null;
    });

  test('an elevation is found among those that wait, approved, and seen to be used', async () => {
    const id = await carolAsks();
    await page.goto(`${system.console}/elevations?state=asked`);
    await settled(page);
    await page.getByRole('link', { name: 'orders:refund' }).first().click();
    await page.getByRole('heading', { name: 'once somebody else approves' }).waitFor();
    await page.getByText('orders of the flood').waitFor();
    assert.deepEqual(await violationsOn(page), []);
    await page.getByRole('button', { name: 'Approve it' }).click();
    await page.getByRole('heading', { name: /order-fulfilment has orders:refund, which ends in/ }).waitFor();
    const approved = await bodyOf('elevation.approved', id);
    assert.deepEqual([approved['person'], approved['proof']], ['p-102', 'session']);
    const ask = () => askForToken(system, system.via.first, 'order-fulfilment', 'orders:refund');
    await until('the guard to give it', async () => (await ask()).status === 200, 5);
    await page
      .getByRole('row', { name: /token issued.*within/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'End it now' }).click();
    await page.getByRole('heading', { name: 'order-fulfilment had orders:refund.' }).waitFor();
  });

  test('what was taken without approval waits for a review there, which says what was found', async () => {
    const id = await carolAsks('--break-glass');
    assert.equal((await system.ambit('requests', 'end', id, ...asCarol)).code, 0);
    await page.goto(`${system.console}/elevations/${encodeURIComponent(id)}`);
    await page.getByRole('heading', { name: 'Nobody has reviewed what was done yet.' }).waitFor();
    assert.ok(await page.getByRole('button', { name: 'It was not' }).isDisabled(), 'nothing is said of what was found');
    await page.getByLabel('What you found').fill('there was no flood');
    await page.getByRole('button', { name: 'It was not' }).click();
    await page.getByText('reviewed: unjustified').waitFor();
    await page.getByText('there was no flood').waitFor();
    const reviewed = await bodyOf('elevation.reviewed', id);
    assert.deepEqual([reviewed['person'], reviewed['verdict']], ['p-102', 'unjustified']);
  });

  test('the form asks, with what the address says filled in', async () => {
    await page.goto(`${system.console}/elevations?client=order-fulfilment&scopes=orders%3Arefund`);
    await settled(page);
    assert.deepEqual(await violationsOn(page), []);
    await page.getByLabel('Why.').fill('orders of the flood');
    await page.getByRole('button', { name: 'Ask for it' }).click();
    await page.getByRole('heading', { name: 'once somebody else approves' }).waitFor();
    await page.getByRole('button', { name: 'Approve it' }).click();
    await page.getByText('so it takes somebody else').waitFor();
    await page.getByRole('button', { name: 'Withdraw it' }).click();
    await page.getByRole('heading', { name: 'It was withdrawn' }).waitFor();
  });
});
