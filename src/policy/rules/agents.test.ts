import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText, scopeText } from '../testing/shop-policy.ts';
import { rulesOf, warnedBy } from '../testing/warned-of-shop.ts';

const agent = (fields: Record<string, string>): string =>
  clientText('helper', { kind: 'agent', rotation: '{ secretDays: 90 }', ...fields });

describe('an AI agent', () => {
  const scopes =
    scopeText('orders:write', { risk: 'high' }) +
    scopeText('orders:refund', { risk: 'critical', maxTtlSeconds: '600', reviewIntervalDays: '30' });

  test('that always holds what is critical is told so once', () => {
    assert.deepEqual(rulesOf({ scopes, clients: agent({ standing: '[orders:refund, orders:write]' }) }), [
      'client:helper agent-risky-scope-standing',
      'client:helper standing-scope-critical',
    ]);
  });

  test('may hold both while elevated, and other clients what is high always', () => {
    const clients = agent({ eligible: '[orders:refund, orders:write]' });
    assert.deepEqual(rulesOf({ scopes, clients }), []);
    const machine = clientText('packing', { standing: '[orders:write]', rotation: '{ secretDays: 90 }' });
    assert.deepEqual(rulesOf({ scopes, clients: agent({ eligible: '[orders:refund]' }) + machine }), []);
  });

  test('acts while nobody is there by offline_access, within a wider scope too', () => {
    const own = { resourceServer: 'null' };
    const offline = scopeText('offline_access', own) + scopeText('session', { ...own, implies: '[offline_access]' });
    for (const scope of ['offline_access', 'session'])
      assert.deepEqual(warnedBy('agent-offline', { scopes: offline, clients: agent({ eligible: `[${scope}]` }) }), [
        `helper is an agent and may act while the person is away, by ${scope}`,
      ]);
    const clients = clientText('shop', { standing: '[offline_access, session]' });
    assert.deepEqual(warnedBy('agent-offline', { scopes: offline, clients }), []);
  });

  test('is judged by how long its tokens can really live', () => {
    const life = (seconds: string, standing: string): string[] =>
      warnedBy('agent-token-life-long', {
        scopes:
          scopeText('orders:read', { maxTtlSeconds: '3600' }) + scopeText('orders:write', { maxTtlSeconds: '300' }),
        clients: agent({ maxTtlSeconds: seconds, standing }),
      });
    assert.deepEqual(life('3600', '[orders:write]'), []);
    assert.deepEqual(life('7200', '[orders:read, orders:write]'), [
      'helper is an agent, and its tokens may live 3600 s',
    ]);
    assert.deepEqual(life('1800', '[orders:read]'), ['helper is an agent, and its tokens may live 1800 s']);
    assert.deepEqual(life('900', '[orders:read]'), []);
  });
});
