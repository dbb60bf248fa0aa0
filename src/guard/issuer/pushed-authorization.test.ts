import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeFlowScene } from './testing/code-flow-scene.ts';
import { CALLBACK } from './testing/test-policy.ts';

const scene = codeFlowScene();
const REQUEST_URI = 'urn:ietf:params:oauth:request_uri:abc';
const push = () =>
  scene.guard.post('/push', 'web', {
    ...{ response_type: 'code', client_id: 'web', redirect_uri: CALLBACK, scope: 'openid orders:read', state: 's' },
  });
const answers = (body: unknown, status = 201, headers: Record<string, string> = {}): void =>
  void scene.server.respond.set('/push', () => ({ status, headers, body }));

describe('B10: the answer to a pushed request', () => {
  const unreadable: readonly (readonly [string, unknown, number?, Record<string, string>?])[] = [
    ['200 instead of 201', { request_uri: REQUEST_URI, expires_in: 60 }, 200],
    ['a redirect', '', 302, { location: 'https://elsewhere.example' }],
    ['an address, which somebody would fetch', { request_uri: 'https://client.example/object', expires_in: 60 }],
    ['a reference with a blank', { request_uri: `${REQUEST_URI} x`, expires_in: 60 }],
    ['no reference', { expires_in: 60 }],
    ['no end', { request_uri: REQUEST_URI }],
    ['an end that is text', { request_uri: REQUEST_URI, expires_in: '60' }],
    ['an end that is over', { request_uri: REQUEST_URI, expires_in: 0 }],
    ['two references', `{"request_uri":"${REQUEST_URI}","request_uri":"urn:other:x","expires_in":60}`],
    ['a page', '<p>', 201, { 'content-type': 'text/html' }],
  ];
  for (const [name, body, status, headers] of unreadable)
    it(`with ${name}: is not passed on, and the decision's end is unknown`, async () => {
      answers(body, status, headers);
      const answer = await push();
      assert.deepEqual([answer.status, answer.json['error']], [502, 'server_error']);
      const [closed] = await scene.entries('token.not_issued');
      assert.deepEqual([closed?.body['outcome'], closed?.body['error']], ['unknown', 'response_unreadable']);
    });
  it('that lives longer than it should is shortened, and one that is given twice counts once', async () => {
    answers({ request_uri: REQUEST_URI, expires_in: 86_400, scope: 'admin' });
    const answer = await push();
    assert.deepEqual(answer.json, { request_uri: REQUEST_URI, expires_in: 600 });
    assert.equal((await push()).status, 503, 'another request can not stand for what is waiting');
  });
  it('that a server refuses: by its code alone, and the decision is closed', async () => {
    for (const [status, error, told] of [
      [400, 'invalid_request', '400 invalid_request'],
      [400, 'something_else', '400 invalid_request'],
      [401, 'invalid_client', '401 invalid_client'],
      [403, 'access_denied', '403 access_denied'],
      [429, 'slow', '503 temporarily_unavailable'],
      [500, 'server_error', '503 temporarily_unavailable'],
    ] as const) {
      answers({ error, error_description: 'inside' }, status);
      const answer = await push();
      assert.equal(`${answer.status} ${answer.json['error']}`, told);
      assert.doesNotMatch(answer.text, /inside/);
    }
    const closed = await scene.entries('token.not_issued');
    assert.deepEqual(
      closed.map(({ body }) => body['outcome']),
      ['refused', 'refused', 'refused', 'refused', 'refused', 'unknown'],
    );
  });
  it('is not asked for where the decision can not be recorded', async () => {
    scene.guard.world.ledgerAway = (kind) => kind === 'decision.made';
    const answer = await push();
    assert.deepEqual([answer.status, scene.server.seen], [503, []]);
  });
  it('is not asked for by a contained client', async () => {
    scene.guard.world.contained.add('web');
    const answer = await push();
    assert.deepEqual([answer.status, answer.json['error'], scene.server.seen], [401, 'invalid_client', []]);
  });
});
