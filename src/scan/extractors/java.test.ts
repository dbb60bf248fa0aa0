import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { scanFile } from '../scan-file.ts';
import type { ScannedFile, ScanResult } from '../types.ts';
import { javaExtractor } from './java.ts';

const FIXTURES = resolve(import.meta.dirname, '../../../test/fixtures/scan/java');
const AUTH = 'https://www.googleapis.com/auth/';

before(() => javaExtractor.prepare?.());

function scan(text: string, path = 'src/main/java/a/b/Login.java', others: Record<string, string> = {}): ScanResult {
  const files = new Map<string, ScannedFile>(
    Object.entries({ ...others, [path]: text }).map(([name, content]) => [name, { path: name, text: content }]),
  );
  const repository = { paths: [...files.keys()].sort(), read: (name: string) => files.get(name) ?? null };
  return scanFile({ path, text }, repository, [javaExtractor], (_, error) => {
    throw error;
  });
}

const scopesOf = (result: ScanResult): string[] => result.requests.map(({ scope }) => scope);
const placesOf = (result: ScanResult): string[] =>
  result.requests.map(({ scope, line, column }) => `${scope}@${line}:${column}`);
const ask = (value: string): string => `Object asked() { return credentials.createScoped(${value}); }`;

describe('the place of a scope', () => {
  test('is its own, behind characters of two code units and in text blocks', () => {
    const text = `class A { String note = "😀"; ${ask('"a:read", """\n  b:read\n  """')} }`;
    assert.deepEqual(placesOf(scan(text)), ['a:read@1:81', 'b:read@2:3']);
  });

  test('is that of the name by which another file is used', () => {
    const others = {
      'src/main/java/a/c/Wanted.java':
        'package a.c; public class Wanted { public static final String READ = Base.PREFIX + "read"; public static class In { public static final String IN = "in:read"; } }',
      'src/main/java/a/c/Base.java': 'package a.c; class Base { static final String PREFIX = "a:"; }',
      'src/main/kotlin/a/d/More.kt':
        'package a.d\nobject More { const val KT = "kt:read" }\nconst val TOP = "top:read"',
      'src/main/java/a/b/Near.java': 'package a.b; interface Near { String NEAR = "near:read"; }',
    };
    for (const [imported, value, expected] of [
      ['import a.c.Wanted;', 'Wanted.READ', ['a:read']],
      ['import a.c.*;', 'Wanted.READ', ['a:read']],
      ['import static a.c.Wanted.READ;', 'READ', ['a:read']],
      ['import static a.c.Wanted.*;', 'READ', ['a:read']],
      ['import a.c.Wanted;', 'Wanted.In.IN', ['in:read']],
      ['import a.d.More;', 'More.KT', ['kt:read']],
      ['', 'Near.NEAR', ['near:read']],
      ['import a.gone.Wanted;', 'Wanted.READ', []],
    ] as const) {
      const result = scan(`package a.b;\n${imported}\nclass Login {\n${ask(value)} }`, undefined, others);
      assert.deepEqual(scopesOf(result), expected, imported);
      for (const { line } of result.requests) assert.equal(line, 4);
    }
  });

  test('is found where files were laid flat under names of their paths', () => {
    const others = { 'x__a__c__Wanted.java': 'package a.c; class Wanted { static final String READ = "a:read"; }' };
    const text = `package a.b; import a.c.Wanted; class Login { ${ask('Wanted.READ')} }`;
    assert.deepEqual(scopesOf(scan(text, 'x__a__b__Login.java', others)), ['a:read']);
  });
});

describe('values', () => {
  for (const [value, expected] of [
    ['Arrays.asList(ONE, "b:read")', ['a:read', 'b:read']],
    ['new HashSet<>(List.of("a:read", "b:read"))', ['a:read', 'b:read']],
    ['new String[] { ONE, "b:read" }', ['a:read', 'b:read']],
    ['String.join(" ", BASE)', ['a:read', 'b:read']],
    ['Joiner.on(" ").join(BASE)', ['a:read', 'b:read']],
    ['"a:read b:read".split(" ")', ['a:read', 'b:read']],
    ['String.format("%s b:%s", ONE, "read")', ['a:read', 'b:read']],
    ['fast ? ONE : "b:read"', ['a:read', 'b:read']],
    ['BASE.stream().map(Scope::new).collect(Collectors.toList())', ['a:read', 'b:read']],
    ['ImmutableList.<String>builder().add(ONE).addAll(BASE).build()', ['a:read', 'b:read']],
    ['this.kept', ['k:read']],
    ['Kind.READ.value()', ['kind:read']],
    ['Kind.READ.getLabel()', ['label:read']],
    ['wanted("b:read")', ['a:read', 'b:read']],
    ['(List<String>) BUILT', ['x:read', 'y:read']],
    ['"a:\\u0072ead"', ['a:read']],
  ] as const)
    test(`knows ${value}`, () => {
      const text = `package a.b;
class Login {
  static final String ONE = "a:" + "read";
  private static final List<String> BASE = List.of(ONE, "b:read");
  private List<String> kept;
  Login() { this.kept = List.of("k:read"); BUILT.add("y:read"); }
  static final List<String> BUILT = new ArrayList<>(List.of("x:read"));
  enum Kind { READ("kind:read", "label:read"); final String value; final String label;
    Kind(String value, String label) { this.value = value; this.label = label; }
    String value() { return value; } String getLabel() { return this.label; } }
  List<String> wanted(String... more) { return Stream.of(ONE, more); }
  ${ask(value)}
}`;
      assert.deepEqual([...new Set(scopesOf(scan(text)))].sort(), expected);
    });
});

describe('constants of libraries', () => {
  for (const [imported, constant, scope] of [
    ['com.google.api.services.drive.DriveScopes', 'DriveScopes.DRIVE_READONLY', `${AUTH}drive.readonly`],
    ['com.google.api.services.gmail.GmailScopes', 'GmailScopes.MAIL_GOOGLE_COM', 'https://mail.google.com/'],
    ['com.google.android.gms.common.Scopes', 'Scopes.DRIVE_APPFOLDER', `${AUTH}drive.appdata`],
    ['com.google.android.gms.common.Scopes', 'Scopes.FITNESS_ACTIVITY_READ', `${AUTH}fitness.activity.read`],
    ['org.springframework.security.oauth2.core.oidc.OidcScopes', 'OidcScopes.PROFILE', 'profile'],
    ['net.openid.appauth.AuthorizationRequest', 'AuthorizationRequest.Scope.OFFLINE_ACCESS', 'offline_access'],
    ['com.google.android.gms.drive.Drive', 'Drive.SCOPE_FILE', `${AUTH}drive.file`],
  ] as const)
    test(`knows ${constant}`, () => {
      assert.deepEqual(scopesOf(scan(`package a.b; import ${imported}; class A { ${ask(constant)} }`)), [scope]);
    });

  test("takes no constant of one's own class for Google's", () => {
    const text = `package a.b; import com.example.AppScopes; class A { ${ask('AppScopes.DRIVE')} }`;
    assert.deepEqual(scopesOf(scan(text)), []);
  });
});

describe('what asks', () => {
  for (const [code, expected] of [
    [
      'RegisteredClient.withId("1").clientId("c").scopes(s -> { s.add("a:read"); s.addAll(List.of("b:read")); }).build();',
      ['a:read', 'b:read'],
    ],
    ['new GoogleAuthorizationCodeFlow.Builder(t, j, "id", "key", Set.of("a:read")).build();', ['a:read']],
    [
      'params.add(new BasicNameValuePair("grant_type", "x")); params.add(new BasicNameValuePair("scope", "a:read"));',
      ['a:read'],
    ],
    ['send(Map.of("grant_type", "client_credentials", "scope", "a:read b:read"));', ['a:read', 'b:read']],
    ['form.add("grant_type", "x"); form.add(OAuth2ParameterNames.SCOPE, "a:read");', ['a:read']],
    [
      'get("https://x/authorize?client_id=c&scope=" + URLEncoder.encode("a:read b:read", UTF_8));',
      ['a:read', 'b:read'],
    ],
    ['get(builder.toString() + "&scope=a:read+b:read");', ['a:read', 'b:read']],
    ['GoogleAuthUtil.getToken(this, account, "oauth2:a:read b:read");', ['a:read', 'b:read']],
    // None of these does.
    ['map.put("grant", "x"); map.put("scope", "workspace");', []],
    ['claims.put("scope", "a:read"); claims.put("sub", "x"); claims.put("iat", 1);', []],
    ['if (token.hasScope("a:read") && "b:read".equals(token.getScope())) go();', []],
    ['assertThat(Scope.parse("a:read b:read")).isNotNull();', []],
    ["dependency.setScope('compile'); definition.setScope('prototype');".replaceAll("'", '"'), []],
    ['OidcProviderConfiguration.builder().scope("a:read").build();', []],
  ] as const)
    test(`says of ${code.slice(0, 60)}: ${expected.join(' ') || 'nothing'}`, () => {
      const text = `package a.b; import org.springframework.security.oauth2.core.AuthorizationGrantType; class A { void f() { ${code} } }`;
      assert.deepEqual(scopesOf(scan(text)), expected);
    });

  test('a member that overrides gives its parent what that asks for', () => {
    const text = `class A extends OAuthProvider { @Override protected String getDefaultScopes() { return "identify email"; } String getScope() { return "x:read"; } }`;
    assert.deepEqual(scopesOf(scan(text)), ['identify', 'email']);
  });

  test('an annotation defines or demands, and asks for nothing', () => {
    const text = `@SecurityScheme(name = "o", flows = @OAuthFlows(implicit = @OAuthFlow(scopes = @OAuthScope(name = "a:read", description = "b:read"))))
class A { @PreAuthorize("hasAuthority('SCOPE_c:read')") @SecurityRequirement(name = "o", scopes = {"d:read"}) void f() {} }`;
    const { requests, definitions } = scan(text);
    assert.deepEqual([requests, definitions.map(({ scope }) => scope)], [[], ['a:read']]);
  });
});

test('follows parameters to the calls of their methods, in this file and from another', () => {
  const text = `class A { Object of(List<String> scopes) { return x.createScoped(scopes); } void go() { of(List.of("a:read")); } }`;
  assert.deepEqual(scopesOf(scan(text)), ['a:read']);
  const others = {
    'src/main/java/a/b/Made.java':
      'package a.b; class Made { static Object of(List<String> scopes) { return x.createScoped(scopes); } }',
  };
  assert.deepEqual(
    scopesOf(
      scan('package a.b; class A { void go() { Made.of(List.of("a:read")); /* scopes */ } }', undefined, others),
    ),
    ['a:read'],
  );
});

describe('what is known only when it runs', () => {
  for (const [value, reason] of [
    ['System.getenv("SCOPES")', 'the environment variable SCOPES'],
    ['configured', 'the setting app.scopes'],
    ['settings.scopes()', 'what scopes() gives'],
  ] as const)
    test(`is said of ${value}`, () => {
      const text = `class A { @Value("\${app.scopes}") private String configured; ${ask(value)} }`;
      const { requests, dynamic } = scan(text);
      assert.deepEqual([requests, dynamic.map((one) => one.reason)], [[], [reason]]);
    });

  test('but the default of a setting applies', () => {
    const text = `class A { @Value("\${app.scopes:a:read}") private String configured; ${ask('configured')} }`;
    assert.deepEqual(
      scan(text).requests.map(({ scope, confidence }) => [scope, confidence]),
      [['a:read', 'medium']],
    );
  });
});

test('names the client and the provider where the file does', () => {
  const text = `import com.github.scribejava.core.builder.ServiceBuilder; class A { Object f() {
    return ClientRegistration.withRegistrationId("x").clientId("kiosk").authorizationUri("https://gitlab.com/oauth/authorize").scope("read_user").build(); } }`;
  assert.deepEqual(
    scan(`import org.springframework.security.oauth2.client.registration.ClientRegistration; ${text}`).requests.map(
      ({ client, provider, confidence }) => [client, provider, confidence],
    ),
    [['kiosk', 'gitlab', 'high']],
  );
});

test('warns once of what is nested too deep or no Java at all, and reads around what is broken', () => {
  assert.ok(scan(`class A { Object scope = ${'f('.repeat(20_000)}`).skipped.length <= 1);
  assert.ok(scan(`class A { void scope() ${'{'.repeat(20_000)}`).skipped.length <= 1);
  assert.ok(scan('<scope>').skipped.length <= 1);
  assert.deepEqual(scopesOf(scan(`class A { void broken( { }\n ${ask('"a:read"')} }`)), ['a:read']);
  const sum = Array.from({ length: 3_000 }, (_, index) => `"s${index}:read "`).join(' + ');
  assert.ok(scopesOf(scan(`class A { String all = ${sum}; ${ask('all')} }`)).length > 0);
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
      'new Scope(',
      '"a:read"',
      '"""',
      'List.of(',
      '@Value(',
      'enum E {',
    ],
    ...[
      'import a.b.C;',
      'static final String',
      'x',
      '=',
      ';',
      ',',
      '+',
      '->',
      '::',
      'return',
      '\n',
      '.add(',
      '.scopes(',
      'this.',
      '? :',
    ],
  );

  test('any text gives findings within it, or one warning', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 60 }), (parts) => {
        const text = `class B { Object scope; ${parts.join(' ')}`;
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
      'archive/src/main/java/com/example/archive/google/ServiceCredentials.java',
      'idp/src/main/java/com/example/idp/ClientRegistrations.java',
      'shop/src/main/java/com/example/shop/api/OpenApiConfig.java',
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
