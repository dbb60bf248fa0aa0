// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Pulumi’s own

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanWith, survivesAnything, written } from '../testing/one-extractor.ts';
import { pulumi } from './pulumi.ts';

const program = (scopes: string, more = ''): string =>
  `resources:\n  c:\n    type: aws:cognito/userPoolClient:UserPoolClient\n    properties:\n      allowedOauthScopes: ${scopes}\n${more}`;

describe('Pulumi YAML', () => {
  test('a resource’s scopes stand where they are written', () => {
    assert.deepEqual(written(scanWith(pulumi, 'Pulumi.yaml', program('[openid, "a/b"]'))), [
      '5:28 openid (c, cognito, high)',
      '5:37 a/b (c, cognito, high)',
    ]);
  });

  test('a configuration value’s default may be another one, and what other resources give is dynamic', () => {
    const more = 'config:\n  s: {default: [a]}\n';
    assert.deepEqual(written(scanWith(pulumi, 'Pulumi.yaml', program('${s}', more))), ['7:17 a (c, cognito, medium)']);
    const { dynamic, requests } = scanWith(pulumi, 'Pulumi.yaml', program('["${x.y}/a"]'));
    assert.deepEqual([requests.length, dynamic.length], [0, 1]);
  });

  test('values that hold each other end', () => {
    assert.deepEqual(
      scanWith(pulumi, 'p.yaml', program('${a}', `variables:\n  a: [${Array(200).fill('"${a}"').join(', ')}]\n`))
        .requests,
      [],
    );
  });

  test('survives anything', () => {
    survivesAnything(pulumi, 'Pulumi.yaml', [
      program('[a, "${b}", {fn::join: [x]}]', 'variables: {b: [c]}\nconfig: {d: {default: e}}\n'),
    ]);
  });
});
