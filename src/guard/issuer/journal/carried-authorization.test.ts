import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createFingerprinter } from '../../../tokens/index.ts';
import type { PendingAuthorization } from '../authorization-requests.ts';
import type { GuardContext } from '../guard-context.ts';
import { carriedAuthorization, carriedHandle } from './carried-authorization.ts';

const NOW = 1_800_000_000;
const key = randomBytes(32);
const guardOf = (over: Partial<GuardContext> = {}): GuardContext =>
  ({
    ...{ issuer: 'https://issuer.example', journal: {}, fingerprinter: createFingerprinter({ keyId: 'k1', key }) },
    ...over,
  }) as unknown as GuardContext;
const pending: PendingAuthorization = {
  ...{ clientId: 'web', redirectUri: 'https://app.example/callback', clientState: 'state of its own', scopes: ['a'] },
  ...{ resource: null, codeChallenge: null, decision: 'journal:1', operation: 'o', canary: null },
  ...{ dpopJkt: null, responseMode: null, fulfils: [], claims: [] },
};
const handle = carriedHandle(guardOf(), pending, NOW) ?? '';

describe('a handle that carries its request', () => {
  test('is read by the other guard, until it is over', () => {
    assert.deepEqual(carriedAuthorization(guardOf(), handle, NOW), pending);
    assert.deepEqual(carriedAuthorization(guardOf(), handle, NOW + 3599), pending);
    assert.equal(carriedAuthorization(guardOf(), handle, NOW + 3600), null);
  });

  test('says nothing to whoever sees it, and is never the same twice', () => {
    assert.doesNotMatch(Buffer.from(handle.slice(8), 'base64url').toString('latin1'), /web|callback|state of its own/);
    assert.notEqual(carriedHandle(guardOf(), pending, NOW), handle);
    assert.match(handle, /^[A-Za-z0-9._-]+$/);
  });

  test('is nobody’s with another key or of another issuer, nor where there is no journal', () => {
    const other = createFingerprinter({ keyId: 'k1', key: randomBytes(32) });
    assert.equal(carriedAuthorization(guardOf({ fingerprinter: other }), handle, NOW), null);
    assert.equal(carriedAuthorization(guardOf({ issuer: 'https://other.example' }), handle, NOW), null);
    assert.equal(carriedAuthorization(guardOf({ journal: null }), handle, NOW), null);
  });

  test('has one spelling: whatever is changed in it, it is none any more', () => {
    const characters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=~'];
    fc.assert(
      fc.property(fc.nat(handle.length - 1), fc.constantFrom(...characters), (at, character) => {
        const changed = `${handle.slice(0, at)}${character}${handle.slice(at + 1)}`;
        assert.deepEqual(carriedAuthorization(guardOf(), changed, NOW), changed === handle ? pending : null);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        assert.equal(carriedAuthorization(guardOf(), `carried.${text}`, NOW), null);
      }),
    );
    assert.equal(carriedAuthorization(guardOf(), `${handle}A`, NOW), null);
  });

  test('carries nothing that is too long for an address', () => {
    assert.equal(carriedHandle(guardOf(), { ...pending, clientState: 'x'.repeat(4000) }, NOW), null);
  });
});
