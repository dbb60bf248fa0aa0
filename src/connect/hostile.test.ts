// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform’s own

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ConnectError, readInventories, readSource } from './index.ts';

/** Files of every kind, in the project's own words, that mutations start from. */
const SEEDS: Readonly<Record<string, string>> = {
  'realm.json': `{"realm":"a","clients":[{"clientId":"b","publicClient":true,"redirectUris":["https://x"],"attributes":{"access.token.lifespan":"60"}}],"clientScopes":[{"name":"c","protocolMappers":[{"protocolMapper":"oidc-audience-mapper","config":{"included.custom.audience":"d"}}]}],"defaultDefaultClientScopes":["c"]}`,
  'tenant.yaml': `clients:\n  - &a\n    name: ##X## b\n    grant_types: [password]\n    callbacks: @@Y@@\n  - <<: *a\n    name: c\nclientGrants:\n  - client_id: c\n    audience: d\n    scope: [e]\nresourceServers:\n  - name: f\n    identifier: d\n    scopes: [{ value: e }]\n`,
  'client.json': `{"client_id":"a","scope":"b c","grant_types":["d"],"redirect_uris":null,"token_endpoint_auth_method":"none"}`,
  'grant.json': `{"client_id":"a","audience":"b","scope":["c"]}`,
  'discovery.json': `{"issuer":"https://a","token_endpoint":"b","scopes_supported":["c"]}`,
  'api.yaml': `openapi: 3.0.0\ninfo: {title: a}\ncomponents:\n  securitySchemes:\n    b: {type: oauth2, flows: {implicit: {scopes: {c: d}}}}\npaths:\n  /e:\n    get: {security: [{b: [f]}]}\n`,
  'krakend.json': `{"version":3,"endpoints":[{"endpoint":"/a","extra_config":{"auth/validator":{"audience":["b","c"],"scopes":["d"]}},"backend":[{"extra_config":{"auth/client-credentials":{"client_id":"e","scopes":"f,g"}}}]}]}`,
  'main.tf': `locals { a = ["b\${c}"] }\nresource "auth0_client" "d" {\n  name = <<E\nf\nE\n  callbacks = local.a[0] == 1 ? [for x in y : x] : {g = h}\n}\nresource "okta_auth_server_scope" "i" {\n  auth_server_id = j.k.id\n  name = "l"\n}\nresource "azuread_application" "m" { required_resource_access { resource_access { id = "n" } } }\nresource "aws_cognito_user_pool_client" "o" { allowed_oauth_scopes = p.q.scope_identifiers }\n`,
  'main.tf.json': `{"locals":{"a":"\${b"},"resource":{"auth0_client":{"c":{"name":"\${local.a}","callbacks":["d"]}}}}`,
};

/** Reads it, or says in its own words why not: nothing else comes out of a reader. */
function readsOrRefuses(path: string, bytes: Uint8Array): void {
  try {
    readInventories([readSource(path, bytes)]);
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    assert.match(error.message, /^[^\n]+$/);
    assert.ok(error.message.startsWith(`${path}:${error.line}:${error.column}: `));
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const PATHS = Object.keys(SEEDS);

describe('a reader', () => {
  test('takes or refuses whatever bytes it is given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS, 'a.yml', 'nothing'), fc.uint8Array({ maxLength: 200 }), readsOrRefuses),
    );
  });

  test('takes or refuses whatever text it is given', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.string({ unit: fc.constantFrom(...'{}[]"\\:,=.#$&*<>!%@|-? \n\tab10') }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...PATHS, 'nothing'), texts, (path, text) => readsOrRefuses(path, encode(text))),
      { numRuns: 500 },
    );
  });

  test('takes or refuses what becomes of a good file', () => {
    const edit = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(20),
      fc.constantFrom(
        '',
        '"',
        '{',
        '}',
        '[',
        ']',
        ':',
        '\n',
        '${',
        '<<A\n',
        '&a ',
        '*a',
        '!!x ',
        '__proto__',
        'null',
        '-',
        '\0',
        '\ud800',
        '\ue000',
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), fc.array(edit, { minLength: 1, maxLength: 4 }), (path, edits) => {
        let text = SEEDS[path] ?? '';
        for (const [where, length, by] of edits) {
          const at = Math.floor(where * text.length);
          text = text.slice(0, at) + by + text.slice(at + length);
        }
        readsOrRefuses(path, encode(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('takes or refuses what any part of a good file may be', () => {
    const anything = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.string(),
      fc.array(fc.string()),
      fc.dictionary(fc.string(), fc.string()),
    );
    const json = PATHS.filter((path) => path.endsWith('.json'));
    fc.assert(
      fc.property(fc.constantFrom(...json), fc.nat(40), anything, (path, which, value) => {
        let count = 0;
        const changed = JSON.stringify(JSON.parse(SEEDS[path] ?? ''), (_, part) => (count++ === which ? value : part));
        readsOrRefuses(path, encode(changed ?? 'null'));
      }),
      { numRuns: 1000 },
    );
  });

  for (const [what, path, text] of [
    [
      'aliases of aliases',
      'a.yaml',
      `- &a0 [x]\n${Array.from({ length: 40 }, (_, at) => `- &a${at + 1} [*a${at}, *a${at}, *a${at}]\n`).join('')}`,
    ],
    [
      'a hundred thousand aliases',
      'a.yaml',
      `clients:\n  - &a { name: b, app_type: spa }\n${'  - *a\n'.repeat(100_000)}`,
    ],
    [
      'locals that hold each other twice',
      'a.tf',
      `${doubling('[local.a$, local.a$]')}resource "auth0_client" "x" { callbacks = local.a60 }\n`,
    ],
    [
      'texts that hold each other twice',
      'a.tf',
      `${doubling('"${local.a$}${local.a$}"')}resource "auth0_client" "x" { name = local.a60 }\n`,
    ],
    ['megabytes of nothing', 'a.tf', `${' \n\t'.repeat(2_000_000)}`],
    ['a text of megabytes', 'a.json', `{"realm": "${'\\n'.repeat(5_000_000)}"}`],
    ['a comment without end', 'a.tf', `${'/*'.repeat(1_000_000)}`],
  ] as const)
    test(`is not held up by ${what}`, () => readsOrRefuses(path, encode(text)));

  test('says each of its seeds’ kinds, so that the mutations are of something', () => {
    for (const [path, text] of Object.entries(SEEDS)) {
      const found = readInventories([readSource(path, encode(text))]);
      assert.ok(
        found.some(({ clients, scopes }) => clients.length + scopes.length > 0),
        path,
      );
    }
  });
});

/** Sixty values, each of which holds the one before it twice. */
function doubling(value: string): string {
  const lines = Array.from(
    { length: 60 },
    (_, at) =>
      `  a${at + 1} = ${value.replaceAll('$,', `${at},`).replaceAll('$]', `${at}]`).replaceAll('$}', `${at}}`)}\n`,
  );
  return `locals {\n  a0 = "x"\n${lines.join('')}}\n`;
}
