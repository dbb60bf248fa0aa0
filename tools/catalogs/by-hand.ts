/**
 * Writes the catalogs of providers whose documentation has one short list: GitLab, Discord and Dropbox, in our own words.
 *
 *     node tools/node24.js tools/catalogs/by-hand.ts
 */
import { writeCatalog } from './write-catalog.ts';

type Row = readonly [name: string, flags: string, description: string, ...narrower: string[]];

/** docs.gitlab.com/integration/oauth_provider, read on 2026-11-25; with scopes of personal and deploy tokens of the same kind. */
const GITLAB: readonly Row[] = [
  ['admin_mode', 'wa', 'Act as an administrator where Admin Mode is on'],
  ['ai_features', 'w', 'Use GitLab Duo'],
  [
    'api',
    'w',
    'Read and change everything by the API',
    'read_api',
    'read_user',
    'read_repository',
    'write_repository',
    'read_registry',
    'write_registry',
    'create_runner',
    'manage_runner',
  ],
  ['create_runner', 'w', 'Create runners'],
  ['email', 'i', "See the user's primary e-mail address"],
  ['k8s_proxy', 'w', 'Call Kubernetes by the agent'],
  ['manage_runner', 'w', 'Manage runners'],
  ['openid', 'i', 'Sign in, and see profile and groups'],
  ['profile', 'i', "See the user's profile"],
  ['read_api', 'r', 'Read everything by the API', 'read_user', 'read_repository', 'read_registry'],
  ['read_observability', 'r', 'Read GitLab Observability'],
  ['read_package_registry', 'r', 'Download packages'],
  ['read_registry', 'r', 'Pull images of private projects'],
  ['read_repository', 'r', 'Read repositories of private projects'],
  ['read_service_ping', 'ra', 'Download the data of Service Ping'],
  ['read_user', 'r', "Read the user's profile"],
  ['read_virtual_registry', 'r', 'Pull images by the dependency proxy'],
  ['self_rotate', 'w', 'Rotate this token'],
  ['sudo', 'wa', 'Act as any user of the instance'],
  ['write_observability', 'w', 'Write to GitLab Observability', 'read_observability'],
  ['write_package_registry', 'w', 'Upload packages', 'read_package_registry'],
  ['write_registry', 'w', 'Push images', 'read_registry'],
  ['write_repository', 'w', 'Read and change repositories of private projects', 'read_repository'],
  ['write_virtual_registry', 'w', 'Change images by the dependency proxy', 'read_virtual_registry'],
];

/** discord.com/developers/docs/topics/oauth2 as discord-api-types 0.38.57 has it (MIT), read on 2026-11-25. */
const DISCORD: readonly Row[] = [
  ['account.global_name.update', 'w', "Change the user's display name"],
  ['activities.invites.write', 'w', 'Send invitations to activities'],
  ['activities.read', 'r', 'See what the user plays, now and lately'],
  ['activities.write', 'w', "Change the user's activity"],
  ['applications.builds.read', 'r', "See builds of the user's applications"],
  ['applications.builds.upload', 'w', "Upload builds of the user's applications", 'applications.builds.read'],
  ['applications.commands', 'w', 'Add commands to a server'],
  ['applications.commands.permissions.update', 'w', 'Change who may use its commands'],
  ['applications.commands.update', 'w', 'Change its own commands'],
  ['applications.entitlements', 'r', "See entitlements of the user's applications"],
  ['applications.store.update', 'w', "Read and change store data of the user's applications"],
  ['bot', 'w', 'Put a bot into a server, with the permissions that the link names'],
  ['connections', 'r', "See the user's linked accounts"],
  ['dm_channels.read', 'r', "See the user's direct messages"],
  ['email', 'i', "See the user's e-mail address"],
  ['gdm.join', 'w', 'Add users to a group message'],
  ['guilds', 'r', "See the user's servers"],
  ['guilds.channels.read', 'r', "See channels of the user's servers"],
  ['guilds.join', 'w', 'Make the user join a server'],
  ['guilds.members.read', 'r', "See the user's membership in a server"],
  ['identify', 'i', 'See who the user is'],
  ['identify.premium', 'r', "See the user's subscription"],
  ['messages.read', 'r', 'Read messages of all channels by the client on the same machine'],
  ['openid', 'i', 'Sign in'],
  ['relationships.read', 'r', "See the user's friends"],
  ['relationships.write', 'w', "Change the user's friends", 'relationships.read'],
  ['role_connections.write', 'w', "Change the app's data of the user"],
  [
    'rpc',
    'w',
    'Control the client on the same machine',
    'rpc.activities.write',
    'rpc.notifications.read',
    'rpc.voice.read',
    'rpc.voice.write',
  ],
  ['rpc.activities.write', 'w', "Change the user's activity by the client"],
  ['rpc.notifications.read', 'r', 'Receive notifications by the client'],
  ['rpc.screenshare.read', 'r', 'See whether the screen is shared'],
  ['rpc.screenshare.write', 'w', 'Share the screen', 'rpc.screenshare.read'],
  ['rpc.video.read', 'r', 'See the state of video'],
  ['rpc.video.write', 'w', 'Change the state of video', 'rpc.video.read'],
  ['rpc.voice.read', 'r', 'See voice settings by the client'],
  ['rpc.voice.write', 'w', 'Change voice settings by the client', 'rpc.voice.read'],
  ['sdk.social_layer', 'w', 'Friends, messages and presence by the Social SDK', 'sdk.social_layer_presence'],
  ['sdk.social_layer_presence', 'w', 'Friends and presence by the Social SDK'],
  ['voice', 'w', 'Join voice as the user, and see who is there'],
  ['webhook.incoming', 'w', 'Post messages to one channel by a webhook'],
];

/** Scopes of the routes of dropbox/dropbox-api-spec at 0d994ebe9e86 (MIT), and developers.dropbox.com/oauth-guide, read on 2026-11-25. */
const DROPBOX: readonly Row[] = [
  ['account_info.read', 'r', "See the user's account"],
  ['account_info.write', 'w', "Change the user's account", 'account_info.read'],
  ['contacts.read', 'r', 'See contacts'],
  ['contacts.write', 'w', 'Change contacts', 'contacts.read'],
  ['email', 'i', "See the user's e-mail address"],
  ['events.read', 'ra', "Read the team's audit log"],
  ['file_requests.read', 'r', 'See file requests'],
  ['file_requests.write', 'w', 'Change file requests', 'file_requests.read'],
  ['files.content.read', 'r', 'Read files', 'files.metadata.read'],
  ['files.content.write', 'w', 'Change files', 'files.metadata.write'],
  ['files.metadata.read', 'r', 'See names and properties of files'],
  ['files.metadata.write', 'w', 'Change properties of files', 'files.metadata.read'],
  ['files.permanent_delete', 'w', 'Delete files for good'],
  ['files.team_metadata.read', 'ra', 'See templates of properties of the team'],
  ['files.team_metadata.write', 'wa', 'Change templates of properties of the team', 'files.team_metadata.read'],
  ['groups.read', 'ra', "See the team's groups"],
  ['groups.write', 'wa', "Change the team's groups", 'groups.read'],
  ['members.delete', 'wa', 'Remove members of the team'],
  ['members.read', 'ra', 'See members of the team'],
  ['members.write', 'wa', 'Change members of the team', 'members.read'],
  ['openid', 'i', 'Sign in'],
  ['profile', 'i', "See the user's name and picture"],
  ['sessions.list', 'ra', 'See sessions of the team'],
  ['sessions.modify', 'wa', 'End sessions of the team', 'sessions.list'],
  ['sharing.read', 'r', 'See shared folders and links'],
  ['sharing.write', 'w', 'Share folders and files', 'sharing.read'],
  ['team_data.content.read', 'ra', "Read the team's files"],
  ['team_data.content.write', 'wa', "Change the team's files", 'team_data.content.read'],
  ['team_data.governance.read', 'ra', 'Read what is held for legal reasons'],
  ['team_data.governance.write', 'wa', 'Hold data for legal reasons', 'team_data.governance.read'],
  ['team_data.member', 'wa', 'Act as any member of the team', 'team_data.content.read'],
  ['team_data.team_space', 'wa', "Use the team's space"],
  ['team_info.read', 'ra', 'See the team'],
  ['team_info.write', 'wa', 'Change the team', 'team_info.read'],
];

const read = '2026-11-25';
write('gitlab', GITLAB, { name: 'docs.gitlab.com, OAuth 2.0 scopes', version: read, licence: 'facts only' });
write('discord', DISCORD, { name: 'discord-api-types', version: '0.38.57', licence: 'MIT' });
write('dropbox', DROPBOX, { name: 'dropbox/dropbox-api-spec', version: '0d994ebe9e86', licence: 'MIT' });

function write(id: string, rows: readonly Row[], source: { name: string; version: string; licence: string }): void {
  const scopes = rows.map(([name, flags, description, ...narrower]) => ({ name, flags, description, narrower }));
  writeCatalog(id, { prefix: '', sources: [source], scopes });
}
