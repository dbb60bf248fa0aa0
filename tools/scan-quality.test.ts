import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import { extractors } from '../src/scan/extractors.ts';
import { MEASURED_FROM, measureData, measureFixtures, type Quality } from './scan-quality.ts';

const DATA = process.env['AMBIT_SCAN_DATA'] ?? resolve(import.meta.dirname, '../../shared/data');
/** Kinds that go along with another, and have few files of their own. */
const ASIDE = new Set(['pulumi']);

function shares(all: readonly Quality[]): { readonly recall: number; readonly precision: number } {
  const sum = (of: (one: Quality) => number): number => all.reduce((total, one) => total + of(one), 0);
  const right = sum((one) => one.right);
  return { recall: right / sum((one) => one.labelled), precision: right / sum((one) => one.found) };
}

function holds(all: readonly Quality[]): void {
  const { recall, precision } = shares(all);
  assert.ok(recall >= 0.95, `recall ${recall}`);
  assert.ok(precision >= 0.97, `precision ${precision}`);
  for (const one of all) {
    if (one.labelled === 0) continue;
    const own = shares([one]);
    assert.ok(own.recall >= 0.85 && own.precision >= 0.85, JSON.stringify({ ...own, ...one }));
  }
}

describe('the scanner finds what was labelled by hand, and little else', () => {
  before(() => Promise.all(extractors.map(({ prepare }) => prepare?.())));

  test('in its fixtures, at least twenty of a kind', () => {
    const all = measureFixtures();
    assert.ok(all.length > 35, `${all.length} kinds`);
    for (const { kind, files } of all)
      assert.ok(files >= MEASURED_FROM || ASIDE.has(kind), `${kind} has ${files} files`);
    holds(all);
  });

  const isThere = existsSync(join(DATA, 'labels.jsonl'));
  test('in files of public repositories', { skip: isThere ? false : 'the files are not here' }, () => {
    holds(measureData(DATA));
  });
});
