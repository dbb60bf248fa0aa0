import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  activateFolder,
  activateRevision,
  newestActivation,
  type PolicyFilesActivation,
  recordRefusal,
} from '../../activation/index.ts';
import { POLICY_WRITER } from '../../entries/index.ts';
import { ledgerVerification, type ManagementContext, startManagementServer } from '../../http/index.ts';
import {
  type EntryId,
  erasedMarkOf,
  type LedgerWriter,
  openSealedStore,
  openWriter,
  pseudonymOf,
} from '../../ledger/index.ts';
import { PolicyCompiler } from '../../policy/index.ts';
import { PolicyFolderError, readCommit } from '../../policy-folder/index.ts';
import { type ActivePolicy, followActivePolicy } from '../../records/index.ts';
import { AppError } from '../app-error.ts';
import type { GitSource } from '../configuration-schema.ts';
import { fingerprinterOf } from '../fingerprinter.ts';
import { approvalSigner, logVerifierKeys, sealedMasterKey, secretKey } from '../keys.ts';
import { managementSocket } from '../management-socket.ts';
import { prepareSocketFolder } from '../socket-path.ts';
import { VERSION } from '../version.ts';
import { type RunningConsole, startConsole } from './console.ts';
import { empoweredOperations } from './empowered-operations.ts';
import { followedRevision, followGit } from './follow-git.ts';
import { logKeyOf } from './guard-parts.ts';
import { endElevations } from './keep-elevations.ts';
import { witnessPolicyOf } from './log-witnesses.ts';
import { readyErasures } from './ready-erasures.ts';
import { revokeEnded } from './revoke-ended.ts';
import type { Role, RoleContext } from './role.ts';
import { serverClock } from './server-clock.ts';
import { serverRevocation } from './server-revocation.ts';
import { watchOutcomes } from './watch-outcomes.ts';
import { watchPolicy } from './watch-policy-and-feed.ts';

const POLL_MILLISECONDS = 20;
/** Longer than a sequencer takes to come back. */
const SEQUENCING_MILLISECONDS = 10_000;

/** Serves the management API and the console, and makes the policy of the folder the active one. */
export const managementRole: Role = {
  name: 'management',
  title: 'management API',
  drains: false,
  writerOf: () => POLICY_WRITER,
  async start(context, started) {
    const { configuration, directory, store, writerKey, fault, notice, lifetime, operation } = context;
    const logKey = await logKeyOf(context);
    const activePolicy = await followActivePolicy({ store, signal: lifetime });
    const writer = operation.measuredWriter(
      await openWriter({
        store,
        environment: configuration.environment,
        writer: POLICY_WRITER,
        privateKey: writerKey,
        maxLagSeconds: () => Number.POSITIVE_INFINITY,
      }),
    );
    watchPolicy(operation, activePolicy);
    await started(writer);
    const compiler = new PolicyCompiler();
    const activate = oneAtATime((asked: Asked) => activateFrom(context, writer, activePolicy, { ...asked, compiler }));
    const first = await activate({ skipRepeats: true, after: [], revision: null });
    if (first.outcome === 'refused') {
      if (activePolicy.current() === null) throw new AppError('policy_refused', first.message);
      notice(`the last good policy stays active. ${first.message}`);
    }
    // Whether what the ref holds is tried once more: its approvals were given since.
    let again = false;
    const socket = managementSocket(configuration, directory);
    prepareSocketFolder(socket);
    const keptCheckpoint = (): string | null =>
      existsSync(directory.checkpoint) ? readFileSync(directory.checkpoint, 'utf8') : null;
    const atServer = serverRevocation(context);
    const clockOfServer = serverClock(context);
    const pseudonymKey = secretKey(directory, 'pseudonym');
    const { issuer } = configuration.authorizationServer;
    const sealed = openSealedStore({ store, masterKey: sealedMasterKey(directory) });
    const markOf = (person: string): string => erasedMarkOf(pseudonymKey, person);
    await readyErasures({ store, writer, issuer, sealed, markOf, notice });
    const common: Omit<ManagementContext, 'openRecovery'> = {
      environment: configuration.environment,
      version: VERSION,
      issuer,
      store,
      writer,
      activePolicy,
      fingerprinter: fingerprinterOf(directory),
      sealed,
      pseudonymOf: (subject) => pseudonymOf(pseudonymKey, issuer, subject),
      erasedMarkOf: markOf,
      revokeAtServer: atServer.revoke,
      serverClockAheadSeconds: () => clockOfServer.aheadSeconds(),
      logKey,
      witnessKeys: (witnessPolicyOf(configuration)?.witnesses ?? []).flatMap(({ keys }) => keys),
      verification: ledgerVerification({
        store,
        keys: () => logVerifierKeys(directory),
        keptCheckpoint,
        clock: Date.now,
      }),
      approvalSigner: approvalSigner(directory, configuration.environment),
      onApproved: () => {
        again = true;
      },
      operationsOf: empoweredOperations(configuration),
      activatePolicy: (asked) => activate({ skipRepeats: false, ...asked }),
    };
    const console: RunningConsole | null =
      configuration.console === null ? null : await startConsole(context, configuration.console, common);
    const server = await startManagementServer({
      socket,
      context: { ...common, openRecovery: console?.openRecovery ?? null },
      onFault: fault,
    });
    const following = new AbortController();
    const signal = AbortSignal.any([context.signal, following.signal]);
    const watching = Promise.all([
      revokeEnded({ store, writer, issuer, activePolicy, notice, fault, signal }),
      endElevations({ store, writer, issuer, activePolicy, notice, fault, signal }),
      watchOutcomes({ store, writer, clock: Date.now, notice, fault, signal }),
    ]);
    const followed =
      configuration.git === null
        ? Promise.resolve()
        : followGit({
            source: configuration.git,
            tried: first.commit,
            again: () => {
              const asked = again;
              again = false;
              return asked;
            },
            async activate(revision) {
              const activation = await activate({ skipRepeats: true, after: [], revision });
              if (activation.outcome === 'refused') notice(`the last good policy stays active. ${activation.message}`);
              else if (activation.outcome !== 'unchanged') notice(factOf(activation));
              return { commit: activation.commit, tryAgain: mayPass(activation) };
            },
            unreachable: (error) => recordUnreachable(context, writer, activePolicy, error),
            ...{ notice, fault, signal: AbortSignal.any([context.signal, following.signal]) },
          });
    return {
      facts: [factOf(first), ...(console?.facts ?? [])],
      writer,
      async finish() {
        following.abort();
        await followed;
        await watching;
        await console?.close();
        await server.close();
      },
      async close() {
        await Promise.all([atServer.close(), clockOfServer.close()]);
      },
    };
  },
};

/** Whether a refusal that says nothing new is recorded, and what the activation follows from. */
interface Asked {
  readonly skipRepeats: boolean;
  readonly after: readonly EntryId[];
  /** Null: what the configuration names. */
  readonly revision: string | null;
}

/** What came of it, as the API says it; and, where it was refused, the reason's code. */
type Activation = PolicyFilesActivation | (Accepted & { readonly outcome: 'waiting' });
type Accepted = Omit<Extract<PolicyFilesActivation, { digest: string }>, 'outcome'>;

async function activateFrom(
  context: RoleContext,
  writer: LedgerWriter,
  activePolicy: ActivePolicy,
  { revision, ...asked }: Asked & { readonly compiler: PolicyCompiler },
): Promise<Activation> {
  const { configuration, store } = context;
  // An activation that was durable when this process, or the sequencer, ended is in force once it is sequenced.
  const newest = await newestActivation(store);
  if (newest !== null) await untilActive(activePolicy, newest);
  const request = {
    ...{ store, writer, environment: configuration.environment, operation: randomUUID() },
    active: activePolicy.current()?.identified ?? null,
    ...asked,
  };
  const { git, policy: folder } = configuration;
  const activation = await (git !== null
    ? activateRevision({ ...request, from: git, revision: () => revisionOf(context, git, revision) })
    : revision !== null
      ? activateRevision({ ...request, from: folder, revision })
      : activateFolder({ ...request, folder }));
  if (activation.outcome !== 'activated' || (await untilActive(activePolicy, activation.digest))) return activation;
  return { ...activation, outcome: 'waiting' };
}

/**
 * The revision that is meant: the ref that is followed as it is now, or what somebody asked for, for which the ref is fetched, too. Where
 * the remote doesn't answer, what was fetched last is what there is.
 *
 * @throws PolicyFolderError
 */
async function revisionOf({ notice, signal }: RoleContext, git: GitSource, asked: string | null): Promise<string> {
  const own = `refs/ambit/${git.ref}`;
  if (asked === own) return asked;
  try {
    const followed = await followedRevision(git, signal);
    return asked ?? followed;
  } catch (error) {
    if (!(error instanceof PolicyFolderError) || error.code !== 'fetch_failed') throw error;
    if (asked === null) readCommit(git.repository, own);
    notice(error.message);
    return asked ?? own;
  }
}

/** Whether what stood in an activation's way goes away without another commit. */
function mayPass(activation: Activation): boolean {
  return (
    activation.outcome === 'refused' &&
    (activation.reason === 'active_differs' || activation.reason === 'git_unavailable')
  );
}

async function recordUnreachable(
  { store }: RoleContext,
  writer: LedgerWriter,
  activePolicy: ActivePolicy,
  error: PolicyFolderError,
): Promise<void> {
  const active = activePolicy.current()?.identified ?? null;
  const activation = { store, writer, active, operation: randomUUID() };
  await recordRefusal(activation, { reason: error.code, policy: null });
}

function factOf(activation: Activation): string {
  if (activation.outcome === 'refused') return 'an earlier policy is active';
  const commit = activation.commit === null ? '' : `, of commit ${activation.commit.slice(0, 12)},`;
  return `the policy ${activation.digest}${commit} ${activation.outcome === 'waiting' ? 'waits for the sequencer' : 'is active'}`;
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
