import { attributeOf, childrenOf, elementsOf, itemsOf, readJson, readXml, valueAt } from '../documents/index.ts';
import { firstName, joined, scopesIn, scopesOfText } from '../scope-values.ts';
import type { Extraction, Extractor } from '../types.ts';

/**
 * Apps of Microsoft Teams, Microsoft 365 and Office: permissions of single teams, chats, documents and mailboxes
 * (`authorization.permissions.resourceSpecific`, `orgWide` of previews, and `webApplicationInfo.applicationPermissions` of older ones), scopes whose tokens are
 * fetched in advance (`nestedAppAuthInfo`), and `WebApplicationInfo` of an Office add-in's XML
 * (learn.microsoft.com/microsoft-365/extensibility/schema, learn.microsoft.com/javascript/api/manifest/webapplicationinfo.
 *
 * `scopes` of bots, tabs and requirements are places in Teams and kinds of documents. `<Permissions>ReadWriteItem</Permissions>` says what of
 * Office.js a script may call: no token holds it, so it is no scope. Its successors in JSON (`MailboxItem.Read.User`) stand in the list that
 * a person consents to, and count. A plugin's `OAuthPluginVault` refers to a registration elsewhere.
 */
export const teamsManifest: Extractor = {
  id: 'teams-manifest',
  title: 'Microsoft Teams, Microsoft 365 and Office app manifests',
  paths: /\.(jsonc?|xml|template|tmpl)$/i,
  mentions: ['resourceSpecific', 'orgWide', 'applicationPermissions', 'nestedAppAuthInfo', 'WebApplicationInfo'],
  recognises: () => true,
  extract({ path, text }) {
    return /\.xml$/i.test(path) || /^\ufeff?\s*</.test(text) ? fromXml(text) : fromJson(text);
  },
};

function fromJson(text: string): Extraction {
  const { root, problem } = readJson(text);
  const teams = ['manifestVersion', '$schema', 'webApplicationInfo'].some((name) => valueAt(root, name) !== undefined);
  if (!teams) return { found: [] };
  const asking = {
    client: firstName(valueAt(root, 'name', 'short'), valueAt(root, 'name'), valueAt(root, 'packageName')),
    provider: 'microsoft',
  };
  const web = valueAt(root, 'webApplicationInfo');
  return joined([
    ...['resourceSpecific', 'orgWide']
      .flatMap((list) => itemsOf(valueAt(root, 'authorization', 'permissions', list)))
      .map((permission) => scopesIn(valueAt(permission, 'name'), text, asking)),
    scopesIn(valueAt(web, 'applicationPermissions'), text, asking),
    ...[...itemsOf(valueAt(web, 'nestedAppAuthInfo')), ...itemsOf(valueAt(root, 'nestedAppAuthInfo'))].map((info) =>
      scopesIn(valueAt(info, 'scopes'), text, asking),
    ),
    { found: [], warning: problem },
  ]);
}

function fromXml(text: string): Extraction {
  const { root, problem } = readXml(text);
  if (root?.name !== 'OfficeApp') return { found: [] };
  const client = attributeOf(childrenOf(root, 'DisplayName')[0], 'DefaultValue')?.value ?? null;
  return joined([
    ...[...elementsOf(root)]
      .filter(({ path, element }) => element.name === 'Scope' && path.includes('WebApplicationInfo'))
      .map(({ element }) =>
        scopesOfText(element.text, text, element.contentOffset, element.end, { client, provider: 'microsoft' }),
      ),
    { found: [], warning: problem },
  ]);
}
