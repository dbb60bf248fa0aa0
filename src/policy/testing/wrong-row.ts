import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { ed25519Signer } from '../../proof/index.ts';
import { signApproval } from '../approval-statement.ts';
import type { PolicyFileText } from '../types.ts';

export const SCOPE = `    resourceServer: orders
    description: Reads orders and their state.
    why: Reports count the orders of a day.
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 900
    reviewIntervalDays: 180
`;
export const CLIENT = `    owner: p-1
    author: p-1
    purpose: Counts the orders of each day.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`;
/** A whole policy, in which each row of the table changes something. */
export const POLICY = `environment: test
issuers:
  https://login.example: { level: guarded }
people:
  p-1: {}
  p-2: {}
resourceServers:
  orders: { description: The orders of the shop., owner: p-1, audience: https://orders.example }
scopes:
  orders:read:
${SCOPE}  orders:write:
${SCOPE}clients:
  report:
${CLIENT}console:
  author: p-1
  roles: { admin: [{ claim: groups, value: admins }] }
`;
export const TESTS = `expectations:
  - name: the report reads orders
    client: report
    scopes: [orders:read]
    expect: { outcome: permit }
`;

export interface Row {
  readonly code: string;
  readonly what: string;
  readonly files: readonly PolicyFileText[];
  /** That of the files when absent. */
  readonly environment?: string;
  /** What a person is told, `line:column what: message | help`, of all that is told. */
  readonly told: readonly string[];
}

export const changed = (text: string, from: string, to: string): string => {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
};
/** A row whose file is the policy with one change. */
export const row = (code: string, what: string, from: string, to: string, ...told: string[]): Row => ({
  ...{ code, what, told },
  files: [{ path: 'a.yaml', text: changed(POLICY, from, to) }],
});
export const testRow = (code: string, what: string, from: string, to: string, ...told: string[]): Row => ({
  ...{ code, what, told },
  files: [{ path: 'a.test.yaml', text: changed(TESTS, from, to) }],
});
const key = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 1)]),
  format: 'der',
  type: 'pkcs8',
});
export const note = (name: string): string =>
  signApproval(
    {
      ...{ environment: 'test', kind: 'scope', name, definition: `sha256:${'0'.repeat(64)}` },
      ...{ author: 'p-1', approver: 'p-2', time: '2026-11-24T00:00:00Z' },
    },
    ed25519Signer('p-2.example', key),
  );
export const noteRow = (code: string, what: string, text: string, ...told: string[]): Row => ({
  ...{ code, what, told },
  files: [
    { path: 'policy.yaml', text: POLICY },
    { path: 'a.note', text },
  ],
});
export const EVERY_FIELD = 'docs/policy-reference.md has every field.';
export const EVERY_TEST_FIELD = 'docs/policy-tests.md has every field.';
