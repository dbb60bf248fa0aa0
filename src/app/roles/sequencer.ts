import { existsSync, readFileSync } from 'node:fs';
import { LOG_WRITER } from '../../entries/index.ts';
import { forgetOtherWitnesses, LogSigning, openWriter, startSequencer } from '../../ledger/index.ts';
import { knownToWitnesses, startWitnessing } from '../../witnessing/index.ts';
import { replaceFile } from '../durable-file.ts';
import { writerPrivateKey, writerPublicKeys } from '../keys.ts';
import { logKeyring } from '../log-keyring.ts';
import { logKeyOf } from './guard-parts.ts';
import { publishWitnessKeys, witnessPolicyOf } from './log-witnesses.ts';
import type { Role } from './role.ts';
import { watchSequencing } from './watch-sequencing.ts';

/** Orders the ledger, signs its checkpoints and its heartbeat, and has witnesses cosign them. The only role that holds the log's key. */
export const sequencerRole: Role = {
  name: 'sequencer',
  title: 'sequencer',
  drains: false,
  writerOf: () => 'sequencer',
  async start(context, started) {
    const { configuration, directory, store, writerKey, fault, notice, die, signal, operation } = context;
    const { environment, ledger } = configuration;
    const logKeys = logKeyring(directory, ledger.origin);
    const { keys: ownKeys } = await LogSigning.open(store, ledger.origin, logKeys);
    const policy = witnessPolicyOf(configuration);
    publishWitnessKeys(directory, policy);
    const known = await knownToWitnesses({
      ...{ origin: ledger.origin, logKeys: ownKeys, signal },
      witnesses: policy?.witnesses ?? [],
      onNotice: notice,
    });
    const sequencer = await startSequencer({
      store,
      environment,
      origin: ledger.origin,
      logKeys,
      ownWriterKey: writerPrivateKey(directory, LOG_WRITER),
      writerKeys: async () => writerPublicKeys(directory),
      kept: {
        read: () => (existsSync(directory.checkpoint) ? readFileSync(directory.checkpoint, 'utf8') : null),
        write: (checkpoint) => replaceFile(directory.checkpoint, checkpoint),
      },
      known,
      onProblem: fault,
    });
    sequencer.stopped.catch(die);
    watchSequencing(operation, store, await logKeyOf(context));
    const writer = operation.measuredWriter(
      await openWriter({
        store,
        environment,
        writer: 'sequencer',
        privateKey: writerKey,
        maxLagSeconds: () => Number.POSITIVE_INFINITY,
      }),
    );
    await started(writer);
    if (policy === null) await forgetOtherWitnesses(store, ledger.origin, []);
    const witnessing =
      policy === null
        ? null
        : await startWitnessing({
            ...{ store, origin: ledger.origin, policy, writer, clock: Date.now },
            onProblem: notice,
          });
    const names = (policy?.witnesses ?? []).map(({ name }) => name).join(', ');
    return {
      facts: [
        `the ledger is ${ledger.origin}`,
        ...(policy === null ? [] : [`cosigned by ${policy.needed} of ${policy.witnesses.length}: ${names}`]),
      ],
      writer,
      finish: async () => await witnessing?.stop(),
      async close() {
        // What the other processes wrote last is in the log before this one goes.
        await Promise.race([sequencer.settled(), sequencer.stopped.catch(() => undefined)]);
        await sequencer.stop();
      },
    };
  },
};
