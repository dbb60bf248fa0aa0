import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Scene } from '../controls/testing/scene.ts';
import { TestLog } from '../entries/testing/test-log.ts';
import { canonicalJson, type Json } from '../proof/index.ts';
import { type EvidenceReport, runControlsOver } from './index.ts';
import { memoryLedger } from './testing/memory-ledger.ts';
import { FROM, month, TO } from './testing/month.ts';
import { type PackageFolder, packageFolder, verify } from './testing/packages.ts';

let packages: PackageFolder;
before(() => {
  packages = packageFolder();
});
after(() => packages.remove());
const create: PackageFolder['create'] = (log, over) => packages.create(log, over);

const filesOf = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(directory.length + 1))
    .sort();

/** What is found in a copy of a package after `change`. */
async function found(
  { directory, log }: { directory: string; log: TestLog },
  change: (copy: string) => void,
): Promise<readonly string[]> {
  const copy = packages.place();
  cpSync(directory, copy, { recursive: true });
  change(copy);
  const { holds, faults } = await verify(copy, log);
  rmSync(copy, { recursive: true });
  assert.equal(holds, faults.length === 0);
  return faults.map(({ file, line, what }) => `${file}:${line ?? ''} ${what}`);
}

const edit = (copy: string, file: string, how: (text: string) => string): void =>
  writeFileSync(join(copy, file), how(readFileSync(join(copy, file), 'utf8')));
const lineEdit = (copy: string, file: string, how: (lines: string[]) => string[]): void =>
  edit(copy, file, (text) =>
    how(text.trimEnd().split('\n'))
      .map((line) => `${line}\n`)
      .join(''),
  );

describe('an evidence package', () => {
  let scene: Scene;
  let log: TestLog;
  let directory = '';
  let report: EvidenceReport;
  before(async () => {
    scene = month();
    ({ log } = scene);
    ({ directory, report } = await create(log));
  });
  const ENTRIES = 'ledger/entries-000001.jsonl';

  test('holds, and says what of it is not established', async () => {
    const { holds, faults, end } = await verify(directory, log);
    assert.deepEqual(faults, []);
    assert.ok(holds);
    assert.deepEqual(end, { established: false, compared: false, why: 'no checkpoint from elsewhere was given' });
  });

  test('is the same, byte for byte, when it is made again', async () => {
    const { directory: again } = await create(log);
    assert.deepEqual(filesOf(again), filesOf(directory));
    for (const file of filesOf(directory))
      assert.deepEqual(readFileSync(join(again, file)), readFileSync(join(directory, file)), file);
  });

  test('holds the entries of the period and no other, with what they follow from beside them', () => {
    const times = readFileSync(join(directory, ENTRIES), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { time: string }).time);
    assert.ok(times.every((time) => time >= FROM && time < TO));
    assert.equal(times.length, report.ledger.end - report.ledger.first);
    assert.equal(log.entries.filter(({ entry: { time } }) => time >= FROM && time < TO).length, times.length);
    assert.equal(report.ledger.unresolved, 0);
    assert.ok(report.ledger.goesOn);
  });

  test('counts what happened, and lists by control what did not hold', () => {
    const { decisions, reperformed, differing, tokensIssued, uses, refusedUses, strangers } = report.counts;
    assert.deepEqual(decisions, { permit: 5, narrow: 1, refuse: 2 });
    assert.deepEqual({ reperformed, differing }, { reperformed: 8 + 8 + 3, differing: 0 });
    assert.deepEqual(
      { tokensIssued, uses, refusedUses, strangers },
      { tokensIssued: 3, uses: 8, refusedUses: 3, strangers: 12 },
    );
    const outcomes = report.controls.map(({ id, outcome, exceptions }) => [id, outcome, exceptions.length]);
    assert.deepEqual(outcomes, [
      ['AC-01', 'passed', 0],
      ['AC-02', 'passed', 0],
      ['AC-03', 'exceptions', 1],
      ['AC-04', 'exceptions', 1],
      ['AC-05', 'passed', 0],
      ['AC-06', 'not_tested', 0],
      ['AC-10', 'exceptions', 1],
      ['AC-14', 'exceptions', 6],
      ['AC-15', 'not_tested', 0],
      ['AC-16', 'exceptions', 3],
      ['AC-22', 'passed', 0],
    ]);
  });

  test('lists what the same tests list over the ledger itself', async () => {
    assert.deepEqual(await runControlsOver(memoryLedger(log), { from: FROM, to: TO }), report.controls);
  });

  test('has registers with the entry of each row, and a page that runs nothing', () => {
    const read = (file: string): string => readFileSync(join(directory, file), 'utf8');
    assert.match(
      read('registers/grants.csv'),
      /,client_credentials,orders:read,permit,enforce,600,https:\/\/orders\.example,orders:read,low,a test needs it,p-1,none needed,none needed,sha256:/,
    );
    assert.match(read('registers/tokens.csv'), /\r\n\d+,k:4,access_token,/);
    assert.match(read('registers/refusals.csv'), /,refusals\.summarised,token,,,,client_unknown,,,12\r\n/);
    assert.match(read('registers/refusals.csv'), /"'=cmd\|<b>""x"""/);
    const page = read('index.html');
    assert.match(page, /default-src 'none'/);
    assert.doesNotMatch(page, /<script|<b>|onload|http-equiv="refresh"/);
    assert.ok(page.indexOf('Unwitnessed') < page.indexOf('<table'));
    assert.ok(page.indexOf('End not established') < page.indexOf('<table'));
    for (const [, file] of page.matchAll(/href="([a-z][^"]*)"/g))
      assert.ok(existsSync(join(directory, file ?? '')), file);
    for (const line of read('files.sha256').trimEnd().split('\n')) {
      const [hex, file = ''] = line.split('  ');
      assert.equal(
        createHash('sha256')
          .update(readFileSync(join(directory, file)))
          .digest('hex'),
        hex,
        file,
      );
    }
    assert.deepEqual(
      filesOf(directory).filter((file) => file !== 'files.sha256'),
      read('files.sha256')
        .trimEnd()
        .split('\n')
        .map((line) => line.split('  ')[1]),
    );
  });

  test('fails on one changed byte of any of its files, and names the file', async () => {
    for (const file of filesOf(directory)) {
      const bytes = readFileSync(join(directory, file));
      const places = [0, Math.floor(bytes.length / 2), bytes.length - 1];
      for (const place of places) {
        const faults = await found({ directory, log }, (copy) => {
          const changed = Buffer.from(bytes);
          changed[place] = (changed[place] ?? 0) ^ 0x01;
          writeFileSync(join(copy, file), changed);
        });
        assert.ok(
          faults.some((fault) => fault.startsWith(`${file}:`)),
          `${file} at ${place}: ${faults.join('; ')}`,
        );
      }
    }
  });

  test('fails on a file that is missing, cut, longer or empty, and names it', async () => {
    for (const file of filesOf(directory)) {
      const changes: readonly ((path: string) => void)[] = [
        (path) => rmSync(path),
        (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2)),
        (path) => appendFileSync(path, 'x\n'),
        (path) => truncateSync(path, 0),
      ];
      for (const change of changes) {
        const faults = await found({ directory, log }, (copy) => change(join(copy, file)));
        assert.ok(
          faults.some((fault) => fault.startsWith(`${file}:`)),
          `${file}: ${faults.join('; ')}`,
        );
      }
    }
  });

  test('fails on what does not belong into it, and names it', async () => {
    const strange: readonly (readonly [string, (copy: string) => void])[] = [
      ['notes.txt', (copy) => writeFileSync(join(copy, 'notes.txt'), 'x')],
      ['ledger/entries-000002.jsonl', (copy) => writeFileSync(join(copy, 'ledger/entries-000002.jsonl'), '')],
      [`blobs/${'0'.repeat(64)}`, (copy) => writeFileSync(join(copy, `blobs/${'0'.repeat(64)}`), 'x')],
      ['more', (copy) => mkdirSync(join(copy, 'more'))],
      ['blobs/more', (copy) => mkdirSync(join(copy, 'blobs/more'))],
      [
        'report.json',
        (copy) => {
          rmSync(join(copy, 'report.json'));
          symlinkSync(join(directory, 'report.json'), join(copy, 'report.json'));
        },
      ],
    ];
    for (const [name, change] of strange) {
      const faults = await found({ directory, log }, change);
      assert.ok(
        faults.some((fault) => fault.startsWith(`${name}:`)),
        `${name}: ${faults.join('; ')}`,
      );
    }
  });

  test('fails where entries are dropped, moved, doubled or put in, and says where', async () => {
    const changes: readonly (readonly [RegExp, (lines: string[]) => string[]])[] = [
      [
        /entries-000001\.jsonl:\d+ .*is number \d+ of .*, and number \d+ should come next/,
        (lines) => lines.toSpliced(3, 1),
      ],
      [/entries-000001\.jsonl:\d .*should come next/, (lines) => lines.with(3, lines[4] ?? '').with(4, lines[3] ?? '')],
      [/entries-000001\.jsonl:\d .*should come next/, (lines) => lines.toSpliced(3, 0, lines[2] ?? '')],
      [/entries-000001\.jsonl: ends at entry/, (lines) => lines.slice(0, -1)],
      [/entries-000001\.jsonl:1 entry \d+ is of the writer/, (lines) => lines.slice(1)],
    ];
    for (const [expected, change] of changes) {
      const faults = await found({ directory, log }, (copy) => lineEdit(copy, ENTRIES, change));
      assert.match(faults.join('\n'), expected);
      assert.match(faults.join('\n'), /ledger\/range\.json/);
    }
  });

  test('fails where an entry beside the period is dropped or moved into another place', async () => {
    const lines = readFileSync(join(directory, 'ledger/context.jsonl'), 'utf8').trimEnd().split('\n');
    for (const at of lines.keys()) {
      const dropped = await found({ directory, log }, (copy) =>
        lineEdit(copy, 'ledger/context.jsonl', (all) => all.toSpliced(at, 1)),
      );
      assert.ok(dropped.length > 0, `line ${at + 1}`);
      const moved = await found({ directory, log }, (copy) =>
        lineEdit(copy, 'ledger/context.jsonl', (all) => {
          const value = JSON.parse(all[at] ?? '') as { index: number };
          return all.with(at, canonicalJson({ ...value, index: value.index ^ 1 } as unknown as Json));
        }),
      );
      assert.match(moved.join('\n'), new RegExp(`context\\.jsonl:${at + 1} `));
    }
  });

  test('fails for another key than the log’s, and for an entry that another writer signed', async () => {
    const other = new TestLog({ key: 'another key' });
    const { faults } = await verify(directory, other);
    assert.match(faults[0]?.what ?? '', /none of the given keys signed/);
    const forged = await found({ directory, log }, (copy) =>
      writeFileSync(join(copy, 'ledger/checkpoint.txt'), log.checkpoint(log.entries.length, other.signer)),
    );
    assert.match(forged[0] ?? '', /ledger\/checkpoint\.txt: does not hold/);
    const stranger = new TestLog();
    stranger.at('2026-11-02T00:00:00.000Z').append('decision.made', {}, 'stranger');
    const entry = stranger.entries.at(-1)?.bytes ?? new Uint8Array();
    const faultsOfStranger = await found({ directory, log }, (copy) =>
      lineEdit(copy, ENTRIES, (lines) => [...lines, Buffer.from(entry).toString()]),
    );
    assert.match(
      faultsOfStranger.join('\n'),
      /entries-000001\.jsonl:\d+ the period has \d+ entries, and this is one more/,
    );
    const inPlace = await found({ directory, log }, (copy) =>
      lineEdit(copy, ENTRIES, (lines) => lines.with(2, Buffer.from(entry).toString())),
    );
    assert.match(inPlace.join('\n'), /entries-000001\.jsonl:3 .*stranger, which is not registered/);
  });

  test('fails where a whole file was made to fit another story', async () => {
    const story = await found({ directory, log }, (copy) => {
      edit(copy, 'index.html', (text) => text.replace('exceptions', 'passed'));
      edit(copy, 'files.sha256', (text) =>
        text.replace(
          /.{64}(?= {2}index\.html)/,
          createHash('sha256')
            .update(readFileSync(join(copy, 'index.html')))
            .digest('hex'),
        ),
      );
    });
    assert.match(story.join('\n'), /index\.html:\d+ is not what the ledger says/);
    assert.match(story.join('\n'), /files\.sha256:\d+ is not what the ledger says/);
  });

  test('does not take another range for the period', async () => {
    for (const change of [{ first: 1 }, { first: -1 }, { end: 1 }, { end: -1 }]) {
      const faults = await found({ directory, log }, (copy) =>
        edit(copy, 'parameters.json', (text) => {
          const value = JSON.parse(text) as { first: number; end: number };
          const { first = 0, end = 0 } = change as { first?: number; end?: number };
          return `${canonicalJson({ ...value, first: value.first + first, end: value.end + end } as unknown as Json)}\n`;
        }),
      );
      assert.ok(faults.length > 0, JSON.stringify(change));
    }
  });
});
