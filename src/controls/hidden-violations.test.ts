import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LoggedEntry } from '../entries/index.ts';
import { controls } from './index.ts';
import { approvedPolicy } from './testing/approved-policy.ts';
import { Scene } from './testing/scene.ts';

/** What a control lists of a ledger whose writers, or whoever has their keys, want it to list nothing. */
function listed(day: Scene, id: string, options: Parameters<Scene['run']>[1] = {}): [number | undefined, string][] {
  const control = controls.find((one) => one.id === id);
  assert.ok(control, id);
  return day.run(control, options).exceptions.map(({ entries: [first], what }) => [first?.index, what]);
}

/** That exactly this was listed. */
function lists(day: Scene, id: string, expected: readonly (readonly [LoggedEntry, RegExp])[]): void {
  const found = listed(day, id);
  assert.deepEqual(
    found.map(([index]) => index),
    expected.map(([{ index }]) => index),
    found.map(([, what]) => what).join('; '),
  );
  for (const [at, [, what]] of expected.entries()) assert.match(found[at]?.[1] ?? '', what);
}

describe('a token that went round the guard', () => {
  test('is listed where the policy lets it pass, with the scopes that nobody registered', () => {
    const day = new Scene();
    const { limits } = approvedPolicy().policy;
    day.activate(approvedPolicy({ limits: { ...limits, unrecordedTokens: 'record' } }));
    const strange = { ...day.token(), token: 'k:strange' };
    const entry = day.use(strange, { facts: { recorded: false, scopes: ['orders:read', 'orders:everything'] } });
    lists(day, 'AC-04', [[entry, /came with a token that no guard released/]]);
    lists(day, 'AC-01', [[entry, /orders:everything is in use and not registered/]]);
  });
});
