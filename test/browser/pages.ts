import type { BrowserContext, Page } from 'playwright-core';
import type { System } from '../system/system.ts';
import { askForToken, call, postAs } from '../system/token-requests.ts';

/** What happens at Acme on an ordinary day, so that every page has something to show. */
export async function ordinaryDay(system: System): Promise<{ readonly jwt: string }> {
  const via = system.via.first;
  const { json } = await askForToken(system, via, 'nightly-report', 'orders:read');
  const jwt = String(json['access_token']);
  for (let count = 0; count < 3; count++) await call(via, `${system.apis.orders}/orders`, jwt);
  await call(via, `${system.apis.orders}/orders`, jwt, 'POST');
  await askForToken(system, via, 'nightly-report', 'orders:read orders:refund');
  const fulfilment = await askForToken(system, via, 'order-fulfilment', 'orders:read orders:write');
  await call(via, `${system.apis.orders}/orders`, fulfilment.json['access_token']);
  await postAs(system, via, 'nightly-report', 'revocation_endpoint', { token: jwt });
  await askForToken(system, via, 'customer-sync', 'customers:read');
  return { jwt };
}

/** Signs in through the authorization server's own pages, and ends where the console leads. */
export async function signIn(context: BrowserContext, system: System, name: string, path = '/'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${system.console}${path}`);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(system.passwordOf(name));
  await page.getByRole('button', { name: 'Sign in' }).click();
  const consent = page.getByRole('button', { name: 'Allow' });
  await consent.or(page.locator('.shell')).waitFor();
  if (await consent.isVisible()) await consent.click();
  await page.locator('.shell').waitFor();
  return page;
}

/** Waits until a page has its answer. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').waitFor();
  await page.locator('.waiting').waitFor({ state: 'detached' });
  while ((await page.getByText('Asking…').count()) > 0)
    await page.getByText('Asking…').first().waitFor({ state: 'detached' });
}
