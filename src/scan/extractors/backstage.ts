import { entriesOf, readYaml, textOf, type Value, valueAt, walk } from '../documents/index.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { type Asking, firstName, joined, scopesIn } from '../scope-values.ts';
import type { Extraction, Extractor } from '../types.ts';

const SCOPES = ['scope', 'scopes', 'additionalScopes', 'connectionScope'];
const CREDENTIALS = 'requestUserCredentials';
/** Steps that have GitLab make a token, for a project or a group, with the scopes of their input. */
const TOKEN_STEP = /\bgitlab:\w*(?:Access|Deploy)Token:create\b/;
/** Providers of Backstage that are one service each. The others (`oidc`, `oauth2`) are known by their addresses. */
const SERVICES: Readonly<Record<string, string>> = {
  atlassian: 'atlassian',
  auth0: 'auth0',
  azure: 'microsoft',
  bitbucket: 'bitbucket',
  bitbucketServer: 'bitbucket',
  github: 'github',
  gitlab: 'gitlab',
  keycloak: 'keycloak',
  google: 'google',
  microsoft: 'microsoft',
  okta: 'okta',
  onelogin: 'onelogin',
  openshift: 'openshift',
};
const ADDRESSES = ['metadataUrl', 'authorizationUrl', 'tokenUrl', 'issuer', 'federationDomain', 'audience', 'domain'];

/**
 * Backstage: what `auth.providers` asks for when people sign in, for each provider and environment, in `app-config*.yaml` and under
 * `appConfig` of its Helm chart's values (backstage.io/docs/auth. Scopes that a provider has by itself aren't written
 * there. `integrations` and `catalog.providers` have credentials and no scopes.
 *
 * A software template that works in a person's name asks for more: `requestUserCredentials.additionalScopes` of its fields, a list for each
 * service (backstage.io/docs/features/software-templates/writing-templates, «Using the user's OAuth token», read 2026-11-25). A step
 * `gitlab:projectAccessToken:create` gives a token the scopes of its input (the actions of @backstage/plugin-scaffolder-backend-module-gitlab).
 */
export const backstage: Extractor = {
  id: 'backstage',
  title: 'Backstage configurations and software templates',
  paths: /\.ya?ml$/i,
  mentions: SCOPES.map((name) => `${name}:`),
  recognises: ({ path, text }) =>
    text.includes(CREDENTIALS) ||
    TOKEN_STEP.test(text) ||
    (text.includes('providers:') &&
      (/app-config[^/]*$/i.test(path) || /backstage|techdocs|appConfig:|app-config/.test(text))),
  extract({ path, text }) {
    const named = /app-config[^/]*$/i.test(path);
    return joined(
      readYaml(text).flatMap(({ root, problem }) => [
        ...configurationsIn(root, named).map((providers) => fromProviders(providers, text)),
        fromTexts(root, text),
        fromTemplate(root, text),
        { found: [], warning: named ? problem : null },
      ]),
    );
  },
};

/** The fields of a template, wherever they stand in it, that let a person sign in elsewhere. */
function fromTemplate(root: Value | null, text: string): Extraction {
  if (!text.includes(CREDENTIALS) && !TOKEN_STEP.test(text)) return { found: [] };
  const client = firstName(valueAt(root, 'metadata', 'name'));
  const separator = 'blank-or-comma';
  return joined(
    [...walk(root)].flatMap(({ path, value }) => {
      if (path.at(-1) === CREDENTIALS)
        return entriesOf(valueAt(value, 'additionalScopes')).map(({ name, value: scopes }) =>
          scopesIn(scopes, text, { client, provider: SERVICES[name] ?? null, separator }),
        );
      if (!TOKEN_STEP.test(textOf(valueAt(value, 'action')) ?? '')) return [];
      const input = valueAt(value, 'input');
      const token = firstName(valueAt(input, 'name')) ?? client;
      return [scopesIn(valueAt(input, 'scopes'), text, { client: token, provider: 'gitlab', separator })];
    }),
  );
}

/** A ConfigMap has whole configurations as texts, `app-config.production.yaml: |`; what they ask for is looked for where they stand. */
function fromTexts(root: Value | null, text: string): Extraction {
  const texts = entriesOf(valueAt(root, 'data')).filter(({ name }) => /app-config[^/]*\.ya?ml$/i.test(name));
  return joined(
    texts.flatMap(({ value }) =>
      readYaml(textOf(value) ?? '').flatMap(({ root: inner }) => {
        const providers = valueAt(inner, 'auth', 'providers');
        if (providers === undefined) return [];
        let from = value.offset;
        const { found } = fromProviders(providers, textOf(value) ?? '');
        return [
          {
            found: found.map((one) => {
              const at = text.slice(0, value.end).indexOf(one.scope, from);
              if (at !== -1) from = at + one.scope.length;
              return { ...one, offset: at === -1 ? value.offset : at };
            }),
          },
        ];
      }),
    ),
  );
}

/** `auth.providers` of the file, and of what a chart passes on as the configuration. */
function configurationsIn(root: Value | null, named: boolean): readonly Value[] {
  const nested = [...walk(root)].flatMap(({ path, value }) =>
    path.at(-1) === 'appConfig' ? [valueAt(value, 'auth', 'providers')] : [],
  );
  const own = ['app', 'backend', 'catalog', 'techdocs', 'integrations'].some(
    (name) => valueAt(root, name) !== undefined,
  );
  return [...(named || own ? [valueAt(root, 'auth', 'providers')] : []), ...nested].filter(
    (value) => value !== undefined,
  );
}

function fromProviders(providers: Value, text: string): Extraction {
  return joined(
    entriesOf(providers).flatMap(({ name, value: environments }) =>
      // Without environments between them, the settings stand under the provider itself.
      [environments, ...entriesOf(environments).map(({ value }) => value)].map((settings) => {
        const asking = {
          client: firstName(valueAt(settings, 'clientId'), valueAt(settings, 'clientID')),
          provider: SERVICES[name] ?? providerOfAddress(settings),
          separator: 'blank-or-comma' as const,
        };
        return joined(SCOPES.map((scopes) => fromSetting(valueAt(settings, scopes), text, asking)));
      }),
    ),
  );
}

/** Configurations of Backstage before 2021 take a setting from a variable so: `$env: NAME`. */
function fromSetting(setting: Value | undefined, text: string, asking: Asking): Extraction {
  const variable = textOf(valueAt(setting, '$env'));
  if (setting === undefined || variable === null) return scopesIn(setting, text, asking);
  const { client, provider } = asking;
  return {
    found: [],
    dynamic: [{ offset: setting.offset, client, provider, reason: `the environment variable ${variable}` }],
  };
}

function providerOfAddress(settings: Value): string | null {
  for (const name of ADDRESSES) {
    const known = providerOfUrl(textOf(valueAt(settings, name)));
    if (known !== null) return known;
  }
  return null;
}
