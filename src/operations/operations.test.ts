import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  loadOpenApi,
  matchOperation,
  type OperationMap,
  type OperationMethod,
  OperationsError,
  type OperationsErrorCode,
  operationsOfScope,
} from './index.ts';

const HEAD = `openapi: 3.1.0
info: { title: Shop, version: '1' }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: {} } } }
    bearer: { type: http, scheme: Bearer }
    key: { type: apiKey, in: header, name: X-Key }
`;

function load(paths: string, head = HEAD): OperationMap {
  return loadOpenApi(`${head}${paths}`, { path: 'shop.yaml' });
}

function nameOf(map: OperationMap, method: OperationMethod, path: string): string {
  const match = matchOperation(map, method, path);
  return match.kind === 'operation' ? match.operation.name : match.kind;
}

function refused(code: OperationsErrorCode, paths: string, place?: RegExp, head = HEAD): void {
  assert.throws(
    () => load(paths, head),
    (error: unknown) => {
      assert(error instanceof OperationsError, String(error));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, place ?? /^shop\.yaml:\d+:\d+: /);
      return true;
    },
  );
}

const ORDERS = `security: [{ oauth: [orders:read] }]
paths:
  /orders:
    get: { operationId: listOrders }
    post: { operationId: createOrder, security: [{ oauth: [orders:write] }] }
  /orders/export:
    get: { operationId: exportOrders, security: [{ oauth: [orders:export] }] }
  /orders/{orderId}:
    get: { operationId: getOrder }
  /orders/{orderId}/refund:
    post: { operationId: refundOrder, security: [{ oauth: [orders:refund, orders:read] }] }
  /users/@me:
    get: { operationId: getMe, security: [{ oauth: [me:read] }] }
  /users/{userId}:
    get: { operationId: getUser }
  /files/{fileId}/thumbnail.{extension}:
    get: { operationId: getThumbnail }
  /health:
    get: { operationId: getHealth, security: [] }
`;

test('finds operations by path and method, the concrete before the templated', () => {
  const map = load(ORDERS);
  assert.equal(nameOf(map, 'GET', '/orders'), 'listOrders');
  assert.equal(nameOf(map, 'GET', '/orders/export'), 'exportOrders');
  assert.equal(nameOf(map, 'GET', '/orders/o-1'), 'getOrder');
  assert.equal(nameOf(map, 'POST', '/orders/o-1/refund'), 'refundOrder');
  assert.equal(nameOf(map, 'GET', '/files/f-1/thumbnail.png'), 'getThumbnail');
  assert.equal(nameOf(map, 'GET', '/files/f-1/thumbnail.'), 'path_unknown');
});

test('serves HEAD by GET (RFC 9110 section 9.3.2), and no other method by any other', () => {
  const map = load(ORDERS);
  assert.equal(nameOf(map, 'HEAD', '/orders'), 'listOrders');
  assert.deepEqual(matchOperation(map, 'DELETE', '/orders'), {
    kind: 'method_unknown',
    allowed: ['GET', 'HEAD', 'POST'],
  });
  assert.deepEqual(matchOperation(map, 'POST', '/orders/export'), { kind: 'method_unknown', allowed: ['GET', 'HEAD'] });
});

for (const path of [
  '/',
  '/orders/',
  '//orders',
  '/Orders',
  '/orders/o-1/',
  '/orders//refund',
  '/orders/o-1/refund/x',
  '/x',
])
  test(`knows no operation at ${path}`, () => {
    assert.equal(nameOf(load(ORDERS), 'GET', path), 'path_unknown');
  });

for (const path of ['/orders/Export', '/orders/EXPORT', '/users/%40me', '/users/@Me', '/users/%40ME'])
  test(`refuses ${path}, which a lenient server takes for the concrete path and not for a parameter`, () => {
    assert.equal(nameOf(load(ORDERS), 'GET', path), 'path_unknown');
  });

test('takes capitals and encoded characters in a parameter', () => {
  const map = load(ORDERS);
  assert.equal(nameOf(map, 'GET', '/orders/O-1'), 'getOrder');
  assert.equal(nameOf(map, 'GET', '/users/a%40b'), 'getUser');
  assert.equal(nameOf(map, 'GET', '/orders/%C3%A9'), 'getOrder');
});

test('refuses the lower-case twin of a concrete path with capitals', () => {
  const map = load(
    `security: []\npaths:\n  /a/Export: { get: { operationId: x } }\n  /a/{id}: { get: { operationId: y } }\n`,
  );
  assert.equal(nameOf(map, 'GET', '/a/Export'), 'x');
  assert.equal(nameOf(map, 'GET', '/a/export'), 'path_unknown');
  assert.equal(nameOf(map, 'GET', '/a/1'), 'y');
});

test('goes back to a parameter where the concrete branch leads nowhere', () => {
  const map = load(`security: []
paths:
  /a/{x}/c: { get: { operationId: first } }
  /{y}/b/d: { get: { operationId: second } }
`);
  assert.equal(nameOf(map, 'GET', '/a/b/c'), 'first');
  assert.equal(nameOf(map, 'GET', '/a/b/d'), 'second');
});

test('reads security as OR of ANDs, the list of an operation in place of that of the document', () => {
  const map = load(`security: [{ oauth: [root] }]
paths:
  /inherits: { get: { operationId: inherits } }
  /either: { get: { operationId: either, security: [{ oauth: [b, a] }, { oauth: [c] }, { oauth: [c] }] } }
  /both: { get: { operationId: both, security: [{ oauth: [a], bearer: [b] }] } }
  /any: { get: { operationId: any, security: [{ bearer: [] }] } }
  /optional: { get: { operationId: optional, security: [{}, { oauth: [a] }] } }
  /public: { get: { operationId: public, security: [] } }
  /key-or-token: { get: { operationId: keyOrToken, security: [{ key: [] }, { oauth: [a] }] } }
`);
  const security = new Map(map.operations.map(({ name, anonymous, required }) => [name, { anonymous, required }]));
  assert.deepEqual(security.get('inherits'), { anonymous: false, required: [['root']] });
  assert.deepEqual(security.get('either'), { anonymous: false, required: [['a', 'b'], ['c']] });
  assert.deepEqual(security.get('both'), { anonymous: false, required: [['a', 'b']] });
  assert.deepEqual(security.get('any'), { anonymous: false, required: [[]] });
  assert.deepEqual(security.get('optional'), { anonymous: true, required: [['a']] });
  assert.deepEqual(security.get('public'), { anonymous: true, required: [] });
  assert.deepEqual(security.get('keyOrToken'), { anonymous: false, required: [['a']] });
});

test('refuses what no token can satisfy', () => {
  refused('security_unsatisfiable', 'paths:\n  /a: { get: { security: [{ oauth: [a], key: [] }] } }\n');
  refused('security_unsatisfiable', 'paths:\n  /a: { get: { security: [{ key: [] }] } }\n');
  refused('security_unknown', 'paths:\n  /a: { get: { security: [{ oath: [a] }] } }\n');
  refused('document_malformed', 'paths:\n  /a: { get: { security: [{ oauth: ["a b"] }] } }\n');
});

test('refuses an operation that does not say what it needs, and says where', () => {
  refused('security_missing', 'paths:\n  /a:\n    get: { operationId: a }\n', /^shop\.yaml:10:10: a does not say/);
});

test('refuses templates that match the same paths', () => {
  const two = (one: string, other: string): string =>
    `security: []\npaths:\n  ${one}: { get: { operationId: a } }\n  ${other}: { post: { operationId: b } }\n`;
  refused('path_ambiguous', two('/a/{x}', '/a/{y}'));
  refused('path_ambiguous', two('/{x}/me', '/a/{y}'));
  refused('path_ambiguous', two('/a/x{x}', '/a/{y}y'));
  refused('path_ambiguous', two('/a/B', '/a/b'));
  refused('path_ambiguous', two('/a/{x}/B', '/a/{y}/b'));
  assert.equal(load(two('/a/x.{x}', '/a/y.{y}')).operations.length, 2);
});

test('refuses paths that no request can have', () => {
  for (const path of ['a', '/a?b', '/a#b', '/a/', '//a', '/a/../b', '/a;b', '/a%2Fb', '/{a}{b}', '/{a', '/ä'])
    refused('path_malformed', `security: []\npaths:\n  ${JSON.stringify(path)}: { get: { operationId: a } }\n`);
});

test('refuses two operations of one name, also in a document of one line', () => {
  const paths = { '/a': { get: { operationId: 'x', security: [] } }, '/b': { get: { operationId: 'x' } } };
  const text = JSON.stringify({ openapi: '3.0.3', info: { title: 't' }, security: [], paths });
  assert.throws(() => loadOpenApi(text, { path: 'a.json' }), { code: 'operation_duplicated' });
});

test('puts the base path of the servers before each path, nearest list first', () => {
  const map = load(`security: []
servers: [{ url: 'https://api.example/v{version}/', variables: { version: { default: '2' } } }]
paths:
  /a: { get: { operationId: a } }
  /b: { servers: [{ url: /old }, { url: /new }], get: { operationId: b } }
  /: { get: { operationId: root } }
`);
  assert.equal(nameOf(map, 'GET', '/v2/a'), 'a');
  assert.equal(nameOf(map, 'GET', '/a'), 'path_unknown');
  assert.equal(nameOf(map, 'GET', '/old/b'), 'b');
  assert.equal(nameOf(map, 'GET', '/new/b'), 'b');
  assert.equal(nameOf(map, 'GET', '/v2'), 'root');
  assert.deepEqual(
    map.operations.map(({ name }) => name),
    ['a', 'b', 'root'],
  );
});

test('follows a $ref of a path item within the document only', () => {
  const map = load(
    `security: []
paths:
  /a: { $ref: '#/components/x~1items/A' }
  /b: { $ref: '#/paths/~1a' }
`,
    HEAD.replace('components:\n', 'components:\n  x/items: { A: { get: { summary: The A } } }\n'),
  );
  assert.equal(nameOf(map, 'GET', '/a'), 'GET /a');
  assert.equal(nameOf(map, 'GET', '/b'), 'GET /b');
  refused('reference_unsupported', `security: []\npaths:\n  /a: { $ref: 'other.yaml#/A' }\n`);
  refused('reference_unsupported', `security: []\npaths:\n  /a: { $ref: '#/paths/~1nowhere' }\n`);
  refused('reference_unsupported', `security: []\npaths:\n  /a: { $ref: '#/paths/~1a' }\n`);
  refused('reference_unsupported', `security: []\npaths:\n  /a: { $ref: '#/paths/~1b', get: {} }\n`);
});

test('refuses what is no OpenAPI 3.0 or 3.1 document', () => {
  for (const [code, text] of [
    ['document_unreadable', ''],
    ['document_unreadable', 'a: [\n'],
    ['document_unreadable', 'openapi: 3.1.0\nopenapi: 3.1.0\n'],
    ['document_malformed', '[]'],
    ['version_unsupported', 'swagger: "2.0"'],
    ['version_unsupported', 'openapi: 3.2.0'],
    ['document_malformed', 'openapi: 3.1.0\npaths: []'],
  ] as const)
    assert.throws(() => loadOpenApi(text, { path: 'x.yaml' }), { name: 'OperationsError', code }, text);
});

test('says once where a document can not be read', () => {
  assert.throws(() => loadOpenApi('a: 1\nb: [\n', { path: 'x.yaml' }), {
    message: /^x\.yaml:\d+:\d+: [^:]+$/,
  });
});

test('lists what a scope empowers', () => {
  const map = load(ORDERS);
  assert.deepEqual(
    operationsOfScope(map, 'orders:read').map(({ name }) => name),
    ['listOrders', 'getOrder', 'refundOrder', 'getUser', 'getThumbnail'],
  );
  assert.deepEqual(operationsOfScope(map, 'constructor'), []);
});

test('is known by the digest of its bytes', () => {
  assert.match(load(ORDERS).digest, /^sha256:[0-9a-f]{64}$/);
  assert.notEqual(load(ORDERS).digest, load(`${ORDERS}# a comment\n`).digest);
});

const anySegment = fc.constantFrom('a', 'b', 'A', '{x}', '{y}', 'a.{x}', '{x}.b', 'a%40', 'c.b');

test('whatever the document, a path has one operation or the document is refused', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.array(anySegment, { minLength: 1, maxLength: 3 }).map((all) => `/${all.join('/')}`),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
      fc.array(fc.constantFrom('a', 'b', 'A', 'z', 'a.b', 'a.z', 'a.%40', 'c.b'), { minLength: 1, maxLength: 3 }),
      (templates, segments) => {
        const paths = Object.fromEntries(templates.map((one) => [one, { get: {} }]));
        let map: OperationMap;
        try {
          map = loadOpenApi(JSON.stringify({ openapi: '3.1.0', security: [], paths }), { path: 'x.json' });
        } catch (error) {
          assert(error instanceof OperationsError);
          return;
        }
        const path = `/${segments.join('/')}`;
        const matching = templates.filter((template) => asPattern(template).test(path));
        const match = matchOperation(map, 'GET', path);
        if (match.kind === 'operation') {
          assert(matching.includes(match.operation.path));
          const parameters = (template: string): number => template.split('{').length;
          for (const other of matching) assert(parameters(other) >= parameters(match.operation.path));
        } else if (!/[A-Z%]/.test(path + templates.join(''))) assert.deepEqual(matching, []);
      },
    ),
  );
});

function asPattern(template: string): RegExp {
  const source = template.replaceAll('.', '\\.').replaceAll(/\{\w\}/g, '[^/]+');
  return new RegExp(`^${source}$`);
}

test('never fails but with its own error, whatever the text is', () => {
  const parts = fc.constantFrom(
    'openapi: 3.1.0\n',
    'paths:\n',
    '  /a: &x\n',
    '    get: *x\n',
    '{',
    '[',
    '&a',
    '*a',
    '\t',
    '- ',
    '"',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(parts).map((all) => all.join('')),
      ),
      (text) => {
        try {
          loadOpenApi(text, { path: 'x' });
        } catch (error) {
          assert(error instanceof OperationsError, String(error));
        }
      },
    ),
  );
});

const DATA = resolve(import.meta.dirname, '../../../shared/data/openapi');

test('reads descriptions of real APIs', {
  skip: existsSync(DATA) ? false : 'the descriptions are not here',
}, () => {
  const real = (name: string): OperationMap => loadOpenApi(readFileSync(`${DATA}/${name}`, 'utf8'), { path: name });
  const spotify = real('spotify.yml');
  assert.equal(nameOf(spotify, 'GET', '/v1/albums/4aawyAB9vmqN3uQ7FjRGTy'), 'get-an-album');
  assert(operationsOfScope(spotify, 'user-library-read').length > 5);
  // Has operations that only a personal access token may call.
  assert.throws(() => real('figma.yaml'), { code: 'security_unsatisfiable' });
  // Tells operations apart by fragments, which no server ever sees.
  assert.throws(() => real('box.json'), { code: 'path_malformed' });
});
