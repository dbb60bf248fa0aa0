import { OAuthError } from './oauth-error.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** A space as it is had to be encoded, but it is what `curl -d 'scope=a b'` sends, and every parser reads it alike. */
const PRINTABLE = /^[\x20-\x7e]*$/;

/**
 * Decodes one name or value of `application/x-www-form-urlencoded` (RFC 6749 Appendix B) and nothing twice.
 *
 * `URLSearchParams` keeps `%zz` as it is and turns every bad byte into U+FFFD, so that different requests read the same.
 * Here each input has one meaning or none.
 *
 * @throws OAuthError `invalid_request`: a broken percent-encoding, bytes that aren't UTF-8 (overlong forms, lone surrogates),
 *   NUL, CR, LF, or characters that had to be encoded.
 */
export function decodeFormComponent(encoded: string): string {
  if (!PRINTABLE.test(encoded))
    throw new OAuthError('invalid_request', 'a parameter holds characters that must be encoded');
  if (!encoded.includes('%')) return encoded.replaceAll('+', ' ');
  const bytes = new Uint8Array(encoded.length);
  let length = 0;
  for (let at = 0; at < encoded.length; at += 1) {
    const character = encoded.charCodeAt(at);
    if (character === 0x25) {
      const value = hexValue(encoded.charCodeAt(at + 1)) * 16 + hexValue(encoded.charCodeAt(at + 2));
      if (Number.isNaN(value)) throw new OAuthError('invalid_request', 'a parameter has a broken percent-encoding');
      bytes[length] = value;
      at += 2;
    } else bytes[length] = character === 0x2b ? 0x20 : character;
    length += 1;
  }
  let text: string;
  try {
    text = strictUtf8.decode(bytes.subarray(0, length));
  } catch (cause) {
    throw new OAuthError('invalid_request', 'a parameter is not UTF-8', { cause });
  }
  if (/[\0\r\n]/.test(text)) throw new OAuthError('invalid_request', 'a parameter holds a control character');
  return text;
}

/** Encodes one name or value of `application/x-www-form-urlencoded`: unreserved characters stay, all else is encoded. */
export function encodeFormComponent(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : Number.NaN;
}
