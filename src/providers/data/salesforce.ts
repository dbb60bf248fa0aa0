// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'login.salesforce.com, OpenID configuration', version: '2026-11-25', licence: 'facts only' }],
  prefix: '',
  lines: `address	i		See the user's address
api	w	chatter_api id wave_api	Everything that the user can do by the APIs
cdp_api	w	cdp_calculated_insight_api cdp_identityresolution_api cdp_ingest_api cdp_profile_api cdp_query_api cdp_segment_api	Everything in Data Cloud
cdp_calculated_insight_api	w		Manage calculated insights of Data Cloud
cdp_identityresolution_api	w		Manage identity resolution of Data Cloud
cdp_ingest_api	w		Put data into Data Cloud
cdp_profile_api	w		Manage profiles of Data Cloud
cdp_query_api	r		Query Data Cloud
cdp_segment_api	w		Manage segments of Data Cloud
chatbot_api	w		Use Einstein bots
chatter_api	w		Use the Connect REST API
content	w		Use Salesforce content
custom_permissions	r		See the user's custom permissions
eclair_api	r		Read chart geodata of Analytics
einstein_gpt_api	w		Use Einstein generative AI
email	i		See the user's e-mail address
forgot_password	w		Reset passwords without a page of Salesforce
full	w	api cdp_api chatter_api content custom_permissions id lightning pardot_api visualforce wave_api web	Everything that the user can do
id	i	address email phone profile	See the identity of the user
interaction_api	w		Use the Interaction Service
lightning	w		Open Lightning applications as the user
mcp_api	w		Use MCP servers that Salesforce hosts
offline_access	i		Stay signed in by refresh tokens
openid	i		Sign in
pardot_api	w		Manage Account Engagement (Pardot)
phone	i		See the user's telephone number
profile	i		See the user's profile
pwdless_login_api	w		Sign in without a password by an API
refresh_token	i		Stay signed in by refresh tokens
scrt_api	w		Use the real-time service of Service Cloud
sfap_api	w		Use the Salesforce API Platform
user_registration_api	w		Register users by an API
visualforce	w		Open Visualforce pages as the user
wave_api	r		Read CRM Analytics
web	w	visualforce	Open pages of Salesforce as the user`,
};
