import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own for a test, which is removed with it. */
export class TestFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'ambit-scan-')));

  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.path, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return this;
  }

  git(...args: string[]): string {
    const author = ['-c', 'user.name=Test', '-c', 'user.email=test@acme.example', '-c', 'commit.gpgsign=false'];
    const { status, stdout, stderr } = spawnSync('git', ['-C', this.path, ...author, ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  commit(): this {
    this.git('init', '-q', '-b', 'main');
    this.git('add', '-A');
    this.git('commit', '-q', '-m', 'A commit');
    return this;
  }

  /** A shell, for names are too long for Node.js here, too. */
  [Symbol.dispose](): void {
    spawnSync('rm', ['-rf', this.path]);
  }
}

/** A manifest that asks for these scopes, one a line from the second on. */
export function manifest(...scopes: string[]): string {
  return `{"oauthScopes": [\n${scopes.map((scope) => `"${scope}"`).join(',\n')}\n]}\n`;
}
