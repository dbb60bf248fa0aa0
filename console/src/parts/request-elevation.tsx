import { useState } from 'preact/hooks';
import { goTo } from '../location.ts';
import { change, ServerError } from '../server.ts';
import type { ClientSummary, Elevation } from '../shapes.ts';
import { useAnswer } from '../use-answer.ts';
import { Mark } from './mark.tsx';

const MINUTES = [15, 30, 60, 120, 240, 480];

/** The form by which somebody who is signed in asks for eligible scopes of a client. */
export function RequestElevation({ client, scopes }: { readonly client: string; readonly scopes: readonly string[] }) {
  const clients = useAnswer<{ readonly clients: readonly ClientSummary[] }>('/v1/clients');
  const [clientId, setClient] = useState(client);
  const [chosen, setChosen] = useState<readonly string[]>(scopes);
  const [minutes, setMinutes] = useState(30);
  const [subject, setSubject] = useState('');
  const [reason, setReason] = useState('');
  const [breakGlass, setBreakGlass] = useState(false);
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const withEligible = (clients.data?.clients ?? []).filter((one) => eligibleOf(one).length > 0);
  const eligible = withEligible.filter((one) => one.clientId === clientId).flatMap(eligibleOf);
  const wanted = chosen.filter((one) => eligible.includes(one));
  const ask = async (): Promise<void> => {
    setAsked(true);
    setProblem(null);
    try {
      const { id } = await change<Elevation>('/v1/elevations', {
        ...{ client: clientId, scopes: wanted, seconds: minutes * 60, reason, breakGlass },
        ...(subject === '' ? {} : { subject }),
      });
      goTo(`/elevations/${encodeURIComponent(id)}`);
    } catch (error) {
      setProblem(error instanceof ServerError ? error.message : String(error));
      setAsked(false);
    }
  };
  if (clients.data !== null && withEligible.length === 0)
    return <p class="quiet">The active policy has no eligible scope, so there is nothing to ask for.</p>;
  return (
    <form
      class="asking"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <label>
        Client
        <select value={clientId} required onChange={(event) => setClient(event.currentTarget.value)}>
          <option value="">choose one</option>
          {withEligible.map((one) => (
            <option key={one.clientId} value={one.clientId}>
              {one.clientId}
            </option>
          ))}
        </select>
      </label>
      {eligible.length === 0 ? null : (
        <fieldset>
          <legend>Eligible scopes</legend>
          {eligible.map((scope) => (
            <label key={scope} class="choice">
              <input
                type="checkbox"
                checked={wanted.includes(scope)}
                onChange={(event) =>
                  setChosen(event.currentTarget.checked ? [...wanted, scope] : wanted.filter((one) => one !== scope))
                }
              />
              <code>{scope}</code>
            </label>
          ))}
        </fieldset>
      )}
      <label>
        For
        <select value={minutes} onChange={(event) => setMinutes(Number(event.currentTarget.value))}>
          {MINUTES.map((one) => (
            <option key={one} value={one}>
              {one < 60 ? `${one} minutes` : one === 60 ? '1 hour' : `${one / 60} hours`}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>
          For whom the client acts, by <code>sub</code>. Empty: for itself
        </span>
        <input
          value={subject}
          autoComplete="off"
          spellcheck={false}
          onInput={(event) => setSubject(event.currentTarget.value)}
        />
      </label>
      <label class="wide">
        Why. It is kept sealed; the ledger commits to it.
        <textarea rows={3} required value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <label class="choice">
        <input type="checkbox" checked={breakGlass} onChange={(event) => setBreakGlass(event.currentTarget.checked)} />
        Break-glass: take it at once, without approval. It alerts as critical, and somebody else reviews it.
      </label>
      <p class="list" role="status">
        <button type="submit" class={breakGlass ? 'danger' : 'primary'} disabled={asked || wanted.length === 0}>
          {breakGlass ? 'Take it now' : 'Ask for it'}
        </button>
        {problem === null ? null : <Mark tone="bad">{problem}</Mark>}
      </p>
    </form>
  );
}

function eligibleOf({ scopes }: ClientSummary): string[] {
  return scopes.filter(({ allowed }) => allowed === 'eligible').map(({ name }) => name);
}
