import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { putBlob } from '../ledger/index.ts';
import { compilePolicy, type ElevationStatement, elevationStatement, policyBytes } from '../policy/index.ts';
import { digestOf, ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import { APPROVALS, ISSUER, type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

const signer = (name: string) => ed25519Signer(name, generateKeyPairSync('ed25519').privateKey);
const carol = signer('carol.example');

const POLICY = `environment: test
issuers: { ${ISSUER}: { level: guarded } }
people:
  p-alice: { approves: critical }
  p-bob: { approves: critical }
  p-carol: { approves: critical, approvalKeys: ['${formatVerifierKey(carol.key)}'] }
  p-dave: { approves: high }
attestors:
  console: { description: this console, author: p-alice, attests: session, approves: critical, key: '${formatVerifierKey(APPROVALS.key)}' }
resourceServers:
  orders: { description: What was ordered., owner: p-alice, audience: https://orders.example }
scopes:
  orders:refund: { resourceServer: orders, description: Pays an order back., why: Customers send things back., owner: p-alice, author: p-alice, risk: critical, sensitivity: restricted, maxTtlSeconds: 300, reviewIntervalDays: 90 }
  orders:read: { resourceServer: orders, description: Reads any order., why: Reports need them., owner: p-alice, author: p-alice, risk: low, sensitivity: internal, maxTtlSeconds: 300, reviewIntervalDays: 90 }
clients:
  desk: { owner: p-alice, author: p-alice, purpose: Where customers are helped., grantTypes: [authorization_code], redirectUris: ['https://desk.example/callback'], standing: [orders:read], eligible: [orders:refund], maxTtlSeconds: 300, expires: 2030-01-01T00:00:00Z }
  batch: { owner: p-alice, author: p-alice, purpose: Pays back what was out of stock., grantTypes: [client_credentials], standing: [orders:read], eligible: [orders:refund], maxTtlSeconds: 300, expires: 2030-01-01T00:00:00Z }
console:
  author: p-alice
  roles:
    viewer: [{ claim: sub, value: alice, person: p-alice }]
    approver:
      - { claim: sub, value: bob, person: p-bob }
      - { claim: sub, value: dave, person: p-dave }
      - { claim: groups, value: approvers }
    admin: [{ claim: groups, value: admins }]
`;

describe('elevations by the management API', () => {
  let console: TemporaryConsole;
  const cookies: Record<string, string> = {};
  before(async () => {
    console = await temporaryConsole();
    const { identified, diagnostics } = compilePolicy([{ path: 'policy.yaml', text: POLICY }]);
    assert.ok(identified !== null, JSON.stringify(diagnostics));
    await putBlob(console.ledger.store, policyBytes(identified.policy));
    console.setActive(identified, 1);
    const auth_time = Math.floor(Date.now() / 1000);
    for (const name of ['alice', 'bob', 'dave']) cookies[name] = await console.signIn([], { sub: name, auth_time });
    cookies['stale'] = await console.signIn([], { sub: 'bob', auth_time: auth_time - 3600 });
    cookies['anybody'] = await console.signIn(['approvers'], { sub: 'erin', auth_time });
  });
  after(() => console.close());

  const post = async (path: string, who: string, payload: object = {}) => {
    const headers = { cookie: cookies[who] ?? '' };
    const answer = await console.ask({ method: 'POST', url: `/v1/elevations${path}`, payload, headers });
    return { status: answer.statusCode, json: JSON.parse(answer.body) as Record<string, never> };
  };
  const ASK = { client: 'batch', scopes: ['orders:refund'], seconds: 600, reason: 'orders of the flood' };
  const ask = async (over: object = {}, who = 'alice'): Promise<string> => {
    const { status, json } = await post('', who, { ...ASK, ...over });
    assert.equal(status, 200, JSON.stringify(json));
    return json['id'] ?? '';
  };
  const signed = (about: Partial<ElevationStatement>, by = carol): string =>
    elevationStatement.sign(
      {
        ...{ act: 'approve', environment: 'test', issuer: ISSUER, elevation: '', person: 'p-carol' },
        ...{ time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), ...about },
      },
      by,
    );

  test('one asks, another approves while freshly signed in, and this Ambit signs that it saw it', async () => {
    const id = await ask();
    const own = await post(`/${id}/approve`, 'alice');
    assert.equal(own.status, 403, 'a viewer approves nothing');
    const approved = await post(`/${id}/approve`, 'bob');
    assert.deepEqual([approved.status, approved.json['state']], [200, 'active'], JSON.stringify(approved.json));
    const [entry] = await console.entries('elevation.approved');
    assert.deepEqual([entry?.body['person'], entry?.body['proof']], ['p-bob', 'session']);
    assert.match(String(entry?.body['note']), /^ambit elevation v1\nact approve\n/);
    const answer = await console.ask({ url: `/v1/elevations/${id}`, headers: { cookie: cookies['bob'] ?? '' } });
    const one = JSON.parse(answer.body) as { reason: string; state: string; done: unknown[] };
    assert.deepEqual([one.reason, one.state, one.done], ['orders of the flood', 'active', []]);
    assert.ok(!JSON.stringify(await console.entries('elevation.requested')).includes('flood'), 'the reason is sealed');
    const ended = await post(`/${id}/end`, 'bob', { reason: 'it is done' });
    assert.deepEqual([ended.status, ended.json['state']], [200, 'ended']);
    assert.equal((await post(`/${id}/end`, 'bob')).status, 400);
  });

  test('nobody approves what is for themselves, whoever asked', async () => {
    const id = await ask({ client: 'desk', subject: 'bob' });
    const { status, json } = await post(`/${id}/approve`, 'bob');
    assert.deepEqual([status, json['error']?.['code']], [403, 'not_allowed']);
    assert.deepEqual(
      (await console.entries('elevation.approved')).filter((one) => one.body['request'] === id),
      [],
    );
  });

  test('nobody approves who is no person, signed in long ago, or may not approve the risk', async () => {
    const id = await ask();
    for (const [who, status, code] of [
      ['anybody', 403, 'not_allowed'],
      ['stale', 403, 'sign_in_stale'],
      ['dave', 409, 'another_person_needed'],
    ] as const) {
      const answer = await post(`/${id}/approve`, who);
      assert.deepEqual([answer.status, answer.json['error']?.['code']], [status, code], who);
    }
  });

  test('a statement that somebody signed approves, of this elevation and of now alone', async () => {
    const id = await ask();
    const other = await ask();
    for (const note of [
      signed({ elevation: other }),
      signed({ elevation: id, act: 'deny' }),
      signed({ elevation: id, time: '2026-01-01T00:00:00Z' }),
      signed({ elevation: id }, signer('carol.example')),
    ])
      assert.equal((await post(`/${id}/approve`, 'bob', { note })).status, 400);
    const approved = await post(`/${id}/approve`, 'anybody', { note: signed({ elevation: id }) });
    assert.deepEqual([approved.status, approved.json['state']], [200, 'active']);
    const denied = await post(`/${other}/deny`, 'bob', { reason: 'not tonight' });
    assert.deepEqual([denied.status, denied.json['state']], [200, 'denied']);
  });

  test('who asked by their signature is the person who signed, and does not approve it', async () => {
    const what = { client: 'batch', scopes: ['orders:refund'], seconds: 600, subject: null, breakGlass: false };
    const note = signed({ act: 'request', elevation: digestOf(what) });
    const id = await ask({ note });
    const own = await post(`/${id}/approve`, 'bob', { note: signed({ elevation: id }) });
    assert.deepEqual([own.status, own.json['error']?.['code']], [409, 'another_person_needed']);
    assert.equal(
      (await post('', 'alice', { ...ASK, seconds: 660, note })).status,
      400,
      'it is for what was signed alone',
    );
  });

  test('who asked withdraws it, and nobody else', async () => {
    const id = await ask();
    assert.equal((await post(`/${id}/withdraw`, 'bob')).status, 403);
    const { status, json } = await post(`/${id}/withdraw`, 'alice');
    assert.deepEqual([status, json['state']], [200, 'withdrawn']);
  });

  test('what was taken without approval is reviewed after its end, once, by somebody else, and what was found is sealed', async () => {
    const found = { verdict: 'unjustified', reason: 'there was no flood' };
    const approved = await ask();
    assert.equal((await post(`/${approved}/review`, 'bob', found)).status, 400, 'it was not taken');
    const id = await ask({ breakGlass: true });
    const early = await post(`/${id}/review`, 'bob', found);
    assert.match(early.json['error']?.['message'] ?? '', /active still/);
    const ended = await post(`/${id}/end`, 'bob');
    assert.deepEqual([ended.json['state'], ended.json['awaitsReview']], ['ended', true]);
    for (const [who, status] of [
      ['alice', 403],
      ['stale', 403],
      ['dave', 409],
    ] as const)
      assert.equal((await post(`/${id}/review`, who, found)).status, status, who);
    const note = signed({ elevation: id, act: 'justified' });
    assert.equal((await post(`/${id}/review`, 'bob', { ...found, note })).status, 400, 'another verdict was signed');
    assert.equal((await post(`/${id}/review`, 'bob', { verdict: 'justified' })).status, 400, 'nothing was found');
    const reviewed = await post(`/${id}/review`, 'bob', found);
    assert.deepEqual([reviewed.status, reviewed.json['awaitsReview']], [200, false], JSON.stringify(reviewed.json));
    assert.deepEqual(
      [reviewed.json['review']?.['person'], reviewed.json['review']?.['verdict']],
      ['p-bob', 'unjustified'],
    );
    const [entry] = await console.entries('elevation.reviewed');
    assert.match(String(entry?.body['note']), /^ambit elevation v1\nact unjustified\n/);
    assert.ok(!JSON.stringify(entry).includes('flood'), 'what was found is sealed');
    const again = await post(`/${id}/review`, 'anybody', { verdict: 'justified', reason: 'it was', note });
    assert.match(again.json['error']?.['message'] ?? '', /p-bob has reviewed it already/);
  });

  test('who took it by their signature does not review it', async () => {
    const what = { client: 'batch', scopes: ['orders:refund'], seconds: 600, subject: null, breakGlass: true };
    const id = await ask({ breakGlass: true, note: signed({ act: 'request', elevation: digestOf(what) }) });
    await post(`/${id}/end`, 'bob');
    const note = signed({ elevation: id, act: 'justified' });
    const own = await post(`/${id}/review`, 'bob', { verdict: 'justified', reason: 'it was', note });
    assert.deepEqual([own.status, own.json['error']?.['code']], [409, 'another_person_needed']);
  });

  test('what the policy forbids is refused in a sentence', async () => {
    const { status, json } = await post('', 'alice', { ...ASK, scopes: ['orders:read'] });
    assert.deepEqual(
      [status, json['error']?.['message']],
      [400, 'batch may always hold orders:read: it needs no elevation.'],
    );
  });
});
