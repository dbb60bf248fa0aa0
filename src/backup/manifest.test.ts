import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BackupError } from './index.ts';
import { formatManifest, type Manifest, parseManifest, SAVED_TABLES } from './manifest.ts';

const manifest: Omit<Manifest, 'format'> = {
  ...{ madeAt: '2026-11-25T12:00:00.000Z', version: '0.1.0', schema: 11, origin: 'a.example/log', environment: 'test' },
  ...{ size: 3, checkpoint: 'note', lastPosition: 7 },
  tables: SAVED_TABLES.map((table) => ({ table, columns: ['a'], rows: 0, bytes: 20, sha256: '0'.repeat(64) })),
};

test('a manifest is read as it was written', () => {
  assert.deepEqual(parseManifest(formatManifest(manifest)), { format: 'ambit-backup/1', ...manifest });
});

test('names no table and no column that could be more than a name', () => {
  const [first, ...rest] = manifest.tables;
  for (const change of [
    { table: 'pg_authid' },
    { columns: ['a", b'] },
    { columns: [] },
    { sha256: '../x' },
    { more: 1 },
  ])
    assert.throws(
      () => parseManifest(formatManifest({ ...manifest, tables: [{ ...first, ...change }, ...rest] as never })),
      (error) => error instanceof BackupError && error.code === 'backup_malformed',
    );
  const twice = { ...manifest, tables: [...manifest.tables, ...manifest.tables.slice(0, 1)] };
  assert.throws(() => parseManifest(formatManifest(twice)), BackupError);
});

test('whatever the file holds, it is a manifest or one sentence', () => {
  const whole = { format: 'ambit-backup/1', ...manifest };
  const changed = fc
    .tuple(fc.constantFrom(...Object.keys(whole)), fc.jsonValue())
    .map(([name, value]) => JSON.stringify({ ...whole, [name]: value }));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), changed), (text) => {
      try {
        parseManifest(text);
      } catch (error) {
        assert.ok(error instanceof BackupError && error.code === 'backup_malformed', String(error));
      }
    }),
  );
});
