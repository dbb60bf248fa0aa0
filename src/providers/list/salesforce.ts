import { broadNames, type Provider } from '../provider.ts';

/** help.salesforce.com, OAuth tokens and scopes. */
export const salesforce: Provider = {
  id: 'salesforce',
  title: 'Salesforce',
  looksLike: (name) =>
    /^(chatter_api|wave_api|eclair_api|pardot_api|sfap_api|einstein_gpt_api|cdp_\w+|custom_permissions|visualforce|pwdless_login_api|scrt_api)$/.test(
      name,
    ),
  broad: [
    broadNames('full, api, web', /^(full|api|web)$/, 'does everything that its user can'),
    broadNames('cdp_api', /^cdp_api$/, 'reaches all of Data Cloud'),
    broadNames(
      'user_registration_api, forgot_password',
      /^(user_registration_api|forgot_password)$/,
      'makes accounts or resets their passwords',
    ),
  ],
  load: () => import('../data/salesforce.ts'),
};
