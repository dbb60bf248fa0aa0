import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../proof/index.ts';
import { type FormerScopes, formerScopesIn, withPolicy } from './former-scopes.ts';
import { proveApprovals } from './prove-approvals.ts';
import { clientText, scopeText, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';
import type { Policy } from './types.ts';

const digits = (part: string) => ({ parameters: `{ ${part}: { characters: digits, maxLength: 4 } }` });
const CRITICAL = { risk: 'critical', sensitivity: 'restricted' };
const PATTERN = scopeText('pay:{account}', { ...digits('account'), ...CRITICAL });
const LITERAL = scopeText('pay:7', CRITICAL);
const LOW_PATTERN = scopeText('pay:{account}', digits('account'));
const DEMANDS = `teams:
  t-privacy: { description: Looks after personal data., author: p-1, members: [p-4] }
approvals:
  author: p-1
  sensitivity: { confidential: { team: t-privacy }, restricted: { team: t-privacy } }
`;

const shop = (scopes: string, more = '') => shopPolicy(shopText({ scopes, more }));
const holding = (scopes: string, held: string, more = '') =>
  shopPolicy(shopText({ scopes, more, clients: clientText('mine', { standing: `['${held}']` }) }));

/** What the last of these policies lacks, when each became active after the other. */
function lacking(...policies: readonly Policy[]): string[] {
  const [last, before] = policies.toReversed();
  assert.ok(last && before);
  const former = policies.slice(0, -1).reduce<FormerScopes>(withPolicy, new Map());
  return proveApprovals(last, before, former)
    .lacking.filter(({ needed }) => needed)
    .map(({ kind, name }) => `${kind}:${name}`);
}

describe('nobody gets round the approval of a critical scope', () => {
  const attacks: readonly (readonly [what: string, ...policies: Policy[]])[] = [
    [
      'by defining one of a critical pattern by itself, as a low one',
      shop(PATTERN),
      holding(PATTERN + scopeText('pay:7'), 'pay:7'),
    ],
    ['by calling the part of a pattern otherwise', shop(PATTERN), holding(renamed(), 'pay:{id}')],
    ['by a low pattern in the place of a critical scope', shop(LITERAL), holding(LOW_PATTERN, 'pay:{account}')],
    [
      'by taking a critical scope away that a low pattern has, too',
      holding(LITERAL + LOW_PATTERN, 'pay:{account}'),
      holding(LOW_PATTERN, 'pay:{account}'),
    ],
    [
      'by taking the scope away first, and coming back with a pattern',
      shop(LITERAL),
      shop(scopeText('other')),
      holding(LOW_PATTERN, 'pay:{account}'),
    ],
    [
      'by taking the pattern away first, and coming back with one of its scopes',
      shop(PATTERN),
      shop(scopeText('other')),
      holding(scopeText('pay:7'), 'pay:7'),
    ],
    [
      'by narrowing a pattern first, and coming back with another for the rest',
      shop(PATTERN),
      shop(PATTERN.replace('maxLength: 4', 'maxLength: 3')),
      holding(renamed().replace('characters: digits, maxLength: 4', "values: ['7777']"), 'pay:{id}'),
    ],
  ];
  for (const [what, ...policies] of attacks)
    test(what, () => {
      const found = lacking(...policies);
      assert.ok(found.includes('client:mine'), found.join());
      assert.ok(
        found.some((one) => /^scope:pay:(7|\{account\}|\{id\})$/.test(one) && !isCritical(policies.at(-1), one)),
        found.join(),
      );
    });

  test('nor round the one that restricted data asks for', () => {
    const restricted = LITERAL.replace('risk: critical', 'risk: low');
    const found = lacking(shop(restricted, DEMANDS), shop(scopeText('other'), DEMANDS), shop(LOW_PATTERN, DEMANDS));
    assert.deepEqual(found, ['scope:pay:{account}']);
  });

  test('nor round the one that confidential data asks for, by calling what includes it restricted', () => {
    const demands = DEMANDS.replace(', restricted: { team: t-privacy }', '');
    const files = scopeText('files:read', { sensitivity: 'confidential' });
    const all = scopeText('files:all', { sensitivity: 'restricted', implies: '[files:read]' });
    assert.deepEqual(lacking(shop(files, demands), holding(files + all, 'files:all', demands)), [
      'scope:files:all',
      'scope:files:read',
      'client:mine',
    ]);
  });

  for (const [what, first, second] of [
    ['with a key of one’s own at once', '{}', 'approves: low, '],
    ['with a key first, and the power later', '{ approvalKeys: [KEY] }', 'approves: low, '],
  ] as const)
    test(`nor by appointing somebody for low risks, who may approve restricted data as well, ${what}`, () => {
      const key = formatVerifierKey(signerOf('mine.example', 9).key);
      const policyOf = (text: string) => shopPolicy(text.replace('KEY', `'${key}'`));
      const text = shopText({ more: DEMANDS.replaceAll('team: t-privacy', 'count: 1') });
      const [none, later] = [first, `{ ${second}approvalKeys: [KEY] }`].map((person) =>
        policyOf(text.replace('  p-1: {}\n', `  p-1: {}\n  p-9: ${person}\n`)),
      );
      assert.ok(none && later);
      assert.deepEqual(lacking(shopPolicy(text), none), [], 'a key without a power is none');
      assert.deepEqual(lacking(shopPolicy(text), none, later), ['person:p-9']);
      const asked = policyOf(text.replace(/sensitivity: .*/, 'risk: { low: { count: 1 } }'));
      assert.deepEqual(lacking(asked, { ...asked, people: later.people }), ['person:p-9']);
    });

  test('and a scope that was lowered with an approval is low from then on', () => {
    const own = PATTERN + scopeText('pay:7');
    assert.deepEqual(lacking(shop(PATTERN), shop(own), holding(own, 'pay:7')), ['scope:pay:{account}']);
    assert.deepEqual(lacking(shop(LITERAL), shop(LOW_PATTERN), holding(LOW_PATTERN, 'pay:{account}')), []);
    assert.deepEqual(lacking(shop(PATTERN), shop(renamed()), holding(renamed(), 'pay:{id}')), []);
  });

  test('nor is anything asked of who defines what was there in no other way', () => {
    const active = shop(LITERAL + LOW_PATTERN);
    assert.deepEqual(lacking(active, holding(LITERAL + LOW_PATTERN, 'pay:{account}')), ['scope:pay:7']);
    assert.equal(formerScopesIn(active).size, 2);
    assert.deepEqual(lacking(active, shop(LITERAL + LOW_PATTERN + scopeText('pay:x'))), ['scope:pay:7']);
  });
});

function renamed(): string {
  return scopeText('pay:{id}', digits('id'));
}

function isCritical(policy: Policy | undefined, definition: string): boolean {
  return policy?.scopes.some(({ name, risk }) => `scope:${name}` === definition && risk === 'critical') ?? false;
}
