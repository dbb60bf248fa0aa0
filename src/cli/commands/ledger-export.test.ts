import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { draft, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { formatVerifierKey } from '../../proof/index.ts';
import { runCommandLine } from '../run-command-line.ts';

const GOLDEN = resolve(import.meta.dirname, '../../../test/golden/ledger-1');
const GOLDEN_LOG = ['--tiles', GOLDEN, '--key', join(GOLDEN, 'log.pub')];
const SIZE = 390;
const PROGRAM = resolve(import.meta.dirname, '../../../bin/ambit.js');

const top = mkdtempSync(join(tmpdir(), 'ambit-export-'));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(top, 'one-'));
});
after(() => rmSync(top, { recursive: true, force: true }));

interface Behaviour {
  /** Told of what is written to standard output, with what ends the command. */
  readonly onText?: (text: string, end: () => void) => void;
  /** What flushing comes to; rejects as a closed pipe does. */
  readonly flush?: () => Promise<void>;
  readonly stdin?: string;
}

async function ambit(args: readonly string[], { onText, flush, stdin = '' }: Behaviour = {}) {
  const ending = new AbortController();
  const said = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      said[name] += text;
      if (name === 'stdout') onText?.(text, () => ending.abort());
    },
    ...(name === 'stdout' && flush !== undefined ? { flush } : {}),
    isTTY: false,
    columns: null,
  });
  const code = await runCommandLine(args, {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: Readable.from([Buffer.from(stdin)]),
    env: {},
    cwd: folder,
    signal: ending.signal,
    handleSignals: () => undefined,
  });
  return { code, ...said };
}

const exporting = (...args: string[]) => ['ledger', 'export', '--format', 'ocsf', ...GOLDEN_LOG, ...args];
const verifying = (...args: string[]) => ['ledger', 'verify-export', ...GOLDEN_LOG, ...args];
const indexesOf = (text: string): number[] =>
  text
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).unmapped.index);
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);
const at = (name: string): string => join(folder, name);
const cursorOf = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));

describe('ambit ledger export', () => {
  test('writes each entry once and in order, from and until where it is told', async () => {
    const whole = await ambit(exporting());
    assert.deepEqual([whole.code, whole.stderr], [0, '']);
    assert.deepEqual(indexesOf(whole.stdout), range(0, SIZE));
    const part = await ambit(exporting('--from', '250', '--until', '260'));
    assert.deepEqual(indexesOf(part.stdout), range(250, 260));
    assert.equal((await ambit(exporting('--from', String(SIZE)))).stdout, '');
  });

  for (const format of ['ocsf', 'cef', 'syslog', 'cloudevents', 'otlp'])
    test(`writes ${format} that verify-export takes, from a file and from standard input`, async () => {
      const { code, stdout } = await ambit(['ledger', 'export', '--format', format, ...GOLDEN_LOG]);
      assert.equal(code, 0);
      writeFileSync(at('export'), stdout);
      for (const [name, stdin] of [
        ['export', ''],
        ['-', stdout],
      ] as const) {
        const verified = await ambit(verifying(name, '--from', '0'), { stdin });
        assert.equal(verified.code, 0, verified.stdout + verified.stderr);
        assert.match(verified.stdout, new RegExp(`^The export holds: ${SIZE} records of ${format}, each `));
      }
    });

  test('goes on from its cursor, which loses and repeats nothing however it is cut up', async () => {
    const parts: string[] = [];
    for (const until of ['0', '7', '256', '257', '300', '390', '500']) {
      const { code, stdout } = await ambit(exporting('--cursor', 'c.json', '--until', until));
      assert.equal(code, 0);
      parts.push(stdout);
    }
    assert.deepEqual(indexesOf(parts.join('')), range(0, SIZE));
    assert.equal(cursorOf('c.json').size, SIZE);
    writeFileSync(at('all'), parts.join(''));
    const verified = await ambit(verifying('all', '--from', '0', '--cursor', 'c.json'));
    assert.equal(verified.code, 0, verified.stdout);
  });

  test('begins a cursor where --from says', async () => {
    await ambit(exporting('--cursor', 'c.json', '--from', '380'));
    assert.equal(cursorOf('c.json').size, SIZE);
    const again = await ambit(exporting('--cursor', 'c.json', '--from', '380'));
    assert.equal(again.code, 2);
    assert.match(again.stderr, /says that entry 390 is next: leave --from away/);
  });

  test('keeps its cursor behind what was read, where whoever read the output closed it', async () => {
    let flushes = 0;
    const flush = async (): Promise<void> => {
      if (++flushes === 2) throw new Error('EPIPE');
    };
    const cut = await ambit(exporting('--cursor', 'c.json'), { flush });
    assert.equal(cut.code, 2);
    assert.match(cut.stderr, /the cursor stands at entry 256/);
    const rest = await ambit(exporting('--cursor', 'c.json'));
    assert.deepEqual(indexesOf(rest.stdout), range(256, SIZE));
    flushes = 1;
    assert.equal((await ambit(exporting(), { flush })).code, 0);
  });

  test('ends cleanly with what it began, where it is interrupted', async () => {
    const cut = await ambit(exporting('--cursor', 'c.json'), { onText: (_, end) => end() });
    assert.equal(cut.code, 130);
    assert.deepEqual(indexesOf(cut.stdout), range(0, cursorOf('c.json').size));
  });

  test('refuses a log that was cut, swapped or rewritten since, and keeps the cursor as it was', async () => {
    await ambit(exporting('--cursor', 'c.json', '--until', '300'));
    const kept = cursorOf('c.json');
    for (const [change, message] of [
      [{ size: 999 }, /has 390 entries, and 999 were read before: it was cut/],
      [{ origin: 'other.example/log' }, /other\.example\/log was read before/],
      [{ root: kept.root.replace(/^./, (one: string) => (one === 'A' ? 'B' : 'A')) }, /this is another history/],
    ] as const) {
      const changed = JSON.stringify({ ...kept, ...change });
      writeFileSync(at('changed.json'), changed);
      const { code, stdout, stderr } = await ambit(exporting('--cursor', 'changed.json'));
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, message);
      assert.equal(readFileSync(at('changed.json'), 'utf8'), changed);
    }
  });

  test('writes nothing of a tile in which an entry was changed', async () => {
    cpSync(GOLDEN, at('forged'), { recursive: true });
    const tile = at('forged/tile/entries/001.p/134');
    const bytes = readFileSync(tile);
    bytes[900] = (bytes[900] ?? 0) ^ 1;
    writeFileSync(tile, bytes);
    const args = ['--tiles', 'forged', '--key', join(GOLDEN, 'log.pub'), '--cursor', 'c.json'];
    const { code, stdout, stderr } = await ambit(['ledger', 'export', '--format', 'ocsf', ...args]);
    assert.equal(code, 1);
    assert.match(stderr, /Entry 25[67] is not the one that was hashed/);
    assert.deepEqual(indexesOf(stdout), range(0, 256));
    assert.equal(cursorOf('c.json').size, 256);
  });

  test('says in one sentence what it can’t do', async () => {
    writeFileSync(at('none.json'), '{}');
    await ambit(exporting('--cursor', 'cursor.json', '--until', '1'));
    const cef = ['ledger', 'export', '--format', 'cef', ...GOLDEN_LOG];
    for (const [args, message] of [
      [exporting('--cursor', 'none.json'), /none\.json is no cursor of an export/],
      [exporting('--output', 'out'), /--output needs --cursor/],
      [exporting('--from', '391'), /has 390 entries/],
      [exporting('--from', 'x'), /whole number/],
      [[...cef, '--cursor', 'cursor.json'], /is the cursor of an export as ocsf/],
      [['ledger', 'export', ...GOLDEN_LOG], /--format/],
      [['ledger', 'export', '--format', 'leef', ...GOLDEN_LOG], /ocsf, cef, syslog, cloudevents, otlp/],
      [verifying('nowhere'), /is not there/],
      [verifying('none.json', '--cursor', 'nowhere.json'), /nowhere\.json is not there/],
    ] as const) {
      const { code, stdout, stderr } = await ambit(args);
      assert.deepEqual([code, stdout], [2, ''], stderr);
      assert.match(stderr, message);
    }
  });
});

describe('ambit ledger export into a file of its own', () => {
  const into = (...args: string[]) => exporting('--cursor', 'c.json', '--output', 'out', ...args);
  const out = (): string => readFileSync(at('out'), 'utf8');

  test('has each record in the file once, wherever it was killed', async () => {
    await ambit(into('--until', '100'));
    const [before, cursor] = [out(), readFileSync(at('c.json'), 'utf8')];
    await ambit(into('--until', '300'));
    const more = out().slice(before.length);
    // Killed behind any part of what it wrote, before it could note it.
    for (const written of [0, 1, 5000, more.length]) {
      writeFileSync(at('out'), before + more.slice(0, written));
      writeFileSync(at('c.json'), cursor);
      const { code, stderr } = await ambit(into());
      assert.deepEqual([code, stderr], [0, '']);
      assert.deepEqual(indexesOf(out()), range(0, SIZE));
      assert.equal((await ambit(verifying('out', '--from', '0', '--cursor', 'c.json'))).code, 0);
    }
  });

  test('has each record once also where the program was killed with its first records on the disk', {
    timeout: 120_000,
  }, async () => {
    for (let round = 0; round < 3; round++) {
      for (const name of ['out', 'c.json']) rmSync(at(name), { force: true });
      const child = spawn(process.execPath, [PROGRAM, ...into()], { cwd: folder, stdio: 'ignore', detached: true });
      const ended = new Promise((done) => child.once('close', done));
      while (child.exitCode === null && !(existsSync(at('out')) && statSync(at('out')).size > 0)) await setImmediate();
      // The program may run in a process of its own below this one.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await ended;
      const { code, stderr } = await ambit(into());
      assert.deepEqual([code, stderr], [0, '']);
      assert.deepEqual(indexesOf(out()), range(0, SIZE));
      assert.equal((await ambit(verifying('out', '--from', '0', '--cursor', 'c.json'))).code, 0);
    }
  });

  test('begins a new file where the old one was moved away or emptied', async () => {
    await ambit(into('--until', '100'));
    renameSync(at('out'), at('out.1'));
    await ambit(into('--until', '200'));
    renameSync(at('out'), at('out.2'));
    writeFileSync(at('out'), '');
    await ambit(into());
    assert.deepEqual(
      ['out.1', 'out.2', 'out'].flatMap((name) => indexesOf(readFileSync(at(name), 'utf8'))),
      range(0, SIZE),
    );
  });

  test('refuses a file that was cut, and one of somebody else', async () => {
    writeFileSync(at('out'), 'something\n');
    assert.match((await ambit(into())).stderr, /holds something that this cursor knows nothing of/);
    assert.equal(out(), 'something\n');
    assert.ok(!existsSync(at('c.json')));
    rmSync(at('out'));
    await ambit(into('--until', '100'));
    truncateSync(at('out'), 10);
    const { code, stderr } = await ambit(into());
    assert.equal(code, 2);
    assert.match(stderr, /has 10 bytes, and had \d+ .*it was cut/);
    const other = `${'somebody else’s\n'.repeat(50_000)}`;
    writeFileSync(at('out'), other);
    assert.match((await ambit(into())).stderr, /is not the file that this cursor knows/);
    assert.equal(out(), other);
  });
});

describe('ambit ledger verify-export', () => {
  test('says what was changed, left out, repeated or moved, and where', async () => {
    const lines = (await ambit(exporting('--until', '20'))).stdout.trimEnd().split('\n');
    const [first = '', second = ''] = lines;
    for (const [changed, places] of [
      [[first.replace('"severity_id":1', '"severity_id":2'), ...lines.slice(1)], [[1, 0]]],
      [[first, ...lines.slice(2)], [[2, 1]]],
      [[first, second, second, ...lines.slice(2)], [[3, 1]]],
      [
        [second, first, ...lines.slice(2)],
        [
          [1, 0],
          [2, 0],
        ],
      ],
    ] as const) {
      writeFileSync(at('export'), `${changed.join('\n')}\n`);
      const { code, stdout } = await ambit(verifying('export', '--from', '0', '--format', 'json'));
      assert.equal(code, 1);
      const report = JSON.parse(stdout);
      const found = report.faults.map(({ line, index }: { line: number; index: number }) => [line, index]);
      assert.deepEqual(found, places.length === 2 ? [[2, 0]] : places);
    }
    const { stdout } = await ambit(verifying('export', '--from', '0'));
    assert.match(
      stdout,
      /^The export is not what the log gives: 1 fault in 20 records\.\n {2}line 2, entry 0: it stands behind entry 1: it was moved/,
    );
  });

  test('refuses to say anything by a log that was changed itself', async () => {
    cpSync(GOLDEN, at('forged'), { recursive: true });
    appendFileSync(at('forged/checkpoint'), 'x');
    writeFileSync(at('export'), (await ambit(exporting('--until', '5'))).stdout);
    const args = ['--tiles', 'forged', '--key', join(GOLDEN, 'log.pub')];
    const { code, stdout } = await ambit(['ledger', 'verify-export', 'export', ...args]);
    assert.deepEqual([code, stdout], [2, '']);
  });
});

describe('ambit ledger export of a database', () => {
  let ledger: TemporaryLedger;
  before(async () => {
    ledger = await temporaryLedger();
  });
  after(() => ledger.close());

  async function grow(count: number): Promise<void> {
    const writer = await ledger.writer('guard-1');
    await writer.append({ drafts: Array.from({ length: count }, () => draft()) });
    await ledger.sequencer().settled();
    await writer.close();
  }

  test('follows it: each entry once and in order, until it is told to end', async () => {
    await grow(300);
    writeFileSync(at('log.pub'), `${formatVerifierKey(ledger.logSigner.key)}\n`);
    const database = ['--database', ledger.place.url, '--key', 'log.pub'];
    const follow = ['ledger', 'export', '--format', 'ocsf', ...database, '--cursor', 'c.json', '--follow'];
    let growing: Promise<void> | null = null;
    let text = '';
    const { code, stderr } = await ambit(follow, {
      onText(more, end) {
        text += more;
        const { length } = indexesOf(text);
        if (length >= 302) growing ??= grow(20);
        if (length >= 322) end();
      },
    });
    await growing;
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(indexesOf(text), range(0, 322));
    assert.equal(cursorOf('c.json').size, 322);
    writeFileSync(at('export'), text);
    const verified = await ambit(['ledger', 'verify-export', 'export', ...database, '--cursor', 'c.json']);
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  });

  test('finds an entry and a hash that somebody changed in the database, and passes neither on', async () => {
    writeFileSync(at('log.pub'), `${formatVerifierKey(ledger.logSigner.key)}\n`);
    const database = ['--database', ledger.place.url, '--key', 'log.pub'];
    const whole = await ambit(['ledger', 'export', '--format', 'cef', ...database]);
    assert.equal(whole.code, 0);
    for (const [column, message] of [
      ['bytes', /Entry 270 is not the one that was hashed/],
      [
        'leaf_hash',
        /do not lead from its first 256 entries to the root that it signed: an entry or a tile was changed/,
      ],
    ] as const) {
      const flip = () =>
        ledger.store.pool.query(
          `update ledger_entries set ${column} = set_byte(${column}, 9, get_byte(${column}, 9) # 1) where index = 270`,
        );
      await flip();
      const { code, stdout, stderr } = await ambit(['ledger', 'export', '--format', 'cef', ...database]);
      await flip();
      assert.equal(code, 1, column);
      assert.match(stderr, message);
      assert.ok(whole.stdout.startsWith(stdout));
      assert.doesNotMatch(stdout, / externalId=270 /);
    }
  });
});

test('a pipe that is closed early ends the program: cleanly without a cursor, with 2 and a sentence where there is one', {
  timeout: 60_000,
}, async () => {
  for (const [more, expected] of [
    [[], 0],
    [['--cursor', 'c.json'], 2],
  ] as const) {
    // Larger than what a pipe holds, so that the reader's end is noticed.
    const child = spawn(process.execPath, [PROGRAM, ...exporting(...more)], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.once('data', () => child.stdout.destroy());
    let said = '';
    child.stderr.on('data', (part) => {
      said += part;
    });
    const code = await new Promise((done) => child.once('close', done));
    assert.equal(code, expected, said);
    if (expected === 2) {
      assert.match(said, /^ambit: Whoever read the output closed it: the cursor stands at entry \d+, /);
      const rest = await ambit(exporting('--cursor', 'c.json'));
      assert.equal(indexesOf(rest.stdout).at(-1), SIZE - 1);
    }
  }
});
