import { decodeBase64, encodeBase64 } from './base64.ts';
import { type LargeCheckpoint, parseCount } from './checkpoint.ts';
import { countOf, HASH_BYTES, hashesOf } from './hashes.ts';
import type { Count } from './merkle-proof.ts';
import { openCheckpoint, type SignatureVerifiers } from './open-note.ts';
import { ProofError } from './proof-error.ts';
import type { Verifier } from './verifier.ts';
import type { NoteKey } from './verifier-key.ts';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A tree of 2⁶³ leaves has no longer path. */
const MAX_HASHES = 63;
const MAX_CHARACTERS = 1_000_000;

/** A proof that stands alone (C2SP tlog-proof): where an entry stands, its path, and the checkpoint with its signatures. */
export interface ProofFile {
  readonly index: Count;
  /** The siblings, from the leaf's up. */
  readonly proof: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
  /** What the application adds. Nothing authenticates it. */
  readonly extra?: Uint8Array;
}

/** @throws ProofError `malformed_proof` */
export function formatProofFile({ index, proof, checkpoint, extra }: ProofFile): string {
  return [
    FIRST_LINE,
    ...(extra === undefined ? [] : [`extra ${encodeBase64(extra)}`]),
    `index ${countOf(index, 'the index')}`,
    ...hashesOf(proof).map(encodeBase64),
    '',
    checkpoint,
  ].join('\n');
}

/** Reads a proof file, and verifies nothing. @throws ProofError `malformed_proof`, with the line where there is one */
export function parseProofFile(text: string): ProofFile & { readonly index: bigint } {
  if (text.length > MAX_CHARACTERS) throw new ProofError('malformed_proof', 'a proof file this long is not read');
  const end = text.indexOf('\n\n');
  if (end === -1) throw new ProofError('malformed_proof', 'a proof file has an empty line before its checkpoint');
  const lines = text.slice(0, end).split('\n');
  let next = 0;
  const fail = (what: string): ProofError => new ProofError('malformed_proof', `line ${next + 1}: ${what}`);
  if (lines[next] !== FIRST_LINE) throw fail(`a proof file begins with ${FIRST_LINE}`);
  next++;
  let extra: Uint8Array | null = null;
  if (lines[next]?.startsWith('extra ')) {
    extra = decodeBase64((lines[next] as string).slice('extra '.length));
    if (extra === null) throw fail('what follows extra is base64');
    next++;
  }
  const [, index] = /^index ([0-9]+)$/.exec(lines[next] ?? '') ?? [];
  if (index === undefined) throw fail('the index reads “index <number>”');
  const position = parseCount(index, 'malformed_proof', `line ${next + 1}: the index`);
  next++;
  const proof: Uint8Array[] = [];
  for (; next < lines.length; next++) {
    const hash = decodeBase64(lines[next] as string);
    if (hash?.length !== HASH_BYTES) throw fail(`a hash is ${HASH_BYTES} bytes in base64`);
    if (proof.length === MAX_HASHES) throw fail(`no proof has more than ${MAX_HASHES} hashes`);
    proof.push(hash);
  }
  const checkpoint = text.slice(end + 2);
  return { index: position, proof, checkpoint, ...(extra === null ? {} : { extra }) };
}

/**
 * Verifies that an entry is in a log by a proof file and the log's key alone.
 *
 * @param of the entry's bytes, or the hash of its leaf
 * @throws ProofError as `parseProofFile`, `openCheckpoint` and `verifyInclusion`
 */
export async function verifyProofFile(
  text: string,
  of: { readonly entry: Uint8Array } | { readonly leafHash: Uint8Array },
  options: {
    readonly keys: readonly NoteKey[];
    readonly signatures: SignatureVerifiers;
    readonly verifier: Pick<Verifier, 'leafHash' | 'verifyInclusion'>;
  },
): Promise<{ readonly index: bigint; readonly checkpoint: LargeCheckpoint; readonly signedBy: readonly NoteKey[] }> {
  const { verifier, keys, signatures } = options;
  const { index, proof, checkpoint: note } = parseProofFile(text);
  const { signedBy, ...checkpoint } = await openCheckpoint(note, keys, signatures);
  const leaf = 'entry' in of ? verifier.leafHash(of.entry) : of.leafHash;
  verifier.verifyInclusion(index, checkpoint.size, leaf, proof, checkpoint.root);
  return { index, checkpoint, signedBy };
}
