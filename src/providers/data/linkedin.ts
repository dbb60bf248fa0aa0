// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'learn.microsoft.com/linkedin', version: '2026-11-25', licence: 'facts only' }],
  prefix: '',
  lines: `email	i		See the member's e-mail address
openid	i		Sign in
profile	i		See the member's name, headline and photo
r_1st_connections_size	r		See how many connections the member has
r_ad_campaigns	ro	r_ads r_ads_reporting	See advertising accounts and reports
r_ads	r		See the member's advertising accounts
r_ads_reporting	r		See reports of the member's advertising accounts
r_basicprofile	r		See the member's name, headline, photo and address of the profile
r_emailaddress	io		See the member's e-mail address
r_liteprofile	io		See the member's name and photo
r_member_social	r		See the member's posts, comments and likes
r_organization_admin	ra		See pages of organisations and their reports
r_organization_social	ra		See organisations' posts, comments and likes
r_organization_social_feed	ra		See comments and likes of organisations' posts
rw_ad_campaigns	wo	r_ads_reporting rw_ads	Manage advertising accounts and see reports
rw_ads	w	r_ads	Manage the member's advertising accounts
rw_dmp_segments	w		Manage matched audiences
rw_organization	wo		Manage organisations and posts of the member
rw_organization_admin	wa	r_organization_admin	Manage pages of organisations
w_member_social	w		Post, comment and like as the member
w_member_social_feed	w		Comment and like as the member
w_organization_social	wa		Post, comment and like as an organisation
w_organization_social_feed	wa		Comment and like as an organisation`,
};
