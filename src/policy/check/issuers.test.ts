import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText, type ShopParts, scopeText, shopText } from '../testing/shop-policy.ts';
import { tells, told, toldOf } from '../testing/told-of-parts.ts';

const TWO_ISSUERS = `  https://login.example: { level: guarded }
  https://staff.example: { level: hooked }
`;

describe('of issuers is told', () => {
  const issuer = (name: string): ShopParts => ({ issuers: `  ${name}: { level: guarded }\n` });
  const PLAIN = 'An issuer is an https URL without query and fragment (RFC 8414 §2).';
  for (const [name, problem] of [
    ['login', 'it is no URL'],
    ['http://login.example', 'it is not https'],
    ['ftp://localhost', 'it is not https'],
    ['urn:login', 'it is not https'],
    ['https://login.example?a=b', 'it has a query or a fragment'],
    ['https://login.example/?', 'it has a query or a fragment'],
    ['https://login.example/#x', 'it has a query or a fragment'],
    ['https://ada@login.example', 'it has a user'],
    ['https://:secret@login.example', 'it has a user'],
    ['https://Login.example', 'it is not in its plain spelling, https://login.example/'],
    ['https://login.example:443', 'it is not in its plain spelling, https://login.example/'],
    ['https://login.example/a/../b', 'it is not in its plain spelling, https://login.example/b'],
  ] as const)
    test(`that ${name} is none: ${problem}`, () => {
      assert.deepEqual(told(issuer(`'${name}'`)), [
        ['issuer_invalid', `'${name}': { level: guarded }`, `${name} is no issuer: ${problem}`, PLAIN],
      ]);
    });

  for (const name of [
    'https://login.example',
    'https://login.example/',
    'https://login.example/realms/shop',
    'https://login.example:8443',
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://[::1]',
  ])
    test(`nothing where it is ${name}`, () => {
      assert.deepEqual(told(issuer(`'${name}'`)), []);
    });

  tells([
    [
      'that there is none',
      { issuers: '  {}\n' },
      [
        ...(['issuer_missing', 'production', 'the policy names no issuer'] as const),
        'Add issuers: with the issuer of your authorization server.',
      ],
    ],
    [
      'which to name where there are several, at the client',
      { issuers: TWO_ISSUERS, clients: clientText('till') },
      [
        ...(['issuer_missing', "'till':", 'the policy has several issuers and this client names none'] as const),
        'Add issuer: https://login.example or https://staff.example.',
      ],
    ],
  ]);

  test('nothing that is missing while something else can’t be read', () => {
    assert.deepEqual(
      told({ issuers: '  {}\n', scopes: scopeText('a', { risk: 'hihg' }) }).map(([code]) => code),
      ['invalid'],
    );
  });
});

describe('of resource servers is told', () => {
  const orders = (from: string, to: string): string[][] => toldOf(shopText().replace(from, to));

  test('an audience with a fragment', () => {
    assert.deepEqual(orders('https://orders.example', "'https://orders.example#x'"), [
      [
        ...(['audience_invalid', "'https://orders.example#x' }"] as const),
        ...(['a resource indicator has no fragment (RFC 8707 §2)', 'Remove the part from # on.'] as const),
      ],
    ]);
  });

  test('an owner who is nobody, or no team', () => {
    assert.deepEqual(orders('owner: p-1, audience: https://orders', 'owner: p-1x, audience: https://orders'), [
      [
        ...(['person_unknown', 'p-1x, audience: https://orders.example }'] as const),
        ...(['there is no person p-1x', 'Did you mean p-1?'] as const),
      ],
    ]);
    assert.deepEqual(
      orders('owner: p-1, audience: https://stock', 'owner: t-1, audience: https://stock').map(([code]) => code),
      ['team_unknown'],
    );
  });
});
