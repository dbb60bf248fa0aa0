import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  PolicyFolderError,
  type PolicyFolderErrorCode,
  readFileAtRevision,
  readPolicyFolder,
  readPolicyRevision,
} from './index.ts';

let repository = '';
let folder = '';

before(() => {
  repository = mkdtempSync(join(tmpdir(), 'ambit-revision-'));
  folder = join(repository, 'company', 'ambit');
  mkdirSync(join(folder, 'approvals'), { recursive: true });
  git('init', '-q', '-b', 'main');
  writeFileSync(join(repository, 'other.yaml'), 'not: in the folder');
  git('add', '.');
  git('commit', '-q', '-m', 'Before there is a policy');
  git('tag', 'without');
  writeFileSync(join(folder, 'a.yaml'), 'environment: test\n# ü\n');
  writeFileSync(join(folder, 'b.yml'), '');
  writeFileSync(join(folder, 'empty line at the end.yaml'), '\n\n');
  writeFileSync(join(folder, 'README.md'), 'no policy');
  writeFileSync(join(folder, 'approvals', 'scope.a%3Ab.note'), 'note');
  symlinkSync('../../other.yaml', join(folder, 'link.yaml'));
  git('add', '.');
  git('commit', '-q', '-m', 'A policy');
  writeFileSync(join(folder, 'a.yaml'), 'environment: later\n');
  git('commit', '-q', '-a', '-m', 'Another policy');
});
after(() => rmSync(repository, { recursive: true }));

describe('a policy at a revision', () => {
  test('is the files that its check-out would have', async () => {
    const { files, commit } = readPolicyRevision(folder, 'main', folder);
    assert.match(commit, /^[0-9a-f]{40}$/);
    const read = await readPolicyFolder(folder, folder);
    const byPath = (left: { path: string }, right: { path: string }) => (left.path < right.path ? -1 : 1);
    assert.deepEqual(
      [...files].sort(byPath),
      read.map(({ path, text }) => ({ path: `main:${path}`, text })).sort(byPath),
    );
    assert.deepEqual(files.length, 4);
  });

  test('is what was committed then, whatever the folder has now', () => {
    for (const revision of ['HEAD~1', 'main^', 'main~', readPolicyRevision(folder, 'main~1').commit])
      assert.ok(
        readPolicyRevision(folder, revision, repository).files.some(
          ({ path, text }) => path === `${revision}:company/ambit/a.yaml` && text === 'environment: test\n# ü\n',
        ),
        revision,
      );
  });

  test('holds files other than the policy’s, as they were', () => {
    assert.equal(readFileAtRevision(folder, 'HEAD~1', 'a.yaml'), 'environment: test\n# ü\n');
    assert.equal(readFileAtRevision(repository, 'HEAD', 'other.yaml'), 'not: in the folder');
    for (const file of ['nothing.yaml', 'link.yaml', 'approvals', '*.yaml', '../other.yaml'])
      assert.equal(readFileAtRevision(folder, 'HEAD', file), null, file);
    assert.throws(() => readFileAtRevision(folder, '--output=x', 'a.yaml'), PolicyFolderError);
  });

  const REFUSED: readonly (readonly [string, PolicyFolderErrorCode])[] = [
    ['--output=taken', 'revision_refused'],
    ['-p', 'revision_refused'],
    ['main..HEAD', 'revision_refused'],
    ['main:company', 'revision_refused'],
    [':/A policy', 'revision_refused'],
    ['main; touch taken', 'revision_refused'],
    ['$(touch taken)', 'revision_refused'],
    ['main^{/A policy}', 'revision_refused'],
    ['main\nHEAD', 'revision_refused'],
    ['', 'revision_refused'],
    ['nowhere', 'revision_unknown'],
    ['HEAD~99', 'revision_unknown'],
    ['without', 'revision_without_policy'],
  ];
  for (const [revision, code] of REFUSED)
    test(`${JSON.stringify(revision)} is ${code}`, () => {
      assert.throws(
        () => readPolicyRevision(folder, revision),
        (error) => error instanceof PolicyFolderError && error.code === code,
      );
      assert.ok(!existsSync(join(folder, 'taken')));
    });

  test('is none where there is no repository, and none of a folder that is not there', () => {
    const outside = mkdtempSync(join(tmpdir(), 'ambit-outside-'));
    try {
      const codeOf = (code: string) => (error: unknown) => error instanceof PolicyFolderError && error.code === code;
      assert.throws(() => readPolicyRevision(outside, 'main'), codeOf('git_unavailable'));
      assert.throws(() => readPolicyRevision(join(outside, 'no'), 'main'), codeOf('folder_unreadable'));
    } finally {
      rmSync(outside, { recursive: true });
    }
  });
});

function git(...args: string[]): void {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@acme.example', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...author, ...args], { cwd: repository, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}
