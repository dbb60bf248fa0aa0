import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** How long a response that couldn't be released waits for the client to ask again. */
const HELD_MILLISECONDS = 30_000;
/** Most responses held at once. */
const MAX_HELD = 1024;

/**
 * Token responses that didn't reach their client: the issuance couldn't be recorded because the ledger was away, or the client
 * went away before the answer came. The code or refresh token behind them is spent, so the same request, with the same
 * credentials, may fetch them for half a minute. They stay in this process, sealed under a key that dies with it: no token
 * stands readable in its memory longer than a request lasts.
 */
export interface HeldResponses {
  /** How many wait: nearly always none, and then no request needs its key. */
  count(): number;
  /**
   * False where too many wait already: then its tokens have to be taken back at once.
   *
   * @param requestKey keyed hash over the whole request with its credentials.
   */
  hold(requestKey: string, text: string): boolean;
  /** A response, once; null where none waits. */
  take(requestKey: string): string | null;
  /** Those that nobody came for in time, each once: their tokens have to be taken back. */
  takeOverdue(): readonly string[];
  /** All that wait, each once, when the process ends. */
  takeAll(): readonly string[];
}

interface Held {
  readonly requestKey: string;
  readonly sealed: Buffer;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** @param clock milliseconds since 1970. */
export function holdResponses(clock: () => number): HeldResponses {
  const key = randomBytes(32);
  /** Two requests may be alike to the letter, as those of a client that acts for itself are. */
  let held: readonly Held[] = [];
  const takeWhere = (isTaken: (one: Held) => boolean): readonly string[] => {
    const taken = held.filter(isTaken);
    if (taken.length > 0) held = held.filter((one) => !isTaken(one));
    return taken.map(({ sealed }) => unsealed(key, sealed));
  };
  return {
    count: () => held.length,
    hold(requestKey, text) {
      if (held.length >= MAX_HELD) return false;
      held = [...held, { requestKey, sealed: seal(key, text), until: clock() + HELD_MILLISECONDS }];
      return true;
    },
    take(requestKey) {
      const found = held.find((one) => one.requestKey === requestKey && one.until > clock());
      return takeWhere((one) => one === found)[0] ?? null;
    },
    takeOverdue: () => takeWhere(({ until }) => until <= clock()),
    takeAll: () => takeWhere(() => true),
  };
}

/** Seals a text under a key that never leaves this process. */
export function seal(key: Buffer, text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

export function unsealed(key: Buffer, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
}
