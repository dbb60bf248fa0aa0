import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractFrom, testExtractors } from '../testing/extractor-tests.ts';
import { mcpConfig } from './mcp-config.ts';
import { oauthMetadata } from './oauth-metadata.ts';

testExtractors('mcp-config', [mcpConfig, oauthMetadata]);

function scopesOf(args: readonly string[], env: Readonly<Record<string, string>> = {}): readonly string[] {
  const text = JSON.stringify({ mcpServers: { one: { command: 'x', args, env, note: 'scope' } } });
  return extractFrom(mcpConfig, 'mcp.json', text).found.map(({ scope }) => scope);
}

test('tells scopes in arguments from where a server is installed', () => {
  assert.deepEqual(scopesOf(['--scope', 'user']), []);
  assert.deepEqual(scopesOf(['--scope', 'openid email']), ['openid', 'email']);
  assert.deepEqual(scopesOf(['--oauth-scopes', 'anything']), ['anything']);
  assert.deepEqual(scopesOf(['--oauth-scopes']), []);
  assert.deepEqual(scopesOf(['--static-oauth-client-metadata', 'no json']), []);
});

test('tells variables with scopes from others that are called so', () => {
  assert.deepEqual(scopesOf([], { NPM_SCOPE: '@acme/tools', SEARCH_SCOPE: 'all', TELESCOPE: 'a:b' }), []);
  assert.deepEqual(scopesOf([], { GITHUB_SCOPE: 'repo,user', OAUTH_SCOPE: 'x' }), ['repo', 'user', 'x']);
});
