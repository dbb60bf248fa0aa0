// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'github.com/okta/okta-sdk-golang/v5', version: 'v5.0.2', licence: 'Apache-2.0' }],
  prefix: '',
  lines: `device_sso	w		Sign in once for several apps of a device
groups	r		See the user's groups
interclient_access	w		Hand a session from one app to another
okta.agentPools.manage	wa	okta.agentPools.read	Create and manage agent pools
okta.agentPools.read	ra		Read agent pools
okta.apiTokens.manage	wa	okta.apiTokens.read	Manage API Tokens
okta.apiTokens.read	ra		Read API Tokens
okta.appGrants.manage	wa	okta.appGrants.read	Create and manage grants
okta.appGrants.read	ra		Read grants
okta.apps.manage	wa	okta.apps.read	Create and manage Apps
okta.apps.read	ra		Read information about Apps
okta.authenticators.manage	wa	okta.authenticators.read	Manage all authenticators. For example, enrollments or resets
okta.authenticators.read	ra		Read org authenticators information
okta.authorizationServers.manage	wa	okta.authorizationServers.read	Create and manage Authorization Servers
okta.authorizationServers.read	ra		Read information about Authorization Servers
okta.behaviors.manage	wa	okta.behaviors.read	Create and manage behavior detection rules
okta.behaviors.read	ra		Read behavior detection rules
okta.brands.manage	wa	okta.brands.read	Create and manage Brands and Themes
okta.brands.read	ra		Read information about Brands and Themes
okta.captchas.manage	wa	okta.captchas.read	Create and manage CAPTCHAs
okta.captchas.read	ra		Read information about CAPTCHAs
okta.deviceAssurance.manage	wa	okta.deviceAssurance.read	Manage device assurances
okta.deviceAssurance.read	ra		Read device assurances
okta.devices.manage	wa	okta.devices.read	Manage device status transitions and delete a device
okta.devices.read	ra		Read the existing device's profile and search devices
okta.directories.groups.manage	wa		Manage AD/LDAP Groups for your Okta organization
okta.domains.manage	wa	okta.domains.read	Manage custom Domains for your Okta organization
okta.domains.read	ra		Read information about custom Domains for your Okta organization
okta.emailDomains.manage	wa	okta.emailDomains.read	Manage Email Domains for your Okta organization
okta.emailDomains.read	ra		Read information about Email Domains for your Okta organization
okta.emailServers.manage	wa	okta.emailServers.read	Manage Email Servers for your Okta organization
okta.emailServers.read	ra		Read information about Email Servers for your Okta organization
okta.eventHooks.manage	wa	okta.eventHooks.read	Create and manage Event Hooks
okta.eventHooks.read	ra		Read information about Event Hooks
okta.features.manage	wa	okta.features.read	Create and manage Features
okta.features.read	ra		Read information about Features
okta.groups.manage	wa	okta.groups.read	Manage existing groups
okta.groups.read	ra		Read information about groups and their members
okta.identitySources.manage	wa	okta.identitySources.read	Allows the custom identity sources to manage user entities
okta.identitySources.read	ra		Allows to read session information for custom identity sources
okta.idps.manage	wa	okta.idps.read	Create and manage Identity Providers
okta.idps.read	ra		Read information about Identity Providers
okta.inlineHooks.manage	wa	okta.inlineHooks.read	Create and manage Inline Hooks
okta.inlineHooks.read	ra		Read information about Inline Hooks
okta.linkedObjects.manage	wa	okta.linkedObjects.read	Manage linked object definitions
okta.linkedObjects.read	ra		Read linked object definitions
okta.logStreams.manage	wa	okta.logStreams.read	Create and manage log streams
okta.logStreams.read	ra		Read information about log streams
okta.logs.read	ra		Read information about System Log entries
okta.manifests.manage	wa	okta.manifests.read	Manage OIN submissions
okta.manifests.read	ra		Read OIN submissions
okta.myAccount.email.manage	w	okta.myAccount.email.read	Manage the user's own e-mail addresses
okta.myAccount.email.read	r		Read the user's own e-mail addresses
okta.myAccount.phone.manage	w	okta.myAccount.phone.read	Manage the user's own telephone numbers
okta.myAccount.phone.read	r		Read the user's own telephone numbers
okta.myAccount.profile.manage	w	okta.myAccount.profile.read	Manage the user's own profile
okta.myAccount.profile.read	r		Read the user's own profile
okta.networkZones.manage	wa	okta.networkZones.read	Create and manage Network Zones
okta.networkZones.read	ra		Read Network Zones
okta.oauthIntegrations.manage	wa	okta.oauthIntegrations.read	Create and manage API service Integration instances
okta.oauthIntegrations.read	ra		Read API service Integration instances
okta.orgs.manage	wa	okta.orgs.read	Manage organization-specific details for your Okta organization
okta.orgs.read	ra		Read organization-specific details about your Okta organization
okta.policies.manage	wa	okta.policies.read	Manage policies
okta.policies.read	ra		Read information about policies
okta.principalRateLimits.manage	wa	okta.principalRateLimits.read	Create and manage Principal Rate Limits
okta.principalRateLimits.read	ra		Read information about Principal Rate Limits
okta.privilegedResources.manage	wa	okta.privilegedResources.read	Create privileged resources and manage their details
okta.privilegedResources.read	ra		Read the details of existing privileged resources
okta.profileMappings.manage	wa	okta.profileMappings.read	Manage user profile mappings
okta.profileMappings.read	ra		Read user profile mappings
okta.pushProviders.manage	wa	okta.pushProviders.read	Create and manage push notification providers such as APNs and FCM
okta.pushProviders.read	ra		Read push notification providers such as APNs and FCM
okta.rateLimits.manage	wa	okta.rateLimits.read	Create and manage rate limits
okta.rateLimits.read	ra		Read information about rate limits
okta.realmAssignments.manage	wa	okta.realmAssignments.read	Allows a user to manage realm assignments
okta.realmAssignments.read	ra		Allows a user to read realm assignments
okta.realms.manage	wa	okta.realms.read	Create new realms and to manage their details
okta.realms.read	ra		Read the existing realms and their details
okta.resourceSelectors.manage	wa	okta.resourceSelectors.read	Manage resource selectors in your Okta org
okta.resourceSelectors.read	ra		Read resource selectors in your Okta org
okta.riskEvents.manage	wa		Publish risk events to your Okta organization
okta.riskProviders.manage	wa	okta.riskProviders.read	Create and manage risk provider integrations
okta.riskProviders.read	ra		Read all risk provider integrations
okta.roles.manage	wa	okta.roles.read	Manage administrative role assignments for users. Delegated admins with this permission can only manage user …
okta.roles.read	ra		Read administrative role assignments for users. Delegated admins with this permission can only manage user …
okta.schemas.manage	wa	okta.schemas.read	Create and manage Schemas
okta.schemas.read	ra		Read information about Schemas
okta.securityEventsProviders.manage	wa	okta.securityEventsProviders.read	Create and manage Security Events Providers
okta.securityEventsProviders.read	ra		Read information about Security Events Providers
okta.sessions.manage	wa	okta.sessions.read	Manage all sessions
okta.sessions.read	ra		Read all sessions
okta.templates.manage	wa	okta.templates.read	Manage all custom templates
okta.templates.read	ra		Read all custom templates
okta.threatInsights.manage	wa	okta.threatInsights.read	Manage all ThreatInsight configurations
okta.threatInsights.read	ra		Read all ThreatInsight configurations
okta.trustedOrigins.manage	wa	okta.trustedOrigins.read	Manage all Trusted Origins
okta.trustedOrigins.read	ra		Read all Trusted Origins
okta.uischemas.manage	wa	okta.uischemas.read	Manage all the UI Schemas
okta.uischemas.read	ra		Read all the UI Schemas
okta.userTypes.manage	wa	okta.userTypes.read	Manage user types
okta.userTypes.read	ra		Read user types
okta.users.manage	wa	okta.users.manage.self okta.users.read okta.users.read.self	Create new users and to manage all users' profile and credentials information
okta.users.manage.self	w		Manage the user's own account
okta.users.read	ra		Read the existing users' profiles and credentials
okta.users.read.self	r		Read the user's own account
ssf.manage	w	ssf.read	Create and manage Shared Signals Framework (SSF)
ssf.read	r		Read information about Shared Signals Framework (SSF)`,
};
