import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { scanWith, survivesAnything } from '../testing/one-extractor.ts';
import { openApi } from './open-api.ts';

const DATA = resolve(import.meta.dirname, '../../../../shared/data/openapi');
const skip = existsSync(DATA) ? false : 'shared/data is not beside this checkout';

const definitions = (path: string, text: string): string[] =>
  scanWith(openApi, path, text).definitions.map(
    ({ line, column, scope, provider }) => `${line}:${column} ${scope} ${provider}`,
  );

describe('descriptions of APIs', () => {
  test('the scopes of a flow are defined where their names stand, at the server whose address it has', () => {
    const api = [
      'openapi: 3.0.0',
      'paths: {/a: {get: {security: [{s: [needed]}]}}}',
      'components:',
      '  securitySchemes:',
      '    s:',
      '      type: oauth2',
      "      flows: {implicit: {authorizationUrl: 'https://x.okta.com/a', scopes: {a: A, 'b': B}}}",
    ].join('\n');
    assert.deepEqual(definitions('api.yaml', api), ['7:77 a okta', '7:84 b okta']);
    assert.deepEqual(scanWith(openApi, 'api.yaml', api).requests, []);
  });

  test('Swagger 2 has one flow, among whose scopes extensions stand', () => {
    const api =
      '{"swagger":"2.0","securityDefinitions":{"s":{"type":"oauth2","flow":"implicit","scopes":{"a":"A","x-b":"B"}}}}';
    assert.deepEqual(definitions('api.json', api), ['1:91 a null']);
  });

  test('a client’s own settings aren’t a description, however alike they are', () => {
    const settings = 'auth: {type: oauth2, tokenUrl: /token, clientId: a, scopes: [b]}\n';
    assert.deepEqual(definitions('settings.yaml', settings), []);
    const forgotten = 'securityDefinitions: {s: {type: oauth2, tokenUrl: /token, scopes: {b: B}}}\n';
    assert.deepEqual(definitions('api.yaml', forgotten), ['1:68 b null']);
  });

  test('real descriptions define what they say they do', { skip }, () => {
    const count = (file: string): number =>
      new Set(scanWith(openApi, file, readFileSync(join(DATA, file), 'utf8')).definitions.map(({ scope }) => scope))
        .size;
    assert.ok(count('slack-web-swagger2.json') > 40);
    assert.ok(count('spotify.yml') > 15);
    assert.ok(count('figma.yaml') > 10);
  });

  test('survives anything', () => {
    survivesAnything(openApi, 'api.yaml', [
      'openapi: 3.0.0\ncomponents:\n  securitySchemes:\n    a: {type: oauth2, flows: {implicit: {authorizationUrl: b, scopes: {c: d, "e f": g}}}}\n',
      '{"swagger":"2.0","securityDefinitions":{"a":{"type":"oauth2","flow":"b","scopes":["c",{"d":"e"}]}}}',
    ]);
  });
});
