import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { activateFolder, newestActivation } from '../../activation/index.ts';
import { POLICY_WRITER } from '../../entries/index.ts';
import {
  ledgerVerification,
  type ManagementContext,
  type PolicyActivation,
  startManagementServer,
} from '../../http/index.ts';
import { type EntryId, type LedgerWriter, openWriter } from '../../ledger/index.ts';
import { type ActivePolicy, followActivePolicy } from '../../records/index.ts';
import { AppError } from '../app-error.ts';
import { fingerprinterOf } from '../fingerprinter.ts';
import { managementSocket } from '../management-socket.ts';
import { prepareSocketFolder } from '../socket-path.ts';
import { VERSION } from '../version.ts';
import { type RunningConsole, startConsole } from './console.ts';
import { empoweredOperations } from './empowered-operations.ts';
import { logKeyOf } from './guard-parts.ts';
import type { Role, RoleContext } from './role.ts';

const POLL_MILLISECONDS = 20;
/** Longer than a sequencer takes to come back. */
const SEQUENCING_MILLISECONDS = 10_000;

/** Serves the management API and the console, and makes the policy of the folder the active one. */
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
    const activate = oneAtATime((asked: Asked) => activateFrom(context, writer, activePolicy, asked));
    const first = await activate({ skipRepeats: true, after: [] });
    if (first.outcome === 'refused') {
      if (activePolicy.current() === null) throw new AppError('policy_refused', first.message);
      notice(`the last good policy stays active. ${first.message}`);
    }
    const socket = managementSocket(configuration, directory);
    prepareSocketFolder(socket);
    const keptCheckpoint = (): string | null =>
      existsSync(directory.checkpoint) ? readFileSync(directory.checkpoint, 'utf8') : null;
    const common: Omit<ManagementContext, 'openRecovery'> = {
      environment: configuration.environment,
      version: VERSION,
      issuer: configuration.authorizationServer.issuer,
      store,
      writer,
      activePolicy,
      fingerprinter: fingerprinterOf(directory),
      logKey,
      verification: ledgerVerification({ store, logKey, keptCheckpoint, clock: Date.now }),
      operationsOf: empoweredOperations(configuration),
      activatePolicy: (after) => activate({ skipRepeats: false, after }),
    };
    const console: RunningConsole | null =
      configuration.console === null ? null : await startConsole(context, configuration.console, common);
    const server = await startManagementServer({
      socket,
      context: { ...common, openRecovery: console?.openRecovery ?? null },
      onFault: fault,
    });
    return {
      facts: [factOf(first), ...(console?.facts ?? [])],
      writer,
      async finish() {
        await console?.close();
        await server.close();
      },
      close: async () => undefined,
    };
  },
};

/** Whether a refusal that says nothing new is recorded, and what the activation follows from. */
interface Asked {
  readonly skipRepeats: boolean;
  readonly after: readonly EntryId[];
}

async function activateFrom(
  { configuration, store }: RoleContext,
  writer: LedgerWriter,
  activePolicy: ActivePolicy,
  asked: Asked,
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
    ...asked,
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
