// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'microsoftgraph/microsoft-graph-devx-content', version: '6cbd6bbd665a', licence: 'MIT' }],
  prefix: '',
  lines: `APIConnectors.Read.All	rdpa		Read API connectors for authentication flows
APIConnectors.ReadWrite.All	wd3p3a	APIConnectors.Read.All	Read and write API connectors for authentication flows
AccessReview.Read.All	rd3p3a		Read all access reviews that user can access
AccessReview.ReadWrite.All	wd3p3a	AccessReview.Read.All AccessReview.ReadWrite.Membership	Manage all access reviews that user can access
AccessReview.ReadWrite.Membership	wd3p3a		Manage access reviews for group and app memberships
Acronym.Read.All	rd3p		Read all acronyms that the user can access
AdministrativeUnit.Read.All	rd3p3a		Read administrative units
AdministrativeUnit.ReadWrite.All	wd3p3a	AdministrativeUnit.Read.All	Read and write administrative units
AgentCardManifest.Read.All	rd2p3a		Read all agent card manifests in Agent Registry
AgentCardManifest.ReadWrite.All	wd2p3a	AgentCardManifest.Read.All AgentCardManifest.ReadWrite.ManagedBy	Read and write agent card manifests in Agent Registry
AgentCardManifest.ReadWrite.ManagedBy	wp2a		Read and write managed-by agent card manifests in Agent Registry
AgentCollection.Read.All	rd2p3a	AgentCollection.Read.Global AgentCollection.Read.Quarantined	Read all collections in Agent Registry, except quarantined and global
AgentCollection.Read.Global	rd3a		Read global collection in Agent Registry
AgentCollection.Read.Quarantined	rd3a		Read quarantined collection in Agent Registry
AgentCollection.ReadWrite.All	wd2p3a	AgentCollection.Read.All AgentCollection.Read.Global AgentCollection.Read.Quarantined AgentCollection.ReadWrite.Global AgentCollection.ReadWrite.ManagedBy AgentCollection.ReadWrite.Quarantined	Read and write collections in Agent Registry, except quarantined and global
AgentCollection.ReadWrite.Global	wd3a	AgentCollection.Read.Global	Read and write global collection in Agent Registry
AgentCollection.ReadWrite.ManagedBy	wp2a		Read and write managed-by collections in Agent Registry
AgentCollection.ReadWrite.Quarantined	wd3a	AgentCollection.Read.Quarantined	Read and write quarantined collection in Agent Registry
AgentIdUser.ReadWrite.All	wd3p3a	AgentIdUser.ReadWrite.IdentityParentedBy User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All User.ReadWrite User.ReadWrite.CrossCloud UserShiftPreferences.Read.All UserShiftPreferences.ReadWrite.All	Read and write all agent ID users' full profiles
AgentIdUser.ReadWrite.IdentityParentedBy	wd3p3a	User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All User.ReadWrite User.ReadWrite.CrossCloud UserShiftPreferences.Read.All UserShiftPreferences.ReadWrite.All	Read and write full profiles of agent ID users under an agent blueprint
AgentIdentity.Create.All	wd3p4a		Create agent identities without an agent blueprint parent
AgentIdentity.CreateAsManager	wp4a		Create and manage agent identities as the parent agent identity blueprint
AgentIdentity.DeleteRestore.All	wd3p3a		Delete and restore agent identities
AgentIdentity.EnableDisable.All	wd3p3a		Enable or disable agent identities
AgentIdentity.Read.All	rd3p3a		Read all agent identities
AgentIdentity.ReadWrite.All	wd3p3a	AgentIdentity.EnableDisable.All AgentIdentity.Read.All	Read and write all agent identities
AgentIdentity.UpdateSponsors.All	wd3p3a		Add or remove sponsors for agent identities
AgentIdentityBlueprint.AddRemoveCreds.All	wd3p3a		Update agent identity blueprint credentials
AgentIdentityBlueprint.Create	wd3p4a		Create agent identity blueprints
AgentIdentityBlueprint.DeleteRestore.All	wd3p3a		Delete and restore agent identity blueprints
AgentIdentityBlueprint.Read.All	rd3p3a		Read all agent identity blueprints
AgentIdentityBlueprint.ReadWrite.All	wd3p3a	AgentIdentityBlueprint.AddRemoveCreds.All AgentIdentityBlueprint.DeleteRestore.All AgentIdentityBlueprint.Read.All AgentIdentityBlueprint.UpdateAuthProperties.All AgentIdentityBlueprint.UpdateBranding.All	Read and write all agent identity blueprints
AgentIdentityBlueprint.UpdateAuthProperties.All	wd3p3a		Update agent identity blueprint authorization and authentication properties
AgentIdentityBlueprint.UpdateBranding.All	wd3p3a		Update agent identity blueprint branding
AgentIdentityBlueprint.UpdateSponsors.All	wd3p3a		Add or remove sponsors for agent identity blueprints
AgentIdentityBlueprintPrincipal.Create	wd3p4a		Create agent identity blueprint principals
AgentIdentityBlueprintPrincipal.DeleteRestore.All	wd3p3a		Delete and restore agent identity blueprint principals
AgentIdentityBlueprintPrincipal.EnableDisable.All	wd3p3a		Enable or disable agent identity blueprint principals
AgentIdentityBlueprintPrincipal.Read.All	rd3p3a		Read agent identity blueprint principals
AgentIdentityBlueprintPrincipal.ReadWrite.All	wd3p3a	AgentIdentityBlueprintPrincipal.DeleteRestore.All AgentIdentityBlueprintPrincipal.EnableDisable.All AgentIdentityBlueprintPrincipal.Read.All	Read and write all agent identity blueprint principals
AgentInstance.Read.All	rd2p3a		Read all agent instances in Agent Registry
AgentInstance.ReadWrite.All	wd2p3a	AgentInstance.Read.All AgentInstance.ReadWrite.ManagedBy	Read and write agent instances in Agent Registry
AgentInstance.ReadWrite.ManagedBy	wp2a		Read and write managed-by agent instances in Agent Registry
AgentRegistration.Read.All	rd3p3		Read all agent registrations
AgentRegistration.ReadWrite.All	wd3p3a	AgentRegistration.Read.All	Read and write all agent registrations
Agreement.Read.All	rd3pa		Read all terms of use agreements
Agreement.ReadWrite.All	wd3pa	Agreement.Read.All	Read and write all terms of use agreements
AgreementAcceptance.Read	rd2a		Read user terms of use acceptance statuses
AgreementAcceptance.Read.All	rd3pa	AgreementAcceptance.Read	Read terms of use acceptance statuses that user can access
AiEnterpriseInteraction.Read	rd2		Read user AI enterprise interactions.
AiEnterpriseInteraction.Read.All	rp3a		Read all AI enterprise interactions.
AiEnterpriseInteraction.Read.User	rp2s		Read user AI enterprise interactions.
Analytics.Read	rd2		Read user activity statistics
AppCatalog.Read.All	rd3p3		Read all app catalogs
AppCatalog.ReadWrite.All	wd3p3a	AppCatalog.Read.All	Read and write to all app catalogs
AppCatalog.Submit	wd2		Submit application packages to the catalog and cancel pending submissions
AppCertTrustConfiguration.Read.All	rd3p3a		
AppCertTrustConfiguration.ReadWrite.All	wd3p3a	AppCertTrustConfiguration.Read.All	
AppRegistration.Create	wd3p3a		Register new applications
AppRoleAssignment.ReadWrite.All	wd3p4a		Manage app permission grants and app role assignments
Application-RemoteDesktopConfig.ReadWrite.All	wd3p3a		Read and write the remote desktop security configuration for all apps
Application.Read.All	rd3p3a		Read applications
Application.ReadWrite.All	wd3p4a	AppRegistration.Create Application.Read.All Application.ReadWrite.OwnedBy	Read and write all applications
Application.ReadWrite.OwnedBy	wp3a	AppRegistration.Create Synchronization.Read.All	Manage apps that this app creates or owns
ApprovalSolution.Read	rd3		Read user's approval items, approval requests and approval responses.
ApprovalSolution.Read.All	rp3a		Read approvals data with a subscription.
ApprovalSolution.ReadWrite	wd3	ApprovalSolution.Read ApprovalSolutionResponse.ReadWrite	Create and cancel user's approval items. Read user's approval items, requests, responses.
ApprovalSolution.ReadWrite.All	wp3a	ApprovalSolution.Read.All	Read approvals data and create, update, or remove approval item subscriptions.
ApprovalSolutionResponse.ReadWrite	wd3	ApprovalSolution.Read	Respond to a user's approval. Read user's approval items, requests, responses.
AttackSimulation.Read.All	rd3p3a		Read attack simulation data of an organization
AttackSimulation.ReadWrite.All	wd3p3	AttackSimulation.Read.All	Read, create, and update attack simulation data of an organization
AuditActivity.Read	rd1p2a		Read activity audit log from the audit store.
AuditActivity.Write	wd2p2a		Upload activity audit logs to the audit store.
AuditLog.Read.All	rd3p3a	ProvisioningLog.Read.All	Read audit log data
AuditLogsQuery-CRM.Read.All	rd3p3a		Read audit logs data from Dynamics CRM workload
AuditLogsQuery-Endpoint.Read.All	rd3p3a		Read audit logs data from Endpoint Data Loss Prevention workload
AuditLogsQuery-Entra.Read.All	rd3p3a		Read audit logs data from Entra service
AuditLogsQuery-Exchange.Read.All	rd3p3a		Read audit logs data from Exchange workload
AuditLogsQuery-OneDrive.Read.All	rd3p3a		Read audit logs data from OneDrive workload
AuditLogsQuery-SharePoint.Read.All	rd3p3a		Read audit logs data from SharePoint workload
AuditLogsQuery.Read.All	rd3p3a		Read audit logs data from all services
AuthenticationContext.Read.All	rd3p3a		Read all authentication context information
AuthenticationContext.ReadWrite.All	wd3p3a	AuthenticationContext.Read.All	Read and write all authentication context information
BackupRestore-Configuration.Read.All	rdp4a		Read backup configuration policies
BackupRestore-Configuration.ReadWrite.All	wdp4a	BackupRestore-Configuration.Read.All	Read and edit backup configuration policies
BackupRestore-Control.Read.All	rdp4a		Read the status of the M365 backup service
BackupRestore-Control.ReadWrite.All	wdp4a	BackupRestore-Control.Read.All	Update or read the status of the M365 backup service
BackupRestore-Monitor.Read.All	rdpa		Read monitoring, quota and billing information for the tenant
BackupRestore-Restore.Read.All	rdp4a		Read restore sessions
BackupRestore-Restore.ReadWrite.All	wdp4a	BackupRestore-Restore.Read.All	Read restore sessions and start restore sessions from backups
BackupRestore-Search.Read.All	rdp4a		Search for metadata properties in all backup snapshots
BillingConfiguration.ReadWrite.All	wdpa		Read and write application billing configuration
BitlockerKey.Read.All	rd3p3a	BitlockerKey.ReadBasic.All	Read BitLocker keys
BitlockerKey.ReadBasic.All	rd3p3a		Read BitLocker keys basic information
Bookings.Manage.All	wd3p3	Bookings.Read.All Bookings.ReadWrite.All BookingsAppointment.ReadWrite.All	Manage bookings information
Bookings.Read.All	rd3p3		Read bookings information
Bookings.ReadWrite.All	wd3p3	Bookings.Read.All BookingsAppointment.ReadWrite.All	Read and write bookings information
BookingsAppointment.ReadWrite.All	wd3p3	Bookings.Read.All	Read and write booking appointments
Bookmark.Read.All	rd3p		Read all bookmarks that the user can access
BrowserSiteLists.Read.All	rd3p3		Read browser site lists for your organization
BrowserSiteLists.ReadWrite.All	wd3p3	BrowserSiteLists.Read.All	Read and write browser site lists for your organization
BusinessScenarioConfig.Read.All	rd3a	BusinessScenarioConfig.Read.OwnedBy	Read business scenario configurations
BusinessScenarioConfig.Read.OwnedBy	rd2p3a		Read business scenario configurations this app creates or owns
BusinessScenarioConfig.ReadWrite.All	wd3a	BusinessScenarioConfig.Read.All BusinessScenarioConfig.Read.OwnedBy BusinessScenarioConfig.ReadWrite.OwnedBy	Read and write business scenario configurations
BusinessScenarioConfig.ReadWrite.OwnedBy	wd2p3a	BusinessScenarioConfig.Read.OwnedBy	Read and write business scenario configurations this app creates or owns
BusinessScenarioData.Read.OwnedBy	rd2p3a		Read all data for business scenarios this app creates or owns
BusinessScenarioData.ReadWrite.OwnedBy	wd2p3a	BusinessScenarioData.Read.OwnedBy	Read and write all data for business scenarios this app creates or owns
Calendars.Read	rd2p4	Calendars.Read.Shared Calendars.ReadBasic	Read user calendars 
Calendars.Read.Shared	rd2		Read user and shared calendars
Calendars.ReadBasic	rd2pa		Read basic details of user calendars
Calendars.ReadBasic.All	rp3a	Calendars.ReadBasic	Read basic details of calendars in all mailboxes 
Calendars.ReadWrite	wd2p3	Calendars.Read Calendars.Read.Shared Calendars.ReadBasic Calendars.ReadWrite.Shared	Have full access to user calendars 
Calendars.ReadWrite.Shared	wd2	Calendars.Read.Shared	Read and write user and shared calendars
CallDelegation.Read	rd3		Read delegation settings
CallDelegation.Read.All	rp3a		Read delegation settings
CallDelegation.ReadWrite	wd2	CallDelegation.Read	Read and write delegation settings
CallDelegation.ReadWrite.All	wp3a	CallDelegation.Read.All	Read and write delegation settings
CallEvents-Emergency.Read.All	rp3a		Read all emergency call events
CallEvents.Read	rd3a		Read call event data
CallEvents.Read.All	rp3a		Read all call events
CallRecord-PstnCalls.Read.All	rp3a		Read PSTN and direct routing call log data
CallRecordings.Read.All	rd3p3a		Read all recordings of calls. 
CallRecords.Read.All	rp3a	CallRecord-PstnCalls.Read.All	Read all call records
CallTranscripts.Read.All	rd3p3a		Read all transcripts of calls. 
Calls.AccessMedia.All	wp3a		Access media streams in a call as an app
Calls.AccessMedia.Chat	wp2s		
Calls.Initiate.All	wp3a		Initiate outgoing 1 to 1 calls from the app
Calls.InitiateGroupCall.All	wp3a	Calls.JoinGroupCallAsGuest.All	Initiate outgoing group calls from the app
Calls.JoinGroupCall.All	wp3a	Calls.JoinGroupCallAsGuest.All	Join group calls and meetings as an app
Calls.JoinGroupCallAsGuest.All	wp3a		Join group calls and meetings as a guest
Calls.JoinGroupCalls.Chat	wp2s		
Calls.ReportSyntheticMedia.All	wp3a		Report synthetic media detections in calls
CaseManagement.Read.All	rd3p3a		Read cases, relations, tasks, attachments and activities
CaseManagement.ReadWrite.All	wd3p3a	CaseManagement.Read.All	Read and write to cases, relations, tasks, attachments and activities
ChangeManagement.Read.All	rd1p2		Read Change Management items
Channel.Create	wd2p3a		Create channels
Channel.Create.Group	wp2s		
Channel.Delete.All	wd3p3a		Delete channels
Channel.Delete.Group	wp2s		
Channel.ReadBasic.All	rd2p3	ChannelSettings.Read.All	Read the names and descriptions of channels
ChannelMember.Read.All	rd3p3a		Read the members of channels
ChannelMember.Read.Group	rp3s		Read the members of channels of a team
ChannelMember.ReadWrite	wd		
ChannelMember.ReadWrite.All	wd3p3a	ChannelMember.Read.All ChannelMember.ReadWrite	Add and remove members from channels
ChannelMember.ReadWrite.Group	wp3s	ChannelMember.Read.Group	Read and write the members of channels of a team
ChannelMessage.Edit	wd2		Edit user's channel messages
ChannelMessage.Read.All	rd3p4a		Read user channel messages
ChannelMessage.Read.Group	rp4s		
ChannelMessage.ReadWrite	wd2a		Read and write user channel messages
ChannelMessage.Send	wd2		Send channel messages
ChannelMessage.UpdatePolicyViolation.All	wp3a		Flag channel messages for violating policy
ChannelSettings.Read.All	rd3p3a		Read the names, descriptions, and settings of channels
ChannelSettings.Read.Group	rp2s		
ChannelSettings.ReadWrite.All	wd3p3a	Channel.ReadBasic.All ChannelSettings.Read.All	Read and write the names, descriptions, and settings of channels
ChannelSettings.ReadWrite.Group	wp3s	ChannelSettings.Read.Group	
Chat.Create	wd2p3		Create chats
Chat.Manage.Chat	wp3s	ChatMember.Read.All ChatMember.Read.Chat ChatMember.ReadWrite.All ChatSettings.Read.Chat ResourceSpecificPermissionGrant.ReadForChat.All TeamsAppInstallation.ManageSelectedForChat.All TeamsAppInstallation.ReadForChat.All TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All TeamsAppInstallation.ReadWriteForChat.All TeamsAppInstallation.ReadWriteSelfForChat.All	
Chat.ManageDeletion.All	wd3p3a		Delete and recover deleted chats
Chat.ManageDeletion.Chat	wp3s		Delete and recover deleted chat
Chat.Read	rd2	Chat.ReadBasic ChatMember.Read	Read user chat messages
Chat.Read.All	rp4a	Chat.Read.WhereInstalled Chat.ReadBasic.All Chat.ReadBasic.WhereInstalled ChatMember.Read.All ChatMessage.Read.All	Read all chat messages
Chat.Read.WhereInstalled	rp3a	Chat.ReadBasic.WhereInstalled	Read all chat messages for chats where the associated Teams application is installed.
Chat.ReadBasic	rd2	ChatMember.Read	Read names and members of user chat threads
Chat.ReadBasic.All	rp3a	Chat.ReadBasic.WhereInstalled ChatMember.Read.All	Read names and members of all chat threads
Chat.ReadBasic.WhereInstalled	rp3a		Read names and members of all chat threads where the associated Teams application is installed.
Chat.ReadWrite	wd2	Chat.Create Chat.Read Chat.ReadBasic ChatMember.Read	Read and write user chat messages
Chat.ReadWrite.All	wd3p4	Chat.Read Chat.Read.All Chat.Read.WhereInstalled Chat.ReadBasic Chat.ReadBasic.All Chat.ReadBasic.WhereInstalled Chat.ReadWrite Chat.ReadWrite.WhereInstalled Chat.UpdatePolicyViolation.All ChatMember.Read ChatMember.Read.All ChatMessage.Read.All	Read and write all chat messages
Chat.ReadWrite.WhereInstalled	wp3a	Chat.Read.WhereInstalled Chat.ReadBasic.WhereInstalled	Read and write all chat messages for chats where the associated Teams application is installed.
Chat.UpdatePolicyViolation.All	wp3a		Flag chat messages for violating policy
ChatMember.Read	rd2a		Read the members of chats
ChatMember.Read.All	rp3a	ChatMember.Read.WhereInstalled	Read the members of all chats
ChatMember.Read.Chat	rp2s		
ChatMember.Read.WhereInstalled	rp3a		Read the members of all chats where the associated Teams application is installed.
ChatMember.ReadWrite	wd3a	ChatMember.Read	Add and remove members from chats
ChatMember.ReadWrite.All	wp3a	ChatMember.Read.All ChatMember.Read.WhereInstalled ChatMember.ReadWrite.WhereInstalled	Add and remove members from all chats
ChatMember.ReadWrite.WhereInstalled	wp3a	ChatMember.Read.WhereInstalled	Add and remove members from all chats where the associated Teams application is installed.
ChatMessage.Read	rd		Read user chat messages
ChatMessage.Read.All	rp3a		Read all chat messages
ChatMessage.Read.Chat	rp2s		
ChatMessage.Send	wd2		Send user chat messages
ChatSettings.Read.Chat	rp2s	Chat.ReadBasic.WhereInstalled	
ChatSettings.ReadWrite.Chat	wp2s	Chat.ReadBasic.WhereInstalled ChatSettings.Read.Chat	
CloudApp-Discovery.Read.All	rd3p3		Read discovered cloud applications data
CloudPC.Read.All	rd3p3	RoleManagement.Read.CloudPC	Read Cloud PCs
CloudPC.ReadWrite.All	wd3p3a	CloudPC.Read.All RoleManagement.Read.CloudPC RoleManagement.ReadWrite.CloudPC	Read and write Cloud PCs
Community.Read.All	rd2p3a		Read all Viva Engage communities
Community.ReadWrite.All	wd3p3a	Community.Read.All	Read and write all Viva Engage communities
ConfigurationMonitoring.Read.All	rd3p3a		Read all Configuration Monitoring entities
ConfigurationMonitoring.ReadWrite.All	wd3p3a	ConfigurationMonitoring.Read.All	Read and write all Configuration Monitoring entities
ConsentRequest.Create	wda		Create consent requests
ConsentRequest.Read	rd		Read consent requests created by the user
ConsentRequest.Read.All	rd3p3a	ConsentRequest.Read	Read consent requests
ConsentRequest.ReadApprove.All	wda		Read and approve consent requests
ConsentRequest.ReadWrite.All	wd3p4a	ConsentRequest.Read ConsentRequest.Read.All	Read and write consent requests
Contacts-OnPremisesSyncBehavior.ReadWrite.All	wd2p3a		Read and update the on-premises sync behavior of contacts
Contacts.Read	rd2p3	Contacts.Read.Shared	Read user contacts 
Contacts.Read.Shared	rd2		Read user and shared contacts
Contacts.ReadWrite	wd2p3	Contacts.Read Contacts.Read.Shared Contacts.ReadWrite.Shared	Have full access to user contacts 
Contacts.ReadWrite.Shared	wd2	Contacts.Read.Shared	Read and write user and shared contacts
Content.Process.All	wd3p3a	Content.Process.User	Process content for data security, governance and compliance
Content.Process.User	wd2p2a		Process content for data security, governance and compliance
ContentActivity.Read	rd1p2a		Read contents activity audit log from the audit store.
ContentActivity.Write	wd2p2a		Upload contents activity audit logs to the audit store.
CopilotPackages.Read.All	rd3p3		Read all packages information
CopilotPackages.ReadWrite.All	wd3p3a	CopilotPackages.Read.All	Read and update all packages information
CopilotPolicySettings.Read	rd3p3a		Read Copilot policy settings
CopilotPolicySettings.ReadWrite	wd3p3a	CopilotPolicySettings.Read	Read and write Copilot policy settings
CopilotSettings-LimitedMode.Read	rd3a		Read organization-wide copilot limited mode setting
CopilotSettings-LimitedMode.ReadWrite	wd3a	CopilotSettings-LimitedMode.Read	Read and write organization-wide copilot limited mode setting
CopilotTools.Read.All	rd3		Read all Microsoft Copilot tools
CrossTenantInformation.ReadBasic.All	rd2p3a		Read cross-tenant basic information
CrossTenantUserProfileSharing.Read	rd3a		Read shared cross-tenant user profile and export data
CrossTenantUserProfileSharing.Read.All	rd3p3a	CrossTenantUserProfileSharing.Read	Read all shared cross-tenant user profiles and export their data
CrossTenantUserProfileSharing.ReadWrite	wd3a	CrossTenantUserProfileSharing.Read	Read shared cross-tenant user profile and export or delete data
CrossTenantUserProfileSharing.ReadWrite.All	wd3p3a	CrossTenantUserProfileSharing.Read CrossTenantUserProfileSharing.Read.All CrossTenantUserProfileSharing.ReadWrite	Read all shared cross-tenant user profiles and export or delete their data
CustomAuthenticationExtension.Read.All	rd3p3a		Read all identity custom authentication extensions
CustomAuthenticationExtension.ReadWrite.All	wd3p3a	CustomAuthenticationExtension.Read.All	Read and write all identity custom authentication extensions
CustomAuthenticationExtension.Receive.Payload	wpa		
CustomDetection.Read.All	rd3p3a		Read custom detection rules
CustomDetection.ReadWrite.All	wd3p3a	CustomDetection.Read.All	Read and write custom detection rules
CustomSecAttributeAssignment.Read.All	rd3p3a		Read custom security attribute assignments
CustomSecAttributeAssignment.ReadWrite.All	wd4p4a	CustomSecAttributeAssignment.Read.All	Read and write custom security attribute assignments
CustomSecAttributeAuditLogs.Read.All	rd3p3a		Read all custom security attribute audit logs
CustomSecAttributeDefinition.Read.All	rd3p3a		Read custom security attribute definitions
CustomSecAttributeDefinition.ReadWrite.All	wd4p4a	CustomSecAttributeDefinition.Read.All	Read and write custom security attribute definitions
CustomSecAttributeProvisioning.Read.All	rd3p4a		Read the provisioning configuration of all active custom security attributes
CustomSecAttributeProvisioning.ReadWrite.All	wd3p4a	CustomSecAttributeProvisioning.Read.All	Read and edit the provisioning configuration of all active custom security attributes
CustomTags.Read.All	rd3p3a		Read all custom tags data
CustomTags.ReadWrite.All	wd3p3a	CustomTags.Read.All	Read and write custom tags data
DelegatedAdminRelationship.Read.All	rd3p3a		Read Delegated Admin relationships with customers
DelegatedAdminRelationship.ReadWrite.All	wd3p3a	DelegatedAdminRelationship.Read.All	Manage Delegated Admin relationships with customers
DelegatedPermissionGrant.Read.All	rdpa		Read delegated permission grants
DelegatedPermissionGrant.ReadWrite.All	wd4p4a	DelegatedPermissionGrant.Read.All	Manage all delegated permission grants
Device.Command	wd3		Communicate with user devices
Device.CreateFromOwnedTemplate	wd3a		Create a device from a device template owned by the signed-in user.
Device.Read	rd1		Read user devices
Device.Read.All	rd2p3a	Device.Read	Read all devices
Device.ReadWrite.All	wp4a	Device.Read.All	Read and write devices
DeviceLocalCredential.Read.All	rd3p3a	DeviceLocalCredential.ReadBasic.All	Read device local credential passwords
DeviceLocalCredential.ReadBasic.All	rd3p3a		Read device local credential properties
DeviceManagementApps.Read.All	rd3p3a		Read Microsoft Intune apps
DeviceManagementApps.ReadWrite.All	wd3p3a	DeviceManagementApps.Read.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All	Read and write Microsoft Intune apps
DeviceManagementCloudCA.Read.All	rd3p3a		Read Microsoft Cloud PKI objects
DeviceManagementCloudCA.ReadWrite.All	wd3p3a	DeviceManagementCloudCA.Read.All	Read and write Microsoft Cloud PKI objects
DeviceManagementConfiguration.Read.All	rd3p4a	DeviceManagementScripts.Read.All	Read Microsoft Intune Device Configuration and Policies
DeviceManagementConfiguration.ReadWrite.All	wd3p3a	DeviceManagementConfiguration.Read.All DeviceManagementScripts.Read.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All	Read and write Microsoft Intune Device Configuration and Policies
DeviceManagementManagedDevices.PrivilegedOperations.All	wd3p3a		Perform user-impacting remote actions on Microsoft Intune devices
DeviceManagementManagedDevices.Read.All	rd3p3a		Read Microsoft Intune devices
DeviceManagementManagedDevices.ReadWrite.All	wd3p3a	DeviceManagementManagedDevices.Read.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All	Read and write Microsoft Intune devices
DeviceManagementRBAC.Read.All	rd3p3a	RoleManagement.Read.CloudPC	Read Microsoft Intune RBAC settings
DeviceManagementRBAC.ReadWrite.All	wd3p3a	DeviceManagementRBAC.Read.All RoleManagement.Read.CloudPC RoleManagement.ReadWrite.CloudPC	Read and write Microsoft Intune RBAC settings
DeviceManagementScripts.Read.All	rd3p3a		Read Microsoft Intune Scripts
DeviceManagementScripts.ReadWrite.All	wd3p3a	DeviceManagementScripts.Read.All	Read and write Microsoft Intune Scripts
DeviceManagementServiceConfig.Read.All	rd3p3a		Read Microsoft Intune configuration
DeviceManagementServiceConfig.ReadWrite.All	wd3p3a	DeviceManagementServiceConfig.Read.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.ManageIdentities.All	Read and write Microsoft Intune configuration
DeviceTemplate.Create	wd3p3		Create device templates.
DeviceTemplate.Read.All	rd2p3a		Read all device templates, their owners, and devices created from those device templates.
DeviceTemplate.ReadWrite.All	wd3p3a	DeviceTemplate.Create DeviceTemplate.Read.All	Read and write all device templates, their owners, and devices created from those device templates.
Directory.AccessAsUser.All	wd3a	AdministrativeUnit.Read.All AdministrativeUnit.ReadWrite.All Application.Read.All Application.ReadWrite.All Device.Read.All Domain.Read.All Domain.ReadWrite.All Group.Read.All Group.ReadWrite.All GroupMember.Read.All GroupMember.ReadWrite.All Organization.Read.All Organization.ReadWrite.All User.Read.All User.ReadWrite.All	Access directory as the signed in user
Directory.Read.All	rd3p3a	AdministrativeUnit.Read.All Application.Read.All Device.Read.All Domain.Read.All Group-XTenantIdentitySync.Read.All Group.Read.All GroupMember.Read.All GroupSettings.Read.All LicenseAssignment.Read.All OrgContact.Read OrgContact.Read.All Organization.Read.All RoleManagement.Read.CloudPC User.Read.All	Read directory data
Directory.ReadWrite.All	wd4p4a	AdministrativeUnit.Read.All AdministrativeUnit.ReadWrite.All AppCatalog.Submit Application.Read.All Application.ReadWrite.All Channel.Create Device.Read.All Device.ReadWrite.All Directory.Read.All Domain.Read.All Domain.ReadWrite.All Group-NestingSupport.ReadWrite.All Group-PreferredDataLocation.ReadWrite.All Group-XTenantIdentitySync.Read.All Group.Read.All Group.ReadWrite.All GroupMember.Read.All GroupMember.ReadWrite.All GroupSettings.Read.All GroupSettings.ReadWrite.All LicenseAssignment.Read.All LicenseAssignment.ReadWrite.All OrgContact.Read.All Organization.Read.All Organization.ReadWrite.All Policy.Read.HybridAuthentication Policy.ReadWrite.ConsentRequest Policy.ReadWrite.HybridAuthentication RoleManagement.Read.CloudPC RoleManagement.ReadWrite.CloudPC Team.Create TeamSettings.ReadWrite.All TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentForTeam.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All TeamsAppInstallation.ReadWriteSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam.All TeamsTab.ReadWriteForTeam TeamsTab.ReadWriteForTeam.All TeamsTab.ReadWriteSelfForTeam TeamsTab.ReadWriteSelfForTeam.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.Read.All User.ReadWrite.All	Read and write directory data
DirectoryRecommendations.Read.All	rd3p3a		Read Azure AD recommendations
DirectoryRecommendations.ReadWrite.All	wd3p3a	DirectoryRecommendations.Read.All	Read and update Azure AD recommendations
Domain-InternalFederation.Read.All	rd3p3a		Read internal federation configuration for a domain.
Domain-InternalFederation.ReadWrite.All	wd3p4a	Domain-InternalFederation.Read.All	Create, read, update and delete internal federation configuration for a domain.
Domain.Read.All	rd3p3a		Read domains.
Domain.ReadWrite.All	wd4p4a	Domain.Read.All	Read and write domains
EAS.AccessAsUser.All	wd		Access mailboxes via Exchange ActiveSync
EWS.AccessAsUser.All	wd		Access mailboxes as the signed-in user via Exchange Web Services
EduAdministration.Read	rda		Read education app settings
EduAdministration.Read.All	rpa		
EduAdministration.ReadWrite	wda	EduAdministration.Read	Manage education app settings
EduAdministration.ReadWrite.All	wpa	EduAdministration.Read.All	
EduAssignments.Read	rd3a	EduAssignments.ReadBasic	Read users' class assignments and their grades
EduAssignments.Read.All	rp3a	EduAssignments.ReadBasic.All	Read all class assignments with grades
EduAssignments.ReadBasic	rd2a		Read users' class assignments information without reading any feedback or outcomes
EduAssignments.ReadBasic.All	rp3a		Read all class assignments information without reading any feedback or outcomes
EduAssignments.ReadWrite	wd3a	EduAssignments.Read EduAssignments.ReadBasic EduAssignments.ReadWriteBasic	Read and write users' class assignments and their grades
EduAssignments.ReadWrite.All	wp3a	EduAssignments.Read.All EduAssignments.ReadBasic.All EduAssignments.ReadWriteBasic.All	Create, read, update and delete all class assignments with grades
EduAssignments.ReadWriteBasic	wd2a	EduAssignments.ReadBasic	Read and write users' class assignments information without impacting or reading any feedback or outcomes
EduAssignments.ReadWriteBasic.All	wp3a	EduAssignments.ReadBasic.All	Create, read, update, and delete all class assignments information without accessing or impacting any …
EduCurricula.Read	rd3a		
EduCurricula.Read.All	rp3a		Read all class modules and resources
EduCurricula.ReadWrite	wd3a	EduCurricula.Read	
EduCurricula.ReadWrite.All	wp3a	EduCurricula.Read.All	Read and write all class modules and resources
EduReports-Reading.Read.All	rp3a		Read all tenant reading assignments, speaker assignments, and Reading Coach passages data.
EduReports-Reading.ReadAnonymous.All	wp3a		Read all tenant reading assignments, speaker assignments, and Reading Coach passages data.
EduReports-Reflect.Read.All	rp3a		Read all tenant reflect check-ins submissions data
EduReports-Reflect.ReadAnonymous.All	wp3a		Read all tenant reflect check-ins submissions data
EduRoster.Read	rd3a	EduRoster.ReadBasic	Read users' view of the roster
EduRoster.Read.All	rp3a	EduRoster.ReadBasic.All	Read the organization's roster
EduRoster.ReadBasic	rd2a		Read a limited subset of users' view of the roster
EduRoster.ReadBasic.All	rp3a		Read a limited subset of the organization's roster
EduRoster.ReadWrite	wd3a	EduRoster.Read EduRoster.ReadBasic	Read and write users' view of the roster
EduRoster.ReadWrite.All	wp4a	EduRoster.Read.All EduRoster.ReadBasic.All EduRoster.WriteWrite.All Member.Read.Hidden	Read and write the organization's roster
EduRoster.Write	wd		
EduRoster.WriteWrite.All	wpa		
EngagementConversation.Migration.All	wp4a		Read and write all Viva Engage conversations
EngagementMeetingConversation.Read.All	rd2p3a		Read all Teams Q&A conversations
EngagementRole.Read	rd2		Read a user's Viva Engage roles 
EngagementRole.Read.All	rd3p3a	EngagementRole.Read	Read all Viva Engage roles and role memberships
EngagementRole.ReadWrite.All	wd3p4a	EngagementRole.Read EngagementRole.Read.All	Modify Viva Engage role membership
EntitlementManagement.Read.All	rd3p3a		Read all entitlement management resources
EntitlementManagement.ReadWrite.All	wd3p4a	EntitlementManagement.Read.All EntitlementMgmt-SubjectAccess.ReadWrite	Read and write entitlement management resources
EntitlementMgmt-SubjectAccess.ReadWrite	wd2		Read and write entitlement management resources related to self-service operations
EntraBackup.Read.All	rd3p3a		Read Preview jobs and snapshots
EntraBackup.ReadWrite.Preview	wd3a		Create a preview job, read preview job and snapshots
EntraBackup.ReadWrite.Recovery	wd3a		Create preview and recovery job, read recovery job and snapshots
EventListener.Read.All	rd3p3a		Read all identity authentication event listeners
EventListener.ReadWrite.All	wd3p3a	EventListener.Read.All	Read and write all identity authentication event listeners
ExchangeMessageTrace.Read.All	rd3p3a		Search the email message trace
ExternalConnection.Read.All	rd3p3a		Read all external connections
ExternalConnection.ReadWrite.All	wd3p3a	ExternalConnection.Read.All ExternalConnection.ReadWrite.OwnedBy	Read and write all external connections
ExternalConnection.ReadWrite.OwnedBy	wd3p3a		Read and write external connections
ExternalItem.Read.All	rd3p3a		Read items in external datasets
ExternalItem.ReadWrite.All	wd3p3a	ExternalItem.Read.All ExternalItem.ReadWrite.OwnedBy	Read and write all external items
ExternalItem.ReadWrite.OwnedBy	wd3p3a		Read and write external items
ExternalUserProfile.Read.All	rd3p3a		Read external user profiles
ExternalUserProfile.ReadWrite.All	wd3p3a	ExternalUserProfile.Read.All	Read and write external user profiles
Family.Read	rd		Read your family info
File.Read.Group	rpa		
FileIngestion.Ingest	wp3a		Ingest SharePoint and OneDrive content to make it available in the search index
FileIngestionHybridOnboarding.Manage	wp3a		Manage onboarding for a Hybrid Cloud tenant
FileStorageContainer.Manage.All	wd4a		Manage all file storage containers
FileStorageContainer.Selected	wd2p3		Access selected file storage containers
Files.Read	rd2	Files.Read.Selected	Read user files
Files.Read.All	rd3p4	File.Read.Group Files.Read Files.Read.Selected	Read all files that user can access
Files.Read.Selected	rd2		Read files that the user selects
Files.ReadWrite	wd2	Files.Read Files.Read.Selected Files.ReadWrite.AppFolder Files.ReadWrite.Selected	Have full access to user files
Files.ReadWrite.All	wd3p4	File.Read.Group Files.Read Files.Read.All Files.Read.Selected Files.ReadWrite Files.ReadWrite.AppFolder Files.ReadWrite.Selected	Have full access to all files user can access
Files.ReadWrite.AppFolder	wd2p3		Have full access to the application's folder (preview)
Files.ReadWrite.Selected	wd2	Files.Read.Selected	Read and write files that the user selects
Files.SelectedOperations.Selected	wd2p3		Access selected Files, on behalf of the signed-in user
Financials.ReadWrite.All	wd3p		Read and write financials data
Goals-Export.Read.All	rd3a		Read all goals and export jobs that a user can access
Goals-Export.ReadWrite.All	wd3a	Goals-Export.Read.All	Have full access to all goals and export jobs a user can access
Group-Conversation.Read.All	rd3p4a		Read group conversations
Group-Conversation.ReadWrite.All	wd3p4a	Group-Conversation.Read.All	Read and write group conversations
Group-NestingSupport.ReadWrite.All	wd2p3a	Group-XTenantIdentitySync.Read.All Group.ManageProtection.All	Read and write groups' disableNesting property
Group-OnPremisesSyncBehavior.ReadWrite.All	wd2p3a		Read and update the on-premises sync behavior of groups
Group-PreferredDataLocation.ReadWrite.All	wd3p3a	Group-XTenantIdentitySync.Read.All Group.Create Group.ManageProtection.All	Read and write all groups' preferred data location property that user can access
Group-XTenantIdentitySync.Read.All	rd2p2a		Read all Group Cross-Tenant Identity Synchronization properties
Group.Create	wp3a		Create groups
Group.ManageProtection.All	wd3p3a	Group-XTenantIdentitySync.Read.All	Manage the Microsoft Information Protection (MIP) label for M365 and security groups.
Group.Read.All	rd3p3a	File.Read.Group Group-XTenantIdentitySync.Read.All Group.ReadBasic.All GroupMember.Read.All GroupMember.ReadBasic.All	Read all groups
Group.ReadBasic.All	rd2p3a	Group-XTenantIdentitySync.Read.All GroupMember.ReadBasic.All	Read all groups' basic property
Group.ReadWrite.All	wd4p4a	Channel.Create Chat.UpdatePolicyViolation.All File.Read.Group Group-Conversation.Read.All Group-Conversation.ReadWrite.All Group-NestingSupport.ReadWrite.All Group-PreferredDataLocation.ReadWrite.All Group-XTenantIdentitySync.Read.All Group.Create Group.ManageProtection.All Group.Read.All Group.ReadBasic.All GroupMember.Read.All GroupMember.ReadWrite.All Team.Create TeamSettings.ReadWrite.All TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentForTeam.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All TeamsAppInstallation.ReadWriteSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam.All TeamsTab.ReadWriteForTeam TeamsTab.ReadWriteForTeam.All TeamsTab.ReadWriteSelfForTeam TeamsTab.ReadWriteSelfForTeam.All	Read and write all groups
GroupMember.Read.All	rd3p3a	Group-XTenantIdentitySync.Read.All Group.ReadBasic.All GroupMember.ReadBasic.All	Read group memberships
GroupMember.ReadBasic.All	rd3p3a		Read group memberships
GroupMember.ReadWrite.All	wd4p4a	GroupMember.Read.All GroupMember.ReadBasic.All	Read and write group memberships
GroupSettings.Read.All	rd3p3a		Read all group settings that user can access
GroupSettings.ReadWrite.All	wd3p3a	GroupSettings.Read.All	Read and write all group settings that user can access
HealthMonitoringAlert.Read.All	rd2p3a		Read all scenario health monitoring alerts
HealthMonitoringAlert.ReadWrite.All	wd2p3a	HealthMonitoringAlert.Read.All	Read and write all scenario monitoring alerts.
HealthMonitoringAlertConfig.Read.All	rd2p3a		Read all scenario health monitoring alert configurations
HealthMonitoringAlertConfig.ReadWrite.All	wd2pa	HealthMonitoringAlertConfig.Read.All	Read and write all scenario monitoring alert configurations.
IMAP.AccessAsUser.All	wd2		Read and write access to mailboxes via IMAP.
IdentityNotifications.Read.All	rd3p3a		Read identity notification settings and templates
IdentityNotifications.ReadWrite.All	wd3p3a	IdentityNotifications.Read.All	Read and write identity notification settings and templates
IdentityProvider.Read.All	rd3p3a		Read identity providers
IdentityProvider.ReadWrite.All	wd3p4a	IdentityProvider.Read.All	Read and write identity providers
IdentityRiskEvent.Read.All	rd3p3a		Read identity risk event information
IdentityRiskEvent.ReadWrite.All	wdp3a	IdentityRiskEvent.Read.All	Read and write all risk detection information
IdentityRiskyAgent.Read.All	rd3p3a		Read risky agents information
IdentityRiskyAgent.ReadWrite.All	wd3p3a	IdentityRiskyAgent.Read.All	Read and write risky agents information
IdentityRiskyServicePrincipal.Read.All	rd3p3a		Read all identity risky service principal information
IdentityRiskyServicePrincipal.ReadWrite.All	wd3p3a	IdentityRiskyServicePrincipal.Read.All	Read and write all identity risky service principal information
IdentityRiskyUser.Read.All	rd3p3a		Read identity risky user information
IdentityRiskyUser.ReadWrite.All	wd3p4a	IdentityRiskyUser.Read.All	Read and write risky user information
IdentityUserFlow.Read.All	rd3p3a		Read all identity user flows
IdentityUserFlow.ReadWrite.All	wd3p3a	IdentityUserFlow.Read.All	Read and write all identity user flows
IndustryData-DataConnector.Read.All	rd3p3a		View data connector definitions
IndustryData-DataConnector.ReadWrite.All	wd3p3a	IndustryData-DataConnector.Read.All IndustryData-DataConnector.Upload	Manage data connector definitions
IndustryData-DataConnector.Upload	wd3p3a		Upload files to a data connector
IndustryData-InboundFlow.Read.All	rd3p3a		View inbound flow definitions
IndustryData-InboundFlow.ReadWrite.All	wd3p3a	IndustryData-InboundFlow.Read.All	Manage inbound flow definitions
IndustryData-OutboundFlow.Read.All	rd3p3a		View outbound flowsets and flows definitions
IndustryData-OutboundFlow.ReadWrite.All	wd3pa	IndustryData-OutboundFlow.Read.All	Manage outbound flowsets and flows definitions
IndustryData-ReferenceDefinition.Read.All	rd3p3a		View reference definitions
IndustryData-ReferenceDefinition.ReadWrite.All	wd3p3a	IndustryData-ReferenceDefinition.Read.All	Manage reference definitions
IndustryData-Run.Read.All	rd3p3a		View current and previous runs
IndustryData-Run.Start	wd3p3a		View and start runs
IndustryData-SourceSystem.Read.All	rd3p3a		View source system definitions
IndustryData-SourceSystem.ReadWrite.All	wd3p3a	IndustryData-SourceSystem.Read.All	Manage source system definitions
IndustryData-TimePeriod.Read.All	rd3p3a		Read time period definitions
IndustryData-TimePeriod.ReadWrite.All	wd3p3a	IndustryData-TimePeriod.Read.All	Manage time period definitions
IndustryData.ReadBasic.All	rd2p3		Read basic Industry Data service and resource definitions
InformationProtectionConfig.Read	rda		Read configurations for protecting organizational data applicable to the user
InformationProtectionConfig.Read.All	rpa		
InformationProtectionContent.Sign.All	wpa		
InformationProtectionContent.Write.All	wpa		
InformationProtectionPolicy.Read	rd2		Read user sensitivity labels and label policies.
InformationProtectionPolicy.Read.All	rp3a		Read all published labels and label policies for an organization.
Insights-UserMetric.Read.All	rd2p3a		Read user metrics insights
LearningAssignedCourse.Read	rd		Read user's assignments
LearningAssignedCourse.Read.All	rp3a		Read all assignments
LearningAssignedCourse.ReadWrite.All	wp3a	LearningAssignedCourse.Read.All	Read and write all assignments
LearningContent.Read.All	rd3p3a		Read learning content
LearningContent.ReadWrite.All	wd3p3a	LearningContent.Read.All	Manage learning content
LearningProvider.Read	rd2a		Read learning provider
LearningProvider.ReadWrite	wd2a	LearningProvider.Read	Manage learning provider
LearningSelfInitiatedCourse.Read	rd		Read user's self-initiated courses
LearningSelfInitiatedCourse.Read.All	rpa		Read all self-initiated courses
LearningSelfInitiatedCourse.ReadWrite.All	wp3a	LearningAssignedCourse.ReadWrite.All LearningSelfInitiatedCourse.Read.All	Read and write all self-initiated courses
LicenseAssignment.Read.All	rd3p3		Read all license assignments.
LicenseAssignment.ReadWrite.All	wd3p4	LicenseAssignment.Read.All	Manage all license assignments.
LifeCycleInfo.Read.All	rdp		
LifeCycleInfo.ReadWrite.All	wdp	LifeCycleInfo.Read.All	
LifecyclePolicies-AgentId.Read.All	rd3p3a		Read identity lifecycle policies for agent identities
LifecyclePolicies-AgentId.ReadWrite.All	wd3p3a	LifecyclePolicies-AgentId.Read.All	Read and write identity lifecycle policies for agent identities
LifecycleWorkflows-CustomExt.Read.All	rd2p3a		Read all Lifecycle workflows custom task extensions
LifecycleWorkflows-CustomExt.ReadWrite.All	wd3p3a	LifecycleWorkflows-CustomExt.Read.All	Read and write all Lifecycle workflows custom task extensions
LifecycleWorkflows-Reports.Read.All	rd2p3a		Read all Lifecycle workflows reports
LifecycleWorkflows-Workflow.Activate	wd3p3a		Run workflows on-demand in Lifecycle workflows
LifecycleWorkflows-Workflow.Read.All	rd2p3a	LifecycleWorkflows-Workflow.ReadBasic.All	Read all workflows in Lifecycle workflows
LifecycleWorkflows-Workflow.ReadBasic.All	rd2p3a		List all workflows in Lifecycle workflows
LifecycleWorkflows-Workflow.ReadWrite.All	wd3p3a	LifecycleWorkflows-Workflow.Activate LifecycleWorkflows-Workflow.Read.All LifecycleWorkflows-Workflow.ReadBasic.All	Read and write all workflows in Lifecycle workflows
LifecycleWorkflows.Read.All	rd3p3a	LifecycleWorkflows-CustomExt.Read.All LifecycleWorkflows-Reports.Read.All LifecycleWorkflows-Workflow.Read.All LifecycleWorkflows-Workflow.ReadBasic.All	Read all lifecycle workflows resources
LifecycleWorkflows.ReadWrite.All	wd3p3a	LifecycleWorkflows-CustomExt.Read.All LifecycleWorkflows-CustomExt.ReadWrite.All LifecycleWorkflows-Reports.Read.All LifecycleWorkflows-Workflow.Activate LifecycleWorkflows-Workflow.Read.All LifecycleWorkflows-Workflow.ReadBasic.All LifecycleWorkflows-Workflow.ReadWrite.All LifecycleWorkflows.Read.All	Read and write all lifecycle workflows resources
ListItems.SelectedOperations.Selected	wd2p3a		Access selected ListItems, on behalf of the signed-in user
Lists.SelectedOperations.Selected	wd2p3a		Access selected Lists, on behalf of the signed-in user
Mail.Read	rd2p3	Mail.Read.Shared Mail.ReadBasic Mail.ReadBasic.Shared MailTips.ReadBasic.All MailTips.ReadBasic.Shared	Read user mail 
Mail.Read.Shared	rd3	Mail.ReadBasic.Shared	Read user and shared mail
Mail.ReadBasic	rd2p	Mail.ReadBasic.Shared	Read user basic mail
Mail.ReadBasic.All	rp3a	Mail.ReadBasic	Read basic mail in all mailboxes
Mail.ReadBasic.Shared	rd		Read user and shared basic mail
Mail.ReadWrite	wd2p3	Mail.Read Mail.Read.Shared Mail.ReadBasic Mail.ReadBasic.Shared Mail.ReadWrite.Shared	Read and write access to user mail 
Mail.ReadWrite.Shared	wd3	Mail.Read.Shared Mail.ReadBasic.Shared	Read and write user and shared mail
Mail.Send	wd2p3		Send mail as a user 
Mail.Send.Shared	wd3		Send mail on behalf of others
MailTips.ReadBasic.All	rp3a		Read mail tips for all users
MailTips.ReadBasic.Shared	rd3		Read mail tips for accessible mailboxes
MailboxConfigItem.Read	rd2p3		Read user's UserConfiguration objects
MailboxConfigItem.ReadWrite	wd3p3	MailboxConfigItem.Read	Read and write user's UserConfiguration objects
MailboxFolder.Read	rd2a		Read a user's mailbox folders
MailboxFolder.Read.All	rp3a		Read all the users' mailbox folders
MailboxFolder.ReadWrite	wd2a	MailboxFolder.Read	Read and write a user's mailbox folders
MailboxFolder.ReadWrite.All	wp3a	MailboxFolder.Read.All	Read and write all the users' mailbox folders
MailboxItem.Export	wd2a		Export a user's mailbox items
MailboxItem.Export.All	wp3a		Export all the users' mailbox items
MailboxItem.ImportExport	wd2a	MailboxItem.Export	Export and import a user's mailbox items
MailboxItem.ImportExport.All	wp3a	MailboxItem.Export.All	Export and import all the users' mailbox items
MailboxItem.Read	rd2a		Read a user's mailbox items
MailboxItem.Read.All	rp3a		Read all the users' mailbox items
MailboxItem.ReadWrite	wd2a	MailboxItem.Read	Read and write a user's mailbox items
MailboxItem.ReadWrite.All	wp3a	MailboxItem.Read.All	Read and write all users' mailbox items
MailboxSettings.Read	rd2p3		Read user mailbox settings
MailboxSettings.ReadWrite	wd3p3	MailboxSettings.Read	Read and write user mailbox settings
ManagedTenants.Read.All	rd3a		Read all managed tenant information
ManagedTenants.ReadWrite.All	wd3a	ManagedTenants.Read.All	Read and write all managed tenant information
Member.Read.Group	rp2s		
Member.Read.Hidden	rd3p3a		Read hidden memberships
MultiTenantOrganization.Read.All	rd3p3a	MultiTenantOrganization.ReadBasic.All	Read multi-tenant organization details and tenants
MultiTenantOrganization.ReadBasic.All	rd2p2		Read multi-tenant organization basic details and active tenants
MultiTenantOrganization.ReadWrite.All	wd3p3a	MultiTenantOrganization.Read.All MultiTenantOrganization.ReadBasic.All	Read and write multi-tenant organization details and tenants
MutualTlsOauthConfiguration.Read.All	rd3p4a		Read all device authentication certificate configurations.
MutualTlsOauthConfiguration.ReadWrite.All	wd3p4a	MutualTlsOauthConfiguration.Read.All	Read and write all device authentication certificate configurations.
NetworkAccess-Reports.Read.All	rd3p3a		Read all network access reports
NetworkAccess.Read.All	rd3p3a		Read all network access information
NetworkAccess.ReadWrite.All	wd4p4a	NetworkAccess-Reports.Read.All NetworkAccess.Read.All	Read and write all network access information
NetworkAccessBranch.Read.All	rdp		Read properties of branches for network access
NetworkAccessBranch.ReadWrite.All	wdpa	NetworkAccessBranch.Read.All	Read and write properties of branches for network access
NetworkAccessPolicy.Read.All	rdp		Read security and routing policies for network access
NetworkAccessPolicy.ReadWrite.All	wdpa	NetworkAccessPolicy.Read.All	Read and write security and routing policies for network access
Notes.Create	wd2		Create user OneNote notebooks
Notes.Read	rd2		Read user OneNote notebooks
Notes.Read.All	rd3p3	Notes.Read	Read all OneNote notebooks that user can access
Notes.ReadWrite	wd2	Notes.Create Notes.Read Notes.ReadWrite.CreatedByApp	Read and write user OneNote notebooks
Notes.ReadWrite.All	wd3p3	Notes.Create Notes.Read Notes.Read.All Notes.ReadWrite Notes.ReadWrite.CreatedByApp	Read and write all OneNote notebooks that user can access
Notes.ReadWrite.CreatedByApp	wd2		Limited notebook access (deprecated)
Notifications.ReadWrite.CreatedByApp	wd2		Deliver and manage user notifications for this app
OnPremDirectorySynchronization.Read.All	rd3pa		Read all on-premises directory synchronization information
OnPremDirectorySynchronization.ReadWrite.All	wd3pa	OnPremDirectorySynchronization.Read.All	Read and write all on-premises directory synchronization information
OnPremisesPublishingProfiles.ReadWrite.All	wd3p3a		Manage on-premises published resources
OnlineMeeting.ReadBasic.Chat	rp3s		
OnlineMeetingAiInsight.Read.All	rd3p3a	OnlineMeetingAiInsight.Read.Chat	Read all AI Insights for online meetings. 
OnlineMeetingAiInsight.Read.Chat	rp3a		Read all AI Insights for online meetings where the Teams application is installed.
OnlineMeetingArtifact.Read.All	rd3p3		Read user's online meeting artifacts
OnlineMeetingArtifact.Read.Chat	rp2s		Read virtual event artifacts
OnlineMeetingRecording.Read.All	rd3p3a		Read all recordings of online meetings. 
OnlineMeetingRecording.Read.Chat	rp3s		Read all recordings of online meetings where the Teams application is installed.
OnlineMeetingTranscript.Read.All	rd3p3a		Read all transcripts of online meetings. 
OnlineMeetingTranscript.Read.Chat	rp3s	RealTimeActivityFeed.Read.All	Read all transcripts of online meetings where the Teams app is installed.
OnlineMeetings.Read	rd3	VirtualAppointment.Read	Read user's online meetings
OnlineMeetings.Read.All	rp3a		Read online meeting details
OnlineMeetings.ReadWrite	wd3	OnlineMeetings.Read VirtualAppointment.Read VirtualAppointment.ReadWrite	Read and create user's online meetings
OnlineMeetings.ReadWrite.All	wp3a	OnlineMeetings.Read.All	Read and create online meetings
OrgContact.Read	rdp		
OrgContact.Read.All	rd3p3a	OrgContact.Read	Read organizational contacts
OrgSettings-AppsAndServices.Read.All	rd3p3a		Read organization-wide apps and services settings
OrgSettings-AppsAndServices.ReadWrite.All	wd3p3a	OrgSettings-AppsAndServices.Read.All	Read and write organization-wide apps and services settings
OrgSettings-DynamicsVoice.Read.All	rd3p3a		Read organization-wide Dynamics customer voice settings
OrgSettings-DynamicsVoice.ReadWrite.All	wd3p3a	OrgSettings-DynamicsVoice.Read.All	Read and write organization-wide Dynamics customer voice settings
OrgSettings-Forms.Read.All	rd3p3a		Read organization-wide Microsoft Forms settings
OrgSettings-Forms.ReadWrite.All	wd3p3a	OrgSettings-Forms.Read.All	Read and write organization-wide Microsoft Forms settings
OrgSettings-Microsoft365Install.Read.All	rd2p3a		Read organization-wide Microsoft 365 apps installation settings
OrgSettings-Microsoft365Install.ReadWrite.All	wd2p3a	OrgSettings-Microsoft365Install.Read.All	Read and write organization-wide Microsoft 365 apps installation settings
OrgSettings-Todo.Read.All	rd3p3a		Read organization-wide Microsoft To Do settings
OrgSettings-Todo.ReadWrite.All	wd3p3a	OrgSettings-Todo.Read.All	Read and write organization-wide Microsoft To Do settings
Organization.Read.All	rd3p3a		Read organization information
Organization.ReadWrite.All	wd3p4a	Organization.Read.All	Read and write organization information
OrganizationalBranding.Read.All	rd3p3a		Read organizational branding information
OrganizationalBranding.ReadWrite.All	wd3p3a	OrganizationalBranding.Read.All	Read and write organizational branding information
Owner.Read.Group	rp2s		
POP.AccessAsUser.All	wd2		Read and write access to mailboxes via POP.
PartnerBilling.Read.All	rd2p2a		Read all billing data for your company's tenant
PartnerSecurity.Read.All	rd3p3a		Read security alerts of customer with CSP relationship
PartnerSecurity.ReadWrite.All	wd3p3a	PartnerSecurity.Read.All	Read security alerts and update status of security alerts of customer with CSP relationship
PendingExternalUserProfile.Read.All	rd3p3a		Read pending external user profiles
PendingExternalUserProfile.ReadWrite.All	wd3p3a	PendingExternalUserProfile.Read.All	Read and write pending external user profiles
People.Read	rd2		Read users' relevant people lists
People.Read.All	rd3p3a	People.Read	Read all users' relevant people lists
PeopleSettings.Read.All	rd3p3a		Read tenant-wide people settings
PeopleSettings.ReadWrite.All	wd3p3a	PeopleSettings.Read.All	Read and write tenant-wide people settings
Place.Read.All	rd3p3a		Read all company places
Place.ReadWrite.All	wd3p3a	Place.Read.All	Read and write organization places
PlaceDevice.Read.All	rd3p3a		Read all workplace devices
PlaceDevice.ReadWrite.All	wd3p3a	PlaceDevice.Read.All PlaceDeviceTelemetry.ReadWrite.All	Read and write all workplace devices
PlaceDeviceTelemetry.ReadWrite.All	wp3a		Read and write telemetry for all workplace devices.
Policy.Read.All	rd3p3a	Policy.Read.AuthenticationMethod Policy.Read.B2BManagementPolicy Policy.Read.ConditionalAccess Policy.Read.DeviceConfiguration Policy.Read.HybridAuthentication Policy.Read.IdentityProtection Policy.Read.OnPremAuthenticationPolicy Policy.Read.PermissionGrant	Read your organization's policies
Policy.Read.AuthenticationMethod	rd3p3a		Read authentication method policies
Policy.Read.B2BManagementPolicy	rd3p3a		Read your organization's B2BManagement policies
Policy.Read.ConditionalAccess	rd3p3	AuthenticationContext.Read.All	Read your organization's conditional access policies
Policy.Read.DeviceConfiguration	rd3p3a		Read your organization's device configuration policies
Policy.Read.HybridAuthentication	rd3p3a		Read your organization's hybrid authentication policies
Policy.Read.IdentityProtection	rdpa		Read your organization’s identity protection policy
Policy.Read.OnPremAuthenticationPolicy	rd3a		Read your organization's on-prem authentication policies
Policy.Read.PermissionGrant	rd3p3a		Read consent and permission grant policies
Policy.ReadWrite.AccessReview	wd3p3a		Read and write your organization's directory access review default policy
Policy.ReadWrite.ApplicationConfiguration	wd3p3a		Read and write your organization's application configuration policies
Policy.ReadWrite.AuthenticationFlows	wd3p3a		Read and write authentication flow policies
Policy.ReadWrite.AuthenticationMethod	wd3p4a	Policy.Read.AuthenticationMethod	Read and write authentication method policies
Policy.ReadWrite.Authorization	wd3p3a		Read and write your organization's authorization policy
Policy.ReadWrite.B2BManagementPolicy	wd3p3a	Policy.Read.B2BManagementPolicy	Read and write your organization's B2BManagement policies
Policy.ReadWrite.ConditionalAccess	wd3p4a	Policy.Read.ConditionalAccess	Read and write your organization's conditional access policies
Policy.ReadWrite.ConsentRequest	wd3p4a		Read and write consent request policy
Policy.ReadWrite.CrossTenantAccess	wd3p4a		Read and write your organization's cross tenant access policies
Policy.ReadWrite.CrossTenantCapability	wd3p3a		Read and write your organization's M365 cross tenant access capabilities
Policy.ReadWrite.DeviceConfiguration	wd3p3a	Policy.Read.DeviceConfiguration	Read and write your organization's device configuration policies
Policy.ReadWrite.ExternalIdentities	wd3p3a		Read and write your organization's external identities policy
Policy.ReadWrite.FeatureRollout	wd3p3a		Read and write your organization's feature rollout policies
Policy.ReadWrite.FedTokenValidation	wd3p3a		Read and write your organization's federated token validation policy
Policy.ReadWrite.HybridAuthentication	wd3p3a	Policy.Read.HybridAuthentication	Read and write your organization's hybrid authentication policies
Policy.ReadWrite.IdentityProtection	wdpa	Policy.Read.IdentityProtection	Read and write your organization’s identity protection policy
Policy.ReadWrite.MobilityManagement	wd3a		Read and write your organization's mobility management policies
Policy.ReadWrite.OnPremAuthenticationPolicy	wd3a	Policy.Read.OnPremAuthenticationPolicy	Read and write your organization's on-prem authentication policies
Policy.ReadWrite.PermissionGrant	wd3p4a	Policy.Read.PermissionGrant	Manage consent and permission grant policies
Policy.ReadWrite.SecurityDefaults	wd3p3a		Read and write your organization's security defaults policy
Policy.ReadWrite.TrustFramework	wd3p3a		Read and write your organization's trust framework policies
Presence.Read	rd2		Read user's presence information
Presence.Read.All	rd3p3	Presence.Read	Read presence information of all users in your organization
Presence.ReadWrite	wd2	Presence.Read	Read and write a user's presence information
Presence.ReadWrite.All	wp3a	Presence.Read.All	Read and write presence information for all users
PrintAlertSettings.Read.All	rd3a		Read tenant-wide alert settings
PrintAlertSettings.ReadWrite.All	wd3a	PrintAlertSettings.Read.All	Read and write tenant-wide alert settings
PrintConnector.Read.All	rd3a		Read print connectors
PrintConnector.ReadWrite.All	wd3a	PrintConnector.Read.All	Read and write print connectors
PrintJob.Create	wd2		Create print jobs
PrintJob.Manage.All	wp3a	PrintJob.Read.All PrintJob.ReadBasic.All PrintJob.ReadWrite.All	Perform advanced operations on print jobs
PrintJob.Read	rd2	PrintJob.ReadBasic	Read user's print jobs
PrintJob.Read.All	rd3p3a	PrintJob.Read PrintJob.ReadBasic PrintJob.ReadBasic.All	Read print jobs
PrintJob.ReadBasic	rd2		Read basic information of user's print jobs
PrintJob.ReadBasic.All	rd2p3a	PrintJob.ReadBasic	Read basic information of print jobs
PrintJob.ReadWrite	wd2	PrintJob.Create PrintJob.Read PrintJob.ReadBasic PrintJob.ReadWriteBasic	Read and write user's print jobs
PrintJob.ReadWrite.All	wd3p4a	PrintJob.Create PrintJob.Read PrintJob.Read.All PrintJob.ReadBasic PrintJob.ReadBasic.All PrintJob.ReadWrite PrintJob.ReadWriteBasic PrintJob.ReadWriteBasic.All	Read and write print jobs
PrintJob.ReadWriteBasic	wd2	PrintJob.ReadBasic	Read and write basic information of user's print jobs
PrintJob.ReadWriteBasic.All	wd2p3a	PrintJob.ReadBasic PrintJob.ReadBasic.All PrintJob.ReadWriteBasic	Read and write basic information of print jobs
PrintSettings.Read.All	rd3pa		Read tenant-wide print settings
PrintSettings.ReadWrite.All	wd3a	PrintSettings.Read.All	Read and write tenant-wide print settings
PrintTaskDefinition.ReadWrite.All	wp3a		Read, write and update print task definitions
Printer.Create	wd2a		Register printers.
Printer.FullControl.All	wd3a	Printer.Read.All Printer.ReadWrite.All	Register, read, update, and unregister printers
Printer.Read.All	rd3p3a		Read printers
Printer.ReadWrite.All	wd3p3a	Printer.Create Printer.Read.All	Read and update printers
PrinterShare.Read.All	rd3	PrinterShare.ReadBasic.All	Read printer shares
PrinterShare.ReadBasic.All	rd3		Read basic information about printer shares
PrinterShare.ReadWrite.All	wd3a	PrinterShare.Read.All PrinterShare.ReadBasic.All	Read and write printer shares
PrivilegedAccess.Read.AzureAD	rdp3a		Read privileged access to Azure AD roles
PrivilegedAccess.Read.AzureADGroup	rd3p3a		Read privileged access to Azure AD groups
PrivilegedAccess.Read.AzureResources	rdp3a		Read privileged access to Azure resources
PrivilegedAccess.ReadWrite.AzureAD	wd3pa	PrivilegedAccess.Read.AzureAD	Read and write privileged access to Azure AD
PrivilegedAccess.ReadWrite.AzureADGroup	wd3p3a	PrivilegedAccess.Read.AzureADGroup	Read and write privileged access to Azure AD groups
PrivilegedAccess.ReadWrite.AzureResources	wd3pa	PrivilegedAccess.Read.AzureResources	Read and write privileged access to Azure resources
PrivilegedAssignmentSchedule.Read.AzureADGroup	rd3p3a		Read assignment schedules for access to Azure AD groups
PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup	wd3p3a	PrivilegedAssignmentSchedule.Read.AzureADGroup PrivilegedAssignmentSchedule.Remove.AzureADGroup	Read, create, and delete assignment schedules for access to Azure AD groups
PrivilegedAssignmentSchedule.Remove.AzureADGroup	wd3p3a		Delete assignment schedules for access to Azure AD groups
PrivilegedEligibilitySchedule.Read.AzureADGroup	rd3p3a		Read eligibility schedules for access to Azure AD groups
PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup	wd3p3a	PrivilegedEligibilitySchedule.Read.AzureADGroup PrivilegedEligibilitySchedule.Remove.AzureADGroup	Read, create, and delete eligibility schedules for access to Azure AD groups
PrivilegedEligibilitySchedule.Remove.AzureADGroup	wd3p3a		Delete eligibility schedules for access to Azure AD groups
ProfilePhoto.Read.All	rd2p3a		Read profile photo of a user or group
ProfilePhoto.ReadWrite.All	wd3p3a	ProfilePhoto.Read.All	Read and write profile photo of a user or group
ProgramControl.Read.All	rd3p3a		Read all programs that user can access
ProgramControl.ReadWrite.All	wd3p3a	ProgramControl.Read.All	Manage all programs that user can access
ProtectionScopes.Compute.All	wd3p3a	ProtectionScopes.Compute.User	Compute Purview policies at tenant scope
ProtectionScopes.Compute.User	wd1p2a		Compute Purview policies for an individual user
ProvisioningLog.Read.All	rd3p3a		Read provisioning log data
PublicKeyInfrastructure.Read.All	rd3p3a		Read all certificate based authentication configurations
PublicKeyInfrastructure.ReadWrite.All	wd3p3a	PublicKeyInfrastructure.Read.All	Read and write all certificate based authentication configurations
QnA.Read.All	rd3p		Read all Questions and Answers that the user can access.
RealTimeActivityFeed.Read.All	rd3p3a		Access real-time enriched data in a meeting
RecordsManagement.Read.All	rd3p3a		Read Records Management configuration, labels, and policies
RecordsManagement.ReadWrite.All	wd3p3a	RecordsManagement.Read.All	Read and write Records Management configuration, labels, and policies
ReportSettings.Read.All	rd3p3a		Read admin report settings
ReportSettings.ReadWrite.All	wd3p3a	ReportSettings.Read.All	Read and write admin report settings
Reports.Read.All	rd3p3a		Read all usage reports
ResourceSpecificPermissionGrant.ReadForChat	wd		Read resource specific permissions granted on a chat
ResourceSpecificPermissionGrant.ReadForChat.All	wpa		Read resource specific permissions granted on a chat
ResourceSpecificPermissionGrant.ReadForTeam	wd		Read resource specific permissions granted on a team
ResourceSpecificPermissionGrant.ReadForTeam.All	wpa		Read resource specific permissions granted on a team
ResourceSpecificPermissionGrant.ReadForUser	wda		Read resource specific permissions granted on a user account
ResourceSpecificPermissionGrant.ReadForUser.All	wpa		Read all resource specific permissions granted on user accounts
RiskPreventionProviders.Read.All	rd3pa		Read all identity risk prevention providers
RiskPreventionProviders.ReadWrite.All	wd3pa	RiskPreventionProviders.Read.All	Read and write all identity risk prevention providers
RoleAssignmentSchedule.Read.Directory	rd3p3a		Read all active role assignments for your company's directory
RoleAssignmentSchedule.ReadWrite.Directory	wd3p3a	RoleAssignmentSchedule.Read.Directory RoleAssignmentSchedule.Remove.Directory RoleEligibilitySchedule.Remove.Directory	Read, update, and delete all active role assignments for your company's directory
RoleAssignmentSchedule.Remove.Directory	wd3p3a		Delete all active role assignments for your company's directory
RoleEligibilitySchedule.Read.Directory	rd3p3a		Read all eligible role assignments for your company's directory
RoleEligibilitySchedule.ReadWrite.Directory	wd3p3a	RoleEligibilitySchedule.Read.Directory	Read, update, and delete  all eligible role assignments for your company's directory
RoleEligibilitySchedule.Remove.Directory	wd3p3a		Delete all eligible role assignments for your company's directory
RoleManagement.Read.All	rd3p3a	RoleAssignmentSchedule.Read.Directory RoleEligibilitySchedule.Read.Directory RoleManagement.Read.CloudPC RoleManagement.Read.Defender RoleManagement.Read.Directory RoleManagement.Read.Exchange RoleManagementPolicy.Read.Directory	Read role management data for all RBAC providers
RoleManagement.Read.CloudPC	rd3p3a		Read Cloud PC RBAC settings
RoleManagement.Read.Defender	rd3p3a		Read M365 Defender RBAC configuration
RoleManagement.Read.Directory	rd3p3a	RoleAssignmentSchedule.Read.Directory RoleEligibilitySchedule.Read.Directory RoleManagementPolicy.Read.Directory	Read directory RBAC settings
RoleManagement.Read.Exchange	rd3p3a		Read Exchange Online RBAC configuration
RoleManagement.ReadWrite.CloudPC	wd3p3a	RoleManagement.Read.CloudPC	Read and write Cloud PC RBAC settings
RoleManagement.ReadWrite.Defender	wd3p3a	RoleManagement.Read.Defender	Read M365 Defender RBAC configuration
RoleManagement.ReadWrite.Directory	wd4p4a	RoleAssignmentSchedule.Read.Directory RoleAssignmentSchedule.ReadWrite.Directory RoleAssignmentSchedule.Remove.Directory RoleEligibilitySchedule.Read.Directory RoleEligibilitySchedule.ReadWrite.Directory RoleEligibilitySchedule.Remove.Directory RoleManagement.Read.Directory RoleManagementPolicy.Read.Directory RoleManagementPolicy.ReadWrite.Directory	Read and write directory RBAC settings
RoleManagement.ReadWrite.Exchange	wd3p3a	RoleManagement.Read.Exchange	Read and write Exchange Online RBAC configuration
RoleManagementAlert.Read.Directory	rd3p3a		Read all alert data for your company's directory
RoleManagementAlert.ReadWrite.Directory	wd3p3a	RoleManagementAlert.Read.Directory	Read all alert data, configure alerts, and take actions on all alerts for your company's directory
RoleManagementPolicy.Read.AzureADGroup	rdpa		Read all policies in PIM for Groups
RoleManagementPolicy.Read.Directory	rd3pa		Read all policies for privileged role assignments of your company's directory
RoleManagementPolicy.ReadWrite.AzureADGroup	wdpa	RoleManagementPolicy.Read.AzureADGroup	Read, update, and delete all policies in PIM for Groups
RoleManagementPolicy.ReadWrite.Directory	wd3pa	RoleManagementPolicy.Read.Directory	Read, update, and delete all policies for privileged role assignments of your company's directory
SMTP.Send	wd2		Send emails from mailboxes using SMTP AUTH.
Schedule-WorkingTime.ReadWrite.All	wp3a		Trigger all working time policies
Schedule.Read.All	rd3p3a		Read user schedule items
Schedule.ReadWrite.All	wd3p3a	Schedule.Read.All	Read and write user schedule items
SchedulePermissions.ReadWrite.All	wd3p3a		Read/Write schedule permissions for a role.
SearchConfiguration.Read.All	rd3p3a		Read your organization's search configuration
SearchConfiguration.ReadWrite.All	wd3p3a	SearchConfiguration.Read.All	Read and write your organization's search configuration
SecurityActions.Read.All	rd3p3a		Read your organization's security actions
SecurityActions.ReadWrite.All	wd3p3a	SecurityActions.Read.All	Read and update your organization's security actions
SecurityAlert.Create.All	wd3p3a		Create security alerts
SecurityAlert.Read.All	rd3p3a		Read all security alerts
SecurityAlert.ReadWrite.All	wd3p3a	SecurityAlert.Create.All SecurityAlert.Read.All	Read and write to all security alerts
SecurityAnalyzedMessage.Read.All	rdp3a		Read security defender analyzed message data of an organization
SecurityAnalyzedMessage.ReadWrite.All	wdp3a	SecurityAnalyzedMessage.Read.All	Read, create, and update all security defender analyzed message data of an organization
SecurityCopilotWorkspaces.Read.All	rd2p3		Read all Security Copilot resources for the signed-in user
SecurityCopilotWorkspaces.ReadWrite.All	wd3p4	SecurityCopilotWorkspaces.Read.All	Read and write individually owned Security Copilot resources of the signed-in user
SecurityEvents.Read.All	rd3p3a		Read your organization's security events
SecurityEvents.ReadWrite.All	wd3p3a	SecurityEvents.Read.All	Read and update your organization's security events
SecurityIdentitiesAccount.Read.All	rd3p3a		Read identity security available identity accounts
SecurityIdentitiesActions.ReadWrite.All	wd3p3a		Read and perform identity security available actions
SecurityIdentitiesAutoConfig.Read.All	rd3p3a		Read sensors window auditing configuration
SecurityIdentitiesAutoConfig.ReadWrite.All	wd3p3a	SecurityIdentitiesAutoConfig.Read.All	Read and write sensors window auditing configuration
SecurityIdentitiesHealth.Read.All	rd3p3a		Read identity security health issues
SecurityIdentitiesHealth.ReadWrite.All	wd3p3a	SecurityIdentitiesHealth.Read.All	Read and write identity security health issues
SecurityIdentitiesMigration.Read.All	rd3p3a		Read identity security sensor migration
SecurityIdentitiesMigration.ReadWrite.All	wd3p3a	SecurityIdentitiesMigration.Read.All	Read and write identity security sensor migration
SecurityIdentitiesSensors.Read.All	rd3p3a		Read identity security sensors
SecurityIdentitiesSensors.ReadWrite.All	wd3p3a	SecurityIdentitiesSensors.Read.All	Read and write identity security sensors
SecurityIdentitiesUserActions.Read.All	rd3p3a		Read identity security available user actions
SecurityIdentitiesUserActions.ReadWrite.All	wd3p3a	SecurityIdentitiesUserActions.Read.All	Read and perform identity security available user actions
SecurityIdentitiesUsers.Read.All	rd3p3a		Read identity security available users
SecurityIncident.Read.All	rd3p3a		Read incidents
SecurityIncident.ReadWrite.All	wd3p3a	SecurityIncident.Read.All	Read and write to incidents
SensitivityLabel.Evaluate	wd3p3a		Evaluate labels user scope.
SensitivityLabel.Evaluate.All	wd3p3a	SensitivityLabel.Evaluate	Evaluate labels tenant scope.
SensitivityLabel.Read	rd1p2		Get labels user scope.
SensitivityLabels.Read.All	rd1p2a	SensitivityLabel.Read	Get labels app scope.
ServiceActivity-Exchange.Read.All	rd3p3a		Read all Exchange service activity
ServiceActivity-Microsoft365Web.Read.All	rd3p3a		Read all Microsoft 365 Web service activity
ServiceActivity-OneDrive.Read.All	rd3p3a		Read all One Drive service activity
ServiceActivity-Teams.Read.All	rd3p3a		Read all Teams service activity
ServiceHealth.Read.All	rd3p3a		Read service health
ServiceMessage.Read.All	rd3p3a		Read service announcement messages
ServiceMessageViewpoint.Write	wd2a		Update user status on service announcement messages
ServicePrincipalEndpoint.Read.All	rdpa		Read service principal endpoints
ServicePrincipalEndpoint.ReadWrite.All	wdpa	ServicePrincipalEndpoint.Read.All	Read and update service principal endpoints
SharePointCrossTenantMigration.Manage.All	wd3p4a	SharePointCrossTenantMigration.Read.All	Read, write and manage SharePoint Cross-Tenant migration settings and tasks
SharePointCrossTenantMigration.Read.All	rd3p3a		Read SharePoint Cross-Tenant migration settings and tasks
SharePointTenantSettings.Read.All	rd3p3a		Read SharePoint and OneDrive tenant settings
SharePointTenantSettings.ReadWrite.All	wd3p3a	SharePointTenantSettings.Read.All	Read and change SharePoint and OneDrive tenant settings
ShortNotes.Read	rd2		Read short notes of the signed-in user
ShortNotes.Read.All	rp3a		Read all users' short notes
ShortNotes.ReadWrite	wd2	ShortNotes.Read	Read, create, edit, and delete short notes of the signed-in user
ShortNotes.ReadWrite.All	wp3a	ShortNotes.Read.All	Read, create, edit, and delete all users' short notes
SignInIdentifier.Read.All	rd3p3a		Read SignInIdentifiers
SignInIdentifier.ReadWrite.All	wd3p3a	SignInIdentifier.Read.All	Read and write all sign-in identifiers
Sites.Archive.All	wd3p3a		Archive/Unarchive Site Collections, on behalf of the signed-in user
Sites.FullControl.All	wd3p4a	Files.ReadWrite.AppFolder Files.ReadWrite.Selected Sites.Archive.All Sites.Manage.All Sites.Read.All Sites.ReadWrite.All Sites.Selected	Have full control of all site collections
Sites.Manage.All	wd3p4	Files.ReadWrite.AppFolder Files.ReadWrite.Selected Sites.Read.All Sites.ReadWrite.All Sites.Selected	Create, edit, and delete items and lists in all site collections
Sites.Read.All	rd3p4	File.Read.Group Files.Read Files.Read.All	Read items in all site collections
Sites.ReadWrite.All	wd3p4	File.Read.Group Files.Read Files.Read.All Files.ReadWrite.All Files.ReadWrite.AppFolder Files.ReadWrite.Selected Sites.Read.All Sites.Selected	Edit or delete items in all site collections
Sites.Selected	wd3p3		Access selected Sites, on behalf of the signed-in user
SpiffeTrustDomain.Read.All	rd3p3a		Read SPIFFE trust domains and child resources
SpiffeTrustDomain.ReadWrite.All	wd3p3a	SpiffeTrustDomain.Read.All	Read and write SPIFFE trust domains and child resources
Storyline.ReadWrite.All	wd3p3a		Read and write all Viva Engage storylines
SubjectRightsRequest.Read.All	rd3pa		Read subject rights requests
SubjectRightsRequest.ReadWrite.All	wd3pa	SubjectRightsRequest.Read.All	Read and write subject rights requests
Subscription.Read.All	rda		Read all webhook subscriptions
Synchronization.Read.All	rd3p3a		Read all Azure AD synchronization data
Synchronization.ReadWrite.All	wd3p4a	Synchronization.Read.All	Read and write all Azure AD synchronization data
SynchronizationData-User.Upload	wd3p3a		Upload user data to the identity synchronization service
SynchronizationData-User.Upload.OwnedBy	wp3a		Upload user data to the identity sync service for apps that this application creates or owns
Tasks.Read	rd3p	Tasks.Read.Shared	Read user's tasks and task lists
Tasks.Read.All	rp3a	Tasks.Read	Read all users' tasks and tasklist
Tasks.Read.Shared	rd3		Read user and shared tasks
Tasks.ReadWrite	wd3p	Tasks.Read Tasks.Read.Shared Tasks.ReadWrite.Shared	Create, read, update, and delete user's tasks and task lists
Tasks.ReadWrite.All	wp4a	Tasks.Read Tasks.Read.All Tasks.ReadWrite	Read and write all users' tasks and tasklists
Tasks.ReadWrite.Shared	wd3	Tasks.Read.Shared	Read and write user and shared tasks
Team.Create	wd2p3		Create teams
Team.ReadBasic.All	rd2p3	TeamSettings.Read.All	Read the names and descriptions of teams
TeamMember.Read.All	rd3p3a		Read the members of teams
TeamMember.Read.Group	rp2s		
TeamMember.ReadWrite.All	wd3p3a	TeamMember.Read.All TeamMember.ReadWriteNonOwnerRole.All	Add and remove members from teams
TeamMember.ReadWriteNonOwnerRole.All	wd3p3a		Add and remove non-owner members from teams
TeamSettings.Read.All	rdp3a		Read teams' settings
TeamSettings.Read.Group	rp2s		
TeamSettings.ReadWrite.All	wd3p3a	Team.ReadBasic.All TeamSettings.Read.All	Read and change teams' settings
TeamSettings.ReadWrite.Group	wp3s	TeamSettings.Read.Group	
TeamTemplates.Read	rd2		Read available Teams templates
TeamTemplates.Read.All	rp3a		Read all available Teams Templates
TeamsActivity.Read	rd2		Read user's teamwork activity feed
TeamsActivity.Read.All	rp3a		Read all users' teamwork activity feed
TeamsActivity.Send	wd2p3		Send a teamwork activity as the user
TeamsActivity.Send.Chat	wp2s		
TeamsActivity.Send.Group	wp2s		
TeamsActivity.Send.User	wp2s		
TeamsApp.Read.Group	rpa		
TeamsAppInstallation.ManageSelectedForChat	wd3a	ResourceSpecificPermissionGrant.ReadForChat TeamsAppInstallation.ReadForChat TeamsAppInstallation.ReadWriteAndConsentForChat TeamsAppInstallation.ReadWriteAndConsentSelfForChat	Manage installation and permission grants of selected Teams apps in chats
TeamsAppInstallation.ManageSelectedForChat.All	wp3a	ResourceSpecificPermissionGrant.ReadForChat.All TeamsAppInstallation.ReadForChat.All TeamsAppInstallation.ReadSelectedForChat.All TeamsAppInstallation.ReadSelectedForTeam.All TeamsAppInstallation.ReadSelectedForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All TeamsAppInstallation.ReadWriteSelectedForChat.All TeamsAppInstallation.ReadWriteSelectedForTeam.All TeamsAppInstallation.ReadWriteSelfForChat.All	Manage installation and permission grants of selected Teams apps in all chats
TeamsAppInstallation.ManageSelectedForTeam	wd3a	ResourceSpecificPermissionGrant.ReadForTeam TeamsAppInstallation.ReadForTeam TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam	Manage installation and permission grants of selected Teams apps in teams
TeamsAppInstallation.ManageSelectedForTeam.All	wp3a	ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group TeamsAppInstallation.ReadForTeam.All TeamsAppInstallation.ReadSelectedForChat.All TeamsAppInstallation.ReadSelectedForTeam.All TeamsAppInstallation.ReadSelectedForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All TeamsAppInstallation.ReadWriteSelectedForChat.All TeamsAppInstallation.ReadWriteSelectedForTeam.All TeamsAppInstallation.ReadWriteSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam.All	Manage installation and permission grants of selected Teams apps in all teams
TeamsAppInstallation.ManageSelectedForUser	wd3a	ResourceSpecificPermissionGrant.ReadForUser	Manage installation and permission grants of selected Teams apps in users' personal scope
TeamsAppInstallation.ManageSelectedForUser.All	wp3a	ResourceSpecificPermissionGrant.ReadForUser.All TeamsAppInstallation.ReadSelectedForChat.All TeamsAppInstallation.ReadSelectedForTeam.All TeamsAppInstallation.ReadSelectedForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All TeamsAppInstallation.ReadWriteSelectedForChat.All TeamsAppInstallation.ReadWriteSelectedForTeam.All TeamsAppInstallation.ReadWriteSelfForUser.All	Manage installation and permission grants of selected Teams apps for all user accounts
TeamsAppInstallation.Read.All	rp3a	TeamsApp.Read.Group	Read installed Teams apps for all installation scopes
TeamsAppInstallation.Read.Chat	rp2s		
TeamsAppInstallation.Read.Group	rp2s	TeamsApp.Read.Group	
TeamsAppInstallation.Read.User	rp2s		
TeamsAppInstallation.ReadForChat	wd2	ResourceSpecificPermissionGrant.ReadForChat	Read installed Teams apps in chats
TeamsAppInstallation.ReadForChat.All	wp3a	ResourceSpecificPermissionGrant.ReadForChat.All	Read installed Teams apps for all chats
TeamsAppInstallation.ReadForTeam	wd3a	ResourceSpecificPermissionGrant.ReadForTeam	Read installed Teams apps in teams
TeamsAppInstallation.ReadForTeam.All	wp3a	ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group	Read installed Teams apps for all teams
TeamsAppInstallation.ReadForUser	wd2		Read user's installed Teams apps
TeamsAppInstallation.ReadForUser.All	wp3a		Read installed Teams apps for all users
TeamsAppInstallation.ReadSelectedForChat	wda		Read selected installed Teams apps in chats
TeamsAppInstallation.ReadSelectedForChat.All	wp3a		Read selected installed Teams apps in all chats
TeamsAppInstallation.ReadSelectedForTeam	wda		Read selected installed Teams apps in teams
TeamsAppInstallation.ReadSelectedForTeam.All	wp3a		Read selected installed Teams apps in all teams
TeamsAppInstallation.ReadSelectedForUser	wda		Read user's selected installed Teams apps
TeamsAppInstallation.ReadSelectedForUser.All	wp3a		Read selected installed Teams apps for all users
TeamsAppInstallation.ReadWriteAndConsentForChat	wd3a		Manage installed Teams apps in chats
TeamsAppInstallation.ReadWriteAndConsentForChat.All	wp3a	TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All	Manage installation and permission grants of Teams apps for all chats
TeamsAppInstallation.ReadWriteAndConsentForTeam	wd3a		Manage installed Teams apps in teams
TeamsAppInstallation.ReadWriteAndConsentForTeam.All	wp3a	TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All	Manage installation and permission grants of Teams apps for all teams
TeamsAppInstallation.ReadWriteAndConsentForUser	wd3a	ResourceSpecificPermissionGrant.ReadForUser	Manage installation and permission grants of Teams apps in users' personal scope
TeamsAppInstallation.ReadWriteAndConsentForUser.All	wp4a	ResourceSpecificPermissionGrant.ReadForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All TeamsAppInstallation.ReadWriteSelfForUser.All	Manage installation and permission grants of Teams apps in all user accounts
TeamsAppInstallation.ReadWriteAndConsentSelfForChat	wd3a		Allow the Teams app to manage itself and its permission grants in chats
TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All	wp3a		Allow the Teams app to manage itself and its permission grants for all chats
TeamsAppInstallation.ReadWriteAndConsentSelfForTeam	wd3a	TeamsAppInstallation.ReadWriteAndConsentForTeam	Allow the Teams app to manage itself and its permission grants in teams
TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All	wp3a		Allow the Teams app to manage itself and its permission grants for all teams
TeamsAppInstallation.ReadWriteAndConsentSelfForUser	wd3a	ResourceSpecificPermissionGrant.ReadForUser	Allow the Teams app to manage itself and its permission grants in user accounts
TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All	wp3a	ResourceSpecificPermissionGrant.ReadForUser.All	Allow the Teams app to manage itself and its permission grants in all user accounts
TeamsAppInstallation.ReadWriteForChat	wd3a	ResourceSpecificPermissionGrant.ReadForChat TeamsAppInstallation.ReadForChat TeamsAppInstallation.ReadWriteAndConsentForChat TeamsAppInstallation.ReadWriteAndConsentSelfForChat	Manage installed Teams apps in chats
TeamsAppInstallation.ReadWriteForChat.All	wp3a	ResourceSpecificPermissionGrant.ReadForChat.All TeamsAppInstallation.ReadForChat.All TeamsAppInstallation.ReadWriteAndConsentForChat.All TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All TeamsAppInstallation.ReadWriteSelfForChat.All	Manage Teams apps for all chats
TeamsAppInstallation.ReadWriteForTeam	wd3a	ResourceSpecificPermissionGrant.ReadForTeam TeamsAppInstallation.ManageSelectedForTeam TeamsAppInstallation.ReadForTeam TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam	Manage installed Teams apps in teams
TeamsAppInstallation.ReadWriteForTeam.All	wp3a	ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group TeamsAppInstallation.ReadForTeam.All TeamsAppInstallation.ReadWriteAndConsentForTeam.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All TeamsAppInstallation.ReadWriteSelfForTeam TeamsAppInstallation.ReadWriteSelfForTeam.All	Manage Teams apps for all teams
TeamsAppInstallation.ReadWriteForUser	wd3a	TeamsAppInstallation.ReadForUser	Manage user's installed Teams apps
TeamsAppInstallation.ReadWriteForUser.All	wp3a	TeamsAppInstallation.ReadForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All TeamsAppInstallation.ReadWriteSelfForUser.All	Manage Teams apps for all users
TeamsAppInstallation.ReadWriteSelectedForChat	wda		Manage selected Teams apps installed in chats
TeamsAppInstallation.ReadWriteSelectedForChat.All	wp3a		Manage selected installed Teams apps in all chats
TeamsAppInstallation.ReadWriteSelectedForTeam	wda		Manage selected Teams apps installed in teams
TeamsAppInstallation.ReadWriteSelectedForTeam.All	wp3a		Manage selected installed Teams apps in all teams
TeamsAppInstallation.ReadWriteSelectedForUser	wd3a	TeamsAppInstallation.ReadForUser	Manage selected Teams apps installed for a user
TeamsAppInstallation.ReadWriteSelectedForUser.All	wp3a	TeamsAppInstallation.ReadForUser.All TeamsAppInstallation.ReadSelectedForChat.All TeamsAppInstallation.ReadSelectedForTeam.All TeamsAppInstallation.ReadSelectedForUser.All TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All TeamsAppInstallation.ReadWriteSelectedForChat.All TeamsAppInstallation.ReadWriteSelectedForTeam.All TeamsAppInstallation.ReadWriteSelfForUser.All	Manage selected Teams apps installed for all users
TeamsAppInstallation.ReadWriteSelfForChat	wd2a	ResourceSpecificPermissionGrant.ReadForChat TeamsAppInstallation.ReadForChat TeamsAppInstallation.ReadWriteAndConsentForChat TeamsAppInstallation.ReadWriteAndConsentSelfForChat	Allow the Teams app to manage itself in chats
TeamsAppInstallation.ReadWriteSelfForChat.All	wp3a	ResourceSpecificPermissionGrant.ReadForChat.All TeamsAppInstallation.ReadForChat.All TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All	Allow the Teams app to manage itself for all chats
TeamsAppInstallation.ReadWriteSelfForTeam	wd3pa	ResourceSpecificPermissionGrant.ReadForTeam ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group TeamsAppInstallation.ReadWriteAndConsentForTeam TeamsAppInstallation.ReadWriteAndConsentSelfForTeam	Allow the app to manage itself in teams
TeamsAppInstallation.ReadWriteSelfForTeam.All	wp3a	ResourceSpecificPermissionGrant.ReadForTeam.All TeamsApp.Read.Group TeamsAppInstallation.ReadWriteAndConsentForTeam.All TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All	Allow the Teams app to manage itself for all teams
TeamsAppInstallation.ReadWriteSelfForUser	wd2	TeamsAppInstallation.ReadForUser	Allow the Teams app to manage itself for a user
TeamsAppInstallation.ReadWriteSelfForUser.All	wp3a	TeamsAppInstallation.ReadForUser.All	Allow the app to manage itself for all users
TeamsPolicyUserAssign.ReadWrite.All	wd3p3a		Read and Write Teams policy user assignment and unassigment for all policy types.
TeamsResourceAccount.Read.All	rd3p3a		Read Teams resource accounts
TeamsTab.Create	wd2p3a		Create tabs in Microsoft Teams.
TeamsTab.Create.Chat	wp2s		
TeamsTab.Create.Group	wp2s		
TeamsTab.Delete.Chat	wp2s		
TeamsTab.Delete.Group	wp2s		
TeamsTab.Read.All	rd3p3a		Read tabs in Microsoft Teams.
TeamsTab.Read.Chat	rp2s		
TeamsTab.Read.Group	rp2s		
TeamsTab.ReadWrite.All	wd3p3a	TeamsTab.Create TeamsTab.Read.All TeamsTab.ReadWriteForChat TeamsTab.ReadWriteForChat.All TeamsTab.ReadWriteForTeam TeamsTab.ReadWriteForTeam.All TeamsTab.ReadWriteSelfForChat TeamsTab.ReadWriteSelfForChat.All TeamsTab.ReadWriteSelfForTeam TeamsTab.ReadWriteSelfForTeam.All	Read and write tabs in Microsoft Teams.
TeamsTab.ReadWrite.Chat	wp2s	TeamsTab.Create.Chat TeamsTab.Delete.Chat TeamsTab.Read.Chat	
TeamsTab.ReadWrite.Group	wp2s	TeamsTab.Delete.Group TeamsTab.Read.Group	
TeamsTab.ReadWriteForChat	wd2pa		Allow the Teams app to manage all tabs in chats
TeamsTab.ReadWriteForChat.All	wp3a		Allow the Teams app to manage all tabs for all chats
TeamsTab.ReadWriteForTeam	wd3a		Allow the Teams app to manage all tabs in teams
TeamsTab.ReadWriteForTeam.All	wp3a		Allow the Teams app to manage all tabs for all teams
TeamsTab.ReadWriteForUser	wd		Allow the Teams app to manage all tabs for a user
TeamsTab.ReadWriteForUser.All	wpa		
TeamsTab.ReadWriteSelfForChat	wd2a		Allow the Teams app to manage only its own tabs in chats
TeamsTab.ReadWriteSelfForChat.All	wp3a	TeamsTab.ReadWriteForChat.All	Allow the Teams app to manage only its own tabs for all chats
TeamsTab.ReadWriteSelfForTeam	wd3a		Allow the Teams app to manage only its own tabs in teams
TeamsTab.ReadWriteSelfForTeam.All	wp3a		Allow the Teams app to manage only its own tabs for all teams
TeamsTab.ReadWriteSelfForUser	wd		Allow the Teams app to manage only its own tabs for a user
TeamsTab.ReadWriteSelfForUser.All	wpa		
TeamsTelephoneNumber.Read.All	rd3p3a		Read Tenant-Acquired Telephone Number Details
TeamsTelephoneNumber.ReadWrite.All	wd3p3a	TeamsTelephoneNumber.Read.All	Read and Modify Tenant-Acquired Telephone Number Details
TeamsUserConfiguration.Read.All	rd3p3a		Read Teams user configurations
Teamwork.Migrate.All	wdp3	Channel.Create Chat.UpdatePolicyViolation.All TeamworkSection.ReadWrite TeamworkSection.ReadWrite.All	
Teamwork.Read.All	rd3p3a		Read organizational teamwork settings
TeamworkAppSettings.Read.All	rd3p3		Read Teams app settings
TeamworkAppSettings.ReadWrite.All	wd3p3a	TeamworkAppSettings.Read.All	Read and write Teams app settings
TeamworkCustomEmoji.Create	wd3		Create custom emoji
TeamworkCustomEmoji.Create.All	wp3a		Create custom emoji
TeamworkCustomEmoji.Read	rd3		Read custom emoji
TeamworkCustomEmoji.Read.All	rp3a		Read custom emoji
TeamworkDevice.Read.All	rd3p3a		Read Teams devices
TeamworkDevice.ReadWrite.All	wd3p3a	TeamworkDevice.Read.All	Read and write Teams devices
TeamworkSection.Read	rd2		Read user's teamwork sections (folders) in Teams
TeamworkSection.Read.All	rp3a		Read all users' teamwork sections in Teams
TeamworkSection.ReadWrite	wd2	TeamworkSection.Read	Read and write user's teamwork sections (folders) in Teams
TeamworkSection.ReadWrite.All	wp3a	TeamworkSection.Read.All	Read and write all users' teamwork sections in Teams
TeamworkTag.Read	rd2a		Read tags in Teams
TeamworkTag.Read.All	rp3a		Read tags in Teams
TeamworkTag.ReadWrite	wd2a	TeamworkTag.Read	Read and write tags in Teams
TeamworkTag.ReadWrite.All	wp3a	TeamworkTag.Read.All	Read and write tags in Teams
TeamworkTargetedMessage.Read.All	rp3a		Read all targeted messages of group chat or channel
TeamworkTargetedMessage.ReadWrite	wd3a		Update targeted messages of group chat or channel belonging to the user
TeamworkUserInteraction.Read.All	rd2a		Read all of the possible Teams interactions between the user and other users
TenantGovernance-Invitation.Read.All	rd3p3a		Read Tenant Governance invitations
TenantGovernance-Invitation.ReadWrite.All	wd3a	TenantGovernance-Invitation.Read.All	Read and write Tenant Governance invitations
TenantGovernance-PolicyTemplate.Read.All	rd3p3a		Read Tenant Governance policy templates
TenantGovernance-PolicyTemplate.ReadWrite.All	wd3a	TenantGovernance-PolicyTemplate.Read.All	Read and write Tenant Governance policy templates
TenantGovernance-RelatedTenant.Read.All	rd3p3a		Read related tenants
TenantGovernance-RelatedTenant.ReadWrite.All	wd3a	TenantGovernance-RelatedTenant.Read.All	Read and write related tenants
TenantGovernance-Relationship.Read.All	rd3p3a		Read Tenant Governance relationships
TenantGovernance-Relationship.ReadWrite.All	wd3a	TenantGovernance-Relationship.Read.All	Read and write Tenant Governance relationships
TenantGovernance-Request.Read.All	rd3p3a		Read Tenant Governance requests
TenantGovernance-Request.ReadWrite.All	wd3a	TenantGovernance-Request.Read.All	Read and write Tenant Governance requests
TenantGovernance-Setting.Read.All	rd3p3a		Read Tenant Governance settings
TenantGovernance-Setting.ReadWrite.All	wd3a	TenantGovernance-Setting.Read.All	Read and write Tenant Governance settings
TermStore.Read.All	rd3pa		Read term store data
TermStore.ReadWrite.All	wd3pa	TermStore.Read.All	Read and write term store data
ThreatAssessment.Read.All	rp3a		Read threat assessment requests
ThreatAssessment.ReadWrite.All	wd3a		Read and write threat assessment requests
ThreatHunting.Read.All	rd3p3a		Run hunting queries
ThreatIndicators.Read.All	rd3p3a		Read all threat indicators
ThreatIndicators.ReadWrite.OwnedBy	wd2p3a		Manage threat indicators this app creates or owns
ThreatIntelligence.Read.All	rd3p3a		Read all threat intelligence information
ThreatSubmission.Read	rd		Read threat submissions
ThreatSubmission.Read.All	rd3p3a	ThreatSubmission.Read	Read all threat submissions
ThreatSubmission.ReadWrite	wd	ThreatSubmission.Read	Read and write threat submissions
ThreatSubmission.ReadWrite.All	wd3p3a	ThreatSubmission.Read ThreatSubmission.Read.All ThreatSubmission.ReadWrite	Read and write all threat submissions
ThreatSubmissionPolicy.ReadWrite.All	wd3p3a		Read and write all threat submission policies
Topic.Read.All	rda		Read topic items
TrustFrameworkKeySet.Read.All	rd3p3a		Read trust framework key sets
TrustFrameworkKeySet.ReadWrite.All	wd3p3a	TrustFrameworkKeySet.Read.All	Read and write trust framework key sets
UnifiedGroupMember.Read.AsGuest	rd2a		Read unified group memberships as guest
User-ConvertToInternal.ReadWrite.All	wd3p3a		Convert an external user to internal memeber user
User-LifeCycleInfo.Read.All	rdpa		Read all users' lifecycle information
User-LifeCycleInfo.ReadWrite.All	wdpa	User-LifeCycleInfo.Read.All	Read and write all users' lifecycle information
User-Mail.ReadWrite.All	wd3p3a		Update other mails property for all users
User-OnPremisesSyncBehavior.ReadWrite.All	wd2p3a		Read and update the on-premises sync behavior of users
User-PasswordProfile.ReadWrite.All	wd4p4a	User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.EnableDisableAccount.All User.ManageIdentities.All	Update password profile property and reset password for all users
User-Phone.ReadWrite.All	wd3p3a		Update business phones and mobile phone properties for all users
User.DeleteRestore.All	wd4p4a		Delete and restore user accounts
User.EnableDisableAccount.All	wd4p4a		Enable and disable user accounts
User.Export.All	wdp3a		Export user's data
User.Invite.All	wd3p3a		Invite guest users to the organization
User.ManageIdentities.All	wd3p3a		Manage  user identities
User.Read	rd2		Sign in and read user profile
User.Read.All	rd3p3a	User.Read User.ReadBasic.All UserShiftPreferences.Read.All	Read all users' full profiles and company properties
User.ReadBasic.All	rd2p3		Read all users' basic profiles
User.ReadWrite	wd3	User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.Read	Read and write access to user profile
User.ReadWrite.All	wd4p4a	AgentIdUser.ReadWrite.All AgentIdUser.ReadWrite.IdentityParentedBy User-ConvertToInternal.ReadWrite.All User-Mail.ReadWrite.All User-Phone.ReadWrite.All User.DeleteRestore.All User.EnableDisableAccount.All User.Invite.All User.ManageIdentities.All User.Read User.Read.All User.ReadBasic.All User.ReadWrite User.ReadWrite.CrossCloud UserShiftPreferences.Read.All UserShiftPreferences.ReadWrite.All	Read and write all users' full profiles
User.ReadWrite.CrossCloud	wp3a	User-Mail.ReadWrite.All User-Phone.ReadWrite.All	Read and write profiles of users that originate from an external cloud.
User.RevokeSessions.All	wd3p3a		Revoke all sign in sessions for a user
UserActivity.ReadWrite.CreatedByApp	wd2		Read and write app activity to users' activity feed
UserAuthMethod-Email.Read	rd2a		Read the signed-in user's email authentication methods
UserAuthMethod-Email.Read.All	rd3p3a	UserAuthMethod-Email.Read	Read all users' email methods
UserAuthMethod-Email.ReadWrite	wd3a	UserAuthMethod-Email.Read	Read and write the signed-in user's email authentication methods
UserAuthMethod-Email.ReadWrite.All	wd3p3a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-Email.ReadWrite	Read and write all users' email methods.
UserAuthMethod-External.Read	rd2a		Read the signed-in user's external authentication methods
UserAuthMethod-External.Read.All	rd3p3a	UserAuthMethod-External.Read	Read all users' external authentication methods
UserAuthMethod-External.ReadWrite	wd3a	UserAuthMethod-External.Read	Read and write the signed-in user's external authentication methods
UserAuthMethod-External.ReadWrite.All	wd3p3a	UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-External.ReadWrite	Read and write all users' external methods.
UserAuthMethod-HardwareOATH.Read	rd2a		Read the signed-in user's HardwareOATH authentication methods
UserAuthMethod-HardwareOATH.Read.All	rd3p3a	UserAuthMethod-HardwareOATH.Read	Read all users' HardwareOATH authentication methods
UserAuthMethod-HardwareOATH.ReadWrite	wd3a	UserAuthMethod-HardwareOATH.Read	Read and write the signed-in user's HardwareOATH authentication methods
UserAuthMethod-HardwareOATH.ReadWrite.All	wd3p3a	UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-HardwareOATH.ReadWrite	Read and write all users' HardwareOATH methods.
UserAuthMethod-MicrosoftAuthApp.Read	rd2a		Read the signed-in user's Microsoft Authenticator authentication methods
UserAuthMethod-MicrosoftAuthApp.Read.All	rd3p3a	UserAuthMethod-MicrosoftAuthApp.Read	Read all users' Microsoft authentication methods
UserAuthMethod-MicrosoftAuthApp.ReadWrite	wd3a	UserAuthMethod-MicrosoftAuthApp.Read	Read and write the signed-in user's Microsoft Authenticator authentication methods
UserAuthMethod-MicrosoftAuthApp.ReadWrite.All	wd3p3a	UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-MicrosoftAuthApp.ReadWrite	Read and write all users' Microsoft Authentication methods.
UserAuthMethod-Passkey.Read	rd2a		Read the signed-in user's passkey authentication methods
UserAuthMethod-Passkey.Read.All	rd3p3a	UserAuthMethod-Passkey.Read	Read all users' passkey authentication methods
UserAuthMethod-Passkey.ReadWrite	wd3a	UserAuthMethod-Passkey.Read	Read and write the signed-in user's passkey authentication methods
UserAuthMethod-Passkey.ReadWrite.All	wd3p3a	UserAuthMethod-Passkey.Read UserAuthMethod-Passkey.Read.All UserAuthMethod-Passkey.ReadWrite	Read and write all users' passkey methods.
UserAuthMethod-Password.Read	rd2a		Read the signed-in user's password authentication methods
UserAuthMethod-Password.Read.All	rd3p3a	UserAuthMethod-Password.Read	Read all users' password authentication methods
UserAuthMethod-Password.ReadWrite	wd3a	UserAuthMethod-Password.Read	Read and write the signed-in user's password authentication methods
UserAuthMethod-Password.ReadWrite.All	wd3p3a	UserAuthMethod-Password.Read UserAuthMethod-Password.Read.All UserAuthMethod-Password.ReadWrite	Read and write all users' password methods.
UserAuthMethod-Phone.Read	rd2a		Read the signed-in user's phone authentication methods
UserAuthMethod-Phone.Read.All	rd3p3a	UserAuthMethod-Phone.Read	Read all users' phone authentication methods
UserAuthMethod-Phone.ReadWrite	wd3a	UserAuthMethod-Phone.Read	Read and write the signed-in user's phone authentication methods
UserAuthMethod-Phone.ReadWrite.All	wd3p3a	UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-Phone.ReadWrite	Read and write all users' phone methods.
UserAuthMethod-PlatformCred.Read	rd2a		Read the signed-in user's platform credential authentication methods
UserAuthMethod-PlatformCred.Read.All	rd3p3a	UserAuthMethod-PlatformCred.Read	Read all users' platform credentials methods
UserAuthMethod-PlatformCred.ReadWrite	wd3a	UserAuthMethod-PlatformCred.Read	Read and write the signed-in user's platform credential authentication methods
UserAuthMethod-PlatformCred.ReadWrite.All	wd3p3a	UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-PlatformCred.ReadWrite	Read and write all users' platform credentials methods.
UserAuthMethod-QR.Read	rd2a		Read the signed-in user's QR authentication methods
UserAuthMethod-QR.Read.All	rd3p3a	UserAuthMethod-QR.Read	Read all users' QR methods
UserAuthMethod-QR.ReadWrite	wd3a	UserAuthMethod-QR.Read	Read and write the signed-in user's QR authentication methods
UserAuthMethod-QR.ReadWrite.All	wd3p3a	UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-QR.ReadWrite	Read and write all users' QR methods.
UserAuthMethod-ResourceKey.Read.All	rd3p3a		Read the keys associated with the user representing a resource account.
UserAuthMethod-ResourceKey.ReadWrite.All	wd3p3a	UserAuthMethod-ResourceKey.Read.All	Read and delete the keys associated with the user representing a resource account.
UserAuthMethod-SoftwareOATH.Read	rd2a		Read the signed-in user's SoftwareOATH authentication methods
UserAuthMethod-SoftwareOATH.Read.All	rd3p3a	UserAuthMethod-SoftwareOATH.Read	Read all users' SoftwareOATH methods
UserAuthMethod-SoftwareOATH.ReadWrite	wd3a	UserAuthMethod-SoftwareOATH.Read	Read and write the signed-in user's SoftwareOATH authentication methods
UserAuthMethod-SoftwareOATH.ReadWrite.All	wd3p3a	UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-SoftwareOATH.ReadWrite	Read and write all users' SoftwareOATH methods.
UserAuthMethod-TAP.Read	rd2a		Read the signed-in user's Temporary Access Pass authentication methods
UserAuthMethod-TAP.Read.All	rd3p3a	UserAuthMethod-TAP.Read	Read all users' Temporary Access Pass methods
UserAuthMethod-TAP.ReadWrite	wd3a	UserAuthMethod-TAP.Read	Read and write the signed-in user's Temporary Access Pass authentication methods
UserAuthMethod-TAP.ReadWrite.All	wd3p3a	UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-TAP.ReadWrite	Read and write all users' Temporary Access Pass methods.
UserAuthMethod-WindowsHello.Read	rd2a		Read the signed-in user's Windows Hello methods
UserAuthMethod-WindowsHello.Read.All	rd3p3a	UserAuthMethod-WindowsHello.Read	Read all users' Windows Hello methods
UserAuthMethod-WindowsHello.ReadWrite	wd3a	UserAuthMethod-WindowsHello.Read	Read and write the signed-in user's Windows Hello authentication methods
UserAuthMethod-WindowsHello.ReadWrite.All	wd3p3a	UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All UserAuthMethod-WindowsHello.ReadWrite	Read and write all users' Windows Hello methods.
UserAuthenticationMethod.Read	rd2a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-Passkey.Read UserAuthMethod-Passkey.Read.All UserAuthMethod-Password.Read UserAuthMethod-Password.Read.All UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All	Read user authentication methods.
UserAuthenticationMethod.Read.All	rd3p3a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-Password.Read.All UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-ResourceKey.Read.All UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All UserAuthenticationMethod.Read	Read all users' authentication methods
UserAuthenticationMethod.ReadWrite	wd3a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-Email.ReadWrite UserAuthMethod-Email.ReadWrite.All UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-External.ReadWrite UserAuthMethod-External.ReadWrite.All UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-HardwareOATH.ReadWrite UserAuthMethod-HardwareOATH.ReadWrite.All UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-MicrosoftAuthApp.ReadWrite UserAuthMethod-MicrosoftAuthApp.ReadWrite.All UserAuthMethod-Passkey.Read UserAuthMethod-Passkey.Read.All UserAuthMethod-Passkey.ReadWrite UserAuthMethod-Password.Read UserAuthMethod-Password.Read.All UserAuthMethod-Password.ReadWrite UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-Phone.ReadWrite UserAuthMethod-Phone.ReadWrite.All UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-PlatformCred.ReadWrite UserAuthMethod-PlatformCred.ReadWrite.All UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-QR.ReadWrite UserAuthMethod-QR.ReadWrite.All UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-SoftwareOATH.ReadWrite UserAuthMethod-SoftwareOATH.ReadWrite.All UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All UserAuthMethod-WindowsHello.ReadWrite UserAuthMethod-WindowsHello.ReadWrite.All UserAuthenticationMethod.Read	Read and write user authentication methods
UserAuthenticationMethod.ReadWrite.All	wd4p4a	UserAuthMethod-Email.Read UserAuthMethod-Email.Read.All UserAuthMethod-Email.ReadWrite UserAuthMethod-Email.ReadWrite.All UserAuthMethod-External.Read UserAuthMethod-External.Read.All UserAuthMethod-External.ReadWrite UserAuthMethod-External.ReadWrite.All UserAuthMethod-HardwareOATH.Read UserAuthMethod-HardwareOATH.Read.All UserAuthMethod-HardwareOATH.ReadWrite UserAuthMethod-HardwareOATH.ReadWrite.All UserAuthMethod-MicrosoftAuthApp.Read UserAuthMethod-MicrosoftAuthApp.Read.All UserAuthMethod-MicrosoftAuthApp.ReadWrite UserAuthMethod-MicrosoftAuthApp.ReadWrite.All UserAuthMethod-Passkey.ReadWrite.All UserAuthMethod-Password.Read.All UserAuthMethod-Phone.Read UserAuthMethod-Phone.Read.All UserAuthMethod-Phone.ReadWrite UserAuthMethod-Phone.ReadWrite.All UserAuthMethod-PlatformCred.Read UserAuthMethod-PlatformCred.Read.All UserAuthMethod-PlatformCred.ReadWrite UserAuthMethod-PlatformCred.ReadWrite.All UserAuthMethod-QR.Read UserAuthMethod-QR.Read.All UserAuthMethod-QR.ReadWrite UserAuthMethod-QR.ReadWrite.All UserAuthMethod-ResourceKey.ReadWrite.All UserAuthMethod-SoftwareOATH.Read UserAuthMethod-SoftwareOATH.Read.All UserAuthMethod-SoftwareOATH.ReadWrite UserAuthMethod-SoftwareOATH.ReadWrite.All UserAuthMethod-TAP.Read UserAuthMethod-TAP.Read.All UserAuthMethod-TAP.ReadWrite.All UserAuthMethod-WindowsHello.Read UserAuthMethod-WindowsHello.Read.All UserAuthMethod-WindowsHello.ReadWrite UserAuthMethod-WindowsHello.ReadWrite.All UserAuthenticationMethod.Read UserAuthenticationMethod.Read.All UserAuthenticationMethod.ReadWrite	Read and write all users' authentication methods.
UserCloudClipboard.Read	rd		Read cloud clipboard items
UserNotification.ReadWrite.CreatedByApp	wdp		Deliver and manage user's notifications
UserShiftPreferences.Read.All	rp3a		Read all user shift preferences
UserShiftPreferences.ReadWrite.All	wp3a	UserShiftPreferences.Read.All	Read and write all user shift preferences
UserTeamwork.Read	rd2a		Read user teamwork settings
UserTeamwork.Read.All	rp3a		Read all user teamwork settings
UserTimelineActivity.Write.CreatedByApp	wd		Write app activity to users' timeline
UserWindowsSettings.Read	rd		Read windows settings and their values stored for all devices in cloud
UserWindowsSettings.Read.All	rd2a	UserWindowsSettings.Read	Read windows settings for all devices
UserWindowsSettings.ReadWrite.All	wd3a	UserWindowsSettings.Read UserWindowsSettings.Read.All	Read and write windows settings for all devices
VerifiedId-Profile.Read.All	rd3p3a		Read Verified Id profiles
VerifiedId-Profile.ReadWrite.All	wd3a	VerifiedId-Profile.Read.All	Read and write Verified Id profiles
VirtualAppointment.Read	rd2a		Read a user's virtual appointments
VirtualAppointment.Read.All	rp3a		Read all virtual appointments for users, as authorized by online meetings application access policy
VirtualAppointment.ReadWrite	wd2a	VirtualAppointment.Read	Read and write a user's virtual appointments.
VirtualAppointment.ReadWrite.All	wp3a	VirtualAppointment.Read.All	Read-write all virtual appointments for users, as authorized by online meetings app access policy
VirtualAppointmentNotification.Send	wd2p3a		Send notification regarding virtual appointments for the signed-in user
VirtualEvent.Read	rd3a		Read your virtual events
VirtualEvent.Read.All	rp3a		Read your virtual events
VirtualEvent.Read.Chat	rp2s		Read virtual event details
VirtualEvent.ReadWrite	wd2a	VirtualEvent.Read	Read and write your virtual events
VirtualEventRegistration-Anon.ReadWrite.All	wp2a		Read and write anonymous users' virtual event registrations
VirtualEventRegistration-Anon.ReadWrite.Chat	wp2s		Manage virtual event registrations
WindowsUpdates.Read.All	rd3p3a		Read all Windows update deployment settings
WindowsUpdates.ReadWrite.All	wd3p3a	WindowsUpdates.Read.All	Read and write all Windows update deployment settings
WorkforceIntegration.Read.All	rd3p3a		Read workforce integrations
WorkforceIntegration.ReadWrite.All	wd3p3a	WorkforceIntegration.Read.All	Read and write workforce integrations
eDiscovery.Read.All	rd3p3a		Read all eDiscovery objects
eDiscovery.ReadWrite.All	wd3p3a	eDiscovery.Read.All	Read and write all eDiscovery objects
email	id		View users' email address
offline_access	id		Maintain access to data you have given it access to
openid	id		Sign users in
profile	id		View users' basic profile`,
};
