import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as openid from 'openid-client';
import { approveElevation, endElevation, requestElevation } from '../../access/index.ts';
import { type Decision, decide, type Facts, type GrantRequest } from '../../decision/index.ts';
import type { Entry } from '../../ledger/index.ts';
import { errorOf, realServerScene } from './testing/real-server-scene.ts';

const scene = realServerScene();
const { configurationOf, signIn } = scene;
const DESK = 'http://127.0.0.1:4481/callback';

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function elevate(clientId: string, scope: string, person: string | null = null, seconds = 600): Promise<string> {
  const subject = person === null ? null : scene.pseudonymOf(person);
  const { policy, management } = scene;
  const { id } = await requestElevation(management, {
    ...{ ask: { clientId, subject, scopes: [scope], seconds }, policy, by: { kind: 'session', person: 'p-101' } },
    ...{ barred: [], reason: async () => null, breakGlass: false, after: [], now: Date.now() },
  });
  const proof = { person: 'p-102', proof: 'session', note: null } as const;
  const begun = await approveElevation(management, { id, policy, after: [], now: Date.now() }, proof);
  assert.notEqual(begun.startsAt, null, JSON.stringify(begun));
  // An answer alone may still come from the elevation of a test before.
  await until(() => scene.elevations.get(id)?.startsAt != null);
  return id;
}

const end = (id: string) =>
  endElevation(scene.management, {
    ...{ id, by: { kind: 'host', person: null }, reason: null, after: [], now: Date.now() },
  });
const decided = (entries: readonly Entry[]) =>
  entries
    .filter(({ kind }) => kind === 'decision.made')
    .map(({ body }) => body as unknown as { request: GrantRequest; facts: Facts; decision: Decision });

describe('an elevation at two issuer guards in front of oidc-provider', () => {
  it('gives a client that acts for itself an eligible scope while it lasts, and takes it back at its end', async () => {
    const fulfilment = await configurationOf('order-fulfilment');
    const ask = () => openid.clientCredentialsGrant(fulfilment, { scope: 'orders:refund' });
    assert.equal(await errorOf(ask()), 'invalid_scope');
    // The server lets its tokens live ten minutes; the guards don't, with what is left of the elevation.
    const id = await elevate('order-fulfilment', 'orders:refund', null, 60);
    assert.equal(await errorOf(ask()), 'no error');
    const [token, { entries }] = await scene.watching(ask);
    assert.equal(token.scope, 'orders:refund');
    assert.ok((token.expires_in ?? 600) <= 60, `${token.expires_in}`);
    const [issued] = entries.filter(({ kind }) => kind === 'token.issued');
    assert.ok(issued?.refs.includes(`elevation:${id}`));
    for (const { request, facts, decision } of decided(entries)) {
      assert.deepEqual(decision.elevation?.ids, [id]);
      assert.deepEqual(decide(scene.policy, request, facts), decision);
    }
    const active = async () => (await openid.tokenIntrospection(fulfilment, token.access_token)).active;
    assert.equal(await active(), true);
    const began = performance.now();
    await end(id);
    await until(async () => !(await active()));
    assert.ok(performance.now() - began < 1000);
    await until(async () => (await errorOf(ask())) === 'invalid_scope');
  });

  it('is for the person whom it names: decided again when it is known who signed in', async () => {
    const desk = await configurationOf('support-desk');
    const asked = { redirect_uri: DESK, scope: 'openid customers:pii' };
    assert.equal(await errorOf(signIn(desk, asked)), 'invalid_scope');
    const id = await elevate('support-desk', 'customers:pii', 'alice');
    assert.equal(await errorOf(signIn(desk, asked)), 'no error');
    const [token, { entries }] = await scene.watching(() => signIn(desk, asked, 'alice'));
    assert.equal(token.scope, 'customers:pii');
    const facts = decided(entries).map((one) => one.facts.subject);
    assert.deepEqual(facts, [undefined, undefined, scene.pseudonymOf('alice')]);

    const [error, other] = await scene.watching(() => errorOf(signIn(desk, asked, 'carol')));
    assert.equal(error, 'invalid_scope');
    const [withheld] = other.entries.filter(({ kind }) => kind === 'token.withheld');
    assert.deepEqual(withheld?.body['faults'], ['subject_not_elevated']);
    assert.equal(other.entries.filter(({ kind }) => kind === 'token.issued').length, 0);
    assert.ok(
      other.sentOn.some(({ target }) => target.includes('revocation')),
      'the server takes it back',
    );
    await end(id);
  });

  it('takes the whole grant with it, for a refresh would bring it back', async () => {
    const desk = await configurationOf('support-desk');
    const asked = {
      redirect_uri: DESK,
      scope: 'openid offline_access customers:read customers:pii',
      prompt: 'consent',
    };
    const id = await elevate('support-desk', 'customers:pii', 'alice');
    assert.equal(await errorOf(signIn(desk, asked)), 'no error');
    const token = await signIn(desk, asked, 'alice');
    const refreshed = await openid.refreshTokenGrant(desk, token.refresh_token ?? '');
    assert.ok(refreshed.scope?.includes('customers:pii'));
    await end(id);
    assert.equal(await errorOf(openid.refreshTokenGrant(desk, refreshed.refresh_token ?? '')), 'invalid_grant');
  });
});
