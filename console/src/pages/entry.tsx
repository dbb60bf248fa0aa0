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
          <Section title="As it stands in the log">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
            <pre tabIndex={0}>{JSON.stringify(entry, null, 2)}</pre>
          </Section>
        </Page>
      )}
    </Awaited>
  );
}

function Reference({ reference }: { readonly reference: string }) {
  const [kind, rest] = [reference.slice(0, reference.indexOf(':')), reference.slice(reference.indexOf(':') + 1)];
  if (kind === 'client') return <ClientLink id={rest} />;
  if (kind === 'token') return <TokenLink fingerprint={rest} />;
  if (kind === 'grant') return <a href={`/tokens?grant=${encodeURIComponent(rest)}`}>{reference}</a>;
  return <code>{reference}</code>;
}
