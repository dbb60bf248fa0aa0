import { googleScopeNamed } from '../../../providers/index.ts';

/**
 * Scopes for which constants of Go's libraries stand in their sources' documentation on pkg.go.dev. Where a library
 * names its constants by a rule, the rule stands here rather than each of them.
 */
type Rule = (name: string) => string | null;

const GOOGLE = 'https://www.googleapis.com/auth/';

/** By the import's path, or the beginning of it; the first that fits. */
const LIBRARIES: readonly (readonly [RegExp, Rule | Readonly<Record<string, string>>])[] = [
  [/^google\.golang\.org\/api\//, (name) => googleScopeNamed('go', name)],
  [
    /^cloud\.google\.com\/go\/storage$/,
    {
      ScopeFullControl: `${GOOGLE}devstorage.full_control`,
      ScopeReadOnly: `${GOOGLE}devstorage.read_only`,
      ScopeReadWrite: `${GOOGLE}devstorage.read_write`,
    },
  ],
  [/^cloud\.google\.com\/go\/bigquery$/, { Scope: `${GOOGLE}bigquery` }],
  [/^cloud\.google\.com\/go\/datastore$/, { ScopeDatastore: `${GOOGLE}datastore` }],
  [
    /^cloud\.google\.com\/go\/pubsub(\/v2)?$/,
    { ScopePubSub: `${GOOGLE}pubsub`, ScopeCloudPlatform: `${GOOGLE}cloud-platform` },
  ],
  [
    /^cloud\.google\.com\/go\/bigtable$/,
    {
      Scope: `${GOOGLE}bigtable.data`,
      ReadonlyScope: `${GOOGLE}bigtable.readonly`,
      AdminScope: `${GOOGLE}bigtable.admin`,
      InstanceAdminScope: `${GOOGLE}cloud-platform`,
    },
  ],
  [/^cloud\.google\.com\/go\/spanner$/, { Scope: `${GOOGLE}spanner.data`, AdminScope: `${GOOGLE}spanner.admin` }],
  [/^cloud\.google\.com\/go\/translate$/, { Scope: `${GOOGLE}cloud-platform` }],
  [
    /^cloud\.google\.com\/go\/logging$/,
    {
      ReadScope: `${GOOGLE}logging.read`,
      WriteScope: `${GOOGLE}logging.write`,
      AdminScope: `${GOOGLE}logging.admin`,
    },
  ],
  // coreos/go-oidc, zitadel/oidc, and others that name a package so.
  [
    /\boidc\b/,
    {
      ScopeOpenID: 'openid',
      ScopeOfflineAccess: 'offline_access',
      ScopeProfile: 'profile',
      ScopeEmail: 'email',
      ScopeAddress: 'address',
      ScopePhone: 'phone',
    },
  ],
  // zmb3/spotify, markbates/goth
  [/spotify/, spotify],
  [/goth\/providers\/azureadv2$/, microsoft],
  [/goth\/providers\/twitch$/, twitch],
  [
    /goth\/providers\/discord$/,
    {
      ScopeIdentify: 'identify',
      ScopeEmail: 'email',
      ScopeConnections: 'connections',
      ScopeGuilds: 'guilds',
      ScopeJoinGuild: 'guilds.join',
      ScopeGroupDMjoin: 'gdm.join',
      ScopeBot: 'bot',
      ScopeWebhook: 'webhook.incoming',
      ScopeReadGuilds: 'guilds.members.read',
    },
  ],
  [/goth\/providers\/slack$/, { ScopeUserRead: 'users:read' }],
  [/goth\/providers\/apple$/, { ScopeEmail: 'email', ScopeName: 'name' }],
  [/disgo\/discord$/, (name) => discord(name, 'OAuth2Scope')],
  [/arikawa.*\/discord$|discordgo$/, (name) => discord(name, 'Scope')],
  [/^github\.com\/google\/go-github\//, github],
];

export function constantOfGo(path: readonly string[]): string | null {
  const [library = '', name = ''] = path;
  if (path.length !== 2) return null;
  for (const [pattern, rule] of LIBRARIES) {
    if (!pattern.test(library)) continue;
    return typeof rule === 'function' ? rule(name) : Object.hasOwn(rule, name) ? (rule[name] ?? null) : null;
  }
  return null;
}

/** `FooBarBaz` in words. */
function wordsOf(name: string): readonly string[] {
  return name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*/g) ?? [];
}

/** `ScopePlaylistReadPrivate` is `playlist-read-private`. */
function spotify(name: string): string | null {
  if (!name.startsWith('Scope')) return null;
  if (name === 'ScopeImageUpload') return 'ugc-image-upload';
  return wordsOf(name.slice(5)).join('-').toLowerCase() || null;
}

/** `ScopeChannelReadStreamKey` is `channel:read:stream_key`. */
function twitch(name: string): string | null {
  if (!name.startsWith('Scope')) return null;
  if (name === 'ScopeChannelEditor' || name === 'ScopeChannelRead') return `channel_${name.slice(12).toLowerCase()}`;
  const [first, second, ...rest] = wordsOf(name.slice(5)).map((word) => word.toLowerCase());
  return first === undefined || second === undefined
    ? null
    : [first, second, ...(rest.length > 0 ? [rest.join('_')] : [])].join(':');
}

const OF_MICROSOFT =
  /^([A-Z]\w*?)(ReadWriteBasic|ReadWrite|ReadBasic|Read|Send|Create|Command|Invite|Export|Manage|FullControl|AccessAsUser|PrivilegedOperations)(AppFolder|Selected|Hidden|CreatedByApp)?(Shared)?(All)?Scope$/;

/** `FilesReadWriteAllScope` is `Files.ReadWrite.All`. */
function microsoft(name: string): string | null {
  const standard = {
    OpenIDScope: 'openid',
    EmailScope: 'email',
    ProfileScope: 'profile',
    OfflineAccessScope: 'offline_access',
  };
  if (Object.hasOwn(standard, name)) return standard[name as keyof typeof standard];
  const [, ...parts] = OF_MICROSOFT.exec(name) ?? [];
  return parts.length === 0 ? null : parts.filter((part) => part !== undefined).join('.');
}

/** `OAuth2ScopeGuildsMembersRead` is `guilds.members.read`. */
function discord(name: string, before: string): string | null {
  return name.startsWith(before) ? wordsOf(name.slice(before.length)).join('.').toLowerCase() || null : null;
}

/** `ScopeReadOrg` is `read:org`, `ScopeAdminRepoHook` is `admin:repo_hook`, `ScopeUserEmail` is `user:email`. */
function github(name: string): string | null {
  if (!name.startsWith('Scope') || name === 'ScopeNone') return null;
  const words = wordsOf(name.slice(5)).map((word) => word.toLowerCase());
  const [first = '', ...rest] = words;
  if (['read', 'write', 'admin', 'user'].includes(first) && rest.length > 0) return `${first}:${rest.join('_')}`;
  if (words.join(' ') === 'repo status') return 'repo:status';
  return words.join('_');
}
