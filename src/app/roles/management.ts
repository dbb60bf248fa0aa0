import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { activateFolder, newestActivation } from '../../activation/index.ts';
import { POLICY_WRITER } from '../../entries/index.ts';
import { type PolicyActivation, startManagementServer } from '../../http/index.ts';
import { type LedgerWriter, openWriter } from '../../ledger/index.ts';
import { type ActivePolicy, followActivePolicy } from '../../records/index.ts';
import { AppError } from '../app-error.ts';
import { managementSocket } from '../management-socket.ts';
import { prepareSocketFolder } from '../socket-path.ts';
import { VERSION } from '../version.ts';
import { logKeyOf } from './guard-parts.ts';
import type { Role, RoleContext } from './role.ts';

const POLL_MILLISECONDS = 20;
/** Longer than a sequencer takes to come back. */
const SEQUENCING_MILLISECONDS = 10_000;

/** Serves the management API, and makes the policy of the folder the active one. */
export const managementRole: Role = {
  name: 'management',
  title: 'management API',
  writerOf: () => POLICY_WRITER,
  async start(context, started) {
    const { configuration, directory, store, writerKey, fault, notice, lifetime } = context;
    const logKey = await logKeyOf(context);
    const activePolicy = await followActivePolicy({ store, signal: lifetime });
    const writer = await openWriter({
      store,
      environment: configuration.environment,
      writer: POLICY_WRITER,
      privateKey: writerKey,
      maxLagSeconds: () => Number.POSITIVE_INFINITY,
    });
    await started(writer);
    const activate = oneAtATime((skipRepeats: boolean) => activateFrom(context, writer, activePolicy, skipRepeats));
    const first = await activate(true);
    if (first.outcome === 'refused') {
      if (activePolicy.current() === null) throw new AppError('policy_refused', first.message);
      notice(`the last good policy stays active. ${first.message}`);
    }
    const socket = managementSocket(configuration, directory);
    prepareSocketFolder(socket);
    const server = await startManagementServer({
      socket,
      context: {
        environment: configuration.environment,
        version: VERSION,
        store,
        writer,
        activePolicy,
        logKey,
        activatePolicy: () => activate(false),
      },
      onFault: fault,
    });
    return {
      facts: [factOf(first)],
      writer,
      finish: () => server.close(),
      close: async () => undefined,
    };
  },
};

async function activateFrom(
  { configuration, store }: RoleContext,
  writer: LedgerWriter,
  activePolicy: ActivePolicy,
  skipRepeats: boolean,
): Promise<PolicyActivation> {
  // An activation that was durable when this process, or the sequencer, ended is in force once it is sequenced.
  const newest = await newestActivation(store);
  if (newest !== null) await untilActive(activePolicy, newest);
  const activation = await activateFolder({
    store,
    writer,
    folder: configuration.policy,
    environment: configuration.environment,
    active: activePolicy.current()?.identified ?? null,
    operation: randomUUID(),
    skipRepeats,
  });
  if (activation.outcome !== 'activated' || (await untilActive(activePolicy, activation.digest))) return activation;
  return { ...activation, outcome: 'waiting' };
}

function factOf(activation: PolicyActivation): string {
  if (activation.outcome === 'refused') return 'an earlier policy is active';
  return `the policy ${activation.digest} ${activation.outcome === 'waiting' ? 'waits for the sequencer' : 'is active'}`;
}

/** Durable is not yet in force: that it is once it has been sequenced, and this process has read it as the guards do. */
async function untilActive(activePolicy: ActivePolicy, digest: string): Promise<boolean> {
  const deadline = performance.now() + SEQUENCING_MILLISECONDS;
  const isOpen = (): boolean => activePolicy.current()?.identified.digest !== digest && activePolicy.problem() === null;
  while (isOpen() && performance.now() < deadline) await delay(POLL_MILLISECONDS);
  return activePolicy.current()?.identified.digest === digest;
}

/** Calls one after the other: an activation is proven against the one before it. */
function oneAtATime<Argument, T>(work: (argument: Argument) => Promise<T>): (argument: Argument) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (argument) => {
    const next = last.then(
      () => work(argument),
      () => work(argument),
    );
    last = next;
    return next;
  };
}
