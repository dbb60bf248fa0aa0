import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type Entry, type EntryDraft, type LedgerWriter, readEntries } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { openUnknownOutcomes } from './index.ts';

const HOUR = 3600_000;
const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

describe('decisions whose outcome nobody knows', () => {
  let ledger: TemporaryLedger;
  let guard: LedgerWriter;
  let management: LedgerWriter;
  before(async () => {
    ledger = await temporaryLedger();
    guard = await ledger.writer('issuer-guard-1');
    management = await ledger.writer('management');
  });
  after(async () => {
    await guard.close();
    await management.close();
    await ledger.close();
  });

  const append = async (over: Partial<EntryDraft>): Promise<string> => {
    const [appended] = await guard.append({ drafts: [draft(over)] });
    return appended?.id ?? '';
  };
  const decided = (clientId: string, over: { grantType?: string; priorGrant?: object; outcome?: string } = {}) => {
    const { grantType = 'client_credentials', priorGrant = null, outcome = 'permit' } = over;
    const decision = { outcome, mode: 'enforce', scopes: ['orders:read'] };
    return append({
      refs: [`client:${clientId}`],
      body: { request: { clientId, grantType }, facts: { priorGrant } as never, decision },
    });
  };
  const look = async (later = HOUR, writer = management) => {
    await ledger.sequencer().settled();
    return await openUnknownOutcomes({ store: ledger.store, writer, clock: () => Date.now() + later });
  };
  const findings = async (clientId: string): Promise<Entry[]> => {
    await ledger.sequencer().settled();
    const found: Entry[] = [];
    for await (const { entry } of readEntries(ledger.store, { from: 0, kinds: ['finding.opened'] }))
      if (entry.body['clientId'] === clientId) found.push(entry);
    return found;
  };

  test('become findings: one that nothing followed, and one whose server did not answer', async () => {
    const [alone, asked] = [randomUUID(), randomUUID()];
    const unfollowed = await decided(alone);
    const decision = await decided(asked, { grantType: 'refresh_token', priorGrant: { grantId: 'g-1' } });
    const lost = await append({
      kind: 'token.not_issued',
      after: [decision],
      body: { clientId: asked, grantId: 'g-1', outcome: 'unknown', error: 'server_unavailable' },
    });
    assert.deepEqual(await look(0), [], 'what may still follow is waited for');
    assert.equal((await look()).length, 2);
    const [first] = await findings(alone);
    assert.deepEqual(
      [first?.after, first?.body['cause'], first?.body['scopes']],
      [[unfollowed], 'no_entry_followed', ['orders:read']],
    );
    const [second] = await findings(asked);
    assert.deepEqual(second?.after, [decision, lost]);
    assert.deepEqual(second?.refs, [`client:${asked}`, 'grant:g-1']);
    assert.deepEqual([second?.body['cause'], second?.body['server']], ['server_unavailable', 'not_askable']);
  });

  test('and no other: what was issued, withheld, refused, turned down by the server, or waits for a person', async () => {
    const client = randomUUID();
    for (const [kind, body] of [
      ['token.issued', {}],
      ['token.withheld', {}],
      ['token.not_issued', { outcome: 'refused', error: 'invalid_grant' }],
    ] as const)
      await append({ kind, after: [await decided(client)], body });
    await decided(client, { outcome: 'refuse' });
    await decided(client, { grantType: 'authorization_code' });
    const device = await decided(client, { grantType: DEVICE_CODE });
    assert.deepEqual(await look(), []);
    const body = { clientId: client, grantId: 'g-3', outcome: 'unknown', error: 'server_unavailable' };
    await append({ kind: 'token.not_issued', after: [device], body });
    assert.equal((await look()).length, 1, 'a poll that the server did not answer');
    await decided(client, { grantType: 'authorization_code', priorGrant: { grantId: 'g-2' } });
    assert.equal((await look()).length, 1, 'a code that was being exchanged');
  });

  test('are found once, also when what was looked through is forgotten, or the end of it was not noted', async () => {
    const client = randomUUID();
    await decided(client);
    assert.equal((await look()).length, 1);
    await ledger.sequencer().settled();
    await ledger.store.pool.query("DELETE FROM record_progress WHERE projection = 'unknown_outcomes'");
    assert.deepEqual(
      await openUnknownOutcomes({ store: ledger.store, writer: management, clock: () => Date.now() + HOUR }),
      [],
    );
    assert.equal((await findings(client)).length, 1);
  });

  test('of a ledger that is away are looked for again', async () => {
    const client = randomUUID();
    await decided(client);
    const dying: LedgerWriter = { ...management, append: () => Promise.reject(new Error('gone')) };
    await assert.rejects(look(HOUR, dying));
    assert.equal((await look()).length, 1);
  });
});
