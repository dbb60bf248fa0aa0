import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canonicalJson, digestOf, type Json } from '../proof/index.ts';
import { frozenPolicy, identifyPolicy, policyBytes } from './identify.ts';
import { clientText, scopeText, shopPolicy, shopText } from './testing/shop-policy.ts';
import type { Client } from './types.ts';

const TEXT = shopText({ scopes: scopeText('read') + scopeText('write'), clients: clientText('till') });

describe('the identity of a policy', () => {
  test('is the digest of its canonical JSON, whether it was written before or not', () => {
    const policy = structuredClone(shopPolicy(TEXT));
    for (const one of [policy, frozenPolicy(policy), policy]) {
      assert.equal(Buffer.from(policyBytes(one)).toString(), canonicalJson(one as unknown as Json));
      assert.equal(identifyPolicy(one).digest, digestOf(one as unknown as Json));
    }
    assert.ok([policy, policy.scopes, policy.scopes[0], policy.limits].every((part) => Object.isFrozen(part)));
  });

  test('follows a definition that was not frozen', () => {
    const policy = structuredClone(shopPolicy(TEXT));
    const before = identifyPolicy(policy).digest;
    for (const client of policy.clients) Object.assign(client, { owner: 'p-2' });
    assert.notEqual(identifyPolicy(policy).digest, before);
  });

  test('reads a definition that was frozen once only, in whichever policies it stands', () => {
    const policy = structuredClone(shopPolicy(TEXT));
    let reads = 0;
    const [client = assert.fail()] = policy.clients;
    const watched = Object.defineProperty({ ...client }, 'owner', {
      enumerable: true,
      get() {
        reads++;
        return 'p-1';
      },
    }) as Client;
    const digest = identifyPolicy(frozenPolicy({ ...policy, clients: [watched] })).digest;
    const once = reads;
    assert.ok(once > 0);
    const again = frozenPolicy({ ...policy, clients: [watched] });
    assert.equal(identifyPolicy(again).digest, digest);
    assert.equal(reads, once);
  });
});
