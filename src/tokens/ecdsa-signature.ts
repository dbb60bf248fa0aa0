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
  const r = signature.subarray(0, integerBytes);
  const s = signature.subarray(integerBytes);
  const length = 2 + derLength(r) + 2 + derLength(s);
  const head = length > SHORT_LENGTH ? [SEQUENCE, 0x81, length] : [SEQUENCE, length];
  const der = new Uint8Array(head.length + length);
  der.set(head);
  writeDerInteger(der, writeDerInteger(der, head.length, r), s);
  return der;
}

/** Bytes of the shortest two's complement of a number that isn't negative. */
function derLength(bigEndian: Uint8Array): number {
  const first = firstDigit(bigEndian);
  return bigEndian.length - first + (needsSign(bigEndian, first) ? 1 : 0);
}

/** Returns where the next one begins. */
function writeDerInteger(der: Uint8Array, start: number, bigEndian: Uint8Array): number {
  const first = firstDigit(bigEndian);
  let at = start;
  der[at++] = INTEGER;
  der[at++] = derLength(bigEndian);
  // The array is full of zeros.
  if (needsSign(bigEndian, first)) at++;
  for (let digit = first; digit < bigEndian.length; digit++) der[at++] = bigEndian[digit] as number;
  return at;
}

function firstDigit(bigEndian: Uint8Array): number {
  let first = 0;
  while (first < bigEndian.length - 1 && bigEndian[first] === 0) first++;
  return first;
}

/** Whether it would be read as negative without a zero before it. */
function needsSign(bigEndian: Uint8Array, first: number): boolean {
  return (bigEndian[first] ?? 0) > 0x7f;
}
