import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText } from '../../policy/testing/shop-policy.ts';
import { asking, GateRepository, tillPolicy } from '../testing/gate-repository.ts';

const TIMEOUT = { timeout: 600_000 };
const FILE = 'apps/till/appsscript.json';
/** The desk may export orders, and the till may not. */
const POLICY = tillPolicy({
  clients: clientText('desk', { standing: '[orders:read, orders:export]', sources: "['apps/desk/']" }),
});
const DESK = ['--base', 'main', '--client', 'desk'] as const;

const repositoryWithDesk = () => new GateRepository({ 'ambit/policy.yaml': POLICY });

describe('a file of a client’s sources that a change moves to where it is nobody’s', TIMEOUT, () => {
  for (const [what, to, content] of [
    ['under another name', 'scripts/appsscript.json', asking('orders:read')],
    ['and asks for more', 'scripts/deep/more-appsscript.json', asking('orders:read', 'orders:export')],
  ] as const)
    test(`${what} does not fall to whoever the repository is said to be`, async () => {
      using repository = repositoryWithDesk()
        .remove(FILE)
        .write({ [to]: content })
        .commit();
      const { exitCode, said } = await repository.said(...DESK);
      assert.equal(exitCode, 1);
      assert.equal(said.length, content === asking('orders:read') ? 1 : 2);
      for (const one of said)
        assert.match(
          one,
          /^error source-lost scripts\/\S+: orders:\w+ is asked for in a file of till, which this change moves from apps\/till\/appsscript\.json, and so makes desk’s$/,
        );
    });

  test('may move to the sources of another client, or stay its own', async () => {
    using repository = repositoryWithDesk();
    repository.git('mv', FILE, 'apps/till/renamed-appsscript.json');
    repository.commit();
    assert.deepEqual(await repository.said(...DESK), { exitCode: 0, said: [] });
    repository.git('switch', '-q', '-c', 'other', 'main');
    repository
      .remove(FILE)
      .write({ 'apps/desk/appsscript.json': asking('orders:read', 'orders:export') })
      .commit();
    assert.deepEqual(await repository.said(...DESK), { exitCode: 0, said: [] });
  });

  test('and a new file beside it is still whoever’s the repository is said to be', async () => {
    using repository = repositoryWithDesk()
      .write({ 'scripts/appsscript.json': asking('orders:export') })
      .commit();
    assert.deepEqual(await repository.said(...DESK), { exitCode: 0, said: [] });
  });
});
