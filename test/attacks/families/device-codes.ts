import { describe, it } from 'node:test';
import { formatBasicCredentials, formatParameters } from '../../../src/oauth/index.ts';
import type { Policy } from '../../../src/policy/index.ts';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import { FORM, NOT_THERE } from './common.ts';

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const DESK = 'support-desk';
const APP = 'mobile-app';
const WAITING = { client: '400 authorization_pending', server: ['POST /token'], ledger: [] };
const INVALID = (reason: string) => ({
  client: '400 invalid_grant',
  server: [],
  ledger: [`stranger at token: ${reason}`],
});

/** The policy in which both of them may use devices. */
const devices = (policy: Policy): Policy => ({
  ...policy,
  clients: policy.clients.map((client) =>
    [DESK, APP].includes(client.clientId) ? { ...client, grantTypes: [...client.grantTypes, DEVICE] } : client,
  ),
});

/** F14: a code that a victim is talked into typing in (Storm-2372), and whoever polls with it. */
export function deviceCodes(scene: AttackScene): void {
  const { base } = scene;
  let code = '';
  const asks = (form: string, client: string | null = DESK) => ({
    act: () => scene.under(devices, () => base.post('/device/auth', client, form)),
  });
  const polls = (more: Record<string, string> = {}, client: string | null = null, policy = devices) => ({
    act: () =>
      scene.under(policy, () =>
        base.post('/token', client, {
          ...{ grant_type: DEVICE, device_code: code },
          ...(client === null ? { client_id: APP } : {}),
          ...more,
        }),
      ),
  });

  describe('F14 device codes', () => {
    it('F14 the server itself gives a code for whatever is asked', async () => {
      await scene.holds(
        async () => {
          const { status, text } = await scene.direct('POST', '/device/auth', {
            headers: { 'content-type': FORM, authorization: formatBasicCredentials(DESK, base.secretOf(DESK)) },
            body: formatParameters([
              ['client_id', DESK],
              ['scope', 'openid customers:pii'],
            ]),
          });
          code = (JSON.parse(text) as { device_code: string }).device_code;
          return { status, text, headers: new Headers(), json: {} };
        },
        { client: '200', server: [], ledger: [] },
      );
    });
    attacks(scene, [
      {
        name: 'F14 polls the guard with a code that was asked for past it',
        ...polls({}, DESK),
        ...INVALID('polled_code_unknown'),
      },
      {
        name: 'F14 asks for a device code to send to a victim (Storm-2372), for a client without the grant',
        act: () => base.post('/device/auth', DESK, 'scope=openid'),
        client: '400 unauthorized_client',
        server: [],
        ledger: ['decision refuse: grant_type_not_allowed'],
      },
      {
        name: 'F14 asks for what is critical',
        ...asks('scope=openid customers:pii'),
        client: '400 invalid_scope',
        server: [],
        ledger: ['decision refuse: scope_needs_elevation'],
        alerts: ['critical scope.refused: customers:pii'],
      },
      {
        name: 'F14 asks for nothing, to get all that the server gives',
        ...asks(`client_id=${APP}`, null),
        client: '200',
        server: ['POST /device/auth'],
        sent: `scope=openid%20orders%3Aread&resource=https%3A%2F%2Forders.acme.example&client_id=${APP}`,
        ledger: ['decision permit: openid orders:read'],
      },
      {
        name: 'F14 asks at the server’s own page in another spelling',
        act: () => base.post('/device/auth/', DESK, 'scope=openid customers:pii'),
        ...NOT_THERE,
      },
    ]);
    it('F14 an application gets a code', async () => {
      const { json } = await scene.under(devices, () =>
        base.post('/device/auth', null, `client_id=${APP}&scope=openid orders:read`),
      );
      code = String(json['device_code']);
      scene.secrets.add(code).add(String(json['user_code']));
    });
    attacks(scene, [
      {
        name: 'F14 another client polls with it',
        ...polls({}, DESK),
        ...INVALID('polled_code_of_other_client'),
      },
      {
        name: 'F14 polls with a scope',
        ...polls({ scope: 'orders:write' }),
        client: '400 invalid_request',
        server: [],
        ledger: [],
      },
      { name: 'F14 polls as itself, by one guard', ...polls(), ...WAITING },
      { name: 'F14 polls as itself, by the other guard', ...polls(), ...WAITING },
      {
        name: 'F14 polls for the tokens of another API',
        ...polls({ resource: 'https://customers.acme.example' }),
        client: '400 invalid_target',
        server: [],
        ledger: ['decision refuse: resource_not_granted'],
      },
      {
        name: 'F14 polls with it as a code of the code flow',
        act: () =>
          base.post('/token', null, {
            ...{ grant_type: 'authorization_code', client_id: APP, code },
            ...{ redirect_uri: 'http://127.0.0.1:4482/callback', code_verifier: 'v'.repeat(43) },
          }),
        ...INVALID('code_unknown'),
      },
      {
        name: 'F14 polls with it by the grant of backchannel requests',
        act: () =>
          base.post('/token', null, {
            ...{ grant_type: 'urn:openid:params:grant-type:ciba', client_id: APP, auth_req_id: code },
          }),
        ...INVALID('polled_code_unknown'),
      },
      {
        name: 'F14 polls after the policy took the grant away',
        ...polls({}, null, (policy) => policy),
        client: '400 unauthorized_client',
        server: [],
        ledger: ['decision refuse: grant_type_not_allowed'],
      },
    ]);
  });
}
