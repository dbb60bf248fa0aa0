import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import type { ClientChanges } from './clients.ts';
import { createInteractions } from './interactions.ts';
import { type MoreGrant, registerMoreGrants } from './more-grants.ts';
import { type MoreFeatures, providerConfiguration } from './provider-configuration.ts';
import { openSealedRecords } from './sealed-records.ts';
import { type Credentials, openSecretFiles } from './secret-files.ts';

const ACCESS_TOKEN_SECONDS = 300;

export interface AuthorizationServerOptions {
  /** The public issuer, which is the guard's address: the server stands behind it. */
  readonly issuer: string;
  readonly port: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Keys, secrets and what was issued; made on first start. */
  readonly dataDirectory: string;
  /** Waited for before each answer: a server that takes its time. */
  readonly beforeAnswer?: () => Promise<void>;
  /** Shown each response before anything of it is written, for tests that look for what was given out. */
  readonly onResponse?: (response: ServerResponse) => void;
  /** Redirect URIs by client, where they aren't where `npm start` has them. */
  readonly redirectUris?: Readonly<Record<string, string>>;
  /** Life of access tokens. Default: 300. */
  readonly accessTokenSeconds?: number;
  /** Changes the claims of JWT access tokens before they are signed, for tests of guards against a server that gives too much. */
  readonly changeClaims?: (claims: Record<string, unknown>) => void;
  /** More features than Acme uses, for tests of guards in front of a server that can do more. */
  readonly features?: MoreFeatures;
  /** What clients are registered with beside what Acme has, for the same. */
  readonly clientChanges?: ClientChanges;
  /** Grants beside what Acme uses, for the same. */
  readonly moreGrants?: readonly MoreGrant[];
  /** Told what went wrong inside. */
  readonly onError?: (error: Error) => void;
}

export interface RunningAuthorizationServer {
  /** Where it listens, which isn't its issuer. */
  readonly url: string;
  readonly credentials: Credentials;
  close(): Promise<void>;
}

/** Starts Acme's authorization server. Rejects with the system's error where the port is taken. */
export async function startAuthorizationServer(
  options: AuthorizationServerOptions,
): Promise<RunningAuthorizationServer> {
  const { issuer, dataDirectory, host = '127.0.0.1' } = options;
  const { credentials, keys } = openSecretFiles(dataDirectory);
  const records = openSealedRecords(
    join(dataDirectory, 'state.sqlite'),
    Buffer.from(keys.recordIdKey, 'base64'),
    Buffer.from(keys.recordContentKey, 'base64'),
  );
  const provider = new Provider(
    issuer,
    providerConfiguration({
      credentials,
      keys,
      records,
      accessTokenSeconds: options.accessTokenSeconds ?? ACCESS_TOKEN_SECONDS,
      redirectUris: options.redirectUris ?? {},
      changeClaims: options.changeClaims ?? null,
      moreFeatures: options.features ?? {},
      clientChanges: options.clientChanges ?? {},
    }),
  );
  registerMoreGrants(
    provider,
    options.moreGrants ?? [],
    keys,
    credentials.users,
    options.accessTokenSeconds ?? ACCESS_TOKEN_SECONDS,
  );
  // Behind the guard: scheme and host are what the guard says they are.
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => options.onError?.(error));
  const isInteraction = createInteractions(provider, credentials.users);
  const answer = provider.callback();
  const server = createServer(async (request, response) => {
    options.onResponse?.(response);
    await options.beforeAnswer?.();
    if (!isInteraction(request, response)) void answer(request, response);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, host, resolve);
    });
  } catch (error) {
    records.close();
    throw error;
  }
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    credentials,
    async close() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      records.close();
    },
  };
}
