import assert from 'node:assert/strict';
import { createPrivateKey, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Entry, getBlob, type LedgerWriter } from '../ledger/index.ts';
import { type TemporaryLedger, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import {
  compilePolicy,
  definitionsOf,
  type IdentifiedPolicy,
  type Policy,
  policyBytes,
  signApproval,
} from '../policy/index.ts';
import { ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import { ActivationError, activateFolder, activatePolicy } from './index.ts';

const signerOf = (name: string, byte: number) =>
  ed25519Signer(
    name,
    createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
      format: 'der',
      type: 'pkcs8',
    }),
  );
const security = signerOf('security.example', 1);
const intruder = signerOf('intruder.example', 2);

const CONSOLE = 'console: { author: p-1, roles: { admin: [{ claim: groups, value: security }] } }\n';

interface Written {
  readonly console?: string;
  readonly environment?: string;
  readonly why?: string;
  readonly keys?: readonly (typeof security)[];
  readonly approvedWith?: typeof security | null;
  /** YAML; WHY stands for `why`. */
  readonly scopes?: string;
}

const REFUND = `scopes:
  refund:
    { description: Pays money back, why: WHY, owner: p-1, author: p-1, risk: critical, sensitivity: internal,
      maxTtlSeconds: 60, reviewIntervalDays: 30 }
`;

const policyText = (
  environment: string,
  why: string,
  keys: readonly (typeof security)[],
  scopes = REFUND,
  console = '',
): string => `environment: ${environment}
issuers: { https://issuer.example: { level: guarded } }
people:
  p-1: {}
  p-2: { approvalKeys: [${keys.map(({ key }) => formatVerifierKey(key)).join(', ')}], approves: critical }
${scopes.replace('WHY', why)}${console}`;

/** A policy with one critical scope, approved by p-2 unless said otherwise. */
function policy({
  environment = 'test',
  why = 'Refunds have to be paid',
  keys = [security],
  approvedWith = security,
  scopes = REFUND,
  console = '',
}: Written = {}): IdentifiedPolicy {
  const file = { path: 'policy.yaml', text: policyText(environment, why, keys, scopes, console) };
  const unapproved = compilePolicy([file]).identified;
  assert.ok(unapproved);
  if (approvedWith === null) return unapproved;
  const notes = definitionsOf(unapproved.policy)
    .filter(({ kind }) => kind === 'scope' || kind === 'role')
    .map(({ kind, name, digest, author }) => {
      const time = '2026-11-24T00:00:00Z';
      const statement = { environment, kind, name, definition: digest, author, approver: 'p-2', time };
      return { path: `${kind}.${name}.note`, text: signApproval(statement, approvedWith) };
    });
  const { identified } = compilePolicy([file, ...notes]);
  assert.ok(identified);
  return identified;
}

describe('activating a policy', () => {
  let ledger: TemporaryLedger;
  let writer: LedgerWriter;
  const appended: Entry[] = [];
  const activate = (identified: IdentifiedPolicy, active: IdentifiedPolicy | null) =>
    activatePolicy({ store: ledger.store, writer, identified, active, operation: randomUUID() });
  const refused = (code: string) => (error: unknown) => error instanceof ActivationError && error.code === code;

  before(async () => {
    ledger = await temporaryLedger();
    const real = await ledger.writer('management');
    writer = {
      writer: real.writer,
      async append(request) {
        const entries = await real.append(request);
        appended.push(...entries.map(({ entry }) => entry));
        return entries;
      },
      close: () => real.close(),
    };
  });
  after(async () => {
    await writer.close();
    await ledger.close();
  });

  test('stores its bytes, then says in an entry who approved what: the first is marked bootstrap', async () => {
    const first = policy();
    const activation = await activate(first, null);
    assert.equal(activation?.entry.kind, 'policy.activated');
    assert.deepEqual(activation.entry.digests, { policy: first.digest });
    assert.deepEqual(activation.entry.body, {
      semantics: 1,
      previous: null,
      bootstrap: true,
      approvals: [
        {
          definition: 'scope:refund',
          digest: definitionsOf(first.policy)[0]?.digest,
          person: 'p-2',
          time: '2026-11-24T00:00:00Z',
          proof: 'note',
          keyName: 'security.example',
        },
      ],
      approvalCount: 1,
    });
    assert.deepEqual(await getBlob(ledger.store, first.digest), Buffer.from(policyBytes(first.policy)));
  });

  test('that is active already writes nothing', async () => {
    const before = appended.length;
    assert.equal(await activate(policy(), policy()), null);
    assert.equal(appended.length, before);
  });

  test('names the one before it', async () => {
    const [first, second] = [policy(), policy({ why: 'Refunds have to be paid in time' })];
    const activation = await activate(second, first);
    assert.equal(activation?.entry.body['previous'], first.digest);
    assert.equal(activation.entry.body['bootstrap'], false);
  });

  test('is refused, and the refusal recorded, where a critical scope lacks its approval', async () => {
    const unapproved = policy({ approvedWith: null });
    await assert.rejects(activate(unapproved, policy()), refused('approval_missing'));
    const entry = appended.at(-1);
    assert.equal(entry?.kind, 'policy.refused');
    assert.deepEqual(entry.digests, { policy: unapproved.digest });
    assert.deepEqual(entry.body['lacking'], ['scope:refund']);
    await assert.rejects(activate(unapproved, null), refused('approval_missing'));
  });

  test('is refused where the change brings the key along that approves it', async () => {
    const own = policy({ why: 'Refunds have to be paid to me', keys: [security, intruder], approvedWith: intruder });
    await assert.rejects(activate(own, policy()), refused('approval_missing'));
    assert.deepEqual(appended.at(-1)?.body['lacking'], ['scope:refund', 'person:p-2']);
  });

  test('is refused where an unapproved change would bring the key along for the next', async () => {
    await assert.rejects(activate(policy({ keys: [security, intruder] }), policy()), refused('approval_missing'));
    assert.deepEqual(appended.at(-1)?.body['lacking'], ['person:p-2']);
  });

  test('is refused as a first one that proves itself where the active policy only can not be read', async () => {
    const own = policy({ why: 'Refunds have to be paid to me', keys: [intruder], approvedWith: intruder });
    await assert.rejects(activate(own, null), refused('active_differs'));
    assert.equal(appended.at(-1)?.body['reason'], 'active_differs');
    await ledger.sequencer().settled();
    await assert.rejects(activate(own, null), refused('active_differs'));
  });

  test('is refused where another one was activated meanwhile, by whose people it has to be approved', async () => {
    const stale = policy();
    await assert.rejects(
      activate(policy({ why: 'Refunds have to be paid at once' }), stale),
      refused('active_differs'),
    );
  });

  test('that is the active one, whose bytes were lost, is stored again and proves nothing anew', async () => {
    const last = policy({ why: 'Refunds have to be paid in time' });
    await ledger.store.pool.query('delete from blobs where digest = $1', [last.digest]);
    const before = appended.length;
    assert.equal(await activate(last, null), null);
    assert.equal(appended.length, before);
    assert.deepEqual(await getBlob(ledger.store, last.digest), Buffer.from(policyBytes(last.policy)));
  });

  test('is refused where a critical scope comes back as a low one after a policy without it: two steps that nobody approved', async () => {
    const [with_, without] = [
      policy({ why: 'Refunds have to be paid in time' }),
      policy({ scopes: '', approvedWith: null }),
    ];
    assert.equal((await activate(without, with_))?.entry.body['previous'], with_.digest);
    await ledger.sequencer().settled();
    const back = policy({ scopes: REFUND.replace('critical', 'low'), approvedWith: null });
    await assert.rejects(activate(back, without), refused('approval_missing'));
    assert.deepEqual(appended.at(-1)?.body['lacking'], ['scope:refund']);
    const approved = policy({ scopes: REFUND.replace('critical', 'low') });
    assert.equal((await activate(approved, without))?.entry.kind, 'policy.activated');
  });

  test('is refused where it would lock the last administrator of the console out', async () => {
    const without = policy({ scopes: REFUND.replace('critical', 'low') });
    const withAdministrator = policy({ console: CONSOLE });
    assert.ok(await activate(withAdministrator, without));
    await ledger.sequencer().settled();
    await assert.rejects(activate(policy(), withAdministrator), refused('administrator_missing'));
    assert.equal(appended.at(-1)?.kind, 'policy.refused');
    assert.equal(appended.at(-1)?.body['reason'], 'administrator_missing');
    const onlyViewers = policy({ console: CONSOLE.replace('admin', 'viewer') });
    await assert.rejects(activate(onlyViewers, withAdministrator), refused('administrator_missing'));
  });

  test('is refused where nobody could approve a critical definition any more, for no approver could come back', async () => {
    const nobody = policy({ keys: [], scopes: '', approvedWith: null, console: CONSOLE });
    await assert.rejects(activate(nobody, policy({ console: CONSOLE })), refused('approver_missing'));
    assert.equal(appended.at(-1)?.body['reason'], 'approver_missing');
  });

  test('is refused where it is for another environment than the active one', async () => {
    await assert.rejects(activate(policy({ environment: 'staging' }), policy()), refused('environment_differs'));
    assert.equal(appended.at(-1)?.body['reason'], 'environment_differs');
  });

  describe('from a folder', () => {
    let folder = '';
    const active = policy();
    const text = (environment: string) => policyText(environment, 'Refunds have to be paid', [security]);
    const activateFrom = (skipRepeats = false) =>
      activateFolder({
        store: ledger.store,
        writer,
        folder,
        environment: 'test',
        active,
        operation: randomUUID(),
        skipRepeats,
      });
    const write = (content: string) => writeFileSync(join(folder, 'policy.yaml'), content);
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'ambit-folder-'));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    test('is refused and recorded by codes and counts, without a word of the policy, where it does not compile', async () => {
      write('environment: test\nhunter2: [\n');
      const { outcome } = await activateFrom();
      assert.equal(outcome, 'refused');
      const { kind, body, digests } = appended.at(-1) as Entry;
      assert.deepEqual([kind, body['reason'], digests], ['policy.refused', 'policy_invalid', {}]);
      assert.equal(body['previous'], active.digest);
      assert.ok(Number(body['errorCount']) > 0 && Array.isArray(body['errors']));
      assert.match(String(body['content']), /^sha256:/);
      assert.ok(!JSON.stringify(body).includes('hunter2'));
    });

    test('is refused and recorded where it is for another environment than the configuration', async () => {
      write(text('staging'));
      assert.equal((await activateFrom()).outcome, 'refused');
      const { body, digests } = appended.at(-1) as Entry;
      assert.deepEqual([body['reason'], digests], ['environment_differs', {}]);
    });

    test('is the one of its overlays that the configuration is for', async () => {
      write(text('production'));
      const overlay = join(folder, 'test.yaml');
      writeFileSync(overlay, 'overlay: test\nlimits: { maxStaleSeconds: 7 }\n');
      await activateFrom();
      rmSync(overlay);
      const { body, digests } = appended.at(-1) as Entry;
      assert.equal(body['reason'], 'approval_missing');
      const bytes = await getBlob(ledger.store, digests['policy'] ?? '');
      const policy = JSON.parse(Buffer.from(bytes ?? []).toString()) as Policy;
      assert.deepEqual([policy.environment, policy.limits.maxStaleSeconds], ['test', 7]);
    });

    test('is refused and recorded where it breaks a rule that it makes refuse', async () => {
      write(`${text('test').replace('risk: critical', 'risk: low')}rules: { scope-unheld: error }\n`);
      const made = await activateFrom();
      assert.equal(made.outcome, 'refused');
      const { body, digests } = appended.at(-1) as Entry;
      assert.deepEqual([body['reason'], body['errors']], ['rule_broken', [{ code: 'scope_unheld', count: 1 }]]);
      assert.ok(await getBlob(ledger.store, digests['policy'] ?? ''));
    });

    test('is refused and recorded where it lacks approvals', async () => {
      write(text('test').replace('risk: critical', 'risk: high'));
      assert.equal((await activateFrom()).outcome, 'refused');
      assert.deepEqual(appended.at(-1)?.body['lacking'], ['scope:refund']);
    });

    test('is refused and recorded where the folder is gone', async () => {
      const there = folder;
      folder = join(folder, 'nowhere');
      assert.equal((await activateFrom()).outcome, 'refused');
      assert.equal(appended.at(-1)?.body['reason'], 'folder_unreadable');
      folder = there;
    });

    test('is recorded once where a process comes back to it again and again, and each time where somebody asks', async () => {
      write('environment: [');
      const recorded = async (skipRepeats: boolean): Promise<number> => {
        const before = appended.length;
        await activateFrom(skipRepeats);
        await ledger.sequencer().settled();
        return appended.length - before;
      };
      assert.deepEqual([await recorded(true), await recorded(true), await recorded(true)], [1, 0, 0]);
      assert.equal(await recorded(false), 1);
      write('environment: {');
      assert.deepEqual([await recorded(true), await recorded(true)], [1, 0], 'what changed is refused anew');
      write(text('test').replace('risk: critical', 'risk: high'));
      assert.deepEqual([await recorded(true), await recorded(true)], [1, 0], 'so it is with what lacks approvals');
      write('environment: {');
      const guard = await ledger.writer('guard-1');
      const { operation, issuer, after, subject, refs, body, digests } = appended.findLast(
        ({ body: said }) => said['reason'] === 'policy_invalid',
      ) as Entry;
      assert.equal(body['reason'], 'policy_invalid');
      await guard.append({
        drafts: [{ kind: 'policy.refused', operation, issuer, after, subject, refs, body, digests }],
      });
      await guard.close();
      await ledger.sequencer().settled();
      assert.equal(await recorded(true), 1, 'and the word of another writer keeps nothing back');
    });
  });
});
