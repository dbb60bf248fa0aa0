import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../proof/index.ts';
import { compilePolicy } from './compile.ts';
import { DEFINITION_KINDS, definitionNames, definitionsOf, isDefinitionKind, pathOfDefinition } from './definitions.ts';
import { clientText, scopeText, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';

const SCOPES =
  scopeText('pay', { risk: 'critical', sensitivity: 'restricted' }) +
  scopeText('refund', { risk: 'high', sensitivity: 'confidential' }) +
  scopeText('read', { sensitivity: 'public' }) +
  scopeText('all', { risk: 'high', sensitivity: 'restricted', implies: '[read, refund]' }) +
  scopeText('pay:{id}', { risk: 'high', parameters: '{ id: { characters: digits, maxLength: 4 } }' });
const CLIENTS =
  clientText('nothing') +
  clientText('reader', { standing: '[read]' }) +
  clientText('clerk', { standing: '[read]', eligible: '[refund]' }) +
  clientText('till', { standing: '[all, pay]' }) +
  clientText('one', { standing: "['pay:7']" }) +
  clientText('seen', { mode: 'observe' });
const MORE = `teams:
  t-security: { description: Looks at what is critical., author: p-2, members: [p-2] }
  t-payments: { description: Looks at what is risky., author: p-1, members: [p-3] }
  t-privacy: { description: Looks after personal data., author: p-1, members: [p-4] }
  t-owners: { description: Answers for the stock., author: p-1, members: [p-4] }
approvals:
  author: p-3
  risk: { low: { team: t-owners }, high: { team: t-payments }, critical: { team: t-security } }
  sensitivity: { restricted: { team: t-privacy }, public: { count: 2 } }
attestors:
  here: { description: This very Ambit., author: p-2, attests: session, key: ${formatVerifierKey(signerOf('here.example', 52).key)}, approves: high }
console:
  author: p-4
  roles:
    admin: [{ claim: groups, value: admins }]
    approver: [{ claim: groups, value: approvers }]
    auditor: [{ claim: groups, value: auditors }, { claim: sub, value: dora, person: p-3 }]
    viewer: [{ claim: groups, value: all }]
`;
const TEXT = shopText({ scopes: SCOPES, clients: CLIENTS, more: MORE });

describe('a definition that can be approved', () => {
  test('has the risk and the data that its approver has to be trusted with, and who wrote it', () => {
    assert.deepEqual(
      definitionsOf(shopPolicy(TEXT)).map(({ kind, name, author, risk, sensitivities }) =>
        [`${kind}:${name}`, author, risk, ...sensitivities].join(' '),
      ),
      [
        'scope:all p-1 high confidential public restricted',
        'scope:pay p-1 critical restricted',
        'scope:pay:{id} p-1 high internal',
        'scope:read p-1 low public',
        'scope:refund p-1 high confidential',
        'client:clerk p-1 high confidential public',
        'client:nothing p-1 low',
        'client:one p-1 high internal',
        'client:reader p-1 low public',
        'client:seen p-1 critical confidential internal public restricted',
        'client:till p-1 critical confidential public restricted',
        'person:p-1 p-1 low',
        'person:p-2 p-2 critical',
        'person:p-3 p-3 critical',
        'person:p-4 p-4 high',
        'team:t-owners p-1 low',
        'team:t-payments p-1 high',
        'team:t-privacy p-1 critical',
        'team:t-security p-2 critical',
        'attestor:here p-2 critical',
        'role:admin p-4 critical',
        'role:approver p-4 critical',
        'role:auditor p-4 critical',
        'role:viewer p-4 low',
        'approvals:policy p-3 critical',
      ],
    );
  });

  test('is a waiver of the risk of what it lets off, and high at least', () => {
    const riskOf = (definition: string): string | undefined => {
      const waiver = `waivers:\n  later: { rule: scope-unheld, definition: '${definition}', owner: p-1, author: p-1, reason: It is held from March on., expires: 2027-03-01T00:00:00Z }\n`;
      return definitionsOf(shopPolicy(TEXT + waiver)).find(({ kind }) => kind === 'waiver')?.risk;
    };
    for (const [definition, risk] of [
      ...([
        ['scope:pay', 'critical'],
        ['scope:refund', 'high'],
        ['scope:read', 'high'],
      ] as const),
      ...([
        ['client:till', 'critical'],
        ['client:clerk', 'high'],
        ['client:reader', 'high'],
      ] as const),
      ...([
        ['person:p-2', 'critical'],
        ['person:p-4', 'high'],
        ['person:p-1', 'high'],
      ] as const),
      ...([
        ['team:t-security', 'critical'],
        ['team:t-payments', 'high'],
        ['team:t-owners', 'high'],
      ] as const),
      ...([
        ['resourceServer:orders', 'high'],
        ['issuer:https://login.example', 'high'],
        ['limits', 'high'],
      ] as const),
    ])
      assert.equal(riskOf(definition), risk, definition);
  });

  test('is called the same where only names are asked for', () => {
    const waiver = `waivers:\n  later: { rule: scope-unheld, definition: 'scope:pay', owner: p-1, author: p-1, reason: It is held from March on., expires: 2027-03-01T00:00:00Z }\n`;
    for (const policy of [shopPolicy(TEXT + waiver), shopPolicy(shopText())])
      assert.deepEqual(
        definitionNames(policy),
        definitionsOf(policy).map(({ kind, name }) => `${kind}:${name}`),
      );
  });

  test('of somebody who may approve low risks is one of a power where approvals of what is low are asked for', () => {
    const people = shopText().replace('  p-1: {}', '  p-1: { approves: low }');
    for (const [asked, risk] of [
      ['', 'low'],
      ['approvals: { author: p-2, risk: { high: { count: 1 } } }\n', 'low'],
      ['approvals: { author: p-2, risk: { low: { count: 1 } } }\n', 'high'],
      ['approvals: { author: p-2, sensitivity: { public: { count: 1 } } }\n', 'high'],
    ] as const) {
      const found = definitionsOf(shopPolicy(people + asked)).find(({ name }) => name === 'p-1');
      assert.equal(found?.risk, risk, asked);
    }
  });

  test('is critical of a client that is only observed, and low of a team that is asked for nothing', () => {
    const text = shopText({
      scopes: scopeText('read'),
      clients: clientText('seen', { mode: 'observe' }),
      more: 'teams:\n  t-shop: { description: Runs the shop., author: p-1, members: [p-2] }\n',
    });
    const risks = definitionsOf(shopPolicy(text)).map(({ name, risk }) => `${name} ${risk}`);
    assert.deepEqual(
      risks.filter((one) => /^(seen|t-shop) /.test(one)),
      ['seen critical', 't-shop low'],
    );
  });

  test('has another digest once anything of it changes, but for its approvals', () => {
    const digestOf = (text: string, name: string) =>
      definitionsOf(shopPolicy(text)).find((one) => one.name === name)?.digest;
    const reworded = TEXT.replace('Does what read says.', 'Reads what there is.');
    assert.notEqual(digestOf(reworded, 'read'), digestOf(TEXT, 'read'));
    assert.equal(digestOf(reworded, 'pay'), digestOf(TEXT, 'pay'));
    const policy = shopPolicy(TEXT);
    const approved = { ...policy, scopes: policy.scopes.map((one) => ({ ...one, approvals: [{ note: 'yes' }] })) };
    assert.deepEqual(
      definitionsOf(approved).map(({ digest }) => digest),
      definitionsOf(policy).map(({ digest }) => digest),
    );
    // A team and a person of the same content would be two definitions still.
    assert.equal(new Set(definitionsOf(policy).map(({ digest }) => digest)).size, definitionsOf(policy).length);
  });
});

test('a kind of definition is one of the list, and each is found where it stands in the file', () => {
  assert.deepEqual(
    [null, undefined, '', 'issuer', 'scopes', 'Scope'].filter((one) => isDefinitionKind(one)),
    [],
  );
  assert.ok(DEFINITION_KINDS.every(isDefinitionKind));
  const { siteOf } = compilePolicy([{ path: 'shop.yaml', text: TEXT }]);
  const lineOf = (text: string): number => TEXT.slice(0, TEXT.indexOf(text)).split('\n').length;
  for (const [kind, name, text] of [
    ...([
      ['scope', 'pay', "'pay':"],
      ['client', 'till', "'till':"],
      ['person', 'p-3', 'p-3:'],
    ] as const),
    ...([
      ['team', 't-privacy', 't-privacy:'],
      ['attestor', 'here', 'here:'],
      ['role', 'auditor', 'auditor:'],
    ] as const),
    ...([['approvals', 'policy', 'approvals:\n']] as const),
  ])
    assert.equal(siteOf(kind, name)?.line, lineOf(text), kind);
  assert.deepEqual(pathOfDefinition('waiver', 'later'), ['waivers', 'later']);
});
