import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanWith, survivesAnything, written } from '../testing/one-extractor.ts';
import { keycloak } from './keycloak.ts';

describe('Keycloak', () => {
  test('a client’s scopes stand where they are written, whatever the file is called', () => {
    const realm =
      '{\n "realm": "a",\n "clients": [{"clientId": "shop", "defaultClientScopes": ["profile", "orders"]}]\n}';
    assert.deepEqual(written(scanWith(keycloak, '_old__12-x.json', realm)), [
      '3:60 profile (shop, keycloak, high)',
      '3:71 orders (shop, keycloak, high)',
    ]);
  });

  test('a client of SAML is reported with low confidence: nobody asks for these by OAuth', () => {
    const client = '{"clientId": "sp", "protocol": "saml", "defaultClientScopes": ["role_list"]}';
    assert.deepEqual(written(scanWith(keycloak, 'client.json', client)), ['1:65 role_list (sp, keycloak, low)']);
  });

  test('a placeholder is dynamic, its default a request', () => {
    const yaml = [
      'realm: a',
      'clients:',
      '  - clientId: shop',
      "    optionalClientScopes: ['$(env:A)', '$(env:B:-b.read)', plain]",
      '    defaultClientScopes: $(env:LIST)',
    ].join('\n');
    const result = scanWith(keycloak, 'realm.yaml', yaml);
    assert.deepEqual(written(result), ['4:50 b.read (shop, keycloak, medium)', '4:60 plain (shop, keycloak, high)']);
    assert.deepEqual(
      result.dynamic.map(({ line, reason }) => `${line} ${reason}`),
      ['4 the placeholder A', '5 the placeholder LIST'],
    );
  });

  test('the realm’s own lists define what no client scope of the file does', () => {
    const realm = '{"realm":"a","clientScopes":[{"name":"x"}],"defaultDefaultClientScopes":["x","y"]}';
    const { definitions, requests } = scanWith(keycloak, 'realm.json', realm);
    assert.deepEqual(
      definitions.map(({ scope, confidence }) => `${scope} ${confidence}`),
      ['x high', 'y medium'],
    );
    assert.equal(requests.length, 0);
  });

  test('an identity provider asks at the product that it names, else at the one whose address it has', () => {
    const idp = (config: string): string =>
      `{"identityProviders":[{"alias":"a","providerId":"oidc","config":${config}}]}`;
    const [google] = scanWith(
      keycloak,
      'r.json',
      idp('{"defaultScope":"b","tokenUrl":"https://oauth2.googleapis.com/token"}'),
    ).requests;
    assert.equal(google?.provider, 'google');
    const [own] = scanWith(
      keycloak,
      'r.json',
      idp('{"defaultScope":"b","tokenUrl":"https://id.example.com/t"}'),
    ).requests;
    assert.equal(own?.provider, null);
  });

  test('a broken realm gives what stands before the break, and one warning', () => {
    const { requests, skipped } = scanWith(
      keycloak,
      'r.json',
      '{"realm":"a","clients":[{"clientId":"b","defaultClientScopes":["c"]},',
    );
    assert.equal(requests.length, 1);
    assert.equal(skipped.length, 1);
  });

  test('survives anything', () => {
    survivesAnything(keycloak, 'realm.json', [
      '{"realm":"a","clients":[{"clientId":"b","protocol":"saml","defaultClientScopes":["c","$(env:X:-d)"]}],"clientScopes":[{"name":"e"}],"defaultDefaultClientScopes":["f"],"identityProviders":[{"alias":"g","config":{"defaultScope":"h i"}}]}',
      'kind: ClientDefaultScopes\nmetadata: {name: a}\nspec:\n  forProvider: &b\n    defaultScopes: [c]\n---\nspec: {forProvider: *b}\n',
    ]);
  });
});
