import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { manifest, TestFolder } from '../../scan/run/testing/repository.ts';
import { runCommandLine } from '../run-command-line.ts';
import { runAmbit } from '../testing/run-ambit.ts';

const CONTROL = /(?!\n)[\p{Cc}\p{Cf}]/u;

const repository = (): TestFolder =>
  new TestFolder()
    .write({ 'in/appsscript.json': manifest('openid', 'profile'), 'x/appsscript.json': '"oauthScopes' })
    .commit();

describe('ambit scan', () => {
  test('says what is asked for, by file and client, and counts', async () => {
    using folder = repository();
    const { exitCode, out, err } = await runAmbit(folder.path, 'scan');
    assert.deepEqual([exitCode, err], [0, '']);
    assert.equal(
      out,
      `in/appsscript.json
  google
    2:2      openid
    3:2      profile

2 requests for scopes by 1 client in 1 file (google 2); 2 files scanned.
1 file or folder not read, or not whole.
  x/appsscript.json
    line 1, column 1: this is not JSON: UnexpectedEndOfString
`,
    );
  });

  test('flags names that a provider does not have, and broad ones', async () => {
    const google = 'https://www.googleapis.com/auth/';
    using folder = new TestFolder().write({
      'appsscript.json': manifest(`${google}calendar.readonyl`, `${google}drive`, `${google}drive.file`),
    });
    const { out } = await runAmbit(folder.path, 'scan');
    assert.match(out, /unknown: is no scope of google\. Did you mean\s+\S+calendar\.readonly/);
    assert.match(out, /drive\n +broad: [^.]+\. Narrower:\s/);
    assert.doesNotMatch(out, /drive\.file\n +broad/);
    const sarif = await runAmbit(folder.path, 'scan', '--format', 'sarif');
    const levels = JSON.parse(sarif.out).runs[0].results.map(
      ({ ruleId, level }: { ruleId: string; level: string }) => `${ruleId} ${level}`,
    );
    assert.deepEqual(levels, [
      ...[
        'scope-request note',
        'unknown-scope warning',
        'scope-request note',
        'broad-scope note',
        'scope-request note',
      ],
    ]);
  });

  test('--format json is four lists, and nothing else', async () => {
    using folder = repository();
    const { exitCode, out, err } = await runAmbit(folder.path, 'scan', '.', '--format', 'json');
    assert.deepEqual([exitCode, err], [0, '']);
    const found = { client: null, provider: 'google', extractor: 'apps-script', confidence: 'high' };
    assert.deepEqual(JSON.parse(out), {
      requests: [
        { file: 'in/appsscript.json', line: 2, column: 2, scope: 'openid', ...found },
        { file: 'in/appsscript.json', line: 3, column: 2, scope: 'profile', ...found },
      ],
      definitions: [],
      dynamic: [],
      skipped: [{ file: 'x/appsscript.json', reason: 'line 1, column 1: this is not JSON: UnexpectedEndOfString' }],
    });
  });

  test('reports for machines name files from the top of the repository, wherever one stands', async () => {
    using folder = repository();
    for (const [format, file] of [
      ['sarif', '"uri": "in/appsscript.json"'],
      ['junit', ' file="in/appsscript.json" '],
      ['github', ' file=in/appsscript.json,line=2,'],
      ['markdown', '<code>in/appsscript&#46;json&#58;2&#58;2</code>'],
      ['json', '"file": "appsscript.json"'],
      ['human', '\nappsscript.json\n'],
    ] as const) {
      const { out, exitCode } = await runAmbit(join(folder.path, 'in'), 'scan', '--format', format);
      assert.equal(exitCode, 0);
      assert.ok(`\n${out}`.includes(file), out);
    }
  });

  test('--output writes a file, and says nothing', async () => {
    using folder = repository();
    const { exitCode, out, err } = await runAmbit(folder.path, 'scan', '--format', 'junit', '--output', 'report.xml');
    assert.deepEqual([exitCode, out, err], [0, '', '']);
    assert.match(readFileSync(join(folder.path, 'report.xml'), 'utf8'), /^<\?xml /);
    const nowhere = await runAmbit(folder.path, 'scan', '--output', 'no/report.xml');
    assert.deepEqual([nowhere.exitCode, nowhere.out], [2, '']);
    assert.match(nowhere.err, /^ambit: \S+no\/report\.xml is not there\.\n$/);
  });

  test('--changed-since reports what changed files ask for', async () => {
    using folder = repository();
    folder.write({ 'x/appsscript.json': manifest('c') });
    const { out } = await runAmbit(folder.path, 'scan', '--changed-since', 'HEAD', '--format', 'json');
    assert.deepEqual(
      JSON.parse(out).requests.map(({ scope }: { scope: string }) => scope),
      ['c'],
    );
  });

  test('what is found nothing in says so', async () => {
    using folder = new TestFolder().write({ 'a.txt': '' });
    assert.equal((await runAmbit(folder.path, 'scan')).out, 'Nothing asks for a scope: 1 file scanned.\n');
  });

  test('a terminal and a workflow’s log show what files are named and hold, and do nothing', async () => {
    using folder = new TestFolder().write({
      '::error::x/appsscript.json': manifest('a'),
      'y\u001b[31m\n::error::x\u202e/appsscript.json': manifest('##[add-mask]a'),
      '::error::z-appsscript.json': '"oauthScopes',
    });
    for (const format of ['human', 'json', 'github', 'markdown']) {
      const { out, exitCode } = await runAmbit(folder.path, 'scan', '--format', format);
      assert.equal(exitCode, 0);
      if (format !== 'human') continue;
      assert.doesNotMatch(out, CONTROL);
      assert.doesNotMatch(out, /^\s*::|##\[/m);
    }
    const { out } = await runAmbit(folder.path, 'scan', '--format', 'github');
    assert.equal(out.match(/^::/gm)?.length, out.trimEnd().split('\n').length);
  });

  test('is 80 columns wide where no name is wider', async () => {
    using folder = new TestFolder().write({ 'appsscript.json': `{"oauthScopes": ["a"], "x": ${'['.repeat(300)}` });
    const { out } = await runAmbit(folder.path, 'scan');
    assert.ok(
      out.split('\n').every((line) => line.length <= 80),
      out,
    );
  });

  for (const [args, why] of [
    [['nowhere'], /^ambit: "nowhere" is not there: name a file or a folder\.\n$/],
    [['--changed-since', 'HEAD'], /^ambit: \. is in no Git repository [^\n]+\.\n$/],
    [
      ['--format', 'xml'],
      /^ambit: option '--format <format>' argument 'xml' is invalid\. Allowed choices are human, json, sarif/,
    ],
    [['--jobs', '0'], /^ambit: option '--jobs <count>' argument '0' is invalid\. Say a number from 1 to 64\.\n$/],
    [['--max-file-size', '5 miles'], /Say a number of bytes up to 256MiB, such as 800KiB or 5MiB\.\n$/],
    [['--max-file-size', '1GiB'], /Say a number of bytes/],
  ] as const)
    test(`${args.join(' ')} is refused in one sentence`, async () => {
      using folder = new TestFolder().write({ 'a.txt': '' });
      const { exitCode, out, err } = await runAmbit(folder.path, 'scan', ...args);
      assert.deepEqual([exitCode, out], [2, '']);
      assert.match(err, why);
    });

  test('with --format json, what went wrong is on stdout, too', async () => {
    using folder = new TestFolder();
    const { exitCode, out } = await runAmbit(folder.path, 'scan', 'nowhere', '--format', 'json');
    assert.equal(exitCode, 2);
    assert.equal(JSON.parse(out).error.code, 'path_unusable');
  });

  test('--max-file-size takes units', async () => {
    using folder = new TestFolder().write({ 'appsscript.json': `${manifest('a')}${' '.repeat(2048)}` });
    for (const [size, found] of [
      ['1KiB', 0],
      ['1.5k', 0],
      ['3K', 1],
      ['2', 0],
      ['4096', 1],
      ['1MB', 1],
    ] as const) {
      const { out } = await runAmbit(folder.path, 'scan', '--format', 'json', '--max-file-size', size);
      assert.equal(JSON.parse(out).requests.length, found, size);
    }
  });

  test('shows on a terminal how far it is, and leaves nothing of that', async () => {
    using folder = new TestFolder().write(
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.txt`, ''])),
    );
    let shown = '';
    const output = (isTTY: boolean, to: (text: string) => void) => ({ write: to, isTTY, columns: isTTY ? 80 : null });
    await runCommandLine(['scan'], {
      stdout: output(false, () => {}),
      stderr: output(true, (text) => {
        shown += text;
      }),
      ...{ stdin: Readable.from([]), env: {}, cwd: folder.path },
      ...{ signal: new AbortController().signal, handleSignals: () => undefined },
    });
    assert.match(shown, /\d+ of 300 files/);
    assert.ok(shown.endsWith('\r\u001b[2K'));
  });

  test('Ctrl-C ends it', { timeout: 30_000 }, async () => {
    const files = Array.from({ length: 3000 }, (_, index) => [`${index}-appsscript.json`, manifest('a')]);
    using folder = new TestFolder().write(Object.fromEntries(files));
    const controller = new AbortController();
    const output = { write: () => controller.abort(), isTTY: true, columns: 80 };
    const exitCode = await runCommandLine(['scan', '--jobs', '1', '--output', 'report'], {
      ...{ stdout: output, stderr: output, stdin: Readable.from([]), env: {}, cwd: folder.path },
      ...{ signal: controller.signal, handleSignals: () => undefined },
    });
    assert.equal(exitCode, 130);
    assert.ok(!existsSync(join(folder.path, 'report')));
  });
});
