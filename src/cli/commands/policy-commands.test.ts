import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { compilePolicy, rules } from '../../policy/index.ts';
import { parseVerifierKey } from '../../proof/index.ts';
import { runAmbit } from '../testing/run-ambit.ts';

const ACME = resolve(import.meta.dirname, '../../../examples/acme');
const folders: string[] = [];
/** A copy of the example company that a test may change. */
let acme = '';

const ambit = (...args: string[]) => ambitIn(acme, ...args);

const ambitIn = runAmbit;

async function ambitJson(...args: string[]) {
  const { exitCode, out, err } = await ambit(...args, '--format', 'json');
  assert.equal(err, '');
  return { exitCode, json: JSON.parse(out) };
}

function edit(file: string, from: string, to: string): void {
  const path = join(acme, 'ambit', file);
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(from), `${file} should hold ${from}`);
  writeFileSync(path, text.replace(from, to));
}

const notes = (): string[] => readdirSync(join(acme, 'ambit', 'approvals')).sort();

beforeEach(() => {
  acme = mkdtempSync(join(tmpdir(), 'ambit-acme-'));
  folders.push(acme);
  for (const part of ['ambit', 'demo-keys', 'people.yaml'])
    cpSync(join(ACME, part), join(acme, part), { recursive: true });
});
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('ambit check', () => {
  test('says that the policy holds, and which one it is', async () => {
    const { exitCode, out } = await ambit('check');
    assert.match(
      out,
      /^The policy holds: 9 scopes and 7 clients for production, 11 approved; \d+ warnings\.\nsha256:[0-9a-f]{64}\nThe policy does what is expected: 19 of 19 expectations passed\.\n$/m,
    );
    assert.equal(exitCode, 0);
    const { json } = await ambitJson('check', 'ambit');
    assert.equal(json.holds, true);
    assert.equal(json.digest, /^sha256:[0-9a-f]{64}$/m.exec(out)?.[0]);
    assert.equal(json.approvals['scope:orders:write'][0].person, 'p-102');
  });

  test('shows the line, marks the place and says how to mend it', async () => {
    edit('clients.yaml', 'standing: [orders:read]', 'standing: [orders:raed]');
    const { exitCode, out } = await ambit('check');
    assert.equal(exitCode, 1);
    const lines = out.split('\n');
    assert.match(lines[0] ?? '', /^ambit\/clients\.yaml:(\d+):16 error scope_unknown: there is no scope orders:raed$/);
    assert.equal(lines[1]?.indexOf('orders:raed'), lines[2]?.indexOf('^'));
    assert.equal(lines[3], '  Did you mean orders:read?');
  });

  test('finds one letter changed in a definition that was approved', async () => {
    edit('scopes.yaml', 'Places orders and changes their state.', 'Places orders and changes their state!');
    const { exitCode, json } = await ambitJson('check');
    assert.equal(exitCode, 1);
    assert.deepEqual(
      json.diagnostics
        .filter(({ rule }: { rule: string | null }) => rule === null || rule === 'approval-missing')
        .map(({ code, severity }: { code: string; severity: string }) => [code, severity]),
      [
        ['approval_void', 'warning'],
        ['approval_missing', 'error'],
      ],
    );
    assert.match((await ambit('check')).out, /Have somebody else read it and run: ambit approve scope:orders:write/);
  });

  test('shows which rules are broken, where, and fails for it only with --strict', async () => {
    const { exitCode, out } = await ambit('check');
    assert.equal(exitCode, 0);
    assert.match(
      out,
      /^ambit\/clients\.yaml:\d+:\d+ warning narrow-hides-critical: customer-sync gets a token .*\n +\d+ │ +overBroad: narrow\n/m,
    );
    const strict = await ambit('check', '--strict');
    assert.equal(strict.exitCode, 1);
    assert.match(strict.out, /The policy does not hold: \d+ warnings, and --strict lets none pass/);
    const { json } = await ambitJson('check', '--strict');
    assert.equal(json.holds, false);
    assert.match(json.digest, /^sha256:/);
    const narrow = json.diagnostics.find(({ rule }: { rule: string | null }) => rule === 'narrow-hides-critical');
    assert.deepEqual(
      [narrow.code, narrow.severity, narrow.definition],
      ['narrow_hides_critical', 'warning', 'client:customer-sync'],
    );
  });

  test('names the rule of an error, too, and says null where it is no rule’s', async () => {
    edit('clients.yaml', 'example.acme.shop:/callback', 'shop:/callback');
    edit('clients.yaml', 'standing: [orders:read]', 'standing: [orders:raed]');
    const { exitCode, json } = await ambitJson('check');
    assert.equal(exitCode, 1);
    assert.deepEqual(
      json.diagnostics
        .map(({ code, rule, severity }: { code: string; rule: string | null; severity: string }) => [
          code,
          rule,
          severity,
        ])
        .filter(([code]: string[]) => code !== 'default_not_standing'),
      [
        ['scope_unknown', null, 'error'],
        ['redirect_uri_invalid', 'redirect-uri-invalid', 'error'],
      ],
    );
  });

  test('proves by the keys of the policy before the change, when it is given', async () => {
    const before = join(acme, 'before');
    cpSync(join(acme, 'ambit'), before, { recursive: true });
    assert.equal((await ambit('check', '--against', before)).exitCode, 0);
    edit('policy.yaml', 'approves: high', 'approves: critical');
    assert.equal((await ambit('check')).exitCode, 0);
    const { exitCode, out } = await ambit('check', '--against', before);
    assert.equal(exitCode, 1);
    assert.match(out, /person p-103: a key, an account or a power is new/);
  });

  test('ends with 2 where there is no folder, which is no finding', async () => {
    const { exitCode, err } = await ambit('check', 'nowhere');
    assert.equal(exitCode, 2);
    assert.match(err, /nowhere can't be read \(it is not there\)/);
  });
});

describe('ambit approve', () => {
  const BOB = ['--key', 'demo-keys/bob.key'];

  test('makes a changed definition hold again, by a file beside it', async () => {
    edit('scopes.yaml', 'Places orders and changes their state.', 'Places orders and changes what state they are in.');
    const before = notes();
    const { exitCode, json } = await ambitJson('approve', 'ambit/scopes.yaml#orders:write', ...BOB, '--as', 'p-102');
    assert.equal(exitCode, 0);
    assert.deepEqual([json.kind, json.name, json.author, json.approver], ['scope', 'orders:write', 'p-101', 'p-102']);
    assert.deepEqual(notes(), before);
    assert.equal((await ambit('check')).exitCode, 0);
  });

  test('finds the definition by its kind, too', async () => {
    assert.equal((await ambit('approve', 'client:storefront', ...BOB)).exitCode, 0);
    assert.equal((await ambit('approve', 'client:nobody', ...BOB)).exitCode, 2);
    assert.equal((await ambit('approve', 'ambit/policy.yaml#orders:write', ...BOB)).exitCode, 2);
  });

  test('writes no note that proves nothing', async () => {
    const before = notes();
    const carol = await ambit('approve', 'scope:orders:refund', '--key', 'demo-keys/carol.key');
    assert.equal(carol.exitCode, 1);
    assert.match(carol.err, /p-103 may approve risks up to high, and this is critical/);
    edit('scopes.yaml', 'author: p-101\n    risk: critical', 'author: p-102\n    risk: critical');
    const own = await ambit('approve', 'scope:orders:refund', ...BOB);
    assert.match(own.err, /p-102 wrote it and can't approve it/);
    const other = await ambit('approve', 'scope:orders:write', ...BOB, '--as', 'p-103');
    assert.match(other.err, /is p-102's, not p-103's/);
    assert.deepEqual(notes(), before);
  });

  test('makes a key that only its owner may read, prints its public part and overwrites none', async () => {
    const make = () => ambitJson('approve', '--generate-key', 'keys/jane.key', '--name', 'jane.example.com');
    const { json } = await make();
    assert.equal(parseVerifierKey(json.verifierKey).name, 'jane.example.com');
    assert.equal(statSync(join(acme, 'keys', 'jane.key')).mode & 0o777, 0o600);
    const again = await ambit('approve', '--generate-key', 'keys/jane.key', '--name', 'jane.example.com');
    assert.equal(again.exitCode, 2);
    assert.match(again.err, /no key is overwritten/);
  });

  test('with a key that the policy doesn’t know, or a file that is none, quotes nothing of it', async () => {
    await ambit('approve', '--generate-key', 'jane.key', '--name', 'jane.example.com');
    const unknown = await ambit('approve', 'scope:orders:write', '--key', 'jane.key');
    assert.match(unknown.err, /is nobody's in this policy/);
    writeFileSync(join(acme, 'notes.txt'), 'hunter2');
    const none = await ambit('approve', 'scope:orders:write', '--key', 'notes.txt');
    assert.match(none.err, /holds no Ed25519 private key/);
    assert.ok(!none.err.includes('hunter2'));
  });

  test('appoints a person who may approve more from the next policy on', async () => {
    const before = join(acme, 'before');
    cpSync(join(acme, 'ambit'), before, { recursive: true });
    edit('policy.yaml', 'approves: high', 'approves: critical');
    assert.equal((await ambit('check', '--against', before)).exitCode, 1);
    assert.equal((await ambit('approve', 'ambit/policy.yaml#p-103', ...BOB)).exitCode, 0);
    assert.equal((await ambit('check', '--against', before)).exitCode, 0);
  });

  test('gives each name a file of its own, also where capitals don’t tell files apart', async () => {
    edit('scopes.yaml', '  orders:refund:', '  Orders:Write:');
    edit('clients.yaml', 'eligible: [orders:refund]', 'eligible: [Orders:Write]');
    const { json } = await ambitJson('approve', 'scope:Orders:Write', ...BOB);
    assert.match(json.file, /scope\.%4Frders%3A%57rite\.p-102\.note$/);
  });
});

describe('ambit explain', () => {
  test('says what a scope empowers, why, who approved it with what proof, and that the client may hold it', async () => {
    const { exitCode, out } = await ambit('explain', 'order-fulfilment', 'orders:write');
    assert.equal(exitCode, 0);
    for (const expected of [
      /^orders:write Places orders and changes their state\.$/m,
      /why +The shop places orders/,
      /owner p-101 \(Alice Brandt\)/,
      /empowers at +orders \(https:\/\/orders\.acme\.example\)/,
      /approved +by p-102 \(Bob Castellano\) at \S+Z, signed with bob\.acme\.example \(verified\)\n +over sha256:/,
      /^order-fulfilment may hold it now$/m,
      /until +2028-06-30T00:00:00Z; each token at most 600 s/,
    ])
      assert.match(out, expected);
  });

  const refused: [string, string, string, string][] = [
    ['order-fulfilment', 'orders:refund', 'eligible', 'scope_needs_elevation'],
    ['nightly-report', 'orders:write', 'no', 'scope_not_allowed_for_client'],
  ];
  for (const [client, scope, held, reason] of refused)
    test(`says why ${client} may not hold ${scope} now`, async () => {
      const { exitCode, json } = await ambitJson('explain', client, scope);
      assert.deepEqual([exitCode, json.held, json.mayHoldNow, json.reason], [1, held, false, reason]);
    });

  test('says that a client that has ended gets nothing', async () => {
    edit('clients.yaml', 'expires: 2028-06-30T00:00:00Z', 'expires: 2020-06-30T00:00:00Z');
    const { json } = await ambitJson('explain', 'nightly-report', 'orders:read');
    assert.deepEqual([json.mayHoldNow, json.reason], [false, 'client_expired']);
  });

  test('can not tell where the policy does not compile', async () => {
    edit('clients.yaml', 'standing: [orders:read]', 'standing: [orders:raed]');
    const { exitCode, err } = await ambit('explain', 'nightly-report', 'orders:read');
    assert.equal(exitCode, 2);
    assert.match(err, /^ambit\/clients\.yaml:\d+:16 error scope_unknown/);
    assert.match(err, /does not compile, so nothing follows from it: run ambit check\.\n$/);
  });

  test('promises nothing by a policy that lacks an approval, for it does not become active', async () => {
    edit('scopes.yaml', 'Places orders and changes their state.', 'Places orders and changes their state!');
    const { exitCode, json } = await ambitJson('explain', 'order-fulfilment', 'orders:write');
    assert.deepEqual(
      [exitCode, json.mayHoldNow, json.reason, json.lacking],
      [1, false, 'approval_missing', ['scope:orders:write']],
    );
    const { out } = await ambit('explain', 'order-fulfilment', 'orders:write');
    assert.match(out, /^ {2}approved +by nobody, and it needs that$/m);
    assert.match(out, /order-fulfilment may not hold it by this policy.*: scope:orders:write$/m);
  });

  test('lists the operations of an OpenAPI file that need the scope', async () => {
    const openapi = join(acme, 'orders.yaml');
    writeFileSync(
      openapi,
      `openapi: 3.1.0
info: { title: Orders, version: '1' }
components: { securitySchemes: { oauth: { type: oauth2, flows: {} } } }
paths:
  /orders:
    get: { operationId: listOrders, security: [{ oauth: [orders:read] }], responses: {} }
    post: { operationId: createOrder, security: [{ oauth: [orders:write] }], responses: {} }
`,
    );
    const { json } = await ambitJson('explain', 'nightly-report', 'orders:read', '--openapi', openapi);
    assert.deepEqual(json.operations, [{ api: 'Orders', method: 'GET', path: '/orders', operation: 'listOrders' }]);
  });

  test('lists those of the configuration beside the policy folder, wherever it is asked from', async () => {
    for (const part of ['apis', 'ambit.config.yaml']) cpSync(join(ACME, part), join(acme, part), { recursive: true });
    const asked = ['nightly-report', 'orders:write', '--policy', join(acme, 'ambit')];
    const { json } = await ambitJson('explain', ...asked);
    mkdirSync(join(acme, 'deeper'));
    const { out } = await ambitIn(join(acme, 'deeper'), 'explain', ...asked, '--format', 'json');
    assert.deepEqual(
      json.operations.map(({ operation }: { operation: string }) => operation),
      ['placeOrder'],
    );
    assert.deepEqual(JSON.parse(out).operations, json.operations);
  });

  test('answers for a name that the policy does not have, and suggests the one that was meant', async () => {
    const { exitCode, out } = await ambit('explain', 'nightly-reprot', 'orders:read');
    assert.equal(exitCode, 1);
    assert.match(out, /Did you mean nightly-report\?/);
    const { json } = await ambitJson('explain', 'nightly-report', 'orders:raed');
    assert.deepEqual([json.mayHoldNow, json.reason, json.nearest], [false, 'scope_unknown', 'orders:read']);
  });
});

describe('ambit rules', () => {
  test('lists every rule with its severity and the controls that it serves', async () => {
    const { exitCode, out } = await ambit('rules');
    assert.equal(exitCode, 0);
    for (const { id, title } of rules) assert.ok(out.includes(`  ${id} `) && out.includes(title), id);
    assert.match(out, /\n\nErrors unless waived: .*\n(?: {2}.*\n)* {2}default-scope-broad /);
    const { json } = await ambitJson('rules');
    assert.deepEqual(
      json.rules.find(({ id }: { id: string }) => id === 'standing-scope-critical'),
      {
        id: 'standing-scope-critical',
        severity: 'error',
        waivable: true,
        title: 'A critical scope is standing',
        control: ['AC-03', 'AC-07'],
      },
    );
  });

  test('each has its reason and its examples from ambit explain, without any policy', async () => {
    const nowhere = join(acme, 'nowhere');
    mkdirSync(nowhere);
    for (const { id, why, bad, good } of rules) {
      const { exitCode, out } = await ambitIn(nowhere, 'explain', id, '--format', 'json');
      assert.equal(exitCode, 0);
      assert.deepEqual([JSON.parse(out).why, JSON.parse(out).bad, JSON.parse(out).good], [why, bad, good]);
    }
    const { out } = await ambit('explain', 'standing-scope-critical');
    assert.match(out, /^standing-scope-critical error unless waived: A critical scope is standing$/m);
    assert.match(out, /^ {2}control {2}AC-03 Least privilege by default$/m);
    assert.match(out, /^bad\n {2}scopes:\n {4}orders:refund:$/m);
    assert.ok(out.split('\n').every((line) => line.length <= 100));
  });

  test('that there isn’t is none of them, and the one that was meant is suggested', async () => {
    const near = await ambit('explain', 'standing-scope-critcal');
    assert.equal(near.exitCode, 2);
    assert.match(near.err, /Did you mean standing-scope-critical\?/);
    const far = await ambit('explain', 'nightly-report');
    assert.equal(far.exitCode, 2);
    assert.match(far.err, /ambit explain CLIENT SCOPE/);
  });
});

describe('ambit policy show', () => {
  test('prints what the policy comes to, which compiles to the same', async () => {
    const shown = await ambit('policy', 'show', 'ambit');
    assert.deepEqual([shown.exitCode, shown.err], [0, '']);
    const [, digest] = /^# (sha256:[0-9a-f]{64})\n/.exec(shown.out) ?? [];
    const { identified } = compilePolicy([{ path: 'shown.yaml', text: shown.out }]);
    const { digest: said, policy } = JSON.parse((await ambit('policy', 'show', 'ambit', '--format', 'json')).out);
    assert.equal(said, digest);
    const bare = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (name, member) => (name === 'approvals' && Array.isArray(member) ? [] : member)),
      );
    assert.deepEqual(bare(identified?.policy), bare(policy));
  });

  test('says what is wrong with one that doesn’t compile, and prints nothing', async () => {
    const { exitCode, out, err } = await ambit('policy', 'show', 'nowhere');
    assert.deepEqual([exitCode, out], [2, '']);
    assert.match(err, /nowhere/);
  });
});

describe('ambit policy schema', () => {
  for (const [options, file] of [
    [[], 'policy.schema.json'],
    [['--tests'], 'policy-tests.schema.json'],
  ] as const)
    test(`prints what stands in ${file}, where no policy is`, async () => {
      const { exitCode, out, err } = await ambitIn(tmpdir(), 'policy', 'schema', ...options);
      assert.deepEqual([exitCode, err], [0, '']);
      assert.equal(out, readFileSync(resolve(import.meta.dirname, '../../../schemas', file), 'utf8'));
    });
});
