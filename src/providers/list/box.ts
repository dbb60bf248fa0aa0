import { broadNames, type Provider } from '../provider.ts';

/** developer.box.com/guides/api-calls/permissions-and-errors/scopes. */
export const box: Provider = {
  id: 'box',
  title: 'Box',
  looksLike: (name) =>
    /^(root_read(only|write)|manage_(app_users|managed_users|enterprise_properties|data_retention|legal_hold)|sign_requests\.readwrite)$/.test(
      name,
    ),
  broad: [
    broadNames(
      'root_readwrite, root_readonly',
      /^root_read(only|write)$/,
      'reaches every file and folder that its user can',
    ),
    broadNames(
      'manage_managed_users, manage_enterprise_properties, manage_data_retention, manage_legal_hold',
      /^manage_(managed_users|enterprise_properties|data_retention|legal_hold)$/,
      'acts on the whole enterprise',
    ),
  ],
  load: () => import('../data/box.ts'),
};
