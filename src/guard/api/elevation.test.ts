import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import {
  approveElevation,
  endElevation,
  keepElevations,
  readElevations,
  requestElevation,
} from '../../access/index.ts';
import { type Decision, decide, type Facts, type UseRequest } from '../../decision/index.ts';
import { ISSUER, sampleClient, samplePolicy } from '../../decision/testing/sample-policy.ts';
import { type LedgerWriter, putBlob } from '../../ledger/index.ts';
import { type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { identifyPolicy, policyBytes } from '../../policy/index.ts';
import type { RevocationContext } from '../../revocation/index.ts';
import { type GuardUnderTest, startGuardUnderTest } from './testing/guard-under-test.ts';

const ACTIVATION = `sha256:${'a'.repeat(64)}`;
const policy = identifyPolicy(
  samplePolicy({
    people: ['p-1', 'p-2'].map((id) => ({ id, approvalKeys: [], approves: 'critical', approvals: [] })),
    clients: [sampleClient('batch', { eligible: ['orders:refund'] })],
  }).policy,
);
const notEligible = identifyPolicy(samplePolicy({ clients: [sampleClient('batch')] }).policy);

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('two API guards and an elevation', () => {
  let ledger: TemporaryLedger;
  let writer: LedgerWriter;
  let context: RevocationContext;
  let guards: readonly [GuardUnderTest, GuardUnderTest];
  before(async () => {
    ledger = await temporaryLedger();
    writer = await ledger.writer('management');
    context = { store: ledger.store, writer, issuer: ISSUER };
    for (const one of [policy, notEligible]) await putBlob(ledger.store, policyBytes(one.policy));
  });
  after(async () => {
    await writer.close();
    await ledger.close();
  });
  beforeEach(async () => {
    const first = await startGuardUnderTest(ledger);
    guards = [first, await startGuardUnderTest(ledger, 1000, first.keys)];
    for (const { world } of guards) world.policy = policy;
  });
  afterEach(async () => {
    for (const guard of guards) await guard.close();
  });

  const elevate = async (subject: string | null = null): Promise<string> => {
    const { id } = await requestElevation(context, {
      ask: { clientId: 'batch', subject, scopes: ['orders:refund'], seconds: 60 },
      ...{ policy, by: { kind: 'session', person: 'p-1' }, barred: [], reason: async () => null },
      ...{ breakGlass: false, after: [], now: Date.now() },
    });
    await approveElevation(
      context,
      { id, policy, after: [], now: Date.now() },
      { person: 'p-2', proof: 'session', note: null },
    );
    return id;
  };
  const refund = async (token: string): Promise<readonly number[]> =>
    await Promise.all(guards.map(async (guard) => (await guard.call('POST', '/orders/o-1/refund', token)).status));
  const bothAnswer = async (token: string, status: number): Promise<number> => {
    const from = performance.now();
    await until(async () => (await refund(token)).every((one) => one === status));
    return performance.now() - from;
  };
  const end = (id: string) =>
    endElevation(context, { id, by: { kind: 'host', person: null }, reason: null, after: [], now: Date.now() });

  test('take a token for an eligible scope while it lasts, and deny it within a second of its end', async (t) => {
    const token = await guards[0].issue('orders:refund', {}, { subject: null });
    assert.deepEqual(await refund(token), [403, 403]);
    const id = await elevate();
    const elevated = await guards[0].issue('orders:refund', {}, { subject: null, elevations: [id] });
    assert.ok((await bothAnswer(elevated, 200)) < 1000);
    await end(id);
    const milliseconds = await bothAnswer(elevated, 401);
    t.diagnostic(`both guards deny it ${Math.round(milliseconds)} ms after the end was recorded`);
    assert.ok(milliseconds < 1000, `${milliseconds} ms`);
    // It was revoked, and so it stays, whatever is approved later.
    const other = await elevate();
    const fresh = await guards[0].issue('orders:refund', {}, { subject: null, elevations: [other] });
    await bothAnswer(fresh, 200);
    assert.deepEqual(await refund(elevated), [401, 401]);
    await end(other);
  });

  test('deny it within a second of an activation that takes the scope from its client', async () => {
    const id = await elevate();
    const elevated = await guards[0].issue('orders:refund', {}, { subject: null, elevations: [id] });
    await bothAnswer(elevated, 200);
    const began = performance.now();
    await keepElevations(context).look(
      await readElevations(ledger.store),
      { policy: notEligible, activation: ACTIVATION },
      Date.now(),
    );
    // The guards still have the policy of before: what the ledger says of the elevation suffices.
    await bothAnswer(elevated, 401);
    assert.ok(performance.now() - began < 1000);
  });

  test('take it for whom it was approved alone', async () => {
    const id = await elevate('sub:alice');
    const [alice, bob, itself] = await Promise.all(
      ['sub:alice', 'sub:bob', null].map((subject) =>
        guards[0].issue('orders:refund', {}, { subject, elevations: [id] }),
      ),
    );
    await bothAnswer(alice ?? '', 200);
    assert.deepEqual(
      [await refund(bob ?? ''), await refund(itself ?? '')],
      [
        [403, 403],
        [403, 403],
      ],
    );
    await end(id);
  });

  test('record each call under it before it passes, with all that it takes to decide it again', async () => {
    const id = await elevate();
    const token = await guards[0].issue('orders:refund', {}, { subject: null, elevations: [id] });
    await bothAnswer(token, 200);
    await guards[0].call('POST', '/orders/o-1/refund', token);
    const used = await guards[0].entries('token.used');
    assert.ok(used.length >= 2, 'each, not the first alone');
    for (const { refs, body } of used) {
      const { request, facts, decision } = body as unknown as { request: UseRequest; facts: Facts; decision: Decision };
      assert.ok(refs.includes(`elevation:${id}`));
      assert.deepEqual(decision.elevation?.ids, [id]);
      assert.deepEqual(decide(policy, request, facts), decision);
    }
    guards[0].world.ledgerAway = true;
    assert.equal((await guards[0].call('POST', '/orders/o-1/refund', token)).status, 503);
    guards[0].world.ledgerAway = false;
    await end(id);
  });

  test('say nothing of it where it is no matter', async () => {
    const id = await elevate();
    const token = await guards[0].issue('orders:read', {}, { subject: null });
    await until(async () => (await guards[0].call('GET', '/orders', token)).status === 200);
    const [used] = await guards[0].entries('token.used');
    assert.ok(used !== undefined);
    const { facts } = used.body as unknown as { facts: Facts };
    assert.deepEqual([facts.elevations, facts.subject], [undefined, undefined]);
    await end(id);
  });
});
