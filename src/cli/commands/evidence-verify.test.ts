import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { createEvidenceFrom } from '../../evidence/index.ts';
import { memoryLedger } from '../../evidence/testing/memory-ledger.ts';
import { FROM, MADE, month, TO } from '../../evidence/testing/month.ts';
import { cosignCheckpoint, formatVerifierKey } from '../../proof/index.ts';
import { witnessOf } from '../../proof/testing/cosigners.ts';
import { runCommandLine } from '../run-command-line.ts';

let folder = '';
const { log } = month();

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ambit-evidence-verify-'));
  await createEvidenceFrom(memoryLedger(log, log.entries.length - 1), {
    ...{ from: FROM, to: TO, directory: join(folder, 'november'), keys: [log.signer.key], version: '0.1.0' },
    now: () => new Date(MADE),
  });
});
after(() => rmSync(folder, { recursive: true }));

/** The exit code and what was said, with a checkpoint of the log's first `size` entries. */
async function verify(
  size: number,
  {
    package: name = 'november',
    format = 'human',
    more = [],
  }: { readonly package?: string; readonly format?: string; readonly more?: readonly string[] } = {},
): Promise<{ exitCode: number; out: string }> {
  let out = '';
  const output = {
    write: (text: string) => {
      out += text;
    },
    ...{ isTTY: false, columns: null },
  };
  writeFileSync(join(folder, 'kept.txt'), log.checkpoint(size));
  const exitCode = await runCommandLine(
    [
      ...['evidence', 'verify', name, '--key', formatVerifierKey(log.signer.key), '--checkpoint', 'kept.txt'],
      ...['--format', format, ...more],
    ],
    {
      ...{ stdout: output, stderr: output, stdin: Readable.from([]), env: {}, cwd: folder },
      ...{ signal: new AbortController().signal, handleSignals: () => undefined },
    },
  );
  return { exitCode, out };
}

describe('ambit evidence verify with a checkpoint that was kept', () => {
  test('ends well where the package is of its history', async () => {
    const { exitCode, out } = await verify(log.entries.length - 1);
    assert.equal(exitCode, 0);
    assert.match(out, /End established/);
  });

  test('can not tell where the package does not cover it, for it may be of a fork', async () => {
    for (const size of [log.entries.length, 2]) {
      const { exitCode, out } = await verify(size);
      assert.equal(exitCode, 2);
      assert.match(out, /The package holds.*End not established: the given checkpoint is of/s);
    }
  });
});

test('ambit evidence verify prints nothing that a terminal would run, whatever files are called', async () => {
  cpSync(join(folder, 'november'), join(folder, 'hostile'), { recursive: true });
  const evil = '\u009b2J\u001b]0;x\u0007\u202e\u{e0041}';
  writeFileSync(join(folder, 'hostile', evil), '');
  for (const format of ['human', 'json']) {
    const { exitCode, out } = await verify(log.entries.length, { package: 'hostile', format });
    assert.equal(exitCode, 1);
    assert.doesNotMatch(out.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u, format);
    if (format === 'json') assert.equal(JSON.parse(out).faults.at(-1).file, evil);
  }
});

test('ambit evidence verify says first whether a witness that its reader knows cosigned', async () => {
  const [one, other] = [witnessOf('one.example'), witnessOf('other.example')];
  const time = Math.floor(Date.now() / 1000);
  const note = cosignCheckpoint(log.checkpoint(), one.ed25519, time);
  await createEvidenceFrom(memoryLedger(log, log.entries.length, { note, isLate: false }), {
    ...{ from: FROM, to: TO, directory: join(folder, 'witnessed'), keys: [log.signer.key], version: '0.1.0' },
    ...{ witnesses: [one.ed25519.key], now: () => new Date(MADE) },
  });
  const key = (of: typeof one): string => formatVerifierKey(of.ed25519.key);
  for (const [witnesses, code, said] of [
    [[], 0, /^Unwitnessed: no witness’s key was given.*\n(.*\n)*.*cosigned {3}20\S+Z by one\.example\+/],
    [
      ['--witness', key(one)],
      0,
      /^Witnessed as far as \d+ entries, by one\.example .*; none is beyond\.\nThe package holds/,
    ],
    [['--witness', key(other)], 1, /^Unwitnessed: no cosignature of other\.example is there\.\nThe package holds/],
    [
      ['--witness', key(one), '--witness', key(other), '--witnesses-needed', '2'],
      1,
      /^Unwitnessed: 2 witnesses are needed/,
    ],
  ] as const) {
    const { exitCode, out } = await verify(log.entries.length, { package: 'witnessed', more: witnesses });
    assert.match(out, said);
    assert.equal(exitCode, code, out);
  }
});
