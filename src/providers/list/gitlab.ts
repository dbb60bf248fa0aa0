import { broadNames, type Provider } from '../provider.ts';

/** docs.gitlab.com/integration/oauth_provider. */
export const gitlab: Provider = {
  id: 'gitlab',
  title: 'GitLab',
  looksLike: (name) =>
    /^(read_api|k8s_proxy|(read|write)_(repository|registry|virtual_registry|package_registry|observability)|read_service_ping|create_runner|manage_runner)$/.test(
      name,
    ),
  broad: [
    broadNames('api, read_api', /^(read_)?api$/, 'reaches every group and project of the user'),
    broadNames('sudo, admin_mode', /^(sudo|admin_mode)$/, 'acts as any user or administrator of the instance'),
  ],
  load: () => import('../data/gitlab.ts'),
};
