import { setTimeout as delay } from 'node:timers/promises';
import { createElevations, ELEVATION_KINDS, type Elevations } from '../../elevation/index.ts';
import { clientAddressBehind, createUpstream, publicHostsOf, type Upstream } from '../../gateway/index.ts';
import { type LedgerWriter, openWriter, pseudonymOf } from '../../ledger/index.ts';
import { endpointPath, parseServerMetadata, parseStrictJson, type ServerMetadata } from '../../oauth/index.ts';
import type { VerifierKey } from '../../proof/index.ts';
import { type ActivePolicy, followActivePolicy } from '../../records/index.ts';
import { type RevocationFeed, startRevocationFeed } from '../../revocation/index.ts';
import { type AccessTokenReader, createAccessTokenReader, type Fingerprinter } from '../../tokens/index.ts';
import { AppError } from '../app-error.ts';
import { fingerprinterOf } from '../fingerprinter.ts';
import { currentLogKey, logVerifierKey, secretKey } from '../keys.ts';
import { readSecret } from '../secret.ts';
import type { RoleContext } from './role.ts';
import { watchPolicyAndFeed } from './watch-policy-and-feed.ts';

const POLL_MILLISECONDS = 50;
/** A guard that waits longer says what it waits for. */
const PATIENCE_MILLISECONDS = 5000;
/** An answer `active` of an introspection is good for this long where no high-risk scope is at stake. */
const INTROSPECTION_CACHE_SECONDS = 10;
const MAX_METADATA_BYTES = 256 * 1024;

/** What both guards are made of. */
export interface GuardParts {
  readonly writer: LedgerWriter;
  readonly activePolicy: ActivePolicy;
  readonly revocations: RevocationFeed;
  /** As fresh as the revocations: they are read together. */
  readonly elevations: Elevations;
  readonly fingerprinter: Fingerprinter;
  readonly accessTokens: AccessTokenReader;
  /** The authorization server, as the guards reach it. */
  readonly authorizationServer: Upstream;
  /** Values of `Host` under which the issuer is reached. */
  readonly issuerHosts: readonly string[];
  readonly pseudonymOf: (subject: string) => string;
  close(): Promise<void>;
}

/** Opens them. Waits for the log's key and for the authorization server's metadata; gives up only when the process is to end. */
export async function openGuardParts(context: RoleContext, name: string): Promise<GuardParts> {
  const { configuration, directory, env, store, writerKey, lifetime, operation } = context;
  const { issuer, upstream, introspection, tokenTypes } = configuration.authorizationServer;
  const clientSecret =
    introspection === null
      ? null
      : readSecret(introspection.clientSecret, 'authorizationServer.introspection.clientSecret', env);
  const fingerprinter = fingerprinterOf(directory);
  const pseudonymKey = secretKey(directory, 'pseudonym');
  const logKey = await logKeyOf(context);
  const elevations = createElevations();
  const also = { kinds: ELEVATION_KINDS, take: elevations.take };
  const [activePolicy, revocations] = await Promise.all([
    followActivePolicy({ store, signal: lifetime }),
    startRevocationFeed({ store, logKey, clock: Date.now, signal: lifetime, also }),
  ]);
  const writer = operation.measuredWriter(
    await openWriter({
      store,
      environment: configuration.environment,
      writer: name,
      privateKey: writerKey,
      maxLagSeconds: () =>
        activePolicy.current()?.identified.policy.limits.maxSequencingLagSeconds ?? Number.POSITIVE_INFINITY,
    }),
  );
  watchPolicyAndFeed(operation, activePolicy, revocations);
  const authorizationServer = operation.measuredUpstream(
    createUpstream({
      origin: upstream,
      publicOrigin: new URL(issuer).origin,
      clientAddress: clientAddressBehind(configuration.trustedProxies),
    }),
    'authorization-server',
  );
  const { endpoints } = await metadataOf(context, authorizationServer, issuer);
  const accessTokens = createAccessTokenReader({
    issuer,
    clock: Date.now,
    fingerprinter,
    types: tokenTypes,
    keys: { upstream: authorizationServer, path: endpointPath(endpoints.jwks) },
    introspection:
      introspection === null || clientSecret === null || endpoints.introspection === null
        ? null
        : {
            upstream: authorizationServer,
            path: endpointPath(endpoints.introspection),
            clientId: introspection.clientId,
            clientSecret,
            cacheSeconds: INTROSPECTION_CACHE_SECONDS,
          },
  });
  return {
    writer,
    activePolicy,
    revocations,
    elevations,
    fingerprinter,
    accessTokens,
    authorizationServer,
    issuerHosts: publicHostsOf(issuer),
    pseudonymOf: (subject) => pseudonymOf(pseudonymKey, issuer, subject),
    close: () => authorizationServer.close(),
  };
}

/** Waits until a guard would decide: a policy is active and the ledger gives signs of life. */
export async function untilReady({ notice, signal }: RoleContext, isReady: () => boolean): Promise<void> {
  await waitFor(
    async () => (isReady() ? true : null),
    () => notice('waits for an active policy and for the sequencer'),
    signal,
  );
}

/** The log's key as it is at the time, once the sequencer has made it. @throws AppError `data_unusable` where it is another log's */
export async function logKeyOf({ directory, configuration, signal, notice }: RoleContext): Promise<() => VerifierKey> {
  const key = await waitFor(
    async () => logVerifierKey(directory),
    () => notice(`waits for the log's verifier key in ${directory.keys}/log.pub, which the sequencer makes`),
    signal,
  );
  if (key.name !== configuration.ledger.origin)
    throw new AppError(
      'data_unusable',
      `${directory.keys}/log.pub is the key of the log ${key.name}, and the configuration's ledger.origin is ${configuration.ledger.origin}: a log keeps its origin for ever.`,
    );
  return currentLogKey(directory, key);
}

function metadataOf({ notice, signal }: RoleContext, server: Upstream, issuer: string): Promise<ServerMetadata> {
  const target = `${new URL(issuer).pathname.replace(/\/$/, '')}/.well-known/openid-configuration`;
  let why = 'it does not answer';
  return waitFor(
    async () => {
      try {
        const { status, body } = await server.request({
          method: 'GET',
          target,
          headers: ['accept', 'application/json'],
          maxBytes: MAX_METADATA_BYTES,
        });
        if (status === 200) return parseServerMetadata(parseStrictJson(Buffer.from(body).toString()), issuer);
        why = `it answers ${status} at ${target}`;
      } catch (error) {
        if (error instanceof Error) why = error.message;
      }
      return null;
    },
    () => notice(`waits for the authorization server at ${server.origin}: ${why}`),
    signal,
  );
}

/** Asks again and again until the answer is not null. @throws the signal's reason, once it is aborted */
async function waitFor<T>(ask: () => Promise<T | null>, complain: () => void, signal: AbortSignal): Promise<T> {
  const began = performance.now();
  let complained = false;
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask();
    if (answer !== null) return answer;
    if (!complained && performance.now() - began > PATIENCE_MILLISECONDS) {
      complained = true;
      complain();
    }
    await delay(POLL_MILLISECONDS, undefined, { signal });
  }
}
