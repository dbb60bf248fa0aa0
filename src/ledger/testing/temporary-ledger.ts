import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { bodyFault, newestVersion } from '../../entries/index.ts';
import { sampleBody } from '../../entries/testing/sample-bodies.ts';
import { type Checkpoint, ed25519Signer, mlDsa44Cosigner, type Signer } from '../../proof/index.ts';
import type { Store } from '../../store/index.ts';
import { type TemporaryStore, temporaryStore } from '../../store/testing/temporary-store.ts';
import {
  type EntryDraft,
  fixedLogKeys,
  type LedgerWriter,
  type LogKeyring,
  openWriter,
  type Sequencer,
  startSequencer,
} from '../index.ts';

/** A real ledger of a test's own: PostgreSQL, a sequencer, and writers as they are asked for. */
export interface TemporaryLedger {
  readonly place: TemporaryStore;
  readonly store: Store;
  readonly logSigner: Signer;
  readonly logCosigner: Signer;
  /** Public keys by writer, as the sequencer knows them. */
  readonly writerKeys: Map<string, KeyObject>;
  readonly problems: string[];
  /** The checkpoint that the sequencer keeps outside the database; null before the first. */
  readonly kept: { checkpoint: string | null };
  /** What others hold of the log: the next sequencer has to extend it. */
  readonly known: Checkpoint[];
  /** The last of them holds the log's keys from the next sequencer on; one generation for ever where there is none. */
  readonly rings: LogKeyring[];
  sequencer(): Sequencer;
  /** Opens a writer, with the key that it had before where it was opened before. */
  writer(name: string, maxLagSeconds?: () => number): Promise<LedgerWriter>;
  /** Stops the sequencer and starts another one. */
  restartSequencer(): Promise<void>;
  close(): Promise<void>;
}

export const ENVIRONMENT = 'test';
export const ORIGIN = 'ledger.test/ambit';

/**
 * @param now the sequencer's clock
 * @param logKeys what the log is opened with, where it isn't one generation for ever
 */
export async function temporaryLedger({
  now = () => new Date(),
  logKeys,
}: {
  readonly now?: () => Date;
  readonly logKeys?: LogKeyring;
} = {}): Promise<TemporaryLedger> {
  const place = await temporaryStore();
  const { store } = place;
  const first = logKeys?.of(1);
  const logSigner = first?.signer ?? ed25519Signer(ORIGIN, generateKeyPairSync('ed25519').privateKey);
  const logCosigner = first?.cosigner ?? mlDsa44Cosigner(ORIGIN, generateKeyPairSync('ml-dsa-44').privateKey);
  const ownWriterKey = generateKeyPairSync('ed25519').privateKey;
  const privateKeys = new Map<string, KeyObject>();
  const writerKeys = new Map<string, KeyObject>();
  const problems: string[] = [];
  const kept: TemporaryLedger['kept'] = { checkpoint: null };
  const known: Checkpoint[] = [];
  const rings: LogKeyring[] = logKeys === undefined ? [] : [logKeys];
  const start = (): Promise<Sequencer> =>
    startSequencer({
      store,
      environment: ENVIRONMENT,
      origin: ORIGIN,
      logKeys: rings.at(-1) ?? fixedLogKeys(logSigner, logCosigner),
      ownWriterKey,
      writerKeys: async () => writerKeys,
      kept: {
        read: () => kept.checkpoint,
        write: (checkpoint) => {
          kept.checkpoint = checkpoint;
        },
      },
      known,
      onProblem: (message) => problems.push(message),
      now,
    });
  let sequencer = await start();
  return {
    place,
    store,
    logSigner,
    logCosigner,
    writerKeys,
    problems,
    kept,
    known,
    rings,
    sequencer: () => sequencer,
    async writer(name, maxLagSeconds = () => 60) {
      if (!privateKeys.has(name)) {
        const { privateKey, publicKey } = generateKeyPairSync('ed25519');
        privateKeys.set(name, privateKey);
        writerKeys.set(name, publicKey);
      }
      const privateKey = privateKeys.get(name) as KeyObject;
      const faultOf = (one: EntryDraft): string | null =>
        STUBS.has(one) ? null : bodyFault(one.kind, newestVersion(one.kind), one.body);
      return openWriter({ store, environment: ENVIRONMENT, writer: name, privateKey, maxLagSeconds, faultOf });
    },
    async restartSequencer() {
      await sequencer.stop();
      sequencer = await start();
    },
    async close() {
      await sequencer.stop();
      await place.close();
    },
  };
}

/** Drafts with bodies of a test's own, which are cut short; all else that is written has to be of its kind. */
const STUBS = new WeakSet<EntryDraft>();

/** A draft that a test doesn't care about, but for what it says. Without a body of the test's own it is one of its kind. */
export function draft(changes: Partial<EntryDraft> = {}): EntryDraft {
  const { kind = 'decision.made' } = changes;
  const made: EntryDraft = {
    kind,
    issuer: 'https://issuer.example',
    operation: randomUUID(),
    after: [],
    digests: {},
    subject: null,
    refs: [],
    body: sampleBody(kind),
    ...changes,
  };
  if (changes.body !== undefined) STUBS.add(made);
  return made;
}
