import { setTimeout as delay } from 'node:timers/promises';
import { fetchRef, PolicyFolderError, readCommit } from '../../policy-folder/index.ts';
import type { GitSource } from '../configuration-schema.ts';

/** Failures in a row after which not getting at the ref is more than the network's usual moments. */
const FAILURES_TO_RECORD = 3;

export interface GitFollowing {
  readonly source: GitSource;
  /** The commit that was tried last; null where none was. */
  readonly tried: string | null;
  /** Whether the commit that was tried last is to be tried once more; asked at each look. */
  again(): boolean;
  /**
   * Activates what the revision holds, and says which commit that was and whether it has to be tried again: because what stood in its
   * way may pass by itself.
   */
  activate(revision: string): Promise<{ readonly commit: string | null; readonly tryAgain: boolean }>;
  /** Records that the ref can't be got at, once each time. */
  unreachable(error: PolicyFolderError): Promise<void>;
  notice(message: string): void;
  fault(error: unknown): void;
  readonly signal: AbortSignal;
}

/**
 * The revision by which a followed ref is read, fetched before where there is a remote.
 *
 * @throws PolicyFolderError
 */
export async function followedRevision(source: GitSource, signal: AbortSignal): Promise<string> {
  const { repository, remote, ref } = source;
  return remote === null ? ref : fetchRef({ repository, remote, ref }, signal);
}

/**
 * Follows a ref until `signal` aborts. Each commit that the ref comes to name is tried once, be it activated or refused: a refusal is
 * an entry and an alert, and would be one each time. What it named in between two looks is passed over.
 */
export async function followGit(following: GitFollowing): Promise<void> {
  const { source, signal, notice, fault } = following;
  let { tried } = following;
  let failures = 0;
  while (!signal.aborted) {
    await delay(source.pollSeconds * 1000, null, { signal }).catch(() => null);
    if (signal.aborted) return;
    try {
      const revision = await followedRevision(source, signal);
      const found = readCommit(source.repository, revision);
      if (following.again() || found !== tried) {
        const { commit, tryAgain } = await following.activate(revision);
        if (!tryAgain) tried = commit ?? found;
      }
      if (failures > 0) notice(`${source.ref} of ${source.repository} can be read again`);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (!(error instanceof PolicyFolderError)) {
        // The database is away, for instance: the same commit is tried at the next look.
        fault(error);
        continue;
      }
      if (failures === 1) notice(`the policy's repository can't be followed: ${error.message}`);
      if (failures === FAILURES_TO_RECORD) await following.unreachable(error).catch(fault);
    }
  }
}
