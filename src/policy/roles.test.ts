import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, test } from 'node:test';
import { ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import {
  compilePolicy,
  definitionsOf,
  hasAdministrator,
  type Policy,
  proveApprovals,
  rolesFor,
  signApproval,
} from './index.ts';

const ISSUER = 'https://issuer.example';
const signer = ed25519Signer(
  'security.example',
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 1)]),
    format: 'der',
    type: 'pkcs8',
  }),
);

const text = (console: string): string => `environment: test
issuers: { ${ISSUER}: { level: guarded } }
people:
  p-1: {}
  p-2: { approvalKeys: [${formatVerifierKey(signer.key)}], approves: critical }
${console}`;

function compiled(console: string, notes: readonly string[] = []): Policy {
  const files = [{ path: 'policy.yaml', text: text(console) }];
  const { identified, diagnostics } = compilePolicy([
    ...files,
    ...notes.map((note, index) => ({ path: `${index}.note`, text: note })),
  ]);
  assert.ok(identified, diagnostics.map(({ message }) => message).join());
  return identified.policy;
}

function approved(console: string): Policy {
  const notes = definitionsOf(compiled(console))
    .filter(({ kind }) => kind === 'role')
    .map(({ kind, name, digest, author }) =>
      signApproval(
        { environment: 'test', kind, name, definition: digest, author, approver: 'p-2', time: '2026-11-24T00:00:00Z' },
        signer,
      ),
    );
  return compiled(console, notes);
}

const roles = (body: string): string => `console: { author: p-1, roles: { ${body} } }\n`;
const lacking = (policy: Policy, trusted: Policy | 'bootstrap'): string[] =>
  proveApprovals(policy, trusted)
    .lacking.filter(({ needed }) => needed)
    .map(({ kind, name }) => `${kind}:${name}`);
const complaints = (console: string): string[] =>
  compilePolicy([{ path: 'policy.yaml', text: text(console) }]).diagnostics.map(({ code }) => code);

describe('roles of the console', () => {
  const policy = compiled(
    roles(`viewer: [{ claim: groups, value: engineering }], admin: [{ claim: groups, value: security }],
           approver: [{ claim: sub, value: bob, person: p-2 }]`),
  );

  test('are whose claim is the value or a list that holds it, and nobody else’s', () => {
    const given = (claims: Record<string, unknown>, issuer = ISSUER) => rolesFor(policy, issuer, claims).roles;
    assert.deepEqual(given({ groups: ['engineering', 'security'] }), ['admin', 'viewer']);
    assert.deepEqual(given({ groups: 'security' }), ['admin']);
    for (const groups of [null, true, 1, { security: true }, ['Security'], [['security']], 'security engineering', ''])
      assert.deepEqual(given({ groups }), [], JSON.stringify(groups));
    assert.deepEqual(given({}), []);
    assert.deepEqual(given({ groups: ['security'] }, 'https://other.example'), []);
  });

  test('say who a person is where the policy does', () => {
    assert.deepEqual(rolesFor(policy, ISSUER, { sub: 'bob' }), { roles: ['approver'], person: 'p-2' });
    assert.equal(rolesFor(policy, ISSUER, { sub: 'alice', groups: ['security'] }).person, null);
  });

  test('say it by the first of them that does, and by the issuer and the subject alone', () => {
    const several = compiled(
      roles(`viewer: [{ claim: groups, value: all }, { claim: sub, value: bob, person: p-2 }],
             auditor: [{ claim: groups, value: all }], admin: [{ claim: sub, value: bob }]`),
    );
    assert.deepEqual(rolesFor(several, ISSUER, { sub: 'bob', groups: ['all'] }), {
      ...{ roles: ['admin', 'auditor', 'viewer'], person: 'p-2' },
    });
    assert.deepEqual(rolesFor(several, ISSUER, { groups: ['all'] }), { roles: ['auditor', 'viewer'], person: null });
    assert.deepEqual(rolesFor(several, 'https://other.example', { sub: 'bob' }), { roles: [], person: null });
  });

  test('are read of the claims that a token has, and of none that it inherits', () => {
    const named = compiled(roles('viewer: [{ claim: groups, value: security }]'));
    assert.deepEqual(rolesFor(named, ISSUER, Object.create({ groups: 'security' })).roles, []);
  });

  test('have an administrator or not', () => {
    assert.equal(hasAdministrator(policy), true);
    assert.equal(hasAdministrator(compiled(roles('viewer: [{ claim: groups, value: all }]'))), false);
    assert.equal(hasAdministrator(compiled('')), false);
  });

  test('are nobody’s in a policy that says nothing of the console, whose digest stays what it was', () => {
    assert.deepEqual(rolesFor(compiled(''), ISSUER, { groups: ['security'] }).roles, []);
    assert.equal('console' in compiled(''), false);
  });

  test('need an approval once they map somebody new to a power, and none to map fewer', () => {
    const one = roles('admin: [{ claim: groups, value: security }]');
    const two = roles('admin: [{ claim: groups, value: security }, { claim: groups, value: everybody }]');
    assert.deepEqual(lacking(compiled(one), 'bootstrap'), ['role:admin']);
    assert.deepEqual(lacking(approved(one), 'bootstrap'), []);
    assert.deepEqual(lacking(compiled(two), approved(one)), ['role:admin']);
    assert.deepEqual(lacking(approved(two), approved(one)), []);
    assert.deepEqual(lacking(compiled(one), approved(two)), []);
    assert.deepEqual(lacking(compiled(one), compiled('')), ['role:admin']);
  });

  test('that only read need none, unless they say who a person is', () => {
    const readers = 'viewer: [{ claim: groups, value: all }], auditor: [{ claim: groups, value: audit }]';
    assert.deepEqual(lacking(compiled(roles(readers)), 'bootstrap'), []);
    const impostor = roles('viewer: [{ claim: sub, value: mallory, person: p-2 }]');
    assert.deepEqual(lacking(compiled(impostor), compiled(roles(readers))), ['role:viewer']);
  });

  test('are not approved by a note for another role with the same people', () => {
    const [definition] = definitionsOf(compiled(roles('admin: [{ claim: groups, value: security }]'))).filter(
      ({ kind }) => kind === 'role',
    );
    assert.ok(definition);
    const note = signApproval(
      {
        environment: 'test',
        kind: 'role',
        name: 'approver',
        definition: definition.digest,
        author: 'p-1',
        approver: 'p-2',
        time: '2026-11-24T00:00:00Z',
      },
      signer,
    );
    const both = roles('admin: [{ claim: groups, value: security }], approver: [{ claim: groups, value: security }]');
    assert.deepEqual(lacking(compiled(both, [note]), 'bootstrap'), ['role:admin', 'role:approver']);
  });

  test('name a person only by subject, and each subject is one person', () => {
    assert.deepEqual(complaints(roles('viewer: [{ claim: groups, value: a, person: p-2 }]')), ['role_person_of_group']);
    assert.deepEqual(
      complaints(
        roles('viewer: [{ claim: sub, value: a, person: p-2 }], admin: [{ claim: sub, value: a, person: p-1 }]'),
      ),
      ['role_person_twice'],
    );
    assert.deepEqual(complaints(roles('viewer: [{ claim: sub, value: a, person: p-9 }]')), ['person_unknown']);
    assert.deepEqual(complaints(roles('viewer: [{ claim: sub, value: a, issuer: https://other.example }]')), [
      'issuer_unknown',
    ]);
    assert.deepEqual(complaints(roles('superuser: [{ claim: sub, value: a }]')), ['unknown_field']);
  });
});
