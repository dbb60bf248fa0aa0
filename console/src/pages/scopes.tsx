import { usePlace } from '../location.ts';
import { Filter, matches } from '../parts/filter.tsx';
import { RiskMark } from '../parts/mark.tsx';
import { ScopeLink } from '../parts/object.tsx';
import { Awaited, Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, ExportButton, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { ScopeSummary } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count, listed, number } from '../words.ts';

const columns: readonly Column<ScopeSummary>[] = [
  {
    label: 'scope',
    cell: ({ name, description }) => (
      <>
        <ScopeLink name={name} />
        <div class="quiet small">{description ?? 'It is not in the active policy.'}</div>
      </>
    ),
    text: ({ name }) => name,
  },
  { label: 'risk', cell: ({ risk }) => <RiskMark risk={risk} />, text: ({ risk }) => risk },
  { label: 'data', cell: ({ sensitivity }) => sensitivity ?? '', text: ({ sensitivity }) => sensitivity },
  {
    label: 'resource server',
    cell: ({ resourceServer }) => resourceServer ?? <span class="quiet">the authorization server</span>,
    text: ({ resourceServer }) => resourceServer,
  },
  { label: 'may hold', number: true, cell: ({ holders }) => holders.length, text: ({ holders }) => holders.length },
  { label: 'tokens', number: true, cell: ({ granted }) => number(granted), text: ({ granted }) => granted },
  { label: 'uses', number: true, cell: ({ used }) => number(used), text: ({ used }) => used },
  {
    label: 'last granted',
    cell: ({ grantedLast }) => <Time at={grantedLast} />,
    text: ({ grantedLast }) => grantedLast,
  },
  { label: 'last used', cell: ({ usedLast }) => <Time at={usedLast} />, text: ({ usedLast }) => usedLast },
];

export function ScopesPage() {
  const { query } = usePlace();
  const answer = useAnswer<{ readonly scopes: readonly ScopeSummary[] }>('/v1/scopes');
  const looked = query.get('q') ?? '';
  return (
    <Awaited title="Scopes" from={answer}>
      {({ scopes }) => {
        const shown = scopes.filter(({ name, description, risk, resourceServer, sensitivity }) =>
          matches(looked, name, description, risk, resourceServer, sensitivity),
        );
        return (
          <Page title="Scopes" answer={answerOf(scopes)}>
            <div class="filter">
              <Filter label="Scope, risk, data or resource server" first completions={scopes.map(({ name }) => name)} />
              <ExportButton name="scopes" columns={columns} rows={shown} />
            </div>
            {shown.length === 0 ? (
              <Empty>
                <p>{scopes.length === 0 ? 'The policy has no scopes yet.' : 'No scope matches.'}</p>
              </Empty>
            ) : (
              <Table label="Scopes" columns={columns} rows={shown} keyOf={({ name }) => name} />
            )}
          </Page>
        );
      }}
    </Awaited>
  );
}

function answerOf(scopes: readonly ScopeSummary[]): string {
  const strange = scopes.filter(({ inPolicy, granted }) => !inPolicy && granted > 0);
  if (strange.length > 0)
    return `${listed(strange.map(({ name }) => name))} ${strange.length === 1 ? 'was' : 'were'} granted and ${strange.length === 1 ? 'is' : 'are'} not in the policy.`;
  const known = scopes.filter(({ inPolicy }) => inPolicy);
  const elevated = known.filter(({ risk }) => risk !== 'low').length;
  const unused = known.filter(({ granted }) => granted === 0).length;
  return `${count(known.length, 'scope')} exist, ${elevated} of high or critical risk; ${unused === 0 ? 'every one was granted' : `${unused} ${unused === 1 ? 'was' : 'were'} never granted`}.`;
}
