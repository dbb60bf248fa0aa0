import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sampleBody } from '../entries/testing/sample-bodies.ts';
import { type ContainmentStatement, compilePolicy, containmentStatement } from '../policy/index.ts';
import { ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import { ISSUER, type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

const signer = (name: string) => ed25519Signer(name, generateKeyPairSync('ed25519').privateKey);
const [alice, bob, carol] = [signer('alice.example'), signer('bob.example'), signer('carol.example')];

const POLICY = `environment: test
issuers: { ${ISSUER}: { level: guarded } }
people:
  p-alice: { approves: critical, approvalKeys: ['${formatVerifierKey(alice.key)}'] }
  p-bob: { approves: critical, approvalKeys: ['${formatVerifierKey(bob.key)}'] }
  p-carol: { approvalKeys: ['${formatVerifierKey(carol.key)}'] }
console:
  author: p-alice
  roles:
    admin:
      - { claim: sub, value: alice, person: p-alice }
      - { claim: sub, value: bob, person: p-bob }
      - { claim: groups, value: admins }
`;

describe('containing a client and releasing it', () => {
  let console: TemporaryConsole;
  const cookies: Record<string, string> = {};
  before(async () => {
    console = await temporaryConsole();
    const { identified, diagnostics } = compilePolicy([{ path: 'policy.yaml', text: POLICY }]);
    assert.ok(identified !== null, JSON.stringify(diagnostics));
    console.setActive(identified, 1);
    for (const name of ['alice', 'bob', 'nobody']) cookies[name] = await console.signIn(['admins'], { sub: name });
  });
  after(() => console.close());

  const post = async (path: string, who: string, body: object) => {
    const answer = await console.ask({
      ...{ method: 'POST', url: `/v1/containments${path}`, payload: { reason: 'a drill', ...body } },
      headers: { cookie: cookies[who] ?? '' },
    });
    return { status: answer.statusCode, json: JSON.parse(answer.body) as Record<string, never> };
  };
  const list = async (): Promise<{ clientId: string; person: string | null; entry: string }[]> => {
    const answer = await console.ask({ url: '/v1/containments', headers: { cookie: cookies['alice'] ?? '' } });
    return JSON.parse(answer.body).containments;
  };
  const statement = (over: Partial<ContainmentStatement>, by: typeof alice): string =>
    containmentStatement.sign(
      {
        ...{ act: 'release', environment: 'test', issuer: ISSUER, client: 'batch', containment: '' },
        ...{ person: 'p-alice', time: '2026-11-25T00:00:00Z', ...over },
      },
      by,
    );

  test('by a person who is signed in: somebody else releases it, and never they', async () => {
    const contained = await post('', 'alice', { client: 'batch' });
    assert.deepEqual([contained.status, contained.json['person'], contained.json['already']], [200, 'p-alice', false]);
    const again = await post('', 'bob', { client: 'batch' });
    assert.deepEqual([again.json['already'], again.json['entry']], [true, contained.json['entry']]);
    const own = await post('/release', 'alice', { client: 'batch' });
    assert.deepEqual([own.status, own.json['error']?.['code']], [409, 'another_person_needed']);
    const unmapped = await post('/release', 'nobody', { client: 'batch' });
    assert.equal(unmapped.status, 409, 'an unmapped identity is nobody else');
    const released = await post('/release', 'bob', { client: 'batch' });
    assert.deepEqual([released.status, released.json['persons']], [200, ['p-bob']]);
    assert.deepEqual(await list(), []);
    const [entry] = await console.entries('client.released');
    assert.equal(entry?.after[0], contained.json['entry']);
    assert.equal(entry?.after.length, 2, 'and the session');
    assert.ok(!JSON.stringify(entry).includes('a drill'));
    assert.equal((await post('/release', 'bob', { client: 'batch' })).status, 404);
  });

  test('by nobody that the policy knows: two persons release it', async () => {
    await post('', 'nobody', { client: 'batch' });
    const [{ entry: containment, person } = { entry: '', person: '' }] = await list();
    assert.equal(person, null);
    assert.equal((await post('/release', 'bob', { client: 'batch' })).status, 409);
    const twice = statement({ containment, person: 'p-bob' }, bob);
    assert.equal((await post('/release', 'bob', { client: 'batch', notes: [twice, twice] })).status, 409);
    const notes = [statement({ containment }, alice)];
    const released = await post('/release', 'bob', { client: 'batch', notes });
    assert.deepEqual([released.status, released.json['persons']], [200, ['p-alice', 'p-bob']]);
  });

  test('by a key on the host: one other person is enough', async () => {
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    const stale = statement({ act: 'contain', containment: 'new' }, alice);
    assert.equal((await post('', 'nobody', { client: 'batch', note: stale })).status, 400);
    const note = statement({ act: 'contain', containment: 'new', time: now }, alice);
    assert.equal((await post('', 'nobody', { client: 'batch', note })).json['person'], 'p-alice');
    const [{ entry: containment } = { entry: '' }] = await list();
    const own = statement({ containment }, alice);
    assert.equal((await post('/release', 'nobody', { client: 'batch', notes: [own] })).status, 409);
    for (const [what, forged] of [
      ['by a key that approves nothing', statement({ containment, person: 'p-carol' }, carol)],
      ['by another one’s key', statement({ containment, person: 'p-bob' }, alice)],
      ['of an earlier containment', statement({ containment: 'sha256:1', person: 'p-bob' }, bob)],
    ] as const)
      assert.equal((await post('/release', 'nobody', { client: 'batch', notes: [forged] })).status, 400, what);
    const notes = [statement({ containment, person: 'p-bob' }, bob)];
    assert.equal((await post('/release', 'nobody', { client: 'batch', notes })).status, 200);
  });

  test('what was born while it was contained does not work again when it is released', async () => {
    await post('', 'alice', { client: 'late' });
    await console.writer.append({
      drafts: [
        {
          ...{ kind: 'token.issued', issuer: ISSUER, operation: 'o', after: [], digests: {}, subject: null, refs: [] },
          body: sampleBody('token.issued'),
        },
      ],
      births: [
        {
          ...{ fingerprint: 'f1:late', jtiFingerprint: null, type: 'access_token', grantId: 'g-late', issuer: ISSUER },
          ...{ clientId: 'late', subject: null, scopes: [], audience: null, expiresAt: 4_000_000_000, decision: 'd' },
        },
      ],
    });
    await post('/release', 'bob', { client: 'late' });
    const revoked = (await console.entries('token.revoked')).filter(({ body }) => body['fingerprint'] === 'f1:late');
    assert.equal(revoked.length, 1);
  });

  test('the report says what is known of a client that nobody knows', async () => {
    const answer = await console.ask({
      url: '/v1/containments/report?client=batch',
      headers: { cookie: cookies['alice'] ?? '' },
    });
    const report = JSON.parse(answer.body);
    assert.deepEqual([report.inPolicy, report.couldReach, report.did.operations, report.live], [false, [], [], 0]);
  });
});
