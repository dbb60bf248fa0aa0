import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FormerScope, formerlyOf, formerScopesIn, withPolicy } from './former-scopes.ts';
import type { Scope } from './types.ts';

type Parameters = NonNullable<FormerScope['parameters']>;
const digits = (maxLength: number) => ({ characters: 'digits', maxLength }) as const;
const scope = (name: string, parameters?: Parameters, risk: Scope['risk'] = 'low'): Scope => ({
  ...{ name, risk, resourceServer: 'orders', description: 'Does something.', why: 'It has to be done.' },
  ...{ owner: 'p-1', author: 'p-1', sensitivity: 'internal', maxTtlSeconds: 60, reviewIntervalDays: 30, approvals: [] },
  ...(parameters === undefined ? {} : { parameters }),
});
const policy = (...scopes: readonly Scope[]) => ({ scopes });
const names = (former: Iterable<FormerScope>): string[] =>
  [...former].map(({ name, risk, parameters }) => [name, risk, ...Object.keys(parameters ?? {})].join(' '));
/** What is known of earlier policies once the last of these is active. */
const known = (...policies: readonly { readonly scopes: readonly Scope[] }[]): string[] =>
  names(policies.reduce(withPolicy, formerScopesIn('bootstrap')).values());
/** What the one scope of this name was before, after these policies. */
const formerly = (now: { readonly scopes: readonly Scope[] }, name: string, ...before: ReturnType<typeof policy>[]) => {
  const of = now.scopes.find((one) => one.name === name);
  assert.ok(of);
  return names(formerlyOf(before.reduce(withPolicy, formerScopesIn('bootstrap')), now)(of));
};
const SEVEN = scope('pay:7', undefined, 'critical');
const ANY = scope('pay:{id}', { id: digits(4) }, 'high');

describe('what scopes were', () => {
  test('is nothing before the first policy, and then what that says', () => {
    assert.equal(formerScopesIn('bootstrap').size, 0);
    assert.deepEqual(names(formerScopesIn(policy(SEVEN, ANY)).values()), ['pay:7 critical', 'pay:{id} high id']);
  });

  test('stays known of what is taken out, and is replaced by what is said anew', () => {
    assert.deepEqual(known(policy(SEVEN), policy()), ['pay:7 critical']);
    assert.deepEqual(known(policy(SEVEN), policy(scope('other'))).sort(), ['other low', 'pay:7 critical']);
    assert.deepEqual(known(policy(SEVEN), policy(scope('pay:7'))), ['pay:7 low']);
    assert.deepEqual(known(policy(SEVEN), policy(ANY)), ['pay:{id} high id']);
  });

  test('of a pattern is replaced by one that covers all of it alone, whatever its parts are called', () => {
    const covers = (...now: Scope[]): boolean => !known(policy(ANY), policy(...now)).includes('pay:{id} high id');
    assert.equal(covers(scope('pay:{id}', { id: digits(4) })), true);
    assert.equal(covers(scope('pay:{account}', { account: digits(4) })), true);
    assert.equal(covers(scope('pay:{account}', { account: digits(9) })), true);
    assert.equal(covers(scope('other'), scope('pay:{account}', { account: digits(4) })), true);
    assert.equal(covers(scope('pay:{account}', { account: digits(3) })), false);
    assert.equal(covers(scope('pay:{account}', { account: { values: ['1', '2'] } })), false);
    assert.equal(covers(scope('pay:{id}', { id: digits(3) })), false, 'what the same name stands for no more');
    assert.equal(covers(scope('buy:{id}', { id: digits(4) })), false);
    assert.equal(covers(scope('{id}pay:', { id: digits(4) })), false);
    assert.equal(covers(scope('pay:{id}:{part}', { id: digits(4), part: digits(4) })), false);
    assert.equal(covers(scope('pay:7'), scope('other')), false);
  });

  test('of a pattern with several parts is replaced where each is covered', () => {
    const two = scope('pay:{a}:{b}', { a: digits(2), b: digits(3) }, 'high');
    const covers = (name: string, parameters: Parameters): boolean =>
      !known(policy(two), policy(scope(name, parameters))).includes('pay:{a}:{b} high a b');
    assert.equal(covers('pay:{x}:{y}', { x: digits(2), y: digits(3) }), true);
    assert.equal(covers('pay:{b}:{a}', { b: digits(2), a: digits(3) }), true);
    assert.equal(covers('pay:{x}:{y}', { x: digits(1), y: digits(3) }), false);
    assert.equal(covers('pay:{x}:{y}', { x: digits(2), y: digits(2) }), false);
    assert.equal(covers('pay:{x}', { x: digits(9) }), false);
  });
});

describe('what a scope was', () => {
  test('is what is known under its name, or of the pattern that it was of', () => {
    assert.deepEqual(formerly(policy(scope('pay:7')), 'pay:7', policy(SEVEN)), ['pay:7 critical']);
    assert.deepEqual(formerly(policy(scope('pay:7')), 'pay:7', policy(ANY)), ['pay:{id} high id']);
    assert.deepEqual(formerly(policy(scope('pay:7')), 'pay:7', policy(ANY, SEVEN)), ['pay:7 critical']);
    assert.deepEqual(formerly(policy(scope('pay:x')), 'pay:x', policy(ANY, SEVEN)), []);
    assert.deepEqual(formerly(policy(scope('pay:12345')), 'pay:12345', policy(ANY)), []);
  });

  test('is, of a pattern, all that it covers and that was otherwise', () => {
    const now = (maxLength: number, ...others: Scope[]) =>
      policy(scope('pay:{x}', { x: digits(maxLength) }), ...others);
    assert.deepEqual(formerly(now(4), 'pay:{x}', policy(ANY)), ['pay:{id} high id']);
    assert.deepEqual(formerly(now(2), 'pay:{x}', policy(ANY)), ['pay:{id} high id']);
    assert.deepEqual(formerly(now(4), 'pay:{x}', policy(SEVEN)), ['pay:7 critical']);
    assert.deepEqual(formerly(now(4), 'pay:{x}', policy(scope('pay:x', undefined, 'critical'))), []);
    assert.deepEqual(formerly(now(4), 'pay:{x}', policy(scope('buy:{id}', { id: digits(4) }))), []);
    // What is defined by itself still is no pattern's.
    assert.deepEqual(formerly(now(4, scope('pay:7')), 'pay:{x}', policy(SEVEN)), []);
    assert.deepEqual(formerly(policy(ANY, SEVEN), 'pay:{id}', policy(ANY, SEVEN)), ['pay:{id} high id']);
    // The same name with another part stands for other scopes, and was of that risk all the same.
    const letters = scope('pay:{id}', { id: { characters: 'letters', maxLength: 2 } });
    assert.deepEqual(formerly(policy(letters), 'pay:{id}', policy(ANY)), ['pay:{id} high id']);
  });
});
