import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PolicyFolderError, readPolicyFolder } from './index.ts';

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
