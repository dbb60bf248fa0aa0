import type { Upstream } from '../../gateway/index.ts';
import {
  type ClaimedClient,
  type DpopProof,
  endpointPath,
  formatParameters,
  parseServerMetadata,
  parseStrictJson,
  type ServerMetadata,
  soleHeader,
} from '../../oauth/index.ts';
import { IssuerGuardError } from './guard-error.ts';

/** Largest answer of a direct endpoint. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** RFC 9449 §8.1. */
const NONCE = /^[!#-[\]-~]{1,512}$/;
const METADATA_MAX_BYTES = 256 * 1024;
/** Metadata and keys are asked for again after this time. */
const FRESH_MILLISECONDS = 30_000;
/** When the server can't be asked, what was known stays good this long. */
const STALE_MILLISECONDS = 24 * 3600_000;

export interface DirectAnswer {
  readonly status: number;
  /** Media type without parameters, in lower case; empty where there is none. */
  readonly mediaType: string;
  readonly text: string;
  /** For the client's next DPoP proof (RFC 9449 §8); null where there is none, or none that has one spelling. */
  readonly dpopNonce: string | null;
}

/** Endpoints that a client calls itself, with its credentials. */
export type DirectEndpoint =
  | 'token'
  | 'revocation'
  | 'introspection'
  | 'pushedAuthorizationRequest'
  | 'deviceAuthorization'
  | 'backchannelAuthentication';

/** The authorization server behind the guard, by what the guard asks of it. Each call throws IssuerGuardError `server_unavailable`. */
export interface AuthorizationServer {
  /** @throws IssuerGuardError also `metadata_unusable` */
  metadata(): Promise<ServerMetadata>;
  /** Its key set, as it publishes it. */
  keySet(): Promise<string>;
  /** Sends a form to one of its direct endpoints, with the credentials of the client that asks. */
  post(
    endpoint: DirectEndpoint,
    client: ClaimedClient,
    parameters: readonly (readonly [name: string, value: string])[],
    proof?: DpopProof | null,
  ): Promise<DirectAnswer>;
}

export function authorizationServerBehind(options: {
  readonly issuer: string;
  readonly upstream: Upstream;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}): AuthorizationServer {
  const { issuer, upstream, clock } = options;

  const get = async (path: string, maxBytes: number): Promise<string> => {
    const answer = await ask(upstream, {
      method: 'GET',
      target: path,
      headers: ['accept', 'application/json'],
      maxBytes,
    });
    if (answer.status !== 200 || !answer.mediaType.includes('json'))
      throw new IssuerGuardError('server_unavailable', `the authorization server answers ${answer.status} at ${path}`);
    return answer.text;
  };
  const metadata = remembered(clock, async () => {
    const text = await get(wellKnownPath(issuer), METADATA_MAX_BYTES);
    try {
      return parseServerMetadata(parseStrictJson(text, { maxLength: METADATA_MAX_BYTES }), issuer);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'it can not be read';
      throw new IssuerGuardError('metadata_unusable', why, { cause });
    }
  });
  const keySet = remembered(clock, async () => {
    const { endpoints } = await metadata();
    return await get(endpointPath(endpoints.jwks), METADATA_MAX_BYTES);
  });

  return {
    metadata,
    keySet,
    async post(endpoint, client, parameters, proof = null) {
      const { endpoints } = await metadata();
      const address = endpoints[endpoint];
      if (address === null)
        throw new IssuerGuardError('metadata_unusable', `the authorization server has no ${endpoint} endpoint`);
      return await ask(upstream, {
        method: 'POST',
        target: endpointPath(address),
        headers: [
          'accept',
          'application/json',
          'content-type',
          'application/x-www-form-urlencoded',
          ...(client.authorization === null ? [] : ['authorization', client.authorization]),
          ...(proof === null ? [] : ['dpop', proof.text]),
        ],
        body: formatParameters([...parameters, ...client.parameters]),
        maxBytes: MAX_ANSWER_BYTES,
      });
    },
  };
}

/** Where an issuer publishes its metadata (OpenID Connect Discovery §4). */
export function wellKnownPath(issuer: string): string {
  return `${new URL(issuer).pathname.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

async function ask(
  upstream: Upstream,
  call: {
    readonly method: 'GET' | 'POST';
    readonly target: string;
    readonly headers: readonly string[];
    readonly body?: string;
    readonly maxBytes: number;
  },
): Promise<DirectAnswer> {
  try {
    const { status, headers, body } = await upstream.request(call);
    const mediaType = soleHeader(headers, 'content-type')?.split(';', 1)[0] ?? '';
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    const nonce = soleHeader(headers, 'dpop-nonce');
    const dpopNonce = nonce !== null && NONCE.test(nonce) ? nonce : null;
    return { status, mediaType: mediaType.trim().toLowerCase(), text, dpopNonce };
  } catch (cause) {
    throw new IssuerGuardError('server_unavailable', 'the authorization server does not answer', { cause });
  }
}

/** Loads once, keeps the result for a while, and longer when it can't be loaded again. Callers at the same time share one load. */
function remembered<Value>(clock: () => number, load: () => Promise<Value>): () => Promise<Value> {
  let known: { readonly value: Value; readonly at: number } | null = null;
  let loading: Promise<Value> | null = null;
  return async () => {
    if (known !== null && clock() - known.at < FRESH_MILLISECONDS) return known.value;
    loading ??= load().finally(() => {
      loading = null;
    });
    try {
      const value = await loading;
      known = { value, at: clock() };
      return value;
    } catch (error) {
      if (known !== null && clock() - known.at < STALE_MILLISECONDS) return known.value;
      throw error;
    }
  };
}
