import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { catalogOf } from './judge-scope.ts';
import { providerOfScope, providers } from './providers.ts';

describe('the provider of a scope', () => {
  const cases: readonly (readonly [name: string, hint: string | null, provider: string | null])[] = [
    ['https://www.googleapis.com/auth/drive', null, 'google'],
    ['https://mail.google.com/', null, 'google'],
    ['https://www.google.com/m8/feeds', null, 'google'],
    ['https://graph.microsoft.com/.default', null, 'microsoft'],
    ['https://graph.microsoft.com/User.Read', null, 'microsoft'],
    ['User.Read', null, 'microsoft'],
    ['Directory.ReadWrite.All', null, 'microsoft'],
    ['chat:write', null, 'slack'],
    ['app_mentions:read', null, 'slack'],
    ['admin.users:read', 'slack', 'slack'],
    ['read:org', null, 'github'],
    ['public_repo', null, 'github'],
    ['read_repository', null, 'gitlab'],
    ['read:jira-work', null, 'atlassian'],
    ['write:page:confluence', null, 'atlassian'],
    ['unauthenticated_read_checkouts', null, 'shopify'],
    ['write_script_tags', null, 'shopify'],
    ['okta.users.read', null, 'okta'],
    ['update:client_grants', null, 'auth0'],
    ['guilds.join', null, 'discord'],
    ['user-read-private', null, 'spotify'],
    ['file_content:read', null, 'figma'],
    ['root_readonly', null, 'box'],
    ['files.content.read', null, 'dropbox'],
    ['chatter_api', null, 'salesforce'],
    ['w_member_social', null, 'linkedin'],
    // Anybody's.
    ['openid', null, null],
    ['users:read', null, null],
    ['read', null, null],
    ['repo', null, null],
    ['orders:read', null, null],
    ['https://orders.example/read', null, null],
    ['User.read', null, null],
    ['Order.Placed', null, null],
    // What else is known of it.
    ['users:read', 'slack', 'slack'],
    ['openid', 'google', 'google'],
    ['repo', 'github', 'github'],
    ['orders:read', 'keycloak', null],
    // The look is surer than the hint.
    ['https://www.googleapis.com/auth/drive', 'slack', 'google'],
  ];
  for (const [name, hint, provider] of cases)
    test(`${name}${hint === null ? '' : `, hinted ${hint}`}: ${provider ?? 'nobody says'}`, () => {
      assert.equal(providerOfScope(name, hint), provider);
    });

  test('is found or not for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (name) => {
        assert.ok(providerOfScope(name) === null || name.length <= 300);
      }),
    );
  });
});

describe('the catalogs', () => {
  test('are of providers in alphabetical order', () => {
    const ids = providers.map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort());
  });

  test('are there for the providers alone', async () => {
    assert.equal(await catalogOf('keycloak'), null);
    assert.equal(await catalogOf('__proto__'), null);
  });

  for (const provider of providers)
    describe(provider.id, async () => {
      const { scopes, sources } = (await catalogOf(provider.id)) ?? assert.fail();

      test('name their sources with a version', () => {
        assert.ok(sources.length > 0);
        for (const { name, version, licence } of sources)
          assert.ok(name !== '' && version !== '' && version !== 'unknown' && licence !== '');
      });

      test('have scope tokens alone (RFC 6749 §3.3)', () => {
        for (const name of scopes.keys()) assert.match(name, /^[\x21\x23-\x5b\x5d-\x7e]+$/);
      });

      test('have no name twice in another case', () => {
        assert.equal(new Set([...scopes.keys()].map((name) => name.toLowerCase())).size, scopes.size);
      });

      test('have narrower scopes of their own, in no circle', () => {
        for (const { name, narrower } of scopes.values())
          for (const other of narrower) {
            assert.ok(scopes.has(other), `${name}: ${other}`);
            assert.ok(
              !scopes.get(other)?.narrower.includes(name),
              `${name} and ${other} are each narrower than the other`,
            );
          }
      });

      test('never let a reading scope hold a writing one', () => {
        for (const { name, access, narrower } of scopes.values())
          if (access === 'read')
            for (const other of narrower) assert.equal(scopes.get(other)?.access, 'read', `${name}: ${other}`);
      });

      test('have a scope for each rule of what is broad', () => {
        for (const rule of provider.broad)
          assert.ok(
            [...scopes.values()].some((scope) => rule.applies(scope)),
            rule.which,
          );
      });

      test('have no name that is another provider’s by its look', () => {
        for (const name of scopes.keys()) assert.ok([null, provider.id].includes(providerOfScope(name)), name);
      });
    });
});
