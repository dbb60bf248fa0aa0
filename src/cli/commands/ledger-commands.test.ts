import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { dataDirectoryAt } from '../../app/data-directory.ts';
import { fingerprinterOf } from '../../app/fingerprinter.ts';
import { sampleBody } from '../../entries/testing/sample-bodies.ts';
import { latestCheckpoint } from '../../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { formatCheckpoint, formatVerifierKey, type Json, signNote } from '../../proof/index.ts';
import { runCommandLine } from '../run-command-line.ts';

const TOKEN = 'an-opaque-token_1234567890';
const ISSUER = 'https://issuer.example';

describe('the commands that read the ledger', () => {
  let ledger: TemporaryLedger;
  let folder = '';
  let fingerprint = '';
  let decision = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ambit-commands-'));
    const data = dataDirectoryAt(join(folder, '.ambit'));
    mkdirSync(data.keys, { recursive: true });
    ledger = await temporaryLedger();
    writeFileSync(join(data.keys, 'log.pub'), `${formatVerifierKey(ledger.logSigner.key)}\n`);
    const fingerprinter = fingerprinterOf(data);
    fingerprint = fingerprinter.ofToken(TOKEN);
    const writer = await ledger.writer('issuer-guard-1');
    const made = sampleBody('decision.made') as {
      readonly request: Json;
      readonly facts: Json;
      readonly decision: Json;
    };
    const changed = (part: Json, changes: object): Json => ({ ...(part as object), ...changes }) as Json;
    const [first] = await writer.append({ drafts: [draft({ refs: ['client:nightly-report'] })] });
    decision = first?.id ?? '';
    await ledger.store.db
      .insertInto('grants')
      .values({ grant_id: 'g-1', issuer: ISSUER, client_id: 'nightly-report', scopes: ['orders:read'], decision })
      .execute();
    await writer.append({
      drafts: [
        draft({
          kind: 'token.issued',
          after: [decision],
          refs: ['client:nightly-report', 'grant:g-1', `token:${fingerprint}`],
        }),
      ],
      births: [
        {
          fingerprint,
          jtiFingerprint: fingerprinter.ofJti(ISSUER, 'jti-1'),
          type: 'access_token',
          grantId: 'g-1',
          issuer: ISSUER,
          clientId: 'nightly-report',
          subject: null,
          scopes: ['orders:read'],
          audience: 'https://orders.acme.example',
          expiresAt: Math.floor(Date.now() / 1000) + 300,
          decision,
        },
      ],
    });
    const request = changed(made.request, { redirectUri: 'evil \u001b[2J\u202e' });
    await writer.append({ drafts: [draft({ body: { ...made, request } })] });
    await writer.append({
      drafts: [
        draft({
          body: {
            request: changed(made.request, { clientId: 'evil\u001b[2J' }),
            facts: made.facts,
            decision: changed(made.decision, { outcome: 'refuse', mode: 'enforce', scopes: [] }),
          },
        }),
      ],
    });
    await ledger.sequencer().settled();
    await writer.close();
  });
  after(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ambit(args: string[], stdin = '', env: Record<string, string> = { DATABASE_URL: ledger.place.url }) {
    const said = { stdout: '', stderr: '' };
    const output = (name: 'stdout' | 'stderr') => ({
      write: (text: string) => {
        said[name] += text;
      },
      isTTY: false,
      columns: null,
    });
    const exitCode = await runCommandLine(args, {
      stdout: output('stdout'),
      stderr: output('stderr'),
      stdin: Readable.from([Buffer.from(stdin)]),
      env,
      cwd: folder,
      signal: new AbortController().signal,
      handleSignals: () => undefined,
    });
    return { exitCode, ...said };
  }

  test('verify says that the ledger holds, and how much it read', async () => {
    const { exitCode, stdout, stderr } = await ambit(['ledger', 'verify']);
    assert.equal(stderr, '');
    assert.match(stdout, /^Unwitnessed: .*\nThe ledger holds: 6 entries of 2 writers, 0 blobs/);
    assert.equal(exitCode, 0);
  });

  test('verify takes its key as text or file, and a checkpoint that was kept', async () => {
    const file = join(folder, 'kept.checkpoint');
    writeFileSync(file, (await latestCheckpoint(ledger.store)) ?? '');
    const key = formatVerifierKey(ledger.logSigner.key);
    const { exitCode, stdout } = await ambit(['ledger', 'verify', '--key', key, '--trusted', file, '--format', 'json']);
    const report = JSON.parse(stdout);
    assert.deepEqual([exitCode, report.holds, report.keys], [0, true, [key]]);
  });

  test('replay says that the records hold; what somebody changed is shown, and mended only where that is asked for', async () => {
    const held = await ambit(['ledger', 'replay']);
    assert.deepEqual([held.exitCode, held.stderr], [0, '']);
    assert.match(
      held.stdout,
      /^The records hold: 6 entries read again, and nothing differs\.\n {2}record_references {2}\d+ rows\n/,
    );
    await ledger.store.pool.query("update record_activity set count = count + 1 where what = 'issued'");
    const differing = await ambit(['ledger', 'replay']);
    assert.equal(differing.exitCode, 1);
    assert.match(differing.stdout, /^The records are not what the ledger gives: /);
    assert.match(
      differing.stdout,
      /record_activity .* 1 was missing or other; 1 stood there that the ledger doesn't give\n {4}- \{.*"count":1\}\n {4}\+ \{.*"count":2\}\n/,
    );
    assert.match(differing.stdout, /ambit ledger replay --mend\n$/);
    const mended = await ambit(['ledger', 'replay', '--mend', '--format', 'json']);
    const report = JSON.parse(mended.stdout);
    assert.deepEqual([mended.exitCode, report.holds, report.mended], [0, false, true]);
    assert.equal((await ambit(['ledger', 'replay'])).exitCode, 0);
  });

  test('verify holds the ledger against the checkpoint that the sequencer kept beside the key', async () => {
    const { checkpoint } = dataDirectoryAt(join(folder, '.ambit'));
    const { key } = ledger.logSigner;
    const later = formatCheckpoint({ origin: key.name, size: 100, root: new Uint8Array(32) });
    writeFileSync(checkpoint, signNote(later, ledger.logSigner));
    const { exitCode, stdout } = await ambit(['ledger', 'verify']);
    rmSync(checkpoint);
    assert.equal(exitCode, 1);
    assert.match(stdout, /it was cut/);
  });

  test('verify says where a byte was changed, and ends with 1', async () => {
    const flip = () =>
      ledger.store.pool.query(
        'update ledger_entries set bytes = set_byte(bytes, 90, get_byte(bytes, 90) # 1) where index = 3',
      );
    await flip();
    const { exitCode, stdout } = await ambit(['ledger', 'verify']);
    await flip();
    assert.equal(exitCode, 1);
    assert.match(stdout, /^Unwitnessed: .*\nThe ledger was changed/);
    assert.match(stdout, /^ {2}entry 3: /m);
  });

  test('verify ends with 2 where it can not tell: no ledger, no key, a key that is none', async () => {
    for (const [args, env, message] of [
      [['ledger', 'verify'], {}, /There is no ledger in/],
      [['ledger', 'verify', '--data', 'elsewhere'], {}, /give one with --key/],
      [
        ['ledger', 'verify', '--key', 'nothing'],
        { DATABASE_URL: ledger.place.url },
        /neither a file nor a verifier key/,
      ],
      [['ledger', 'verify', '--key', '.ambit'], { DATABASE_URL: ledger.place.url }, /--key \.ambit is a folder/],
      [['ledger', 'verify', '--database', 'nothing'], {}, /isn't a URL of PostgreSQL/],
    ] as const) {
      const { exitCode, stdout, stderr } = await ambit([...args], '', env);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, message);
    }
  });

  test('show lists entries with what became of decisions, and lets nothing that a client sent steer the terminal', async () => {
    const { exitCode, stdout } = await ambit(['ledger', 'show']);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(exitCode, 0);
    assert.equal(lines.length, 6);
    assert.match(lines[2] ?? '', /decision\.made.*nightly-report.*permit orders:read.*outcome issued$/);
    assert.match(lines[4] ?? '', /outcome unknown$/);
    assert.match(lines[5] ?? '', /evil\\u\{1b\}\[2J.*outcome refused$/);
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
  });

  test('show finds by kind, by reference, by index and by id', async () => {
    const indexes = async (...args: string[]) =>
      JSON.parse((await ambit(['ledger', 'show', ...args, '--format', 'json'])).stdout).map(
        ({ index }: { index: number }) => index,
      );
    assert.deepEqual(await indexes('--kind', 'token.issued'), [3]);
    assert.deepEqual(await indexes('--ref', 'client:nightly-report'), [2, 3]);
    assert.deepEqual(await indexes('--limit', '2'), [4, 5]);
    const byId = JSON.parse((await ambit(['ledger', 'show', decision, '--format', 'json'])).stdout);
    assert.deepEqual([byId.index, byId.outcome], [2, 'issued']);
    assert.match((await ambit(['ledger', 'show', '0'])).stdout, /ledger\.opened/);
    assert.equal((await ambit(['ledger', 'show', '99'])).exitCode, 1);
    assert.equal((await ambit(['ledger', 'show', 'what'])).exitCode, 2);
    assert.equal((await ambit(['ledger', 'show', '--limit', '0'])).exitCode, 2);
  });

  test('token tells the life of a token by its fingerprint, its jti or itself', async () => {
    for (const [id, stdin] of [
      [fingerprint, ''],
      ['jti-1', ''],
      ['-', `${TOKEN}\n`],
    ] as const) {
      const { exitCode, stdout, stderr } = await ambit(['token', id], stdin);
      assert.deepEqual([exitCode, stderr], [0, '']);
      assert.match(stdout, /^access token of nightly-report: active$/m);
      assert.match(stdout, /expires .*\(in [45] minutes\)/);
      assert.match(stdout, /decision\.made.*outcome issued\n.*token\.issued/);
      assert.doesNotMatch(stdout, new RegExp(TOKEN));
    }
    const { timeline, status } = JSON.parse((await ambit(['token', fingerprint, '--format', 'json'])).stdout);
    assert.deepEqual([status, timeline.length], ['active', 2]);
  });

  test('token ends with 1 for one that the ledger does not know, and never repeats what it was given', async () => {
    const { exitCode, stdout, stderr } = await ambit(['token', '-'], 'some-other-token');
    assert.deepEqual([exitCode, stdout], [1, '']);
    assert.match(stderr, /knows no such token/);
    assert.doesNotMatch(stderr, /some-other-token/);
  });

  test('what fails is an answer to a script, too, beside the sentence for a person', async () => {
    const { exitCode, stdout, stderr } = await ambit(['token', 'unheard-of', '--format', 'json']);
    const { error } = JSON.parse(stdout);
    assert.deepEqual([exitCode, error.code, stderr], [1, 'command_failed', `ambit: ${error.message}\n`]);
    const elsewhere = await ambit(['ledger', 'verify', '--database', 'nothing', '--format', 'json']);
    assert.equal(JSON.parse(elsewhere.stdout).error.code, 'database_url_invalid');
  });

  test('help shows no default that is none', async () => {
    for (const command of [['ledger', 'verify'], ['explain']])
      assert.doesNotMatch((await ambit([...command, '--help'])).stdout, /default: \[\]/);
  });
});
