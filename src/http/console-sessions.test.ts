import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { SessionError } from './session/index.ts';
import { sessionsIn } from './session/sessions.ts';
import { ROLES, type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

describe('sessions of the console', () => {
  let console: TemporaryConsole;
  before(async () => {
    console = await temporaryConsole();
  });
  after(() => console.close());

  const status = async (cookie: string): Promise<number> =>
    (await console.ask({ url: '/v1/session', headers: { cookie } })).statusCode;
  const bob = { sub: 'bob', name: 'Bob', groups: ['admins'] };
  const last = async (kind: Parameters<TemporaryConsole['entries']>[0]) => (await console.entries(kind)).at(-1);

  test('begin with a sign-in, and the ledger knows pseudonym and roles but no name', async () => {
    const cookie = await console.signIn(['viewers', 'auditors']);
    const { statusCode, body } = await console.ask({ url: '/v1/session', headers: { cookie } });
    assert.equal(statusCode, 200);
    assert.deepEqual(JSON.parse(body).roles, ['auditor', 'viewer']);
    assert.equal(JSON.parse(body).name, 'Some Body');
    const entry = await last('session.opened');
    assert.deepEqual(entry?.body, { method: 'oidc', roles: ['auditor', 'viewer'], person: null });
    assert.match(entry?.subject ?? '', /^sub:/);
    assert.doesNotMatch(JSON.stringify(entry), /somebody|Some Body/i);
  });

  test('are known to the database by a hash only', async () => {
    const cookie = await console.signIn(['viewers']);
    const secret = cookie.split('=')[1] ?? '';
    const { rows } = await console.ledger.store.pool.query('select * from console_sessions');
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(secret));
    const hash = createHash('sha256').update(secret).digest();
    assert.ok(rows.some((row) => hash.equals(row.id_hash)));
  });

  test('keep of the ID token what roles are mapped from, and no more', async () => {
    console.next.claims = { ...bob, email: 'bob@example.com', phone_number: '1' };
    const { state, cookie } = await console.begin();
    await console.finish(state, cookie);
    const secret = (await console.signIn(['admins'], { ...bob, email: 'bob@example.com' })).split('=')[1] ?? '';
    const found = await sessionsIn(console.ledger.store).find(secret, 60);
    assert.deepEqual([found?.name, found?.claims], ['Bob', { groups: ['admins'] }]);
  });

  test('say in the database neither names nor claims of who is signed in', async () => {
    await console.signIn(['admins'], { sub: 'zenobia', name: 'Zenobia Quill' });
    const { rows } = await console.ledger.store.pool.query(
      'select console_sessions::text as row from console_sessions',
    );
    assert.ok(rows.length > 0);
    for (const { row } of rows) {
      const bytes = [...String(row).matchAll(/\\\\x([0-9a-f]+)/g)].map(([, hex = '']) =>
        Buffer.from(hex, 'hex').toString('latin1'),
      );
      for (const text of [row, ...bytes]) assert.doesNotMatch(text, /zenobia|admins/i);
    }
  });

  test('have cookies that no script reads, no plain connection carries and no neighbour sets', async () => {
    console.next.claims = bob;
    const begun = await console.ask({ url: '/session/sign-in' });
    assert.match(
      String(begun.headers['set-cookie']),
      /^__Host-ambit-sign-in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/,
    );
    const { state, cookie } = await console.begin();
    const finished = [(await console.finish(state, cookie)).headers['set-cookie']].flat();
    assert.equal(finished.length, 2);
    assert.match(String(finished[0]), /^__Host-ambit-sign-in=; .*Max-Age=0$/);
    assert.match(String(finished[1]), /^__Host-ambit=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });

  test('are not adopted from a cookie that was there before (session fixation)', async () => {
    const planted = `__Host-ambit=${'p'.repeat(43)}`;
    console.next.claims = bob;
    const { state, cookie } = await console.begin();
    const answer = await console.ask({
      url: `/session/callback?code=c&state=${state}`,
      headers: { cookie: `${cookie}; ${planted}` },
    });
    const given = String([answer.headers['set-cookie']].flat().at(-1));
    assert.match(given, /^__Host-ambit=[\w-]{43};/);
    assert.doesNotMatch(given, /pppp/);
    assert.equal(await status(planted), 401);
  });

  test('are replaced by the next sign-in of the same browser, which ends the former', async () => {
    const former = await console.signIn(['viewers']);
    const { state, cookie } = await console.begin();
    const answer = await console.ask({
      url: `/session/callback?code=c&state=${state}`,
      headers: { cookie: `${cookie}; ${former}` },
    });
    assert.equal(answer.statusCode, 303);
    assert.equal(await status(former), 401);
    assert.equal((await last('session.ended'))?.body['reason'], 'replaced');
  });

  test('end when somebody signs out, everywhere and for good', async () => {
    const cookie = await console.signIn(['viewers']);
    const answer = await console.ask({ method: 'POST', url: '/session/end', headers: { cookie } });
    assert.match(String(answer.headers['set-cookie']), /^__Host-ambit=; .*Max-Age=0$/);
    assert.equal(await status(cookie), 401);
    assert.equal((await last('session.ended'))?.body['reason'], 'signed_out');
  });

  for (const column of ['idle_ends_at', 'ends_at'])
    test(`end by ${column}, and the ledger says so`, async () => {
      const cookie = await console.signIn(['viewers']);
      const { pool } = console.ledger.store;
      const ended = (await console.entries('session.ended')).length;
      await pool.query(
        `update console_sessions set ${column} = 1 where opened_at = (select max(opened_at) from console_sessions) and id_hash = $1`,
        [
          createHash('sha256')
            .update(cookie.split('=')[1] ?? '')
            .digest(),
        ],
      );
      assert.equal(await status(cookie), 401);
      await console.service.sweep();
      const entries = await console.entries('session.ended');
      assert.equal(entries.length, ended + 1);
      assert.equal(entries.at(-1)?.body['reason'], 'expired');
    });

  test('are not kept alive by a page that nobody looks at', async () => {
    const cookie = await console.signIn(['viewers']);
    const hash = createHash('sha256')
      .update(cookie.split('=')[1] ?? '')
      .digest();
    const { pool } = console.ledger.store;
    const left = async (): Promise<number> => {
      const { rows } = await pool.query<{ left: number }>(
        'select (idle_ends_at - extract(epoch from clock_timestamp()))::int as left from console_sessions where id_hash = $1',
        [hash],
      );
      return rows[0]?.left ?? 0;
    };
    await pool.query('update console_sessions set idle_ends_at = idle_ends_at - 50 where id_hash = $1', [hash]);
    const byItself = { cookie, 'x-ambit-by-itself': '1' };
    assert.equal((await console.ask({ url: '/v1/session', headers: byItself })).statusCode, 200);
    assert.ok((await left()) <= 10, 'the page asked by itself');
    assert.equal(await status(cookie), 200);
    assert.ok((await left()) > 50, 'somebody asked');
  });

  test('can be begun however many sign-ins somebody else begins: the oldest makes way', async () => {
    console.next.claims = bob;
    const oldest = await console.begin();
    const { pool } = console.ledger.store;
    await pool.query('update console_sign_ins set ends_at = ends_at - 100');
    await pool.query(
      `insert into console_sign_ins (state_hash, browser_hash, nonce, code_verifier, return_to, ends_at)
       select sha256(n::text::bytea), sha256(n::text::bytea), 'n', 'v', '/', (select max(ends_at) from console_sign_ins) + 1
       from generate_series(1, 5000) n`,
    );
    const { state, cookie } = await console.begin();
    const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from console_sign_ins');
    assert.equal(rows[0]?.count, 5000);
    assert.equal((await console.finish(state, cookie)).headers['location'], '/');
    assert.match(String((await console.finish(oldest.state, oldest.cookie)).headers['location']), /sign_in_unknown/);
    await pool.query('delete from console_sign_ins');
  });

  test('a state is good once (replay), and in the browser that it was given to', async () => {
    console.next.claims = bob;
    const { state, cookie } = await console.begin();
    const other = await console.begin();
    const foreign = await console.finish(state, other.cookie);
    assert.equal(foreign.headers['location'], '/sign-in?problem=sign_in_unknown');
    assert.equal((await console.finish(state, cookie)).headers['location'], '/');
    const replayed = await console.finish(state, cookie);
    assert.equal(replayed.headers['location'], '/sign-in?problem=sign_in_unknown');
    for (const answer of [foreign, replayed])
      assert.doesNotMatch(String(answer.headers['set-cookie']), /__Host-ambit=\w/);
  });

  test('a state that is too old, or missing, is none', async () => {
    const { state, cookie } = await console.begin();
    await console.ledger.store.pool.query('update console_sign_ins set ends_at = 1');
    assert.match(String((await console.finish(state, cookie)).headers['location']), /sign_in_unknown/);
    const without = await console.ask({ url: '/session/callback?code=c', headers: { cookie } });
    assert.match(String(without.headers['location']), /sign_in_unknown/);
  });

  test('whoever has no role is refused, and the refusal recorded under the pseudonym', async () => {
    console.next.claims = { sub: 'mallory', groups: ['visitors'] };
    const { state, cookie } = await console.begin();
    const answer = await console.finish(state, cookie);
    assert.equal(answer.headers['location'], '/sign-in?problem=no_role');
    const entry = await last('session.refused');
    assert.equal(entry?.body['reason'], 'no_role');
    assert.match(entry?.subject ?? '', /^sub:/);
  });

  test('an answer of the authorization server that does not hold is refused, recorded, and not repeated', async () => {
    console.next.claims = new SessionError('answer_invalid', '<script>alert(1)</script>');
    const { state, cookie } = await console.begin();
    const answer = await console.finish(state, cookie);
    assert.equal(answer.headers['location'], '/sign-in?problem=answer_invalid');
    assert.equal((await last('session.refused'))?.body['reason'], 'answer_invalid');
  });

  test('refusals can not fill the ledger: those beyond thirty a minute are counted', async () => {
    const before = (await console.entries('session.refused')).length;
    console.next.claims = { sub: 'mallory' };
    for (let count = 0; count < 35; count++) {
      const { state, cookie } = await console.begin();
      await console.finish(state, cookie);
    }
    const recorded = (await console.entries('session.refused')).length;
    assert.ok(recorded <= 30 && recorded > before, String(recorded));
  });

  for (const [asked, given] of [
    ['/clients/shop?x=1', '/clients/shop?x=1'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\\/evil.example', '/'],
    ['/a\\..\\..//evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/\t/evil.example', '/'],
    ['/%0d%0aset-cookie:x', '/%0d%0aset-cookie:x'],
    ['/session/end', '/'],
    ['/..//evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/%2e//evil.example', '/'],
    ['/clients/..//evil.example/x', '/'],
    ['/clients/../session/sign-in', '/'],
    ['/clients/../policy', '/policy'],
    ['', '/'],
  ] as const)
    test(`signing in with to=${JSON.stringify(asked)} leads to ${given} (open redirects)`, async () => {
      console.next.claims = bob;
      const { state, cookie } = await console.begin(asked);
      assert.equal((await console.finish(state, cookie)).headers['location'], given);
    });

  test('ambit recover: a link that works once, for an administrator’s short session, and is recorded', async () => {
    const { url } = await console.service.openRecovery();
    const [page = '', token = ''] = url.split('#');
    assert.equal(page, 'https://console.example/recover');
    assert.deepEqual((await last('recovery.opened'))?.body, { validSeconds: 300 });
    const use = () => console.ask({ method: 'POST', url: '/session/recover', payload: { token } });
    const first = await use();
    assert.equal(first.statusCode, 200);
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    console.setPolicy('');
    const session = JSON.parse((await console.ask({ url: '/v1/session', headers: { cookie } })).body);
    assert.deepEqual([session.method, session.roles], ['recovery', ['admin']]);
    assert.ok(Date.parse(session.endsAt) - Date.now() <= 15 * 60_000);
    console.setPolicy(ROLES);
    const opened = await last('session.opened');
    assert.equal(opened?.body['method'], 'recovery');
    assert.equal(opened?.subject, null);
    assert.equal(opened?.after.length, 1);
    assert.equal((await use()).statusCode, 401);
    assert.equal((await console.ask({ method: 'POST', url: '/v1/recovery', headers: { cookie } })).statusCode, 403);
  });

  test('a recovery link that several open at the same moment opens one session (race)', async () => {
    const { url } = await console.service.openRecovery();
    const token = url.split('#')[1] ?? '';
    const payloads = Array.from({ length: 10 }, () => ({ token }));
    const answers = await Promise.all(
      payloads.map((payload) => console.ask({ method: 'POST', url: '/session/recover', payload })),
    );
    assert.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1);
    const { rows } = await console.ledger.store.pool.query('select * from console_recoveries');
    assert.deepEqual(rows, []);
    const opened = JSON.stringify([
      ...(await console.entries('recovery.opened')),
      ...(await console.entries('session.opened')),
    ]);
    assert.equal(opened.includes(token), false, 'the ledger has no secret');
  });

  test('a recovery link that is too old opens nothing', async () => {
    const { url } = await console.service.openRecovery();
    await console.ledger.store.pool.query('update console_recoveries set ends_at = 1');
    const token = url.split('#')[1] ?? '';
    assert.equal((await console.ask({ method: 'POST', url: '/session/recover', payload: { token } })).statusCode, 401);
  });

  test('what is done in a session follows from it in the ledger', async () => {
    const cookie = await console.signIn(['admins']);
    const { pool } = console.ledger.store;
    await pool.query(
      `insert into token_births (fingerprint, type, grant_id, issuer, client_id, scopes, decision)
       values ('f1:${'b'.repeat(43)}', 'access_token', 'g', 'https://issuer.example', 'shop', '{read}', 'd')`,
    );
    const fingerprint = `f1:${'b'.repeat(43)}`;
    const answer = await console.ask({
      method: 'POST',
      url: '/v1/tokens/revoke',
      payload: { fingerprint },
      headers: { cookie },
    });
    assert.equal(answer.statusCode, 200, answer.body);
    const revoked = await last('token.revoked');
    const opened = await console.ledger.store.pool.query<{ entry: string }>(
      'select entry from console_sessions order by opened_at desc',
    );
    assert.ok(opened.rows.some(({ entry }) => revoked?.after.includes(entry)));
  });
});
