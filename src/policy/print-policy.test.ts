import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readPolicyFolder } from '../policy-folder/index.ts';
import { formatVerifierKey } from '../proof/index.ts';
import { compilePolicy } from './compile.ts';
import { printPolicy } from './print-policy.ts';
import { EXAMPLE_POLICY, rules } from './rules/index.ts';
import { clientText, scopeText, shopText, signerOf } from './testing/shop-policy.ts';
import type { Policy, PolicyFileText } from './types.ts';

const ACME = resolve(import.meta.dirname, '../../examples/acme/ambit');

function compiled(files: readonly PolicyFileText[], environment?: string): Policy {
  const { identified, diagnostics } = compilePolicy(files, { environment });
  assert.ok(identified, JSON.stringify(diagnostics));
  return identified.policy;
}

/** Prints what the files come to, and holds it to being read as the same, and printed as the same. */
function assertFixpoint(files: readonly PolicyFileText[], environment?: string): void {
  const policy = compiled(files, environment);
  const text = printPolicy(policy);
  const again = compiled([{ path: 'printed.yaml', text }]);
  assert.deepEqual(again, policy);
  assert.equal(printPolicy(again), text);
}

const HOST = signerOf('reviews.example', 77);
const isNote = ({ path }: PolicyFileText): boolean => /\.(note|approval|sig)$/.test(path);

describe('a printed policy', () => {
  test('is the example company’s, with the same digest beside the same approvals', async () => {
    const files = await readPolicyFolder(ACME);
    const { identified } = compilePolicy(files);
    assert.ok(identified);
    const printed = { path: 'printed.yaml', text: printPolicy(identified.policy) };
    assert.equal(compilePolicy([printed, ...files.filter(isNote)]).identified?.digest, identified.digest);
    assert.equal(files.filter(isNote).length > 0, true);
  });

  for (const { id, bad, good } of rules)
    test(`is that of the examples of ${id}`, () => {
      for (const example of [bad, good]) {
        const files = [
          { path: 'policy.yaml', text: EXAMPLE_POLICY },
          { path: 'example.yaml', text: example },
        ];
        // What a rule refuses comes to nothing that could be printed.
        if (compilePolicy(files).identified !== null) assertFixpoint(files);
      }
    });

  const more = `teams:
  t-none: { description: Whoever is there., author: p-1, members: [p-1] }
attestors:
  reviews: { description: Reviews at the Git host., author: p-1, attests: github_review, api: https://api.github.com, repository: 7, key: '${formatVerifierKey(HOST.key)}', approves: high }
approvals: { author: p-1, risk: { critical: { count: 2, team: null } } }
rules: { client-ended: error }
alertRoutes: [{ severities: [critical], webhooks: [night, day] }]
limits: { maxStaleSeconds: 7 }
console: { author: p-1, roles: { auditor: [{ claim: groups, value: 'yes' }], viewer: [{ claim: groups, value: '~' }] } }
`;
  test('has every section', () => {
    const text = shopText({ scopes: scopeText('read'), clients: clientText('till'), more });
    assertFixpoint([{ path: 'a.yaml', text }]);
    for (const section of more.split('\n').filter((line) => /^\w/.test(line)))
      assert.match(printPolicy(compiled([{ path: 'a.yaml', text }])), new RegExp(`^${section.split(':')[0]}:$`, 'm'));
  });

  test('of a console in which nobody has a role is one that compiles', () => {
    assertFixpoint([{ path: 'a.yaml', text: shopText({ more: 'console: { author: p-1, roles: {} }\nteams: {}\n' }) }]);
  });

  test('has fields in the order of the reference and names sorted, in whichever order they were written', () => {
    const long = `A sentence ${'that goes on '.repeat(12)}and stands on one line.`;
    const client = clientText('till', { name: 'ignored' }).replace('    name: ignored\n', '    clientId: t-1\n');
    const text = shopText({
      scopes: scopeText('zeta') + scopeText('alpha', { why: long }) + scopeText('mid'),
      clients: client + clientText('bell'),
      more: 'console: { roles: { viewer: [{ value: x, person: p-2, claim: sub }, { value: x, claim: groups }] }, author: p-1 }\n',
    });
    const printed = printPolicy(compiled([{ path: 'a.yaml', text }]));
    const keys = (indent: number): string[] =>
      printed.split('\n').flatMap((line) => new RegExp(`^ {${indent}}([^ :]+):`).exec(line)?.[1] ?? []);
    assert.deepEqual(keys(0), [
      'environment',
      'issuers',
      'people',
      'resourceServers',
      'scopes',
      'clients',
      'limits',
      'console',
    ]);
    const people = ['p-1', 'p-2', 'p-3', 'p-4'];
    const limits = ['maxStaleSeconds', 'maxStaleHighRiskSeconds', 'maxSequencingLagSeconds', 'unrecordedTokens'];
    assert.deepEqual(keys(2), [
      ...['https', ...people, 'orders', 'stock', 'alpha', 'mid', 'zeta', 'bell', 'till', ...limits, 'author', 'roles'],
    ]);
    assert.match(printed, /^ {2}p-1:\n {4}approvalKeys: \[\]\n {2}p-2:$/m);
    assert.match(printed, new RegExp(`^ {4}why: ${long}$`, 'm'));
    assert.match(printed, /^ {2}bell:\n {4}issuer: /m);
    assert.match(printed, /^ {2}till:\n {4}issuer: .*\n {4}clientId: t-1$/m);
    assert.match(printed, /claim: groups\n {8}value: x\n {8}issuer: .*\n {6}- claim: sub\n.*\n.*\n {8}person: p-2$/m);
  });

  test('says what an overlay makes of it', () => {
    const overlay = 'overlay: staging\nclients: { till: { maxTtlSeconds: 60, mode: observe } }\n';
    const files = [
      { path: 'a.yaml', text: shopText({ scopes: scopeText('read'), clients: clientText('till') }) },
      { path: 'b.yaml', text: overlay },
    ];
    assertFixpoint(files);
    assertFixpoint(files, 'staging');
    const printed = printPolicy(compiled(files, 'staging'));
    assert.match(printed, /^environment: staging$/m);
    assert.match(printed, /^ {4}maxTtlSeconds: 60$/m);
  });

  test('is a fixpoint whatever its names and sentences are', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'true',
        'null',
        '0x1f',
        '1e3',
        '~',
        '2030-01-01',
        '-',
        '{a}',
        '#x',
        'a: b',
        '<<',
        'no',
        "'",
        '&a',
        '*',
      ),
      fc.stringMatching(/^[\x21\x23-\x5b\x5d-\x7e]{1,12}$/),
    );
    const sentence = fc
      .string({ minLength: 8, maxLength: 60, unit: 'grapheme' })
      .filter((text) => text.trim().length >= 8);
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
        sentence,
        fc.constantFrom('low', 'high', 'critical'),
        fc.boolean(),
        (names, why, risk, refuse) => {
          const quoted = (text: string): string => JSON.stringify(text);
          const text = shopText({
            scopes: names
              .map((name) => scopeText('NAME', { why: quoted(why), risk }).replace("'NAME'", () => quoted(name)))
              .join(''),
            clients: clientText('till', {
              standing: `[${names.map(quoted).join(', ')}]`,
              purpose: quoted(why),
              overBroad: refuse ? 'refuse' : 'narrow',
            }),
          });
          const files = [{ path: 'a.yaml', text }];
          if (compilePolicy(files).identified !== null) assertFixpoint(files);
        },
      ),
    );
  });
});
