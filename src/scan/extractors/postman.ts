import { entriesOf, itemsOf, readJson, type Scalar, textOf, type Value, valueAt, walk } from '../documents/index.ts';
import { scopesSentBy, scriptsOf } from '../postman/scripts.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { type Asking, joined, scopesIn, scopesOfText } from '../scope-values.ts';
import type { Dynamic, Extraction, Extractor } from '../types.ts';

/** Names of variables that hold scopes: `scope`, `oauth_scopes`, `GOOGLE_SCOPES`, `authScope`. */
const SCOPE_VARIABLES = [/(?:^|[_. -])scopes?$/i, /[a-z\d]Scopes?$/, /auth2?scopes?$/i];
/** What only a request of OAuth has beside its scope. */
const OAUTH_PARAMETERS = new Set([
  'client_id',
  'response_type',
  'grant_type',
  'redirect_uri',
  'redirect_uris',
  'code_challenge',
  'assertion',
]);

/**
 * Postman collections (v1, v2, v2.1) and environments: `auth.oauth2` of collections, folders and requests, parameters of requests for
 * authorization and tokens (addresses, forms, JSON, `pm.sendRequest` of scripts), and variables that hold scopes
 * (schema.postman.com/collection/json/v2.1.0, learning.postman.com/docs/sending-requests/authorization/oauth-20.
 *
 * A parameter that is disabled isn't sent, authorization of a type that isn't chosen isn't used, and a saved response is history. `scope`
 * of a request that has nothing else of OAuth is a filter of some API.
 */
export const postman: Extractor = {
  id: 'postman',
  title: 'Postman collections and environments',
  paths: /\.json$/i,
  mentions: ['scope', 'Scope', 'SCOPE'],
  recognises: ({ text }) =>
    /getpostman\.com|schema\.postman\.com|_postman_|postman_collection|"requests"\s*:/.test(text),
  extract({ text }) {
    const { root, problem } = readJson(text);
    const name = textOf(valueAt(root, 'info', 'name')) ?? textOf(valueAt(root, 'name'));
    const parts: Extraction[] = [];
    const visit = (value: Value): void => {
      parts.push(fromAuth(valueAt(value, 'auth'), text, name), ...fromScripts(value, text, name));
      const request = valueAt(value, 'request') ?? (valueAt(value, 'url') === undefined ? undefined : value);
      if (request !== undefined) parts.push(fromRequest(request, text, name));
      for (const list of ['item', 'requests', 'folders']) for (const item of itemsOf(valueAt(value, list))) visit(item);
    };
    if (root !== null) visit(root);
    const { found, dynamic = [] } = joined(parts);
    const variables = ['variable', 'values', 'variables'].flatMap((list) => itemsOf(valueAt(root, list)));
    const named = variables.map((variable) => fromVariable(variable, dynamic, text, name));
    // What a variable of the collection's own says isn't dynamic.
    const known = new Set(variables.filter((_, at) => (named[at]?.found.length ?? 0) > 0).map(reasonOf));
    return {
      ...joined([{ found, dynamic: dynamic.filter(({ reason }) => !known.has(reason)) }, ...named]),
      warning: problem,
    };
  },
};

function fromAuth(auth: Value | undefined, text: string, collection: string | null): Extraction {
  const type = textOf(valueAt(auth, 'type'));
  const settings = type === 'oauth2' || type === null ? valueAt(auth, 'oauth2') : undefined;
  return fromSettings(settings, text, collection);
}

function fromSettings(settings: Value | undefined, text: string, collection: string | null): Extraction {
  const setting = (key: string): Value | undefined =>
    settings?.kind === 'mapping'
      ? valueAt(settings, key)
      : valueAt(
          itemsOf(settings).find((item) => textOf(valueAt(item, 'key')) === key),
          'value',
        );
  const provider =
    providerOfUrl(textOf(setting('authUrl'))) ?? providerOfUrl(textOf(setting('accessTokenUrl'))) ?? null;
  const asking = { client: literal(setting('clientId')) ?? collection, provider };
  return joined([
    scopesIn(setting('scope'), text, asking),
    ...['authRequestParams', 'tokenRequestParams', 'refreshRequestParams'].map((list) =>
      fromParameters(setting(list), text, asking),
    ),
  ]);
}

function fromRequest(request: Value, text: string, collection: string | null): Extraction {
  const url = valueAt(request, 'url') ?? request;
  const address = textOf(url) ?? textOf(valueAt(url, 'raw'));
  const body = valueAt(request, 'body');
  const mode = textOf(valueAt(body, 'mode')) ?? textOf(valueAt(request, 'dataMode'));
  const query = itemsOf(valueAt(url, 'query'));
  const asking = { client: collection, provider: providerOfUrl(address) };
  const parts: Extraction[] = [fromAuth(valueAt(request, 'auth'), text, collection)];
  // Collections of version 1 keep the settings of every helper that was ever filled in.
  if (textOf(valueAt(request, 'currentHelper')) === 'oAuth2')
    parts.push(fromSettings(valueAt(request, 'helperAttributes'), text, collection));
  if (query.length > 0) parts.push(fromForm(query, text, asking));
  else {
    const raw = url.kind === 'scalar' ? url : valueAt(url, 'raw');
    if (raw?.kind === 'scalar' && address !== null)
      parts.push(fromEncoded(address.slice(address.indexOf('?') + 1), raw, text, asking));
  }
  if (mode === 'urlencoded' || mode === 'formdata' || mode === 'params')
    for (const form of [valueAt(body, mode), valueAt(request, 'data')])
      parts.push(fromForm(itemsOf(form), text, asking));
  const raw = valueAt(body, 'raw') ?? valueAt(request, 'rawModeData');
  if (mode === 'raw' && raw?.kind === 'scalar' && typeof raw.value === 'string') {
    const content = raw.value.trim();
    parts.push(
      content.startsWith('{') ? fromJsonBody(content, raw, text, asking) : fromEncoded(content, raw, text, asking),
    );
  }
  return joined(parts);
}

/** Many a collection gets its tokens in a script before the request. */
function fromScripts(item: Value, text: string, client: string | null): readonly Extraction[] {
  return scriptsOf(item).flatMap(({ code, lines }) =>
    scopesSentBy(code).map(({ scope, url }) => {
      const line = lines.find(({ value }) => String(value).includes(scope)) ?? lines[0];
      if (line === undefined) return { found: [] };
      // Of a line that has everything, the place behind the word is the better guess.
      const word = text.slice(line.offset, line.end).indexOf('scope');
      return scopesOfText(scope, text, line.offset + Math.max(word, 0), line.end, {
        client,
        provider: providerOfUrl(url) ?? providerOfUrl(scope),
      });
    }),
  );
}

/** Rows of a form or of an address, of which only those that are sent count. */
function fromForm(rows: readonly Value[], text: string, asking: Asking): Extraction {
  const sent = rows.filter((row) => !isTrue(valueAt(row, 'disabled')) && !isFalse(valueAt(row, 'enabled')));
  if (!sent.some((row) => OAUTH_PARAMETERS.has(textOf(valueAt(row, 'key')) ?? ''))) return { found: [] };
  const client =
    literal(
      sent.find((row) => textOf(valueAt(row, 'key')) === 'client_id'),
      'value',
    ) ?? asking.client;
  return joined(
    sent
      .filter((row) => textOf(valueAt(row, 'key')) === 'scope')
      .map((row) => fromFormValue(valueAt(row, 'value'), text, { ...asking, client })),
  );
}

/** Values may be encoded already: `openid%20email`. */
function fromFormValue(value: Value | undefined, text: string, asking: Asking): Extraction {
  const written = textOf(value);
  if (value === undefined || written === null) return { found: [] };
  return scopesOfText(decoded(written), text, value.offset, value.end, asking);
}

/** Advanced settings of an authorization: parameters that are added to its requests. */
function fromParameters(list: Value | undefined, text: string, asking: Asking): Extraction {
  return joined(
    itemsOf(list)
      .filter((row) => textOf(valueAt(row, 'key')) === 'scope' && !isFalse(valueAt(row, 'enabled')))
      .map((row) => scopesIn(valueAt(row, 'value'), text, asking)),
  );
}

/** `client_id=…&scope=…`, of an address or a body. */
function fromEncoded(query: string, { offset, end }: Scalar, text: string, asking: Asking): Extraction {
  const parameters = query
    .split('#', 1)
    .join('')
    .split('&')
    .map((pair) => pair.split('='));
  if (!parameters.some(([key = '']) => OAUTH_PARAMETERS.has(key))) return { found: [] };
  const written = text.slice(offset, end);
  return joined(
    parameters
      .filter(([key]) => key === 'scope')
      .map(([, ...value]) => {
        const begins = Math.max(written.search(/[?&"]scope=/), 0);
        return scopesOfText(decoded(value.join('=')), text, offset + begins, end, asking);
      }),
  );
}

/** A body of JSON, within a string of the collection's. */
function fromJsonBody(body: string, { offset, end }: Scalar, text: string, asking: Asking): Extraction {
  const { root } = readJson(body);
  if (!entriesOf(root).some(({ name }) => OAUTH_PARAMETERS.has(name))) return { found: [] };
  const begins = offset + Math.max(text.slice(offset, end).indexOf('scope'), 0);
  const client = literal(root ?? undefined, 'client_id') ?? literal(root ?? undefined, 'client_name') ?? asking.client;
  return joined(
    [...walk(valueAt(root, 'scope'))].map(({ value }) => {
      const scope = textOf(value);
      return scope === null ? { found: [] } : scopesOfText(scope, text, begins, end, { ...asking, client });
    }),
  );
}

function reasonOf(variable: Value): string {
  return `the placeholder ${textOf(valueAt(variable, 'key')) ?? ''}`;
}

/** A variable that is named for its scopes, or that a request takes for them. */
function fromVariable(variable: Value, dynamic: readonly Dynamic[], text: string, client: string | null): Extraction {
  const key = textOf(valueAt(variable, 'key')) ?? textOf(valueAt(variable, 'id'));
  const asked = dynamic.some(({ reason }) => reason === reasonOf(variable));
  if (key === null || !(asked || SCOPE_VARIABLES.some((name) => name.test(key)))) return { found: [] };
  if (isFalse(valueAt(variable, 'enabled')) || isTrue(valueAt(variable, 'disabled'))) return { found: [] };
  const { found } = scopesIn(valueAt(variable, 'value'), text, { client, provider: null, confidence: 'medium' });
  // What a variable holds by another is said where that one stands, and one that is filled in later says nothing.
  return { found: found.map((one) => ({ ...one, provider: providerOfUrl(one.scope) })) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function literal(value: Value | undefined, ...names: readonly string[]): string | null {
  const text = textOf(valueAt(value, ...names));
  return text === null || text === '' || text.includes('{{') ? null : text;
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && value.value === true;
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && value.value === false;
}
