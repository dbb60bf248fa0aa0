import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { ProvenLog } from '../entries/index.ts';
import { LOG_KEY_TYPES, parseVerifierKey } from '../proof/index.ts';
import {
  type ExportReport,
  FORMATS,
  type FormatName,
  formats,
  OperationMethods,
  recordsOf,
  verifyExport,
} from './index.ts';
import { readGolden } from './testing/sample-entries.ts';

const keys = Buffer.from((await readGolden('log.pub')) ?? '')
  .toString()
  .trim()
  .split('\n')
  .map((line) => parseVerifierKey(line, LOG_KEY_TYPES));
const log = await ProvenLog.open(readGolden, keys);

async function exported(name: FormatName, from = 0, to = log.checkpoint.size): Promise<string[]> {
  const all: string[] = [];
  for await (const { records } of recordsOf(log, formats[name], new OperationMethods(readGolden), from, to))
    all.push(...records);
  return all;
}

const whole = Object.fromEntries(
  await Promise.all(FORMATS.map(async (name) => [name, await exported(name)] as const)),
) as unknown as Readonly<Record<FormatName, readonly string[]>>;

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

const verify = (lines: readonly string[], more: { from?: number; end?: number } = {}): Promise<ExportReport> =>
  (async () =>
    verifyExport({
      lines: each(lines),
      read: readGolden,
      keys,
      ...(more.from === undefined ? {} : { from: more.from }),
      ...(more.end === undefined ? {} : { cursor: await log.position(more.end) }),
    }))();
const places = ({ faults }: ExportReport) => faults.map(({ line, index }) => [line, index]);

describe('an export held to its log', () => {
  for (const name of FORMATS) {
    test(`holds as it was made: ${name}`, async () => {
      const report = await verify(whole[name], { from: 0, end: 390 });
      assert.deepEqual([report.faults, report.format, report.from, report.to], [[], name, 0, 390]);
      const part = await verify(whole[name].slice(250, 300));
      assert.deepEqual([part.holds, part.records, part.from, part.to], [true, 50, 250, 300]);
    });

    test(`has each change found and located, whichever character it is: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(59), fc.nat(), fc.constantFrom('0', 'x', '"', ' ', '~'), async (line, at, by) => {
          const lines = whole[name].slice(240, 300);
          const record = lines[line] as string;
          const place = at % record.length;
          if (record[place] === by) return;
          lines[line] = `${record.slice(0, place)}${by}${record.slice(place + 1)}`;
          const report = await verify(lines, { from: 240, end: 300 });
          assert.equal(report.holds, false);
          assert.ok(
            report.faults.some((fault) => fault.line === line + 1 && fault.index === 240 + line),
            JSON.stringify(report.faults),
          );
          assert.ok(report.faults.length <= 2, JSON.stringify(report.faults));
        }),
        { numRuns: 15 },
      );
    });
  }

  const records = whole.ocsf.slice(0, 20);

  test('has what was left out told as that, at the beginning, within and at the end', async () => {
    assert.deepEqual(places(await verify(records.slice(2), { from: 0 })), [[1, 0]]);
    const within = await verify([...records.slice(0, 5), ...records.slice(8)]);
    assert.deepEqual(places(within), [[6, 5]]);
    assert.match(within.faults[0]?.what ?? '', /entries 5 to 7 were left out/);
    const end = await verify(records.slice(0, 18), { end: 20 });
    assert.deepEqual(places(end), [[null, 18]]);
    assert.match(end.faults[0]?.what ?? '', /entries 18 to 19 were left out, at the end/);
  });

  test('has what was repeated told as that, once for each', async () => {
    const report = await verify([...records.slice(0, 6), ...records.slice(3)]);
    assert.deepEqual(places(report), [
      [7, 3],
      [8, 4],
      [9, 5],
    ]);
    for (const { what } of report.faults) assert.match(what, /repeated/);
  });

  test('has what was moved told as moved, and not as left out', async () => {
    const moved = [...records.slice(0, 4), ...records.slice(5, 12), records[4] as string, ...records.slice(12)];
    const report = await verify(moved);
    assert.deepEqual(places(report), [[12, 4]]);
    assert.match(report.faults[0]?.what ?? '', /stands behind entry 11: it was moved/);
    const swapped = [...records.slice(0, 4), records[5] as string, records[4] as string, ...records.slice(6)];
    assert.deepEqual(places(await verify(swapped)), [[6, 4]]);
  });

  test('has a record with another’s number told as changed, and what was put in told', async () => {
    const renumbered = (records[7] as string).replace('"index":7', '"index":9');
    const report = await verify([...records.slice(0, 7), renumbered, ...records.slice(8)]);
    assert.deepEqual(places(report), [[8, 7]]);
    assert.match(report.faults[0]?.what ?? '', /says that it is entry 9, and is entry 7/);
    const beyond = (records[7] as string)
      .replace('"index":7', '"index":999')
      .replace(/"leaf_hash":"../, '"leaf_hash":"zz');
    const put = await verify([...records.slice(0, 8), beyond, ...records.slice(8)]);
    assert.deepEqual(places(put), [[9, 999]]);
    assert.match(put.faults[0]?.what ?? '', /none with the index 999/);
  });

  test('has lines that are no record told by their numbers', async () => {
    assert.deepEqual(places(await verify(['what is this'])), [[1, null]]);
    assert.deepEqual(places(await verify([...records.slice(0, 3), '{}', ...records.slice(4)])), [[4, 3]]);
    assert.deepEqual(places(await verify([...records.slice(0, 3), whole.cef[3] as string, ...records.slice(4)])), [
      [4, 3],
    ]);
  });

  test('has an export that goes on behind its cursor told, and an empty one hold', async () => {
    const report = await verify(records, { end: 15 });
    assert.deepEqual(places(report), [[null, 15]]);
    assert.equal((await verify([])).holds, true);
    assert.deepEqual(places(await verify([], { from: 0, end: 5 })), [[null, 0]]);
  });
});
