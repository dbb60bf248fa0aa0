const POLL_MILLISECONDS = 20;

/** Waits until `check` answers with something true, and returns it. Fails after `seconds`, saying what was waited for. */
export async function until<T>(
  what: string,
  check: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  seconds = 30,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      const result = await check();
      if (result !== null && result !== undefined && result !== false) return result;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  throw new Error(`waited ${seconds} s in vain for ${what}${last === undefined ? '' : `: ${last}`}`, { cause: last });
}
