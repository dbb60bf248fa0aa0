import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy } from '../compile.ts';
import { clientText, scopeText, shopText } from '../testing/shop-policy.ts';

const TIME = Date.parse('2026-12-01T00:00:00Z') / 1000;
const waiver = (fields = '') =>
  `waivers:\n  later: { rule: standing-scope-critical, definition: 'client:till', owner: p-1, author: p-1, reason: It moves next month., expires: 2027-01-01T00:00:00Z ${fields}}\n`;
const SCOPES = scopeText('refund', { risk: 'critical', maxTtlSeconds: '300', reviewIntervalDays: '30' });
const clients = clientText('till', { standing: '[refund]', maxTtlSeconds: '300', expires: '2027-06-30T00:00:00Z' });

function judgedAt(time: number, more: string, text = clients) {
  const compilation = compilePolicy([{ path: 'shop.yaml', text: shopText({ scopes: SCOPES, clients: text, more }) }]);
  assert.deepEqual(compilation.diagnostics, []);
  return {
    warnings: compilation
      .warnings({ time })
      .filter(({ rule, code }) => rule === 'standing-scope-critical' || code === 'waiver_unneeded'),
    waived: compilation.waived({ time }).map(({ waiver: { id }, diagnostic }) => `${id} ${diagnostic.rule}`),
  };
}

describe('a waiver', () => {
  test('lets its rule be broken by its definition until it is over', () => {
    assert.deepEqual(judgedAt(TIME, waiver()), { warnings: [], waived: ['later standing-scope-critical'] });
    const end = Date.parse('2027-01-01T00:00:00Z') / 1000;
    assert.equal(judgedAt(end - 1, waiver()).warnings.length, 0);
    const over = judgedAt(end, waiver());
    assert.deepEqual(over.waived, []);
    assert.match(over.warnings[0]?.help ?? '', /The waiver later ended at 2027-01-01T00:00:00Z\.$/);
  });

  test('lets no other definition and no other rule be', () => {
    const other = `${clients}${clientText('desk', { standing: '[refund]', maxTtlSeconds: '300', expires: '2027-06-30T00:00:00Z' })}`;
    assert.deepEqual(
      judgedAt(TIME, waiver(), other).warnings.map(({ definition }) => definition),
      ['client:desk'],
    );
    const elsewhere = waiver().replace('standing-scope-critical', 'client-ended');
    assert.deepEqual(
      judgedAt(TIME, elsewhere).warnings.map(({ code, severity }) => `${code} ${severity}`),
      ['standing_scope_critical warning', 'waiver_unneeded warning'],
    );
  });
});

describe('a rule that the policy makes refuse', () => {
  const REFUSES = 'rules: { standing-scope-critical: error }\n';
  test('finds errors, unless they are waived', () => {
    assert.deepEqual(
      judgedAt(TIME, REFUSES).warnings.map(({ severity }) => severity),
      ['error'],
    );
    assert.deepEqual(judgedAt(TIME, REFUSES + waiver()).warnings, []);
  });

  test('changes the policy’s digest, for it changes what becomes active', () => {
    const digests = ['', REFUSES].map(
      (more) => compilePolicy([{ path: 'shop.yaml', text: shopText({ more }) }]).identified?.digest,
    );
    assert.notEqual(digests[0], digests[1]);
  });
});
