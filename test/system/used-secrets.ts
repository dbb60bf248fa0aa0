import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store/index.ts';

/** Shorter texts could stand somewhere by chance. */
const SHORTEST = 12;
const ISSUED = /"(?:access_token|refresh_token|id_token|device_code|auth_req_id)"\s*:\s*"([^"]+)"/g;
const CODE = /[?&#](?:code|access_token|id_token)=([^&#]+)/g;

/** Every token, code and secret that was used, and the search for them in everything that was written. */
export interface UsedSecrets {
  /** Secrets of clients and people. */
  add(...secrets: readonly string[]): void;
  /** Takes from an authorization server's answer what it gives out: tokens in bodies, codes in redirects. */
  watch(response: ServerResponse): void;
  count(): number;
  /** Files under a folder that hold one of them, in any of the spellings in which they travel. */
  foundIn(folder: string, leftOut?: readonly string[]): readonly string[];
}

export function usedSecrets(): UsedSecrets {
  const secrets = new Set<string>();
  const add = (secret: string): void => {
    if (secret.length >= SHORTEST) secrets.add(secret);
  };
  return {
    add: (...more) => more.forEach(add),
    watch(response) {
      const parts: Buffer[] = [];
      const { write, end } = response;
      const keep = (chunk: unknown): void => {
        if (typeof chunk === 'string' || chunk instanceof Uint8Array) parts.push(Buffer.from(chunk as Uint8Array));
      };
      response.write = function (this: ServerResponse, ...given: unknown[]) {
        keep(given[0]);
        return write.apply(this, given as never);
      } as typeof write;
      response.end = function (this: ServerResponse, ...given: unknown[]) {
        keep(given[0]);
        return end.apply(this, given as never);
      } as typeof end;
      response.once('finish', () => {
        for (const [, token = ''] of Buffer.concat(parts).toString().matchAll(ISSUED)) add(token);
        for (const [, code = ''] of String(response.getHeader('location') ?? '').matchAll(CODE))
          add(decodeURIComponent(code));
      });
    },
    count: () => secrets.size,
    foundIn(folder, leftOut = []) {
      if (secrets.size === 0) return [];
      const place = mkdtempSync(join(tmpdir(), 'ambit-secrets-'));
      try {
        const patterns = join(place, 'patterns');
        writeFileSync(patterns, [...secrets].flatMap(spellingsOf).join('\n'), { mode: 0o600 });
        const without = leftOut.flatMap((name) => [`--exclude=${name}`, `--exclude-dir=${name}`]);
        const { status, stdout, stderr } = spawnSync('grep', ['-rlaF', ...without, '-f', patterns, folder], {
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: 'C' },
          maxBuffer: 64 * 1024 * 1024,
        });
        // A socket can't be read, and holds nothing.
        if (status !== 0 && status !== 1 && stdout === '' && /No such device|Permission denied/.test(stderr) === false)
          throw new Error(`grep ended with ${status}: ${stderr}`);
        return stdout.split('\n').filter((line) => line !== '');
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    },
  };
}

/** A JWT has many spellings, and its signature is what they share; a secret may stand in base64 or hexadecimal. */
function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const [, , signature = ''] = secret.split('.');
  const own = secret.startsWith('eyJ') && signature.length >= SHORTEST ? signature : secret;
  // Without what depends on its neighbours at the end.
  const base64 = bytes.toString('base64').replace(/.{0,2}=*$/, '');
  return [own, base64, bytes.toString('hex'), encodeURIComponent(secret)].filter((one) => one.length >= SHORTEST);
}

/** Writes every row of every table as it is read, bytes as what they are: the database's own files may hold them compressed. */
export async function writeAllRows({ pool }: Store, file: string): Promise<void> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`,
  );
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`SELECT to_jsonb(one)::text AS row FROM ${name} AS one`);
    const lines = rows.map(({ row }) =>
      Buffer.from(
        row.replace(/\\\\x((?:[0-9a-f]{2})+)/g, (_all, hex: string) => Buffer.from(hex, 'hex').toString('latin1')),
        'latin1',
      ),
    );
    writeFileSync(file, Buffer.concat(lines), { flag: 'a' });
  }
}
