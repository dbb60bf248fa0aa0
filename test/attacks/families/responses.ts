import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { AttackScene, Outcome } from '../scene/attack-scene.ts';
import { authorizationQuery, GRANT, NIGHTLY } from './common.ts';

const READ = `${GRANT}&scope=orders:read`;
type Answer = Record<string, unknown>;

/** The server behind is wrong, or somebody's: it answers more, longer, to somebody else, or in two meanings. */
export function responses(scene: AttackScene): void {
  const { base } = scene;
  const asks = () => base.post('/token', NIGHTLY, READ);
  /** Withheld, taken back, and told: by what is wrong with it. */
  const withheld = (fault: string, alert: string, revocations = 1): Outcome => ({
    client: '400 invalid_scope',
    server: ['POST /token', ...Array.from({ length: revocations }, () => 'POST /token/revocation')],
    ledger: ['decision permit: orders:read', `withheld: ${fault}`, 'revoked: withheld'],
    alerts: [alert],
  });
  const unreadable = (revocations = 1): Outcome => ({
    ...withheld('response_unreadable', 'critical response.withheld: ', revocations),
    client: '502 server_error',
  });
  const UNREADABLE_TOKEN = withheld('access_token_unreadable', 'critical response.withheld: orders:read');
  const HIGH = 'high response.withheld: orders:read';
  const nothing = (client: string, told: string): Outcome => ({
    client,
    server: ['POST /token'],
    ledger: ['decision permit: orders:read', `not issued: ${told}`],
  });

  describe('the token says more than was decided', () => {
    for (const [name, change, outcome] of [
      [
        'a wider scope',
        { scope: 'orders:read orders:refund' },
        withheld('scope_exceeds_decision', 'critical response.withheld: orders:read orders:refund'),
      ],
      [
        'a scope where another vendor has them',
        { permissions: ['orders:refund'] },
        withheld('scope_exceeds_decision', 'critical response.withheld: orders:read orders:refund'),
      ],
      [
        'a scope in a list beside the text',
        { scp: ['orders:write'] },
        withheld('scope_exceeds_decision', 'high response.withheld: orders:read orders:write'),
      ],
      ['another audience', { aud: 'https://customers.acme.example' }, withheld('audience_differs', HIGH)],
      [
        'a second audience',
        { aud: ['https://orders.acme.example', 'https://other.example'] },
        withheld('audience_differs', HIGH),
      ],
      ['a life of years', { exp: Math.floor(Date.now() / 1000) + 10 ** 8 }, withheld('life_exceeds_decision', HIGH)],
      ['another client', { client_id: 'order-fulfilment' }, withheld('client_differs', HIGH)],
      ['two clients', { azp: 'order-fulfilment' }, UNREADABLE_TOKEN],
      ['a key that it is bound to', { cnf: { jkt: 'x' } }, withheld('sender_constrained', HIGH)],
      ['authorization details', { authorization_details: [{ type: 'all' }] }, UNREADABLE_TOKEN],
      ['another issuer', { iss: 'https://evil.example' }, UNREADABLE_TOKEN],
    ] as const)
      it(`B4 the access token has ${name}`, async () => {
        base.server.changeClaims = (claims) => Object.assign(claims, change);
        try {
          await scene.holds(asks, outcome);
        } finally {
          base.server.changeClaims = null;
        }
      });
  });

  describe('the response says more than was decided', () => {
    const answers = (name: string, change: (answer: Answer) => Answer | string, outcome: Outcome): void =>
      void it(`B2, B3 ${name}`, () =>
        scene.tampering(
          ({ target }, { text }) => {
            if (target !== '/token') return null;
            const changed = change(JSON.parse(text) as Answer);
            return { text: typeof changed === 'string' ? changed : JSON.stringify(changed) };
          },
          async () => void (await scene.holds(asks, outcome)),
        ));
    answers(
      'a wider scope',
      (answer) => ({ ...answer, scope: 'orders:read orders:write' }),
      withheld('scope_exceeds_decision', HIGH),
    );
    answers('a longer life', (answer) => ({ ...answer, expires_in: 86_400 }), withheld('life_exceeds_decision', HIGH));
    answers('a life that is no number', (answer) => ({ ...answer, expires_in: '600' }), unreadable());
    answers('a life below zero', (answer) => ({ ...answer, expires_in: -1 }), unreadable());
    answers('another type of token', (answer) => ({ ...answer, token_type: 'mac' }), unreadable());
    answers(
      'a type of token that nobody proved a key for',
      (answer) => ({ ...answer, token_type: 'DPoP' }),
      withheld('sender_constrained', HIGH),
    );
    answers('no type of token', ({ token_type: _, ...answer }) => answer, unreadable());
    answers(
      'a refresh token that nobody was to get',
      (answer) => ({ ...answer, refresh_token: 'r'.repeat(43) }),
      withheld('refresh_token_not_allowed', HIGH, 2),
    );
    answers(
      'an ID token that nobody was to get',
      (answer) => ({ ...answer, id_token: answer['access_token'] }),
      withheld('id_token_not_allowed', HIGH),
    );
    answers(
      'scopes of the refresh token of their own',
      (answer) => ({ ...answer, refresh_token_scope: 'orders:refund' }),
      unreadable(),
    );
    answers('authorization details', (answer) => ({ ...answer, authorization_details: [] }), unreadable());
    answers('an exchange that nobody asked for', (answer) => ({ ...answer, issued_token_type: 'x' }), unreadable());
    answers('a scope as a list', (answer) => ({ ...answer, scope: ['orders:read'] }), unreadable());
    answers(
      'a scope that no grammar allows',
      (answer) => ({ ...answer, scope: 'orders:read\torders:write' }),
      unreadable(),
    );
    answers(
      'one member twice',
      (answer) => `{"scope":"orders:refund",${JSON.stringify(answer).slice(1)}`,
      unreadable(),
    );
    answers('something behind the JSON', (answer) => `${JSON.stringify(answer)} {"access_token":"x"}`, unreadable(2));
    answers('a list around it', (answer) => `[${JSON.stringify(answer)}]`, unreadable());
    answers(
      'a token in another spelling',
      (answer) => ({ ...answer, access_token: `${answer['access_token']}=` }),
      UNREADABLE_TOKEN,
    );
    answers(
      'a token that somebody else signed',
      (answer) => ({ ...answer, access_token: String(answer['access_token']).replace(/[^.]*$/, 'c2ln') }),
      UNREADABLE_TOKEN,
    );
    answers(
      'no token',
      ({ access_token: _, ...answer }) => answer,
      nothing('502 server_error', 'unknown, response_unreadable'),
    );
    answers(
      'an error with the status of success',
      () => '{"error":"access_denied"}',
      nothing('502 server_error', 'unknown, response_unreadable'),
    );

    const answering = (
      name: string,
      answer: { status?: number; headers?: Record<string, string>; text?: string },
      outcome: Outcome,
    ): void =>
      void it(`B1, B2 ${name}`, () =>
        scene.tampering(
          ({ target }) => (target === '/token' ? answer : null),
          async () => void (await scene.holds(asks, outcome)),
        ));
    answering('a page instead of JSON', { headers: { 'content-type': 'text/html' } }, unreadable());
    answering(
      'a redirect, which would carry the credentials elsewhere',
      { status: 307, headers: { location: 'http://evil.example/token' } },
      nothing('400 invalid_request', 'refused, invalid_request'),
    );
    answering(
      'more than it may say',
      { text: `{"x":"${'a'.repeat(65 * 1024)}"}` },
      nothing('502 temporarily_unavailable', 'unknown, server_unavailable'),
    );
    answering(
      'something broken',
      { status: 500, text: '{"error":"server_error","error_description":"secret inside"}' },
      nothing('503 temporarily_unavailable', 'unknown, temporarily_unavailable'),
    );
    answering(
      'an error of its own words',
      { status: 400, text: '{"error":"<script>","error_description":"\\u0000"}' },
      nothing('400 invalid_request', 'refused, invalid_request'),
    );
    answering(
      'a compressed answer',
      { headers: { 'content-encoding': 'gzip' }, text: gzipSync('{}').toString('latin1') },
      nothing('502 temporarily_unavailable', 'unknown, server_unavailable'),
    );
  });

  describe('the server sends a person somewhere else', () => {
    const redirects = (name: string, location: (state: string) => string, more: Record<string, string> = {}): void =>
      void it(`A17.7 ${name}`, () =>
        scene.tampering(
          ({ target }) => {
            if (!target.startsWith('/auth?')) return null;
            const state = new URLSearchParams(target.split('?')[1]).get('state') ?? '';
            return { status: 303, headers: { location: location(encodeURIComponent(state)), ...more } };
          },
          async () =>
            void (await scene.holds(
              () =>
                base.request('GET', `/auth?${authorizationQuery('support-desk', { scope: 'openid customers:read' })}`),
              {
                client: '502 server_error',
                server: ['GET /auth'],
                ledger: ['decision permit: customers:read openid'],
                alerts: [],
              },
            )),
        ));
    const BACK = 'http://127.0.0.1:4481/callback';
    redirects('with the code to somebody else', (state) => `https://evil.example/?code=c&state=${state}`);
    redirects('to the client, with a token in the fragment', (state) => `${BACK}?state=${state}#access_token=x`);
    redirects('to the client, with a token in the query', (state) => `${BACK}?state=${state}&code=c&access_token=x`);
    redirects(
      'to the client, with a signed response that no guard reads',
      (state) => `${BACK}?state=${state}&response=a.b.c`,
    );
    redirects(
      'to the client, as another issuer',
      (state) => `${BACK}?state=${state}&code=c&iss=https%3A%2F%2Fevil.example`,
    );
    redirects('to the client, with code and error', (state) => `${BACK}?state=${state}&code=c&error=access_denied`);
    redirects('to the client, with two codes', (state) => `${BACK}?state=${state}&code=c&code=d`);
    redirects('to the client, with a state that no guard gave', () => `${BACK}?state=guessed&code=c`);
    redirects('to a script', () => 'javascript:alert(1)');
  });
}
