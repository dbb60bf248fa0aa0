import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { activateFolder, activatePolicy } from '../activation/index.ts';
import { compilePolicy, type IdentifiedPolicy, proveApprovals } from '../policy/index.ts';
import { formatVerifierKey } from '../proof/index.ts';
import { APPROVALS, ISSUER, type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

const text = (why: string, more = ''): string => `environment: test
issuers: { ${ISSUER}: { level: guarded } }
people: { p-1: { approves: high }, p-2: { approves: high } }
attestors:
  ambit: { description: 'This Ambit.', author: p-1, attests: session, key: '${formatVerifierKey(APPROVALS.key)}', approves: high }
scopes:
  refund:
    { description: Pays money back, why: ${why}, owner: p-1, author: p-1, risk: high, sensitivity: internal,
      maxTtlSeconds: 60, reviewIntervalDays: 30 }
console:
  author: p-1
  roles:
    approver:
      - { claim: sub, value: alice, person: p-1 }
      - { claim: sub, value: bob, person: p-2 }
      - { claim: groups, value: approvers }
${more}`;

function compiled(policy: string): IdentifiedPolicy {
  const { identified, diagnostics } = compilePolicy([{ path: 'policy.yaml', text: policy }]);
  assert.ok(identified !== null, JSON.stringify(diagnostics));
  return identified;
}

describe('an approval that is given in the console', () => {
  let console: TemporaryConsole;
  const active = compiled(text('Refunds have to be paid'));
  const proposed = text('Refunds have to be paid at once');
  const now = (): number => Math.floor(Date.now() / 1000);
  const signIn = (sub: string, authTime: number | null) =>
    console.signIn(['approvers'], { sub, ...(authTime === null ? {} : { auth_time: authTime }) });
  const read = async (cookie: string) => (await console.ask({ url: '/v1/proposal', headers: { cookie } })).json();
  const approve = async (cookie: string, over: object = {}) => {
    const [lacking] = (await read(cookie)).proposal?.lacking ?? [];
    const payload = {
      kind: 'scope',
      name: 'refund',
      definition: lacking?.digest ?? `sha256:${'0'.repeat(64)}`,
      ...over,
    };
    const answer = await console.ask({ method: 'POST', url: '/v1/proposal/approve', payload, headers: { cookie } });
    return { status: answer.statusCode, said: answer.json() };
  };

  before(async () => {
    console = await temporaryConsole();
    console.setActive(active, 0);
    const { ledger, writer } = console;
    const request = { store: ledger.store, writer, identified: compiled(proposed), active, operation: randomUUID() };
    await assert.rejects(activatePolicy(request), { code: 'approval_missing' });
    await ledger.sequencer().settled();
  });
  after(() => console.close());

  test('is of what is proposed, which everybody can read: the change in words, the definition whole, and its digest', async () => {
    const { proposal, attestor, key } = await read(await signIn('bob', now()));
    assert.deepEqual([attestor, key], ['ambit', formatVerifierKey(APPROVALS.key)]);
    const [lacking] = proposal.lacking;
    assert.deepEqual(
      [proposal.lacking.length, lacking.kind, lacking.name, lacking.author],
      [1, 'scope', 'refund', 'p-1'],
    );
    assert.match(lacking.digest, /^sha256:/);
    assert.equal(lacking.definition.why, 'Refunds have to be paid at once');
    assert.ok(proposal.changes.some(({ words }: { words: string }) => words.includes('at once')));
  });

  test('is refused to the author, to who is no person, to a stale sign-in, and for another definition than was shown', async () => {
    const author = await approve(await signIn('alice', now()));
    assert.equal(author.status, 403);
    assert.match(author.said.error.message, /p-1 wrote it and can't approve it/);
    assert.match((await approve(await signIn('somebody', now()))).said.error.message, /An approval is a person’s/);
    for (const authTime of [null, now() - 301, now() + 3600]) {
      const stale = await approve(await signIn('bob', authTime));
      assert.equal(stale.status, 403, `${authTime}`);
      if (authTime === null || authTime < now()) assert.equal(stale.said.error.code, 'sign_in_stale');
    }
    const other = await approve(await signIn('bob', now()), { definition: `sha256:${'0'.repeat(64)}` });
    assert.deepEqual([other.status, other.said.error.code], [400, 'request_invalid']);
    assert.deepEqual(await console.entries('approval.given'), []);
    assert.equal(console.approved, 0);
  });

  test('is an entry with a note that proves itself, and activation takes it', async () => {
    const cookie = await signIn('bob', now());
    const given = await approve(cookie);
    assert.deepEqual([given.status, given.said], [200, { approved: 'scope:refund', lacking: 0 }]);
    const [entry] = await console.entries('approval.given');
    const { definition, person, attestor, keyName, note } = entry?.body ?? {};
    assert.deepEqual([definition, person, attestor, keyName], ['scope:refund', 'p-2', 'ambit', 'ambit/test']);
    assert.match(String(note), /\nproof session\nissuer https:\/\/issuer\.example\nsubject bob\nsignedIn 2/);
    assert.equal(console.approved, 1);
    assert.deepEqual((await read(cookie)).proposal.lacking, []);
    assert.equal((await approve(cookie)).status, 404, 'once is enough');

    const folder = mkdtempSync(join(tmpdir(), 'ambit-proposed-'));
    try {
      writeFileSync(join(folder, 'policy.yaml'), proposed);
      const { ledger, writer } = console;
      const request = { store: ledger.store, writer, folder, environment: 'test', operation: randomUUID() };
      const activation = await activateFolder({ ...request, active });
      assert.equal(activation.outcome, 'activated', JSON.stringify(activation));
      const [activated] = await console.entries('policy.activated');
      const [approval] = (activated?.body['approvals'] ?? []) as { person: string; proof: string }[];
      assert.deepEqual([approval?.person, approval?.proof], ['p-2', 'session']);
      assert.equal((await activateFolder({ ...request, active })).outcome, 'unchanged');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('proves nothing where the policy that was active before doesn’t register this Ambit, or maps the subject to nobody', async () => {
    const [entry] = await console.entries('approval.given');
    const file = { path: 'a.note', text: String(entry?.body['note']) };
    const policy = compilePolicy([{ path: 'policy.yaml', text: proposed }, file]).identified?.policy;
    assert.ok(policy !== undefined);
    const lacks = (before: string): string =>
      proveApprovals(policy, compiled(before).policy)
        .lacking.map(({ why }) => why)
        .join('; ');
    assert.equal(lacks(text('Refunds have to be paid')), '');
    assert.match(
      lacks(text('Refunds have to be paid').replace('value: bob', 'value: rob')),
      /does not say that who signed in is p-2/,
    );
    assert.match(lacks(text('Refunds have to be paid').replace('  ambit: {', '  other: {')), /knows no attestor ambit/);
    const late = { ...file, text: file.text.replace(/signedIn 20\d\d/, 'signedIn 2001') };
    const stale = compilePolicy([{ path: 'policy.yaml', text: proposed }, late]).identified?.policy;
    assert.ok(stale !== undefined);
    assert.match(
      proveApprovals(stale, active.policy)
        .lacking.map(({ why }) => why)
        .join(),
      /not given within minutes of signing in/,
    );
  });
});
