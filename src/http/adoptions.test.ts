import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { compilePolicy } from '../policy/index.ts';
import { ISSUER, type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

const POLICY = `environment: test
issuers: { ${ISSUER}: { level: guarded } }
people: { p-alice: { approves: critical } }
console:
  author: p-alice
  roles:
    admin:
      - { claim: sub, value: alice, person: p-alice }
`;

/** In their order: an issuer is adopted once. */
describe('adopting an issuer, closing its window and handing it back', () => {
  let console: TemporaryConsole;
  let cookie = '';
  let ahead: number | null = null;
  before(async () => {
    console = await temporaryConsole(undefined, { serverClockAheadSeconds: async () => ahead });
    const { identified, diagnostics } = compilePolicy([{ path: 'policy.yaml', text: POLICY }]);
    assert.ok(identified !== null, JSON.stringify(diagnostics));
    console.setActive(identified, 1);
    cookie = await console.signIn([], { sub: 'alice' });
  });
  after(() => console.close());

  const post = async (path: string, body: object = {}) => {
    const answer = await console.ask({
      ...{
        method: 'POST',
        url: `/v1/adoptions${path}`,
        payload: { reason: 'a drill', ...(path === '' ? { maxLifeSeconds: 3600 } : {}), ...body },
      },
      headers: { cookie },
    });
    const json = JSON.parse(answer.body) as Record<string, never>;
    return { status: answer.statusCode, json, message: String(json['error']?.['message'] ?? '') };
  };
  const state = async (): Promise<string> =>
    JSON.parse((await console.ask({ url: '/v1/adoptions', headers: { cookie } })).body).state;
  const now = (): number => Math.floor(Date.now() / 1000);

  test('nothing is adopted until somebody says so', async () => {
    assert.equal(await state(), 'not_adopted');
    assert.match((await post('/close')).message, /no window that is open/);
  });

  test('a moment that is still to come, or long past, and a window of months are refused', async () => {
    const at = (seconds: number) => new Date((now() + seconds) * 1000).toISOString();
    assert.match((await post('', { windowSeconds: 60, at: at(60) })).message, /still to come/);
    assert.match((await post('', { windowSeconds: 60, at: at(-8 * 86_400) })).message, /too long ago/);
    assert.equal((await post('', { windowSeconds: 32 * 86_400 })).status, 400);
  });

  test('a server whose clock is a minute behind would date what it issues to before: refused', async () => {
    ahead = -61;
    const { status, message } = await post('', { windowSeconds: 60 });
    assert.equal(status, 503);
    assert.match(message, /61 s behind this one/);
  });

  test('the moment is that of the clock that writes iat, where that is behind', async () => {
    ahead = -20.5;
    const { status, json } = await post('', { windowSeconds: 600 });
    assert.deepEqual([status, json['state'], json['serverClockAheadSeconds']], [200, 'open', -20.5]);
    const { before, endsAt } = json['adoption'] as unknown as { before: number; endsAt: number };
    assert.ok(Math.abs(before - (now() - 21)) <= 2 && Math.abs(endsAt - (now() + 600)) <= 2);
  });

  test('a second moment would make what got round the guard look old: refused', async () => {
    ahead = null;
    const { status, message } = await post('', { windowSeconds: 600 });
    assert.deepEqual([status, /adopted already/.test(message)], [400, true]);
  });

  test('the window is closed early, once', async () => {
    assert.equal((await post('/close')).json['state'], 'closed');
    assert.equal((await post('/close')).status, 400);
  });

  test('the issuer is handed back, once, and adopted again', async () => {
    assert.equal((await post('/hand-back')).json['state'], 'handed_back');
    assert.equal((await post('/hand-back')).status, 400);
    const { json } = await post('', { windowSeconds: 60 });
    assert.equal(json['state'], 'open');
    const { from } = json['adoption'] as unknown as { from: number };
    assert.ok(Math.abs(from - now()) <= 2);
  });

  test('closing ends the window of the adoption from before the handing back, too', async () => {
    assert.equal((await post('/hand-back')).json['state'], 'handed_back');
    assert.equal((await post('', { windowSeconds: 60 })).json['state'], 'open');
    assert.equal((await post('/close')).json['state'], 'closed');
    const adopted = (await console.entries('issuer.adopted')).length;
    // Each of them, the first by itself.
    assert.equal((await console.entries('adoption.closed')).length, adopted);
  });

  test('entries name who did it, and the reason is sealed', async () => {
    const entries = await console.entries('issuer.handed_back');
    assert.deepEqual(entries[0]?.body['by'], { kind: 'session', person: 'p-alice' });
    assert.doesNotMatch(JSON.stringify(entries), /a drill/);
  });
});
