/** How much a text looks like a scope by itself, whatever stands around it. */
export type Look = 'certain' | 'likely' | 'possible' | 'no';

const STANDARD = new Set(['openid', 'offline_access', 'email', 'profile', 'phone', 'address', 'offline']);
/** `User.Read`, `Mail.ReadWrite.Shared`: Microsoft's. */
const GRAPH =
  '[A-Z][A-Za-z]+(?:[.-][A-Z][A-Za-z]+)*\\.(?:Read|ReadWrite|Send|ReadBasic|Manage|Create|Write|FullControl|AccessAsUser)(?:\\.\\w+)*';
const CERTAIN = new RegExp(
  [
    String.raw`^https://(?:www\.)?googleapis\.com/auth/[\w.%/-]+$`,
    // Google's from before
    String.raw`^https://mail\.google\.com/?$|^https://www\.google\.com/(?:m8|calendar)/feeds/?$`,
    String.raw`^https://(?:docs|spreadsheets|sites)\.google\.com/feeds/?$`,
    String.raw`^\S+/\.default$`,
    `^${GRAPH}$`,
    String.raw`^https://(?:graph\.microsoft\.com|outlook\.office(?:365)?\.com)/(?:${GRAPH}|[A-Z]+\.\w+\.\w+)$`,
    String.raw`^(?:https|api)://\S+/(?:user_impersonation|access_as_user)$`,
    String.raw`^api://[^/\s]+/\S+$`,
  ].join('|'),
);
const VERBS =
  'read|write|readonly|admin|manage|modify|view|edit|create|delete|update|list|send|full|all|access|execute|publish|history|connect|user|self|join|upload|identify|basic';
/** Those that with a hyphen or underscore still mean a right and nothing else. */
const RIGHTS = 'read|write|readonly|readwrite|admin|manage|modify|rw|ro';
/** ORCID's begin with a slash: `/authenticate`, `/read-limited`, `/activities/update`, `/orcid-profile/read-limited`. */
const ORCID = '/(?:authenticate|webhook|read-(?:public|limited)|[a-z-]+/(?:read-limited|read-public|create|update))';
const ONE_OF_ORCID = new RegExp(`^${ORCID}$`);
const LIKELY = new RegExp(
  [
    String.raw`[a-z][\w-]*(?:\.[\w-]+)*:[\w.*-]+(?::[\w.*-]+)*`,
    String.raw`[\w-]+(?:\.[\w-]+)*\.(?:${VERBS})(?:\.\w+)*`,
    String.raw`[\w-]+[_-](?:${RIGHTS})(?:[._-]\w+)*`,
    String.raw`(?:${RIGHTS})[:_.-][\w.:-]+`,
    String.raw`user-(?:read|library|modify|follow|top)[\w-]*|playlist-(?:read|modify)[\w-]*`,
    String.raw`https?://[^\s/]+/\S+`,
    ORCID,
  ]
    .map((part) => `^(?:${part})$`)
    .join('|'),
);
const POSSIBLE = /^[A-Za-z.][\w.:/*\-[\]@#?=&~+;!$]*$/;

export function lookOf(scope: string): Look {
  if (CERTAIN.test(scope) || scope === 'openid' || scope === 'offline_access') return 'certain';
  if (STANDARD.has(scope) || LIKELY.test(scope)) return 'likely';
  return POSSIBLE.test(scope) ? 'possible' : 'no';
}

/** Values by which things that are called a scope, too, are told: of injection, service workers, editors, tests, caches, styles. */
const OTHERS = new Set(
  (
    'singleton transient scoped request prototype session page window document global local function class module package ' +
    'private public protected internal root row col rowgroup colgroup component subtree self application machine http server ' +
    'resource language-overridable block file project workspace scope all container organization organisation team account member'
  ).split(' '),
);
/** Those that no provider has as a scope. */
const NEVER = new Set(
  'singleton transient Singleton Transient Scoped SINGLETON TRANSIENT REQUEST DEFAULT true false null undefined none None REGIONAL CLOUDFRONT rowgroup colgroup row col language-overridable http scope scopes user_scope'.split(
    ' ',
  ),
);

/** Whether a text names a scope of another sort wherever it stands. */
export function isNever(scope: string): boolean {
  return (
    NEVER.has(scope) ||
    (/^(?:[/@]|\.\/)/.test(scope) && !ONE_OF_ORCID.test(scope)) ||
    // A variable's name, of which the value is elsewhere: `GITHUB_SCOPE`, `githubScope`
    /^(?:(?:[A-Z\d]+_)*SCOPES?|[a-z]+Scopes?)$/.test(scope) ||
    isSetting(scope) ||
    /^(source|text|meta|storage|keyword|entity|variable|string|comment|constant)\.[a-z.-]+$/.test(scope)
  );
}

/** The name of a setting, of which the value is elsewhere, too: `app.oauth2.client.scopes`. */
function isSetting(scope: string): boolean {
  return /[._-]scopes?$/.test(scope) && !scope.includes(':') && scope.split(/[._-]/).length > 2;
}

/** Whether it is more often a scope of another sort. */
export function isOther(scope: string): boolean {
  return OTHERS.has(scope) || isNever(scope);
}

/** The best look of any; where a place asks for certain, only what never is a scope counts for nothing. */
export function bestLook(scopes: readonly { readonly scope: string }[], certain = false): Look {
  const isNone = certain ? isNever : isOther;
  const looks = scopes.map(({ scope }) => (isNone(scope) ? 'no' : lookOf(scope)));
  for (const look of ['certain', 'likely', 'possible'] as const) if (looks.includes(look)) return look;
  return 'no';
}
