import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sampleBody } from '../entries/testing/sample-bodies.ts';
import { linkEarlierTexts, lookAfterErasures } from '../erasure/index.ts';
import { erasedMarkOf, masterKeyInMemory, openSealedStore, pseudonymOf, verifyLedger } from '../ledger/index.ts';
import { compilePolicy, erasureStatement } from '../policy/index.ts';
import { ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import { ISSUER, type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

const signer = (name: string) => ed25519Signer(name, generateKeyPairSync('ed25519').privateKey);
const [alice, bob, carol] = [signer('alice.example'), signer('bob.example'), signer('carol.example')];
const POLICY = `environment: test
issuers: { ${ISSUER}: { level: guarded } }
people:
  p-alice: { approves: critical, approvalKeys: ['${formatVerifierKey(alice.key)}'] }
  p-bob: { approves: critical, approvalKeys: ['${formatVerifierKey(bob.key)}'] }
  p-carol: { approves: critical, approvalKeys: ['${formatVerifierKey(carol.key)}'] }
console:
  author: p-alice
  roles:
    viewer: [{ claim: groups, value: viewers }]
    auditor: [{ claim: groups, value: auditors }]
    admin:
      - { claim: sub, value: alice, person: p-alice }
      - { claim: sub, value: bob, person: p-bob }
      - { claim: groups, value: admins }
`;
const KEY = Buffer.alloc(32, 1);
const named = (subject: string): string => pseudonymOf(KEY, ISSUER, subject);
const markOf = (person: string): string => erasedMarkOf(KEY, person);

describe('erasing a person', () => {
  let console: TemporaryConsole;
  const cookies: Record<string, string> = {};
  before(async () => {
    console = await temporaryConsole();
    const { identified, diagnostics } = compilePolicy([{ path: 'policy.yaml', text: POLICY }]);
    assert.ok(identified !== null, JSON.stringify(diagnostics));
    console.setActive(identified, 1);
    for (const name of ['alice', 'bob', 'nobody']) cookies[name] = await console.signIn(['admins'], { sub: name });
    cookies['auditor'] = await console.signIn(['auditors'], { sub: 'auditor' });
    cookies['viewer'] = await console.signIn(['viewers'], { sub: 'viewer' });
  });
  after(() => console.close());

  const post = async (path: string, who: string, payload: object) => {
    const answer = await console.ask({ method: 'POST', url: path, payload, headers: { cookie: cookies[who] ?? '' } });
    return { status: answer.statusCode, json: JSON.parse(answer.body) as Record<string, never> };
  };
  const erase = (who: string, body: object) => post('/v1/erasures', who, { reason: 'request 4711', ...body });
  const texts = async (who: string, index: number) => {
    const answer = await console.ask({
      url: `/v1/ledger/entries/${index}/texts`,
      headers: { cookie: cookies[who] ?? '' },
    });
    return JSON.parse(answer.body).texts as { member: string; state: string; text: string | null }[];
  };
  const indexOf = async (kind: string): Promise<number> => {
    await console.ledger.sequencer().settled();
    const { rows } = await console.ledger.store.pool.query<{ index: number }>(
      'select max(index) as index from ledger_entries where kind = $1',
      [kind],
    );
    return rows[0]?.index ?? -1;
  };
  const give = async (fingerprint: string, subject: string): Promise<void> => {
    await console.writer.append({
      drafts: [
        {
          ...{ kind: 'token.issued', issuer: ISSUER, operation: 'o', after: [], digests: {}, subject, refs: [] },
          body: sampleBody('token.issued'),
        },
      ],
      births: [
        {
          ...{ fingerprint, jtiFingerprint: null, type: 'access_token', grantId: `g-${fingerprint}`, issuer: ISSUER },
          ...{ clientId: 'shop', subject, scopes: [], audience: null, expiresAt: 4_000_000_000, decision: 'd' },
        },
      ],
    });
  };
  const statement = (erasure: string, person: string, by: typeof alice, time = new Date()): string =>
    erasureStatement.sign(
      { environment: 'test', issuer: ISSUER, erasure, person, time: `${time.toISOString().slice(0, 19)}Z` },
      by,
    );

  test('who is no person of the policy: an administrator alone, and the entry says nothing of whom', async () => {
    const subject = named('zoe');
    await give('f1:zoe', subject);
    await post('/v1/revocations', 'alice', { subject: 'zoe', reason: 'zoe lost her phone' });
    const ordered = await indexOf('revocation.ordered');
    assert.deepEqual(await texts('auditor', ordered), [
      { member: 'reason', state: 'held', text: 'zoe lost her phone' },
    ]);
    assert.deepEqual(await texts('viewer', ordered), [{ member: 'reason', state: 'hidden', text: null }]);
    const dry = await erase('alice', { person: subject, dryRun: true });
    assert.deepEqual(dry.json['kept'], {
      ...{ sealedTexts: 1, sessions: 0, grants: 0, tokens: 1, revocationOrders: 1, liveTokens: 1 },
    });
    assert.equal((await console.entries('erasure.ordered')).length, 0, 'nothing was recorded');
    assert.equal((await erase('viewer', { person: subject })).status, 403);
    assert.equal((await erase('alice', { subject: 'zoe', reason: 'Zoe asked' })).status, 400, 'it would name her');
    const done = await erase('alice', { subject: 'zoe' });
    assert.deepEqual([done.status, done.json['already']], [200, false]);
    const [entry] = await console.entries('erasure.ordered');
    assert.deepEqual([entry?.subject, entry?.body['by']], [null, { kind: 'session', person: 'p-alice' }]);
    for (const secret of [subject, 'zoe', 'p-bob', '4711']) assert.ok(!JSON.stringify(entry).includes(secret), secret);
    assert.equal((await console.entries('erasure.finished')).length, 1);
    assert.deepEqual(await texts('auditor', ordered), [{ member: 'reason', state: 'erased', text: null }]);
    assert.deepEqual(await texts('viewer', ordered), [{ member: 'reason', state: 'erased', text: null }]);
    const revoked = (await console.entries('token.revoked')).filter(({ body }) => body['fingerprint'] === 'f1:zoe');
    assert.equal(revoked.length, 1, 'what worked in her name was revoked');
    const { rows } = await console.ledger.store.pool.query(
      `select 1 from token_births where subject = $1 union all select 1 from sealed_people where person = $1
       union all select 1 from revocations where selection like '%' || $1 || '%'`,
      [subject],
    );
    assert.deepEqual(rows, []);
    const again = await erase('alice', { subject: 'zoe' });
    assert.deepEqual([again.json['already'], again.json['entry']], [true, done.json['entry']]);
    assert.equal((await console.entries('erasure.ordered')).length, 1, 'a second time is no second erasure');
  });

  test('of the policy: not by themselves, and not without somebody else', async () => {
    await post('/v1/containments', 'bob', { client: 'batch', reason: 'bob saw it at night' });
    const contained = await indexOf('client.contained');
    assert.equal((await erase('bob', { person: 'p-bob' })).status, 409, 'by himself');
    assert.equal((await erase('alice', { person: 'p-bob' })).status, 409, 'alone');
    assert.equal((await erase('alice', { subject: 'bob' })).status, 409, 'under another name');
    const { erasure = '', whom } = (await erase('alice', { person: 'p-bob', dryRun: true })).json as Record<
      string,
      string
    >;
    assert.deepEqual(whom, { persons: ['p-bob'], subjects: [named('bob')] });
    const old = new Date(Date.now() - 8 * 24 * 3600_000);
    for (const [what, note, status] of [
      ['her own', statement(erasure, 'p-alice', alice), 409],
      ['his', statement(erasure, 'p-bob', bob), 409],
      ['forged', statement(erasure, 'p-carol', alice), 400],
      ['of somebody else’s erasure', statement('erased:other', 'p-carol', carol), 400],
      ['of last week', statement(erasure, 'p-carol', carol, old), 400],
    ] as const)
      assert.equal((await erase('alice', { person: 'p-bob', notes: [note] })).status, status, what);
    const notes = [statement(erasure, 'p-carol', carol)];
    assert.equal((await erase('nobody', { person: 'p-bob', notes })).status, 409, 'nobody known asks: it takes two');
    assert.equal((await erase('alice', { person: 'p-bob', notes })).status, 200);
    const entry = (await console.entries('erasure.ordered')).at(-1);
    assert.deepEqual(entry?.body['persons'], ['p-carol']);
    assert.doesNotMatch(JSON.stringify(entry), /bob/);
    assert.deepEqual(await texts('auditor', contained), [{ member: 'reason', state: 'erased', text: null }]);
    const signedIn = await console.ask({ url: '/v1/session', headers: { cookie: cookies['bob'] ?? '' } });
    assert.equal(signedIn.statusCode, 401, 'he is signed out');
    assert.equal((await erase('alice', { person: 'p-unknown' })).status, 404);
  });

  test('what a backup brings back of them is destroyed again at the next start, and the ledger says so', async () => {
    const { store } = console.ledger;
    const { pool } = store;
    const sealed = openSealedStore({
      store,
      masterKey: masterKeyInMemory(Buffer.alloc(32, 5), () => Buffer.alloc(32, 6)),
    });
    const context = { store, writer: console.writer, issuer: ISSUER, sealed, markOf };
    const subject = named('yan');
    await give('f1:yan', subject);
    await post('/v1/revocations', 'alice', { subject: 'yan', reason: 'yan left' });
    for (const table of ['sealed_records', 'sealed_keys', 'token_births'])
      await pool.query(`create table backup_${table} as table ${table}`);
    await erase('alice', { subject: 'yan' });
    assert.deepEqual(await lookAfterErasures(context), { finished: 0, repeated: 0 });
    // Without what says whose they are, which the entries tell, too.
    for (const table of ['sealed_records', 'sealed_keys'])
      await pool.query(`insert into ${table} select * from backup_${table} on conflict do nothing`);
    await pool.query('delete from token_births where fingerprint = $1', ['f1:yan']);
    await pool.query('insert into token_births select * from backup_token_births where fingerprint = $1', ['f1:yan']);
    const index = await indexOf('revocation.ordered');
    assert.deepEqual(
      (await texts('auditor', index)).map(({ state }) => state),
      ['unreadable'],
      'it opens nothing',
    );
    assert.ok((await linkEarlierTexts(store)) > 0);
    assert.ok((await lookAfterErasures(context)).repeated > 0);
    const [repeated] = await console.entries('erasure.repeated');
    const { rows } = await pool.query('select 1 from token_births where subject = $1', [subject]);
    assert.deepEqual([rows, repeated?.body], [[], { cause: 'came_back' }]);
    assert.deepEqual(
      (await texts('auditor', index)).map(({ state }) => state),
      ['erased'],
    );
    assert.deepEqual(await lookAfterErasures(context), { finished: 0, repeated: 0 });
    // Who comes again afterwards is somebody of whom something is kept.
    await give('f1:yan-2', subject);
    await pool.query(`update token_births set created_at = created_at + 10 where fingerprint = 'f1:yan-2'`);
    assert.deepEqual(await lookAfterErasures(context), { finished: 0, repeated: 0 });
    for (const table of ['sealed_records', 'sealed_keys', 'token_births'])
      await pool.query(`drop table backup_${table}`);
  });

  test('an erasure that was cut off after its order is finished at the next start', async () => {
    const { store } = console.ledger;
    const sealed = openSealedStore({
      store,
      masterKey: masterKeyInMemory(Buffer.alloc(32, 5), () => Buffer.alloc(32, 6)),
    });
    const subject = named('xenia');
    await give('f1:xenia', subject);
    const [ordered] = await console.writer.append({
      drafts: [
        {
          ...{ kind: 'erasure.ordered', issuer: ISSUER, operation: 'cut', after: [], digests: {}, subject: null },
          refs: [],
          body: { ...sampleBody('erasure.ordered'), marks: [markOf(subject)], by: { kind: 'host', person: null } },
        },
      ],
    });
    const context = { store, writer: console.writer, issuer: ISSUER, sealed, markOf };
    assert.deepEqual(await lookAfterErasures(context), { finished: 1, repeated: 0 });
    const finished = (await console.entries('erasure.finished')).at(-1);
    assert.deepEqual(finished?.after, [ordered?.id]);
    const { rows } = await store.pool.query('select 1 from token_births where subject = $1', [subject]);
    assert.deepEqual(rows, []);
    const revoked = (await console.entries('token.revoked')).filter(({ body }) => body['fingerprint'] === 'f1:xenia');
    assert.equal(revoked.length, 1);
  });

  test('breaks no proof: the whole ledger verifies', async () => {
    await console.ledger.sequencer().settled();
    const { store, logSigner, logCosigner } = console.ledger;
    const report = await verifyLedger({ store, keys: [logSigner.key, logCosigner.key] });
    assert.deepEqual(report.faults, []);
  });
});
