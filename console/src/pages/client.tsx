import { Approvals } from '../parts/approvals.tsx';
import { Mark, RiskMark } from '../parts/mark.tsx';
import { PersonName, ScopeLink, ScopeList } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { heldOf, kindOf, UseBar, UseLegend } from '../parts/use-bar.tsx';
import type { ClientDetail, ClientScope } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count, duration, listed, number } from '../words.ts';

export function ClientPage({ id }: { readonly id: string }) {
  const answer = useAnswer<ClientDetail>(`/v1/clients/${encodeURIComponent(id)}`);
  return (
    <Awaited title={id} from={answer}>
      {(client) => (
        <Page title={id} up={['/clients', 'Clients']} answer={answerOf(client)} more={client.purpose ?? undefined}>
          <Section title="Granted against used" aside={<UseLegend />}>
            <UseBar scopes={client.scopes} />
            <Table
              label="Scopes of this client"
              rows={client.scopes}
              keyOf={({ name }) => name}
              columns={[
                { label: 'scope', cell: ({ name }) => <ScopeLink name={name} /> },
                { label: 'risk', cell: ({ risk }) => <RiskMark risk={risk} /> },
                { label: 'policy', cell: ({ allowed }) => <AllowedText allowed={allowed} /> },
                { label: 'tokens granted', number: true, cell: ({ granted }) => number(granted) },
                { label: 'last granted', cell: ({ grantedLast }) => <Time at={grantedLast} /> },
                {
                  label: 'uses',
                  number: true,
                  cell: ({ used, usable }) =>
                    usable ? number(used) : <span title="It opens no operation of an API">–</span>,
                },
                {
                  label: 'last used',
                  cell: ({ usedLast, usable }) =>
                    usable ? <Time at={usedLast} /> : <span class="quiet">opens no operation</span>,
                },
                {
                  label: 'withheld',
                  cell: ({ withheld, withheldLast }) =>
                    withheld === 0 ? (
                      <span class="quiet">never</span>
                    ) : (
                      <>
                        {number(withheld)} times, last <Time at={withheldLast} />
                      </>
                    ),
                },
              ]}
            />
          </Section>
          <Facts client={client} />
          <p>
            <a href={`/tokens?client=${encodeURIComponent(id)}`}>Tokens of this client</a>
          </p>
        </Page>
      )}
    </Awaited>
  );
}

export function AllowedText({ allowed }: { readonly allowed: ClientScope['allowed'] }) {
  if (allowed === null) return <Mark tone="bad">not allowed</Mark>;
  return allowed === 'standing' ? <>standing</> : <>eligible, when elevated</>;
}

function answerOf({ clientId, inPolicy, scopes }: ClientDetail): string {
  if (!inPolicy) return `${clientId} is not in the active policy, and gets nothing.`;
  const of = (kind: ReturnType<typeof kindOf>): string[] =>
    heldOf(scopes)
      .filter((one) => kindOf(one) === kind)
      .map(({ name }) => name);
  const held = scopes.filter(({ allowed }) => allowed !== null).length;
  const outside = of('outside');
  if (outside.length > 0) return `${clientId} holds ${listed(outside)}, which the policy doesn’t give it.`;
  const idle = [...of('granted'), ...of('never')];
  if (idle.length === 0)
    return `${clientId} used ${held === 1 ? 'the one scope' : `all ${held} scopes`} that it may hold.`;
  return `${clientId} may hold ${count(held, 'scope')} and never used ${listed(idle)}.`;
}

function Facts({ client: { definition, approval, owner, issuer, expires, mode } }: { readonly client: ClientDetail }) {
  if (definition === null) return null;
  return (
    <Section title="What the policy says">
      <dl class="facts">
        <dt>Approved</dt>
        <dd>
          <Approvals definition={approval} />
        </dd>
        <dt>Owner, author</dt>
        <dd>
          {owner === null ? null : <PersonName id={owner} />}, <PersonName id={definition.author} />
        </dd>
        <dt>Issuer</dt>
        <dd>
          <code>{issuer}</code>
        </dd>
        <dt>Grant types</dt>
        <dd>{listed(definition.grantTypes)}</dd>
        {definition.redirectUris.length === 0 ? null : (
          <>
            <dt>Redirect URIs</dt>
            <dd>
              {definition.redirectUris.map((uri) => (
                <div key={uri}>
                  <code>{uri}</code>
                </div>
              ))}
            </dd>
          </>
        )}
        <dt>Asks for nothing</dt>
        <dd>{definition.defaultScopes === null ? 'is refused' : <ScopeList names={definition.defaultScopes} />}</dd>
        <dt>Asks for too much</dt>
        <dd>{definition.overBroad === 'narrow' ? 'gets what it may hold' : 'is refused whole'}</dd>
        <dt>Token life</dt>
        <dd>{duration(definition.maxTtlSeconds)} at most</dd>
        <dt>Ends</dt>
        <dd>
          <Time at={expires} />
        </dd>
        <dt>Mode</dt>
        <dd>
          {mode === 'observe' ? <Mark tone="high">observed: nothing is refused for policy’s sake</Mark> : 'enforced'}
        </dd>
      </dl>
    </Section>
  );
}
