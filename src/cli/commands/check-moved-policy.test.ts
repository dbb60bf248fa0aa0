import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { asking, GateRepository, tillPolicy } from '../testing/gate-repository.ts';

const TIMEOUT = { timeout: 600_000 };
const WIDE = tillPolicy({ standing: '[orders:read, orders:secret]', scopes: secret('high') });
/** A scope that is no longer called high, on `main` beside the policy, where no check ever read it. */
const PLANTED = tillPolicy({ standing: '[orders:read, orders:secret]', scopes: secret('low') });

function secret(risk: string): string {
  return `  orders:secret: { resourceServer: orders, description: Reads what is secret., why: The shop needs it each day., owner: p-1, author: p-1, risk: ${risk}, sensitivity: internal, maxTtlSeconds: 600, reviewIntervalDays: 90 }\n`;
}

describe('a change can’t put another policy in the place of the judged one', TIMEOUT, () => {
  const highAtBase = { 'ambit/policy.yaml': tillPolicy({ scopes: secret('low') }) };

  test('by making the folder a link to one that an earlier change put there unjudged', async () => {
    using repository = new GateRepository({ 'docs/example/policy.yaml': PLANTED });
    repository.remove('ambit').link('docs/example', 'ambit').commit();
    const { said } = await repository.said('--base', 'main');
    assert.match(
      said.join('\n'),
      /warning policy-moved ambit: the policy was in ambit at main, and is now in docs\/example/,
    );
    const { out } = await repository.check('--base', 'main');
    assert.match(out, /^ {2}\+ till may always hold orders:secret/m, 'it is compared with what was judged');
    assert.equal((await repository.said('--base', 'main', '--strict')).exitCode, 1);
  });

  test('by a configuration that names such a folder', async () => {
    using repository = new GateRepository({ ...highAtBase, 'docs/example/policy.yaml': WIDE });
    repository.write({ 'ambit.config.yaml': 'policy: docs/example\n' }).commit();
    const { exitCode, said } = await repository.said('--base', 'main');
    assert.equal(exitCode, 1, 'what became high has no approval');
    assert.match(said.join('\n'), /warning policy-moved docs\/example: the policy was in ambit at main/);
    assert.match(said.join('\n'), /error approval-missing docs\/example\/policy.yaml: client till/);
  });

  test('nor by a configuration that names another than the base’s did', async () => {
    using repository = new GateRepository({
      'ambit.config.yaml': 'policy: rules\n',
      'rules/policy.yaml': tillPolicy(),
    });
    assert.deepEqual(await repository.said('--base', 'main'), { exitCode: 0, said: [] });
    repository.remove('ambit.config.yaml').write({ 'ambit/policy.yaml': PLANTED }).commit();
    const { said } = await repository.said('--base', 'main');
    assert.match(said.join('\n'), /policy-moved ambit: the policy was in rules at main, and is now in ambit/);
  });

  test('by making the folder a submodule, whose own branch would prove it', async () => {
    using other = new GateRepository();
    other.write({ 'policy.yaml': PLANTED }).remove('ambit').commit().git('branch', '-f', 'main');
    using repository = new GateRepository();
    repository.remove('ambit').git('rm', '-r', '--cached', '--quiet', 'ambit');
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.path, 'ambit');
    repository.commit();
    const { exitCode, said } = await repository.said('--base', 'main', '--scan', '.', '--scan', 'ambit');
    assert.equal(exitCode, 1);
    assert.match(
      said.join('\n'),
      /error policy-moved ambit: .* is now in another repository, where this one's reviews/,
    );
  });

  test('by a link that leads out of the repository', async () => {
    using other = new GateRepository();
    using repository = new GateRepository();
    repository.remove('ambit').link(join(other.path, 'ambit'), 'ambit').commit();
    const { exitCode, said } = await repository.said('--base', 'main', '--scan', 'apps');
    assert.equal(exitCode, 1);
    assert.match(said.join('\n'), /error policy-moved/);
  });

  test('and one that was a link, or in a submodule, before is found where it led', async () => {
    using linked = new GateRepository({ 'config/ambit/policy.yaml': tillPolicy() });
    linked.remove('ambit').link('config/../config/ambit', 'ambit').commit().git('branch', '-f', 'main');
    assert.deepEqual(await linked.said('--base', 'main'), { exitCode: 0, said: [] });
    using other = new GateRepository();
    using parent = new GateRepository();
    parent.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.path, 'rules');
    parent.write({ 'ambit.config.yaml': 'policy: rules/ambit\n' }).commit().git('branch', '-f', 'main');
    assert.deepEqual(await parent.said('--base', 'main'), { exitCode: 0, said: [] });
    // What the submodule's own branches are called says nothing.
    execFileSync('git', ['-C', join(parent.path, 'rules'), 'checkout', '-q', '--orphan', 'main2'], { stdio: 'pipe' });
    parent.write({ 'rules/ambit/policy.yaml': PLANTED });
    assert.match((await parent.check('--base', 'main')).out, /^ {2}\+ till may always hold orders:secret/m);
  });

  test('and a policy of another repository that is checked out inside is that one’s', async () => {
    using other = new GateRepository();
    using repository = new GateRepository({ '.gitignore': '/rules\n' });
    mkdirSync(join(repository.path, 'rules'));
    execFileSync('git', ['clone', '-q', '--branch', 'main', other.path, join(repository.path, 'rules')], {
      stdio: 'pipe',
    });
    repository.git('branch', '-f', 'main');
    const { exitCode, err } = await repository.check('rules/ambit', '--base', 'main', '--client', 'till');
    assert.deepEqual([exitCode, err], [0, '']);
  });
});

test('a file that a change moves with its policy is asked what it was', TIMEOUT, async () => {
  using repository = new GateRepository();
  repository.git('mv', 'ambit', 'rules');
  repository
    .write({ 'ambit.config.yaml': 'policy: rules\n', 'apps/till/appsscript.json': asking('orders:read') })
    .commit();
  const { exitCode, said } = await repository.said('--base', 'main');
  assert.equal(exitCode, 0);
  assert.deepEqual(said.length, 1);
  assert.match(said[0] ?? '', /^warning policy-moved rules/);
});
