import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ACCESS_TOKEN_TYPE, DEVICE_CODE, TOKEN_EXCHANGE } from '../../../oauth/index.ts';
import type { Client, Policy } from '../../../policy/index.ts';
import { type HttpAnswer, realServerScene } from '../testing/real-server-scene.ts';

const BATCH = ['client_credentials', TOKEN_EXCHANGE];
const scene = realServerScene({
  journals: true,
  serverFeatures: { deviceFlow: { enabled: true } },
  serverGrants: ['token-exchange'],
  serverClients: {
    'mobile-app': { grant_types: ['authorization_code', 'refresh_token', DEVICE_CODE] },
    'nightly-report': { grant_types: BATCH },
  },
});

/** A policy with devices and exchanges, whose clients are as said. */
const further =
  (mode: Client['mode']) =>
  (policy: Policy): Policy => ({
    ...policy,
    clients: policy.clients.map((client) => ({
      ...client,
      grantTypes: [...client.grantTypes, client.clientId === 'mobile-app' ? DEVICE_CODE : TOKEN_EXCHANGE],
      mode,
    })),
  });
/** While the ledger is away, and the guards know that it is silent. */
async function away<Result>(act: () => Promise<Result>): Promise<Result> {
  scene.database.shut();
  while (scene.parts.revocations.silentSeconds() <= 2) await new Promise((resolve) => setImmediate(resolve));
  try {
    return await act();
  } finally {
    await scene.database.open();
    while (scene.journals() !== '') for (const guard of scene.guards) await guard.bringJournal().catch(() => 0);
  }
}
const ask = (): Promise<HttpAnswer> =>
  scene.post('/device/auth', null, { client_id: 'mobile-app', scope: 'openid offline_access orders:read' });
const poll = (code: unknown): Promise<HttpAnswer> =>
  scene.post('/token', null, { grant_type: DEVICE_CODE, device_code: String(code), client_id: 'mobile-app' });
const exchange = (subject: string): Promise<HttpAnswer> =>
  scene.post('/token', 'nightly-report', {
    ...{ grant_type: TOKEN_EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN_TYPE },
  });
const ownToken = async (): Promise<string> => {
  const form = { grant_type: 'client_credentials', scope: 'orders:read' };
  return String((await scene.post('/token', 'nightly-report', form)).json['access_token']);
};
const said = ({ status, json }: HttpAnswer): unknown[] => [status, json['error']];

describe('A17.8: further grants while the ledger is away', () => {
  afterEach(() => scene.usePolicy());

  it('A17.8 an observed device polls on by the server’s word, and refreshes when the ledger is back', async () => {
    scene.usePolicy(further('observe'));
    const { json } = await ask();
    const [pending, asked, tokens] = await away(async () => {
      const first = await poll(json['device_code']);
      await scene.typeCode(String(json['verification_uri_complete']), 'alice');
      return [first, await ask(), await poll(json['device_code'])];
    });
    assert.deepEqual(said(pending), [400, 'authorization_pending'], pending.text);
    assert.deepEqual(said(asked), [503, 'temporarily_unavailable'], 'what a code stands for has nowhere to be kept');
    assert.equal(tokens.status, 200, tokens.text);
    scene.usePolicy(further('observe'));
    const again = await scene.post('/token', null, {
      ...{ grant_type: 'refresh_token', refresh_token: String(tokens.json['refresh_token']) },
      ...{ client_id: 'mobile-app' },
    });
    assert.equal(again.status, 200, again.text);
  });

  it('A17.8 an observed exchange goes on, but for a token that was revoked', async () => {
    scene.usePolicy(further('observe'));
    const [held, taken] = [await ownToken(), await ownToken()];
    assert.equal((await scene.post('/token/revocation', 'nightly-report', { token: taken })).status, 200);
    const { token } = await scene.parts.accessTokens.read(taken);
    const known = {
      fingerprint: token?.fingerprint ?? '',
      jtiFingerprint: token?.jtiFingerprint ?? null,
      grantId: null,
    };
    while (!scene.parts.revocations.isRevoked(known)) await new Promise((resolve) => setImmediate(resolve));
    const [answer, refused] = await away(async () => [await exchange(held), await exchange(taken)]);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(said(refused), [400, 'invalid_grant'], refused.text);
  });

  it('A17.8 what is enforced is refused, and asked to come again', async () => {
    scene.usePolicy(further('enforce'));
    const held = await ownToken();
    const { json } = await ask();
    const answers = await away(async () => [await exchange(held), await ask(), await poll(json['device_code'])]);
    for (const answer of answers) assert.deepEqual(said(answer), [503, 'temporarily_unavailable'], answer.text);
  });
});
