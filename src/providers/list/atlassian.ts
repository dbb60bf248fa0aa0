import { broadNames, type Provider } from '../provider.ts';

/** developer.atlassian.com/cloud (OAuth 2.0 (3LO), Forge and Connect apps). */
export const atlassian: Provider = {
  id: 'atlassian',
  title: 'Atlassian',
  looksLike: (name) =>
    /^[a-z-]+:(jira|confluence|servicedesk|servicemanagement)-[\w.-]+$|^[a-z-]+:[\w.-]+:(jira|jira-software|jira-service-management|confluence|compass|bitbucket|loom)$|^(storage:app|search:confluence|report:personal-data)$/.test(
      name,
    ),
  // Descriptors of Connect apps have their levels in any case.
  spelled: (name) =>
    /^(none|read|write|delete|(project_|space_)?admin|act_as_user|access_email_addresses)$/i.test(name)
      ? name.toUpperCase()
      : name,
  broad: [
    broadNames(
      'manage:*, admin:*, *:admin of a product, ADMIN, PROJECT_ADMIN, SPACE_ADMIN',
      /^(manage|admin|project-admin|space-admin):|^(PROJECT_|SPACE_)?ADMIN$/,
      'administers projects, spaces or the whole site',
    ),
    broadNames('act-as-user:*, ACT_AS_USER', /^(act-as-user:|ACT_AS_USER$)/, 'acts as any user of the site'),
    {
      which: 'the classic scopes, which newer ones divide',
      why: 'is one of the classic scopes, which newer ones divide by kind of object',
      applies: ({ name, narrower }) => narrower.length > 0 && name.split(':').length === 2,
    },
  ],
  load: () => import('../data/atlassian.ts'),
};
