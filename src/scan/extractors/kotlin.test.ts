import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { scanFile } from '../scan-file.ts';
import type { ScannedFile, ScanResult } from '../types.ts';
import { kotlinExtractor } from './kotlin.ts';

const FIXTURES = resolve(import.meta.dirname, '../../../test/fixtures/scan/kotlin');
const AUTH = 'https://www.googleapis.com/auth/';

before(() => kotlinExtractor.prepare?.());

function scan(text: string, path = 'src/main/kotlin/a/b/Login.kt', others: Record<string, string> = {}): ScanResult {
  const files = new Map<string, ScannedFile>(
    Object.entries({ ...others, [path]: text }).map(([name, content]) => [name, { path: name, text: content }]),
  );
  const repository = { paths: [...files.keys()].sort(), read: (name: string) => files.get(name) ?? null };
  return scanFile({ path, text }, repository, [kotlinExtractor], (_, error) => {
    throw error;
  });
}

const scopesOf = (result: ScanResult): string[] => result.requests.map(({ scope }) => scope);
const placesOf = (result: ScanResult): string[] =>
  result.requests.map(({ scope, line, column }) => `${scope}@${line}:${column}`);
const ask = (value: string): string => `val asked = credentials.createScoped(${value})`;

describe('the place of a scope', () => {
  test('is its own, behind characters of two code units and in raw texts', () => {
    const text = `val note = "😀"; ${ask('"a:read b:read"')}\n${ask('"""c:read\n d:read"""').replace('asked', 'more')}`;
    assert.deepEqual(placesOf(scan(text)), ['a:read@1:56', 'b:read@1:63', 'c:read@2:40', 'd:read@3:2']);
  });

  test('is that of the name by which another file is used', () => {
    const others = {
      'src/main/kotlin/c/Wanted.kt':
        'package a.c\nobject Wanted { const val READ = PREFIX + "read" }\nclass Box { companion object { val ALL = listOf("box:read") } }',
      'src/main/kotlin/c/Top.kt': 'package a.c\nconst val PREFIX = "a:"\nval TOP = listOf("top:read")',
      'src/main/java/a/d/More.java':
        'package a.d; public final class More { public static final String JAVA = "java:read"; }',
      'src/main/kotlin/a/b/Near.kt': 'package a.b\nval near = listOf("near:read")',
    };
    for (const [imported, value, expected] of [
      ['import a.c.Wanted', 'Wanted.READ', ['a:read']],
      ['import a.c.Wanted as W', 'W.READ', ['a:read']],
      ['import a.c.Wanted.READ', 'READ', ['a:read']],
      ['import a.c.*', 'TOP', ['top:read']],
      ['import a.c.TOP', 'TOP', ['top:read']],
      ['import a.c.Box', 'Box.ALL', ['box:read']],
      ['import a.d.More', 'More.JAVA', ['java:read']],
      ['', 'near', ['near:read']],
      ['import a.gone.TOP', 'TOP', []],
    ] as const) {
      const result = scan(`package a.b\n${imported}\n${ask(value)}`, undefined, others);
      assert.deepEqual(scopesOf(result), expected, imported);
      for (const { line } of result.requests) assert.equal(line, 3);
    }
  });
});

describe('values', () => {
  for (const [value, expected] of [
    ['listOf(ONE, "b:read")', ['a:read', 'b:read']],
    ['BASE + "c:read"', ['a:read', 'b:read', 'c:read']],
    ['setOf(*BASE.toTypedArray())', ['a:read', 'b:read']],
    ['BASE.joinToString(" ")', ['a:read', 'b:read']],
    [`"$ONE \${Kind.READ.uri}"`, ['a:read', 'kind:read']],
    ['if (fast) ONE else "b:read"', ['a:read', 'b:read']],
    ['when (x) { 1 -> ONE; else -> "b:read" }', ['a:read', 'b:read']],
    ['System.getProperty("x") ?: "b:read"', ['b:read']],
    ['BASE.map { Scope(it) }', ['a:read', 'b:read']],
    ['BASE.map { it.trim() }.toSet()', ['a:read', 'b:read']],
    ['buildList { add(ONE); add("b:read") }', ['a:read', 'b:read']],
    ['Holder().lazily', ['l:read']],
    ['Holder().got', ['g:read']],
    ['Holder.SHARED', ['s:read']],
    ['wanted("b:read", "c:read")', ['b:read', 'c:read']],
    ['"%s b:%s".format(ONE, "read")', ['a:read', 'b:read']],
    ['built', ['x:read', 'y:read']],
  ] as const)
    test(`knows ${value}`, () => {
      const text = `package a.b
const val ONE = "a:" + "read"
val BASE: List<String> = listOf(ONE, "b:read")
enum class Kind(val uri: String) { READ("kind:read"), WRITE("kind:write") }
class Holder {
  val lazily by lazy { listOf("l:read") }
  val got: String
    get() = "g:read"
  companion object { const val SHARED = "s:read" }
}
fun wanted(vararg scopes: String) = scopes.toList()
val built = mutableListOf("x:read")
fun fill() { built += "y:read" }
${ask(value)}`;
      assert.deepEqual([...new Set(scopesOf(scan(text)))].sort(), expected);
    });
});

describe('what asks', () => {
  for (const [code, expected] of [
    ['Scoped(clientId = "x", scopes = listOf("a:read"))', ['a:read']],
    [
      'OAuthServerSettings.OAuth2ServerSettings(name = "x", clientId = "c", defaultScopes = listOf("identify"))',
      ['identify'],
    ],
    ['builder.setRequestedScopes(listOf(Scope(DriveScopes.DRIVE_FILE)))', [`${AUTH}drive.file`]],
    ['RegisteredClient.withId("1").scopes { it.add("a:read"); it.add(OidcScopes.EMAIL) }', ['a:read', 'email']],
    ['mapOf("grant_type" to "x", SCOPE_KEY to "a:read")', ['a:read']],
    ['parameters { append("grant_type", "x"); append("scope", "a:read") }', ['a:read']],
    ['url.apply { parameters.append("client_id", "c"); parameters.append("scope", "a:read") }', ['a:read']],
    ['oAuthProvider("x.com") { scopes = listOf("email", "profile") }', ['email', 'profile']],
    ['"https://x/oauth/authorize?client_id=c&scope=$wanted"', ['w:read']],
    // None of these does.
    ['CoroutineScope(Dispatchers.IO).launch { load("a:read") }', []],
    ['mapOf("q" to "x", "scope" to "archived")', []],
    ['Token(accessToken = "x", scope = "a:read")', []],
    ['require("a:read" in token.scopes) { "scope a:read is missing" }', []],
    ['job.copy(scope = "workspace")', []],
  ] as const)
    test(`says of ${code.slice(0, 60)}: ${expected.join(' ') || 'nothing'}`, () => {
      const text = `package a.b\nimport org.springframework.security.oauth2.core.oidc.OidcScopes\nval wanted = "w:read"\nfun f() { ${code} }`;
      assert.deepEqual(scopesOf(scan(text)), expected);
    });

  test('fields that are sent have their defaults', () => {
    const text = `interface Api { @POST("token") fun token(@Field("client_id") id: String = "web", @Field("scope") scope: String = "a:read"): Token }`;
    assert.deepEqual(scopesOf(scan(text)), ['a:read']);
  });

  test('a member that overrides gives its parent what that asks for', () => {
    const text = `class A : OAuthFlow() { override fun getScope(): String = WANTED\n override val scopes get() = "b:read"\n companion object { const val WANTED = "ads read" } }`;
    assert.deepEqual(scopesOf(scan(text)).sort(), ['ads', 'b:read', 'read']);
  });

  test('an annotation defines or demands, and asks for nothing', () => {
    const text = `@SecurityScheme(name = "o", flows = OAuthFlows(implicit = OAuthFlow(scopes = [OAuthScope(name = "a:read")])))
class A { @PreAuthorize("hasAuthority('SCOPE_c:read')") @SecurityRequirement(name = "o", scopes = ["d:read"]) fun f() {} }`;
    const { requests, definitions } = scan(text);
    assert.deepEqual([requests, definitions.map(({ scope }) => scope)], [[], ['a:read']]);
  });
});

describe('what is known only when it runs', () => {
  for (const [value, reason] of [
    ['System.getenv("SCOPES")', 'the environment variable SCOPES'],
    ['settings.scopes()', 'what scopes() gives'],
    ['configured', 'the setting app.scopes'],
  ] as const)
    test(`is said of ${value}`, () => {
      const text = `class A { @Value("\\\${app.scopes}") lateinit var configured: String\n fun f() { ${ask(value)} } }`;
      const { requests, dynamic } = scan(text);
      assert.deepEqual([requests, dynamic.map((one) => one.reason)], [[], [reason]]);
    });
});

test('names the client and the provider where the file does', () => {
  const text = `val x = OAuthConfiguration(clientId = "kiosk", scopes = listOf("read_user"), authorizationEndpoint = "https://gitlab.com/oauth/authorize")`;
  assert.deepEqual(
    scan(text).requests.map(({ client, provider, confidence }) => [client, provider, confidence]),
    [['kiosk', 'gitlab', 'high']],
  );
});

test('warns once of what is nested too deep or no Kotlin at all, and reads around what is broken', () => {
  assert.ok(scan(`val scope = ${'f('.repeat(5_000)}`).skipped.length <= 1);
  assert.ok(scan(`fun scope() ${'{ run '.repeat(5_000)}`).skipped.length <= 1);
  assert.ok(scan('<scope>').skipped.length <= 1);
  assert.deepEqual(scopesOf(scan(`fun broken( = {\n\n${ask('"a:read"')}\n`)).length <= 1, true);
  const sum = Array.from({ length: 2_000 }, (_, index) => `"s${index}:read "`).join(' + ');
  assert.ok(scopesOf(scan(`val all = ${sum}\n${ask('all')}`)).length > 0);
});

describe('property', () => {
  const words = fc.constantFrom(
    ...[
      'class A {',
      '}',
      '{',
      '(',
      ')',
      'createScoped(',
      'Scope(',
      '"a:read"',
      '"""',
      '"$',
      '${',
      'listOf(',
      'to',
      'enum class E {',
    ],
    ...[
      'import a.b.C',
      'const val',
      'x',
      '=',
      'by lazy',
      ',',
      '+',
      '->',
      '::',
      'return',
      '\n',
      '.add(',
      '.scopes {',
      'this.',
      '?:',
      'when',
      'get()',
    ],
  );

  test('any text gives findings within it, or one warning', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 50 }), (parts) => {
        const text = `val scope = 1\n${parts.join(' ')}`;
        const { requests, skipped } = scan(text);
        assert.ok(skipped.length <= 1);
        const lines = text.split(/\r\n?|\n/);
        for (const { line, column } of requests) assert.ok(column <= (lines[line - 1] ?? '').length + 1);
      }),
      { numRuns: 150 },
    );
  });

  test('any mutation of a real file gives findings, or one warning', () => {
    const real = [
      'server/src/main/kotlin/com/example/portal/Security.kt',
      'server/src/main/kotlin/com/example/portal/oauth/XeroFlow.kt',
      'app/src/main/java/com/example/notes/sync/DriveAuth.kt',
    ].map((path) => readFileSync(join(FIXTURES, path), 'utf8'));
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
