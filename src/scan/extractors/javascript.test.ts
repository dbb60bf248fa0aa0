import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { scanFile } from '../scan-file.ts';
import type { ScannedFile, ScanResult } from '../types.ts';
import { javaScriptExtractor } from './javascript.ts';

const FIXTURES = resolve(import.meta.dirname, '../../../test/fixtures/scan');

function scan(text: string, path = 'src/login.ts', others: Record<string, string> = {}): ScanResult {
  const files = new Map<string, ScannedFile>(
    Object.entries({ ...others, [path]: text }).map(([name, content]) => [name, { path: name, text: content }]),
  );
  const repository = { paths: [...files.keys()].sort(), read: (name: string) => files.get(name) ?? null };
  return scanFile({ path, text }, repository, [javaScriptExtractor], (_, error) => {
    throw error;
  });
}

const scopesOf = (result: ScanResult): string[] => result.requests.map(({ scope }) => scope);
const placesOf = (result: ScanResult): string[] =>
  result.requests.map(({ scope, line, column }) => `${scope}@${line}:${column}`);

describe('the place of a scope', () => {
  test('is its own in a text of several, behind characters of two code units, and in a template', () => {
    const text = `// 😀\nconst s = "é" + "";\nnew UserManager({ client_id: 'web', scope: 'openid b:read' + \` \${x} c:write\` });`;
    assert.deepEqual(placesOf(scan(text)), ['openid@3:45', 'b:read@3:52', 'c:write@3:69']);
  });

  test('is the last part of one that is put together', () => {
    const template = '`$'.concat('{root}docs`');
    const text = `const root = 'https://www.googleapis.com/auth/';\nnew GoogleAuth({ scopes: [root + 'drive', ${template}] });`;
    assert.deepEqual(placesOf(scan(text)), [
      'https://www.googleapis.com/auth/drive@2:35',
      'https://www.googleapis.com/auth/docs@2:51',
    ]);
  });

  test('is that of the name by which another file is used, however many files stand between', () => {
    const files = {
      'src/index.ts': "export * from './deep';",
      'src/deep.ts': "import { A } from './a'; export const ALL = [A, 'b:read'];",
      'src/a.ts': "export const A = 'a:read';",
    };
    const text = "import { ALL } from '.';\nnew GoogleAuth({ scopes: ALL });";
    assert.deepEqual(placesOf(scan(text, 'src/login.ts', files)), ['a:read@2:26', 'b:read@2:26']);
    for (const path of ['src/deep.ts', 'src/a.ts'] as const)
      assert.deepEqual(scopesOf(scan(files[path], path, files)), [], path);
  });
});

test('names the client and the provider where the file does', () => {
  const text = `
    const CLIENT = 'kiosk';
    export default { issuer: 'https://staff.okta.example', clientId: CLIENT, redirectUri: '/', scopes: ['openid'] };
    export const url = 'https://github.com/login/oauth/authorize?client_id=octo&scope=repo';`;
  assert.deepEqual(
    scan(text).requests.map(({ scope, client, provider, confidence }) => [scope, client, provider, confidence]),
    [
      ['openid', 'kiosk', 'okta', 'high'],
      ['repo', 'octo', 'github', 'high'],
    ],
  );
});

describe('what is known only when it runs', () => {
  for (const [value, reason] of [
    ['process.env.SCOPES', 'the environment variable SCOPES'],
    ['import.meta.env.VITE_SCOPE', 'the environment variable VITE_SCOPE'],
    ['await load()', 'what load() gives'],
    ['scopes', 'the parameter scopes'],
    ['settings.scopes', 'settings.scopes of ./settings'],
  ] as const)
    test(`is said of ${value}`, () => {
      const text = `import { settings } from './settings';
        export async function go(scopes) { return acquireTokenSilent({ scopes: ${value} }); }`;
      const { requests, dynamic } = scan(text);
      assert.deepEqual([requests, dynamic.map((one) => one.reason)], [[], [reason]]);
    });

  test('is said beside a default, which is less sure', () => {
    const { requests, dynamic } = scan("new GoogleAuth({ scopes: process.env.SCOPES ?? 'a:read' });");
    assert.deepEqual(
      [requests.map(({ scope, confidence }) => [scope, confidence]), dynamic.length],
      [[['a:read', 'medium']], 1],
    );
  });

  test('is not said where callers in the file say it', () => {
    const text = 'const go = (scopes) => acquireTokenSilent({ scopes });\ngo(["User.Read"]);';
    const { requests, dynamic } = scan(text);
    assert.deepEqual([requests.map(({ line }) => line), dynamic], [[2], []]);
  });
});

describe('what it can read', () => {
  test('leaves out bundles, and says so', () => {
    const result = scan(`new GoogleAuth({ scopes: ['a:read'] });${'x();'.repeat(10_000)}`);
    assert.deepEqual([result.requests, result.skipped.length], [[], 1]);
    assert.match(result.skipped[0]?.reason ?? '', /bundle/);
  });

  test('takes JSX, Flow, scripts that return, and components', () => {
    const ask = "new GoogleAuth({ scopes: ['a:read'] })";
    for (const [path, text] of [
      ['a.js', `const x = <p>{y}</p>; ${ask};`],
      ['a.js', `const x: string = ''; ${ask};`],
      ['a.cjs', `if (x) return; ${ask};`],
      ['a.svelte', `<script>\n${ask};\n</script>\n<p>scope</p>`],
      ['a.astro', `---\n${ask};\n---\n<p/>`],
      ['a.mts', `const x = <string>y; ${ask};`],
    ] as const)
      assert.deepEqual(scopesOf(scan(text, path)), ['a:read'], `${path}: ${text}`);
  });

  test('warns once of what is no code, and of what is nested too deep', () => {
    for (const text of ['const scope = ;;; {{{ ( // oauth', `const scope = ${'['.repeat(60_000)} // oauth`]) {
      const { skipped } = scan(text);
      assert.equal(skipped.length, 1);
      assert.doesNotMatch(skipped[0]?.reason ?? '', /defect/);
    }
  });

  test('stops at long chains and at values that double', () => {
    const sum = Array.from({ length: 5_000 }, (_, index) => `'s${index}:read '`).join(' +\n');
    assert.ok(scopesOf(scan(`const s = ${sum};\nnew GoogleAuth({ scopes: s.split(' ') });`)).length > 0);
    const doubling = Array.from({ length: 60 }, (_, index) => `const v${index} = [v${index + 1}, v${index + 1}];`);
    scan(`${doubling.join('\n')}\nconst v60 = 'a:read';\nnew GoogleAuth({ scopes: v0 });`);
  });
});

describe('property', () => {
  const words = fc.constantFrom(
    ...["scope: 'a:read'", 'scopes', '[', ']', '{', '}', '(', ')', '...', '`${', '`', "'", ' + ', 'GoogleAuth', 'new '],
    ...[
      'const a = ',
      'a',
      '.join(',
      'import ',
      "from './a'",
      'export ',
      '=>',
      ';',
      '\n',
      ',',
      '?',
      ':',
      '??',
      'class ',
    ],
  );

  test('any text gives findings or one warning', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 6 })), { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const { requests, skipped } = scan(`${text} scope`);
        assert.ok(skipped.length <= 1);
        for (const { scope } of requests) assert.doesNotMatch(scope, /[\s"'`\\]/);
      }),
      { numRuns: 300 },
    );
  });

  test('any cut or change of a real file gives findings that stand in it, or one warning', () => {
    const texts = ['kiosk/src/session.ts', 'calendar-sync/src/worker.ts', 'spa/src/useMail.tsx', 'bots/install.ts'].map(
      (path) => readFileSync(join(FIXTURES, 'typescript', path), 'utf8'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(40),
        fc.string({ maxLength: 4 }),
        (whole, at, cut, put) => {
          const from = at % whole.length;
          const text = whole.slice(0, from) + put + whole.slice(from + cut);
          const lines = text.split('\n').length;
          const { requests, skipped } = scan(text, 'a.tsx');
          assert.ok(skipped.length <= 1);
          for (const { line, column } of requests) assert.ok(line <= lines && column >= 1);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a list of scopes is found whole, each at its place, in whatever way it is written', () => {
    const scope = fc.stringMatching(/^[a-z]{2,8}:(read|write|admin)$/);
    fc.assert(
      fc.property(fc.uniqueArray(scope, { minLength: 1, maxLength: 8 }), fc.nat(4), (scopes, way) => {
        const listed = `[${scopes.map((one) => `'${one}'`).join(', ')}]`;
        const written = [
          listed,
          `${listed}.join(' ')`,
          `'${scopes.join(' ')}'`,
          `[...new Set(${listed})]`,
          `\`${scopes.join(' ')}\``,
        ][way];
        const text = `const wanted = ${written};\nnew UserManager({ client_id: 'x', scope: wanted });`;
        const { requests } = scan(text);
        assert.deepEqual(
          requests.map((one) => text.slice(one.column - 1, one.column - 1 + one.scope.length)),
          scopes,
        );
      }),
    );
  });
});
