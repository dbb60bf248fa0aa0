import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asking, GateRepository } from '../testing/gate-repository.ts';

const TIMEOUT = { timeout: 120_000 };
const FILE = 'apps/till/appsscript.json';
const MORE = asking('orders:read', 'orders:export');
const EXPORTS = /^error scope-not-allowed apps\/till\/\S*appsscript\.json: till asks for orders:export/;

describe('a change that makes a file unreadable fails', TIMEOUT, () => {
  const cases: readonly (readonly [what: string, content: string | Buffer, says: RegExp])[] = [
    ['malformed', `${MORE}]`, /this is not JSON/],
    ['larger than is read', `${MORE}${' '.repeat(5 * 1024 * 1024)}`, /larger \(5 MiB\) than the 5 MiB that are read/],
    ['with a zero byte in a comment', `/* \0 */${MORE}`, /it is no text/],
    ['in an encoding that isn’t UTF-8', Buffer.from(MORE.replace('Etc', '\xe9\xe8'), 'latin1'), /not UTF-8 everywhere/],
    ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n', /lfs: true/],
    [
      'with more scopes than are reported',
      asking(...Array.from({ length: 5001 }, () => 'orders:read'), 'orders:export'),
      /more than 5000 scopes/,
    ],
  ];
  for (const [what, content, says] of cases)
    test(what, async () => {
      using repository = new GateRepository().write({ [FILE]: content }).commit();
      const { exitCode, said } = await repository.said('--base', 'main');
      assert.equal(exitCode, 1);
      const [one = ''] = said.filter((line) => line.includes('file-unread'));
      assert.match(one, /^error file-unread apps\/till\/appsscript\.json: this change touches it, and nobody can tell/);
      assert.match(one, says);
      // Nobody judges a change without a base.
      const without = await repository.said();
      assert.match(without.said.join('\n'), /^warning file-unread apps\/till\/appsscript\.json: not read/m);
    });

  test('and what it doesn’t touch is a warning', async () => {
    using repository = new GateRepository({ 'old/appsscript.json': '"oauthScopes":' }).write({ a: 'b' }).commit();
    const { exitCode, said } = await repository.said('--base', 'main');
    assert.deepEqual([exitCode, said.length], [0, 1]);
    assert.match(said[0] ?? '', /^warning file-unread old/);
  });

  test('and a larger one is read where it is told so', async () => {
    using repository = new GateRepository().write({ [FILE]: `${MORE}${' '.repeat(5 * 1024 * 1024)}` }).commit();
    const { said } = await repository.said('--base', 'main', '--max-file-size', '6MiB');
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', EXPORTS);
  });

  test('and what no program reads can be left out of the scan', async () => {
    using repository = new GateRepository().write({ 'fixtures/appsscript.json': '"oauthScopes":' }).commit();
    assert.equal((await repository.said('--base', 'main')).exitCode, 1);
    assert.deepEqual(await repository.said('--base', 'main', '--scan', 'apps'), { exitCode: 0, said: [] });
  });
});

describe('a change is read however it is written', TIMEOUT, () => {
  const cases: readonly (readonly [what: string, content: string | Buffer])[] = [
    ['UTF-16 with a mark', Buffer.from(`\ufeff${MORE}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(MORE, 'utf16le')],
    ['UTF-16 without a mark, the other way round', Buffer.from(MORE, 'utf16le').swap16()],
    [
      'letters by their numbers',
      MORE.replace('oauthScopes', '\\u006fauth\\u0053copes').replace('export', '\\u0065xport'),
    ],
  ];
  for (const [what, content] of cases)
    test(what, async () => {
      using repository = new GateRepository().write({ [FILE]: content }).commit();
      const { exitCode, said } = await repository.said('--base', 'main');
      assert.deepEqual([exitCode, said.length], [1, 1]);
      assert.match(said[0] ?? '', EXPORTS);
    });
});

describe('a link that a change brings', TIMEOUT, () => {
  test('to a file of another name is read by its own', async () => {
    using repository = new GateRepository({ 'data/blob.bin': MORE })
      .link('../../data/blob.bin', 'apps/till/more-appsscript.json')
      .commit();
    const { exitCode, said } = await repository.said('--base', 'main');
    assert.equal(exitCode, 1);
    assert.match(said.join('\n'), EXPORTS);
  });

  test('whose target a later change fills is read then, and has to be readable', async () => {
    using repository = new GateRepository({ 'data/blob.bin': '{}' })
      .link('../../data/blob.bin', 'apps/till/more-appsscript.json')
      .commit();
    repository.git('branch', '-f', 'main');
    repository.write({ 'data/blob.bin': '"oauthScopes":' }).commit();
    const { exitCode, said } = await repository.said('--base', 'main');
    assert.equal(exitCode, 1);
    assert.match(said.join('\n'), /^error file-unread apps\/till\/more-appsscript\.json: this change touches it/);
  });

  test('to a folder is read as what stands behind it', async () => {
    using repository = new GateRepository({ 'other/deep/appsscript.json': MORE })
      .remove('apps/till')
      .link('../other', 'apps/till')
      .commit();
    const { exitCode, said } = await repository.said('--base', 'main', '--scan', 'apps');
    assert.equal(exitCode, 1);
    assert.match(
      said.join('\n'),
      /^error scope-not-allowed apps\/till\/deep\/appsscript\.json: till asks for orders:export/,
    );
  });

  for (const [what, target, says] of [
    ['out of the repository', '/etc/hostname', /leads out of the repository/],
    ['to nothing', 'nothing-appsscript.json', /a link to nothing-appsscript\.json, which is not here/],
    ['to what Git doesn’t track', '../../untracked', /of which Git tracks nothing/],
  ] as const)
    test(`${what} fails`, async () => {
      using repository = new GateRepository({ '.gitignore': '/untracked\n' }).write({ untracked: MORE });
      repository.link(target, 'apps/till/more-appsscript.json').commit();
      const { exitCode, said } = await repository.said('--base', 'main');
      assert.equal(exitCode, 1);
      assert.match(said.join('\n'), /^error file-unread apps\/till\/more-appsscript\.json: this change touches it/);
      assert.match(said.join('\n'), says);
      assert.deepEqual(await repository.said(), { exitCode: 0, said: [] });
    });
});

test('a submodule that a change brings fails until its files are scanned, too', TIMEOUT, async () => {
  using other = new GateRepository();
  other.write({ 'appsscript.json': MORE }).commit();
  using repository = new GateRepository();
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.path, 'sub');
  repository.commit();
  const { exitCode, said } = await repository.said('--base', 'main');
  assert.equal(exitCode, 1);
  assert.match(
    said.join('\n'),
    /^error file-unread sub: this change touches it, and nobody can tell what it asks for: it is a submodule/,
  );
  const scanned = await repository.said('--base', 'main', '--scan', '.', '--scan', 'sub', '--client', 'till');
  assert.doesNotMatch(scanned.said.join('\n'), /submodule/);
  assert.match(scanned.said.join('\n'), /scope-not-allowed sub\/appsscript\.json: till asks for orders:export/);
});

test('what a sparse check-out leaves out of a change fails', TIMEOUT, async () => {
  using repository = new GateRepository().write({ 'scripts/appsscript.json': MORE }).commit();
  repository.git('sparse-checkout', 'set', '--no-cone', '/*', '!/scripts/');
  const { exitCode, said } = await repository.said('--base', 'main');
  assert.equal(exitCode, 1);
  assert.match(said.join('\n'), /error file-unread scripts\/appsscript\.json: .*this check-out leaves it out/);
});

test('names with any letters in them are known as those of the change', TIMEOUT, async () => {
  using repository = new GateRepository().write({ 'apps/till/ü "x"\n-appsscript.json': '"oauthScopes":' }).commit();
  assert.equal((await repository.said('--base', 'main')).exitCode, 1);
});

test('a change that Git’s own attributes call binary, or hide from differences, is read', TIMEOUT, async () => {
  using repository = new GateRepository()
    .write({ '.gitattributes': '* -diff -text binary linguist-generated\n', [FILE]: MORE })
    .commit();
  const { exitCode, said } = await repository.said('--base', 'main');
  assert.equal(exitCode, 1);
  assert.match(said.join('\n'), EXPORTS);
});
