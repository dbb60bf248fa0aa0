/**
 * Takes each check out of `src/policy/`, `src/decision/` and `src/oauth/` in turn and runs the tests of its room: what no test notices
 * isn't held by one. `docs/mutation.md` says what it found and what is left.
 *
 *     npm run mutation [-- src/policy/roles.ts src/policy/check src/decision/decide.ts:20-40]
 *     npm run mutation -- src/policy/rules --tests src/policy/rules/*.test.ts
 *
 * `--tests`: only by these, which is quicker where a room's other tests reach everything; what they kill the room kills, too.
 * Takes about an hour for everything; what neither sources nor tests changed since the last run isn't run again. Results are in
 * `.mutation/`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/** Rooms, each with the tests that may kill its mutants: a room is held by its own tests. */
const ROOMS = ['src/policy', 'src/decision', 'src/oauth'];
const NOT_MUTATED = ['!src/**/*.test.ts', '!src/**/testing/**', '!src/**/golden/**'];

const root = resolve(import.meta.dirname, '../..');
const state = join(root, '.mutation');
const given = process.argv.slice(2);
const only = given.indexOf('--tests');
const words = only < 0 ? given : given.slice(0, only);
const tests = only < 0 ? [] : given.slice(only + 1);
mkdirSync(state, { recursive: true });

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

let status = 0;
for (const room of ROOMS) {
  const chosen = words
    .filter((word) => word.startsWith(room))
    .map((word) => (/\.ts(:[\d:-]+)?$/.test(word) ? word : `${word}/**/*.ts`));
  if (words.length > 0 && chosen.length === 0) continue;
  const name = room.replaceAll('/', '-');
  const report = join(state, `${name}.json`);
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const run = spawnSync(process.execPath, [stryker, 'run', 'tools/mutation/stryker.config.js'], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      // Stryker starts `node`: it has to be the one that reads TypeScript.
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      NODE_COMPILE_CACHE: join(state, 'cache'),
      AMBIT_MUTATE: JSON.stringify([...(chosen.length > 0 ? chosen : [`${room}/**/*.ts`]), ...NOT_MUTATED]),
      AMBIT_MUTATION_TESTS: JSON.stringify(tests.length > 0 ? tests : [`${room}/**/*.test.ts`]),
      AMBIT_MUTATION_STATE: join(state, `${name}.incremental.json`),
      AMBIT_MUTATION_REPORT: report,
    },
  });
  status ||= run.status ?? 2;
  if (run.status === 0) console.log(`${room}: ${scoreOf(JSON.parse(readFileSync(report, 'utf8')))}`);
}
process.exitCode = status;

function scoreOf({ files }: Report): string {
  const counts = new Map<string, number>();
  for (const { mutants } of Object.values(files))
    for (const mutant of mutants) counts.set(mutant.status, (counts.get(mutant.status) ?? 0) + 1);
  const of = (...names: string[]): number => names.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);
  const killed = of('Killed', 'Timeout');
  const all = killed + of('Survived', 'NoCoverage');
  return `${killed} of ${all} mutants killed (${((100 * killed) / Math.max(all, 1)).toFixed(1)} %)`;
}
