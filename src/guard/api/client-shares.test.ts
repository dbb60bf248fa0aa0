import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientShares } from './client-shares.ts';

test('no client has more calls under way than its share, and callers without a token are one', () => {
  const shares = clientShares(2);
  const [one, two] = [shares.enter('app'), shares.enter('app')];
  assert.equal(shares.enter('app'), null);
  assert.notEqual(shares.enter('other'), null);
  assert.notEqual(shares.enter(null), null);
  assert.notEqual(shares.enter(null), null);
  assert.equal(shares.enter(null), null);
  one?.();
  assert.notEqual(shares.enter('app'), null);
  assert.equal(shares.enter('app'), null);
  two?.();
  assert.notEqual(shares.enter('app'), null);
});
