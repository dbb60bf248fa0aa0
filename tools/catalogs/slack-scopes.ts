/**
 * Slack's scopes by what they are about and what they let do, with the tokens that they are for (docs.slack.dev/reference/scopes and
 * docs.slack.dev/legacy/legacy-authentication/legacy-oauth-scopes. The words are ours.
 */

/** What comes before the colon, in words. */
const OBJECTS: Readonly<Record<string, string>> = {
  'admin.analytics': 'analytics of the whole organisation',
  'admin.app_activities': 'logs of all apps',
  'admin.apps': 'apps and requests for them',
  'admin.barriers': 'information barriers',
  'admin.chat': 'messages of everybody',
  'admin.conversations': 'any channel and its settings',
  'admin.invites': 'invitations and requests for them',
  'admin.legal_holds': 'legal holds',
  'admin.roles': 'who has which role',
  'admin.teams': 'workspaces and their settings',
  'admin.usergroups': 'user groups and their channels',
  'admin.users': 'accounts of all users',
  'admin.workflows': 'all workflows',
  app_configurations: 'app configurations by their manifests',
  app_mentions: 'messages that mention the app',
  bookmarks: 'bookmarks',
  calls: 'calls',
  canvases: 'canvases',
  channels: 'public channels',
  'conversations.connect': 'Slack Connect invitations',
  datastore: 'the data store of the app',
  discovery: 'messages and files of the whole organisation, deleted ones included',
  dnd: 'Do Not Disturb',
  emoji: 'custom emoji',
  files: 'files',
  groups: 'private channels',
  hosting: 'where apps are hosted',
  im: 'direct messages',
  links: 'links in messages',
  'links.embed': 'embedded videos',
  lists: 'lists',
  'metadata.message': 'metadata of messages',
  mpim: 'group direct messages',
  pins: 'pinned content',
  reactions: 'emoji reactions',
  reminders: 'reminders',
  remote_files: 'remote files',
  stars: 'starred content',
  team: 'name, domain and icon of workspaces',
  'team.billing': 'the billing plan',
  'team.preferences': 'preferences of workspaces',
  triggers: 'triggers',
  usergroups: 'user groups',
  users: 'people in a workspace',
  'users.profile': 'profiles of people',
  'workflows.templates': 'workflow templates',
};

const VERBS: Readonly<Record<string, string>> = {
  read: 'See',
  write: 'Change',
  history: 'Read messages and files in',
  manage: 'Manage and create',
};

/**
 * Tokens: `b`ot, `u`ser, app-`l`evel, app `c`onfiguration; `a` for an administrator's user token. Then scopes whose description follows
 * from their parts.
 */
const REGULAR: readonly (readonly [tokens: string, scopes: string])[] = [
  ['ua', 'admin.analytics:read admin.app_activities:read admin.apps:read admin.apps:write admin.barriers:read'],
  ['ua', 'admin.barriers:write admin.chat:read admin.chat:write admin.conversations:read admin.conversations:write'],
  ['ua', 'admin.invites:read admin.invites:write admin.legal_holds:read admin.legal_holds:write admin.roles:read'],
  ['ua', 'admin.roles:write admin.teams:read admin.teams:write admin.usergroups:read admin.usergroups:write'],
  ['ua', 'discovery:read discovery:write'],
  ['ua', 'admin.users:read admin.users:write admin.workflows:read admin.workflows:write'],
  ['c', 'app_configurations:read app_configurations:write'],
  ['b', 'app_mentions:read channels:manage conversations.connect:manage conversations.connect:read'],
  ['b', 'conversations.connect:write datastore:read datastore:write metadata.message:read remote_files:write'],
  ['bu', 'bookmarks:read bookmarks:write calls:read calls:write canvases:read canvases:write channels:history'],
  [
    'bu',
    'channels:read channels:write dnd:read emoji:read files:read files:write groups:history groups:read groups:write',
  ],
  ['bu', 'im:history im:read im:write links:read links:write links.embed:write lists:read lists:write mpim:history'],
  ['bu', 'mpim:read mpim:write pins:read pins:write reactions:read reactions:write reminders:read reminders:write'],
  ['bu', 'remote_files:read team:read team.billing:read team.preferences:read triggers:read triggers:write'],
  ['bu', 'usergroups:read usergroups:write users:read users.profile:read workflows.templates:read'],
  ['bu', 'workflows.templates:write'],
  ['u', 'dnd:write hosting:read hosting:write stars:read stars:write users.profile:write'],
];

/** The rest: tokens, access (`r`, `w`, `i`; `o` retired), description, and what a scope includes. */
const IRREGULAR: readonly (readonly [name: string, flags: string, description: string, ...narrower: string[]])[] = [
  ['admin', 'wua', 'Administer a workspace: audit logs, provisioning of accounts, billing', 'admin.*'],
  ['admin.conversations:manage_objects', 'wua', 'Manage channels of external connections and records'],
  ['apps.requests:write', 'wu', 'Ask for an app to be approved, or no longer'],
  ['assistant:write', 'wb', 'Act as an assistant in threads of its own'],
  ['auditlogs:read', 'rua', 'Read audit logs of the whole organisation'],
  ['authorizations:read', 'rl', "List where an app's events are sent for"],
  [
    'bot',
    'wuo',
    'Everything that a classic bot may do',
    'app_mentions:read',
    'chat:write',
    'channels:read',
    'users:read',
    'im:history',
  ],
  ['channels:join', 'wb', 'Join public channels'],
  ['channels:write.invites', 'wbu', 'Invite members to public channels'],
  ['channels:write.topic', 'wbu', 'Set topic and description of public channels'],
  ['chat:write', 'wbu', 'Send messages'],
  ['chat:write.customize', 'wb', 'Send messages under another name and picture'],
  ['chat:write.public', 'wb', 'Send messages to public channels without being in them'],
  ['chat:write:bot', 'wuo', 'Send messages as the app', 'chat:write'],
  ['chat:write:user', 'wuo', 'Send messages as the user', 'chat:write'],
  [
    'client',
    'wuo',
    'Everything that the user can do in a Slack client',
    'channels:history',
    'chat:write',
    'users:read',
    'files:read',
  ],
  ['commands', 'wbu', 'Add slash commands and shortcuts'],
  ['connections:write', 'wl', 'Open connections of Socket Mode'],
  [
    'conversations:history',
    'rb',
    'Read messages in conversations of any kind',
    'channels:history',
    'groups:history',
    'im:history',
    'mpim:history',
  ],
  ['conversations:read', 'rb', 'See conversations of any kind', 'channels:read', 'groups:read', 'im:read', 'mpim:read'],
  [
    'conversations:write',
    'wb',
    'Change conversations of any kind',
    'channels:manage',
    'groups:write',
    'im:write',
    'mpim:write',
  ],
  [
    'conversations:write.invites',
    'wb',
    'Invite members to conversations of any kind',
    'channels:write.invites',
    'groups:write.invites',
  ],
  [
    'conversations:write.topic',
    'wb',
    'Set topics of conversations of any kind',
    'channels:write.topic',
    'groups:write.topic',
    'im:write.topic',
  ],
  ['email', 'iu', "See the user's e-mail address (Sign in with Slack)"],
  ['files:write:user', 'wuo', 'Upload, change and delete files as the user', 'files:write'],
  ['groups:write.invites', 'wbu', 'Invite members to private channels'],
  ['groups:write.topic', 'wbu', 'Set topic and description of private channels'],
  ['identify', 'iuo', 'See who the user is'],
  ['identity.avatar', 'iuo', "See the user's picture"],
  ['identity.basic', 'iuo', 'See who the user is'],
  ['identity.email', 'iuo', "See the user's e-mail address"],
  ['identity.team', 'iuo', "See the name of the user's workspace"],
  ['identity:read', 'iuo', 'See who the user is'],
  ['identity:read:user', 'iuo', 'See who the user is'],
  ['im:write.invites', 'wbuo', 'Invite members to direct messages'],
  ['im:write.topic', 'wbu', 'Set the topic of direct messages'],
  ['incoming-webhook', 'wbu', 'Post messages to one channel by a webhook'],
  ['mpim:write.invites', 'wbuo', 'Invite members to group direct messages'],
  ['mpim:write.topic', 'wbu', 'Set the topic of group direct messages'],
  ['none', 'ib', 'Nothing beyond methods that need no scope'],
  ['openid', 'iu', 'Sign in with Slack'],
  ['post', 'wuo', 'Send messages as the user', 'chat:write'],
  ['profile', 'iu', "See the user's name and picture (Sign in with Slack)"],
  [
    'read',
    'ruo',
    'Read everything that the user can read',
    'channels:history',
    'channels:read',
    'users:read',
    'files:read',
  ],
  ['remote_files:share', 'wbu', 'Share remote files'],
  ['rtm:stream', 'rbo', 'Receive all events by the Real Time Messaging API', 'app_mentions:read', 'channels:history'],
  [
    'search:read',
    'ru',
    'Search all that the user can read',
    'search:read.files',
    'search:read.im',
    'search:read.mpim',
    'search:read.private',
    'search:read.public',
    'search:read.users',
  ],
  ['search:read.enterprise', 'rbu', 'Search the whole organisation'],
  ['search:read.files', 'rbu', 'Search files'],
  ['search:read.im', 'rbu', 'Search direct messages'],
  ['search:read.mpim', 'rbu', 'Search group direct messages'],
  ['search:read.private', 'rbu', 'Search private channels'],
  ['search:read.public', 'rbu', 'Search public channels'],
  ['search:read.users', 'rbu', 'Search people'],
  ['tokens.basic', 'ibu', 'Methods that need no scope'],
  ['users:read.email', 'rbu', 'See e-mail addresses of people in a workspace'],
  ['users:write', 'wbu', "Set presence, the app's or the user's"],
  ['workflow.steps:execute', 'wbo', 'Add steps to workflows'],
];

export interface SlackScope {
  readonly name: string;
  readonly flags: string;
  readonly description: string;
  readonly narrower: readonly string[];
}

export function slackScopes(): SlackScope[] {
  const regular = REGULAR.flatMap(([tokens, names]) =>
    names.split(' ').map((name) => {
      const [object = '', verb = ''] = name.split(':');
      const access = verb === 'write' || verb === 'manage' ? 'w' : 'r';
      return { name, flags: `${access}${tokens}`, description: `${VERBS[verb]} ${OBJECTS[object]}` };
    }),
  );
  const all = [
    ...regular.map((one) => ({ ...one, listed: [] as readonly string[] })),
    ...IRREGULAR.map(([name, flags, description, ...listed]) => ({ name, flags, description, listed })),
  ];
  const names = all.map(({ name }) => name);
  return all.map(({ name, flags, description, listed }) => ({
    name,
    flags: flagsOf(flags),
    description,
    narrower: narrowerThan(name, listed, names),
  }));
}

/** A user token acts for the user (`d`elegated), any other for the app itself (`p`). */
function flagsOf(tokens: string): string {
  return [...new Set(tokens.replaceAll(/[blc]/g, 'p').replaceAll('u', 'd'))].join('');
}

/** `channels:write` holds `channels:write.topic`, and `channels:manage` what a bot's `channels:write` would. */
function narrowerThan(name: string, listed: readonly string[], names: readonly string[]): string[] {
  const families = listed.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1));
  return names.filter(
    (other) =>
      listed.includes(other) ||
      families.some((family) => other.startsWith(family)) ||
      (name !== 'users:read' && name !== 'chat:write' && other.startsWith(`${name}.`)) ||
      (name === 'channels:manage' && (other === 'channels:join' || other.startsWith('channels:write.'))),
  );
}
