import { useEffect, useRef } from 'preact/hooks';
import { listenToKeys, PAGES } from './keyboard.ts';
import { followLinks, usePlace } from './location.ts';
import { pageFor } from './pages/index.tsx';
import { Recover } from './pages/recover.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { change } from './server.ts';
import type { Overview, Session } from './shapes.ts';
import { useAnswer } from './use-answer.ts';
import { exactTime, listed, timeFromNow } from './words.ts';

/** Everything: who is signed in, where one can go, and the page of the address. */
export function Console() {
  const place = usePlace();
  useEffect(followLinks, []);
  if (place.path === '/sign-in') return <SignIn problem={place.query.get('problem')} to="/" />;
  if (place.path === '/recover') return <Recover />;
  return <SignedIn />;
}

function SignedIn() {
  const place = usePlace();
  const session = useAnswer<Session>('/v1/session', 60);
  useNavigationInSight(`${place.path} ${session.data === null}`);
  const help = useRef<HTMLDialogElement>(null);
  useEffect(() => listenToKeys(() => help.current?.showModal()), []);
  if (session.error?.status === 401) return <SignIn problem={null} to={`${place.path}${location.search}`} />;
  if (session.error?.status === 403) return <NoRole />;
  // What answers in a moment needs no sign that it is asked.
  if (session.data === null && session.error === null) return null;
  const roles = session.data?.roles ?? [];
  return (
    <div class="shell">
      <a class="skip" href="#page">
        Skip to the page
      </a>
      <header class="side">
        <div>
          <Brand />
          <nav class="nav" aria-label="Pages">
            <ul>
              {PAGES.map(({ path, title, key }) => (
                <li key={path}>
                  <a href={path} aria-current={isIn(place.path, path) ? 'page' : undefined}>
                    {title}
                    <kbd>g {key}</kbd>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <Who session={session.data} showHelp={() => help.current?.showModal()} />
        </div>
      </header>
      <main id="page">{pageFor(place, roles)}</main>
      <Keys dialog={help} />
    </div>
  );
}

/** On a phone the pages stand in a row: the one that is open is in sight. */
function useNavigationInSight(path: string): void {
  useEffect(() => {
    const open = document.querySelector<HTMLElement>('.nav [aria-current]');
    const row = open?.closest<HTMLElement>('.nav');
    if (open != null && row != null) row.scrollLeft = open.offsetLeft - row.clientWidth / 3;
  }, [path]);
}

function isIn(path: string, page: string): boolean {
  return page === '/' ? path === '/' : path === page || path.startsWith(`${page}/`);
}

function Brand() {
  const overview = useAnswer<Overview>('/v1/overview');
  return (
    <p class="brand">
      <a href="/">Ambit</a>
      <span class="quiet">{overview.data?.environment ?? '\u00a0'}</span>
    </p>
  );
}

async function signOut(): Promise<void> {
  await change('/session/end');
  location.assign('/sign-in');
}

function Who({ session, showHelp }: { readonly session: Session | null; readonly showHelp: () => void }) {
  if (session === null) return null;
  const ends = Date.parse(session.endsAt);
  return (
    <div class="who">
      <strong>{session.name}</strong>
      <span class="quiet roles">{session.roles.length === 0 ? 'no role' : listed(session.roles)}</span>
      <span class="quiet until" title={exactTime(ends)}>
        session ends {timeFromNow(ends)}
      </span>
      <button type="button" onClick={() => void signOut()}>
        Sign out
      </button>
      <button type="button" class="plain help" onClick={showHelp}>
        Keys: ?
      </button>
    </div>
  );
}

/** Who is signed in and has no role any more: there is no page to show, and a way out. */
function NoRole() {
  useEffect(() => {
    document.title = 'No role · Ambit';
  }, []);
  return (
    <div class="alone">
      <main>
        <h1>You have no role here any more.</h1>
        <div class="notice warn" role="alert">
          <p>You are signed in, but the policy that is active now gives you no role in the console.</p>
          <p>
            Ask who keeps the policy to map one of your claims to a role, under <code>console.roles</code>, and sign in
            again.
          </p>
        </div>
        <button type="button" class="primary" onClick={() => void signOut()}>
          Sign out
        </button>
      </main>
    </div>
  );
}

function Keys({ dialog }: { readonly dialog: preact.RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog ref={dialog} aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      <dl class="keys">
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>to the page’s filter</dd>
        {PAGES.map(({ key, title }) => [
          <dt key={key}>
            <kbd>g {key}</kbd>
          </dt>,
          <dd key={title}>{title}</dd>,
        ])}
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>these keys</dd>
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
