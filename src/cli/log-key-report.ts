import { type LogKeyOrder, latestCheckpoint, readCosigned, readKeyChanges } from '../ledger/index.ts';
import {
  ED25519_TYPE,
  followLogKeys,
  type KeyChangeCause,
  keyIdText,
  LOG_KEY_TYPES,
  openKeptCheckpoint,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
} from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { counted } from './counted.ts';

/** The keys of one generation, and what they are good for. */
export interface LogKeyGeneration {
  readonly generation: number;
  readonly keys: readonly { readonly type: string; readonly id: string }[];
  /** Why they took the place of those of before; null for the first. */
  readonly cause: KeyChangeCause | null;
  /** Sizes of the checkpoints that count by them. */
  readonly from: number;
  readonly until: number | null;
  /** Whether they signed the newest checkpoint. */
  readonly signs: boolean;
  /** Whether evidence by them still verifies, in a sentence. */
  readonly evidence: string;
}

export interface LogKeyReport {
  readonly origin: string;
  readonly size: number;
  /** From the first on. */
  readonly generations: readonly LogKeyGeneration[];
}

/**
 * The keys of the log in a database, by its own word.
 *
 * @param trusted keys that the word is held to
 * @throws ProofError where it isn't that log's
 */
export async function readLogKeyReport(store: Store, trusted: readonly VerifierKey[]): Promise<LogKeyReport> {
  const changes = await readKeyChanges(store);
  const note = (await latestCheckpoint(store)) ?? '';
  const followed = followLogKeys(trusted, changes);
  const { origin, size } = openKeptCheckpoint(note, followed);
  const signed = new Set(parseNote(note).signatures.map(({ name, id }) => `${name}+${keyIdText({ id })}`));
  const own = followed.filter(({ name }) => name === origin);
  const first = changes[0]?.former.map((text) => parseVerifierKey(text, LOG_KEY_TYPES)) ?? own;
  const all = [first, ...changes.map(({ keys }) => keys.map((text) => parseVerifierKey(text, LOG_KEY_TYPES)))];
  return {
    origin,
    size,
    generations: all.map((keys, place) => {
      const [began, ended] = [changes[place - 1], changes[place]];
      return {
        generation: place + 1,
        keys: keys.map((key) => ({ type: key.type === ED25519_TYPE ? 'Ed25519' : 'ML-DSA-44', id: keyIdText(key) })),
        cause: began?.cause ?? null,
        from: began === undefined ? 0 : began.index + 1,
        until: ended?.index ?? null,
        signs: keys.some((key) => signed.has(`${origin}+${keyIdText(key)}`)),
        evidence: evidenceBy(ended?.cause ?? null, place === all.length - 1),
      };
    }),
  };
}

function evidenceBy(endedBy: KeyChangeCause | null, isNewest: boolean): string {
  if (isNewest) return 'evidence by it verifies';
  if (endedBy === 'compromised')
    return 'evidence by it proves nothing, for somebody else may have made it: make it again by the newest keys';
  return endedBy === 'lost'
    ? 'evidence by it verifies by it, and by the newer keys; it leads nobody to them'
    : 'evidence by it verifies by it, and by the newer keys, to which it leads';
}

/** Why an order would leave evidence without anything that covers it, or comes to nothing; null where it doesn't. */
export async function refusalOf(
  store: Store,
  { origin, generations }: LogKeyReport,
  { action, cause }: LogKeyOrder,
  mayOrphan: boolean,
): Promise<string | null> {
  const signing = generations.filter(({ signs }) => signs);
  const newest = generations.at(-1) as LogKeyGeneration;
  if (action === 'retire') {
    if (signing.length < 2) return 'no keys of before sign any more';
    const cosigned = await readCosigned(store, origin);
    if (cosigned !== null && cosigned.size < newest.from)
      return `the witnesses cosigned ${cosigned.size} entries, and the new keys sign from ${newest.from} on: what the former keys signed would be covered by no cosigned checkpoint of the new ones. Wait until ${cosigned.needed} of them did`;
    return null;
  }
  if (cause === 'routine' && signing.length > 1)
    return 'the keys of before still sign: end that first with --retire, or the chain of who signed what would have two ends';
  if (cause !== 'compromised' || mayOrphan) return null;
  const { rows } = await store.pool.query<{ packages: number }>(
    "SELECT count(*) AS packages FROM ledger_entries WHERE kind = 'evidence.exported' AND index >= $1",
    [newest.from],
  );
  const packages = rows[0]?.packages ?? 0;
  return packages === 0
    ? null
    : `${counted(packages, 'evidence package')} by these keys would prove nothing once they are given up as compromised. Make them again afterwards, by the new keys; with --orphan-evidence it is done`;
}
