/** Decodes standard base64 (RFC 4648 §4), padded and in its one canonical spelling; null for every other text. */
export function decodeBase64(text: string): Uint8Array | null {
  try {
    const binary = atob(text);
    // `atob` takes white space, missing padding and stray bits, which gives one value many spellings.
    return btoa(binary) === text ? Uint8Array.from(binary, (character) => character.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}

/** Standard base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
