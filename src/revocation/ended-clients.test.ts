import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { ISSUER, sampleClient, samplePolicy } from '../decision/testing/sample-policy.ts';
import { type LedgerWriter, readEntries, type TokenBirth } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { clientEnd, type RevocationContext, revokeEndedClients } from './index.ts';

const ACTIVATION = `sha256:${'a'.repeat(64)}`;
const seconds = (time: string): number => Date.parse(time) / 1000;

describe('a client that the policy ends', () => {
  test('is one that it knows no more, or whose end has come; one that it only observes goes on', () => {
    const policy = samplePolicy();
    const at = seconds('2026-11-25T00:00:00Z');
    assert.equal(clientEnd(policy, ISSUER, 'batch', at), null);
    assert.equal(clientEnd(policy, ISSUER, 'batch', seconds('2030-01-01T00:00:00Z')), 'client_expired');
    assert.equal(clientEnd(policy, ISSUER, 'ended', at), 'client_expired');
    assert.equal(clientEnd(policy, ISSUER, 'left', at), 'client_removed');
    assert.equal(clientEnd(policy, ISSUER, 'watched', seconds('2031-01-01T00:00:00Z')), null);
    const observing = samplePolicy({ issuers: [{ issuer: ISSUER, level: 'guarded', mode: 'observe' }] });
    assert.equal(clientEnd(observing, ISSUER, 'left', at), null);
    assert.equal(clientEnd(observing, ISSUER, 'ended', at), 'client_expired', 'the client itself is enforced');
    assert.equal(clientEnd(policy, 'https://another.example', 'batch', at), null, 'of no issuer of the policy');
  });

  describe('loses what it holds', () => {
    let ledger: TemporaryLedger;
    let writer: LedgerWriter;
    let context: RevocationContext;
    before(async () => {
      ledger = await temporaryLedger();
      writer = await ledger.writer('management');
      context = { store: ledger.store, writer, issuer: ISSUER };
    });
    after(async () => {
      await writer.close();
      await ledger.close();
    });

    const born = async (clientId: string, over: Partial<TokenBirth> = {}): Promise<string> => {
      const fingerprint = `k1:${randomUUID()}`;
      const expiresAt = Math.floor(Date.now() / 1000) + 3600;
      const birth: TokenBirth = {
        ...{ fingerprint, jtiFingerprint: null, type: 'access_token', grantId: randomUUID(), issuer: ISSUER, clientId },
        ...{ subject: null, scopes: ['orders:read'], audience: null, expiresAt, decision: 'd', ...over },
      };
      await writer.append({ drafts: [draft({ kind: 'token.issued' })], births: [birth] });
      return fingerprint;
    };
    const run = (policy = samplePolicy()) =>
      revokeEndedClients(context, policy, { activation: ACTIVATION, now: Math.floor(Date.now() / 1000) });
    const entries = async (kind: 'revocation.ordered' | 'token.revoked') => {
      await ledger.sequencer().settled();
      const found = [];
      for await (const { entry } of readEntries(ledger.store, { from: 0, kinds: [kind] })) found.push(entry);
      return found;
    };

    test('by an order of the policy’s own, that follows from its activation, and once', async () => {
      const ended = await born('ended');
      const left = await born('left');
      const [kept, watched] = [await born('batch'), await born('watched')];
      await born('long-gone', { expiresAt: 1000 });
      assert.deepEqual([...(await run())].sort(), ['ended', 'left']);
      const orders = await entries('revocation.ordered');
      assert.deepEqual(orders.map(({ body, after: follows }) => [body['by'], follows]).sort(), [
        [{ kind: 'policy', person: null, cause: 'client_expired' }, [ACTIVATION]],
        [{ kind: 'policy', person: null, cause: 'client_removed' }, [ACTIVATION]],
      ]);
      const revoked = (await entries('token.revoked')).map(({ body }) => [body['fingerprint'], body['reason']]);
      assert.deepEqual(
        revoked.sort(),
        [
          [ended, 'client_expired'],
          [left, 'client_removed'],
        ].sort(),
      );
      assert.ok(![kept, watched].some((one) => revoked.some(([fingerprint]) => fingerprint === one)));
      assert.deepEqual(await run(), []);
      assert.equal((await entries('revocation.ordered')).length, 2);
    });

    test('also what it was given again, when it is ended again', async () => {
      const { clients } = samplePolicy().policy;
      const known = samplePolicy({ clients: [...clients, sampleClient('returned')] });
      await born('returned');
      assert.deepEqual(await run(known), []);
      assert.deepEqual(await run(), ['returned']);
      await born('returned');
      assert.deepEqual(await run(), ['returned']);
    });
  });
});
