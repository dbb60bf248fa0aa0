import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { LOG_KEY_TYPES, parseVerifierKey } from '../proof/index.ts';
import { EntryError, type EntryErrorCode, ProvenLog, type ReadLogFile } from './index.ts';

const GOLDEN = resolve(import.meta.dirname, '../../test/golden/ledger-1');
const files = new Map(
  readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(GOLDEN, path)).isFile())
    .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(GOLDEN, path))] as const),
);
const keys = (files.get('log.pub') ?? '')
  .toString()
  .trim()
  .split('\n')
  .map((line) => parseVerifierKey(line, LOG_KEY_TYPES));
const read: ReadLogFile = async (path) => files.get(path) ?? null;
const without =
  (path: string, bytes: Uint8Array | null): ReadLogFile =>
  async (asked) =>
    asked === path ? bytes : await read(asked);

function flipped(path: string, at: number): Uint8Array {
  const bytes = Buffer.from(files.get(path) ?? '');
  bytes[at] = (bytes[at] as number) ^ 1;
  return bytes;
}

async function all(log: ProvenLog, from = 0, to = Number.POSITIVE_INFINITY) {
  const batches = [];
  for await (const batch of log.entries(from, to)) batches.push(batch);
  return batches;
}

const refuses = (work: () => Promise<unknown>, code: EntryErrorCode, message: RegExp): Promise<void> =>
  assert.rejects(work, (error) => error instanceof EntryError && error.code === code && message.test(error.message));

describe('reading a log whose entries are proven before they are handed out', () => {
  test('hands out each entry once and in order, wherever it begins and ends', async () => {
    const log = await ProvenLog.open(read, keys);
    const { size } = log.checkpoint;
    for (const [from, to] of [
      [0, size],
      [1, 2],
      [255, 257],
      [256, 300],
      [size - 1, size + 5],
      [size, size],
    ] as const) {
      const indexes = (await all(log, from, to)).flatMap(({ entries }) => entries.map(({ index }) => index));
      const expected = Array.from({ length: Math.max(0, Math.min(to, size) - from) }, (_, place) => from + place);
      assert.deepEqual(indexes, expected);
    }
  });

  test('says where it stands, and goes on from there', async () => {
    const log = await ProvenLog.open(read, keys);
    for (const { position } of await all(log, 100)) await log.extends(position);
    for (const size of [0, 1, 255, 256, 300]) {
      const position = await log.position(size);
      assert.equal(position.size, size);
      await log.extends(position);
    }
    const behind = (await all(log, 256, 300)).at(-1);
    assert.deepEqual(behind?.position, await log.position(300));
  });

  test('refuses a log that went back, is another one, or has another history', async () => {
    const log = await ProvenLog.open(read, keys);
    const position = await log.position(300);
    await refuses(
      () => log.extends({ ...position, size: 391 }),
      'log_changed',
      /has 390 entries, and 391 .*it was cut/,
    );
    await refuses(() => log.extends({ ...position, origin: 'other' }), 'log_changed', /other was read before/);
    for (const size of [1, 256, 299, 390])
      await refuses(() => log.extends({ ...position, size }), 'log_changed', /another history/);
  });

  test('hands out no entry of a tile in which one was changed, and names it', async () => {
    const log = await ProvenLog.open(without('tile/entries/000', flipped('tile/entries/000', 900)), keys);
    await refuses(() => all(log), 'log_changed', /^Entry 1 is not the one that was hashed in tile\/0\/000/);
    const hashes = await ProvenLog.open(without('tile/0/001.p/134', flipped('tile/0/001.p/134', 320)), keys);
    await refuses(
      () => all(hashes, 0),
      'log_changed',
      /do not lead from its first 256 entries to the root that it signed/,
    );
  });

  test('refuses a checkpoint that nobody signed, and says which tile is missing', async () => {
    await refuses(() => ProvenLog.open(without('checkpoint', null), keys), 'log_unreadable', /no checkpoint/);
    await refuses(
      () => ProvenLog.open(without('checkpoint', flipped('checkpoint', 30)), keys),
      'log_changed',
      /checkpoint does not hold/,
    );
    const log = await ProvenLog.open(without('tile/entries/001.p/134', null), keys);
    await refuses(() => all(log), 'log_unreadable', /tile\/entries\/001\.p\/134 is missing/);
  });
});
