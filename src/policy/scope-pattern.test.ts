import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { scopeLookup, scopeOf } from './scope-lookup.ts';
import {
  compilePattern,
  isParameterWithin,
  isPattern,
  partsOf,
  patternProblem,
  pieces,
  withParts,
} from './scope-pattern.ts';
import { clientText, complaintsOf, scopeText, shopPolicy, shopText } from './testing/shop-policy.ts';
import type { ScopeParameter } from './types.ts';

const ACCOUNT: ScopeParameter = { characters: 'digits', maxLength: 4 };
const REGION: ScopeParameter = { values: ['eu', 'us-east'] };
const NAME = 'payments:{region}/{account}:read';
const pattern = compilePattern(NAME, { account: ACCOUNT, region: REGION });

describe('a pattern of scopes', () => {
  for (const [scope, parts] of [
    ['payments:eu/1:read', { region: 'eu', account: '1' }],
    ['payments:us-east/1234:read', { region: 'us-east', account: '1234' }],
  ] as const)
    test(`takes ${scope}`, () => {
      assert.deepEqual(Object.fromEntries(pattern.match(scope) ?? []), parts);
    });

  for (const scope of [
    NAME,
    'payments:*/1:read',
    'payments:eu/*:read',
    'payments:eu/12345:read',
    'payments:eu/:read',
    'payments:eu/1a:read',
    'payments:eu/1:read ',
    'payments:eu/1:reads',
    'payments:eu/1:write',
    'payments:asia/1:read',
    'payments:eu/1/1:read',
    'payments:EU/1:read',
    'xpayments:eu/1:read',
    'payments:eu/1:read:read',
    'payments:eu/１:read',
    '',
  ])
    test(`does not take ${JSON.stringify(scope)}`, () => {
      assert.equal(pattern.match(scope), null);
    });

  test('takes what it is made of, and nothing that has anything else in it', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(digits, fc.constantFrom('eu', 'us-east'), (account, region) => {
        assert.deepEqual(Object.fromEntries(pattern.match(`payments:${region}/${account}:read`) ?? []), {
          account,
          region,
        });
      }),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (account) => {
        const taken = pattern.match(`payments:eu/${account}:read`) !== null;
        assert.equal(taken, /^[0-9]{1,4}$/.test(account));
      }),
    );
  });

  for (const [name, parameters, problem] of [
    ['a:{x}', {}, /nothing says what \{x\} may be/],
    ['a:b', { x: ACCOUNT }, /there is no \{x\}/],
    ['{x}', { x: ACCOUNT }, /could be any scope/],
    ['a:{x}{y}', { x: ACCOUNT, y: ACCOUNT }, /nothing parts \{x\} from what follows/],
    ['a:{x}0', { x: ACCOUNT }, /\{x\} may hold 0 itself/],
    ['a:{x}-b', { x: REGION }, /\{x\} may hold - itself/],
    ['a:{x}/{x}', { x: ACCOUNT }, /stands in it twice/],
    ['a:{}', {}, /nothing says what \{\} may be/],
    ['a:{toString}', {}, /nothing says what \{toString\} may be/],
    ['a:{x}:{y}', { x: ACCOUNT }, /nothing says what \{y\} may be/],
    ['a:{x}', { x: ACCOUNT, y: ACCOUNT }, /there is no \{y\}/],
    ['{x}{y}', { x: ACCOUNT, y: ACCOUNT }, /could be any scope/],
    ['a:{y}:{x}7', { x: ACCOUNT, y: REGION }, /\{x\} may hold 7 itself/],
    ['a:{x}_', { x: { characters: 'slug', maxLength: 4 } }, /\{x\} may hold _ itself/],
  ] as const)
    test(`can not be ${name}`, () => {
      assert.match(patternProblem(name, parameters) ?? '', problem);
    });

  for (const [name, parameters] of [
    ['{x}:a', { x: ACCOUNT }],
    ['a{x}', { x: ACCOUNT }],
    ['a:{x}.{y}', { x: ACCOUNT, y: REGION }],
    ['a:{x}b0', { x: ACCOUNT }],
    ['a:{y}0', { y: REGION }],
    ['a:{x}', { x: { values: ['null'] } }],
    ['plain', {}],
  ] as const)
    test(`can be ${name}`, () => {
      assert.equal(patternProblem(name, parameters), null);
    });

  test('has the parts that its name says', () => {
    assert.deepEqual(partsOf(NAME), ['region', 'account']);
    assert.equal(patternProblem(NAME, { account: ACCOUNT, region: REGION }), null);
    assert.deepEqual(['plain', '{', '}{', '{}', '{{a}}', '{a}{bc}', 'x{a b}y'].map(partsOf), [
      [],
      [],
      [],
      [''],
      ['a'],
      ['a', 'bc'],
      ['a b'],
    ]);
  });

  test('is a literal, and parts with the literal that follows each', () => {
    assert.deepEqual(pieces('plain'), { start: 'plain', parts: [] });
    assert.deepEqual(pieces('{a}'), { start: '', parts: [{ part: 'a', literal: '', next: null }] });
    assert.deepEqual(pieces('x:{a}{b}:yz{c}'), {
      start: 'x:',
      parts: [
        { part: 'a', literal: '', next: '' },
        { part: 'b', literal: ':yz', next: ':' },
        { part: 'c', literal: '', next: null },
      ],
    });
    assert.deepEqual(pieces('{a}:read').parts, [{ part: 'a', literal: ':read', next: ':' }]);
  });

  test('is written out with what its parts stand for', () => {
    const parts = new Map([['a', '7']]);
    assert.equal(withParts('x:{a}:{b}:{a}', parts), 'x:7:{b}:7');
    assert.equal(withParts('plain', parts), 'plain');
  });

  test('is a scope that has parameters', () => {
    assert.ok(isPattern({ parameters: { x: ACCOUNT } }));
    assert.ok(!isPattern({}));
  });

  test('takes parts of several characters before literals of several', () => {
    const two = compilePattern('{a}::{b}--end', {
      a: { characters: 'hexadecimal', maxLength: 2 },
      b: { values: ['x', 'xy'] },
    });
    assert.deepEqual(
      [...(two.match('fF::xy--end') ?? [])],
      [
        ['a', 'fF'],
        ['b', 'xy'],
      ],
    );
    for (const scope of [
      'fF:xy--end',
      'fF::xy-end',
      'fF::xy',
      '::xy--end',
      'fFf::xy--end',
      'fF::z--end',
      'fF::xy--end2',
    ])
      assert.equal(two.match(scope), null, scope);
    const bare = compilePattern('{a}', { a: { characters: 'slug', maxLength: 9 } });
    assert.deepEqual([...(bare.match('a_b-9') ?? [])], [['a', 'a_b-9']]);
    assert.equal(bare.match(''), null);
    const empty = compilePattern('a:{x}', { x: { values: ['', 'b'] } });
    assert.deepEqual([empty.match('a:'), [...(empty.match('a:b') ?? [])]], [null, [['x', 'b']]]);
    const again = compilePattern(':{x}:{y}', { x: ACCOUNT, y: { values: [':12'] } });
    assert.equal(again.match(':12'), null, 'nothing ends the first part');
    assert.deepEqual([...(again.match(':1::12') ?? [])].length, 2);
  });
});

const PATTERN = { parameters: '{ account: { characters: digits, maxLength: 4 } }' };

describe('a policy with patterns', () => {
  test('knows their scopes by the pattern, others by their own name first', () => {
    const policy = shopPolicy(
      shopText({ scopes: scopeText('pay:{account}', PATTERN) + scopeText('pay:0', { risk: 'high' }) }),
    );
    assert.equal(scopeOf(policy, 'pay:12')?.name, 'pay:{account}');
    assert.equal(scopeOf(policy, 'pay:0')?.risk, 'high');
    assert.equal(scopeOf(policy, 'pay:{account}'), undefined, 'a request can’t name the pattern');
    assert.equal(scopeLookup(policy).definitionNamed('pay:{account}')?.name, 'pay:{account}');
    assert.equal(scopeOf(policy, 'pay:*'), undefined);
  });

  test('knows none that two of them could be', () => {
    const other = { parameters: '{ id: { characters: hexadecimal, maxLength: 4 } }' };
    const scopes = scopeText('pay:{account}', PATTERN) + scopeText('pay:{id}', other);
    assert.deepEqual(complaintsOf(shopText({ scopes })), ['24:3 scope_pattern_ambiguous']);
    const apart = shopPolicy(shopText({ scopes: scopes.replace('pay:{id}', 'paid:{id}') }));
    const both = { scopes: apart.scopes.map((scope) => ({ ...scope, name: scope.name.replace('paid', 'pay') })) };
    assert.equal(scopeOf(both, 'pay:12'), undefined);
    assert.equal(scopeOf(both, 'pay:1a')?.name, 'pay:{id}');
  });

  test('includes by the same part', () => {
    const policy = shopPolicy(
      shopText({
        scopes:
          scopeText('pay:{account}:write', { ...PATTERN, implies: "['pay:{account}:read']" }) +
          scopeText('pay:{account}:read', PATTERN),
      }),
    );
    assert.deepEqual([...scopeLookup(policy).includedIn('pay:7:write')], ['pay:7:read']);
    assert.deepEqual([...scopeLookup(policy).includedIn('pay:{account}:write')], ['pay:{account}:read']);
    assert.deepEqual([...scopeLookup(policy).includedIn('pay:x:write')], []);
  });

  test('includes no riskier scope that is spelled like one of the pattern that it includes', () => {
    const wider = { parameters: '{ account: { values: [x7, "7", "8"] } }' };
    const digits = { parameters: '{ account: { characters: digits, maxLength: 4 } }' };
    const policy = shopPolicy(
      shopText({
        scopes:
          scopeText('all:{account}', { ...wider, implies: "['pay:{account}']" }) +
          scopeText('pay:{account}', { parameters: '{ account: { values: ["7", "8"] } }' }) +
          scopeText('pay:7', { risk: 'critical' }) +
          scopeText('pay:x{account}', { ...digits, risk: 'critical' }),
      }),
    );
    assert.deepEqual([...scopeLookup(policy).includedIn('all:8')], ['pay:8']);
    assert.deepEqual([...scopeLookup(policy).includedIn('all:7')], [], 'one that is defined by itself');
    assert.deepEqual([...scopeLookup(policy).includedIn('all:x7')], [], 'one of a riskier pattern');
  });

  const refused: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'a scope that includes more of another pattern than it stands for itself',
      scopeText('all:{account}', { parameters: "{ account: { values: ['7'] } }", implies: "['pay:{account}']" }) +
        scopeText('pay:{account}', PATTERN),
      ['17:15 implies_wider'],
    ],
    ['braces without parameters', scopeText('pay:{account}'), ['16:3 scope_pattern_invalid']],
    ['parameters without braces', scopeText('pay', PATTERN), ['16:3 scope_pattern_invalid']],
    [
      'all scopes of another pattern in one scope',
      scopeText('pay:{account}', PATTERN) + scopeText('pay', { implies: "['pay:{account}']" }),
      ['37:15 implies_unbounded'],
    ],
  ];
  for (const [what, scopes, expected] of refused)
    test(`can't have ${what}`, () => {
      const found = complaintsOf(shopText({ scopes }));
      assert.deepEqual(
        found.map((one) => one.split(' ')[1]),
        expected.map((one) => one.split(' ')[1]),
      );
    });

  test('lets a client hold a scope of one, or all of them by its name, and no default be many', () => {
    const scopes = scopeText('pay:{account}', PATTERN);
    const client = (fields: Record<string, string>) => shopText({ scopes, clients: clientText('till', fields) });
    assert.deepEqual(complaintsOf(client({ standing: "['pay:17']" })), []);
    assert.deepEqual(complaintsOf(client({ standing: "['pay:{account}']" })), []);
    assert.match(complaintsOf(client({ standing: "['pay:17a']" })).join(), /scope_unknown/);
    assert.match(complaintsOf(client({ standing: "['pay:*']" })).join(), /scope_unknown/);
    const whole = client({ standing: "['pay:{account}']", defaultScopes: "['pay:{account}']" });
    assert.match(complaintsOf(whole).join(), /default_pattern/);
  });
});

describe('what one part may be is within another', () => {
  const kind = (characters: 'digits' | 'letters' | 'alphanumeric' | 'hexadecimal' | 'slug', maxLength = 4) =>
    ({ characters, maxLength }) as const;
  const within: readonly (readonly [ScopeParameter, ScopeParameter, boolean])[] = [
    [kind('digits'), kind('digits'), true],
    [kind('digits', 5), kind('digits'), false],
    [kind('digits', 3), kind('digits'), true],
    [kind('digits'), kind('letters'), false],
    [kind('digits'), kind('hexadecimal'), true],
    [kind('digits'), kind('alphanumeric'), true],
    [kind('digits'), kind('slug'), true],
    [kind('letters'), kind('digits'), false],
    [kind('letters'), kind('hexadecimal'), false],
    [kind('letters'), kind('alphanumeric'), true],
    [kind('hexadecimal'), kind('digits'), false],
    [kind('hexadecimal'), kind('letters'), false],
    [kind('hexadecimal'), kind('alphanumeric'), true],
    [kind('alphanumeric'), kind('letters'), false],
    [kind('alphanumeric'), kind('hexadecimal'), false],
    [kind('alphanumeric'), kind('digits'), false],
    [kind('alphanumeric'), kind('slug'), true],
    [kind('slug'), kind('alphanumeric'), false],
    [kind('slug'), kind('letters'), false],
    [{ values: ['7', '77'] }, { values: ['77', '7', 'a'] }, true],
    [{ values: ['7', 'b'] }, { values: ['77', '7', 'a'] }, false],
    [{ values: ['7', '1234'] }, kind('digits'), true],
    [{ values: ['7', '12345'] }, kind('digits'), false],
    [{ values: ['7', 'a'] }, kind('digits'), false],
    [kind('digits', 1), { values: [...'0123456789'] }, false],
  ];
  for (const [one, other, expected] of within)
    test(`${JSON.stringify(one)} in ${JSON.stringify(other)}: ${expected}`, () => {
      assert.equal(isParameterWithin(one, other), expected);
    });

  const parameter: fc.Arbitrary<ScopeParameter> = fc.oneof(
    fc.record({ values: fc.uniqueArray(fc.constantFrom('7', '77', 'a', 'f', 'z', 'a-b'), { minLength: 1 }) }),
    fc.record({
      characters: fc.constantFrom(...(['digits', 'letters', 'alphanumeric', 'hexadecimal', 'slug'] as const)),
      maxLength: fc.integer({ min: 1, max: 3 }),
    }),
  );
  const texts = ['7', '77', '777', 'a', 'f', 'z', 'F', 'Z', 'a-b', '_', 'a7', 'zz'];

  test('exactly where it is as long and made of the same, or a list of such', () => {
    fc.assert(
      fc.property(parameter, parameter, (one, other) => {
        const takes = (by: ScopeParameter) =>
          texts.filter((text) => compilePattern('x:{p}', { p: by }).match(`x:${text}`));
        if (isParameterWithin(one, other))
          assert.deepEqual(
            takes(one).filter((text) => !takes(other).includes(text)),
            [],
          );
        else if ('values' in one)
          assert.notDeepEqual(
            one.values.filter((text) => !takes(other).includes(text)),
            [],
          );
      }),
    );
  });
});
