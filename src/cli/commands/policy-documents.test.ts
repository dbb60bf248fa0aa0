import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, mock, test } from 'node:test';
import { runAmbit } from '../testing/run-ambit.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Stands in a document for the key that a command printed, which is another each time. */
const KEY = /bob\.shop\.example\+…/g;

/** Each document, executed as it is written. */
describe('the documents of policy commands', () => {
  // What rules warn of depends on the day; a document is about the one on which it was written.
  before(() => mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-12-01T00:00:00Z') }));
  after(() => mock.timers.reset());

  for (const document of ['policy-tests.md', 'policy-diff.md'])
    test(`${document} shows what really comes, in a repository whose main has Acme’s policy`, async () => {
      await inFolder(async (folder) => {
        cpSync(join(ROOT, 'examples/acme'), folder, { recursive: true });
        git(folder, ['init', '-q', '-b', 'main']);
        git(folder, ['add', '.']);
        git(folder, ['commit', '-q', '-m', 'The policy before']);
        await execute(document, folder);
      });
    });

  test('policy-guide.md leads from an empty folder to a green check', async () => {
    await inFolder(async (folder) => {
      git(folder, ['init', '-q', '-b', 'main']);
      await execute('policy-guide.md', folder);
    });
  });
});

/** Files are written, commands run, and what a command said is what the text after it says. */
async function execute(document: string, folder: string): Promise<void> {
  let said = '';
  let key = '';
  let commands = 0;
  for (const { language, rest, text } of blocksOf(readFileSync(join(ROOT, 'docs', document), 'utf8'))) {
    if (language === 'yaml') {
      mkdirSync(dirname(join(folder, rest)), { recursive: true });
      writeFileSync(join(folder, rest), text.replace(KEY, `'${key}'`));
    } else if (language === 'text') assert.equal(said.replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:…'), text);
    else {
      const lines = text.trimEnd().split('\n');
      for (const [index, line] of lines.entries()) {
        const [program, ...args] = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
        if (program === 'git') {
          git(folder, args);
          continue;
        }
        assert.equal(program, 'ambit', line);
        const expected = rest === 'exit=1' && index === lines.length - 1 ? 1 : 0;
        const { exitCode, out, err } = await runAmbit(folder, ...args);
        assert.equal(exitCode, expected, `${line}\n${out}${err}`);
        said = out + err;
        key = /approvalKeys: \['([^']+)'\]/.exec(out)?.[1] ?? key;
        commands++;
      }
    }
  }
  assert.ok(commands > 0);
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-document-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function blocksOf(document: string): { language: string; rest: string; text: string }[] {
  return [...document.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', rest = '', text = '']) => ({ language, rest, text }),
  );
}

function git(cwd: string, args: readonly string[]): void {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@acme.example', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...author, ...args], { cwd, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}
