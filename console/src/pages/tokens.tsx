import { useEffect } from 'preact/hooks';
import { goTo, usePlace, withQuery } from '../location.ts';
import { Filter } from '../parts/filter.tsx';
import { Mark } from '../parts/mark.tsx';
import { ClientLink, EntryLink, ScopeList, TokenLink } from '../parts/object.tsx';
import { Awaited, Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, ExportButton, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { ClientSummary, ScopeSummary, Token } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { count } from '../words.ts';

const FINGERPRINT = /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9_-]{43}$/;

export function stateOf({
  revokedAt,
  expiresAt,
}: Pick<Token, 'revokedAt' | 'expiresAt'>): 'revoked' | 'expired' | 'alive' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt * 1000 < Date.now() ? 'expired' : 'alive';
}

const columns: readonly Column<Token>[] = [
  {
    label: 'token',
    cell: ({ fingerprint }) => <TokenLink fingerprint={fingerprint} />,
    text: ({ fingerprint }) => fingerprint,
  },
  { label: 'client', cell: ({ clientId }) => <ClientLink id={clientId} />, text: ({ clientId }) => clientId },
  { label: 'scopes', cell: ({ scopes }) => <ScopeList names={scopes} />, text: ({ scopes }) => scopes.join(' ') },
  {
    label: 'state',
    cell: (token) => {
      const state = stateOf(token);
      if (state === 'revoked') return <Mark tone="bad">revoked</Mark>;
      return state === 'alive' ? <Mark tone="good">alive</Mark> : <Mark tone="open">expired</Mark>;
    },
    text: stateOf,
  },
  { label: 'issued', cell: ({ issuedAt }) => <Time at={issuedAt} />, text: ({ issuedAt }) => issuedAt },
  {
    label: 'end',
    cell: ({ revokedAt, expiresAt }) => <Time at={revokedAt ?? expiresAt} never="unknown" />,
    text: ({ revokedAt, expiresAt }) => revokedAt ?? expiresAt,
  },
  { label: 'entry', cell: ({ index }) => <EntryLink index={index} />, text: ({ index }) => index },
];

export function TokensPage() {
  const place = usePlace();
  const looked = place.query.get('q') ?? '';
  const isFingerprint = FINGERPRINT.test(looked);
  useEffect(() => {
    if (isFingerprint) goTo(`/tokens/${encodeURIComponent(looked)}`, { replace: true });
  }, [isFingerprint, looked]);
  const asked = new URLSearchParams();
  for (const name of ['client', 'scope', 'grant', 'before']) {
    const value = place.query.get(name);
    if (value !== null && value !== '') asked.set(name, value);
  }
  if (looked !== '') asked.set('jti', looked);
  const answer = useAnswer<{ readonly tokens: readonly Token[]; readonly next: number | null }>(`/v1/tokens?${asked}`);
  const clients = useAnswer<{ readonly clients: readonly ClientSummary[] }>('/v1/clients');
  const scopes = useAnswer<{ readonly scopes: readonly ScopeSummary[] }>('/v1/scopes');
  const filter = (
    <div class="filter">
      <Filter label="jti or fingerprint" first />
      <Filter label="Client" name="client" completions={clients.data?.clients.map(({ clientId }) => clientId) ?? []} />
      <Filter label="Scope" name="scope" completions={scopes.data?.scopes.map(({ name }) => name) ?? []} />
      <ExportButton name="tokens" columns={columns} rows={answer.data?.tokens ?? []} />
    </div>
  );
  return (
    <Awaited title="Tokens" from={answer}>
      {({ tokens, next }) => (
        <Page
          title="Tokens"
          answer={answerOf(tokens, asked.size > 0, next)}
          more="A token itself is never typed in here: ambit token on the host makes a fingerprint of it."
        >
          {filter}
          {tokens.length === 0 ? (
            <Empty>
              <p>
                {asked.size > 0
                  ? 'No token that was issued here matches all of this. A client id, scope or jti has to be whole.'
                  : 'No token was issued yet. The first one that passes the issuer guard stands here.'}
              </p>
            </Empty>
          ) : (
            <Table label="Tokens" columns={columns} rows={tokens} keyOf={({ fingerprint }) => fingerprint} />
          )}
          <p class="list">
            {place.query.has('before') ? <a href={withQuery(place, { before: null })}>Newest</a> : null}
            {next === null ? null : <a href={withQuery(place, { before: String(next) })}>Older</a>}
          </p>
        </Page>
      )}
    </Awaited>
  );
}

function answerOf(tokens: readonly Token[], filtered: boolean, next: number | null): string {
  const alive = tokens.filter((token) => stateOf(token) === 'alive').length;
  const which = next === null ? count(tokens.length, 'token') : `The newest ${count(tokens.length, 'token')}`;
  if (tokens.length === 0) return filtered ? 'No such token was issued.' : 'No token was issued yet.';
  return `${which}${filtered ? ' of this filter' : ''}: ${alive === 0 ? 'none is alive' : `${alive} ${alive === 1 ? 'is' : 'are'} alive`}.`;
}
