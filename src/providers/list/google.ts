import { scopeOfGcloudAlias } from '../gcloud-aliases.ts';
import { broadNames, type Provider } from '../provider.ts';

const FEEDS = /^https?:\/\/(www|docs|spreadsheets)\.google\.com\/([\w/]*feeds)\/?$/;

/** developers.google.com/identity/protocols/oauth2. */
export const google: Provider = {
  id: 'google',
  title: 'Google',
  prefix: /^(https?:\/\/)?(www\.)?googleapis\.com\/auth\//,
  looksLike: (name) =>
    /^https?:\/\/((www\.)?googleapis\.com\/auth\/|mail\.google\.com\/?$)/.test(name) || FEEDS.test(name),
  // The old feeds were asked for with and without a slash at the end.
  spelled: (name) => scopeOfGcloudAlias(name) ?? name.replace(FEEDS, 'https://$1.google.com/$2'),
  beyond: (name) => name.includes('://') && !/^https?:\/\/([\w-]+\.)*(google|googleapis)\.com(\/|$)/.test(name),
  broad: [
    broadNames(
      'cloud-platform and devstorage.full_control',
      /\/auth\/(cloud-platform|cloud-platform\.read-only|devstorage\.full_control)$/,
      'reaches everything that its account can in Google Cloud',
    ),
    broadNames(
      'what Google calls restricted: mail as a whole, every file in Drive',
      /^https:\/\/mail\.google\.com\/$|\/auth\/(gmail\.(readonly|metadata|modify|insert|compose|settings\.\w+)|drive|drive\.(readonly|activity(\.readonly)?|metadata(\.readonly)?|meet\.readonly|scripts))$/,
      'is one that Google calls restricted, for it reaches all of a person’s mail or files',
    ),
    {
      which: 'admin.* and what else changes a whole Workspace domain',
      why: 'changes what belongs to a whole Workspace domain',
      applies: ({ name, access }) =>
        access === 'write' && /\/auth\/(admin\.|apps\.|chat\.admin\.|cloud-identity|ediscovery$)/.test(name),
    },
    broadNames('script.external_request', /\/auth\/script\.external_request$/, 'sends data to any address'),
    {
      which: 'a scope that suffices for every method that another one suffices for, and for more',
      why: 'suffices for all that narrower scopes suffice for, and for more',
      applies: ({ narrower }) => narrower.length > 0,
    },
  ],
  load: () => import('../data/google.ts'),
};
