import { goTo, usePlace, withQuery } from '../location.ts';
import { ElevationState } from '../parts/elevation-state.tsx';
import { Filter, matches } from '../parts/filter.tsx';
import { RiskMark } from '../parts/mark.tsx';
import { ClientLink, PersonList, Who } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { RequestElevation } from '../parts/request-elevation.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, ExportButton, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { Elevation } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count, duration } from '../words.ts';

const columns: readonly Column<Elevation>[] = [
  {
    label: 'asked for',
    cell: ({ id, scopes, askedAt }) => (
      <>
        <a href={`/elevations/${encodeURIComponent(id)}`}>{scopes.join(' ')}</a>
        <div class="quiet small">
          <Time at={askedAt} />
        </div>
      </>
    ),
    text: ({ id }) => id,
  },
  { label: 'state', cell: (one) => <ElevationState of={one} />, text: ({ state }) => state },
  { label: 'client', cell: ({ clientId }) => <ClientLink id={clientId} />, text: ({ clientId }) => clientId },
  { label: 'risk', cell: ({ risk }) => <RiskMark risk={risk} />, text: ({ risk }) => risk },
  { label: 'for', cell: ({ seconds }) => duration(seconds), text: ({ seconds }) => seconds },
  { label: 'by', cell: ({ by }) => <Who by={by} />, text: ({ by }) => by.person ?? by.kind },
  {
    label: 'approved by',
    cell: ({ breakGlass, approvals }) =>
      breakGlass ? 'nobody: break-glass' : <PersonList ids={approvals.map(({ person }) => person)} />,
    text: ({ approvals }) => approvals.map(({ person }) => person).join(' '),
  },
];

const STATES = ['asked', 'active', 'ended', 'denied', 'withdrawn', 'lapsed'] as const;

/** What was asked for just in time, and where each stands. */
export function ElevationsPage() {
  const place = usePlace();
  const answer = useAnswer<{ readonly elevations: readonly Elevation[] }>('/v1/elevations', 5);
  const looked = place.query.get('q') ?? '';
  const state = place.query.get('state') ?? '';
  return (
    <Awaited title="Elevations" from={answer}>
      {({ elevations }) => {
        const shown = elevations.filter(
          (one) =>
            (state === '' || one.state === state) &&
            matches(looked, one.clientId, one.risk, one.state, one.by.person, one.subject, ...one.scopes),
        );
        return (
          <Page title="Elevations" answer={answerOf(elevations)}>
            <div class="filter">
              <Filter label="Client, scope, person or state" first />
              <label>
                State
                <select
                  value={state}
                  onChange={(event) => goTo(withQuery(place, { state: event.currentTarget.value }), { replace: true })}
                >
                  <option value="">all</option>
                  {STATES.map((one) => (
                    <option key={one} value={one}>
                      {one}
                    </option>
                  ))}
                </select>
              </label>
              <ExportButton name="elevations" columns={columns} rows={shown} />
            </div>
            {shown.length === 0 ? (
              <Empty>
                <p>
                  {elevations.length === 0 ? 'Nobody has asked for an eligible scope so far.' : 'None of them matches.'}
                </p>
              </Empty>
            ) : (
              <Table label="Elevations" columns={columns} rows={shown} keyOf={({ id }) => id} />
            )}
            <Section title="Ask for one">
              <RequestElevation
                client={place.query.get('client') ?? ''}
                scopes={place.query.get('scopes')?.split(' ') ?? []}
              />
            </Section>
          </Page>
        );
      }}
    </Awaited>
  );
}

function answerOf(elevations: readonly Elevation[]): string {
  const waiting = elevations.filter(({ state }) => state === 'asked').length;
  const active = elevations.filter(({ state }) => state === 'active').length;
  const unreviewed = elevations.filter(({ awaitsReview }) => awaitsReview).length;
  const said = `${count(active, 'elevation')} ${active === 1 ? 'is' : 'are'} active, ${waiting === 0 ? 'none waits' : count(waiting, 'waits', 'wait')} for an answer.`;
  const first = said.charAt(0).toUpperCase() + said.slice(1);
  return unreviewed === 0
    ? first
    : `${first} ${count(unreviewed, 'was', 'were')} taken without approval and ${unreviewed === 1 ? 'waits' : 'wait'} for a review.`;
}
