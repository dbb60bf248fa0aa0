import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { zippedFolder } from './zipped-folder.ts';

describe('a folder as a zip', () => {
  const made = (): { parent: string; folder: string } => {
    const parent = mkdtempSync(join(tmpdir(), 'ambit-zip-'));
    const folder = join(parent, 'package');
    mkdirSync(join(folder, 'ledger'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), 'page');
    writeFileSync(join(folder, 'ledger/entries.jsonl'), 'entries');
    return { parent, folder };
  };

  test('has every file under the folder’s own name', async () => {
    const { parent, folder } = made();
    const files = unzipSync(Buffer.concat(await zippedFolder(folder).toArray()));
    assert.deepEqual(Object.keys(files).sort(), ['package/index.html', 'package/ledger/entries.jsonl']);
    assert.equal(strFromU8(files['package/ledger/entries.jsonl'] ?? new Uint8Array()), 'entries');
    rmSync(parent, { recursive: true });
  });

  test('that is removed under it ends the stream, and not the process', async () => {
    const { parent, folder } = made();
    const stream = zippedFolder(folder);
    rmSync(parent, { recursive: true });
    await assert.rejects(stream.toArray(), { code: 'ENOENT' });
  });
});
