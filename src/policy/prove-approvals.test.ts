import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../proof/index.ts';
import { proveApprovals } from './prove-approvals.ts';
import { clientText, noteOf, scopeText, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';
import type { Policy } from './types.ts';

/** Why each definition lacks the approvals that it needs, by its name. */
function needs(policy: Policy, trusted: Policy | 'bootstrap'): Record<string, string> {
  const { lacking } = proveApprovals(policy, trusted);
  return Object.fromEntries(
    lacking.filter(({ needed }) => needed).map(({ kind, name, why }) => [`${kind}:${name}`, why]),
  );
}

const NOBODY = "nobody's approval of this definition holds";
const DATA = `approvals:
  author: p-1
  sensitivity: { restricted: { team: t-privacy } }
`;
const TEAMS = `teams:
  t-privacy: { description: Looks after personal data., author: p-1, members: [p-3, p-4] }
`;
const SCOPES =
  scopeText('pay', { risk: 'critical' }) +
  scopeText('refund', { risk: 'high' }) +
  scopeText('health', { sensitivity: 'restricted' }) +
  scopeText('read');
const CLIENTS =
  clientText('till', { standing: '[pay, read]' }) +
  clientText('desk', { eligible: '[health]' }) +
  clientText('seen', { mode: 'observe' }) +
  clientText('shop', { standing: '[read]' });
const text = shopText({ scopes: SCOPES, clients: CLIENTS, more: TEAMS + DATA });

describe('why an approval is needed', () => {
  test('is said of scopes and clients, by their risk and by their data', () => {
    assert.deepEqual(needs(shopPolicy(text), shopPolicy(shopText({ more: TEAMS + DATA }))), {
      'scope:pay': `its risk is critical, and ${NOBODY}`,
      'scope:refund': `its risk is high, and ${NOBODY}`,
      'scope:health': `it reaches restricted data, and ${NOBODY} from t-privacy`,
      'client:till': `it may hold a scope of critical risk, and ${NOBODY}`,
      'client:desk': `it may reach restricted data, and ${NOBODY} from t-privacy`,
      'client:seen': `it may get any scope, being only observed, and ${NOBODY}`,
    });
  });

  test('is, of a scope that is called less risky than it was, what it was', () => {
    const lower = (from: string, to: string) =>
      needs(shopPolicy(text.replace(`risk: ${from}`, `risk: ${to}`)), shopPolicy(text));
    assert.equal(lower('critical', 'low')['scope:pay'], `its risk was critical until now, and ${NOBODY}`);
    assert.equal(lower('critical', 'high')['scope:pay'], `its risk was critical until now, and ${NOBODY}`);
    assert.equal(lower('high', 'critical')['scope:refund'], `its risk is critical, and ${NOBODY}`);
    assert.equal(lower('high', 'low')['scope:read'], undefined);
    // A client and a scope may have one name.
    const named = (name: string) =>
      shopPolicy(shopText({ scopes: SCOPES, clients: clientText(name, { standing: '[pay]' }) }));
    assert.equal(
      needs(named('read'), named('x'))['client:read'],
      `it may hold a scope of critical risk, and ${NOBODY}`,
    );
  });

  test('is said of who approves, by what is new', () => {
    const key = formatVerifierKey(signerOf('new.example', 51).key);
    const before = shopPolicy(text);
    const attestor = `attestors:
  here: { description: This very Ambit., author: p-1, attests: session, key: ${formatVerifierKey(signerOf('here.example', 52).key)}, approves: high }
console:
  author: p-1
  roles: { admin: [{ claim: groups, value: admins }] }
waivers:
  later: { rule: scope-unheld, definition: 'scope:read', owner: p-1, author: p-1, reason: It is held from March on., expires: 2027-03-01T00:00:00Z }
`;
    const changed = text
      .replace('p-1: {}', `p-1: { approves: high, approvalKeys: ['${key}'] }`)
      .replace('members: [p-3, p-4]', 'members: [p-2, p-3, p-4]')
      .replace('author: p-1\n  sensitivity: {', 'author: p-1\n  sensitivity: { confidential: {}, ');
    const found = needs(shopPolicy(changed + attestor), before);
    assert.deepEqual(
      Object.entries(found).filter(([name]) => !/^(scope|client):/.test(name)),
      [
        [
          'person:p-1',
          `a key, an account or a power is new, risks up to high could be approved with it, and ${NOBODY}`,
        ],
        ['team:t-privacy', `it has a new member, and approvals of critical risk are asked of it, and ${NOBODY}`],
        [
          'attestor:here',
          `it is new, or otherwise than before, and approvals could be made up with its key, and ${NOBODY}`,
        ],
        ['role:admin', `it maps somebody new to a power, and ${NOBODY}`],
        ['waiver:later', `it lets a rule be broken, and ${NOBODY}`],
        ['approvals:policy', `what approvals are needed is otherwise than before, and ${NOBODY}`],
      ],
    );
  });

  test('is said where a policy says nothing any more of which are needed, even if nothing else changed', () => {
    const bare = shopText({ more: TEAMS });
    assert.deepEqual(needs(shopPolicy(bare), shopPolicy(bare + DATA)), {
      'approvals:policy':
        'the policy said until now which approvals are needed, and says nothing of it any more: say it, if only that one is enough',
    });
    assert.deepEqual(needs(shopPolicy(bare), shopPolicy(bare)), {});
    assert.deepEqual(needs(shopPolicy(bare + DATA), shopPolicy(bare + DATA)), {});
  });
});

describe('which approvals are lacking', () => {
  const demanding = (demand: string) =>
    shopText({
      scopes: scopeText('pay', { risk: 'critical' }),
      more: `${TEAMS}approvals:\n  author: p-1\n  risk: { critical: ${demand} }\n`,
    });
  const why = (demand: string, ...approvers: readonly string[]): string | undefined => {
    const bare = shopPolicy(demanding(demand));
    const notes = approvers.map((approver) => noteOf(bare, 'scope:pay', approver));
    return needs(shopPolicy(demanding(demand), notes), bare)['scope:pay']?.replace('its risk is critical, and ', '');
  };

  test('is said with who has approved already', () => {
    assert.equal(why('{}'), NOBODY);
    assert.equal(why('{ team: t-privacy }'), `${NOBODY} from t-privacy`);
    assert.equal(
      why('{ team: t-privacy }', 'p-2'),
      'an approval from t-privacy is needed, where those that hold are by p-2',
    );
    assert.equal(why('{ team: t-privacy }', 'p-2', 'p-3'), undefined);
    assert.equal(why('{ count: 2 }'), "approvals by 2 people are needed, where nobody's does");
    assert.equal(why('{ count: 2 }', 'p-3'), 'approvals by 2 people are needed, where those that hold are by p-3');
    assert.equal(
      why('{ count: 2, team: t-privacy }', 'p-3', 'p-2'),
      'approvals by 2 people from t-privacy are needed, where those that hold are by p-2, p-3',
    );
    assert.equal(why('{ count: 2 }', 'p-3', 'p-2'), undefined);
    // By name, in whatever order a policy has them.
    const demand = '{ count: 3 }';
    const bare = shopPolicy(demanding(demand));
    const both = shopPolicy(
      demanding(demand),
      ['p-2', 'p-3'].map((one) => noteOf(bare, 'scope:pay', one)),
    );
    const turned = both.scopes.map((one) => ({ ...one, approvals: one.approvals.toReversed() }));
    for (const scopes of [both.scopes, turned])
      assert.match(needs({ ...both, scopes }, bare)['scope:pay'] ?? '', /where those that hold are by p-2, p-3$/);
  });

  test('and an approval that proves nothing is said beside them, and is none of the proven', () => {
    const bare = shopPolicy(demanding('{}'));
    // p-4 may approve up to high.
    const policy = shopPolicy(demanding('{}'), [noteOf(bare, 'scope:pay', 'p-4')]);
    const { proven, lacking } = proveApprovals(policy, bare);
    assert.equal(proven.size, 0);
    assert.deepEqual(lacking, [
      { kind: 'scope', name: 'pay', needed: false, why: 'p-4 may approve risks up to high, and this is critical' },
      { kind: 'scope', name: 'pay', needed: true, why: `its risk is critical, and ${NOBODY}` },
    ]);
  });
});
