import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const PROGRAM = 'pgbouncer';
/** PgBouncer refuses to run as root. */
const NOBODY = 65534;
const READY_WITHIN_MILLISECONDS = 10_000;

/** Why PgBouncer can't be run here; false where it can. */
export function whyNoPgBouncer(): string | false {
  const { error } = spawnSync(PROGRAM, ['--version']);
  return error === undefined ? false : 'there is no PgBouncer here';
}

/** A real PgBouncer in transaction mode, with so few servers that clients take turns at them. */
export interface PgBouncer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param url of the PostgreSQL behind it */
export async function startPgBouncer(url: string): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-pgbouncer-'));
  chmodSync(folder, 0o755);
  const { hostname, port, username, password, pathname } = new URL(url);
  const own = await freePort();
  writeFileSync(join(folder, 'users.txt'), `"${username}" "${decodeURIComponent(password)}"\n`);
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    [
      '[databases]',
      `* = host=${hostname} port=${port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${own}`,
      'unix_socket_dir =',
      'auth_type = plain',
      `auth_file = ${join(folder, 'users.txt')}`,
      'pool_mode = transaction',
      'default_pool_size = 3',
      'max_client_conn = 200',
      // By turns, so that no client keeps its server by luck.
      'server_round_robin = 1',
      '',
    ].join('\n'),
  );
  const child = spawn(PROGRAM, ['-q', join(folder, 'pgbouncer.ini')], {
    ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const address = new URL(url);
  address.hostname = '127.0.0.1';
  address.port = String(own);
  address.pathname = pathname;
  try {
    await answering(address.href, child);
  } catch (cause) {
    child.kill('SIGKILL');
    throw new Error(`PgBouncer doesn't answer: ${said}`, { cause });
  }
  return {
    url: address.href,
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (const until = Date.now() + READY_WITHIN_MILLISECONDS; ; ) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (child.exitCode !== null || Date.now() > until) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
