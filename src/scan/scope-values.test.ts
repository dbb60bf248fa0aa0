import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readJson, readYaml, valueAt } from './documents/index.ts';
import { providerOfUrl } from './provider-hosts.ts';
import { tokensOf } from './scope-tokens.ts';
import { firstName, scopesIn } from './scope-values.ts';

const asking = { client: null, provider: null };

function ofJson(json: string): ReturnType<typeof scopesIn> {
  return scopesIn(valueAt(readJson(json).root, 'scope'), json, asking);
}

test('finds the scopes of a text and of a list, each where it stands', () => {
  for (const json of ['{"scope": "a:read b"}', '{"scope": ["a:read", "b"]}', '{"scope": [["a:read"], "b"]}']) {
    const { found, dynamic } = ofJson(json);
    assert.deepEqual(
      found.map(({ scope, offset }) => json.slice(offset, offset + scope.length)),
      ['a:read', 'b'],
    );
    assert.deepEqual(dynamic ?? [], []);
  }
});

test('takes no words out of placeholders, and says what they depend on', () => {
  for (const [scope, name] of [
    ['{{ .Values.scope }}', 'Values.scope'],
    [`$\{{ env.SCOPES }}`, 'env.SCOPES'],
    ['$(Scopes)', 'Scopes'],
    [`$\{env:SCOPES}`, 'SCOPES'],
  ]) {
    const { found, dynamic } = ofJson(JSON.stringify({ scope: `openid ${scope}` }));
    assert.deepEqual(
      found.map((one) => one.scope),
      ['openid'],
    );
    assert.deepEqual(
      dynamic?.map(({ reason }) => reason),
      [`the placeholder ${name}`],
    );
  }
});

test('takes the default of a placeholder with confidence medium', () => {
  const yaml = `scope: $\{openid:-openid email}\n`;
  const { found, dynamic } = scopesIn(valueAt(readYaml(yaml)[0]?.root, 'scope'), yaml, asking);
  assert.deepEqual(
    found.map(({ scope, offset, confidence }) => [scope, offset, confidence]),
    [
      ['openid', 17, 'medium'],
      ['email', 24, 'medium'],
    ],
  );
  assert.deepEqual(dynamic, []);
});

test('names a client by nothing that is filled in later', () => {
  const { root } = readJson('{"a": "{{name}}", "b": " ", "c": "Desk"}');
  assert.equal(firstName(valueAt(root, 'a'), valueAt(root, 'b'), valueAt(root, 'c')), 'Desk');
  assert.equal(firstName(valueAt(root, 'a'), null, undefined), null);
});

test('knows providers by their hosts alone', () => {
  for (const [address, provider] of [
    ['https://accounts.google.com/o/oauth2/v2/auth', 'google'],
    ['https://www.googleapis.com/auth/drive', 'google'],
    ['https://login.microsoftonline.com/common', 'microsoft'],
    ['https://user@tenant.eu.auth0.com:443/authorize', 'auth0'],
    ['https://sso.example.com/realms/acme/protocol/openid-connect/auth', 'keycloak'],
    ['//slack.com/oauth', 'slack'],
    ['https://dropbox.com.example.org/', null],
    ['https://notslack.com/', null],
    ['https://example.org/?next=https://github.com', null],
    ['github.com', null],
    ['openid', null],
    [null, null],
  ] as const)
    assert.equal(providerOfUrl(address), provider, String(address));
});

test('finds in any text nothing that is not in it', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('blank', 'comma', 'blank-or-comma'), (text, separator) => {
      for (const { scope, offset } of tokensOf(text, text, 0, text.length, separator))
        assert.equal(text.slice(offset, offset + scope.length), scope);
      const json = JSON.stringify({ scope: text });
      for (const { offset } of ofJson(json).found) assert.ok(offset >= 0 && offset < json.length);
    }),
  );
});

test('reads long texts of openings, which a careless expression would take hours for', () => {
  for (const opening of ['${', '{{', '$(', '${{', '<a', '%a', '##', '${a:-']) {
    const text = opening.repeat(50_000 / opening.length);
    assert.ok(tokensOf(text, text, 0, text.length).length <= 1);
    ofJson(JSON.stringify({ scope: text }));
  }
});
