import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type LedgerWriter, readNewest } from '../ledger/index.ts';
import { type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { activateRevision, type PolicyFilesActivation } from './index.ts';

const POLICY = `environment: test
issuers: { https://issuer.example: { level: guarded } }
people: { p-1: {} }
`;

describe('activating what a commit holds', () => {
  let ledger: TemporaryLedger;
  let writer: LedgerWriter;
  let repository = '';

  const git = (...args: string[]): string => {
    const author = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
    const { status, stdout, stderr } = spawnSync('git', [...author, ...args], { cwd: repository, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  };
  const commit = (text: string): string => {
    writeFileSync(join(repository, 'ambit/policy.yaml'), text);
    git('add', '.');
    git('commit', '-q', '--allow-empty', '-m', 'A policy');
    return git('rev-parse', 'HEAD');
  };
  const activate = (revision: string, from: 'folder' | 'repository' = 'repository'): Promise<PolicyFilesActivation> =>
    activateRevision({
      ...{ store: ledger.store, writer, environment: 'test', active: null, operation: randomUUID(), revision },
      from: from === 'folder' ? join(repository, 'ambit') : { repository, folder: 'ambit' },
    });
  const newest = async (kind: 'policy.activated' | 'policy.refused') => {
    await ledger.sequencer().settled();
    const [found] = await readNewest(ledger.store, 1, kind);
    return found?.entry.body ?? {};
  };

  before(async () => {
    ledger = await temporaryLedger();
    writer = await ledger.writer('management');
    repository = mkdtempSync(join(tmpdir(), 'ambit-commits-'));
    mkdirSync(join(repository, 'ambit'));
    git('init', '-q', '-b', 'main');
  });
  after(async () => {
    rmSync(repository, { recursive: true });
    await writer.close();
    await ledger.close();
  });

  test('is refused by an entry that names the commit, where it does not compile', async () => {
    const broken = commit('environment: [');
    const activation = await activate('main');
    assert.deepEqual(
      [activation.outcome, activation.commit, activation.outcome === 'refused' && activation.reason],
      ['refused', broken, 'policy_invalid'],
    );
    const body = await newest('policy.refused');
    assert.deepEqual([body['reason'], body['commit'], body['revision']], ['policy_invalid', broken, 'main']);
  });

  test('is refused in words where the repository has no such revision', async () => {
    const activation = await activate('nowhere');
    assert.deepEqual([activation.outcome, activation.commit], ['refused', null]);
    assert.equal((await newest('policy.refused'))['reason'], 'revision_unknown');
  });

  test('is named by the entry that makes it active, whatever is checked out', async () => {
    const good = commit(POLICY);
    commit('environment: [');
    const activation = await activate('main~1');
    assert.deepEqual([activation.outcome, activation.commit], ['activated', good]);
    const body = await newest('policy.activated');
    assert.deepEqual([body['commit'], body['revision']], [good, 'main~1']);
    const again = await activate(good, 'folder');
    assert.deepEqual([again.outcome, again.commit], ['unchanged', good]);
  });
});
