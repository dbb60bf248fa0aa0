import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { listFiles } from './list-files.ts';
import { ScanRunError, type ScanRunErrorCode } from './scan-run-error.ts';
import { TestFolder } from './testing/repository.ts';

const isRoot = process.getuid?.() === 0;

/** What is asked for, with absolute paths cut to what is behind the folder. */
async function listed(
  folder: TestFolder,
  options: Partial<Parameters<typeof listFiles>[0]> = {},
): Promise<readonly string[]> {
  const { roots } = await listFiles({
    cwd: folder.path,
    paths: ['.'],
    untracked: false,
    changedSince: null,
    ...options,
  });
  return roots
    .flatMap(({ folder: root, files, asked }) => asked.map((index) => join(root, files[index]?.path ?? '')))
    .map((path) => path.slice(folder.path.length + 1))
    .sort();
}

const refusal = (code: ScanRunErrorCode, message: RegExp) => (error: unknown) =>
  error instanceof ScanRunError && error.code === code && message.test(error.message);

describe('in a Git work tree', () => {
  test('tracked files are read, and nothing else', async () => {
    using folder = new TestFolder().write({ 'a.json': '', 'in/b.json': '', '.gitignore': 'ignored\n' }).commit();
    folder.write({ 'untracked.json': '', ignored: '', 'in/ignored': '' });
    assert.deepEqual(await listed(folder), ['.gitignore', 'a.json', 'in/b.json']);
    assert.deepEqual(await listed(folder, { paths: ['in'] }), ['in/b.json']);
    assert.deepEqual(await listed(folder, { paths: ['in', '.', 'in'] }), ['.gitignore', 'a.json', 'in/b.json']);
  });

  test('--untracked adds what is not ignored', async () => {
    using folder = new TestFolder().write({ 'a.json': '', '.gitignore': 'ignored\n' }).commit();
    folder.write({ 'untracked.json': '', ignored: '' });
    assert.deepEqual(await listed(folder, { untracked: true }), ['.gitignore', 'a.json', 'untracked.json']);
  });

  test('a file that is named is read, tracked or ignored or neither', async () => {
    using folder = new TestFolder().write({ 'a.json': '', '.gitignore': 'ignored\n' }).commit();
    folder.write({ 'untracked.json': '', ignored: '' });
    assert.deepEqual(await listed(folder, { paths: ['ignored', 'untracked.json'] }), ['ignored', 'untracked.json']);
  });

  test('of a folder without a tracked file all is read that no .gitignore leaves out', async () => {
    using folder = new TestFolder().write({ 'a.json': '', '.gitignore': 'build\n*.log\n' }).commit();
    folder.write({ 'build/a.json': '', 'build/b.log': '', 'new/a.json': '', 'new/b.log': '' });
    assert.deepEqual(await listed(folder, { paths: ['new'] }), ['new/a.json']);
    // It leaves out the very folder that was named, so that it is not asked.
    assert.deepEqual(await listed(folder, { paths: ['build'] }), ['build/a.json', 'build/b.log']);
  });

  test('what a sparse check-out leaves out, a link and a repository inside are no files of it', async () => {
    using folder = new TestFolder().write({ 'a.json': '', 'away/b.json': '', 'inner/c.json': '' });
    using inner = new TestFolder().write({ 'c.json': '' }).commit();
    rmSync(join(folder.path, 'inner'), { recursive: true });
    symlinkSync('a.json', join(folder.path, 'link.json'));
    folder.git('init', '-q', '-b', 'main');
    folder.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'inner');
    folder.commit();
    folder.git('update-index', '--skip-worktree', 'away/b.json');
    assert.deepEqual(await listed(folder), ['.gitmodules', 'a.json']);
    assert.deepEqual(await listed(folder, { paths: ['inner'] }), ['inner/c.json']);
  });

  test('a work tree of another repository is read by its own index', async () => {
    using folder = new TestFolder().write({ 'a.json': '' }).commit();
    using elsewhere = new TestFolder();
    const tree = join(elsewhere.path, 'tree');
    folder.git('worktree', 'add', '-q', tree);
    elsewhere.write({ 'tree/untracked.json': '' });
    assert.deepEqual(await listed(elsewhere, { paths: ['tree'] }), ['tree/a.json']);
  });

  test('a repository of another user is refused, with the way out', {
    skip: isRoot ? false : 'needs root',
  }, async () => {
    using folder = new TestFolder().write({ 'a.json': '' }).commit();
    chownSync(folder.path, 12345, 12345);
    chownSync(join(folder.path, '.git'), 12345, 12345);
    await assert.rejects(listed(folder), refusal('git_refused', /git config --global --add safe\.directory \/\S+$/));
  });

  test('what is at the top is found from below, and paths are from the top', async () => {
    using folder = new TestFolder().write({ 'a.json': '', 'in/b.json': '' }).commit();
    const { top, roots } = await listFiles({
      ...{ cwd: join(folder.path, 'in'), paths: ['.'], untracked: false, changedSince: null },
    });
    assert.equal(top, folder.path);
    assert.deepEqual(
      roots.map(({ files, asked }) => [files.map(({ path }) => path), asked]),
      [[['a.json', 'in/b.json'], [1]]],
    );
  });
});

describe('outside of Git', () => {
  test('.gitignore files count as Git has them count', async () => {
    using folder = new TestFolder().write({
      '.gitignore': '*.log\n/out\n!kept.log\n',
      'a.json': '',
      'a.log': '',
      'kept.log': '',
      'out/b.json': '',
      'in/out/c.json': '',
      'in/.gitignore': '!a.log\nc.*\n',
      'in/a.log': '',
      'in/b.log': '',
      '.github/d.yaml': '',
    });
    assert.deepEqual(await listed(folder), [
      '.github/d.yaml',
      '.gitignore',
      'a.json',
      'in/.gitignore',
      'in/a.log',
      'kept.log',
    ]);
  });

  test('others’ code is left out, and said, unless it is named', async () => {
    using folder = new TestFolder().write({
      'a.json': '',
      'node_modules/b/c.json': '',
      'node_modules/b/node_modules/d.json': '',
    });
    const { skipped } = await listFiles({ cwd: folder.path, paths: ['.'], untracked: false, changedSince: null });
    assert.deepEqual(
      skipped.map(({ file }) => file),
      [join(folder.path, 'node_modules')],
    );
    assert.deepEqual(await listed(folder), ['a.json']);
    assert.deepEqual(await listed(folder, { paths: ['node_modules'] }), [
      'node_modules/b/c.json',
      'node_modules/b/node_modules/d.json',
    ]);
  });

  test('several folders, and one in another, are each file once', async () => {
    using folder = new TestFolder().write({ 'one/a.json': '', 'two/b.json': '', 'two/in/c.json': '' });
    const all = ['one/a.json', 'two/b.json', 'two/in/c.json'];
    assert.deepEqual(await listed(folder, { paths: ['one', 'two', 'two/in', join(folder.path, 'one')] }), all);
    assert.deepEqual(await listed(folder, { cwd: join(folder.path, 'two'), paths: ['.', '..'] }), all);
  });

  test('a pattern that would take for ever is passed over', { timeout: 20_000 }, async () => {
    const stars = `${'*a'.repeat(30)}b`;
    using folder = new TestFolder().write({
      '.gitignore': `${stars}\n${'**/a/'.repeat(20)}b\nleft\n`,
      left: '',
      ['a'.repeat(200)]: '',
    });
    assert.deepEqual(await listed(folder), ['.gitignore', 'a'.repeat(200)]);
  });

  test('a folder that may not be read is said', { skip: isRoot ? 'root reads everything' : false }, async () => {
    using folder = new TestFolder().write({ 'shut/a.json': '', 'b.json': '' });
    chmodSync(join(folder.path, 'shut'), 0);
    const { skipped } = await listFiles({ cwd: folder.path, paths: ['.'], untracked: false, changedSince: null });
    assert.deepEqual(skipped, [{ file: join(folder.path, 'shut'), reason: 'this user may not read it' }]);
    chmodSync(join(folder.path, 'shut'), 0o700);
  });
});

describe('what changed since a revision', () => {
  const changed = (): TestFolder => {
    const folder = new TestFolder()
      .write({ 'same.json': 'a', 'modified.json': 'a', 'gone.json': 'a', 'old.json': 'x\ny\nz' })
      .commit();
    folder.git('switch', '-q', '-c', 'branch');
    folder.git('mv', 'old.json', 'renamed.json');
    folder.git('rm', '-q', 'gone.json');
    folder.write({ 'committed.json': 'a' });
    folder.git('add', '-A');
    folder.git('commit', '-q', '-m', 'On the branch');
    folder.write({ 'modified.json': 'b', 'staged.json': 'a', 'untracked.json': 'a' });
    folder.git('add', 'staged.json');
    return folder;
  };

  test('is what the work tree has added, modified and renamed since the branch left', async () => {
    using folder = changed();
    const files = ['committed.json', 'modified.json', 'renamed.json', 'staged.json'];
    assert.deepEqual(await listed(folder, { changedSince: 'main' }), files);
    assert.deepEqual(await listed(folder, { changedSince: 'main', untracked: true }), [...files, 'untracked.json']);
    assert.deepEqual(await listed(folder, { changedSince: 'main', paths: ['same.json', 'modified.json'] }), [
      'modified.json',
    ]);
    assert.deepEqual(await listed(folder, { changedSince: 'HEAD' }), ['modified.json', 'staged.json']);
  });

  test('does not count what only the other branch changed', async () => {
    using folder = changed();
    folder.git('stash', '-q');
    folder.git('switch', '-q', 'main');
    folder.write({ 'same.json': 'changed on main' });
    folder.git('commit', '-q', '-a', '-m', 'On main');
    folder.git('switch', '-q', 'branch');
    assert.deepEqual(await listed(folder, { changedSince: 'main' }), ['committed.json', 'renamed.json']);
  });

  test('keeps all files for constants, and asks for the changed ones', async () => {
    using folder = changed();
    const { roots } = await listFiles({ cwd: folder.path, paths: ['.'], untracked: false, changedSince: 'main' });
    assert.ok(roots[0]?.files.some(({ path }) => path === 'same.json'));
  });

  for (const revision of ['nowhere', '--output=taken', 'main..HEAD', 'main\nHEAD', '', '-p', '$(touch taken)'])
    test(`${JSON.stringify(revision)} is refused in one sentence`, async () => {
      using folder = changed();
      const code = /^[a-z$]/.test(revision) && !/\.\.|\n/.test(revision) ? 'revision_unknown' : 'revision_refused';
      await assert.rejects(listed(folder, { changedSince: revision }), refusal(code, /^[^\n]+$/));
    });

  test('needs a repository, and a common history', async () => {
    using outside = new TestFolder().write({ 'a.json': '' });
    await assert.rejects(listed(outside, { changedSince: 'main' }), refusal('git_unavailable', /in no Git repository/));
    using folder = changed();
    folder.git('checkout', '-q', '--orphan', 'unrelated');
    folder.git('commit', '-q', '-m', 'Without a past');
    await assert.rejects(listed(folder, { changedSince: 'main' }), refusal('revision_unknown', /no commit in common/));
  });
});

describe('what is no file and no folder', () => {
  for (const [path, why] of [
    ['nowhere', /is not there/],
    ['a.json/in', /is not there/],
    ['loop', /link that leads to itself/],
    ['/dev/null', /neither a file nor a folder/],
    ['a\0b', /zero byte/],
    ['x'.repeat(5000), /can't be read \(ENAMETOOLONG\)/],
  ] as const)
    test(`${JSON.stringify(path.slice(0, 20))} is refused in one sentence`, async () => {
      using folder = new TestFolder().write({ 'a.json': '' });
      symlinkSync('loop', join(folder.path, 'loop'));
      await assert.rejects(listed(folder, { paths: [path] }), refusal('path_unusable', why));
    });

  test('a link that is named is followed', async () => {
    using folder = new TestFolder().write({ 'real/a.json': '' });
    mkdirSync(join(folder.path, 'links'));
    symlinkSync('../real', join(folder.path, 'links/to'));
    assert.deepEqual(await listed(folder, { paths: ['links/to'] }), ['real/a.json']);
  });
});
