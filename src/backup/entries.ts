import { randomUUID } from 'node:crypto';
import type { EntryDraft } from '../ledger/index.ts';
import type { Loss } from './loss.ts';
import type { OpenedBackup } from './read-backup.ts';

/** What the ledger says of a restore: everybody who follows it knows from then on that entries are gone, and which checkpoint had them. */
export function restoredDraft(backup: OpenedBackup, manifest: string, loss: Loss, replaced: boolean): EntryDraft {
  const { knownSize, knownRoot, lostEntries, lostKinds, lostWaiting } = loss;
  return draftOf('ledger.restored', manifest, {
    ...factsOf(backup),
    ...{ replaced, lostEntries, lostWaiting, lostKinds: { ...lostKinds }, knownSize, knownRoot },
  });
}

/** What it says of a drill. `failure` is null where it held, else the code of what did not. */
export function drilledDraft(
  backup: OpenedBackup,
  manifest: string,
  result: { readonly failure: string | null; readonly seconds: number; readonly rows: number },
): EntryDraft {
  const { failure, seconds, rows } = result;
  return draftOf('backup.drilled', manifest, {
    ...factsOf(backup),
    ...{ outcome: failure === null ? 'held' : 'failed', failure, seconds, rows },
  });
}

function factsOf({ manifest }: OpenedBackup) {
  return { madeAt: manifest.madeAt, size: manifest.size };
}

function draftOf(kind: EntryDraft['kind'], manifest: string, body: EntryDraft['body']): EntryDraft {
  const operation = randomUUID();
  return { kind, issuer: null, operation, after: [], digests: { manifest }, subject: null, refs: [], body };
}
