import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import { type ApprovalStatement, signApproval } from './approval-statement.ts';
import { compilePolicy } from './compile.ts';
import { definitionsOf } from './definitions.ts';
import { proveApprovals } from './prove-approvals.ts';
import type { Policy, PolicyFileText } from './types.ts';

const signerOf = (name: string, byte: number) =>
  ed25519Signer(
    name,
    createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
      format: 'der',
      type: 'pkcs8',
    }),
  );
const security = signerOf('security.example', 1);
const junior = signerOf('junior.example', 2);

const BASE = `environment: test
issuers:
  https://issuer.example: { level: guarded }
people:
  p-1: {}
  p-2: { approvalKeys: ['${formatVerifierKey(security.key)}'], approves: critical }
  p-3: { approvalKeys: ['${formatVerifierKey(junior.key)}'], approves: high }
resourceServers:
  orders: { description: the orders API, owner: p-1, audience: https://orders.example }
`;
const SCOPES = `scopes:
  orders:read:
    resourceServer: orders
    description: Reads orders
    why: Reports need them
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
  orders:refund:
    resourceServer: orders
    description: Pays money back
    why: Refunds have to be paid
    owner: p-1
    author: p-1
    risk: critical
    sensitivity: confidential
    maxTtlSeconds: 60
    reviewIntervalDays: 30
`;
const CLIENTS = `clients:
  batch:
    owner: p-1
    author: p-1
    purpose: Reports at night
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2030-01-01T00:00:00Z
`;
const GOOD: readonly PolicyFileText[] = [
  { path: 'base.yaml', text: BASE },
  { path: 'scopes.yaml', text: SCOPES },
  { path: 'clients.yaml', text: CLIENTS },
];

function policyOf(files: readonly PolicyFileText[]): Policy {
  const { identified, diagnostics } = compilePolicy(files);
  assert.deepEqual(diagnostics, []);
  assert.ok(identified);
  return identified.policy;
}

/** The diagnostics after one replacement in the files that are otherwise good, each as `file:line:column code`. */
function faultsAfter(file: string, from: string, to: string): string[] {
  const files = GOOD.map((one) => (one.path === file ? { ...one, text: one.text.replace(from, to) } : one));
  assert.notDeepEqual(files, GOOD, 'the replacement has to replace something');
  return compilePolicy(files).diagnostics.map((one) => `${one.file}:${one.line}:${one.column} ${one.code}`);
}

describe('a policy', () => {
  test('compiles to sorted data with its defaults filled in, whatever the order of files and keys', () => {
    const policy = policyOf(GOOD);
    assert.deepEqual(
      policy.scopes.map(({ name }) => name),
      ['orders:read', 'orders:refund'],
    );
    assert.deepEqual(policy.clients[0]?.overBroad, 'refuse');
    assert.deepEqual(policy.clients[0]?.mode, 'enforce');
    assert.equal(policy.clients[0]?.issuer, 'https://issuer.example');
    assert.equal(policy.limits.unrecordedTokens, 'refuse');
    const whole = compilePolicy([{ path: 'one.yaml', text: CLIENTS + SCOPES + BASE }]);
    assert.equal(whole.identified?.digest, compilePolicy(GOOD).identified?.digest);
  });

  const wrong: [string, string, string, string, string[]][] = [
    [
      'a scope that nobody defined',
      'clients.yaml',
      '[orders:read]',
      '[orders:raed]',
      ['clients.yaml:7:16 scope_unknown'],
    ],
    ['an unknown field', 'scopes.yaml', 'risk: low', 'risk: low\n    rsik: low', ['scopes.yaml:9:5 unknown_field']],
    ['a risk that there isn’t', 'scopes.yaml', 'risk: low', 'risk: medium', ['scopes.yaml:8:11 invalid']],
    ['a missing why', 'scopes.yaml', '    why: Reports need them\n', '', ['scopes.yaml:2:3 scope_without_why']],
    ['a life of no time', 'scopes.yaml', 'maxTtlSeconds: 600', 'maxTtlSeconds: 0', ['scopes.yaml:10:20 invalid']],
    ['a key twice', 'scopes.yaml', 'risk: low', 'risk: low\n    risk: low', ['scopes.yaml:9:5 key_twice']],
    ['an alias', 'clients.yaml', '[orders:read]', '&x [orders:read]', ['clients.yaml:7:18 anchor']],
    ['a merge key', 'clients.yaml', 'owner: p-1', '<<: { owner: p-1 }', ['clients.yaml:3:5 merge_key']],
    [
      'two documents',
      'clients.yaml',
      'clients:',
      'environment: test\n---\nclients:',
      ['clients.yaml:3:1 several_documents'],
    ],
    ['an unknown owner', 'clients.yaml', 'owner: p-1', 'owner: p-9', ['clients.yaml:3:12 person_unknown']],
    ['a name for a person', 'clients.yaml', 'owner: p-1', 'owner: Alice', ['clients.yaml:3:12 invalid']],
    [
      'a scope name with a space',
      'scopes.yaml',
      'orders:read:',
      'orders read:',
      ['scopes.yaml:2:3 scope_name_invalid', 'clients.yaml:7:16 scope_unknown'],
    ],
    ['a scope called __proto__', 'scopes.yaml', 'orders:read:', '__proto__:', ['scopes.yaml:2:3 key']],
    ['an end that is no time', 'clients.yaml', '2030-01-01T00:00:00Z', 'never', ['clients.yaml:9:14 invalid']],
    [
      'an end with an offset',
      'clients.yaml',
      '2030-01-01T00:00:00Z',
      '2030-01-01T00:00:00+02:00',
      ['clients.yaml:9:14 invalid'],
    ],
    [
      'an end without seconds',
      'clients.yaml',
      '2030-01-01T00:00:00Z',
      '2030-01-01T00:00Z',
      ['clients.yaml:9:14 invalid'],
    ],
    ['an end on no day', 'clients.yaml', '2030-01-01T00:00:00Z', '2030-02-30T00:00:00Z', ['clients.yaml:9:14 invalid']],
    ['a tag', 'clients.yaml', 'maxTtlSeconds: 600', 'maxTtlSeconds: !!int 600', ['clients.yaml:8:26 tag']],
    [
      'a directive that makes it YAML 1.1, in which yes is true',
      'clients.yaml',
      'clients:',
      '%YAML 1.1\n---\nclients:',
      ['clients.yaml:1:1 directive'],
    ],
    [
      'text that is turned round, so that it reads as something else',
      'clients.yaml',
      'Reports at night',
      'Reports \u202eat night',
      ['clients.yaml:5:22 hidden_character'],
    ],
    [
      'a letter that is none: a filler',
      'clients.yaml',
      'Reports at night',
      'Reports\u3164at night',
      ['clients.yaml:5:21 hidden_character'],
    ],
    [
      'text in characters of tags, which nobody sees',
      'clients.yaml',
      'Reports at night',
      'Reports at night\u{e0041}',
      ['clients.yaml:5:30 hidden_character'],
    ],
    [
      'a line that YAML takes for a comment and an editor shows as one of its own',
      'clients.yaml',
      'clients:',
      '# see below\u2028limits: {}\nclients:',
      ['clients.yaml:1:12 hidden_character'],
    ],
    [
      'half a character, which has no UTF-8',
      'clients.yaml',
      'Reports at night',
      '"Reports \\ud800 at night"',
      ['clients.yaml:5:14 hidden_character'],
    ],
    [
      'a redirect URI twice',
      'clients.yaml',
      '[client_credentials]',
      "[authorization_code]\n    redirectUris: ['https://a.example/', 'https://a.example/']",
      ['clients.yaml:7:5 redirect_uri_twice'],
    ],
    [
      'standing and eligible at once',
      'clients.yaml',
      'standing: [orders:read]',
      'standing: [orders:read]\n    eligible: [orders:read]',
      ['clients.yaml:8:16 scope_standing_and_eligible'],
    ],
    [
      'a default that is not standing',
      'clients.yaml',
      'standing: [orders:read]',
      'standing: [orders:read]\n    defaultScopes: [orders:refund]',
      ['clients.yaml:8:21 default_not_standing'],
    ],
    [
      'a refresh token without a code',
      'clients.yaml',
      '[client_credentials]',
      '[client_credentials, refresh_token]',
      ['clients.yaml:6:38 refresh_without_code'],
    ],
    [
      'a code without a redirect URI',
      'clients.yaml',
      '[client_credentials]',
      '[authorization_code]',
      ['clients.yaml:2:3 redirect_uri_missing'],
    ],
    [
      'an issuer over http',
      'base.yaml',
      'https://issuer.example:',
      'http://issuer.example:',
      ['base.yaml:3:3 issuer_invalid'],
    ],
    [
      'an issuer with a query',
      'base.yaml',
      'https://issuer.example:',
      'https://issuer.example?x:',
      ['base.yaml:3:3 issuer_invalid'],
    ],
    ['no environment', 'base.yaml', 'environment: test\n', '', ['base.yaml:1:1 environment_missing']],
    [
      'a definition in two files',
      'clients.yaml',
      'clients:',
      'environment: other\nclients:',
      ['clients.yaml:1:1 defined_twice'],
    ],
    [
      'a key of two people',
      'base.yaml',
      formatVerifierKey(junior.key),
      formatVerifierKey(security.key),
      ['base.yaml:7:25 approval_key_shared'],
    ],
    [
      'an approval key that is none',
      'base.yaml',
      formatVerifierKey(junior.key),
      'ssh-ed25519 AAAA',
      ['base.yaml:7:25 approval_key_invalid'],
    ],
  ];
  for (const [what, file, from, to, expected] of wrong)
    test(`with ${what} is told where`, () => {
      assert.deepEqual(faultsAfter(file, from, to), expected);
    });

  for (const uri of [
    'https://app.example/*',
    'http://app.example/callback',
    'https://app.example/#x',
    'app:/callback',
    '/callback',
    'https://u@app.example/',
    ' https://app.example/',
    'https://app.example\\\\evil/',
    'http://127.0.0.1.evil.example/callback',
  ])
    test(`with the redirect URI ${uri} is refused`, () => {
      const grants = `[authorization_code]\n    redirectUris: ['${uri}']`;
      assert.deepEqual(faultsAfter('clients.yaml', '[client_credentials]', grants), [
        'clients.yaml:7:20 redirect_uri_invalid',
      ]);
    });

  test('suggests the nearest name', () => {
    const files = GOOD.map((one) => ({ ...one, text: one.text.replace('[orders:read]', '[orders:raed]') }));
    assert.equal(compilePolicy(files).diagnostics[0]?.help, 'Did you mean orders:read?');
  });

  test('suggests the field that was meant', () => {
    const files = GOOD.map((one) => ({ ...one, text: one.text.replace('    risk: low', '    rsik: low') }));
    assert.deepEqual(
      compilePolicy(files).diagnostics.map(({ message, help }) => [message, help]),
      [
        [
          'scopes.orders:read has no risk',
          'Add risk: low, high or critical. docs/policy-reference.md has every field.',
        ],
        ['rsik is no field here', 'Did you mean risk?'],
      ],
    );
  });

  test('says nothing of what is missing while a file that may hold it can’t be read', () => {
    assert.deepEqual(faultsAfter('base.yaml', 'level: guarded', 'level: guraded'), ['base.yaml:3:36 invalid']);
  });

  test('has names such as constructor and toString like any other, and no inherited ones', () => {
    const files = GOOD.map((one) => ({
      ...one,
      text: one.text.replace('  batch:', '  constructor:').replace('orders:refund:', 'toString:'),
    }));
    const policy = policyOf(files);
    assert.deepEqual([policy.clients[0]?.clientId, policy.scopes[1]?.name], ['constructor', 'toString']);
    assert.deepEqual(faultsAfter('clients.yaml', '[orders:read]', '[hasOwnProperty]'), [
      'clients.yaml:7:16 scope_unknown',
    ]);
  });

  test('given the same file twice is told so', () => {
    assert.deepEqual(
      compilePolicy([...GOOD, { path: 'base.yaml', text: BASE }]).diagnostics.map(({ file, code }) => [file, code]),
      [['base.yaml', 'file_twice']],
    );
  });

  test('holds no expectation for a definition: *.test.yaml is never compiled', () => {
    const others = [
      { path: 'ambit/acme.test.yaml', text: 'clients: { intruder: {} }' },
      { path: 'more.test.yml', text: '{ not even YAML' },
    ];
    assert.deepEqual(compilePolicy([...GOOD, ...others]).identified, compilePolicy(GOOD).identified);
    assert.deepEqual(compilePolicy([...GOOD, ...others]).diagnostics, []);
  });

  test('compiles to frozen data', () => {
    const policy = policyOf(GOOD);
    assert.throws(() => (policy.scopes as Policy['scopes'][number][]).pop(), TypeError);
  });

  test('never makes the compiler throw, whatever the files say', () => {
    const lines = (BASE + SCOPES + CLIENTS).split('\n');
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(lines.length),
            fc.oneof(
              fc.string(),
              fc.constantFrom('- ', '  x: &a', '*a', '<<: 1', '? [', '{', '\t', '"', '|', '!!js/function'),
            ),
          ),
        ),
        (edits) => {
          const edited = [...lines];
          for (const [at, text] of edits) edited.splice(at, 1, text);
          const { identified, diagnostics } = compilePolicy([{ path: 'x.yaml', text: edited.join('\n') }]);
          assert.ok(identified !== null || diagnostics.length > 0);
          for (const { line, column } of diagnostics) assert.ok(line >= 1 && column >= 1);
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) =>
          void compilePolicy([
            { path: 'x.yaml', text },
            { path: 'x.note', text },
          ]),
      ),
    );
  });
});

describe('an approval', () => {
  const policy = policyOf(GOOD);
  const refund = definitionsOf(policy).find(({ name }) => name === 'orders:refund');
  assert.ok(refund);
  const statement: ApprovalStatement = {
    environment: 'test',
    kind: 'scope',
    name: 'orders:refund',
    definition: refund.digest,
    author: 'p-1',
    approver: 'p-2',
    time: '2026-11-24T00:00:00Z',
  };
  const withNote = (note: string, files = GOOD): Policy =>
    policyOf([...files, { path: 'approvals/a.note', text: note }]);
  const lackOf = (approved: Policy, trusted: Policy | 'bootstrap' = 'bootstrap'): string =>
    proveApprovals(approved, trusted)
      .lacking.map(({ why }) => why)
      .join('; ');

  test('is what a critical scope needs, and says by whom, when and of what', () => {
    assert.match(lackOf(policy), /its risk is critical/);
    const approved = withNote(signApproval(statement, security));
    assert.equal(lackOf(approved), '');
    assert.deepEqual(proveApprovals(approved, 'bootstrap').proven.get('scope:orders:refund'), [
      {
        person: 'p-2',
        time: '2026-11-24T00:00:00Z',
        proof: 'note',
        keyName: 'security.example',
        definition: refund.digest,
      },
    ]);
  });

  test('is needed by a client that may hold such a scope, also only while elevated', () => {
    const files = GOOD.map((one) => ({
      ...one,
      text: one.text.replace('standing: [orders:read]', 'standing: [orders:read]\n    eligible: [orders:refund]'),
    }));
    assert.match(lackOf(policyOf(files)), /it may hold a scope of critical risk/);
  });

  test('is needed by a scope that is called low and was critical, and by the client that is to hold it', () => {
    const files = GOOD.map((one) => ({
      ...one,
      text: one.text
        .replace('risk: critical', 'risk: low')
        .replace('standing: [orders:read]', 'standing: [orders:read, orders:refund]'),
    }));
    const lowered = policyOf(files);
    assert.match(lackOf(lowered, policy), /its risk was critical until now.*it may hold a scope of critical risk/);
    assert.equal(lackOf(lowered, lowered), '', 'once it was activated with that approval, it is low');
    const digest = definitionsOf(lowered).find(({ name }) => name === 'orders:refund')?.digest ?? '';
    const approved = withNote(signApproval({ ...statement, definition: digest }, security), files);
    assert.doesNotMatch(lackOf(approved, policy), /until now/);
  });

  test('is needed by a client that is only observed, which gets whatever it asks for', () => {
    const files = GOOD.map((one) => ({
      ...one,
      text: one.text.replace('standing: [orders:read]', 'standing: [orders:read]\n    mode: observe'),
    }));
    assert.match(lackOf(policyOf(files)), /it may get any scope, being only observed/);
  });

  for (const [from, to] of [
    ['Pays money back', 'Pays money bacK'],
    ['Refunds have to be paid', 'Refunds have to be paid.'],
    ['maxTtlSeconds: 60\n', 'maxTtlSeconds: 61\n'],
    ['reviewIntervalDays: 30', 'reviewIntervalDays: 31'],
    ['sensitivity: confidential', 'sensitivity: restricted'],
    ['risk: critical', 'risk: high'],
  ] as const)
    test(`is void once the definition reads “${to.trim()}”`, () => {
      const files = GOOD.map((one) =>
        one.path === 'scopes.yaml' ? { ...one, text: one.text.replace(from, to) } : one,
      );
      assert.match(
        lackOf(withNote(signApproval(statement, security), files)),
        /the definition was changed since.*nobody's approval/,
      );
    });

  const forged: [string, Partial<ApprovalStatement>, typeof security, RegExp][] = [
    ['by its author', { approver: 'p-1' }, security, /wrote it and can't approve it/],
    ['by a stranger', { approver: 'p-9' }, security, /nobody that the active policy knows/],
    ['signed with somebody else’s key', {}, junior, /not signed with a key of theirs/],
    ['by somebody who may not approve that much', { approver: 'p-3' }, junior, /may approve risks up to high/],
    ['for another environment', { environment: 'staging' }, security, /for the environment staging/],
    ['that names another author', { author: 'p-3' }, security, /names another author/],
  ];
  for (const [what, over, signer, why] of forged)
    test(`${what} proves nothing`, () => {
      assert.match(lackOf(withNote(signApproval({ ...statement, ...over }, signer))), why);
    });

  test('is proven by the keys of the policy that was active before, so that nobody appoints himself', () => {
    const before = policyOf(
      GOOD.map((one) => ({ ...one, text: one.text.replace('approves: critical', 'approves: high') })),
    );
    const approved = withNote(signApproval(statement, security));
    assert.equal(lackOf(approved, 'bootstrap'), '');
    assert.match(lackOf(approved, before), /may approve risks up to high/);
  });

  test('counts whatever its file is called', () => {
    const notes = [
      signApproval(statement, security),
      signApproval({ ...statement, time: '2026-11-25T00:00:00Z' }, security),
    ];
    const digestOf = (paths: readonly string[]): string | undefined =>
      compilePolicy([...GOOD, ...notes.map((text, at) => ({ path: paths[at] ?? '', text }))]).identified?.digest;
    assert.equal(digestOf(['a.note', 'b.note']), digestOf(['z.note', 'b.note']));
  });

  for (const time of ['2026-11-24T00:00Z', '2026-02-30T00:00:00Z', '2026-11-24T00:00:00+01:00', 'yesterday'])
    test(`given at ${time} is none`, () => {
      const note = signApproval({ ...statement, time }, security);
      const { diagnostics } = compilePolicy([...GOOD, { path: 'a.note', text: note }]);
      assert.deepEqual(
        diagnostics.map(({ code }) => code),
        ['approval_malformed'],
      );
    });

  test('with one letter changed proves nothing', () => {
    const note = signApproval(statement, security);
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.constantFrom('a', 'B', '0', '\n', ' '), (at, letter) => {
        const changed = note.slice(0, at) + letter + note.slice(at + 1);
        if (changed === note) return;
        const { identified } = compilePolicy([...GOOD, { path: 'a.note', text: changed }]);
        assert.ok(
          identified === null || proveApprovals(identified.policy, 'bootstrap').lacking.some(({ needed }) => needed),
        );
      }),
    );
  });
});

describe('who may approve', () => {
  const before = policyOf(GOOD);
  const stranger = signerOf('stranger.example', 3);
  const juniors = formatVerifierKey(junior.key);
  const strangers = formatVerifierKey(stranger.key);
  /** The policy after a change of a person, with an appointment signed by `signer` where one is given. */
  const changed = (
    from: string,
    to: string,
    appointment?: { person: string; approver: string; signer: typeof security },
  ) => {
    const files = GOOD.map((one) => ({ ...one, text: one.text.replace(from, to) }));
    assert.notDeepEqual(files, GOOD);
    if (appointment === undefined) return policyOf(files);
    const { person, approver, signer } = appointment;
    const definition = definitionsOf(policyOf(files)).find(({ kind, name }) => kind === 'person' && name === person);
    const note = signApproval(
      {
        environment: 'test',
        kind: 'person',
        name: person,
        definition: definition?.digest ?? '',
        author: person,
        approver,
        time: '2026-11-24T00:00:00Z',
      },
      signer,
    );
    return policyOf([...files, { path: 'person.note', text: note }]);
  };
  const lacking = (policy: Policy, trusted: Policy | 'bootstrap' = before): string[] =>
    proveApprovals(policy, trusted)
      .lacking.filter(({ kind, needed }) => kind === 'person' && needed)
      .map(({ name }) => name);
  const ADD_KEY = [juniors, `${juniors}', '${strangers}`] as const;
  const RAISE = ['approves: high', 'approves: critical'] as const;

  test('gets no key and no power by a change that nobody approved, with which the next would be approved', () => {
    assert.deepEqual(lacking(changed(...ADD_KEY)), ['p-3']);
    assert.deepEqual(lacking(changed(...RAISE)), ['p-3']);
    assert.deepEqual(lacking(changed('p-1: {}', `p-1: { approvalKeys: ['${strangers}'], approves: high }`)), ['p-1']);
  });

  test('is appointed by somebody who may approve as much', () => {
    assert.deepEqual(lacking(changed(...RAISE, { person: 'p-3', approver: 'p-2', signer: security })), []);
    const byJunior = changed('p-1: {}', `p-1: { approvalKeys: ['${strangers}'], approves: critical }`, {
      person: 'p-1',
      approver: 'p-3',
      signer: junior,
    });
    assert.deepEqual(lacking(byJunior), ['p-1']);
  });

  test('changes a key of their own by signing with the old one, and gains nothing else by it', () => {
    const rotated = [juniors, strangers] as const;
    assert.deepEqual(lacking(changed(...rotated, { person: 'p-3', approver: 'p-3', signer: junior })), []);
    assert.deepEqual(lacking(changed(...rotated, { person: 'p-3', approver: 'p-3', signer: stranger })), ['p-3']);
    assert.deepEqual(lacking(changed(...RAISE, { person: 'p-3', approver: 'p-3', signer: junior })), ['p-3']);
  });

  test('loses keys and powers without anybody’s yes, and the first policy names its own', () => {
    assert.deepEqual(lacking(changed('approves: critical', 'approves: high')), []);
    assert.deepEqual(lacking(changed(`approvalKeys: ['${juniors}'], `, '')), []);
    assert.deepEqual(lacking(before, 'bootstrap'), []);
  });
});
