import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { checkTree, faultsOf } from './check-imports.ts';
import { importTable } from './import-table.ts';

const faults = (file: string, text: string): string => faultsOf(file, text, importTable).join('\n');

test('the sources hold the import table', () => {
  assert.deepEqual(checkTree(resolve(import.meta.dirname, '..', 'src')), []);
});

test('an arrow that the table does not have is named with its line', () => {
  assert.match(
    faults('decision/x.ts', "\nimport { a } from '../ledger/index.ts';"),
    /src\/decision\/x\.ts:2: decision\/ may not import ledger\//,
  );
  assert.match(faults('guard/issuer/x.ts', "export * from '../api/index.ts';"), /may not import guard\/api\//);
  assert.match(faults('guard/api/x.ts', "await import('../issuer/index.ts');"), /may not import guard\/issuer\//);
});

test('a room is entered by its index only', () => {
  assert.match(faults('ledger/x.ts', "import { a } from '../store/pool.ts';"), /only store\/index\.ts is public/);
  assert.equal(faults('ledger/x.ts', "import { a } from '../store/index.ts';"), '');
});

test('the pure floor may not reach disk, clock, randomness or the process', () => {
  assert.match(faults('policy/x.ts', "import { readFileSync } from 'node:fs';"), /pure and may not import node:fs/);
  assert.match(faults('policy/x.ts', "import { randomBytes } from 'node:crypto';"), /may not import randomBytes/);
  assert.match(faults('decision/x.ts', 'const now = Date.now();'), /the clock/);
  assert.match(faults('decision/x.ts', 'const now = new Date();'), /the clock/);
  assert.match(faults('decision/x.ts', 'const dice = Math.random();'), /randomness/);
  assert.match(faults('oauth/x.ts', 'const home = process.env;'), /the process/);
  assert.equal(faults('decision/x.ts', "const then = new Date('2026-01-01');"), '');
  assert.equal(faults('store/x.ts', "import { readFileSync } from 'node:fs'; Date.now();"), '');
});
