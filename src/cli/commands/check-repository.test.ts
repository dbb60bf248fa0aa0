import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { type CheckRun, compilePolicy, proveCheckRun } from '../../policy/index.ts';
import { clientText, privateKeyOf, scopeText, shopText, signerOf } from '../../policy/testing/shop-policy.ts';
import { formatVerifierKey } from '../../proof/index.ts';
import { runAmbit, runAmbitWith } from '../testing/run-ambit.ts';

const folders: string[] = [];
let repository = '';

const check = (...args: string[]) => runAmbit(repository, 'check', ...args);

interface Finding {
  readonly rule: string;
  readonly file: string;
  readonly scope: string | null;
  readonly client: string | null;
}

async function findings(...args: string[]): Promise<{ exitCode: number; said: string[]; held: number }> {
  const { exitCode, out } = await check('--format', 'json', ...args);
  const { repository: found } = JSON.parse(out) as { repository: { findings: Finding[]; held: number } };
  return {
    exitCode,
    said: found.findings.map(({ rule, file, scope, client }) => `${rule} ${file} ${client} ${scope}`),
    held: found.held,
  };
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=A Developer', '-c', 'user.email=dev@shop.example', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', repository, ...identity, ...args], { stdio: 'pipe' });
}

function write(file: string, text: string): void {
  const path = join(repository, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function commit(message: string): void {
  git('add', '-A');
  git('commit', '-q', '-m', message);
}

const asking = (...scopes: string[]): string =>
  `${JSON.stringify({ timeZone: 'Etc/UTC', oauthScopes: scopes }, null, 2)}\n`;

const policy = (standing = '[orders:read]', scopes = ''): string =>
  shopText({
    scopes: `${scopeText('orders:read')}${scopeText('orders:export', { risk: 'high', sensitivity: 'confidential' })}${scopes}`,
    clients: clientText('till', { standing, sources: "['apps/till/']" }),
  });

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'ambit-gate-'));
  folders.push(repository);
  git('init', '-q', '-b', 'main');
  write('ambit/policy.yaml', policy());
  write('apps/till/appsscript.json', asking('orders:read'));
  // Its scope is high, and nobody holds it: it needs an approval, which isn't what these tests are about.
  write('ambit/policy.yaml', policy().replaceAll('risk: high', 'risk: low'));
  commit('A till that reads orders');
  git('switch', '-q', '-c', 'change');
});
after(() => {
  for (const folder of folders) {
    rmSync(folder, { recursive: true });
    rmSync(`${folder}.key`, { force: true });
  }
});

describe('ambit check of a repository', () => {
  test('holds while it asks for what the policy allows', async () => {
    const { exitCode, out, err } = await check();
    assert.deepEqual([exitCode, err], [0, '']);
    assert.match(out, /It asks for nothing that the policy does not allow: 1 request; \d files? scanned\.\n$/);
  });

  test('fails a change that asks for more, at its line, with what to do about it', async () => {
    write('apps/till/appsscript.json', asking('orders:read', 'orders:export'));
    commit('Export the orders');
    const { exitCode, out } = await check('--base', 'main');
    assert.equal(exitCode, 1);
    assert.match(
      out,
      /^apps\/till\/appsscript\.json:5:6 error scope-not-allowed: till asks for orders:export, which it may not hold \(low risk, confidential data\)\n {2}5 │ {5}"orders:export"\n {4}│ {6}\^\n {2}Use orders:read where that is enough\. Else have p-1 add orders:export/m,
    );
    assert.match(out, /It asks for what the policy does not allow: 2 requests, 1 error; /);
    assert.match(out, /Against main, the policy changes nothing for anybody\./);
  });

  test('fails a change that lets itself have more without the approval that it needs', async () => {
    write('ambit/policy.yaml', policy('[orders:read, orders:export]'));
    write('apps/till/appsscript.json', asking('orders:read', 'orders:export'));
    commit('Export the orders, and allow it');
    const { exitCode, out } = await check('--base', 'main');
    assert.equal(exitCode, 1);
    assert.match(out, /error approval-missing: client till/);
    assert.match(out, /^ {2}\+ till may always hold orders:export/m);
    assert.match(out, /It asks for nothing that the policy does not allow: 2 requests/);
  });

  test('takes nobody’s word who was made an approver by the same change', async () => {
    write(
      'ambit/policy.yaml',
      policy('[orders:read, orders:export]').replace('p-1: {}', 'p-1: { approves: critical }'),
    );
    commit('Approve myself');
    assert.equal((await check('--base', 'main')).exitCode, 1);
  });

  test('judges where nothing says for whom, as of nobody', async () => {
    write('scripts/appsscript.json', asking('orders:read'));
    commit('A script');
    assert.deepEqual((await findings()).said, ['client-not-said scripts/appsscript.json null orders:read']);
    assert.deepEqual((await findings('--client', 'till')).said, []);
  });

  test('finds what is in the folder where one stands, by sources from the top of the repository', async () => {
    write('apps/till/deep/appsscript.json', asking('orders:export'));
    commit('More');
    const { exitCode, out } = await runAmbit(join(repository, 'apps/till'), 'check', '../../ambit');
    assert.equal(exitCode, 1);
    assert.match(out, /^deep\/appsscript\.json:4:6 error scope-not-allowed: till asks/m);
  });

  test('says what of it can’t be read, and with --strict fails for it', async () => {
    write('apps/till/x.appsscript.json', '"oauthScopes":');
    commit('Broken');
    const { exitCode, out } = await check();
    assert.equal(exitCode, 0);
    assert.match(out, /x\.appsscript\.json:1:\d+ warning file-unread: not read, or not whole: this is not JSON/);
    const strict = await findings('--strict');
    assert.equal(strict.exitCode, 1);
  });

  test('looks at the policy alone where it is told so, or is in no work tree', async () => {
    write('apps/till/appsscript.json', asking('orders:export'));
    commit('More');
    const { exitCode, err } = await check('--no-scan');
    assert.deepEqual([exitCode, err], [0, '']);
    rmSync(join(repository, '.git'), { recursive: true });
    const outside = await check();
    assert.equal(outside.exitCode, 0);
    assert.match(outside.err, /^Nothing was scanned for requests, for this is no Git work tree: --scan PATH/);
    assert.equal((await check('--scan', 'apps')).exitCode, 1);
  });

  test('fails where the team expects something else of the policy', async () => {
    write(
      'ambit/till.test.yaml',
      'expectations:\n  - { name: The till exports, client: till, scopes: [orders:export], expect: { outcome: permit } }\n',
    );
    commit('Expect more');
    const { exitCode, out } = await check();
    assert.equal(exitCode, 1);
    assert.match(out, /error policy-test: The till exports \(till\): Expected the outcome permit, got refuse/);
    assert.match(out, /The policy does not do what is expected: 0 of 1 expectation passed\./);
  });

  test('is told to every tool in its own format', async () => {
    write('apps/till/appsscript.json', asking('orders:export'));
    commit('More');
    const said = async (format: string): Promise<string> => {
      const { exitCode, out } = await check('--format', format, '--output', 'out.txt');
      assert.deepEqual([exitCode, out], [1, ''], format);
      return readFileSync(join(repository, 'out.txt'), 'utf8');
    };
    const { runs } = JSON.parse(await said('sarif')) as {
      runs: {
        results: { ruleId: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[];
      }[];
    };
    const result = runs[0]?.results.find(({ ruleId }) => ruleId === 'scope-not-allowed');
    assert.equal(result?.locations[0]?.physicalLocation.artifactLocation.uri, 'apps/till/appsscript.json');
    assert.match(
      await said('github'),
      /^::error file=apps\/till\/appsscript\.json,line=4,col=6,title=[^:]+::till asks for orders:export/m,
    );
    assert.match(await said('junit'), /<failure type="scope-not-allowed"/);
    assert.match(await said('markdown'), /till asks for orders/);
    assert.match(await said('human'), /scope-not-allowed/);
  });
});

describe('the baseline of a repository', () => {
  const old = async (): Promise<void> => {
    write('apps/till/appsscript.json', asking('orders:read', 'orders:export'));
    // What Git doesn't track isn't scanned.
    git('add', '-A');
    assert.equal((await check('--write-baseline')).exitCode, 0);
    commit('As it was');
  };

  test('lets what was there pass, and fails what is new', async () => {
    await old();
    assert.deepEqual(await findings(), { exitCode: 0, said: [], held: 1 });
    assert.match((await check()).out, /1 let pass by the baseline, the first until 20\d\d-/);
    write('apps/till/appsscript.json', asking('new', 'orders:read', 'orders:export'));
    assert.deepEqual((await findings()).said, ['scope-not-allowed apps/till/appsscript.json till new']);
  });

  test('ends', async () => {
    await old();
    const file = 'ambit.baseline.yaml';
    write(file, readFileSync(join(repository, file), 'utf8').replace(/expires: .*/, 'expires: 2026-01-01T00:00:00Z'));
    assert.deepEqual(await findings(), {
      exitCode: 1,
      said: [
        'scope-not-allowed apps/till/appsscript.json till orders:export',
        'baseline-expired ambit.baseline.yaml till orders:export',
      ],
      held: 0,
    });
  });

  test('that a change adds to, or makes last, fails against the branch before it', async () => {
    await old();
    assert.deepEqual((await findings('--base', 'main')).said, [
      'baseline-widened ambit.baseline.yaml till orders:export',
    ]);
    assert.deepEqual((await findings('--base', 'change')).said, []);
    write('apps/till/appsscript.json', asking('orders:read', 'orders:export', 'orders:export2'));
    await check('--write-baseline');
    assert.deepEqual((await findings('--base', 'change')).said, [
      'baseline-widened ambit.baseline.yaml till orders:export2',
    ]);
  });

  test('comes with the first policy', async () => {
    git('switch', '-q', '--orphan', 'fresh');
    write('README.md', 'A shop.');
    commit('Before there is a policy');
    git('switch', '-q', '-c', 'adopt');
    write('ambit/policy.yaml', policy().replaceAll('risk: high', 'risk: low'));
    await old();
    assert.deepEqual((await findings('--base', 'fresh', '--first')).said, []);
    const unsaid = await check('--base', 'fresh');
    assert.equal(unsaid.exitCode, 2);
    assert.match(unsaid.err, /there is no policy in this folder: where the change brings the first one, say --first/);
  });

  test('can’t be brought by moving the policy, which would prove itself', async () => {
    git('mv', 'ambit', 'elsewhere');
    write(
      'elsewhere/policy.yaml',
      policy('[orders:read, orders:export]').replace('p-1: {}', 'p-1: { approves: critical }'),
    );
    commit('Move the policy');
    assert.equal((await check('elsewhere', '--base', 'main')).exitCode, 2);
  });

  test('that can’t be read lets nothing pass, and says where it is wrong', async () => {
    await old();
    write('ambit.baseline.yaml', 'baseline: 1\nentries:\n  - { file: a }\n');
    const { exitCode, out } = await check();
    assert.equal(exitCode, 1);
    assert.match(out, /^ambit\.baseline\.yaml:3:\d+ error/m);
    assert.match(out, /error scope-not-allowed/);
  });

  test('can be elsewhere, and can’t be missing then', async () => {
    await old();
    const elsewhere = await check('--baseline', 'nowhere.yaml');
    assert.equal(elsewhere.exitCode, 2);
    assert.match(elsewhere.err, /^ambit: The baseline \S*nowhere\.yaml can't be read/);
  });
});

describe('a check that is recorded', () => {
  const ci = signerOf('ci.example', 50);
  const keyFile = (): string => `${repository}.key`;
  const head = (): string => execFileSync('git', ['-C', repository, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const signed = (): string =>
    `${policy().replaceAll('risk: high', 'risk: low')}attestors:\n  ci: { description: The gate of the shop., author: p-1, attests: check_run, key: '${formatVerifierKey(ci.key)}' }\n`;

  beforeEach(() => {
    writeFileSync(keyFile(), privateKeyOf(50).export({ format: 'pem', type: 'pkcs8' }));
    write('ambit/policy.yaml', signed());
    commit('Name the gate');
  });

  const runOf = (): CheckRun | string => {
    const { identified } = compilePolicy([{ path: 'policy.yaml', text: signed() }]);
    assert.ok(identified);
    return proveCheckRun(identified.policy, readFileSync(join(repository, 'run.note'), 'utf8'));
  };

  test('is signed with what it came to, of the commit that it checked', async () => {
    // Who vouches for check runs needs an approval, so that this one fails.
    const { exitCode, err } = await check(
      '--record',
      'run.note',
      '--record-key',
      keyFile(),
      '--repository',
      'shop/till',
    );
    assert.equal(exitCode, 1);
    assert.match(err, /signed in run\.note: ambit checks record brings it/);
    const run = runOf();
    assert.ok(typeof run !== 'string', String(run));
    assert.deepEqual(
      { ...run, policies: [], scan: { ...run.scan, files: 0 }, time: '' },
      {
        ...{ version: 2, repository: 'shop/till', commit: head(), base: null, policies: [], time: '' },
        ...{ outcome: 'failed', errors: 1, requests: 1, held: 0, heldUntil: null, attestor: 'ci' },
        scan: { extent: 'whole', files: 0, client: null, strict: false, baseline: null },
      },
    );
    assert.deepEqual(
      run.policies.map(({ environment, base }) => [environment, base]),
      [['production', null]],
    );
  });

  test('passes where the policy before knows the gate, and says of which commit only where files are as committed', async () => {
    git('branch', '-f', 'main');
    write('apps/till/appsscript.json', asking());
    const args = ['--base', 'main', '--record', 'run.note'];
    const pem = readFileSync(keyFile(), 'utf8');
    const { exitCode, err } = await runAmbitWith({ AMBIT_CHECK_KEY: pem }, repository, 'check', ...args);
    assert.equal(exitCode, 0, err);
    const run = runOf();
    assert.ok(typeof run !== 'string', String(run));
    assert.deepEqual([run.outcome, run.errors, run.commit, run.base], ['passed', 0, null, head()]);
    const [checked] = run.policies;
    assert.equal(checked?.base, checked?.policy);
  });

  test('says how much was scanned, and by which baseline, so that --no-scan hides nothing', async () => {
    git('branch', '-f', 'main');
    const scanOf = async (...args: string[]) => {
      await check('--base', 'main', '--record', 'run.note', '--record-key', keyFile(), ...args);
      const run = runOf();
      assert.ok(typeof run !== 'string', String(run));
      return [run.scan?.extent, (run.scan?.files ?? 0) > 0, run.scan?.strict, run.scan?.baseline?.slice(0, 7) ?? null];
    };
    assert.deepEqual(await scanOf('--no-scan'), ['none', false, false, null]);
    assert.deepEqual(await scanOf('--scan', 'apps', '--strict'), ['part', true, true, null]);
    write('ambit.baseline.yaml', 'baseline: 1\nentries: []\n');
    assert.deepEqual(await scanOf(), ['whole', true, false, 'sha256:']);
  });

  test('names the policy of every environment that was judged, and what each was before', async () => {
    git('branch', '-f', 'main');
    write('ambit/staging.yaml', 'overlay: staging\nclients: { till: { maxTtlSeconds: 60 } }\n');
    await check('--base', 'main', '--record', 'run.note', '--record-key', keyFile());
    const run = runOf();
    assert.ok(typeof run !== 'string', String(run));
    const [production, staging, ...more] = run.policies;
    assert.deepEqual([production?.environment, staging?.environment, more], ['production', 'staging', []]);
    assert.equal(production?.base, production?.policy);
    assert.equal(staging?.base, null, 'the base had no such environment');
    assert.notEqual(staging?.policy, production?.policy);
  });

  test('is signed by nobody else', async () => {
    writeFileSync(keyFile(), privateKeyOf(51).export({ format: 'pem', type: 'pkcs8' }));
    const { exitCode, err } = await check('--record', 'run.note', '--record-key', keyFile());
    assert.equal(exitCode, 2);
    assert.match(err, /that of no attestor of the policy that vouches for check runs/);
    assert.match(
      (await check('--record', 'run.note')).err,
      /name the key with --record-key FILE, or put it into AMBIT_CHECK_KEY/,
    );
  });
});

describe('what ambit check can’t do is one sentence', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    ['a revision that isn’t there', ['--base', 'nowhere'], /has no revision nowhere/],
    ['an option for a revision', ['--base=--output=x'], /neither a folder nor a plain Git revision/],
    ['two policies before', ['--base', 'main', '--against', 'ambit'], /once: --base REVISION, or --against FOLDER/],
    ['a client that the policy hasn’t', ['--client', 'nobody'], /has no client nobody/],
    ['a path that isn’t there', ['--scan', 'nowhere'], /nowhere/],
    ['a report without a file', ['--report', 'sarif'], /sarif is no report: write a format and a file/],
    ['a format that there isn’t', ['--report', 'xml=a'], /Formats are human, json, sarif/],
    ['an end that is no time', ['--write-baseline', '--expires', 'never'], /never is no day/],
  ];
  for (const [what, args, says] of cases)
    test(what, async () => {
      const { exitCode, err } = await check(...args);
      assert.equal(exitCode, 2);
      assert.match(err, says);
      assert.doesNotMatch(err, /\n {4}at /);
    });

  test('a link to a baseline elsewhere is read as what it is', async () => {
    symlinkSync('/dev/null', join(repository, 'ambit.baseline.yaml'));
    assert.equal((await check()).exitCode, 1);
  });
});
