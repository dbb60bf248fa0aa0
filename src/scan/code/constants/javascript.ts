/** Scopes for which constants of JavaScript libraries stand. Read 2026-11-25 in the libraries' documentation. */

/** discord.js, discord-api-types: `OAuth2Scopes.GuildsJoin` is `guilds.join`. */
const DISCORD = new Map([
  ['ApplicationsBuildsRead', 'applications.builds.read'],
  ['ApplicationsBuildsUpload', 'applications.builds.upload'],
  ['ApplicationsCommands', 'applications.commands'],
  ['ApplicationsCommandsPermissionsUpdate', 'applications.commands.permissions.update'],
  ['ApplicationsCommandsUpdate', 'applications.commands.update'],
  ['ApplicationsEntitlements', 'applications.entitlements'],
  ['ApplicationsStoreUpdate', 'applications.store.update'],
  ['Bot', 'bot'],
  ['Connections', 'connections'],
  ['DMChannelsRead', 'dm_channels.read'],
  ['Email', 'email'],
  ['GDMJoin', 'gdm.join'],
  ['Guilds', 'guilds'],
  ['GuildsJoin', 'guilds.join'],
  ['GuildsMembersRead', 'guilds.members.read'],
  ['Identify', 'identify'],
  ['MessagesRead', 'messages.read'],
  ['RoleConnectionsWrite', 'role_connections.write'],
  ['RPC', 'rpc'],
  ['RPCNotificationsRead', 'rpc.notifications.read'],
  ['WebhookIncoming', 'webhook.incoming'],
]);

/** @spotify/web-api-ts-sdk: each of `Scopes` is a list. */
const SPOTIFY = new Map([
  ['userDetails', 'user-read-private user-read-email'],
  ['userLibrary', 'user-library-read user-library-modify'],
  ['userLibraryRead', 'user-library-read'],
  ['userLibraryModify', 'user-library-modify'],
  ['userRecents', 'user-top-read user-read-recently-played'],
  ['userFollow', 'user-follow-read user-follow-modify'],
  ['playlistRead', 'playlist-read-private playlist-read-collaborative'],
  ['playlistModify', 'playlist-modify-private playlist-modify-public'],
]);

/** intuit-oauth: static `scopes` of its client. */
const INTUIT = new Map([
  ['Accounting', 'com.intuit.quickbooks.accounting'],
  ['Payment', 'com.intuit.quickbooks.payment'],
  ['Payroll', 'com.intuit.quickbooks.payroll'],
  ['TimeTracking', 'com.intuit.quickbooks.payroll.timetracking'],
  ['Benefits', 'com.intuit.quickbooks.payroll.benefits'],
  ['Profile', 'profile'],
  ['Email', 'email'],
  ['Phone', 'phone'],
  ['Address', 'address'],
  ['OpenId', 'openid'],
]);

export function constantOfJavaScript(path: readonly string[]): string | null {
  const [library = '', first = '', second = ''] = path;
  if (/^discord/.test(library) && first === 'OAuth2Scopes') return DISCORD.get(second) ?? null;
  if (library === '@spotify/web-api-ts-sdk' && first === 'Scopes') return SPOTIFY.get(second) ?? null;
  if (library === 'intuit-oauth' && first === 'scopes') return INTUIT.get(second) ?? null;
  return null;
}
