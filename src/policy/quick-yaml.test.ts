import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { policyFolder } from '../../bench/policy-folder.ts';
import type { PlacedNode } from './placed-node.ts';
import { readPlain, refuseHidden } from './plain-yaml.ts';
import { readQuickly } from './quick-yaml.ts';
import { EXAMPLE_POLICY, rules } from './rules/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const REAL = globSync('{examples,docs}/**/*.{yaml,yml}', { cwd: ROOT }).map((file) =>
  readFileSync(resolve(ROOT, file), 'utf8'),
);
const WRITTEN = [EXAMPLE_POLICY, ...rules.flatMap(({ bad, good }) => [bad, good])];

/** A mutation run tries few examples, of which none may be one that is read quickly. */
const FEW = (fc.readConfigureGlobal()?.numRuns ?? 100) < 100;

/** That the quick reader says nothing, or what the whole one says, of each node at the same place. True where it says something. */
function agrees(text: string): boolean {
  let hidden = false;
  refuseHidden(text, () => {
    hidden = true;
  });
  const quick = hidden ? null : readQuickly(text);
  if (quick === null) return false;
  const complaints: string[] = [];
  const whole = readPlain(text, (offset, code) => complaints.push(`${offset} ${code}`));
  assert.deepEqual(complaints, [], JSON.stringify(text));
  assert.deepEqual(told(quick), whole === null ? null : told(whole), JSON.stringify(text));
  return true;
}

function told({ value, offset, members, items }: PlacedNode): unknown {
  if (members !== null)
    return { offset, members: [...members].map(([name, { keyOffset, node }]) => [name, keyOffset, told(node)]) };
  return items === null ? { offset, value } : { offset, items: items.map(told) };
}

describe('the quick reader', () => {
  test('reads policies as they are written, and what it reads is what the whole reader reads', () => {
    const folder = policyFolder(200, 100).map(({ text }) => text);
    assert.deepEqual(
      [...WRITTEN, ...folder].filter((text) => !agrees(text)),
      [],
    );
    assert.ok(REAL.filter(agrees).length > REAL.length / 2, `${REAL.filter(agrees).length} of ${REAL.length}`);
  });

  test('says nothing else of a file in which some characters were changed', () => {
    const some = fc.constantFrom(...WRITTEN, ...REAL.filter((text) => text.length < 5000));
    const part = fc.constantFrom(
      ...[
        ':',
        ': ',
        ' ',
        '  ',
        '\n',
        '#',
        ' #',
        '- ',
        '-',
        '"',
        "'",
        '[',
        ']',
        '{',
        '}',
        ',',
        '&a ',
        '*a',
        '!',
        '|',
        '>',
      ],
      ...[
        '?',
        '? ',
        '%',
        '@',
        '`',
        '~',
        'null',
        'true',
        '1',
        '0',
        '.5',
        '1e3',
        '0x1',
        '01',
        '\t',
        '\r',
        '\\',
        '<<',
        '---\n',
      ],
      ...[
        '...\n',
        '\n\n',
        '\n  ',
        '\n ',
        'é',
        '\u00a0',
        ' :',
        "''",
        '""',
        '[]',
        '{}',
        ': [',
        '__proto__',
        'a: ',
        '- a: ',
      ],
    );
    const edit = fc.tuple(fc.nat(), fc.nat(3), fc.oneof(part, fc.string({ maxLength: 3 })));
    let read = 0;
    fc.assert(
      fc.property(some, fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
        const edited = edits.reduce(
          (now, [at, length, put]) =>
            now.slice(0, at % (now.length + 1)) + put + now.slice((at % (now.length + 1)) + length),
          text,
        );
        if (agrees(edited)) read++;
      }),
      { numRuns: Math.min(3000, fc.readConfigureGlobal()?.numRuns ?? 3000) },
    );
    assert.ok(read > 0 || FEW);
  });

  test('says nothing else of what is put together at random', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        'c-1',
        'a:b',
        ':',
        ': ',
        ' ',
        '  ',
        '\n',
        '\n  ',
        '\n    ',
        '- ',
        '-',
        '#',
        ' # x',
        '"',
        "'",
        "'x'",
        '"y"',
      ],
      ...[
        '[',
        ']',
        '{',
        '}',
        ',',
        ', ',
        'null',
        'true',
        '12',
        '007',
        '1.5',
        'x y',
        'https://a.example',
        '2027-01-01T00:00:00Z',
      ],
      ...['a: ', 'b:\n', '- a: 1\n', 'é', '\n\n', '---', '...', '|', '>', '&', '*', '!', '%', '?', '/', '_', '~', '\\'],
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        if (agrees(pieces.join(''))) read++;
      }),
      { numRuns: Math.min(20_000, fc.readConfigureGlobal()?.numRuns ?? 20_000) },
    );
    assert.ok(read > 0 || FEW);
  });

  test('says nothing else of well-formed maps and lists, however they are laid out', () => {
    const scalar = fc.constantFrom(
      'a',
      'a b',
      '12',
      'null',
      "'x: y'",
      '"z"',
      'https://a.example/b',
      'orders:read',
      '[]',
      '{}',
      '[a, b]',
      '[a: b]',
      '{ a: b }',
      '{ a: [x, 1], b: c d }',
      '{a: b}',
      '[a,b]',
      '[\'a\', "b" ]',
      '[ a ]',
      'TRUE',
      '~',
      'x:',
      'x #y',
      'x#y',
      '[a, ]',
      '{"a": b}',
      '{"a":b}',
      '[x:y]',
      '[x:]',
      '- a',
      '0',
      '00',
      '1_000',
    );
    const key = fc.constantFrom(
      'a',
      'b',
      'c:d',
      'https://x.example',
      "'q'",
      '"r s"',
      'p-1',
      'null',
      'a.b/c',
      '1',
      'a b',
      '_',
      '/x',
    );
    const { node } = fc.letrec<{ node: readonly string[] }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        scalar.map((text) => [text]),
        fc
          .array(fc.tuple(key, tie('node'), fc.constantFrom('', ' # c'), fc.constantFrom('', '\n')), {
            minLength: 1,
            maxLength: 4,
          })
          .chain((members) =>
            fc
              .constantFrom(1, 2, 4)
              .map((width) =>
                [''].concat(
                  members.flatMap(([name, lines, comment, blank]) => [
                    `${name}:${lines[0] === '' ? '' : ` ${lines[0]}`}${comment}${blank}`,
                    ...lines.slice(1).map((line) => ' '.repeat(width) + line),
                  ]),
                ),
              ),
          ),
        fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((items) =>
          [''].concat(
            items.flatMap((lines) => {
              const [first = '', ...rest] = lines[0] === '' ? lines.slice(1) : lines;
              return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
            }),
          ),
        ),
      ),
    }));
    let read = 0;
    fc.assert(
      fc.property(node, (lines) => {
        if (agrees(lines.slice(lines[0] === '' ? 1 : 0).join('\n'))) read++;
      }),
      { numRuns: Math.min(5000, fc.readConfigureGlobal()?.numRuns ?? 5000) },
    );
    assert.ok(read > 0 || FEW);
  });

  test('takes no other white space for a space', () => {
    assert.ok(['a: b\u00a0\n', 'a: [b\u00a0]\n', 'a: \u2003b\n'].filter(agrees).length > 0);
  });

  for (const text of [
    '',
    '# nothing\n',
    '- a\n',
    'a',
    'a: 1\na: 2\n',
    'a: &x 1\n',
    'a: |\n  b\n',
    'a: b\n  c\n',
    'a: "\\e"\n',
    'a: 1\n---\nb: 2\n',
    '__proto__: 1\n',
    'a:\tb\n',
    '\ufeffa: b\n',
    'a: b\r\n',
    `${'a: {'.repeat(12)}\n`,
    '<<: 1\n',
    '1: a\n',
    'true: a\n',
    "a: 'it''s'\n",
    'a: 0x10\n',
    'a: .5\n',
    'a: ~\n',
  ])
    test(`leaves ${JSON.stringify(text)} to the whole one`, () => {
      assert.equal(readQuickly(text), null);
    });
});
