import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { clientText, scopeText, shopText } from '../src/policy/testing/shop-policy.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

interface ActionFile {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

let repository = '';
let tools = '';

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=A Developer', '-c', 'user.email=dev@shop.example', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', repository, ...identity, ...args], { stdio: 'pipe' });
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

before(() => {
  repository = mkdtempSync(join(tmpdir(), 'ambit-recipe-'));
  tools = mkdtempSync(join(tmpdir(), 'ambit-npm-'));
  // What npm would install is what is here, and never in the repository.
  write(
    tools,
    'npm',
    `#!/usr/bin/env bash\n[ "$*" = "install --silent --no-save ambit@latest" ] && [ "$PWD" != "${repository}" ] || exit 99\nmkdir -p node_modules/.bin\nprintf '#!/usr/bin/env bash\\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${join(ROOT, 'bin/ambit.js')}" "$@"\\n' > node_modules/.bin/ambit\nchmod +x node_modules/.bin/ambit\n`,
  );
  chmodSync(join(tools, 'npm'), 0o755);
  git('init', '-q', '-b', 'main');
  write(
    repository,
    'ambit/policy.yaml',
    shopText({ scopes: scopeText('orders:read'), clients: clientText('till', { standing: '[orders:read]' }) }),
  );
  write(repository, 'appsscript.json', '{ "oauthScopes": ["orders:read"] }\n');
  git('add', '-A');
  git('commit', '-q', '-m', 'A till');
  git('remote', 'add', 'origin', repository);
  git('fetch', '-q', 'origin');
  git('switch', '-q', '-c', 'change');
  write(repository, 'appsscript.json', '{ "oauthScopes": ["orders:read", "orders:export"] }\n');
  git('commit', '-q', '-a', '-m', 'Export orders');
});
after(() => {
  for (const folder of [repository, tools]) rmSync(folder, { recursive: true });
});

function run(script: string, env: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: repository,
    encoding: 'utf8',
    env: { HOME, PATH: [tools, PATH].join(delimiter), ...env },
  });
  return { status, stdout, stderr };
}

describe('the GitHub Action', () => {
  const { inputs, runs } = parse(read('action.yml')) as ActionFile;

  test('hands each input to its script as a variable, and puts none into a text that runs', () => {
    const [step] = runs.steps;
    assert.equal(runs.steps.length, 1);
    assert.doesNotMatch(step?.run ?? '', /\$\{\{/);
    const given = Object.values(step?.env ?? {});
    for (const name of Object.keys(inputs)) assert.ok(given.includes(`\${{ inputs.${name} }}`), name);
    const script = read('ci/github-action.sh');
    for (const variable of Object.keys(step?.env ?? {}))
      assert.ok(variable === 'AMBIT_CHECK_KEY' || script.includes(variable), variable);
  });

  const act = (env: Readonly<Record<string, string>>) =>
    run(`bash '${join(ROOT, 'ci/github-action.sh')}'`, { AMBIT_CLIENT: 'till', AMBIT_SARIF: 'ambit.sarif', ...env });

  test('fails a pull request that asks for more, at its line, in its summary and as SARIF', () => {
    const summary = join(tools, 'summary.md');
    const { status, stdout, stderr } = act({ AMBIT_BASE: 'refs/remotes/origin/main', GITHUB_STEP_SUMMARY: summary });
    assert.equal(status, 1, stderr);
    assert.match(stdout, /^::error file=appsscript\.json,line=1,col=35,title=[^:]+::till asks for orders:export/m);
    assert.match(readFileSync(summary, 'utf8'), /till asks for orders/);
    const { runs: sarif } = JSON.parse(readFileSync(join(repository, 'ambit.sarif'), 'utf8'));
    assert.ok(sarif[0].results.some(({ ruleId }: { ruleId: string }) => ruleId === 'scope-not-allowed'));
  });

  test('judges a push against the commit before it, and says where there is none', () => {
    const before = execFileSync('git', ['-C', repository, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();
    const summary = join(tools, 'push.md');
    const pushed = act({ AMBIT_BEFORE: before, GITHUB_STEP_SUMMARY: summary });
    assert.equal(pushed.status, 1, pushed.stderr);
    assert.match(readFileSync(summary, 'utf8'), /Against .*, nobody gains anything by the policy/);
    assert.doesNotMatch(pushed.stdout, /No base/);
    for (const none of ['0'.repeat(40), '']) {
      const { stdout, stderr } = act({ AMBIT_BEFORE: none, CI: 'true', GITHUB_STEP_SUMMARY: summary });
      assert.match(stdout, /^::warning title=No base::Nothing says what was there before: no change is judged/m);
      assert.match(stderr, /No base is named: no change is judged/);
    }
    assert.match(readFileSync(summary, 'utf8'), /No base is named/);
    const gone = act({ AMBIT_BEFORE: 'a'.repeat(40) });
    assert.equal(gone.status, 2, 'what a forced push took away can’t be told');
    assert.match(gone.stderr, /has no revision a{40}/);
    const named = act({ AMBIT_BEFORE: 'a'.repeat(40), AMBIT_BASE: 'refs/remotes/origin/main' });
    assert.equal(named.status, 1, named.stderr);
  });

  test('passes what the policy allows', () => {
    write(repository, 'allowed/appsscript.json', '{ "oauthScopes": ["orders:read"] }\n');
    const { status, stdout, stderr } = act({ AMBIT_SCAN: 'allowed\n' });
    assert.equal(status, 0, `${stdout}${stderr}`);
  });

  test('runs nothing that stands in an input', () => {
    const marker = join(tools, 'ran');
    const option = `--output=${marker}`;
    for (const [name, input] of [
      ['AMBIT_BASE', `$(touch ${marker})`],
      ['AMBIT_CLIENT', `'; touch ${marker}; '`],
      ['AMBIT_SCAN', `$(touch ${marker})`],
      ['AMBIT_POLICY', `"; touch ${marker} #`],
      ['AMBIT_BASE', option],
      ['AMBIT_CLIENT', option],
      ['AMBIT_SCAN', option],
      ['AMBIT_POLICY', option],
      ['AMBIT_BEFORE', `$(touch ${marker})`],
      ['AMBIT_BEFORE', option],
      ['AMBIT_BEFORE', `--upload-pack=touch ${marker}`],
    ] as const) {
      assert.notEqual(act({ [name]: input }).status, 0, `${name} ${input}`);
      assert.ok(!existsSync(marker), `${name} ${input}`);
    }
  });
});

describe('the job of GitLab CI', () => {
  const job = (parse(read('ci/gitlab.yml')) as { 'ambit-check': { script: readonly string[] } })['ambit-check'];

  test('fails a merge request that asks for more, and leaves its reports', () => {
    const { status, stdout, stderr } = run(`set -e\n${job.script.join('\n')}`, {
      AMBIT_VERSION: 'latest',
      AMBIT_CLIENT: 'till',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: 'x',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    });
    assert.equal(status, 1, stderr);
    assert.match(stdout, /till asks for orders:export/);
    assert.match(readFileSync(join(repository, 'ambit-junit.xml'), 'utf8'), /<failure type="scope-not-allowed"/);
    for (const file of ['ambit.sarif', 'ambit.md']) assert.ok(existsSync(join(repository, file)), file);
  });
});

test('the job of GitLab CI judges a push against the commit before it', () => {
  const { 'ambit-check': job } = parse(read('ci/gitlab.yml')) as { 'ambit-check': { script: readonly string[] } };
  const pushed = (before: string) =>
    run(`set -e\n${job.script.join('\n')}`, {
      ...{ AMBIT_VERSION: 'latest', AMBIT_CLIENT: 'till', CI: 'true', CI_COMMIT_BEFORE_SHA: before },
    });
  const before = execFileSync('git', ['-C', repository, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();
  const { status, stdout, stderr } = pushed(before);
  assert.equal(status, 1, stderr);
  assert.match(stdout, new RegExp(`Against ${before}, the policy changes nothing`));
  assert.match(pushed('0'.repeat(40)).stdout, /Nothing says what was there before, so no change is judged/);
  assert.equal(pushed('a'.repeat(40)).status, 2);
});

test('the hook of pre-commit is a command of the package', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml')) as { id: string; entry: string; language: string }[];
  assert.deepEqual([hook?.id, hook?.entry, hook?.language], ['ambit-check', 'ambit check', 'node']);
  const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> };
  assert.ok(bin['ambit']);
});
