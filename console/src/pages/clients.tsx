import { usePlace } from '../location.ts';
import { Filter, matches } from '../parts/filter.tsx';
import { Mark } from '../parts/mark.tsx';
import { ClientLink, PersonName } from '../parts/object.tsx';
import { Awaited, Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, ExportButton, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { heldOf, kindOf, UseBar, UseLegend } from '../parts/use-bar.tsx';
import type { ClientSummary } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count } from '../words.ts';

const columns: readonly Column<ClientSummary>[] = [
  {
    label: 'client',
    cell: ({ clientId, purpose }) => (
      <>
        <ClientLink id={clientId} />
        <div class="quiet small">{purpose ?? 'It is not in the active policy.'}</div>
      </>
    ),
    text: ({ clientId }) => clientId,
  },
  {
    label: 'used of what it may hold',
    cell: ({ scopes }) => <UseBar scopes={scopes} />,
    text: ({ scopes }) => `${scopes.filter((one) => kindOf(one) === 'used').length}/${heldOf(scopes).length}`,
  },
  {
    label: 'standing',
    number: true,
    cell: ({ scopes }) => scopes.filter(({ allowed }) => allowed === 'standing').length,
    text: ({ scopes }) => scopes.filter(({ allowed }) => allowed === 'standing').length,
  },
  {
    label: 'eligible',
    number: true,
    cell: ({ scopes }) => scopes.filter(({ allowed }) => allowed === 'eligible').length,
    text: ({ scopes }) => scopes.filter(({ allowed }) => allowed === 'eligible').length,
  },
  { label: 'granted', cell: ({ grantedLast }) => <Time at={grantedLast} />, text: ({ grantedLast }) => grantedLast },
  { label: 'used', cell: ({ usedLast }) => <Time at={usedLast} />, text: ({ usedLast }) => usedLast },
  {
    label: 'mode',
    cell: ({ mode }) =>
      mode === null ? (
        <Mark tone="bad">unknown</Mark>
      ) : mode === 'observe' ? (
        <Mark tone="high">observed</Mark>
      ) : (
        'enforced'
      ),
    text: ({ mode }) => mode,
  },
  {
    label: 'owner',
    cell: ({ owner }) => (owner === null ? '' : <PersonName id={owner} />),
    text: ({ owner }) => owner,
  },
];

export function ClientsPage() {
  const { query } = usePlace();
  const answer = useAnswer<{ readonly clients: readonly ClientSummary[] }>('/v1/clients');
  const looked = query.get('q') ?? '';
  return (
    <Awaited title="Clients" from={answer}>
      {({ clients }) => {
        const shown = clients.filter(({ clientId, purpose, owner, scopes }) =>
          matches(looked, clientId, purpose, owner, ...scopes.map(({ name }) => name)),
        );
        return (
          <Page title="Clients" answer={answerOf(clients)} more={<UseLegend />}>
            <div class="filter">
              <Filter
                label="Client, purpose, owner or scope"
                first
                completions={clients.map(({ clientId }) => clientId)}
              />
              <ExportButton name="clients" columns={columns} rows={shown} />
            </div>
            {shown.length === 0 ? (
              <Empty>
                <p>
                  {clients.length === 0 ? 'The policy has no clients yet, and none was seen.' : 'No client matches.'}
                </p>
              </Empty>
            ) : (
              <Table label="Clients" columns={columns} rows={shown} keyOf={({ clientId }) => clientId} />
            )}
          </Page>
        );
      }}
    </Awaited>
  );
}

function answerOf(clients: readonly ClientSummary[]): string {
  const outside = clients.filter(({ scopes }) => scopes.some((one) => kindOf(one) === 'outside')).length;
  if (outside > 0) return `${count(outside, 'client holds', 'clients hold')} scopes that the policy doesn’t give them.`;
  const unused = clients.filter(({ scopes }) => heldOf(scopes).some((one) => kindOf(one) !== 'used')).length;
  if (clients.length === 0) return 'No client is known.';
  if (unused === 0) return `All ${count(clients.length, 'client')} used every scope that they may hold.`;
  return `${unused} of ${count(clients.length, 'client')} may hold scopes that they never used.`;
}
