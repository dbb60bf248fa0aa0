import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  fetchRef,
  PolicyFolderError,
  type PolicyFolderErrorCode,
  readCommit,
  readPolicyRevision,
  readRepositoryPolicy,
} from './index.ts';

let root = '';
/** Where people push to, and the clone that Ambit has. */
let [origin, bare] = ['', ''];
const never = new AbortController().signal;

function git(cwd: string, ...args: string[]): string {
  const author = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...author, ...args], { cwd, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

function commit(environment: string): string {
  writeFileSync(join(origin, 'company/ambit/policy.yaml'), `environment: ${environment}\n`);
  git(origin, 'add', '.');
  git(origin, 'commit', '-q', '-m', environment);
  return git(origin, 'rev-parse', 'HEAD');
}

const withCode =
  (code: PolicyFolderErrorCode) =>
  (error: unknown): boolean =>
    error instanceof PolicyFolderError && error.code === code;

before(() => {
  root = mkdtempSync(join(tmpdir(), 'ambit-repository-'));
  [origin, bare] = [join(root, 'origin'), join(root, 'bare.git')];
  mkdirSync(join(origin, 'company/ambit'), { recursive: true });
  git(origin, 'init', '-q', '-b', 'main');
  commit('first');
  git(root, 'clone', '-q', '--bare', origin, bare);
});
after(() => rmSync(root, { recursive: true }));

describe('a policy in a repository', () => {
  const at = (folder: string, repository = bare) => ({ repository, folder });

  test('is read without a check-out, as the check-out would be', () => {
    const { commit: hash, files } = readRepositoryPolicy(at('company/ambit'), 'main');
    assert.deepEqual(files, [{ path: 'main:company/ambit/policy.yaml', text: 'environment: first\n' }]);
    assert.deepEqual({ commit: hash, files }, readPolicyRevision(join(origin, 'company/ambit'), 'main', origin));
    const whole = readRepositoryPolicy(at(''), 'main').files;
    assert.deepEqual(
      whole.map(({ path }) => path),
      ['main:company/ambit/policy.yaml'],
    );
    assert.deepEqual(readRepositoryPolicy(at('company/ambit', join(origin, 'company')), 'main').files, files);
  });

  test('is refused in a word where it isn’t there', () => {
    assert.throws(() => readRepositoryPolicy(at('company/ambit'), 'nowhere'), withCode('revision_unknown'));
    assert.throws(() => readRepositoryPolicy(at('company/ambit'), '--all'), withCode('revision_refused'));
    assert.throws(() => readRepositoryPolicy(at('company/other'), 'main'), withCode('revision_without_policy'));
    assert.throws(() => readRepositoryPolicy(at('', join(root, 'no')), 'main'), withCode('folder_unreadable'));
    assert.throws(() => readRepositoryPolicy(at('', root), 'main'), withCode('git_unavailable'));
  });

  test('is fetched into a ref of Ambit’s own, also where the remote was rewound', async () => {
    const [one, two] = [git(origin, 'rev-parse', 'HEAD'), commit('second')];
    const fetched = { repository: bare, remote: 'origin', ref: 'main' };
    writeFileSync(join(bare, 'hooks/reference-transaction'), '#!/bin/sh\ntouch "$GIT_DIR/ran"\n', { mode: 0o755 });
    const own = await fetchRef(fetched, never);
    assert.ok(!existsSync(join(bare, 'ran')), 'no hook of the clone is run');
    assert.equal(own, 'refs/ambit/main');
    assert.deepEqual([readCommit(bare, own), readCommit(bare, 'main')], [two, one]);
    git(origin, 'reset', '-q', '--hard', one);
    assert.equal(readCommit(bare, await fetchRef(fetched, never)), one);
    await assert.rejects(fetchRef({ ...fetched, ref: 'nowhere' }, never), withCode('fetch_failed'));
    await assert.rejects(fetchRef({ ...fetched, remote: 'elsewhere' }, never), withCode('fetch_failed'));
  });
});
