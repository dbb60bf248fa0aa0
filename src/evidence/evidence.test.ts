import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Scene } from '../controls/testing/scene.ts';
import { TestLog } from '../entries/testing/test-log.ts';
import { canonicalJson, type Json } from '../proof/index.ts';
import {
  type CreateEvidenceOptions,
  createEvidenceFrom,
  EvidenceError,
  type EvidenceReport,
  runControlsOver,
} from './index.ts';
import { type EvidenceVerification, verifyEvidence } from './package/index.ts';
import { memoryLedger } from './testing/memory-ledger.ts';
import { FROM, MADE, month, TO } from './testing/month.ts';

let folder = '';
let made = 0;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'ambit-evidence-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

async function create(log: TestLog, over: Partial<CreateEvidenceOptions> & { size?: number } = {}) {
  const directory = join(folder, `package-${++made}`);
  const { report } = await createEvidenceFrom(memoryLedger(log, over.size), {
    ...{ from: FROM, to: TO, directory, keys: [log.signer.key], version: '0.1.0', now: () => new Date(MADE) },
    ...over,
  });
  return { directory: over.directory ?? directory, report };
}

const verify = (directory: string, log: TestLog, checkpoint?: string): Promise<EvidenceVerification> =>
  verifyEvidence({ directory, keys: [log.signer.key], ...(checkpoint === undefined ? {} : { checkpoint }) });

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
  const copy = join(folder, `copy-${++made}`);
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
    assert.deepEqual(end, { established: false, why: 'no checkpoint from elsewhere was given' });
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
      ['AC-16', 'exceptions', 1],
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

describe('the end of a package', () => {
  test('is established by a checkpoint from elsewhere of the same history, in which the period was over', async () => {
    const { log } = month();
    const { directory } = await create(log);
    assert.equal((await verify(directory, log, log.checkpoint())).end.established, true);
    const { first, end } = JSON.parse(readFileSync(join(directory, 'parameters.json'), 'utf8')) as {
      first: number;
      end: number;
    };
    assert.equal((await verify(directory, log, log.checkpoint(end))).end.established, true);
    const within = await verify(directory, log, log.checkpoint(end - 1));
    assert.match(within.end.why, /the period goes on/);
    assert.ok(within.holds);
    assert.equal((await verify(directory, log, log.checkpoint(first - 1))).end.established, false);
  });

  test('is not, while the log itself ended within the period', async () => {
    const { log } = month();
    const size = log.entries.findIndex(({ entry }) => entry.time >= TO);
    const { directory, report } = await create(log, { size });
    assert.equal(report.ledger.goesOn, false);
    assert.ok(report.limits.some((limit) => limit.startsWith('The log ended within the period')));
    const { end, holds } = await verify(directory, log, log.checkpoint(size));
    assert.ok(holds);
    assert.match(end.why, /ended within the period/);
  });

  test('can be made by the checkpoint that the verifier has', async () => {
    const { log } = month();
    const given = log.checkpoint(log.entries.length - 1);
    const { directory } = await create(log, { checkpoint: given });
    assert.equal((await verify(directory, log, given)).end.established, true);
  });

  test('fails for a checkpoint of another history or log, and refuses what is none', async () => {
    const { log } = month();
    const { directory } = await create(log);
    const fork = month().log;
    fork.append('decision.made');
    const forked = await verify(directory, log, fork.checkpoint(fork.entries.length - 1));
    assert.ok(forked.holds, 'the same entries make the same history');
    const other = new TestLog();
    while (other.entries.length < log.entries.length) other.append('decision.made');
    const { holds, faults } = await verify(directory, log, other.checkpoint());
    assert.ok(!holds);
    assert.match(faults[0]?.what ?? '', /the log was forked/);
    await assert.rejects(
      verify(directory, log, 'nothing'),
      (error) => error instanceof EvidenceError && error.code === 'checkpoint_refused',
    );
  });
});

describe('making a package', () => {
  const refuses = (code: string) => (error: unknown) => error instanceof EvidenceError && error.code === code;

  test('refuses a folder that holds something, and takes an empty one', async () => {
    const { log } = month();
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    await create(log, { directory: taken });
    assert.ok((await verify(taken, log)).holds);
    await assert.rejects(create(log, { directory: taken }), refuses('output_not_empty'));
  });

  test('leaves nothing behind where it fails or is stopped', async () => {
    const { log } = month();
    const place = mkdtempSync(join(folder, 'place-'));
    const stop = new AbortController();
    const directory = join(place, 'package');
    stop.abort();
    await assert.rejects(create(log, { directory, signal: stop.signal }));
    log.blobs.delete([...log.blobs.keys()][0] ?? '');
    await assert.rejects(create(log, { directory }), refuses('blob_missing'));
    assert.deepEqual(readdirSync(place), []);
  });

  test('refuses a ledger that does not lead to its checkpoint', async () => {
    const { log } = month();
    const source = memoryLedger(log);
    const options = { from: FROM, to: TO, keys: [log.signer.key], version: '0.1.0', now: () => new Date(MADE) };
    const changed = { ...log.entries[20], leafHash: Buffer.alloc(32) } as (typeof log.entries)[number];
    log.entries[20] = changed;
    const note = new TestLog().checkpoint();
    const lying = { ...memoryLedger(log), checkpoint: source.checkpoint };
    assert.notEqual(note, await lying.checkpoint());
    await assert.rejects(
      createEvidenceFrom(
        { ...memoryLedger(log), checkpoint: async () => month().log.checkpoint() },
        { ...options, directory: join(folder, 'no') },
      ),
      refuses('ledger_changed'),
    );
  });

  test('without what the period follows from shows the lack, and never looks better', async () => {
    const { log } = month();
    const lying = { ...memoryLedger(log), byId: async () => null };
    const options = { from: FROM, to: TO, keys: [log.signer.key], version: '0.1.0', now: () => new Date(MADE) };
    const directory = join(folder, 'lacking');
    const { report } = await createEvidenceFrom(lying, { ...options, directory });
    assert.ok((await verify(directory, log)).holds);
    assert.ok(report.ledger.unresolved > 0);
    const enforcement = report.controls.find(({ id }) => id === 'AC-04');
    assert.match(JSON.stringify(enforcement?.exceptions), /the birth of its token is in the ledger, and it is not/);
  });

  test('refuses a period whose edges are not where the entries say', async () => {
    const { log } = month();
    const source = memoryLedger(log);
    const { first, end } = await source.boundsOf(FROM, TO, log.entries.length);
    for (const bounds of [
      { first: first + 1, end },
      { first: first - 1, end },
      { first, end: end - 1 },
      { first, end: end + 1 },
    ]) {
      const lying = { ...source, boundsOf: async () => bounds };
      const options = { from: FROM, to: TO, keys: [log.signer.key], version: '0.1.0', now: () => new Date(MADE) };
      await assert.rejects(
        createEvidenceFrom(lying, { ...options, directory: join(folder, 'lying') }),
        (error) =>
          refuses('ledger_changed')(error) && /of the period|before the period|after the period/.test(String(error)),
        JSON.stringify(bounds),
      );
    }
  });

  test('refuses a period that is none, or that has not begun', async () => {
    const { log } = month();
    await assert.rejects(create(log, { from: TO, to: FROM }), refuses('period_invalid'));
    await assert.rejects(create(log, { from: 'yesterday' }), refuses('period_invalid'));
    await assert.rejects(create(log, { now: () => new Date('2026-10-01T00:00:00Z') }), refuses('period_invalid'));
  });

  test('of a period in which nothing happened is whole and says not tested', async () => {
    const { log } = month();
    const { directory, report } = await create(log, {
      from: '2026-11-16T00:00:00.000Z',
      to: '2026-11-17T00:00:00.000Z',
    });
    assert.ok((await verify(directory, log)).holds);
    assert.equal(report.counts.entries, 0);
    const { outcome } = report.controls.find(({ id }) => id === 'AC-10') ?? {};
    assert.equal(outcome, 'not_tested');
  });

  test('of the whole log, and of one that begins within the period, holds', async () => {
    const { log } = month();
    for (const [from, to] of [
      ['2020-01-01T00:00:00.000Z', '2026-12-01T12:00:00.000Z'],
      ['2026-09-01T00:00:00.000Z', TO],
      ['2026-11-30T00:00:00.000Z', '2026-12-02T00:00:00.000Z'],
    ] as const) {
      const { directory } = await create(log, { from, to });
      const { faults } = await verify(directory, log);
      assert.deepEqual(faults, [], `${from} to ${to}`);
    }
  });
});

test('a process that is ended while it makes a package leaves nothing behind', () => {
  const place = mkdtempSync(join(folder, 'ended-'));
  const script = `
    const { fillFolder } = await import(${JSON.stringify(new URL('output-folder.ts', import.meta.url).href)});
    await fillFolder(${JSON.stringify(join(place, 'package'))}, async (temporary) => {
      (await import('node:fs')).writeFileSync(temporary + '/half', 'done');
      process.exit(130);
    });`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  assert.equal(status, 130);
  assert.deepEqual(readdirSync(place), []);
});
