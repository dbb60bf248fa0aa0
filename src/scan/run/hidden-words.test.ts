import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { HiddenWords, unescaped } from './hidden-words.ts';
import { TestFolder } from './testing/repository.ts';
import { asked, scanFolder } from './testing/scan-folder.ts';

const TIMEOUT = { timeout: 120_000 };

describe('a word that is written with escapes is found', () => {
  const words = new HiddenWords(['scope', 'client_id']);
  for (const text of [
    '{"\\u0073cope": 1}',
    '{"s\\u0063ope": 1}',
    '"sco\\x70e"',
    "'sco\\u{70}e'",
    "'sco\\u{00070}e'",
    'String \\uuu0073cope;',
    '"\\163cope"',
    '"\\U00000073cope"',
    '"sc\\ope"',
    '"sco\\\n   pe"',
    'sco\\\r\n\tpe=a',
    '<a s&#x63;ope="b"/>',
    '<a s&#99;ope="b"/>',
    '?s%63ope=a',
    '?%73cope=a',
    'client\\x5fid',
    "'\\s\\c\\o\\p\\e'",
  ])
    test(JSON.stringify(text), () => {
      assert.ok(words.in(text));
      assert.match(unescaped(text)?.text ?? '', /scope|client_id/);
    });

  for (const text of ['scope', '\\scope', 'a\\nb', '/\\s+\\d/', '"\\u003cb\\u003e"', '&#39;&amp;', '100%', '\\033[31m'])
    test(`and ${JSON.stringify(text)} hides none`, () => assert.ok(!words.in(text)));
});

test('a word of which any characters are escaped is found, and one that is written plainly is not', () => {
  const names = ['scope', 'client_id', '/.default', 'AWS::'];
  const words = new HiddenWords(names);
  const escapes = (character: string): string[] => {
    const code = character.charCodeAt(0);
    const hex = code.toString(16);
    return [
      `\\x${hex}`,
      `\\u00${hex}`,
      `&#x${hex};`,
      `&#${code};`,
      `%${hex}`,
      `\\${code.toString(8).padStart(3, '0')}`,
    ];
  };
  const spelled = (character: string) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(character) }, fc.constantFrom(...escapes(character)));
  const word = fc
    .constantFrom(...names)
    .chain((name) => fc.tuple(...[...name].map(spelled)).map((characters) => [name, characters.join('')] as const));
  const around = fc.constantFrom('', ' ', '"', '\n', 'sco', 'client', '=', 'é');
  fc.assert(
    fc.property(around, word, around, (before, [plain, written], after) => {
      assert.equal(words.in(`${before}${written}${after}`), plain !== written);
    }),
  );
});

describe('a text whose escapes are read', () => {
  test('says where each character was', () => {
    const written = 'a\\u0062c\\x64 e';
    const read = unescaped(written) ?? assert.fail();
    assert.equal(read.text, 'abcd e');
    assert.deepEqual([0, 2, 4, 5].map(read.written), [0, 7, 12, 13]);
  });

  test('keeps what could end a text, and a backslash that is one', () => {
    for (const text of ['"\\u0022"', '\\\\u0073', '"\\n\\t"', '\\u000a', '&#60;'])
      assert.equal(unescaped(text)?.text ?? text, text);
  });

  test('is made of any text, in order and within it', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('\\u0073', '\\x', '&#x73;', '\\', '%73', '\\163', '\\u{73}', '\n'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const read = unescaped(text);
        if (read === null) return;
        let before = -1;
        for (let at = 0; at < read.text.length; at++) {
          const place = read.written(at);
          assert.ok(place > before && place < text.length);
          before = place;
        }
      }),
    );
  });
});

describe('what a file hides from a search for words is scanned', TIMEOUT, () => {
  const cases: readonly (readonly [file: string, text: string | Buffer, found?: readonly string[]])[] = [
    ['a/appsscript.json', '{"\\u006fauthScopes": ["a"]}'],
    ['b/appsscript.json', Buffer.from('{"oauthScopes": ["a"]}', 'utf16le')],
    ['c/appsscript.json', Buffer.from('{"oauthScopes": ["a"]}', 'utf16le').swap16()],
    [
      'd/appsscript.json',
      Buffer.concat([...'{"oauthScopes": ["a"]}'].map((one) => Buffer.from([one.charCodeAt(0), 0, 0, 0]))),
    ],
    [
      'e/appsscript.json',
      Buffer.concat([...'{"oauthScopes": ["a"]}'].map((one) => Buffer.from([0, 0, 0, one.charCodeAt(0)]))),
    ],
    ['f/appsscript.json', Buffer.from(`{"oauthScopes": ["a"], "name": "${'Ā書'.repeat(500)}"}`, 'utf16le')],
    ['g/manifest.json', '{"manifest_version": 3, "\\u006fauth2": {"client_id": "x", "\\u0073c\\u006fpes": ["a"]}}'],
    [
      'h/application.yaml',
      '"s\\x70ring": {"\\x73ecurity": {oauth2: {client: {registration: {till: {"scop\\x65": a}}}}}}\n',
    ],
    ['i/application.properties', 'spring.security.oauth2.client.registration.till.s\\u0063ope=a\n'],
    ['i/more/application.properties', 'spring.security.oauth2.client.registration.till.sco\\\n   pe=a\n'],
  ];
  test('each of them', async () => {
    using folder = new TestFolder().write(Object.fromEntries(cases));
    const scan = await scanFolder(folder.path);
    assert.deepEqual(
      asked(scan).sort(),
      cases.flatMap(([file, , found = ['a']]) => found.map((scope) => `${file}: ${scope}`)).sort(),
    );
    assert.deepEqual(scan.skipped, []);
  });

  test('at its place', async () => {
    using folder = new TestFolder().write({
      'appsscript.json': '{"x": "\\u0041",\n "\\u006fauthScopes": ["\\u0061b", "c"]}',
    });
    const { requests } = await scanFolder(folder.path);
    assert.deepEqual(
      requests.map(({ scope, line, column }) => [scope, line, column]),
      [
        ['ab', 2, 24],
        ['c', 2, 35],
      ],
    );
  });

  test('or said, where what is meant stands elsewhere or in another encoding', async () => {
    using folder = new TestFolder().write({
      'a/appsscript.json': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 10\n',
      'b/appsscript.json': Buffer.from('\0GITCRYPT\0abc'),
      'c.py': '# -*- coding: utf-7 -*-\n+AHMAYwBvAHAAZQ-',
      'd.py': '#!/usr/bin/python\n# vim: set fileencoding=unicode_escape :\n',
      'e.py': '# -*- coding: utf-8 -*-\n',
      'f.py': '# coding: iso-8859-15\n',
      'g.xml': '<?xml version="1.0" encoding="UTF-7"?>',
      'h.xml': "<?xml version='1.0' encoding='utf-8'?>",
    });
    const { skipped } = await scanFolder(folder.path);
    assert.deepEqual(
      skipped.map(({ file, reason }) => `${file} ${reason.split(':')[0]}`),
      [
        'a/appsscript.json it is a pointer of Git LFS, and what it stands for is not here',
        'b/appsscript.json it is encrypted by git-crypt',
        'c.py it says that it is written in utf-7, which is not read',
        'd.py it says that it is written in unicode_escape, which is not read',
        'g.xml it says that it is written in UTF-7, which is not read',
      ],
    );
  });
});
