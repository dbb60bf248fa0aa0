import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { selfSigned } from '../../gateway/testing/certificate.ts';
import { type Supervisor, superviseAmbit } from '../supervisor.ts';
import { exampleSetUp, type SetUp } from '../testing/example-set-up.ts';
import type { ReadinessReport } from './readiness.ts';

const DRAIN_SECONDS = 1;

describe('what each process says of itself', { timeout: 120_000, skip: process.platform !== 'linux' }, () => {
  let setUp: SetUp;
  let supervisor: Supervisor;
  const addresses = new Map<string, string>();
  const notices: string[] = [];
  let writeCertificate: () => void;

  before(async () => {
    setUp = await exampleSetUp();
    const free = ['sequencer', 'management', 'issuerGuard', 'apiGuard', 'notifier'].map((name) => `${name}: 0`);
    const tls = { certificate: join(setUp.folder, 'tls.crt'), key: join(setUp.folder, 'tls.key') };
    writeCertificate = () => {
      const pair = selfSigned('guard');
      writeFileSync(tls.certificate, pair.certificate);
      writeFileSync(tls.key, pair.key);
    };
    writeCertificate();
    appendFileSync(setUp.config, `  tls: { certificate: tls.crt, key: tls.key }\n`);
    appendFileSync(setUp.config, `operation: { ports: { ${free.join(', ')} }, drainSeconds: ${DRAIN_SECONDS} }\n`);
    const { DATABASE_URL: _, ...env } = process.env;
    supervisor = superviseAmbit({
      config: setUp.config,
      cwd: setUp.folder,
      env,
      onNotice: (message) => notices.push(message),
    });
    for (const fact of (await supervisor.ready).facts) {
      const [, name = '', address = ''] = /^health and metrics of (\S+) are on (\S+)$/.exec(fact) ?? [];
      if (name !== '') addresses.set(name, `http://${address}`);
    }
  });
  after(async () => {
    await supervisor?.stop();
    await setUp?.close();
  });

  const readyOf = async (name: string): Promise<{ status: number; report: ReadinessReport }> => {
    const response = await fetch(`${addresses.get(name)}/readyz`);
    return { status: response.status, report: (await response.json()) as ReadinessReport };
  };
  const metadataStatus = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const target = { host: '127.0.0.1', port: setUp.port, path: '/.well-known/openid-configuration', agent: false };
      request({ ...target, rejectUnauthorized: false }, (response) => resolve(response.resume().statusCode ?? 0))
        .once('error', reject)
        .end();
    });
  const until = async (check: () => unknown): Promise<void> => {
    while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  test('that it is alive and ready, with what that takes, once it answers', async () => {
    assert.deepEqual([...addresses.keys()].sort(), ['issuer-guard', 'management', 'sequencer']);
    for (const name of addresses.keys()) {
      assert.equal((await fetch(`${addresses.get(name)}/healthz`)).status, 200);
      const { status, report } = await readyOf(name);
      assert.deepEqual([status, report.ready, report.state], [200, true, 'running'], JSON.stringify(report));
      assert.ok(report.checks.some((check) => check.name === 'database'));
    }
    const { report } = await readyOf('issuer-guard');
    assert.deepEqual(report.checks.map(({ name }) => name).sort(), ['database', 'feed', 'ledger', 'policy']);
  });

  test('its metrics, and nothing but GET and HEAD, nothing else at any other path', async () => {
    assert.equal(await metadataStatus(), 200);
    for (const [name, address] of addresses) {
      const response = await fetch(`${address}/metrics`);
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
      const text = await response.text();
      assert.match(text, new RegExp(`^ambit_build_info\\{version="[^"]+",role="[^"]+",process="${name}"\\} 1$`, 'm'));
      assert.match(text, /^ambit_ready 1$/m);
      assert.match(text, /^process_resident_memory_bytes \d+/m);
      assert.match(text, /^ambit_ledger_entries_total\{kind="process\.started"\} 1$/m);
      assert.match(text, /^ambit_heartbeat_timestamp_seconds \d+/m);
      assert.equal((await fetch(`${address}/metrics`, { method: 'POST' })).status, 405);
      assert.equal((await fetch(`${address}/anything`)).status, 404);
    }
    const guard = await (await fetch(`${addresses.get('issuer-guard')}/metrics`)).text();
    assert.match(guard, /^http_server_request_duration_seconds_count\{server="issuer",endpoint="discovery",/m);
    assert.match(guard, /^ambit_policy_activated_timestamp_seconds [1-9]\d*/m);
    assert.match(
      await (await fetch(`${addresses.get('sequencer')}/metrics`)).text(),
      /^ambit_ledger_size_entries [1-9]\d*$/m,
    );
  });

  test('nothing of its memory, should it crash: no core dump, and nothing in one', () => {
    const postgres = Number(
      readFileSync(join(setUp.dataDirectory, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0],
    );
    const roles = childrenOf(process.pid).filter((pid) =>
      /\0up\0--role\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    );
    assert.equal(roles.length, 3);
    for (const pid of roles)
      assert.match(readFileSync(`/proc/${pid}/limits`, 'utf8'), /^Max core file size +0 +0 /m, `of ${pid}`);
    for (const pid of [...roles, postgres, ...childrenOf(postgres)])
      assert.match(readFileSync(`/proc/${pid}/coredump_filter`, 'utf8'), /^0+$/m, `of ${pid}`);
  });

  test('that its certificate is another one, once it is told that the files have changed', async () => {
    writeCertificate();
    supervisor.reload();
    await until(() => notices.some((notice) => notice.startsWith('issuer guard: a new certificate is in use')));
    assert.equal(await metadataStatus(), 200);
    assert.match(
      await (await fetch(`${addresses.get('issuer-guard')}/metrics`)).text(),
      /^ambit_tls_certificates_total\{server="issuer",outcome="used"\} 2$/m,
    );
  });

  test('that it isn’t ready while the database hangs, in time, and that it still runs', async () => {
    const pid = Number(readFileSync(join(setUp.dataDirectory, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
    const signalAll = (signal: NodeJS.Signals): void => {
      for (const one of [pid, ...childrenOf(pid)]) process.kill(one, signal);
    };
    signalAll('SIGSTOP');
    try {
      let report: ReadinessReport | null = null;
      await until(async () => {
        const ready = await readyOf('issuer-guard');
        report = ready.report;
        return ready.status === 503;
      });
      assert.equal(
        (report as ReadinessReport | null)?.checks.find(({ name }) => name === 'database')?.ok,
        false,
        JSON.stringify(report),
      );
      assert.equal((await fetch(`${addresses.get('issuer-guard')}/healthz`)).status, 200);
      const metrics = await (await fetch(`${addresses.get('sequencer')}/metrics`)).text();
      assert.doesNotMatch(metrics, /^ambit_ledger_pending_entries /m, 'what can’t be known isn’t told');
      assert.match(metrics, /^ambit_ready 0$/m);
    } finally {
      signalAll('SIGCONT');
    }
    await until(async () => (await readyOf('issuer-guard')).status === 200);
  });

  test('that it drains, and serves meanwhile, when it is told to end', async () => {
    const stopped = supervisor.stop();
    await until(async () => (await readyOf('issuer-guard')).report.state === 'draining');
    const { status } = await readyOf('issuer-guard');
    assert.equal(status, 503);
    assert.equal(await metadataStatus(), 200, 'it takes requests until the time is over');
    await stopped;
    await assert.rejects(metadataStatus());
  });
});

/** PostgreSQL's processes each are a group of their own. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Z] )/);
        return Number(rest.split(' ')[1]) === parent;
      } catch {
        return false;
      }
    });
}
