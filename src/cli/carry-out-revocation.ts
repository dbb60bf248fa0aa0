import { setTimeout as delay } from 'node:timers/promises';
import type { RevocationReport, ServerRevocationOutcome } from '../revocation/index.ts';
import type { CliContext } from './command.ts';
import { counted } from './counted.ts';
import { askManagement, type ManagementLocation } from './management.ts';

/** What came of asking the server about one token. */
export type ServerAnswer = ServerRevocationOutcome | 'no_credential';

export interface CarriedOut extends RevocationReport {
  /** The revocation's. */
  readonly id: string;
  /** Id of `revocation.ordered`. */
  readonly entry: string;
  /** Whether one that was cut off was gone on with. */
  readonly resumed: boolean;
  readonly server: readonly ServerAnswer[];
}

/**
 * Orders a revocation, or goes on with the one that isn't finished, until nothing of it is left. Null: it was stopped by Ctrl-C, and a
 * person was told so.
 *
 * @param order what the management API takes, with the reason
 * @param tokens those that somebody has: the server is asked about them
 * @param settleMilliseconds after which it is looked once more, for what was on its way
 * @throws ManagementError
 */
export async function carryOutRevocation(
  context: CliContext,
  location: ManagementLocation,
  {
    order,
    tokens = [],
    settleMilliseconds = 0,
  }: { order: object; tokens?: readonly string[]; settleMilliseconds?: number },
): Promise<CarriedOut | null> {
  const ask = (path: string, body: object): Promise<unknown> => askManagement(context, location, 'POST', path, body);
  const { id, resumed, found } = (await ask('/v1/revocations', order)) as {
    id: string;
    resumed: boolean;
    found: number;
  };
  if (resumed) context.stderr.write(`Going on with the revocation ${id}, which was not finished.\n`);
  const progress = progressOn(context, found);
  const denyAll = async (): Promise<boolean> => {
    for (;;) {
      const { left } = (await ask(`/v1/revocations/${id}/continue`, {})) as { left: number };
      progress(Math.max(0, found - left));
      if (left === 0) return true;
      if (context.signal.aborted) return stopped(context, `${counted(left, 'token')} of the revocation ${id}`);
    }
  };
  if (!(await denyAll())) return null;
  if (settleMilliseconds > 0) {
    await delay(settleMilliseconds, null, { signal: context.signal }).catch(() => null);
    if (context.signal.aborted || !(await denyAll())) return stoppedAfter(context, id);
  }
  const server: ServerAnswer[] = [];
  for (const token of tokens) {
    if (context.signal.aborted) return stoppedAfter(context, id);
    server.push(((await ask(`/v1/revocations/${id}/server`, { token })) as { outcome: ServerAnswer }).outcome);
  }
  const report = (await ask(`/v1/revocations/${id}/finish`, {})) as RevocationReport & { entry: string };
  progress(null);
  return { ...report, id, resumed, server };
}

function stoppedAfter(context: CliContext, id: string): null {
  stopped(context, `all of it is denied, and the rest of the revocation ${id}`);
  return null;
}

function stopped(context: CliContext, left: string): false {
  context.stderr.write(`\nStopped on the way; left: ${left}. The same command goes on.\n`);
  return false;
}

/** One line that is written over, on a terminal alone. Null clears it. */
function progressOn({ stderr }: CliContext, found: number): (denied: number | null) => void {
  if (!stderr.isTTY) return () => {};
  return (denied) => stderr.write(denied === null ? '\r\u001b[K' : `\rdenied ${denied} of ${found} tokens`);
}
