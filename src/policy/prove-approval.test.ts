import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../proof/index.ts';
import { type ApprovalStatement, signApproval } from './approval-statement.ts';
import type { AttestedSession } from './attested-session.ts';
import { compilePolicy } from './compile.ts';
import { type Definition, definitionsOf } from './definitions.ts';
import { proveApproval, trustIn } from './prove-approval.ts';
import { proveApprovals } from './prove-approvals.ts';
import { SIGNERS, scopeText, shopPolicy, shopText, signerOf } from './testing/shop-policy.ts';
import { note, POLICY } from './testing/wrong-row.ts';
import type { Policy } from './types.ts';

/** The policy with a note beside a definition, wherever it came from: an older Ambit, or somebody who writes policies by hand. */
function whyNot(text: string, over: (policy: Policy) => Partial<Policy> = () => ({})): string {
  const { policy } = compilePolicy([{ path: 'a.yaml', text: POLICY }]).identified ?? assert.fail();
  const scopes = policy.scopes.map((scope) =>
    scope.name === 'orders:read' ? { ...scope, approvals: [{ note: text }] } : scope,
  );
  const { lacking, proven } = proveApprovals({ ...policy, scopes, ...over(policy) }, 'bootstrap');
  assert.equal(proven.size, 0);
  return lacking.map(({ why }) => why).join('; ');
}

test('a note beside a definition that it is not of proves nothing of that one', () => {
  assert.match(whyNot(note('orders:write')), /the approval by p-2 is for another definition/);
  const { policy } = compilePolicy([{ path: 'a.yaml', text: POLICY }]).identified ?? assert.fail();
  assert.ok(definitionsOf(policy).some(({ kind, name }) => kind === 'client' && name === 'report'));
  assert.match(whyNot(note('orders:read').replace('kind scope', 'kind client')), /is for another definition/);
});

test('what is no approval proves nothing, and says so', () => {
  assert.match(whyNot('yes'), /its approval is not in the form of one/);
});

test('the approval of somebody who may approve nothing proves nothing', () => {
  const { policy } = compilePolicy([{ path: 'a.yaml', text: POLICY }]).identified ?? assert.fail();
  const digest = definitionsOf(policy).find(({ name }) => name === 'orders:read')?.digest ?? '';
  const text = note('orders:read').replace(`sha256:${'0'.repeat(64)}`, digest);
  assert.match(whyNot(text), /p-2 may approve nothing, and this is low/);
  assert.match(whyNot(note('orders:read')), /for another version of it: the definition was changed since/);
});

describe('an approval of exactly this', () => {
  const newKey = formatVerifierKey(signerOf('new.example', 95).key);
  const shop = shopPolicy(
    shopText({ scopes: scopeText('pay', { risk: 'critical' }) + scopeText('read', { author: 'p-3' }) }).replace(
      'p-1: {}',
      `p-1: { approvalKeys: ['${newKey}'] }`,
    ),
  );
  const trust = trustIn(shop);
  const definitionOf = (name: string): Definition =>
    definitionsOf(shop).find((one) => `${one.kind}:${one.name}` === name) ?? assert.fail(name);

  /** What an approval proves of a definition, as it differs from the right one. */
  function proof(name: string, approver: string, over: Partial<ApprovalStatement> = {}, signer = SIGNERS[approver]) {
    const definition = definitionOf(name);
    const { kind, digest, author } = definition;
    const statement: ApprovalStatement = {
      ...{ environment: 'production', kind, name: definition.name, definition: digest, author, approver },
      ...{ time: '2026-11-24T00:00:00Z', ...over },
    };
    return proveApproval(
      signApproval(statement, signer ?? signerOf('new.example', 95)),
      definition,
      'production',
      trust,
    );
  }

  test('by somebody who may, with a key of theirs, says who, when, how and of what', () => {
    assert.deepEqual(proof('scope:pay', 'p-2'), {
      ...{ person: 'p-2', time: '2026-11-24T00:00:00Z', proof: 'note', keyName: 'two.example' },
      definition: definitionOf('scope:pay').digest,
    });
    assert.equal(typeof proof('scope:read', 'p-4'), 'object');
    // Just as risky as they may approve.
    assert.equal(typeof proof('person:p-4', 'p-4'), 'object');
  });

  for (const [what, found, why] of [
    ['by nobody', proof('scope:pay', 'p-9'), 'p-9 is nobody that the active policy knows'],
    [
      'for another environment',
      proof('scope:pay', 'p-2', { environment: 'staging' }),
      'the approval by p-2 is for the environment staging',
    ],
    ['of another kind', proof('scope:pay', 'p-2', { kind: 'client' }), 'the approval by p-2 is for another definition'],
    ['of another name', proof('scope:pay', 'p-2', { name: 'read' }), 'the approval by p-2 is for another definition'],
    [
      'of another version',
      proof('scope:pay', 'p-2', { definition: `sha256:${'0'.repeat(64)}` }),
      'the approval by p-2 is for another version of it: the definition was changed since',
    ],
    [
      'that says another author',
      proof('scope:pay', 'p-2', { author: 'p-3' }),
      'the approval by p-2 names another author',
    ],
    ['by the author', proof('scope:read', 'p-3'), "p-3 wrote it and can't approve it"],
    [
      'by somebody who may approve less',
      proof('scope:pay', 'p-4'),
      'p-4 may approve risks up to high, and this is critical',
    ],
    ['by somebody who may approve nothing', proof('person:p-1', 'p-1'), 'p-1 may approve nothing, and this is low'],
    [
      'with somebody else’s key',
      proof('scope:pay', 'p-2', {}, SIGNERS['p-3']),
      /^the approval by p-2 is not signed with a key of theirs \(.+\)$/,
    ],
  ] as const)
    test(`and one ${what} proves nothing`, () => {
      if (why instanceof RegExp) assert.match(String(found), why);
      else assert.equal(found, why);
    });

  test('is signed by them, be a session or a review named beside it', () => {
    const session: AttestedSession = {
      ...{ attestor: 'here', proof: 'session', issuer: 'https://login.example', subject: 'x' },
      signedIn: '2026-11-24T00:00:00Z',
    };
    assert.equal(
      proof('scope:pay', 'p-2', { session }),
      'the approval by p-2 does not hold: the active policy knows no attestor here',
    );
  });
});
