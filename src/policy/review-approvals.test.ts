import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatVerifierKey, type Signer } from '../proof/index.ts';
import {
  type ApprovalStatement,
  type AttestedReview,
  approvalText,
  compilePolicy,
  definitionsOf,
  type Policy,
  type PolicyFileText,
  proveApprovals,
  readApproval,
  signApproval,
} from './index.ts';
import { signerOf } from './testing/shop-policy.ts';

const [ci, bob] = [signerOf('reviews.example', 31), signerOf('bob.example', 32)];

const BOT = `attestors:
  reviews:
    description: 'The pipeline that asks for reviews.'
    author: p-1
    attests: github_review
    api: https://api.github.com
    repository: 1296269
    key: '${formatVerifierKey(ci.key)}'
    approves: high
`;

function policyFile({ attestors = BOT, risk = 'high', people = '' } = {}): PolicyFileText {
  return {
    path: 'policy.yaml',
    text: `environment: test
issuers: { 'https://issuer.example': { level: guarded } }
people:
  p-1: { identities: { github: 101 } }
  p-2: { approves: critical, approvalKeys: ['${formatVerifierKey(bob.key)}'], identities: { github: 102 } }
  p-3: { approves: high, identities: { github: 103, gitlab: 9 } }
${people}${attestors}resourceServers:
  orders: { description: 'Serves the orders.', owner: p-1, audience: 'https://orders.example' }
scopes:
  orders:refund:
    { resourceServer: orders, description: 'Pays money back.', why: 'Refunds have to be paid.', owner: p-1, author: p-1,
      risk: ${risk}, sensitivity: internal, maxTtlSeconds: 60, reviewIntervalDays: 30 }
`,
  };
}

function compiled(...files: PolicyFileText[]): Policy {
  const { identified, diagnostics } = compilePolicy(files);
  assert.ok(identified !== null, JSON.stringify(diagnostics));
  return identified.policy;
}

const REVIEW: AttestedReview = {
  ...{ attestor: 'reviews', proof: 'github_review', repository: '1296269', request: '12', review: '80' },
  ...{ account: '103', authors: ['101'], commit: 'a'.repeat(40), seen: '2026-11-24T01:00:00Z' },
};

/** The policy with p-3's review of the scope, as it differs, and why that proves nothing. */
function reviewed(over: Partial<AttestedReview> = {}, file = policyFile(), signer: Signer = ci): Policy {
  const definition = definitionsOf(compiled(file)).find(({ name }) => name === 'orders:refund');
  assert.ok(definition);
  const statement: ApprovalStatement = {
    ...{ environment: 'test', kind: 'scope', name: 'orders:refund', definition: definition.digest, author: 'p-1' },
    ...{ approver: 'p-3', time: '2026-11-24T00:00:00Z', review: { ...REVIEW, ...over } },
  };
  return compiled(file, { path: 'approvals/review.note', text: signApproval(statement, signer) });
}

/** As one that was active before: what is new in it was approved then. */
const trusted = compiled(policyFile());
const lacks = (policy: Policy, by: Policy = trusted): string =>
  proveApprovals(policy, by)
    .lacking.map(({ name, why }) => `${name}: ${why}`)
    .join('; ');

describe('a review that an attestor vouches for', () => {
  test('is an approval, and says so', () => {
    const policy = reviewed();
    assert.equal(lacks(policy), '');
    const [proven] = proveApprovals(policy, trusted).proven.get('scope:orders:refund') ?? [];
    assert.deepEqual(
      [proven?.person, proven?.proof, proven?.keyName, proven?.time],
      ['p-3', 'github_review', 'reviews.example', '2026-11-24T00:00:00Z'],
    );
  });

  for (const [what, over, why] of [
    ['by another account', { account: '102' }, /account 102 is not p-3's/],
    ['by an account of nobody', { account: '999' }, /account 999 is not p-3's/],
    ['of what the reviewer wrote a part of', { authors: ['101', '103'] }, /p-3 wrote a part of what was reviewed/],
    [
      'of what somebody unknown wrote a part of',
      { authors: ['101', '666'] },
      /account 666 wrote a part of it.*whose it is/,
    ],
    ['in another repository', { repository: '7' }, /reviews vouches for other reviews/],
    ['at another host', { proof: 'gitlab_review', review: 'none' }, /reviews vouches for other reviews/],
    ['that another attestor saw', { attestor: 'somebody' }, /knows no attestor somebody/],
  ] as const)
    test(`${what} proves nothing`, () => assert.match(lacks(reviewed(over)), why));

  test('signed with another key than the attestor’s proves nothing, be it the approver’s own', () => {
    for (const signer of [bob, signerOf('reviews.example', 33)])
      assert.match(lacks(reviewed({}, policyFile(), signer)), /not signed with the key of reviews/);
  });

  test('counts up to the risk that the attestor may vouch for', () => {
    const file = policyFile({ risk: 'critical', people: '', attestors: BOT }).text.replace(
      'p-3: { approves: high',
      'p-3: { approves: critical',
    );
    const critical = { path: 'policy.yaml', text: file };
    assert.match(
      lacks(reviewed({}, critical), compiled(critical)),
      /vouches for risks up to high, and this is critical/,
    );
  });

  test('is proven by the attestors and accounts of the policy that was active before', () => {
    assert.match(lacks(reviewed(), compiled(policyFile({ attestors: '' }))), /knows no attestor reviews/);
    const before = { path: 'policy.yaml', text: policyFile().text.replace('github: 103', 'github: 104') };
    assert.match(lacks(reviewed(), compiled(before)), /account 103 is not p-3's/);
  });

  test('has a text that no approver’s signature is taken for, and the other way round', () => {
    const definition = definitionsOf(trusted).find(({ name }) => name === 'orders:refund')?.digest ?? '';
    const plain: ApprovalStatement = {
      ...{ environment: 'test', kind: 'scope', name: 'orders:refund', definition, author: 'p-1' },
      ...{ approver: 'p-2', time: '2026-11-24T00:00:00Z' },
    };
    const note = { path: 'a.note', text: signApproval(plain, ci) };
    assert.match(lacks(compiled(policyFile(), note)), /not signed with a key of theirs/);
    assert.match(approvalText({ ...plain, review: REVIEW }), /^ambit attested approval v1\n/);
  });

  test('with one letter changed proves nothing', () => {
    const { note } = reviewed().scopes[0]?.approvals[0] ?? { note: '' };
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.constantFrom('a', 'B', '1', '\n', ' '), (at, letter) => {
        const changed = note.slice(0, at) + letter + note.slice(at + 1);
        if (changed === note) return;
        const { identified } = compilePolicy([policyFile(), { path: 'a.note', text: changed }]);
        assert.ok(identified === null || lacks(identified.policy) !== '');
      }),
    );
  });

  test('is read back as it was written, or is none', () => {
    const id = fc.bigInt({ min: 1n, max: 10n ** 19n - 1n });
    fc.assert(
      fc.property(id, fc.uniqueArray(id, { minLength: 1, maxLength: 5 }), (account, authors) => {
        const review: AttestedReview = {
          ...REVIEW,
          account: `${account}`,
          authors: authors.sort((one, other) => (one < other ? -1 : 1)).map(String),
        };
        const statement: ApprovalStatement = {
          ...{ environment: 'test', kind: 'scope', name: 'a', definition: 'd', author: 'p-1', approver: 'p-2' },
          ...{ time: '2026-11-24T00:00:00Z', review },
        };
        assert.deepEqual(readApproval(signApproval(statement, ci)), statement);
        for (const bad of [
          { account: '0' },
          { authors: [] },
          { authors: ['2', '1'] },
          { commit: 'main' },
          { seen: 'now' },
        ])
          assert.equal(readApproval(signApproval({ ...statement, review: { ...review, ...bad } }, ci)), null);
      }),
    );
  });
});

describe('an attestor', () => {
  const codes = (file: PolicyFileText): string[] => compilePolicy([file]).diagnostics.map(({ code }) => code);

  test('needs an approval when it is new or otherwise than before, and none to go or to be described anew', () => {
    assert.match(
      lacks(compiled(policyFile()), compiled(policyFile({ attestors: '' }))),
      /reviews: it is new.*nobody's approval/,
    );
    for (const [from, to] of [
      ['repository: 1296269', 'repository: 1'],
      ['approves: high\n', 'approves: critical\n'],
      ['https://api.github.com', 'https://github.example/api/v3'],
      [formatVerifierKey(ci.key), formatVerifierKey(signerOf('other.example', 34).key)],
    ] as const)
      assert.match(
        lacks(compiled(policyFile({ attestors: BOT.replace(from, to) }))),
        /reviews: it is new, or otherwise/,
        to,
      );
    const reworded = policyFile({ attestors: BOT.replace('The pipeline', 'Our pipeline') });
    assert.doesNotMatch(lacks(compiled(reworded)), /reviews:/);
    assert.doesNotMatch(lacks(compiled(policyFile({ attestors: '' }))), /reviews:/);
  });

  test('is approved by a key and not by itself', () => {
    const before = compiled(policyFile({ attestors: '' }));
    const definition = definitionsOf(compiled(policyFile())).find(({ kind }) => kind === 'attestor');
    const statement: ApprovalStatement = {
      ...{ environment: 'test', kind: 'attestor', name: 'reviews', definition: definition?.digest ?? '' },
      ...{ author: 'p-1', approver: 'p-2', time: '2026-11-24T00:00:00Z' },
    };
    const approved = (text: string): string => lacks(compiled(policyFile(), { path: 'a.note', text }), before);
    assert.doesNotMatch(approved(signApproval(statement, bob)), /reviews:/);
    const byItself = { ...statement, review: { ...REVIEW, account: '102' } };
    assert.match(approved(signApproval(byItself, ci)), /knows no attestor reviews/);
  });

  test('has a key of its own, one host of a kind, and https', () => {
    const with_ = (from: string, to: string): string[] => codes(policyFile({ attestors: BOT.replace(from, to) }));
    const key = formatVerifierKey(ci.key);
    assert.deepEqual(codes(policyFile()), []);
    assert.deepEqual(with_(key, formatVerifierKey(bob.key)), ['attestor_key_shared']);
    assert.deepEqual(with_(key, 'none'), ['attestor_key_invalid']);
    assert.deepEqual(with_('https://api.github.com', 'http://github.example'), ['attestor_host_insecure']);
    assert.deepEqual(with_('https://api.github.com', 'http://127.0.0.1:8080'), []);
    const second = BOT.replace('attestors:\n', '').replace('reviews:', 'others:');
    const other = second.replace(key, formatVerifierKey(signerOf('other.example', 34).key));
    assert.deepEqual(codes(policyFile({ attestors: BOT + other })), []);
    const elsewhere = BOT + other.replace('api.github.com', 'github.example/api/v3');
    assert.deepEqual(codes(policyFile({ attestors: elsewhere })), ['attestor_host_differs']);
    assert.deepEqual(codes(policyFile({ attestors: BOT + second })), ['attestor_key_shared']);
  });
});

describe('an attestor of sessions', () => {
  const SESSIONS = `attestors:
  ambit: { description: 'This Ambit.', author: p-1, attests: session, key: '${formatVerifierKey(ci.key)}', approves: high }
`;
  const codes = (attestors: string): string[] =>
    compilePolicy([policyFile({ attestors })]).diagnostics.map(({ code }) => code);

  test('is of no host and repository, as one of reviews is of both', () => {
    assert.deepEqual(codes(SESSIONS), []);
    assert.deepEqual(codes(SESSIONS.replace('attests: session', 'attests: session, repository: 1')), [
      'attestor_incomplete',
    ]);
    assert.deepEqual(codes(BOT.replace('    repository: 1296269\n', '')), ['attestor_incomplete']);
    assert.deepEqual(codes(BOT.replace('    api: https://api.github.com\n', '')), ['attestor_incomplete']);
  });

  test('vouches for no reviews, and one of reviews for no sessions', () => {
    const file = policyFile({ attestors: SESSIONS });
    assert.match(lacks(reviewed({ attestor: 'ambit' }, file), compiled(file)), /ambit vouches for other reviews/);
    const { digest = '' } = definitionsOf(trusted).find(({ name }) => name === 'orders:refund') ?? {};
    const statement: ApprovalStatement = {
      ...{ environment: 'test', kind: 'scope', name: 'orders:refund', definition: digest, author: 'p-1' },
      ...{ approver: 'p-3', time: '2026-11-24T00:00:00Z' },
      session: {
        ...{ attestor: 'reviews', proof: 'session', issuer: 'https://issuer.example', subject: 'carol' },
        signedIn: '2026-11-24T00:00:00Z',
      },
    };
    const note = signApproval(statement, ci);
    assert.deepEqual(readApproval(note), statement);
    assert.match(
      lacks(compiled(policyFile(), { path: 'a.note', text: note })),
      /vouches for reviews, and not for sessions/,
    );
  });
});

describe('an account of a person', () => {
  test('needs an approval when it is new and the person may approve, and is one person’s', () => {
    const now = { path: 'policy.yaml', text: policyFile().text.replace('github: 103', 'github: 104') };
    assert.match(lacks(compiled(now)), /p-3: a key, an account or a power is new/);
    const shared = policyFile({ people: '  p-4: { identities: { github: 102 } }\n' });
    assert.deepEqual(
      compilePolicy([shared]).diagnostics.map(({ code }) => code),
      ['account_shared'],
    );
  });

  test('is not there in a policy that says nothing of it, whose digest stays what it was', () => {
    const said = compiled(policyFile());
    assert.ok(
      !(
        'identities' in
        (compiled({
          path: 'p.yaml',
          text: policyFile()
            .text.replace(/, identities: \{[^}]*\}/g, '')
            .replace('{ identities: { github: 101 } }', '{}'),
        }).people[0] ?? {})
      ),
    );
    assert.deepEqual(said.people[0]?.identities, { github: 101 });
  });
});
