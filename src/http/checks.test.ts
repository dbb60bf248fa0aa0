import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readEntries } from '../ledger/index.ts';
import { type CheckRun, compilePolicy, signCheckRun } from '../policy/index.ts';
import { formatVerifierKey } from '../proof/index.ts';
import { APPROVALS, ISSUER, type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

const POLICY = `environment: test
issuers: { ${ISSUER}: { level: guarded } }
people: { p-1: { approves: high } }
attestors:
  ci: { description: The gate of the shop., author: p-1, attests: check_run, key: '${formatVerifierKey(APPROVALS.key)}' }
console: { author: p-1, roles: { admin: [{ claim: groups, value: admins }], viewer: [{ claim: groups, value: viewers }] } }
`;
const POLICIES = [{ environment: 'test', policy: `sha256:${'0'.repeat(64)}`, base: null }];
const RUN: CheckRun & { version: 2 } = {
  ...{ version: 2, repository: 'shop/till', commit: 'a'.repeat(40), base: null, outcome: 'passed', errors: 0 },
  scan: { extent: 'whole', files: 12, client: null, strict: false, baseline: null },
  ...{ requests: 3, held: 0, heldUntil: null, attestor: 'ci', time: '2026-11-25T00:00:00Z', policies: POLICIES },
};

describe('a check run that is brought', () => {
  let console: TemporaryConsole;
  let cookie = '';
  before(async () => {
    console = await temporaryConsole();
    const { identified, diagnostics } = compilePolicy([{ path: 'policy.yaml', text: POLICY }]);
    assert.ok(identified, JSON.stringify(diagnostics));
    console.setActive(identified, 0);
    cookie = await console.signIn(['admins']);
  });
  after(() => console.close());

  const bring = async (note: string) => {
    const answer = await console.ask({ method: 'POST', url: '/v1/checks', payload: { note }, headers: { cookie } });
    return { status: answer.statusCode, said: answer.json() };
  };
  const recorded = async (): Promise<unknown[]> => {
    await console.ledger.sequencer().settled();
    const found: unknown[] = [];
    for await (const { entry } of readEntries(console.ledger.store, { from: 0, kinds: ['check.recorded'] }))
      found.push(entry.body['note']);
    return found;
  };

  test('is recorded as it was signed, and listed', async () => {
    const note = signCheckRun(RUN, APPROVALS);
    assert.deepEqual(await bring(note), { status: 200, said: RUN });
    assert.deepEqual(await recorded(), [note]);
    const listed = (await console.ask({ url: '/v1/checks', headers: { cookie } })).json();
    assert.equal(listed.checks.length, 1);
    assert.equal(listed.checks[0].entry.body.commit, RUN.commit);
  });

  test('that proves nothing is refused in one sentence, and isn’t recorded', async () => {
    const before = await recorded();
    for (const [note, why] of [
      ['hello\n', /it proves nothing|proves nothing.*no signed check run/],
      [
        signCheckRun({ ...RUN, policies: POLICIES.map((one) => ({ ...one, environment: 'production' })) }, APPROVALS),
        /it is of production, and this is test/,
      ],
      [signCheckRun(RUN, APPROVALS).replace('requests 3', 'requests 4'), /not signed with the key of ci/],
    ] as const) {
      const { status, said } = await bring(note);
      assert.equal(status, 400);
      assert.equal(said.error.code, 'request_invalid');
      assert.match(said.error.message, why);
    }
    assert.equal((await bring('x'.repeat(9000))).status, 400);
    assert.deepEqual(await recorded(), before);
  });

  test('is brought by an administrator', async () => {
    const viewer = await console.signIn(['viewers']);
    const answer = await console.ask({
      method: 'POST',
      url: '/v1/checks',
      payload: { note: signCheckRun(RUN, APPROVALS) },
      headers: { cookie: viewer },
    });
    assert.equal(answer.statusCode, 403);
  });
});
