import { ofIntuit } from '../constants/intuit.ts';

/**
 * Scopes for which members of enumerations of Python's libraries stand, by the path of the import: facts of the documentation of twitchAPI
 * (its `AuthScope`) and intuit-oauth (its `Scopes`), read in November 2026.
 */
export function constantOfPython(path: readonly string[]): string | null {
  const name = path.at(-1) ?? '';
  const before = path.slice(0, -1);
  if (!/^[A-Z][A-Z\d_]+$/.test(name)) return null;
  if (before.at(-1) === 'AuthScope' && /^twitchAPI\b/.test(before[0] ?? '')) return ofTwitch(name);
  if (before.at(-1) === 'Scopes' && /^intuitlib\b/.test(before[0] ?? '')) return ofIntuit(name);
  return null;
}

/** `MODERATOR_MANAGE_BANNED_USERS` is `moderator:manage:banned_users`; two aren't called like what they stand for. */
function ofTwitch(name: string): string {
  if (name === 'CHANNEL_SUBSCRIPTIONS') return 'channel_subscriptions';
  if (name === 'ANALYTICS_READ_EXTENSION') return 'analytics:read:extensions';
  const [what = '', how = '', ...rest] = name.toLowerCase().split('_');
  return [what, how, ...(rest.length === 0 ? [] : [rest.join('_')])].join(':');
}
