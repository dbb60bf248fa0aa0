/** The sequencer of a measurement, in a process of its own as in real use. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { fixedLogKeys, startSequencer } from '../src/ledger/index.ts';
import { ed25519Signer } from '../src/proof/index.ts';
import { openStore } from '../src/store/index.ts';

export interface SequencerSetup {
  readonly databaseUrl: string;
  readonly environment: string;
  /** The one writer, whose key also is the log's. */
  readonly writer: string;
  /** PKCS #8, PEM. */
  readonly writerKey: string;
}

const ORIGIN = 'bench.example/ledger';

async function start({ databaseUrl, environment, writer, writerKey }: SequencerSetup): Promise<void> {
  const key = createPrivateKey(writerKey);
  await startSequencer({
    store: await openStore({ url: databaseUrl, applicationName: 'bench sequencer' }),
    environment,
    origin: ORIGIN,
    logKeys: fixedLogKeys(ed25519Signer(ORIGIN, key)),
    ownWriterKey: key,
    writerKeys: async () => new Map<string, KeyObject>([[writer, createPublicKey(key)]]),
  });
  process.send?.({ url: null });
}

process.once('disconnect', () => process.exit(0));
process.once('message', (setup: SequencerSetup) => void start(setup));
