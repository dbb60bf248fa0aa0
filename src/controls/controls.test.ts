import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LoggedEntry } from '../entries/index.ts';
import { type Control, controls } from './index.ts';
import { approvedPolicy, ISSUER, sampleClient, sampleScope } from './testing/approved-policy.ts';
import { lists, passes } from './testing/outcomes.ts';
import { Scene } from './testing/scene.ts';

function control(id: string): Control {
  const found = controls.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}

const scene = (): Scene => {
  const made = new Scene();
  made.activate();
  return made;
};

/** The same with the signs of life that the management API gives. */
const served = (): Scene => {
  const made = new Scene();
  made.process('started', 'management');
  made.activate();
  made.process('stopped', 'management');
  return made;
};

describe('a control test', () => {
  test('says that it tested nothing where its population is empty', () => {
    for (const { id } of controls) {
      const { outcome, exceptions } = new Scene().run(control(id), { from: 1 });
      assert.deepEqual([outcome, exceptions], ['not_tested', []], id);
    }
  });

  test('of a quiet day with a token and its uses passes', () => {
    for (const { id } of controls) {
      const day = served();
      day.process('started');
      day.process('started', 'api-guard-1');
      const token = day.token();
      day.use(token);
      day.use(token, { kind: 'token.usage', count: 3 });
      const { outcome } = day.run(control(id));
      assert.equal(
        outcome,
        {
          'AC-06': 'not_tested',
          'AC-14': 'not_tested',
          'AC-15': 'not_tested',
          'AC-16': 'unwitnessed',
          'AC-22': 'not_tested',
        }[id] ?? 'passed',
        id,
      );
    }
  });

  test('counts what it doesn’t list', () => {
    const many = scene();
    const granted = many.grant();
    for (let token = 0; token < 1002; token++) many.issue(granted, { scopes: ['orders:write'] });
    const { exceptions, moreExceptions } = many.run(control('AC-03'));
    assert.deepEqual([exceptions.length, moreExceptions], [1000, 2]);
  });
});

describe('AC-01 scope registry', () => {
  test('lists a scope that a token carries and the policy does not have, not one that was asked for in vain', () => {
    const day = scene();
    day.grant({ scopes: ['orders:unknown'] });
    const { entry } = day.token({}, { scopes: ['orders:read', 'orders:everything'] });
    day.token({}, { scopes: ['orders:read', 'orders:everything'] });
    lists(day.run(control('AC-01')), [[entry, /orders:everything is in use and not registered.*\(2 times\)/]]);
  });

  test('lists a scope in use whose registration says nothing of its purpose, not one that nobody uses', () => {
    const day = new Scene();
    const scopes = [sampleScope('orders:read', { why: '' }), sampleScope('orders:write', { why: '' })];
    day.activate(approvedPolicy({ scopes, clients: [sampleClient('report')] }));
    const { entry } = day.grant();
    lists(day.run(control('AC-01')), [[entry, /orders:read is in use and registered without why/]]);
  });

  test('says which scopes no OpenAPI document describes', () => {
    const day = scene();
    day.token();
    assert.match(day.run(control('AC-01')).notes[0] ?? '', /operations that orders:read empowers were not tested/);
  });
});

describe('AC-02 approval of scopes', () => {
  test('lists a critical scope that took effect without approval, not a low one', () => {
    const day = scene();
    const { scopes } = day.policy.policy;
    day.change({ scopes: [...scopes, sampleScope('orders:search')] });
    const more = [...day.policy.policy.scopes, sampleScope('orders:seize', { risk: 'critical' })];
    const unapproved = { unapproved: ['scope:orders:seize'] };
    const entry = day.activate(approvedPolicy({ ...day.policy.policy, scopes: more }, unapproved));
    lists(day.run(control('AC-02')), [[entry, /scope orders:seize took effect without an approval/]]);
  });

  test('lists an approval that was given after the fact, not one of the moment before', () => {
    const day = new Scene().at('2026-11-02T12:00:00.000Z');
    day.activate(approvedPolicy({}, { time: '2026-11-02T11:59:59Z' }));
    passes(day.run(control('AC-02')));
    const late = new Scene().at('2026-11-02T12:00:00.000Z');
    const entry = late.activate(approvedPolicy({}, { time: '2026-11-02T12:00:01Z' }));
    lists(late.run(control('AC-02')), [
      [entry, /scope orders:refund was approved after it took effect/],
      [entry, /scope orders:write was approved after/],
      [entry, /client shop was approved after/],
      [entry, /person p-2 was approved after/],
    ]);
  });

  test('lists an activation that names another policy before it than was active, and a second bootstrap', () => {
    const day = scene();
    const entry = day.activate(approvedPolicy({ resourceServers: [] }), { previous: null, bootstrap: true });
    lists(day.run(control('AC-02')), [
      [entry, /names null as the policy before it/],
      [entry, /marked as the first policy of all, and another was active/],
    ]);
  });
});

describe('AC-02 over several policies', () => {
  test('lists a critical scope that came back as a low one, not one that was low before', () => {
    const day = scene();
    const { scopes } = day.policy.policy;
    const low = scopes.map((one) => (one.name === 'orders:refund' ? { ...one, risk: 'low' as const } : one));
    day.change({ scopes: scopes.filter(({ name }) => name !== 'orders:refund' && name !== 'openid') });
    const from = day.log.entries.length;
    const back = approvedPolicy({ ...day.policy.policy, scopes: low }, { unapproved: ['scope:orders:refund'] });
    const entry = day.activate(back);
    lists(day.run(control('AC-02'), { from }), [[entry, /scope orders:refund took effect without an approval/]]);
  });

  test('lists an activation that a guard signed, which takes no effect', () => {
    const day = scene();
    const digests = { policy: day.policy.digest };
    const entry = day.log.append('policy.activated', { digests, body: { previous: null } }, 'issuer-guard-1');
    day.token();
    lists(day.run(control('AC-02')), [[entry, /which issuer-guard-1 may not/]]);
    passes(day.run(control('AC-04')));
  });

  test('lists a policy of before whose predecessor is missing', () => {
    const day = scene();
    day.change({ resourceServers: [] });
    const from = day.log.entries.length;
    const [, first] = day.log.entries.filter(({ entry }) => entry.kind === 'policy.activated');
    assert.ok(first);
    const run = day.run(control('AC-02'), { from, without: 2 });
    lists(run, [[first, /what was active before it is not known/]]);
  });
});

describe('AC-03 least privilege', () => {
  test('lists a critical scope that is standing and a high one that is the default, not a high one that is standing', () => {
    const day = new Scene();
    const entry = day.activate(
      approvedPolicy({
        clients: [
          sampleClient('a', { standing: ['orders:refund'] }),
          sampleClient('b', { standing: ['orders:write'], defaultScopes: ['orders:write'] }),
          sampleClient('c', { standing: ['orders:write'], defaultScopes: [] }),
        ],
      }),
    );
    lists(day.run(control('AC-03')), [
      [entry, /a always holds orders:refund, which is critical/],
      [entry, /b gets orders:write, which is high, without asking/],
    ]);
  });

  test('lists a permit outside the allowlist, not a refusal of the same', () => {
    const day = scene();
    day.grant({ scopes: ['orders:refund'] });
    const { entry } = day.grant(
      { scopes: ['orders:refund'] },
      { decision: { outcome: 'permit', scopes: ['orders:refund'] } },
    );
    lists(day.run(control('AC-03')), [[entry, /report was permitted orders:refund/]]);
  });
});

describe('AC-03 and elevations', () => {
  const asked = (scene: Scene, approver: string): string => {
    const about = (request: string) => ({ issuer: ISSUER, refs: [`elevation:${request}`] });
    const ask = {
      ...{ clientId: 'report', scopes: ['orders:refund'], seconds: 1800, risk: 'critical', barred: ['p-1'] },
      ...{ demands: [{ count: 1, team: null }], by: { kind: 'session', person: 'p-1' }, breakGlass: false },
      ...{ answerBy: Date.parse(scene.log.time) / 1000 + 3600, reason: null },
    };
    const { id } = scene.log.append('elevation.requested', { issuer: ISSUER, body: ask }, 'management');
    const yes = { request: id, person: approver, teams: [], proof: 'session', note: null };
    const approval = scene.log.append('elevation.approved', { ...about(id), body: yes }, 'management');
    const endsAt = Date.parse(scene.log.time) / 1000 + 1800;
    const start = { request: id, approvals: [approval.id], demands: ask.demands, endsAt };
    scene.log.append('elevation.started', { ...about(id), body: start }, 'management');
    return id;
  };
  const elevated = (approver: string, laterBy = 0, clientId = 'report') => {
    const scene = new Scene();
    const before = approvedPolicy();
    const clients = before.policy.clients.map((one) =>
      one.clientId === 'report' ? { ...one, eligible: ['orders:refund'] } : one,
    );
    scene.activate(approvedPolicy({ ...before.policy, clients }));
    // Not in the first hours, in which one from before the period could be meant.
    scene.at('2026-11-10T00:00:00.000Z');
    const id = asked(scene, approver);
    const endsAt = Date.parse(scene.log.time) / 1000 + 1800 + laterBy;
    scene.after(laterBy);
    const elevations = [{ id, clientId, subject: null, scopes: ['orders:refund'], endsAt }];
    const granted = scene.grant({ scopes: ['orders:refund'] }, { facts: { elevations, subject: null } });
    scene.issue(granted);
    return scene.run(control('AC-03'));
  };

  const inUse = (change: { id?: string; scopes?: readonly string[]; later?: number; endedAfter?: number } = {}) => {
    const scene = new Scene();
    const before = approvedPolicy();
    const clients = before.policy.clients.map((one) =>
      one.clientId === 'report' ? { ...one, eligible: ['orders:refund'] } : one,
    );
    scene.activate(approvedPolicy({ ...before.policy, clients }));
    const born = scene.token();
    scene.at('2026-11-10T00:00:00.000Z');
    const id = asked(scene, 'p-2');
    if (change.endedAfter !== undefined) {
      scene.after(change.endedAfter);
      const by = { kind: 'key', person: 'p-2' };
      const body = { request: id, cause: 'ended', by, reason: null };
      scene.log.append('elevation.ended', { issuer: ISSUER, refs: [`elevation:${id}`], body }, 'management');
    }
    scene.after(change.later ?? 0);
    const endsAt = Date.parse(scene.log.time) / 1000 + 600;
    const told = { id: change.id ?? id, clientId: 'report', subject: null, scopes: change.scopes ?? ['orders:refund'] };
    const { log, openApi, policy } = scene;
    const entry = log.append(
      'token.used',
      {
        ...{ issuer: ISSUER, after: [born.granted.entry.id], digests: { policy: policy.digest, openapi: openApi } },
        refs: [`token:${born.token}`, 'client:report'],
        body: {
          api: 'orders',
          request: { kind: 'use', issuer: ISSUER, clientId: 'report', audience: 'a', operation: 'o', required: [[]] },
          facts: {
            ...{ time: Date.parse(log.time) / 1000, priorGrant: null, feedSilentSeconds: 0, subject: null },
            token: { scopes: ['orders:refund'], audiences: ['a'], expiresAt: endsAt, revoked: false, recorded: true },
            elevations: [{ ...told, endsAt }],
          },
          decision: {
            ...{ semantics: 1, outcome: 'permit', mode: 'enforce', scopes: ['orders:refund'], withheld: [] },
            ...{ reason: null, error: null, resource: null, maxTtlSeconds: 0, risk: 'critical', missing: null },
            elevation: { ids: [told.id], endsAt },
          },
        },
      },
      'api-guard-1',
    );
    return { entry, result: scene.run(control('AC-03')) };
  };

  test('lists uses by an elevation that is not there, over, ended early, or for less', () => {
    assert.deepEqual(inUse().result.exceptions, []);
    const unknown = `sha256:${'0'.repeat(64)}`;
    for (const [change, what] of [
      [{ id: unknown }, /which is not in the ledger/],
      [{ later: 1800 + 61 }, /which was not active for it then/],
      [{ endedAfter: 60, later: 61 }, /which was not active for it then/],
      [{ scopes: ['orders:refund', 'orders:write'] }, /by more than the elevation .* is for/],
    ] as const) {
      const { entry, result } = inUse({ ...change, ...('scopes' in change ? { scopes: [...change.scopes] } : {}) });
      lists(result, [[entry, what]]);
    }
  });

  test('lists nothing that an approved elevation gave while it lasted', () => {
    const { outcome, exceptions } = elevated('p-2');
    assert.deepEqual([outcome, exceptions], ['passed', []]);
  });

  test('lists what was given by one that nobody else approved, or that was over, whatever the decision was told', () => {
    for (const result of [elevated('p-1'), elevated('p-2', 1800 + 61)])
      assert.deepEqual(
        result.exceptions.map(({ what }) => what),
        [
          'report was permitted orders:refund, which its policy does not allow it',
          'report was given a token with orders:refund, which its policy does not allow it',
        ],
      );
  });
});

describe('AC-04 enforcement', () => {
  test('lists a decision that is another one when decided again, not one that was refused', () => {
    const day = scene();
    day.grant({ scopes: ['orders:refund'] });
    const { entry } = day.grant(
      { scopes: ['orders:refund'] },
      { decision: { outcome: 'permit', scopes: ['orders:refund'], reason: null } },
    );
    lists(day.run(control('AC-04')), [[entry, /was recorded as permit orders:refund, and decided again it is refuse/]]);
  });

  test('lists a token that is wider or lives longer than its decision, not one that was withheld', () => {
    const day = scene();
    day.issue(day.grant(), { scopes: ['orders:read', 'orders:write'], kind: 'token.withheld' });
    day.issue(day.grant(), { lives: 660 });
    const wide = day.issue(day.grant(), { scopes: ['orders:read', 'orders:write'] });
    const long = day.issue(day.grant(), { lives: 661 });
    const elsewhere = day.issue(day.grant(), { audience: 'https://elsewhere.example' });
    lists(day.run(control('AC-04')), [
      [wide.entry, /carries orders:write beyond its decision/],
      [long.entry, /lives 661 s, and 600 s were decided/],
      [elsewhere.entry, /is for https:\/\/elsewhere\.example/],
    ]);
  });

  test('lists a token that no decision permitted', () => {
    const day = scene();
    const refused = day.issue(day.grant({ scopes: ['orders:refund'] }), { scopes: [], lives: 0 });
    const { granted } = day.token();
    const strange = day.issue({ ...granted, entry: { ...granted.entry, id: 'sha256:00' } });
    lists(day.run(control('AC-04')), [
      [refused.entry, /was issued though its decision refused/],
      [strange.entry, /no decision is there/],
    ]);
  });

  test('lists what went round the guard and who is only observed, not an ordinary refused use', () => {
    const day = new Scene();
    const clients = [sampleClient('report'), sampleClient('watched', { mode: 'observe' })];
    const activation = day.activate(approvedPolicy({ clients }));
    const token = day.token();
    day.use(token, { operation: 'placeOrder', kind: 'token.use_refused' });
    const entry = day.use(token, { kind: 'token.use_refused', facts: { recorded: false } });
    lists(day.run(control('AC-04')), [
      [activation, /watched is only observed/],
      [entry, /came with a token that no guard released/],
    ]);
  });

  test('lists a token that no guard released also where the policy lets it pass, not where it had expired', () => {
    const day = new Scene();
    const { limits } = approvedPolicy().policy;
    day.activate(approvedPolicy({ limits: { ...limits, unrecordedTokens: 'record' } }));
    const token = day.token();
    day.use(token, { kind: 'token.use_refused', facts: { recorded: false, expiresAt: 0 } });
    const entry = day.use(token, { facts: { recorded: false } });
    lists(day.run(control('AC-04')), [[entry, /came with a token that no guard released/]]);
  });

  test('lists a use that passed though it was refused, or for other scopes than the document demands', () => {
    const day = scene();
    const token = day.token();
    const passed = day.use(token, { operation: 'placeOrder' });
    const other = day.use(token, { operation: 'placeOrder', request: { required: [['orders:read']] } });
    const unborn = day.use({
      ...token,
      granted: { ...token.granted, entry: { ...token.granted.entry, id: 'sha256:00' } },
    });
    lists(day.run(control('AC-04')), [
      [passed, /passed, though its decision refuses/],
      [other, /decided by other scopes than its OpenAPI document demands/],
      [unborn, /says that the birth of its token is in the ledger, and it is not/],
    ]);
  });

  test('lists a decision by a policy that had long been replaced, not one of the moment after', () => {
    const day = scene();
    const old = day.policy;
    day.after(60).change({ resourceServers: old.policy.resourceServers.slice(1) });
    day.after(31).grant({}, { policy: old });
    const { entry } = day.after(1).grant({}, { policy: old });
    lists(day.run(control('AC-04')), [[entry, /a policy that another had replaced 32 s before/]]);
  });
});

describe('AC-05 provisioning', () => {
  test('lists a client without approval, not one whose scopes are all low', () => {
    const day = new Scene();
    day.activate(approvedPolicy({}, { unapproved: ['client:shop', 'client:report'] }));
    day.token();
    const { entry } = day.token({ clientId: 'shop' });
    lists(day.run(control('AC-05')), [[entry, /shop got a token, and no approval of it holds/]]);
  });

  test('lists a token after its client’s end, not one of the second before', () => {
    const day = new Scene().at('2026-11-05T00:00:00.000Z');
    day.activate(approvedPolicy({ clients: [sampleClient('report', { expires: '2026-11-05T01:00:00Z' })] }));
    const { granted } = day.after(3599).token();
    const { entry } = day.after(1).issue(granted);
    lists(day.run(control('AC-05')), [[entry, /report got a token after its end/]]);
  });

  test('lists a client whose owner has left', () => {
    const day = new Scene();
    day.activate(approvedPolicy({ clients: [sampleClient('report', { owner: 'p-9' })] }));
    const { entry } = day.token();
    lists(day.run(control('AC-05')), [[entry, /its owner p-9 is nobody/]]);
  });
});

describe('AC-06 removal', () => {
  const without = (day: Scene) => ({
    clients: day.policy.policy.clients.map((one) => (one.clientId === 'report' ? { ...one, standing: [] } : one)),
  });

  test('lists a use after the agreed time, not one within it', () => {
    const day = scene();
    const old = day.policy;
    const token = day.token();
    const removed = day.after(10).change(without(day));
    day.after(31).use(token, { policy: old });
    const entry = day.after(1).use(token, { policy: old });
    const result = day.run(control('AC-06'));
    lists(result, [[entry, /report used orders:read 32 s after it was taken away/]]);
    assert.equal(result.exceptions[0]?.entries[1]?.index, removed.index);
  });

  test('lists a token that was given afterwards, and one that lives on too long', () => {
    const day = scene();
    const { granted } = day.token();
    const long = day.issue(granted, { lives: 86_400 });
    const revoked = day.issue(granted, { lives: 86_400 });
    day.after(10).change(without(day));
    day.revoke({ ...revoked });
    const { entry } = day.after(32).issue(granted);
    lists(day.run(control('AC-06')), [
      [entry, /report got a token with orders:read after it was taken away/],
      [long.entry, /lives on with orders:read/],
    ]);
  });

  test('passes where nobody came back', () => {
    const day = scene();
    day.token();
    day.after(10).change(without(day));
    passes(day.run(control('AC-06')));
  });
});

describe('AC-10 token life', () => {
  test('lists a use after revocation, not one within the second that it takes', () => {
    const day = scene();
    const token = day.token({ clientId: 'shop', scopes: ['orders:write'] });
    const revocation = day.after(5).revoke(token);
    day.after(2).use(token, { operation: 'placeOrder' });
    const entry = day.after(1).use(token, { operation: 'placeOrder' });
    const result = day.run(control('AC-10'));
    lists(result, [[entry, /used 3\.0 s after it was revoked/]]);
    assert.equal(result.exceptions[0]?.entries[1]?.index, revocation.index);
  });

  test('knows revocations from before the period', () => {
    const day = scene();
    const token = day.token();
    day.revoke({ grantId: token.grantId });
    const from = day.log.entries.length;
    const entry = day.after(60).use(token);
    lists(day.run(control('AC-10'), { from }), [[entry, /after it was revoked/]]);
  });

  test('lists a life over the cap of the policy, not one within the skew of clocks', () => {
    const day = scene();
    const granted = day.grant();
    day.issue(granted, { lives: 660 });
    const { entry } = day.issue(granted, { lives: 700 });
    lists(day.run(control('AC-10')), [[entry, /lives 700 s, and its policy allows 600 s/]]);
  });

  test('says of tokens that end at the guards alone how many were revoked at their server', () => {
    const day = scene();
    day.change({ clients: day.policy.policy.clients.map((client) => ({ ...client, virtualExpiry: true as const })) });
    const ends = { server: 3600 };
    const [one, two] = [day.token({}, ends), day.token({}, ends)];
    day.token({}, ends);
    const upstream = { reason: 'virtual_life_over', upstream: 'revoked' };
    day.after(600).revoke(one, upstream.reason, 'revoked');
    day.revoke(two, upstream.reason);
    passes(day.run(control('AC-04')));
    const { notes } = day.run(control('AC-10'));
    assert.match(
      notes.join(),
      /^3 access tokens live longer at their server .* 1 of them were revoked at the server too, 1 are denied at the guards alone, of 1 /,
    );
  });

  test('AC-04 takes what a guard decided while it had no ledger for what it is, and nothing else', () => {
    const day = scene();
    const { clients } = day.policy.policy;
    day.change({
      clients: clients.map((client) => (client.clientId === 'report' ? { ...client, mode: 'observe' } : client)),
    });
    const from = day.log.time;
    const then = Date.parse(from) / 1000 + 30;
    day.after(600).log.append('gap.recorded', {
      body: { role: 'issuer-guard', from, to: day.log.time, reason: 'ledger_away', count: 1 },
    });
    day.grant({}, { facts: { time: then } });
    const late = /was decided as of/;
    const before = day.grant({}, { facts: { time: then - 300 } }).entry;
    const enforced = day.grant({ clientId: 'shop' }, { facts: { time: then } }).entry;
    const found = day.run(control('AC-04')).exceptions.filter(({ what }) => late.test(what));
    assert.deepEqual(
      found.map(({ entries }) => entries[0]?.index),
      [before.index, enforced.index],
    );
    assert.match(
      day
        .run(control('AC-16'))
        .exceptions.map(({ what }) => what)
        .join(),
      /follows out of its journal \(1\)/,
    );
  });

  test('AC-04 lists a token that its server lets live on where its decision does not allow that', () => {
    const day = scene();
    const { entry } = day.token({}, { server: 3600 });
    lists(day.run(control('AC-04')), [[entry, /its server lets its access token live on after the guards end it/]]);
  });

  test('lists a refresh token that was used again, not a revocation that a client asked for', () => {
    const day = scene();
    const token = day.token({ clientId: 'shop' }, { refresh: true });
    day.revoke({ grantId: 'another' });
    const entry = day.revoke({ grantId: token.grantId }, 'refresh_token_reused');
    const late = day.after(1).issue(token.granted, { grantId: token.grantId });
    lists(day.run(control('AC-10')), [
      [entry, /it is in two hands/],
      [late.entry, /got a token of a grant that was revoked before/],
    ]);
  });
});

describe('AC-14 alerting', () => {
  const deliver = (day: Scene, of: LoggedEntry, kind: 'alert.delivered' | 'alert.undelivered' = 'alert.delivered') =>
    day.log.append(
      kind,
      { after: [of.id], refs: [`alert:${of.id}`], body: { destination: 'pager', lastAttempt: day.log.time } },
      'notifier',
    );
  const elevated = (day: Scene) => day.token({ clientId: 'shop', scopes: ['orders:write'] }).entry;

  test('lists a grant of a high scope that alerted nobody, not one of a low scope', () => {
    const day = scene();
    day.token();
    const entry = elevated(day);
    day.after(901).token();
    lists(day.run(control('AC-14')), [[entry, /given a token with orders:write.* No alert of it reached anybody/]]);
  });

  test('lists one that came late, not one that came in time', () => {
    const day = scene();
    const [first, second] = [elevated(day), elevated(day)];
    deliver(day.after(900), first);
    const late = deliver(day.after(1), second);
    const result = day.run(control('AC-14'));
    lists(result, [[late, /reached somebody 901 s later/]]);
    assert.equal(result.exceptions[0]?.entries[1]?.index, second.index);
  });

  test('lists one that was given up, not one that was sent again, nor one of the last minutes', () => {
    const day = scene();
    const [first, second] = [elevated(day), elevated(day)];
    for (const entry of [first, second]) deliver(day, entry);
    const other = elevated(day);
    deliver(day, other, 'alert.undelivered');
    deliver(day, other);
    const dead = deliver(day, first, 'alert.undelivered');
    elevated(day);
    const result = day.run(control('AC-14'));
    lists(result, [[dead, /an alert to pager was given up/]]);
    assert.match(result.notes[0] ?? '', /1 more were too close to the end/);
  });

  test('passes where each reached somebody', () => {
    const day = scene();
    deliver(day, elevated(day));
    passes(day.run(control('AC-14')));
    const hasty = scene();
    elevated(hasty);
    assert.equal(hasty.run(control('AC-14')).outcome, 'not_tested');
  });
});

describe('AC-16 logging integrity', () => {
  test('says unwitnessed until somebody outside vouches for the log', () => {
    const day = served();
    assert.equal(day.run(control('AC-16')).outcome, 'unwitnessed');
    passes(day.run(control('AC-16'), { witnesses: ['witness.example'] }));
  });

  test('lists that too few witnesses cosigned in time, whatever cosigned later', () => {
    const day = served();
    day.process('started');
    const body = { size: 12, cosignedSize: 3, needed: 2, withinSeconds: 60 };
    const slow = day.log.append('checkpoint.uncosigned', {
      body: { ...body, witnesses: [{ witness: 'one.example', size: 3, outcome: 'failed' }] },
    });
    day.log.append('checkpoint.cosigned', { body: { size: 14, root: '', needed: 2, cosigners: ['one.example'] } });
    const refuted = day.log.append('checkpoint.uncosigned', {
      body: { ...body, witnesses: [7, { witness: 'one.example', size: 3, outcome: 'refuted' }] },
    });
    lists(day.run(control('AC-16'), { witnesses: ['one.example'] }), [
      [slow, /fewer witnesses than 2 cosigned the log within 60 s, which was witnessed as far as 3 entries$/],
      [refuted, /^a witness said that it cosigned another history of the log/],
    ]);
  });

  test('lists a process that fell silent, not one that was stopped', () => {
    const day = served();
    const started = day.process('started');
    day.process('started', 'issuer-guard-2');
    day.after(300).process('heartbeat');
    day.process('stopped', 'issuer-guard-2');
    const last = day.after(300).process('heartbeat');
    day.after(7200).process('started');
    lists(day.run(control('AC-16')), [[last, /issuer-guard-1 gave no sign of life for 120 minutes/]]);
    assert.ok(started.index < last.index);
  });

  test('lists one that ran when the period began and was not heard of in it', () => {
    const day = served();
    const last = day.process('heartbeat');
    const from = day.log.entries.length;
    day.after(3600).grant();
    day.after(3600).grant();
    lists(day.run(control('AC-16'), { from }), [[last, /gave no sign of life for 60 minutes/]]);
  });

  test('lists a reported gap', () => {
    const day = served();
    const entry = day.log.append('gap.recorded', { issuer: ISSUER });
    lists(day.run(control('AC-16')), [[entry, /reports a window of which nothing is known/]]);
  });
});

describe('AC-22 availability', () => {
  test('lists a token without a birth that came up while a guard was away, not one of before', () => {
    const day = scene();
    day.process('started');
    const token = day.token();
    const refused = { kind: 'token.use_refused', facts: { recorded: false } } as const;
    day.after(60).use(token, refused);
    const stopped = day.after(60).process('stopped');
    const entry = day.after(60).use(token, refused);
    const back = day.after(60).process('started');
    day.after(1).use(token, refused);
    const result = day.run(control('AC-22'));
    lists(result, [[entry, /report came with a token that has no birth while issuer-guard-1 was away/]]);
    assert.deepEqual(
      result.exceptions[0]?.entries.map(({ index }) => index),
      [entry.index, stopped.index, back.index],
    );
  });

  test('passes where a guard was away and nothing came up, also one that was killed', () => {
    const day = scene();
    const token = day.token();
    day.process('started');
    day.after(7200).use(token);
    day.process('started');
    passes(day.run(control('AC-22')));
  });
});
