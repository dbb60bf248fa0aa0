import { describe, it } from 'node:test';
import type { Policy } from '../../../src/policy/index.ts';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import { GRANT, NIGHTLY, ORDERS } from './common.ts';

export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const FULFILMENT = 'order-fulfilment';

/** The policy in which the batch clients may exchange tokens, and one of them those of a client of people. */
const exchanging = (policy: Policy): Policy => ({
  ...policy,
  clients: policy.clients.map((client) =>
    client.clientId === NIGHTLY
      ? { ...client, grantTypes: [...client.grantTypes, EXCHANGE] }
      : client.clientId === FULFILMENT
        ? { ...client, grantTypes: [...client.grantTypes, EXCHANGE], exchange: { tokensOf: ['storefront'] } }
        : client,
  ),
});

/** F10: a token that is exchanged for more than it is. The server itself gives whatever is asked. */
export function exchanges(scene: AttackScene): void {
  const { base } = scene;
  const held = { nightly: '', fulfilment: '', alice: '', past: '' };
  const exchange = (of: keyof typeof held, more: Record<string, string> = {}, client = NIGHTLY) => ({
    act: () =>
      scene.under(exchanging, () =>
        base.post('/token', client, {
          ...{ grant_type: EXCHANGE, subject_token: held[of], subject_token_type: ACCESS_TOKEN },
          ...more,
        }),
      ),
  });
  const actor = (of: keyof typeof held): Record<string, string> => ({
    actor_token: held[of],
    actor_token_type: ACCESS_TOKEN,
  });
  const refused = (reason: string, client = '400 invalid_request', alerts: readonly string[] = []) => ({
    ...{ client, server: [], ledger: [`decision refuse: ${reason}`], alerts },
  });
  const UNKNOWN = { client: '400 invalid_request', server: [], ledger: ['stranger at token: exchanged_token_unknown'] };
  const UNREADABLE = { client: '400 invalid_request', server: [], ledger: [] };

  describe('F10 exchanges', () => {
    it('F10 clients hold narrow tokens, and one was minted past the guards', async () => {
      const token = async (client: string, scope: string): Promise<string> =>
        String((await base.post('/token', client, `${GRANT}&scope=${scope}`)).json['access_token']);
      held.nightly = await token(NIGHTLY, 'orders:read');
      held.fulfilment = await token(FULFILMENT, 'orders:read');
      held.alice = (
        await base.signIn(await base.configurationOf('storefront'), { scope: 'openid orders:read' })
      ).access_token;
      const past = await scene.direct('POST', '/token', {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${btoa(`${NIGHTLY}:${base.secretOf(NIGHTLY)}`)}`,
        },
        body: `${GRANT}&scope=orders:write&resource=${ORDERS}`,
      });
      held.past = (JSON.parse(past.text) as { access_token: string }).access_token;
      for (const one of Object.values(held)) scene.secrets.add(one);
    });
    attacks(scene, [
      {
        name: 'F10 exchanges a narrow token for a wide one, which its policy lets the client hold',
        ...exchange('fulfilment', { scope: 'orders:write' }, FULFILMENT),
        ...refused('scope_exceeds_grant', '400 invalid_scope', ['high scope.refused: orders:write']),
      },
      {
        name: 'F10 exchanges it for one that the policy doesn’t let it hold',
        ...exchange('nightly', { scope: 'orders:refund' }),
        ...refused('scope_exceeds_grant', '400 invalid_scope', ['critical scope.refused: orders:refund']),
      },
      {
        name: 'F10 names no scope, to get all that the server gives',
        ...exchange('nightly'),
        client: '200',
        server: ['POST /token'],
        ledger: ['decision permit: orders:read', 'issued: orders:read'],
      },
      {
        name: 'F10 exchanges it for the token of another API (Keycloak #48104)',
        ...exchange('nightly', { resource: 'https://customers.acme.example' }),
        ...refused('resource_not_granted', '400 invalid_target'),
      },
      {
        name: 'F10 says the other API by its audience, and its own by resource',
        ...exchange('nightly', { resource: ORDERS, audience: 'https://customers.acme.example' }),
        ...refused('resource_ambiguous', '400 invalid_target'),
      },
      {
        name: 'F10 exchanges a token that it found, of a client that never said so',
        ...exchange('alice'),
        ...refused('actor_not_allowed'),
      },
      {
        name: 'F10 acts for a person by an actor who is another client',
        ...exchange('alice', {}, FULFILMENT),
        act: () => exchange('alice', actor('nightly'), FULFILMENT).act(),
        ...refused('actor_not_allowed'),
      },
      {
        name: 'F10 has an actor that no guard knows',
        act: () => exchange('alice', actor('past'), FULFILMENT).act(),
        ...UNKNOWN,
      },
      { name: 'F10 exchanges a token that was minted past the guards', ...exchange('past'), ...UNKNOWN },
      {
        name: 'F10 exchanges a token with another signature',
        act: () =>
          scene.under(exchanging, () =>
            base.post('/token', NIGHTLY, {
              ...{ grant_type: EXCHANGE, subject_token_type: ACCESS_TOKEN },
              subject_token: held.nightly.replace(/[^.]*$/, 'A'.repeat(86)),
            }),
          ),
        ...UNKNOWN,
      },
      {
        name: 'F10 exchanges a refresh token',
        ...exchange('nightly', { subject_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }),
        ...UNREADABLE,
      },
      {
        name: 'F10 wants a refresh token for it, which outlives it',
        ...exchange('nightly', { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }),
        ...UNREADABLE,
      },
      {
        name: 'F10 exchanges without the grant',
        act: () =>
          base.post('/token', NIGHTLY, {
            ...{ grant_type: EXCHANGE, subject_token: held.nightly, subject_token_type: ACCESS_TOKEN },
          }),
        ...refused('grant_type_not_allowed', '400 unauthorized_client'),
      },
    ]);
    const answers = (name: string, change: Record<string, unknown>, fault: string, tokens = 1): void =>
      void it(`F10 ${name}`, () =>
        scene.tampering(
          ({ target, body }, { text }) =>
            target === '/token' && body.includes('subject_token')
              ? { text: JSON.stringify({ ...(JSON.parse(text) as object), ...change }) }
              : null,
          async () =>
            void (await scene.holds(() => exchange('nightly').act(), {
              client: fault === 'response_unreadable' ? '502 server_error' : '400 invalid_scope',
              server: ['POST /token', ...Array(tokens).fill('POST /token/revocation')],
              ledger: ['decision permit: orders:read', `withheld: ${fault}`, 'revoked: withheld'],
              alerts: [
                fault === 'response_unreadable'
                  ? 'critical response.withheld: '
                  : 'high response.withheld: orders:read',
              ],
            })),
        ));
    answers(
      'the server says of it that it is a refresh token (A13.4)',
      { issued_token_type: 'x' },
      'response_unreadable',
    );
    answers('the server doesn’t say what it is (A13.4)', { issued_token_type: undefined }, 'response_unreadable');
    answers('the server gives one of no type (A13.4)', { token_type: 'N_A' }, 'response_unreadable');
    answers(
      'the server gives a refresh token beside (B8)',
      { refresh_token: 'r'.repeat(43) },
      'refresh_token_not_allowed',
      2,
    );
    answers('the server says a wider scope (A13.1)', { scope: 'orders:read orders:write' }, 'scope_exceeds_decision');
    for (const [name, claims, fault] of [
      ['wider scopes', { scope: 'orders:read orders:refund' }, 'scope_exceeds_decision'],
      ['another API', { aud: 'https://customers.acme.example' }, 'audience_differs'],
      ['somebody else', { sub: 'bob' }, 'subject_differs'],
      ['an actor that nobody named', { act: { sub: 'somebody' } }, 'actor_differs'],
    ] as const)
      it(`F10 the server mints a token for ${name}`, async () => {
        base.server.changeClaims = (given) => Object.assign(given, claims);
        try {
          const { entries } = await scene.observe(() => exchange('nightly').act());
          const withheld = entries.find(({ kind }) => kind === 'token.withheld');
          if (!JSON.stringify(withheld?.body['faults'] ?? '').includes(fault))
            throw new Error(`not withheld for ${fault}`);
        } finally {
          base.server.changeClaims = null;
        }
      });
  });
}
