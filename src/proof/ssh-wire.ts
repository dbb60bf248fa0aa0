import { ProofError, type ProofErrorCode } from './proof-error.ts';

/**
 * Reads the data types of SSH (RFC 4251 §5). Each value has one spelling: lengths that lead outside, numbers with needless zeros and
 * bytes after the last value are refused.
 */
export class SshReader {
  readonly #bytes: Buffer;
  readonly #code: ProofErrorCode;
  #at = 0;

  /** @param code of the error that unreadable bytes are */
  constructor(bytes: Uint8Array, code: ProofErrorCode) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#code = code;
  }

  bytes(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) this.refuse('it ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  byte(): number {
    return this.bytes(1)[0] ?? 0;
  }

  uint32(): number {
    return Buffer.from(this.bytes(4)).readUInt32BE(0);
  }

  string(): Uint8Array {
    return this.bytes(this.uint32());
  }

  /** A name: printable ASCII. */
  name(): string {
    const text = Buffer.from(this.string()).toString('latin1');
    if (!/^[\x21-\x7e]{1,255}$/.test(text)) this.refuse('it holds a name that is none');
    return text;
  }

  /** A multiple precision integer above zero, without the sign's zero byte. */
  positive(): Uint8Array {
    const bytes = this.string();
    const [first = 0, second = 0] = bytes;
    if (bytes.length === 0 || first >= 0x80 || (first === 0 && second < 0x80))
      this.refuse('it holds a number that is none');
    return first === 0 ? bytes.subarray(1) : bytes;
  }

  end(): void {
    if (this.#at < this.#bytes.length) this.refuse('something stands after its end');
  }

  refuse(why: string): never {
    throw new ProofError(this.#code, `this is no SSH ${this.#code === 'malformed_key' ? 'key' : 'signature'}: ${why}`);
  }
}

/** A `string` (RFC 4251 §5): its length, and its bytes. */
export function sshString(value: Uint8Array | string): Uint8Array {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
