/** How much a text looks like a scope by itself, whatever stands around it. */
export type Look = 'certain' | 'likely' | 'possible' | 'no';

const STANDARD = new Set(['openid', 'offline_access', 'email', 'profile', 'phone', 'address', 'offline']);
/** `User.Read`, `Mail.ReadWrite.Shared`: Microsoft's. */
const GRAPH =
  '[A-Z][A-Za-z]+(?:[.-][A-Z][A-Za-z]+)*\\.(?:Read|ReadWrite|Send|ReadBasic|Manage|Create|Write|FullControl|AccessAsUser)(?:\\.\\w+)*';
const CERTAIN = new RegExp(
  [
    String.raw`^https://(?:www\.)?googleapis\.com/auth/[\w.%/-]+$`,
    String.raw`^\S+/\.default$`,
    `^${GRAPH}$`,
    String.raw`^https://(?:graph\.microsoft\.com|outlook\.office(?:365)?\.com)/(?:${GRAPH}|[A-Z]+\.\w+\.\w+)$`,
    String.raw`^(?:https|api)://\S+/(?:user_impersonation|access_as_user)$`,
    String.raw`^api://[^/\s]+/\S+$`,
  ].join('|'),
);
const VERBS =
  'read|write|admin|manage|modify|view|edit|create|delete|update|list|send|full|readonly|all|access|execute|publish|history|connect|user|self|join|upload|identify|basic';
const LIKELY = new RegExp(
  `^([a-z][\\w-]*(\\.[\\w-]+)*:[\\w.*-]+(:[\\w.*-]+)*|[\\w-]+(\\.[\\w-]+)*[._-](${VERBS})([._-]\\w+)*|(${VERBS})[:_.-][\\w.:-]+|user-[\\w-]+|playlist-[\\w-]+|\\*|https?://\\S+/\\S+)$`,
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
    'private public protected internal root row col rowgroup colgroup component subtree self application machine ' +
    'resource language-overridable block file project workspace scope true false null undefined none default container REGIONAL CLOUDFRONT ' +
    'Singleton Transient Scoped'
  ).split(' '),
);

export function isOther(scope: string): boolean {
  return (
    OTHERS.has(scope) ||
    scope.startsWith('/') ||
    scope.startsWith('@') ||
    scope.startsWith('./') ||
    /^(source|text|meta|storage|keyword|entity|variable)\./.test(scope)
  );
}

/** The best look of any. */
export function bestLook(scopes: readonly { readonly scope: string }[]): Look {
  const looks = scopes.map(({ scope }) => (isOther(scope) ? 'no' : lookOf(scope)));
  for (const look of ['certain', 'likely', 'possible'] as const) if (looks.includes(look)) return look;
  return 'no';
}
