// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform’s own

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Inventory, readInventories, readSource } from './index.ts';

function read(files: Readonly<Record<string, string>>): Inventory {
  const sources = Object.entries(files).map(([path, text]) => readSource(path, new TextEncoder().encode(text)));
  const [inventory, ...others] = readInventories(sources);
  assert.ok(inventory !== undefined && others.length === 0);
  return inventory;
}

const said = ({ clients }: Inventory) =>
  Object.fromEntries(
    clients.map(({ name, kind, grantTypes, standing, redirectUris }) => [
      name,
      { kind, grantTypes, standing, redirectUris },
    ]),
  );
const scopes = (inventory: Inventory) =>
  Object.fromEntries(inventory.scopes.map(({ name, resourceServer }) => [name, resourceServer]));
const messages = ({ remarks }: Inventory) =>
  remarks.map(({ at, message }) => `${at.file}:${at.line}:${at.column} ${message}`);

test('Auth0’s resources, with what they take from each other', () => {
  const inventory = read({
    'auth0/main.tf': `
# A shop, and what works for it at night.
resource "auth0_client" "shop" {
  name        = "Shop"
  app_type    = "regular_web"
  callbacks   = concat(var.callbacks, ["https://shop.acme.example/other"])
  grant_types = ["authorization_code", "refresh_token", "http://auth0.com/oauth/grant-type/mfa-otp"]
  jwt_configuration {
    lifetime_in_seconds = 3600
  }
}
resource "auth0_client" "batch" {
  name        = "Batch"
  grant_types = ["client_credentials"]
}
resource "auth0_resource_server" "orders" {
  name           = "Orders"
  identifier     = "https://\${local.domain}"
  token_lifetime = 600
}
resource "auth0_resource_server_scopes" "orders" {
  resource_server_identifier = auth0_resource_server.orders.identifier
  scopes {
    name        = "orders:read"
    description = "Reads orders of everybody"
  }
  scopes { name = "orders:write" }
}
resource "auth0_client_grant" "batch" {
  client_id = auth0_client.batch.id
  audience  = auth0_resource_server.orders.identifier
  scopes    = local.granted
}
resource "auth0_client_grant" "computed" {
  client_id = auth0_client.batch.id
  audience  = upper("x")
  scopes    = []
}
`,
    'auth0/variables.tf': `
variable "callbacks" {
  type    = list(string)
  default = ["https://shop.acme.example/callback"]
}
locals {
  domain  = "orders.acme.example"
  granted = ["orders:read"]
}
`,
  });
  assert.deepEqual(scopes(inventory), { 'orders:read': 'orders', 'orders:write': 'orders' });
  assert.equal(inventory.resourceServers[0]?.audience, 'https://orders.acme.example');
  const { Shop, Batch } = said(inventory);
  assert.deepEqual(Shop?.redirectUris, ['https://shop.acme.example/callback', 'https://shop.acme.example/other']);
  assert.deepEqual(Batch, {
    kind: 'machine',
    grantTypes: ['client_credentials'],
    standing: ['orders:read'],
    redirectUris: null,
  });
  assert.deepEqual(messages(inventory), [
    'auth0/main.tf:7:57 Shop: the grant type "http://auth0.com/oauth/grant-type/mfa-otp" is none that a policy has, and is left out',
    'auth0/main.tf:34:1 auth0_client_grant.computed: its client or its audience is computed when Terraform runs, and it is left out',
  ]);
});

test('Okta’s policies give clients what their rules allow', () => {
  const inventory = read({
    'okta.tf': `
resource "okta_auth_server" "orders" {
  name      = "Orders"
  audiences = ["https://orders.acme.example"]
}
resource "okta_auth_server_scope" "read" {
  auth_server_id = okta_auth_server.orders.id
  name           = "orders:read"
  description    = "Reads orders of everybody"
  default        = true
}
resource "okta_auth_server_scope" "write" {
  auth_server_id = okta_auth_server.orders.id
  name           = "orders:write"
}
resource "okta_app_oauth" "batch" {
  label       = "Batch"
  type        = "service"
  client_id   = "batch"
  grant_types = ["client_credentials"]
}
resource "okta_app_oauth" "shop" {
  label                      = "Shop"
  type                       = "browser"
  grant_types                = ["authorization_code"]
  redirect_uris              = ["https://shop.acme.example/callback"]
  token_endpoint_auth_method = "none"
}
resource "okta_auth_server_policy" "batch" {
  auth_server_id   = okta_auth_server.orders.id
  name             = "batch"
  client_whitelist = [okta_app_oauth.batch.client_id]
}
resource "okta_auth_server_policy_rule" "batch" {
  auth_server_id                = okta_auth_server.orders.id
  policy_id                     = okta_auth_server_policy.batch.id
  name                          = "batch"
  priority                      = 1
  grant_type_whitelist          = ["client_credentials"]
  scope_whitelist               = ["*"]
  access_token_lifetime_minutes = 10
}
resource "okta_app_oauth_api_scope" "batch" {
  app_id = okta_app_oauth.batch.id
  issuer = "https://acme.okta.com"
  scopes = ["okta.users.read"]
}
`,
  });
  assert.deepEqual(said(inventory), {
    batch: {
      kind: 'machine',
      grantTypes: ['client_credentials'],
      standing: ['okta.users.read', 'orders:read', 'orders:write'],
      redirectUris: null,
    },
    Shop: {
      kind: 'public',
      grantTypes: ['authorization_code'],
      standing: null,
      redirectUris: ['https://shop.acme.example/callback'],
    },
  });
  const [batch] = inventory.clients;
  assert.deepEqual([batch?.clientId, batch?.defaultScopes, batch?.maxTtlSeconds], ['batch', ['orders:read'], 600]);
  assert.deepEqual(
    inventory.scopes.map(({ maxTtlSeconds }) => maxTtlSeconds),
    [600, 600],
  );
});

test('Entra ID’s applications, with permissions by reference and by id', () => {
  const inventory = read({
    'entra.tf': `
resource "random_uuid" "read" {}
resource "azuread_application" "orders" {
  display_name    = "Orders"
  identifier_uris = ["api://orders"]
  api {
    oauth2_permission_scope {
      id                         = random_uuid.read.result
      value                      = "Orders.Read"
      admin_consent_description  = "Reads the orders of whoever is signed in"
      admin_consent_display_name = "Read orders"
    }
  }
  app_role {
    id                   = "11111111-2222-3333-4444-555555555555"
    value                = "Orders.Read.All"
    description          = "Reads all orders"
    display_name         = "Read all orders"
    allowed_member_types = ["Application"]
  }
  app_role {
    id                   = "99999999-2222-3333-4444-555555555555"
    value                = "Clerk"
    description          = "A person"
    display_name         = "Clerk"
    allowed_member_types = ["User"]
  }
}
resource "azuread_application" "shop" {
  display_name = "Shop"
  web { redirect_uris = ["https://shop.acme.example/callback"] }
  required_resource_access {
    resource_app_id = azuread_application.orders.client_id
    resource_access {
      id   = random_uuid.read.result
      type = "Scope"
    }
    resource_access {
      id   = "11111111-2222-3333-4444-555555555555"
      type = "Role"
    }
  }
}
resource "azuread_application_api_access" "shop" {
  application_id = azuread_application.shop.id
  api_client_id  = "00000003-0000-0000-c000-000000000000"
  scope_ids      = [data.azuread_service_principal.graph.oauth2_permission_scope_ids["User.Read"], "00000000-0000-0000-0000-000000000001"]
}
`,
  });
  assert.deepEqual(scopes(inventory), { 'Orders.Read': 'orders', 'Orders.Read.All': 'orders' });
  assert.deepEqual(said(inventory)['Shop'], {
    kind: 'confidential',
    grantTypes: null,
    standing: ['Orders.Read', 'Orders.Read.All', 'User.Read'],
    redirectUris: ['https://shop.acme.example/callback'],
  });
  assert.match(messages(inventory)[0] ?? '', /^entra\.tf:47:100 .*only its id/);
});

test('Cognito’s scopes have the identifier of their resource server before them', () => {
  const inventory = read({
    'cognito.tf': `
resource "aws_cognito_resource_server" "orders" {
  identifier = "https://orders.acme.example"
  name       = "Orders"
  scope {
    scope_name        = "read"
    scope_description = "Reads orders of everybody"
  }
  scope {
    scope_name        = "write"
    scope_description = "Changes orders of everybody"
  }
}
resource "aws_cognito_user_pool_client" "batch" {
  name                  = "batch"
  allowed_oauth_flows   = ["client_credentials"]
  allowed_oauth_scopes  = aws_cognito_resource_server.orders.scope_identifiers
  access_token_validity = 30
  token_validity_units { access_token = "minutes" }
}
resource "aws_cognito_user_pool_client" "shop" {
  name                 = "shop"
  allowed_oauth_flows  = ["code", "implicit"]
  allowed_oauth_scopes = ["openid", "\${aws_cognito_resource_server.orders.identifier}/read"]
  callback_urls        = ["https://shop.acme.example/callback"]
}
`,
  });
  const [read1, write] = ['https://orders.acme.example/read', 'https://orders.acme.example/write'];
  assert.deepEqual(Object.keys(scopes(inventory)), [read1, write]);
  assert.deepEqual(said(inventory)['batch'], {
    kind: 'machine',
    grantTypes: ['client_credentials'],
    standing: [read1, write],
    redirectUris: null,
  });
  assert.equal(inventory.clients[0]?.maxTtlSeconds, 1800);
  assert.deepEqual(said(inventory)['shop']?.grantTypes, ['authorization_code', 'implicit', 'refresh_token']);
  assert.deepEqual(said(inventory)['shop']?.standing, [read1, 'openid']);
});

describe('the language', () => {
  /** The callbacks of a client, by what stands there. */
  const callbacks = (value: string, more = '') => {
    const inventory = read({
      'main.tf': `${more}\nresource "auth0_client" "a" {\n  name = "A"\n  callbacks = ${value}\n}\n`,
    });
    const said = messages(inventory).filter((message) => !message.includes('stands for several'));
    return [inventory.clients.find(({ name }) => name === 'A')?.redirectUris, said] as const;
  };

  const KNOWN: readonly (readonly [string, readonly string[]])[] = [
    ['[]', []],
    ['["a", "b",]', ['a', 'b']],
    ['[\n  # one\n  "a", // two\n  /* three */ "b"\n]', ['a', 'b']],
    ['["a\\"b", "\\u00fc", "$${x}"]', ['a"b', 'ü', '${x}']],
    ['["${local.host}/x"]', ['h/x']],
    ['local.list', ['p', 'q']],
    ['local.map.inner["k"]', ['z']],
    ['[local.list[1], local.list.0]', ['q', 'p']],
    ['local.map[local.key].k', ['z']],
    ['[auth0_client.several["x"].name, auth0_client.several[0].description]', ['s', 'd']],
    ['toset(concat(local.list, ["r"]))', ['p', 'q', 'r']],
    ['var.none', []],
  ];
  const LOCALS = `
locals {
  host = "h"
  key  = "inner"
  list = ["p", "q"]
  map  = { inner = { k = ["z"] }, "quoted" : 1 }
}
variable "none" { default = [] }
resource "auth0_client" "several" {
  count       = 2
  name        = "s"
  description = "d"
}
variable "open" {}
`;
  for (const [value, expected] of KNOWN)
    test(`${JSON.stringify(value)} is known`, () => assert.deepEqual(callbacks(value, LOCALS), [expected, []]));

  for (const value of [
    'var.open',
    'local.missing',
    'local.circle',
    'var.open ? ["a"] : ["b"]',
    '(var.open ? var.open ? ["a"] : ["b"] : null)',
    '(var.open == "x" && !var.open\n    ? ["a"]\n    : var.open ? ["b"] : [])',
    '[for one in local.list : "${one}/x" if one != ""]',
    'module.other.uris',
    'split(",", "a,b")',
    'data.x.y.z',
    'aws_x.y[*].url',
    '(1 + 2) * -3 >= 4 && !true',
    'provider::auth0::list("a")',
  ])
    test(`${JSON.stringify(value)} is not known, and said`, () => {
      const [uris, said] = callbacks(value, `${LOCALS}\nlocals {\n  circle = local.other\n  other = local.circle\n}\n`);
      assert.equal(uris, null);
      assert.equal(said.length, 1);
      assert.match(said[0] ?? '', /its callbacks are computed when Terraform runs/);
    });

  test('a text over several lines, and what it holds is no bracket', () => {
    const text =
      'resource "auth0_client" "a" {\n  name = "A"\n  description = <<-EOT\n    Sells } things\n      and "more\n    EOT\n  callbacks = ["a"]\n}\n';
    const inventory = read({ 'main.tf': text });
    assert.deepEqual(inventory.clients[0]?.description, 'Sells } things\n  and "more\n');
    assert.deepEqual(inventory.clients[0]?.redirectUris, ['a']);
  });

  test('several of a resource are read as one, and a loop’s blocks are left out', () => {
    const inventory = read({
      'main.tf':
        'resource "auth0_resource_server" "a" {\n  for_each = toset(["x"])\n  name = "A"\n  identifier = "https://a"\n  dynamic "scopes" {\n    for_each = []\n    content { value = "y" }\n  }\n}\n',
    });
    assert.deepEqual(
      messages(inventory).map((message) => message.replace(/ .*/, '')),
      ['main.tf:1:1', 'main.tf:5:3'],
    );
  });

  test('is also written in JSON', () => {
    const inventory = read({
      'main.tf.json': JSON.stringify({
        locals: { host: 'https://shop.acme.example' },
        resource: { auth0_client: { a: { name: 'A', callbacks: ['${local.host}/callback'] } } },
      }),
    });
    assert.deepEqual(inventory.clients[0]?.redirectUris, ['https://shop.acme.example/callback']);
  });

  test('values for variables come before their defaults', () => {
    const inventory = read({
      'main.tf': 'variable "n" { default = "old" }\nresource "auth0_client" "a" { name = var.n }\n',
      'acme.tfvars': 'n = "new"\n',
    });
    assert.equal(inventory.clients[0]?.name, 'new');
  });
});
