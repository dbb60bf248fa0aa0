import { useState } from 'preact/hooks';
import { change, ServerError } from '../server.ts';
import type { Definition, EntryRef, Role } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count } from '../words.ts';
import { Mark, RiskMark } from './mark.tsx';
import { Digest, EntryLink, PersonName } from './object.tsx';
import { Section } from './page.tsx';
import { Time } from './time.tsx';

type Lacking = Definition & { readonly why: string; readonly definition: unknown };

interface Proposed {
  /** The attestor of the active policy that is this Ambit; null where it registers none, and nothing can be approved here. */
  readonly attestor: string | null;
  readonly key: string;
  readonly proposal: {
    readonly digest: string;
    readonly entry: EntryRef;
    readonly refusedAt: string;
    readonly commit: string | null;
    readonly changes: readonly {
      readonly subject: { readonly kind: string; readonly name: string };
      readonly words: string;
    }[];
    readonly lacking: readonly Lacking[];
  } | null;
}

/** What was to become active and lacks approvals, for whoever may give them. Nothing where nothing is proposed. */
export function Proposal({ roles, after }: { readonly roles: readonly Role[]; readonly after: () => void }) {
  const proposed = useAnswer<Proposed>('/v1/proposal');
  if (proposed.data === null || proposed.data.proposal === null) return null;
  const { attestor, key, proposal } = proposed.data;
  const { digest, entry, refusedAt, commit, changes, lacking } = proposal;
  return (
    <Section title="Proposed">
      <p>
        <Digest digest={digest} />
        {commit === null ? null : (
          <>
            {' '}
            of commit <code>{commit.slice(0, 12)}</code>
          </>
        )}{' '}
        was refused <Time at={refusedAt} /> by entry <EntryLink index={entry.index} />.{' '}
        {lacking.length === 0
          ? 'Nothing is lacking of it any more: it becomes active when the policy is read again.'
          : `It lacks approvals of ${count(lacking.length, 'definition')}.`}
      </p>
      {attestor === null && lacking.length > 0 ? (
        <p class="quiet small">
          Approvals can’t be given here: the active policy registers no attestor of sessions with the key of this Ambit,{' '}
          <code>{key}</code>.
        </p>
      ) : null}
      {lacking.map((definition) => (
        <One
          key={`${definition.kind}:${definition.name}`}
          lacking={definition}
          changes={changes.filter(
            ({ subject: { kind, name } }) => kind === definition.kind && name === definition.name,
          )}
          mayApprove={attestor !== null && roles.includes('approver')}
          after={() => {
            proposed.reload();
            after();
          }}
        />
      ))}
    </Section>
  );
}

function One({
  lacking: { kind, name, risk, author, digest, why, definition },
  changes,
  mayApprove,
  after,
}: {
  readonly lacking: Lacking;
  readonly changes: readonly { readonly words: string }[];
  readonly mayApprove: boolean;
  readonly after: () => void;
}) {
  return (
    <div class="notice">
      <h3>
        {kind} <code>{name}</code> <RiskMark risk={risk} />
      </h3>
      <p>
        By <PersonName id={author} />, as <Digest digest={digest} />: {why}.
      </p>
      <ul>
        {changes.map(({ words }) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <details>
        <summary>The definition, whole</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
        <pre tabIndex={0}>{JSON.stringify(definition, null, 2)}</pre>
      </details>
      {mayApprove ? <Approve kind={kind} name={name} digest={digest} after={after} /> : null}
    </div>
  );
}

/** The button of one definition. Who signed in a while ago is sent to sign in again, and comes back to it. */
function Approve({
  kind,
  name,
  digest,
  after,
}: {
  readonly kind: string;
  readonly name: string;
  readonly digest: string;
  readonly after: () => void;
}) {
  const [refusal, setRefusal] = useState<{ readonly code: string; readonly text: string } | null>(null);
  const approve = async (): Promise<void> => {
    try {
      await change('/v1/proposal/approve', { kind, name, definition: digest });
      after();
    } catch (error) {
      const code = error instanceof ServerError ? error.code : 'internal';
      setRefusal({ code, text: error instanceof ServerError ? error.message : String(error) });
    }
  };
  return (
    <p class="list" role="status">
      <button type="button" class="primary" onClick={() => void approve()}>
        Approve {name}
      </button>
      {refusal === null ? null : <Mark tone="bad">{refusal.text}</Mark>}
      {refusal?.code === 'sign_in_stale' ? <a href="/session/sign-in?fresh=1&to=/policy">Sign in again</a> : null}
    </p>
  );
}
