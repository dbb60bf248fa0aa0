import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { SUBMIT_HASH } from './answer.ts';
import { answerTo, codeFlowScene, queryOf } from './testing/code-flow-scene.ts';
import { CALLBACK, ISSUER } from './testing/test-policy.ts';

const scene = codeFlowScene();
const FORM_POST = { response_mode: 'form_post' };
/** The form on a page: where it goes, and what it holds, as they stand there. */
function formOn(page: string): readonly [string | undefined, Record<string, string>] {
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  return [
    /<form method="post" action="([^"]*)">/.exec(page)?.[1],
    Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value])),
  ];
}

describe('A5.2 the response mode form_post', () => {
  it('is served by the guard itself: the server is asked for the query, and its cookies stay', async () => {
    scene.server.respond.set('/auth', ({ path }) => ({
      status: 303,
      headers: { location: answerTo(path, { code: 'c-1' }), 'set-cookie': 'session=x; HttpOnly', 'x-inside': 'y' },
      body: 'Redirecting',
    }));
    const answer = await scene.authorize(FORM_POST);
    assert.equal(queryOf(scene.server.seen[0]?.path ?? '').has('response_mode'), false);
    assert.deepEqual([answer.status, answer.headers.location, answer.headers['x-inside']], [200, undefined, undefined]);
    assert.deepEqual(formOn(answer.text), [CALLBACK, { code: 'c-1', iss: ISSUER, state: 'client-state' }]);
    assert.deepEqual(answer.headers['set-cookie'], ['session=x; HttpOnly']);
    assert.equal(answer.headers['cache-control'], 'no-store');
    scene.issue({}, { id_token: scene.idToken({}) });
    assert.equal((await scene.exchange('c-1')).status, 200, 'the code is known');
  });
  it('runs one script, which its policy names by its hash', async () => {
    const answer = await scene.authorize(FORM_POST);
    const [, script = ''] = /<script>([^<]*)<\/script>/.exec(answer.text) ?? [];
    assert.equal(SUBMIT_HASH, `sha256-${createHash('sha256').update(script).digest('base64')}`);
    const policy = answer.headers['content-security-policy'] ?? '';
    assert.ok(policy.includes(`default-src 'none'; script-src '${SUBMIT_HASH}'`));
  });
  it('escapes what the client sent, and what the server says', async () => {
    const answer = await scene.authorize({ ...FORM_POST, state: '"><script>alert(1)</script>' });
    assert.equal(answer.text.match(/<script>/g)?.length, 1);
    assert.equal(formOn(answer.text)[1]['state'], '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  });
  it('is how an error is told, too, be it the guard’s or the server’s', async () => {
    const refused = await scene.authorize({ ...FORM_POST, scope: 'openid orders:refund' });
    const [action, { error, state }] = formOn(refused.text);
    assert.deepEqual([refused.status, action, error, state], [200, CALLBACK, 'invalid_scope', 'client-state']);
    scene.server.respond.set('/auth', ({ path }) => ({
      status: 303,
      headers: { location: answerTo(path, { error: 'access_denied' }) },
    }));
    assert.equal(formOn((await scene.authorize(FORM_POST)).text)[1]['error'], 'access_denied');
  });
  it('that the server would serve itself is not passed on', async () => {
    scene.server.respond.set('/auth', ({ path }) => ({
      status: 303,
      headers: { location: answerTo(path, { code: 'c-2' }).replace('?', '#') },
    }));
    assert.equal((await scene.authorize(FORM_POST)).status, 502);
  });
});
