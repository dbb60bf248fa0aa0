/** Pause after the first attempt that failed; each one after that doubles it. */
export const FIRST_PAUSE_SECONDS = 5;
/** Longest pause, and the longest that a receiver's `Retry-After` is waited for. */
export const MAX_PAUSE_SECONDS = 4 * 60 * 60;
/** Attempts before an alert is given up: between one and a half and three days after the first, which outlasts a night or a Sunday. */
export const MAX_ATTEMPTS = 28;

/**
 * How long to wait before the next attempt. Half of it is left to chance, so that what failed together isn't tried together again.
 *
 * @param attempts made so far, from 1
 * @param random from 0 to 1
 * @returns milliseconds
 */
export function pauseAfter(attempts: number, retryAfterSeconds: number | null, random: number): number {
  const seconds = Math.min(MAX_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (attempts - 1));
  const asked = Math.min(MAX_PAUSE_SECONDS, retryAfterSeconds ?? 0);
  return Math.ceil(Math.max(seconds * (0.5 + random / 2), asked) * 1000);
}

/** `Retry-After` in seconds (RFC 9110 §10.2.3), a number or a date; null for anything else. */
export function retryAfterOf(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  // A date of HTTP begins with the day's name; `Date.parse` alone would take much else for one.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}
