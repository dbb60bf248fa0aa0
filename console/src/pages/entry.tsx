import { ClientLink, EntryLink, TokenLink } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { Time } from '../parts/time.tsx';
import type { Entry } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { exactTime } from '../words.ts';

/** One entry of the ledger, whole. */
export function EntryPage({ index }: { readonly index: string }) {
  const answer = useAnswer<Entry>(`/v1/ledger/entries/${encodeURIComponent(index)}`);
  return (
    <Awaited title={`Entry ${index}`} from={answer}>
      {({ id, index: at, entry }) => (
        <Page
          title={`Entry ${at}`}
          up={['/', 'Overview']}
          answer={`${entry.writer} recorded ${entry.kind} as entry ${at}.`}
        >
          <dl class="facts">
            <dt>Time</dt>
            <dd>
              <Time at={entry.time} /> <span class="quiet">{exactTime(Date.parse(entry.time))}</span>
            </dd>
            <dt>Id</dt>
            <dd>
              <code>{id}</code>
            </dd>
            <dt>Writer</dt>
            <dd>
              <code>{entry.writer}</code>, its number {entry.sequence}
            </dd>
            <dt>Names</dt>
            <dd>
              {entry.refs.length === 0 ? <span class="quiet">nothing</span> : null}
              <span class="list">
                {entry.refs.map((reference) => (
                  <Reference key={reference} reference={reference} />
                ))}
              </span>
            </dd>
            <dt>Beside it</dt>
            <dd class="list">
              {at > 0 ? <EntryLink index={at - 1} /> : null}
              <EntryLink index={at + 1} />
            </dd>
          </dl>
          <SealedTexts index={at} />
          <Section title="As it stands in the log">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
            <pre tabIndex={0}>{JSON.stringify(entry, null, 2)}</pre>
          </Section>
        </Page>
      )}
    </Awaited>
  );
}

interface SealedText {
  readonly member: string;
  readonly state: 'held' | 'erased' | 'unreadable' | 'hidden';
  readonly text: string | null;
}

const STATE_WORDS = {
  erased: 'Erased: its key was destroyed, and what the entry holds of it says nothing.',
  unreadable: 'It cannot be read: it is not what the entry committed to, or comes from a backup of before an erasure.',
  hidden: 'Kept sealed. Auditors and administrators read it.',
} as const;

/** What people wrote that the entry holds sealed; nothing where it holds none. */
function SealedTexts({ index }: { readonly index: number }) {
  const answer = useAnswer<{ readonly texts: readonly SealedText[] }>(`/v1/ledger/entries/${index}/texts`);
  const texts = answer.data?.texts ?? [];
  if (texts.length === 0) return null;
  return (
    <Section title="Kept sealed beside it">
      <dl class="facts">
        {texts.map(({ member, state, text }) => (
          <>
            <dt>{member}</dt>
            <dd>{state === 'held' ? text : <span class="quiet">{STATE_WORDS[state]}</span>}</dd>
          </>
        ))}
      </dl>
    </Section>
  );
}

function Reference({ reference }: { readonly reference: string }) {
  const [kind, rest] = [reference.slice(0, reference.indexOf(':')), reference.slice(reference.indexOf(':') + 1)];
  if (kind === 'client') return <ClientLink id={rest} />;
  if (kind === 'token') return <TokenLink fingerprint={rest} />;
  if (kind === 'grant') return <a href={`/tokens?grant=${encodeURIComponent(rest)}`}>{reference}</a>;
  return <code>{reference}</code>;
}
