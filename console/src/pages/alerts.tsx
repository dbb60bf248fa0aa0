import { usePlace, withQuery } from '../location.ts';
import { Filter, matches } from '../parts/filter.tsx';
import { Mark, type Tone } from '../parts/mark.tsx';
import { ClientLink, EntryLink, ScopeList } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, ExportButton, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { ListedAlert } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count } from '../words.ts';

export interface AlertList {
  readonly alerts: readonly ListedAlert[];
  readonly next: number | null;
}

export function severityTone(severity: string): Tone {
  return severity === 'critical' ? 'critical' : 'high';
}

const STATES: Readonly<Record<ListedAlert['state'], readonly [tone: Tone, text: string]>> = {
  delivered: ['good', 'delivered'],
  waiting: ['high', 'waiting'],
  failed: ['bad', 'not delivered'],
  not_sent: ['open', 'sent nowhere'],
};

function Delivered({ state }: { readonly state: ListedAlert['state'] }) {
  const [tone, text] = STATES[state];
  return <Mark tone={tone}>{text}</Mark>;
}

const columns: readonly Column<ListedAlert>[] = [
  {
    label: 'alert',
    cell: ({ alert }) => (
      <>
        <a href={`/alerts/${encodeURIComponent(alert.id)}`}>{alert.title}</a>
        <div class="quiet small">{alert.what}</div>
      </>
    ),
    text: ({ alert }) => alert.title,
  },
  {
    label: 'severity',
    cell: ({ alert }) => <Mark tone={severityTone(alert.severity)}>{alert.severity}</Mark>,
    text: ({ alert }) => alert.severity,
  },
  { label: 'when', cell: ({ alert }) => <Time at={alert.time} />, text: ({ alert }) => alert.time },
  { label: 'delivery', cell: ({ state }) => <Delivered state={state} />, text: ({ state }) => state },
  {
    label: 'entry',
    cell: ({ alert }) => <EntryLink index={alert.entry.index} />,
    text: ({ alert }) => alert.entry.index,
  },
];

export function AlertsPage() {
  const place = usePlace();
  const before = place.query.get('before');
  const answer = useAnswer<AlertList>(
    `/v1/alerts${before === null ? '' : `?before=${encodeURIComponent(before)}`}`,
    30,
  );
  const looked = place.query.get('q') ?? '';
  return (
    <Awaited title="Alerts" from={answer}>
      {({ alerts, next }) => {
        const shown = alerts.filter(({ alert, state }) =>
          matches(looked, alert.title, alert.what, alert.type, alert.severity, alert.clientId, state, ...alert.scopes),
        );
        return (
          <Page title="Alerts" answer={answerOf(alerts)}>
            <div class="filter">
              <Filter label="Alert, client, scope or severity" first />
              <ExportButton name="alerts" columns={columns} rows={shown} />
            </div>
            {shown.length === 0 ? (
              <Empty>
                <p>
                  {alerts.length === 0
                    ? 'No entry of the ledger was a reason to alert so far.'
                    : 'No alert on this page matches.'}
                </p>
              </Empty>
            ) : (
              <Table label="Alerts" columns={columns} rows={shown} keyOf={({ alert }) => alert.id} />
            )}
            <p class="list">
              {before === null ? null : <a href={withQuery(place, { before: null })}>Newest</a>}
              {next === null ? null : <a href={withQuery(place, { before: String(next) })}>Older</a>}
            </p>
          </Page>
        );
      }}
    </Awaited>
  );
}

function answerOf(alerts: readonly ListedAlert[]): string {
  if (alerts.length === 0) return 'There is nothing to alert of.';
  const failed = alerts.filter(({ state }) => state === 'failed').length;
  if (failed > 0) return `${count(failed, 'alert')} could not be delivered.`;
  const critical = alerts.filter(({ alert }) => alert.severity === 'critical').length;
  const unsent = alerts.every(({ state }) => state === 'not_sent')
    ? ' They are sent nowhere: no notifier is configured.'
    : '';
  return `The newest ${count(alerts.length, 'alert')}, ${critical} of them critical.${unsent}`;
}

export function AlertPage({ id }: { readonly id: string }) {
  const answer = useAnswer<ListedAlert>(`/v1/alerts/${encodeURIComponent(id)}`);
  return (
    <Awaited title="Alert" from={answer}>
      {({ alert, deliveries, state }) => (
        <Page title={alert.title} up={['/alerts', 'Alerts']} answer={alert.what}>
          <dl class="facts">
            <dt>Severity</dt>
            <dd>
              <Mark tone={severityTone(alert.severity)}>{alert.severity}</Mark>
            </dd>
            <dt>When</dt>
            <dd>
              <Time at={alert.time} />, entry <EntryLink index={alert.entry.index} />
            </dd>
            <dt>Why it matters</dt>
            <dd>{alert.why}</dd>
            <dt>What to do</dt>
            <dd>{alert.whatToDo}</dd>
            {alert.clientId === null ? null : (
              <>
                <dt>Client</dt>
                <dd>
                  <ClientLink id={alert.clientId} />
                </dd>
              </>
            )}
            {alert.scopes.length === 0 ? null : (
              <>
                <dt>Scopes</dt>
                <dd>
                  <ScopeList names={alert.scopes} />
                </dd>
              </>
            )}
          </dl>
          <Section title="Deliveries" aside={<Delivered state={state} />}>
            {deliveries.length === 0 ? (
              <p class="quiet">
                It was sent nowhere: the configuration has no <code>notifier</code>.
              </p>
            ) : (
              <Table
                label="Deliveries"
                rows={deliveries}
                keyOf={({ destination }) => destination}
                columns={[
                  { label: 'destination', cell: ({ destination }) => <code>{destination}</code> },
                  { label: 'state', cell: (one) => <Delivered state={one.state} /> },
                  { label: 'attempts', number: true, cell: ({ attempts }) => attempts },
                  { label: 'last attempt', cell: ({ lastAttemptAt }) => <Time at={lastAttemptAt} /> },
                  { label: 'answer', cell: ({ status, error }) => status ?? error ?? '' },
                ]}
              />
            )}
          </Section>
        </Page>
      )}
    </Awaited>
  );
}
