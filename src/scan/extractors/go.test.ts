import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { scanFile } from '../scan-file.ts';
import type { ScannedFile, ScanResult } from '../types.ts';
import { goExtractor } from './go.ts';

const FIXTURES = resolve(import.meta.dirname, '../../../test/fixtures/scan/go');
const AUTH = 'https://www.googleapis.com/auth/';

before(() => goExtractor.prepare?.());

function scan(text: string, path = 'app/auth/login.go', others: Record<string, string> = {}): ScanResult {
  const files = new Map<string, ScannedFile>(
    Object.entries({ ...others, [path]: text }).map(([name, content]) => [name, { path: name, text: content }]),
  );
  const repository = { paths: [...files.keys()].sort(), read: (name: string) => files.get(name) ?? null };
  return scanFile({ path, text }, repository, [goExtractor], (_, error) => {
    throw error;
  });
}

const scopesOf = (result: ScanResult): string[] => result.requests.map(({ scope }) => scope);
const placesOf = (result: ScanResult): string[] =>
  result.requests.map(({ scope, line, column }) => `${scope}@${line}:${column}`);
const OAUTH2 = 'import "golang.org/x/oauth2"';
const ask = (value: string): string => `var asked = oauth2.Config{ClientID: "web", Scopes: ${value}}`;

describe('the place of a scope', () => {
  test('is its own, behind characters of two code units and in raw texts', () => {
    const text = `package a\n${OAUTH2}\nvar note = "😀"; ${ask('[]string{"a:read", `b:read`}')}`;
    assert.deepEqual(placesOf(scan(text)), ['a:read@3:79', 'b:read@3:89']);
  });

  test('is that of the name by which another package is used', () => {
    const others = {
      'go.mod': 'module example.com/app\n',
      'scopes/scopes.go': 'package scopes\nconst Read = base + "read"\nvar All = []string{Read, "b:read"}',
      'scopes/base.go': 'package scopes\nconst base = "a:"',
    };
    for (const [imported, value, expected] of [
      ['"example.com/app/scopes"', 'scopes.All', ['a:read', 'b:read']],
      ['s "example.com/app/scopes"', '[]string{s.Read}', ['a:read']],
      ['"example.com/other/scopes"', 'scopes.All', []],
    ] as const) {
      const result = scan(`package auth\nimport ${imported}\n${OAUTH2}\n${ask(value)}`, 'auth/a.go', others);
      assert.deepEqual(scopesOf(result), expected, imported);
      for (const { line } of result.requests) assert.equal(line, 4);
    }
  });

  test('is that of the name where another file of the package has it', () => {
    const result = scan(`package auth\n${OAUTH2}\n${ask('wanted')}`, 'auth/a.go', {
      'auth/b.go': 'package auth\n\nvar (\n\twanted = []string{"a:read"}\n)\n',
      'auth/b_test.go': 'package auth\n\nvar wanted = []string{"test:read"}\n',
    });
    assert.deepEqual(placesOf(result), ['a:read@3:52']);
  });

  test('is not what another package has by the same name where files were laid flat into one folder', () => {
    const others = {
      'cmd__a__b.go': 'package main\nvar wanted = []string{"a:read"}',
      'cmd__other__c.go': 'package main\nvar wanted = []string{"c:read"}',
    };
    assert.deepEqual(scopesOf(scan(`package main\n${OAUTH2}\n${ask('wanted')}`, 'cmd__a__a.go', others)), ['a:read']);
  });
});

describe('values', () => {
  for (const [value, expected] of [
    ['append(base, "b:read")', ['a:read', 'b:read']],
    ['append([]string{"b:read"}, base...)', ['a:read', 'b:read']],
    ['strings.Split("a:read,b:read", ",")', ['a:read', 'b:read']],
    ['strings.Fields(one + " b:read")', ['a:read', 'b:read']],
    ['[]string{fmt.Sprintf("%s:%s", "a", "read"), "b:read"}', ['a:read', 'b:read']],
    ['[]string{string(Read)}', ['a:read']],
    ['wanted("b:read", "c:read")', ['a:read', 'b:read', 'c:read']],
    ['base[:1]', ['a:read']],
    ['settings["x"]', ['a:read']],
    ['(&box{scopes: []string{"b:read"}}).scopes', ['b:read']],
    ['[]string{"a:\\x72ead"}', ['a:read']],
  ] as const)
    test(`knows ${value}`, () => {
      const text = `package a
import ("fmt"; "strings"; "golang.org/x/oauth2")
type Scope string
type box struct{ scopes []string }
const Read Scope = "a:read"
const one = "a:read"
var base = []string{one}
var settings = map[string][]string{"x": base}
func wanted(more ...string) []string { return append(base, more...) }
${ask(value)}`;
      assert.deepEqual(scopesOf(scan(text)).sort(), expected);
    });
});

describe('constants of libraries', () => {
  for (const [library, constant, scope] of [
    ['google.golang.org/api/drive/v3', 'drive.DriveReadonlyScope', `${AUTH}drive.readonly`],
    ['google.golang.org/api/gmail/v1', 'gmail.MailGoogleComScope', 'https://mail.google.com/'],
    ['google.golang.org/api/oauth2/v2', 'oauth2.OpenIDScope', 'openid'],
    ['cloud.google.com/go/storage', 'storage.ScopeReadOnly', `${AUTH}devstorage.read_only`],
    ['github.com/coreos/go-oidc/v3/oidc', 'oidc.ScopeOfflineAccess', 'offline_access'],
    ['github.com/zmb3/spotify/v2/auth', 'auth.ScopeUserReadCurrentlyPlaying', 'user-read-currently-playing'],
    ['github.com/markbates/goth/providers/twitch', 'twitch.ScopeChannelReadStreamKey', 'channel:read:stream_key'],
    ['github.com/markbates/goth/providers/azureadv2', 'azureadv2.FilesReadWriteAllScope', 'Files.ReadWrite.All'],
    ['github.com/google/go-github/v60/github', 'github.ScopeAdminRepoHook', 'admin:repo_hook'],
  ] as const)
    test(`knows ${constant}`, () => {
      const text = `package a\nimport "${library}"\nimport x "golang.org/x/oauth2"\nvar c = x.Config{ClientID: "a", Scopes: []string{${constant}}}`;
      assert.deepEqual(scopesOf(scan(text)), [scope]);
    });

  test('says of one that it does not know that it depends on it', () => {
    const text = `package a\nimport "google.golang.org/api/drive/v3"\n${OAUTH2}\n${ask('[]string{drive.TeleportScope}')}`;
    const { requests, dynamic } = scan(text);
    assert.deepEqual(requests, []);
    assert.match(dynamic[0]?.reason ?? '', /TeleportScope of google\.golang\.org\/api\/drive\/v3/);
  });
});

test('follows parameters to the calls of their functions, and fields to the literals of their structs', () => {
  const text = `package a
${OAUTH2}
type server struct { wanted []string }
func (s *server) conf() *oauth2.Config { return &oauth2.Config{Scopes: s.wanted} }
func start() { run(&server{wanted: []string{"a:read"}}); login("b:read", "c:read") }
func login(scopes ...string) { use(&oauth2.Config{Scopes: scopes}) }
func set() { c := made(); c.Scopes = []string{"plain"} }
func made() (*oauth2.Config, error) { return nil, nil }`;
  assert.deepEqual(scopesOf(scan(text)), ['a:read', 'b:read', 'c:read', 'plain']);
});

test('keeps blocks apart in which one name stands for several things', () => {
  const text = `package a
${OAUTH2}
func of(kind string) *oauth2.Config {
	if kind == "x" { scopes := []string{"x:read"}; _ = scopes }
	scopes := []string{"y:read"}
	return &oauth2.Config{Scopes: scopes}
}`;
  assert.deepEqual(scopesOf(scan(text)), ['y:read']);
});

describe('what is known only when it runs', () => {
  for (const [value, reason] of [
    ['strings.Fields(os.Getenv("SCOPES"))', 'the environment variable SCOPES'],
    ['opts.Scopes', 'the parameter opts, its Scopes'],
    ['load()', 'what load() gives'],
  ] as const)
    test(`is said of ${value}`, () => {
      const text = `package a\nimport ("os"; "strings"; "golang.org/x/oauth2")\nfunc f(opts Options) { use(&oauth2.Config{Scopes: ${value}}) }`;
      const { requests, dynamic } = scan(text);
      assert.deepEqual([requests, dynamic.map((one) => one.reason)], [[], [reason]]);
    });
});

test('names the client and the provider where the file does', () => {
  const text = `package a
import ("golang.org/x/oauth2"; "golang.org/x/oauth2/gitlab")
const id = "kiosk"
var c = oauth2.Config{ClientID: id, Endpoint: gitlab.Endpoint, Scopes: []string{"read_user"}}`;
  assert.deepEqual(
    scan(text).requests.map(({ client, provider, confidence }) => [client, provider, confidence]),
    [['kiosk', 'gitlab', 'high']],
  );
});

test('takes what is checked, answered, supported or commented out for no request', () => {
  const text = `package a
import "net/http"
// conf := oauth2.Config{Scopes: []string{"a:read"}}
func f(w http.ResponseWriter, t token) {
	if t.HasScope("a:read") || t.Scope == "b:read" { w.Header().Set("WWW-Authenticate", "Bearer scope=\\"c:read\\"") }
	answer(w, tokenResponse{AccessToken: "x", Scope: "d:read"})
	q := url.Values{"scope": {"series"}}
}`;
  assert.deepEqual(scopesOf(scan(text)), []);
  const { definitions } = scan('package a\nvar d = discovery{ScopesSupported: []string{"a:read"}}');
  assert.deepEqual(
    definitions.map(({ scope }) => scope),
    ['a:read'],
  );
});

test('warns once of what is nested too deep or no Go at all, and reads around what is broken', () => {
  const deep = `package a\nvar scope = ${'[]x{'.repeat(20_000)}`;
  assert.ok(scan(deep).skipped.length <= 1);
  assert.ok(scan(`package a\nfunc scope() ${'{'.repeat(20_000)}`).skipped.length <= 1);
  assert.equal(scan('<scope>').skipped.length <= 1, true);
  assert.deepEqual(scopesOf(scan(`package a\n${OAUTH2}\nfunc broken( {\n}\n\n${ask('[]string{"a:read"}')}\n`)), [
    'a:read',
  ]);
  const sum = Array.from({ length: 3_000 }, (_, index) => `"s${index}:read "`).join(' + ');
  assert.ok(scopesOf(scan(`package a\n${OAUTH2}\nconst all = ${sum}\n${ask('strings.Fields(all)')}`)).length > 0);
});

describe('property', () => {
  const words = fc.constantFrom(
    ...[
      'package a',
      'import',
      '"golang.org/x/oauth2"',
      'oauth2.Config{',
      'Scopes:',
      '[]string{',
      '"a:read"',
      '`b`',
      '}',
      '{',
      '(',
      ')',
    ],
    ...[
      'var',
      'const',
      ':=',
      '=',
      'append(',
      '...',
      ',',
      '\n',
      '+',
      'func',
      'return',
      'for',
      'range',
      'url.Values{"scope":',
      'x.Set("scope",',
    ],
  );

  test('any text gives findings within it, or one warning', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 60 }), (parts) => {
        const text = `package a\nvar scope = 1\n${parts.join(' ')}`;
        const { requests, skipped } = scan(text);
        assert.ok(skipped.length <= 1);
        const lines = text.split(/\r\n?|\n/);
        for (const { line, column } of requests) assert.ok(column <= (lines[line - 1] ?? '').length + 1);
      }),
      { numRuns: 150 },
    );
  });

  test('any mutation of a real file gives findings, or one warning', () => {
    const real = ['drivesync/internal/auth/google.go', 'ledgerlink/auth/form.go', 'forge/pkg/oauthx/device.go'].map(
      (path) => readFileSync(join(FIXTURES, path), 'utf8'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...real),
        fc.nat(),
        fc.nat(40),
        fc.string({ maxLength: 6 }),
        (text, at, length, put) => {
          const from = at % text.length;
          assert.ok(scan(text.slice(0, from) + put + text.slice(from + length)).skipped.length <= 1);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a flag', () => {
  const flag = (call: string): string[] =>
    scopesOf(scan(`package cmd\nimport "github.com/spf13/pflag"\nfunc f() { ${call} }`));

  test('asks for its default, wherever its function takes that', () => {
    for (const call of [
      'pflag.StringP("scope", "s", "a:read", "what to ask for")',
      'pflag.StringVar(&scope, "oauth-scope", "a:read", "what to ask for")',
      'cmd.Flags().StringSliceVarP(&scopes, "scopes", "s", []string{"a:read"}, "what to ask for")',
      'viper.SetDefault("auth.scopes", "a:read")',
      'getEnv("APP_SCOPES", "a:read")',
    ])
      assert.deepEqual(flag(call), ['a:read'], call);
  });

  test('that says what scope is needed or is known, or how far something goes, asks for none', () => {
    for (const call of [
      'pflag.String("required-scopes", "a:read", "what a caller must have")',
      'pflag.String("scope", "cluster", "cluster or namespace")',
      'pflag.String("name", "scope", "a:read")',
      'getEnv("APP_SUPPORTED_SCOPES", "a:read")',
    ])
      assert.deepEqual(flag(call), [], call);
  });
});
