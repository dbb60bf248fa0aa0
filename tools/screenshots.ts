/**
 * Takes the pictures of the console for the documentation from a real run: Acme on an ordinary day, seen as Bob.
 *
 *     npm run screenshots [-- FOLDER]
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openBrowser } from '../test/browser/browser.ts';
import { ordinaryDay, settled, signIn } from '../test/browser/pages.ts';
import { startSystem } from '../test/system/system.ts';
import { until } from '../test/system/wait.ts';

const [folder = resolve(import.meta.dirname, '../docs/console')] = process.argv.slice(2);

/** Which pages, under which name, at which width and in which theme. */
const PICTURES = [
  { name: 'overview', path: '/', width: 1180, colorScheme: 'light' },
  { name: 'overview-dark', path: '/', width: 1180, colorScheme: 'dark' },
  { name: 'client', path: '/clients/order-fulfilment', width: 1180, colorScheme: 'light' },
  { name: 'token', path: '/tokens/TOKEN', width: 1180, colorScheme: 'light' },
  { name: 'phone', path: '/clients', width: 390, colorScheme: 'light' },
] as const;

mkdirSync(folder, { recursive: true });
const system = await startSystem();
const browser = await openBrowser();
try {
  await ordinaryDay(system);
  const context = await browser.newContext({ viewport: { width: 1180, height: 760 } });
  const page = await signIn(context, system, 'bob');
  const token = await until('the uses to be summarised', async () => {
    const { rows } = await system.store.pool.query<{ reference: string }>(
      "SELECT reference FROM record_references JOIN ledger_entries USING (index) WHERE kind = 'token.usage' AND reference LIKE 'token:%'",
    );
    await page.goto(`${system.console}/tokens`);
    return rows[0]?.reference.slice('token:'.length);
  });
  await page.goto(system.console);
  await settled(page);
  await page.getByRole('button', { name: 'verify now' }).click();
  await page.getByText('verified', { exact: true }).waitFor();
  for (const { name, path, width, colorScheme } of PICTURES) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 760 });
    await page.goto(`${system.console}${path.replace('TOKEN', encodeURIComponent(token))}`);
    await settled(page);
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    console.log(file);
  }
} finally {
  await browser.close();
  await system.stop();
}
