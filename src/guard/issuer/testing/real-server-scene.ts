import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject, type KeyPairKeyObjectResult, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { inspect } from 'node:util';
import * as openid from 'openid-client';
import {
  type AuthorizationServerOptions,
  type RunningAuthorizationServer,
  startAuthorizationServer,
} from '../../../../examples/acme/authorization-server/authorization-server.ts';
import { usedSecrets, writeAllRows } from '../../../../test/system/used-secrets.ts';
import { createElevations, ELEVATION_KINDS, type Elevations } from '../../../elevation/index.ts';
import { type Entry, POLICY_WRITER } from '../../../entries/index.ts';
import { createUpstream, type Listening, listen, type Upstream } from '../../../gateway/index.ts';
import { type RawAnswer, sendRaw } from '../../../gateway/testing/raw-connection.ts';
import { fixedLogKeys, type LedgerWriter, openWriter, pseudonymOf, startSequencer } from '../../../ledger/index.ts';
import { formatBasicCredentials, formatParameters } from '../../../oauth/index.ts';
import type { IdentifiedPolicy, Policy } from '../../../policy/index.ts';
import { ed25519Signer } from '../../../proof/index.ts';
import { type RevocationContext, type RevocationFeed, startRevocationFeed } from '../../../revocation/index.ts';
import { openStore, type Store } from '../../../store/index.ts';
import { type AccessTokenReader, createAccessTokenReader, createFingerprinter } from '../../../tokens/index.ts';
import { createIssuerGuard, type IssuerGuard, type IssuerGuardOptions } from '../index.ts';
import { acmePolicy } from './acme-policy.ts';
import { browse } from './browse.ts';
import { type DatabaseDoor, startDatabaseDoor } from './database-door.ts';
import { startTestDatabase } from './guard-under-test.ts';
import { typeCode } from './type-code.ts';
import { writtenNow, writtenSince } from './written-entries.ts';

const GUARDS = ['issuer-guard-1', 'issuer-guard-2'];
const FORM = 'application/x-www-form-urlencoded';
export const CALLBACK = 'http://127.0.0.1:4480/callback';

/** A request as a guard sent it on. */
export interface SentOn {
  readonly method: string;
  readonly target: string;
  /** Of a direct endpoint; null for what passes through. */
  readonly body: string | null;
}

export interface Happened {
  /** What reached the authorization server, without its metadata, keys and the guard's own questions about tokens. */
  readonly sentOn: readonly SentOn[];
  /** What the guards wrote, in the order of their clocks. */
  readonly entries: readonly Entry[];
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export type TokenAnswer = openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;

export interface SceneOptions {
  /** Stands between the guards and the server. Given where the server listens, says where it listens itself. */
  readonly inFrontOfServer?: (origin: string) => Promise<{ readonly origin: string; close(): Promise<unknown> }>;
  /** Stands between everybody and the database. Given its address, says another one. */
  readonly inFrontOfDatabase?: (url: string) => Promise<{ readonly url: string; close(): Promise<unknown> }>;
  /** Longest silence of the database, and longest time until a request is answered, in seconds. */
  readonly patience?: {
    readonly silenceSeconds: number;
    readonly deadlineSeconds: number;
    readonly serverSeconds: number;
  };
  readonly clientLimits?: IssuerGuardOptions['clientLimits'];
  /** More features of the server: what it could do for whoever reaches it. */
  readonly serverFeatures?: AuthorizationServerOptions['features'];
  /** Whether the guards keep journals, and their database is behind a door that can be shut. */
  readonly journals?: boolean;
  /** What clients are registered with at the server beside what Acme has. */
  readonly serverClients?: AuthorizationServerOptions['clientChanges'];
  /** Grants of the server's beside what Acme uses. */
  readonly serverGrants?: AuthorizationServerOptions['moreGrants'];
  /** Writers beside the guards', for others on the same ledger. What they write counts as what happened. */
  readonly besideWriters?: readonly string[];
}

/** What the guards are made of, for others beside them. */
export interface SceneParts {
  readonly store: Store;
  readonly databaseUrl: string;
  readonly writers: ReadonlyMap<string, LedgerWriter>;
  /** Keys of the writers, which the sequencer knows. */
  readonly keys: ReadonlyMap<string, KeyPairKeyObjectResult>;
  readonly revocations: RevocationFeed;
  readonly accessTokens: AccessTokenReader;
  readonly policy: () => IdentifiedPolicy;
}

/** Acme's `oidc-provider` behind two issuer guards that take turns, with policy, ledger and database. Registers its own hooks. */
export function realServerScene(options: SceneOptions = {}) {
  const ending: (() => Promise<unknown> | unknown)[] = [];
  const sent: SentOn[] = [];
  const guards: IssuerGuard[] = [];
  const faults: unknown[] = [];
  const secrets = usedSecrets();
  const state = {
    issuer: '',
    /** Changes the claims of JWT access tokens before the server signs them. */
    changeClaims: null as ((claims: Record<string, unknown>) => void) | null,
    /** Waited for before the server answers. */
    beforeAnswer: null as (() => Promise<void>) | null,
    /** How far the guards' clocks are ahead, in seconds. */
    aheadSeconds: 0,
  };
  let server: RunningAuthorizationServer;
  let front: Listening;
  let store: Store;
  let acme: IdentifiedPolicy;
  let policy: IdentifiedPolicy;
  let management: LedgerWriter;
  let pseudonym: (subject: string) => string;
  /** Which of the guards answers: neither keeps what the other needs. */
  let turn = 0;
  /** Where each guard listens by itself, so that its own parser reads what is sent. */
  const ports: number[] = [];
  let parts: SceneParts;
  let door: DatabaseDoor | null = null;
  let dataDirectory = '';
  const elevations = createElevations();
  const besides = options.besideWriters ?? [];

  before(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ambit-acme-'));
    ending.push(() => rmSync(directory, { recursive: true, force: true }));
    dataDirectory = directory;
    const database = await startTestDatabase();
    ending.push(() => database.stop());
    const behindDoor = options.journals === true ? await startDatabaseDoor(database.url) : null;
    door = behindDoor;
    if (behindDoor !== null) ending.push(() => behindDoor.close());
    const url = behindDoor?.url ?? database.url;

    // The issuer's address has to be known before the guards that own it exist.
    const doorway = createServer((request: IncomingMessage, response: ServerResponse) => {
      guards[turn++ % guards.length]?.server.emit('request', request, response);
    });
    front = await listen(doorway, { host: '127.0.0.1', port: 0 });
    ending.push(() => front.close(1));
    const issuer = `http://127.0.0.1:${front.port}`;
    state.issuer = issuer;
    server = await startAuthorizationServer({
      issuer,
      port: 0,
      dataDirectory: directory,
      changeClaims: (claims) => state.changeClaims?.(claims),
      onResponse: secrets.watch,
      beforeAnswer: async () => await state.beforeAnswer?.(),
      ...(options.serverFeatures === undefined ? {} : { features: options.serverFeatures }),
      ...(options.serverGrants === undefined ? {} : { moreGrants: options.serverGrants }),
      ...(options.serverClients === undefined ? {} : { clientChanges: options.serverClients }),
    });
    ending.push(() => server.close());
    const { clients, users } = server.credentials;
    secrets.add(...clients.map(({ client_secret }) => client_secret ?? ''), ...users.map(({ password }) => password));
    const inFront = await options.inFrontOfServer?.(server.url);
    if (inFront !== undefined) ending.push(() => inFront.close());
    const origin = inFront?.origin ?? server.url;

    const inFrontOfDatabase = await options.inFrontOfDatabase?.(url);
    if (inFrontOfDatabase !== undefined) ending.push(() => inFrontOfDatabase.close());
    const silence = options.patience === undefined ? {} : { silenceSeconds: options.patience.silenceSeconds };
    store = await openStore({ url: inFrontOfDatabase?.url ?? url, applicationName: 'test', ...silence });
    ending.push(() => store.close());
    const names = new Set([...GUARDS, POLICY_WRITER, ...besides]);
    const keys = new Map([...names].map((name) => [name, generateKeyPairSync('ed25519')]));
    const publicKeys = new Map<string, KeyObject>([...keys].map(([name, { publicKey }]) => [name, publicKey]));
    const logSigner = ed25519Signer('ambit.example/test', generateKeyPairSync('ed25519').privateKey);
    const sequencer = await startSequencer({
      store,
      environment: 'test',
      origin: 'ambit.example/test',
      logKeys: fixedLogKeys(logSigner),
      ownWriterKey: generateKeyPairSync('ed25519').privateKey,
      writerKeys: async () => publicKeys,
    });
    ending.push(() => sequencer.stop());
    const stopping = new AbortController();
    ending.push(() => stopping.abort());
    const revocations = await startRevocationFeed({
      store,
      logKey: () => logSigner.key,
      clock: Date.now,
      signal: stopping.signal,
      also: { kinds: ELEVATION_KINDS, take: elevations.take },
    });

    acme = acmePolicy(issuer);
    policy = acme;
    const fingerprinter = createFingerprinter({ keyId: 'k1', key: randomBytes(32) });
    const pseudonymKey = randomBytes(32);
    pseudonym = (subject) => pseudonymOf(pseudonymKey, issuer, subject);
    const guardSecret = readFileSync(join(directory, 'ambit-guard.secret'), 'utf8').trim();
    const writers = new Map<string, LedgerWriter>();
    for (const [name, { privateKey }] of keys) {
      const writer = await openWriter({
        store,
        environment: 'test',
        writer: name,
        privateKey,
        maxLagSeconds: () => 10,
      });
      if (name === POLICY_WRITER) management = writer;
      const plain = createUpstream({
        origin,
        publicOrigin: issuer,
        ...(options.patience === undefined ? {} : { headersTimeoutSeconds: options.patience.serverSeconds }),
      });
      const upstream = watched(plain, sent);
      const accessTokens = createAccessTokenReader({
        issuer,
        clock: Date.now,
        fingerprinter,
        keys: { upstream: plain, path: '/jwks' },
        introspection: {
          upstream: plain,
          path: '/token/introspection',
          clientId: 'ambit-guard',
          clientSecret: guardSecret,
        },
      });
      writers.set(name, writer);
      parts = { store, databaseUrl: database.url, keys, writers, revocations, accessTokens, policy: () => policy };
      if (!GUARDS.includes(name)) continue;
      const guard = createIssuerGuard({
        issuer,
        publicHosts: [new URL(issuer).host],
        upstream,
        store,
        writer,
        activePolicy: {
          current: () => ({ identified: policy, entry: undefined as never, activatedAt: '2026-01-01T00:00:00Z' }),
          problem: () => null,
          onChange: () => {},
        },
        revocations,
        elevations,
        fingerprinter,
        accessTokens,
        pseudonymOf: pseudonym,
        ...(options.journals === true ? { journalDirectory: join(directory, 'journals') } : {}),
        pagePrefixes: [
          '/interaction/',
          '/auth/',
          ...(options.serverFeatures?.deviceFlow?.enabled === true ? ['/device', '/device/'] : []),
        ],
        introspectionClients: ['ambit-guard'],
        clock: () => Date.now() + state.aheadSeconds * 1000,
        onFault: (fault) => faults.push(fault),
        ...(options.clientLimits === undefined ? {} : { clientLimits: options.clientLimits }),
        ...(options.patience === undefined ? {} : { deadlineSeconds: options.patience.deadlineSeconds }),
      });
      guards.push(guard);
      const own = await listen(guard.server, { host: '127.0.0.1', port: 0 });
      ports.push(own.port);
      ending.push(() => own.close(1));
      ending.push(() => upstream.close());
      ending.push(() => guard.close());
    }
  });
  after(async () => {
    const written = mkdtempSync(join(tmpdir(), 'ambit-written-'));
    try {
      writeFileSync(join(written, 'faults'), inspect(faults, { depth: 10, maxStringLength: null }));
      await writeAllRows(store, join(written, 'rows'));
      const found = secrets.foundIn(written);
      assert.deepEqual(found, [], 'no token and no secret that was used is in a table or was told to the operator');
    } finally {
      rmSync(written, { recursive: true, force: true });
      for (const end of ending.reverse()) await end();
    }
  });

  const scene = {
    get issuer(): string {
      return state.issuer;
    },
    get store(): Store {
      return store;
    },
    get parts(): SceneParts {
      return parts;
    },
    /** What the management does there. */
    get management(): RevocationContext {
      return { store, writer: management, issuer: state.issuer };
    },
    get policy(): IdentifiedPolicy {
      return policy;
    },
    pseudonymOf: (subject: string): string => pseudonym(subject),
    /** The elevations that the guards know of. */
    elevations: elevations as Pick<Elevations, 'get'>,
    /** What the guards told their operator. */
    faults: faults as readonly unknown[],
    /** Bytes that no client library would send. To a guard by its number its own parser reads them. */
    raw: (bytes: string | Uint8Array, guard?: 0 | 1): Promise<RawAnswer> =>
      sendRaw(guard === undefined ? front.port : (ports[guard] ?? 0), bytes),
    /** Where the server listens: whoever reaches it goes round the guards. */
    serverUrl: (): string => server.url,
    /** Has the guards write what they have only counted so far, and take back what they hold. They go on. */
    async settle(): Promise<void> {
      for (const guard of guards) await guard.close();
    },
    server: state as Pick<typeof state, 'changeClaims' | 'beforeAnswer' | 'aheadSeconds'>,
    guards: guards as readonly IssuerGuard[],
    /** The database of the guards, where it is behind a door. */
    database: {
      shut: (): void => door?.shut(),
      open: async (): Promise<void> => await door?.open(),
    },
    /** All that the guards' journals hold, as it stands on the disk. */
    journals(): string {
      const folder = join(dataDirectory, 'journals');
      return existsSync(folder)
        ? readdirSync(folder)
            .map((name) => readFileSync(join(folder, name), 'utf8'))
            .join('')
        : '';
    },
    secretOf: (clientId: string): string =>
      server.credentials.clients.find(({ client_id }) => client_id === clientId)?.client_secret ?? '',
    passwordOf: (person: string): string =>
      server.credentials.users.find(({ name }) => name === person)?.password ?? '',
    /** Decides by Acme's policy with this change from now on; without one, by Acme's as it is. */
    usePolicy(change: (policy: Policy) => Policy = (same) => same): void {
      const changed = change(acme.policy);
      policy = changed === acme.policy ? acme : { ...acme, policy: changed };
    },
    /** Does something and says what came of it behind the guard and in the ledger. */
    async watching<Result>(act: () => Promise<Result>): Promise<readonly [Result, Happened]> {
      const before = await writtenNow(store);
      const from = sent.length;
      const result = await act();
      const entries = await writtenSince(store, before, [...GUARDS, ...besides]);
      return [result, { sentOn: sent.slice(from), entries }];
    },
    async request(
      method: string,
      path: string,
      options: { readonly headers?: Record<string, string>; readonly body?: string | Uint8Array<ArrayBuffer> } = {},
    ): Promise<HttpAnswer> {
      const { headers = {}, body = null } = options;
      const response = await fetch(`${state.issuer}${path}`, { method, redirect: 'manual', headers, body });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
      };
    },
    /** Posts a form with the client's Basic credentials; null: with none. */
    post(
      path: string,
      clientId: string | null,
      form: string | Readonly<Record<string, string>>,
      headers: Record<string, string> = {},
    ): Promise<HttpAnswer> {
      const body = typeof form === 'string' ? form : formatParameters(Object.entries(form));
      const authorization =
        clientId === null ? {} : { authorization: formatBasicCredentials(clientId, scene.secretOf(clientId)) };
      return scene.request('POST', path, { headers: { 'content-type': FORM, ...authorization, ...headers }, body });
    },
    configurationOf: async (clientId: string): Promise<openid.Configuration> =>
      await openid.discovery(
        new URL(state.issuer),
        clientId,
        scene.secretOf(clientId),
        openid.ClientSecretBasic(scene.secretOf(clientId)),
        { execute: [openid.allowInsecureRequests] },
      ),
    /** What a person does at the page for a device's code; resolves with what the last page says. */
    typeCode: (address: string, person: string, answer: 'consent' | 'abort' = 'consent'): Promise<string> =>
      typeCode(address, state.issuer, person, scene.passwordOf(person), answer),
    browse: (address: URL, person: string): Promise<URL> =>
      browse(address, state.issuer, person, scene.passwordOf(person)),
    async signIn(
      configuration: openid.Configuration,
      parameters: Record<string, string>,
      person = 'alice',
    ): Promise<TokenAnswer> {
      const { back, checks } = await scene.authorize(configuration, parameters, person);
      return await openid.authorizationCodeGrant(configuration, back, checks);
    },
    /** The code flow up to the redirect back to the client. */
    async authorize(configuration: openid.Configuration, parameters: Record<string, string>, person = 'alice') {
      const pkceCodeVerifier = openid.randomPKCECodeVerifier();
      const checks = { pkceCodeVerifier, expectedState: openid.randomState(), expectedNonce: openid.randomNonce() };
      const address = openid.buildAuthorizationUrl(configuration, {
        redirect_uri: CALLBACK,
        state: checks.expectedState,
        nonce: checks.expectedNonce,
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        ...parameters,
      });
      return { back: await scene.browse(address, person), checks };
    },
  };
  return scene;
}

/** The OAuth error that an attempt of `openid-client` ends with. */
export async function errorOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof openid.ResponseBodyError || error instanceof openid.AuthorizationResponseError)
      return error.error;
    return String(error);
  }
  return 'no error';
}

/** Metadata and keys are asked for when the guard wants them, which is no test's concern. */
function watched(upstream: Upstream, sent: SentOn[]): Upstream {
  return {
    origin: upstream.origin,
    request(request) {
      if (request.method === 'POST')
        sent.push({ method: request.method, target: request.target, body: String(request.body ?? '') });
      return upstream.request(request);
    },
    proxy(request) {
      const { method, path, query } = request.head;
      sent.push({ method, target: request.target ?? `${path}${query === '' ? '' : `?${query}`}`, body: null });
      return upstream.proxy(request);
    },
    close: () => upstream.close(),
  };
}
