import { existsSync, readFileSync } from 'node:fs';
import { LOG_WRITER } from '../../entries/index.ts';
import { openWriter, startSequencer } from '../../ledger/index.ts';
import { replaceFile } from '../durable-file.ts';
import { logSigners, writerPrivateKey, writerPublicKeys } from '../keys.ts';
import type { Role } from './role.ts';

/** Orders the ledger, signs its checkpoints and its heartbeat. The only role that holds the log's key. */
export const sequencerRole: Role = {
  name: 'sequencer',
  title: 'sequencer',
  writerOf: () => 'sequencer',
  async start({ configuration, directory, store, writerKey, fault, die }, started) {
    const { environment, ledger } = configuration;
    const { signer, cosigner } = logSigners(directory, ledger.origin);
    const sequencer = await startSequencer({
      store,
      environment,
      origin: ledger.origin,
      logSigner: signer,
      logCosigner: cosigner,
      ownWriterKey: writerPrivateKey(directory, LOG_WRITER),
      writerKeys: async () => writerPublicKeys(directory),
      kept: {
        read: () => (existsSync(directory.checkpoint) ? readFileSync(directory.checkpoint, 'utf8') : null),
        write: (checkpoint) => replaceFile(directory.checkpoint, checkpoint),
      },
      onProblem: fault,
    });
    sequencer.stopped.catch(die);
    const writer = await openWriter({
      store,
      environment,
      writer: 'sequencer',
      privateKey: writerKey,
      maxLagSeconds: () => Number.POSITIVE_INFINITY,
    });
    await started(writer);
    return {
      facts: [`the ledger is ${ledger.origin}`],
      writer,
      finish: async () => undefined,
      async close() {
        // What the other processes wrote last is in the log before this one goes.
        await Promise.race([sequencer.settled(), sequencer.stopped.catch(() => undefined)]);
        await sequencer.stop();
      },
    };
  },
};
