import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeFlowScene, queryOf } from './testing/code-flow-scene.ts';
import { CALLBACK, ISSUER } from './testing/test-policy.ts';

const scene = codeFlowScene();
const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
let count = 0;
const newState = (): string => `a-state-of-its-own-${count++}`;
const soon = Math.floor(Date.now() / 1000) + 600;
/** What the server answers, by the state of the request. */
function answers(response: (state: string, code: string) => string): string {
  const code = `code-${count++}`;
  scene.server.respond.set('/auth', ({ path }) => ({
    status: 303,
    headers: { location: `${CALLBACK}?${response(queryOf(path).get('state') ?? '', code)}` },
  }));
  return code;
}
const signed = (claims: unknown, header: unknown = { alg: 'ES256' }): string =>
  `response=${part(header)}.${part(claims)}.c2ln`;
const usual = (state: string, code: string) => ({ iss: ISSUER, aud: 'web', exp: soon, state, code });

describe('A16.3 an answer that the server signs', () => {
  it('passes as it is, and its code is known', async () => {
    const code = answers((state, given) => `${signed(usual(state, given))}&state=x&code=other`);
    const answer = await scene.authorize({ response_mode: 'query.jwt', state: newState() });
    assert.deepEqual([...queryOf(answer.headers.location ?? '').keys()], ['response']);
    scene.issue({}, { id_token: scene.idToken({}) });
    assert.equal((await scene.exchange(code)).status, 200);
  });
  for (const [name, response] of [
    ['is not signed', (state, code) => `state=${state}&code=${code}`],
    ['says that nobody signed it', (state, code) => signed(usual(state, code), { alg: 'none' })],
    ['is another issuer’s', (state, code) => signed({ ...usual(state, code), iss: 'https://other.example' })],
    ['is for another client', (state, code) => signed({ ...usual(state, code), aud: 'spa' })],
    ['is for several', (state, code) => signed({ ...usual(state, code), aud: ['web', 'spa'] })],
    ['is over', (state, code) => signed({ ...usual(state, code), exp: 1 })],
    ['has no end', (state, code) => signed({ ...usual(state, code), exp: undefined })],
    ['has a token in it', (state, code) => signed({ ...usual(state, code), access_token: 't' })],
    [
      'has two codes',
      (state, code) => signed(JSON.stringify(usual(state, code)).replace('"code"', '"code":"x","code"')),
    ],
    ['is encrypted', () => 'response=a.b.c.d.e'],
    ['is of no request', (_state, code) => signed(usual('another-state-altogether', code))],
  ] as readonly (readonly [string, (state: string, code: string) => string])[])
    it(`that ${name}: is not passed on, and its code is unknown`, async () => {
      const code = answers(response);
      const answer = await scene.authorize({ response_mode: 'jwt', state: newState() });
      assert.deepEqual([answer.status, answer.headers.location], [502, undefined], answer.text);
      assert.equal((await scene.exchange(code)).json['error'], 'invalid_grant');
    });
  it('to a request that did not ask for it: is not passed on', async () => {
    answers((state, code) => signed(usual(state, code)));
    assert.equal((await scene.authorize()).status, 502);
  });
});
