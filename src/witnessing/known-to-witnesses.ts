import { type Checkpoint, openKeptCheckpoint, ProofError, type VerifierKey } from '../proof/index.ts';
import type { NamedWitness } from './types.ts';
import { publishedBy } from './witness-client.ts';

/** A witness that is away must not keep a log from starting. */
const TIMEOUT_MILLISECONDS = 3000;

/**
 * What witnesses publish of this log, before it is continued: a log that doesn't extend it was restored from a backup or rewritten. Only
 * what the log's own key signed counts, so that no witness can keep a log from starting by what it says.
 *
 * @param onNotice told of a witness that publishes something else under the log's name
 */
export async function knownToWitnesses({
  origin,
  logKeys,
  witnesses,
  onNotice,
  signal,
}: {
  readonly origin: string;
  readonly logKeys: readonly VerifierKey[];
  readonly witnesses: readonly NamedWitness[];
  readonly onNotice: (message: string) => void;
  readonly signal: AbortSignal;
}): Promise<readonly Checkpoint[]> {
  const ending = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]);
  const known = await Promise.all(
    witnesses.map(async (witness): Promise<Checkpoint | null> => {
      const published = await publishedBy(witness, origin, ending);
      if (published === null) return null;
      const checkpoint = ownCheckpoint(published, origin, logKeys);
      if (checkpoint === null)
        onNotice(`what the witness ${witness.name} publishes of ${origin} is not signed by this log's keys`);
      return checkpoint;
    }),
  );
  return known.filter((checkpoint) => checkpoint !== null);
}

function ownCheckpoint(note: string, origin: string, logKeys: readonly VerifierKey[]): Checkpoint | null {
  try {
    const checkpoint = openKeptCheckpoint(note, logKeys);
    return checkpoint.origin === origin ? checkpoint : null;
  } catch (error) {
    if (error instanceof ProofError) return null;
    throw error;
  }
}
