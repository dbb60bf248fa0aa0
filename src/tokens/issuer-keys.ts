import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Upstream } from '../gateway/index.ts';
import { membersOf, parseStrictJson } from '../oauth/index.ts';
import type { Json } from '../proof/index.ts';
import { suits } from './signature-algorithms.ts';
import { TokenError } from './token-error.ts';

/** Age at which the keys are fetched again, so that a key that was taken out stops verifying. */
const MAX_AGE_SECONDS = 600;
/** How long the last known keys do while the server doesn't answer. */
const MAX_STALE_SECONDS = 24 * 3600;
/** Least time between two fetches: an unknown `kid` costs a stranger nothing. */
const COOLDOWN_SECONDS = 30;
/** The same while no key is known at all. */
const FIRST_COOLDOWN_SECONDS = 1;
const MAX_KEYS = 64;
const MIN_RSA_BITS = 2048;

interface IssuerKey {
  readonly kid: string | null;
  readonly alg: string | null;
  readonly kty: string;
  readonly crv: string | null;
  readonly key: KeyObject;
}

export interface FoundKeys {
  readonly candidates: readonly KeyObject[];
  readonly generation: number;
}

export interface IssuerKeys {
  /**
   * Keys that may have made a signature: this `kid` (any, where the header names none) and fit for this algorithm. Fetches once
   * more where there is none.
   *
   * @throws TokenError `keys_unavailable`
   */
  find(kid: string | null, algorithm: string): Promise<FoundKeys>;
  /**
   * Changes whenever the keys do: what was verified under another generation must be verified again. NaN, which equals nothing,
   * while no keys may be used. Asks for new keys in the background when these are old.
   */
  generation(): number;
}

/**
 * The public keys of one issuer (RFC 7517), fetched only from the one configured path: never from where a token's header says
 * (`jku`, `x5u`, `jwk`; RFC 8725 §3.10).
 */
export function createIssuerKeys(options: {
  readonly upstream: Upstream;
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}): IssuerKeys {
  const { upstream, path, clock } = options;
  let keys: readonly IssuerKey[] = [];
  let document = '';
  let generation = 0;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;
  let failure: unknown = null;

  const secondsSince = (time: number): number => (clock() - time) / 1000;

  const fetchKeys = async (): Promise<void> => {
    try {
      const text = await fetchDocument(upstream, path);
      const found = text === document ? keys : parseKeys(text);
      if (found !== keys) generation += 1;
      [keys, document, fetchedAt, failure] = [found, text, clock(), null];
    } catch (error) {
      failure = error;
    }
  };
  /** One fetch at a time, and none within the cooldown. Never rejects. */
  const refresh = (): Promise<void> => {
    const cooldown = fetchedAt === Number.NEGATIVE_INFINITY ? FIRST_COOLDOWN_SECONDS : COOLDOWN_SECONDS;
    if (underWay === null && secondsSince(triedAt) >= cooldown) {
      triedAt = clock();
      underWay = fetchKeys().finally(() => {
        underWay = null;
      });
    }
    return underWay ?? Promise.resolve();
  };
  const select = (kid: string | null, algorithm: string): FoundKeys => ({
    candidates: keys
      .filter((key) => (kid === null || key.kid === kid) && (key.alg === null || key.alg === algorithm))
      .filter((key) => suits(algorithm, key.kty, key.crv))
      .map(({ key }) => key),
    generation,
  });

  return {
    async find(kid, algorithm) {
      if (secondsSince(fetchedAt) > MAX_STALE_SECONDS) await refresh();
      if (secondsSince(fetchedAt) > MAX_STALE_SECONDS)
        throw new TokenError('keys_unavailable', "the issuer's keys can't be fetched", { cause: failure });
      const known = select(kid, algorithm);
      if (known.candidates.length > 0) return known;
      await refresh();
      return select(kid, algorithm);
    },
    generation() {
      const age = secondsSince(fetchedAt);
      if (age > MAX_AGE_SECONDS) void refresh();
      return age > MAX_STALE_SECONDS ? Number.NaN : generation;
    },
  };
}

async function fetchDocument(upstream: Upstream, path: string): Promise<string> {
  const answer = await upstream.request({ method: 'GET', target: path, headers: ['accept', 'application/json'] });
  if (answer.status !== 200) throw new TokenError('keys_unavailable', `the keys were answered with ${answer.status}`);
  return Buffer.from(answer.body).toString('utf8');
}

/** Keys that can't be used are left out, for a set may hold kinds that we don't know (RFC 7517 §5). */
function parseKeys(text: string): readonly IssuerKey[] {
  const listed = membersOf(parseStrictJson(text))?.['keys'];
  if (!Array.isArray(listed) || listed.length > MAX_KEYS)
    throw new TokenError('keys_unavailable', 'the answer is no set of keys (RFC 7517 section 5)');
  return listed.map(importKey).filter((key) => key !== null);
}

function importKey(jwk: Json): IssuerKey | null {
  const members = membersOf(jwk);
  if (members === null) return null;
  const { kid, alg, kty, crv, use, key_ops: operations } = members;
  if (typeof kty !== 'string' || (use !== undefined && use !== 'sig')) return null;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return null;
  try {
    const key = createPublicKey({ key: { ...members } as JsonWebKey, format: 'jwk' });
    if (kty === 'RSA' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_RSA_BITS) return null;
    return { kid: text(kid), alg: text(alg), kty, crv: text(crv), key };
  } catch {
    return null;
  }
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
