import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadOpenApi, type OperationMap } from '../../operations/index.ts';
import { identifyPolicy, type Scope } from '../../policy/index.ts';
import { indexOf } from '../policy-index.ts';
import { samplePolicy, sampleScope } from '../testing/sample-policy.ts';
import { listed, operationsOfAnyToken, pairsOf, reachHolding, reachOf } from './context.ts';

/** An API whose operations need, each, one of several sets of scopes. */
function api(title: string, needed: Readonly<Record<string, readonly (readonly string[])[]>>): OperationMap {
  const scopes = Object.fromEntries(Object.values(needed).flatMap((sets) => sets.flat().map((scope) => [scope, ''])));
  const operation = ([name, sets]: readonly [string, readonly (readonly string[])[]]) => [
    `/${name}`,
    { get: { operationId: name, security: sets.map((oauth) => ({ oauth })), responses: {} } },
  ];
  const text = JSON.stringify({
    ...{ openapi: '3.1.0', info: { title, version: '1' }, servers: [{ url: 'https://orders.example' }] },
    components: {
      securitySchemes: {
        oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://issuer.example/token', scopes } } },
      },
    },
    paths: Object.fromEntries(Object.entries(needed).map(operation)),
  });
  return loadOpenApi(text, { path: `${title}.json` });
}

const indexWith = (...scopes: readonly Scope[]) => indexOf(identifyPolicy(samplePolicy({ scopes }).policy));
const ORDERS = api('Orders', {
  list: [['orders:read'], ['orders:refund']],
  look: [['orders:read']],
  refund: [['orders:read', 'orders:refund']],
  self: [[]],
});
const names = ({ operations }: { readonly operations: readonly { readonly operation: string }[] }) =>
  operations.map(({ operation }) => operation);

describe('what scopes reach', () => {
  const index = indexWith(
    sampleScope('orders:all', { implies: ['orders:read'], risk: 'critical', sensitivity: 'restricted' }),
    sampleScope('orders:read', { sensitivity: 'public' }),
    sampleScope('orders:refund', { risk: 'high', sensitivity: 'confidential' }),
  );

  test('is each operation that one of its alternatives names, in the order of the APIs', () => {
    const other = api('Other', { any: [['orders:read']] });
    assert.deepEqual(reachOf(index, [ORDERS, other], ['orders:read']).operations, [
      { api: 'Orders', method: 'GET', path: '/list', operation: 'list' },
      { api: 'Orders', method: 'GET', path: '/look', operation: 'look' },
      { api: 'Orders', method: 'GET', path: '/refund', operation: 'refund' },
      { api: 'Other', method: 'GET', path: '/any', operation: 'any' },
    ]);
    assert.deepEqual(names(reachOf(index, [ORDERS], ['orders:refund'])), ['list', 'refund']);
  });

  test('is what the scopes reach that come with one, too', () => {
    assert.deepEqual(names(reachOf(index, [ORDERS], ['orders:all'])), ['list', 'look', 'refund']);
    const held = new Set(['orders:all', 'orders:refund']);
    assert.deepEqual(names(reachHolding(index, [ORDERS], ['orders:refund'], held)), ['list', 'refund']);
    assert.deepEqual(names(reachHolding(index, [ORDERS], ['orders:refund'], new Set(['orders:refund']))), ['list']);
  });

  test('is of the highest risk and the most sensitive data of them', () => {
    const { scopes, risk, sensitivity } = reachOf(index, [], ['orders:read', 'orders:refund']);
    assert.deepEqual([scopes, risk, sensitivity], [['orders:read', 'orders:refund'], 'high', 'confidential']);
    assert.equal(reachOf(index, [], ['orders:refund', 'orders:read']).sensitivity, 'confidential');
  });

  test('is nothing without a scope, but for what any token passes', () => {
    const nothing = { scopes: [], risk: null, sensitivity: null, operations: [] };
    assert.deepEqual(reachOf(index, [ORDERS], []), nothing);
    assert.deepEqual(names({ operations: operationsOfAnyToken([ORDERS]) }), ['self']);
  });
});

describe('a comparison', () => {
  test('goes by names, in their order, and has nothing where one side has none', () => {
    const of = (...all: readonly string[]) => all.map((name) => ({ name, all: all.length }));
    assert.deepEqual(
      pairsOf(of('b', 'c'), of('a', 'd', 'b'), ({ name }) => name),
      [
        { name: 'a', was: null, is: { name: 'a', all: 3 } },
        { name: 'b', was: { name: 'b', all: 2 }, is: { name: 'b', all: 3 } },
        { name: 'c', was: { name: 'c', all: 2 }, is: null },
        { name: 'd', was: null, is: { name: 'd', all: 3 } },
      ],
    );
  });

  test('lists names as a sentence has them', () => {
    assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed), ['nothing', 'a', 'a and b', 'a, b and c']);
  });
});
