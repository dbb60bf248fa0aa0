import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy, definitionsOf, type Policy, signApproval } from '../../policy/index.ts';
import { SIGNERS, scopeText, shopText } from '../../policy/testing/shop-policy.ts';
import type { Signer } from '../../proof/index.ts';
import { understatedScopes } from './understated-scopes.ts';

const ISSUERS = [
  'https://login.example',
  'https://github.com/login/oauth',
  'https://slack.com',
  'https://acme.auth0.com',
];
const SERVERS = {
  google: 'https://www.googleapis.com',
  graph: 'https://graph.microsoft.com',
  management: 'https://acme.auth0.com/api/v2/',
  own: 'https://api.shop.example',
};

function policyOf(
  scopes: string,
  issuer = ISSUERS[0] ?? '',
  approvals: readonly { path: string; text: string }[] = [],
): Policy {
  const text = shopText({ scopes, issuers: `  ${issuer}: { level: guarded }\n` }).replace(
    'resourceServers:\n',
    `resourceServers:\n${Object.entries(SERVERS)
      .map(([id, audience]) => `  ${id}: { description: Of others., owner: p-1, audience: '${audience}' }\n`)
      .join('')}`,
  );
  const { identified, diagnostics } = compilePolicy([{ path: 'shop.yaml', text }, ...approvals]);
  assert.ok(identified, JSON.stringify(diagnostics));
  return identified.policy;
}

const told = async (policy: Policy, before: Policy | null = policyOf(''), provider: string | null = null) =>
  (
    await understatedScopes(
      policy,
      before,
      policy.scopes.map(({ name: scope }) => ({ scope, provider })),
    )
  ).map(({ scope, name, provider: by }) => `${scope} ${by} ${name}`);
const server = (resourceServer: string, more: Readonly<Record<string, string>> = {}) => ({ resourceServer, ...more });
const GITHUB = ISSUERS[1] ?? '';

describe('a scope that a change calls low', () => {
  for (const [what, name, fields, issuer] of [
    ['Google calls restricted', 'https://mail.google.com/', server('google')],
    ['reaches every file in Drive', 'https://www.googleapis.com/auth/drive', server('own')],
    ['has Graph’s highest privilege', 'https://graph.microsoft.com/Directory.ReadWrite.All', server('graph')],
    ['is Graph’s by its API, in small letters', 'files.readwrite.all', server('graph')],
    ['stands for whatever was consented to', 'https://graph.microsoft.com/.default', server('graph')],
    ['administers a Slack workspace', 'admin.users:write', server('own'), ISSUERS[2]],
    ['is GitHub’s by its issuer', 'repo', server('own'), GITHUB],
    ['administers organisations', 'admin:org', server('own')],
    ['is Auth0’s by its API', 'delete:users', server('management'), ISSUERS[3]],
  ] as const)
    test(`and that ${what} is told`, async () => {
      assert.equal((await told(policyOf(scopeText(name, fields), issuer))).length, 1, name);
      assert.deepEqual(await told(policyOf(scopeText(name, { ...fields, risk: 'high' }), issuer)), []);
    });

  test('is the provider’s by the code that asks for it, too', async () => {
    const policy = policyOf(scopeText('repo', server('own')));
    assert.deepEqual(await told(policy), []);
    assert.deepEqual(await told(policy, undefined, 'github'), ['repo GitHub repo']);
  });

  test('and that is the customer’s own isn’t told, however it is called', async () => {
    for (const name of ['orders:read', 'delete:users', 'client', 'read', 'api', 'user'])
      assert.deepEqual(await told(policyOf(scopeText(name, server('own')), ISSUERS[3])), [], name);
    assert.deepEqual(await told(policyOf(scopeText('read:user', server('own')), GITHUB)), []);
  });

  test('as a pattern is as broad as what it stands for', async () => {
    const pattern = (name: string, part: string) => scopeText(name, server('own', { parameters: `{ ${part} }` }));
    assert.match(
      (await told(policyOf(pattern('admin:{what}', 'what: { characters: letters, maxLength: 20 }'), GITHUB))).join(),
      /^admin:\{what\} GitHub admin:\w+$/,
    );
    assert.equal(
      (
        await told(
          policyOf(pattern('https://www.googleapis.com/auth/{what}', 'what: { characters: letters, maxLength: 20 }')),
        )
      ).length,
      1,
    );
    assert.deepEqual(
      await told(policyOf(pattern('orders:{what}', 'what: { characters: letters, maxLength: 20 }'))),
      [],
    );
  });

  test('is asked where it is new or otherwise than before, and not again', async () => {
    const policy = policyOf(scopeText('https://mail.google.com/'));
    assert.deepEqual(await told(policy, policy), []);
    const lowered = policyOf(scopeText('https://mail.google.com/', { risk: 'high' }));
    assert.equal((await told(policy, lowered)).length, 1);
    assert.equal((await told(policy, null)).length, 1, 'the first policy, too');
  });

  test('passes where somebody else approved just this', async () => {
    const scopes = scopeText('https://mail.google.com/');
    const definition = definitionsOf(policyOf(scopes)).find(({ kind }) => kind === 'scope');
    assert.ok(definition);
    const note = (approver: string, digest = definition.digest) => ({
      path: 'approvals/mail.note',
      text: signApproval(
        {
          ...{ environment: 'production', kind: 'scope', name: definition.name, definition: digest },
          ...{ author: 'p-1', approver, time: '2026-11-20T00:00:00Z' },
        },
        SIGNERS[approver] as Signer,
      ),
    });
    assert.deepEqual(await told(policyOf(scopes, undefined, [note('p-2')])), []);
    const other = policyOf(scopes, undefined, [note('p-2', `sha256:${'0'.repeat(64)}`)]);
    assert.equal((await told(other)).length, 1);
  });
});
