import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Decision, Facts } from '../../decision/index.ts';
import { ISSUER } from '../../decision/testing/sample-policy.ts';
import type { Entry, LedgerWriter } from '../../ledger/index.ts';
import { draft, type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { type GuardUnderTest, startGuardUnderTest } from './testing/guard-under-test.ts';

const now = (): number => Math.floor(Date.now() / 1000);

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** In their order, for an issuer is adopted once for all of one ledger. */
describe('an API guard and tokens from before it was there', () => {
  let ledger: TemporaryLedger;
  let writer: LedgerWriter;
  let guard: GuardUnderTest;
  let adoption = '';
  const moment = now() - 100;
  before(async () => {
    ledger = await temporaryLedger();
    writer = await ledger.writer('management');
  });
  after(async () => {
    await writer.close();
    await ledger.close();
  });
  beforeEach(async () => {
    guard = await startGuardUnderTest(ledger);
  });
  afterEach(() => guard.close());

  const append = async (kind: Entry['kind'], body: object, by = writer): Promise<string> => {
    const [appended] = await by.append({ drafts: [draft({ kind, issuer: ISSUER, body: { ...body } })] });
    return appended?.id ?? '';
  };
  const status = async (token: string): Promise<number> => (await guard.call('GET', '/orders', token)).status;
  const old = (over: Readonly<Record<string, unknown>> = {}): string => guard.sign({ iat: moment - 1, ...over });

  test('are refused while nobody adopted the issuer', async () => {
    assert.equal(await status(old()), 401);
  });

  test('are refused where the key of a guard adopted it', async () => {
    const other = await ledger.writer('issuer-guard-x');
    await append('issuer.adopted', { before: moment, windowEndsAt: now() + 600, maxLifeSeconds: 600 }, other);
    await other.close();
    assert.equal(await status(old()), 401);
  });

  test('pass once it is adopted, and each entry of theirs names the adoption and when they were issued', async () => {
    adoption = await append('issuer.adopted', { before: moment, windowEndsAt: now() + 600, maxLifeSeconds: 600 });
    const token = old();
    await until(async () => (await status(token)) === 200);
    for (let call = 0; call < 3; call++) assert.equal(await status(token), 200);
    const entries = await guard.entries();
    const [first, ...more] = entries.filter(({ kind }) => kind === 'token.used');
    assert.deepEqual(more, [], 'the first use alone is written at once');
    assert.ok(first !== undefined);
    assert.ok(first.after.includes(adoption) && first.refs.includes(`adoption:${adoption}`));
    const { token: presented } = first.body['facts'] as unknown as Facts;
    assert.equal(presented?.recorded, false);
    assert.deepEqual([presented?.adoption?.id, presented?.adoption?.issuedAt], [adoption, moment - 1]);
    const counted = entries.find(({ kind }) => kind === 'token.usage');
    assert.equal(counted?.body['count'], 3);
  });

  test('are refused where they were issued since, to the second, whatever else they claim', async () => {
    for (const iat of [moment, moment + 1, now()])
      assert.equal(await status(guard.sign({ iat, nbf: 0, auth_time: 0 })), 401, String(iat - moment));
    const [refused] = await guard.entries('token.use_refused');
    assert.ok(refused !== undefined);
    assert.equal((refused.body['decision'] as unknown as Decision).reason, 'token_unrecorded');
    assert.equal((refused.body['facts'] as unknown as Facts).token?.adoption, undefined);
  });

  test('are refused where they would have lived longer than the server lets any: somebody dated them back', async () => {
    assert.equal(await status(old({ exp: moment - 1 + 600 })), 200);
    assert.equal(await status(old({ exp: moment - 1 + 601 })), 401);
  });

  test('hold what the policy allows, no more', async () => {
    assert.equal(
      (await guard.call('POST', '/orders', old({ scope: 'orders:read orders:write', client_id: 'batch' }))).status,
      403,
    );
    assert.equal(await status(old({ client_id: 'stranger', sub: 'stranger' })), 401);
  });

  test('are none where a guard released a token by the same jti to somebody else', async () => {
    await guard.issue('orders:read', { jti: 'shared', client_id: 'lenient', sub: 'lenient' });
    assert.equal(await status(old({ jti: 'shared' })), 401);
  });

  test('are good for nothing once they are revoked', async () => {
    const token = old();
    assert.equal(await status(token), 200);
    await guard.revoke(token);
    await until(async () => (await status(token)) === 401);
  });

  test('are refused once the window is closed, remembered or not, and the ledger says why', async () => {
    const token = old();
    assert.equal(await status(token), 200);
    await append('adoption.closed', { adoption });
    await until(async () => (await status(token)) === 401);
    assert.equal(await status(old()), 401);
    const entries = await guard.entries('token.use_refused');
    assert.ok(entries.every(({ body }) => (body['decision'] as unknown as Decision).reason === 'adoption_window_over'));
  });

  test('and from while the issuer is handed back pass, if they were issued since', async () => {
    await append('issuer.handed_back', { from: now() });
    const token = guard.sign({ iat: now() + 1 });
    await until(async () => (await status(token)) === 200);
    assert.equal(await status(guard.sign({ iat: now() - 50 })), 401);
  });
});
