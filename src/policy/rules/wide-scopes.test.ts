import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText, scopeText } from '../testing/shop-policy.ts';
import { rulesOf, warnedBy } from '../testing/warned-of-shop.ts';

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000;
const ACCOUNTS = { parameters: '{ account: { characters: digits, maxLength: 6 } }' };

describe('a scope that is being replaced', () => {
  const scopes = (fields: Record<string, string> = {}): string =>
    scopeText('orders:read') +
    scopeText('orders:view', { replacedBy: "{ scopes: [orders:read], deadline: '2027-03-01T00:00:00Z' }", ...fields });
  const held = (fields: Record<string, string>, time: number): string[] =>
    warnedBy('replaced-scope-held', { scopes: scopes(), clients: clientText('till', fields) }, time);

  test('is held too long from thirty days before its end, also where it is eligible', () => {
    assert.deepEqual(held({ standing: '[orders:view]' }, at('2027-01-29')), []);
    for (const field of ['standing', 'eligible'])
      assert.deepEqual(held({ standing: '[]', [field]: '[orders:view]' }, at('2027-01-30')), [
        'till holds orders:view, which is refused from 2027-03-01',
      ]);
    assert.deepEqual(held({ standing: '[orders:view]' }, at('2027-03-01')), [
      'till holds orders:view, which is refused since 2027-03-01',
    ]);
  });

  test('is not by a client that ends before it, unless it has ended itself', () => {
    const fields = { standing: '[orders:view]', expires: '2027-02-20T00:00:00Z' };
    assert.deepEqual(held(fields, at('2027-02-10')), []);
    const together = { ...fields, expires: '2027-03-01T00:00:00Z' };
    assert.deepEqual(held(together, at('2027-02-10')), []);
    assert.equal(held({ ...fields, expires: '2027-03-01T00:00:01Z' }, at('2027-02-10')).length, 1);
    assert.deepEqual(held(fields, at('2027-03-10')), ['till holds orders:view, which is refused since 2027-03-01']);
  });

  test('is held where one of its pattern’s is', () => {
    const pattern = scopeText('orders:{account}', {
      ...ACCOUNTS,
      replacedBy: "{ scopes: [orders:read], deadline: '2027-01-10T00:00:00Z' }",
    });
    const clients = clientText('till', { standing: "['orders:17']" });
    assert.deepEqual(warnedBy('replaced-scope-held', { scopes: scopeText('orders:read') + pattern, clients }), [
      'till holds orders:17, which is refused from 2027-01-10',
    ]);
  });

  test('may stand beside what replaces it, though it includes that', () => {
    const clients = clientText('till', { standing: '[orders:read, orders:view]' });
    assert.deepEqual(rulesOf({ scopes: scopes({ implies: '[orders:read]' }), clients }), []);
    const merged =
      scopeText('orders:list', { replacedBy: "{ scopes: [orders:read], deadline: '2027-03-01T00:00:00Z' }" }) +
      scopeText('orders:read', { implies: '[orders:list]' });
    assert.deepEqual(
      rulesOf({ scopes: merged, clients: clientText('till', { standing: '[orders:list, orders:read]' }) }),
      [],
    );
  });
});

describe('a scope beside a wider one', () => {
  const scopes =
    scopeText('orders:read') +
    scopeText('orders:handle', { implies: '[orders:read]' }) +
    scopeText('orders:everyday', { implies: '[orders:handle]' });
  const beside = (standing: string, eligible = '[]'): string[] =>
    warnedBy('wider-scope-beside-narrower', { scopes, clients: clientText('till', { standing, eligible }) });

  test('says nothing more where both are always held, both eligible, or the narrower only while elevated', () => {
    const says = ['till holds orders:read and orders:everyday, which includes it'];
    assert.deepEqual(beside('[orders:everyday, orders:read]'), says);
    assert.deepEqual(beside('[]', '[orders:everyday, orders:read]'), says);
    assert.deepEqual(beside('[orders:everyday]', '[orders:read]'), says);
  });

  test('says what is held without an elevation where the wider one needs it', () => {
    assert.deepEqual(beside('[orders:read]', '[orders:everyday]'), []);
  });

  test('is one of a pattern beside the whole, or within a wider pattern', () => {
    const patterns =
      scopeText('orders:{account}:read', ACCOUNTS) +
      scopeText('orders:{account}:handle', { ...ACCOUNTS, implies: "['orders:{account}:read']" });
    const found = (standing: string): string[] =>
      warnedBy('wider-scope-beside-narrower', { scopes: patterns, clients: clientText('till', { standing }) });
    assert.deepEqual(found("['orders:{account}:read', 'orders:17:read']"), [
      'till holds orders:17:read and orders:{account}:read, which includes it',
    ]);
    assert.deepEqual(found("['orders:17:handle', 'orders:17:read']"), [
      'till holds orders:17:read and orders:17:handle, which includes it',
    ]);
    assert.deepEqual(found("['orders:{account}:handle', 'orders:17:read']"), [
      'till holds orders:17:read and orders:{account}:handle, which includes it',
    ]);
    assert.deepEqual(found("['orders:17:handle', 'orders:18:read']"), []);
    assert.deepEqual(found("['orders:17:read', 'orders:18:read']"), []);
  });
});

test('thousands of scopes in one client are judged in seconds', { timeout: 30_000 }, () => {
  const scopes = ['read', 'handle']
    .map((what) =>
      scopeText(`orders:{account}:${what}`, {
        ...ACCOUNTS,
        ...(what === 'handle' ? { implies: "['orders:{account}:read']" } : {}),
      }),
    )
    .join('');
  const held = Array.from(
    { length: 2000 },
    (_, account) => `'orders:${account}:handle', 'orders:${account + 5000}:read'`,
  );
  const clients = clientText('till', { standing: `[${held.join(', ')}]` });
  assert.deepEqual(warnedBy('wider-scope-beside-narrower', { scopes, clients }), []);
});

describe('a pattern that is held whole', () => {
  const held = (risk: string, fields: Record<string, string>): string[] =>
    warnedBy('pattern-held-whole', {
      scopes: scopeText('refunds:{account}', { ...ACCOUNTS, risk, maxTtlSeconds: '60', reviewIntervalDays: '30' }),
      clients: clientText('till', { ...fields, rotation: '{ secretDays: 90 }' }),
    });

  test('is found where it is high or critical, standing or eligible', () => {
    assert.deepEqual(held('high', { standing: "['refunds:{account}']" }), [
      'till holds each refunds:{account}, which is high',
    ]);
    assert.deepEqual(held('critical', { eligible: "['refunds:{account}']" }), [
      'till holds each refunds:{account}, which is critical',
    ]);
    assert.deepEqual(held('low', { standing: "['refunds:{account}']" }), []);
    assert.deepEqual(held('high', { standing: "['refunds:17', 'refunds:18']" }), []);
  });
});
