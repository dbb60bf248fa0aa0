import { describe } from 'node:test';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import { withClient } from './common.ts';

export const CIBA = 'urn:openid:params:grant-type:ciba';
const DESK = 'support-desk';

/** F14: people who are asked elsewhere, by whoever may ask them (CIBA). The server takes a client's word for whom it is about. */
export function backchannel(scene: AttackScene): void {
  const { base } = scene;
  const asking = withClient(DESK, { grantTypes: ['authorization_code', 'refresh_token', CIBA] });
  const asks = (form: string) => ({ act: () => scene.under(asking, () => base.post('/backchannel', DESK, form)) });
  const UNREAD = { client: '400 invalid_request', server: [], ledger: [] };
  describe('F14 backchannel requests', () => {
    attacks(scene, [
      {
        name: 'F14 asks people elsewhere, for a client without the grant',
        act: () => base.post('/backchannel', DESK, 'scope=openid customers:pii&login_hint=alice'),
        client: '400 unauthorized_client',
        server: [],
        ledger: ['decision refuse: grant_type_not_allowed'],
        alerts: ['critical scope.refused: customers:pii'],
      },
      {
        name: 'F14 asks for what only an elevation gives',
        ...asks('scope=openid customers:pii&login_hint=alice'),
        client: '400 invalid_scope',
        server: [],
        ledger: ['decision refuse: scope_needs_elevation'],
        alerts: ['critical scope.refused: customers:pii'],
      },
      {
        name: 'F14 asks for much inside an object',
        ...asks('scope=openid&login_hint=alice&request=a.b.c'),
        client: '400 request_not_supported',
        server: [],
        ledger: [],
      },
      { name: 'F14 asks two people at once', ...asks('scope=openid&login_hint=alice&id_token_hint=t'), ...UNREAD },
      { name: 'F14 asks one person twice', ...asks('scope=openid&login_hint=alice&login_hint=bob'), ...UNREAD },
      {
        name: 'F14 polls for what no guard passed on',
        act: () => scene.under(asking, () => base.post('/token', DESK, { grant_type: CIBA, auth_req_id: 'a' })),
        client: '400 invalid_grant',
        server: [],
        ledger: ['stranger at token: polled_code_unknown'],
      },
    ]);
  });
}
