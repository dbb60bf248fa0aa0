import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import type { PolicyChange } from '../../decision/index.ts';
import { runAmbit } from '../testing/run-ambit.ts';

const ACME = resolve(import.meta.dirname, '../../../examples/acme');
const folders: string[] = [];
/** A copy of the example company that a test may change. */
let acme = '';

const ambit = (...args: string[]) => runAmbit(acme, ...args);

async function ambitJson(...args: string[]) {
  const { exitCode, out } = await ambit(...args, '--format', 'json');
  return { exitCode, json: JSON.parse(out) };
}

function edit(file: string, from: string, to: string): void {
  const path = join(acme, 'ambit', file);
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(from), `${file} should hold ${from}`);
  writeFileSync(path, text.replace(from, to));
}

function git(...args: string[]): void {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@acme.example', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...author, ...args], { cwd: acme, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

beforeEach(() => {
  acme = mkdtempSync(join(tmpdir(), 'ambit-acme-'));
  folders.push(acme);
  cpSync(ACME, acme, { recursive: true });
});
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('ambit policy test', () => {
  const TESTS = 'acme.test.yaml';

  test('says that Acme’s policy does what Acme expects, and that nothing of it is left out', async () => {
    const { exitCode, out } = await ambit('policy', 'test', '--complete');
    assert.match(
      out,
      /^The policy does what is expected: (\d+) of \1 expectations passed\.\nThey ask about 7 of 7 clients, 9 of 9 scopes, 19 of 19 allowances\.\n$/,
    );
    assert.equal(exitCode, 0);
  });

  test('fails a change of the policy that nobody expects, at the expectation', async () => {
    edit('clients.yaml', 'eligible: [orders:refund]', 'eligible: []');
    const { exitCode, out } = await ambit('policy', 'test', 'ambit');
    assert.equal(exitCode, 1);
    assert.match(out, /^ambit\/acme\.test\.yaml:\d+:5 failed: the warehouse pays money back only while elevated/);
    assert.match(out, /got orders:refund \(scope_not_allowed_for_client\)\./);
    const { json } = await ambitJson('policy', 'test');
    assert.equal(json.holds, false);
    const [failed] = json.results.filter(({ passed }: { passed: boolean }) => !passed);
    assert.deepEqual([failed.client, failed.decision.outcome], ['order-fulfilment', 'refuse']);
  });

  test('names what no expectation asks about, and fails for it where that is asked', async () => {
    edit('clients.yaml', 'standing: [openid, groups]', 'standing: [groups, offline_access, openid]');
    const { exitCode, out } = await ambit('policy', 'test');
    assert.equal(exitCode, 0);
    assert.match(out, /19 of 20 allowances\.\n {2}not asked: ambit-console may hold offline_access \(standing\)\n$/);
    assert.equal((await ambit('policy', 'test', '--complete')).exitCode, 1);
  });

  test('shows the line of an expectation that can’t be read, and what was meant', async () => {
    edit(TESTS, 'client: mobile-app', 'cleint: mobile-app');
    const { exitCode, out } = await ambit('policy', 'test');
    assert.equal(exitCode, 1);
    assert.match(
      out,
      /ambit\/acme\.test\.yaml:\d+:5 error unknown_field: cleint is no field here\n.*\n.*\^\n {2}Did you mean client\?/,
    );
  });

  test('ends with 2 without expectations, without a folder, and without a policy that compiles', async () => {
    rmSync(join(acme, 'ambit', TESTS));
    const without = await ambit('policy', 'test');
    assert.equal(without.exitCode, 2);
    assert.match(without.err, /There are no expectations in .*policy\.test\.yaml/);
    assert.equal((await ambit('policy', 'test', 'nowhere')).exitCode, 2);
    edit('clients.yaml', 'standing: [orders:read]', 'standing: [orders:raed]');
    const broken = await ambit('policy', 'test');
    assert.equal(broken.exitCode, 2);
    assert.match(broken.err, /scope_unknown[\s\S]*does not compile/);
  });
});

describe('ambit policy diff', () => {
  const BOB = ['--key', 'demo-keys/bob.key'];
  /** The folder of the policy before. */
  const keep = (): void => cpSync(join(acme, 'ambit'), join(acme, 'before'), { recursive: true });
  const diff = async () => ambit('policy', 'diff', 'before');

  test('of a policy with itself says that nothing changes, also where comments and files do', async () => {
    keep();
    edit('clients.yaml', 'clients:', '# said otherwise\nclients:');
    edit('acme.test.yaml', 'expectations:', '# said otherwise\nexpectations:');
    const { exitCode, out } = await diff();
    assert.match(out, /^Nothing changes for anybody\.\nbefore (sha256:\w+)\nafter {2}\1\n$/);
    assert.equal(exitCode, 0);
  });

  test('fails a widening without its approval, and passes it with one', async () => {
    keep();
    edit('clients.yaml', 'standing: [orders:read]', 'standing: [orders:read, orders:write]');
    const { exitCode, out } = await diff();
    assert.equal(exitCode, 1);
    assert.match(
      out,
      /\+ nightly-report may always hold orders:write, which it could not\.\n {6}reaches {3}high risk, internal data\n {6}empowers {2}POST \/orders {2}placeOrder\n/,
    );
    assert.match(
      out,
      /approval {2}missing: client:nightly-report, high; can be given by p-102 \(Bob Castellano\), p-103/,
    );
    assert.equal((await ambit('approve', 'client:nightly-report', ...BOB)).exitCode, 0);
    const approved = await diff();
    assert.equal(approved.exitCode, 0);
    assert.match(approved.out, /approval {2}proven: client:nightly-report, high, by p-102 \(Bob Castellano\) at /);
  });

  test('needs no approval for a widening by a low scope', async () => {
    keep();
    edit('clients.yaml', 'standing: [openid, groups]', 'standing: [groups, offline_access, openid]');
    const { exitCode, json } = await ambitJson('policy', 'diff', 'before');
    assert.equal(exitCode, 0);
    assert.deepEqual(
      json.changes.map(({ kind, widening, approval }: PolicyChange) => [kind, widening, approval]),
      [['client_scope_gained', true, null]],
    );
  });

  test('trusts the keys before the change alone: nobody appoints himself in it', async () => {
    keep();
    edit('policy.yaml', 'approves: null', 'approves: critical');
    edit(
      'policy.yaml',
      'approvalKeys: []',
      'approvalKeys: [carol.acme.example+9252ebfc+AbWfjVwSe+ERcwVBKaXZ9LVSfnzQ5Ziy06wQIuXLz02f]',
    );
    edit(
      'policy.yaml',
      'approvalKeys: [carol.acme.example+9252ebfc+AbWfjVwSe+ERcwVBKaXZ9LVSfnzQ5Ziy06wQIuXLz02f]\n    approves: high',
      'approvalKeys: []\n    approves: high',
    );
    const { exitCode, json } = await ambitJson('policy', 'diff', 'before');
    assert.equal(exitCode, 1);
    const power = json.changes.find(({ kind }: PolicyChange) => kind === 'person_power_changed');
    assert.deepEqual(power.approval.approvers, ['p-102']);
    assert.match(power.approval.lack, /a key, an account or a power is new/);
  });

  test('fails a risk that is called lower, by whom the risk before demands', async () => {
    keep();
    edit('scopes.yaml', 'risk: critical', 'risk: low');
    const { exitCode, out } = await diff();
    assert.equal(exitCode, 1);
    assert.match(out, /\+ The risk of orders:refund falls from critical to low; order-fulfilment may hold it\./);
    assert.match(out, /missing: scope:orders:refund, critical; can be given by p-102 \(Bob Castellano\)\n/);
  });

  test('does not fail what narrows, and says what has to be approved again', async () => {
    keep();
    edit('clients.yaml', 'eligible: [orders:refund]', 'eligible: []');
    const { exitCode, out } = await diff();
    assert.equal(exitCode, 0);
    assert.match(
      out,
      /· order-fulfilment may no longer hold orders:refund\.\n {6}concerns {2}POST \/orders\/\{orderId\}\/refund/,
    );
    assert.match(out, /does not become active before these are approved again, either: client:order-fulfilment\./);
  });

  test('reads the policy before out of Git, in a folder of the repository', async () => {
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'Before');
    edit('clients.yaml', 'expires: 2028-06-30T00:00:00Z', 'expires: 2029-06-30T00:00:00Z');
    for (const revision of ['main', 'HEAD']) {
      const { exitCode, out } = await ambit('policy', 'diff', revision);
      assert.equal(exitCode, 0, out);
      assert.match(out, /\+ nightly-report ends at 2029-06-30T00:00:00Z, later than 2028-06-30T00:00:00Z\./);
    }
    git('commit', '-q', '-a', '-m', 'After');
    assert.match((await ambit('policy', 'diff', 'HEAD~1', 'ambit')).out, /ends at 2029/);
    assert.match((await ambit('policy', 'diff', 'main')).out, /^Nothing changes for anybody/);
  });

  test('takes operations of the OpenAPI files that it is given', async () => {
    keep();
    edit('clients.yaml', 'standing: [orders:read]', 'standing: [customers:read, orders:read]');
    const { json } = await ambitJson('policy', 'diff', 'before', '--openapi', 'apis/orders.openapi.yaml');
    assert.deepEqual(json.changes[0].operations, []);
    const { json: both } = await ambitJson('policy', 'diff', 'before');
    assert.equal(both.changes[0].operations[0].operation, 'listCustomers');
  });

  test('ends with 2 where there is nothing to compare with', async () => {
    for (const base of ['nowhere', '--', 'main..HEAD', 'demo-keys'])
      assert.equal((await ambit('policy', 'diff', '--', base)).exitCode, 2, base);
    const { err } = await ambit('policy', 'diff', '--', '--upload-pack=touch');
    assert.match(err, /is neither a folder nor a plain Git revision/);
  });
});
