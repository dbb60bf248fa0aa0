import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compilePolicy, type IdentifiedPolicy } from '../../policy/index.ts';
import { clientText, scopeText, shopText } from '../../policy/testing/shop-policy.ts';
import type { ReportedScope } from '../index.ts';
import { judgeRequests } from './judge-requests.ts';
import type { GateFinding, ScopeAdvice } from './types.ts';

const TIME = Date.UTC(2027, 0, 1) / 1000;
const NO_ADVICE: ScopeAdvice = () => null;

const POLICY = policyOf({
  scopes: [
    scopeText('orders:read'),
    scopeText('orders:write', { risk: 'high' }),
    scopeText('orders:refund', { risk: 'critical', sensitivity: 'restricted' }),
    scopeText('stock:read', { resourceServer: 'stock' }),
    scopeText('old', { replacedBy: '{ scopes: [orders:read], deadline: 2026-12-31T00:00:00Z }' }),
  ],
  clients: [
    clientText('till', {
      standing: '[orders:read, stock:read]',
      eligible: '[orders:write]',
      sources: "['apps/till/']",
    }),
    clientText('desk', { standing: '[orders:read, old]', sources: "['apps/desk/', 'shared/']" }),
    clientText('kiosk', { standing: '[]', sources: "['shared/']" }),
    clientText('gone', { standing: '[orders:read]', expires: '2026-06-01T00:00:00Z' }),
  ],
});

function policyOf({ scopes, clients }: { scopes: readonly string[]; clients: readonly string[] }): IdentifiedPolicy {
  const text = shopText({ scopes: scopes.join(''), clients: clients.join('') });
  const { identified, diagnostics } = compilePolicy([{ path: 'shop.yaml', text }]);
  assert.ok(identified, JSON.stringify(diagnostics));
  return identified;
}

const request = (scope: string, file: string, client: string | null = null): ReportedScope => ({
  ...{ file, line: 3, column: 7, scope, client, provider: null, extractor: 'javascript', confidence: 'high' },
});

function judged(requests: readonly ReportedScope[], client: string | null = null): GateFinding[] {
  return judgeRequests(POLICY, { requests, dynamic: [], skipped: [] }, { time: TIME, client, advice: NO_ADVICE });
}

const short = ({ rule, client, reason }: GateFinding): string => `${rule} ${client} ${reason}`;

describe('a request that a repository holds', () => {
  test('passes where the policy lets the client of its file have it, always or while elevated', () => {
    assert.deepEqual(
      judged([request('orders:read', 'apps/till/a.ts'), request('orders:write', 'apps/till/b/c.go')]),
      [],
    );
  });

  test('that the policy doesn’t allow is told with what would do and who can allow it', () => {
    const [finding, ...others] = judged([request('orders:refund', 'apps/till/a.ts')]);
    assert.deepEqual(others, []);
    assert.deepEqual(finding, {
      rule: 'scope-not-allowed',
      severity: 'error',
      file: 'apps/till/a.ts',
      line: 3,
      column: 7,
      client: 'till',
      scope: 'orders:refund',
      reason: 'scope_not_allowed_for_client',
      message: 'till asks for orders:refund, which it may not hold (critical risk, restricted data)',
      help:
        'Use orders:read or orders:write where that is enough. Else have p-1 add orders:refund to standing: or eligible: of till, and say why. ' +
        'It is critical, so p-2 or p-3 has to approve client:till.',
      narrower: ['orders:read', 'orders:write'],
      approvers: ['p-2', 'p-3'],
    });
  });

  test('of a name that isn’t there is asked whether another was meant', () => {
    const [finding] = judged([request('orders:raed', 'apps/till/a.ts')]);
    assert.equal(finding?.message, 'till asks for orders:raed, which is no scope of the policy');
    assert.match(finding?.help ?? '', /^Did you mean orders:read\? Else define it under scopes:/);
    assert.deepEqual(finding?.approvers, []);
  });

  test('of a scope past its deadline, or by a client that ended, is refused for that', () => {
    const [old] = judged([request('old', 'apps/desk/a.ts')]);
    assert.equal(old?.message, 'desk asks for old, which ended at 2026-12-31T00:00:00Z');
    assert.equal(old?.help, 'Use orders:read where that is enough.');
    const [gone] = judged([request('orders:read', 'x.ts', 'gone')]);
    assert.equal(gone?.message, 'gone asks for orders:read, and ended itself at 2026-06-01T00:00:00Z');
  });

  test('is that of the client that it names', () => {
    assert.deepEqual(judged([request('stock:read', 'infrastructure/realm.json', 'till')]), []);
    assert.deepEqual(judged([request('stock:read', 'apps/till/realm.json', 'desk')]).map(short), [
      'scope-not-allowed desk scope_not_allowed_for_client',
    ]);
  });

  test('in the name of a stronger client, in a file of another one, is held to what that one may hold', () => {
    const [finding, ...more] = judged([request('stock:read', 'apps/desk/realm.json', 'till')]);
    assert.deepEqual(more, []);
    assert.equal(
      finding?.message,
      'stock:read is asked for here in the name of till, in a file of desk, which may not hold it',
    );
    assert.match(finding?.help ?? '', /^Name this file in sources: of till/);
    assert.deepEqual(judged([request('orders:read', 'apps/desk/realm.json', 'till')]), []);
  });

  test('of a file that a change takes out of its client’s sources fails, whoever is meant otherwise', () => {
    const after = policyOf({
      scopes: [scopeText('orders:read'), scopeText('stock:read', { resourceServer: 'stock' })],
      clients: [
        clientText('till', { standing: '[orders:read, stock:read]', sources: "['apps/till/', 'apps/moved/']" }),
        clientText('desk', { standing: '[orders:read]' }),
      ],
    });
    const judge = (file: string, client: string | null, named: string | null = null) =>
      judgeRequests(
        after,
        { requests: [request('stock:read', file, named)], dynamic: [], skipped: [] },
        { time: TIME, client, advice: NO_ADVICE, before: POLICY.policy },
      ).map(({ rule, message }) => `${rule} ${message}`);
    const lost = /^source-lost stock:read is asked for in a file of desk, which this change makes till’s$/;
    assert.match(judge('apps/desk/a.ts', 'till')[0] ?? '', lost);
    assert.match(judge('apps/desk/a.ts', null, 'till')[0] ?? '', lost);
    assert.match(judge('apps/desk/a.ts', null)[0] ?? '', /^source-lost .* makes nobody’s$/);
    // Still desk's by its name, somebody's sources now, or nobody's before.
    assert.match(judge('apps/desk/a.ts', 'desk')[0] ?? '', /^scope-not-allowed desk/);
    assert.deepEqual(judge('apps/moved/a.ts', null), []);
    assert.deepEqual(judge('elsewhere/a.ts', 'till'), []);
  });

  test('of a file of several clients has to be allowed to each', () => {
    assert.deepEqual(judged([request('orders:read', 'shared/auth.ts')]).map(short), [
      'scope-not-allowed kiosk scope_not_allowed_for_client',
    ]);
  });

  test('whose client nobody says is held against it, unless the repository is one client’s', () => {
    const asked = [request('orders:read', 'elsewhere/a.ts'), request('orders:read', 'elsewhere/b.json', 'App of Ada')];
    assert.deepEqual(judged(asked).map(short), ['client-not-said null null', 'client-not-said App of Ada null']);
    assert.deepEqual(judged(asked, 'till'), []);
    assert.deepEqual(judged([request('orders:refund', 'elsewhere/a.ts')], 'till').map(short), [
      'scope-not-allowed till scope_not_allowed_for_client',
    ]);
    assert.equal(judged(asked, 'nobody').length, 2);
  });

  test('is not let pass by a path that leads round its sources', () => {
    for (const file of [
      'apps/till/../desk/a.ts',
      './apps/till/a.ts',
      '/apps/till/a.ts',
      '../apps/till/a.ts',
      'Apps/Till/a.ts',
      '',
    ])
      assert.deepEqual(judged([request('orders:read', file)]).map(short), ['client-not-said null null'], file);
  });

  test('is told what the provider offers where the policy doesn’t know its scope', () => {
    const advice: ScopeAdvice = () => ({ known: true, nearest: [], narrower: ['drive.file'] });
    const [finding] = judgeRequests(
      POLICY,
      { requests: [request('drive', 'apps/till/a.ts')], dynamic: [], skipped: [] },
      { time: TIME, client: null, advice },
    );
    assert.match(finding?.help ?? '', /^Use drive\.file where that is enough\. Else define it/);
    assert.deepEqual(finding?.narrower, ['drive.file']);
  });

  test('that is known only when it runs is a warning', () => {
    const dynamic = [
      {
        file: 'a.ts',
        line: 1,
        column: 2,
        client: null,
        provider: null,
        extractor: 'javascript',
        reason: 'the environment variable SCOPES',
      },
    ];
    const [finding] = judgeRequests(
      POLICY,
      { requests: [], dynamic, skipped: [] },
      { time: TIME, client: null, advice: NO_ADVICE },
    );
    assert.deepEqual([finding?.rule, finding?.severity], ['scopes-dynamic', 'warning']);
    assert.match(finding?.message ?? '', /depends on the environment variable SCOPES/);
  });

  test('that may stand in a file that can’t be read is a warning, at its place', () => {
    const skipped = [
      { file: 'a.json', reason: 'line 3, column 5: this is not JSON' },
      { file: 'b.bin', reason: 'it is no text' },
    ];
    const found = judgeRequests(
      POLICY,
      { requests: [], dynamic: [], skipped },
      { time: TIME, client: null, advice: NO_ADVICE },
    );
    assert.deepEqual(
      found.map(
        ({ rule, severity, file, line, column, message }) =>
          `${file}:${line}:${column} ${severity} ${rule}: ${message}`,
      ),
      [
        'a.json:3:5 warning file-unread: not read, or not whole: this is not JSON',
        'b.bin:1:1 warning file-unread: not read, or not whole: it is no text',
      ],
    );
  });

  test('never passes unless the decision permits it to some client, whatever it is called', () => {
    const names = fc.constantFrom(
      'orders:read',
      'orders:write',
      'orders:refund',
      'stock:read',
      'old',
      'admin',
      '*',
      '__proto__',
    );
    const files = fc.constantFrom('apps/till/x', 'apps/desk/x', 'shared/x', 'x', 'constructor');
    const may: Readonly<Record<string, readonly string[]>> = {
      till: ['orders:read', 'stock:read', 'orders:write'],
      desk: ['orders:read'],
      kiosk: [],
    };
    const owners: Readonly<Record<string, readonly string[]>> = {
      'apps/till/x': ['till'],
      'apps/desk/x': ['desk'],
      'shared/x': ['desk', 'kiosk'],
    };
    fc.assert(
      fc.property(names, files, (scope, file) => {
        const clients = Object.hasOwn(owners, file) ? (owners[file] ?? []) : [];
        const passes = clients.length > 0 && clients.every((client) => may[client]?.includes(scope));
        assert.equal(judged([request(scope, file)]).length === 0, passes);
      }),
    );
  });
});
