/**
 * Has programs that nobody here wrote judge what Ambit makes. Each says what it verified; what isn't on this machine is skipped, with the
 * reason. Installs nothing.
 *
 *     npm run interop
 */
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { logServer } from '../../src/http/index.ts';
import { latestCheckpoint } from '../../src/ledger/index.ts';
import { draft, temporaryLedger } from '../../src/ledger/testing/temporary-ledger.ts';
import { formatVerifierKey } from '../../src/proof/index.ts';

const GO = resolve(import.meta.dirname, 'go');
const GOLDEN = resolve(import.meta.dirname, '../golden/ledger-1');
/** More than two full tiles. */
const STEPS = [1, 250, 400];

/** Why the Go program can't be run here; null where it can. Its module is never fetched by this. */
function goIsMissing(): string | null {
  const version = run('go', ['version'], GO);
  if (version.error !== undefined) return 'there is no Go here';
  // `list` finds the module in Go's own cache, or nowhere.
  const modules = run('go', ['list', '-deps', '.'], GO);
  if (modules.status === 0) return null;
  const complaint = modules.stderr.trim().split('\n')[0] ?? '';
  return `golang.org/x/mod is not in Go's module cache: run "go mod download" in test/interop/go (${complaint})`;
}

function run(program: string, args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  const env = { ...process.env, GOPROXY: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' };
  return spawnSync(program, args, { cwd, encoding: 'utf8', env });
}

/** Runs the verifier, while this process goes on serving. */
async function verify(program: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  for (const line of said.trim().split('\n')) console.log(`  ${line}`);
  return code === 0;
}

/** A ledger as it runs: written by a writer, sequenced, served out of the database. */
async function liveLedger(program: string, folder: string): Promise<boolean> {
  const ledger = await temporaryLedger();
  const server = logServer({ store: ledger.store, token: null, onFault: console.error });
  try {
    const writer = await ledger.writer('guard-1');
    const earlier: string[] = [];
    for (const count of STEPS) {
      await writer.append({ drafts: Array.from({ length: count }, () => draft()) });
      await ledger.sequencer().settled();
      const file = join(folder, `${earlier.length}.checkpoint`);
      writeFileSync(file, (await latestCheckpoint(ledger.store)) ?? '');
      earlier.push(file);
    }
    await writer.close();
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    return await verify(program, [url, formatVerifierKey(ledger.logSigner.key), ...earlier]);
  } finally {
    await server.close();
    await ledger.close();
  }
}

/** The ledger that every version has to verify, off the disk. */
async function goldenLedger(program: string, tampered: boolean): Promise<boolean> {
  const server = createServer(({ url = '' }, response) => {
    try {
      const bytes = readFileSync(join(GOLDEN, url));
      if (tampered && url === '/tile/entries/000') bytes[5000] = (bytes[5000] as number) ^ 1;
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const [key = ''] = readFileSync(join(GOLDEN, 'log.pub'), 'utf8').split('\n');
    const earlier = [1, 100, 256, 300].map((size) => join(GOLDEN, `earlier/${size}.checkpoint`));
    const { port } = server.address() as AddressInfo;
    return await verify(program, [`http://127.0.0.1:${port}`, key, ...earlier]);
  } finally {
    server.close();
  }
}

const missing = goIsMissing();
if (missing !== null) console.log(`golang.org/x/mod/sumdb (note, tlog): skipped, for ${missing}`);
else {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-interop-'));
  try {
    const program = join(folder, 'verify');
    const built = run('go', ['build', '-o', program, '.'], GO);
    if (built.status !== 0) throw new Error(`The Go program does not build: ${built.stderr}`);
    const checks: readonly (readonly [title: string, holds: () => Promise<boolean>])[] = [
      ['a ledger that runs', () => liveLedger(program, folder)],
      ['the golden ledger', () => goldenLedger(program, false)],
      ['not the golden ledger with one bit changed', async () => !(await goldenLedger(program, true))],
    ];
    for (const [title, holds] of checks) {
      console.log(`golang.org/x/mod/sumdb (note, tlog) verifies ${title}`);
      const good = await holds();
      console.log(good ? '  as it should' : '  AND SHOULD NOT SAY SO');
      if (!good) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
