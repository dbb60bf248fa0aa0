import { useState } from 'preact/hooks';
import { change, ServerError } from '../server.ts';
import type { Elevation, Role } from '../shapes.ts';
import { Mark } from './mark.tsx';

interface Act {
  readonly name: 'approve' | 'deny' | 'withdraw' | 'end' | 'review';
  readonly label: string;
  readonly style: 'primary' | 'danger' | '';
  readonly body?: object;
}

/** What somebody who is signed in may do to an elevation as it stands. The server has the last word. */
export function ElevationAnswers({
  of,
  roles,
  after,
}: {
  readonly of: Elevation;
  readonly roles: readonly Role[];
  readonly after: () => void;
}) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<{ readonly code: string; readonly text: string } | null>(null);
  const acts = actsOn(of, roles.includes('approver') || roles.includes('admin'));
  if (acts.length === 0) return null;
  const isReview = acts.some(({ name }) => name === 'review');
  const act = async ({ name, body = {} }: Act): Promise<void> => {
    setAsked(true);
    setRefusal(null);
    try {
      // An approval says nothing but yes.
      const said = reason === '' || name === 'approve' ? {} : { reason };
      await change(`/v1/elevations/${encodeURIComponent(of.id)}/${name}`, { ...body, ...said });
      setReason('');
      after();
    } catch (error) {
      const code = error instanceof ServerError ? error.code : 'internal';
      setRefusal({ code, text: error instanceof ServerError ? error.message : String(error) });
    } finally {
      setAsked(false);
    }
  };
  return (
    <div class="notice">
      <form class="asking" onSubmit={(event) => event.preventDefault()}>
        <label class="wide">
          {isReview ? 'What you found' : 'Why, if you say so'}. It is kept sealed; the ledger commits to it.
          <textarea rows={2} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <p class="list" role="status">
          {acts.map((one) => (
            <button
              key={one.label}
              type="button"
              class={one.style}
              disabled={asked || (isReview && reason.trim() === '')}
              onClick={() => void act(one)}
            >
              {one.label}
            </button>
          ))}
          {refusal === null ? null : <Mark tone="bad">{refusal.text}</Mark>}
          {refusal?.code === 'sign_in_stale' ? (
            <a href={`/session/sign-in?fresh=1&to=${encodeURIComponent(`/elevations/${of.id}`)}`}>Sign in again</a>
          ) : null}
        </p>
      </form>
    </div>
  );
}

function actsOn({ state, awaitsReview }: Elevation, mayAnswer: boolean): readonly Act[] {
  if (state === 'asked')
    return [
      ...(mayAnswer
        ? ([
            { name: 'approve', label: 'Approve it', style: 'primary' },
            { name: 'deny', label: 'Deny it', style: 'danger' },
          ] as const)
        : []),
      { name: 'withdraw', label: 'Withdraw it', style: '' },
    ];
  if (state === 'active' && mayAnswer) return [{ name: 'end', label: 'End it now', style: 'danger' }];
  if (awaitsReview && mayAnswer)
    return [
      { name: 'review', label: 'It was justified', style: 'primary', body: { verdict: 'justified' } },
      { name: 'review', label: 'It was not', style: 'danger', body: { verdict: 'unjustified' } },
    ];
  return [];
}
