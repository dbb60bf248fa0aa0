import { Mark, type Tone } from '../parts/mark.tsx';
import { EntryLink } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { type Column, ExportButton, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { ControlResult } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count, listed, number } from '../words.ts';

export interface ControlList {
  /** RFC 3339, UTC. */
  readonly period: { readonly from: string; readonly to: string };
  readonly results: readonly ControlResult[];
}

const OUTCOMES: Readonly<Record<ControlResult['outcome'], readonly [tone: Tone, text: string]>> = {
  passed: ['good', 'passed'],
  exceptions: ['bad', 'exceptions'],
  not_tested: ['open', 'not tested'],
  unwitnessed: ['high', 'held, unwitnessed'],
};

function Outcome({ outcome }: { readonly outcome: ControlResult['outcome'] }) {
  const [tone, text] = OUTCOMES[outcome];
  return <Mark tone={tone}>{text}</Mark>;
}

export function controlsSentence({ results }: ControlList): string {
  const of = (outcome: ControlResult['outcome']): number => results.filter((one) => one.outcome === outcome).length;
  const parts = [
    ...(of('exceptions') > 0 ? [`${of('exceptions')} with exceptions`] : []),
    ...(of('passed') > 0 ? [`${of('passed')} passed`] : []),
    ...(of('unwitnessed') > 0 ? [`${of('unwitnessed')} held without a witness`] : []),
    ...(of('not_tested') > 0 ? [`${of('not_tested')} not tested, for nothing of the kind happened`] : []),
  ];
  return `${count(results.length, 'control')}: ${listed(parts)}.`;
}

const columns: readonly Column<ControlResult>[] = [
  {
    label: 'control',
    cell: ({ id, title }) => (
      <a href={`/controls/${id}`}>
        {id} {title}
      </a>
    ),
    text: ({ id }) => id,
  },
  { label: 'outcome', cell: ({ outcome }) => <Outcome outcome={outcome} />, text: ({ outcome }) => outcome },
  {
    label: 'exceptions',
    number: true,
    cell: ({ exceptions, moreExceptions }) => number(exceptions.length + moreExceptions),
    text: ({ exceptions, moreExceptions }) => exceptions.length + moreExceptions,
  },
  {
    label: 'population',
    cell: ({ population }) => `${number(population.size)}: ${population.what}`,
    text: ({ population }) => population.size,
  },
  { label: 'criteria', cell: ({ criteria }) => criteria.join(', '), text: ({ criteria }) => criteria.join(' ') },
];

export function ControlsPage() {
  const answer = useAnswer<ControlList>('/v1/controls');
  return (
    <Awaited title="Controls" from={answer}>
      {(list) => (
        <Page
          title="Controls"
          answer={controlsSentence(list)}
          more={
            <>
              Tested over the period from <Time at={list.period.from} /> to <Time at={list.period.to} />, over every
              entry of it.
            </>
          }
        >
          <div class="filter">
            <ExportButton name="controls" columns={columns} rows={list.results} />
          </div>
          <Table label="Controls" columns={columns} rows={list.results} keyOf={({ id }) => id} />
        </Page>
      )}
    </Awaited>
  );
}

export function ControlPage({ id }: { readonly id: string }) {
  const answer = useAnswer<ControlList>('/v1/controls');
  return (
    <Awaited title={id} from={answer}>
      {({ results }) => {
        const control = results.find((one) => one.id === id);
        if (control === undefined)
          return <Page title={id} up={['/controls', 'Controls']} answer={`There is no control ${id}.`} />;
        const { exceptions, moreExceptions, population, notes } = control;
        return (
          <Page
            title={`${id} ${control.title}`}
            up={['/controls', 'Controls']}
            answer={control.statement}
            more={<Outcome outcome={control.outcome} />}
          >
            <dl class="facts">
              <dt>Population</dt>
              <dd>
                {number(population.size)}: {population.what}
              </dd>
              <dt>Criteria</dt>
              <dd>{control.criteria.join(', ')}</dd>
              <dt>Nature</dt>
              <dd>
                {control.nature}, {control.frequency}
              </dd>
              {notes.length === 0 ? null : (
                <>
                  <dt>Beside it</dt>
                  <dd>
                    {notes.map((note) => (
                      <p key={note}>{note}</p>
                    ))}
                  </dd>
                </>
              )}
            </dl>
            <Section title="Exceptions" aside={moreExceptions > 0 ? `and ${number(moreExceptions)} more` : undefined}>
              {exceptions.length === 0 ? (
                <p class="quiet">
                  {control.outcome === 'not_tested'
                    ? 'Nothing was tested.'
                    : 'None: every member of the population was tested and held.'}
                </p>
              ) : (
                <Table
                  label="Exceptions"
                  rows={exceptions}
                  keyOf={({ what, time }) => `${time} ${what}`}
                  columns={[
                    { label: 'what', cell: ({ what }) => what },
                    { label: 'when', cell: ({ time }) => <Time at={time} /> },
                    {
                      label: 'entries',
                      cell: ({ entries }) => (
                        <span class="list">
                          {entries.map(({ index }) => (
                            <EntryLink key={index} index={index} />
                          ))}
                        </span>
                      ),
                    },
                  ]}
                />
              )}
            </Section>
          </Page>
        );
      }}
    </Awaited>
  );
}
