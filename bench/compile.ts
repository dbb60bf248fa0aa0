import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { type BenchRow, row } from './row.ts';

const CLIENTS = 10_000;
const SCOPES = 2000;
const RUNS = 5;

/**
 * Compiling a large company's policy from its texts, in a process that has compiled nothing before, as `ambit check` is one; and again
 * with one file changed. The best of some runs: what else the machine does only adds to it.
 */
export async function benchCompile(): Promise<BenchRow[]> {
  const script = resolve(import.meta.dirname, 'compile-process.ts');
  const runs = Array.from({ length: RUNS }, () => {
    const said = execFileSync(process.execPath, [script, String(CLIENTS), String(SCOPES)], { encoding: 'utf8' });
    return JSON.parse(said) as { readonly compiled: number; readonly reloaded: number };
  });
  const compiled = Math.min(...runs.map((one) => one.compiled));
  const reloaded = Math.min(...runs.map((one) => one.reloaded));
  const what = `${CLIENTS} clients, ${SCOPES} scopes`;
  return [
    row(`policy from text, ${what}`, 1000 / compiled, 'compilations/s', { name: 'one a second', value: 1 }, 1),
    row(`the same, one file changed`, 1000 / reloaded, 'compilations/s', { name: 'ten a second', value: 10 }, 1),
  ];
}
