import { createHmac } from 'node:crypto';
import { describe } from 'node:test';
import { PARTNER_SECRET } from '../../../examples/acme/authorization-server/more-grants.ts';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import { NIGHTLY, withClient } from './common.ts';

export const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const PARTNER = 'https://partner.example';

/** F10: assertions of others as grants. The server takes any that the partner signed, for whatever is asked. */
export function assertions(scene: AttackScene): void {
  const { base } = scene;
  const trusting = withClient(NIGHTLY, {
    grantTypes: ['client_credentials', ASSERTION],
    standing: ['orders:read', 'orders:write'],
    assertions: [{ issuer: PARTNER, subjects: ['alice'] }],
  });
  const assertion = (claims: Record<string, unknown> = {}, header: object = { alg: 'HS256' }): string => {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: PARTNER, sub: 'alice', aud: scene.issuer, iat: now, exp: now + 60, scope: 'orders:read' };
    const input = [header, { ...usual, ...claims }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const text = `${input}.${createHmac('sha256', PARTNER_SECRET).update(input).digest('base64url')}`;
    scene.secrets.add(text);
    return text;
  };
  const brings = (text: () => string, more: Record<string, string> = {}) => ({
    act: () =>
      scene.under(trusting, () => base.post('/token', NIGHTLY, { grant_type: ASSERTION, assertion: text(), ...more })),
  });
  const refused = (reason: string, client = '400 invalid_grant', alerts: readonly string[] = []) => ({
    ...{ client, server: [], ledger: [`decision refuse: ${reason}`], alerts },
  });
  const UNREAD = { client: '400 invalid_grant', server: [], ledger: [] };

  describe('F10 assertions', () => {
    attacks(scene, [
      {
        name: 'F10 the partner’s assertion gives what it is for, and not all that the server would give',
        ...brings(assertion),
        client: '200',
        server: ['POST /token'],
        ledger: ['decision permit: orders:read', 'issued: orders:read'],
      },
      {
        name: 'F10 asks for more than the assertion is for, which its policy lets the client hold',
        ...brings(assertion, { scope: 'orders:write' }),
        ...refused('scope_exceeds_assertion', '400 invalid_scope', ['high scope.refused: orders:write']),
      },
      {
        name: 'F10 an assertion for another server, that the client was given in good faith',
        ...brings(() => assertion({ aud: 'https://other.example' })),
        ...refused('assertion_not_allowed'),
      },
      {
        name: 'F10 an assertion for somebody else than the policy takes them for',
        ...brings(() => assertion({ sub: 'bob' })),
        ...refused('assertion_not_allowed'),
      },
      {
        name: 'F10 an assertion that another client was given',
        ...brings(() => assertion({ client_id: 'storefront' })),
        ...refused('assertion_not_allowed'),
      },
      {
        name: 'F10 an assertion that never ends',
        ...brings(() => assertion({ exp: 9_999_999_999 })),
        ...refused('assertion_too_long'),
      },
      {
        name: 'F10 an assertion of the server itself: an access token that somebody holds',
        ...brings(() => assertion({ iss: scene.issuer })),
        ...refused('assertion_not_allowed'),
      },
      { name: 'F10 an assertion that nobody signed', ...brings(() => assertion({}, { alg: 'None' })), ...UNREAD },
      {
        name: 'F10 an assertion with its scope twice',
        ...brings(() => {
          const [head, payload = '', signature] = assertion().split('.');
          const twice = Buffer.from(payload, 'base64url').toString().replace('{', '{"scope":"orders:write",');
          return `${head}.${Buffer.from(twice).toString('base64url')}.${signature}`;
        }),
        ...UNREAD,
      },
    ]);
  });
}
