// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform’s own

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanWith, survivesAnything, written } from '../testing/one-extractor.ts';
import { terraform } from './terraform.ts';

const grant = (scopes: string, more = ''): string =>
  `resource "auth0_client_grant" "g" {\n  client_id = "c"\n  scopes = ${scopes}\n}\n${more}`;
const scopesOf = (text: string, others: Readonly<Record<string, string>> = {}): string[] =>
  scanWith(terraform, 'main.tf', text, others).requests.map(({ scope, confidence }) => `${scope} ${confidence}`);
const dynamicOf = (text: string, others: Readonly<Record<string, string>> = {}): string[] =>
  scanWith(terraform, 'main.tf', text, others).dynamic.map(({ line, reason }) => `${line} ${reason}`);

describe('Terraform', () => {
  test('scopes stand where they are written, also where another name brings them', () => {
    const text = grant('concat(local.a, ["c"])', 'locals {\n  a = ["a", "b"]\n}\n');
    assert.deepEqual(written(scanWith(terraform, 'main.tf', text)), [
      '3:30 c (c, auth0, high)',
      '6:9 a (c, auth0, high)',
      '6:14 b (c, auth0, high)',
    ]);
  });

  for (const [expression, expected] of [
    ['toset(["a"])', ['a high']],
    ['split(" ", "a b")', ['a high', 'b high']],
    ['[join(":", ["read", "a"])]', ['read:a high']],
    ['formatlist("%s:a", ["read", "write"])', ['read:a high', 'write:a high']],
    ['[for x in ["a", "b"] : "api/${x}"]', ['api/a high', 'api/b high']],
    ['[for k, v in { a = true, b = false } : k if v]', ['a medium', 'b medium']],
    ['keys({ "read:a" = "A" })', ['read:a high']],
    ['merge({ x = ["a"] }, { y = ["b"] })["y"]', ['b high']],
    ['lookup({ x = ["a"] }, "x", [])', ['a high']],
    ['try(local.missing, ["a"])', ['a medium']],
    ['var.x ? ["a"] : ["b"]', ['a medium', 'b medium']],
    ['flatten([["a"], ["b", ["c"]]])', ['a high', 'b high', 'c high']],
    ['values({ x = "a" })', ['a high']],
    ['[upper("a"), lower("B")]', ['A high', 'b high']],
    ['{ x = ["a"] }.x', ['a high']],
    ['[for x in ["a", "b"] : x][0]', ['a high']],
    ['one([["a"]])', ['a high']],
    ['null', []],
    ['[]', []],
  ] as const)
    test(`${expression} is ${expected.length === 0 ? 'nothing' : expected.join(', ')}`, () => {
      assert.deepEqual(scopesOf(grant(expression)).sort(), [...expected].sort());
    });

  test('a variable’s default may be another one when it is applied', () => {
    assert.deepEqual(scopesOf(grant('var.s', 'variable "s" {\n  default = ["a"]\n}\n')), ['a medium']);
  });

  test('what is only known when it is applied is dynamic, and says what it depends on', () => {
    assert.deepEqual(dynamicOf(grant('var.s', 'variable "s" {}\n')), ['3 the variable s']);
    assert.deepEqual(dynamicOf(grant('file("x")')), ['3 the function file']);
    assert.deepEqual(dynamicOf(grant('module.m.scopes')), ['3 what the module m gives back']);
    assert.deepEqual(dynamicOf(grant('data.external.x.result')), ['3 what data.external.x has']);
    assert.deepEqual(dynamicOf(grant('["a:${var.x}", "b"]')), ['3 a part of a text']);
  });

  test('a module of the repository gets its arguments’ scopes where they are given', () => {
    const module = 'variable "s" {}\nresource "auth0_client_grant" "g" {\n  client_id = "c"\n  scopes = var.s\n}\n';
    const call = 'module "m" {\n  source = "./child"\n  s      = ["a"]\n}\n';
    const result = scanWith(terraform, 'main.tf', call, { 'child/main.tf': module });
    assert.deepEqual(written(result), ['3:14 a (c, auth0, high)']);
    assert.deepEqual(dynamicOf(call, { 'child/main.tf': module }), []);
    const child = scanWith(terraform, 'child/main.tf', module, { 'main.tf': call });
    assert.deepEqual(child.requests, []);
    assert.equal(child.dynamic.length, 1);
  });

  test('modules that call each other end', () => {
    const call = 'module "m" {\n  source = "./"\n  s = ["a"]\n}\n';
    assert.deepEqual(scopesOf(call), []);
  });

  test('files of a folder are one module, unless two define the same', () => {
    const use = grant('local.s');
    assert.deepEqual(scopesOf(use, { 'locals.tf': 'locals {\n  s = ["a"]\n}\n' }), ['a high']);
    const others = { 'one.tf': 'locals {\n  s = ["a"]\n}\n', 'two.tf': 'locals {\n  s = ["b"]\n}\n' };
    assert.deepEqual(scopesOf(use, others), []);
  });

  test('terraform.tfvars comes before a default', () => {
    const text = grant('var.s', 'variable "s" {\n  default = ["a"]\n}\n');
    assert.deepEqual(scopesOf(text, { 'terraform.tfvars': 's = ["b"]\n' }), ['b medium']);
  });

  for (const id of [
    'azuread_service_principal.g.app_role_ids["Mail.Send"]',
    'lookup(data.azuread_service_principal.g.app_role_ids, "Mail.Send")',
    '[for role in data.azuread_service_principal.g.app_roles : role.id if role.value == "Mail.Send"][0]',
    'one([for role in data.azuread_service_principal.g.app_roles : role.id if role.value == "Mail.Send"])',
    'data.azuread_service_principal.g.app_roles[index(data.azuread_service_principal.g.app_roles[*].value, "Mail.Send")].id',
    'lookup(zipmap(data.azuread_service_principal.g.app_roles[*].value, data.azuread_service_principal.g.app_roles[*].id), "Mail.Send")',
    '"b633e1c5-b582-4048-a93e-9f11b44c7e96"',
  ])
    test(`${id} is Mail.Send`, () => {
      const text = `resource "azuread_application" "a" {\n  required_resource_access {\n    resource_access {\n      id = ${id}\n    }\n  }\n}\n`;
      assert.deepEqual(scopesOf(text), ['Mail.Send high']);
    });

  test('a role of Entra that people get is no client’s', () => {
    const text =
      'resource "azuread_app_role_assignment" "a" {\n  app_role_id = azuread_service_principal.x.app_role_ids["A"]\n  principal_object_id = data.azuread_group.g.object_id\n}\n';
    assert.deepEqual(scopesOf(text), []);
  });

  test('a block that is broken costs itself alone', () => {
    const text = `${grant('["a"]')}resource "x" "y" {\n  z = [\n}\n\n${grant('["b"]').replace('"g"', '"h"')}`;
    const { requests, skipped } = scanWith(terraform, 'main.tf', text);
    assert.deepEqual(
      requests.map(({ scope }) => scope),
      ['a', 'b'],
    );
    assert.equal(skipped.length, 1);
  });

  test('values that double at each step end', () => {
    const doubling = Array.from({ length: 40 }, (_, at) => `  l${at + 1} = concat(local.l${at}, local.l${at})`).join(
      '\n',
    );
    const text = grant('local.l40', `locals {\n  l0 = ["a"]\n${doubling}\n}\n`);
    assert.deepEqual(scopesOf(text), []);
    const either = Array.from(
      { length: 40 },
      (_, at) => `  l${at + 1} = var.x ? [local.l${at}, local.l${at}] : []`,
    ).join('\n');
    scopesOf(grant('local.l40', `locals {\n  l0 = ["a"]\n${either}\n}\n`));
  });

  test('a circle of locals ends', () => {
    assert.deepEqual(scopesOf(grant('local.a', 'locals {\n  a = local.b\n  b = local.a\n}\n')), []);
  });

  test('survives anything', () => {
    survivesAnything(terraform, 'main.tf', [
      grant(
        'concat(local.a, [for x in var.y : "b/${x}"], var.z ? ["c"] : [])',
        'locals { a = ["d"] }\nvariable "y" {\n  default = ["e"]\n}\nmodule "m" {\n  source = "./m"\n  scopes = local.a\n}\n',
      ),
      'resource "azuread_application" "a" {\n  required_resource_access {\n    dynamic "resource_access" {\n      for_each = { b = "c" }\n      content {\n        id = azuread_service_principal.d.app_role_ids[resource_access.key]\n      }\n    }\n  }\n}\nresource "aws_cognito_resource_server" "e" {\n  identifier = "f"\n  scope { scope_name = "g" }\n}\nresource "aws_cognito_user_pool_client" "h" {\n  allowed_oauth_scopes = aws_cognito_resource_server.e.scope_identifiers\n}\n',
    ]);
    survivesAnything(terraform, 'main.tf.json', [
      '{"locals":{"a":["${b}"]},"resource":{"auth0_client_grant":{"c":{"client_id":"d","scopes":"${local.a}"}}}}',
    ]);
  });
});
