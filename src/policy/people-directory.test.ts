import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readPeopleDirectory } from './people-directory.ts';

const read = (text: string) => readPeopleDirectory('people.yaml', text);

describe('a people directory', () => {
  test('says who the policy’s person ids are', () => {
    const people = read(`people:
  p-1: { name: Ada Lovelace, email: ada@example.com, subjects: [{ issuer: https://login.example, subject: '7' }] }
  p-2: { name: A }
`);
    assert.ok(typeof people !== 'string', String(people));
    assert.deepEqual(
      [...people],
      [
        [
          'p-1',
          {
            name: 'Ada Lovelace',
            email: 'ada@example.com',
            subjects: [{ issuer: 'https://login.example', subject: '7' }],
          },
        ],
        ['p-2', { name: 'A', subjects: [] }],
      ],
    );
  });

  const wrong: readonly (readonly [what: string, text: string, told: RegExp])[] = [
    ['no people', '', /^people\.yaml:1:1: people: /],
    ['YAML that is none', 'people: [', /^people\.yaml:\d:\d+: Flow sequence/],
    ['a name that says nothing', "people:\n  p-1: { name: '' }\n", /^people\.yaml:2:16: people\.p-1\.name: /],
    ['no name', 'people:\n  p-1: {}\n', /^people\.yaml:2:3: people\.p-1\.name: /],
    [
      'a name of no person',
      `people:\n  p-1: { name: ${'a'.repeat(201)} }\n`,
      /^people\.yaml:2:16: people\.p-1\.name: /,
    ],
    ['no address', 'people:\n  p-1: { name: A, email: here }\n', /^people\.yaml:2:26: people\.p-1\.email: /],
    ['a field that there isn’t', 'people:\n  p-1: { name: A, phone: 7 }\n', /^people\.yaml:2:3: people\.p-1: .*phone/],
    ['a section that there isn’t', 'people: {}\npersons: {}\n', /^people\.yaml:1:1: : .*persons/],
    [
      'a subject of no issuer',
      'people:\n  p-1:\n    name: A\n    subjects:\n      - { subject: x }\n',
      /^people\.yaml:5:9: people\.p-1\.subjects\.0\.issuer: /,
    ],
    [
      'more of a subject than there is',
      'people:\n  p-1:\n    name: A\n    subjects:\n      - { issuer: x, subject: x, more: x }\n',
      /^people\.yaml:5:9: people\.p-1\.subjects\.0: .*more/,
    ],
  ];
  for (const [what, text, told] of wrong)
    test(`with ${what} is told where, and what`, () => {
      const problem = read(text);
      assert.ok(typeof problem === 'string', JSON.stringify(problem));
      assert.match(problem, told);
    });

  test('takes a name of 200 characters', () => {
    assert.ok(typeof read(`people:\n  p-1: { name: ${'a'.repeat(200)} }\n`) !== 'string');
  });

  test('is read or refused with a place, whatever it says', () => {
    const part = fc.constantFrom('people:', '\n', '  ', 'p-1: ', '{ name: A }', '{', '}', '[', '- ', 'x', 'subjects: ');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const people = read(text);
          if (typeof people === 'string') assert.match(people, /^people\.yaml:\d+:\d+: /);
          else for (const { name } of people.values()) assert.ok(name.length > 0);
        },
      ),
    );
  });
});
