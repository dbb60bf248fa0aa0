import { googleScopeNamed } from '../../../providers/index.ts';
import { ofIntuit } from '../constants/intuit.ts';

/**
 * google-apis-*: `Google::Apis::DriveV3::AUTH_DRIVE_READONLY`; that of all mail has no name of its own. intuit-oauth:
 * `IntuitOAuth::Scopes::ACCOUNTING`.
 */
export function constantOfRuby(path: readonly string[]): string | null {
  const name = path.at(-1) ?? '';
  if (path.at(-2) === 'Scopes' && path.at(-3) === 'IntuitOAuth') return ofIntuit(name);
  if (!name.startsWith('AUTH_')) return null;
  if (name === 'AUTH_SCOPE') return /gmail/i.test(path.at(-2) ?? '') ? 'https://mail.google.com/' : null;
  return googleScopeNamed('ruby', name);
}
