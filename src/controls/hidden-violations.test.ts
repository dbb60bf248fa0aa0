import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LoggedEntry } from '../entries/index.ts';
import { controls } from './index.ts';
import { approvedPolicy } from './testing/approved-policy.ts';
import { Scene } from './testing/scene.ts';

/** What a control lists of a ledger whose writers, or whoever has their keys, want it to list nothing. */
function listed(day: Scene, id: string, options: Parameters<Scene['run']>[1] = {}): [number | undefined, string][] {
  const control = controls.find((one) => one.id === id);
  assert.ok(control, id);
  return day.run(control, options).exceptions.map(({ entries: [first], what }) => [first?.index, what]);
}

/** That exactly this was listed. */
function lists(
  day: Scene,
  id: string,
  expected: readonly (readonly [LoggedEntry, RegExp])[],
  options: Parameters<Scene['run']>[1] = {},
): void {
  const found = listed(day, id, options);
  assert.deepEqual(
    found.map(([index]) => index),
    expected.map(([{ index }]) => index),
    found.map(([, what]) => what).join('; '),
  );
  for (const [at, [, what]] of expected.entries()) assert.match(found[at]?.[1] ?? '', what);
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

describe('a token that went round the guard', () => {
  test('is listed where the policy lets it pass, with the scopes that nobody registered', () => {
    const day = new Scene();
    const { limits } = approvedPolicy().policy;
    day.activate(approvedPolicy({ limits: { ...limits, unrecordedTokens: 'record' } }));
    const strange = { ...day.token(), token: 'k:strange' };
    const entry = day.use(strange, { facts: { recorded: false, scopes: ['orders:read', 'orders:everything'] } });
    lists(day, 'AC-04', [[entry, /came with a token that no guard released/]]);
    lists(day, 'AC-01', [[entry, /orders:everything is in use and not registered/]]);
  });
});

describe('a use that an API guard lies about', () => {
  test('is listed where its token has more than it was born with, not where it has less', () => {
    const day = scene();
    const token = day.token({ clientId: 'shop', scopes: ['openid', 'orders:read'] }, { lives: 100 });
    day.use(token, { facts: { scopes: ['orders:read'] } });
    const wide = day.use(token, { operation: 'placeOrder', facts: { scopes: ['orders:write'] } });
    const long = day.after(101).use(token, { facts: { expiresAt: Date.parse('2027-01-01T00:00:00Z') / 1000 } });
    const other = day.use(token, {
      request: { clientId: 'report' },
      facts: { expiresAt: 0 },
      kind: 'token.use_refused',
    });
    lists(day, 'AC-04', [
      [wide, /says that its token carries orders:write, which it was not born with/],
      [long, /says that its token ends at 2027-01-01T00:00:00.000Z, and it was born to end at 2026/],
      [other, /was decided for report, and its token was born to shop/],
    ]);
  });

  test('is listed where it names the birth of another token, and known by it where it comes in another spelling', () => {
    const day = scene();
    const [one, other] = [day.token(), day.token()];
    const entry = day.use({ ...one, granted: other.granted });
    lists(day, 'AC-04', [[entry, /names a decision that its token was not born of/]]);
    const spelled = scene();
    const token = spelled.token();
    spelled.revoke(token);
    const again = spelled.after(60).use({ ...token, token: 'k:spelled-otherwise' });
    lists(spelled, 'AC-10', [[again, /used 60.0 s after it was revoked/]]);
  });

  test('hides no birth by a refusal that comes before it', () => {
    const day = scene();
    const granted = day.grant();
    day.use({ granted, token: 'k:1', grantId: 'grant-1' }, { kind: 'token.use_refused', facts: { recorded: false } });
    const token = day.issue(granted);
    assert.equal(token.token, 'k:1');
    day.revoke({ grantId: token.grantId });
    const entry = day.after(60).use({ granted, ...token });
    lists(day, 'AC-10', [[entry, /used 60.0 s after it was revoked/]]);
  });

  test('is listed where its clock was not that of its entry, or its token had ended', () => {
    const day = scene();
    const token = day.token();
    const early = day.after(400).use(token, { time: -300 });
    const past = day.at('2026-11-03T00:00:00.000Z').use(token, { kind: 'token.usage', time: -172_400 });
    const back = day.grant({}, { facts: { time: 0 } }).entry;
    lists(day, 'AC-04', [
      [early, /was decided as of 2026-11-01T00:01:40.000Z, and recorded as of 2026-11-01T00:06:40.000Z/],
      [past, /was decided as of/],
      [past, /passed 172200 s after its token had ended/],
      [back, /was decided as of 1970-01-01T00:00:00.000Z/],
    ]);
  });

  test('is listed where its window is none', () => {
    const day = scene();
    const token = day.token();
    const entry = day.use(token, { kind: 'token.usage', last: '2026-11-20T00:00:00.000Z' });
    lists(day, 'AC-04', [
      [entry, /counts uses up to 2026-11-20T00:00:00.000Z, after it was written/],
      [entry, /after its token had ended/],
    ]);
  });
});

describe('a token that an issuer guard lies about', () => {
  test('is listed where one decision let two responses out', () => {
    const day = scene();
    const { granted } = day.token();
    const { entry } = day.issue(granted);
    lists(day, 'AC-04', [[entry, /second response by one decision/]]);
  });

  test('is listed where it names no token', () => {
    const day = scene();
    const { entry } = day.issue(day.grant(), { body: { tokens: [] } });
    lists(day, 'AC-04', [[entry, /names no token that it gave out/]]);
  });

  test('is listed where it names a policy that allows its client more', () => {
    const day = scene();
    const { entry } = day.issue(day.grant(), { policy: approvedPolicy({ clients: [] }).digest });
    lists(day, 'AC-04', [[entry, /names another policy than its decision/]]);
  });

  test('is listed where it passes for a refresh, of which nobody is told', () => {
    const day = scene();
    const granted = day.grant({ clientId: 'shop', scopes: ['orders:write'] });
    const { entry } = day.issue(granted, { body: { grantType: 'refresh_token' } });
    lists(day, 'AC-04', [[entry, /was issued by refresh_token, and decided for client_credentials/]]);
  });

  test('is listed where its refresh goes on with a grant that nobody gave, or of another', () => {
    const day = scene();
    const grant = (scopes: string[], of: readonly string[]) =>
      day.grant(
        { clientId: 'shop', grantType: 'refresh_token', scopes: null },
        {
          after: [...of],
          facts: { priorGrant: { grantId: 'grant-1', clientId: 'shop', scopes, resource: null, revoked: false } },
        },
      );
    const { granted } = day.token({ clientId: 'shop', scopes: ['openid'] }, { refresh: true });
    day.issue(grant(['openid'], [granted.entry.id]), { grantId: 'grant-1' });
    const forged = grant(['openid', 'orders:write'], []);
    const wide = grant(['openid', 'orders:write'], [granted.entry.id]);
    const other = day.issue(grant(['openid'], [granted.entry.id]), { grantId: 'grant-2' });
    lists(day, 'AC-04', [
      [forged.entry, /goes on with the grant grant-1, and no decision is there that gave it/],
      [wide.entry, /says that its grant was given orders:write, and it was not/],
      [other.entry, /is of the grant grant-2, and was decided for the grant grant-1/],
    ]);
  });
});

describe('a process that fell silent', () => {
  test('is listed where its only sign of life came from the future, not where clocks differ a little', () => {
    const day = served();
    day.process('started', 'other-guard');
    day.process('stopped', 'other-guard');
    day.process('started');
    const ahead = day.at('2026-11-29T00:00:00.000Z').process('started', 'other-guard');
    day.at('2026-11-01T00:05:00.000Z').process('stopped');
    day.at('2026-11-29T00:05:00.000Z').process('started');
    day.at('2026-11-29T00:04:00.000Z').grant();
    lists(day, 'AC-16', [[ahead, /other-guard wrote 2418900 s ahead of what issuer-guard-1 wrote later/]]);
  });

  test('is listed where it wrote after its own end, or never gave a sign, not where it was started again', () => {
    const day = served();
    day.process('started');
    day.grant();
    day.process('stopped');
    const ghost = day.after(3600).grant().entry;
    day.grant();
    day.process('started');
    const token = day.token();
    const never = day.use(token);
    lists(day, 'AC-16', [
      [ghost, /issuer-guard-1 wrote, and by its signs of life no process of it ran \(2 times\)/],
      [never, /api-guard-1 wrote, and/],
    ]);
  });
});

describe('an alert of the last minutes of a period', () => {
  const TO = '2026-11-02T00:00:00.000Z';
  const deliver = (day: Scene, of: LoggedEntry, lastAttempt = day.log.time) =>
    day.log.append('alert.delivered', { after: [of.id], body: { destination: 'pager', lastAttempt } }, 'notifier');
  const late = () => {
    const day = scene();
    day.at('2026-11-01T23:59:00.000Z');
    const entries = [1, 2].map(() => day.token({ clientId: 'shop', scopes: ['orders:write'] }).entry);
    return { day, entries, end: day.log.entries.length };
  };

  test('is listed where the log goes on and nobody was told, not one that was told after it', () => {
    const { day, entries, end } = late();
    day.at('2026-11-02T00:01:00.000Z');
    deliver(day, entries[0] as LoggedEntry);
    day.at('2026-11-02T01:00:00.000Z').grant();
    const found = listed(day, 'AC-14', { end, to: TO });
    assert.deepEqual(
      found.map(([index]) => index),
      [entries[1]?.index],
    );
    assert.match(found[0]?.[1] ?? '', /No alert of it reached anybody/);
  });

  test('is listed where it came before what it tells of', () => {
    const { day, entries, end } = late();
    const forged = deliver(day.after(7200), entries[0] as LoggedEntry, '2026-11-01T20:00:00.000Z');
    const found = listed(day, 'AC-14', { end, to: TO });
    assert.deepEqual(found[0]?.[0], forged.index);
    assert.match(found[0]?.[1] ?? '', /reached somebody 14340 s before/);
  });
});

describe('a policy that comes back', () => {
  const without = (day: Scene) => ({
    clients: day.policy.policy.clients.map((one) => (one.clientId === 'report' ? { ...one, standing: [] } : one)),
  });

  test('does not cover uses of the time in which another was active', () => {
    const day = scene();
    const old = day.policy;
    const token = day.token({}, { lives: 86_400 });
    day.after(60).change(without(day));
    const used = day.after(3600).log.time;
    day.after(100).activate(old);
    const entry = day.after(1).use(token, { kind: 'token.usage', first: used, last: used, time: -101 });
    lists(day, 'AC-04', [
      [token.entry, /lives 86400 s/],
      [entry, /a policy that another had replaced 3600 s before/],
    ]);
  });

  test('does not cover decisions from before it came', () => {
    const day = scene();
    const token = day.token();
    const { time } = day.log;
    day.after(3600).change({ resourceServers: [] });
    const entry = day.use(token, { kind: 'token.usage', first: time, last: time, time: -3600 });
    lists(day, 'AC-04', [[entry, /by a policy 3600 s before it became active/]]);
  });

  test('and what it took away before the period stays away in it', () => {
    const day = scene();
    const old = day.policy;
    const token = day.token();
    const removed = day.after(10).change(without(day));
    const from = day.log.entries.length;
    const entry = day.after(60).use(token, { policy: old });
    lists(day, 'AC-06', [[entry, /used orders:read 60 s after it was taken away/]], { from });
    assert.ok(removed.index < from);
  });

  test('nor does a revocation weeks later end what should have ended', () => {
    const day = scene();
    const long = day.token({}, { lives: 86_400 * 20 });
    day.after(10).change(without(day));
    day.after(86_400 * 14).revoke(long);
    lists(day, 'AC-06', [[long.entry, /lives on with orders:read for 1209600 s .* was revoked only then/]]);
  });
});

describe('a policy of another environment', () => {
  test('is listed with its approvals, which nobody gave for this one', () => {
    const day = scene();
    const staging = approvedPolicy({ ...day.policy.policy, environment: 'staging' });
    const entry = day.activate(staging);
    assert.ok(
      listed(day, 'AC-02').some(([index, what]) => index === entry.index && /is a policy for staging/.test(what)),
    );
  });
});

describe('a revocation that is none', () => {
  test('is listed, for no use after it is', () => {
    const day = scene();
    const { grantId } = day.token();
    const body = {
      type: 'grant',
      grantId,
      fingerprint: null,
      clientId: 'report',
      expiresAt: null,
      reason: 'client_request',
    };
    const entry = day.log.append('token.revoked', { refs: [`grant:${grantId}`], body });
    lists(day, 'AC-10', [[entry, /is not in the form of a revocation/]]);
  });
});
