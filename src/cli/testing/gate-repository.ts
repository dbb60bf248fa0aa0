import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clientText, scopeText, shopText } from '../../policy/testing/shop-policy.ts';
import { runAmbit, runAmbitWith } from './run-ambit.ts';

/** What rules say of a policy as small as these are. */
const OF_SMALL_POLICIES = new Set(['client-expiry-far', 'resource-server-without-scopes', 'scope-unheld']);

/** A Git repository with a policy and a till that reads orders, on `main`; what a test changes is on the branch `change`. */
export class GateRepository {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'ambit-gate-')));

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.git('init', '-q', '-b', 'main');
    this.write({ 'ambit/policy.yaml': tillPolicy(), 'apps/till/appsscript.json': asking('orders:read'), ...files });
    this.commit('A till that reads orders');
    this.git('switch', '-q', '-c', 'change');
  }

  git(...args: string[]): string {
    const identity = ['-c', 'user.name=A Developer', '-c', 'user.email=dev@shop.example', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', ['-C', this.path, ...identity, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [file, text] of Object.entries(files)) {
      const path = join(this.path, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return this;
  }

  remove(...files: string[]): this {
    for (const file of files) rmSync(join(this.path, file), { recursive: true });
    return this;
  }

  link(target: string, file: string): this {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
    return this;
  }

  commit(message = 'A change'): this {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message);
    return this;
  }

  check(...args: string[]) {
    return runAmbit(this.path, 'check', ...args);
  }

  checkWith(env: Readonly<Record<string, string>>, ...args: string[]) {
    return runAmbitWith(env, this.path, 'check', ...args);
  }

  /** Exit code and `severity rule file: message` of everything that is held against it. */
  async said(...args: string[]): Promise<{ readonly exitCode: number; readonly said: readonly string[] }> {
    const { exitCode, out, err } = await this.check('--format', 'json', ...args);
    if (out === '') return { exitCode, said: [err] };
    const { repository, change, diagnostics = [] } = JSON.parse(out);
    const all = [
      ...diagnostics,
      ...(change?.findings ?? []),
      ...(repository?.diagnostics ?? []),
      ...(repository?.findings ?? []),
    ];
    return {
      exitCode,
      said: all
        .filter(({ rule }) => !OF_SMALL_POLICIES.has(rule))
        .map(
          ({ severity, rule, code, file, message }: Record<string, string>) =>
            `${severity} ${rule ?? code} ${file}: ${message}`,
        ),
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

/** A manifest that asks for these scopes. */
export function asking(...scopes: string[]): string {
  return `${JSON.stringify({ timeZone: 'Etc/UTC', oauthScopes: scopes }, null, 2)}\n`;
}

/** The till may read orders; `orders:export` is nobody's. Nothing of it needs an approval. */
export function tillPolicy({
  standing = '[orders:read]',
  sources = "['apps/till/']",
  scopes = '',
  clients = '',
}: Readonly<Record<'standing' | 'sources' | 'scopes' | 'clients', string>> | Record<string, string> = {}): string {
  return shopText({
    scopes: `${scopeText('orders:read')}${scopeText('orders:export')}${scopes}`,
    clients: `${clientText('till', { standing, sources })}${clients}`,
  });
}
