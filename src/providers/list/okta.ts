import { broadNames, type Provider } from '../provider.ts';

/** developer.okta.com/docs/api/oauth2. */
export const okta: Provider = {
  id: 'okta',
  title: 'Okta',
  looksLike: (name) => /^okta\.[A-Za-z]\w*(\.\w+)*$/.test(name),
  // What an organisation's own authorization servers define.
  beyond: (name) => !name.startsWith('okta.'),
  broad: [
    broadNames(
      'okta.{users,groups,apps,roles,policies,authorizationServers,idps,apiTokens,appGrants,authenticators}.manage',
      /^okta\.(users|groups|apps|roles|policies|authorizationServers|idps|apiTokens|appGrants|authenticators|orgs)\.manage$/,
      'changes who may sign in, and what they may do',
    ),
  ],
  load: () => import('../data/okta.ts'),
};
