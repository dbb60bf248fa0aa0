import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatBasicCredentials } from '../../../src/oauth/index.ts';
import type { AttackScene } from '../scene/attack-scene.ts';
import { FORM, GRANT, NIGHTLY, withClient } from './common.ts';

/** Requests of one run, in the same order each time. */
const RUNS = 80;
const SEED = 20_261_125;
/** Clients by what they may hold: the decision that the guard must come to, found apart from it. */
const MAY_HOLD: Readonly<Record<string, readonly string[]>> = {
  'nightly-report': ['orders:read'],
  'order-fulfilment': ['orders:read', 'orders:write'],
  'customer-sync': ['customers:read'],
};

const scope = fc.constantFrom(
  ...['orders:read', 'orders:write', 'orders:refund', 'customers:read', 'customers:export', 'openid', 'admin', '*'],
  ...[
    'orders:read orders:write',
    'orders%3Aread',
    'orders:read%20customers:read',
    'orders:read+orders:read',
    '',
    '%zz',
  ],
  ...['ORDERS:READ', 'orders:read%00', 'orders:read%0d', 'orders:read%C2%A0orders:write', '"orders:read"'],
);
const name = fc.constantFrom(
  ...[
    'scope',
    'scope',
    'scope',
    'Scope',
    'scope[]',
    '%73cope',
    'scope%00',
    'resource',
    'audience',
    'grant_type',
    'client_id',
  ],
  ...['code', 'refresh_token', 'authorization_details', 'request', 'claims', 'x', '__proto__', 'scope.', ' scope'],
);
const value = fc.oneof(
  scope,
  fc.constantFrom(
    'https%3A%2F%2Forders.acme.example',
    'https%3A%2F%2Fcustomers.acme.example',
    'order-fulfilment',
    'password',
  ),
  fc.string({ maxLength: 8 }).map(encodeURIComponent),
);
/** The ordinary one in nine of ten requests, so that more than its head is looked at. */
const mostly = (usual: string, ...others: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const request = fc.record({
  client: fc.constantFrom(...Object.keys(MAY_HOLD), 'nobody'),
  pairs: fc.oneof(
    { weight: 2, arbitrary: fc.array(fc.tuple(name, value), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.tuple(fc.constant<string>('scope'), scope).map((pair): [string, string][] => [pair]) },
  ),
  separator: mostly('&', ';', '&&'),
  type: mostly(FORM, FORM.toUpperCase(), `${FORM}; charset=utf-8`, `${FORM}; charset=utf-7`, 'text/plain'),
  header: fc.constantFrom('X-Note: a', 'X-HTTP-Method-Override: PUT', 'X-Forwarded-Host: evil.example', 'Cookie: a=b'),
  target: mostly('/token', '/token/', '/token?scope=admin', '//token'),
  guard: fc.constantFrom(0 as const, 1 as const),
});

/** The properties of the checklist's G2 that need the real server; `docs/conformance.md` says where the others are. */
export function invariants(scene: AttackScene): void {
  const { base } = scene;
  describe('for any request', () => {
    it('I1, I2 either the guard refuses, or what the server understood is what was decided, and no more than may be', async () => {
      let passed = 0;
      await fc.assert(
        fc.asyncProperty(request, async ({ client, pairs, separator, type, header, target, guard }) => {
          const form = [GRANT, ...pairs.map((pair) => pair.join('='))].join(separator);
          const { got, reached, entries } = await scene.observe(() =>
            scene.raw(
              [
                `POST ${target} HTTP/1.1`,
                `Host: ${scene.host}`,
                `Authorization: ${formatBasicCredentials(client, base.secretOf(client) || 'x')}`,
                `Content-Type: ${type}`,
                header,
                `Content-Length: ${Buffer.byteLength(form)}`,
              ],
              form,
              guard,
            ),
          );
          if (got.status !== 200) {
            assert.doesNotMatch(got.text, /access_token/);
            assert.ok(!entries.some(({ kind }) => kind === 'token.issued'));
            return;
          }
          passed += 1;
          const decided = entries.find(({ kind }) => kind === 'decision.made');
          assert.ok(decided !== undefined);
          const { scopes } = decided.body['decision'] as { scopes: string[] };
          for (const one of scopes) assert.ok(MAY_HOLD[client]?.includes(one), `${client} got ${one}`);
          // What the server understood: what it was sent, and what it put into the token.
          const sent = new URLSearchParams(reached[0]?.body);
          assert.deepEqual(sent.getAll('scope'), [scopes.join(' ')]);
          assert.deepEqual([...new Set(sent.keys())].sort(), ['grant_type', 'resource', 'scope']);
          const given = JSON.parse(got.text.split('\n\n')[1] ?? '{}') as { scope: string; access_token: string };
          scene.secrets.add(given.access_token);
          assert.deepEqual(given.scope.split(' ').sort(), [...scopes].sort());
          const [, payload = ''] = given.access_token.split('.');
          if (payload !== '') {
            const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { scope: string };
            assert.deepEqual(claims.scope.split(' ').sort(), [...scopes].sort());
          }
          // I2: its row is durable when the answer is here, and after the decision.
          assert.deepEqual(
            entries.map(({ kind }) => kind),
            ['decision.made', 'token.issued'],
          );
        }),
        { numRuns: RUNS, seed: SEED },
      );
      assert.ok(passed > 10, `${passed} of ${RUNS} were let pass: the property has to see both`);
    });

    it('I1 at the authorization endpoint: what a person is asked for is what was decided', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 4 }), async (pairs) => {
          const query = [
            'response_type=code&client_id=storefront&redirect_uri=http%3A%2F%2F127.0.0.1%3A4480%2Fcallback',
            ...pairs.map((pair) => pair.join('=')),
          ].join('&');
          const { reached, entries } = await scene.observe(() =>
            scene.raw([`GET /auth?${query.replaceAll(' ', '%20')} HTTP/1.1`, `Host: ${scene.host}`]),
          );
          const arrived = reached.find(({ target }) => target.startsWith('/auth'));
          if (arrived === undefined) return;
          const decided = entries.find(({ kind }) => kind === 'decision.made');
          assert.ok(decided !== undefined);
          const { scopes } = decided.body['decision'] as { scopes: string[] };
          const sent = new URLSearchParams(arrived.target.split('?')[1]);
          assert.deepEqual(sent.getAll('scope'), [scopes.join(' ')]);
          for (const one of scopes)
            assert.ok(['openid', 'offline_access', 'orders:read', 'orders:write'].includes(one), one);
          for (const [key] of sent) assert.equal(sent.getAll(key).length, 1, key);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    });
  });

  describe('I8 who is told what', () => {
    it('I8 an unknown client, a known one with a wrong secret, and one that has expired or is gone: the same answer', async () => {
      const asks = async (client: string, secret: string): Promise<string> => {
        const authorization = formatBasicCredentials(client, secret);
        const answer = await base.post('/token', null, `${GRANT}&scope=orders:read`, { authorization });
        const headers = [...answer.headers].filter(([header]) => header !== 'date');
        return JSON.stringify([answer.status, headers, answer.text]);
      };
      const wrong = await asks(NIGHTLY, 'wrong');
      assert.equal(await asks('nobody', 'wrong'), wrong);
      await scene.under(
        (policy) => ({ ...policy, clients: policy.clients.filter(({ clientId }) => clientId !== NIGHTLY) }),
        async () => assert.equal(await asks(NIGHTLY, base.secretOf(NIGHTLY)), wrong),
      );
    });
    it('I8 a scope that exists and one that doesn’t: the same words', async () => {
      const words = async (asked: string): Promise<string> =>
        String((await base.post('/token', NIGHTLY, `${GRANT}&scope=${asked}`)).json['error_description'])
          .replace(asked, 'SCOPE')
          .replace(/sha256:[0-9a-f]+/, 'ENTRY');
      assert.equal(await words('orders:refund'), await words('orders:nothing'));
    });
  });

  describe('I5 revoke, then use', () => {
    it('I5 introspection denies with the answer to the revocation, whichever guard took it', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { json } = await base.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`);
        const token = String(json['access_token']);
        scene.secrets.add(token);
        assert.equal((await base.post('/token/introspection', NIGHTLY, { token })).json['active'], true);
        await base.post('/token/revocation', NIGHTLY, { token });
        assert.equal((await base.post('/token/introspection', NIGHTLY, { token })).json['active'], false);
      }
    });
    it('I5 a policy that shrank denies at once', async () => {
      const { json } = await base.post('/token', NIGHTLY, `${GRANT}&scope=orders:read`);
      const token = String(json['access_token']);
      scene.secrets.add(token);
      await scene.under(withClient(NIGHTLY, { standing: [] }), async () => {
        const said = await base.post('/token/introspection', NIGHTLY, { token });
        assert.notEqual(said.json['scope'], 'orders:read');
      });
    });
  });
}
