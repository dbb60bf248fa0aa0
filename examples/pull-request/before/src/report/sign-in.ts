import { OAuth2Client } from 'google-auth-library';
import { SCOPES } from './scopes.ts';

export function signInUrl(client: OAuth2Client): string {
  return client.generateAuthUrl({ access_type: 'online', scope: SCOPES });
}
