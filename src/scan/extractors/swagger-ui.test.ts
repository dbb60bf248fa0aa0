import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scanWith, survivesAnything, written } from '../testing/one-extractor.ts';
import { swaggerUi } from './swagger-ui.ts';

const page = (call: string): string => `<html><script>\n${call}\n</script></html>`;

describe('Swagger UI', () => {
  test('what it has ready to ask for stands where it is written', () => {
    const text = page("ui.initOAuth({\n  clientId: 'docs',\n  scopes: 'openid read', // all\n  usePkce: true,\n})");
    assert.deepEqual(written(scanWith(swaggerUi, 'index.html', text)), [
      '4:12 openid (docs, null, high)',
      '4:19 read (docs, null, high)',
    ]);
    assert.deepEqual(written(scanWith(swaggerUi, 'index.html', page('ui.initOAuth({"scopes": ["a", \'b\']})'))), [
      '2:27 a (null, null, high)',
      '2:32 b (null, null, high)',
    ]);
  });

  test('a name of JavaScript is dynamic, and what is commented out is nothing', () => {
    const { requests, dynamic } = scanWith(swaggerUi, 'index.html', page('ui.initOAuth({ scopes: window.scopes })'));
    assert.deepEqual([requests.length, dynamic.length], [0, 1]);
    for (const call of [
      '// ui.initOAuth({ scopes: "a" })',
      '/* ui.initOAuth({ scopes: "a" }) */',
      '<!-- initOAuth({ scopes: "a" }) -->',
    ])
      assert.deepEqual(scanWith(swaggerUi, 'index.html', page(call)).requests, []);
  });

  test('survives anything', () => {
    survivesAnything(swaggerUi, 'index.html', [
      page('ui.initOAuth({ clientId: "a", scopes: ["b", c, \'d e\'], x: { y: 1 } })'),
    ]);
  });
});
