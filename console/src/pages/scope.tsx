import { Approvals } from '../parts/approvals.tsx';
import { RiskMark } from '../parts/mark.tsx';
import { ClientLink, PersonName } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { Allowed, ScopeDetail } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count, duration, number } from '../words.ts';
import { AllowedText } from './client.tsx';

export function ScopePage({ name }: { readonly name: string }) {
  const answer = useAnswer<ScopeDetail>(`/v1/scopes/${encodeURIComponent(name)}`);
  return (
    <Awaited title={name} from={answer}>
      {(scope) => (
        <Page title={name} up={['/scopes', 'Scopes']} answer={answerOf(scope)} more={scope.description ?? undefined}>
          {scope.definition === null ? null : (
            <dl class="facts">
              <dt>Risk</dt>
              <dd>
                <RiskMark risk={scope.risk} />, {scope.sensitivity} data
              </dd>
              <dt>Why it exists</dt>
              <dd>{scope.definition.why}</dd>
              <dt>Approved</dt>
              <dd>
                <Approvals definition={scope.approval} />
              </dd>
              <dt>Owner, author</dt>
              <dd>
                {scope.owner === null ? null : <PersonName id={scope.owner} />},{' '}
                <PersonName id={scope.definition.author} />
              </dd>
              <dt>Token life</dt>
              <dd>{duration(scope.definition.maxTtlSeconds)} at most</dd>
              <dt>Reviewed</dt>
              <dd>every {count(scope.definition.reviewIntervalDays, 'day')}</dd>
            </dl>
          )}
          <Operations scope={scope} />
          <Holders scope={scope} />
          <p>
            <a href={`/tokens?scope=${encodeURIComponent(name)}`}>Tokens that carry it</a>
          </p>
        </Page>
      )}
    </Awaited>
  );
}

function answerOf({ name, inPolicy, operations, holders, usedBy }: ScopeDetail): string {
  if (!inPolicy) return `${name} is not in the active policy, so nobody gets it.`;
  const opens = operations.length === 0 ? 'opens no operation' : `opens ${count(operations.length, 'operation')}`;
  const used = usedBy === 0 ? 'nobody used it yet' : `${usedBy} used it`;
  return `${name} ${opens}; ${count(holders.length, 'client')} may hold it, ${used}.`;
}

function Operations({ scope: { operations, definition } }: { readonly scope: ScopeDetail }) {
  return (
    <Section title="What it empowers">
      {operations.length === 0 ? (
        <p class="quiet">
          {definition === null
            ? 'Nothing that is known.'
            : 'No operation of the APIs behind these guards needs it: it is the authorization server’s own, or of an API elsewhere.'}
        </p>
      ) : (
        <Table
          label="Operations that need this scope"
          rows={operations}
          keyOf={({ api, name }) => `${api} ${name}`}
          columns={[
            { label: 'operation', cell: ({ name }) => <code>{name}</code> },
            { label: 'method and path', cell: ({ method, path }) => <code>{`${method} ${path}`}</code> },
            { label: 'API', cell: ({ api }) => api },
            { label: 'what it does', cell: ({ summary }) => summary ?? '' },
          ]}
        />
      )}
    </Section>
  );
}

function Holders({ scope: { holders, use } }: { readonly scope: ScopeDetail }) {
  const ids = [...new Set([...holders.map(({ clientId }) => clientId), ...use.map(({ clientId }) => clientId)])].sort();
  const rows = ids.map((clientId) => {
    const seen = use.find((one) => one.clientId === clientId);
    const allowed: Allowed = holders.find((one) => one.clientId === clientId)?.allowed ?? null;
    return { clientId, allowed, seen };
  });
  return (
    <Section title="Who may hold it, and who used it">
      {rows.length === 0 ? (
        <p class="quiet">Nobody may hold it, and nobody asked for it.</p>
      ) : (
        <Table
          label="Clients"
          rows={rows}
          keyOf={({ clientId }) => clientId}
          columns={[
            { label: 'client', cell: ({ clientId }) => <ClientLink id={clientId} /> },
            { label: 'policy', cell: ({ allowed }) => <AllowedText allowed={allowed} /> },
            { label: 'tokens granted', number: true, cell: ({ seen }) => number(seen?.granted ?? 0) },
            { label: 'last granted', cell: ({ seen }) => <Time at={seen?.grantedLast ?? null} /> },
            { label: 'uses', number: true, cell: ({ seen }) => number(seen?.used ?? 0) },
            { label: 'last used', cell: ({ seen }) => <Time at={seen?.usedLast ?? null} /> },
            { label: 'last withheld', cell: ({ seen }) => <Time at={seen?.withheldLast ?? null} /> },
          ]}
        />
      )}
    </Section>
  );
}
