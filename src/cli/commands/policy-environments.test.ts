import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { runAmbit } from '../testing/run-ambit.ts';

const ACME = resolve(import.meta.dirname, '../../../examples/acme');
const STAGING = `# What is otherwise where Acme tries things out.
overlay: staging
issuers:
  http://127.0.0.1:4400: null
  http://127.0.0.1:5400: { level: guarded }
clients:
  nightly-report: { maxTtlSeconds: 60 }
`;
const folders: string[] = [];
let acme = '';

const ambit = (...args: string[]) => runAmbit(acme, ...args);
const ambitJson = async (...args: string[]) => {
  const { exitCode, out } = await ambit(...args, '--format', 'json');
  return { exitCode, json: JSON.parse(out) };
};
const write = (file: string, text: string) => writeFileSync(join(acme, 'ambit', file), text);

beforeEach(() => {
  acme = mkdtempSync(join(tmpdir(), 'ambit-environments-'));
  folders.push(acme);
  for (const part of ['ambit', 'demo-keys', 'people.yaml'])
    cpSync(join(ACME, part), join(acme, part), { recursive: true });
  write('staging.yaml', STAGING);
});
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('a policy for several environments', () => {
  test('is checked for each of them, and what all have in common is said once', async () => {
    const { exitCode, out } = await ambit('check');
    assert.equal(exitCode, 1);
    assert.match(out, /^The policy holds: 9 scopes and 7 clients for production, 11 approved/m);
    assert.match(out, /of what is said above holds here, too\./);
    assert.match(out, /^The policy does not hold for staging: 11 errors in /m);
    const { json } = await ambitJson('check');
    assert.deepEqual(
      json.environments.map(({ environment, holds }: { environment: string; holds: boolean }) => [environment, holds]),
      [
        ['production', true],
        ['staging', false],
      ],
    );
    assert.notEqual(json.environments[0].digest, json.environments[1].digest);
  });

  test('is checked for the one that is named, and approved for it', async () => {
    const lacking = async (): Promise<string[]> => {
      const { json } = await ambitJson('check', '--environment', 'staging');
      return json.diagnostics
        .filter(({ code }: { code: string }) => code === 'approval_missing')
        .map(({ message }: { message: string }) => message.split(':').slice(0, 2).join(':'));
    };
    assert.equal((await lacking()).length, 11);
    const bob = ['--key', 'demo-keys/bob.key', '--environment', 'staging'];
    assert.equal((await ambit('approve', 'scope:orders:write', ...bob)).exitCode, 0);
    const rest = await lacking();
    assert.equal(rest.length, 10);
    assert.ok(!rest.some((one) => one.startsWith('scope orders:write')));
    assert.equal((await ambit('check', '--environment', 'production')).exitCode, 0, 'production keeps its own');
  });

  test('is asked what is true in one of them', async () => {
    const life = async (...args: string[]): Promise<unknown> =>
      (await ambitJson('explain', 'nightly-report', 'orders:read', ...args)).json.maxTtlSeconds;
    assert.equal(await life(), 600);
    assert.equal(await life('--environment', 'staging'), 60);
    const { json } = await ambitJson('policy', 'test', '--environment', 'staging');
    assert.deepEqual(
      json.results.filter(({ passed }: { passed: boolean }) => !passed).map(({ name }: { name: string }) => name),
      ['the nightly report reads orders without asking for anything in particular'],
    );
    const diff = await ambit('policy', 'diff', 'ambit', '--environment', 'staging');
    assert.match(diff.out, /Nothing changes for anybody/);
  });

  test('says which there are where one is asked for that there isn’t', async () => {
    const { exitCode, out } = await ambit('check', '--environment', 'stagin');
    assert.equal(exitCode, 1);
    assert.match(out, /the policy says nothing of an environment stagin\n(.*\n)*? {2}Did you mean staging\?/);
  });
});

describe('what a team allows itself', () => {
  const WAIVER = `waivers:
  newsletter:
    rule: default-scope-high
    definition: client:customer-sync
    owner: p-103
    author: p-101
    reason: The newsletter moves to its own scope in spring.
    expires: 2099-01-01T00:00:00Z
`;
  beforeEach(() => write('staging.yaml', WAIVER));

  test('is no warning while it is waived, and the waiver needs an approval', async () => {
    const before = await ambit('check');
    assert.match(before.out, /approval-missing: waiver newsletter: it lets a rule be broken/);
    assert.equal(before.exitCode, 1);
    await ambit('approve', 'waiver:newsletter', '--key', 'demo-keys/bob.key');
    const { exitCode, out } = await ambit('check');
    assert.equal(exitCode, 0);
    assert.doesNotMatch(out, /default-scope-high: customer-sync/);
    assert.match(out, /client:customer-sync may break default-scope-high until 2099-01-01T00:00:00Z \(newsletter\)/);
    const { json } = await ambitJson('check');
    assert.deepEqual(
      json.waived.map(({ waiver, rule }: { waiver: string; rule: string }) => [waiver, rule]),
      [['newsletter', 'default-scope-high']],
    );
  });

  test('can be made an error by the policy itself', async () => {
    write('staging.yaml', 'rules:\n  default-scope-high: error\n');
    const { exitCode, out } = await ambit('check');
    assert.equal(exitCode, 1);
    assert.match(out, /error default-scope-high: customer-sync gets customers:read/);
  });
});

test('a change that needs several people of a team says so', async () => {
  const team = `teams:
  t-money: { description: Looks after what pays money out., author: p-101, members: [p-102, p-103] }
approvals:
  author: p-101
  risk: { critical: { count: 2, team: t-money } }
`;
  write('staging.yaml', '');
  cpSync(join(acme, 'ambit'), join(acme, 'before'), { recursive: true });
  write('staging.yaml', team);
  const { out, exitCode } = await ambit('policy', 'diff', 'before');
  assert.equal(exitCode, 1);
  assert.match(
    out,
    /approval {2}missing: approvals:policy, critical; 2 approvals of t-money needed; can be given by p-102 \(Bob/,
  );
});
