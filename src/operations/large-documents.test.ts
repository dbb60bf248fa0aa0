import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Part, PositionedDocument } from './document.ts';
import { loadOpenApi, OperationsError } from './index.ts';
import { readJsonDocument } from './json-document.ts';
import { OverlappingPaths } from './overlapping-paths.ts';
import { compareTemplates, parsePathTemplate, type Segment } from './path-template.ts';
import { readYamlDocument } from './yaml-document.ts';

const DATA = resolve(import.meta.dirname, '../../../shared/data/openapi');
/** Far more than it takes on any machine, and far less than the minutes that it took. */
const MOST_SECONDS = 30;

/** The description of as many operations as make up this length, with a schema for each. */
function description(characters: number): object {
  const paths: Record<string, object> = {};
  const schemas: Record<string, object> = {};
  for (let at = 0, length = 0; length < characters; at++, length += 1850) {
    const security = [{ oauth: [`things${at % 50}:read`] }];
    const $ref = `#/components/schemas/Thing${at}`;
    const content = { 'application/json': { schema: { $ref } } };
    const responses = { 200: { description: 'The thing.', content } };
    paths[`/v1/things${at}/{id}`] = {
      get: { operationId: `get-${at}`, summary: `Reads the thing ${at} "as it is"`, security, responses },
      put: { operationId: `put-${at}`, security, responses },
    };
    const field = {
      type: 'string',
      description: 'What it is, in a sentence or two for who reads it.',
      example: 'a\\b',
    };
    schemas[`Thing${at}`] = {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`field${index}`, field])),
    };
  }
  const securitySchemes = { oauth: { type: 'oauth2', flows: {} } };
  return { openapi: '3.1.0', info: { title: 'Things', version: '1' }, paths, components: { schemas, securitySchemes } };
}

function timed<T>(work: () => T): T {
  const began = performance.now();
  try {
    return work();
  } finally {
    const seconds = (performance.now() - began) / 1000;
    assert.ok(seconds < MOST_SECONDS, `it took ${seconds} s`);
  }
}

const refusal = (text: string): string => {
  try {
    timed(() => loadOpenApi(text, { path: 'x' }));
    return 'taken';
  } catch (error) {
    assert.ok(error instanceof OperationsError, String(error));
    return `${error.line}:${error.column} ${error.code}`;
  }
};

describe('a description', () => {
  test('of 20 MB is read in seconds', () => {
    const text = JSON.stringify(description(20_000_000));
    assert.ok(text.length > 18_000_000, String(text.length));
    assert.ok(timed(() => loadOpenApi(text, { path: 'x' })).operations.length > 20_000);
  });

  test('says the same as JSON, whatever its spaces, and as YAML', () => {
    const data = description(100_000);
    const [first, ...rest] = [JSON.stringify(data), JSON.stringify(data, null, '\t'), stringify(data)].map(
      (text) => loadOpenApi(text, { path: 'x' }).operations,
    );
    assert.ok(first !== undefined && first.length > 100);
    for (const operations of rest)
      assert.deepEqual(
        operations.map((one) => ({ ...one, line: 1 })),
        first,
      );
  });

  const M = 1_000_000;
  for (const [what, text, expected] of [
    ['more than anybody reads', ' '.repeat(32 * M + 1), '1:1 document_too_large'],
    ['YAML of more than is read', `a: 1\n${'# a comment\n'.repeat(M / 2)}`, '1:1 document_too_large'],
    ['a million open brackets', '['.repeat(M), '1:201 document_unreadable'],
    ['a million open braces, closed', `${'{"a":'.repeat(M)}1${'}'.repeat(M)}`, '1:1006 document_unreadable'],
    ['a million closing brackets', ']'.repeat(M), '1:1 document_unreadable'],
    ['a million commas', `[${','.repeat(M)}]`, '1:3 document_unreadable'],
    [
      'two hundred thousand names in one object',
      Array.from({ length: 200_000 }, (_, at) => `k${at}: 1\n`).join(''),
      '1:1 version_unsupported',
    ],
    ['a name twice', 'openapi: 3.1.0\nopenapi: 3.1.0\n', '2:1 document_unreadable'],
    ['a name twice in JSON', '{"openapi":"3.1.0", "openapi":"3.1.0"}', '1:21 document_unreadable'],
    [
      'a name twice in JSON, written in two ways',
      '{"openapi":"3.1.0", "\\u006fpenapi":"3.1.0"}',
      '1:21 document_unreadable',
    ],
    ['two documents', 'openapi: 3.1.0\n---\nopenapi: 3.1.0\n', '2:1 document_unreadable'],
    [
      'a reference round in a circle',
      'openapi: 3.1.0\npaths: { /a: { $ref: "#/paths/~1b" }, /b: { $ref: "#/paths/~1a" } }',
      '2:14 reference_unsupported',
    ],
    [
      'a reference to another machine',
      'openapi: 3.1.0\npaths: { /a: { $ref: "https://a.example/x.yaml#/A" } }',
      '2:22 reference_unsupported',
    ],
    [
      'aliases in each other',
      Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${at === 0 ? '' : `*a${at - 1}, *a${at - 1}`}]\n`).join(
        '',
      ),
      '1:1 version_unsupported',
    ],
  ] as const)
    test(`with ${what} is refused in seconds, with its place`, () => {
      assert.equal(refusal(text), expected);
    });

  test('of ten thousand paths that differ behind a parameter is read in seconds', () => {
    const lines = Array.from({ length: 10_000 }, (_, at) => `  /{tenant}/a${at}/{id}: { get: {} }\n`);
    const head = 'openapi: 3.1.0\nsecurity: []\npaths:\n';
    assert.equal(refusal(`${head}${lines.join('')}`), 'taken');
    assert.equal(refusal(`${head}${lines.join('')}  /{tenant}/{name}/b: { get: {} }\n`), '10004:23 path_ambiguous');
  });

  test('real ones are read in seconds, or refused for what they say', {
    skip: !existsSync(DATA) && 'they are not here',
  }, () => {
    for (const name of ['box.json', 'figma.yaml', 'slack-web-swagger2.json', 'spotify.yml']) {
      const said = refusal(readFileSync(resolve(DATA, name), 'utf8'));
      assert.match(said, /^taken$|^\d+:\d+ (path_malformed|security_unsatisfiable|version_unsupported)$/, name);
    }
  });
});

test('JSON says the same in either reader, at the same places', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
      fc.constantFrom('', ' ', '\t\r\n'),
      (value, space) => {
        const text = JSON.stringify(value, null, space === '' ? 0 : 2).replaceAll(
          '\n',
          space.includes('\n') ? '\r\n' : '\n',
        );
        const json = readJsonDocument(text, 'x');
        assert.ok(json !== null);
        assert.deepEqual(told(json, json.root), told(readYamlDocument(text, 'x'), readYamlDocument(text, 'x').root));
      },
    ),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[],:"\\ae0. \n') }), (text) => {
      let data: unknown;
      try {
        data = JSON.parse(text);
      } catch {
        data = null;
      }
      let json: PositionedDocument | null = null;
      try {
        json = readJsonDocument(text, 'x');
      } catch (error) {
        // A name twice, which `JSON.parse` passes over.
        assert.ok(error instanceof OperationsError);
        return;
      }
      assert.equal(json === null, typeof data !== 'object' || data === null || Array.isArray(data));
    }),
  );
});

test('of many templates those are found that have a path in common with one', () => {
  const template = fc
    .array(fc.constantFrom('a', 'b', '{x}', '{y}', 'a{x}', '{x}b', 'a-{x}.b'), { minLength: 1, maxLength: 3 })
    .map((parts) => parsePathTemplate(`/${parts.join('/')}`) as readonly Segment[]);
  fc.assert(
    fc.property(fc.array(template, { maxLength: 12 }), template, (all, one) => {
      const tree = new OverlappingPaths<{ readonly segments: readonly Segment[] }>();
      const paths = all.map((segments) => ({ segments }));
      for (const path of paths) tree.add(path);
      const expected = paths.filter(({ segments }) => compareTemplates(one, segments) !== 'apart');
      assert.deepEqual(new Set(tree.with(one)), new Set(expected));
    }),
  );
});

/** All that a document says by its own words, each with its line. */
function told(document: PositionedDocument, part: Part): unknown {
  const attempt = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch {
      return null;
    }
  };
  const line = document.lineOf(part);
  const members = attempt(() => document.members(part, 'x'));
  if (members !== null) return { line, members: [...members].map(([name, member]) => [name, told(document, member)]) };
  const items = attempt(() => document.items(part, 'x'));
  if (items !== null) return { line, items: items.map((item) => told(document, item)) };
  return {
    line,
    text: attempt(() => document.text(part, 'x')),
    place: document.fail('document_malformed', part, '').message,
  };
}
