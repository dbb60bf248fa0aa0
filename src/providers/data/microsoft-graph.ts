// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'microsoftgraph/microsoft-graph-devx-content', version: '6cbd6bbd665a', licence: 'MIT' }],
  prefix: '',
  lines: `APIConnectors.Read.All	rdpa		
APIConnectors.ReadWrite.All	wd3p3a	APIConnectors.Read.All	
AccessReview.Read.All	rd3p3a		
AccessReview.ReadWrite.All	wd3p3a	AccessReview.Read.All AccessReview.ReadWrite.Membership	
AccessReview.ReadWrite.Membership	wd3p3a		
Acronym.Read.All	rd3p		
AdministrativeUnit.Read.All	rd3p3a		
AdministrativeUnit.ReadWrite.All	wd3p3a	AdministrativeUnit.Read.All	
AgentCardManifest.Read.All	rd2p3a		
AgentCardManifest.ReadWrite.All	wd2p3a	AgentCardManifest.Read.All AgentCardManifest.ReadWrite.ManagedBy	
AgentCardManifest.ReadWrite.ManagedBy	wp2a		
AgentCollection.Read.All	rd2p3a	AgentCollection.Read.Global AgentCollection.Read.Quarantined	
AgentCollection.Read.Global	rd3a		
AgentCollection.Read.Quarantined	rd3a		
AgentCollection.ReadWrite.All	wd2p3a	AgentCollection.Read.All AgentCollection.Read.Global AgentCollection.Read.Quarantined AgentCollection.ReadWrite.Global AgentCollection.ReadWrite.ManagedBy AgentCollection.ReadWrite.Quarantined	
AgentCollection.ReadWrite.Global	wd3a	AgentCollection.Read.Global	
AgentCollection.ReadWrite.ManagedBy	wp2a		
AgentCollection.ReadWrite.Quarantined	wd3a	AgentCollection.Read.Quarantined	
AgentIdUser.ReadWrite.All	wd3p3a	AgentIdUser.ReadWrite.IdentityParentedBy User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All User.ReadWrite User.ReadWrite.CrossCloud UserShiftPreferences.Read.All UserShiftPreferences.ReadWrite.All	
AgentIdUser.ReadWrite.IdentityParentedBy	wd3p3a	User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All User.ReadWrite User.ReadWrite.CrossCloud UserShiftPreferences.Read.All UserShiftPreferences.ReadWrite.All	
AgentIdentity.Create.All	wd3p4a		
AgentIdentity.CreateAsManager	wp4a		
AgentIdentity.DeleteRestore.All	wd3p3a		
AgentIdentity.EnableDisable.All	wd3p3a		
AgentIdentity.Read.All	rd3p3a		
AgentIdentity.ReadWrite.All	wd3p3a	AgentIdentity.EnableDisable.All AgentIdentity.Read.All	
AgentIdentity.UpdateSponsors.All	wd3p3a		
AgentIdentityBlueprint.AddRemoveCreds.All	wd3p3a		
AgentIdentityBlueprint.Create	wd3p4a		
AgentIdentityBlueprint.DeleteRestore.All	wd3p3a		
AgentIdentityBlueprint.Read.All	rd3p3a		
AgentIdentityBlueprint.ReadWrite.All	wd3p3a	AgentIdentityBlueprint.AddRemoveCreds.All AgentIdentityBlueprint.DeleteRestore.All AgentIdentityBlueprint.Read.All AgentIdentityBlueprint.UpdateAuthProperties.All AgentIdentityBlueprint.UpdateBranding.All	
AgentIdentityBlueprint.UpdateAuthProperties.All	wd3p3a		
AgentIdentityBlueprint.UpdateBranding.All	wd3p3a		
AgentIdentityBlueprint.UpdateSponsors.All	wd3p3a		
AgentIdentityBlueprintPrincipal.Create	wd3p4a		
AgentIdentityBlueprintPrincipal.DeleteRestore.All	wd3p3a		
AgentIdentityBlueprintPrincipal.EnableDisable.All	wd3p3a		
AgentIdentityBlueprintPrincipal.Read.All	rd3p3a		
AgentIdentityBlueprintPrincipal.ReadWrite.All	wd3p3a	AgentIdentityBlueprintPrincipal.DeleteRestore.All AgentIdentityBlueprintPrincipal.EnableDisable.All AgentIdentityBlueprintPrincipal.Read.All	
AgentInstance.Read.All	rd2p3a		
AgentInstance.ReadWrite.All	wd2p3a	AgentInstance.Read.All AgentInstance.ReadWrite.ManagedBy	
AgentInstance.ReadWrite.ManagedBy	wp2a		
AgentRegistration.Read.All	rd3p3		
AgentRegistration.ReadWrite.All	wd3p3a	AgentRegistration.Read.All	
Agreement.Read.All	rd3pa		
Agreement.ReadWrite.All	wd3pa	Agreement.Read.All	
AgreementAcceptance.Read	rd2a		
AgreementAcceptance.Read.All	rd3pa	AgreementAcceptance.Read	
AiEnterpriseInteraction.Read	rd2		
AiEnterpriseInteraction.Read.All	rp3a		
AiEnterpriseInteraction.Read.User	rp2s		
Analytics.Read	rd2		
AppCatalog.Read.All	rd3p3		
AppCatalog.ReadWrite.All	wd3p3a	AppCatalog.Read.All	
AppCatalog.Submit	wd2		
AppCertTrustConfiguration.Read.All	rd3p3a		
AppCertTrustConfiguration.ReadWrite.All	wd3p3a	AppCertTrustConfiguration.Read.All	
AppRegistration.Create	wd3p3a		
AppRoleAssignment.ReadWrite.All	wd3p4a		
Application-RemoteDesktopConfig.ReadWrite.All	wd3p3a		
Application.Read.All	rd3p3a		
Application.ReadWrite.All	wd3p4a	AppRegistration.Create Application.Read.All Application.ReadWrite.OwnedBy	
Application.ReadWrite.OwnedBy	wp3a	AppRegistration.Create Synchronization.Read.All	
ApprovalSolution.Read	rd3		
ApprovalSolution.Read.All	rp3a		
ApprovalSolution.ReadWrite	wd3	ApprovalSolution.Read ApprovalSolutionResponse.ReadWrite	
ApprovalSolution.ReadWrite.All	wp3a	ApprovalSolution.Read.All	
ApprovalSolutionResponse.ReadWrite	wd3	ApprovalSolution.Read	
AttackSimulation.Read.All	rd3p3a		
AttackSimulation.ReadWrite.All	wd3p3	AttackSimulation.Read.All	
AuditActivity.Read	rd1p2a		
AuditActivity.Write	wd2p2a		
AuditLog.Read.All	rd3p3a	ProvisioningLog.Read.All	
AuditLogsQuery-CRM.Read.All	rd3p3a		
AuditLogsQuery-Endpoint.Read.All	rd3p3a		
AuditLogsQuery-Entra.Read.All	rd3p3a		
AuditLogsQuery-Exchange.Read.All	rd3p3a		
AuditLogsQuery-OneDrive.Read.All	rd3p3a		
AuditLogsQuery-SharePoint.Read.All	rd3p3a		
AuditLogsQuery.Read.All	rd3p3a		
AuthenticationContext.Read.All	rd3p3a		
AuthenticationContext.ReadWrite.All	wd3p3a	AuthenticationContext.Read.All	
BackupRestore-Configuration.Read.All	rdp4a		
BackupRestore-Configuration.ReadWrite.All	wdp4a	BackupRestore-Configuration.Read.All	
BackupRestore-Control.Read.All	rdp4a		
BackupRestore-Control.ReadWrite.All	wdp4a	BackupRestore-Control.Read.All	
BackupRestore-Monitor.Read.All	rdpa		
BackupRestore-Restore.Read.All	rdp4a		
BackupRestore-Restore.ReadWrite.All	wdp4a	BackupRestore-Restore.Read.All	
BackupRestore-Search.Read.All	rdp4a		
BillingConfiguration.ReadWrite.All	wdpa		
BitlockerKey.Read.All	rd3p3a	BitlockerKey.ReadBasic.All	
BitlockerKey.ReadBasic.All	rd3p3a		
Bookings.Manage.All	wd3p3	Bookings.Read.All Bookings.ReadWrite.All BookingsAppointment.ReadWrite.All	
Bookings.Read.All	rd3p3		
Bookings.ReadWrite.All	wd3p3	Bookings.Read.All BookingsAppointment.ReadWrite.All	
BookingsAppointment.ReadWrite.All	wd3p3	Bookings.Read.All	
Bookmark.Read.All	rd3p		
BrowserSiteLists.Read.All	rd3p3		
BrowserSiteLists.ReadWrite.All	wd3p3	BrowserSiteLists.Read.All	
BusinessScenarioConfig.Read.All	rd3a	BusinessScenarioConfig.Read.OwnedBy	
BusinessScenarioConfig.Read.OwnedBy	rd2p3a		
BusinessScenarioConfig.ReadWrite.All	wd3a	BusinessScenarioConfig.Read.All BusinessScenarioConfig.Read.OwnedBy BusinessScenarioConfig.ReadWrite.OwnedBy	
BusinessScenarioConfig.ReadWrite.OwnedBy	wd2p3a	BusinessScenarioConfig.Read.OwnedBy	
BusinessScenarioData.Read.OwnedBy	rd2p3a		
BusinessScenarioData.ReadWrite.OwnedBy	wd2p3a	BusinessScenarioData.Read.OwnedBy	
Calendars.Read	rd2p4	Calendars.Read.Shared Calendars.ReadBasic	
Calendars.Read.Shared	rd2		
Calendars.ReadBasic	rd2pa		
Calendars.ReadBasic.All	rp3a	Calendars.ReadBasic	
Calendars.ReadWrite	wd2p3	Calendars.Read Calendars.Read.Shared Calendars.ReadBasic Calendars.ReadWrite.Shared	
Calendars.ReadWrite.Shared	wd2	Calendars.Read.Shared	
CallDelegation.Read	rd3		
CallDelegation.Read.All	rp3a		
CallDelegation.ReadWrite	wd2	CallDelegation.Read	
CallDelegation.ReadWrite.All	wp3a	CallDelegation.Read.All	
CallEvents-Emergency.Read.All	rp3a		
CallEvents.Read	rd3a		
CallEvents.Read.All	rp3a		
CallRecord-PstnCalls.Read.All	rp3a		
CallRecordings.Read.All	rd3p3a		
CallRecords.Read.All	rp3a	CallRecord-PstnCalls.Read.All	
CallTranscripts.Read.All	rd3p3a		
Calls.AccessMedia.All	wp3a		
Calls.AccessMedia.Chat	wp2s		
Calls.Initiate.All	wp3a		
Calls.InitiateGroupCall.All	wp3a	Calls.JoinGroupCallAsGuest.All	
Calls.JoinGroupCall.All	wp3a	Calls.JoinGroupCallAsGuest.All	
Calls.JoinGroupCallAsGuest.All	wp3a		
Calls.JoinGroupCalls.Chat	wp2s		
Calls.ReportSyntheticMedia.All	wp3a		
CaseManagement.Read.All	rd3p3a		
CaseManagement.ReadWrite.All	wd3p3a	CaseManagement.Read.All	
ChangeManagement.Read.All	rd1p2		
Channel.Create	wd2p3a		
Channel.Create.Group	wp2s		
Channel.Delete.All	wd3p3a		
Channel.Delete.Group	wp2s		
Channel.ReadBasic.All	rd2p3	ChannelSettings.Read.All	
ChannelMember.Read.All	rd3p3a		
ChannelMember.Read.Group	rp3s		
ChannelMember.ReadWrite	wd		
ChannelMember.ReadWrite.All	wd3p3a	ChannelMember.Read.All ChannelMember.ReadWrite	
ChannelMember.ReadWrite.Group	wp3s	ChannelMember.Read.Group	
ChannelMessage.Edit	wd2		
ChannelMessage.Read.All	rd3p4a		
ChannelMessage.Read.Group	rp4s		
ChannelMessage.ReadWrite	wd2a		
ChannelMessage.Send	wd2		
ChannelMessage.UpdatePolicyViolation.All	wp3a		
ChannelSettings.Read.All	rd3p3a		
ChannelSettings.Read.Group	rp2s		
ChannelSettings.ReadWrite.All	wd3p3a	Channel.ReadBasic.All ChannelSettings.Read.All	
ChannelSettings.ReadWrite.Group	wp3s	ChannelSettings.Read.Group	
Chat.Create	wd2p3		
Chat.Manage.Chat	wp3s	ChatMember.Read.All ChatMember.Read.Chat ChatMember.ReadWrite.All ChatSettings.Read.Chat ResourceSpecificPermissionGrant.ReadForChat.All TeamsAppInstallation.ManageSelectedForChat.All TeamsAppInstallation.ReadForChat.All TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All TeamsAppInstallation.ReadWriteForChat.All TeamsAppInstallation.ReadWriteSelfForChat.All	
Chat.ManageDeletion.All	wd3p3a		
Chat.ManageDeletion.Chat	wp3s		
Chat.Read	rd2	Chat.ReadBasic ChatMember.Read	
Chat.Read.All	rp4a	Chat.Read.WhereInstalled Chat.ReadBasic.All Chat.ReadBasic.WhereInstalled ChatMember.Read.All ChatMessage.Read.All	
Chat.Read.WhereInstalled	rp3a	Chat.ReadBasic.WhereInstalled	
Chat.ReadBasic	rd2	ChatMember.Read	
Chat.ReadBasic.All	rp3a	Chat.ReadBasic.WhereInstalled ChatMember.Read.All	
Chat.ReadBasic.WhereInstalled	rp3a		
Chat.ReadWrite	wd2	Chat.Create Chat.Read Chat.ReadBasic ChatMember.Read	
Chat.ReadWrite.All	wd3p4	Chat.Read Chat.Read.All Chat.Read.WhereInstalled Chat.ReadBasic Chat.ReadBasic.All Chat.ReadBasic.WhereInstalled Chat.ReadWrite Chat.ReadWrite.WhereInstalled Chat.UpdatePolicyViolation.All ChatMember.Read ChatMember.Read.All ChatMessage.Read.All	
Chat.ReadWrite.WhereInstalled	wp3a	Chat.Read.WhereInstalled Chat.ReadBasic.WhereInstalled	
Chat.UpdatePolicyViolation.All	wp3a		
ChatMember.Read	rd2a		
ChatMember.Read.All	rp3a	ChatMember.Read.WhereInstalled	
ChatMember.Read.Chat	rp2s		
ChatMember.Read.WhereInstalled	rp3a		
ChatMember.ReadWrite	wd3a	ChatMember.Read	
ChatMember.ReadWrite.All	wp3a	ChatMember.Read.All ChatMember.Read.WhereInstalled ChatMember.ReadWrite.WhereInstalled	
ChatMember.ReadWrite.WhereInstalled	wp3a	ChatMember.Read.WhereInstalled	
ChatMessage.Read	rd		
ChatMessage.Read.All	rp3a		
ChatMessage.Read.Chat	rp2s		
ChatMessage.Send	wd2		
ChatSettings.Read.Chat	rp2s	Chat.ReadBasic.WhereInstalled	
ChatSettings.ReadWrite.Chat	wp2s	Chat.ReadBasic.WhereInstalled ChatSettings.Read.Chat	
CloudApp-Discovery.Read.All	rd3p3		
CloudPC.Read.All	rd3p3	RoleManagement.Read.CloudPC	
CloudPC.ReadWrite.All	wd3p3a	CloudPC.Read.All RoleManagement.Read.CloudPC RoleManagement.ReadWrite.CloudPC	
Community.Read.All	rd2p3a		
Community.ReadWrite.All	wd3p3a	Community.Read.All	
ConfigurationMonitoring.Read.All	rd3p3a		
ConfigurationMonitoring.ReadWrite.All	wd3p3a	ConfigurationMonitoring.Read.All	
ConsentRequest.Create	wda		
ConsentRequest.Read	rd		
ConsentRequest.Read.All	rd3p3a	ConsentRequest.Read	
ConsentRequest.ReadApprove.All	wda		
ConsentRequest.ReadWrite.All	wd3p4a	ConsentRequest.Read ConsentRequest.Read.All	
Contacts-OnPremisesSyncBehavior.ReadWrite.All	wd2p3a		
Contacts.Read	rd2p3	Contacts.Read.Shared	
Contacts.Read.Shared	rd2		
Contacts.ReadWrite	wd2p3	Contacts.Read Contacts.Read.Shared Contacts.ReadWrite.Shared	
Contacts.ReadWrite.Shared	wd2	Contacts.Read.Shared	
Content.Process.All	wd3p3a	Content.Process.User	
Content.Process.User	wd2p2a		
ContentActivity.Read	rd1p2a		
ContentActivity.Write	wd2p2a		
CopilotPackages.Read.All	rd3p3		
CopilotPackages.ReadWrite.All	wd3p3a	CopilotPackages.Read.All	
CopilotPolicySettings.Read	rd3p3a		
CopilotPolicySettings.ReadWrite	wd3p3a	CopilotPolicySettings.Read	
CopilotSettings-LimitedMode.Read	rd3a		
CopilotSettings-LimitedMode.ReadWrite	wd3a	CopilotSettings-LimitedMode.Read	
CopilotTools.Read.All	rd3		
CrossTenantInformation.ReadBasic.All	rd2p3a		
CrossTenantUserProfileSharing.Read	rd3a		
CrossTenantUserProfileSharing.Read.All	rd3p3a	CrossTenantUserProfileSharing.Read	
CrossTenantUserProfileSharing.ReadWrite	wd3a	CrossTenantUserProfileSharing.Read	
CrossTenantUserProfileSharing.ReadWrite.All	wd3p3a	CrossTenantUserProfileSharing.Read CrossTenantUserProfileSharing.Read.All CrossTenantUserProfileSharing.ReadWrite	
CustomAuthenticationExtension.Read.All	rd3p3a		
CustomAuthenticationExtension.ReadWrite.All	wd3p3a	CustomAuthenticationExtension.Read.All	
CustomAuthenticationExtension.Receive.Payload	wpa		
CustomDetection.Read.All	rd3p3a		
CustomDetection.ReadWrite.All	wd3p3a	CustomDetection.Read.All	
CustomSecAttributeAssignment.Read.All	rd3p3a		
CustomSecAttributeAssignment.ReadWrite.All	wd4p4a	CustomSecAttributeAssignment.Read.All	
CustomSecAttributeAuditLogs.Read.All	rd3p3a		
CustomSecAttributeDefinition.Read.All	rd3p3a		
CustomSecAttributeDefinition.ReadWrite.All	wd4p4a	CustomSecAttributeDefinition.Read.All	
CustomSecAttributeProvisioning.Read.All	rd3p4a		
CustomSecAttributeProvisioning.ReadWrite.All	wd3p4a	CustomSecAttributeProvisioning.Read.All	
CustomTags.Read.All	rd3p3a		
CustomTags.ReadWrite.All	wd3p3a	CustomTags.Read.All	
DelegatedAdminRelationship.Read.All	rd3p3a		
DelegatedAdminRelationship.ReadWrite.All	wd3p3a	DelegatedAdminRelationship.Read.All	
DelegatedPermissionGrant.Read.All	rdpa		
DelegatedPermissionGrant.ReadWrite.All	wd4p4a	DelegatedPermissionGrant.Read.All	
Device.Command	wd3		
Device.CreateFromOwnedTemplate	wd3a		
Device.Read	rd1		
Device.Read.All	rd2p3a	Device.Read	
Device.ReadWrite.All	wp4a	Device.Read.All	
DeviceLocalCredential.Read.All	rd3p3a	DeviceLocalCredential.ReadBasic.All	
DeviceLocalCredential.ReadBasic.All	rd3p3a		
DeviceManagementApps.Read.All	rd3p3a		
DeviceManagementApps.ReadWrite.All	wd3p3a	DeviceManagementApps.Read.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All	
DeviceManagementCloudCA.Read.All	rd3p3a		
DeviceManagementCloudCA.ReadWrite.All	wd3p3a	DeviceManagementCloudCA.Read.All	
DeviceManagementConfiguration.Read.All	rd3p4a	DeviceManagementScripts.Read.All	
DeviceManagementConfiguration.ReadWrite.All	wd3p3a	DeviceManagementConfiguration.Read.All DeviceManagementScripts.Read.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All	
DeviceManagementManagedDevices.PrivilegedOperations.All	wd3p3a		
DeviceManagementManagedDevices.Read.All	rd3p3a		
DeviceManagementManagedDevices.ReadWrite.All	wd3p3a	DeviceManagementManagedDevices.Read.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All	
DeviceManagementRBAC.Read.All	rd3p3a	RoleManagement.Read.CloudPC	
DeviceManagementRBAC.ReadWrite.All	wd3p3a	DeviceManagementRBAC.Read.All RoleManagement.Read.CloudPC RoleManagement.ReadWrite.CloudPC	
DeviceManagementScripts.Read.All	rd3p3a		
DeviceManagementScripts.ReadWrite.All	wd3p3a	DeviceManagementScripts.Read.All	
DeviceManagementServiceConfig.Read.All	rd3p3a		
DeviceManagementServiceConfig.ReadWrite.All	wd3p3a	DeviceManagementServiceConfig.Read.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All	
DeviceTemplate.Create	wd3p3		
DeviceTemplate.Read.All	rd2p3a		
DeviceTemplate.ReadWrite.All	wd3p3a	DeviceTemplate.Create DeviceTemplate.Read.All	
Directory.AccessAsUser.All	wd3a	AdministrativeUnit.Read.All AdministrativeUnit.ReadWrite.All Application.Read.All Application.ReadWrite.All Device.Read.All Domain.Read.All Domain.ReadWrite.All Group.Read.All Group.ReadWrite.All GroupMember.Read.All GroupMember.ReadWrite.All Organization.Read.All Organization.ReadWrite.All User.Read.All User.ReadWrite.All	
Directory.Read.All	rd3p3a	AdministrativeUnit.Read.All Application.Read.All Device.Read.All Domain.Read.All Group-XTenantIdentitySync.Read.All Group.Read.All GroupMember.Read.All GroupSettings.Read.All LicenseAssignment.Read.All OrgContact.Read OrgContact.Read.All Organization.Read.All RoleManagement.Read.CloudPC User.Read.All	
Directory.ReadWrite.All	wd4p4a	AdministrativeUnit.Read.All AdministrativeUnit.ReadWrite.All AppCatalog.Submit Application.Read.All Application.ReadWrite.All Channel.Create Device.Read.All Device.ReadWrite.All Directory.Read.All Domain.Read.All Domain.ReadWrite.All Group-NestingSupport.ReadWrite.All Group-PreferredDataLocation.ReadWrite.All Group-XTenantIdentitySync.Read.All Group.Read.All Group.ReadWrite.All GroupMember.Read.All GroupMember.ReadWrite.All GroupSettings.Read.All GroupSettings.ReadWrite.All LicenseAssignment.Read.All LicenseAssignment.ReadWrite.All OrgContact.Read.All Organization.Read.All Organization.ReadWrite.All Policy.Read.HybridAuthentication Policy.ReadWrite.ConsentRequest Policy.ReadWrite.HybridAuthentication RoleManagement.Read.CloudPC RoleManagement.ReadWrite.CloudPC Team.Create TeamSettings.ReadWrite.All TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentForTeam.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All TeamsAppInstallation.ReadWriteSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam.All TeamsTab.ReadWriteForTeam TeamsTab.ReadWriteForTeam.All TeamsTab.ReadWriteSelfForTeam TeamsTab.ReadWriteSelfForTeam.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.Read.All User.ReadWrite.All	
DirectoryRecommendations.Read.All	rd3p3a		
DirectoryRecommendations.ReadWrite.All	wd3p3a	DirectoryRecommendations.Read.All	
Domain-InternalFederation.Read.All	rd3p3a		
Domain-InternalFederation.ReadWrite.All	wd3p4a	Domain-InternalFederation.Read.All	
Domain.Read.All	rd3p3a		
Domain.ReadWrite.All	wd4p4a	Domain.Read.All	
EAS.AccessAsUser.All	wd		
EWS.AccessAsUser.All	wd		
EduAdministration.Read	rda		
EduAdministration.Read.All	rpa		
EduAdministration.ReadWrite	wda	EduAdministration.Read	
EduAdministration.ReadWrite.All	wpa	EduAdministration.Read.All	
EduAssignments.Read	rd3a	EduAssignments.ReadBasic	
EduAssignments.Read.All	rp3a	EduAssignments.ReadBasic.All	
EduAssignments.ReadBasic	rd2a		
EduAssignments.ReadBasic.All	rp3a		
EduAssignments.ReadWrite	wd3a	EduAssignments.Read EduAssignments.ReadBasic EduAssignments.ReadWriteBasic	
EduAssignments.ReadWrite.All	wp3a	EduAssignments.Read.All EduAssignments.ReadBasic.All EduAssignments.ReadWriteBasic.All	
EduAssignments.ReadWriteBasic	wd2a	EduAssignments.ReadBasic	
EduAssignments.ReadWriteBasic.All	wp3a	EduAssignments.ReadBasic.All	
EduCurricula.Read	rd3a		
EduCurricula.Read.All	rp3a		
EduCurricula.ReadWrite	wd3a	EduCurricula.Read	
EduCurricula.ReadWrite.All	wp3a	EduCurricula.Read.All	
EduReports-Reading.Read.All	rp3a		
EduReports-Reading.ReadAnonymous.All	wp3a		
EduReports-Reflect.Read.All	rp3a		
EduReports-Reflect.ReadAnonymous.All	wp3a		
EduRoster.Read	rd3a	EduRoster.ReadBasic	
EduRoster.Read.All	rp3a	EduRoster.ReadBasic.All	
EduRoster.ReadBasic	rd2a		
EduRoster.ReadBasic.All	rp3a		
EduRoster.ReadWrite	wd3a	EduRoster.Read EduRoster.ReadBasic	
EduRoster.ReadWrite.All	wp4a	EduRoster.Read.All EduRoster.ReadBasic.All EduRoster.WriteWrite.All Member.Read.Hidden	
EduRoster.Write	wd		
EduRoster.WriteWrite.All	wpa		
EngagementConversation.Migration.All	wp4a		
EngagementMeetingConversation.Read.All	rd2p3a		
EngagementRole.Read	rd2		
EngagementRole.Read.All	rd3p3a	EngagementRole.Read	
EngagementRole.ReadWrite.All	wd3p4a	EngagementRole.Read EngagementRole.Read.All	
EntitlementManagement.Read.All	rd3p3a		
EntitlementManagement.ReadWrite.All	wd3p4a	EntitlementManagement.Read.All EntitlementMgmt-SubjectAccess.ReadWrite	
EntitlementMgmt-SubjectAccess.ReadWrite	wd2		
EntraBackup.Read.All	rd3p3a		
EntraBackup.ReadWrite.Preview	wd3a		
EntraBackup.ReadWrite.Recovery	wd3a		
EventListener.Read.All	rd3p3a		
EventListener.ReadWrite.All	wd3p3a	EventListener.Read.All	
ExchangeMessageTrace.Read.All	rd3p3a		
ExternalConnection.Read.All	rd3p3a		
ExternalConnection.ReadWrite.All	wd3p3a	ExternalConnection.Read.All ExternalConnection.ReadWrite.OwnedBy	
ExternalConnection.ReadWrite.OwnedBy	wd3p3a		
ExternalItem.Read.All	rd3p3a		
ExternalItem.ReadWrite.All	wd3p3a	ExternalItem.Read.All ExternalItem.ReadWrite.OwnedBy	
ExternalItem.ReadWrite.OwnedBy	wd3p3a		
ExternalUserProfile.Read.All	rd3p3a		
ExternalUserProfile.ReadWrite.All	wd3p3a	ExternalUserProfile.Read.All	
Family.Read	rd		
File.Read.Group	rpa		
FileIngestion.Ingest	wp3a		
FileIngestionHybridOnboarding.Manage	wp3a		
FileStorageContainer.Manage.All	wd4a		
FileStorageContainer.Selected	wd2p3		
Files.Read	rd2	Files.Read.Selected	
Files.Read.All	rd3p4	File.Read.Group Files.Read Files.Read.Selected	
Files.Read.Selected	rd2		
Files.ReadWrite	wd2	Files.Read Files.Read.Selected Files.ReadWrite.AppFolder Files.ReadWrite.Selected	
Files.ReadWrite.All	wd3p4	File.Read.Group Files.Read Files.Read.All Files.Read.Selected Files.ReadWrite Files.ReadWrite.AppFolder Files.ReadWrite.Selected	
Files.ReadWrite.AppFolder	wd2p3		
Files.ReadWrite.Selected	wd2	Files.Read.Selected	
Files.SelectedOperations.Selected	wd2p3		
Financials.ReadWrite.All	wd3p		
Goals-Export.Read.All	rd3a		
Goals-Export.ReadWrite.All	wd3a	Goals-Export.Read.All	
Group-Conversation.Read.All	rd3p4a		
Group-Conversation.ReadWrite.All	wd3p4a	Group-Conversation.Read.All	
Group-NestingSupport.ReadWrite.All	wd2p3a	Group-XTenantIdentitySync.Read.All Group.ManageProtection.All	
Group-OnPremisesSyncBehavior.ReadWrite.All	wd2p3a		
Group-PreferredDataLocation.ReadWrite.All	wd3p3a	Group-XTenantIdentitySync.Read.All Group.Create Group.ManageProtection.All	
Group-XTenantIdentitySync.Read.All	rd2p2a		
Group.Create	wp3a		
Group.ManageProtection.All	wd3p3a	Group-XTenantIdentitySync.Read.All	
Group.Read.All	rd3p3a	File.Read.Group Group-XTenantIdentitySync.Read.All Group.ReadBasic.All GroupMember.Read.All GroupMember.ReadBasic.All	
Group.ReadBasic.All	rd2p3a	Group-XTenantIdentitySync.Read.All GroupMember.ReadBasic.All	
Group.ReadWrite.All	wd4p4a	Channel.Create Chat.UpdatePolicyViolation.All File.Read.Group Group-Conversation.Read.All Group-Conversation.ReadWrite.All Group-NestingSupport.ReadWrite.All Group-PreferredDataLocation.ReadWrite.All Group-XTenantIdentitySync.Read.All Group.Create Group.ManageProtection.All Group.Read.All Group.ReadBasic.All GroupMember.Read.All GroupMember.ReadWrite.All Team.Create TeamSettings.ReadWrite.All TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentForTeam.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All TeamsAppInstallation.ReadWriteSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam.All TeamsTab.ReadWriteForTeam TeamsTab.ReadWriteForTeam.All TeamsTab.ReadWriteSelfForTeam TeamsTab.ReadWriteSelfForTeam.All	
GroupMember.Read.All	rd3p3a	Group-XTenantIdentitySync.Read.All Group.ReadBasic.All GroupMember.ReadBasic.All	
GroupMember.ReadBasic.All	rd3p3a		
GroupMember.ReadWrite.All	wd4p4a	GroupMember.Read.All GroupMember.ReadBasic.All	
GroupSettings.Read.All	rd3p3a		
GroupSettings.ReadWrite.All	wd3p3a	GroupSettings.Read.All	
HealthMonitoringAlert.Read.All	rd2p3a		
HealthMonitoringAlert.ReadWrite.All	wd2p3a	HealthMonitoringAlert.Read.All	
HealthMonitoringAlertConfig.Read.All	rd2p3a		
HealthMonitoringAlertConfig.ReadWrite.All	wd2pa	HealthMonitoringAlertConfig.Read.All	
IMAP.AccessAsUser.All	wd2		
IdentityNotifications.Read.All	rd3p3a		
IdentityNotifications.ReadWrite.All	wd3p3a	IdentityNotifications.Read.All	
IdentityProvider.Read.All	rd3p3a		
IdentityProvider.ReadWrite.All	wd3p4a	IdentityProvider.Read.All	
IdentityRiskEvent.Read.All	rd3p3a		
IdentityRiskEvent.ReadWrite.All	wdp3a	IdentityRiskEvent.Read.All	
IdentityRiskyAgent.Read.All	rd3p3a		
IdentityRiskyAgent.ReadWrite.All	wd3p3a	IdentityRiskyAgent.Read.All	
IdentityRiskyServicePrincipal.Read.All	rd3p3a		
IdentityRiskyServicePrincipal.ReadWrite.All	wd3p3a	IdentityRiskyServicePrincipal.Read.All	
IdentityRiskyUser.Read.All	rd3p3a		
IdentityRiskyUser.ReadWrite.All	wd3p4a	IdentityRiskyUser.Read.All	
IdentityUserFlow.Read.All	rd3p3a		
IdentityUserFlow.ReadWrite.All	wd3p3a	IdentityUserFlow.Read.All	
IndustryData-DataConnector.Read.All	rd3p3a		
IndustryData-DataConnector.ReadWrite.All	wd3p3a	IndustryData-DataConnector.Read.All IndustryData-DataConnector.Upload	
IndustryData-DataConnector.Upload	wd3p3a		
IndustryData-InboundFlow.Read.All	rd3p3a		
IndustryData-InboundFlow.ReadWrite.All	wd3p3a	IndustryData-InboundFlow.Read.All	
IndustryData-OutboundFlow.Read.All	rd3p3a		
IndustryData-OutboundFlow.ReadWrite.All	wd3pa	IndustryData-OutboundFlow.Read.All	
IndustryData-ReferenceDefinition.Read.All	rd3p3a		
IndustryData-ReferenceDefinition.ReadWrite.All	wd3p3a	IndustryData-ReferenceDefinition.Read.All	
IndustryData-Run.Read.All	rd3p3a		
IndustryData-Run.Start	wd3p3a		
IndustryData-SourceSystem.Read.All	rd3p3a		
IndustryData-SourceSystem.ReadWrite.All	wd3p3a	IndustryData-SourceSystem.Read.All	
IndustryData-TimePeriod.Read.All	rd3p3a		
IndustryData-TimePeriod.ReadWrite.All	wd3p3a	IndustryData-TimePeriod.Read.All	
IndustryData.ReadBasic.All	rd2p3		
InformationProtectionConfig.Read	rda		
InformationProtectionConfig.Read.All	rpa		
InformationProtectionContent.Sign.All	wpa		
InformationProtectionContent.Write.All	wpa		
InformationProtectionPolicy.Read	rd2		
InformationProtectionPolicy.Read.All	rp3a		
Insights-UserMetric.Read.All	rd2p3a		
LearningAssignedCourse.Read	rd		
LearningAssignedCourse.Read.All	rp3a		
LearningAssignedCourse.ReadWrite.All	wp3a	LearningAssignedCourse.Read.All	
LearningContent.Read.All	rd3p3a		
LearningContent.ReadWrite.All	wd3p3a	LearningContent.Read.All	
LearningProvider.Read	rd2a		
LearningProvider.ReadWrite	wd2a	LearningProvider.Read	
LearningSelfInitiatedCourse.Read	rd		
LearningSelfInitiatedCourse.Read.All	rpa		
LearningSelfInitiatedCourse.ReadWrite.All	wp3a	LearningAssignedCourse.ReadWrite.All LearningSelfInitiatedCourse.Read.All	
LicenseAssignment.Read.All	rd3p3		
LicenseAssignment.ReadWrite.All	wd3p4	LicenseAssignment.Read.All	
LifeCycleInfo.Read.All	rdp		
LifeCycleInfo.ReadWrite.All	wdp	LifeCycleInfo.Read.All	
LifecyclePolicies-AgentId.Read.All	rd3p3a		
LifecyclePolicies-AgentId.ReadWrite.All	wd3p3a	LifecyclePolicies-AgentId.Read.All	
LifecycleWorkflows-CustomExt.Read.All	rd2p3a		
LifecycleWorkflows-CustomExt.ReadWrite.All	wd3p3a	LifecycleWorkflows-CustomExt.Read.All	
LifecycleWorkflows-Reports.Read.All	rd2p3a		
LifecycleWorkflows-Workflow.Activate	wd3p3a		
LifecycleWorkflows-Workflow.Read.All	rd2p3a	LifecycleWorkflows-Workflow.ReadBasic.All	
LifecycleWorkflows-Workflow.ReadBasic.All	rd2p3a		
LifecycleWorkflows-Workflow.ReadWrite.All	wd3p3a	LifecycleWorkflows-Workflow.Activate LifecycleWorkflows-Workflow.Read.All LifecycleWorkflows-Workflow.ReadBasic.All	
LifecycleWorkflows.Read.All	rd3p3a	LifecycleWorkflows-CustomExt.Read.All LifecycleWorkflows-Reports.Read.All LifecycleWorkflows-Workflow.Read.All LifecycleWorkflows-Workflow.ReadBasic.All	
LifecycleWorkflows.ReadWrite.All	wd3p3a	LifecycleWorkflows-CustomExt.Read.All LifecycleWorkflows-CustomExt.ReadWrite.All LifecycleWorkflows-Reports.Read.All LifecycleWorkflows-Workflow.Activate LifecycleWorkflows-Workflow.Read.All LifecycleWorkflows-Workflow.ReadBasic.All LifecycleWorkflows-Workflow.ReadWrite.All LifecycleWorkflows.Read.All	
ListItems.SelectedOperations.Selected	wd2p3a		
Lists.SelectedOperations.Selected	wd2p3a		
Mail.Read	rd2p3	Mail.Read.Shared Mail.ReadBasic Mail.ReadBasic.Shared MailTips.ReadBasic.All MailTips.ReadBasic.Shared	
Mail.Read.Shared	rd3	Mail.ReadBasic.Shared	
Mail.ReadBasic	rd2p	Mail.ReadBasic.Shared	
Mail.ReadBasic.All	rp3a	Mail.ReadBasic	
Mail.ReadBasic.Shared	rd		
Mail.ReadWrite	wd2p3	Mail.Read Mail.Read.Shared Mail.ReadBasic Mail.ReadBasic.Shared Mail.ReadWrite.Shared	
Mail.ReadWrite.Shared	wd3	Mail.Read.Shared Mail.ReadBasic.Shared	
Mail.Send	wd2p3		
Mail.Send.Shared	wd3		
MailTips.ReadBasic.All	rp3a		
MailTips.ReadBasic.Shared	rd3		
MailboxConfigItem.Read	rd2p3		
MailboxConfigItem.ReadWrite	wd3p3	MailboxConfigItem.Read	
MailboxFolder.Read	rd2a		
MailboxFolder.Read.All	rp3a		
MailboxFolder.ReadWrite	wd2a	MailboxFolder.Read	
MailboxFolder.ReadWrite.All	wp3a	MailboxFolder.Read.All	
MailboxItem.Export	wd2a		
MailboxItem.Export.All	wp3a		
MailboxItem.ImportExport	wd2a	MailboxItem.Export	
MailboxItem.ImportExport.All	wp3a	MailboxItem.Export.All	
MailboxItem.Read	rd2a		
MailboxItem.Read.All	rp3a		
MailboxItem.ReadWrite	wd2a	MailboxItem.Read	
MailboxItem.ReadWrite.All	wp3a	MailboxItem.Read.All	
MailboxSettings.Read	rd2p3		
MailboxSettings.ReadWrite	wd3p3	MailboxSettings.Read	
ManagedTenants.Read.All	rd3a		
ManagedTenants.ReadWrite.All	wd3a	ManagedTenants.Read.All	
Member.Read.Group	rp2s		
Member.Read.Hidden	rd3p3a		
MultiTenantOrganization.Read.All	rd3p3a	MultiTenantOrganization.ReadBasic.All	
MultiTenantOrganization.ReadBasic.All	rd2p2		
MultiTenantOrganization.ReadWrite.All	wd3p3a	MultiTenantOrganization.Read.All MultiTenantOrganization.ReadBasic.All	
MutualTlsOauthConfiguration.Read.All	rd3p4a		
MutualTlsOauthConfiguration.ReadWrite.All	wd3p4a	MutualTlsOauthConfiguration.Read.All	
NetworkAccess-Reports.Read.All	rd3p3a		
NetworkAccess.Read.All	rd3p3a		
NetworkAccess.ReadWrite.All	wd4p4a	NetworkAccess-Reports.Read.All NetworkAccess.Read.All	
NetworkAccessBranch.Read.All	rdp		
NetworkAccessBranch.ReadWrite.All	wdpa	NetworkAccessBranch.Read.All	
NetworkAccessPolicy.Read.All	rdp		
NetworkAccessPolicy.ReadWrite.All	wdpa	NetworkAccessPolicy.Read.All	
Notes.Create	wd2		
Notes.Read	rd2		
Notes.Read.All	rd3p3	Notes.Read	
Notes.ReadWrite	wd2	Notes.Create Notes.Read Notes.ReadWrite.CreatedByApp	
Notes.ReadWrite.All	wd3p3	Notes.Create Notes.Read Notes.Read.All Notes.ReadWrite Notes.ReadWrite.CreatedByApp	
Notes.ReadWrite.CreatedByApp	wd2		
Notifications.ReadWrite.CreatedByApp	wd2		
OnPremDirectorySynchronization.Read.All	rd3pa		
OnPremDirectorySynchronization.ReadWrite.All	wd3pa	OnPremDirectorySynchronization.Read.All	
OnPremisesPublishingProfiles.ReadWrite.All	wd3p3a		
OnlineMeeting.ReadBasic.Chat	rp3s		
OnlineMeetingAiInsight.Read.All	rd3p3a	OnlineMeetingAiInsight.Read.Chat	
OnlineMeetingAiInsight.Read.Chat	rp3a		
OnlineMeetingArtifact.Read.All	rd3p3		
OnlineMeetingArtifact.Read.Chat	rp2s		
OnlineMeetingRecording.Read.All	rd3p3a		
OnlineMeetingRecording.Read.Chat	rp3s		
OnlineMeetingTranscript.Read.All	rd3p3a		
OnlineMeetingTranscript.Read.Chat	rp3s	RealTimeActivityFeed.Read.All	
OnlineMeetings.Read	rd3	VirtualAppointment.Read	
OnlineMeetings.Read.All	rp3a		
OnlineMeetings.ReadWrite	wd3	OnlineMeetings.Read VirtualAppointment.Read VirtualAppointment.ReadWrite	
OnlineMeetings.ReadWrite.All	wp3a	OnlineMeetings.Read.All	
OrgContact.Read	rdp		
OrgContact.Read.All	rd3p3a	OrgContact.Read	
OrgSettings-AppsAndServices.Read.All	rd3p3a		
OrgSettings-AppsAndServices.ReadWrite.All	wd3p3a	OrgSettings-AppsAndServices.Read.All	
OrgSettings-DynamicsVoice.Read.All	rd3p3a		
OrgSettings-DynamicsVoice.ReadWrite.All	wd3p3a	OrgSettings-DynamicsVoice.Read.All	
OrgSettings-Forms.Read.All	rd3p3a		
OrgSettings-Forms.ReadWrite.All	wd3p3a	OrgSettings-Forms.Read.All	
OrgSettings-Microsoft365Install.Read.All	rd2p3a		
OrgSettings-Microsoft365Install.ReadWrite.All	wd2p3a	OrgSettings-Microsoft365Install.Read.All	
OrgSettings-Todo.Read.All	rd3p3a		
OrgSettings-Todo.ReadWrite.All	wd3p3a	OrgSettings-Todo.Read.All	
Organization.Read.All	rd3p3a		
Organization.ReadWrite.All	wd3p4a	Organization.Read.All	
OrganizationalBranding.Read.All	rd3p3a		
OrganizationalBranding.ReadWrite.All	wd3p3a	OrganizationalBranding.Read.All	
Owner.Read.Group	rp2s		
POP.AccessAsUser.All	wd2		
PartnerBilling.Read.All	rd2p2a		
PartnerSecurity.Read.All	rd3p3a		
PartnerSecurity.ReadWrite.All	wd3p3a	PartnerSecurity.Read.All	
PendingExternalUserProfile.Read.All	rd3p3a		
PendingExternalUserProfile.ReadWrite.All	wd3p3a	PendingExternalUserProfile.Read.All	
People.Read	rd2		
People.Read.All	rd3p3a	People.Read	
PeopleSettings.Read.All	rd3p3a		
PeopleSettings.ReadWrite.All	wd3p3a	PeopleSettings.Read.All	
Place.Read.All	rd3p3a		
Place.ReadWrite.All	wd3p3a	Place.Read.All	
PlaceDevice.Read.All	rd3p3a		
PlaceDevice.ReadWrite.All	wd3p3a	PlaceDevice.Read.All PlaceDeviceTelemetry.ReadWrite.All	
PlaceDeviceTelemetry.ReadWrite.All	wp3a		
Policy.Read.All	rd3p3a	Policy.Read.AuthenticationMethod Policy.Read.B2BManagementPolicy Policy.Read.ConditionalAccess Policy.Read.DeviceConfiguration Policy.Read.HybridAuthentication Policy.Read.IdentityProtection Policy.Read.OnPremAuthenticationPolicy Policy.Read.PermissionGrant	
Policy.Read.AuthenticationMethod	rd3p3a		
Policy.Read.B2BManagementPolicy	rd3p3a		
Policy.Read.ConditionalAccess	rd3p3	AuthenticationContext.Read.All	
Policy.Read.DeviceConfiguration	rd3p3a		
Policy.Read.HybridAuthentication	rd3p3a		
Policy.Read.IdentityProtection	rdpa		
Policy.Read.OnPremAuthenticationPolicy	rd3a		
Policy.Read.PermissionGrant	rd3p3a		
Policy.ReadWrite.AccessReview	wd3p3a		
Policy.ReadWrite.ApplicationConfiguration	wd3p3a		
Policy.ReadWrite.AuthenticationFlows	wd3p3a		
Policy.ReadWrite.AuthenticationMethod	wd3p4a	Policy.Read.AuthenticationMethod	
Policy.ReadWrite.Authorization	wd3p3a		
Policy.ReadWrite.B2BManagementPolicy	wd3p3a	Policy.Read.B2BManagementPolicy	
Policy.ReadWrite.ConditionalAccess	wd3p4a	Policy.Read.ConditionalAccess	
Policy.ReadWrite.ConsentRequest	wd3p4a		
Policy.ReadWrite.CrossTenantAccess	wd3p4a		
Policy.ReadWrite.CrossTenantCapability	wd3p3a		
Policy.ReadWrite.DeviceConfiguration	wd3p3a	Policy.Read.DeviceConfiguration	
Policy.ReadWrite.ExternalIdentities	wd3p3a		
Policy.ReadWrite.FeatureRollout	wd3p3a		
Policy.ReadWrite.FedTokenValidation	wd3p3a		
Policy.ReadWrite.HybridAuthentication	wd3p3a	Policy.Read.HybridAuthentication	
Policy.ReadWrite.IdentityProtection	wdpa	Policy.Read.IdentityProtection	
Policy.ReadWrite.MobilityManagement	wd3a		
Policy.ReadWrite.OnPremAuthenticationPolicy	wd3a	Policy.Read.OnPremAuthenticationPolicy	
Policy.ReadWrite.PermissionGrant	wd3p4a	Policy.Read.PermissionGrant	
Policy.ReadWrite.SecurityDefaults	wd3p3a		
Policy.ReadWrite.TrustFramework	wd3p3a		
Presence.Read	rd2		
Presence.Read.All	rd3p3	Presence.Read	
Presence.ReadWrite	wd2	Presence.Read	
Presence.ReadWrite.All	wp3a	Presence.Read.All	
PrintAlertSettings.Read.All	rd3a		
PrintAlertSettings.ReadWrite.All	wd3a	PrintAlertSettings.Read.All	
PrintConnector.Read.All	rd3a		
PrintConnector.ReadWrite.All	wd3a	PrintConnector.Read.All	
PrintJob.Create	wd2		
PrintJob.Manage.All	wp3a	PrintJob.Read.All PrintJob.ReadBasic.All PrintJob.ReadWrite.All	
PrintJob.Read	rd2	PrintJob.ReadBasic	
PrintJob.Read.All	rd3p3a	PrintJob.Read PrintJob.ReadBasic PrintJob.ReadBasic.All	
PrintJob.ReadBasic	rd2		
PrintJob.ReadBasic.All	rd2p3a	PrintJob.ReadBasic	
PrintJob.ReadWrite	wd2	PrintJob.Create PrintJob.Read PrintJob.ReadBasic PrintJob.ReadWriteBasic	
PrintJob.ReadWrite.All	wd3p4a	PrintJob.Create PrintJob.Read PrintJob.Read.All PrintJob.ReadBasic PrintJob.ReadBasic.All PrintJob.ReadWrite PrintJob.ReadWriteBasic PrintJob.ReadWriteBasic.All	
PrintJob.ReadWriteBasic	wd2	PrintJob.ReadBasic	
PrintJob.ReadWriteBasic.All	wd2p3a	PrintJob.ReadBasic PrintJob.ReadBasic.All PrintJob.ReadWriteBasic	
PrintSettings.Read.All	rd3pa		
PrintSettings.ReadWrite.All	wd3a	PrintSettings.Read.All	
PrintTaskDefinition.ReadWrite.All	wp3a		
Printer.Create	wd2a		
Printer.FullControl.All	wd3a	Printer.Read.All Printer.ReadWrite.All	
Printer.Read.All	rd3p3a		
Printer.ReadWrite.All	wd3p3a	Printer.Create Printer.Read.All	
PrinterShare.Read.All	rd3	PrinterShare.ReadBasic.All	
PrinterShare.ReadBasic.All	rd3		
PrinterShare.ReadWrite.All	wd3a	PrinterShare.Read.All PrinterShare.ReadBasic.All	
PrivilegedAccess.Read.AzureAD	rdp3a		
PrivilegedAccess.Read.AzureADGroup	rd3p3a		
PrivilegedAccess.Read.AzureResources	rdp3a		
PrivilegedAccess.ReadWrite.AzureAD	wd3pa	PrivilegedAccess.Read.AzureAD	
PrivilegedAccess.ReadWrite.AzureADGroup	wd3p3a	PrivilegedAccess.Read.AzureADGroup	
PrivilegedAccess.ReadWrite.AzureResources	wd3pa	PrivilegedAccess.Read.AzureResources	
PrivilegedAssignmentSchedule.Read.AzureADGroup	rd3p3a		
PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup	wd3p3a	PrivilegedAssignmentSchedule.Read.AzureADGroup PrivilegedAssignmentSchedule.Remove.AzureADGroup	
PrivilegedAssignmentSchedule.Remove.AzureADGroup	wd3p3a		
PrivilegedEligibilitySchedule.Read.AzureADGroup	rd3p3a		
PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup	wd3p3a	PrivilegedEligibilitySchedule.Read.AzureADGroup PrivilegedEligibilitySchedule.Remove.AzureADGroup	
PrivilegedEligibilitySchedule.Remove.AzureADGroup	wd3p3a		
ProfilePhoto.Read.All	rd2p3a		
ProfilePhoto.ReadWrite.All	wd3p3a	ProfilePhoto.Read.All	
ProgramControl.Read.All	rd3p3a		
ProgramControl.ReadWrite.All	wd3p3a	ProgramControl.Read.All	
ProtectionScopes.Compute.All	wd3p3a	ProtectionScopes.Compute.User	
ProtectionScopes.Compute.User	wd1p2a		
ProvisioningLog.Read.All	rd3p3a		
PublicKeyInfrastructure.Read.All	rd3p3a		
PublicKeyInfrastructure.ReadWrite.All	wd3p3a	PublicKeyInfrastructure.Read.All	
QnA.Read.All	rd3p		
RealTimeActivityFeed.Read.All	rd3p3a		
RecordsManagement.Read.All	rd3p3a		
RecordsManagement.ReadWrite.All	wd3p3a	RecordsManagement.Read.All	
ReportSettings.Read.All	rd3p3a		
ReportSettings.ReadWrite.All	wd3p3a	ReportSettings.Read.All	
Reports.Read.All	rd3p3a		
ResourceSpecificPermissionGrant.ReadForChat	wd		
ResourceSpecificPermissionGrant.ReadForChat.All	wpa		
ResourceSpecificPermissionGrant.ReadForTeam	wd		
ResourceSpecificPermissionGrant.ReadForTeam.All	wpa		
ResourceSpecificPermissionGrant.ReadForUser	wda		
ResourceSpecificPermissionGrant.ReadForUser.All	wpa		
RiskPreventionProviders.Read.All	rd3pa		
RiskPreventionProviders.ReadWrite.All	wd3pa	RiskPreventionProviders.Read.All	
RoleAssignmentSchedule.Read.Directory	rd3p3a		
RoleAssignmentSchedule.ReadWrite.Directory	wd3p3a	RoleAssignmentSchedule.Read.Directory RoleAssignmentSchedule.Remove.Directory RoleEligibilitySchedule.Remove.Directory	
RoleAssignmentSchedule.Remove.Directory	wd3p3a		
RoleEligibilitySchedule.Read.Directory	rd3p3a		
RoleEligibilitySchedule.ReadWrite.Directory	wd3p3a	RoleEligibilitySchedule.Read.Directory	
RoleEligibilitySchedule.Remove.Directory	wd3p3a		
RoleManagement.Read.All	rd3p3a	RoleAssignmentSchedule.Read.Directory RoleEligibilitySchedule.Read.Directory RoleManagement.Read.CloudPC RoleManagement.Read.Defender RoleManagement.Read.Directory RoleManagement.Read.Exchange RoleManagementPolicy.Read.Directory	
RoleManagement.Read.CloudPC	rd3p3a		
RoleManagement.Read.Defender	rd3p3a		
RoleManagement.Read.Directory	rd3p3a	RoleAssignmentSchedule.Read.Directory RoleEligibilitySchedule.Read.Directory RoleManagementPolicy.Read.Directory	
RoleManagement.Read.Exchange	rd3p3a		
RoleManagement.ReadWrite.CloudPC	wd3p3a	RoleManagement.Read.CloudPC	
RoleManagement.ReadWrite.Defender	wd3p3a	RoleManagement.Read.Defender	
RoleManagement.ReadWrite.Directory	wd4p4a	RoleAssignmentSchedule.Read.Directory RoleAssignmentSchedule.ReadWrite.Directory RoleAssignmentSchedule.Remove.Directory RoleEligibilitySchedule.Read.Directory RoleEligibilitySchedule.ReadWrite.Directory RoleEligibilitySchedule.Remove.Directory RoleManagement.Read.Directory RoleManagementPolicy.Read.Directory RoleManagementPolicy.ReadWrite.Directory	
RoleManagement.ReadWrite.Exchange	wd3p3a	RoleManagement.Read.Exchange	
RoleManagementAlert.Read.Directory	rd3p3a		
RoleManagementAlert.ReadWrite.Directory	wd3p3a	RoleManagementAlert.Read.Directory	
RoleManagementPolicy.Read.AzureADGroup	rdpa		
RoleManagementPolicy.Read.Directory	rd3pa		
RoleManagementPolicy.ReadWrite.AzureADGroup	wdpa	RoleManagementPolicy.Read.AzureADGroup	
RoleManagementPolicy.ReadWrite.Directory	wd3pa	RoleManagementPolicy.Read.Directory	
SMTP.Send	wd2		
Schedule-WorkingTime.ReadWrite.All	wp3a		
Schedule.Read.All	rd3p3a		
Schedule.ReadWrite.All	wd3p3a	Schedule.Read.All	
SchedulePermissions.ReadWrite.All	wd3p3a		
SearchConfiguration.Read.All	rd3p3a		
SearchConfiguration.ReadWrite.All	wd3p3a	SearchConfiguration.Read.All	
SecurityActions.Read.All	rd3p3a		
SecurityActions.ReadWrite.All	wd3p3a	SecurityActions.Read.All	
SecurityAlert.Create.All	wd3p3a		
SecurityAlert.Read.All	rd3p3a		
SecurityAlert.ReadWrite.All	wd3p3a	SecurityAlert.Create.All SecurityAlert.Read.All	
SecurityAnalyzedMessage.Read.All	rdp3a		
SecurityAnalyzedMessage.ReadWrite.All	wdp3a	SecurityAnalyzedMessage.Read.All	
SecurityCopilotWorkspaces.Read.All	rd2p3		
SecurityCopilotWorkspaces.ReadWrite.All	wd3p4	SecurityCopilotWorkspaces.Read.All	
SecurityEvents.Read.All	rd3p3a		
SecurityEvents.ReadWrite.All	wd3p3a	SecurityEvents.Read.All	
SecurityIdentitiesAccount.Read.All	rd3p3a		
SecurityIdentitiesActions.ReadWrite.All	wd3p3a		
SecurityIdentitiesAutoConfig.Read.All	rd3p3a		
SecurityIdentitiesAutoConfig.ReadWrite.All	wd3p3a	SecurityIdentitiesAutoConfig.Read.All	
SecurityIdentitiesHealth.Read.All	rd3p3a		
SecurityIdentitiesHealth.ReadWrite.All	wd3p3a	SecurityIdentitiesHealth.Read.All	
SecurityIdentitiesMigration.Read.All	rd3p3a		
SecurityIdentitiesMigration.ReadWrite.All	wd3p3a	SecurityIdentitiesMigration.Read.All	
SecurityIdentitiesSensors.Read.All	rd3p3a		
SecurityIdentitiesSensors.ReadWrite.All	wd3p3a	SecurityIdentitiesSensors.Read.All	
SecurityIdentitiesUserActions.Read.All	rd3p3a		
SecurityIdentitiesUserActions.ReadWrite.All	wd3p3a	SecurityIdentitiesUserActions.Read.All	
SecurityIdentitiesUsers.Read.All	rd3p3a		
SecurityIncident.Read.All	rd3p3a		
SecurityIncident.ReadWrite.All	wd3p3a	SecurityIncident.Read.All	
SensitivityLabel.Evaluate	wd3p3a		
SensitivityLabel.Evaluate.All	wd3p3a	SensitivityLabel.Evaluate	
SensitivityLabel.Read	rd1p2		
SensitivityLabels.Read.All	rd1p2a	SensitivityLabel.Read	
ServiceActivity-Exchange.Read.All	rd3p3a		
ServiceActivity-Microsoft365Web.Read.All	rd3p3a		
ServiceActivity-OneDrive.Read.All	rd3p3a		
ServiceActivity-Teams.Read.All	rd3p3a		
ServiceHealth.Read.All	rd3p3a		
ServiceMessage.Read.All	rd3p3a		
ServiceMessageViewpoint.Write	wd2a		
ServicePrincipalEndpoint.Read.All	rdpa		
ServicePrincipalEndpoint.ReadWrite.All	wdpa	ServicePrincipalEndpoint.Read.All	
SharePointCrossTenantMigration.Manage.All	wd3p4a	SharePointCrossTenantMigration.Read.All	
SharePointCrossTenantMigration.Read.All	rd3p3a		
SharePointTenantSettings.Read.All	rd3p3a		
SharePointTenantSettings.ReadWrite.All	wd3p3a	SharePointTenantSettings.Read.All	
ShortNotes.Read	rd2		
ShortNotes.Read.All	rp3a		
ShortNotes.ReadWrite	wd2	ShortNotes.Read	
ShortNotes.ReadWrite.All	wp3a	ShortNotes.Read.All	
SignInIdentifier.Read.All	rd3p3a		
SignInIdentifier.ReadWrite.All	wd3p3a	SignInIdentifier.Read.All	
Sites.Archive.All	wd3p3a		
Sites.FullControl.All	wd3p4a	Files.ReadWrite.AppFolder Files.ReadWrite.Selected Sites.Archive.All Sites.Manage.All Sites.Read.All Sites.ReadWrite.All Sites.Selected	
Sites.Manage.All	wd3p4	Files.ReadWrite.AppFolder Files.ReadWrite.Selected Sites.Read.All Sites.ReadWrite.All Sites.Selected	
Sites.Read.All	rd3p4	File.Read.Group Files.Read Files.Read.All	
Sites.ReadWrite.All	wd3p4	File.Read.Group Files.Read Files.Read.All Files.ReadWrite.All Files.ReadWrite.AppFolder Files.ReadWrite.Selected Sites.Read.All Sites.Selected	
Sites.Selected	wd3p3		
SpiffeTrustDomain.Read.All	rd3p3a		
SpiffeTrustDomain.ReadWrite.All	wd3p3a	SpiffeTrustDomain.Read.All	
Storyline.ReadWrite.All	wd3p3a		
SubjectRightsRequest.Read.All	rd3pa		
SubjectRightsRequest.ReadWrite.All	wd3pa	SubjectRightsRequest.Read.All	
Subscription.Read.All	rda		
Synchronization.Read.All	rd3p3a		
Synchronization.ReadWrite.All	wd3p4a	Synchronization.Read.All	
SynchronizationData-User.Upload	wd3p3a		
SynchronizationData-User.Upload.OwnedBy	wp3a		
Tasks.Read	rd3p	Tasks.Read.Shared	
Tasks.Read.All	rp3a	Tasks.Read	
Tasks.Read.Shared	rd3		
Tasks.ReadWrite	wd3p	Tasks.Read Tasks.Read.Shared Tasks.ReadWrite.Shared	
Tasks.ReadWrite.All	wp4a	Tasks.Read Tasks.Read.All Tasks.ReadWrite	
Tasks.ReadWrite.Shared	wd3	Tasks.Read.Shared	
Team.Create	wd2p3		
Team.ReadBasic.All	rd2p3	TeamSettings.Read.All	
TeamMember.Read.All	rd3p3a		
TeamMember.Read.Group	rp2s		
TeamMember.ReadWrite.All	wd3p3a	TeamMember.Read.All TeamMember.ReadWriteNonOwnerRole.All	
TeamMember.ReadWriteNonOwnerRole.All	wd3p3a		
TeamSettings.Read.All	rdp3a		
TeamSettings.Read.Group	rp2s		
TeamSettings.ReadWrite.All	wd3p3a	Team.ReadBasic.All TeamSettings.Read.All	
TeamSettings.ReadWrite.Group	wp3s	TeamSettings.Read.Group	
TeamTemplates.Read	rd2		
TeamTemplates.Read.All	rp3a		
TeamsActivity.Read	rd2		
TeamsActivity.Read.All	rp3a		
TeamsActivity.Send	wd2p3		
TeamsActivity.Send.Chat	wp2s		
TeamsActivity.Send.Group	wp2s		
TeamsActivity.Send.User	wp2s		
TeamsApp.Read.Group	rpa		
TeamsAppInstallation.ManageSelectedForChat	wd3a	ResourceSpecificPermissionGrant.ReadForChat TeamsAppInstallation.ReadForChat TeamsAppInstallation.ReadWriteAndConsentForChat TeamsAppInstallation.ReadWriteAndConsentSelfForChat	
TeamsAppInstallation.ManageSelectedForChat.All	wp3a	ResourceSpecificPermissionGrant.ReadForChat.All TeamsAppInstallation.ReadForChat.All TeamsAppInstallation.ReadSelectedForChat.All TeamsAppInstallation.ReadSelectedForTeam.All TeamsAppInstallation.ReadSelectedForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All TeamsAppInstallation.ReadWriteSelectedForChat.All TeamsAppInstallation.ReadWriteSelectedForTeam.All TeamsAppInstallation.ReadWriteSelfForChat.All	
TeamsAppInstallation.ManageSelectedForTeam	wd3a	ResourceSpecificPermissionGrant.ReadForTeam TeamsAppInstallation.ReadForTeam TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam	
TeamsAppInstallation.ManageSelectedForTeam.All	wp3a	ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group TeamsAppInstallation.ReadForTeam.All TeamsAppInstallation.ReadSelectedForChat.All TeamsAppInstallation.ReadSelectedForTeam.All TeamsAppInstallation.ReadSelectedForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All TeamsAppInstallation.ReadWriteSelectedForChat.All TeamsAppInstallation.ReadWriteSelectedForTeam.All TeamsAppInstallation.ReadWriteSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam.All	
TeamsAppInstallation.ManageSelectedForUser	wd3a	ResourceSpecificPermissionGrant.ReadForUser	
TeamsAppInstallation.ManageSelectedForUser.All	wp3a	ResourceSpecificPermissionGrant.ReadForUser.All TeamsAppInstallation.ReadSelectedForChat.All TeamsAppInstallation.ReadSelectedForTeam.All TeamsAppInstallation.ReadSelectedForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All TeamsAppInstallation.ReadWriteSelectedForChat.All TeamsAppInstallation.ReadWriteSelectedForTeam.All TeamsAppInstallation.ReadWriteSelfForUser.All	
TeamsAppInstallation.Read.All	rp3a	TeamsApp.Read.Group	
TeamsAppInstallation.Read.Chat	rp2s		
TeamsAppInstallation.Read.Group	rp2s	TeamsApp.Read.Group	
TeamsAppInstallation.Read.User	rp2s		
TeamsAppInstallation.ReadForChat	wd2	ResourceSpecificPermissionGrant.ReadForChat	
TeamsAppInstallation.ReadForChat.All	wp3a	ResourceSpecificPermissionGrant.ReadForChat.All	
TeamsAppInstallation.ReadForTeam	wd3a	ResourceSpecificPermissionGrant.ReadForTeam	
TeamsAppInstallation.ReadForTeam.All	wp3a	ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group	
TeamsAppInstallation.ReadForUser	wd2		
TeamsAppInstallation.ReadForUser.All	wp3a		
TeamsAppInstallation.ReadSelectedForChat	wda		
TeamsAppInstallation.ReadSelectedForChat.All	wp3a		
TeamsAppInstallation.ReadSelectedForTeam	wda		
TeamsAppInstallation.ReadSelectedForTeam.All	wp3a		
TeamsAppInstallation.ReadSelectedForUser	wda		
TeamsAppInstallation.ReadSelectedForUser.All	wp3a		
TeamsAppInstallation.ReadWriteAndConsentForChat	wd3a		
TeamsAppInstallation.ReadWriteAndConsentForChat.All	wp3a	TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All	
TeamsAppInstallation.ReadWriteAndConsentForTeam	wd3a		
TeamsAppInstallation.ReadWriteAndConsentForTeam.All	wp3a	TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All	
TeamsAppInstallation.ReadWriteAndConsentForUser	wd3a	ResourceSpecificPermissionGrant.ReadForUser	
TeamsAppInstallation.ReadWriteAndConsentForUser.All	wp4a	ResourceSpecificPermissionGrant.ReadForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All TeamsAppInstallation.ReadWriteSelfForUser.All	
TeamsAppInstallation.ReadWriteAndConsentSelfForChat	wd3a		
TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All	wp3a		
TeamsAppInstallation.ReadWriteAndConsentSelfForTeam	wd3a	TeamsAppInstallation.ReadWriteAndConsentForTeam	
TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All	wp3a		
TeamsAppInstallation.ReadWriteAndConsentSelfForUser	wd3a	ResourceSpecificPermissionGrant.ReadForUser	
TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All	wp3a	ResourceSpecificPermissionGrant.ReadForUser.All	
TeamsAppInstallation.ReadWriteForChat	wd3a	ResourceSpecificPermissionGrant.ReadForChat TeamsAppInstallation.ReadForChat TeamsAppInstallation.ReadWriteAndConsentForChat TeamsAppInstallation.ReadWriteAndConsentSelfForChat	
TeamsAppInstallation.ReadWriteForChat.All	wp3a	ResourceSpecificPermissionGrant.ReadForChat.All TeamsAppInstallation.ReadForChat.All TeamsAppInstallation.ReadWriteAndConsentForChat.All TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All TeamsAppInstallation.ReadWriteSelfForChat.All	
TeamsAppInstallation.ReadWriteForTeam	wd3a	ResourceSpecificPermissionGrant.ReadForTeam TeamsAppInstallation.ManageSelectedForTeam TeamsAppInstallation.ReadForTeam TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam	
TeamsAppInstallation.ReadWriteForTeam.All	wp3a	ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group TeamsAppInstallation.ReadForTeam.All TeamsAppInstallation.ReadWriteAndConsentForTeam.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All TeamsAppInstallation.ReadWriteSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam.All	
TeamsAppInstallation.ReadWriteForUser	wd3a	TeamsAppInstallation.ReadForUser	
TeamsAppInstallation.ReadWriteForUser.All	wp3a	TeamsAppInstallation.ReadForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All TeamsAppInstallation.ReadWriteSelfForUser.All	
TeamsAppInstallation.ReadWriteSelectedForChat	wda		
TeamsAppInstallation.ReadWriteSelectedForChat.All	wp3a		
TeamsAppInstallation.ReadWriteSelectedForTeam	wda		
TeamsAppInstallation.ReadWriteSelectedForTeam.All	wp3a		
TeamsAppInstallation.ReadWriteSelectedForUser	wd3a	TeamsAppInstallation.ReadForUser	
TeamsAppInstallation.ReadWriteSelectedForUser.All	wp3a	TeamsAppInstallation.ReadForUser.All TeamsAppInstallation.ReadSelectedForChat.All TeamsAppInstallation.ReadSelectedForTeam.All TeamsAppInstallation.ReadSelectedForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All TeamsAppInstallation.ReadWriteSelectedForChat.All TeamsAppInstallation.ReadWriteSelectedForTeam.All TeamsAppInstallation.ReadWriteSelfForUser.All	
TeamsAppInstallation.ReadWriteSelfForChat	wd2a	ResourceSpecificPermissionGrant.ReadForChat TeamsAppInstallation.ReadForChat TeamsAppInstallation.ReadWriteAndConsentForChat TeamsAppInstallation.ReadWriteAndConsentSelfForChat	
TeamsAppInstallation.ReadWriteSelfForChat.All	wp3a	ResourceSpecificPermissionGrant.ReadForChat.All TeamsAppInstallation.ReadForChat.All TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All	
TeamsAppInstallation.ReadWriteSelfForTeam	wd3pa	ResourceSpecificPermissionGrant.ReadForTeam ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam	
TeamsAppInstallation.ReadWriteSelfForTeam.All	wp3a	ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group TeamsAppInstallation.ReadWriteAndConsentForTeam.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All	
TeamsAppInstallation.ReadWriteSelfForUser	wd2	TeamsAppInstallation.ReadForUser	
TeamsAppInstallation.ReadWriteSelfForUser.All	wp3a	TeamsAppInstallation.ReadForUser.All	
TeamsPolicyUserAssign.ReadWrite.All	wd3p3a		
TeamsResourceAccount.Read.All	rd3p3a		
TeamsTab.Create	wd2p3a		
TeamsTab.Create.Chat	wp2s		
TeamsTab.Create.Group	wp2s		
TeamsTab.Delete.Chat	wp2s		
TeamsTab.Delete.Group	wp2s		
TeamsTab.Read.All	rd3p3a		
TeamsTab.Read.Chat	rp2s		
TeamsTab.Read.Group	rp2s		
TeamsTab.ReadWrite.All	wd3p3a	TeamsTab.Create TeamsTab.Read.All TeamsTab.ReadWriteForChat TeamsTab.ReadWriteForChat.All TeamsTab.ReadWriteForTeam TeamsTab.ReadWriteForTeam.All TeamsTab.ReadWriteSelfForChat TeamsTab.ReadWriteSelfForChat.All TeamsTab.ReadWriteSelfForTeam TeamsTab.ReadWriteSelfForTeam.All	
TeamsTab.ReadWrite.Chat	wp2s	TeamsTab.Create.Chat TeamsTab.Delete.Chat TeamsTab.Read.Chat	
TeamsTab.ReadWrite.Group	wp2s	TeamsTab.Delete.Group TeamsTab.Read.Group	
TeamsTab.ReadWriteForChat	wd2pa		
TeamsTab.ReadWriteForChat.All	wp3a		
TeamsTab.ReadWriteForTeam	wd3a		
TeamsTab.ReadWriteForTeam.All	wp3a		
TeamsTab.ReadWriteForUser	wd		
TeamsTab.ReadWriteForUser.All	wpa		
TeamsTab.ReadWriteSelfForChat	wd2a		
TeamsTab.ReadWriteSelfForChat.All	wp3a	TeamsTab.ReadWriteForChat.All	
TeamsTab.ReadWriteSelfForTeam	wd3a		
TeamsTab.ReadWriteSelfForTeam.All	wp3a		
TeamsTab.ReadWriteSelfForUser	wd		
TeamsTab.ReadWriteSelfForUser.All	wpa		
TeamsTelephoneNumber.Read.All	rd3p3a		
TeamsTelephoneNumber.ReadWrite.All	wd3p3a	TeamsTelephoneNumber.Read.All	
TeamsUserConfiguration.Read.All	rd3p3a		
Teamwork.Migrate.All	wdp3	Channel.Create Chat.UpdatePolicyViolation.All TeamworkSection.ReadWrite TeamworkSection.ReadWrite.All	
Teamwork.Read.All	rd3p3a		
TeamworkAppSettings.Read.All	rd3p3		
TeamworkAppSettings.ReadWrite.All	wd3p3a	TeamworkAppSettings.Read.All	
TeamworkCustomEmoji.Create	wd3		
TeamworkCustomEmoji.Create.All	wp3a		
TeamworkCustomEmoji.Read	rd3		
TeamworkCustomEmoji.Read.All	rp3a		
TeamworkDevice.Read.All	rd3p3a		
TeamworkDevice.ReadWrite.All	wd3p3a	TeamworkDevice.Read.All	
TeamworkSection.Read	rd2		
TeamworkSection.Read.All	rp3a		
TeamworkSection.ReadWrite	wd2	TeamworkSection.Read	
TeamworkSection.ReadWrite.All	wp3a	TeamworkSection.Read.All	
TeamworkTag.Read	rd2a		
TeamworkTag.Read.All	rp3a		
TeamworkTag.ReadWrite	wd2a	TeamworkTag.Read	
TeamworkTag.ReadWrite.All	wp3a	TeamworkTag.Read.All	
TeamworkTargetedMessage.Read.All	rp3a		
TeamworkTargetedMessage.ReadWrite	wd3a		
TeamworkUserInteraction.Read.All	rd2a		
TenantGovernance-Invitation.Read.All	rd3p3a		
TenantGovernance-Invitation.ReadWrite.All	wd3a	TenantGovernance-Invitation.Read.All	
TenantGovernance-PolicyTemplate.Read.All	rd3p3a		
TenantGovernance-PolicyTemplate.ReadWrite.All	wd3a	TenantGovernance-PolicyTemplate.Read.All	
TenantGovernance-RelatedTenant.Read.All	rd3p3a		
TenantGovernance-RelatedTenant.ReadWrite.All	wd3a	TenantGovernance-RelatedTenant.Read.All	
TenantGovernance-Relationship.Read.All	rd3p3a		
TenantGovernance-Relationship.ReadWrite.All	wd3a	TenantGovernance-Relationship.Read.All	
TenantGovernance-Request.Read.All	rd3p3a		
TenantGovernance-Request.ReadWrite.All	wd3a	TenantGovernance-Request.Read.All	
TenantGovernance-Setting.Read.All	rd3p3a		
TenantGovernance-Setting.ReadWrite.All	wd3a	TenantGovernance-Setting.Read.All	
TermStore.Read.All	rd3pa		
TermStore.ReadWrite.All	wd3pa	TermStore.Read.All	
ThreatAssessment.Read.All	rp3a		
ThreatAssessment.ReadWrite.All	wd3a		
ThreatHunting.Read.All	rd3p3a		
ThreatIndicators.Read.All	rd3p3a		
ThreatIndicators.ReadWrite.OwnedBy	wd2p3a		
ThreatIntelligence.Read.All	rd3p3a		
ThreatSubmission.Read	rd		
ThreatSubmission.Read.All	rd3p3a	ThreatSubmission.Read	
ThreatSubmission.ReadWrite	wd	ThreatSubmission.Read	
ThreatSubmission.ReadWrite.All	wd3p3a	ThreatSubmission.Read ThreatSubmission.Read.All ThreatSubmission.ReadWrite	
ThreatSubmissionPolicy.ReadWrite.All	wd3p3a		
Topic.Read.All	rda		
TrustFrameworkKeySet.Read.All	rd3p3a		
TrustFrameworkKeySet.ReadWrite.All	wd3p3a	TrustFrameworkKeySet.Read.All	
UnifiedGroupMember.Read.AsGuest	rd2a		
User-ConvertToInternal.ReadWrite.All	wd3p3a		
User-LifeCycleInfo.Read.All	rdpa		
User-LifeCycleInfo.ReadWrite.All	wdpa	User-LifeCycleInfo.Read.All	
User-Mail.ReadWrite.All	wd3p3a		
User-OnPremisesSyncBehavior.ReadWrite.All	wd2p3a		
User-PasswordProfile.ReadWrite.All	wd4p4a	User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.EnableDisableAccount.All User.ManageIdentities.All	
User-Phone.ReadWrite.All	wd3p3a		
User.DeleteRestore.All	wd4p4a		
User.EnableDisableAccount.All	wd4p4a		
User.Export.All	wdp3a		
User.Invite.All	wd3p3a		
User.ManageIdentities.All	wd3p3a		
User.Read	rd2		
User.Read.All	rd3p3a	User.Read User.ReadBasic.All UserShiftPreferences.Read.All	
User.ReadBasic.All	rd2p3		
User.ReadWrite	wd3	User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.Read	
User.ReadWrite.All	wd4p4a	AgentIdUser.ReadWrite.All AgentIdUser.ReadWrite.IdentityParentedBy User-ConvertToInternal.ReadWrite.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.DeleteRestore.All User.EnableDisableAccount.All User.Invite.All User.ManageIdentities.All User.Read User.Read.All User.ReadBasic.All User.ReadWrite User.ReadWrite.CrossCloud UserShiftPreferences.Read.All UserShiftPreferences.ReadWrite.All	
User.ReadWrite.CrossCloud	wp3a	User-Mail.ReadWrite.All User-Phone.ReadWrite.All	
User.RevokeSessions.All	wd3p3a		
UserActivity.ReadWrite.CreatedByApp	wd2		
UserAuthMethod-Email.Read	rd2a		
UserAuthMethod-Email.Read.All	rd3p3a	UserAuthMethod-Email.Read	
UserAuthMethod-Email.ReadWrite	wd3a	UserAuthMethod-Email.Read	
UserAuthMethod-Email.ReadWrite.All	wd3p3a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-Email.ReadWrite	
UserAuthMethod-External.Read	rd2a		
UserAuthMethod-External.Read.All	rd3p3a	UserAuthMethod-External.Read	
UserAuthMethod-External.ReadWrite	wd3a	UserAuthMethod-External.Read	
UserAuthMethod-External.ReadWrite.All	wd3p3a	UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-External.ReadWrite	
UserAuthMethod-HardwareOATH.Read	rd2a		
UserAuthMethod-HardwareOATH.Read.All	rd3p3a	UserAuthMethod-HardwareOATH.Read	
UserAuthMethod-HardwareOATH.ReadWrite	wd3a	UserAuthMethod-HardwareOATH.Read	
UserAuthMethod-HardwareOATH.ReadWrite.All	wd3p3a	UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-HardwareOATH.ReadWrite	
UserAuthMethod-MicrosoftAuthApp.Read	rd2a		
UserAuthMethod-MicrosoftAuthApp.Read.All	rd3p3a	UserAuthMethod-MicrosoftAuthApp.Read	
UserAuthMethod-MicrosoftAuthApp.ReadWrite	wd3a	UserAuthMethod-MicrosoftAuthApp.Read	
UserAuthMethod-MicrosoftAuthApp.ReadWrite.All	wd3p3a	UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-MicrosoftAuthApp.ReadWrite	
UserAuthMethod-Passkey.Read	rd2a		
UserAuthMethod-Passkey.Read.All	rd3p3a	UserAuthMethod-Passkey.Read	
UserAuthMethod-Passkey.ReadWrite	wd3a	UserAuthMethod-Passkey.Read	
UserAuthMethod-Passkey.ReadWrite.All	wd3p3a	UserAuthMethod-Passkey.Read UserAuthMethod-Passkey.Read.All UserAuthMethod-Passkey.ReadWrite	
UserAuthMethod-Password.Read	rd2a		
UserAuthMethod-Password.Read.All	rd3p3a	UserAuthMethod-Password.Read	
UserAuthMethod-Password.ReadWrite	wd3a	UserAuthMethod-Password.Read	
UserAuthMethod-Password.ReadWrite.All	wd3p3a	UserAuthMethod-Password.Read UserAuthMethod-Password.Read.All UserAuthMethod-Password.ReadWrite	
UserAuthMethod-Phone.Read	rd2a		
UserAuthMethod-Phone.Read.All	rd3p3a	UserAuthMethod-Phone.Read	
UserAuthMethod-Phone.ReadWrite	wd3a	UserAuthMethod-Phone.Read	
UserAuthMethod-Phone.ReadWrite.All	wd3p3a	UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-Phone.ReadWrite	
UserAuthMethod-PlatformCred.Read	rd2a		
UserAuthMethod-PlatformCred.Read.All	rd3p3a	UserAuthMethod-PlatformCred.Read	
UserAuthMethod-PlatformCred.ReadWrite	wd3a	UserAuthMethod-PlatformCred.Read	
UserAuthMethod-PlatformCred.ReadWrite.All	wd3p3a	UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-PlatformCred.ReadWrite	
UserAuthMethod-QR.Read	rd2a		
UserAuthMethod-QR.Read.All	rd3p3a	UserAuthMethod-QR.Read	
UserAuthMethod-QR.ReadWrite	wd3a	UserAuthMethod-QR.Read	
UserAuthMethod-QR.ReadWrite.All	wd3p3a	UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-QR.ReadWrite	
UserAuthMethod-ResourceKey.Read.All	rd3p3a		
UserAuthMethod-ResourceKey.ReadWrite.All	wd3p3a	UserAuthMethod-ResourceKey.Read.All	
UserAuthMethod-SoftwareOATH.Read	rd2a		
UserAuthMethod-SoftwareOATH.Read.All	rd3p3a	UserAuthMethod-SoftwareOATH.Read	
UserAuthMethod-SoftwareOATH.ReadWrite	wd3a	UserAuthMethod-SoftwareOATH.Read	
UserAuthMethod-SoftwareOATH.ReadWrite.All	wd3p3a	UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-SoftwareOATH.ReadWrite	
UserAuthMethod-TAP.Read	rd2a		
UserAuthMethod-TAP.Read.All	rd3p3a	UserAuthMethod-TAP.Read	
UserAuthMethod-TAP.ReadWrite	wd3a	UserAuthMethod-TAP.Read	
UserAuthMethod-TAP.ReadWrite.All	wd3p3a	UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-TAP.ReadWrite	
UserAuthMethod-WindowsHello.Read	rd2a		
UserAuthMethod-WindowsHello.Read.All	rd3p3a	UserAuthMethod-WindowsHello.Read	
UserAuthMethod-WindowsHello.ReadWrite	wd3a	UserAuthMethod-WindowsHello.Read	
UserAuthMethod-WindowsHello.ReadWrite.All	wd3p3a	UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All UserAuthMethod-WindowsHello.ReadWrite	
UserAuthenticationMethod.Read	rd2a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-Passkey.Read UserAuthMethod-Passkey.Read.All UserAuthMethod-Password.Read UserAuthMethod-Password.Read.All UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All	
UserAuthenticationMethod.Read.All	rd3p3a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-Password.Read.All UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-ResourceKey.Read.All UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All UserAuthenticationMethod.Read	
UserAuthenticationMethod.ReadWrite	wd3a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-Email.ReadWrite UserAuthMethod-Email.ReadWrite.All UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-External.ReadWrite UserAuthMethod-External.ReadWrite.All UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-HardwareOATH.ReadWrite UserAuthMethod-HardwareOATH.ReadWrite.All UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-MicrosoftAuthApp.ReadWrite UserAuthMethod-MicrosoftAuthApp.ReadWrite.All UserAuthMethod-Passkey.Read UserAuthMethod-Passkey.Read.All UserAuthMethod-Passkey.ReadWrite UserAuthMethod-Password.Read UserAuthMethod-Password.Read.All UserAuthMethod-Password.ReadWrite UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-Phone.ReadWrite UserAuthMethod-Phone.ReadWrite.All UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-PlatformCred.ReadWrite UserAuthMethod-PlatformCred.ReadWrite.All UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-QR.ReadWrite UserAuthMethod-QR.ReadWrite.All UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-SoftwareOATH.ReadWrite UserAuthMethod-SoftwareOATH.ReadWrite.All UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All UserAuthMethod-WindowsHello.ReadWrite UserAuthMethod-WindowsHello.ReadWrite.All UserAuthenticationMethod.Read	
UserAuthenticationMethod.ReadWrite.All	wd4p4a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-Email.ReadWrite UserAuthMethod-Email.ReadWrite.All UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-External.ReadWrite UserAuthMethod-External.ReadWrite.All UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-HardwareOATH.ReadWrite UserAuthMethod-HardwareOATH.ReadWrite.All UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-MicrosoftAuthApp.ReadWrite UserAuthMethod-MicrosoftAuthApp.ReadWrite.All UserAuthMethod-Passkey.ReadWrite.All UserAuthMethod-Password.Read.All UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-Phone.ReadWrite UserAuthMethod-Phone.ReadWrite.All UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-PlatformCred.ReadWrite UserAuthMethod-PlatformCred.ReadWrite.All UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-QR.ReadWrite UserAuthMethod-QR.ReadWrite.All UserAuthMethod-ResourceKey.ReadWrite.All UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-SoftwareOATH.ReadWrite UserAuthMethod-SoftwareOATH.ReadWrite.All UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-TAP.ReadWrite.All UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All UserAuthMethod-WindowsHello.ReadWrite UserAuthMethod-WindowsHello.ReadWrite.All UserAuthenticationMethod.Read UserAuthenticationMethod.Read.All UserAuthenticationMethod.ReadWrite	
UserCloudClipboard.Read	rd		
UserNotification.ReadWrite.CreatedByApp	wdp		
UserShiftPreferences.Read.All	rp3a		
UserShiftPreferences.ReadWrite.All	wp3a	UserShiftPreferences.Read.All	
UserTeamwork.Read	rd2a		
UserTeamwork.Read.All	rp3a		
UserTimelineActivity.Write.CreatedByApp	wd		
UserWindowsSettings.Read	rd		
UserWindowsSettings.Read.All	rd2a	UserWindowsSettings.Read	
UserWindowsSettings.ReadWrite.All	wd3a	UserWindowsSettings.Read UserWindowsSettings.Read.All	
VerifiedId-Profile.Read.All	rd3p3a		
VerifiedId-Profile.ReadWrite.All	wd3a	VerifiedId-Profile.Read.All	
VirtualAppointment.Read	rd2a		
VirtualAppointment.Read.All	rp3a		
VirtualAppointment.ReadWrite	wd2a	VirtualAppointment.Read	
VirtualAppointment.ReadWrite.All	wp3a	VirtualAppointment.Read.All	
VirtualAppointmentNotification.Send	wd2p3a		
VirtualEvent.Read	rd3a		
VirtualEvent.Read.All	rp3a		
VirtualEvent.Read.Chat	rp2s		
VirtualEvent.ReadWrite	wd2a	VirtualEvent.Read	
VirtualEventRegistration-Anon.ReadWrite.All	wp2a		
VirtualEventRegistration-Anon.ReadWrite.Chat	wp2s		
WindowsUpdates.Read.All	rd3p3a		
WindowsUpdates.ReadWrite.All	wd3p3a	WindowsUpdates.Read.All	
WorkforceIntegration.Read.All	rd3p3a		
WorkforceIntegration.ReadWrite.All	wd3p3a	WorkforceIntegration.Read.All	
eDiscovery.Read.All	rd3p3a		
eDiscovery.ReadWrite.All	wd3p3a	eDiscovery.Read.All	
email	id		
offline_access	id		
openid	id		
profile	id		`,
};
