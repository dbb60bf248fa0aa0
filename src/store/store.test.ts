import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { hasPostgresData, openStore, runningPostgres, StoreError, startEmbeddedPostgres } from './index.ts';
import { type TemporaryStore, temporaryStore } from './testing/temporary-store.ts';

const isRoot = process.getuid?.() === 0;
const namespacesAllowed = spawnSync('unshare', ['--user', 'true']).status === 0;

const withCode = (code: string) => (error: unknown) => {
  assert.ok(error instanceof StoreError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, /^[^\n]+\.$/, 'one sentence for a person');
  return true;
};

describe('the embedded PostgreSQL', () => {
  let place: TemporaryStore;
  before(async () => {
    place = await temporaryStore();
  });
  after(() => place.close());

  test('confirms nothing that is not on disk, and is asked for a password on the loopback interface alone', async () => {
    const { rows } = await place.store.pool.query(
      "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'unix_socket_directories', 'data_checksums') order by name",
    );
    assert.deepEqual(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), {
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      synchronous_commit: 'on',
      unix_socket_directories: '',
    });
    const wrong = new URL(place.url);
    wrong.password = 'guess';
    await assert.rejects(openStore({ url: wrong.href, applicationName: 'test' }), withCode('database_unavailable'));
  });

  test('keeps its password where only its owner can read it', () => {
    const file = join(place.directory, 'connection.json');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).url, place.url);
    assert.equal(statSync(join(place.directory, 'data')).mode & 0o077, 0);
  });

  test('is found by a command that only needs it', async () => {
    assert.equal(await runningPostgres(place.directory), place.url);
    assert.equal(hasPostgresData(place.directory), true);
    assert.equal(hasPostgresData(join(place.directory, 'nothing')), false);
  });

  test('comes back by itself at the same address after all its processes were killed, with all that it confirmed', async () => {
    await place.store.pool.query("insert into blobs values ('confirmed', 'bytes')");
    await place.kill();
    await place.restart();
    assert.equal(place.server().url, place.url);
    const { rowCount } = await place.store.pool.query("select from blobs where digest = 'confirmed'");
    assert.equal(rowCount, 1);
  });

  test('opens once for many that start at the same time', async () => {
    await place.store.pool.query('create database together');
    const url = new URL(place.url);
    url.pathname = '/together';
    const stores = await Promise.all(
      Array.from({ length: 6 }, () => openStore({ url: url.href, applicationName: 'test', maxConnections: 1 })),
    );
    for (const store of stores) {
      assert.deepEqual(await store.db.selectFrom('ledger_entries').selectAll().execute(), []);
      await store.close();
    }
  });

  test('reads 64-bit integers as numbers, and refuses one that a number can not hold', async () => {
    const { rows } = await place.store.pool.query<{ number: number }>('select 9007199254740991::bigint as number');
    assert.equal(rows[0]?.number, Number.MAX_SAFE_INTEGER);
    await assert.rejects(place.store.pool.query('select 9007199254740992::bigint as number'), RangeError);
  });

  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
    test(`is refused with ${setting} off, for it may lose what it confirmed`, {
      skip: isRoot && !namespacesAllowed ? 'root needs namespaces to start a server of its own' : false,
    }, async () => {
      const change = async (value: string): Promise<void> => {
        const client = new pg.Client({ connectionString: place.url });
        await client.connect();
        // Its command line outranks its files: a role's setting is what a session can be given here.
        if (setting === 'synchronous_commit') await client.query(`alter role ambit set ${setting} = ${value}`);
        await client.end();
      };
      if (setting === 'synchronous_commit') {
        await change('off');
        await assert.rejects(openStore({ url: place.url, applicationName: 'test' }), withCode('database_unsafe'));
        await change('on');
        return;
      }
      await using other = await unsafeServer(setting);
      await assert.rejects(openStore({ url: other.url, applicationName: 'test' }), withCode('database_unsafe'));
    });

  test('is refused when a newer Ambit made its tables', async () => {
    await place.store.pool.query('update ambit_schema set version = version + 1');
    await assert.rejects(openStore({ url: place.url, applicationName: 'test' }), withCode('schema_newer'));
    await place.store.pool.query('update ambit_schema set version = version - 1');
  });

  test('is not looked for at what is no address of a PostgreSQL, and that is not quoted', async () => {
    for (const url of ['secret', 'https://ambit:secret@127.0.0.1/', '/var/run/secret'])
      await assert.rejects(
        openStore({ url, applicationName: 'test' }),
        (error) => withCode('database_url_invalid')(error) && !String(error).includes('secret'),
      );
  });

  test('says in one sentence that nothing answers, and shows no password', async () => {
    await assert.rejects(
      openStore({ url: 'postgres://ambit:secret@127.0.0.1:1/postgres', applicationName: 'test' }),
      (error) => withCode('database_unavailable')(error) && !String(error).includes('secret'),
    );
  });
});

/** The same server with a setting that nobody should have, as an operator's own database might. */
async function unsafeServer(setting: string): Promise<AsyncDisposable & { readonly url: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'ambit-unsafe-'));
  const first = await startEmbeddedPostgres({ directory });
  const client = new pg.Client({ connectionString: first.url });
  await client.connect();
  const { rows } = await client.query<{ line: string }>("select pg_read_file('postmaster.opts') as line");
  await client.end();
  await first.stop();
  const words = (rows[0]?.line ?? '').trim().match(/"[^"]*"|\S+/g) ?? [];
  const [program = '', ...args] = words.map((word) => word.replaceAll('"', ''));
  const prefix = process.getuid?.() === 0 ? ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'] : [];
  const [command = '', ...rest] = [
    ...prefix,
    program,
    ...args.map((word) => word.replace(`${setting}=on`, `${setting}=off`)),
  ];
  const child = spawn(command, rest, { stdio: 'ignore', env: { PATH: process.env['PATH'], LC_ALL: 'C' } });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while ((await runningPostgres(directory)) === null) await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    url: first.url,
    async [Symbol.asyncDispose]() {
      child.kill('SIGINT');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

describe('starting PostgreSQL', () => {
  const inFolder = async (work: (directory: string) => Promise<void>): Promise<void> => {
    const directory = mkdtempSync(join(tmpdir(), 'ambit-start-'));
    try {
      await work(directory);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };

  test('takes another port where its own was taken meanwhile, and stops the server that a killed program left', () =>
    inFolder(async (directory) => {
      const first = await startEmbeddedPostgres({ directory });
      const second = await startEmbeddedPostgres({ directory });
      await first.ended;
      assert.equal(second.url, first.url);
      await second.stop();
      const port = Number(new URL(first.url).port);
      const squatter = createServer().listen(port, '127.0.0.1');
      const third = await startEmbeddedPostgres({ directory });
      assert.notEqual(new URL(third.url).port, String(port));
      await third.stop();
      squatter.close();
    }));

  test('begins again what a killed first start left half made', () =>
    inFolder(async (directory) => {
      writeFileSync(join(directory, 'password'), 'of the first start');
      const server = await startEmbeddedPostgres({ directory });
      await server.stop();
      assert.ok(existsSync(join(directory, 'data', 'PG_VERSION')));
    }));

  test('passes over the process id of a killed server that another program has by now', () =>
    inFolder(async (directory) => {
      await (await startEmbeddedPostgres({ directory })).stop();
      writeFileSync(join(directory, 'data', 'postmaster.pid'), `${process.pid}\n`);
      await (await startEmbeddedPostgres({ directory })).stop();
    }));

  for (const [version, code] of [
    ['19', 'data_newer'],
    ['17', 'data_older'],
  ] as const)
    test(`refuses the data of PostgreSQL ${version}`, () =>
      inFolder(async (directory) => {
        await (await startEmbeddedPostgres({ directory })).stop();
        writeFileSync(join(directory, 'data', 'PG_VERSION'), `${version}\n`);
        await assert.rejects(startEmbeddedPostgres({ directory }), withCode(code));
      }));

  test('says that the folder can not be made', () =>
    inFolder(async (directory) => {
      writeFileSync(join(directory, 'file'), '');
      await assert.rejects(startEmbeddedPostgres({ directory: join(directory, 'file') }), withCode('postgres_failed'));
    }));

  /** A user id that has no name, if it may run what stands here. */
  const STRANGER = 12345;
  const canBe = (id: number): boolean =>
    isRoot && spawnSync(process.execPath, ['--version'], { uid: id, gid: id, cwd: '/' }).status === 0;
  const canBeStranger = canBe(STRANGER);
  const NOBODY = 65534;

  /** The search path as it is, and one on which `unshare` fails as where namespaces are forbidden. */
  const withPaths = async (work: (paths: { usual: string; forbidding: string }) => Promise<void>): Promise<void> => {
    const usual = process.env['PATH'] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'ambit-unshare-'));
    writeFileSync(join(folder, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    try {
      await work({ usual, forbidding: `${folder}:${usual}` });
    } finally {
      process.env['PATH'] = usual;
      rmSync(folder, { recursive: true });
    }
  };

  test(
    'works for a user id without a name',
    { skip: canBeStranger ? false : 'takes root, and a readable folder' },
    () =>
      inFolder(async (directory) => {
        chownSync(directory, STRANGER, STRANGER);
        const script = `
        import { openStore, startEmbeddedPostgres } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
        const server = await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)} });
        await (await openStore({ url: server.url, applicationName: 'test' })).close();
        await server.stop();
        console.log('works');`;
        const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
          uid: STRANGER,
          gid: STRANGER,
          cwd: '/',
          encoding: 'utf8',
        });
        assert.equal(output.trim(), 'works');
      }),
  );

  test(
    'says what to do for root where namespaces are forbidden and nobody else may run what stands here',
    { skip: isRoot && !canBe(NOBODY) ? false : 'takes root, and a folder that only root may enter' },
    () =>
      inFolder((directory) =>
        withPaths(async ({ forbidding }) => {
          process.env['PATH'] = forbidding;
          await assert.rejects(startEmbeddedPostgres({ directory }), withCode('postgres_not_as_root'));
        }),
      ),
  );

  test(
    'works for root where namespaces are forbidden, in a folder that only root may enter, and back',
    {
      skip: canBe(NOBODY) ? false : 'takes root, and a readable folder',
    },
    () =>
      inFolder((directory) =>
        withPaths(async ({ usual, forbidding }) => {
          const data = join(directory, 'data');
          for (const [searched, owner] of [
            [forbidding, NOBODY],
            [forbidding, NOBODY],
            [usual, namespacesAllowed ? 0 : NOBODY],
            [forbidding, NOBODY],
          ] as const) {
            process.env['PATH'] = searched;
            const server = await startEmbeddedPostgres({ directory });
            await (await openStore({ url: server.url, applicationName: 'test' })).close();
            await server.stop();
            assert.equal(statSync(data).uid, owner);
            assert.equal(statSync(directory).uid, 0);
          }
        }),
      ),
  );
});
