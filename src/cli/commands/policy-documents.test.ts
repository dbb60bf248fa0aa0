import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { runCommandLine } from '../run-command-line.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Each document, executed as it is written, in a repository whose `main` has Acme's policy. */
describe('the documents of policy commands', () => {
  for (const document of ['policy-tests.md', 'policy-diff.md'])
    test(`${document} shows what really comes`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ambit-document-'));
      try {
        cpSync(join(ROOT, 'examples/acme'), folder, { recursive: true });
        for (const args of [
          ['init', '-q', '-b', 'main'],
          ['add', '.'],
          ['commit', '-q', '-m', 'The policy before'],
        ])
          git(folder, args);
        let said = '';
        let commands = 0;
        for (const { language, rest, text } of blocksOf(readFileSync(join(ROOT, 'docs', document), 'utf8'))) {
          if (language === 'yaml') writeFileSync(join(folder, rest), text);
          else if (language === 'text') assert.equal(said.replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:…'), text);
          else {
            const lines = text.trimEnd().split('\n');
            for (const [index, line] of lines.entries()) {
              const expected = rest === 'exit=1' && index === lines.length - 1 ? 1 : 0;
              const { exitCode, out } = await ambit(folder, line.split(' ').slice(1));
              assert.equal(exitCode, expected, `${line}\n${out}`);
              said = out;
              commands++;
            }
          }
        }
        assert.ok(commands > 0);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
});

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

async function ambit(cwd: string, args: readonly string[]): Promise<{ exitCode: number; out: string }> {
  let out = '';
  const output = { write: (text: string) => (out += text), isTTY: false, columns: null };
  const exitCode = await runCommandLine(args, {
    ...{ stdout: output, stderr: output, stdin: Readable.from([]), env: {}, cwd },
    ...{ signal: new AbortController().signal, handleSignals: () => undefined },
  });
  return { exitCode, out };
}
