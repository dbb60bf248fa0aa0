import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** How long a response that couldn't be released waits for the client to ask again. */
const HELD_MILLISECONDS = 30_000;
/** Most responses held at once; beyond that a retry gets what a spent code gets. */
const MAX_HELD = 1024;

/**
 * Token responses whose issuance couldn't be recorded because the ledger was away. The code or refresh token behind them is
 * spent, so the same request, with the same credentials, may fetch them for half a minute. They stay in this process, sealed
 * under a key that dies with it: no token stands readable in its memory longer than a request lasts.
 */
export interface HeldResponses {
  /** Whether none waits, which is nearly always: then no request needs its key. */
  isEmpty(): boolean;
  /** @param requestKey keyed hash over the whole request with its credentials. */
  hold(requestKey: string, text: string): void;
  /** The response, once; null where none waits. */
  take(requestKey: string): string | null;
}

export function holdResponses(clock: () => number): HeldResponses {
  const key = randomBytes(32);
  const held = new Map<string, { readonly sealed: Buffer; readonly until: number }>();
  const dropExpired = (): void => {
    for (const [requestKey, { until }] of held) if (until <= clock()) held.delete(requestKey);
  };
  return {
    isEmpty: () => held.size === 0,
    hold(requestKey, text) {
      dropExpired();
      if (held.size >= MAX_HELD) return;
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      held.set(requestKey, { sealed, until: clock() + HELD_MILLISECONDS });
    },
    take(requestKey) {
      dropExpired();
      const found = held.get(requestKey);
      if (found === undefined) return null;
      held.delete(requestKey);
      const { sealed } = found;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
  };
}
