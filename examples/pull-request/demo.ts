/**
 * A pull request that asks for a dangerous scope, in a Git repository of its own with two commits: what `ambit check` says of it before it is
 * merged, and of the branch before.
 *
 *     node tools/node24.js examples/pull-request/demo.ts
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const HERE = import.meta.dirname;
const AMBIT = resolve(HERE, '../../bin/ambit.js');

const place = mkdtempSync(join(tmpdir(), 'ambit-pull-request-'));
const repository = join(place, 'shop');
try {
  cpSync(join(HERE, 'before'), repository, { recursive: true });
  git('init', '-q', '-b', 'main');
  // Who approves has a key of their own; in a company it never leaves its owner.
  const made = ambit(
    'approve',
    '--generate-key',
    join(place, 'approver.key'),
    '--name',
    'approver.shop.example',
    '--format',
    'json',
  );
  const { verifierKey } = JSON.parse(made.stdout) as { verifierKey: string };
  const people = `people:\n  p-1: {}                    # writes the policy\n  p-2:                       # approves what is critical\n    approvalKeys: ['${verifierKey}']\n    approves: critical\n`;
  writeFileSync(join(repository, 'ambit/people.yaml'), people);
  ambit('approve', 'scope:https://www.googleapis.com/auth/spreadsheets', '--key', join(place, 'approver.key'));
  commit('The report reads the figures');
  say('On the branch main: ambit check', ambit('check'));

  git('switch', '-q', '-c', 'mark-as-read');
  cpSync(join(HERE, 'change'), repository, { recursive: true });
  commit('Mark the sheet as read');
  say('In the pull request: ambit check --base main', ambit('check', '--base', 'main'));
  console.log('What the comment on the pull request says:\n');
  ambit('check', '--base', 'main', '--format', 'markdown', '--output', 'comment.md');
  console.log(readFileSync(join(repository, 'comment.md'), 'utf8'));
} finally {
  rmSync(place, { recursive: true });
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=A Developer', '-c', 'user.email=dev@shop.example', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', repository, ...identity, ...args], { stdio: 'pipe' });
}

function commit(message: string): void {
  git('add', '-A');
  git('commit', '-q', '-m', message);
}

function ambit(...args: string[]): { readonly stdout: string; readonly status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [AMBIT, ...args], {
    cwd: repository,
    encoding: 'utf8',
  });
  if (status === 2) throw new Error(stderr);
  return { stdout, status };
}

function say(title: string, { stdout, status }: { readonly stdout: string; readonly status: number | null }): void {
  console.log(`${title}\n\n${stdout}\nExit code ${status}\n`);
}
