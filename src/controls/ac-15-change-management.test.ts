import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LoggedEntry } from '../entries/index.ts';
import { keyOf } from '../entries/testing/test-log.ts';
import { type CheckRun, type IdentifiedPolicy, type Policy, signCheckRun } from '../policy/index.ts';
import { ed25519Signer, formatVerifierKey, type Signer, signNote } from '../proof/index.ts';
import { changeManagement } from './ac-15-change-management.ts';
import { approvedPolicy, sampleClient } from './testing/approved-policy.ts';
import { lists, passes } from './testing/outcomes.ts';
import { Scene } from './testing/scene.ts';

describe('AC-15 change management in CI', () => {
  const ci = ed25519Signer('ci.example', keyOf('ci'));
  const stranger = ed25519Signer('ci.example', keyOf('stranger'));
  const SCAN = { extent: 'whole', files: 12, client: null, strict: false, baseline: null } as const;
  const vouching: Partial<Policy> = {
    attestors: [
      {
        ...{ id: 'ci', description: 'The gate of the shop.', author: 'p-1', attests: 'check_run' },
        ...{ key: formatVerifierKey(ci.key), approvals: [] },
      },
    ],
  };
  const wider = (): IdentifiedPolicy =>
    approvedPolicy({ ...vouching, clients: [sampleClient('report', { maxTtlSeconds: 900 })] });
  const guarded = (): Scene => {
    const made = new Scene();
    made.activate(approvedPolicy(vouching));
    return made;
  };
  /** What a policy is checked against is the active one. */
  const noteOf = (day: Scene, policy: IdentifiedPolicy, over: Partial<CheckRun> = {}, signer: Signer = ci): string => {
    const run: CheckRun & { version: 2 } = {
      ...{ repository: 'shop', commit: 'a'.repeat(40), base: 'b'.repeat(40), outcome: 'passed', errors: 0 },
      ...{ scan: SCAN, requests: 3, held: 0, heldUntil: null, attestor: 'ci' },
      policies: [{ environment: 'test', policy: policy.digest, base: day.policy.digest }],
      time: day.log.time.replace(/\.\d+Z$/, 'Z'),
      ...over,
      version: 2,
    };
    return signCheckRun(run, signer);
  };
  const record = (day: Scene, note: string): LoggedEntry =>
    day.log.append('check.recorded', { body: { note } }, 'management');
  const check = (
    day: Scene,
    policy: IdentifiedPolicy,
    over: Partial<CheckRun> = {},
    signer: Signer = ci,
  ): LoggedEntry => record(day, noteOf(day, policy, over, signer));
  const against = (policy: IdentifiedPolicy, base: string | null): Partial<CheckRun> => ({
    policies: [{ environment: 'test', policy: policy.digest, base }],
  });
  const version1 = (day: Scene, { digest }: IdentifiedPolicy, outcome = 'passed 0'): LoggedEntry => {
    const [said, errors] = outcome.split(' ');
    const lines = [
      ...['ambit check run v1', 'environment test', `policy ${digest}`, 'repository shop', 'commit -', 'base -'],
      ...[`outcome ${said}`, `errors ${errors}`, 'requests 0', 'held 0', 'heldUntil -', 'attestor ci'],
      `time ${day.log.time.replace(/\.\d+Z$/, 'Z')}`,
    ];
    return record(day, signNote(`${lines.join('\n')}\n`, ci));
  };
  const other = (): IdentifiedPolicy =>
    approvedPolicy({ ...vouching, clients: [sampleClient('report', { maxTtlSeconds: 300 })] });

  test('passes where the very change was checked before', () => {
    const day = guarded();
    check(day, wider());
    day.activate(wider());
    passes(day.run(changeManagement));
    assert.equal(day.run(changeManagement).population.size, 2);
  });

  test('lists a policy that became active without a check, or before it, or after one that failed', () => {
    const cases: readonly ((day: Scene) => LoggedEntry)[] = [
      (day) => day.activate(wider()),
      (day) => {
        const note = noteOf(day, wider());
        const entry = day.activate(wider());
        record(day, note);
        return entry;
      },
      (day) => {
        check(day, wider(), { outcome: 'failed', errors: 1 });
        return day.activate(wider());
      },
      (day) => {
        check(day, approvedPolicy(vouching));
        return day.activate(wider());
      },
    ];
    for (const broken of cases) {
      const day = guarded();
      const entry = broken(day);
      lists(day.run(changeManagement), [[entry, /became active without a check of it that passed before/]]);
    }
  });

  const without = (why: string): RegExp => new RegExp(`without a check of it .*: its newest check run ${why}`);
  for (const [what, over, why] of [
    ['scanned nothing', { scan: { ...SCAN, extent: 'none', files: 0 }, requests: 0 }, /scanned nothing$/],
    ['scanned a folder without files', { scan: { ...SCAN, extent: 'part', files: 0 } }, /scanned nothing$/],
    ['was of no commit before the change', { base: null }, /names no policy before the change/],
    ['was of no policy before the change', against(wider(), null), /names no policy before the change/],
    ['was of another policy before the change', against(wider(), wider().digest), /was against sha256:.*was active$/],
  ] as const)
    test(`believes no check that ${what}`, () => {
      const day = guarded();
      check(day, wider(), over);
      const entry = day.activate(wider());
      lists(day.run(changeManagement), [[entry, without(`.*${why.source}`)]]);
    });

  test('believes no old check again, once its policy was active', () => {
    const day = guarded();
    const first = day.policy;
    const old = noteOf(day, wider());
    record(day, old);
    day.after(60).activate(wider());
    check(day.after(60), first);
    day.after(60).activate(first);
    // What was dangerous and taken back comes again with what was said of it then.
    record(day.after(60), old);
    const entry = day.activate(wider());
    lists(day.run(changeManagement), [[entry, without('is from before it was active the last time')]]);
    check(day.after(60), first);
    day.after(60).activate(first);
    check(day.after(60), wider());
    day.after(60).activate(wider());
    lists(day.run(changeManagement), [[entry, /last time/]]);
  });

  test('believes no check that is from the future', () => {
    const day = guarded();
    const future = check(day, wider(), { time: '2026-11-02T00:00:00Z' });
    const entry = day.activate(wider());
    lists(day.run(changeManagement), [
      [future, /from 2026-11-02T00:00:00Z, which was still to come/],
      [entry, /without a check/],
    ]);
  });

  test('goes by the newest check of the same change by its own time, in whichever order they are brought', () => {
    const day = guarded();
    const passed = noteOf(day, wider());
    const failed = noteOf(day.after(60), wider(), { outcome: 'failed', errors: 1 });
    record(day, failed);
    record(day, passed);
    const entry = day.activate(wider());
    lists(day.run(changeManagement), [[entry, without('failed')]]);
    // What failed against another policy is another change.
    const free = guarded();
    check(free, wider());
    check(free.after(60), wider(), { ...against(wider(), wider().digest), outcome: 'failed', errors: 1 });
    free.activate(wider());
    passes(free.run(changeManagement));
  });

  test('follows checks of several pushes from the policy that was active on', () => {
    const day = guarded();
    const first = day.policy.digest;
    check(day, other());
    check(day, wider(), against(wider(), other().digest));
    day.activate(wider());
    passes(day.run(changeManagement));
    // One of them that failed breaks the chain.
    const broken = guarded();
    check(broken, other(), { outcome: 'failed', errors: 1 });
    check(broken, wider(), against(wider(), other().digest));
    const entry = broken.activate(wider());
    lists(broken.run(changeManagement), [[entry, without(`was against ${other().digest}, and ${first} was active`)]]);
  });

  test('takes version 1 for what it shows, says so, and not once its attestor signed version 2', () => {
    const day = guarded();
    version1(day, wider());
    day.after(60).activate(wider());
    const result = day.run(changeManagement);
    passes(result);
    assert.match(result.notes[0] ?? '', /^1 policies became active by check runs of version 1, which don't say/);
    check(day.after(60), other(), { outcome: 'failed', errors: 1 });
    version1(day.after(60), other());
    const entry = day.activate(other());
    lists(day.run(changeManagement), [[entry, /without a check/]]);
    const later = guarded();
    check(later, other());
    version1(later.after(60), wider());
    const downgraded = later.activate(wider());
    lists(later.run(changeManagement), [[downgraded, without('is of version 1, .* ci had signed version 2 before')]]);
    const failed = guarded();
    version1(failed, wider(), 'failed 2');
    lists(failed.run(changeManagement), []);
    lists(failed.run(changeManagement), []);
    const unchecked = failed.activate(wider());
    lists(failed.run(changeManagement), [[unchecked, without('failed')]]);
  });

  test('believes nobody whom the policy of the time doesn’t name', () => {
    const day = guarded();
    const forged = check(day, wider(), {}, stranger);
    const entry = day.activate(wider());
    lists(day.run(changeManagement), [
      [forged, /nobody signed whom the policy of that time names/],
      [entry, /without a check/],
    ]);
    const elsewhere = guarded();
    const strange = check(elsewhere, wider(), {
      policies: [{ environment: 'production', policy: wider().digest, base: null }],
    });
    lists(elsewhere.run(changeManagement), [[strange, /nobody signed/]]);
  });

  test('holds the very policy that names nobody any more, and none after it', () => {
    const day = guarded();
    const entry = day.activate(approvedPolicy());
    day.activate(wider());
    const result = day.run(changeManagement);
    lists(result, [[entry, /without a check/]]);
    assert.match(result.notes[0] ?? '', /^1 policies became active while the policy before them named nobody/);
  });

  test('lists a baseline that ended and that no later check knows of', () => {
    const day = guarded();
    const held = { held: 4, heldUntil: '2026-11-01T00:00:30Z', scan: { ...SCAN, baseline: day.policy.digest } };
    const entry = check(day, approvedPolicy(vouching), held);
    check(day, approvedPolicy(vouching), { ...held, repository: 'warehouse', heldUntil: '2027-01-01T00:00:00Z' });
    const stale = noteOf(day, approvedPolicy(vouching));
    day.after(3600).process('started');
    const ended = /^the baseline of shop lets 4 pass until 2026-11-01T00:00:30Z/;
    lists(day.run(changeManagement), [[entry, ended]]);
    // Neither one that scanned nothing or a part of it knows, nor one from before that is brought late.
    check(day, approvedPolicy(vouching), { scan: { ...SCAN, extent: 'none', files: 0 }, requests: 0 });
    check(day, approvedPolicy(vouching), { scan: { ...SCAN, extent: 'part' } });
    record(day, stale);
    const late = guarded();
    const known = check(late.after(60), approvedPolicy(vouching), held);
    record(late, noteOf(late, approvedPolicy(vouching), { time: '2026-11-01T00:00:00Z' }));
    late.after(3600).process('started');
    lists(late.run(changeManagement), [[known, ended]]);
    check(day.after(1), approvedPolicy(vouching));
    passes(day.run(changeManagement));
  });

  test('knows a check from before the period', () => {
    const day = guarded();
    check(day, wider());
    const { index } = day.after(3600).activate(wider());
    passes(day.run(changeManagement, { from: index }));
  });
});
