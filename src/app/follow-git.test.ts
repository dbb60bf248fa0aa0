import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { callManagement } from '../http/index.ts';
import { type Supervisor, superviseAmbit } from './supervisor.ts';
import { exampleSetUp, type SetUp } from './testing/example-set-up.ts';

const TIMEOUT = { timeout: 120_000 };

interface ShownEntry {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A real Ambit on a real PostgreSQL, beside a repository that people push to and the clone that it fetches into. */
describe('a policy that follows a Git ref', TIMEOUT, () => {
  let setUp: SetUp;
  let supervisor: Supervisor;
  let [origin, clone] = ['', ''];
  const notices: string[] = [];

  const git = (cwd: string, ...args: string[]): string => {
    const author = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
    const { status, stdout, stderr } = spawnSync('git', [...author, ...args], { cwd, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  };
  const commit = (from: string, to: string, branch = 'main'): string => {
    const file = join(origin, 'ambit/policy.yaml');
    git(origin, 'checkout', '-q', '-B', branch);
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes(from));
    writeFileSync(file, text.replace(from, to));
    git(origin, 'commit', '-q', '-a', '-m', to);
    return git(origin, 'rev-parse', 'HEAD');
  };
  const ask = (path: string, method: 'GET' | 'POST' = 'GET'): Promise<unknown> =>
    callManagement({ socket: join(setUp.dataDirectory, 'run/management.sock'), method, path });
  const entries = async (): Promise<readonly ShownEntry[]> =>
    ((await ask('/v1/policy/activations')) as { activations: readonly { entry: ShownEntry }[] }).activations.map(
      ({ entry }) => entry,
    );
  const of = async (hash: string): Promise<readonly string[]> =>
    (await entries()).filter(({ body }) => body['commit'] === hash).map(({ kind }) => kind);
  const until = async (check: () => Promise<unknown>): Promise<void> => {
    while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const start = async (): Promise<void> => {
    const { DATABASE_URL: _, ...env } = process.env;
    supervisor = superviseAmbit({
      config: setUp.config,
      cwd: setUp.folder,
      env,
      onNotice: (message) => notices.push(message),
    });
    await supervisor.ready;
  };

  before(async () => {
    setUp = await exampleSetUp();
    [origin, clone] = [join(setUp.folder, 'origin'), join(setUp.folder, 'clone.git')];
    mkdirSync(origin);
    cpSync(join(setUp.folder, 'policy'), join(origin, 'ambit'), { recursive: true });
    git(origin, 'init', '-q', '-b', 'main');
    git(origin, 'add', '.');
    git(origin, 'commit', '-q', '-m', 'A policy');
    git(setUp.folder, 'clone', '-q', '--bare', origin, clone);
    const config = readFileSync(setUp.config, 'utf8');
    const followed = 'policy: { git: { repository: clone.git, remote: origin, pollSeconds: 1 } }';
    writeFileSync(setUp.config, config.replace('policy: policy', followed));
    await start();
  });
  after(async () => {
    await supervisor.stop();
    await setUp.close();
  });

  test('is activated at the start, and the entry names the commit', async () => {
    assert.deepEqual(await of(git(origin, 'rev-parse', 'HEAD')), ['policy.activated']);
    assert.equal((await entries())[0]?.body['revision'], 'refs/ambit/main');
  });

  test('becomes active by itself once it is pushed', async () => {
    const hash = commit('Reads things every day.', 'Reads things each night.');
    await until(async () => (await of(hash)).includes('policy.activated'));
    await until(async () => JSON.stringify(await ask('/v1/policy')).includes('Reads things each night.'));
  });

  test('is refused once where it lacks an approval, does not become active and is not tried at every look', async () => {
    const { digest } = (await ask('/v1/policy')) as { digest: string };
    const hash = commit('risk: low', 'risk: high');
    await until(async () => (await of(hash)).length > 0);
    const refused = notices.filter((notice) => notice.includes('approvals are missing')).length;
    const next = commit('Reads things.', 'Reads all things.');
    await until(async () => (await of(next)).length > 0);
    assert.deepEqual([await of(hash), await of(next)], [['policy.refused'], ['policy.refused']]);
    assert.equal(refused, 1);
    await until(async () =>
      JSON.stringify(await ask('/v1/alerts')).includes(`The policy of commit ${hash.slice(0, 12)} was refused`),
    );
    assert.equal(((await ask('/v1/policy')) as { digest: string }).digest, digest);
  });

  test('is what a revision holds where somebody asks for one', async () => {
    const hash = commit('risk: high', 'risk: low', 'proposal');
    await assert.rejects(ask('/v1/policy/activate?revision=proposal', 'POST'), { code: 'policy_refused' });
    git(clone, 'fetch', '-q', 'origin', 'proposal:proposal');
    const activation = (await ask('/v1/policy/activate?revision=proposal', 'POST')) as Record<string, unknown>;
    assert.deepEqual([activation['outcome'], activation['commit']], ['activated', hash]);
    await assert.rejects(ask('/v1/policy/activate?revision=--all', 'POST'), { code: 'policy_refused' });
  });

  test('is refused once, and the last good one stays, while the repository can’t be reached; then it goes on', async () => {
    const unreachable = async (): Promise<number> =>
      (await entries()).filter(({ body }) => body['reason'] === 'fetch_failed').length;
    const { digest } = (await ask('/v1/policy')) as { digest: string };
    renameSync(origin, `${origin}.away`);
    await until(async () => (await unreachable()) > 0);
    await supervisor.stop();
    await start();
    assert.ok(notices.some((notice) => notice.includes("can't be fetched from origin")));
    renameSync(`${origin}.away`, origin);
    const hash = commit('Reads things', 'Reads many things', 'main');
    await until(async () => (await of(hash)).length > 0);
    assert.equal(await unreachable(), 1);
    assert.notEqual(digest, '');
  });
});
