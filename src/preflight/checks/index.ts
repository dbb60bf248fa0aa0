import type { PreflightCheck } from '../types.ts';
import { authenticationCheck } from './authentication.ts';
import { clientsCheck } from './clients.ts';
import { featuresCheck } from './features.ts';
import { grantsCheck } from './grants.ts';
import { livesCheck } from './lives.ts';
import { metadataCheck } from './metadata.ts';
import { pagesCheck } from './pages.ts';
import { redirectsCheck } from './redirects.ts';
import { requestsCheck } from './requests.ts';
import { scopesCheck } from './scopes.ts';
import { tokensCheck } from './tokens.ts';

/** Everything that is looked at. */
export const checks: readonly PreflightCheck[] = [
  clientsCheck,
  redirectsCheck,
  grantsCheck,
  authenticationCheck,
  featuresCheck,
  scopesCheck,
  livesCheck,
  tokensCheck,
  pagesCheck,
  metadataCheck,
  requestsCheck,
];
