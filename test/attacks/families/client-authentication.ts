import { describe } from 'node:test';
import { formatBasicCredentials } from '../../../src/oauth/index.ts';
import { type AttackScene, attacks, type Outcome } from '../scene/attack-scene.ts';
import { GRANT, LEFT_BEHIND, NIGHTLY, UNREADABLE } from './common.ts';

const READ = `${GRANT}&scope=orders:read`;
const WIDE = `${GRANT}&scope=orders:write`;

/** Who a client says that it is, in two places that disagree, or in none that proves it. */
export function clientAuthentication(scene: AttackScene): void {
  describe('client authentication in two places', () => {
    const basic = (id: string, secret: string): Record<string, string> => ({
      authorization: formatBasicCredentials(id, secret),
    });
    const secret = () => scene.base.secretOf(NIGHTLY);
    const assertion = (sub: string): string =>
      `client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=${[{ alg: 'HS256' }, { iss: sub, sub }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.c2ln`;
    const posts = (form: string, headers: () => Record<string, string> = () => ({})) => ({
      act: () => scene.base.post('/token', null, form, headers()),
    });
    const asNightly = () => basic(NIGHTLY, secret());
    const FAILED: Outcome = { client: '401 invalid_client', server: [], ledger: [] };
    attacks(scene, [
      {
        name: 'Basic of one client, client_id of a wider one',
        ...posts(`${WIDE}&client_id=order-fulfilment`, asNightly),
        ...UNREADABLE,
      },
      {
        name: 'Basic and a secret in the body',
        act: () => scene.base.post('/token', NIGHTLY, `${READ}&client_id=${NIGHTLY}&client_secret=${secret()}`),
        ...UNREADABLE,
      },
      {
        name: 'Basic of one, assertion of another',
        ...posts(`${WIDE}&${assertion('order-fulfilment')}`, asNightly),
        ...UNREADABLE,
      },
      {
        name: 'a secret in the body of one, assertion of another',
        act: () =>
          scene.base.post(
            '/token',
            null,
            `${WIDE}&client_id=${NIGHTLY}&client_secret=${secret()}&${assertion('order-fulfilment')}`,
          ),
        ...UNREADABLE,
      },
      {
        name: 'client_id of one, assertion of another',
        ...posts(`${WIDE}&client_id=${NIGHTLY}&${assertion('order-fulfilment')}`),
        ...UNREADABLE,
      },
      { name: 'client_id twice', ...posts(`${WIDE}&client_id=${NIGHTLY}&client_id=order-fulfilment`), ...UNREADABLE },
      {
        name: 'a public client’s way to a confidential one’s scopes',
        ...posts(`${READ}&client_id=${NIGHTLY}`),
        client: '400 unauthorized_client',
        server: [],
        ledger: [],
      },
      {
        name: 'an id in another case',
        ...posts(WIDE, () => basic('Nightly-Report', secret())),
        client: '401 invalid_client',
        server: [],
        ledger: ['stranger at token: client_unknown'],
      },
      {
        name: 'an id that every object has',
        ...posts(WIDE, () => basic('__proto__', 'x')),
        client: '401 invalid_client',
        server: [],
        ledger: ['stranger at token: client_unknown'],
      },
      {
        name: 'an encoded id is the client that it decodes to',
        ...posts(READ, () => ({
          authorization: `Basic ${Buffer.from(`%6eightly-report:${secret()}`).toString('base64')}`,
        })),
        ...LEFT_BEHIND,
      },
      {
        name: 'credentials with a stray character in their base64',
        ...posts(READ, () => ({ authorization: `${asNightly()['authorization']}!` })),
        ...FAILED,
      },
      { name: 'a token in place of credentials', ...posts(READ, () => ({ authorization: 'Bearer x' })), ...FAILED },
      {
        name: 'a wrong secret',
        ...posts(READ, () => basic(NIGHTLY, 'wrong')),
        client: '401 invalid_client',
        server: ['POST /token'],
        ledger: ['decision permit: orders:read', 'not issued: refused, invalid_client'],
      },
    ]);
  });
}
