import type { Place } from '../location.ts';
import { Page } from '../parts/page.tsx';
import type { Role } from '../shapes.ts';
import { AlertPage, AlertsPage } from './alerts.tsx';
import { ClientPage } from './client.tsx';
import { ClientsPage } from './clients.tsx';
import { ControlPage, ControlsPage } from './controls.tsx';
import { ElevationPage } from './elevation.tsx';
import { ElevationsPage } from './elevations.tsx';
import { EntryPage } from './entry.tsx';
import { EvidencePage } from './evidence.tsx';
import { OverviewPage } from './overview.tsx';
import { PolicyPage } from './policy.tsx';
import { ScopePage } from './scope.tsx';
import { ScopesPage } from './scopes.tsx';
import { TokenPage } from './token.tsx';
import { TokensPage } from './tokens.tsx';

/** The page of an address. What somebody may do there is the server's to say; here it decides which buttons there are. */
export function pageFor({ path }: Place, roles: readonly Role[]): preact.ComponentChildren {
  const [kind = '', ...rest] = path.slice(1).split('/');
  const name = rest.length === 1 && rest[0] !== '' ? decodeURIComponent(rest[0] ?? '') : null;
  if (rest.length > 1) return <NoPage />;
  switch (kind) {
    case '':
      return <OverviewPage roles={roles} />;
    case 'clients':
      return name === null ? <ClientsPage /> : <ClientPage id={name} key={name} />;
    case 'scopes':
      return name === null ? <ScopesPage /> : <ScopePage name={name} key={name} />;
    case 'tokens':
      return name === null ? <TokensPage /> : <TokenPage fingerprint={name} roles={roles} key={name} />;
    case 'elevations':
      return name === null ? <ElevationsPage /> : <ElevationPage id={name} roles={roles} key={name} />;
    case 'policy':
      return name === null ? <PolicyPage roles={roles} /> : <NoPage />;
    case 'alerts':
      return name === null ? <AlertsPage /> : <AlertPage id={name} key={name} />;
    case 'controls':
      return name === null ? <ControlsPage /> : <ControlPage id={name} key={name} />;
    case 'evidence':
      return name === null ? <EvidencePage /> : <NoPage />;
    case 'entries':
      return name === null ? <NoPage /> : <EntryPage index={name} key={name} />;
    default:
      return <NoPage />;
  }
}

function NoPage() {
  return (
    <Page title="Nothing here" answer="There is no such page.">
      <p>
        The <a href="/">overview</a> leads to all that there is.
      </p>
    </Page>
  );
}
