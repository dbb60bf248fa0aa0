/**
 * Stryker's configuration, for `tools/mutation/run.ts`, which says by these variables what is mutated and which tests may kill it.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: JSON.parse(process.env.AMBIT_MUTATE ?? '[]'),
  testRunner: 'in-process',
  plugins: ['./tools/mutation/in-process.ts', './tools/mutation/texts.js'],
  ignorers: ['texts'],
  inProcess: { testFiles: JSON.parse(process.env.AMBIT_MUTATION_TESTS ?? '[]') },
  // Which test file reaches which mutant: only those are run for it.
  coverageAnalysis: 'perTest',
  // Sources run as they are written: types are stripped by Node.js, and checked by `npm run check`.
  disableTypeChecks: '{src,tools}/**/*.ts',
  checkers: [],
  // Stryker would rewrite it by an API that TypeScript 7 has no more; nothing here reads it.
  tsconfigFile: 'none',
  concurrency: Number(process.env.AMBIT_MUTATION_CONCURRENCY ?? 2),
  timeoutMS: 20_000,
  timeoutFactor: 3,
  // Each run leaves the modules that it loaded behind.
  maxTestRunnerReuse: 60,
  incremental: true,
  incrementalFile: process.env.AMBIT_MUTATION_STATE,
  tempDirName: process.env.AMBIT_MUTATION_TMP ?? '.stryker-tmp',
  ignorePatterns: ['/dist', '/console', '/docs/*.png', '/docs/*.svg', '/.ambit', '/.mutation'],
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: process.env.AMBIT_MUTATION_REPORT },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true, skipFull: true },
  thresholds: { high: 95, low: 90, break: null },
  allowEmpty: true,
  warnings: { slow: false },
};
