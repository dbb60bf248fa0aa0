import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * A real browser out of npm. It keeps its own security: the package's arguments turn the same-origin policy off, which is what these
 * tests are about, so only those are taken that a sandbox without a display needs.
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  if (!existsSync(executablePath)) throw new Error(`there is no browser at ${executablePath}`);
  return await playwright.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-setuid-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--disable-dev-shm-usage',
    ],
  });
}
