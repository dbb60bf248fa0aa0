const INTEGER = 0x02;
const SEQUENCE = 0x30;
/** Longer contents have the length of their length before it (X.690 §8.1.3). */
const SHORT_LENGTH = 0x7f;

/**
 * An ECDSA signature as JWS writes it, r and s one after another (RFC 7518 §3.4), in the DER that OpenSSL takes (RFC 3279 §2.2.3).
 * Node would convert it too, at a third of the price of the verification. Null where it is not exactly twice `integerBytes` long.
 */
export function derSignature(signature: Uint8Array, integerBytes: number): Uint8Array | null {
  if (signature.length !== 2 * integerBytes) return null;
  const content = [...derInteger(signature.subarray(0, integerBytes)), ...derInteger(signature.subarray(integerBytes))];
  const length = content.length > SHORT_LENGTH ? [0x81, content.length] : [content.length];
  return Uint8Array.from([SEQUENCE, ...length, ...content]);
}

/** The shortest two's complement of a number that isn't negative. */
function derInteger(bigEndian: Uint8Array): number[] {
  let first = 0;
  while (first < bigEndian.length - 1 && bigEndian[first] === 0) first++;
  const digits = [...bigEndian.subarray(first)];
  if ((digits[0] ?? 0) > 0x7f) digits.unshift(0);
  return [INTEGER, digits.length, ...digits];
}
