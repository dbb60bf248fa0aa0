import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { exportJWK, SignJWT } from 'jose';
import { type IdentityProvider, identityProvider, SessionError } from './index.ts';

describe('signing in at an authorization server', () => {
  const [own, foreign] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  let server: Server;
  let issuer = '';
  let provider: IdentityProvider;
  /** What the token endpoint says next. */
  let idToken: (nonce: string) => Promise<string>;
  let asked = new URLSearchParams();
  let nonce = '';

  const signed = (claims: Record<string, unknown>, key: KeyObject = own.privateKey): Promise<string> =>
    new SignJWT({ iss: issuer, aud: 'console', sub: 'bob', ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'k' })
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(key);

  before(async () => {
    server = createServer((request, response) => {
      void (async () => {
        const json = (value: unknown): void => {
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(value));
        };
        if (request.url === '/.well-known/openid-configuration')
          return json({
            issuer,
            authorization_endpoint: `${issuer}/auth`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/jwks`,
            id_token_signing_alg_values_supported: ['EdDSA', 'Ed25519'],
            authorization_response_iss_parameter_supported: true,
          });
        if (request.url === '/jwks')
          return json({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k', alg: 'EdDSA', use: 'sig' }] });
        let body = '';
        for await (const chunk of request) body += String(chunk);
        asked = new URLSearchParams(body);
        json({ access_token: 'a', token_type: 'bearer', id_token: await idToken(nonce) });
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    provider = identityProvider({
      issuer,
      clientId: 'console',
      clientSecret: 'secret',
      redirectUri: 'http://127.0.0.1:1/session/callback',
      scopes: ['openid', 'groups'],
    });
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Begins, and comes back with an answer that is changed. */
  async function round(change: (answer: URL) => void = () => undefined) {
    const begun = await provider.begin({ maxAgeSeconds: null });
    nonce = begun.nonce;
    const answer = new URL(`http://127.0.0.1:1/session/callback?code=c&state=${begun.state}`);
    answer.searchParams.set('iss', issuer);
    change(answer);
    return { begun, finished: provider.finish(answer, begun) };
  }
  const refused = (code: string) => (error: unknown) => error instanceof SessionError && error.code === code;

  test('asks with PKCE, state and nonce, and redeems with the verifier', async () => {
    idToken = (now) => signed({ nonce: now, groups: ['security'] });
    const { begun, finished } = await round();
    const { searchParams } = new URL(begun.url);
    assert.equal(searchParams.get('code_challenge_method'), 'S256');
    assert.equal(searchParams.get('scope'), 'openid groups');
    assert.equal(searchParams.get('state'), begun.state);
    assert.deepEqual((await finished)['groups'], ['security']);
    assert.equal(asked.get('code_verifier'), begun.codeVerifier);
    assert.equal(asked.get('redirect_uri'), 'http://127.0.0.1:1/session/callback');
  });

  test('refuses an answer of another issuer, and one that names none (mix-up, RFC 9207)', async () => {
    idToken = (now) => signed({ nonce: now });
    const other = await round((answer) => answer.searchParams.set('iss', 'https://evil.example'));
    await assert.rejects(other.finished, refused('answer_invalid'));
    const none = await round((answer) => answer.searchParams.delete('iss'));
    await assert.rejects(none.finished, refused('answer_invalid'));
  });

  test('refuses an answer with another state, and the server’s own no', async () => {
    idToken = (now) => signed({ nonce: now });
    const other = await round((answer) => answer.searchParams.set('state', 'other'));
    await assert.rejects(other.finished, refused('answer_invalid'));
    const denied = await round((answer) => {
      answer.searchParams.delete('code');
      answer.searchParams.set('error', 'access_denied');
    });
    await assert.rejects(denied.finished, refused('sign_in_denied'));
  });

  for (const [what, token] of [
    ['with another nonce (replay)', () => signed({ nonce: 'other' })],
    ['without a nonce', () => signed({})],
    ['for another client', (now: string) => signed({ nonce: now, aud: 'other' })],
    ['of another issuer', (now: string) => signed({ nonce: now, iss: 'https://evil.example' })],
    ['signed by another key', (now: string) => signed({ nonce: now }, foreign.privateKey)],
    [
      'that nobody signed',
      async (now: string) => {
        const payload = (await signed({ nonce: now })).split('.')[1] ?? '';
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
      },
    ],
  ] as const)
    test(`refuses an ID token ${what}`, async () => {
      idToken = token;
      const { finished } = await round();
      await assert.rejects(finished, refused('answer_invalid'));
    });

  test('says of a server that doesn’t answer that it is unreachable', async () => {
    const away = identityProvider({
      ...{ issuer: 'http://127.0.0.1:9', clientId: 'console', clientSecret: null, scopes: ['openid'] },
      redirectUri: 'http://127.0.0.1:1/session/callback',
    });
    await assert.rejects(away.begin({ maxAgeSeconds: null }), refused('server_unreachable'));
  });
});
