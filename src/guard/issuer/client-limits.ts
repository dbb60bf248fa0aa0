import { type ClaimedClient, OAuthError } from '../../oauth/index.ts';

/** What one client may ask of one guard. */
export interface ClientLimit {
  /** Requests a second, on average. */
  readonly perSecond: number;
  /** Requests at once, after a quiet time. */
  readonly burst: number;
  /** Requests under way at the same time. */
  readonly inFlight: number;
}

export interface ClientLimitOptions {
  /** For every client that has none of its own. */
  readonly each: ClientLimit;
  /** By client id. */
  readonly clients?: Readonly<Record<string, ClientLimit>>;
  /** Keyed hash over a client's credentials; tells nothing about them. */
  readonly fingerprintOf: (credentials: string) => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Most clients that are counted apart. Default: 10,000. */
  readonly maxCounted?: number;
}

/**
 * Limits of each client. Whoever knows a client's id can claim it, so requests are counted apart by what they have shown: those with
 * credentials that the authorization server took before (`confirmed`), those that only claim, and browsers that come to the
 * authorization endpoint. Who floods by a claimed id takes nothing from the client itself, once that has got one token here.
 * An assertion is another one each time, so clients that use them are never confirmed; nor are public ones.
 *
 * Memory is bounded, however many ids are made up: a count that is full again says as much as none, and is forgotten. Where all places
 * are taken by counts that aren't, ids that are new share one.
 */
export interface ClientLimits {
  /**
   * Counts a request of a client in. @returns what counts it out
   *
   * @throws OAuthError `temporarily_unavailable`, status 429 with `Retry-After` (RFC 6585 §4)
   */
  enter(clientId: string, shown: ClaimedClient | 'browser'): () => void;
  /** The authorization server took these credentials, or refused them. */
  credentialsWere(client: ClaimedClient, taken: boolean): void;
  /** How many counts there are now. */
  counted(): number;
}

interface Bucket {
  tokens: number;
  /** When `tokens` was right, in milliseconds. */
  at: number;
  inFlight: number;
}

const MAX_COUNTED = 10_000;
const MAX_CONFIRMED = 10_000;
/** How many of the oldest counts are looked at to make room for a new one. */
const LOOKED_AT = 8;

export function clientLimits(options: ClientLimitOptions): ClientLimits {
  const { each, clients = {}, fingerprintOf, clock, maxCounted = MAX_COUNTED } = options;
  const own = new Map(Object.entries(clients));
  const buckets = new Map<string, Bucket>();
  const shared: Bucket = { tokens: each.burst, at: clock(), inFlight: 0 };
  const confirmed = new Set<string>();

  const limitOf = (key: string): ClientLimit => own.get(key.slice(key.indexOf(' ') + 1)) ?? each;
  const isFull = (bucket: Bucket, { burst, perSecond }: ClientLimit, now: number): boolean =>
    bucket.inFlight === 0 && bucket.tokens + ((now - bucket.at) / 1000) * perSecond >= burst;

  const makeRoom = (now: number): boolean => {
    if (buckets.size < maxCounted) return true;
    let looked = 0;
    for (const [key, bucket] of buckets) {
      if (isFull(bucket, limitOf(key), now)) {
        buckets.delete(key);
        return true;
      }
      if (++looked >= LOOKED_AT) return false;
    }
    return false;
  };
  const bucketOf = (key: string, limit: ClientLimit, now: number): Bucket => {
    const known = buckets.get(key);
    if (known !== undefined) {
      // Moved to the end: the first is the one that was used longest ago.
      buckets.delete(key);
      buckets.set(key, known);
      return known;
    }
    if (!makeRoom(now)) return shared;
    const made = { tokens: limit.burst, at: now, inFlight: 0 };
    buckets.set(key, made);
    return made;
  };
  const credentialsOf = (client: ClaimedClient): string | null => {
    const lasting = client.method === 'client_secret_basic' || client.method === 'client_secret_post';
    if (!lasting) return null;
    return fingerprintOf(`${client.clientId}\n${client.authorization ?? ''}\n${JSON.stringify(client.parameters)}`);
  };
  const isConfirmed = (client: ClaimedClient): boolean => {
    const credentials = confirmed.size === 0 ? null : credentialsOf(client);
    return credentials !== null && confirmed.has(credentials);
  };

  return {
    enter(clientId, shown) {
      const limit = own.get(clientId) ?? each;
      const kind = shown === 'browser' ? 'browser' : isConfirmed(shown) ? 'confirmed' : 'claimed';
      const now = clock();
      const bucket = bucketOf(`${kind} ${clientId}`, limit, now);
      bucket.tokens = Math.min(limit.burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * limit.perSecond);
      bucket.at = now;
      if (bucket.inFlight >= limit.inFlight) throw tooMany('too many requests of this client are under way', 1);
      if (bucket.tokens < 1)
        throw tooMany('too many requests of this client', Math.ceil((1 - bucket.tokens) / limit.perSecond));
      bucket.tokens -= 1;
      bucket.inFlight += 1;
      let entered = true;
      return () => {
        if (entered) bucket.inFlight -= 1;
        entered = false;
      };
    },
    credentialsWere(client, taken) {
      const credentials = credentialsOf(client);
      if (credentials === null) return;
      confirmed.delete(credentials);
      if (!taken) return;
      confirmed.add(credentials);
      if (confirmed.size > MAX_CONFIRMED) for (const oldest of confirmed) return void confirmed.delete(oldest);
    },
    counted: () => buckets.size,
  };
}

function tooMany(message: string, retryAfterSeconds: number): OAuthError {
  return new OAuthError('temporarily_unavailable', message, { status: 429, retryAfterSeconds });
}
