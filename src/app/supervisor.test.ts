import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { callManagement } from '../http/index.ts';
import { type Entry, readEntries } from '../ledger/index.ts';
import { openStore, startEmbeddedPostgres } from '../store/index.ts';
import { type Supervisor, superviseAmbit } from './supervisor.ts';
import { exampleSetUp, type SetUp } from './testing/example-set-up.ts';

const TIMEOUT = { timeout: 120_000 };
const MAIN = join(import.meta.dirname, '../cli/main.ts');

let setUp: SetUp;
let supervisor: Supervisor | null = null;
const notices: string[] = [];

before(async () => {
  setUp = await exampleSetUp();
});
afterEach(async () => {
  await supervisor?.stop();
  supervisor = null;
  notices.length = 0;
});
after(() => setUp.close());

function supervise(): Supervisor {
  const { DATABASE_URL: _, ...env } = process.env;
  return superviseAmbit({
    config: setUp.config,
    cwd: setUp.folder,
    env,
    onNotice: (message) => notices.push(message),
  });
}

async function until(check: () => unknown): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const metadata = async (): Promise<number> =>
  (await fetch(`http://127.0.0.1:${setUp.port}/.well-known/openid-configuration`)).status;

const ask = (path: string, method: 'GET' | 'POST' = 'GET'): Promise<unknown> =>
  callManagement({ socket: join(setUp.dataDirectory, 'run/management.sock'), method, path });

describe('ambit up', TIMEOUT, () => {
  test('runs every role, refuses a second one on the same data, and brings back what is killed', async () => {
    supervisor = supervise();
    const { facts } = await supervisor.ready;
    assert.equal(facts.length, 3);
    assert.equal(await metadata(), 200);
    assert.equal(statSync(join(setUp.dataDirectory, 'run/management.sock')).mode & 0o777, 0o600);

    await assert.rejects(supervise().ready, { code: 'already_running', message: /Ambit runs on .* already/ });
    assert.equal(await metadata(), 200, 'the first is not disturbed');

    for (const role of ['issuer-guard', 'sequencer', 'management']) {
      const [pid] = await processesOf(role);
      process.kill(pid as number, 'SIGKILL');
    }
    await until(() => notices.filter((notice) => notice.endsWith('is back')).length === 3);
    assert.equal(await metadata(), 200);
  });

  test('ends in order: every process has recorded its start and its end, and none is left', async () => {
    supervisor = supervise();
    await supervisor.ready;
    await supervisor.stop();
    assert.deepEqual(await processesOf(''), []);
    const entries = await entriesOf();
    for (const writer of ['sequencer', 'management', 'issuer-guard'])
      assert.equal(entries.findLast((entry) => entry.writer === writer)?.kind, 'process.stopped', writer);
    const [started] = entries.filter(({ kind }) => kind === 'process.started');
    assert.match(started?.digests['configuration'] ?? '', /^sha256:/);
    assert.deepEqual(notices, []);
  });

  test('activates the policy of the folder, and keeps the last good one when it no longer holds', async () => {
    supervisor = supervise();
    await supervisor.ready;
    const { digest } = (await ask('/v1/policy')) as { digest: string };
    const good = readFileSync(setUp.policyFile, 'utf8');
    try {
      writeFileSync(setUp.policyFile, good.replace('risk: low', 'risk: high'));
      await assert.rejects(ask('/v1/policy/activate', 'POST'), {
        code: 'policy_refused',
        message: /approvals are missing/,
      });
      writeFileSync(setUp.policyFile, good.replace('standing: [things:read]', 'standing: [thing:read]'));
      await assert.rejects(ask('/v1/policy/activate', 'POST'), {
        code: 'policy_refused',
        message: /:\d+:\d+: error: there is no scope thing:read\. Did you mean things:read/,
      });
      assert.equal(((await ask('/v1/policy')) as { digest: string }).digest, digest);
      await supervisor.stop();

      supervisor = supervise();
      await supervisor.ready;
      assert.match(notices.join(), /the last good policy stays active/);
      assert.equal(((await ask('/v1/policy')) as { digest: string }).digest, digest);

      writeFileSync(setUp.policyFile, good.replace('Reads things every day.', 'Reads things each night.'));
      const activation = (await ask('/v1/policy/activate', 'POST')) as { outcome: string; digest: string };
      assert.equal(activation.outcome, 'activated');
      assert.equal(((await ask('/v1/policy')) as { digest: string }).digest, activation.digest);
    } finally {
      writeFileSync(setUp.policyFile, good);
    }
  });

  test('does not call a policy active that the sequencer has not come to', {
    skip: process.platform !== 'linux',
  }, async () => {
    supervisor = supervise();
    await supervisor.ready;
    const good = readFileSync(setUp.policyFile, 'utf8');
    const [sequencer] = await processesOf('sequencer');
    writeFileSync(setUp.policyFile, good.replace('Reads things every day.', 'Reads things now and then.'));
    try {
      process.kill(sequencer as number, 'SIGSTOP');
      const activation = (await ask('/v1/policy/activate', 'POST')) as { outcome: string; digest: string };
      assert.equal(activation.outcome, 'waiting');
      process.kill(sequencer as number, 'SIGCONT');
      await until(async () => ((await ask('/v1/policy')) as { digest: string }).digest === activation.digest);
    } finally {
      process.kill(sequencer as number, 'SIGCONT');
      writeFileSync(setUp.policyFile, good);
    }
  });

  test('says in one sentence which port is taken, and which setting names it', async () => {
    const other = createServer().listen(setUp.port, '127.0.0.1');
    await once(other, 'listening');
    supervisor = supervise();
    await assert.rejects(supervisor.ready, {
      code: 'role_failed',
      message: new RegExp(`^Port ${setUp.port} on 127\\.0\\.0\\.1 is taken .*issuerGuard\\.listen`),
    });
    await supervisor.stop();
    other.close();
    assert.deepEqual(await processesOf(''), []);
  });

  test('does not start without any policy that holds, and says why', async () => {
    const good = readFileSync(setUp.policyFile, 'utf8');
    rmSync(setUp.dataDirectory, { recursive: true });
    writeFileSync(setUp.policyFile, good.replace('risk: low', 'risk: high'));
    try {
      supervisor = supervise();
      await assert.rejects(supervisor.ready, {
        code: 'role_failed',
        message: /scope things:read: its risk is high/,
      });
    } finally {
      writeFileSync(setUp.policyFile, good);
    }
  });
});

describe('ambit up, killed', { ...TIMEOUT, skip: process.platform !== 'linux' }, () => {
  test('leaves no process for long, and the next one starts at once', async () => {
    const child = await command();
    child.kill('SIGKILL');
    await once(child, 'exit');
    supervisor = supervise();
    await supervisor.ready;
    assert.equal(await metadata(), 200);
    await supervisor.stop();
    await until(async () => (await processesOf('')).length === 0);
  });

  test('by Ctrl-C, which reaches every process of the terminal, ends in order', async () => {
    const child = await command();
    process.kill(-(child.pid as number), 'SIGINT');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    assert.deepEqual(await processesOf(''), []);
  });
});

/** `ambit up` in a process group of its own, as a shell starts it. */
async function command(): Promise<ChildProcess> {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN, 'up', '--config', setUp.config], {
    cwd: setUp.folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

/** Ids of the processes that run a role on this configuration. */
async function processesOf(role: string): Promise<number[]> {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.includes('--role') && words.includes(setUp.config) && (role === '' || words.includes(role));
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function entriesOf(): Promise<Entry[]> {
  const postgres = await startEmbeddedPostgres({ directory: join(setUp.dataDirectory, 'postgres') });
  const store = await openStore({ url: postgres.url, applicationName: 'test' });
  const entries: Entry[] = [];
  for await (const { entry } of readEntries(store, { from: 0 })) entries.push(entry);
  await store.close();
  await postgres.stop();
  return entries;
}
