import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  symlinkSync,
  truncateSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ScanRunError } from './scan-run-error.ts';
import { manifest, TestFolder } from './testing/repository.ts';
import { asked, scanFolder } from './testing/scan-folder.ts';

const TIMEOUT = { timeout: 60_000 };
const FILE = { 'appsscript.json': manifest('a') };
const FOUND = ['appsscript.json: a'];

/** A repository whose configuration has whatever git runs leave a file behind. */
function booby(folder: TestFolder): string {
  const marker = join(folder.path, '..', `ran-${folder.path.slice(-6)}`);
  const script = join(folder.path, 'trap.sh');
  folder.write({ 'trap.sh': `#!/bin/sh\necho "$0 $*" >>'${marker}'\ncat\n` });
  chmodSync(script, 0o755);
  const hooks = ['post-index-change', 'post-checkout', 'fsmonitor-watchman', 'pre-auto-gc', 'reference-transaction'];
  for (const hook of hooks) symlinkSync(script, join(folder.path, '.git/hooks', hook));
  appendFileSync(
    join(folder.path, '.git/config'),
    `[core]
  fsmonitor = ${script}
  hooksPath = ${join(folder.path, '.git/hooks')}
  pager = ${script}
  editor = ${script}
  sshCommand = ${script}
  gitProxy = ${script}
  alternateRefsCommand = ${script}
  askPass = ${script}
[pager]
  diff = true
  ls-files = true
[diff]
  external = ${script}
[diff "trap"]
  command = ${script}
  textconv = ${script}
[filter "trap"]
  clean = ${script}
  smudge = ${script}
  process = ${script}
  required = true
[filter "Trap.Two"]
  clean = ${script}
[alias]
  ls-files = !${script}
  diff = !${script}
[credential]
  helper = !${script}
[remote "origin"]
  url = ext::${script}
  promisor = true
  partialclonefilter = blob:none
  uploadpack = ${script}
[protocol "ext"]
  allow = always
[extensions]
  partialClone = origin
[submodule]
  recurse = true
`,
  );
  folder.write({ '.gitattributes': '* diff=trap filter=trap\n*.two filter=Trap.Two\n' });
  return marker;
}

describe('nothing of a scanned repository is run', TIMEOUT, () => {
  for (const options of [{}, { untracked: true }, { changedSince: 'HEAD' }, { changedSince: 'first', untracked: true }])
    test(`with ${JSON.stringify(options)}`, async () => {
      using folder = new TestFolder().write({ ...FILE, 'b.two': 'b', 'c.txt': 'c' }).commit();
      folder.git('tag', 'first');
      folder.write({ 'appsscript.json': manifest('a', 'b') });
      folder.git('commit', '-q', '-a', '-m', 'Another');
      const marker = booby(folder);
      // As if changed, so that git would have to compare what they hold.
      for (const name of ['appsscript.json', 'b.two', 'c.txt']) utimesSync(join(folder.path, name), 1, 1);
      const scan = await scanFolder(folder.path, options);
      assert.deepEqual(
        asked(scan),
        'changedSince' in options && options.changedSince === 'HEAD' ? [] : [...FOUND, 'appsscript.json: b'],
      );
      assert.ok(!existsSync(marker));
    });

  test('the traps are ones', () => {
    using folder = new TestFolder().write(FILE).commit();
    const marker = booby(folder);
    utimesSync(join(folder.path, 'appsscript.json'), 1, 1);
    spawnSync('git', ['-C', folder.path, 'diff']);
    assert.ok(existsSync(marker));
    spawnSync('rm', [marker]);
  });

  test('a filter whose name no option can turn off is refused', async () => {
    using folder = new TestFolder().write(FILE).commit();
    appendFileSync(join(folder.path, '.git/config'), '[filter "a=b"]\n  clean = false\n');
    await assert.rejects(
      scanFolder(folder.path, { changedSince: 'HEAD' }),
      (error) =>
        error instanceof ScanRunError && error.code === 'git_refused' && /without --changed-since/.test(error.message),
    );
    assert.deepEqual(asked(await scanFolder(folder.path)), FOUND);
  });

  test('a program called git in the folder is not git', async () => {
    using folder = new TestFolder().write(FILE).commit();
    const marker = join(folder.path, 'ran');
    folder.write({ git: `#!/bin/sh\ntouch '${marker}'\n` });
    chmodSync(join(folder.path, 'git'), 0o755);
    const { PATH = '' } = process.env;
    process.env['PATH'] = `.::${PATH}`;
    try {
      assert.deepEqual(asked(await scanFolder(folder.path)), FOUND);
    } finally {
      process.env['PATH'] = PATH;
    }
    assert.ok(!existsSync(marker));
  });
});

describe('a repository reaches no further than itself', TIMEOUT, () => {
  test('by a work tree that it says is elsewhere', async () => {
    using folder = new TestFolder().write({
      'in/evil/appsscript.json': manifest('a'),
      'in/secret/appsscript.json': manifest('secret'),
    });
    const evil = join(folder.path, 'in/evil');
    spawnSync('git', ['-C', evil, 'init', '-q']);
    spawnSync('git', ['-C', evil, 'config', 'core.worktree', join(folder.path, 'in')]);
    spawnSync('git', ['-C', evil, 'add', '-A']);
    const scan = await scanFolder(evil);
    assert.deepEqual(asked(scan), FOUND);
    assert.match(scan.notes.join(), /says that its files are elsewhere/);
  });

  test('by a .git file that leads elsewhere, to nothing, or is no file of git', async () => {
    using other = new TestFolder()
      .write({ 'appsscript.json': manifest('other'), 'only/appsscript.json': manifest('other') })
      .commit();
    for (const content of [
      `gitdir: ${other.path}/.git\n`,
      'gitdir: nowhere\n',
      'no file of git\n',
      'gitdir: \0\n',
      '',
    ]) {
      using folder = new TestFolder().write({ ...FILE, '.git': content });
      const scan = await scanFolder(folder.path);
      assert.deepEqual(asked(scan), FOUND, content);
    }
  });

  test('by a folder that became a link', async () => {
    using outside = new TestFolder().write({ 'appsscript.json': manifest('secret') });
    using folder = new TestFolder().write({ ...FILE, 'in/appsscript.json': manifest('inside') }).commit();
    renameSync(join(folder.path, 'in'), join(folder.path, 'was'));
    symlinkSync(outside.path, join(folder.path, 'in'));
    assert.deepEqual(asked(await scanFolder(folder.path)), FOUND);
  });
});

describe('what stands in a file’s place', TIMEOUT, () => {
  test('links to files, to folders and to themselves are not followed', async () => {
    using folder = new TestFolder().write(FILE);
    for (const [target, name] of [
      ['.', 'loop'],
      ['appsscript.json', 'two-appsscript.json'],
      ['self', 'self'],
      ['/', 'all'],
    ] as const)
      symlinkSync(target, join(folder.path, name));
    mkdirSync(join(folder.path, 'in'));
    symlinkSync('..', join(folder.path, 'in/up'));
    assert.deepEqual(await both(folder), [FOUND, FOUND]);
  });

  test('a pipe is not waited for, and a folder of a file’s name is a folder', async () => {
    using folder = new TestFolder()
      .write({ ...FILE, 'x.json/appsscript.json': manifest('b'), 'two/appsscript.json': '' })
      .commit();
    spawnSync('rm', [join(folder.path, 'two/appsscript.json')]);
    spawnSync('mkfifo', [join(folder.path, 'two/appsscript.json'), join(folder.path, 'pipe-appsscript.json')]);
    assert.deepEqual(asked(await scanFolder(folder.path)), [...FOUND, 'x.json/appsscript.json: b']);
  });

  test('a file of a gigabyte costs a note, where somebody would have read it', async () => {
    using folder = new TestFolder().write(FILE);
    for (const name of ['huge-appsscript.json', 'huge.bin']) {
      openSync(join(folder.path, name), 'w');
      truncateSync(join(folder.path, name), 2 ** 30);
    }
    const scan = await scanFolder(folder.path);
    assert.deepEqual(asked(scan), FOUND);
    assert.deepEqual(scan.skipped, [
      { file: 'huge-appsscript.json', reason: 'it is larger (1 GiB) than the 5 MiB that are read: --max-file-size' },
    ]);
  });

  test('a tracked file that is gone costs a note', async () => {
    using folder = new TestFolder().write({ ...FILE, 'two/appsscript.json': manifest('b') }).commit();
    spawnSync('rm', [join(folder.path, 'two/appsscript.json')]);
    const scan = await scanFolder(folder.path);
    assert.deepEqual(
      [asked(scan), scan.skipped],
      [FOUND, [{ file: 'two/appsscript.json', reason: 'it is not there any more' }]],
    );
  });
});

test('names are whatever bytes they are', TIMEOUT, async () => {
  using folder = new TestFolder();
  const names = [
    'new\nline',
    'ansi\u001b[31mred',
    'quo"te\'',
    'sp ace',
    '-rf',
    '::error::x',
    'tab\t',
    '*',
    'ünï',
    'back\\slash',
  ];
  folder.write(Object.fromEntries(names.map((name) => [`${name}/appsscript.json`, manifest('a')])));
  const expected = names.map((name) => `${name}/appsscript.json: a`).sort();
  const [walked, tracked] = await both(folder);
  assert.deepEqual([[...walked].sort(), [...tracked].sort()], [expected, expected]);
});

test('names that are no UTF-8 are read', TIMEOUT, async (context) => {
  using folder = new TestFolder();
  const script = `printf '%s' '${manifest('a')}' >"$(printf 'x\\377-appsscript.json')" && mkdir "$(printf '\\376')" && cp ./*appsscript.json "$(printf '\\376/x\\376-appsscript.json')"`;
  if (spawnSync('sh', ['-c', script], { cwd: folder.path }).status !== 0)
    return context.skip('this file system wants UTF-8');
  const expected = ['\\xfe/x\\xfe-appsscript.json: a', 'x\\xff-appsscript.json: a'];
  assert.deepEqual(await both(folder), [expected, expected]);
});

test('folders in folders beyond what a path can say cost a note', TIMEOUT, async () => {
  using folder = new TestFolder().write(FILE);
  spawnSync('sh', ['-c', 'for i in $(seq 1 60); do mkdir "$1" && cd "$1" || exit; done', 'sh', 'd'.repeat(100)], {
    cwd: folder.path,
  });
  const scan = await scanFolder(folder.path);
  assert.deepEqual(asked(scan), FOUND);
  assert.equal(scan.skipped.length, 1);
  assert.match(scan.skipped[0]?.reason ?? '', /too long/);
});

/** What is found outside of Git, then in it. */
async function both(folder: TestFolder): Promise<[string[], string[]]> {
  const walked = asked(await scanFolder(folder.path));
  folder.commit();
  return [walked, asked(await scanFolder(folder.path))];
}
