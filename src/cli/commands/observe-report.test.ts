import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { decide, type Facts, type GrantRequest } from '../../decision/index.ts';
import { ISSUER, sampleClient, samplePolicy } from '../../decision/testing/sample-policy.ts';
import { putBlob } from '../../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { canonicalJson, digestOf, type Json } from '../../proof/index.ts';
import { runCommandLine } from '../run-command-line.ts';

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

describe('ambit observe report', () => {
  let ledger: TemporaryLedger;
  before(async () => {
    ledger = await temporaryLedger();
  });
  after(() => ledger.close());

  const { policy } = samplePolicy({ clients: [sampleClient('billing', { mode: 'observe' }), sampleClient('batch')] });
  const identified = { policy, digest: digestOf(json(policy)) };

  async function asks(clientId: string, scopes: readonly string[]): Promise<void> {
    const request: GrantRequest = {
      ...{ kind: 'grant', issuer: ISSUER, clientId, grantType: 'client_credentials', scopes },
      ...{ resources: [], redirectUri: null },
    };
    const facts: Facts = { time: Date.now() / 1000, priorGrant: null, token: null, feedSilentSeconds: null };
    const writer = await ledger.writer('issuer-guard-1');
    await writer.append({
      drafts: [
        draft({
          ...{
            kind: 'decision.made',
            issuer: ISSUER,
            refs: [`client:${clientId}`],
            digests: { policy: identified.digest },
          },
          body: { request: json(request), facts: json(facts), decision: json(decide(identified, request, facts)) },
        }),
      ],
    });
    await ledger.sequencer().settled();
    await writer.close();
  }

  async function ambit(...args: readonly string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    const said = { stdout: '', stderr: '' };
    const output = (name: 'stdout' | 'stderr') => ({
      write(text: string) {
        said[name] += text;
      },
      isTTY: false,
      columns: null,
    });
    const exitCode = await runCommandLine(['observe', 'report', ...args], {
      ...{ stdout: output('stdout'), stderr: output('stderr'), stdin: Readable.from([]) },
      ...{ env: { DATABASE_URL: ledger.place.url }, cwd: '/', signal: new AbortController().signal },
      handleSignals: () => undefined,
    });
    return { exitCode, ...said };
  }

  test('can’t be told before a policy is active', async () => {
    const { exitCode, stderr } = await ambit();
    assert.equal(exitCode, 2);
    assert.match(stderr, /No policy is active yet/);
  });

  test('says that nothing would be refused, and of whom it knows nothing', async () => {
    await putBlob(ledger.store, Buffer.from(canonicalJson(json(policy))));
    const writer = await ledger.writer('management');
    await writer.append({ drafts: [draft({ kind: 'policy.activated', digests: { policy: identified.digest } })] });
    await ledger.sequencer().settled();
    await writer.close();
    const { exitCode, stdout } = await ambit();
    assert.equal(exitCode, 0);
    assert.match(stdout, /No client that is only observed asked for anything in the last 31 days/);
    assert.match(stdout, /Observed and silent, so that nothing is known of it: billing\./);
  });

  test('says what would be refused, by client and reason, with examples, and ends with 1', async () => {
    await asks('billing', ['orders:read']);
    await asks('billing', ['orders:read', 'admin\u001b[2J']);
    await asks('batch', ['orders:refund']);
    const { exitCode, stdout } = await ambit('--days', '1');
    assert.equal(exitCode, 1);
    assert.match(stdout, /^1 of 2 requests in the last 1 day would end otherwise if 1 client were enforced today\./);
    assert.match(stdout, /billing at .*: 1 of 2 requests\n {7}1 × refused: scope_unknown admin/);
    assert.match(stdout, /entry \d+: client_credentials: orders:read admin/);
    assert.doesNotMatch(stdout, /batch/);
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
    const { stdout: machine } = await ambit('--format', 'json', '--client', 'billing');
    const { clients, policy: digest } = JSON.parse(machine);
    assert.deepEqual([clients.length, clients[0].affected, digest], [1, 1, identified.digest]);
    assert.equal((await ambit('--client', 'batch')).exitCode, 0);
  });

  test('takes no number of days that is none', async () => {
    const { exitCode, stderr } = await ambit('--days', '-1');
    assert.equal(exitCode, 2);
    assert.match(stderr, /whole number of days/);
  });
});
