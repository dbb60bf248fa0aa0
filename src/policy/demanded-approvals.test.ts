import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../proof/index.ts';
import { definitionsOf } from './definitions.ts';
import { demandedApprovals, demandsOn, membersOf } from './demanded-approvals.ts';
import { proveApprovals } from './prove-approvals.ts';
import { quorumProblem } from './quorum.ts';
import { clientText, noteOf, scopeText, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';
import type { Policy } from './types.ts';

const TEAMS = `teams:
  t-security: { description: Looks after what is critical., author: p-1, members: [p-2, p-3] }
  t-privacy: { description: Looks after personal data., author: p-1, members: [p-4] }
`;
const demands = (text: string) => `approvals:\n  author: p-1\n${text}`;
const TWO = demands(`  risk: { critical: { count: 2, team: t-security } }\n`);

/** The policy of a text with these approvals: `scope:refund by p-2`. */
function approved(text: string, approvals: readonly string[]): Policy {
  const bare = shopPolicy(text);
  const notes = approvals.map((one) => {
    const [definition = '', approver = ''] = one.split(' by ');
    return noteOf(bare, definition, approver);
  });
  return shopPolicy(text, notes);
}

function lacking(policy: Policy, trusted: Policy | 'bootstrap' = 'bootstrap'): string[] {
  return proveApprovals(policy, trusted)
    .lacking.filter(({ needed }) => needed)
    .map(({ kind, name }) => `${kind}:${name}`);
}

const REFUND = scopeText('refund', { risk: 'critical' });
const ALL = ['team:t-security', 'approvals:policy'].flatMap((one) => [`${one} by p-2`, `${one} by p-3`]);
const PEOPLE = ['person:p-2', 'person:p-3'].flatMap((one) => [`${one} by p-2`, `${one} by p-3`]);

describe('how many approvals are needed', () => {
  const text = shopText({ scopes: REFUND, more: TEAMS + TWO });
  // The first policy of all is where people and teams come from: it needs what it says itself.
  const active = approved(text, [...ALL, ...PEOPLE, 'person:p-4 by p-2', 'scope:refund by p-2', 'scope:refund by p-3']);

  test('is one where the policy says nothing', () => {
    assert.deepEqual(lacking(approved(shopText({ scopes: REFUND }), ['scope:refund by p-2'])), []);
    assert.deepEqual(lacking(shopPolicy(shopText({ scopes: REFUND }))), ['scope:refund']);
  });

  test('is as many people as the policy says, not as many notes', () => {
    assert.deepEqual(lacking(active), []);
    const changed = text.replace('Does what refund says.', 'Pays money back at once.');
    assert.deepEqual(lacking(approved(changed, [...ALL, 'scope:refund by p-2']), active), ['scope:refund']);
    const bare = shopPolicy(changed);
    const note = noteOf(bare, 'scope:refund', 'p-2');
    const later = { ...note, path: 'again.note' };
    assert.deepEqual(lacking(shopPolicy(changed, [note, later]), active), ['scope:refund']);
    assert.deepEqual(lacking(approved(changed, [...ALL, 'scope:refund by p-2', 'scope:refund by p-3']), active), []);
    const { lacking: why } = proveApprovals(approved(changed, ['scope:refund by p-2']), active);
    assert.match(
      why.map((one) => one.why).join(),
      /its risk is critical, and approvals by 2 people from t-security are needed, where those that hold are by p-2/,
    );
  });

  test('comes from the team that the policy names', () => {
    const moved = text
      .replace('members: [p-4]', 'members: [p-2, p-4]')
      .replace('count: 2, team: t-security', 'count: 1, team: t-privacy');
    assert.deepEqual(lacking(approved(moved, ['scope:refund by p-3'])).includes('scope:refund'), true);
    assert.deepEqual(lacking(approved(moved, ['scope:refund by p-2'])).includes('scope:refund'), false);
  });

  test('can’t be lowered by the change that needs them', () => {
    const lowered = text.replace('count: 2', 'count: 1').replace('Does what refund says.', 'Pays at once.');
    const one = ['approvals:policy by p-2', 'scope:refund by p-2'];
    assert.deepEqual(lacking(approved(lowered, one), active), ['scope:refund', 'approvals:policy']);
    const both = [...one, 'approvals:policy by p-3', 'scope:refund by p-3'];
    assert.deepEqual(lacking(approved(lowered, both), active), []);
  });

  test('can’t be done away with', () => {
    const without = shopText({ scopes: REFUND, more: TEAMS });
    const everybody = ['scope:refund by p-2', 'scope:refund by p-3'];
    assert.deepEqual(lacking(approved(without, everybody), active), ['approvals:policy']);
  });

  test('counts the members that the active policy knows', () => {
    const joined = text.replace('[p-2, p-3] }', '[p-2, p-3, p-4] }').replace('approves: high', 'approves: critical');
    const notes = ['scope:refund by p-2', 'scope:refund by p-4', 'team:t-security by p-2', 'person:p-4 by p-2'];
    const found = lacking(approved(joined, notes), active);
    assert.ok(found.includes('team:t-security') && found.includes('person:p-4'));
    assert.ok(
      lacking(approved(joined.replace('Does what refund', 'Does all that refund'), notes), active).includes(
        'scope:refund',
      ),
    );
  });

  test('is asked again of a team that somebody joins, and not where somebody leaves or that only owns', () => {
    const left = text.replace('[p-4] }', '[p-1] }');
    const scopes = ['scope:refund by p-2', 'scope:refund by p-3'];
    assert.deepEqual(lacking(approved(left, scopes), active), []);
    const joined = text.replace('[p-2, p-3] }', '[p-1, p-2, p-3] }');
    assert.deepEqual(lacking(approved(joined, scopes), active), ['team:t-security']);
  });
});

describe('approvals by sensitivity', () => {
  const BY_DATA = TEAMS + demands('  sensitivity: { restricted: { team: t-privacy } }\n');
  const text = shopText({
    scopes: scopeText('health', { sensitivity: 'restricted' }) + scopeText('read'),
    clients: clientText('desk', { standing: '[health]' }) + clientText('shop', { standing: '[read]' }),
    more: BY_DATA,
  });

  test('are needed by scopes and clients that reach such data, whatever the risk', () => {
    const found = lacking(shopPolicy(text));
    assert.deepEqual(
      found.filter((one) => /scope|client/.test(one)),
      ['scope:health', 'client:desk'],
    );
  });

  test('are the ones of that team, beside those by risk', () => {
    const risky = text.replace('risk: low\n    sensitivity: restricted', 'risk: critical\n    sensitivity: restricted');
    const of = (approvals: string[]) => lacking(approved(risky, approvals)).includes('scope:health');
    // p-4 may approve up to high, and so nothing of this.
    assert.equal(of(['scope:health by p-2']), true);
    const able = risky.replace('approves: high', 'approves: critical');
    const both = (approvals: string[]) => lacking(approved(able, approvals)).includes('scope:health');
    assert.equal(both(['scope:health by p-4']), false, 'one person can be both');
    assert.equal(both(['scope:health by p-2']), true);
  });

  test('are needed where data is called less sensitive to be rid of them', () => {
    const active = shopPolicy(text);
    const called = shopPolicy(text.replace('sensitivity: restricted', 'sensitivity: public'));
    assert.ok(lacking(called, active).includes('scope:health'));
  });
});

describe('a waiver', () => {
  const waiver = (definition: string, expires = '2027-01-01T00:00:00Z') =>
    `waivers:\n  later: { rule: standing-scope-critical, definition: '${definition}', owner: p-1, author: p-1, reason: It moves next month., expires: ${expires} }\n`;
  const text = shopText({
    scopes: REFUND,
    clients: clientText('till', { standing: '[refund]' }),
    more: waiver('client:till'),
  });
  const scopes = ['scope:refund by p-2', 'client:till by p-2'];

  test('needs an approval by somebody who may approve what it lets off, and not by its author', () => {
    assert.deepEqual(lacking(approved(text, scopes)), ['waiver:later']);
    assert.deepEqual(lacking(approved(text, [...scopes, 'waiver:later by p-4'])), ['waiver:later']);
    assert.deepEqual(lacking(approved(text, [...scopes, 'waiver:later by p-2'])), []);
  });

  test('of what is wrong with who approves needs what those approve themselves', () => {
    const teams = `teams:\n  t-security: { description: Looks at what is risky., author: p-1, members: [p-2] }\napprovals:\n  author: p-1\n  risk: { critical: { team: t-security } }\n`;
    const riskOf = (definition: string): string | undefined =>
      definitionsOf(shopPolicy(shopText({ more: teams + waiver(definition) }))).find(({ kind }) => kind === 'waiver')
        ?.risk;
    assert.equal(riskOf('team:t-security'), 'critical');
    assert.equal(riskOf('person:p-2'), 'critical');
    assert.equal(riskOf('person:p-4'), 'high');
    assert.equal(riskOf('person:p-1'), 'high');
  });

  test('needs another once it is to last longer', () => {
    const longer = text.replace('2027-01-01', '2028-01-01');
    const note = noteOf(shopPolicy(text), 'waiver:later', 'p-2');
    assert.deepEqual(lacking(shopPolicy(longer, [note])).includes('waiver:later'), true);
  });
});

describe('a quorum', () => {
  test('is as many people with a key and the power as the policy demands', () => {
    assert.equal(quorumProblem(shopPolicy(shopText())), null);
    assert.equal(quorumProblem(shopPolicy(shopText({ more: TEAMS + TWO }))), null);
    const three = TWO.replace('count: 2', 'count: 3').replace(', team: t-security', '');
    assert.match(
      quorumProblem(shopPolicy(shopText({ more: TEAMS + three }))) ?? '',
      /^3 people would have to approve what is critical, and only p-2, p-3 could$/,
    );
    const privacy = demands('  risk: { critical: { team: t-privacy } }\n');
    assert.match(
      quorumProblem(shopPolicy(shopText({ more: TEAMS + privacy }))) ?? '',
      /^somebody of t-privacy would have to approve what is critical, and nobody could$/,
    );
  });
});

describe('a change needs an approval', () => {
  const otherKey = formatVerifierKey(signerOf('other.example', 93).key);
  const newKey = formatVerifierKey(signerOf('new.example', 91).key);
  const attestor = (fields: string): string =>
    `  bot: { description: Reads reviews., author: p-1, ${fields}, key: ${formatVerifierKey(signerOf('bot.example', 92).key)}, approves: high }\n`;
  const REVIEWS = attestor('attests: github_review, api: https://api.github.com, repository: 7');
  const SESSIONS = attestor('attests: session')
    .replace('bot:', 'here:')
    .replace(/key: [^,]+/, `key: ${newKey}`);
  const ROLES = `console:
  author: p-1
  roles:
    admin: [{ claim: groups, value: admins }, { claim: groups, value: owners }]
    viewer: [{ claim: groups, value: all }]
`;
  const text = shopText({
    scopes: REFUND + scopeText('read'),
    clients: clientText('till', { standing: '[refund]' }) + clientText('shop', { standing: '[read]' }),
    more: `${TEAMS}${TWO}attestors:\n${REVIEWS}${SESSIONS}${ROLES}`,
  })
    .replace('approves: high }', 'approves: high, identities: { github: 4 } }')
    .replace('p-1: {}', 'p-1: { identities: { gitlab: 1 } }');
  const active = shopPolicy(text);
  const RISKY = ['scope:refund', 'client:till'];
  const demanded = (changed: string, trusted: Policy | 'bootstrap' = active): string[] =>
    demandedApprovals(shopPolicy(changed), trusted)
      .map(({ kind, name }) => `${kind}:${name}`)
      .filter((one) => !RISKY.includes(one));
  const change = (...pairs: string[]): string[] => {
    let changed = text;
    for (let at = 0; at < pairs.length; at += 2) {
      assert.ok(changed.includes(pairs[at] ?? ''), pairs[at]);
      changed = changed.replace(pairs[at] ?? '', pairs[at + 1] ?? '');
    }
    return demanded(changed);
  };

  test('where it lets in what is risky, and not where it changes nothing', () => {
    assert.deepEqual(
      demandedApprovals(active, active).map(({ kind, name }) => `${kind}:${name}`),
      RISKY,
    );
  });

  test('in each power that there is, in the first policy of all', () => {
    assert.deepEqual(demanded(text, 'bootstrap'), [
      'team:t-security',
      'attestor:bot',
      'attestor:here',
      'role:admin',
      'approvals:policy',
    ]);
  });

  test('once somebody may approve more, or in another way', () => {
    assert.deepEqual(change('approves: high, id', 'approves: critical, id'), ['person:p-4']);
    assert.deepEqual(change('github: 4', 'github: 5'), ['person:p-4']);
    assert.deepEqual(change('github: 4', 'github: 4, gitlab: 5'), ['person:p-4']);
    assert.deepEqual(change('p-4: { approvalKeys: [', `p-4: { approvalKeys: ['${otherKey}', `), ['person:p-4']);
    assert.deepEqual(change('p-2: {', 'p-2: { identities: { github: 2 },'), ['person:p-2']);
    assert.deepEqual(change('p-1: {', 'p-7: { approves: high, identities: { github: 7 } }\n  p-1: {'), ['person:p-7']);
    assert.deepEqual(change('p-1: {', 'p-1: { approves: high,'), ['person:p-1']);
    assert.deepEqual(change('p-1: {', 'p-7: { approves: critical }\n  p-1: {'), ['person:p-7']);
  });

  test('not where somebody may less, or may approve nothing that needs it', () => {
    assert.deepEqual(change(', identities: { github: 4 }', ''), []);
    assert.deepEqual(change('approves: high, id', 'approves: low, id'), []);
    assert.deepEqual(change('approves: high, id', 'id'), []);
    assert.deepEqual(change('gitlab: 1', 'gitlab: 2'), []);
    assert.deepEqual(change('p-1: {', 'p-1: { approves: low,'), []);
    assert.deepEqual(change('p-1: {', `p-7: { approvalKeys: ['${otherKey}'] }\n  p-1: {`), []);
  });

  test('once an attestor is otherwise, whatever it says about itself', () => {
    assert.deepEqual(change('Reads reviews.', 'Looks at reviews.'), []);
    assert.deepEqual(change('repository: 7', 'repository: 8'), ['attestor:bot']);
    assert.deepEqual(
      change('attests: session', 'attests: gitlab_review, api: https://gitlab.example/api/v4, repository: 1'),
      ['attestor:here'],
    );
    assert.deepEqual(change('  here:', '  there:'), ['attestor:there']);
    assert.deepEqual(change(SESSIONS, ''), []);
  });

  test('once a role has a mapping more, and not where it has one less', () => {
    assert.deepEqual(change('value: owners }', 'value: owners }, { claim: groups, value: more }'), ['role:admin']);
    assert.deepEqual(change('value: owners }', 'value: others }'), ['role:admin']);
    assert.deepEqual(change(', { claim: groups, value: owners }', ''), []);
    assert.deepEqual(change('value: all }', 'value: everybody }'), []);
    // Whoever is one already isn't the other for that.
    assert.deepEqual(change('    viewer:', '    approver: [{ claim: groups, value: admins }]\n    viewer:'), [
      'role:approver',
    ]);
    assert.deepEqual(change('    viewer:', '    approver: [{ claim: groups, value: all }]\n    viewer:'), [
      'role:approver',
    ]);
  });

  test('once approvals are demanded otherwise, by whomever that is written', () => {
    assert.deepEqual(change('approvals:\n  author: p-1', 'approvals:\n  author: p-2'), []);
    assert.deepEqual(change('count: 2, team: t-security', 'team: t-security, count: 2'), []);
    assert.deepEqual(change('critical: { count: 2,', 'high: {}, critical: { count: 2,'), ['approvals:policy']);
    assert.deepEqual(change('count: 2', 'count: 1'), ['approvals:policy']);
    assert.deepEqual(change('  risk: { critical', '  sensitivity: { public: {} }\n  risk: { critical'), [
      'approvals:policy',
    ]);
    assert.deepEqual(demanded(text, shopPolicy(text.replace(TWO, ''))), ['approvals:policy']);
  });

  test('in a team, an attestor and a role of a policy that had none', () => {
    const bare = shopPolicy(
      shopText({ scopes: REFUND }).replace('approves: high }', 'approves: high, identities: { github: 4 } }'),
    );
    assert.deepEqual(demanded(text, bare), [
      ...['team:t-security', 'attestor:bot', 'attestor:here', 'role:admin', 'approvals:policy'],
    ]);
  });

  test('also below high, where the policy says so of low scopes: then those and their clients alone', () => {
    const low = shopText({
      scopes: scopeText('read'),
      clients: clientText('shop', { standing: '[read]' }),
      more: `${TEAMS}${demands('  risk: { low: { count: 2 } }\n')}${ROLES.replace(/ {4}admin.*\n/, '')}`,
    });
    assert.deepEqual(
      demandedApprovals(shopPolicy(low), 'bootstrap').map(({ kind, name }) => `${kind}:${name}`),
      ['scope:read', 'client:shop', 'approvals:policy'],
    );
  });

  test('by as many people, and from the teams, that both policies say', () => {
    const refund = definitionsOf(active).find(({ name }) => name === 'refund') ?? assert.fail();
    const read = definitionsOf(active).find(({ name }) => name === 'read') ?? assert.fail();
    const two = { count: 2, team: 't-security' };
    const one = { count: 1, team: null };
    const plain = shopPolicy(text.replace(TWO, ''));
    assert.deepEqual(demandsOn(refund, active, undefined), [two]);
    assert.deepEqual(demandsOn(refund, active, active), [two, two]);
    assert.deepEqual(demandsOn(refund, active, plain), [two, one]);
    assert.deepEqual(demandsOn(refund, plain, active), [one, two]);
    assert.deepEqual(demandsOn(read, plain, active), []);
    const data = shopPolicy(text.replace('  risk: { critical', '  sensitivity: { internal: {} }\n  risk: { critical'));
    assert.deepEqual(demandsOn(read, data, active), [one]);
    assert.deepEqual(demandsOn(refund, data, undefined), [two, one]);
  });

  test('from those who belonged to a team before, where there was one', () => {
    const joined = shopPolicy(text.replace('[p-2, p-3] }', '[p-1, p-2] }'));
    assert.deepEqual(membersOf('t-security', joined, active), ['p-2', 'p-3']);
    assert.deepEqual(membersOf('t-security', joined, undefined), ['p-1', 'p-2']);
    assert.deepEqual(membersOf('t-security', joined, shopPolicy(shopText())), ['p-1', 'p-2']);
    assert.deepEqual(membersOf('t-privacy', joined, active), ['p-4']);
    assert.deepEqual(membersOf('t-nobody', joined, active), []);
    assert.deepEqual(membersOf('t-nobody', shopPolicy(shopText()), undefined), []);
  });
});
