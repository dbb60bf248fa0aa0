import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Lines, offsetAt, type Path } from './placed-node.ts';
import { readYaml } from './yaml-source.ts';

const TEXT = `people:
  p-1: { approves: high }
  p-2:
    approvalKeys: [one, two]
limits: {}
nothing:
list:
  - a
  - name: b
    more: c
deep: { x: { y: z } }
`;
const source = readYaml('a.yaml', TEXT);

describe('where something stands in a file', () => {
  const cases: readonly (readonly [path: Path, part: 'key' | 'value', place: string])[] = [
    [[], 'value', '1:1'],
    [[], 'key', '1:1'],
    // A map or a list is shown at its key.
    [['people'], 'value', '1:1'],
    [['people', 'p-1'], 'value', '2:3'],
    [['people', 'p-1', 'approves'], 'value', '2:20'],
    [['people', 'p-1', 'approves'], 'key', '2:10'],
    [['people', 'p-2', 'approvalKeys'], 'value', '4:5'],
    [['people', 'p-2', 'approvalKeys'], 'key', '4:5'],
    [['limits'], 'value', '5:1'],
    [['nothing'], 'value', '6:1'],
    [['deep', 'x'], 'value', '11:9'],
    [['deep', 'x', 'y'], 'value', '11:17'],
    [['deep', 'x', 'y'], 'key', '11:14'],
    // An item by its index, or by what it says.
    [['people', 'p-2', 'approvalKeys', 0], 'value', '4:20'],
    [['people', 'p-2', 'approvalKeys', 1], 'value', '4:25'],
    [['people', 'p-2', 'approvalKeys', 'two'], 'value', '4:25'],
    [['list', 1, 'more'], 'value', '10:11'],
    [['list', 1, 'more'], 'key', '10:5'],
    [['list', 1], 'key', '9:5'],
    // What isn't there: its nearest ancestor.
    [['persons'], 'value', '1:1'],
    [['people', 'p-3'], 'value', '1:1'],
    [['people', 'p-1', 'name'], 'key', '2:3'],
    [['people', 'p-1', 'approves', 'x'], 'value', '2:20'],
    [['people', 'p-1', 'approves', 'x', 'y'], 'key', '2:20'],
    [['people', 'p-2', 'approvalKeys', 7], 'value', '4:5'],
    [['people', 'p-2', 'approvalKeys', 'three'], 'value', '4:5'],
    [['list', 1, 'lacking'], 'value', '9:5'],
    [['list', 0, 'x'], 'value', '8:5'],
    // A name on the way is looked for as a value, whichever part is asked for.
    [['deep', 'x', 'lacking'], 'key', '11:9'],
  ];
  for (const [path, part, place] of cases)
    test(`the ${part} of ${JSON.stringify(path)} at ${place}`, () => {
      const { file, line, column } = source.at(path, part);
      assert.deepEqual([file, `${line}:${column}`], ['a.yaml', place]);
    });

  test('is asked for as a value where nothing is said', () => {
    assert.deepEqual(source.at(['people', 'p-1', 'approves']), { file: 'a.yaml', line: 2, column: 20 });
  });

  test('is the name of a member called like a number', () => {
    const node = { value: 1, offset: 9, members: null, items: null };
    const members = new Map([['7', { keyOffset: 4, node }]]);
    assert.equal(offsetAt({ value: { 7: 1 }, offset: 0, members, items: null }, [7], 'key'), 4);
  });
});

test('lines and columns are those that one counts', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', 'é') }), fc.nat(), (text, at) => {
      const offset = at % (text.length + 1);
      const before = text.slice(0, offset).split('\n');
      assert.deepEqual(new Lines(text).at(offset), { line: before.length, column: (before.at(-1) ?? '').length + 1 });
    }),
  );
  const lines = new Lines('a\nbc\n\nd');
  assert.deepEqual(
    [0, 1, 2, 4, 5, 6, 7].map((offset) => Object.values(lines.at(offset)).join(':')),
    ['1:1', '1:2', '2:1', '2:3', '3:1', '4:1', '4:2'],
  );
});
