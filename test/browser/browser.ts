import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * A real browser out of npm. It keeps its own security: the package's arguments turn the same-origin policy off, which is what these
 * tests are about, so only those are taken that a sandbox without a display needs.
 */
export async function openBrowser(): Promise<Browser> {
  return await playwright.launch({
    executablePath: await unpackedBrowser(),
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

/**
 * Where the package unpacks the browser, once for each user. It would take whatever stands as `chromium` in the folder for temporary
 * files: another user's, which can't be run, or one that somebody put there.
 */
async function unpackedBrowser(): Promise<string> {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `ambit-browser-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = lstatSync(folder);
  if (!made.isDirectory() || made.uid !== uid || (made.mode & 0o077) !== 0)
    throw new Error(`${folder} is not a folder of this user alone: remove it.`);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
