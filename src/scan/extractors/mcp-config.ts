import {
  type Document,
  documentsOf,
  entriesOf,
  itemsOf,
  readJson,
  readToml,
  type Scalar,
  textOf,
  type Value,
  valueAt,
  walk,
} from '../documents/index.ts';
import { isNamedForScopes, providerOfVariable } from '../mcp/variables.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { isScopeToken } from '../scope-tokens.ts';
import { type Asking, joined, scopesIn, scopesOfText } from '../scope-values.ts';
import type { Extraction, Extractor, ScannedFile } from '../types.ts';

/** Under which name a client lists its servers: Claude, Cursor, Gemini and LibreChat; Codex; Zed; bundles (MCPB). */
const LISTS: ReadonlySet<string> = new Set(['mcpServers', 'mcp_servers', 'mcp-servers', 'context_servers']);
/** Lists of servers in so many words: lock files and descriptions of APIs, which are long, only mention them. */
const SIGNS = [
  /(?:mcpServers|mcp_servers|mcp-servers|context_servers|mcp_config)["']?\s*[:.\]]/,
  /"(?:servers|mcp)"\s*:\s*\{/,
  /(?:static|io)\.modelcontextprotocol/,
];
const OAUTH = ['oauth', 'auth', 'oauth2', 'oauthConfig', 'oauth_config', 'authorization', 'authentication'];
const ADDRESSES = [
  'url',
  'httpUrl',
  'serverUrl',
  'authorization_url',
  'authorizationUrl',
  'authUrl',
  'token_url',
  'tokenUrl',
  'issuer',
];
const ENVIRONMENTS = ['env', 'environment', 'envs'];
/** Flags whose next argument, or what stands behind `=`, is a list of scopes whatever it looks like. */
const SCOPE_FLAG = /^--(?:[a-z\d]+-)*(?:oauth|oidc|auth|google|github|slack|microsoft|graph)-scopes?$/;
const PLAIN_SCOPE_FLAG = /^--scopes?$/;
const CLIENT_METADATA = '--static-oauth-client-metadata';
const OPENID: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access', 'address', 'phone']);

/**
 * MCP servers as their clients configure them (`mcp.json`, `.mcp.json`, `claude_desktop_config.json`, settings of VS Code, Gemini, opencode,
 * Codex and Zed, LibreChat), as bundles and as registries describe them (`manifest.json`, `server.json`): what a client's OAuth asks for,
 * arguments of `mcp-remote` and of servers, and variables that tell a server what to ask of another service
 * (code.claude.com/docs/en/mcp, modelcontextprotocol.io/specification/2026-07-28/basic/authorization, github.com/geelen/mcp-remote, read
 * 2026-11-25). A server that is disabled counts: its line alone is what turns it on.
 */
export const mcpConfig: Extractor = {
  id: 'mcp-config',
  title: 'MCP client and server configurations',
  paths: /\.(jsonc?|json5|ya?ml|toml|code-workspace)$/i,
  mentions: [...LISTS, 'mcp_config', '"servers"', '"mcp"', 'modelcontextprotocol', CLIENT_METADATA],
  recognises: ({ text }) => /scope/i.test(text) && SIGNS.some((sign) => sign.test(text)),
  extract(file) {
    const named = /mcp|claude/i.test(file.path);
    return joined(
      configurationsIn(file).flatMap(({ root, problem }) => {
        const servers = serversIn(root, file);
        return [
          ...servers.map(({ name, server }) => fromServer(name, server, root, file.text)),
          fromRegistry(root, file.text),
          { found: [], warning: named || servers.length > 0 ? problem : null },
        ];
      }),
    );
  },
};

function configurationsIn(file: ScannedFile): readonly Document[] {
  return /\.toml$/i.test(file.path) ? [readToml(file.text)] : documentsOf(file);
}

interface Server {
  readonly name: string | null;
  readonly server: Value;
}

function serversIn(root: Value | null, { path: file }: ScannedFile): readonly Server[] {
  return [...walk(root)].flatMap(({ path, value }): Server[] => {
    const key = path.at(-1) ?? '';
    if (key === 'mcp_config') return [{ name: textOf(valueAt(root, 'name')), server: value }];
    const list =
      LISTS.has(key) ||
      (key === 'servers' && (path.at(-2) === 'mcp' || (path.length === 1 && /mcp/i.test(file)))) ||
      (key === 'mcp' && path.length <= 2) ||
      (key === 'servers' && path.length === 1 && (valueAt(root, 'inputs') !== undefined || areServers(value)));
    if (!list) return [];
    const named = entriesOf(value).map(({ name, value: server }) => ({ name, server }));
    const listed = itemsOf(value).map((server) => ({ name: textOf(valueAt(server, 'name')), server }));
    return [...named, ...listed].filter(({ server }) => server.kind === 'mapping');
  });
}

/** Whether these are MCP's without a name that says so: each is called at an address or started by a command, and one is of MCP by either. */
function areServers(list: Value): boolean {
  const servers = entriesOf(list).map(({ value }) => value);
  return (
    servers.length > 0 &&
    servers.every((server) => ADDRESSES.concat('command').some((name) => textOf(valueAt(server, name)) !== null)) &&
    servers.some((server) =>
      [valueAt(server, 'url'), valueAt(server, 'command'), ...itemsOf(valueAt(server, 'args'))].some((one) =>
        /\bmcp\b/i.test(textOf(one) ?? ''),
      ),
    )
  );
}

function fromServer(name: string | null, server: Value, root: Value | null, text: string): Extraction {
  const asking: Asking = { client: name, provider: providerOf(server), separator: 'blank-or-comma' };
  return joined([
    ...OAUTH.map((key) => fromOauth(valueAt(server, key), text, asking)),
    ...['scopes', 'oauth_scopes', 'oauthScopes'].map((key) => scopesIn(valueAt(server, key), text, asking)),
    // `scope: user` says for whom a server is installed.
    looksLikeScopes(textOf(valueAt(server, 'scope')))
      ? scopesIn(valueAt(server, 'scope'), text, asking)
      : { found: [] },
    fromArguments(itemsOf(valueAt(server, 'args')), text, asking),
    fromArguments(itemsOf(valueAt(server, 'command')), text, asking),
    ...ENVIRONMENTS.map((key) => fromEnvironment(valueAt(server, key), root, text, asking)),
  ]);
}

/** Whatever a client calls them, scopes stand in the settings of a server's OAuth under their own name. Those it requires are a check. */
function fromOauth(settings: Value | undefined, text: string, asking: Asking): Extraction {
  return joined(
    [...walk(settings)]
      .filter(({ path }) => /^(scopes?|oauth_?scopes?|(default|requested)_?scopes?)$/i.test(path.at(-1) ?? ''))
      .map(({ value }) => scopesIn(value, text, { ...asking, provider: providerOf(settings) ?? asking.provider })),
  );
}

function providerOf(settings: Value | undefined): string | null {
  for (const name of ADDRESSES) {
    const known = providerOfUrl(textOf(valueAt(settings, name)));
    if (known !== null) return known;
  }
  return null;
}

/** Variables as a map, as a list of names with values, and as `NAME=value`. */
function fromEnvironment(variables: Value | undefined, root: Value | null, text: string, asking: Asking): Extraction {
  const listed = itemsOf(variables).flatMap((variable) => {
    const [name, value] = [textOf(valueAt(variable, 'name')), valueAt(variable, 'value')];
    return name === null || value === undefined ? [] : [{ name, value }];
  });
  return joined([
    ...[...entriesOf(variables), ...listed].map(({ name, value }) =>
      fromVariable(name, value, root, text, asking.client),
    ),
    fromArguments(itemsOf(variables), text, asking),
  ]);
}

function fromArguments(args: readonly Value[], text: string, asking: Asking): Extraction {
  const parts: Extraction[] = [];
  const texts = args.filter((arg): arg is Scalar => arg.kind === 'scalar');
  const address = texts.map((arg) => providerOfUrl(textOf(arg))).find((known) => known !== null) ?? asking.provider;
  texts.forEach((arg, at) => {
    const written = textOf(arg) ?? '';
    const equals = written.indexOf('=');
    const flag = written.startsWith('--') && equals !== -1 ? written.slice(0, equals) : written;
    // The value is the next argument, or the rest of this one.
    const holder = flag === written ? texts[at + 1] : arg;
    const value = flag === written ? (textOf(holder) ?? '') : written.slice(equals + 1);
    if (holder === undefined) return;
    const own = { ...asking, provider: address };
    if (flag === CLIENT_METADATA) parts.push(fromClientMetadata(value, holder, text, own));
    else if (SCOPE_FLAG.test(flag) || (PLAIN_SCOPE_FLAG.test(flag) && looksLikeScopes(value)))
      parts.push(scopesOfText(value, text, placeOf(holder, flag, text), holder.end, own));
    else {
      const variable = /^(?:-e|--env=)?([A-Za-z_]\w{0,100})=(.*)$/s.exec(written);
      if (variable?.[1] !== undefined && isScopeVariable(variable[1], variable[2] ?? ''))
        parts.push(
          scopesOfText(variable[2] ?? '', text, placeOf(arg, variable[1], text), arg.end, {
            ...own,
            provider: providerOfVariable(variable[1]) ?? own.provider,
            confidence: 'medium',
          }),
        );
    }
  });
  return joined(parts);
}

/** Where the value begins in an argument that has its name before it. */
function placeOf({ offset, end }: Scalar, name: string, text: string): number {
  const at = text.slice(offset, end).indexOf(`${name}=`);
  return at === -1 ? offset : offset + at + name.length + 1;
}

/** `{"scope": "…"}`, JSON within a string; `@file` is a document of its own. */
function fromClientMetadata(json: string, holder: Scalar, text: string, asking: Asking): Extraction {
  const scope = textOf(valueAt(readJson(json).root, 'scope'));
  if (scope === null) return { found: [] };
  const begins = holder.offset + Math.max(text.slice(holder.offset, holder.end).indexOf('scope') + 'scope'.length, 0);
  return scopesOfText(scope, text, begins, holder.end, { ...asking, separator: 'blank' });
}

function fromVariable(name: string, value: Value, root: Value | null, text: string, client: string | null): Extraction {
  const written = textOf(value) ?? '';
  if (value.kind !== 'scalar' || !isScopeVariable(name, written)) return { found: [] };
  const asking: Asking = {
    client,
    provider: providerOfVariable(name),
    separator: 'blank-or-comma',
    confidence: 'medium',
  };
  const asked = defaultOf(written, root);
  return joined(
    (asked === null ? [value] : [asked]).map((scopes) => {
      const { found, dynamic = [] } = scopesIn(scopes, text, asking);
      return { found: found.map((one) => ({ ...one, provider: one.provider ?? providerOfUrl(one.scope) })), dynamic };
    }),
  );
}

/** What a person is asked for, with what the file proposes: `${user_config.scopes}` of a bundle, `${input:scopes}` of VS Code. */
function defaultOf(placeholder: string, root: Value | null): Value | null {
  const option = /^\$\{user_config\.([\w-]{1,100})\}$/.exec(placeholder)?.[1];
  if (option !== undefined) return valueAt(root, 'user_config', option, 'default') ?? null;
  const input = /^\$\{input:([\w-]{1,100})\}$/.exec(placeholder)?.[1];
  if (input === undefined) return null;
  const asked = itemsOf(valueAt(root, 'inputs')).find((one) => textOf(valueAt(one, 'id')) === input);
  return valueAt(asked, 'default') ?? null;
}

/** A server as a registry describes it: variables and arguments that a client fills in, with their defaults. */
function fromRegistry(root: Value | null, text: string): Extraction {
  const lists = [valueAt(root, 'servers'), valueAt(root, 'data', 'servers')].flatMap(itemsOf);
  const listed = lists.map((server) => valueAt(server, 'server') ?? server);
  return joined([root, ...listed].map((server) => fromDescription(server, text)));
}

/** How whoever publishes a server says that a client signs in there. */
function fromMeta(server: Value | null, text: string, client: string | null): Extraction {
  return joined(
    [...walk(valueAt(server, '_meta'))]
      .filter(({ path, value }) => OAUTH.includes(path.at(-1) ?? '') && value.kind === 'mapping')
      .map(({ value }) => fromOauth(value, text, { client, provider: null, separator: 'blank-or-comma' })),
  );
}

function fromDescription(root: Value | null, text: string): Extraction {
  const client = textOf(valueAt(root, 'name'));
  return joined([
    fromMeta(root, text, client),
    ...itemsOf(valueAt(root, 'packages')).flatMap((from) =>
      ['environmentVariables', 'environment_variables', 'packageArguments', 'package_arguments', 'runtimeArguments']
        .flatMap((list) => itemsOf(valueAt(from, list)))
        .flatMap((variable) => {
          const name = textOf(valueAt(variable, 'name')) ?? '';
          const value = valueAt(variable, 'value') ?? valueAt(variable, 'default');
          const scopes = textOf(value) ?? '';
          if (value === undefined) return [];
          if (!name.startsWith('--')) return [fromVariable(name, value, root, text, client)];
          if (!SCOPE_FLAG.test(name) && !(PLAIN_SCOPE_FLAG.test(name) && looksLikeScopes(scopes))) return [];
          return [scopesIn(value, text, { client, provider: null, separator: 'blank-or-comma', confidence: 'medium' })];
        }),
    ),
  ]);
}

/** Of a variable that may mean another kind of scope (of packages, of installation) the value has to look like scopes, too. */
function isScopeVariable(name: string, value: string): boolean {
  if (!isNamedForScopes(name)) return false;
  return /(oauth|oidc|auth|scopes)/i.test(name) || providerOfVariable(name) !== null || looksLikeScopes(value);
}

function looksLikeScopes(text: string | null): boolean {
  const tokens = (text ?? '').split(/[\s,]+/).filter((token) => token !== '');
  return (
    tokens.length > 0 &&
    tokens.every(
      (token) => isScopeToken(token) && !token.startsWith('@') && (OPENID.has(token) || /\w[:/.]\w/.test(token)),
    )
  );
}
