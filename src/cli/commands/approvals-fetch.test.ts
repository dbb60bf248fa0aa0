import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import {
  githubUser,
  gitlabUser,
  mergeApprovals,
  mergeRequest,
  mergeVersion,
  projectApprovals,
  pullCommit,
  pullRequest,
  pullReview,
} from '../../git-host/testing/documents.ts';
import { type HostServer, hostServer } from '../../git-host/testing/host-server.ts';
import { runAmbitWith } from '../testing/run-ambit.ts';

const ENV = { GITHUB_TOKEN: 'github-token', GITLAB_TOKEN: 'gitlab-token', GITHUB_REPOSITORY: 'acme/policy' };
const PULL = '/repos/acme/policy/pulls/12';

let host: HostServer;
let folder = '';
/** The commit that the request goes to, and the newest one of the request. */
let [base, head] = ['', ''];

async function ambit(args: readonly string[], env: Readonly<Record<string, string>> = ENV) {
  const said = await runAmbitWith(env, folder, ...args);
  assert.ok(!`${said.out}${said.err}`.includes('-token'));
  return said;
}

const fetching = (...more: string[]) =>
  ambit(['approvals', 'fetch', '--request', '12', '--attestor', 'reviews', '--key', 'reviews.key', ...more]);
const notes = (): string[] =>
  existsSync(join(folder, 'ambit/approvals')) ? readdirSync(join(folder, 'ambit/approvals')) : [];

function git(...args: string[]): string {
  const author = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

function commit(from: string, to: string): string {
  const file = join(folder, 'ambit/policy.yaml');
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes(from));
  writeFileSync(file, text.replace(from, to));
  git('commit', '-q', '-a', '-m', 'A change');
  return git('rev-parse', 'HEAD');
}

function policy(attests: string, verifierKey: string, repository: number): string {
  return `environment: test
issuers: { 'https://issuer.example': { level: guarded } }
people:
  p-1: { identities: { github: 101, gitlab: 101 } }
  p-3: { approves: high, identities: { github: 103, gitlab: 103 } }
attestors:
  reviews:
    { description: 'The pipeline.', author: p-1, attests: ${attests}, api: '${host.origin}', repository: ${repository},
      key: '${verifierKey}', approves: high }
resourceServers:
  orders: { description: 'Serves the orders.', owner: p-1, audience: 'https://orders.example' }
scopes:
  orders:read: &scope
    { resourceServer: orders, description: 'Reads orders.', why: 'Orders have to be read.', owner: p-1, author: p-1,
      risk: high, sensitivity: internal, maxTtlSeconds: 60, reviewIntervalDays: 30 }
  orders:refund:
    { resourceServer: orders, description: 'Pays money back.', why: 'Refunds have to be paid.', owner: p-1, author: p-1,
      risk: high, sensitivity: internal, maxTtlSeconds: 60, reviewIntervalDays: 30 }
`.replace(' &scope', '');
}

async function setUp(attests: string, repository: number): Promise<void> {
  host = await hostServer();
  folder = mkdtempSync(join(tmpdir(), 'ambit-reviews-'));
  const made = await ambit([
    'approve',
    '--generate-key',
    'reviews.key',
    '--name',
    'reviews.example',
    '--format',
    'json',
  ]);
  mkdirSync(join(folder, 'ambit'));
  writeFileSync(join(folder, 'ambit/policy.yaml'), policy(attests, JSON.parse(made.out).verifierKey, repository));
  git('init', '-q', '-b', 'main');
  git('add', 'ambit');
  git('commit', '-q', '-m', 'A policy');
  base = git('rev-parse', 'HEAD');
  head = commit('Pays money back.', 'Pays all money back.');
}

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await host.close();
});

describe('ambit approvals fetch from GitHub', () => {
  beforeEach(() => setUp('github_review', 1296269));

  const says = (reviews: readonly object[], author = 101): void => {
    host.answers.set(PULL, pullRequest({ head: { sha: head }, base: { sha: base, repo: { id: 1296269 } } }));
    host.answers.set(`${PULL}/commits`, [
      pullCommit({ sha: head, author: githubUser(author), committer: githubUser(author) }),
    ]);
    host.answers.set(`${PULL}/reviews`, reviews);
  };

  test('takes a review of the commit that carries exactly this definition for an approval, which check proves', async () => {
    says([pullReview({ commit_id: head })]);
    const { exitCode, out } = await fetching();
    assert.equal(exitCode, 0);
    assert.match(
      out,
      /^p-3 approves scope:orders:refund by a review: ambit\/approvals\/scope\.orders%3Arefund\.p-3\.review\.note$/m,
    );
    assert.match(
      out,
      /^No approval of scope:orders:read: the request does not change it, so its reviewers were not shown it\.$/m,
    );
    assert.deepEqual(notes(), ['scope.orders%3Arefund.p-3.review.note']);
    git('worktree', 'add', '-q', 'before', base);
    const { approvals, diagnostics } = JSON.parse(
      (await ambit(['check', '--against', 'before/ambit', '--format', 'json'])).out,
    );
    assert.deepEqual(
      approvals['scope:orders:refund'].map((one: Record<string, unknown>) => [
        one['person'],
        one['proof'],
        one['time'],
      ]),
      [['p-3', 'github_review', '2026-11-24T00:30:00Z']],
    );
    assert.ok(!JSON.stringify(diagnostics).includes('orders:refund: '));
    const note = readFileSync(join(folder, 'ambit/approvals', notes()[0] ?? ''), 'utf8');
    assert.match(note, new RegExp(`\\naccount 103\\nauthors 101\\ncommit ${head}\\nseen 2`));
  });

  test('takes none of an older commit that carried something else, and one that carried the same', async () => {
    const newer = commit('Orders have to be read.', 'Orders have to be read daily.');
    const older = head;
    head = newer;
    says([pullReview({ commit_id: older })]);
    host.answers.set(
      PULL,
      pullRequest({ commits: 2, head: { sha: head }, base: { sha: base, repo: { id: 1296269 } } }),
    );
    host.answers.set(`${PULL}/commits`, [pullCommit({ sha: older }), pullCommit({ sha: newer })]);
    const { exitCode, out } = await fetching();
    assert.equal(exitCode, 0);
    assert.match(
      out,
      new RegExp(
        `No approval of scope:orders:read by p-3: the commit ${older.slice(0, 12)} that was reviewed does not carry it`,
      ),
    );
    assert.deepEqual(notes(), ['scope.orders%3Arefund.p-3.review.note']);
  });

  for (const [what, review, author, why] of [
    [
      'somebody whom the policy does not know',
      { user: githubUser(999) },
      101,
      /the account 999 is nobody's in the policy/,
    ],
    ['who wrote a part of it', {}, 103, /p-3 wrote a part of what was reviewed/],
    ['somebody who may not approve', { user: githubUser(101) }, 101, /p-1 wrote it and can't approve it/],
  ] as const)
    test(`takes none by ${what}`, async () => {
      says([pullReview({ commit_id: head, ...review })], author);
      const { exitCode, out } = await fetching();
      assert.equal(exitCode, 1);
      assert.match(out, why);
      assert.deepEqual(notes(), []);
    });

  test('proves by the policy from which the request started, so that nobody maps an account in the change itself', async () => {
    head = commit('github: 103', 'github: 104');
    says([pullReview({ commit_id: head, user: githubUser(104) })]);
    const { exitCode, out } = await fetching();
    assert.equal(exitCode, 1);
    assert.match(out, /the account 104 is not p-3's in the active policy/);
  });

  test('says in one sentence what is missing', async () => {
    says([]);
    const none = await fetching();
    assert.equal(none.exitCode, 1);
    assert.match(none.out, /Nobody has approved the request/);
    assert.match((await fetching('--attestor', 'nobody')).err, /The policy has no attestor nobody/);
    await ambit(['approve', '--generate-key', 'other.key', '--name', 'other.example']);
    assert.match((await fetching('--key', 'other.key')).err, /is not that of the attestor reviews/);
    const args = ['approvals', 'fetch', '--request', '12', '--attestor', 'reviews', '--key', 'reviews.key'];
    assert.match((await ambit(args, {})).err, /There is no token to ask with: .*GITHUB_TOKEN/);
    assert.match((await ambit(args, { GITHUB_TOKEN: 'x' })).err, /Name the repository: --repository/);
    const { exitCode, err } = await ambit([...args, '--request', 'twelve']);
    assert.equal(exitCode, 2);
    assert.match(err, /a request has a number/);
    says([pullReview({ commit_id: 'f'.repeat(40) })]);
    assert.match((await fetching()).err, /has no revision f+/);
    host.answers.set(PULL, pullRequest({ head: { sha: 'f'.repeat(40) }, base: { sha: base, repo: { id: 1296269 } } }));
    host.answers.set(`${PULL}/commits`, [pullCommit({ sha: 'f'.repeat(40) })]);
    assert.match((await fetching()).err, /are not both in the clone: fetch them/);
  });
});

describe('ambit approvals fetch from GitLab', () => {
  beforeEach(() => setUp('gitlab_review', 15513260));

  test('takes an approval that is newer than the last push, by the project’s settings', async () => {
    const at = '/projects/15513260';
    host.answers.set(`${at}/approvals`, projectApprovals());
    host.answers.set(`${at}/merge_requests/12`, mergeRequest({ sha: head }));
    host.answers.set(`${at}/merge_requests/12/versions`, [
      mergeVersion({ head_commit_sha: head, base_commit_sha: base }),
    ]);
    host.answers.set(
      `${at}/merge_requests/12/approvals`,
      mergeApprovals([{ user: gitlabUser(103), approved_at: '2026-11-24T00:30:00.000Z' }]),
    );
    const { exitCode, out } = await fetching();
    assert.equal(exitCode, 0, out);
    const note = readFileSync(join(folder, 'ambit/approvals', notes()[0] ?? ''), 'utf8');
    assert.match(
      note,
      /\nproof gitlab_review\nrepository 15513260\nrequest 12\nreview none\naccount 103\nauthors 101\n/,
    );
    assert.equal(host.asked[0]?.headers['private-token'], 'gitlab-token');
  });
});
