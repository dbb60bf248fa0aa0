/**
 * Decodes standard base64 (RFC 4648 §4), padded and in its one canonical spelling; null for every other text. `Buffer` alone
 * takes white space, missing padding and stray bits, which gives one value many spellings.
 */
export function decodeBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

/** Decodes base64url without padding (RFC 4648 §5) in its one canonical spelling; null for every other text. */
export function decodeBase64Url(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

/** Standard base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
