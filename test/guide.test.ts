import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { freePorts } from './system/free-ports.ts';
import { until } from './system/wait.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** The ports that the guide names, each of which becomes one that is free. */
const PORTS = ['9000', '9001', '9010', '9011'];

/** A fenced block of the guide: ```<language> <rest> */
interface Block {
  readonly language: string;
  /** A file name, or how a shell block is run. */
  readonly rest: string;
  readonly text: string;
}

/** `docs/guide-own-server.md`, executed as it is written, but for ports and for the folder's name. */
test('the guide puts the guards in front of an authorization server and an API that are not the example’s', {
  timeout: 120_000,
}, async () => {
  let printed = '';
  let commands = 0;
  for (const { language, rest, text } of blocks) {
    if (language === 'text') {
      for (const line of text.trimEnd().split('\n')) assert.match(printed, patternOf(line), printed);
    } else if (language !== 'sh') {
      mkdirSync(dirname(join(folder, rest)), { recursive: true });
      writeFileSync(join(folder, rest), text);
    } else if (rest.startsWith('in-background')) {
      await inBackground(text, /ready="([^"]+)"/.exec(rest)?.[1] ?? null);
    } else {
      const { code, output } = await run(text);
      if (rest !== 'may-fail') assert.equal(code, 0, `${text}\n${output}`);
      printed = output;
      commands++;
    }
  }
  assert.ok(commands > 8, 'the guide has commands');
});

let folder: string;
let blocks: readonly Block[];
const background: ChildProcess[] = [];

before(async () => {
  folder = mkdtempSync(join(ROOT, '.try-'));
  const free = await freePorts(PORTS.length);
  const written = readFileSync(join(ROOT, 'docs/guide-own-server.md'), 'utf8');
  const guide = written.replace(new RegExp(`\\b(${PORTS.join('|')})\\b`, 'g'), (port) =>
    String(free[PORTS.indexOf(port)]),
  );
  blocks = [...guide.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language = '', rest = '', text = '']) => ({
    language,
    rest,
    text: text.replace('mkdir -p .try && cd .try', 'true'),
  }));
});

after(async () => {
  // Ambit first: it finishes what it does with the servers behind it.
  for (const child of background.reverse()) await end(child);
  rmSync(folder, { recursive: true, force: true });
});

function shell(text: string): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env;
  return spawn('bash', ['-e', '-o', 'pipefail', '-c', text], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, NO_COLOR: '1', PATH: `${dirname(process.execPath)}:${env['PATH']}` },
  });
}

async function run(text: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = shell(text);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
    });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, output };
}

async function inBackground(text: string, ready: string | null): Promise<void> {
  const child = shell(text);
  background.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
    });
  if (ready === null) return;
  await until(`“${ready}”`, () => {
    assert.equal(child.exitCode, null, output);
    return output.includes(ready);
  });
}

/** Ctrl-C reaches the whole group, as from a terminal. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  process.kill(-child.pid, 'SIGINT');
  await ended;
}

/** A line that must be printed; `…` stands for anything within it. */
function patternOf(line: string): RegExp {
  const pieces = line.split('…').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(pieces.join('.*'));
}
