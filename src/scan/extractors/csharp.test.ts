import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractText, placesIn, testCodeExtractor } from '../testing/code-tests.ts';
import type { Extraction } from '../types.ts';
import { csharpExtractor } from './csharp.ts';

testCodeExtractor('csharp', csharpExtractor);

const extract = (text: string, others: Record<string, string> = {}): Extraction =>
  extractText(csharpExtractor, 'src/Tokens.cs', text, others);
const inClass = (body: string): string => `using Microsoft.Identity.Client;\nclass Tokens {\n${body}\n}\n`;

test('says a scope where it stands, whatever manner of text it is in', () => {
  const text = inClass(`
    const string Api = "api://one";
    object A() => app.AcquireTokenForClient(new[] { $"{Api}/.default", @"https://a.example/.default" });
    object B() => app.AcquireTokenInteractive(["User.Read", ..Extra]);
    static readonly string[] Extra = { "Mail.\\u0052ead", """Files.Read""" };
  `);
  assert.deepEqual(placesIn(text, extract(text)), [
    'api://one/.default @ /.default',
    'https://a.example/.default @ https://a.example/.default',
    'User.Read @ User.Read',
    'Mail.Read @ ',
    'Files.Read @ Files.Read',
  ]);
});

test('takes a constant of another class, at the place that uses it', () => {
  const text = inClass(
    'object A() => app.AcquireTokenForClient(new[] { Shop.Security.Scopes.Orders, Scopes.Nested.Stock });',
  );
  const scopes =
    'namespace Shop.Security; public static class Scopes { public const string Orders = "api://shop/" + "orders";' +
    ' public static class Nested { public const string Stock = "api://shop/stock"; } }';
  const found = extract(`namespace Shop.Web;\n${text}`, { 'src/Security/Scopes.cs': scopes });
  assert.deepEqual(placesIn(`namespace Shop.Web;\n${text}`, found), [
    'api://shop/orders @ Shop.Security.Scopes.Orders',
    'api://shop/stock @ Scopes.Nested.Stock',
  ]);
  const copiedFlat = extract(`namespace Shop.Web;\n${text}`, { 'src__Security__Scopes.cs': scopes });
  assert.equal(copiedFlat.found.length, 2);
});

test('names the client that is set on the same options, and whose scopes they are', () => {
  const { found } = extract(`
    services.AddAuthentication()
      .AddGoogle(options => { options.ClientId = "web-google"; options.Scope.Add("email"); })
      .AddOAuth("Discord", options => { options.Scope.Add("identify"); options.ClientId = "web-discord"; })
      .AddOpenIdConnect(options => { options.Scope.Add("orders"); });`);
  assert.deepEqual(
    found.map(({ scope, client, provider }) => [scope, client, provider]),
    [
      ['email', 'web-google', 'google'],
      ['identify', 'web-discord', 'discord'],
      ['orders', null, null],
    ],
  );
});

test('says what depends on configuration or environment as dynamic, never guessed', () => {
  const { found, dynamic = [] } = extract(
    inClass(`
    object A() => app.AcquireTokenForClient(Configuration.GetSection("Api:Scopes").Get<string[]>());
    object B() => app.AcquireTokenForClient(new[] { Environment.GetEnvironmentVariable("API_SCOPE") });
    object C() => app.AcquireTokenForClient(config["Other"].Split(' '));
  `),
  );
  assert.deepEqual(found, []);
  assert.deepEqual(
    dynamic.map(({ reason }) => reason),
    ["the configuration's Api:Scopes", 'the environment variable API_SCOPE', "the configuration's Other"],
  );
});

test('tells what a client is given from what a server has, and from what is checked', () => {
  const { found } = extract(`
    var client = new Client { ClientId = "till", AllowedScopes = { "pay", StandardScopes.OpenId } };
    var scope = new ApiScope("pay");
    var resource = new ApiResource("api") { Scopes = { "pay" } };
    options.AddPolicy("Pay", policy => policy.RequireClaim("scope", "pay.all"));
    [RequiredScope("pay.read")] class C {}`);
  assert.deepEqual(
    found.map(({ kind, scope }) => `${kind} ${scope}`),
    ['request pay', 'request openid', 'definition pay', 'definition pay'],
  );
});

test('takes only the scopes of what an OpenIddict client may do', () => {
  const { found } = extract(`using OpenIddict.Abstractions;
    var descriptor = new OpenIddictApplicationDescriptor { ClientId = "spa", Permissions = {
      OpenIddictConstants.Permissions.Endpoints.Token, "gt:client_credentials", "scp:reports",
      OpenIddictConstants.Permissions.Prefixes.Scope + "billing", OpenIddictConstants.Permissions.Scopes.Email } };`);
  assert.deepEqual(
    found.map(({ scope, client }) => [scope, client]),
    [
      ['reports', 'spa'],
      ['billing', 'spa'],
      ['email', 'spa'],
    ],
  );
});

test('reads what is whole of a broken file, and warns of what is no C# at all', () => {
  const broken = extract(`${inClass('object A() => app.AcquireTokenForClient(new[] { "User.Read" });')} class { {{ (`);
  assert.deepEqual(
    broken.found.map(({ scope }) => scope),
    ['User.Read'],
  );
});

test('passes over generated files, and takes long and deep ones in bounded time', () => {
  assert.deepEqual(
    extractText(
      csharpExtractor,
      'A.Designer.cs',
      inClass('object A() => app.AcquireTokenForClient(new[] { "User.Read" });'),
    ).found,
    [],
  );
  const long = `var scopes = ${Array.from({ length: 4_000 }, (_, index) => `"s${index} "`).join(' + ')}; app.AcquireTokenForClient(scopes);`;
  assert.ok(extract(long).found.length > 1_000);
  extract(`var scope = ${'('.repeat(3_000)}"a"${')'.repeat(3_000)};`);
  // More parts than anybody writes.
  extract(`app.AcquireTokenForClient($"${'\\u0041 '.repeat(20_000)}");`);
});
