/**
 * A sequencer with its keys in a data directory, which kills itself (SIGKILL) wherever a file tells it to: each place once, in turn.
 */

import { readFileSync } from 'node:fs';
import { dataDirectoryAt, logKeyring, replaceFile, writerPrivateKey } from '../../src/app/index.ts';
import { LOG_WRITER } from '../../src/entries/index.ts';
import { startSequencer } from '../../src/ledger/index.ts';
import { openStore } from '../../src/store/index.ts';

/** Before a statement of the sequencer moves the log on, after it did; before its keyring makes, publishes, destroys or answers. */
export type KillPlace = 'before-move' | 'after-move' | 'make' | 'publish' | 'destroy' | 'answer';

if (import.meta.main) {
  const [url = '', folder = '', origin = '', places = ''] = process.argv.slice(2);
  const dieAt = (place: KillPlace): void => {
    const [next, ...rest] = JSON.parse(readFileSync(places, 'utf8')) as KillPlace[];
    if (next !== place) return;
    replaceFile(places, JSON.stringify(rest));
    process.kill(process.pid, 'SIGKILL');
    // The signal isn't waited for by everything.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  const directory = dataDirectoryAt(folder);
  const ring = logKeyring(directory, origin);
  const store = await openStore({ url, applicationName: 'sequencer' });
  const query = store.pool.query.bind(store.pool) as (...args: unknown[]) => Promise<unknown>;
  let isOrdered = false;
  Object.assign(store.pool, {
    query: async (...args: unknown[]) => {
      const moves = isOrdered && (args[0] as { name?: string }).name === 'ledger-move';
      if (moves) dieAt('before-move');
      const answer = await query(...args);
      if (moves) dieAt('after-move');
      return answer;
    },
  });
  await startSequencer({
    store,
    environment: 'test',
    origin,
    logKeys: {
      ...ring,
      order() {
        const order = ring.order();
        isOrdered = order !== null;
        return order;
      },
      make(generation) {
        const signers = ring.make(generation);
        dieAt('make');
        return signers;
      },
      publish(keys, changes) {
        dieAt('publish');
        ring.publish(keys, changes);
      },
      destroy(generation) {
        dieAt('destroy');
        ring.destroy(generation);
      },
      answer(order, problem) {
        dieAt('answer');
        ring.answer(order, problem);
      },
    },
    ownWriterKey: writerPrivateKey(directory, LOG_WRITER),
    writerKeys: async () => new Map(),
    kept: {
      read: () => null,
      write: (checkpoint) => replaceFile(directory.checkpoint, checkpoint),
    },
  });
  process.stdout.write('ready\n');
}
