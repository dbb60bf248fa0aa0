import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';

const BIN = resolve(import.meta.dirname, '../../../bin/ambit.js');
const ACME = resolve(import.meta.dirname, '../../../examples/acme/ambit');
/** Far more than a policy takes, and far less than a machine has. */
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 1024;
/** Lines and characters that a person is shown at most. */
const MOST_LINES = 600;
const MOST_CHARACTERS = 100_000;
const NOBODY = 65534;

/** Why this test can't be another user; false where it can, or is one already that may not read everything. */
function whyNotAsAnother(): string | false {
  if (process.getuid?.() === undefined) return 'there are no users here';
  if (process.getuid() !== 0) return false;
  const { error } = spawnSync(process.execPath, ['--version'], { uid: NOBODY });
  return error === undefined ? false : 'no other user can run this Node.js';
}
const MEGABYTE = 1_000_000;

let places = '';
before(() => {
  places = mkdtempSync(join(tmpdir(), 'ambit-hostile-'));
  chmodSync(places, 0o755);
  // Tells at its end what the process took.
  writeFileSync(
    join(places, 'measure.mjs'),
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.MEASURED, String(process.resourceUsage().maxRSS)));`,
  );
});
after(() => rmSync(places, { recursive: true }));

interface Hostile {
  readonly what: string;
  readonly make: (folder: string) => void;
  /** 1: the policy doesn't hold; 2: it could not be read. */
  readonly exit: 0 | 1 | 2;
  /** In the first lines of what is said. */
  readonly says: RegExp;
}

const file =
  (text: string | Uint8Array, name = 'a.yaml') =>
  (folder: string): void =>
    writeFileSync(join(folder, name), text);
const repeated = (text: string): string => text.repeat(Math.floor(MEGABYTE / text.length));
const keys = (count: number): string => Array.from({ length: count }, (_, at) => `k${at}: 1\n`).join('');

const HOSTILE: readonly Hostile[] = [
  {
    what: 'an empty folder',
    make: () => undefined,
    exit: 1,
    says: /^\.:1:1 error policy_missing: there is no policy here/,
  },
  { what: 'an empty file', make: file(''), exit: 1, says: /^\S*a\.yaml:1:1 error environment_missing/ },
  {
    what: 'a file of 50 MB',
    make: file('# a line of a comment\n'.repeat(2_400_000)),
    exit: 1,
    says: /a\.yaml:1:1 error file_too_large/,
  },
  {
    what: 'a line of 50 MB',
    make: file(`a: ${'x'.repeat(50 * MEGABYTE)}`),
    exit: 1,
    says: /a\.yaml:1:1 error file_too_large/,
  },
  {
    what: 'a line of 1 MB',
    make: file(`environment: ${'x'.repeat(MEGABYTE - 20)}`),
    exit: 1,
    says: /a\.yaml:1:14 error invalid: environment:/,
  },
  {
    what: 'a name of 1 kB in a thousand places',
    make: file(`clients:\n  ${'k'.repeat(1000)}:\n    standing:\n${'      - 1\n'.repeat(5000)}`),
    exit: 1,
    says: /error/,
  },
  { what: 'a million keys', make: file(keys(1_000_000)), exit: 1, says: /file_too_large/ },
  {
    what: 'as many keys as fit into a file',
    make: file(keys(100_000).slice(0, MEGABYTE)),
    exit: 1,
    says: /error (too_many|unknown_field)/,
  },
  {
    what: 'one key again and again',
    make: file(repeated('a: 1\n')),
    exit: 1,
    says: /a\.yaml:2:1 error key_twice: a stands twice/,
  },
  { what: 'a bomb of aliases', make: file(bomb()), exit: 1, says: /error anchor[\s\S]*error alias/ },
  { what: 'an anchor that holds itself', make: file('a: &a [*a]\n'), exit: 1, says: /error anchor[\s\S]*error alias/ },
  { what: 'a merge of itself', make: file('a: &a\n  <<: *a\n'), exit: 1, says: /error merge_key/ },
  { what: 'a million open brackets', make: file('['.repeat(MEGABYTE)), exit: 1, says: /a\.yaml:1:21 error too_deep/ },
  { what: 'a million open braces', make: file('{a: '.repeat(MEGABYTE / 4)), exit: 1, says: /error too_deep/ },
  {
    what: 'half a million lists in each other',
    make: file('- '.repeat(MEGABYTE / 2)),
    exit: 1,
    says: /a\.yaml:1:41 error too_deep/,
  },
  {
    what: 'maps in each other to the right',
    make: file(Array.from({ length: 1400 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')),
    exit: 1,
    says: /error too_deep/,
  },
  { what: 'a million commas', make: file(`[${','.repeat(MEGABYTE - 2)}]`), exit: 1, says: /error yaml/ },
  { what: 'a million closing brackets', make: file(']'.repeat(MEGABYTE)), exit: 1, says: /error yaml/ },
  {
    what: 'half a million numbers where texts belong',
    make: file(`clients: {a: {standing: [${'1,'.repeat(MEGABYTE / 2 - 20)}]}}`),
    exit: 1,
    says: /error too_many/,
  },
  {
    what: 'more mistakes than an engine takes arguments',
    make: file(
      `clients:\n${Array.from({ length: 60_000 }, (_, at) => ` k${at}: {}\n`)
        .join('')
        .slice(0, MEGABYTE - 20)}\n`,
    ),
    exit: 1,
    says: /error (field_missing|invalid|yaml)/,
  },
  {
    what: 'half a million empty lines',
    make: file('\n'.repeat(MEGABYTE / 2)),
    exit: 1,
    says: /error environment_missing/,
  },
  {
    what: 'a hundred thousand mistakes',
    make: (folder) => {
      for (let at = 0; at < 100; at++) file(keys(1000), `${at}.yaml`)(folder);
    },
    exit: 1,
    says: /error unknown_field[\s\S]*… and 99900 more: these are the first 100 of 100000\.[\s\S]*100000 errors/,
  },
  {
    what: 'names that lead nowhere, ten thousand of them',
    make: (folder) => {
      const people = Array.from({ length: 10_000 }, (_, at) => `  p-${at}: {}\n`).join('');
      file(`environment: test\nissuers:\n  https://a.example: { level: guarded }\npeople:\n${people}`)(folder);
      const servers = Array.from(
        { length: 3000 },
        (_, at) => `  s${at}: { description: It serves things., owner: p-x${at}, audience: https://s${at}.example }\n`,
      );
      for (let at = 0; at < 3; at++)
        file(`resourceServers:\n${servers.slice(at * 1000, at * 1000 + 1000).join('')}`, `${at}.yml`)(folder);
    },
    exit: 1,
    says: /error person_unknown[\s\S]*Did you mean p-/,
  },
  {
    what: 'fifty thousand small files',
    make: (folder) => {
      for (let at = 0; at < 25_000; at++) file('', `${at}.yaml`)(folder);
    },
    exit: 2,
    says: /^ambit: The policy folder \S+ is larger than any policy: it holds more than 20000 policy files\..*\.\n$/,
  },
  {
    what: 'files of more than 32 MB together',
    make: (folder) => {
      const text = '# a comment\n'.repeat(80_000);
      for (let at = 0; at < 40; at++) file(text, `${at}.yaml`)(folder);
    },
    exit: 2,
    says: /^ambit: The policy folder \S+ is larger than any policy: its policy files have more than 32 MB\..*\n$/,
  },
  {
    what: 'UTF-16 with its mark',
    make: file(Buffer.from('\ufeffenvironment: test\n', 'utf16le')),
    exit: 1,
    says: /a\.yaml:1:1 error encoding: .*UTF-8/,
  },
  {
    what: 'UTF-16 without one',
    make: file(Buffer.from('environment: test\n', 'utf16le')),
    exit: 1,
    says: /a\.yaml:1:2 error encoding: NUL .*UTF-16/,
  },
  {
    what: 'Latin-1',
    make: file(Buffer.from('environment: test # für alle\n', 'latin1')),
    exit: 1,
    says: /a\.yaml:1:22 error encoding/,
  },
  { what: 'NUL', make: file('environment: te\0st\n'), exit: 1, says: /a\.yaml:1:16 error encoding/ },
  {
    what: 'a lone carriage return',
    make: file('# a comment\renvironment: test\n'),
    exit: 1,
    says: /a\.yaml:1:12 error hidden_character: a carriage return stands alone/,
  },
  {
    what: 'commands for a terminal',
    make: file('environment: \u001b[2Jtest\n'),
    exit: 1,
    says: /a\.yaml:1:14 error hidden_character: U\+001B/,
  },
  {
    what: 'bytes of no text at all',
    make: file(Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256))),
    exit: 1,
    says: /error encoding/,
  },
  {
    what: 'an approval of 50 MB',
    make: file('x'.repeat(50 * MEGABYTE), 'a.note'),
    exit: 1,
    says: /error policy_missing/,
  },
  {
    what: 'a link round in a circle',
    make: (folder) => {
      symlinkSync('.', join(folder, 'again'));
      symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    },
    exit: 1,
    says: /error policy_missing/,
  },
  {
    what: 'a link that leads out of the folder',
    make: (folder) => {
      symlinkSync(join(ACME, 'clients.yaml'), join(folder, 'a.yaml'));
      symlinkSync('/dev/zero', join(folder, 'b.yaml'));
      symlinkSync('/', join(folder, 'root'));
    },
    exit: 1,
    says: /error policy_missing/,
  },
  {
    what: 'a pipe that nobody writes to',
    make: (folder) => {
      assert.equal(spawnSync('mkfifo', [join(folder, 'a.yaml')]).status, 0);
    },
    exit: 1,
    says: /error policy_missing/,
  },
  {
    what: 'a folder named as a file',
    make: (folder) => mkdirSync(join(folder, 'a.yaml')),
    exit: 1,
    says: /error policy_missing/,
  },
  {
    what: 'a file name that a terminal would run',
    make: file('', 'a\u001b[31m.yaml'),
    exit: 2,
    says: /^ambit: The policy folder \S+ has a file whose name can't be shown, "a\\u001b\[31m\.yaml": rename it .*\.\n$/,
  },
  {
    what: 'a file name that is turned round',
    make: file('', 'a\u202elmay.yaml'),
    exit: 2,
    says: /^ambit: .* can't be shown, "a\\u202elmay\.yaml"/,
  },
];

describe('ambit check, of a folder with', { concurrency: 2 }, () => {
  for (const { what, make, exit, says } of HOSTILE)
    test(`${what}, says so in bounded time and memory`, async () => {
      const folder = mkdtempSync(join(places, 'folder-'));
      make(folder);
      const { code, said } = await check([folder, '--no-scan']);
      assert.match(said.replaceAll(folder, 'folder'), says);
      assert.equal(code, exit);
      assert.ok(said.length <= MOST_CHARACTERS && said.split('\n').length <= MOST_LINES, `${said.length} characters`);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal would run is what is looked for.
      assert.doesNotMatch(said, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    });

  test('a file whose name is no UTF-8 says so', { skip: process.platform !== 'linux' }, async () => {
    const folder = mkdtempSync(join(places, 'folder-'));
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/a`), Buffer.from([0xff]), Buffer.from('.yaml')]), '');
    const { code, said } = await check([folder]);
    assert.equal(code, 2);
    assert.match(said, /^ambit: The policy folder \S+ has a file whose name can't be shown, .*\n$/);
  });

  test('a socket is not waited for', async () => {
    const folder = mkdtempSync(join(places, 'folder-'));
    const server = createServer();
    server.listen(join(folder, 'a.yaml'));
    await once(server, 'listening');
    try {
      assert.match((await check([folder])).said, /error policy_missing/);
    } finally {
      server.close();
    }
  });

  test('CRLF and a byte order mark reads what stands there', async () => {
    const folder = mkdtempSync(join(places, 'folder-'));
    for (const name of ['policy.yaml', 'scopes.yaml', 'clients.yaml'])
      writeFileSync(join(folder, name), `\ufeff${readFileSync(join(ACME, name), 'utf8').replaceAll('\n', '\r\n')}`);
    const { code, said } = await check([folder]);
    assert.equal(code, 1);
    assert.match(said, /error approval-missing/);
    assert.doesNotMatch(said, /error (?!approval-missing)/);
  });

  test('a file that this user may not read names it', { skip: whyNotAsAnother() }, async () => {
    const folder = mkdtempSync(join(places, 'folder-'));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'a.yaml'), '', { mode: 0o000 });
    const uid = process.getuid?.() === 0 ? { uid: NOBODY } : {};
    const { code, said } = await check([folder], uid);
    assert.equal(code, 2);
    assert.match(said, /^ambit: The policy file \S+a\.yaml can't be read \(this user may not\): .*\.\n$/);
  });

  for (const [what, make, says] of [
    ['that is a file', (place: string) => writeFileSync(place, ''), /can't be read \(it is a file\): name the folder/],
    ['that is not there', () => undefined, /can't be read \(it is not there\): name the folder/],
    [
      'that is a link to itself',
      (place: string) => symlinkSync(place, place),
      /can't be read \(it is a link that leads round/,
    ],
  ] as const)
    test(`a name ${what} is told so`, async () => {
      const place = join(mkdtempSync(join(places, 'folder-')), 'policy');
      make(place);
      const { code, said } = await check([place]);
      assert.equal(code, 2);
      assert.match(said, says);
      assert.equal(said.split('\n').length, 2);
    });

  test('a hundred thousand mistakes tells a program of a thousand, and how many more there are', async () => {
    const folder = mkdtempSync(join(places, 'folder-'));
    for (let at = 0; at < 100; at++) writeFileSync(join(folder, `${at}.yaml`), keys(1000));
    const { said } = await check([folder, '--format', 'json']);
    const { diagnostics, diagnosticsLeftOut } = JSON.parse(said);
    assert.deepEqual([diagnostics.length, diagnosticsLeftOut], [1000, 99_000]);
  });
});

/** Nine times nine times … of one text: a gigabyte of it, were aliases read. */
function bomb(): string {
  const lines = ['a0: &a0 [lol]'];
  for (let at = 1; at < 10; at++)
    lines.push(`a${at}: &a${at} [${Array.from({ length: 9 }, () => `*a${at - 1}`).join(', ')}]`);
  return lines.join('\n');
}

async function check(
  args: readonly string[],
  options: { readonly uid?: number } = {},
): Promise<{ code: number | null; said: string }> {
  const measured = join(mkdtempSync(join(places, 'measured-')), 'rss');
  if (options.uid !== undefined) chmodSync(resolve(measured, '..'), 0o777);
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', join(places, 'measure.mjs'), BIN, 'check', ...args], {
    cwd: places,
    // What a check says doesn't hang on where these tests run.
    env: { ...process.env, CI: '', MEASURED: measured },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const late = setTimeout(() => child.kill('SIGKILL'), MOST_SECONDS * 1000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(late);
  assert.notEqual(code, null, `it took longer than ${MOST_SECONDS} s`);
  const megabytes = Number(readFileSync(measured, 'utf8')) / 1024;
  assert.ok(megabytes > 10 && megabytes < MOST_MEGABYTES, `it took ${megabytes} MB`);
  if (process.env['AMBIT_TELL'] !== undefined)
    console.error(`${Math.round(performance.now() - began)} ms, ${Math.round(megabytes)} MB`);
  return { code, said };
}
