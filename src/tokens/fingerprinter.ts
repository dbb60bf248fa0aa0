import { createHmac, createSecretKey } from 'node:crypto';
import type { Fingerprint } from '../ledger/index.ts';
import { tokenFormat } from './spelling.ts';
import { TokenError } from './token-error.ts';
import type { Fingerprinter } from './types.ts';

const MIN_KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * Makes fingerprints: `<key id>:<base64url of HMAC-SHA-256>` over `ambit/fingerprint/v1/<kind>` and the values, each preceded by
 * its length in bytes, so that no two lists of values run together.
 *
 * @param key at least 32 bytes that never leave the guards: whoever has it can test guesses against the ledger.
 * @throws TokenError `configuration_invalid`
 */
export function createFingerprinter({ keyId, key }: { keyId: string; key: Uint8Array }): Fingerprinter {
  if (!KEY_ID.test(keyId))
    throw new TokenError('configuration_invalid', 'the id of the fingerprint key must be 1 to 32 of A-Z a-z 0-9 _ -');
  if (key.byteLength < MIN_KEY_BYTES)
    throw new TokenError('configuration_invalid', `the fingerprint key must have at least ${MIN_KEY_BYTES} bytes`);

  // Node prepares a key object once and raw bytes anew for each HMAC.
  const secret = createSecretKey(key);
  const keyed = (kind: string, ...values: readonly string[]): Fingerprint => {
    const hmac = createHmac('sha256', secret).update(`ambit/fingerprint/v1/${kind}`);
    for (const value of values) hmac.update(`\n${Buffer.byteLength(value)}\n`).update(value);
    return `${keyId}:${hmac.digest('base64url')}`;
  };

  return {
    keyId,
    ofToken(token) {
      const format = tokenFormat(token);
      if (format === null)
        throw new TokenError(
          'token_malformed',
          'the token is not in the one spelling that it has (RFC 6750 section 2.1)',
        );
      return format === 'jwt' ? keyed('jwt', token.slice(0, token.lastIndexOf('.'))) : keyed('token', token);
    },
    ofJti: (issuer, jti) => keyed('jti', issuer, jti),
    ofCode: (code) => keyed('code', code),
    of: (kind, value) => keyed(`other/${kind}`, value),
  };
}
