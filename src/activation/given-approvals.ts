import { POLICY_WRITER } from '../entries/index.ts';
import { readEntries, readWaiting } from '../ledger/index.ts';
import type { Store } from '../store/index.ts';

/**
 * The approvals that were given in the console, as notes: those of the ledger, and those that wait to be sequenced. Each proves itself,
 * so that nothing depends on who wrote the entry.
 */
export async function readGivenApprovals(store: Store): Promise<string[]> {
  const notes: string[] = [];
  // Waiting ones first: what is sequenced meanwhile is in the log then.
  const waiting = (await readWaiting(store, POLICY_WRITER)).filter(({ kind }) => kind === 'approval.given');
  for await (const { entry } of readEntries(store, { from: 0, kinds: ['approval.given'] }))
    notes.push(noteOf(entry.body));
  return [...new Set([...notes, ...waiting.map(({ body }) => noteOf(body))])].filter((note) => note !== '');
}

function noteOf(body: Readonly<Record<string, unknown>>): string {
  return typeof body['note'] === 'string' ? body['note'] : '';
}
