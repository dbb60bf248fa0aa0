import { broadNames, type Provider } from '../provider.ts';

/** Microsoft Graph in its clouds, and by the id of its service principal. */
const GRAPH =
  /^(https:\/\/(graph\.microsoft\.(com|us)|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn|graph\.microsoft\.de)|00000003-0000-0000-c000-000000000000)\/+/i;
const PERMISSION =
  /^[A-Z][A-Za-z]+(-[A-Z]\w*)?\.(Read|ReadBasic|ReadWrite|ReadWriteAll|Manage|FullControl|AccessAsUser|Send|Create|Invite|Selected)(\.[A-Z]\w*)*$/;

/** learn.microsoft.com/graph/permissions-overview and /entra/identity-platform/scopes-oidc. */
export const microsoft: Provider = {
  id: 'microsoft',
  title: 'Microsoft Graph',
  prefix: GRAPH,
  anyCase: true,
  looksLike: (name) => GRAPH.test(name) || PERMISSION.test(name),
  spelled: (name) => name.replace(GRAPH, ''),
  standsFor: (name) =>
    /(^|\/)\.default$/i.test(name)
      ? {
          description: 'Every permission that was consented to for the application',
          why: 'stands for every permission that was ever consented to, so that what it comes to is not in the code',
        }
      : null,
  // A bare name may be one of SharePoint, Exchange or the tenant's own APIs; those that end in what they are limited to are of Teams apps
  // and Office add-ins, which Graph's files have in part.
  beyond: (name) =>
    !GRAPH.test(name) &&
    (name.includes('://') || /^[\da-f-]{36}\//i.test(name) || /\.\w+\.(Chat|Group|User)$/.test(name)),
  perhapsBeyond: (name) => !GRAPH.test(name),
  broad: [
    {
      which: 'privilege level 4, Microsoft’s highest',
      why: 'has the highest of Microsoft’s privilege levels',
      applies: ({ privilege }) => privilege === 4,
    },
    broadNames('Directory.*', /^Directory\./, 'reaches every object of the directory'),
    broadNames(
      '*.ReadWrite.All, *.Manage.All, *.FullControl.All',
      /\.(ReadWrite|Manage|FullControl)\.All$/,
      'changes what belongs to anybody in the tenant, or anybody whose things the user may change',
    ),
    broadNames('*.AccessAsUser.All', /\.AccessAsUser\.All$/, 'does everything that the signed-in user can'),
  ],
  load: () => import('../data/microsoft-graph.ts'),
};
