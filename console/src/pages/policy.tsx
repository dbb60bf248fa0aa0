import { useState } from 'preact/hooks';
import { usePlace } from '../location.ts';
import { Filter, matches } from '../parts/filter.tsx';
import { Mark, RiskMark } from '../parts/mark.tsx';
import { ClientLink, Digest, EntryLink, PersonName, ScopeLink } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { Proposal } from '../parts/proposal.tsx';
import { type Column, ExportButton, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { change, ServerError } from '../server.ts';
import type { Definition, Entry, EntryRef, Role } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count, listed } from '../words.ts';

interface Active {
  readonly digest: string;
  readonly activatedAt: string;
  readonly entry: EntryRef;
}

const columns: readonly Column<Definition>[] = [
  { label: 'definition', cell: (definition) => <Name definition={definition} />, text: ({ name }) => name },
  { label: 'kind', cell: ({ kind }) => kind, text: ({ kind }) => kind },
  { label: 'risk', cell: ({ risk }) => <RiskMark risk={risk} />, text: ({ risk }) => risk },
  {
    label: 'approved by',
    cell: ({ approvals, risk }) =>
      approvals.length === 0 ? (
        <Mark tone="open">{risk === 'low' ? 'none needed' : 'none'}</Mark>
      ) : (
        approvals.map(({ person, time }) => (
          <div key={`${person} ${time}`}>
            <Mark tone="good">approved</Mark> <PersonName id={person} /> <Time at={time} />
          </div>
        ))
      ),
    text: ({ approvals }) => approvals.map(({ person }) => person).join(' '),
  },
  { label: 'author', cell: ({ author }) => <PersonName id={author} />, text: ({ author }) => author },
  { label: 'digest', cell: ({ digest }) => <Digest digest={digest} />, text: ({ digest }) => digest },
];

function Name({ definition: { kind, name } }: { readonly definition: Definition }) {
  if (kind === 'scope') return <ScopeLink name={name} />;
  if (kind === 'client') return <ClientLink id={name} />;
  return <code>{name}</code>;
}

export function PolicyPage({ roles }: { readonly roles: readonly Role[] }) {
  const { query } = usePlace();
  const active = useAnswer<Active>('/v1/policy');
  const definitions = useAnswer<{ readonly definitions: readonly Definition[] }>('/v1/policy/definitions');
  const history = useAnswer<{ readonly activations: readonly Entry[] }>('/v1/policy/activations');
  const looked = query.get('q') ?? '';
  const reload = (): void => {
    active.reload();
    definitions.reload();
    history.reload();
  };
  return (
    <Awaited title="Policy" from={active}>
      {({ digest, activatedAt, entry }) => {
        const all = definitions.data?.definitions ?? [];
        const shown = all.filter(({ kind, name, risk, author, approvals }) =>
          matches(looked, kind, name, risk, author, ...approvals.map(({ person }) => person)),
        );
        const elevated = all.filter(({ risk }) => risk !== 'low');
        const approved = elevated.filter(({ approvals }) => approvals.length > 0);
        return (
          <Page
            title="Policy"
            answer={
              definitions.data === null
                ? 'One policy is active.'
                : `One policy is active; ${approved.length} of its ${count(elevated.length, 'definition')} of high or critical risk carry an approval that holds.`
            }
            more={
              <>
                <Digest digest={digest} />, active since <Time at={activatedAt} /> by entry{' '}
                <EntryLink index={entry.index} />
              </>
            }
          >
            <Proposal roles={roles} after={reload} />
            <Section title="Definitions">
              <div class="filter">
                <Filter label="Name, kind, risk or person" first completions={all.map(({ name }) => name)} />
                <ExportButton name="definitions" columns={columns} rows={shown} />
              </div>
              <Table label="Definitions" columns={columns} rows={shown} keyOf={({ kind, name }) => `${kind}:${name}`} />
              <p class="quiet small">
                A person’s keys and powers and a role’s mappings need an approval once they grow; the others, while
                their risk is high or critical. Approvals are proven by the keys of the policy that was active before.
              </p>
            </Section>
            <Section
              title="History"
              aside={
                roles.includes('admin') ? <Activate after={reload} /> : 'ambit policy activate reads the folder again'
              }
            >
              <History entries={history.data?.activations ?? []} />
            </Section>
          </Page>
        );
      }}
    </Awaited>
  );
}

function History({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <Table
      label="Activations"
      rows={entries}
      keyOf={({ id }) => id}
      columns={[
        { label: 'when', cell: ({ entry }) => <Time at={entry.time} /> },
        {
          label: 'outcome',
          cell: ({ entry }) =>
            entry.kind === 'policy.activated' ? <Mark tone="good">activated</Mark> : <Mark tone="bad">refused</Mark>,
        },
        {
          label: 'policy',
          cell: ({ entry }) =>
            entry.digests['policy'] === undefined ? (
              <span class="quiet">did not compile</span>
            ) : (
              <Digest digest={entry.digests['policy']} />
            ),
        },
        { label: 'what', cell: ({ entry }) => <What body={entry.body} /> },
        { label: 'entry', cell: ({ index }) => <EntryLink index={index} /> },
      ]}
    />
  );
}

function What({ body }: { readonly body: Readonly<Record<string, unknown>> }) {
  const { reason, lacking, approvalCount, bootstrap } = body as {
    reason?: string;
    lacking?: string[];
    approvalCount?: number;
    bootstrap?: boolean;
  };
  if (reason !== undefined)
    return (
      <>
        {reason.replaceAll('_', ' ')}
        {lacking === undefined || lacking.length === 0 ? '' : `: ${listed(lacking)}`}
      </>
    );
  return (
    <>
      {count(approvalCount ?? 0, 'approval')} proven{bootstrap ? ', the first of all: by its own keys' : ''}
    </>
  );
}

function Activate({ after }: { readonly after: () => void }) {
  const [said, setSaid] = useState<{ readonly good: boolean; readonly text: string } | null>(null);
  const activate = async (): Promise<void> => {
    try {
      const { outcome } = await change<{ outcome: string }>('/v1/policy/activate');
      setSaid({ good: true, text: outcome === 'unchanged' ? 'the folder says what is active already' : 'activated' });
      after();
    } catch (error) {
      setSaid({
        good: false,
        text: error instanceof ServerError ? (error.message.split('\n')[0] ?? '') : String(error),
      });
      after();
    }
  };
  return (
    <span class="list" role="status">
      {said === null ? null : <Mark tone={said.good ? 'good' : 'bad'}>{said.text}</Mark>}
      <button type="button" onClick={() => void activate()}>
        Read the folder again
      </button>
    </span>
  );
}
