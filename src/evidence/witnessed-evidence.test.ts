import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { cosignCheckpoint, formatVerifierKey, type Signer } from '../proof/index.ts';
import { witnessOf } from '../proof/testing/cosigners.ts';
import type { EvidenceReport } from './index.ts';
import { DERIVED, MATERIAL, verifyEvidence } from './package/index.ts';
import { month } from './testing/month.ts';
import { packageFolder } from './testing/packages.ts';

const TIME = Date.parse('2026-12-01T12:00:00Z') / 1000;
const packages = packageFolder();
const { log } = month();
const [one, other] = [witnessOf('one.example'), witnessOf('other.example')];
const size = log.entries.length;
const cosigned = (at: number, ...signers: Signer[]): string =>
  signers.reduce((note, signer) => cosignCheckpoint(note, signer, TIME), log.checkpoint(at));
const keysOf = (...signers: Signer[]) => signers.map(({ key }) => key);
const wanted = (needed: number, ...signers: Signer[]) => ({ keys: keysOf(...signers), needed, now: TIME });
const read = (directory: string, file: string): string => readFileSync(join(directory, file), 'utf8');

describe('evidence of a log that is witnessed', () => {
  after(() => packages.remove());
  const witnesses = keysOf(one.ed25519, one.mlDsa44, other.ed25519);
  const made = (
    at: number,
    over: { readonly now?: () => Date; readonly to?: string; readonly isLate?: boolean } = {},
  ) => {
    const { isLate = false, ...options } = over;
    const note = cosigned(at, one.ed25519, one.mlDsa44, other.ed25519);
    return packages.create(log, { witnesses, cosigned: { note, isLate }, ...options });
  };

  test('carries their cosignatures, and says whose they are by its own word', async () => {
    const { directory, report } = await made(size);
    assert.equal(read(directory, MATERIAL.checkpoint).split('\n— ').length, 5);
    assert.equal(report.format, 'ambit-evidence-2');
    assert.deepEqual(
      report.ledger.witnesses?.map(({ name, time }) => [name, time]),
      [
        ['one.example', '2026-12-01T12:00:00.000Z'],
        ['other.example', '2026-12-01T12:00:00.000Z'],
      ],
    );
    assert.match(report.limits[0] ?? '', /^Witnessed by the package’s own word: one\.example\+[0-9a-f]{8} and other/);
    const page = read(directory, DERIVED.page);
    assert.ok(page.indexOf('<strong>Witnessed</strong>') < page.indexOf('<table'));
    const ac16 = report.controls.find(({ id }) => id === 'AC-16');
    assert.ok(ac16?.notes.includes('Cosigned by one.example, other.example.'));
  });

  test('is held against the keys that its reader has from elsewhere', async () => {
    const { directory } = await made(size);
    const keys = [log.signer.key];
    const of = (question: ReturnType<typeof wanted> | null) => verifyEvidence({ directory, keys, witnesses: question });
    assert.equal((await of(null)).witnessed, null);
    const { holds, witnessed } = await of(wanted(2, one.ed25519, one.mlDsa44, other.ed25519));
    assert.deepEqual([holds, witnessed?.enough, witnessed?.size, witnessed?.beyond], [true, true, size, 0]);
    const stranger = witnessOf('one.example');
    const strange = await of(wanted(1, stranger.ed25519));
    assert.deepEqual([strange.holds, strange.witnessed?.enough, strange.witnessed?.size], [true, false, 0]);
    // A key of each kind that is known has to have cosigned.
    assert.equal((await of(wanted(1, other.ed25519, other.mlDsa44))).witnessed?.enough, false);
  });

  test('does not hold with the cosignature of one that it names taken out or put in', async () => {
    const { directory } = await made(size);
    const file = join(directory, MATERIAL.checkpoint);
    const whole = readFileSync(file, 'utf8');
    for (const changed of [
      cosigned(size, one.ed25519),
      `${cosigned(size, one.ed25519)}${cosigned(size - 1, other.ed25519)
        .split('\n')
        .at(-2)}\n`,
    ]) {
      writeFileSync(file, changed);
      const { holds, faults } = await verifyEvidence({ directory, keys: [log.signer.key] });
      assert.equal(holds, false);
      assert.match(
        faults[0]?.what ?? '',
        /is not cosigned by other\.example|cosignature of other\.example does not hold/,
      );
    }
    writeFileSync(file, whole);
    // What the reader's own key refutes is a fault, whoever the package names.
    const forged = whole.replace(
      /(— one\.example \S{30})(.)/,
      (_, start, last) => `${start}${last === 'A' ? 'B' : 'A'}`,
    );
    writeFileSync(file, forged);
    assert.equal((await verifyEvidence({ directory, keys: [log.signer.key] })).holds, false);
  });

  test('stays as it was before there were witnesses where none cosigned, or none is named', async () => {
    const plain = await packages.create(log);
    const unnamed = await packages.create(log, { cosigned: { note: cosigned(size, one.ed25519), isLate: false } });
    for (const { directory, report } of [plain, unnamed]) {
      assert.equal(report.format, 'ambit-evidence-1');
      assert.ok(!('witnesses' in report.ledger));
      assert.match(report.limits[0] ?? '', /^Unwitnessed/);
      assert.ok(!read(directory, MATERIAL.parameters).includes('witnesses'));
    }
    assert.equal(read(plain.directory, DERIVED.page), read(unnamed.directory, DERIVED.page));
    // What it doesn't name is there nevertheless, for who knows the witness.
    const { witnessed } = await verifyEvidence({
      ...{ directory: unnamed.directory, keys: [log.signer.key], witnesses: wanted(1, one.ed25519) },
    });
    assert.equal(witnessed?.enough, true);
  });

  test('is made by the newest checkpoint where what was cosigned lacks some of its period', async () => {
    const sizeOf = async (making: Promise<{ readonly report: EvidenceReport }>): Promise<number> =>
      (await making).report.ledger.size;
    assert.equal(await sizeOf(made(size)), size);
    assert.equal(await sizeOf(made(20)), size);
    // A period that isn't over has entries that nobody could have cosigned yet.
    const during = { now: () => new Date('2026-11-30T00:00:00Z') };
    assert.equal(await sizeOf(made(20, during)), 20);
    assert.equal(await sizeOf(made(20, { ...during, isLate: true })), size);
  });

  test('names the Ed25519 key, which every Node.js verifies, and the other where there is no other', async () => {
    const { directory } = await made(size);
    assert.deepEqual(JSON.parse(read(directory, MATERIAL.parameters)).witnesses, [
      formatVerifierKey(one.ed25519.key),
      formatVerifierKey(other.ed25519.key),
    ]);
    const quantum = await packages.create(log, {
      witnesses: keysOf(one.mlDsa44),
      cosigned: { note: cosigned(size, one.mlDsa44), isLate: false },
    });
    const [named] = JSON.parse(read(quantum.directory, MATERIAL.parameters)).witnesses;
    assert.equal(named, formatVerifierKey(one.mlDsa44.key));
  });
});
