import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ShopParts, scopeText } from '../testing/shop-policy.ts';
import { tells, told } from '../testing/told-of-parts.ts';

const DIGITS = '{ id: { characters: digits, maxLength: 4 } }';

describe('of scopes is told', () => {
  const NAMED = 'A scope is ASCII without spaces, quotation marks and backslashes (RFC 6749 §3.3).';
  const PATTERN_HELP = 'Name a part in braces, such as payments:{account}, or remove parameters.';
  const two = (fields: Readonly<Record<string, string>>, other: Readonly<Record<string, string>> = {}): ShopParts => ({
    scopes: scopeText('a', fields) + scopeText('b', other),
  });
  const RESTRICTED = { sensitivity: 'restricted' };

  for (const name of ['a b', 'a"b', 'a\\b', 'größe', 'a'.repeat(257)])
    test(`that ${name.slice(0, 10)} is none`, () => {
      assert.deepEqual(told({ scopes: scopeText(name) }), [
        ['scope_name_invalid', `'${name}':`, `${JSON.stringify(name)} is no scope`, NAMED],
      ]);
    });
  for (const name of ['!~#[]^', "it''s", 'a'.repeat(256)])
    test(`nothing of the name ${name.slice(0, 10)}`, () => {
      assert.deepEqual(told({ scopes: scopeText(name) }), []);
    });

  tells([
    [
      'a resource server, an owner, an author and an issuer that there are not',
      {
        scopes: scopeText('a', {
          ...{ resourceServer: 'order', owner: 't-1', author: 'p-1x', issuers: '[https://login.exmaple]' },
        }),
      },
      ['resource_server_unknown', 'order', 'there is no resource server order', 'Did you mean orders?'],
      ['team_unknown', 't-1', 'there is no team t-1', 'Define it, or use one of: none yet.'],
      ['person_unknown', 'p-1x', 'there is no person p-1x', 'Did you mean p-1?'],
      [
        ...(['issuer_unknown', 'https://login.exmaple]', 'there is no issuer https://login.exmaple'] as const),
        'Did you mean https://login.example?',
      ],
    ],
    [
      'an issuer twice',
      { scopes: scopeText('a', { issuers: '[https://login.example, https://login.example]' }) },
      [
        ...(['issuer_twice', 'issuers: [https://login.example, https://login.example]'] as const),
        ...(['an issuer stands here twice', 'Remove one of the two.'] as const),
      ],
    ],
    [
      'parameters of no part',
      { scopes: scopeText('a', { parameters: DIGITS }) },
      [
        ...(['scope_pattern_invalid', "'a':", 'a is no pattern of scopes: there is no {id} in it'] as const),
        PATTERN_HELP,
      ],
    ],
    [
      'a part of no parameters',
      { scopes: scopeText('a:{id}') },
      [
        ...([
          'scope_pattern_invalid',
          "'a:{id}':",
          'a:{id} is no pattern of scopes: nothing says what {id} may be',
        ] as const),
        'Say under parameters what each part in braces may be, with something fixed after it: id: { characters: digits, maxLength: 12 }.',
      ],
    ],
    [
      'two patterns of one scope, at the later one; and nothing of one that is none',
      {
        scopes: ['a:{id}', 'a:{id}x{no}', 'b:{id}', 'a:{id}7']
          .map((name) => scopeText(name, { parameters: DIGITS }))
          .join(''),
      },
      ...(
        [
          ['a:{id}7', '{id} may hold 7 itself, which follows it'],
          ['a:{id}x{no}', 'nothing says what {no} may be'],
        ] as const
      ).map(
        ([name, problem]) =>
          [
            ...(['scope_pattern_invalid', `'${name}':`, `${name} is no pattern of scopes: ${problem}`] as const),
            'Say under parameters what each part in braces may be, with something fixed after it: id: { characters: digits, maxLength: 12 }.',
          ] as const,
      ),
    ],
    [
      'two patterns of one scope',
      {
        scopes:
          scopeText('a:{id}', { parameters: DIGITS }) + scopeText('a:{to}', { parameters: DIGITS.replace('id', 'to') }),
      },
      [
        ...([
          'scope_pattern_ambiguous',
          "'a:{to}':",
          'some scope could be of a:{to} and of a:{id}, and nobody could say which',
        ] as const),
        'Let a fixed part tell them apart, or make one pattern of the two.',
      ],
    ],
    [
      'that it includes what it is',
      two({ implies: '[a]' }),
      [
        ...(['implies_cycle', 'a]', 'a and a include each other'] as const),
        'Scopes that are the same are one scope: keep one of the two.',
      ],
    ],
    [
      'more restricted data in a scope of less',
      two({ implies: '[b]' }, RESTRICTED),
      [
        ...(['implies_riskier', 'b]', 'a is for internal data and includes b, which is for restricted data'] as const),
        'Whoever holds a reaches both: call its data restricted.',
      ],
    ],
    [
      'more risk in a scope of less',
      two({ implies: '[b]', risk: 'high' }, { risk: 'critical' }),
      [
        ...(['implies_riskier', 'b]', 'a is high and includes b, which is critical'] as const),
        'Whoever holds a can do both: raise its risk to critical.',
      ],
    ],
    ['nothing of less risk and data in it', two({ implies: '[b]', risk: 'high', ...RESTRICTED }, { risk: 'low' })],
    ['nothing of as much', two({ implies: '[b]', risk: 'high', ...RESTRICTED }, { risk: 'high', ...RESTRICTED })],
    [
      'a scope of another API in it',
      two({ implies: '[b]' }, { resourceServer: 'stock' }),
      [
        ...(['implies_elsewhere', 'b]', "b empowers at stock, and a doesn't"] as const),
        'A token is for one resource server: include scopes of the same.',
      ],
    ],
    [
      'a scope twice in it',
      two({ implies: '[b, b]' }),
      ['scope_twice', 'implies: [b, b]', 'a scope stands here twice', 'Remove one of the two.'],
    ],
    [
      'a pattern in it whose part it has not',
      {
        scopes:
          scopeText('a:{id}:{to}', { parameters: `{ id: { values: [x] }, to: { values: [y] } }` }) +
          scopeText('b:{id}', { parameters: '{ id: { values: [x] } }', implies: "['a:{id}:{to}']" }),
      },
      [
        ...([
          'implies_unbounded',
          "'a:{id}:{to}']",
          'b:{id} would include each a:{id}:{to}, whatever {to} is',
        ] as const),
        'Name the same part in both, or scopes without one.',
      ],
    ],
    [
      'a pattern in it that stands for less',
      {
        scopes:
          scopeText('a:{id}', { parameters: '{ id: { values: [x] } }' }) +
          scopeText('b:{id}', { parameters: '{ id: { values: [x, y] } }', implies: "['a:{id}']" }),
      },
    ],
    [
      'a pattern in it that stands for more',
      {
        scopes:
          scopeText('a:{id}', { parameters: '{ id: { values: [x, y] } }' }) +
          scopeText('b:{id}', { parameters: '{ id: { values: [x] } }', implies: "['a:{id}']" }),
      },
      [
        ...(['implies_wider', "'a:{id}']", '{id} may be more in a:{id} than in b:{id}'] as const),
        'Whoever holds b:{id} could do what no b:{id} stands for: say under parameters of both what {id} may be.',
      ],
    ],
    ['nothing of scopes of the authorization server', two({ resourceServer: 'null' }, { resourceServer: 'null' })],
    [
      'a scope in it that there is not',
      two({ implies: '[c]' }),
      ['scope_unknown', 'c]', 'there is no scope c', 'Did you mean a?'],
    ],
    [
      'a replacement by what there is not, twice',
      two({ replacedBy: '{ scopes: [c, c], deadline: 2027-06-30T00:00:00Z }' }),
      [
        'scope_twice',
        'scopes: [c, c], deadline: 2027-06-30T00:00:00Z }',
        'a scope stands here twice',
        'Remove one of the two.',
      ],
      ...[0, 1].map(
        () =>
          [
            'scope_unknown',
            'c, c], deadline: 2027-06-30T00:00:00Z }',
            'there is no scope c',
            'Did you mean a?',
          ] as const,
      ),
    ],
    [
      'a replacement by itself',
      two({ replacedBy: '{ scopes: [a, b], deadline: 2027-06-30T00:00:00Z }' }),
      [
        ...(['replaced_by_itself', 'a, b], deadline: 2027-06-30T00:00:00Z }', "a can't replace itself"] as const),
        'Name the narrower scopes.',
      ],
    ],
    [
      'a replacement by what it replaces',
      two(
        { replacedBy: '{ scopes: [b], deadline: 2027-06-30T00:00:00Z }' },
        { replacedBy: '{ scopes: [a], deadline: 2027-06-30T00:00:00Z }' },
      ),
      ...(['a', 'b'] as const).map(
        (name, at) =>
          [
            'replaced_by_itself',
            `${'ba'[at]}], deadline: 2027-06-30T00:00:00Z }`,
            `${name} and ${'ba'[at]} replace each other`,
            'Keep the one that is to stay.',
          ] as const,
      ),
    ],
  ]);
});
