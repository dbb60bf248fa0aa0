import { useEffect } from 'preact/hooks';

const PROBLEMS: Readonly<Record<string, readonly [what: string, whatToDo: string]>> = {
  sign_in_unknown: [
    'This sign-in took too long, was finished before, or was begun in another browser.',
    'Begin again; it takes one tab and ten minutes at most.',
  ],
  sign_in_denied: ['The authorization server did not let you in.', 'Begin again, or ask who keeps your account there.'],
  answer_invalid: [
    'What came back was not the authorization server’s answer to this sign-in, so it was refused and recorded.',
    'Begin again from this page. If it happens twice, tell who looks after Ambit.',
  ],
  server_unreachable: [
    'The authorization server does not answer.',
    'Try again in a minute. If it is down, ambit recover on the host opens one session without it.',
  ],
  no_role: [
    'You are signed in at the authorization server, but the policy gives you no role in the console.',
    'Ask who keeps the policy to map one of your claims to a role, under console.roles.',
  ],
};

/** Nobody is signed in. */
export function SignIn({ problem, to }: { readonly problem: string | null; readonly to: string }) {
  useEffect(() => {
    document.title = 'Sign in · Ambit';
  }, []);
  const known = problem !== null && Object.hasOwn(PROBLEMS, problem) ? PROBLEMS[problem] : undefined;
  return (
    <div class="alone">
      <main>
        <h1>Ambit</h1>
        {known === undefined ? (
          <p>Which scopes exist, who may hold them, what was granted and what was used.</p>
        ) : (
          <div class="notice bad" role="alert">
            <p>{known[0]}</p>
            <p>{known[1]}</p>
          </div>
        )}
        <a class="primary" href={`/session/sign-in?to=${encodeURIComponent(to)}`}>
          Sign in
        </a>
        <p class="quiet small">
          You sign in at your own authorization server. The ledger keeps a pseudonym and your roles, and no name.
        </p>
      </main>
    </div>
  );
}
