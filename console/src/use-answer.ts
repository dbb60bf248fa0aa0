import { useCallback, useEffect, useState } from 'preact/hooks';
import { read, ServerError } from './server.ts';

/** What a call has given so far. While it is asked again the last answer stays, so that nothing jumps. */
export interface Answer<T> {
  readonly data: T | null;
  readonly error: ServerError | null;
  reload(): void;
}

/** Asks a path, again whenever it changes, and every so often where that is said. */
export function useAnswer<T>(path: string, everySeconds: number | null = null): Answer<T> {
  const [held, setHeld] = useState<{ path: string; data: T | null; error: ServerError | null }>({
    path,
    data: null,
    error: null,
  });
  const [{ turn, byItself }, setTurn] = useState({ turn: 0, byItself: false });
  const ask = useCallback((by: boolean) => setTurn((before) => ({ turn: before.turn + 1, byItself: by })), []);
  const reload = useCallback(() => ask(false), [ask]);

  useEffect(() => {
    const stop = new AbortController();
    read<T>(path, { signal: stop.signal, byItself }).then(
      (data) => setHeld({ path, data, error: null }),
      (error: unknown) => {
        if (error instanceof ServerError)
          setHeld((before) => ({ path, data: before.path === path ? before.data : null, error }));
      },
    );
    return () => stop.abort();
  }, [path, turn, byItself]);
  useEffect(() => {
    if (everySeconds === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') ask(true);
    }, everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds, ask]);
  return held.path === path ? { ...held, reload } : { data: null, error: null, reload };
}
