import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseServerMetadata } from '../../../oauth/index.ts';
import { IssuerGuardError } from '../guard-error.ts';
import { routeOf } from './index.ts';
import { pagesEndpoint } from './pages.ts';
import { tokenEndpoint } from './token.ts';

const ISSUER = 'https://issuer.example/oidc';
const METADATA = parseServerMetadata(
  {
    issuer: ISSUER,
    authorization_endpoint: 'http://inside.example/oidc/auth',
    token_endpoint: 'http://inside.example/oidc/token',
    registration_endpoint: 'http://inside.example/oidc/clients/register',
    jwks_uri: 'http://inside.example/oidc/jwks',
    mtls_endpoint_aliases: { token_endpoint: 'http://inside.example/oidc/mtls/token' },
  },
  ISSUER,
);
const route = (path: string, prefixes: readonly string[]) => routeOf(path, ISSUER, METADATA, prefixes);

describe('pages as a way to an endpoint', () => {
  it('pass under a prefix of their own, also one that begins like an endpoint', () => {
    for (const path of ['/oidc/interaction/x', '/oidc/auth/x'])
      assert.equal(route(path, ['/oidc/interaction/', '/oidc/auth/'])?.endpoint, pagesEndpoint, path);
    assert.equal(route('/oidc/token/', ['/oidc/interaction/']), null);
    assert.equal(route('/oidc/interaction/', ['/oidc/interaction/']), null);
  });
  it('do not reach the token endpoint, or registration, in another spelling by a prefix that holds it', () => {
    for (const [path, prefix] of [
      ['/oidc/token/', '/oidc/'],
      ['/oidc/Token', '/oidc/'],
      ['/oidc/clients/register', '/oidc/clients/'],
      ['/OIDC/clients/register', '/OIDC/clients/'],
      ['/oidc/mtls/token', '/oidc/mtls/'],
    ] as const)
      assert.throws(
        () => route(path, [prefix]),
        (error) => error instanceof IssuerGuardError && error.code === 'pages_too_wide',
        path,
      );
  });
  it('leave the endpoints themselves guarded', () => {
    assert.equal(route('/oidc/token', ['/oidc/'])?.endpoint, tokenEndpoint);
  });
});
