import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Decision, decide, type GrantRequest, type UseRequest } from '../decision/index.ts';
import { ISSUER, ORDERS, samplePolicy } from '../decision/testing/sample-policy.ts';
import type { EntryKind, LoggedEntry } from '../entries/index.ts';
import type { Json } from '../proof/index.ts';
import { ALERT_KINDS, type Alert, type AlertContext, alertOf } from './index.ts';

const policy = samplePolicy();
const context: AlertContext = { policyOf: (digest) => (digest === policy.digest ? policy : null) };
const NOTHING: AlertContext = { policyOf: () => null };
const ID = `sha256:${'7'.repeat(64)}`;
const TIME = 1_800_000_000;

function logged(kind: EntryKind, body: { readonly [name: string]: Json }, subject: string | null = null): LoggedEntry {
  return {
    index: 17,
    id: ID,
    leafHash: new Uint8Array(32),
    bytes: new Uint8Array(),
    entry: {
      envelope: 1,
      kind,
      kindVersion: 1,
      environment: 'test',
      issuer: ISSUER,
      writer: 'issuer-guard',
      sequence: 1,
      time: '2027-01-15T08:00:00.000Z',
      operation: 'operation',
      after: [],
      digests: { policy: policy.digest },
      subject,
      refs: [],
      body,
      proof: { key: '0', index: 0, size: 1, path: [], signature: '' },
    },
  };
}

const json = (value: object): Json => value as Json;

function decided(request: Partial<GrantRequest> & { clientId: string }, prior: readonly string[] | null = null) {
  const whole: GrantRequest = {
    kind: 'grant',
    issuer: ISSUER,
    grantType: 'client_credentials',
    scopes: null,
    resources: [],
    redirectUri: null,
    ...request,
  };
  const facts = {
    time: TIME,
    priorGrant:
      prior === null
        ? null
        : { grantId: 'g-1', clientId: whole.clientId, scopes: prior, resource: ORDERS, revoked: false },
    token: null,
    feedSilentSeconds: null,
  };
  return logged('decision.made', {
    request: json(whole),
    facts: json(facts),
    decision: json(decide(policy, whole, facts)),
  });
}

function useRefused(held: readonly string[], required: readonly string[], expiresAt = TIME + 60): LoggedEntry {
  const request: UseRequest = {
    kind: 'use',
    issuer: ISSUER,
    clientId: 'batch',
    audience: ORDERS,
    operation: 'refundOrder',
    required: [required],
  };
  const token = { scopes: held, audiences: [ORDERS], expiresAt, revoked: false, recorded: true };
  const facts = { time: TIME, priorGrant: null, token, feedSilentSeconds: 0 };
  const decision: Decision = decide(policy, request, facts);
  return logged('token.use_refused', {
    request: json(request),
    facts: json(facts),
    decision: json(decision),
    count: 3,
  });
}

const issued = (scopes: readonly string[], more: { readonly [name: string]: Json } = {}, kind?: EntryKind) =>
  logged(kind ?? 'token.issued', {
    clientId: 'lenient',
    grantId: 'g-1',
    grantType: 'client_credentials',
    faults: [],
    tokens: [{ type: 'access_token', fingerprint: 'f1:secret', scopes: [...scopes] }],
    ...more,
  });

/** Type, severity and scopes of the alert; null where there is none. */
const said = (entry: LoggedEntry, by = context) => {
  const alert = alertOf(entry, by);
  return alert === null ? null : [alert.type, alert.severity, ...alert.scopes];
};

describe('a scope that was granted', () => {
  test('alerts where the policy calls it high or critical', () => {
    assert.deepEqual(said(issued(['orders:read', 'orders:write'])), ['scope.granted', 'high', 'orders:write']);
    assert.deepEqual(said(issued(['orders:refund', 'orders:write'])), [
      'scope.granted',
      'critical',
      'orders:refund',
      'orders:write',
    ]);
  });

  test('is no alert where it is low, or no scope of the policy', () => {
    assert.equal(said(issued(['orders:read', 'openid', 'profile'])), null);
    assert.equal(said(issued([])), null);
  });

  test('alerts for what only the refresh token carries', () => {
    const tokens: Json = [
      { type: 'access_token', scopes: ['orders:read'] },
      { type: 'refresh_token', scopes: ['orders:read', 'orders:refund'] },
    ];
    assert.deepEqual(said(issued([], { tokens })), ['scope.granted', 'critical', 'orders:refund']);
  });

  test('is alerted once for a grant and not again at each refresh, unless the refresh gave more than was decided', () => {
    const refresh = { grantType: 'refresh_token' };
    assert.equal(said(issued(['orders:write'], refresh)), null);
    assert.deepEqual(said(issued(['orders:write'], { ...refresh, faults: ['scope_exceeds_decision'] })), [
      'scope.granted',
      'high',
      'orders:write',
    ]);
  });

  test('is alerted where the policy that decided it is gone, for nobody can say that it was harmless', () => {
    assert.deepEqual(said(issued(['orders:read']), NOTHING), ['scope.granted', 'high', 'orders:read']);
  });
});

describe('a scope that was refused', () => {
  test('alerts where it is high or critical, also beside scopes that could have been given', () => {
    assert.deepEqual(said(decided({ clientId: 'batch', scopes: ['orders:read', 'orders:refund'] })), [
      'scope.refused',
      'critical',
      'orders:refund',
    ]);
    assert.deepEqual(said(decided({ clientId: 'batch', scopes: ['orders:write'] })), [
      'scope.refused',
      'high',
      'orders:write',
    ]);
  });

  test('is no alert where it is low, and none where the request was permitted', () => {
    assert.equal(said(decided({ clientId: 'batch', scopes: ['openid', 'orders:read'] })), null);
    assert.equal(said(decided({ clientId: 'lenient', scopes: ['orders:read', 'orders:write'] })), null);
  });

  test('alerts where a request was narrowed by it, and names what was left out alone', () => {
    const narrowed = decided({ clientId: 'lenient', scopes: ['orders:refund', 'orders:write'] });
    assert.deepEqual(said(narrowed), ['scope.refused', 'critical', 'orders:refund']);
    assert.match(alertOf(narrowed, context)?.what ?? '', /given less \(scope_not_allowed_for_client\)/);
    assert.equal(said(decided({ clientId: 'lenient', scopes: ['openid', 'orders:write'] })), null);
  });

  test('alerts where the request named none and the grant before it holds one', () => {
    const refresh = { clientId: 'lenient', grantType: 'refresh_token', resources: ['https://other.example'] } as const;
    assert.deepEqual(said(decided(refresh, ['orders:write'])), ['scope.refused', 'high', 'orders:write']);
  });

  test('is no alert where the client is only observed, for nothing was refused', () => {
    assert.equal(said(decided({ clientId: 'watched', scopes: ['orders:refund'] })), null);
  });

  test('alerts for calls that need one, and not for calls with a token that has ended', () => {
    assert.deepEqual(said(useRefused(['orders:read'], ['orders:refund'])), [
      'scope.refused',
      'critical',
      'orders:refund',
    ]);
    assert.deepEqual(said(useRefused(['orders:refund'], ['orders:refund'])), [
      'scope.refused',
      'critical',
      'orders:refund',
    ]);
    assert.equal(said(useRefused(['orders:refund'], ['orders:refund'], TIME - 1)), null);
    assert.equal(said(useRefused(['openid'], ['orders:read'])), null);
  });

  test('is known by the decision’s own risk where the policy is gone', () => {
    assert.deepEqual(said(decided({ clientId: 'batch', scopes: ['orders:refund'] }), NOTHING), [
      'scope.refused',
      'critical',
      'orders:refund',
    ]);
    assert.equal(said(decided({ clientId: 'batch', scopes: ['openid', 'orders:read'] }), NOTHING), null);
  });
});

describe('a response that was withheld', () => {
  const withheld = (scopes: readonly string[], faults: readonly string[]) =>
    issued(scopes, { faults: [...faults] }, 'token.withheld');

  test('alerts whatever its scopes, and is critical with a critical scope or where it could not be read', () => {
    assert.deepEqual(said(withheld(['orders:read'], ['life_exceeds_decision'])), [
      'response.withheld',
      'high',
      'orders:read',
    ]);
    const critical = withheld(['orders:refund'], ['scope_exceeds_decision']);
    assert.deepEqual(said(critical), ['response.withheld', 'critical', 'orders:refund']);
    assert.deepEqual(said(withheld([], ['access_token_unreadable'])), ['response.withheld', 'critical']);
  });

  test('says where it was only that the grant was revoked meanwhile', () => {
    assert.match(alertOf(withheld([], ['grant_revoked']), context)?.whatToDo ?? '', /^Nothing, if/);
  });

  test('is not what a response is that was not issued at all', () => {
    assert.equal(said(issued(['orders:refund'], {}, 'token.not_issued')), null);
  });
});

describe('a policy that would not activate', () => {
  const refused = (body: { readonly [name: string]: Json }) =>
    logged('policy.refused', { lacking: [], bootstrap: false, ...body });

  test('alerts, and is critical where approvals are missing or no policy is active', () => {
    assert.deepEqual(said(refused({ reason: 'policy_invalid' })), ['policy.refused', 'high']);
    assert.deepEqual(said(refused({ reason: 'active_differs' })), ['policy.refused', 'high']);
    assert.deepEqual(said(refused({ reason: 'policy_invalid', bootstrap: true })), ['policy.refused', 'critical']);
    assert.deepEqual(said(refused({ reason: 'approval_missing', lacking: ['scope:orders:refund', 'client:batch'] })), [
      'policy.refused',
      'critical',
      'orders:refund',
    ]);
  });

  test('is not a policy that did', () => {
    assert.equal(said(logged('policy.activated', {})), null);
  });
});

describe('an alert', () => {
  test('is known by its entry, tells a person what happened, why it matters and what to do', () => {
    const entry = decided({ clientId: 'batch', scopes: ['orders:refund'] });
    const alert = alertOf(entry, context) as Alert;
    assert.equal(alert.id, ID);
    assert.deepEqual(alert.entry, { index: 17, id: ID });
    assert.deepEqual([alert.time, alert.issuer, alert.clientId], [entry.entry.time, ISSUER, 'batch']);
    assert.equal(alert.what, 'The client batch asked for orders:refund and was refused (scope_needs_elevation).');
    for (const text of [alert.title, alert.why, alert.whatToDo]) assert.ok(text.length > 10);
    assert.ok(alert.whatToDo.includes('ambit explain batch orders:refund'));
  });

  test('has the pseudonym of a person, and no fingerprint of a token', () => {
    const entry = { ...issued(['orders:refund']) };
    const alert = alertOf({ ...entry, entry: { ...entry.entry, subject: 'sub:abc' } }, context);
    assert.equal(alert?.subject, 'sub:abc');
    assert.ok(!JSON.stringify(alert).includes('f1:secret'));
  });

  test('puts what a client sent into commands as a word of its own, or not at all', () => {
    const strange = issued(['orders:refund'], { clientId: "x';rm -rf ~;'" });
    assert.ok(!alertOf(strange, context)?.whatToDo.includes('rm -rf'));
    const quoted = alertOf(issued(['orders:refund'], { clientId: "x';reboot;'" }), context)?.whatToDo ?? '';
    assert.ok(quoted.includes(`ambit explain 'x'\\'';reboot;'\\''' orders:refund`), quoted);
    const control = issued(['orders:refund', 'a\u001b[2J', 'b c'], { clientId: 'x\u001b[2J' });
    assert.ok(!JSON.stringify(alertOf(control, NOTHING)).includes('2J'));
  });

  test('is the same each time, and never throws, whatever a well-formed entry says', () => {
    const name = fc.oneof(
      fc.constantFrom(
        ...['request', 'decision', 'facts', 'tokens', 'scopes', 'withheld', 'outcome', 'mode', 'reason', 'required'],
        ...['clientId', 'faults', 'grantType', 'lacking', 'bootstrap', 'priorGrant', 'scope', 'risk', 'count'],
      ),
      fc.string(),
    );
    const leaf = fc.oneof(
      fc.constantFrom('refuse', 'narrow', 'enforce', 'orders:refund', '__proto__', 'constructor', 'scope_insufficient'),
      fc.jsonValue(),
    );
    const { body } = fc.letrec<{ value: Json; body: { [name: string]: Json } }>((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf as fc.Arbitrary<Json>, fc.array(tie('value')), tie('body')),
      body: fc.dictionary(name, tie('value'), { maxKeys: 8 }),
    }));
    fc.assert(
      fc.property(fc.constantFrom(...ALERT_KINDS), body, fc.constantFrom(context, NOTHING), (kind, said, by) => {
        const alert = alertOf(logged(kind, said), by);
        assert.deepEqual(alertOf(logged(kind, said), by), alert);
        if (alert !== null) assert.deepEqual(JSON.parse(JSON.stringify(alert)), alert);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a log that is not witnessed in time', () => {
  const uncosigned = (outcome: string, body: { readonly [name: string]: Json } = {}) =>
    logged('checkpoint.uncosigned', {
      ...{ size: 120, cosignedSize: 100, needed: 2, withinSeconds: 60 },
      witnesses: [
        { witness: 'one.example', size: 120, outcome: 'cosigned' },
        { witness: 'other.example', size: 100, outcome },
      ],
      ...body,
    });

  test('alerts, and says which witness did not cosign', () => {
    assert.deepEqual(said(uncosigned('failed')), ['log.unwitnessed', 'high']);
    const alert = alertOf(uncosigned('failed'), context);
    assert.match(
      alert?.what ?? '',
      /^2 witnesses .* within 60 seconds.* as far as 100\. other\.example did not cosign\.$/,
    );
  });

  test('is critical where a witness says that it is another history', () => {
    assert.deepEqual(said(uncosigned('refuted')), ['log.unwitnessed', 'critical']);
    assert.match(alertOf(uncosigned('refuted'), context)?.what ?? '', /^other\.example cosigned another history/);
  });

  test('takes no name from an entry that could not be one', () => {
    const alert = alertOf(uncosigned('failed', { witnesses: [{ witness: 'a\nb', outcome: 'refuted' }, 7] }), context);
    assert.equal(alert?.severity, 'high');
    assert.ok(!JSON.stringify(alert).includes('a\\nb'));
  });
});

test('a restored ledger is critical, and says how many entries are lost', () => {
  const back = logged('issuer.handed_back', { from: 0 });
  assert.deepEqual(said(back), ['issuer.handed_back', 'critical']);
  const restored = logged('ledger.restored', { size: 100, lostEntries: 12 });
  assert.deepEqual(said(restored), ['ledger.restored', 'critical']);
  assert.match(alertOf(restored, context)?.what ?? '', /of 100 entries; 12 later ones are lost/);
});
