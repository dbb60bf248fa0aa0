import type { ServerError } from '../server.ts';
import { listed } from '../words.ts';
import { Page } from './page.tsx';

/** Nothing has come yet. It takes the room that the page will take. */
export function Waiting({ title }: { readonly title: string }) {
  return (
    <Page title={title} answer="Asking…">
      <div class="waiting" role="status" aria-label="Loading">
        <i />
        <i />
        <i />
        <i />
      </div>
    </Page>
  );
}

/** No answer, and what to do about it. */
export function Failure({
  title,
  error,
  retry,
}: {
  readonly title: string;
  readonly error: ServerError;
  readonly retry: () => void;
}) {
  if (error.code === 'not_allowed') return <NotAllowed title={title} error={error} />;
  if (error.status === 400) return <NoSuchAddress title={title} />;
  const gone = error.status === 404;
  return (
    <Page title={title} answer={gone ? 'There is nothing here.' : 'This can’t be shown now.'}>
      <div class={`notice ${gone ? '' : 'bad'}`} role="alert">
        <p>{error.message}</p>
        {gone ? (
          <p>
            Go back to the <a href="/">overview</a>, or look for it in <a href="/tokens">tokens</a>.
          </p>
        ) : (
          <button type="button" onClick={retry}>
            Ask again
          </button>
        )}
      </div>
    </Page>
  );
}

/** What the server could not even look for: asking again would not help, and its words about it are for programs. */
function NoSuchAddress({ title }: { readonly title: string }) {
  return (
    <Page title={title} answer="There is nothing here.">
      <div class="notice" role="alert">
        <p>This address is none that Ambit gives: a part of it was lost, or changed.</p>
        <p>
          Go back to the <a href="/">overview</a>, or look for it in <a href="/tokens">tokens</a>.
        </p>
      </div>
    </Page>
  );
}

function NotAllowed({ title, error }: { readonly title: string; readonly error: ServerError }) {
  const { needed = [], roles = [] } = (error.details ?? {}) as { needed?: string[]; roles?: string[] };
  return (
    <Page title={title} answer="Your roles don’t allow this.">
      <div class="notice warn" role="alert">
        <p>
          {needed.length === 0
            ? 'Nobody may do this in the console.'
            : `It takes the role ${listed(needed).replace(' and ', ' or ')}.`}{' '}
          You have {roles.length === 0 ? 'none' : listed(roles)}.
        </p>
        <p>
          Roles are in the policy, under <code>console.roles</code>: whoever keeps it can propose a change.
        </p>
      </div>
    </Page>
  );
}

/** A list with nothing in it, and what would put something there. */
export function Empty({ children }: { readonly children: preact.ComponentChildren }) {
  return <div class="notice">{children}</div>;
}
