import { setTimeout as delay } from 'node:timers/promises';
import type { RoleContext } from './role.ts';

/**
 * Looks again and again, with a pause in between. A look that fails, because the database is away for instance, is told, and the next goes on.
 * Resolves once `signal` aborts.
 */
export async function lookNowAndThen(
  { fault, signal }: Pick<RoleContext, 'fault' | 'signal'>,
  pauseMilliseconds: number,
  look: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await look();
    } catch (error) {
      fault(error);
    }
    await delay(pauseMilliseconds, null, { signal }).catch(() => null);
  }
}
