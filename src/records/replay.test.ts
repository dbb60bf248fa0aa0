import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { EntryDraft, EntryKind } from '../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { TABLES } from '../store/index.ts';
import { activitySince, indexAlerts, indexReferences, replayProjections, scopeUseOf } from './index.ts';
import { projections } from './replay.ts';

const issuer = 'https://issuer.example';
/** More than a page of what a projection reads at a time. */
const LONG = 2300;

/** What happens, of few clients and scopes, so that much of it falls together. */
const happening: fc.Arbitrary<Partial<EntryDraft>> = fc
  .record({
    kind: fc.constantFrom<EntryKind>(
      ...([
        'token.issued',
        'token.used',
        'token.usage',
        'token.use_refused',
        'decision.made',
        'token.withheld',
      ] as const),
      ...(['token.revoked', 'elevation.taken', 'policy.refused', 'writer.registered'] as const),
    ),
    clientId: fc.constantFrom('shop', 'nightly-report', 'support-desk'),
    scopes: fc.uniqueArray(fc.constantFrom('orders:read', 'orders:refund', 'customers:pii'), { minLength: 1 }),
    outcome: fc.constantFrom('permit', 'refuse', 'narrow'),
    count: fc.integer({ min: 1, max: 50 }),
    last: fc.constantFrom('2026-11-01T08:00:00.000Z', '2026-12-24T20:15:00.000Z'),
  })
  .map(({ kind, clientId, scopes, outcome, count, last }) => ({
    ...{ kind, issuer, refs: [`client:${clientId}`, ...scopes.map((scope) => `scope:${scope}`)] },
    body: {
      ...{ clientId, last, tokens: [{ type: 'access_token', scopes }], request: { kind: 'use', issuer, clientId } },
      ...(kind === 'token.usage' || kind === 'token.use_refused' ? { count } : {}),
      decision: { outcome, mode: 'enforce', scopes, withheld: scopes.map((scope) => ({ scope, reason: 'x' })) },
    },
  }));

describe('replaying the ledger', () => {
  let ledger: TemporaryLedger;
  before(async () => {
    ledger = await temporaryLedger();
  });
  after(() => ledger.close());

  async function append(drafts: readonly Partial<EntryDraft>[]): Promise<void> {
    const writer = await ledger.writer('guard-1');
    for (let at = 0; at < drafts.length; at += 500)
      await writer.append({ drafts: drafts.slice(at, at + 500).map((one) => draft(one)) });
    await ledger.sequencer().settled();
    await writer.close();
  }
  const replay = (mend = false) => replayProjections({ store: ledger.store, mend });
  const sql = (text: string) => ledger.store.pool.query(text);
  const faults = async (mend = false) =>
    (await replay(mend)).projections.flatMap(({ tables }) =>
      tables
        .filter(({ missing, extra }) => missing + extra > 0)
        .map(({ table, missing, extra }) => [table, missing, extra]),
    );
  const whatIsThere = async () =>
    Object.fromEntries(
      await Promise.all(
        projections
          .flatMap(({ tables }) => tables)
          .map(
            async (table) => [table, (await sql(`select to_json(t) as row from ${table} t order by t`)).rows] as const,
          ),
      ),
    );

  test('covers every projection that is listed', () => {
    const replayed = projections.flatMap(({ tables }) => tables);
    assert.deepEqual([...replayed, 'record_progress', 'ledger_tile_hashes'].sort(), [...TABLES.projections].sort());
  });

  test('gives what was there, whatever happened, and wherever who reads it stopped in between', async () => {
    const bringing = [indexReferences, indexAlerts, scopeUseOf];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(happening, { minLength: 1, maxLength: 40 }), fc.nat(2)), {
          minLength: 1,
          maxLength: 4,
        }),
        async (history) => {
          for (const [drafts, which] of history) {
            await append(drafts);
            await bringing[which]?.(ledger.store);
          }
          const { holds, mended, projections: replayed } = await replay();
          assert.ok(holds && !mended, JSON.stringify(replayed));
        },
      ),
      { numRuns: 6 },
    );
    await append(fc.sample(happening, LONG));
    const before = await replay();
    assert.equal(before.holds, true);
    for (const { entries } of before.projections) assert.ok(entries > LONG);
    assert.ok(before.projections.every(({ tables }) => tables.every(({ rows }) => rows > 0)));
  });

  test('finds a row that was changed, is gone, or was added, shows it, and puts what the ledger gives in its place', async () => {
    await replay();
    const before = await whatIsThere();
    await sql(`update record_scope_use set used = used + 1 where (client_id, scope) = ('shop', 'orders:read')`);
    await sql(`delete from record_references where index = 7`);
    await sql(`insert into record_activity (hour, what, count) values ('2020-01-01T00', 'issued', 1000)`);
    const { holds, mended, projections: replayed } = await replay();
    assert.deepEqual([holds, mended], [false, false]);
    const tables = new Map(replayed.flatMap((one) => one.tables.map((table) => [table.table, table])));
    assert.deepEqual([tables.get('record_scope_use')?.missing, tables.get('record_scope_use')?.extra], [1, 1]);
    assert.ok((tables.get('record_references')?.missing ?? 0) > 0);
    assert.deepEqual(tables.get('record_activity')?.examples, [
      { what: 'extra', row: { hour: '2020-01-01T00', what: 'issued', count: 1000 } },
    ]);
    assert.deepEqual((await faults(true)).length, 3);
    assert.deepEqual(await faults(), []);
    assert.deepEqual(await whatIsThere(), before);
  });

  test('finds what was read twice, and what claims to have been read and was not', async () => {
    await sql(`update record_progress set next_index = next_index - 10 where projection = 'scope_use'`);
    assert.notDeepEqual(await faults(true), []);
    assert.deepEqual(await faults(), []);
    await sql(`update record_progress set next_index = next_index + 5 where projection = 'references'`);
    const { holds, projections: replayed } = await replay(true);
    assert.deepEqual([holds, replayed.find(({ projection }) => projection === 'references')?.ahead], [false, 5]);
    await append(fc.sample(happening, 10));
    assert.equal((await replay()).holds, true);
  });

  test('lets others append and read meanwhile, and counts what they did', async () => {
    const [{ holds }] = await Promise.all([
      replay(true),
      append(fc.sample(happening, 600)).then(() => activitySince(ledger.store, 0)),
    ]);
    assert.equal(holds, true);
    assert.equal((await replay()).holds, true);
  });

  test('is interrupted without a trace', async () => {
    await sql(`insert into record_activity (hour, what, count) values ('2020-01-01T00', 'issued', 1)`);
    const before = await whatIsThere();
    const stop = new AbortController();
    const replaying = replayProjections({
      ...{ store: ledger.store, mend: true, signal: stop.signal },
      onProgress: () => stop.abort(new Error('enough')),
    });
    await assert.rejects(replaying, /enough/);
    assert.deepEqual(await whatIsThere(), before);
    assert.equal((await replay(true)).mended, true);
  });
});
