import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { LedgerError, type LedgerWriter, readEntries, type TokenBirth } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import {
  finishRevocation,
  type OrderRequest,
  orderRevocation,
  type RevocationContext,
  type RevocationSelection,
  readOrder,
  reportOf,
  startRevocationFeed,
  stepRevocation,
} from './index.ts';

const ISSUER = 'https://issuer.example';
const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3600;

describe('a revocation that somebody orders', () => {
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

  const birth = (clientId: string, over: Partial<TokenBirth> = {}): TokenBirth => ({
    fingerprint: `k1:${randomUUID()}`,
    jtiFingerprint: `k1:${randomUUID()}`,
    type: 'access_token',
    grantId: randomUUID(),
    issuer: ISSUER,
    clientId,
    subject: null,
    scopes: ['orders:read'],
    audience: null,
    expiresAt: inAnHour(),
    decision: `sha256:${'0'.repeat(64)}`,
    ...over,
  });
  const born = async (...births: TokenBirth[]): Promise<void> => {
    await writer.append({ drafts: [draft({ kind: 'token.issued' })], births });
  };
  const granted = async (clientId: string, scopes = ['orders:read']): Promise<string> => {
    const grantId = randomUUID();
    await ledger.store.pool.query(
      `INSERT INTO grants (grant_id, issuer, client_id, scopes, decision) VALUES ($1, $2, $3, $4, 'd')`,
      [grantId, ISSUER, clientId, scopes],
    );
    return grantId;
  };
  const request = (selection: RevocationSelection, over: Partial<OrderRequest> = {}): OrderRequest => ({
    selection,
    asked: JSON.stringify(selection),
    reason: async () => ({ reference: 'sealed:00000000-0000-4000-8000-000000000000', commitment: 'c' }),
    by: { kind: 'host', person: null },
    after: [],
    ...over,
  });
  const carryOut = async (selection: RevocationSelection) => {
    const { order, found } = await orderRevocation(context, request(selection));
    let steps = 0;
    for (let left = Number.POSITIVE_INFINITY; left > 0; steps++) ({ left } = await stepRevocation(context, order));
    return { order, found, steps, report: await finishRevocation(context, order) };
  };
  const entriesOf = async (operation: string) => {
    await ledger.sequencer().settled();
    const found = [];
    for await (const { entry } of readEntries(ledger.store, { from: 0 }))
      if (entry.operation === operation) found.push(entry);
    return found;
  };

  test('says who and why before anything is denied, and how much it came to at the end', async () => {
    const client = randomUUID();
    await born(birth(client), birth(client));
    const { order } = await orderRevocation(context, request({ kind: 'client', clientId: client }));
    const [first, ...others] = await entriesOf(order.id);
    assert.deepEqual(others, []);
    assert.deepEqual([first?.kind, first?.refs], ['revocation.ordered', [`client:${client}`]]);
    assert.deepEqual(first?.body, {
      selection: { kind: 'client', clientId: client },
      by: { kind: 'host', person: null },
      reason: { reference: 'sealed:00000000-0000-4000-8000-000000000000', commitment: 'c' },
      found: 2,
    });
    await carryOut({ kind: 'client', clientId: client });
    const entries = await entriesOf(order.id);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['revocation.ordered', 'token.revoked', 'token.revoked', 'revocation.finished'],
    );
    for (const { after: follows } of entries.slice(1)) assert.deepEqual(follows, [order.entry]);
    assert.deepEqual(entries.at(-1)?.body, { deniedAtGuards: 2, revokedAtServer: 0 });
  });

  test('of a client: all that it holds, codes that wait, and nothing of another one or that has ended', async () => {
    const [client, other] = [randomUUID(), randomUUID()];
    const grantId = await granted(client);
    const refresh = birth(client, { type: 'refresh_token', grantId, expiresAt: null, jtiFingerprint: null });
    const access = birth(client, { grantId });
    const alone = birth(client);
    await born(refresh, access, alone, birth(client, { expiresAt: 1000 }), birth(other));
    const waiting = await granted(client);
    await ledger.store.pool.query(
      `INSERT INTO authorization_codes (code, issuer, client_id, redirect_uri, scopes, grant_id, decision, operation, expires_at)
       VALUES ($1, $2, $3, 'r', '{orders:read}', $4, 'd', 'o', $5)`,
      [randomUUID(), ISSUER, client, waiting, inAnHour()],
    );
    const { found, report } = await carryOut({ kind: 'client', clientId: client });
    assert.equal(found, 4);
    const told = report.tokens.map(({ type, fingerprint, grantId: of, outcome }) => [type, fingerprint ?? of, outcome]);
    assert.deepEqual(
      told.sort(),
      [
        ['access_token', access.fingerprint, 'denied_at_guards'],
        ['access_token', alone.fingerprint, 'denied_at_guards'],
        ['refresh_token', refresh.fingerprint, 'denied_at_guards'],
        ['grant', waiting, 'denied_at_guards'],
      ].sort(),
    );
    await assert.rejects(born(birth(client, { grantId: waiting })), { code: 'grant_revoked' });
    const others = await orderRevocation(context, request({ kind: 'client', clientId: other }));
    assert.equal(others.found, 1);
  });

  test('of a person: whoever the client is', async () => {
    const subject = `sub:${randomUUID().slice(0, 22)}`;
    const [one, two] = [birth('shop', { subject }), birth('mail', { subject })];
    await born(one, two, birth('shop', { subject: 'sub:other' }));
    const { order, report } = await carryOut({ kind: 'subject', subject });
    assert.deepEqual(
      report.tokens.map(({ fingerprint }) => fingerprint).sort(),
      [one.fingerprint, two.fingerprint].sort(),
    );
    assert.equal((await entriesOf(order.id))[0]?.subject, subject);
  });

  test('of a scope: what carries it, and the grant that would bring it back', async () => {
    const [scope, client] = [`orders:${randomUUID()}`, randomUUID()];
    const grantId = await granted(client, ['orders:read', scope]);
    const narrow = birth(client, { grantId });
    const carrying = birth(client, { scopes: [scope] });
    await born(narrow, carrying, birth(client));
    const { report } = await carryOut({ kind: 'scope', scope });
    assert.deepEqual(
      report.tokens.map(({ fingerprint }) => fingerprint).sort(),
      [narrow.fingerprint, carrying.fingerprint].sort(),
    );
    await assert.rejects(born(birth(client, { grantId })), { code: 'grant_revoked' });
  });

  test('of single tokens: alone where they are access tokens, with their grant where they are refresh tokens', async () => {
    const client = randomUUID();
    const [grantId, otherGrant] = [await granted(client), await granted(client)];
    const [access, sibling] = [birth(client, { grantId }), birth(client, { grantId })];
    const refresh = birth(client, {
      type: 'refresh_token',
      grantId: otherGrant,
      expiresAt: null,
      jtiFingerprint: null,
    });
    const ofRefresh = birth(client, { grantId: otherGrant });
    await born(access, sibling, refresh, ofRefresh);
    const stranger = `k1:${randomUUID()}`;
    const fingerprints = [String(access.jtiFingerprint), refresh.fingerprint, stranger];
    const { order, report } = await carryOut({ kind: 'tokens', fingerprints });
    assert.deepEqual(
      report.tokens.map(({ fingerprint }) => fingerprint).sort(),
      [access.fingerprint, refresh.fingerprint, ofRefresh.fingerprint, stranger].sort(),
    );
    const again = await stepRevocation(context, order);
    assert.equal(again.left, 0);
    const revoked = (await entriesOf(order.id)).filter(({ kind }) => kind === 'token.revoked');
    assert.equal(revoked.length, 5, 'a token that no guard released is denied once');
  });

  test('tells of tokens that were revoked before as such', async () => {
    const token = birth(randomUUID());
    await born(token);
    await carryOut({ kind: 'tokens', fingerprints: [token.fingerprint] });
    const { report } = await carryOut({ kind: 'tokens', fingerprints: [token.fingerprint] });
    assert.deepEqual(
      report.tokens.map(({ earlier, outcome }) => [earlier, outcome]),
      [[true, 'denied_at_guards']],
    );
  });

  test('that is cut off goes on where it stopped, and revokes nothing twice', async () => {
    const client = randomUUID();
    const grants: string[] = [];
    for (let one = 0; one < 40; one++) grants.push(await granted(client));
    const births = Array.from({ length: 450 }, (_, at) => {
      const grantId = grants[at];
      return birth(client, grantId === undefined ? {} : { grantId });
    });
    await born(...births);
    const selection = { kind: 'client', clientId: client } as const;
    let written = 0;
    const dying: LedgerWriter = {
      ...writer,
      writer: writer.writer,
      append: (appended) =>
        ++written > 2 ? Promise.reject(new LedgerError('ledger_unavailable', 'gone')) : writer.append(appended),
    };
    const { order } = await orderRevocation({ ...context, writer: dying }, request(selection));
    await assert.rejects(stepRevocation({ ...context, writer: dying }, order), { code: 'ledger_unavailable' });
    const again = await orderRevocation(context, request(selection));
    assert.deepEqual([again.resumed, again.order.id], [true, order.id]);
    assert.ok(again.found < 450 && again.found > 200, `${again.found} left`);
    const { steps, report } = await carryOut(selection);
    assert.ok(steps >= 2);
    const told = report.tokens.map(({ fingerprint }) => fingerprint);
    assert.equal(told.length, 450);
    assert.equal(new Set(told).size, 450);
    const kinds = (await entriesOf(order.id)).map(({ kind }) => kind);
    assert.equal(kinds.filter((kind) => kind === 'revocation.ordered').length, 1);
    assert.equal(kinds.filter((kind) => kind === 'token.revoked').length, 490, 'each token once, and each grant');
  });

  test('before whose order was durable records it when it is ordered again', async () => {
    const selection = { kind: 'client', clientId: randomUUID() } as const;
    const dying: LedgerWriter = {
      ...writer,
      append: () => Promise.reject(new LedgerError('ledger_unavailable', 'gone')),
    };
    await assert.rejects(orderRevocation({ ...context, writer: dying }, request(selection)));
    const { order, resumed } = await orderRevocation(context, request(selection));
    assert.equal(resumed, false);
    assert.equal((await entriesOf(order.id)).length, 1);
  });

  test('by two at once is one revocation', async () => {
    const client = randomUUID();
    await born(birth(client));
    const selection = { kind: 'client', clientId: client } as const;
    const [one, two] = await Promise.all([
      orderRevocation(context, request(selection)),
      orderRevocation(context, request(selection)),
    ]);
    assert.deepEqual([one.order.id, one.order.entry], [two.order.id, two.order.entry]);
    await Promise.all([stepRevocation(context, one.order), stepRevocation(context, two.order)]);
    const report = await finishRevocation(context, one.order);
    assert.equal(new Set(report.tokens.map(({ fingerprint }) => fingerprint)).size, 1);
  });

  test('once finished is another one when it is ordered again, and its answer stays', async () => {
    const client = randomUUID();
    await born(birth(client));
    const selection = { kind: 'client', clientId: client } as const;
    const first = await carryOut(selection);
    const closed = await readOrder(context, first.order.id);
    assert.equal(closed?.finished, true);
    await finishRevocation(context, closed ?? first.order);
    assert.equal((await entriesOf(first.order.id)).filter(({ kind }) => kind === 'revocation.finished').length, 1);
    await born(birth(client));
    const second = await carryOut(selection);
    assert.notEqual(second.order.id, first.order.id);
    assert.deepEqual(await reportOf(ledger.store, 'management', first.order), first.report);
  });

  test('reaches two guards that follow the ledger within a second', async () => {
    const client = randomUUID();
    const token = birth(client);
    await born(token);
    const stop = new AbortController();
    const follow = () =>
      startRevocationFeed({
        store: ledger.store,
        logKey: () => ledger.logSigner.key,
        clock: Date.now,
        signal: stop.signal,
      });
    const feeds = await Promise.all([follow(), follow()]);
    const { order } = await orderRevocation(context, request({ kind: 'client', clientId: client }));
    await stepRevocation(context, order);
    const began = performance.now();
    while (!feeds.every((feed) => feed.isRevoked(token))) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(performance.now() - began < 1000);
    stop.abort();
  });
});
