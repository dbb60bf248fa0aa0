import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { TABLES, WHY_OPERATIONAL } from './index.ts';

const DOCUMENT = join(import.meta.dirname, '../../docs/ledger.md');

test('the documentation names every table, and says of each operational one why it is saved', () => {
  const text = readFileSync(DOCUMENT, 'utf8');
  for (const table of Object.values(TABLES).flat()) assert.ok(text.includes(`\`${table}\``), table);
  for (const [table, why] of Object.entries(WHY_OPERATIONAL))
    assert.ok(text.includes(`| \`${table}\` | ${why} |`), table);
});
