import type { Store } from '../../store/index.ts';

/** One thing that a process needs to do its work. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** In words, for a person; holds no secret. */
  readonly detail: string;
}

export interface ReadinessReport {
  readonly ready: boolean;
  /** `starting`, `running`, `draining`. */
  readonly state: ProcessState;
  readonly checks: readonly Check[];
}

export type ProcessState = 'starting' | 'running' | 'draining';

/** What a process says of itself. */
export interface Readiness {
  /** Adds something that has to hold while it runs. What throws, or takes longer than two seconds, doesn't hold. */
  needs(name: string, check: () => Omit<Check, 'name'> | Promise<Omit<Check, 'name'>>): void;
  become(state: ProcessState): void;
  state(): ProcessState;
  /** Asked anew each time: nothing is remembered that could have changed. */
  report(): Promise<ReadinessReport>;
}

const CHECK_MILLISECONDS = 2000;

export function createReadiness(): Readiness {
  let state: ProcessState = 'starting';
  const needed: { readonly name: string; readonly check: () => Promise<Omit<Check, 'name'>> }[] = [];
  return {
    needs: (name, check) => void needed.push({ name, check: async () => await check() }),
    become(next) {
      state = next;
    },
    state: () => state,
    async report() {
      const checks = await Promise.all(needed.map(async ({ name, check }) => ({ name, ...(await inTime(check)) })));
      return { ready: state === 'running' && checks.every(({ ok }) => ok), state, checks };
    },
  };
}

/** That the database answers: one statement, on a connection of the pool that the work itself uses. */
export function databaseCheck({ pool }: Store): () => Promise<Omit<Check, 'name'>> {
  return async () => {
    await pool.query('SELECT 1');
    return { ok: true, detail: 'it answers' };
  };
}

async function inTime(check: () => Promise<Omit<Check, 'name'>>): Promise<Omit<Check, 'name'>> {
  const { promise, resolve } = Promise.withResolvers<Omit<Check, 'name'>>();
  const timer = setTimeout(() => resolve({ ok: false, detail: 'no answer in two seconds' }), CHECK_MILLISECONDS);
  try {
    return await Promise.race([check(), promise]);
  } catch {
    // The reason is in the log, redacted; whoever asks here has shown no credentials.
    return { ok: false, detail: 'it does not answer' };
  } finally {
    clearTimeout(timer);
  }
}
