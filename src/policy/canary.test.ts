import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy, printPolicy } from './index.ts';
import { clientText, shopText } from './testing/shop-policy.ts';
import type { Client, Policy } from './types.ts';

const OBSERVES = (canary: string): string =>
  `  https://login.example: { level: guarded, mode: observe, canary: ${canary} }\n`;

function compiled(parts: Parameters<typeof shopText>[0]): Policy {
  const { identified, diagnostics } = compilePolicy([{ path: 'shop.yaml', text: shopText(parts) }]);
  assert.ok(identified, JSON.stringify(diagnostics));
  return identified.policy;
}

const codes = (parts: Parameters<typeof shopText>[0]): string[] =>
  compilePolicy([{ path: 'shop.yaml', text: shopText(parts) }]).diagnostics.map(({ code }) => code);

const clientIn = ({ clients }: Policy, name: string): Client | undefined =>
  clients.find(({ clientId }) => clientId === name);

describe('a canary', () => {
  test('of an issuer is that of clients which say nothing, and enforces those that it names', () => {
    const policy = compiled({
      issuers: OBSERVES('{ percent: 5, clients: [named] }'),
      clients:
        clientText('silent') +
        clientText('named') +
        clientText('says', { mode: 'observe' }) +
        clientText('own', { canary: '{ percent: 20 }' }) +
        clientText('strict', { mode: 'enforce' }),
    });
    const manners = ['silent', 'named', 'says', 'own', 'strict'].map((name) => {
      const client = clientIn(policy, name);
      return [name, client?.mode, client?.canary?.percent];
    });
    assert.deepEqual(manners, [
      ['silent', 'observe', 5],
      ['named', 'enforce', undefined],
      ['says', 'observe', undefined],
      ['own', 'observe', 20],
      ['strict', 'enforce', undefined],
    ]);
    const printed = printPolicy(policy);
    assert.deepEqual(compilePolicy([{ path: 'printed.yaml', text: printed }]).identified?.policy, policy);
  });

  test('that is nowhere changes no digest', () => {
    const plain = compiled({});
    assert.ok(!JSON.stringify(plain).includes('canary'));
  });

  test('is refused where everything is enforced, and where it is all or nothing', () => {
    const issuers = '  https://login.example: { level: guarded, canary: { percent: 5 } }\n';
    assert.deepEqual(codes({ issuers }), ['canary_unused']);
    assert.deepEqual(codes({ clients: clientText('till', { canary: '{ percent: 5 }' }) }), ['canary_unused']);
    for (const percent of ['0', '100', '2.5', '-1'])
      assert.notDeepEqual(
        codes({ clients: clientText('till', { mode: 'observe', canary: `{ percent: ${percent} }` }) }),
        [],
      );
  });

  test('names clients that there are, at its issuer, and that don’t say otherwise', () => {
    assert.deepEqual(codes({ issuers: OBSERVES('{ clients: [nobody] }') }), ['client_unknown']);
    const clients = clientText('till', { mode: 'observe' });
    assert.deepEqual(codes({ issuers: OBSERVES('{ clients: [till] }'), clients }), ['canary_observed']);
    assert.deepEqual(codes({ issuers: OBSERVES('{ clients: [till, till] }'), clients: clientText('till') }), [
      'client_twice',
    ]);
  });
});
