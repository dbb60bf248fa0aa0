import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { scanFile } from '../scan-file.ts';
import type { ScannedFile, ScanResult } from '../types.ts';
import { python } from './python.ts';

const FIXTURES = resolve(import.meta.dirname, '../../../test/fixtures/scan');

before(() => python.prepare?.());

function scan(text: string, path = 'app/login.py', others: Record<string, string> = {}): ScanResult {
  const files = new Map<string, ScannedFile>(
    Object.entries({ ...others, [path]: text }).map(([name, content]) => [name, { path: name, text: content }]),
  );
  const repository = { paths: [...files.keys()].sort(), read: (name: string) => files.get(name) ?? null };
  return scanFile({ path, text }, repository, [python], (_, error) => {
    throw error;
  });
}

const placesOf = (result: ScanResult): string[] =>
  result.requests.map(({ scope, line, column }) => `${scope}@${line}:${column}`);
const scopesOf = (result: ScanResult): string[] => result.requests.map(({ scope }) => scope);
const ask = (value: string): string => `session = OAuth2Session("web", redirect_uri="x", scope=${value})`;

describe('the place of a scope', () => {
  test('is its own, behind characters of two code units and in texts that stand side by side', () => {
    const text = `# 😀\nnote = "é"\n${ask('"a:read " "b:read"')}`;
    assert.deepEqual(placesOf(scan(text)), ['a:read@3:57', 'b:read@3:67']);
  });

  test('is that of the name by which another file is used, in packages and by stars', () => {
    const files = {
      'app/__init__.py': '',
      'app/scopes.py': "READ = 'a:read'\nALL = [READ, 'b:read']",
      'app/star.py': 'from .scopes import *',
    };
    for (const [lines, value, expected] of [
      ['from .scopes import ALL', 'ALL', ['a:read', 'b:read']],
      ['from app.scopes import ALL as WANTED', 'WANTED', ['a:read', 'b:read']],
      ['from . import scopes', 'scopes.READ', ['a:read']],
      ['import app.scopes as s', 's.READ', ['a:read']],
      ['import app.scopes', 'app.scopes.READ', ['a:read']],
      ['from app.star import READ', 'READ', ['a:read']],
      ['from .star import *', 'READ', ['a:read']],
      ['from .gone import READ', 'READ', []],
    ] as const) {
      const result = scan(`${lines}\n${ask(value)}`, 'app/login.py', files);
      assert.deepEqual(scopesOf(result), expected, lines);
      for (const { line } of result.requests) assert.equal(line, 2);
    }
  });
});

describe('values', () => {
  for (const [value, expected] of [
    ["'a:%s b:read' % 'read'", ['a:read', 'b:read']],
    ["{'a': 'a:read', 'b': ['b:read']}[kind]", ['a:read', 'b:read']],
    ["{'a': 'a:read', 'b': 'b:read'}.get(kind, 'c:read')", ['a:read', 'b:read', 'c:read']],
    ["['a:read', 'b:read'][0]", ['a:read']],
    ["['a:read', 'b:read'][1:]", ['a:read', 'b:read']],
    ["{'a:read', 'b:read'} - GONE", ['a:read', 'b:read']],
    ["'a:{} {name}'.format('read', name='b:read')", ['a:read', 'b:read']],
    ["f'a:{kind} b:{kind!r}'", ['a:read', 'b:read']],
    ["' '.join(['a:read'] + ['b:read'])", ['a:read', 'b:read']],
    ["[f'{name}:read' for name in ('a', 'b')]", ['a:read', 'b:read']],
    ["[*BASE, 'b:read']", ['a:read', 'b:read']],
    ["'a:read' if x else 'b:read'", ['a:read', 'b:read']],
    ["list(dict.fromkeys(BASE)) + ['b:read']", ['a:read', 'b:read']],
    ["made_of(BASE) + ['b:read']", ['b:read']],
    ["{'a:read'} | {'b:read'}", ['a:read', 'b:read']],
    ['Box().wanted', ['a:read', 'b:read']],
    ['extended()', ['a:read', 'b:read']],
    ['BUILT', ['a:read', 'b:read']],
    ["r'a:read\\n'", []],
  ] as const)
    test(`knows ${value}`, () => {
      const text = `kind = 'read'
BASE = ('a:read',)
class Box:
    own = ['b:read']
    @property
    def wanted(self):
        return list(BASE) + self.own
def extended(more=['b:read']):
    return [*BASE, *more]
BUILT = []
BUILT.append('a:read')
BUILT += ['b:read']
${ask(value)}`;
      assert.deepEqual(scopesOf(scan(text)).sort(), expected);
    });
});

describe('what is known only when it runs', () => {
  for (const [value, reason] of [
    ["os.environ['SCOPES']", 'the environment variable SCOPES'],
    ["os.getenv('SCOPES')", 'the environment variable SCOPES'],
    ["os.environ.get('SCOPES').split()", 'the environment variable SCOPES'],
    ['load()', 'what load() gives'],
    ['scopes', 'the parameter scopes'],
    ['settings.SCOPES', 'settings.SCOPES of django.conf'],
  ] as const)
    test(`is said of ${value}`, () => {
      const text = `import os\nfrom django.conf import settings\ndef go(scopes):\n    return app.acquire_token_for_client(${value})`;
      const { requests, dynamic } = scan(text);
      assert.deepEqual([requests, dynamic.map((one) => one.reason)], [[], [reason]]);
    });
});

test('names the client and the provider where the file does', () => {
  const text = `CLIENT_ID = 'kiosk'
auth = SpotifyOAuth(client_id=CLIENT_ID, scope='user-top-read')
`;
  assert.deepEqual(
    scan(text).requests.map(({ client, provider, confidence }) => [client, provider, confidence]),
    [['kiosk', 'spotify', 'high']],
  );
});

test('tells definitions from requests', () => {
  const { requests, definitions } = scan(
    "x = OAuth2PasswordBearer(tokenUrl='t', scopes={'me': 'Read', 'b:read': 'B'})",
  );
  assert.deepEqual([requests, definitions.map(({ scope }) => scope)], [[], ['me', 'b:read']]);
});

test('warns once of what is nested too deep, and reads around what is broken', () => {
  const { skipped } = scan(`scope = ${'['.repeat(50_000)}`);
  assert.ok(skipped.length <= 1);
  assert.deepEqual(scopesOf(scan(`def broken(:\n  return\n\n${ask("'a:read'")}\nprint "scope"\n`)), ['a:read']);
  const sum = Array.from({ length: 5_000 }, (_, index) => `'s${index}:read '`).join(' + ');
  assert.ok(scopesOf(scan(`s = (${sum})\n${ask('s.split()')}`)).length > 0);
});

describe('property', () => {
  const words = fc.constantFrom(
    ...[
      'scope="a:read"',
      'scopes',
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      '**',
      "f'{",
      '"""',
      "'",
      ' + ',
      'OAuth2Session',
      'for ',
    ],
    ...[
      'a = ',
      'a',
      '.join(',
      'from . import ',
      'import ',
      'lambda ',
      'def f(',
      ':\n  ',
      '\n',
      ',',
      ' if ',
      ' in ',
      '%',
    ],
  );

  test('any text gives findings or one warning', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 6 })), { maxLength: 60 }), (parts) => {
        const { requests, skipped } = scan(`${parts.join('')} scope`);
        assert.ok(skipped.length <= 1);
        for (const { scope } of requests) assert.doesNotMatch(scope, /[\s"'\\]/);
      }),
      { numRuns: 300 },
    );
  });

  test('any cut or change of a real file gives findings that stand in it, or one warning', () => {
    const texts = ['directory/graph.py', 'site/settings.py', 'workers/tokens.py', 'backup/backup/auth.py'].map((path) =>
      readFileSync(join(FIXTURES, 'python', path), 'utf8'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(40),
        fc.string({ maxLength: 4 }),
        (whole, at, cut, put) => {
          const from = at % whole.length;
          const text = whole.slice(0, from) + put + whole.slice(from + cut);
          const lines = text.split('\n').length;
          const { requests, skipped } = scan(text);
          assert.ok(skipped.length <= 1);
          for (const { line, column } of requests) assert.ok(line <= lines && column >= 1);
        },
      ),
      { numRuns: 200 },
    );
  });
});
