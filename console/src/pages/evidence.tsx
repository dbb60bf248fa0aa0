import { useState } from 'preact/hooks';
import { Page, Section } from '../parts/page.tsx';
import { saveFile } from '../parts/table.tsx';
import { changeForFile, ServerError } from '../server.ts';
import { listed } from '../words.ts';

const DAY_MILLISECONDS = 86_400_000;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A package for an auditor: chosen by its period, made on the server, verified without it. */
export function EvidencePage() {
  const [from, setFrom] = useState(() => dayOf(Date.now() - 90 * DAY_MILLISECONDS));
  const [to, setTo] = useState(() => dayOf(Date.now() + DAY_MILLISECONDS));
  const [state, setState] = useState<'idle' | 'asked' | 'done'>('idle');
  const [problem, setProblem] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    setState('asked');
    setProblem(null);
    try {
      const body = { from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z` };
      const { blob, name } = await changeForFile('/v1/evidence', body);
      saveFile(blob, name ?? `ambit-evidence-${from}-${to}.zip`);
      setState('done');
    } catch (error) {
      setState('idle');
      setProblem(describe(error));
    }
  };
  return (
    <Page
      title="Evidence"
      answer="One package proves a period: whoever has it checks every decision again, without this server and without us."
      more="It holds the period’s entries with their proofs, the policies that they name, the registers, the control tests and a report."
    >
      <Section title="Choose a period">
        <form
          class="filter"
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <label>
            From, inclusive (UTC)
            <input
              type="date"
              value={from}
              max={to}
              required
              data-filter=""
              onInput={(event) => setFrom(event.currentTarget.value)}
            />
          </label>
          <label>
            To, exclusive (UTC)
            <input type="date" value={to} min={from} required onInput={(event) => setTo(event.currentTarget.value)} />
          </label>
          <button type="submit" class="primary" disabled={state === 'asked'}>
            {state === 'asked' ? 'Making it…' : 'Download the package'}
          </button>
        </form>
        <div role="status">
          {state === 'asked' ? (
            <p class="quiet">It reads every entry of the period: minutes, where there are millions.</p>
          ) : null}
          {state === 'done' ? <p>It is among your downloads, and the ledger has an entry that you took it.</p> : null}
        </div>
        {problem === null ? null : (
          <div class="notice bad" role="alert">
            <p>{problem}</p>
          </div>
        )}
      </Section>
      <Section title="Verify it">
        <p>Unpack it, on any machine with Node.js and the ambit package, away from the network:</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
        <pre tabIndex={0}>ambit evidence verify FOLDER --key KEY</pre>
        <p class="quiet">
          The key is the log’s verifier key, which you had from somewhere else than from whoever gave you the package.
        </p>
      </Section>
    </Page>
  );
}

function describe(error: unknown): string {
  if (!(error instanceof ServerError)) return String(error);
  if (error.code !== 'not_allowed') return error.message;
  const { needed = [] } = (error.details ?? {}) as { needed?: string[] };
  return `Your roles don’t allow this: it takes ${listed(needed).replace(' and ', ' or ')}.`;
}
