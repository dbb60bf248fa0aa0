import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runFaults } from './rounds.ts';

/** `npm run faults` does this hundreds of times. */
const ROUNDS = 3;

test('a ledger whose processes are killed at random moments loses and repeats nothing it acknowledged', {
  timeout: 240_000,
}, async () => {
  const report = await runFaults({ rounds: ROUNDS, seed: 4 });
  assert.deepEqual(report.broken, []);
  assert.equal(report.rounds, ROUNDS);
  assert.ok(report.kills >= ROUNDS, 'something was killed');
  assert.ok(report.acknowledged > 100 && report.checkpoints > 3, JSON.stringify(report));
});
