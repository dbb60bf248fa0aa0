/**
 * - `not_canonical`: a value has no canonical JSON, or bytes are not in their canonical form
 * - `malformed_key`, `malformed_note`, `malformed_checkpoint`: text that isn't what C2SP documents
 * - `malformed_signature`: text that isn't an SSH signature as OpenSSH documents it
 * - `malformed_proof`: what can be no proof of anything: a size that is no number, a hash of another length, a file of another form
 * - `bad_signature`: a signature of a known key does not hold
 * - `no_known_signature`: none of the given keys signed
 * - `unverifiable_here`: this Node.js lacks the algorithm (ML-DSA-44 needs Node.js 24): neither holds nor fails
 * - `malformed_request`: a body that isn't what a witness is asked by (C2SP tlog-witness)
 * - `bad_proof`: an inclusion or consistency proof does not hold
 */
export type ProofErrorCode =
  | 'not_canonical'
  | 'malformed_key'
  | 'malformed_note'
  | 'malformed_checkpoint'
  | 'malformed_signature'
  | 'malformed_proof'
  | 'malformed_request'
  | 'bad_signature'
  | 'no_known_signature'
  | 'unverifiable_here'
  | 'bad_proof';

/** Something that was to be proven isn't. */
export class ProofError extends Error {
  readonly code: ProofErrorCode;

  constructor(code: ProofErrorCode, message: string) {
    super(message);
    this.name = 'ProofError';
    this.code = code;
  }
}
