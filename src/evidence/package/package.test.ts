import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { approvedPolicy } from '../../controls/testing/approved-policy.ts';
import { TestLog } from '../../entries/testing/test-log.ts';
import type { Policy } from '../../policy/index.ts';
import { canonicalJson, formatVerifierKey, type Json } from '../../proof/index.ts';
import { witnessOf } from '../../proof/testing/cosigners.ts';
import { csvRow } from './csv.ts';
import { EvidenceError } from './evidence-error.ts';
import { LIMITS, MATERIAL } from './layout.ts';
import {
  formatContext,
  formatParameters,
  formatRange,
  type Parameters,
  parseContext,
  parseParameters,
  parseRange,
} from './material.ts';
import { PackageFiles } from './package-files.ts';
import { answerOf, evidencePage } from './page.ts';
import { parsePolicy } from './parse-policy.ts';
import { noCounts } from './report.ts';
import { verifyEvidence } from './verify-package.ts';

const malformed = (error: unknown): boolean => error instanceof EvidenceError && error.code === 'package_malformed';
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.json().map((text) => Buffer.from(text)),
  fc.jsonValue().map((value) => Buffer.from(`${JSON.stringify(value)}\n`)),
);
const times = fc
  .date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const witnesses = ['one.example', 'other.example'].map((name) => formatVerifierKey(witnessOf(name).ed25519.key));
const parameters: fc.Arbitrary<Parameters> = fc
  .tuple(times, times, times, fc.nat(), fc.nat(), fc.subarray(witnesses))
  .filter(([one, other]) => one !== other)
  .map(([one, other, generatedAt, first, more, cosigners]) => ({
    from: one < other ? one : other,
    to: one < other ? other : one,
    ...{ generatedAt, ambit: '0.1.0', first, end: first + more, witnesses: cosigners },
  }));
const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 64 });

describe('the files of a package', () => {
  test('that are none throw one error that says so, whatever is in them', () => {
    fc.assert(
      fc.property(bytes, (content) => {
        for (const parse of [parseParameters, parseRange, (line: Uint8Array) => parseContext(line, 1)])
          assert.throws(() => parse(content), malformed);
        assert.equal(parsePolicy(content), null);
      }),
    );
  });

  test('are read back as they were written, and in no other spelling', () => {
    fc.assert(
      fc.property(parameters, hashes, hashes, fc.nat(), (given, left, right, place) => {
        assert.deepEqual(parseParameters(Buffer.from(formatParameters(given))), given);
        const range = Buffer.from(formatRange({ left, right }));
        assert.deepEqual(parseRange(range).left.map(Buffer.from), left.map(Buffer.from));
        const changed = Buffer.from(range);
        const at = place % changed.length;
        changed[at] = (changed[at] ?? 0) ^ 0x20;
        try {
          // What is read of changed bytes is something else, never the same once more.
          assert.notDeepEqual(parseRange(changed), parseRange(range));
        } catch (error) {
          assert.ok(malformed(error), String(error));
        }
      }),
    );
  });

  test('hold entries of the log beside the period in one spelling', () => {
    const log = new TestLog();
    const { index, bytes: entry } = log.append('decision.made');
    const line = formatContext({ index, bytes: entry, path: [] }).trimEnd();
    const read = parseContext(Buffer.from(line), 7);
    assert.deepEqual([read.index, Buffer.from(read.bytes)], [index, Buffer.from(entry)]);
    for (const other of [
      ` ${line}`,
      line.replace('"path"', '"Path"'),
      line.replace('"index":2', '"index":2.0'),
      `${line}\n`,
    ])
      assert.throws(
        () => parseContext(Buffer.from(other), 7),
        (error) => malformed(error) && (error as EvidenceError).line === 7,
      );
  });

  test('that hold a policy are compiled ones alone', () => {
    const policy = {
      format: 1,
      environment: 'x',
      issuers: [],
      people: [],
      resourceServers: [],
      scopes: [],
      clients: [],
    };
    const limits = {
      maxStaleSeconds: 1,
      maxStaleHighRiskSeconds: 1,
      maxSequencingLagSeconds: 1,
      unrecordedTokens: 'refuse',
    };
    const parse = (value: object): object | null => parsePolicy(Buffer.from(canonicalJson(value as unknown as Json)));
    assert.ok(parse({ ...policy, limits }));
    assert.equal(parse(policy), null);
    assert.equal(parse({ ...policy, limits, clients: [{ clientId: 'a' }] }), null);
    assert.equal(parse({ ...policy, limits, format: 2 }), null);
  });

  test('take no policy that no compiler writes: without an end, with silence without end, with a name twice', () => {
    const made = approvedPolicy().policy;
    const parse = (over: Partial<Policy>): Policy | null =>
      parsePolicy(Buffer.from(canonicalJson({ ...made, ...over } as unknown as Json)));
    assert.deepEqual(parse({}), made);
    const [client, ...clients] = made.clients;
    const [scope] = made.scopes;
    assert.ok(client && scope);
    for (const over of [
      { clients: [{ ...client, expires: 'never' }, ...clients] },
      { clients: [{ ...client, maxTtlSeconds: 1e12 }, ...clients] },
      { clients: [client, ...made.clients] },
      { scopes: [{ ...scope, risk: 'low' as const }, ...made.scopes] },
      { limits: { ...made.limits, maxStaleSeconds: 1e9 } },
      { limits: { ...made.limits, maxStaleHighRiskSeconds: 61 } },
    ])
      assert.equal(parse(over), null, Object.keys(over).join());
  });
});

describe('a hostile folder', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ambit-hostile-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  const place = (name: string): string => {
    const directory = join(folder, name);
    mkdirSync(join(directory, 'ledger'), { recursive: true });
    return directory;
  };
  const key = new TestLog().signer.key;

  test('is told by its first fault, whatever its parameters are', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const directory = place('any');
        writeFileSync(join(directory, MATERIAL.parameters), content);
        const { holds, faults } = await verifyEvidence({ directory, keys: [key] });
        assert.equal(holds, false);
        assert.equal(faults[0]?.file, MATERIAL.parameters);
      }),
      { numRuns: 40 },
    );
  });

  test('does not lead out of itself, and costs no more than the limits', async () => {
    const directory = place('links');
    const secret = join(folder, 'secret.json');
    writeFileSync(secret, '{}');
    symlinkSync(secret, join(directory, MATERIAL.parameters));
    const { faults } = await verifyEvidence({ directory, keys: [key] });
    assert.deepEqual(faults[0], {
      file: MATERIAL.parameters,
      line: null,
      what: 'is no plain file, and nothing else belongs into a package',
    });
    const files = new PackageFiles(directory);
    await assert.rejects(files.read(MATERIAL.parameters, 10), malformed);
    writeFileSync(join(directory, 'large'), Buffer.alloc(LIMITS.lineBytes * 3, 'a'));
    await assert.rejects(files.read('large', 10), (error) => malformed(error) && /98304 bytes/.test(String(error)));
    await assert.rejects(async () => {
      for await (const _ of files.lines('large'));
    }, malformed);
  });

  test('that is still packed is told to be unpacked', async () => {
    const zip = join(folder, 'november.zip');
    writeFileSync(zip, 'PK');
    await assert.rejects(
      verifyEvidence({ directory: zip, keys: [key] }),
      /is a file, and a package is a folder: unpack it/,
    );
  });

  test('that is none is told in one sentence', async () => {
    await assert.rejects(
      verifyEvidence({ directory: join(folder, 'nowhere'), keys: [key] }),
      (error) => error instanceof EvidenceError && error.code === 'package_unreadable',
    );
  });
});

test('cells can not become formulas, lines or other cells', () => {
  assert.equal(csvRow(['a', 1, null, true, ['b', 'c']]), 'a,1,,true,b c\r\n');
  assert.equal(csvRow(['=1+1', '+1', '-1', '@x', '＝1']), `"'=1+1","'+1","'-1","'@x","'＝1"\r\n`);
  assert.equal(csvRow(['a "quoted", text', 'two\r\nlines']), '"a ""quoted"", text",two\\u{d}\\u{a}lines\r\n');
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
      const row = csvRow(cells);
      assert.equal(row.indexOf('\r\n'), row.length - 2);
      const outside = row.replaceAll(/"(?:[^"]|"")*"/g, '');
      assert.equal(outside.split(',').length, cells.length);
      assert.doesNotMatch(row, /(^|,)"?[=+\-@\t]/);
    }),
  );
});

test('the page shows what names itself a page as text', () => {
  const evil = '"><script>alert(1)</script>\u202e&';
  const page = evidencePage({
    ...{ format: 'ambit-evidence-1', environment: evil, origin: evil, generatedAt: evil, ambit: evil },
    period: { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
    ledger: {
      ...{ size: 1234567, root: evil, key: evil, first: 0, end: 1, firstTime: evil, lastTime: evil, outsidePeriod: 0 },
      ...{ goesOn: true, context: 0, unresolved: 0 },
    },
    boundary: {
      issuers: [{ issuer: evil, level: evil, mode: evil, since: evil }],
      observedClients: [{ clientId: evil, issuer: evil, since: evil }],
    },
    writers: [{ writer: evil, from: 1, to: 1, end: 'followed' }],
    policies: [{ entry: 1, digest: evil, from: evil, until: evil, bootstrap: true, scopes: 1, clients: 1 }],
    controls: [
      {
        ...{ id: 'AC-01', title: evil, criteria: [evil], statement: evil, nature: 'automated', frequency: evil },
        ...{ outcome: 'exceptions', population: { size: 1, what: evil }, moreExceptions: 1, notes: [evil] },
        exceptions: [{ what: evil, time: evil, entries: [{ index: 1, id: evil }] }],
      },
    ],
    counts: noCounts(),
    limits: [evil],
  });
  assert.doesNotMatch(page, /<script|\u202e/);
  assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;\\u\{202e\}&amp;/);
  assert.match(page, /1\u2009234\u2009567/);
});

test('the answer names what did not pass', () => {
  const result = (id: string, outcome: 'passed' | 'exceptions' | 'not_tested' | 'unwitnessed') => ({
    ...{ id, outcome, title: '', criteria: [], statement: '', nature: 'automated' as const, frequency: '' },
    ...{ population: { size: 1, what: '' }, exceptions: [], moreExceptions: 0, notes: [] },
  });
  assert.equal(
    answerOf([
      result('AC-01', 'passed'),
      result('AC-03', 'exceptions'),
      result('AC-06', 'not_tested'),
      result('AC-16', 'unwitnessed'),
    ]),
    '1 of 4 control tests passed; AC-03 with exceptions; AC-16 unwitnessed; AC-06 not tested.',
  );
});
