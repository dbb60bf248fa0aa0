import { useEffect, useState } from 'preact/hooks';
import { change, ServerError } from '../server.ts';

/** Where the link of `ambit recover` leads. It is used by a button, not by looking at it: mail scanners look at links too. */
export function Recover() {
  const [problem, setProblem] = useState<string | null>(null);
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => {
    document.title = 'Recovery · Ambit';
    // Out of the address and the history, where the next one at this screen could read it.
    history.replaceState(null, '', '/recover');
  }, []);
  const open = async (): Promise<void> => {
    try {
      await change('/session/recover', { token });
      location.assign('/');
    } catch (error) {
      setProblem(error instanceof ServerError ? error.message : String(error));
    }
  };
  return (
    <div class="alone">
      <main>
        <h1>Recovery from the host</h1>
        <p>
          This opens an administrator’s session for fifteen minutes, without the authorization server. It is in the
          ledger, and an alert goes out.
        </p>
        {problem === null && token !== '' ? (
          <button type="button" class="primary" onClick={() => void open()}>
            Open the session
          </button>
        ) : (
          <div class="notice bad" role="alert">
            <p>{problem ?? 'This link was opened before, or is not whole.'}</p>
            <p>
              Run <code>ambit recover</code> on the host for a new one.
            </p>
          </div>
        )}
      </main>
    </div>
  );
}
