import { broadNames, type Provider } from '../provider.ts';

/** learn.microsoft.com/linkedin/shared/authentication/getting-access. */
export const linkedin: Provider = {
  id: 'linkedin',
  title: 'LinkedIn',
  looksLike: (name) =>
    /^(r_(liteprofile|basicprofile|emailaddress|1st_connections_size|ads_reporting)|(r|w|rw)_(member_social|organization_social|organization_admin|dmp_segments|ad_campaigns)(_feed)?)$/.test(
      name,
    ),
  broad: [
    broadNames(
      'rw_organization_admin, rw_organization',
      /^rw_organization(_admin)?$/,
      'manages pages of organisations',
    ),
    broadNames('w_organization_social', /^w_organization_social$/, 'speaks for organisations'),
  ],
  load: () => import('../data/linkedin.ts'),
};
