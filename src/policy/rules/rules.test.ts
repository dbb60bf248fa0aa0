import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { controls } from '../../controls/index.ts';
import { readPolicyFolder } from '../../policy-folder/index.ts';
import { compilePolicy } from '../compile.ts';
import { badOf, found, lackingIn, said } from '../testing/said-of-example.ts';
import type { Diagnostic } from '../types.ts';
import { CONTROLS, EXAMPLE_POLICY, EXAMPLE_TIME, type Rule, rules } from './index.ts';

const ACME = resolve(import.meta.dirname, '../../../examples/acme/ambit');
/** A comment of an example says what the finding on its line points to. */
const MARK = / {2}# found: (.+)$/;
const NO_RULES = new Set(['approvers.ts', 'example-policy.ts', 'index.ts', 'judge.ts', 'reading.ts', 'types.ts']);

const withRule = (name: string): boolean =>
  readFileSync(resolve(import.meta.dirname, name), 'utf8').includes('Rule = ');

/** `line: what stands there`, as the marks of an example say it. */
function marked(example: string): string[] {
  return example.split('\n').flatMap((line, index) => {
    const expected = MARK.exec(line)?.[1];
    return expected === undefined ? [] : [`${index + 1}: ${expected}`];
  });
}

/** The same of diagnostics, with as much of the line as the mark shows. */
function pointedTo(example: string, diagnostics: readonly Diagnostic[]): string[] {
  const lines = example.split('\n');
  return diagnostics
    .map(({ line, column }) => {
      const text = lines[line - 1] ?? '';
      return `${line}: ${text.slice(column - 1).slice(0, MARK.exec(text)?.[1]?.length ?? 0)}`;
    })
    .sort((left, right) => Number.parseInt(left, 10) - Number.parseInt(right, 10));
}

/** Whether it is found by what proves approvals, and not by the compiler. */
const provenApart = (rule: Rule): boolean => 'provenBy' in rule;

test('the policy beside which the examples stand breaks no rule', () => {
  assert.deepEqual(said(''), []);
});

for (const rule of rules)
  describe(`the rule ${rule.id}`, () => {
    test('finds its bad example, at the right place, and no other rule does', () => {
      const found = provenApart(rule) ? lackingIn(rule.bad) : said(rule.bad);
      if (provenApart(rule)) assert.deepEqual(said(rule.bad), []);
      if ('provenBy' in rule) assert.equal(rule.provenBy, 'approvals');
      assert.deepEqual(
        [...new Set(found.map((one) => `${one.rule} ${one.severity} ${one.file}`))],
        [`${rule.id} ${rule.severity} example.yaml`],
      );
      assert.notDeepEqual(marked(rule.bad), []);
      assert.deepEqual(pointedTo(rule.bad, found), marked(rule.bad));
    });

    if (rule.badByDefault !== undefined)
      test('judges what a field comes to that is left out', () => {
        const { badByDefault = '' } = rule;
        const found = said(badByDefault);
        assert.deepEqual([...new Set(found.map((one) => one.rule))], [rule.id]);
        assert.deepEqual(pointedTo(badByDefault, found), marked(badByDefault));
      });

    test('and every other is content with its good example', () => {
      assert.deepEqual(said(rule.good), []);
      if (provenApart(rule)) assert.deepEqual(lackingIn(rule.good), []);
    });

    test('says what it means for a person, and which controls it serves', () => {
      assert.match(rule.why, /^[A-Z].*\.$/);
      assert.match(rule.title, /^[^.]+$/);
      assert.notDeepEqual(rule.control, []);
      for (const id of rule.control) assert.match(id, /^AC-(?:0[1-9]|1\d|2[0-5])$/);
      for (const one of said(rule.bad)) {
        assert.ok(one.definition && one.message !== '' && /^[A-Z].*\.$/.test(one.help), one.message);
        assert.doesNotMatch(one.message, /undefined|null|NaN/);
      }
    });
  });

describe('the rules', () => {
  test('are the files of the folder, each named for its rule, and sorted', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    const ids = files.filter((name) => !NO_RULES.has(name)).map((name) => name.replace(/\.ts$/, ''));
    assert.deepEqual(
      ids.filter((id) => !withRule(`${id}.ts`)),
      [],
    );
    assert.deepEqual(
      rules.map(({ id }) => id),
      ids.sort(),
    );
  });

  test('differ in what they say, in title, reason and every message', () => {
    for (const texts of [rules.map(({ title }) => title), rules.map(({ why }) => why), rules.map(({ bad }) => bad)])
      assert.equal(new Set(texts).size, texts.length);
    const ruleOf = new Map<string, string>();
    for (const example of rules.flatMap(({ bad, badByDefault }) => [bad, badByDefault ?? '']))
      for (const { message, rule = '' } of said(example)) {
        assert.equal(ruleOf.get(message) ?? rule, rule, message);
        ruleOf.set(message, rule);
      }
  });

  test('call the controls as the control tests do', () => {
    for (const { id, title } of controls)
      if (id in CONTROLS) assert.equal(CONTROLS[id as keyof typeof CONTROLS], title);
  });

  test('find in one policy what each of them finds alone', () => {
    const client = (id: string, fields: string) =>
      `  ${id}:\n    owner: p-1\n    author: p-1\n    purpose: Sells what there is.\n    maxTtlSeconds: 600\n${fields}`;
    const text = `clients:
${client('a', '    grantTypes: [authorization_code]\n    redirectUris: [http://localhost/a]\n    standing: [orders:read]\n    expires: 2035-01-01T00:00:00Z\n')}${client('b', '    grantTypes: [authorization_code, client_credentials]\n    redirectUris: [http://localhost/a]\n    standing: [orders:read]\n    expires: 2020-01-01T00:00:00Z\n')}`;
    assert.deepEqual(
      said(text)
        .map(({ rule, definition }) => `${definition} ${rule}`)
        .sort(),
      [
        'client:a client-expiry-far',
        'client:a redirect-uri-localhost',
        'client:b client-ended',
        'client:b machine-and-user-client',
        'client:b redirect-uri-localhost',
        'client:b redirect-uri-of-two-clients',
      ],
    );
  });

  test('warn of nothing where a policy doesn’t compile, and refuse without asking for the time', () => {
    const compilation = compilePolicy([
      { path: 'policy.yaml', text: `${EXAMPLE_POLICY}limits: { maxStaleSeconds: -1 }\n` },
    ]);
    assert.deepEqual(compilation.warnings({ time: EXAMPLE_TIME }), []);
    for (const rule of rules) {
      const { identified } = compilePolicy([
        { path: 'policy.yaml', text: EXAMPLE_POLICY },
        { path: 'example.yaml', text: rule.bad },
      ]);
      assert.equal(identified === null, rule.severity === 'error' && !rule.waivable && !provenApart(rule), rule.id);
    }
  });

  test('never throw, whatever a policy says that compiles', () => {
    const examples = rules.flatMap(({ bad, good }) => [bad, good]);
    const names = [
      'constructor',
      'orders:read',
      '*',
      'authorization_code',
      'critical',
      'null',
      '[]',
      '0.5',
      'https://x.example',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.array(fc.tuple(fc.nat(40), fc.constantFrom(...names))),
        (example, edits) => {
          const lines = example.split('\n');
          for (const [at, value] of edits) lines[at] = (lines[at] ?? '').replace(/: \S.*/, `: ${value}`);
          for (const { line, column } of said(lines.join('\n'))) assert.ok(line >= 1 && column >= 1);
        },
      ),
    );
  });

  test('say of the example company what it knowingly allows', async () => {
    const compilation = compilePolicy(await readPolicyFolder(ACME));
    assert.deepEqual(
      compilation
        .warnings({ time: EXAMPLE_TIME })
        .map(({ rule, definition, message }) => `${rule} ${definition}: ${message}`)
        .sort(),
      [
        'approver-alone person:p-102: only p-102 may approve what is critical',
        'default-scope-high client:customer-sync: customer-sync gets customers:read, which is high, without asking for it',
        'default-scope-high client:support-desk: support-desk gets customers:read, which is high, without asking for it',
        'narrow-hides-critical client:customer-sync: customer-sync gets a token when it asks for customers:export without an elevation',
      ],
    );
  });
});

describe('how much is too much', () => {
  const bounds: readonly (readonly [id: string, field: string, most: string, over: string])[] = [
    ['scope-token-life-long', 'maxTtlSeconds: 3600', 'maxTtlSeconds: 600', 'maxTtlSeconds: 601'],
    ['client-token-life-over-scope', 'maxTtlSeconds: 900', 'maxTtlSeconds: 300', 'maxTtlSeconds: 301'],
    ['review-interval-long', 'reviewIntervalDays: 366', 'reviewIntervalDays: 92', 'reviewIntervalDays: 93'],
    ['revocation-silence-long', 'maxStaleSeconds: 3600', 'maxStaleSeconds: 120', 'maxStaleSeconds: 121'],
    ['revocation-silence-long', 'maxStaleSeconds: 3600', 'maxStaleHighRiskSeconds: 5', 'maxStaleHighRiskSeconds: 6'],
    ['stale-bounds-inverted', 'HighRiskSeconds: 5', 'HighRiskSeconds: 2', 'HighRiskSeconds: 2.5'],
    ['client-expiry-far', '2035-01-01T00:00:00Z', '2029-01-01T00:00:00Z', '2029-01-02T00:00:00Z'],
    ['client-ended', '2026-06-30T00:00:00Z', '2027-01-01T00:00:01Z', '2027-01-01T00:00:00Z'],
    ['agent-token-life-long', 'maxTtlSeconds: 3600', 'maxTtlSeconds: 900', 'maxTtlSeconds: 901'],
    ['replaced-scope-held', '2027-01-31T00', '2027-02-01T00', '2027-01-31T23'],
    ['replaced-scope-past', '2026-06-30T00:00:00Z', '2026-10-03T00:00:01Z', '2026-10-03T00:00:00Z'],
    ['secret-rotation-long', 'secretDays: 365', 'secretDays: 180', 'secretDays: 181'],
    ['refresh-token-life-long', 'refreshTokenDays: 365', 'refreshTokenDays: 90', 'refreshTokenDays: 91'],
    ['waiver-long', '2030-01-01T00:00:00Z', '2027-06-30T23:59:59Z', '2027-07-01T00:00:00Z'],
    ['team-too-small', '[p-1, p-2]', '[p-2, p-3]', '[p-1, p-3]'],
    ['observe-without-end', '2028-06-30T00:00:00Z', '2027-04-03T23:59:59Z', '2027-04-04T00:00:00Z'],
  ];
  for (const [id, field, most, over] of bounds)
    test(`${id} lets ${most} pass, and not ${over}`, () => {
      const bad = badOf(id);
      assert.ok(bad.includes(field));
      assert.deepEqual(said(bad.replaceAll(field, most)), []);
      assert.deepEqual(
        said(bad.replaceAll(field, over)).map(({ rule }) => rule),
        [id],
      );
    });
});

describe('what a rule finds beside its bad example', () => {
  test('is a default that writes and is called low', () => {
    assert.deepEqual(found(badOf('default-scope-broad').replace('risk: high', 'risk: low')), [
      'changing-scope-low: orders:write changes something by its name and is called low',
      'default-scope-broad: warehouse gets orders:write, which changes something by its name, without asking for it',
    ]);
  });

  for (const words of ['Todo: ask Alice', 'To be decided later', 'todo todo', '(TBD) some day'])
    test(`is the reason or the purpose “${words}”`, () => {
      const text = badOf('why-says-nothing');
      assert.deepEqual(found(text.replace(/why: .*/, `why: '${words}'`)), [
        'why-says-nothing: the why of orders:export does not say why it exists',
      ]);
      assert.deepEqual(
        found(text.replace(/why: .*/, 'why: The archive.').replace(/purpose: .*/, `purpose: '${words}'`)),
        ['why-says-nothing: the purpose of warehouse does not say what it is for'],
      );
    });

  for (const why of ['The todo list of the warehouse shows it.', 'Exports all orders for the archive.'])
    test(`is not the reason “${why}”`, () => {
      assert.deepEqual(found(badOf('why-says-nothing').replace(/why: .*/, `why: ${why}`)), []);
    });

  for (const redirect of [
    'http://127.0.0.1/callback',
    "'http://[::1]/callback'",
    'https://a.example/, example.a:/back',
  ])
    test(`is a high scope, standing or eligible, with the redirect ${redirect}`, () => {
      const text = badOf('public-client-risky-scope')
        .replace('    kind: public\n', '')
        .replace('https://packing.shop.example/callback', redirect);
      for (const held of ['standing: [orders:write]', 'standing: []\n    eligible: [orders:write]'])
        assert.deepEqual(
          said(text.replace(/standing: .*/, held)).map(({ rule }) => rule),
          ['public-client-risky-scope'],
        );
    });

  test('is an owner who alone may approve, though others have the power without a key', () => {
    const text = badOf('owner-sole-approver').replace('people:\n', 'people:\n  p-4: { approves: critical }\n');
    assert.deepEqual(
      said(text).map(({ rule }) => rule),
      ['approver-without-key', 'owner-sole-approver'],
    );
  });

  for (const [id, ...messages] of [
    ['client-ended', 'warehouse ended on 2026-06-30 and is still defined'],
    ['observe-without-end', 'warehouse is only observed until it ends on 2028-06-30'],
    ['replaced-scope-past', 'orders:change is refused since 2026-06-30 and is still defined'],
    ['waiver-long', 'partner-observed lets issuer:https://partner.example break issuer-not-guarded until 2030-01-01'],
    [
      'kind-contradicts-grant-types',
      'shop is a machine and has authorization_code, in which a person has a part',
      'warehouse is public and has client_credentials, which needs a secret',
    ],
  ] as const)
    test(`is told by its day or its kind: ${id}`, () => {
      assert.deepEqual(
        found(badOf(id)),
        messages.map((message) => `${id}: ${message}`),
      );
    });

  test('is no eligible scope that is high where one that is critical would hide', () => {
    const scopes = (risk: string): string => badOf('narrow-hides-critical').replace('risk: critical', `risk: ${risk}`);
    assert.deepEqual(found(scopes('critical')), [
      'narrow-hides-critical: warehouse gets a token when it asks for orders:refund without an elevation',
    ]);
    assert.deepEqual(found(scopes('high')), []);
  });

  test('is a third client that has the redirect URI of the first', () => {
    const client = (id: string): string =>
      `  ${id}: { owner: p-1, author: p-1, purpose: Sells what there is., grantTypes: [authorization_code], redirectUris: ['https://shop.example/callback'], standing: [orders:read], maxTtlSeconds: 600, expires: 2027-06-30T00:00:00Z }\n`;
    assert.deepEqual(found(`clients:\n${['a', 'b', 'c'].map(client).join('')}`), [
      'redirect-uri-of-two-clients: https://shop.example/callback is a redirect URI of a, too',
      'redirect-uri-of-two-clients: https://shop.example/callback is a redirect URI of a, too',
    ]);
  });

  test('is an issuer that asks a hook', () => {
    assert.deepEqual(found(badOf('issuer-not-guarded').replace('level: observed', 'level: hooked')), [
      'issuer-not-guarded: https://partner.example is hooked: its tokens exist before anything is refused',
    ]);
  });
});

describe('what the rules read out of names and dates', () => {
  const scopeNamed = (name: string): string[] =>
    said(`scopes:
  '${name}':
    resourceServer: orders
    description: Does something to orders.
    why: The warehouse needs it each day.
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: ['${name}']
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`).map(({ rule }) => rule ?? '');

  for (const name of [
    'all',
    'orders.all',
    'admin',
    'orders/admin',
    '.default',
    'https://api.example/.default',
    'full_access_as_app',
    'FullControl',
    'sudo',
    'api',
  ])
    test(`${name} stands for everything`, () => {
      assert.deepEqual(scopeNamed(name), ['scope-name-broad']);
    });
  for (const name of ['orders:*', '*', '*:read', 'https://api.example/*'])
    test(`${name} is a wildcard`, () => {
      assert.deepEqual(scopeNamed(name), ['scope-wildcard']);
    });
  for (const name of [
    'orders:write',
    'Mail.ReadWrite',
    'files/delete',
    'invoices-pay',
    'payments_send',
    'write',
    'Manage',
  ])
    test(`${name} changes something`, () => {
      assert.deepEqual(scopeNamed(name), ['changing-scope-low']);
    });
  test('Mail.ReadWrite.All does both', () => {
    assert.deepEqual(scopeNamed('Mail.ReadWrite.All').sort(), ['changing-scope-low', 'scope-name-broad']);
  });
  for (const name of [
    'install:read',
    'small',
    'apiary:read',
    'zoo:okapi',
    'rewrite:read',
    'paypal',
    'groups',
    'administrators:read',
    'overwrite-log:read',
  ])
    test(`${name} does neither`, () => {
      assert.deepEqual(scopeNamed(name), []);
    });
});
