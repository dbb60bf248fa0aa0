import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy } from '../compile.ts';
import { clientText, scopeText, shopText } from '../testing/shop-policy.ts';
import { rules } from './index.ts';

const TIME = Date.parse('2026-12-01T00:00:00Z') / 1000;
const waiver = (fields = '') =>
  `waivers:\n  later: { rule: standing-scope-critical, definition: 'client:till', owner: p-1, author: p-1, reason: It moves next month., expires: 2027-01-01T00:00:00Z ${fields}}\n`;
const SCOPES = scopeText('refund', { risk: 'critical', maxTtlSeconds: '300', reviewIntervalDays: '30' });
const clients = clientText('till', { standing: '[refund]', maxTtlSeconds: '300', expires: '2027-06-30T00:00:00Z' });

function judgedAt(time: number, more: string, text = clients, which = 'standing-scope-critical') {
  const compilation = compilePolicy([{ path: 'shop.yaml', text: shopText({ scopes: SCOPES, clients: text, more }) }]);
  assert.deepEqual(compilation.diagnostics, []);
  return {
    warnings: compilation.warnings({ time }).filter(({ rule }) => rule === undefined || rule === which),
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
      ['standing_scope_critical error', 'waiver_unneeded warning'],
    );
  });
});

describe('what a rule finds', () => {
  const found = (more: string, time = TIME) =>
    judgedAt(time, more).warnings.map(({ line, column, code, severity, message, help, rule, definition }) => ({
      ...{ place: `${line}:${column}`, code, severity, message, help, rule, definition },
    }));
  const finding = {
    place: '29:16',
    code: 'standing_scope_critical',
    severity: 'error',
    message: 'till always holds refund, which is critical',
    help: 'Move it to eligible, so that it is held only while an elevation is active.',
    rule: 'standing-scope-critical',
    definition: 'client:till',
  };

  test('is shown at its place, with the rule and the definition that breaks it', () => {
    assert.deepEqual(found(''), [finding]);
    assert.deepEqual(found(waiver(), Date.parse('2028-01-01T00:00:00Z') / 1000), [
      { ...finding, help: `${finding.help} The waiver later ended at 2027-01-01T00:00:00Z.` },
    ]);
  });

  test('is nothing for a waiver that is not needed, which is shown at its name', () => {
    const two = `${waiver()}${waiver().replace('waivers:\n  later', '  never').replace('client:till', 'client:till2')}`;
    const desk = clients.replace("'till'", "'till2'").replace('[refund]', '[]');
    assert.deepEqual(
      judgedAt(TIME, two, clients + desk).warnings.map(({ line, column, code, severity, message, help, rule }) => ({
        ...{ place: `${line}:${column}`, code, severity, message, help, rule },
      })),
      [
        {
          ...{ place: '42:3', code: 'waiver_unneeded', severity: 'warning' },
          message: 'the waiver never allows nothing: client:till2 does not break standing-scope-critical',
          help: 'Remove it, so that the rule holds again if that changes.',
          rule: undefined,
        },
      ],
    );
  });
});

describe('a rule that refuses', () => {
  test('keeps a policy that breaks it from compiling, and says where', () => {
    const text = shopText({ clients: clientText('till').replace('    owner: p-1\n', '') });
    const { identified, diagnostics } = compilePolicy([{ path: 'shop.yaml', text }]);
    assert.equal(identified, null);
    assert.deepEqual(
      diagnostics.map(({ line, column, severity, rule, definition }) => [line, column, severity, rule, definition]),
      [[13, 3, 'error', 'client-without-owner', 'client:till']],
    );
  });
});

describe('a rule that refuses unless waived', () => {
  test('refuses without any word of the policy, which compiles all the same', () => {
    const { identified } = compilePolicy([{ path: 'shop.yaml', text: shopText({ scopes: SCOPES, clients }) }]);
    assert.notEqual(identified, null);
    assert.deepEqual(
      judgedAt(TIME, '').warnings.map(({ severity, rule }) => `${severity} ${rule}`),
      ['error standing-scope-critical'],
    );
    assert.deepEqual(judgedAt(TIME, waiver()).warnings, []);
  });

  test('can’t be turned down for all that there is', () => {
    const { identified, diagnostics } = compilePolicy([
      { path: 'shop.yaml', text: shopText({ more: 'rules: { standing-scope-critical: warning }\n' }) },
    ]);
    assert.equal(identified, null);
    assert.deepEqual(
      diagnostics.map(({ code, help }) => `${code}: ${help}`),
      ['rule_refuses: Remove this line: a waiver allows what it finds to one definition, until a date.'],
    );
  });

  test('are the broad defaults, and no others', () => {
    assert.deepEqual(
      rules.filter(({ waivable }) => waivable).map(({ id }) => id),
      [
        'client-token-life-over-scope',
        'default-scope-broad',
        'grant-type-password',
        'scope-wildcard',
        'standing-scope-critical',
      ],
    );
  });
});

describe('a rule that the policy makes refuse', () => {
  const REFUSES = 'rules: { client-expiry-far: error }\n';
  const far = clientText('till', { standing: '[refund]', maxTtlSeconds: '300' });
  test('finds errors, unless they are waived', () => {
    const said = (more: string) =>
      judgedAt(TIME, more, far, 'client-expiry-far').warnings.map(({ severity }) => severity);
    assert.deepEqual(said(''), ['warning']);
    assert.deepEqual(said(REFUSES), ['error']);
    assert.deepEqual(said(REFUSES + waiver().replace('standing-scope-critical', 'client-expiry-far')), []);
  });

  test('changes the policy’s digest, for it changes what becomes active', () => {
    const digests = ['', REFUSES].map(
      (more) => compilePolicy([{ path: 'shop.yaml', text: shopText({ more }) }]).identified?.digest,
    );
    assert.notEqual(digests[0], digests[1]);
  });
});
