import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Scan } from '../run/index.ts';
import type { ReportedDynamic, ReportedScope } from '../types.ts';
import { humanReport } from './human.ts';
import { type Judge, scanReport, summaryOf } from './scan-report.ts';

const PLAIN = { judge: null, paint: (_: string, text: string) => text };

const request = (more: Partial<ReportedScope> = {}): ReportedScope => ({
  ...{ file: 'realm.json', line: 3, column: 5, scope: 'orders:read', client: 'shop', provider: 'keycloak' },
  ...{ extractor: 'keycloak', confidence: 'high', ...more },
});
const dynamic = (more: Partial<ReportedDynamic> = {}): ReportedDynamic => ({
  ...{ file: 'src/a.ts', line: 9, column: 1, client: null, provider: 'google', extractor: 'javascript' },
  ...{ reason: 'the environment variable SCOPES', ...more },
});
const scan = (more: Partial<Scan> = {}): Scan => ({
  ...{ requests: [], definitions: [], dynamic: [], skipped: [], notes: [] },
  ...{ top: '/repository', cwd: '/repository/in', files: 1200 },
  ...{ asked: new Set<string>(), left: [], behindLinks: new Map<string, string>(), unfollowed: [], ...more },
});

describe('what a person reads', () => {
  test('stands by file and client, with what is dynamic where it stands', () => {
    const found = scan({
      requests: [
        request(),
        request({ line: 4, client: 'report', confidence: 'medium' }),
        request({ line: 5, scope: 'profile' }),
        request({ file: 'src/a.ts', line: 12, client: null, provider: null }),
      ],
      dynamic: [dynamic()],
      definitions: [request()],
      skipped: [{ file: 'broken.json', reason: 'line 1, column 2: this is not JSON: x' }],
      notes: ['git is not installed, so files are read whether or not they are tracked'],
    });
    assert.equal(
      humanReport(found, PLAIN),
      `realm.json
  shop (keycloak)
    3:5      orders:read
    5:5      profile
  report (keycloak)
    4:5      orders:read (medium confidence)
src/a.ts
  google
    9:1      dynamic: the environment variable SCOPES
  a client that is not named
    12:5     orders:read

4 requests for scopes by 3 clients in 2 files (keycloak 3, no provider named 1);
1,200 files scanned.
1 place asks for scopes that are known only when it runs.
1 scope only defined, and not asked for.
1 file or folder not read, or not whole.
Note: git is not installed, so files are read whether or not they are tracked.
  broken.json
    line 1, column 2: this is not JSON: x
`,
    );
  });

  test('is bounded', () => {
    const requests = Array.from({ length: 5000 }, (_, index) => request({ line: index + 1 }));
    const skipped = Array.from({ length: 300 }, (_, index) => ({ file: `${index}.json`, reason: 'x'.repeat(10_000) }));
    const text = humanReport(scan({ requests, skipped }), PLAIN);
    assert.match(text, /^… and 3,000 more: --format json has all\.$/m);
    assert.match(text, /^ {2}… and 200 others: --format json has all\.$/m);
    assert.ok(text.length < 200_000);
  });

  test('of nothing is one sentence', () =>
    assert.deepEqual(summaryOf(scan()), ['Nothing asks for a scope: 1,200 files scanned.']));
});

describe('annotations of a scan', () => {
  const judge: Judge = ({ scope }) =>
    scope === 'drive'
      ? { kind: 'broad', message: 'reaches far', help: 'Narrower: drive.file.' }
      : { kind: 'unknown', message: 'is no scope of keycloak', help: 'Did you mean orders:write?' };
  const annotationsOf = (found: Scan, by: Judge | null = null) =>
    scanReport(found, { version: '1.0.0', judge: by }).annotations.map(
      ({ level, ruleId, file, line, column, message }) =>
        [level, ruleId, `${file}:${line}:${column}`, message].join(' | '),
    );

  test('are requests, what is dynamic and what was not read; definitions are none', () => {
    const found = scan({
      requests: [request()],
      definitions: [request({ scope: 'defined' })],
      dynamic: [dynamic({ file: '/elsewhere/a.ts', client: 'shop' })],
      skipped: [
        { file: 'broken.json', reason: 'line 7, column 2: this is not JSON' },
        { file: 'huge.json', reason: 'it is larger' },
      ],
    });
    assert.deepEqual(annotationsOf(found), [
      'note | scope-request | in/realm.json:3:5 | shop asks keycloak for orders:read',
      'warning | dynamic-scopes | /elsewhere/a.ts:9:1 | shop asks google for scopes that are known only when it runs: the environment variable SCOPES',
      'warning | unread-file | in/broken.json:7:2 | not read whole: this is not JSON',
      'warning | unread-file | in/huge.json:1:1 | not read whole: it is larger',
    ]);
  });

  test('have what a catalog says beside the request', () => {
    assert.deepEqual(
      annotationsOf(scan({ requests: [request(), request({ scope: 'drive', client: null, provider: null })] }), judge),
      [
        'note | scope-request | in/realm.json:3:5 | shop asks keycloak for orders:read',
        'warning | unknown-scope | in/realm.json:3:5 | orders:read is no scope of keycloak',
        'note | scope-request | in/realm.json:3:5 | this file asks for drive',
        'note | broad-scope | in/realm.json:3:5 | drive reaches far',
      ],
    );
    const remarked = humanReport(scan({ requests: [request()] }), { ...PLAIN, judge });
    assert.match(remarked, /orders:read\n {13}unknown: is no scope of keycloak\. Did you mean orders:write\?\n/);
  });
});
