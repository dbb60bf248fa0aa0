import { googleScopeNamed } from '../../../providers/index.ts';

/** google-apis-*: `Google::Apis::DriveV3::AUTH_DRIVE_READONLY`; that of all mail has no name of its own. */
export function constantOfRuby(path: readonly string[]): string | null {
  const name = path.at(-1) ?? '';
  if (!name.startsWith('AUTH_')) return null;
  if (name === 'AUTH_SCOPE') return /gmail/i.test(path.at(-2) ?? '') ? 'https://mail.google.com/' : null;
  return googleScopeNamed('ruby', name);
}
