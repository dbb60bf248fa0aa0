import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePolicy } from './compile.ts';
import { definitionsOf } from './definitions.ts';
import { proveApprovals } from './prove-approvals.ts';
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
