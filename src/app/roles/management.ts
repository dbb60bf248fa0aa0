import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ActivationError, activatePolicy, newestActivation } from '../../activation/index.ts';
import { POLICY_WRITER } from '../../entries/index.ts';
import { type PolicyActivation, startManagementServer } from '../../http/index.ts';
import { type LedgerWriter, openWriter } from '../../ledger/index.ts';
import { compilePolicy, type Diagnostic } from '../../policy/index.ts';
import { PolicyFolderError, readPolicyFolder } from '../../policy-folder/index.ts';
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
    const activate = oneAtATime(() => activateFolder(context, writer, activePolicy));
    const first = await activate();
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
        activatePolicy: activate,
      },
      onFault: fault,
    });
    return {
      facts: [first.outcome === 'refused' ? 'an earlier policy is active' : `the policy ${first.digest} is active`],
      writer,
      finish: () => server.close(),
      close: async () => undefined,
    };
  },
};

async function activateFolder(
  { configuration, store }: RoleContext,
  writer: LedgerWriter,
  activePolicy: ActivePolicy,
): Promise<PolicyActivation> {
  const { policy: folder, environment } = configuration;
  let diagnostics: readonly Diagnostic[] = [];
  try {
    const compilation = compilePolicy(await readPolicyFolder(folder));
    diagnostics = compilation.diagnostics;
    const { identified } = compilation;
    if (identified === null)
      return { outcome: 'refused', diagnostics, message: `The policy does not compile:\n${listed(diagnostics)}` };
    if (identified.policy.environment !== environment)
      return {
        outcome: 'refused',
        diagnostics,
        message: `The policy in ${folder} is for the environment ${identified.policy.environment}, and the configuration is for ${environment}.`,
      };
    // An activation that was durable when this process, or the sequencer, ended is in force once it is sequenced.
    const newest = await newestActivation(store);
    if (newest !== null) await untilActive(activePolicy, newest);
    const appended = await activatePolicy({
      store,
      writer,
      identified,
      active: activePolicy.current()?.identified ?? null,
      operation: randomUUID(),
    });
    if (appended !== null) await untilActive(activePolicy, identified.digest);
    return { outcome: appended === null ? 'unchanged' : 'activated', digest: identified.digest, warnings: diagnostics };
  } catch (error) {
    if (error instanceof ActivationError || error instanceof PolicyFolderError)
      return { outcome: 'refused', diagnostics, message: error.message };
    throw error;
  }
}

/** Durable is not yet in force: that it is once it has been sequenced, and this process has read it as the guards do. */
async function untilActive(activePolicy: ActivePolicy, digest: string): Promise<void> {
  const deadline = performance.now() + SEQUENCING_MILLISECONDS;
  const isOpen = (): boolean => activePolicy.current()?.identified.digest !== digest && activePolicy.problem() === null;
  while (isOpen() && performance.now() < deadline) await delay(POLL_MILLISECONDS);
}

function listed(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(
      ({ file, line, column, severity, message, help }) =>
        `${file}:${line}:${column}: ${severity}: ${message}. ${help}`,
    )
    .join('\n');
}

/** Calls one after the other: an activation is proven against the one before it. */
function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}
