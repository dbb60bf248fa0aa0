// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'github.com/okta/okta-sdk-golang/v5', version: 'v5.0.2', licence: 'Apache-2.0' }],
  prefix: '',
  lines: `device_sso	w		
groups	r		
interclient_access	w		
okta.agentPools.manage	wa	okta.agentPools.read	
okta.agentPools.read	ra		
okta.apiTokens.manage	wa	okta.apiTokens.read	
okta.apiTokens.read	ra		
okta.appGrants.manage	wa	okta.appGrants.read	
okta.appGrants.read	ra		
okta.apps.manage	wa	okta.apps.read	
okta.apps.read	ra		
okta.authenticators.manage	wa	okta.authenticators.read	
okta.authenticators.read	ra		
okta.authorizationServers.manage	wa	okta.authorizationServers.read	
okta.authorizationServers.read	ra		
okta.behaviors.manage	wa	okta.behaviors.read	
okta.behaviors.read	ra		
okta.brands.manage	wa	okta.brands.read	
okta.brands.read	ra		
okta.captchas.manage	wa	okta.captchas.read	
okta.captchas.read	ra		
okta.deviceAssurance.manage	wa	okta.deviceAssurance.read	
okta.deviceAssurance.read	ra		
okta.devices.manage	wa	okta.devices.read	
okta.devices.read	ra		
okta.directories.groups.manage	wa		
okta.domains.manage	wa	okta.domains.read	
okta.domains.read	ra		
okta.emailDomains.manage	wa	okta.emailDomains.read	
okta.emailDomains.read	ra		
okta.emailServers.manage	wa	okta.emailServers.read	
okta.emailServers.read	ra		
okta.eventHooks.manage	wa	okta.eventHooks.read	
okta.eventHooks.read	ra		
okta.features.manage	wa	okta.features.read	
okta.features.read	ra		
okta.groups.manage	wa	okta.groups.read	
okta.groups.read	ra		
okta.identitySources.manage	wa	okta.identitySources.read	
okta.identitySources.read	ra		
okta.idps.manage	wa	okta.idps.read	
okta.idps.read	ra		
okta.inlineHooks.manage	wa	okta.inlineHooks.read	
okta.inlineHooks.read	ra		
okta.linkedObjects.manage	wa	okta.linkedObjects.read	
okta.linkedObjects.read	ra		
okta.logStreams.manage	wa	okta.logStreams.read	
okta.logStreams.read	ra		
okta.logs.read	ra		
okta.manifests.manage	wa	okta.manifests.read	
okta.manifests.read	ra		
okta.myAccount.email.manage	w	okta.myAccount.email.read	
okta.myAccount.email.read	r		
okta.myAccount.phone.manage	w	okta.myAccount.phone.read	
okta.myAccount.phone.read	r		
okta.myAccount.profile.manage	w	okta.myAccount.profile.read	
okta.myAccount.profile.read	r		
okta.networkZones.manage	wa	okta.networkZones.read	
okta.networkZones.read	ra		
okta.oauthIntegrations.manage	wa	okta.oauthIntegrations.read	
okta.oauthIntegrations.read	ra		
okta.orgs.manage	wa	okta.orgs.read	
okta.orgs.read	ra		
okta.policies.manage	wa	okta.policies.read	
okta.policies.read	ra		
okta.principalRateLimits.manage	wa	okta.principalRateLimits.read	
okta.principalRateLimits.read	ra		
okta.privilegedResources.manage	wa	okta.privilegedResources.read	
okta.privilegedResources.read	ra		
okta.profileMappings.manage	wa	okta.profileMappings.read	
okta.profileMappings.read	ra		
okta.pushProviders.manage	wa	okta.pushProviders.read	
okta.pushProviders.read	ra		
okta.rateLimits.manage	wa	okta.rateLimits.read	
okta.rateLimits.read	ra		
okta.realmAssignments.manage	wa	okta.realmAssignments.read	
okta.realmAssignments.read	ra		
okta.realms.manage	wa	okta.realms.read	
okta.realms.read	ra		
okta.resourceSelectors.manage	wa	okta.resourceSelectors.read	
okta.resourceSelectors.read	ra		
okta.riskEvents.manage	wa		
okta.riskProviders.manage	wa	okta.riskProviders.read	
okta.riskProviders.read	ra		
okta.roles.manage	wa	okta.roles.read	
okta.roles.read	ra		
okta.schemas.manage	wa	okta.schemas.read	
okta.schemas.read	ra		
okta.securityEventsProviders.manage	wa	okta.securityEventsProviders.read	
okta.securityEventsProviders.read	ra		
okta.sessions.manage	wa	okta.sessions.read	
okta.sessions.read	ra		
okta.templates.manage	wa	okta.templates.read	
okta.templates.read	ra		
okta.threatInsights.manage	wa	okta.threatInsights.read	
okta.threatInsights.read	ra		
okta.trustedOrigins.manage	wa	okta.trustedOrigins.read	
okta.trustedOrigins.read	ra		
okta.uischemas.manage	wa	okta.uischemas.read	
okta.uischemas.read	ra		
okta.userTypes.manage	wa	okta.userTypes.read	
okta.userTypes.read	ra		
okta.users.manage	wa	okta.users.manage.self okta.users.read okta.users.read.self	
okta.users.manage.self	w		
okta.users.read	ra		
okta.users.read.self	r		
ssf.manage	w	ssf.read	
ssf.read	r		`,
};
