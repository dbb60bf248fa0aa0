/**
 * Measures what the design promises, as ratios against a named baseline in one run on one machine, and prints whatever comes out.
 * Never fails for a figure.
 *
 *     npm run bench [-- --only decide] [-- --format json]
 */
import { cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchApiGuard } from './api-guard.ts';
import { benchAppend } from './append.ts';
import { benchCompile } from './compile.ts';
import { benchDecide } from './decide.ts';
import { benchIssuerGuard } from './issuer-guard.ts';
import type { BenchRow } from './row.ts';
import { benchScan } from './scan.ts';

const benches: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  compile: benchCompile,
  decide: benchDecide,
  append: benchAppend,
  'issuer-guard': benchIssuerGuard,
  'api-guard': benchApiGuard,
  scan: benchScan,
};

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, format: { type: 'string', default: 'human' } },
});
const chosen = values.only ?? Object.keys(benches);
const unknown = chosen.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0 || !['human', 'json'].includes(values.format)) {
  console.error(`bench: --only takes ${Object.keys(benches).join(', ')}; --format takes human or json`);
  process.exit(2);
}

const rows: BenchRow[] = [];
for (const name of chosen) {
  if (process.stderr.isTTY) process.stderr.write(`measuring ${name} …\n`);
  rows.push(...((await benches[name]?.()) ?? []));
}

const processors = cpus();
const machine = `${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, Node.js ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${new Date().toISOString()}\n`;
if (values.format === 'json') {
  // Beside the rows, for these are all that stdout has.
  console.error(machine.trimEnd());
  console.log(JSON.stringify(rows, null, 2));
} else {
  console.log(machine);
  const figure = (value: number): string =>
    value.toLocaleString('en-US', { maximumSignificantDigits: value < 10 ? 3 : 4, useGrouping: true });
  const table = [
    ['what', 'value', 'against', 'baseline', 'ratio', 'at least', ''],
    ...rows.map((one) => [
      one.name,
      `${figure(one.value)} ${one.unit}`,
      one.baseline.name,
      figure(one.baseline.value),
      figure(one.ratio),
      one.goal === null ? '' : figure(one.goal),
      one.goal === null ? '' : one.ratio >= one.goal ? 'reached' : 'missed',
    ]),
  ];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0))) ?? [];
  for (const cells of table)
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
