import { type ClaimRules, readIntrospectedClaims, readJwtClaims, unreadable } from './claims.ts';
import { introspect } from './introspection.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import { mediaType, verifyJwt } from './jwt.ts';
import { createRememberedReadings } from './remembered-readings.ts';
import { DEFAULT_ALGORITHMS } from './signature-algorithms.ts';
import { tokenFormat } from './spelling.ts';
import { TokenError } from './token-error.ts';
import type { AccessTokenReader, AccessTokenReaderOptions, TokenReading } from './types.ts';

const MAX_REMEMBERED = 50_000;
const CLOCK_SKEW_SECONDS = 30;
const MAX_CLOCK_SKEW_SECONDS = 60;
/** Long enough to stop a client that hammers with a dead token, short enough for a server that learns of tokens late. */
const MAX_INACTIVE_SECONDS = 10;

/**
 * Reads access tokens of one issuer: JWTs by signature, verified once and then remembered until they expire or the keys change;
 * opaque ones by introspection, remembered as long as configured and asked for once however many requests carry them.
 *
 * @throws TokenError `configuration_invalid`
 */
export function createAccessTokenReader(options: AccessTokenReaderOptions): AccessTokenReader {
  const { issuer, clock, fingerprinter, introspection } = options;
  const clockSkewSeconds = options.clockSkewSeconds ?? CLOCK_SKEW_SECONDS;
  if (!(clockSkewSeconds >= 0 && clockSkewSeconds <= MAX_CLOCK_SKEW_SECONDS))
    throw new TokenError('configuration_invalid', `the clock skew must be 0 to ${MAX_CLOCK_SKEW_SECONDS} seconds`);
  const rules: ClaimRules = { issuer, fingerprinter, clock, clockSkewSeconds };
  const algorithms: ReadonlySet<string> = new Set(options.algorithms ?? DEFAULT_ALGORITHMS);
  const types: ReadonlySet<string> = new Set((options.types ?? ['at+jwt']).map(mediaType));
  const keys = createIssuerKeys({ ...options.keys, clock });
  const remembered = createRememberedReadings(options.maxRemembered ?? MAX_REMEMBERED);
  const asking = new Map<string, Promise<TokenReading>>();

  const readJwt = async (token: string): Promise<TokenReading> => {
    const verified = await verifyJwt(token, keys, algorithms);
    if (verified.reason !== null) return unreadable(verified.reason);
    if (!types.has(verified.type ?? '')) return unreadable('not_an_access_token');
    const reading = readJwtClaims(token, verified.claims, rules);
    if (reading.token !== null)
      remembered.set(token, { reading, until: reading.token.expiresAt * 1000, generation: verified.generation });
    return reading;
  };

  const ask = async (token: string): Promise<TokenReading> => {
    if (introspection === null) return unreadable('inactive');
    const askedAt = clock();
    const members = await introspect(introspection, token);
    const reading = members === null ? unreadable('inactive') : readIntrospectedClaims(token, members, rules);
    const cacheSeconds = introspection.cacheSeconds ?? 0;
    const seconds = reading.token === null ? Math.min(cacheSeconds, MAX_INACTIVE_SECONDS) : cacheSeconds;
    const until = Math.min(askedAt + seconds * 1000, (reading.token?.expiresAt ?? Number.POSITIVE_INFINITY) * 1000);
    if (until > askedAt) remembered.set(token, { reading, until, generation: null });
    return reading;
  };

  /** Joins a question under way, unless the answer has to be fresh: that one may have been asked before a revocation. */
  const readOpaque = (token: string, fresh: boolean): Promise<TokenReading> => {
    const underWay = fresh ? undefined : asking.get(token);
    if (underWay !== undefined) return underWay;
    const answer = ask(token).finally(() => {
      if (asking.get(token) === answer) asking.delete(token);
    });
    asking.set(token, answer);
    return answer;
  };

  return {
    async read(token, { fresh = false } = {}) {
      const known = remembered.get(token);
      if (known !== undefined && clock() < known.until) {
        if (known.generation === null ? !fresh : known.generation === keys.generation()) return known.reading;
      }
      const format = tokenFormat(token);
      if (format === null) return unreadable('malformed');
      return format === 'jwt' ? readJwt(token) : readOpaque(token, fresh);
    },
    forget: (token) => remembered.delete(token),
  };
}
