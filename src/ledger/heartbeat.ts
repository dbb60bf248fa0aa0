import { cosignNote, openNote, type Signer, signNote, type VerifierKey } from '../proof/index.ts';
import type { Store } from '../store/index.ts';

const TITLE = 'ambit heartbeat v1';

/** That the sequencer ran at `time` and the log then had `size` entries, by the log's own key. */
export interface Heartbeat {
  readonly origin: string;
  /** Milliseconds since 1970, by the sequencer's clock. */
  readonly time: number;
  readonly size: number;
}

/** @param signers each of whom signs it, so that whoever knows one of their keys takes it */
export function signHeartbeat({ origin, time, size }: Heartbeat, signers: readonly Signer[]): string {
  const [first, ...others] = signers as [Signer, ...Signer[]];
  return others.reduce(cosignNote, signNote(`${TITLE}\n${origin}\n${time}\n${size}\n`, first));
}

/** The newest heartbeat; null before the first. @throws ProofError when it isn't signed by `logKey` or isn't one */
export async function readHeartbeat({ pool }: Store, logKey: VerifierKey): Promise<Heartbeat | null> {
  const { rows } = await pool.query<{ heartbeat: string }>({
    name: 'ledger-heartbeat',
    text: 'SELECT heartbeat FROM ledger_head WHERE origin = $1',
    values: [logKey.name],
  });
  const note = rows[0]?.heartbeat;
  return note === undefined || note === '' ? null : openHeartbeat(note, logKey);
}

function openHeartbeat(note: string, logKey: VerifierKey): Heartbeat | null {
  const [title, origin = '', time = '', size = '', ...end] = openNote(note, [logKey]).text.split('\n');
  const holds =
    title === TITLE && origin === logKey.name && /^\d+$/.test(time) && /^\d+$/.test(size) && end.length === 1;
  return holds ? { origin, time: Number(time), size: Number(size) } : null;
}
