import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import {
  type RunningAuthorizationServer,
  startAuthorizationServer,
} from '../../../examples/acme/authorization-server/authorization-server.ts';
import { createUpstream, type Listening, listen } from '../../gateway/index.ts';
import { openWriter, pseudonymOf, startSequencer } from '../../ledger/index.ts';
import { compilePolicy } from '../../policy/index.ts';
import { ed25519Signer } from '../../proof/index.ts';
import { startRevocationFeed } from '../../revocation/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { createAccessTokenReader, createFingerprinter } from '../../tokens/index.ts';
import { createIssuerGuard, type IssuerGuard } from './index.ts';
import { startTestDatabase } from './testing/guard-under-test.ts';

const ACME = new URL('../../../examples/acme/ambit/', import.meta.url);
const CALLBACK = 'http://127.0.0.1:4480/callback';
const GUARDS = ['issuer-guard-1', 'issuer-guard-2'];
const ending: (() => Promise<unknown> | unknown)[] = [];

let issuer: string;
let database: Awaited<ReturnType<typeof startTestDatabase>>;
let server: RunningAuthorizationServer;
let front: Listening;
let store: Store;
let guards: IssuerGuard[];
/** Which of the guards answers: they take turns, for neither keeps what the other needs. */
let turn = 0;

before(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ambit-acme-'));
  ending.push(() => rmSync(directory, { recursive: true, force: true }));
  database = await startTestDatabase();
  ending.push(() => database.stop());

  // The issuer's address has to be known before the guards that own it exist.
  const doorway = createServer((request: IncomingMessage, response: ServerResponse) => {
    guards[turn++ % guards.length]?.server.emit('request', request, response);
  });
  front = await listen(doorway, { host: '127.0.0.1', port: 0 });
  ending.push(() => front.close(1));
  issuer = `http://127.0.0.1:${front.port}`;
  server = await startAuthorizationServer({ issuer, port: 0, dataDirectory: directory });
  ending.push(() => server.close());

  store = await openStore({ url: database.url, applicationName: 'test' });
  ending.push(() => store.close());
  const keys = new Map(GUARDS.map((name) => [name, generateKeyPairSync('ed25519')]));
  const publicKeys = new Map<string, KeyObject>([...keys].map(([name, { publicKey }]) => [name, publicKey]));
  const logSigner = ed25519Signer('ambit.example/test', generateKeyPairSync('ed25519').privateKey);
  const sequencer = await startSequencer({
    store,
    environment: 'test',
    origin: 'ambit.example/test',
    logSigner,
    ownWriterKey: generateKeyPairSync('ed25519').privateKey,
    writerKeys: async () => publicKeys,
  });
  ending.push(() => sequencer.stop());
  const stopping = new AbortController();
  ending.push(() => stopping.abort());
  const revocations = await startRevocationFeed({
    store,
    logKey: logSigner.key,
    clock: Date.now,
    signal: stopping.signal,
  });

  const files = readdirSync(ACME, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      return { path: entry.name, text: text.replaceAll('http://127.0.0.1:4400', issuer) };
    });
  const { identified, diagnostics } = compilePolicy(files);
  assert.ok(identified !== null, JSON.stringify(diagnostics));

  const fingerprinter = createFingerprinter({ keyId: 'k1', key: randomBytes(32) });
  const pseudonymKey = randomBytes(32);
  const guardSecret = readFileSync(join(directory, 'ambit-guard.secret'), 'utf8').trim();
  guards = [];
  for (const [name, { privateKey }] of keys) {
    const writer = await openWriter({ store, environment: 'test', writer: name, privateKey, maxLagSeconds: () => 10 });
    const upstream = createUpstream({ origin: server.url, publicOrigin: issuer });
    const guard = createIssuerGuard({
      issuer,
      publicHosts: [new URL(issuer).host],
      upstream,
      store,
      writer,
      activePolicy: {
        current: () => ({ identified, entry: undefined as never, activatedAt: '2026-01-01T00:00:00Z' }),
        problem: () => null,
        onChange: () => {},
      },
      revocations,
      fingerprinter,
      accessTokens: createAccessTokenReader({
        issuer,
        clock: Date.now,
        fingerprinter,
        keys: { upstream, path: '/jwks' },
        introspection: {
          upstream,
          path: '/token/introspection',
          clientId: 'ambit-guard',
          clientSecret: guardSecret,
        },
      }),
      pseudonymOf: (subject) => pseudonymOf(pseudonymKey, issuer, subject),
      pagePrefixes: ['/interaction/', '/auth/'],
      introspectionClients: ['ambit-guard'],
      clock: Date.now,
      onFault: () => {},
    });
    guards.push(guard);
    ending.push(() => upstream.close());
    ending.push(() => guard.close());
  }
});
after(async () => {
  for (const end of ending.reverse()) await end();
});

const secretOf = (clientId: string): string =>
  server.credentials.clients.find(({ client_id }) => client_id === clientId)?.client_secret ?? '';
const passwordOf = (person: string): string =>
  server.credentials.users.find(({ name }) => name === person)?.password ?? '';
const configurationOf = async (clientId: string): Promise<openid.Configuration> =>
  await openid.discovery(new URL(issuer), clientId, secretOf(clientId), openid.ClientSecretBasic(secretOf(clientId)), {
    execute: [openid.allowInsecureRequests],
  });

/** What a browser does: follows redirects with its cookies and fills in the forms, until it is sent to the client. */
async function browse(address: URL, person: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next: { url: URL; form: Record<string, string> | null } = { url: address, form: null };
  for (let step = 0; step < 12; step += 1) {
    const response = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.form === null ? {} : { method: 'POST', body: new URLSearchParams(next.form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';', 1)[0] ?? '').split(/=(.*)/s);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      const url = new URL(location, next.url);
      if (url.origin !== new URL(issuer).origin) return url;
      next = { url, form: null };
      continue;
    }
    const page = await response.text();
    const action = /action="([^"]*(?:login|consent))"/.exec(page)?.[1];
    assert.ok(action !== undefined, `no form on the page (${response.status}): ${page}`);
    const form: Record<string, string> = action.endsWith('login') ? { name: person, password: passwordOf(person) } : {};
    next = { url: new URL(action, next.url), form };
  }
  throw new Error('the browser never came back');
}

async function signIn(
  configuration: openid.Configuration,
  parameters: Record<string, string>,
  person = 'alice',
): Promise<openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers> {
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const nonce = openid.randomNonce();
  const address = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: CALLBACK,
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  const back = await browse(address, person);
  return await openid.authorizationCodeGrant(configuration, back, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
}

const errorOf = async (attempt: Promise<unknown>): Promise<string> => {
  try {
    await attempt;
  } catch (error) {
    return error instanceof openid.ResponseBodyError ? error.error : String(error);
  }
  return 'no error';
};

describe('openid-client, unmodified, through two issuer guards in front of oidc-provider', () => {
  it('gets a narrow token, and the policy default where it asks for nothing', async () => {
    const nightly = await configurationOf('nightly-report');
    assert.equal((await openid.clientCredentialsGrant(nightly, { scope: 'orders:read' })).scope, 'orders:read');
    assert.equal((await openid.clientCredentialsGrant(nightly)).scope, 'orders:read');
  });
  it('gets an opaque token of the other API', async () => {
    const sync = await configurationOf('customer-sync');
    const tokens = await openid.clientCredentialsGrant(sync, { scope: 'customers:read customers:export' });
    assert.equal(tokens.scope, 'customers:read', 'narrowed as the policy says');
    assert.ok(!tokens.access_token.includes('.'));
  });
  it('is refused what the server itself would give', async () => {
    const nightly = await configurationOf('nightly-report');
    assert.equal(await errorOf(openid.clientCredentialsGrant(nightly, { scope: 'orders:write' })), 'invalid_scope');
    const fulfilment = await configurationOf('order-fulfilment');
    assert.equal(await errorOf(openid.clientCredentialsGrant(fulfilment, { scope: 'orders:refund' })), 'invalid_scope');
    assert.equal(await errorOf(openid.clientCredentialsGrant(fulfilment)), 'invalid_scope', 'it has no default');
    const storefront = await configurationOf('storefront');
    assert.equal(
      await errorOf(openid.clientCredentialsGrant(storefront, { scope: 'orders:read' })),
      'unauthorized_client',
    );
  });

  it('signs alice in with PKCE through the real pages, refreshes, narrows, and revokes', async () => {
    const storefront = await configurationOf('storefront');
    const tokens = await signIn(storefront, {
      scope: 'openid offline_access orders:read orders:write',
      prompt: 'consent',
    });
    assert.equal(tokens.claims()?.sub, 'alice');
    assert.equal(tokens.scope, 'orders:read orders:write');
    assert.ok(tokens.refresh_token !== undefined);

    const refreshed = await openid.refreshTokenGrant(storefront, tokens.refresh_token);
    assert.equal(refreshed.scope, 'orders:read orders:write');
    assert.ok(refreshed.refresh_token !== undefined);
    const narrowed = await openid.refreshTokenGrant(storefront, refreshed.refresh_token, { scope: 'orders:read' });
    assert.equal(narrowed.scope, 'orders:read');
    assert.ok(narrowed.refresh_token !== undefined);

    await openid.tokenRevocation(storefront, narrowed.refresh_token);
    assert.equal(await errorOf(openid.refreshTokenGrant(storefront, narrowed.refresh_token)), 'invalid_grant');
    const introspected = await openid.tokenIntrospection(storefront, narrowed.access_token);
    assert.equal(introspected.active, false);
  });
  it('gets a refresh token once only where it was rotated', async () => {
    const storefront = await configurationOf('storefront');
    const tokens = await signIn(storefront, { scope: 'openid offline_access orders:read', prompt: 'consent' });
    const first = tokens.refresh_token ?? '';
    const second = (await openid.refreshTokenGrant(storefront, first)).refresh_token ?? '';
    assert.equal(await errorOf(openid.refreshTokenGrant(storefront, first)), 'invalid_grant');
    assert.equal(await errorOf(openid.refreshTokenGrant(storefront, second)), 'invalid_grant');
  });
  it('signs in for the default scopes where it asks for none', async () => {
    const storefront = await configurationOf('storefront');
    const tokens = await signIn(storefront, {});
    assert.equal(tokens.scope, 'orders:read');
  });
  it('learns of a broad request at the redirect', async () => {
    const desk = await configurationOf('support-desk');
    const address = openid.buildAuthorizationUrl(desk, {
      redirect_uri: 'http://127.0.0.1:4481/callback',
      scope: 'openid customers:pii',
      state: 's',
    });
    const back = await browse(address, 'carol');
    assert.equal(back.searchParams.get('error'), 'invalid_scope');
    assert.equal(back.searchParams.get('state'), 's');
  });
  it('introspects its own opaque token', async () => {
    const sync = await configurationOf('customer-sync');
    const tokens = await openid.clientCredentialsGrant(sync);
    const introspected = await openid.tokenIntrospection(sync, tokens.access_token);
    assert.equal(introspected.active, true);
    assert.equal(introspected.scope, 'customers:read');
    await openid.tokenRevocation(sync, tokens.access_token);
    assert.equal((await openid.tokenIntrospection(sync, tokens.access_token)).active, false);
  });
});

describe('oauth4webapi, unmodified', () => {
  const insecure = { [oauth.allowInsecureRequests]: true };

  it('finds the guard by both kinds of metadata and gets a token', async () => {
    for (const algorithm of ['oidc', 'oauth2'] as const) {
      const response = await oauth.discoveryRequest(new URL(issuer), { algorithm, ...insecure });
      const as = await oauth.processDiscoveryResponse(new URL(issuer), response);
      const client = { client_id: 'nightly-report' };
      const answer = await oauth.clientCredentialsGrantRequest(
        as,
        client,
        oauth.ClientSecretPost(secretOf('nightly-report')),
        new URLSearchParams({ scope: 'orders:read' }),
        insecure,
      );
      const tokens = await oauth.processClientCredentialsResponse(as, client, answer);
      assert.equal(tokens.scope, 'orders:read');
    }
  });
  it('completes the code flow of a public client with PKCE', async () => {
    const response = await oauth.discoveryRequest(new URL(issuer), insecure);
    const as = await oauth.processDiscoveryResponse(new URL(issuer), response);
    const client = { client_id: 'mobile-app' };
    const redirectUri = 'http://127.0.0.1:4482/callback';
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const address = new URL(as.authorization_endpoint ?? '');
    address.search = new URLSearchParams({
      client_id: client.client_id,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid orders:read',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    const parameters = oauth.validateAuthResponse(as, client, await browse(address, 'bob'), state);
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      oauth.None(),
      parameters,
      redirectUri,
      verifier,
      insecure,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer);
    assert.equal(tokens.scope, 'orders:read');
    assert.equal(oauth.getValidatedIdTokenClaims(tokens)?.sub, 'bob');
  });
});

it('leaves no name, token, code, secret or password in the database', async () => {
  const storefront = await configurationOf('storefront');
  const tokens = await signIn(storefront, { scope: 'openid offline_access orders:read', prompt: 'consent' }, 'carol');
  const { rows: tables } = await store.pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  for (const { name } of tables) {
    const { rows } = await store.pool.query<{ row: string }>(`select "${name}"::text as row from "${name}"`);
    const text = rows
      .map(({ row }) => row.replace(/\\\\x([0-9a-f]+)/g, (_, hex) => Buffer.from(hex, 'hex').toString()))
      .join('\n');
    for (const secret of [
      tokens.access_token,
      tokens.refresh_token ?? '',
      tokens.id_token ?? '',
      secretOf('storefront'),
      passwordOf('carol'),
      'carol',
    ])
      assert.ok(!text.includes(secret), `${name} holds what it must not`);
  }
});
