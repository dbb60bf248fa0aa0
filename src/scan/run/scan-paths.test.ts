import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ScanRunError } from './scan-run-error.ts';
import { manifest, TestFolder } from './testing/repository.ts';
import { asked, scanFolder } from './testing/scan-folder.ts';

const ODD = { program: new URL('./testing/odd-worker.ts', import.meta.url) };
const TIMEOUT = { timeout: 60_000 };

describe('a scan', TIMEOUT, () => {
  test('is the same with any number of workers', async () => {
    const files = Array.from({ length: 1200 }, (_, index) => [
      `${index % 30}/${index}-appsscript.json`,
      manifest(`s${index}`, 't'),
    ]);
    using folder = new TestFolder()
      .write(Object.fromEntries(files))
      .write({ 'broken-appsscript.json': '"oauthScopes' });
    const [one, ...others] = await Promise.all([1, 2, 5].map((jobs) => scanFolder(folder.path, { jobs })));
    assert.equal(one?.requests.length, 2400);
    assert.equal(one?.skipped.length, 1);
    for (const other of others) assert.deepEqual(other, one);
  });

  test('tells paths from the current folder, and whole ones outside of it', async () => {
    using folder = new TestFolder()
      .write({ 'in/appsscript.json': manifest('a'), 'by/appsscript.json': manifest('b') })
      .commit();
    const scan = await scanFolder(join(folder.path, 'in'), { paths: ['..'] });
    assert.deepEqual(asked(scan), [`${folder.path}/by/appsscript.json: b`, 'appsscript.json: a']);
    assert.equal(scan.top, folder.path);
  });

  test('ends at once where it is interrupted', async () => {
    const files = Array.from({ length: 50 }, (_, index) => [`${index}.odd`, 'odd']);
    using folder = new TestFolder().write(Object.fromEntries(files)).write({ 'z.odd': 'odd hangs' });
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(new Error('enough'));
    await assert.rejects(scanFolder(folder.path, { ...ODD, signal: controller.signal, onProgress }), /enough/);
  });

  test('tells how far it is', async () => {
    using folder = new TestFolder().write(
      Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`${index}.txt`, ''])),
    );
    const seen: [number, number][] = [];
    await scanFolder(folder.path, { jobs: 1, onProgress: (done, all) => seen.push([done, all]) });
    assert.deepEqual(
      seen,
      [50, 100, 150, 200, 250].map((done) => [done, 250]),
    );
  });
});

describe('a text', TIMEOUT, () => {
  const utf16 = (text: string, swapped: boolean): Buffer => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return swapped ? bytes.swap16() : bytes;
  };

  test('in UTF-8 or UTF-16 with a byte order mark is read, with columns behind the mark', async () => {
    const text = '{"oauthScopes": ["a"]}';
    using folder = new TestFolder().write({
      '8-appsscript.json': `\ufeff${text}`,
      'be-appsscript.json': utf16(text, true),
      'le-appsscript.json': utf16(text, false),
      'le-without-appsscript.json': utf16('{}', false),
    });
    const { requests, skipped } = await scanFolder(folder.path);
    assert.deepEqual(
      requests.map(({ file, line, column, scope }) => [file, line, column, scope]),
      ['8', 'be', 'le'].map((name) => [`${name}-appsscript.json`, 1, 19, 'a']),
    );
    assert.deepEqual(skipped, []);
  });

  test('that is not UTF-8 everywhere is read where it is, with a note', async () => {
    using folder = new TestFolder().write({
      'appsscript.json': Buffer.from('{"oauthScopes": ["a"], "name": "M\xfcller"}', 'latin1'),
      'without-appsscript.json': Buffer.from('M\xfcller', 'latin1'),
    });
    const scan = await scanFolder(folder.path);
    assert.deepEqual(asked(scan), ['appsscript.json: a']);
    assert.deepEqual(
      scan.skipped.map(({ file }) => file),
      ['appsscript.json'],
    );
    assert.match(scan.skipped[0]?.reason ?? '', /not UTF-8/);
  });

  test('is none with a zero byte, which is said where it has the words of one', async () => {
    using folder = new TestFolder().write({
      'appsscript.json': Buffer.from('\0{"oauthScopes": ["a"]}'),
      'without-appsscript.json': Buffer.from('\0'),
      'oauthScopes.bin': Buffer.from('\0oauthScopes'),
    });
    const scan = await scanFolder(folder.path);
    assert.deepEqual([asked(scan), scan.skipped], [[], [{ file: 'appsscript.json', reason: 'it is no text' }]]);
  });

  test('of the size that is read is read, and one byte more is not', async () => {
    const text = manifest('a');
    using folder = new TestFolder().write({ 'a-appsscript.json': text, 'b-appsscript.json': `${text} ` });
    const scan = await scanFolder(folder.path, { maxFileBytes: text.length });
    assert.deepEqual(asked(scan), ['a-appsscript.json: a']);
    assert.deepEqual(
      scan.skipped.map(({ file }) => file),
      ['b-appsscript.json'],
    );
  });

  test('with more scopes than anybody asks for is reported in part', async () => {
    using folder = new TestFolder().write({
      'appsscript.json': manifest(...Array.from({ length: 6000 }, (_, index) => `s${index}`)),
    });
    const scan = await scanFolder(folder.path);
    assert.deepEqual([scan.requests.length, scan.skipped.length], [5000, 1]);
  });
});

describe('an extractor', TIMEOUT, () => {
  test('takes constants from any file of the repository, and from none outside', async () => {
    using folder = new TestFolder().write({
      'in/a.odd': 'odd from b.json',
      'in/c.odd': 'odd from ../b.json',
      'in/d.odd': 'odd from untracked.json',
      'b.json': '["x", "y"]',
    });
    folder.commit().write({ 'untracked.json': '["z"]' });
    const scan = await scanFolder(folder.path, { ...ODD, paths: ['in'] });
    assert.deepEqual(asked(scan), ['in/a.odd: x', 'in/a.odd: y', 'in/c.odd: here', 'in/d.odd: here']);
  });

  test('that throws, overflows the stack or is not ready costs a note', async () => {
    using folder = new TestFolder().write({
      'a.odd': 'odd',
      'b.odd': 'odd throws',
      'c.odd': 'odd overflows',
      'd.unready': 'odd',
    });
    const scan = await scanFolder(folder.path, ODD);
    assert.deepEqual(asked(scan), ['a.odd: here']);
    assert.deepEqual(
      scan.skipped.map(({ file, reason }) => [file, /a defect of Ambit/.test(reason)]),
      ['b.odd', 'c.odd', 'd.unready'].map((file) => [file, true]),
    );
  });

  test('that hangs, fills the memory or ends its thread costs the file, and no other', async () => {
    const files = Array.from({ length: 150 }, (_, index) => [`${String(index).padStart(3, '0')}.odd`, 'odd']);
    using folder = new TestFolder()
      .write(Object.fromEntries(files))
      .write({ '050.odd': 'odd hangs', '070.odd': 'odd eats', '120.odd': 'odd ends' });
    const scan = await scanFolder(folder.path, {
      ...ODD,
      jobs: 2,
      giveUpAfterMilliseconds: 1500,
      maxHeapMegabytes: 32,
    });
    assert.equal(scan.requests.length, 147);
    assert.deepEqual(
      scan.skipped.map(({ file }) => file),
      ['050.odd', '070.odd', '120.odd'],
    );
    const [hangs, eats, ends] = scan.skipped.map(({ reason }) => reason);
    assert.equal(hangs, 'it took longer than 1.5 s, and was given up');
    // Filling a heap takes longer on a busy machine.
    assert.match(eats ?? '', /needs more memory than one file is given|took longer/);
    assert.match(ends ?? '', /a defect of Ambit/);
  });

  test('that costs more threads than any real repository does ends the scan, which says so', async () => {
    const files = Array.from({ length: 13 }, (_, index) => [`${String(index).padStart(3, '0')}.odd`, 'odd ends']);
    using folder = new TestFolder().write(Object.fromEntries(files));
    const { skipped } = await scanFolder(folder.path, { ...ODD, jobs: 1, maxLost: 3 });
    assert.equal(skipped.length, 4);
    assert.equal(
      skipped[0]?.reason,
      '10 files were not read, because too many before them took too long or too much memory',
    );
  });

  test('that costs many threads costs none of the files that were to be looked at first', async () => {
    const files = Array.from({ length: 13 }, (_, index) => [`${String(index).padStart(3, '0')}.odd`, 'odd ends']);
    using folder = new TestFolder().write({ ...Object.fromEntries(files), 'z.odd': 'odd' });
    const options = { ...ODD, jobs: 1, maxLost: 3 };
    const without = await scanFolder(folder.path, options);
    assert.deepEqual([asked(without), without.left.includes('z.odd'), without.left.length], [[], true, 11]);
    const { left, ...scan } = await scanFolder(folder.path, { ...options, first: new Set(['z.odd']) });
    assert.deepEqual([asked(scan as typeof without), left.includes('z.odd')], [['z.odd: here'], false]);
  });

  test('list that can not be loaded fails the scan in one sentence', async () => {
    using folder = new TestFolder().write({ 'a.odd': 'odd', 'worker.mjs': 'throw new Error("not today")' });
    const program = new URL(`file://${folder.path}/worker.mjs`);
    await assert.rejects(
      scanFolder(folder.path, { program }),
      (error) => error instanceof ScanRunError && error.code === 'worker_failed',
    );
  });
});
