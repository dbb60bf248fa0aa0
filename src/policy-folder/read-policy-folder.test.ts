import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PolicyFolderError, readPolicyFolder } from './index.ts';
import { readRegularFile } from './read-regular-file.ts';

test('a policy folder is read with its folders, and without links that lead out of what is reviewed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-policy-'));
  try {
    mkdirSync(join(folder, 'ambit', 'approvals'), { recursive: true });
    writeFileSync(join(folder, 'ambit', 'a.yaml'), 'environment: test');
    writeFileSync(join(folder, 'ambit', 'README.md'), 'not policy');
    writeFileSync(join(folder, 'ambit', 'approvals', 'b.note'), 'note');
    writeFileSync(join(folder, 'elsewhere.yaml'), 'environment: other');
    symlinkSync(join(folder, 'elsewhere.yaml'), join(folder, 'ambit', 'link.yaml'));
    assert.deepEqual(await readPolicyFolder(join(folder, 'ambit'), folder), [
      { path: 'ambit/a.yaml', text: 'environment: test' },
      { path: 'ambit/approvals/b.note', text: 'note' },
    ]);
    await assert.rejects(
      readPolicyFolder(join(folder, 'nowhere')),
      (error) => error instanceof PolicyFolderError && error.code === 'folder_unreadable',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a file that is written to while it is read is not taken for either of what it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-policy-'));
  const file = join(folder, 'a.yaml');
  try {
    for (const write of [
      () => appendFileSync(file, 'b'),
      () => writeFileSync(file, ''),
      () => writeFileSync(file, 'c'),
    ]) {
      writeFileSync(file, 'a');
      await assert.rejects(
        readRegularFile(file, 100, write),
        (error) => error instanceof PolicyFolderError && error.code === 'file_changed' && error.message.includes(file),
      );
    }
    await assert.rejects(
      readRegularFile(join(folder, 'gone.yaml'), 100),
      (error) => error instanceof PolicyFolderError && error.code === 'file_changed',
    );
    assert.equal(String(await readRegularFile(file, 100)), 'c');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('of a file no more is read than is asked for, and of what is none nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-policy-'));
  try {
    writeFileSync(join(folder, 'a.yaml'), 'x'.repeat(100));
    symlinkSync('a.yaml', join(folder, 'link.yaml'));
    assert.equal((await readRegularFile(join(folder, 'a.yaml'), 40))?.length, 40);
    assert.equal((await readRegularFile(join(folder, 'a.yaml'), 100))?.length, 100);
    assert.equal(await readRegularFile(join(folder, 'link.yaml'), 40), null);
    assert.equal(await readRegularFile(folder, 40), null);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
