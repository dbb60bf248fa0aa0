import { ElevationAnswers } from '../parts/elevation-answers.tsx';
import { ElevationState } from '../parts/elevation-state.tsx';
import { Mark, RiskMark } from '../parts/mark.tsx';
import { ClientLink, Digest, EntryLink, PersonList, PersonName, ScopeList, TokenLink, Who } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { type Column, ExportButton, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { DoneUnder, Role, WholeElevation } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count, duration, listed, timeFromNow } from '../words.ts';

const columns: readonly Column<DoneUnder>[] = [
  {
    label: 'what',
    cell: (one) =>
      one.kind === 'token.issued' ? (
        <>
          {count(one.tokens.length, 'token')} issued{' '}
          <span class="list">
            {one.tokens.map((token) => (
              <TokenLink key={token} fingerprint={token} />
            ))}
          </span>
        </>
      ) : (
        <>
          <code>{one.operation ?? 'a call'}</code> of {one.api ?? 'an API'}
          {one.count === 1 ? '' : `, ${count(one.count, 'time')}`}
        </>
      ),
    text: ({ kind, operation, api, count: times }) =>
      kind === 'token.issued' ? 'token issued' : `${operation ?? ''} of ${api ?? ''} (${times})`,
  },
  {
    label: 'against what was approved',
    cell: ({ outside }) =>
      outside === null ? <Mark tone="good">within</Mark> : <Mark tone="bad">outside: {outside}</Mark>,
    text: ({ outside }) => outside ?? 'within',
  },
  { label: 'by', cell: ({ scopes }) => <ScopeList names={scopes} />, text: ({ scopes }) => scopes.join(' ') },
  { label: 'when', cell: ({ time }) => <Time at={time} />, text: ({ time }) => time },
  { label: 'entry', cell: ({ index }) => <EntryLink index={index} />, text: ({ index }) => index },
];

/** One elevation: what was asked for and approved, and what was done under it. */
export function ElevationPage({ id, roles }: { readonly id: string; readonly roles: readonly Role[] }) {
  const answer = useAnswer<WholeElevation>(`/v1/elevations/${encodeURIComponent(id)}`, 5);
  return (
    <Awaited title="Elevation" from={answer}>
      {(one) => (
        <Page title="Elevation" up={['/elevations', 'Elevations']} answer={answerOf(one)}>
          <ElevationAnswers of={one} roles={roles} after={answer.reload} />
          <Section title="What was asked for">
            <Facts of={one} />
          </Section>
          <Section
            title="What was done under it"
            aside={
              one.done.length === 0 ? undefined : <ExportButton name="elevation" columns={columns} rows={one.done} />
            }
          >
            {one.done.length === 0 ? (
              <p class="quiet">
                Nothing{one.state === 'active' ? ' yet' : ''}: no token was issued and no call passed that names it.
              </p>
            ) : (
              <Table label="What was done" columns={columns} rows={one.done} keyOf={({ index }) => String(index)} />
            )}
          </Section>
        </Page>
      )}
    </Awaited>
  );
}

function Facts({ of }: { readonly of: WholeElevation }) {
  const { clientId, subject, scopes, risk, seconds, by, askedAt, reason, demands, barred, approvals } = of;
  const { refused, startsAt, endsAt, ended, review, answerBy } = of;
  return (
    <dl class="facts">
      <dt>State</dt>
      <dd>
        <ElevationState of={of} />
      </dd>
      <dt>Client</dt>
      <dd>
        <ClientLink id={clientId} />,{' '}
        {subject === null ? (
          'for itself'
        ) : (
          <>
            for <code>{subject}</code>
          </>
        )}
      </dd>
      <dt>Scopes</dt>
      <dd>
        <ScopeList names={scopes} /> <RiskMark risk={risk} />
      </dd>
      <dt>How long</dt>
      <dd>{duration(seconds)}</dd>
      <dt>Asked for by</dt>
      <dd>
        <Who by={by} /> <Time at={askedAt} />
      </dd>
      <dt>Why</dt>
      <dd>{reason ?? <span class="quiet">erased</span>}</dd>
      <dt>It needs</dt>
      <dd>
        {of.breakGlass
          ? 'no approval beforehand, and a review by somebody else after its end'
          : listed(demands.map((demand) => `${demand.count} of ${demand.team ?? 'whoever may approve'}`))}
        {barred.length === 0 ? null : (
          <>
            ; never <PersonList ids={barred} />
          </>
        )}
      </dd>
      {of.breakGlass ? null : (
        <>
          <dt>Approved by</dt>
          <dd>
            {approvals.length === 0 ? <span class="quiet">nobody</span> : null}
            {approvals.map(({ person, time }) => (
              <div key={person}>
                <PersonName id={person} /> <Time at={time} />
              </div>
            ))}
          </dd>
        </>
      )}
      {of.state === 'asked' ? (
        <>
          <dt>To be answered</dt>
          <dd>
            <Time at={answerBy} />
          </dd>
        </>
      ) : null}
      {refused === null ? null : (
        <>
          <dt>{refused.how === 'denied' ? 'Denied by' : 'Withdrawn by'}</dt>
          <dd>
            <Who by={refused.by} /> <Time at={refused.time} />
            <Said of={of} kind={`elevation.${refused.how}`} />
          </dd>
        </>
      )}
      {startsAt === null || endsAt === null ? null : (
        <>
          <dt>Lasted</dt>
          <dd>
            from <Time at={startsAt} /> to <Time at={ended?.at ?? endsAt} />
            {ended === null || ended.cause === 'time_over' ? null : ended.cause === 'policy' ? (
              ', ended by the policy'
            ) : (
              <>
                , ended by <Who by={ended.by} />
                <Said of={of} kind="elevation.ended" />
              </>
            )}
          </dd>
        </>
      )}
      {review === null ? null : (
        <>
          <dt>Reviewed by</dt>
          <dd>
            <PersonName id={review.person} /> <Time at={review.time} />
            <Said of={of} kind="elevation.reviewed" />
          </dd>
        </>
      )}
      <dt>Id</dt>
      <dd>
        <Digest digest={of.id} />
      </dd>
    </dl>
  );
}

/** What somebody said with their answer. */
function Said({ of: { said }, kind }: { readonly of: WholeElevation; readonly kind: string }) {
  return said
    .filter((one) => one.kind === kind)
    .map(({ index, text }) => <div key={index}>{text ?? <span class="quiet">what was said is erased</span>}</div>);
}

function answerOf({ state, clientId, scopes, endsAt, done, awaitsReview, demands, approvals }: WholeElevation): string {
  const what = `${listed(scopes)}`;
  const outside = done.filter((one) => one.outside !== null).length;
  const strayed = outside === 0 ? '' : ` ${count(outside, 'thing')} was done outside of what was approved.`;
  switch (state) {
    case 'asked': {
      const needed = Math.max(...demands.map((demand) => demand.count), 1) - approvals.length;
      return `${clientId} is to have ${what}, once ${needed <= 1 ? 'somebody else approves' : `${needed} others approve`}.`;
    }
    case 'active':
      return `${clientId} has ${what}${endsAt === null ? '' : `, which ends ${timeFromNow(endsAt * 1000)}`}.${strayed}`;
    case 'ended':
      return `${clientId} had ${what}.${strayed}${awaitsReview ? ' Nobody has reviewed what was done yet.' : ''}`;
    case 'lapsed':
      return `Nobody answered in time: ${clientId} never had ${what}.`;
    default:
      return `It was ${state}: ${clientId} never had ${what}.`;
  }
}
