import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeFlowScene } from './testing/code-flow-scene.ts';
import { testPolicy } from './testing/test-policy.ts';

const scene = codeFlowScene();
const ORIGIN = 'https://app.example';
const preflight = (path: string, headers: Record<string, string> = {}) =>
  scene.guard.request('OPTIONS', path, {
    headers: {
      origin: ORIGIN,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
      ...headers,
    },
  });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('an application in a browser, which redeems its codes itself', () => {
  it('may ask at the token and the revocation endpoint, from the origin of its redirect URI', async () => {
    for (const path of ['/token', '/revoke']) {
      const { status, headers } = await preflight(path);
      assert.equal(status, 204);
      assert.equal(headers['access-control-allow-origin'], ORIGIN);
      assert.equal(headers['access-control-allow-methods'], 'GET, POST');
      assert.equal(headers['access-control-allow-credentials'], undefined);
      assert.match(headers.vary ?? '', /Origin/);
    }
    assert.deepEqual(scene.server.seen, []);
  });
  it('may read the tokens, and what went wrong', async () => {
    const code = await scene.code({ client_id: 'spa', scope: 'orders:read' });
    scene.issue({ client_id: 'spa' });
    const body = `grant_type=authorization_code&client_id=spa&code=${code}&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code_verifier=${'v'.repeat(43)}`;
    for (const status of [200, 400]) {
      const answer = await scene.guard.request('POST', '/token', { headers: { ...form, origin: ORIGIN }, body });
      assert.deepEqual([answer.status, answer.headers['access-control-allow-origin']], [status, ORIGIN], answer.text);
    }
    assert.equal(scene.server.seen.at(-1)?.headers.origin, undefined);
  });
  for (const [name, path, headers] of [
    ['from another origin', '/token', { origin: 'https://evil.example' }],
    ['from an origin in other letters', '/token', { origin: 'https://APP.example' }],
    ['from no origin (null)', '/token', { origin: 'null' }],
    ['by another method', '/token', { 'access-control-request-method': 'PUT' }],
    ['at introspection, which is for servers', '/introspect', {}],
    ['where nothing is', '/register', {}],
  ] as const)
    it(`is let in nowhere else: ${name}`, async () => {
      const answer = await preflight(path, headers);
      assert.ok(answer.status === 405 || answer.status === 404, String(answer.status));
      if (!('access-control-request-method' in headers))
        assert.equal(answer.headers['access-control-allow-origin'], undefined);
    });
  it('is one that keeps no secret', async () => {
    const { digest, policy } = testPolicy();
    scene.guard.world.policy = {
      digest,
      policy: { ...policy, clients: policy.clients.map((client) => ({ ...client, kind: 'confidential' as const })) },
    };
    assert.equal((await preflight('/token')).status, 405);
  });
});
