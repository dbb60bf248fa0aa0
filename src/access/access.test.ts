import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sampleClient, samplePolicy, sampleScope } from '../decision/testing/sample-policy.ts';
import { type ElevationAsk, type ElevationState, stateOf } from '../elevation/index.ts';
import { type LedgerWriter, putBlob, readEntries, type TokenBirth } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { type IdentifiedPolicy, identifyPolicy, type Person, policyBytes } from '../policy/index.ts';
import type { RevocationContext } from '../revocation/index.ts';
import {
  AccessError,
  approveElevation,
  type ElevationRequest,
  endElevation,
  keepElevations,
  knownElevation,
  MAX_OF_CLIENT,
  readElevations,
  refuseElevation,
  requestElevation,
} from './index.ts';

const ISSUER = 'https://issuer.example';
const REASON = { reference: 'sealed:00000000-0000-4000-8000-000000000000', commitment: 'c' };
const ACTIVATION = `sha256:${'a'.repeat(64)}`;
const person = (id: string, approves: Person['approves']): Person => ({
  id,
  approvalKeys: [],
  approves,
  approvals: [],
});

function policyWith(over: Parameters<typeof samplePolicy>[0] = {}): IdentifiedPolicy {
  return identifyPolicy(
    samplePolicy({
      people: ['p-1', 'p-2', 'p-3', 'p-4'].map((id) => person(id, id === 'p-4' ? 'high' : 'critical')),
      scopes: [
        sampleScope('orders:read'),
        sampleScope('orders:refund', { risk: 'critical', sensitivity: 'restricted' }),
      ],
      clients: [sampleClient('batch', { eligible: ['orders:refund'] })],
      ...over,
    }).policy,
  );
}
const policy = policyWith();
const twoNeeded = policyWith({
  approvals: { author: 'p-1', risk: { critical: { count: 2, team: null } }, sensitivity: {}, approvals: [] },
});
const notEligible = policyWith({ clients: [sampleClient('batch')] });

describe('an elevation, in the ledger', () => {
  let ledger: TemporaryLedger;
  let writer: LedgerWriter;
  let context: RevocationContext;
  before(async () => {
    ledger = await temporaryLedger();
    writer = await ledger.writer('management');
    context = { store: ledger.store, writer, issuer: ISSUER };
    for (const one of [policy, twoNeeded, notEligible]) await putBlob(ledger.store, policyBytes(one.policy));
  });
  after(async () => {
    await writer.close();
    await ledger.close();
  });

  const ask = (over: Partial<ElevationAsk> = {}): ElevationAsk => ({
    ...{ clientId: 'batch', subject: null, scopes: ['orders:refund'], seconds: 1800 },
    ...over,
  });
  const request = (over: Partial<ElevationRequest> = {}): Promise<{ readonly id: string }> =>
    requestElevation(context, {
      ...{ ask: ask(), policy, by: { kind: 'session', person: 'p-1' }, barred: [], reason: async () => REASON },
      ...{ breakGlass: false, after: [], now: Date.now() },
      ...over,
    });
  const approve = (id: string, by: string, over: { policy?: IdentifiedPolicy; now?: number } = {}) =>
    approveElevation(
      context,
      { id, policy, after: [], now: Date.now(), ...over },
      { person: by, proof: 'session', note: null },
    );
  const stateNow = async (id: string): Promise<ElevationState> =>
    stateOf(await knownElevation(context, id), Date.now() / 1000);
  const kindsOf = async (id: string): Promise<readonly string[]> => {
    await ledger.sequencer().settled();
    const kinds: string[] = [];
    for await (const { id: entry, entry: one } of readEntries(ledger.store, { from: 0 }))
      if (entry === id || one.body['request'] === id) kinds.push(one.kind);
    return kinds;
  };
  const finish = async (id: string): Promise<void> => {
    if ((await stateNow(id)) === 'active')
      await endElevation(context, { id, by: { kind: 'host', person: null }, reason: null, after: [], now: Date.now() });
  };
  const given = async (elevations: readonly string[], over: Partial<TokenBirth> = {}): Promise<string> => {
    const fingerprint = `k1:${randomUUID()}`;
    await writer.append({
      drafts: [draft({ kind: 'token.issued' })],
      births: [
        {
          ...{ fingerprint, jtiFingerprint: null, type: 'access_token', grantId: randomUUID(), issuer: ISSUER },
          ...{ clientId: 'batch', subject: null, scopes: ['orders:refund'], audience: null },
          ...{ expiresAt: Math.floor(Date.now() / 1000) + 600, decision: ACTIVATION, elevations },
          ...over,
        },
      ],
    });
    return fingerprint;
  };
  const revoked = async (fingerprint: string): Promise<boolean> => {
    const { rows } = await ledger.store.pool.query(
      'SELECT 1 FROM token_births WHERE fingerprint = $1 AND revoked_at IS NOT NULL',
      [fingerprint],
    );
    return rows.length === 1;
  };
  const refused = (code: string, message: RegExp) => (error: unknown) => {
    assert.ok(error instanceof AccessError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };

  test('begins with the yes of somebody else, and is found whether sequenced or not', async () => {
    const { id } = await request();
    assert.equal(await stateNow(id), 'asked');
    const begun = await approve(id, 'p-2');
    assert.equal(stateOf(begun, Date.now() / 1000), 'active');
    assert.ok(Math.abs((begun.endsAt ?? 0) - Date.now() / 1000 - 1800) < 5);
    assert.deepEqual(await kindsOf(id), ['elevation.requested', 'elevation.approved', 'elevation.started']);
    assert.equal((await readElevations(ledger.store)).activeOf(ISSUER, 'batch', Date.now() / 1000)[0]?.id, id);
    await finish(id);
  });

  test('is not approved by who asked, by whom it is for, nor by who may not approve the risk', async () => {
    const { id } = await request({ barred: ['p-3'] });
    await assert.rejects(approve(id, 'p-1'), refused('not_allowed', /somebody else/));
    await assert.rejects(approve(id, 'p-3'), refused('not_allowed', /somebody else/));
    await assert.rejects(approve(id, 'p-4'), refused('not_allowed', /up to high/));
    await assert.rejects(approve(id, 'p-9'), refused('not_allowed', /nobody/));
    assert.deepEqual(await kindsOf(id), ['elevation.requested']);
  });

  test('approved by two at once begins once, with both of them counted once', async () => {
    const { id } = await request({ policy: twoNeeded });
    await Promise.all([approve(id, 'p-2', { policy: twoNeeded }), approve(id, 'p-3', { policy: twoNeeded })]);
    const { startsAt, approvals } = await knownElevation(context, id);
    assert.notEqual(startsAt, null);
    assert.deepEqual(approvals.map((one) => one.person).sort(), ['p-2', 'p-3']);
    await finish(id);
  });

  test('approved by one person twice at once is approved by one', async () => {
    const { id } = await request({ policy: twoNeeded });
    const both = [0, 1].map(() => approve(id, 'p-2', { policy: twoNeeded }));
    await Promise.allSettled(both);
    assert.deepEqual([await stateNow(id), (await knownElevation(context, id)).approvals.length], ['asked', 1]);
  });

  test('whose time to be answered is over while somebody approves does not begin', async () => {
    const { id } = await request({ now: Date.now() - 60_000, answerSeconds: 30 });
    // Whoever approved was still in time when the page was opened, and the entry isn't.
    const after = await approve(id, 'p-2', { now: Date.now() - 40_000 });
    assert.deepEqual([stateOf(after, Date.now() / 1000), after.approvals], ['lapsed', []]);
    await assert.rejects(approve(id, 'p-2'), refused('not_open', /was to be answered by/));
  });

  test('needs what the policy demands now, where that became more while it waited', async () => {
    const { id } = await request();
    await approve(id, 'p-2', { policy: twoNeeded });
    assert.equal(await stateNow(id), 'asked');
    // Less than was demanded when it was asked for doesn't do either.
    const other = await request({ policy: twoNeeded });
    await approve(other.id, 'p-2');
    assert.equal(await stateNow(other.id), 'asked');
    await approve(other.id, 'p-3');
    assert.equal(await stateNow(other.id), 'active');
    await finish(other.id);
  });

  test('does not count the yes of somebody who may approve nothing any more', async () => {
    const { id } = await request({ policy: twoNeeded });
    await approve(id, 'p-2', { policy: twoNeeded });
    const without = identifyPolicy({
      ...twoNeeded.policy,
      people: twoNeeded.policy.people.map((one) => (one.id === 'p-2' ? { ...one, approves: null } : one)),
    });
    await putBlob(ledger.store, policyBytes(without.policy));
    await approve(id, 'p-3', { policy: without });
    assert.equal(await stateNow(id), 'asked');
  });

  test('is not approved once its scope is eligible no more, and is denied by the policy', async () => {
    const { id } = await request();
    await assert.rejects(approve(id, 'p-2', { policy: notEligible }), refused('not_open', /no more as eligible/));
    const keeper = keepElevations(context);
    await keeper.look(await readElevations(ledger.store), { policy: notEligible, activation: ACTIVATION }, Date.now());
    assert.equal(await stateNow(id), 'denied');
  });

  test('ends, with all that was given under it, when the policy takes the scope from its client', async () => {
    const { id } = await request();
    await approve(id, 'p-2');
    const token = await given([id]);
    const other = await given([`sha256:${'b'.repeat(64)}`]);
    const keeper = keepElevations(context);
    const active = { policy, activation: ACTIVATION };
    assert.deepEqual(await keeper.look(await readElevations(ledger.store), active, Date.now()), []);
    const over = await keeper.look(await readElevations(ledger.store), { ...active, policy: notEligible }, Date.now());
    assert.deepEqual(
      over.map((one) => one.id),
      [id],
    );
    assert.deepEqual([await revoked(token), await revoked(other), await stateNow(id)], [true, false, 'ended']);
    assert.equal((await knownElevation(context, id)).ended?.cause, 'policy');
    // What a guard gave that had not heard of it yet goes, too.
    const late = await given([id]);
    await keeper.look(await readElevations(ledger.store), { ...active, policy: notEligible }, Date.now());
    assert.ok(await revoked(late));
  });

  test('ends with its time, with the whole grant that more would come of', async () => {
    const { id } = await request();
    const { endsAt } = await approve(id, 'p-2');
    const grantId = randomUUID();
    await ledger.store.pool.query(
      "INSERT INTO grants (grant_id, issuer, client_id, scopes, decision) VALUES ($1, $2, 'batch', '{orders:refund}', 'd')",
      [grantId, ISSUER],
    );
    await given([id], { grantId });
    const refresh = await given([id], { grantId, type: 'refresh_token', expiresAt: null });
    const keeper = keepElevations(context);
    const look = async (now: number) =>
      await keeper.look(await readElevations(ledger.store), { policy, activation: ACTIVATION }, now);
    assert.deepEqual(await look((endsAt ?? 0) * 1000 - 1), []);
    assert.equal((await look((endsAt ?? 0) * 1000)).length, 1);
    assert.ok(await revoked(refresh));
    const { rows } = await ledger.store.pool.query(
      'SELECT 1 FROM grants WHERE grant_id = $1 AND revoked_at IS NOT NULL',
      [grantId],
    );
    assert.equal(rows.length, 1);
    // A process that starts again finds the end recorded, and records none.
    const again = keepElevations(context);
    assert.deepEqual(
      await again.look(
        await readElevations(ledger.store),
        { policy, activation: ACTIVATION },
        ((endsAt ?? 0) + 2) * 1000,
      ),
      [],
    );
    assert.equal((await kindsOf(id)).filter((kind) => kind === 'elevation.ended').length, 1);
  });

  test('is denied or withdrawn while it waits, and not after', async () => {
    for (const how of ['denied', 'withdrawn'] as const) {
      const { id } = await request();
      const answer = { id, policy, after: [], now: Date.now() };
      await refuseElevation(context, answer, how, { kind: 'session', person: 'p-2' }, REASON);
      assert.equal(await stateNow(id), how);
      await assert.rejects(approve(id, 'p-2'), refused('not_open', new RegExp(`It is ${how}`)));
      await assert.rejects(
        refuseElevation(context, answer, how, { kind: 'session', person: 'p-2' }, REASON),
        refused('not_open', /ask again/),
      );
    }
  });

  test('of break-glass is active at once, for a person whom the policy knows alone', async () => {
    const { id } = await request({ breakGlass: true });
    assert.equal(await stateNow(id), 'active');
    assert.deepEqual(await kindsOf(id), ['elevation.requested', 'elevation.taken']);
    await assert.rejects(
      request({ breakGlass: true, by: { kind: 'host', person: null } }),
      refused('request_invalid', /by a person/),
    );
    await finish(id);
  });

  test('is asked for as the policy allows, and not without end', async () => {
    await assert.rejects(request({ ask: ask({ scopes: ['orders:read'] }) }), refused('request_invalid', /always hold/));
    await assert.rejects(request({ ask: ask({ seconds: 7200 }) }), refused('request_invalid', /lasts from/));
    const many = async () => {
      for (let count = 0; count <= MAX_OF_CLIENT; count++) await request();
    };
    await assert.rejects(many(), refused('request_invalid', /is the most/));
  });

  test('that nobody asked for is not there', async () => {
    await assert.rejects(approve(ACTIVATION, 'p-2'), refused('not_found', /ambit requests/));
  });
});
