import assert from 'node:assert/strict';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { ed25519Signer, formatVerifierKey, type Signer } from '../../proof/index.ts';
import { type ApprovalStatement, signApproval } from '../approval-statement.ts';
import { compilePolicy } from '../compile.ts';
import { definitionsOf } from '../definitions.ts';
import type { Policy, PolicyFileText } from '../types.ts';

/** A signer whose key is made of one byte, for tests that need the same key each time. */
export function signerOf(name: string, byte: number): Signer {
  return ed25519Signer(name, privateKeyOf(byte));
}

/** The key of such a signer. */
export function privateKeyOf(byte: number): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
    format: 'der',
    type: 'pkcs8',
  });
}

/** Who may approve in the shop: p-2 and p-3 what is critical, p-4 what is high. */
export const SIGNERS: Readonly<Record<string, Signer>> = {
  'p-2': signerOf('two.example', 2),
  'p-3': signerOf('three.example', 3),
  'p-4': signerOf('four.example', 4),
};

const keyOf = (person: string): string => `'${formatVerifierKey((SIGNERS[person] as Signer).key)}'`;

/** A scope of the shop as YAML, with what differs. */
export function scopeText(name: string, fields: Readonly<Record<string, string>> = {}): string {
  return definition(name, {
    ...{ resourceServer: 'orders', description: `Does what ${name} says.`, why: 'The shop needs it each day.' },
    ...{ owner: 'p-1', author: 'p-1', risk: 'low', sensitivity: 'internal' },
    ...{ maxTtlSeconds: '600', reviewIntervalDays: '90' },
    ...fields,
  });
}

/** A client of the shop as YAML, with what differs. */
export function clientText(name: string, fields: Readonly<Record<string, string>> = {}): string {
  return definition(name, {
    ...{ owner: 'p-1', author: 'p-1', purpose: 'Sells what there is.', grantTypes: '[client_credentials]' },
    ...{ standing: '[]', maxTtlSeconds: '600', expires: '2030-01-01T00:00:00Z' },
    ...fields,
  });
}

function definition(name: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([field, value]) => `    ${field}: ${value}\n`);
  return `  '${name}':\n${lines.join('')}`;
}

export interface ShopParts {
  readonly scopes?: string;
  readonly clients?: string;
  /** Whole sections beside them. */
  readonly more?: string;
  readonly issuers?: string;
}

/** The file of a shop's policy. */
export function shopText({ scopes = '', clients = '', more = '', issuers }: ShopParts = {}): string {
  return `environment: production
issuers:
${issuers ?? '  https://login.example: { level: guarded }\n'}people:
  p-1: {}
  p-2: { approvalKeys: [${keyOf('p-2')}], approves: critical }
  p-3: { approvalKeys: [${keyOf('p-3')}], approves: critical }
  p-4: { approvalKeys: [${keyOf('p-4')}], approves: high }
resourceServers:
  orders: { description: The orders of the shop., owner: p-1, audience: https://orders.example }
  stock: { description: What is in the warehouse., owner: p-1, audience: https://stock.example }
${scopes === '' ? '' : `scopes:\n${scopes}`}${clients === '' ? '' : `clients:\n${clients}`}${more}`;
}

/** What a compiler says of a shop's policy, and of more files beside it: `line:column code`, or `file:line:column code` of the others. */
export function complaintsOf(text: string, others: readonly PolicyFileText[] = [], environment?: string): string[] {
  return compilePolicy([{ path: 'shop.yaml', text }, ...others], { environment }).diagnostics.map(
    ({ file, line, column, code }) => `${file === 'shop.yaml' ? '' : `${file}:`}${line}:${column} ${code}`,
  );
}

/** A shop's policy that compiles. */
export function shopPolicy(text: string, others: readonly PolicyFileText[] = [], environment?: string): Policy {
  const { identified, diagnostics } = compilePolicy([{ path: 'shop.yaml', text }, ...others], { environment });
  assert.deepEqual(diagnostics, []);
  assert.ok(identified);
  return identified.policy;
}

/** The policy with somebody's approval of a definition, as a file beside it would hold it. */
export function noteOf(policy: Policy, definition: string, approver: string): PolicyFileText {
  const found = definitionsOf(policy).find(({ kind, name }) => `${kind}:${name}` === definition);
  assert.ok(found, definition);
  const { kind, name, digest, author } = found;
  const statement: ApprovalStatement = {
    ...{ environment: policy.environment, kind, name, definition: digest, author, approver },
    time: '2026-11-24T00:00:00Z',
  };
  return {
    path: `${kind}.${name}.${approver}.note`,
    text: signApproval(statement, SIGNERS[approver] as Signer),
  };
}
