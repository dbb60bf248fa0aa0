import { useState } from 'preact/hooks';
import { Life } from '../parts/life.tsx';
import { Mark } from '../parts/mark.tsx';
import { ClientLink, EntryLink, ScopeList } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { Time } from '../parts/time.tsx';
import { change, ServerError } from '../server.ts';
import type { Entry, Role } from '../shapes.ts';
import { lifeOf, type TokenLife } from '../token-life.ts';
import { useAnswer } from '../use-answer.ts';
import { count, duration, timeFromNow } from '../words.ts';

export function TokenPage({ fingerprint, roles }: { readonly fingerprint: string; readonly roles: readonly Role[] }) {
  const answer = useAnswer<{ readonly entries: readonly Entry[] }>(`/v1/tokens/${encodeURIComponent(fingerprint)}`, 10);
  return (
    <Awaited title="Token" from={answer}>
      {({ entries }) => {
        const life = lifeOf(fingerprint, entries);
        const now = Date.now();
        const alive = life.end === null || life.end > now;
        return (
          <Page
            title={fingerprint}
            up={['/tokens', 'Tokens']}
            answer={answerOf(life, now)}
            more={
              alive && roles.includes('admin') ? <Revoke fingerprint={fingerprint} after={answer.reload} /> : undefined
            }
          >
            <Life steps={life.steps} born={life.born} end={life.end} now={now} />
            <Section title="What happened">
              <ol class="steps">
                {life.steps.map(({ index, time, what, writer }, number) => (
                  <li key={index} id={`entry-${index}`}>
                    <span class="quiet">{number + 1}</span>
                    <Time at={time / 1000} />
                    <span class="what">
                      {what} <span class="quiet small nowrap">{writer}</span>
                    </span>
                    <EntryLink index={index} />
                  </li>
                ))}
              </ol>
            </Section>
            <Section title="What it is">
              <dl class="facts">
                <dt>Client</dt>
                <dd>{life.clientId === null ? 'unknown' : <ClientLink id={life.clientId} />}</dd>
                <dt>Scopes</dt>
                <dd>
                  <ScopeList names={life.token?.scopes ?? []} />
                </dd>
                <dt>Audience</dt>
                <dd>
                  {life.token?.audience == null ? <span class="quiet">none</span> : <code>{life.token.audience}</code>}
                </dd>
                <dt>Kind</dt>
                <dd>{life.token?.type.replace('_', ' ') ?? 'unknown'}</dd>
                <dt>Subject</dt>
                <dd>
                  {life.subject === null ? (
                    <span class="quiet">none: the client acts for itself</span>
                  ) : (
                    <code>{life.subject}</code>
                  )}
                </dd>
                <dt>Grant</dt>
                <dd>
                  {life.grantId === null ? (
                    'unknown'
                  ) : (
                    <a href={`/tokens?grant=${encodeURIComponent(life.grantId)}`}>
                      <code>{life.grantId}</code>
                    </a>
                  )}
                </dd>
              </dl>
            </Section>
          </Page>
        );
      }}
    </Awaited>
  );
}

function answerOf({ born, end, revoked, uses, clientId }: TokenLife, now: number): string {
  const used = uses === 0 ? 'was not used' : `was used ${count(uses, 'time')}`;
  const who = clientId === null ? 'This token' : `A token of ${clientId}`;
  if (end === null) return `${who} ${used}; nobody said when it ends.`;
  if (end > now) return `${who} ${used} and is alive for ${duration((end - now) / 1000)} more.`;
  const lived = end - born < 1000 ? 'less than a second' : duration((end - born) / 1000);
  return `${who} ${used} and ${revoked ? 'was revoked' : 'expired'} ${timeFromNow(end, now)}, after ${lived}.`;
}

function Revoke({ fingerprint, after }: { readonly fingerprint: string; readonly after: () => void }) {
  const [state, setState] = useState<'idle' | 'sure' | 'asked'>('idle');
  const [problem, setProblem] = useState<string | null>(null);
  const revoke = async (): Promise<void> => {
    setState('asked');
    try {
      await change('/v1/tokens/revoke', { fingerprint });
      setTimeout(after, 500);
    } catch (error) {
      setProblem(error instanceof ServerError ? error.message : String(error));
      setState('idle');
    }
  };
  if (problem !== null) return <Mark tone="bad">{problem}</Mark>;
  if (state === 'idle')
    return (
      <button type="button" class="danger" onClick={() => setState('sure')}>
        Revoke it
      </button>
    );
  return (
    <div class="notice warn">
      <p>
        Every guard denies it within a second, for good. The authorization server isn’t told: that takes the client’s
        own credentials.
      </p>
      <p class="list">
        <button type="button" class="danger" disabled={state === 'asked'} onClick={() => void revoke()}>
          Revoke for good
        </button>
        <button type="button" onClick={() => setState('idle')}>
          Keep it
        </button>
      </p>
    </div>
  );
}
