import { useState } from 'preact/hooks';
import { Hours } from '../parts/hours.tsx';
import { Mark } from '../parts/mark.tsx';
import { Digest, EntryLink } from '../parts/object.tsx';
import { Awaited, Page, Section } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { change } from '../server.ts';
import type { Activity, Overview, Process, Role } from '../shapes.ts';
import { type Answer, useAnswer } from '../use-answer.ts';
import { count, number, sentence } from '../words.ts';
import { type AlertList, severityTone } from './alerts.tsx';
import { type ControlList, controlsSentence } from './controls.tsx';

/** A process gives a sign of life every five minutes; after two missed ones it is called silent. */
const SILENT_MILLISECONDS = 11 * 60_000;

export function OverviewPage({ roles }: { readonly roles: readonly Role[] }) {
  const overview = useAnswer<Overview>('/v1/overview', 10);
  return (
    <Awaited title="Overview" from={overview}>
      {(data) => <Shown data={data} reload={overview.reload} roles={roles} />}
    </Awaited>
  );
}

function isSilent({ stopped, seenAt }: Process, now: number): boolean {
  return !stopped && now - Date.parse(seenAt) > SILENT_MILLISECONDS;
}

/** What somebody has to look at now, most urgent first. */
function troubles({ policy, policyProblem, ledger, processes, now }: Overview): string[] {
  const silent = processes.filter((one) => isSilent(one, Date.parse(now)));
  return [
    ...(policy === null
      ? [`no policy is active, so nothing is permitted${policyProblem === null ? '' : `: ${policyProblem}`}`]
      : []),
    ...(ledger.sequencerAlive ? [] : ['the sequencer is silent, so nothing is issued']),
    ...(ledger.verification.last?.holds === false ? ['the ledger does not verify'] : []),
    ...(silent.length === 0
      ? []
      : [`${count(silent.length, 'process', 'processes')} gave no sign of life for ten minutes`]),
  ];
}

function Shown({
  data,
  reload,
  roles,
}: {
  readonly data: Overview;
  readonly reload: () => void;
  readonly roles: readonly Role[];
}) {
  const { policy, ledger, processes, activity } = data;
  const alerts = useAnswer<AlertList>('/v1/alerts?limit=5', 30);
  const controls = useAnswer<ControlList>('/v1/controls');
  const exceptions = controls.data?.results.filter(({ outcome }) => outcome === 'exceptions').length ?? 0;
  const listing =
    exceptions === 0 ? '' : `; ${count(exceptions, 'control test lists', 'control tests list')} exceptions`;
  const wrong = troubles(data);
  const total = (what: keyof Omit<Activity, 'hour'>): number => activity.reduce((sum, hour) => sum + hour[what], 0);
  return (
    <Page
      title="Overview"
      answer={
        wrong.length === 0
          ? `A policy is active, the ledger grows, every process is alive${listing}.`
          : `${sentence(wrong.join('; '))}${listing}.`
      }
    >
      <dl class="facts">
        <dt>Policy</dt>
        <dd>
          {policy === null ? (
            <Mark tone="bad">none is active</Mark>
          ) : (
            <>
              <Mark tone="good">active</Mark> since <Time at={policy.activatedAt} />:{' '}
              <a href="/scopes">{count(policy.scopes, 'scope')}</a>,{' '}
              <a href="/clients">{count(policy.clients, 'client')}</a>, as <Digest digest={policy.digest} /> (entry{' '}
              <EntryLink index={policy.entry.index} />)
            </>
          )}
        </dd>
        <dt>Ledger</dt>
        <dd>
          <LedgerLine
            ledger={ledger}
            reload={reload}
            mayVerify={roles.includes('auditor') || roles.includes('admin')}
          />
        </dd>
        <dt>Witness</dt>
        <dd>
          {ledger.witnesses === 0 ? (
            <>
              <Mark tone="open">none</Mark>: nobody outside vouches for the ledger’s head. Keep checkpoints elsewhere.
            </>
          ) : (
            <>
              <Mark tone="good">{count(ledger.witnesses, 'witness', 'witnesses')}</Mark>, the furthest as far as{' '}
              {count(ledger.witnessedSize, 'entry', 'entries')}.
            </>
          )}
        </dd>
        <dt>Controls</dt>
        <dd>
          <ControlsLine controls={controls} />
        </dd>
      </dl>
      <Section title="Last 24 hours" aside={<>issued above the line, refused below, by the hour</>}>
        <dl class="figures">
          <div>
            <dt>Tokens issued</dt>
            <dd>
              <a href="/tokens">{number(total('issued'))}</a>
            </dd>
          </div>
          <div>
            <dt>Uses that passed</dt>
            <dd>{number(total('used'))}</dd>
          </div>
          <div>
            <dt>Refused</dt>
            <dd>{number(total('refused'))}</dd>
          </div>
          <div>
            <dt>Revoked</dt>
            <dd>{number(total('revoked'))}</dd>
          </div>
          <div>
            <dt>Withheld</dt>
            <dd>{number(total('withheld'))}</dd>
          </div>
        </dl>
        <Hours activity={activity} now={data.now} />
      </Section>
      <Section title="Newest alerts" aside={<a href="/alerts">all alerts</a>}>
        <NewestAlerts alerts={alerts} />
      </Section>
      <Section title="Processes" aside={`Ambit ${data.version}`}>
        <Table
          label="Processes"
          rows={processes}
          keyOf={({ name }) => name}
          columns={[
            { label: 'process', cell: ({ name }) => <code>{name}</code> },
            { label: 'state', cell: (one) => <ProcessState process={one} now={Date.parse(data.now)} /> },
            {
              label: 'last sign of life',
              cell: ({ seenAt, entry }) => (
                <>
                  <Time at={seenAt} /> <EntryLink index={entry.index} />
                </>
              ),
            },
            { label: 'version', cell: ({ version }) => version },
            {
              label: 'clock',
              cell: ({ clockAheadMilliseconds }) =>
                clockAheadMilliseconds === null ? (
                  <span class="quiet">unknown</span>
                ) : (
                  clockText(clockAheadMilliseconds)
                ),
            },
          ]}
        />
      </Section>
    </Page>
  );
}

/** Against the database's: half the round trip is the doubt. */
function clockText(ahead: number): string {
  if (ahead === 0) return 'as the database’s';
  return `${number(Math.abs(ahead))} ms ${ahead > 0 ? 'ahead of' : 'behind'} the database`;
}

function ProcessState({ process, now }: { readonly process: Process; readonly now: number }) {
  if (process.stopped) return <Mark tone="open">stopped</Mark>;
  return isSilent(process, now) ? <Mark tone="bad">silent</Mark> : <Mark tone="good">alive</Mark>;
}

function LedgerLine({
  ledger,
  reload,
  mayVerify,
}: {
  readonly ledger: Overview['ledger'];
  readonly reload: () => void;
  readonly mayVerify: boolean;
}) {
  const { size, sequencerAlive, sequencerSeenAt, verification } = ledger;
  const [asked, setAsked] = useState(false);
  const verify = async (): Promise<void> => {
    setAsked(true);
    try {
      await change('/v1/ledger/verify');
    } finally {
      setAsked(false);
      reload();
      setTimeout(reload, 1500);
    }
  };
  return (
    <>
      <Mark tone={sequencerAlive ? 'good' : 'bad'}>{sequencerAlive ? 'alive' : 'silent'}</Mark>:{' '}
      {count(size ?? 0, 'entry', 'entries')} in <code>{ledger.origin}</code>
      {sequencerAlive ? (
        ''
      ) : (
        <>
          , nothing since <Time at={sequencerSeenAt} />
        </>
      )}
      . <VerificationText verification={verification} />{' '}
      {mayVerify ? (
        <button type="button" class="plain" disabled={asked || verification.running} onClick={() => void verify()}>
          {verification.running ? 'verifying…' : 'verify now'}
        </button>
      ) : null}
    </>
  );
}

function VerificationText({
  verification: { last, problem },
}: {
  readonly verification: Overview['ledger']['verification'];
}) {
  if (problem !== null) return <Mark tone="bad">not verifiable: {problem}</Mark>;
  if (last === null) return <span class="quiet">Not verified since the process started.</span>;
  const [first] = last.faults;
  return last.holds ? (
    <>
      <Mark tone="good">verified</Mark> <Time at={last.at} /> at {count(last.size, 'entry', 'entries')}.
    </>
  ) : (
    <>
      <Mark tone="bad">{count(last.faults.length + last.moreFaults, 'fault')}</Mark>: {first?.what}
      {first?.index == null ? null : (
        <>
          {' '}
          (entry <EntryLink index={first.index} />)
        </>
      )}
    </>
  );
}

function ControlsLine({ controls }: { readonly controls: Answer<ControlList> }) {
  if (controls.error !== null) return <span class="quiet">Not available: {controls.error.message}</span>;
  if (controls.data === null) return <span class="quiet">Asking…</span>;
  return <a href="/controls">{controlsSentence(controls.data)}</a>;
}

function NewestAlerts({ alerts }: { readonly alerts: Answer<AlertList> }) {
  if (alerts.error !== null) return <p class="quiet">Not available: {alerts.error.message}</p>;
  if (alerts.data === null) return <p class="quiet">Asking…</p>;
  if (alerts.data.alerts.length === 0) return <p class="quiet">No entry of the ledger was a reason to alert.</p>;
  return (
    <Table
      label="Newest alerts"
      rows={alerts.data.alerts}
      keyOf={({ alert }) => alert.id}
      columns={[
        { label: 'alert', cell: ({ alert }) => <a href={`/alerts/${encodeURIComponent(alert.id)}`}>{alert.title}</a> },
        { label: 'severity', cell: ({ alert }) => <Mark tone={severityTone(alert.severity)}>{alert.severity}</Mark> },
        { label: 'when', cell: ({ alert }) => <Time at={alert.time} /> },
        { label: 'entry', cell: ({ alert }) => <EntryLink index={alert.entry.index} /> },
      ]}
    />
  );
}
