// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'microsoftgraph/microsoft-graph-devx-content', version: '6cbd6bbd665a', licence: 'MIT' }],
  prefix: '',
  lines: `APIConnectors.Read.All	rdpa		Read API connectors for authentication flows
APIConnectors.ReadWrite.All	wd3p3a	0	Read and write API connectors for authentication flows
AccessReview.Read.All	rd3p3a		Read all access reviews that user can access
AccessReview.ReadWrite.All	wd3p3a	2 4	Manage all access reviews that user can access
AccessReview.ReadWrite.Membership	wd3p3a		Manage access reviews for group and app memberships
Acronym.Read.All	rd3p		Read all acronyms that the user can access
AdministrativeUnit.Read.All	rd3p3a		Read administrative units
AdministrativeUnit.ReadWrite.All	wd3p3a	6	Read and write administrative units
AgentCardManifest.Read.All	rd2p3a		Read all agent card manifests in Agent Registry
AgentCardManifest.ReadWrite.All	wd2p3a	8 10	Read and write agent card manifests in Agent Registry
AgentCardManifest.ReadWrite.ManagedBy	wp2a		Read and write managed-by agent card manifests in Agent Registry
AgentCollection.Read.All	rd2p3a	12 13	Read all collections in Agent Registry, except quarantined and global
AgentCollection.Read.Global	rd3a		Read global collection in Agent Registry
AgentCollection.Read.Quarantined	rd3a		Read quarantined collection in Agent Registry
AgentCollection.ReadWrite.All	wd2p3a	11 12 13 15 16 17	Read and write collections in Agent Registry, except quarantined and global
AgentCollection.ReadWrite.Global	wd3a	12	Read and write global collection in Agent Registry
AgentCollection.ReadWrite.ManagedBy	wp2a		Read and write managed-by collections in Agent Registry
AgentCollection.ReadWrite.Quarantined	wd3a	13	Read and write quarantined collection in Agent Registry
AgentIdUser.ReadWrite.All	wd3p3a	19 865 868 873 877 879 938 939	Read and write all agent ID users' full profiles
AgentIdUser.ReadWrite.IdentityParentedBy	wd3p3a	865 868 873 877 879 938 939	Read and write full profiles of agent ID users under an agent blueprint
AgentIdentity.Create.All	wd3p4a		Create agent identities without an agent blueprint parent
AgentIdentity.CreateAsManager	wp4a		Create and manage agent identities as the parent agent identity blueprint
AgentIdentity.DeleteRestore.All	wd3p3a		Delete and restore agent identities
AgentIdentity.EnableDisable.All	wd3p3a		Enable or disable agent identities
AgentIdentity.Read.All	rd3p3a		Read all agent identities
AgentIdentity.ReadWrite.All	wd3p3a	23 24	Read and write all agent identities
AgentIdentity.UpdateSponsors.All	wd3p3a		Add or remove sponsors for agent identities
AgentIdentityBlueprint.AddRemoveCreds.All	wd3p3a		Update agent identity blueprint credentials
AgentIdentityBlueprint.Create	wd3p4a		Create agent identity blueprints
AgentIdentityBlueprint.DeleteRestore.All	wd3p3a		Delete and restore agent identity blueprints
AgentIdentityBlueprint.Read.All	rd3p3a		Read all agent identity blueprints
AgentIdentityBlueprint.ReadWrite.All	wd3p3a	27 29 30 32 33	Read and write all agent identity blueprints
AgentIdentityBlueprint.UpdateAuthProperties.All	wd3p3a		Update agent identity blueprint authorization and authentication properties
AgentIdentityBlueprint.UpdateBranding.All	wd3p3a		Update agent identity blueprint branding
AgentIdentityBlueprint.UpdateSponsors.All	wd3p3a		Add or remove sponsors for agent identity blueprints
AgentIdentityBlueprintPrincipal.Create	wd3p4a		Create agent identity blueprint principals
AgentIdentityBlueprintPrincipal.DeleteRestore.All	wd3p3a		Delete and restore agent identity blueprint principals
AgentIdentityBlueprintPrincipal.EnableDisable.All	wd3p3a		Enable or disable agent identity blueprint principals
AgentIdentityBlueprintPrincipal.Read.All	rd3p3a		Read agent identity blueprint principals
AgentIdentityBlueprintPrincipal.ReadWrite.All	wd3p3a	36 37 38	Read and write all agent identity blueprint principals
AgentInstance.Read.All	rd2p3a		Read all agent instances in Agent Registry
AgentInstance.ReadWrite.All	wd2p3a	40 42	Read and write agent instances in Agent Registry
AgentInstance.ReadWrite.ManagedBy	wp2a		Read and write managed-by agent instances in Agent Registry
AgentRegistration.Read.All	rd3p3		Read all agent registrations
AgentRegistration.ReadWrite.All	wd3p3a	43	Read and write all agent registrations
Agreement.Read.All	rd3pa		Read all terms of use agreements
Agreement.ReadWrite.All	wd3pa	45	Read and write all terms of use agreements
AgreementAcceptance.Read	rd2a		Read user terms of use acceptance statuses
AgreementAcceptance.Read.All	rd3pa	47	Read terms of use acceptance statuses that user can access
AiEnterpriseInteraction.Read	rd2		Read user AI enterprise interactions.
AiEnterpriseInteraction.Read.All	rp3a		Read all AI enterprise interactions.
AiEnterpriseInteraction.Read.User	rp2s		Read user AI enterprise interactions.
Analytics.Read	rd2		Read user activity statistics
AppCatalog.Read.All	rd3p3		Read all app catalogs
AppCatalog.ReadWrite.All	wd3p3a	53	Read and write to all app catalogs
AppCatalog.Submit	wd2		Submit application packages to the catalog and cancel pending submissions
AppCertTrustConfiguration.Read.All	rd3p3a		
AppCertTrustConfiguration.ReadWrite.All	wd3p3a	56	
AppRegistration.Create	wd3p3a		Register new applications
AppRoleAssignment.ReadWrite.All	wd3p4a		Manage app permission grants and app role assignments
Application-RemoteDesktopConfig.ReadWrite.All	wd3p3a		Read and write the remote desktop security configuration for all apps
Application.Read.All	rd3p3a		Read applications
Application.ReadWrite.All	wd3p4a	58 61 63	Read and write all applications
Application.ReadWrite.OwnedBy	wp3a	58 703	Manage apps that this app creates or owns
ApprovalSolution.Read	rd3		Read user's approval items, approval requests and approval responses.
ApprovalSolution.Read.All	rp3a		Read approvals data with a subscription.
ApprovalSolution.ReadWrite	wd3	64 68	Create and cancel user's approval items. Read user's approval items, requests, responses.
ApprovalSolution.ReadWrite.All	wp3a	65	Read approvals data and create, update, or remove approval item subscriptions.
ApprovalSolutionResponse.ReadWrite	wd3	64	Respond to a user's approval. Read user's approval items, requests, responses.
AttackSimulation.Read.All	rd3p3a		Read attack simulation data of an organization
AttackSimulation.ReadWrite.All	wd3p3	69	Read, create, and update attack simulation data of an organization
AuditActivity.Read	rd1p2a		Read activity audit log from the audit store.
AuditActivity.Write	wd2p2a		Upload activity audit logs to the audit store.
AuditLog.Read.All	rd3p3a	596	Read audit log data
AuditLogsQuery-CRM.Read.All	rd3p3a		Read audit logs data from Dynamics CRM workload
AuditLogsQuery-Endpoint.Read.All	rd3p3a		Read audit logs data from Endpoint Data Loss Prevention workload
AuditLogsQuery-Entra.Read.All	rd3p3a		Read audit logs data from Entra service
AuditLogsQuery-Exchange.Read.All	rd3p3a		Read audit logs data from Exchange workload
AuditLogsQuery-OneDrive.Read.All	rd3p3a		Read audit logs data from OneDrive workload
AuditLogsQuery-SharePoint.Read.All	rd3p3a		Read audit logs data from SharePoint workload
AuditLogsQuery.Read.All	rd3p3a		Read audit logs data from all services
AuthenticationContext.Read.All	rd3p3a		Read all authentication context information
AuthenticationContext.ReadWrite.All	wd3p3a	81	Read and write all authentication context information
BackupRestore-Configuration.Read.All	rdp4a		Read backup configuration policies
BackupRestore-Configuration.ReadWrite.All	wdp4a	83	Read and edit backup configuration policies
BackupRestore-Control.Read.All	rdp4a		Read the status of the M365 backup service
BackupRestore-Control.ReadWrite.All	wdp4a	85	Update or read the status of the M365 backup service
BackupRestore-Monitor.Read.All	rdpa		Read monitoring, quota and billing information for the tenant
BackupRestore-Restore.Read.All	rdp4a		Read restore sessions
BackupRestore-Restore.ReadWrite.All	wdp4a	88	Read restore sessions and start restore sessions from backups
BackupRestore-Search.Read.All	rdp4a		Search for metadata properties in all backup snapshots
BillingConfiguration.ReadWrite.All	wdpa		Read and write application billing configuration
BitlockerKey.Read.All	rd3p3a	93	Read BitLocker keys
BitlockerKey.ReadBasic.All	rd3p3a		Read BitLocker keys basic information
Bookings.Manage.All	wd3p3	95 96 97	Manage bookings information
Bookings.Read.All	rd3p3		Read bookings information
Bookings.ReadWrite.All	wd3p3	95 97	Read and write bookings information
BookingsAppointment.ReadWrite.All	wd3p3	95	Read and write booking appointments
Bookmark.Read.All	rd3p		Read all bookmarks that the user can access
BrowserSiteLists.Read.All	rd3p3		Read browser site lists for your organization
BrowserSiteLists.ReadWrite.All	wd3p3	99	Read and write browser site lists for your organization
BusinessScenarioConfig.Read.All	rd3a	102	Read business scenario configurations
BusinessScenarioConfig.Read.OwnedBy	rd2p3a		Read business scenario configurations this app creates or owns
BusinessScenarioConfig.ReadWrite.All	wd3a	101 102 104	Read and write business scenario configurations
BusinessScenarioConfig.ReadWrite.OwnedBy	wd2p3a	102	Read and write business scenario configurations this app creates or owns
BusinessScenarioData.Read.OwnedBy	rd2p3a		Read all data for business scenarios this app creates or owns
BusinessScenarioData.ReadWrite.OwnedBy	wd2p3a	105	Read and write all data for business scenarios this app creates or owns
Calendars.Read	rd2p4	108 109	Read user calendars 
Calendars.Read.Shared	rd2		Read user and shared calendars
Calendars.ReadBasic	rd2pa		Read basic details of user calendars
Calendars.ReadBasic.All	rp3a	109	Read basic details of calendars in all mailboxes 
Calendars.ReadWrite	wd2p3	107 108 109 112	Have full access to user calendars 
Calendars.ReadWrite.Shared	wd2	108	Read and write user and shared calendars
CallDelegation.Read	rd3		Read delegation settings
CallDelegation.Read.All	rp3a		Read delegation settings
CallDelegation.ReadWrite	wd2	113	Read and write delegation settings
CallDelegation.ReadWrite.All	wp3a	114	Read and write delegation settings
CallEvents-Emergency.Read.All	rp3a		Read all emergency call events
CallEvents.Read	rd3a		Read call event data
CallEvents.Read.All	rp3a		Read all call events
CallRecord-PstnCalls.Read.All	rp3a		Read PSTN and direct routing call log data
CallRecordings.Read.All	rd3p3a		Read all recordings of calls. 
CallRecords.Read.All	rp3a	120	Read all call records
CallTranscripts.Read.All	rd3p3a		Read all transcripts of calls. 
Calls.AccessMedia.All	wp3a		Access media streams in a call as an app
Calls.AccessMedia.Chat	wp2s		
Calls.Initiate.All	wp3a		Initiate outgoing 1 to 1 calls from the app
Calls.InitiateGroupCall.All	wp3a	129	Initiate outgoing group calls from the app
Calls.JoinGroupCall.All	wp3a	129 130	Join group calls and meetings as an app
Calls.JoinGroupCallAsGuest.All	wp3a		Join group calls and meetings as a guest
Calls.JoinGroupCallasGuest.All	wpa		
Calls.JoinGroupCalls.Chat	wp2s		
Calls.ReportSyntheticMedia.All	wp3a		Report synthetic media detections in calls
CaseManagement.Read.All	rd3p3a		Read cases, relations, tasks, attachments and activities
CaseManagement.ReadWrite.All	wd3p3a	133	Read and write to cases, relations, tasks, attachments and activities
ChangeManagement.Read.All	rd1p2		Read Change Management items
Channel.Create	wd2p3a		Create channels
Channel.Create.Group	wp2s		
Channel.Delete.All	wd3p3a		Delete channels
Channel.Delete.Group	wp2s		
Channel.ReadBasic.All	rd2p3	152	Read the names and descriptions of channels
ChannelMember.Read.All	rd3p3a		Read the members of channels
ChannelMember.Read.Group	rp3s		Read the members of channels of a team
ChannelMember.ReadWrite	wd		
ChannelMember.ReadWrite.All	wd3p3a	141 143	Add and remove members from channels
ChannelMember.ReadWrite.Group	wp3s	142	Read and write the members of channels of a team
ChannelMessage.Edit	wd2		Edit user's channel messages
ChannelMessage.Read.All	rd3p4a		Read user channel messages
ChannelMessage.Read.Group	rp4s		
ChannelMessage.ReadWrite	wd2a		Read and write user channel messages
ChannelMessage.Send	wd2		Send channel messages
ChannelMessage.UpdatePolicyViolation.All	wp3a		Flag channel messages for violating policy
ChannelSettings.Read.All	rd3p3a		Read the names, descriptions, and settings of channels
ChannelSettings.Read.Group	rp2s		
ChannelSettings.ReadWrite.All	wd3p3a	140 152	Read and write the names, descriptions, and settings of channels
ChannelSettings.ReadWrite.Group	wp3s	153	
Chat.Create	wd2p3		Create chats
Chat.Manage.Chat	wp3s	171 172 175 181 607 733 743 761 767 779	
Chat.ManageDeletion.All	wd3p3a		Delete and recover deleted chats
Chat.ManageDeletion.Chat	wp3s		Delete and recover deleted chat
Chat.Read	rd2	163 170	Read user chat messages
Chat.Read.All	rp4a	162 164 165 171 178	Read all chat messages
Chat.Read.WhereInstalled	rp3a	165	Read all chat messages for chats where the associated Teams application is installed.
Chat.ReadBasic	rd2	170	Read names and members of user chat threads
Chat.ReadBasic.All	rp3a	165 171	Read names and members of all chat threads
Chat.ReadBasic.WhereInstalled	rp3a		Read names and members of all chat threads where the associated Teams application is installed.
Chat.ReadWrite	wd2	156 160 163 170	Read and write user chat messages
Chat.ReadWrite.All	wd3p4	160 161 162 163 164 165 166 168 169 170 171 178	Read and write all chat messages
Chat.ReadWrite.WhereInstalled	wp3a	162 165	Read and write all chat messages for chats where the associated Teams application is installed.
Chat.UpdatePolicyViolation.All	wp3a		Flag chat messages for violating policy
ChatMember.Read	rd2a		Read the members of chats
ChatMember.Read.All	rp3a	173	Read the members of all chats
ChatMember.Read.Chat	rp2s		
ChatMember.Read.WhereInstalled	rp3a		Read the members of all chats where the associated Teams application is installed.
ChatMember.ReadWrite	wd3a	170	Add and remove members from chats
ChatMember.ReadWrite.All	wp3a	171 173 176	Add and remove members from all chats
ChatMember.ReadWrite.WhereInstalled	wp3a	173	Add and remove members from all chats where the associated Teams application is installed.
ChatMessage.Read	rd		Read user chat messages
ChatMessage.Read.All	rp3a		Read all chat messages
ChatMessage.Read.Chat	rp2s		
ChatMessage.Send	wd2		Send user chat messages
ChatSettings.Read.Chat	rp2s	165	
ChatSettings.ReadWrite.Chat	wp2s	165 181	
CloudApp-Discovery.Read.All	rd3p3		Read discovered cloud applications data
CloudPC.Read.All	rd3p3	621	Read Cloud PCs
CloudPC.ReadWrite.All	wd3p3a	184 621 625	Read and write Cloud PCs
Community.Read.All	rd2p3a		Read all Viva Engage communities
Community.ReadWrite.All	wd3p3a	186	Read and write all Viva Engage communities
ConfigurationMonitoring.Read.All	rd3p3a		Read all Configuration Monitoring entities
ConfigurationMonitoring.ReadWrite.All	wd3p3a	188	Read and write all Configuration Monitoring entities
ConsentRequest.Create	wda		Create consent requests
ConsentRequest.Read	rd		Read consent requests created by the user
ConsentRequest.Read.All	rd3p3a	191	Read consent requests
ConsentRequest.ReadApprove.All	wda		Read and approve consent requests
ConsentRequest.ReadWrite.All	wd3p4a	191 192	Read and write consent requests
Contacts-OnPremisesSyncBehavior.ReadWrite.All	wd2p3a		Read and update the on-premises sync behavior of contacts
Contacts.Read	rd2p3	197	Read user contacts 
Contacts.Read.Shared	rd2		Read user and shared contacts
Contacts.ReadWrite	wd2p3	196 197 199	Have full access to user contacts 
Contacts.ReadWrite.Shared	wd2	197	Read and write user and shared contacts
Content.Process.All	wd3p3a	201	Process content for data security, governance and compliance
Content.Process.User	wd2p2a		Process content for data security, governance and compliance
ContentActivity.Read	rd1p2a		Read contents activity audit log from the audit store.
ContentActivity.Write	wd2p2a		Upload contents activity audit logs to the audit store.
CopilotPackages.Read.All	rd3p3		Read all packages information
CopilotPackages.ReadWrite.All	wd3p3a	204	Read and update all packages information
CopilotPolicySettings.Read	rd3p3a		Read Copilot policy settings
CopilotPolicySettings.ReadWrite	wd3p3a	206	Read and write Copilot policy settings
CopilotSettings-LimitedMode.Read	rd3a		Read organization-wide copilot limited mode setting
CopilotSettings-LimitedMode.ReadWrite	wd3a	208	Read and write organization-wide copilot limited mode setting
CopilotTools.Read.All	rd3		Read all Microsoft Copilot tools
CrossTenantInformation.ReadBasic.All	rd2p3a		Read cross-tenant basic information
CrossTenantUserProfileSharing.Read	rd3a		Read shared cross-tenant user profile and export data
CrossTenantUserProfileSharing.Read.All	rd3p3a	212	Read all shared cross-tenant user profiles and export their data
CrossTenantUserProfileSharing.ReadWrite	wd3a	212	Read shared cross-tenant user profile and export or delete data
CrossTenantUserProfileSharing.ReadWrite.All	wd3p3a	212 213 214	Read all shared cross-tenant user profiles and export or delete their data
CustomAuthenticationExtension.Read.All	rd3p3a		Read all identity custom authentication extensions
CustomAuthenticationExtension.ReadWrite.All	wd3p3a	216	Read and write all identity custom authentication extensions
CustomAuthenticationExtension.Receive.Payload	wpa		
CustomDetection.Read.All	rd3p3a		Read custom detection rules
CustomDetection.ReadWrite.All	wd3p3a	219	Read and write custom detection rules
CustomSecAttributeAssignment.Read.All	rd3p3a		Read custom security attribute assignments
CustomSecAttributeAssignment.ReadWrite.All	wd4p4a	221	Read and write custom security attribute assignments
CustomSecAttributeAuditLogs.Read.All	rd3p3a		Read all custom security attribute audit logs
CustomSecAttributeDefinition.Read.All	rd3p3a		Read custom security attribute definitions
CustomSecAttributeDefinition.ReadWrite.All	wd4p4a	224	Read and write custom security attribute definitions
CustomSecAttributeProvisioning.Read.All	rd3p4a		Read the provisioning configuration of all active custom security attributes
CustomSecAttributeProvisioning.ReadWrite.All	wd3p4a	226	Read and edit the provisioning configuration of all active custom security attributes
CustomTags.Read.All	rd3p3a		Read all custom tags data
CustomTags.ReadWrite.All	wd3p3a	228	Read and write custom tags data
DelegatedAdminRelationship.Read.All	rd3p3a		Read Delegated Admin relationships with customers
DelegatedAdminRelationship.ReadWrite.All	wd3p3a	230	Manage Delegated Admin relationships with customers
DelegatedPermissionGrant.Read.All	rdpa		Read delegated permission grants
DelegatedPermissionGrant.ReadWrite.All	wd4p4a	232	Manage all delegated permission grants
Device.Command	wd3		Communicate with user devices
Device.CreateFromOwnedTemplate	wd3a		Create a device from a device template owned by the signed-in user.
Device.Read	rd1		Read user devices
Device.Read.All	rd2p3a	236	Read all devices
Device.ReadWrite.All	wp4a	237	Read and write devices
DeviceLocalCredential.Read.All	rd3p3a	240	Read device local credential passwords
DeviceLocalCredential.ReadBasic.All	rd3p3a		Read device local credential properties
DeviceManagementApps.Read.All	rd3p3a		Read Microsoft Intune apps
DeviceManagementApps.ReadWrite.All	wd3p3a	241 865 868 873	Read and write Microsoft Intune apps
DeviceManagementCloudCA.Read.All	rd3p3a		Read Microsoft Cloud PKI objects
DeviceManagementCloudCA.ReadWrite.All	wd3p3a	243	Read and write Microsoft Cloud PKI objects
DeviceManagementConfiguration.Read.All	rd3p4a	252	Read Microsoft Intune Device Configuration and Policies
DeviceManagementConfiguration.ReadWrite.All	wd3p3a	245 252 865 868 873	Read and write Microsoft Intune Device Configuration and Policies
DeviceManagementManagedDevices.PrivilegedOperations.All	wd3p3a		Perform user-impacting remote actions on Microsoft Intune devices
DeviceManagementManagedDevices.Read.All	rd3p3a		Read Microsoft Intune devices
DeviceManagementManagedDevices.ReadWrite.All	wd3p3a	248 865 868 873	Read and write Microsoft Intune devices
DeviceManagementRBAC.Read.All	rd3p3a	621	Read Microsoft Intune RBAC settings
DeviceManagementRBAC.ReadWrite.All	wd3p3a	250 621 625	Read and write Microsoft Intune RBAC settings
DeviceManagementScripts.Read.All	rd3p3a		Read Microsoft Intune Scripts
DeviceManagementScripts.ReadWrite.All	wd3p3a	252	Read and write Microsoft Intune Scripts
DeviceManagementServiceConfig.Read.All	rd3p3a		Read Microsoft Intune configuration
DeviceManagementServiceConfig.ReadWrite.All	wd3p3a	254 865 868 873	Read and write Microsoft Intune configuration
DeviceTemplate.Create	wd3p3		Create device templates.
DeviceTemplate.Read.All	rd2p3a		Read all device templates, their owners, and devices created from those device templates.
DeviceTemplate.ReadWrite.All	wd3p3a	256 257	Read and write all device templates, their owners, and devices created from those device templates.
Directory.AccessAsUser.All	wd3a	6 7 61 62 237 266 267 345 347 348 350 500 501 875 878	Access directory as the signed in user
Directory.Read.All	rd3p3a	6 61 237 266 342 345 348 351 405 488 489 500 621 875	Read directory data
Directory.ReadWrite.All	wd4p4a	6 7 55 61 62 136 237 238 260 266 267 339 341 342 345 347 348 350 351 352 405 406 489 500 501 525 536 543 621 625 713 721 756 757 762 763 780 781 799 800 805 806 865 868 875 878	Read and write directory data
DirectoryRecommendations.Read.All	rd3p3a		Read Azure AD recommendations
DirectoryRecommendations.ReadWrite.All	wd3p3a	262	Read and update Azure AD recommendations
Domain-InternalFederation.Read.All	rd3p3a		Read internal federation configuration for a domain.
Domain-InternalFederation.ReadWrite.All	wd3p4a	264	Create, read, update and delete internal federation configuration for a domain.
Domain.Read.All	rd3p3a		Read domains.
Domain.ReadWrite.All	wd4p4a	266	Read and write domains
EAS.AccessAsUser.All	wd		Access mailboxes via Exchange ActiveSync
EWS.AccessAsUser.All	wd		Access mailboxes as the signed-in user via Exchange Web Services
EduAdministration.Read	rda		Read education app settings
EduAdministration.Read.All	rpa		
EduAdministration.ReadWrite	wda	270	Manage education app settings
EduAdministration.ReadWrite.All	wpa	271	
EduAssignments.Read	rd3a	276	Read users' class assignments and their grades
EduAssignments.Read.All	rp3a	277	Read all class assignments with grades
EduAssignments.ReadBasic	rd2a		Read users' class assignments information without reading any feedback or outcomes
EduAssignments.ReadBasic.All	rp3a		Read all class assignments information without reading any feedback or outcomes
EduAssignments.ReadWrite	wd3a	274 276 280	Read and write users' class assignments and their grades
EduAssignments.ReadWrite.All	wp3a	275 277 281	Create, read, update and delete all class assignments with grades
EduAssignments.ReadWriteBasic	wd2a	276	Read and write users' class assignments information without impacting or reading any feedback or outcomes
EduAssignments.ReadWriteBasic.All	wp3a	277	Create, read, update, and delete all class assignments information without accessing or impacting any …
EduCurricula.Read	rd3a		
EduCurricula.Read.All	rp3a		Read all class modules and resources
EduCurricula.ReadWrite	wd3a	282	
EduCurricula.ReadWrite.All	wp3a	283	Read and write all class modules and resources
EduReports-Reading.Read.All	rp3a		Read all tenant reading assignments, speaker assignments, and Reading Coach passages data.
EduReports-Reading.ReadAnonymous.All	wp3a		Read all tenant reading assignments, speaker assignments, and Reading Coach passages data.
EduReports-Reflect.Read.All	rp3a		Read all tenant reflect check-ins submissions data
EduReports-Reflect.ReadAnonymous.All	wp3a		Read all tenant reflect check-ins submissions data
EduRoster.Read	rd3a	292	Read users' view of the roster
EduRoster.Read.All	rp3a	293	Read the organization's roster
EduRoster.ReadBasic	rd2a		Read a limited subset of users' view of the roster
EduRoster.ReadBasic.All	rp3a		Read a limited subset of the organization's roster
EduRoster.ReadWrite	wd3a	290 292	Read and write users' view of the roster
EduRoster.ReadWrite.All	wp4a	291 293 297 452	Read and write the organization's roster
EduRoster.Write	wd		
EduRoster.WriteWrite.All	wpa		
EngagementConversation.Migration.All	wp4a		Read and write all Viva Engage conversations
EngagementMeetingConversation.Read.All	rd2p3a		Read all Teams Q&A conversations
EngagementRole.Read	rd2		Read a user's Viva Engage roles 
EngagementRole.Read.All	rd3p3a	300	Read all Viva Engage roles and role memberships
EngagementRole.ReadWrite.All	wd3p4a	300 301	Modify Viva Engage role membership
EntitlementManagement.Read.All	rd3p3a		Read all entitlement management resources
EntitlementManagement.ReadWrite.All	wd3p4a	303 305	Read and write entitlement management resources
EntitlementMgmt-SubjectAccess.ReadWrite	wd2		Read and write entitlement management resources related to self-service operations
EntraBackup.Read.All	rd3p3a		Read Preview jobs and snapshots
EntraBackup.ReadWrite.Preview	wd3a		Create a preview job, read preview job and snapshots
EntraBackup.ReadWrite.Recovery	wd3a		Create preview and recovery job, read recovery job and snapshots
EventListener.Read.All	rd3p3a		Read all identity authentication event listeners
EventListener.ReadWrite.All	wd3p3a	309	Read and write all identity authentication event listeners
ExchangeMessageTrace.Read.All	rd3p3a		Search the email message trace
ExternalConnection.Read.All	rd3p3a		Read all external connections
ExternalConnection.ReadWrite.All	wd3p3a	312 314	Read and write all external connections
ExternalConnection.ReadWrite.OwnedBy	wd3p3a		Read and write external connections
ExternalItem.Read.All	rd3p3a		Read items in external datasets
ExternalItem.ReadWrite.All	wd3p3a	315 317	Read and write all external items
ExternalItem.ReadWrite.OwnedBy	wd3p3a		Read and write external items
ExternalUserProfile.Read.All	rd3p3a		Read external user profiles
ExternalUserProfile.ReadWrite.All	wd3p3a	318	Read and write external user profiles
Family.Read	rd		Read your family info
File.Read.Group	rpa		
FileIngestion.Ingest	wp3a		Ingest SharePoint and OneDrive content to make it available in the search index
FileIngestionHybridOnboarding.Manage	wp3a		Manage onboarding for a Hybrid Cloud tenant
FileStorageContainer.Manage.All	wd4a		Manage all file storage containers
FileStorageContainer.Selected	wd2p3		Access selected file storage containers
Files.Read	rd2	328	Read user files
Files.Read.All	rd3p4	321 326 328	Read all files that user can access
Files.Read.Selected	rd2		Read files that the user selects
Files.ReadWrite	wd2	326 328 331 332	Have full access to user files
Files.ReadWrite.All	wd3p4	321 326 327 328 329 331 332	Have full access to all files user can access
Files.ReadWrite.AppFolder	wd2p3		Have full access to the application's folder (preview)
Files.ReadWrite.Selected	wd2	328	Read and write files that the user selects
Files.SelectedOperations.Selected	wd2p3		Access selected Files, on behalf of the signed-in user
Financials.ReadWrite.All	wd3p		Read and write financials data
Goals-Export.Read.All	rd3a		Read all goals and export jobs that a user can access
Goals-Export.ReadWrite.All	wd3a	335	Have full access to all goals and export jobs a user can access
Group-Conversation.Read.All	rd3p4a		Read group conversations
Group-Conversation.ReadWrite.All	wd3p4a	337	Read and write group conversations
Group-NestingSupport.ReadWrite.All	wd2p3a	342 344	Read and write groups' disableNesting property
Group-OnPremisesSyncBehavior.ReadWrite.All	wd2p3a		Read and update the on-premises sync behavior of groups
Group-PreferredDataLocation.ReadWrite.All	wd3p3a	342 343 344	Read and write all groups' preferred data location property that user can access
Group-XTenantIdentitySync.Read.All	rd2p2a		Read all Group Cross-Tenant Identity Synchronization properties
Group.Create	wp3a		Create groups
Group.ManageProtection.All	wd3p3a	342	Manage the Microsoft Information Protection (MIP) label for M365 and security groups.
Group.Read.All	rd3p3a	321 342 346 348 349	Read all groups
Group.ReadBasic.All	rd2p3a	342 349	Read all groups' basic property
Group.ReadWrite.All	wd4p4a	136 169 321 337 338 339 341 342 343 344 345 346 348 350 713 721 756 757 762 763 780 781 799 800 805 806	Read and write all groups
GroupMember.Read.All	rd3p3a	342 346 349	Read group memberships
GroupMember.ReadBasic.All	rd3p3a		Read group memberships
GroupMember.ReadWrite.All	wd4p4a	348 349	Read and write group memberships
GroupSettings.Read.All	rd3p3a		Read all group settings that user can access
GroupSettings.ReadWrite.All	wd3p3a	351	Read and write all group settings that user can access
HealthMonitoringAlert.Read.All	rd2p3a		Read all scenario health monitoring alerts
HealthMonitoringAlert.ReadWrite.All	wd2p3a	353	Read and write all scenario monitoring alerts.
HealthMonitoringAlertConfig.Read.All	rd2p3a		Read all scenario health monitoring alert configurations
HealthMonitoringAlertConfig.ReadWrite.All	wd2pa	355	Read and write all scenario monitoring alert configurations.
IMAP.AccessAsUser.All	wd2		Read and write access to mailboxes via IMAP.
IdentityNotifications.Read.All	rd3p3a		Read identity notification settings and templates
IdentityNotifications.ReadWrite.All	wd3p3a	358	Read and write identity notification settings and templates
IdentityProvider.Read.All	rd3p3a		Read identity providers
IdentityProvider.ReadWrite.All	wd3p4a	360	Read and write identity providers
IdentityRiskEvent.Read.All	rd3p3a		Read identity risk event information
IdentityRiskEvent.ReadWrite.All	wdp3a	362	Read and write all risk detection information
IdentityRiskyAgent.Read.All	rd3p3a		Read risky agents information
IdentityRiskyAgent.ReadWrite.All	wd3p3a	364	Read and write risky agents information
IdentityRiskyServicePrincipal.Read.All	rd3p3a		Read all identity risky service principal information
IdentityRiskyServicePrincipal.ReadWrite.All	wd3p3a	366	Read and write all identity risky service principal information
IdentityRiskyUser.Read.All	rd3p3a		Read identity risky user information
IdentityRiskyUser.ReadWrite.All	wd3p4a	368	Read and write risky user information
IdentityUserFlow.Read.All	rd3p3a		Read all identity user flows
IdentityUserFlow.ReadWrite.All	wd3p3a	370	Read and write all identity user flows
IndustryData-DataConnector.Read.All	rd3p3a		View data connector definitions
IndustryData-DataConnector.ReadWrite.All	wd3p3a	372 374	Manage data connector definitions
IndustryData-DataConnector.Upload	wd3p3a		Upload files to a data connector
IndustryData-InboundFlow.Read.All	rd3p3a		View inbound flow definitions
IndustryData-InboundFlow.ReadWrite.All	wd3p3a	375	Manage inbound flow definitions
IndustryData-OutboundFlow.Read.All	rd3p3a		View outbound flowsets and flows definitions
IndustryData-OutboundFlow.ReadWrite.All	wd3pa	377	Manage outbound flowsets and flows definitions
IndustryData-ReferenceDefinition.Read.All	rd3p3a		View reference definitions
IndustryData-ReferenceDefinition.ReadWrite.All	wd3p3a	379	Manage reference definitions
IndustryData-Run.Read.All	rd3p3a		View current and previous runs
IndustryData-Run.Start	wd3p3a		View and start runs
IndustryData-SourceSystem.Read.All	rd3p3a		View source system definitions
IndustryData-SourceSystem.ReadWrite.All	wd3p3a	383	Manage source system definitions
IndustryData-TimePeriod.Read.All	rd3p3a		Read time period definitions
IndustryData-TimePeriod.ReadWrite.All	wd3p3a	385	Manage time period definitions
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
LearningAssignedCourse.ReadWrite.All	wp3a	396	Read and write all assignments
LearningContent.Read.All	rd3p3a		Read learning content
LearningContent.ReadWrite.All	wd3p3a	398	Manage learning content
LearningProvider.Read	rd2a		Read learning provider
LearningProvider.ReadWrite	wd2a	400	Manage learning provider
LearningSelfInitiatedCourse.Read	rd		Read user's self-initiated courses
LearningSelfInitiatedCourse.Read.All	rpa		Read all self-initiated courses
LearningSelfInitiatedCourse.ReadWrite.All	wp3a	397 403	Read and write all self-initiated courses
LicenseAssignment.Read.All	rd3p3		Read all license assignments.
LicenseAssignment.ReadWrite.All	wd3p4	405	Manage all license assignments.
LifeCycleInfo.Read.All	rdp		
LifeCycleInfo.ReadWrite.All	wdp	407	
LifecyclePolicies-AgentId.Read.All	rd3p3a		Read identity lifecycle policies for agent identities
LifecyclePolicies-AgentId.ReadWrite.All	wd3p3a	409	Read and write identity lifecycle policies for agent identities
LifecycleWorkflows-CustomExt.Read.All	rd2p3a		Read all Lifecycle workflows custom task extensions
LifecycleWorkflows-CustomExt.ReadWrite.All	wd3p3a	411	Read and write all Lifecycle workflows custom task extensions
LifecycleWorkflows-Reports.Read.All	rd2p3a		Read all Lifecycle workflows reports
LifecycleWorkflows-Workflow.Activate	wd3p3a		Run workflows on-demand in Lifecycle workflows
LifecycleWorkflows-Workflow.Read.All	rd2p3a	416	Read all workflows in Lifecycle workflows
LifecycleWorkflows-Workflow.ReadBasic.All	rd2p3a		List all workflows in Lifecycle workflows
LifecycleWorkflows-Workflow.ReadWrite.All	wd3p3a	414 415 416	Read and write all workflows in Lifecycle workflows
LifecycleWorkflows.Read.All	rd3p3a	411 413 415 416	Read all lifecycle workflows resources
LifecycleWorkflows.ReadWrite.All	wd3p3a	411 412 413 414 415 416 417 418	Read and write all lifecycle workflows resources
ListItems.SelectedOperations.Selected	wd2p3a		Access selected ListItems, on behalf of the signed-in user
Lists.SelectedOperations.Selected	wd2p3a		Access selected Lists, on behalf of the signed-in user
Mail.Read	rd2p3	423 424 426 431 432	Read user mail 
Mail.Read.Shared	rd3	426	Read user and shared mail
Mail.ReadBasic	rd2p	426	Read user basic mail
Mail.ReadBasic.All	rp3a	424	Read basic mail in all mailboxes
Mail.ReadBasic.Shared	rd		Read user and shared basic mail
Mail.ReadWrite	wd2p3	422 423 424 426 428	Read and write access to user mail 
Mail.ReadWrite.Shared	wd3	423 426	Read and write user and shared mail
Mail.Send	wd2p3		Send mail as a user 
Mail.Send.Shared	wd3		Send mail on behalf of others
MailTips.ReadBasic.All	rp3a		Read mail tips for all users
MailTips.ReadBasic.Shared	rd3		Read mail tips for accessible mailboxes
MailboxConfigItem.Read	rd2p3		Read user's UserConfiguration objects
MailboxConfigItem.ReadWrite	wd3p3	433	Read and write user's UserConfiguration objects
MailboxFolder.Read	rd2a		Read a user's mailbox folders
MailboxFolder.Read.All	rp3a		Read all the users' mailbox folders
MailboxFolder.ReadWrite	wd2a	435	Read and write a user's mailbox folders
MailboxFolder.ReadWrite.All	wp3a	436	Read and write all the users' mailbox folders
MailboxItem.Export	wd2a		Export a user's mailbox items
MailboxItem.Export.All	wp3a		Export all the users' mailbox items
MailboxItem.ImportExport	wd2a	439	Export and import a user's mailbox items
MailboxItem.ImportExport.All	wp3a	440	Export and import all the users' mailbox items
MailboxItem.Read	rd2a		Read a user's mailbox items
MailboxItem.Read.All	rp3a		Read all the users' mailbox items
MailboxItem.ReadWrite	wd2a	443	Read and write a user's mailbox items
MailboxItem.ReadWrite.All	wp3a	444	Read and write all users' mailbox items
MailboxSettings.Read	rd2p3		Read user mailbox settings
MailboxSettings.ReadWrite	wd3p3	447	Read and write user mailbox settings
ManagedTenants.Read.All	rd3a		Read all managed tenant information
ManagedTenants.ReadWrite.All	wd3a	449	Read and write all managed tenant information
Member.Read.Group	rp2s		
Member.Read.Hidden	rd3p3a		Read hidden memberships
MultiTenantOrganization.Read.All	rd3p3a	454	Read multi-tenant organization details and tenants
MultiTenantOrganization.ReadBasic.All	rd2p2		Read multi-tenant organization basic details and active tenants
MultiTenantOrganization.ReadWrite.All	wd3p3a	453 454	Read and write multi-tenant organization details and tenants
MutualTlsOauthConfiguration.Read.All	rd3p4a		Read all device authentication certificate configurations.
MutualTlsOauthConfiguration.ReadWrite.All	wd3p4a	456	Read and write all device authentication certificate configurations.
NetworkAccess-Reports.Read.All	rd3p3a		Read all network access reports
NetworkAccess.Read.All	rd3p3a		Read all network access information
NetworkAccess.ReadWrite.All	wd4p4a	458 459	Read and write all network access information
NetworkAccessBranch.Read.All	rdp		Read properties of branches for network access
NetworkAccessBranch.ReadWrite.All	wdpa	461	Read and write properties of branches for network access
NetworkAccessPolicy.Read.All	rdp		Read security and routing policies for network access
NetworkAccessPolicy.ReadWrite.All	wdpa	463	Read and write security and routing policies for network access
Notes.Create	wd2		Create user OneNote notebooks
Notes.Read	rd2		Read user OneNote notebooks
Notes.Read.All	rd3p3	466	Read all OneNote notebooks that user can access
Notes.ReadWrite	wd2	465 466 470	Read and write user OneNote notebooks
Notes.ReadWrite.All	wd3p3	465 466 467 468 470	Read and write all OneNote notebooks that user can access
Notes.ReadWrite.CreatedByApp	wd2		Limited notebook access (deprecated)
Notifications.ReadWrite.CreatedByApp	wd2		Deliver and manage user notifications for this app
OnPremDirectorySynchronization.Read.All	rd3pa		Read all on-premises directory synchronization information
OnPremDirectorySynchronization.ReadWrite.All	wd3pa	472	Read and write all on-premises directory synchronization information
OnPremisesPublishingProfiles.ReadWrite.All	wd3p3a		Manage on-premises published resources
OnlineMeeting.ReadBasic.Chat	rp3s		
OnlineMeetingAiInsight.Read.All	rd3p3a	477	Read all AI Insights for online meetings. 
OnlineMeetingAiInsight.Read.Chat	rp3a		Read all AI Insights for online meetings where the Teams application is installed.
OnlineMeetingArtifact.Read.All	rd3p3		Read user's online meeting artifacts
OnlineMeetingArtifact.Read.Chat	rp2s		Read virtual event artifacts
OnlineMeetingRecording.Read.All	rd3p3a		Read all recordings of online meetings. 
OnlineMeetingRecording.Read.Chat	rp3s		Read all recordings of online meetings where the Teams application is installed.
OnlineMeetingTranscript.Read.All	rd3p3a		Read all transcripts of online meetings. 
OnlineMeetingTranscript.Read.Chat	rp3s	600	Read all transcripts of online meetings where the Teams app is installed.
OnlineMeetings.Read	rd3	948	Read user's online meetings
OnlineMeetings.Read.All	rp3a		Read online meeting details
OnlineMeetings.ReadWrite	wd3	484 948 950	Read and create user's online meetings
OnlineMeetings.ReadWrite.All	wp3a	485	Read and create online meetings
OrgContact.Read	rdp		
OrgContact.Read.All	rd3p3a	488	Read organizational contacts
OrgSettings-AppsAndServices.Read.All	rd3p3a		Read organization-wide apps and services settings
OrgSettings-AppsAndServices.ReadWrite.All	wd3p3a	490	Read and write organization-wide apps and services settings
OrgSettings-DynamicsVoice.Read.All	rd3p3a		Read organization-wide Dynamics customer voice settings
OrgSettings-DynamicsVoice.ReadWrite.All	wd3p3a	492	Read and write organization-wide Dynamics customer voice settings
OrgSettings-Forms.Read.All	rd3p3a		Read organization-wide Microsoft Forms settings
OrgSettings-Forms.ReadWrite.All	wd3p3a	494	Read and write organization-wide Microsoft Forms settings
OrgSettings-Microsoft365Install.Read.All	rd2p3a		Read organization-wide Microsoft 365 apps installation settings
OrgSettings-Microsoft365Install.ReadWrite.All	wd2p3a	496	Read and write organization-wide Microsoft 365 apps installation settings
OrgSettings-Todo.Read.All	rd3p3a		Read organization-wide Microsoft To Do settings
OrgSettings-Todo.ReadWrite.All	wd3p3a	498	Read and write organization-wide Microsoft To Do settings
Organization.Read.All	rd3p3a		Read organization information
Organization.ReadWrite.All	wd3p4a	500	Read and write organization information
OrganizationalBranding.Read.All	rd3p3a		Read organizational branding information
OrganizationalBranding.ReadWrite.All	wd3p3a	502	Read and write organizational branding information
Owner.Read.Group	rp2s		
POP.AccessAsUser.All	wd2		Read and write access to mailboxes via POP.
PartnerBilling.Read.All	rd2p2a		Read all billing data for your company's tenant
PartnerSecurity.Read.All	rd3p3a		Read security alerts of customer with CSP relationship
PartnerSecurity.ReadWrite.All	wd3p3a	507	Read security alerts and update status of security alerts of customer with CSP relationship
PendingExternalUserProfile.Read.All	rd3p3a		Read pending external user profiles
PendingExternalUserProfile.ReadWrite.All	wd3p3a	509	Read and write pending external user profiles
People.Read	rd2		Read users' relevant people lists
People.Read.All	rd3p3a	511	Read all users' relevant people lists
PeopleSettings.Read.All	rd3p3a		Read tenant-wide people settings
PeopleSettings.ReadWrite.All	wd3p3a	513	Read and write tenant-wide people settings
Place.Read.All	rd3p3a		Read all company places
Place.ReadWrite.All	wd3p3a	515	Read and write organization places
PlaceDevice.Read.All	rd3p3a		Read all workplace devices
PlaceDevice.ReadWrite.All	wd3p3a	517 519	Read and write all workplace devices
PlaceDeviceTelemetry.ReadWrite.All	wp3a		Read and write telemetry for all workplace devices.
Policy.Read.All	rd3p3a	521 522 523 524 525 526 527 528	Read your organization's policies
Policy.Read.AuthenticationMethod	rd3p3a		Read authentication method policies
Policy.Read.B2BManagementPolicy	rd3p3a		Read your organization's B2BManagement policies
Policy.Read.ConditionalAccess	rd3p3	81	Read your organization's conditional access policies
Policy.Read.DeviceConfiguration	rd3p3a		Read your organization's device configuration policies
Policy.Read.HybridAuthentication	rd3p3a		Read your organization's hybrid authentication policies
Policy.Read.IdentityProtection	rdpa		Read your organization’s identity protection policy
Policy.Read.OnPremAuthenticationPolicy	rd3a		Read your organization's on-prem authentication policies
Policy.Read.PermissionGrant	rd3p3a		Read consent and permission grant policies
Policy.ReadWrite.AccessReview	wd3p3a		Read and write your organization's directory access review default policy
Policy.ReadWrite.ApplicationConfiguration	wd3p3a		Read and write your organization's application configuration policies
Policy.ReadWrite.AuthenticationFlows	wd3p3a		Read and write authentication flow policies
Policy.ReadWrite.AuthenticationMethod	wd3p4a	521	Read and write authentication method policies
Policy.ReadWrite.Authorization	wd3p3a		Read and write your organization's authorization policy
Policy.ReadWrite.B2BManagementPolicy	wd3p3a	522	Read and write your organization's B2BManagement policies
Policy.ReadWrite.ConditionalAccess	wd3p4a	523	Read and write your organization's conditional access policies
Policy.ReadWrite.ConsentRequest	wd3p4a		Read and write consent request policy
Policy.ReadWrite.CrossTenantAccess	wd3p4a		Read and write your organization's cross tenant access policies
Policy.ReadWrite.CrossTenantCapability	wd3p3a		Read and write your organization's M365 cross tenant access capabilities
Policy.ReadWrite.DeviceConfiguration	wd3p3a	524	Read and write your organization's device configuration policies
Policy.ReadWrite.ExternalIdentities	wd3p3a		Read and write your organization's external identities policy
Policy.ReadWrite.FeatureRollout	wd3p3a		Read and write your organization's feature rollout policies
Policy.ReadWrite.FedTokenValidation	wd3p3a		Read and write your organization's federated token validation policy
Policy.ReadWrite.HybridAuthentication	wd3p3a	525	Read and write your organization's hybrid authentication policies
Policy.ReadWrite.IdentityProtection	wdpa	526	Read and write your organization’s identity protection policy
Policy.ReadWrite.MobilityManagement	wd3a		Read and write your organization's mobility management policies
Policy.ReadWrite.OnPremAuthenticationPolicy	wd3a	527	Read and write your organization's on-prem authentication policies
Policy.ReadWrite.PermissionGrant	wd3p4a	528	Manage consent and permission grant policies
Policy.ReadWrite.SecurityDefaults	wd3p3a		Read and write your organization's security defaults policy
Policy.ReadWrite.TrustFramework	wd3p3a		Read and write your organization's trust framework policies
Presence.Read	rd2		Read user's presence information
Presence.Read.All	rd3p3	550	Read presence information of all users in your organization
Presence.ReadWrite	wd2	550	Read and write a user's presence information
Presence.ReadWrite.All	wp3a	551	Read and write presence information for all users
PrintAlertSettings.Read.All	rd3a		Read tenant-wide alert settings
PrintAlertSettings.ReadWrite.All	wd3a	554	Read and write tenant-wide alert settings
PrintConnector.Read.All	rd3a		Read print connectors
PrintConnector.ReadWrite.All	wd3a	556	Read and write print connectors
PrintJob.Create	wd2		Create print jobs
PrintJob.Manage.All	wp3a	561 563 565	Perform advanced operations on print jobs
PrintJob.Read	rd2	562	Read user's print jobs
PrintJob.Read.All	rd3p3a	560 562 563	Read print jobs
PrintJob.ReadBasic	rd2		Read basic information of user's print jobs
PrintJob.ReadBasic.All	rd2p3a	562	Read basic information of print jobs
PrintJob.ReadWrite	wd2	558 560 562 566	Read and write user's print jobs
PrintJob.ReadWrite.All	wd3p4a	558 560 561 562 563 564 566 567	Read and write print jobs
PrintJob.ReadWriteBasic	wd2	562	Read and write basic information of user's print jobs
PrintJob.ReadWriteBasic.All	wd2p3a	562 563 566	Read and write basic information of print jobs
PrintSettings.Read.All	rd3pa		Read tenant-wide print settings
PrintSettings.ReadWrite.All	wd3a	568	Read and write tenant-wide print settings
PrintTaskDefinition.ReadWrite.All	wp3a		Read, write and update print task definitions
Printer.Create	wd2a		Register printers.
Printer.FullControl.All	wd3a	573 574	Register, read, update, and unregister printers
Printer.Read.All	rd3p3a		Read printers
Printer.ReadWrite.All	wd3p3a	571 573	Read and update printers
PrinterShare.Read.All	rd3	576	Read printer shares
PrinterShare.ReadBasic.All	rd3		Read basic information about printer shares
PrinterShare.ReadWrite.All	wd3a	575 576	Read and write printer shares
PrivilegedAccess.Read.AzureAD	rdp3a		Read privileged access to Azure AD roles
PrivilegedAccess.Read.AzureADGroup	rd3p3a		Read privileged access to Azure AD groups
PrivilegedAccess.Read.AzureResources	rdp3a		Read privileged access to Azure resources
PrivilegedAccess.ReadWrite.AzureAD	wd3pa	578	Read and write privileged access to Azure AD
PrivilegedAccess.ReadWrite.AzureADGroup	wd3p3a	579	Read and write privileged access to Azure AD groups
PrivilegedAccess.ReadWrite.AzureResources	wd3pa	580	Read and write privileged access to Azure resources
PrivilegedAssignmentSchedule.Read.AzureADGroup	rd3p3a		Read assignment schedules for access to Azure AD groups
PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup	wd3p3a	584 586	Read, create, and delete assignment schedules for access to Azure AD groups
PrivilegedAssignmentSchedule.Remove.AzureADGroup	wd3p3a		Delete assignment schedules for access to Azure AD groups
PrivilegedEligibilitySchedule.Read.AzureADGroup	rd3p3a		Read eligibility schedules for access to Azure AD groups
PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup	wd3p3a	587 589	Read, create, and delete eligibility schedules for access to Azure AD groups
PrivilegedEligibilitySchedule.Remove.AzureADGroup	wd3p3a		Delete eligibility schedules for access to Azure AD groups
ProfilePhoto.Read.All	rd2p3a		Read profile photo of a user or group
ProfilePhoto.ReadWrite.All	wd3p3a	590	Read and write profile photo of a user or group
ProgramControl.Read.All	rd3p3a		Read all programs that user can access
ProgramControl.ReadWrite.All	wd3p3a	592	Manage all programs that user can access
ProtectionScopes.Compute.All	wd3p3a	595	Compute Purview policies at tenant scope
ProtectionScopes.Compute.User	wd1p2a		Compute Purview policies for an individual user
ProvisioningLog.Read.All	rd3p3a		Read provisioning log data
PublicKeyInfrastructure.Read.All	rd3p3a		Read all certificate based authentication configurations
PublicKeyInfrastructure.ReadWrite.All	wd3p3a	597	Read and write all certificate based authentication configurations
QnA.Read.All	rd3p		Read all Questions and Answers that the user can access.
RealTimeActivityFeed.Read.All	rd3p3a		Access real-time enriched data in a meeting
RecordsManagement.Read.All	rd3p3a		Read Records Management configuration, labels, and policies
RecordsManagement.ReadWrite.All	wd3p3a	601	Read and write Records Management configuration, labels, and policies
ReportSettings.Read.All	rd3p3a		Read admin report settings
ReportSettings.ReadWrite.All	wd3p3a	603	Read and write admin report settings
Reports.Read.All	rd3p3a		Read all usage reports
ResourceSpecificPermissionGrant.ReadForChat	wd		Read resource specific permissions granted on a chat
ResourceSpecificPermissionGrant.ReadForChat.All	wpa		Read resource specific permissions granted on a chat
ResourceSpecificPermissionGrant.ReadForTeam	wd		Read resource specific permissions granted on a team
ResourceSpecificPermissionGrant.ReadForTeam.All	wpa		Read resource specific permissions granted on a team
ResourceSpecificPermissionGrant.ReadForUser	wda		Read resource specific permissions granted on a user account
ResourceSpecificPermissionGrant.ReadForUser.All	wpa		Read all resource specific permissions granted on user accounts
RiskPreventionProviders.Read.All	rd3pa		Read all identity risk prevention providers
RiskPreventionProviders.ReadWrite.All	wd3pa	612	Read and write all identity risk prevention providers
RoleAssignmentSchedule.Read.Directory	rd3p3a		Read all active role assignments for your company's directory
RoleAssignmentSchedule.ReadWrite.Directory	wd3p3a	614 616 619	Read, update, and delete all active role assignments for your company's directory
RoleAssignmentSchedule.Remove.Directory	wd3p3a		Delete all active role assignments for your company's directory
RoleEligibilitySchedule.Read.Directory	rd3p3a		Read all eligible role assignments for your company's directory
RoleEligibilitySchedule.ReadWrite.Directory	wd3p3a	617	Read, update, and delete  all eligible role assignments for your company's directory
RoleEligibilitySchedule.Remove.Directory	wd3p3a		Delete all eligible role assignments for your company's directory
RoleManagement.Read.All	rd3p3a	614 617 621 622 623 624 632	Read role management data for all RBAC providers
RoleManagement.Read.CloudPC	rd3p3a		Read Cloud PC RBAC settings
RoleManagement.Read.Defender	rd3p3a		Read M365 Defender RBAC configuration
RoleManagement.Read.Directory	rd3p3a	614 617 632	Read directory RBAC settings
RoleManagement.Read.Exchange	rd3p3a		Read Exchange Online RBAC configuration
RoleManagement.ReadWrite.CloudPC	wd3p3a	621	Read and write Cloud PC RBAC settings
RoleManagement.ReadWrite.Defender	wd3p3a	622	Read M365 Defender RBAC configuration
RoleManagement.ReadWrite.Directory	wd4p4a	614 615 616 617 618 619 623 632 634	Read and write directory RBAC settings
RoleManagement.ReadWrite.Exchange	wd3p3a	624	Read and write Exchange Online RBAC configuration
RoleManagementAlert.Read.Directory	rd3p3a		Read all alert data for your company's directory
RoleManagementAlert.ReadWrite.Directory	wd3p3a	629	Read all alert data, configure alerts, and take actions on all alerts for your company's directory
RoleManagementPolicy.Read.AzureADGroup	rdpa		Read all policies in PIM for Groups
RoleManagementPolicy.Read.Directory	rd3pa		Read all policies for privileged role assignments of your company's directory
RoleManagementPolicy.ReadWrite.AzureADGroup	wdpa	631	Read, update, and delete all policies in PIM for Groups
RoleManagementPolicy.ReadWrite.Directory	wd3pa	632	Read, update, and delete all policies for privileged role assignments of your company's directory
SMTP.Send	wd2		Send emails from mailboxes using SMTP AUTH.
Schedule-WorkingTime.ReadWrite.All	wp3a		Trigger all working time policies
Schedule.Read.All	rd3p3a		Read user schedule items
Schedule.ReadWrite.All	wd3p3a	637	Read and write user schedule items
SchedulePermissions.ReadWrite.All	wd3p3a		Read/Write schedule permissions for a role.
SearchConfiguration.Read.All	rd3p3a		Read your organization's search configuration
SearchConfiguration.ReadWrite.All	wd3p3a	640	Read and write your organization's search configuration
SecurityActions.Read.All	rd3p3a		Read your organization's security actions
SecurityActions.ReadWrite.All	wd3p3a	642	Read and update your organization's security actions
SecurityAlert.Create.All	wd3p3a		Create security alerts
SecurityAlert.Read.All	rd3p3a		Read all security alerts
SecurityAlert.ReadWrite.All	wd3p3a	644 645	Read and write to all security alerts
SecurityAnalyzedMessage.Read.All	rdp3a		Read security defender analyzed message data of an organization
SecurityAnalyzedMessage.ReadWrite.All	wdp3a	647	Read, create, and update all security defender analyzed message data of an organization
SecurityCopilotWorkspaces.Read.All	rd2p3		Read all Security Copilot resources for the signed-in user
SecurityCopilotWorkspaces.ReadWrite.All	wd3p4	649	Read and write individually owned Security Copilot resources of the signed-in user
SecurityEvents.Read.All	rd3p3a		Read your organization's security events
SecurityEvents.ReadWrite.All	wd3p3a	651	Read and update your organization's security events
SecurityIdentitiesAccount.Read.All	rd3p3a		Read identity security available identity accounts
SecurityIdentitiesActions.ReadWrite.All	wd3p3a		Read and perform identity security available actions
SecurityIdentitiesAutoConfig.Read.All	rd3p3a		Read sensors window auditing configuration
SecurityIdentitiesAutoConfig.ReadWrite.All	wd3p3a	655	Read and write sensors window auditing configuration
SecurityIdentitiesHealth.Read.All	rd3p3a		Read identity security health issues
SecurityIdentitiesHealth.ReadWrite.All	wd3p3a	657	Read and write identity security health issues
SecurityIdentitiesMigration.Read.All	rd3p3a		Read identity security sensor migration
SecurityIdentitiesMigration.ReadWrite.All	wd3p3a	659	Read and write identity security sensor migration
SecurityIdentitiesSensors.Read.All	rd3p3a		Read identity security sensors
SecurityIdentitiesSensors.ReadWrite.All	wd3p3a	661	Read and write identity security sensors
SecurityIdentitiesUserActions.Read.All	rd3p3a		Read identity security available user actions
SecurityIdentitiesUserActions.ReadWrite.All	wd3p3a	663	Read and perform identity security available user actions
SecurityIdentitiesUsers.Read.All	rd3p3a		Read identity security available users
SecurityIncident.Read.All	rd3p3a		Read incidents
SecurityIncident.ReadWrite.All	wd3p3a	666	Read and write to incidents
SensitivityLabel.Evaluate	wd3p3a		Evaluate labels user scope.
SensitivityLabel.Evaluate.All	wd3p3a	668	Evaluate labels tenant scope.
SensitivityLabel.Read	rd1p2		Get labels user scope.
SensitivityLabels.Read.All	rd1p2a	670	Get labels app scope.
ServiceActivity-Exchange.Read.All	rd3p3a		Read all Exchange service activity
ServiceActivity-Microsoft365Web.Read.All	rd3p3a		Read all Microsoft 365 Web service activity
ServiceActivity-OneDrive.Read.All	rd3p3a		Read all One Drive service activity
ServiceActivity-Teams.Read.All	rd3p3a		Read all Teams service activity
ServiceHealth.Read.All	rd3p3a		Read service health
ServiceMessage.Read.All	rd3p3a		Read service announcement messages
ServiceMessageViewpoint.Write	wd2a		Update user status on service announcement messages
ServicePrincipalEndpoint.Read.All	rdpa		Read service principal endpoints
ServicePrincipalEndpoint.ReadWrite.All	wdpa	679	Read and update service principal endpoints
SharePointCrossTenantMigration.Manage.All	wd3p4a	682	Read, write and manage SharePoint Cross-Tenant migration settings and tasks
SharePointCrossTenantMigration.Read.All	rd3p3a		Read SharePoint Cross-Tenant migration settings and tasks
SharePointTenantSettings.Read.All	rd3p3a		Read SharePoint and OneDrive tenant settings
SharePointTenantSettings.ReadWrite.All	wd3p3a	683	Read and change SharePoint and OneDrive tenant settings
ShortNotes.Read	rd2		Read short notes of the signed-in user
ShortNotes.Read.All	rp3a		Read all users' short notes
ShortNotes.ReadWrite	wd2	685	Read, create, edit, and delete short notes of the signed-in user
ShortNotes.ReadWrite.All	wp3a	686	Read, create, edit, and delete all users' short notes
SignInIdentifier.Read.All	rd3p3a		Read SignInIdentifiers
SignInIdentifier.ReadWrite.All	wd3p3a	689	Read and write all sign-in identifiers
Sites.Archive.All	wd3p3a		Archive/Unarchive Site Collections, on behalf of the signed-in user
Sites.FullControl.All	wd3p4a	331 332 691 693 694 695 696	Have full control of all site collections
Sites.Manage.All	wd3p4	331 332 694 695 696	Create, edit, and delete items and lists in all site collections
Sites.Read.All	rd3p4	321 326 327	Read items in all site collections
Sites.ReadWrite.All	wd3p4	321 326 327 330 331 332 694 696	Edit or delete items in all site collections
Sites.Selected	wd3p3		Access selected Sites, on behalf of the signed-in user
SpiffeTrustDomain.Read.All	rd3p3a		Read SPIFFE trust domains and child resources
SpiffeTrustDomain.ReadWrite.All	wd3p3a	697	Read and write SPIFFE trust domains and child resources
Storyline.ReadWrite.All	wd3p3a		Read and write all Viva Engage storylines
SubjectRightsRequest.Read.All	rd3pa		Read subject rights requests
SubjectRightsRequest.ReadWrite.All	wd3pa	700	Read and write subject rights requests
Subscription.Read.All	rda		Read all webhook subscriptions
Synchronization.Read.All	rd3p3a		Read all Azure AD synchronization data
Synchronization.ReadWrite.All	wd3p4a	703	Read and write all Azure AD synchronization data
SynchronizationData-User.Upload	wd3p3a		Upload user data to the identity synchronization service
SynchronizationData-User.Upload.OwnedBy	wp3a		Upload user data to the identity sync service for apps that this application creates or owns
Tasks.Read	rd3p	709	Read user's tasks and task lists
Tasks.Read.All	rp3a	707	Read all users' tasks and tasklist
Tasks.Read.Shared	rd3		Read user and shared tasks
Tasks.ReadWrite	wd3p	707 709 712	Create, read, update, and delete user's tasks and task lists
Tasks.ReadWrite.All	wp4a	707 708 710	Read and write all users' tasks and tasklists
Tasks.ReadWrite.Shared	wd3	709	Read and write user and shared tasks
Team.Create	wd2p3		Create teams
Team.ReadBasic.All	rd2p3	719	Read the names and descriptions of teams
TeamMember.Read.All	rd3p3a		Read the members of teams
TeamMember.Read.Group	rp2s		
TeamMember.ReadWrite.All	wd3p3a	715 718	Add and remove members from teams
TeamMember.ReadWriteNonOwnerRole.All	wd3p3a		Add and remove non-owner members from teams
TeamSettings.Read.All	rdp3a		Read teams' settings
TeamSettings.Read.Group	rp2s		
TeamSettings.ReadWrite.All	wd3p3a	714 719	Read and change teams' settings
TeamSettings.ReadWrite.Group	wp3s	720	
TeamTemplates.Read	rd2		Read available Teams templates
TeamTemplates.Read.All	rp3a		Read all available Teams Templates
TeamsActivity.Read	rd2		Read user's teamwork activity feed
TeamsActivity.Read.All	rp3a		Read all users' teamwork activity feed
TeamsActivity.Send	wd2p3		Send a teamwork activity as the user
TeamsActivity.Send.Chat	wp2s		
TeamsActivity.Send.Group	wp2s		
TeamsActivity.Send.User	wp2s		
TeamsApp.Read.Group	rpa		
TeamsAppInstallation.ManageSelectedForChat	wd3a	606 742 754 760	Manage installation and permission grants of selected Teams apps in chats
TeamsAppInstallation.ManageSelectedForChat.All	wp3a	607 743 749 751 753 761 773 775 779	Manage installation and permission grants of selected Teams apps in all chats
TeamsAppInstallation.ManageSelectedForTeam	wd3a	608 744 756 762 780	Manage installation and permission grants of selected Teams apps in teams
TeamsAppInstallation.ManageSelectedForTeam.All	wp3a	609 731 745 749 751 753 763 773 775 780 781	Manage installation and permission grants of selected Teams apps in all teams
TeamsAppInstallation.ManageSelectedForUser	wd3a	610	Manage installation and permission grants of selected Teams apps in users' personal scope
TeamsAppInstallation.ManageSelectedForUser.All	wp3a	611 749 751 753 765 773 775 783	Manage installation and permission grants of selected Teams apps for all user accounts
TeamsAppInstallation.Read.All	rp3a	731	Read installed Teams apps for all installation scopes
TeamsAppInstallation.Read.Chat	rp2s		
TeamsAppInstallation.Read.Group	rp2s	731	
TeamsAppInstallation.Read.User	rp2s		
TeamsAppInstallation.ReadForChat	wd2	606	Read installed Teams apps in chats
TeamsAppInstallation.ReadForChat.All	wp3a	607	Read installed Teams apps for all chats
TeamsAppInstallation.ReadForTeam	wd3a	608	Read installed Teams apps in teams
TeamsAppInstallation.ReadForTeam.All	wp3a	609 731	Read installed Teams apps for all teams
TeamsAppInstallation.ReadForUser	wd2		Read user's installed Teams apps
TeamsAppInstallation.ReadForUser.All	wp3a		Read installed Teams apps for all users
TeamsAppInstallation.ReadSelectedForChat	wda		Read selected installed Teams apps in chats
TeamsAppInstallation.ReadSelectedForChat.All	wp3a		Read selected installed Teams apps in all chats
TeamsAppInstallation.ReadSelectedForTeam	wda		Read selected installed Teams apps in teams
TeamsAppInstallation.ReadSelectedForTeam.All	wp3a		Read selected installed Teams apps in all teams
TeamsAppInstallation.ReadSelectedForUser	wda		Read user's selected installed Teams apps
TeamsAppInstallation.ReadSelectedForUser.All	wp3a		Read selected installed Teams apps for all users
TeamsAppInstallation.ReadWriteAndConsentForChat	wd3a		Manage installed Teams apps in chats
TeamsAppInstallation.ReadWriteAndConsentForChat.All	wp3a	761	Manage installation and permission grants of Teams apps for all chats
TeamsAppInstallation.ReadWriteAndConsentForTeam	wd3a		Manage installed Teams apps in teams
TeamsAppInstallation.ReadWriteAndConsentForTeam.All	wp3a	763	Manage installation and permission grants of Teams apps for all teams
TeamsAppInstallation.ReadWriteAndConsentForUser	wd3a	610	Manage installation and permission grants of Teams apps in users' personal scope
TeamsAppInstallation.ReadWriteAndConsentForUser.All	wp4a	611 765 783	Manage installation and permission grants of Teams apps in all user accounts
TeamsAppInstallation.ReadWriteAndConsentSelfForChat	wd3a		Allow the Teams app to manage itself and its permission grants in chats
TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All	wp3a		Allow the Teams app to manage itself and its permission grants for all chats
TeamsAppInstallation.ReadWriteAndConsentSelfForTeam	wd3a	756	Allow the Teams app to manage itself and its permission grants in teams
TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All	wp3a		Allow the Teams app to manage itself and its permission grants for all teams
TeamsAppInstallation.ReadWriteAndConsentSelfForUser	wd3a	610	Allow the Teams app to manage itself and its permission grants in user accounts
TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All	wp3a	611	Allow the Teams app to manage itself and its permission grants in all user accounts
TeamsAppInstallation.ReadWriteForChat	wd3a	606 742 754 760	Manage installed Teams apps in chats
TeamsAppInstallation.ReadWriteForChat.All	wp3a	607 743 755 761 779	Manage Teams apps for all chats
TeamsAppInstallation.ReadWriteForTeam	wd3a	608 734 744 756 762 780	Manage installed Teams apps in teams
TeamsAppInstallation.ReadWriteForTeam.All	wp3a	609 731 745 757 763 780 781	Manage Teams apps for all teams
TeamsAppInstallation.ReadWriteForUser	wd3a	746	Manage user's installed Teams apps
TeamsAppInstallation.ReadWriteForUser.All	wp3a	747 765 783	Manage Teams apps for all users
TeamsAppInstallation.ReadWriteSelectedForChat	wda		Manage selected Teams apps installed in chats
TeamsAppInstallation.ReadWriteSelectedForChat.All	wp3a		Manage selected installed Teams apps in all chats
TeamsAppInstallation.ReadWriteSelectedForTeam	wda		Manage selected Teams apps installed in teams
TeamsAppInstallation.ReadWriteSelectedForTeam.All	wp3a		Manage selected installed Teams apps in all teams
TeamsAppInstallation.ReadWriteSelectedForUser	wd3a	746	Manage selected Teams apps installed for a user
TeamsAppInstallation.ReadWriteSelectedForUser.All	wp3a	747 749 751 753 765 773 775 783	Manage selected Teams apps installed for all users
TeamsAppInstallation.ReadWriteSelfForChat	wd2a	606 742 754 760	Allow the Teams app to manage itself in chats
TeamsAppInstallation.ReadWriteSelfForChat.All	wp3a	607 743 761	Allow the Teams app to manage itself for all chats
TeamsAppInstallation.ReadWriteSelfForTeam	wd3pa	608 609 731 756 762	Allow the app to manage itself in teams
TeamsAppInstallation.ReadWriteSelfForTeam.All	wp3a	609 731 757 763	Allow the Teams app to manage itself for all teams
TeamsAppInstallation.ReadWriteSelfForUser	wd2	746	Allow the Teams app to manage itself for a user
TeamsAppInstallation.ReadWriteSelfForUser.All	wp3a	747	Allow the app to manage itself for all users
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
TeamsTab.ReadWrite.All	wd3p3a	786 791 797 798 799 800 803 804 805 806	Read and write tabs in Microsoft Teams.
TeamsTab.ReadWrite.Chat	wp2s	787 789 792	
TeamsTab.ReadWrite.Group	wp2s	790 793	
TeamsTab.ReadWriteForChat	wd2pa		Allow the Teams app to manage all tabs in chats
TeamsTab.ReadWriteForChat.All	wp3a		Allow the Teams app to manage all tabs for all chats
TeamsTab.ReadWriteForTeam	wd3a		Allow the Teams app to manage all tabs in teams
TeamsTab.ReadWriteForTeam.All	wp3a		Allow the Teams app to manage all tabs for all teams
TeamsTab.ReadWriteForUser	wd		Allow the Teams app to manage all tabs for a user
TeamsTab.ReadWriteForUser.All	wpa		
TeamsTab.ReadWriteSelfForChat	wd2a		Allow the Teams app to manage only its own tabs in chats
TeamsTab.ReadWriteSelfForChat.All	wp3a	798	Allow the Teams app to manage only its own tabs for all chats
TeamsTab.ReadWriteSelfForTeam	wd3a		Allow the Teams app to manage only its own tabs in teams
TeamsTab.ReadWriteSelfForTeam.All	wp3a		Allow the Teams app to manage only its own tabs for all teams
TeamsTab.ReadWriteSelfForUser	wd		Allow the Teams app to manage only its own tabs for a user
TeamsTab.ReadWriteSelfForUser.All	wpa		
TeamsTelephoneNumber.Read.All	rd3p3a		Read Tenant-Acquired Telephone Number Details
TeamsTelephoneNumber.ReadWrite.All	wd3p3a	809	Read and Modify Tenant-Acquired Telephone Number Details
TeamsUserConfiguration.Read.All	rd3p3a		Read Teams user configurations
Teamwork.Migrate.All	wdp3	136 169 824 825	
Teamwork.Read.All	rd3p3a		Read organizational teamwork settings
TeamworkAppSettings.Read.All	rd3p3		Read Teams app settings
TeamworkAppSettings.ReadWrite.All	wd3p3a	814	Read and write Teams app settings
TeamworkCustomEmoji.Create	wd3		Create custom emoji
TeamworkCustomEmoji.Create.All	wp3a		Create custom emoji
TeamworkCustomEmoji.Read	rd3		Read custom emoji
TeamworkCustomEmoji.Read.All	rp3a		Read custom emoji
TeamworkDevice.Read.All	rd3p3a		Read Teams devices
TeamworkDevice.ReadWrite.All	wd3p3a	820	Read and write Teams devices
TeamworkSection.Read	rd2		Read user's teamwork sections (folders) in Teams
TeamworkSection.Read.All	rp3a		Read all users' teamwork sections in Teams
TeamworkSection.ReadWrite	wd2	822	Read and write user's teamwork sections (folders) in Teams
TeamworkSection.ReadWrite.All	wp3a	823	Read and write all users' teamwork sections in Teams
TeamworkTag.Read	rd2a		Read tags in Teams
TeamworkTag.Read.All	rp3a		Read tags in Teams
TeamworkTag.ReadWrite	wd2a	826	Read and write tags in Teams
TeamworkTag.ReadWrite.All	wp3a	827	Read and write tags in Teams
TeamworkTargetedMessage.Read.All	rp3a		Read all targeted messages of group chat or channel
TeamworkTargetedMessage.ReadWrite	wd3a		Update targeted messages of group chat or channel belonging to the user
TeamworkUserInteraction.Read.All	rd2a		Read all of the possible Teams interactions between the user and other users
TenantGovernance-Invitation.Read.All	rd3p3a		Read Tenant Governance invitations
TenantGovernance-Invitation.ReadWrite.All	wd3a	833	Read and write Tenant Governance invitations
TenantGovernance-PolicyTemplate.Read.All	rd3p3a		Read Tenant Governance policy templates
TenantGovernance-PolicyTemplate.ReadWrite.All	wd3a	835	Read and write Tenant Governance policy templates
TenantGovernance-RelatedTenant.Read.All	rd3p3a		Read related tenants
TenantGovernance-RelatedTenant.ReadWrite.All	wd3a	837	Read and write related tenants
TenantGovernance-Relationship.Read.All	rd3p3a		Read Tenant Governance relationships
TenantGovernance-Relationship.ReadWrite.All	wd3a	839	Read and write Tenant Governance relationships
TenantGovernance-Request.Read.All	rd3p3a		Read Tenant Governance requests
TenantGovernance-Request.ReadWrite.All	wd3a	841	Read and write Tenant Governance requests
TenantGovernance-Setting.Read.All	rd3p3a		Read Tenant Governance settings
TenantGovernance-Setting.ReadWrite.All	wd3a	843	Read and write Tenant Governance settings
TermStore.Read.All	rd3pa		Read term store data
TermStore.ReadWrite.All	wd3pa	845	Read and write term store data
ThreatAssessment.Read.All	rp3a		Read threat assessment requests
ThreatAssessment.ReadWrite.All	wd3a		Read and write threat assessment requests
ThreatHunting.Read.All	rd3p3a		Run hunting queries
ThreatIndicators.Read.All	rd3p3a		Read all threat indicators
ThreatIndicators.ReadWrite.OwnedBy	wd2p3a		Manage threat indicators this app creates or owns
ThreatIntelligence.Read.All	rd3p3a		Read all threat intelligence information
ThreatSubmission.Read	rd		Read threat submissions
ThreatSubmission.Read.All	rd3p3a	853	Read all threat submissions
ThreatSubmission.ReadWrite	wd	853	Read and write threat submissions
ThreatSubmission.ReadWrite.All	wd3p3a	853 854 855	Read and write all threat submissions
ThreatSubmissionPolicy.ReadWrite.All	wd3p3a		Read and write all threat submission policies
Topic.Read.All	rda		Read topic items
TrustFrameworkKeySet.Read.All	rd3p3a		Read trust framework key sets
TrustFrameworkKeySet.ReadWrite.All	wd3p3a	859	Read and write trust framework key sets
UnifiedGroupMember.Read.AsGuest	rd2a		Read unified group memberships as guest
User-ConvertToInternal.ReadWrite.All	wd3p3a		Convert an external user to internal memeber user
User-LifeCycleInfo.Read.All	rdpa		Read all users' lifecycle information
User-LifeCycleInfo.ReadWrite.All	wdpa	863	Read and write all users' lifecycle information
User-Mail.ReadWrite.All	wd3p3a		Update other mails property for all users
User-OnPremisesSyncBehavior.ReadWrite.All	wd2p3a		Read and update the on-premises sync behavior of users
User-PasswordProfile.ReadWrite.All	wd4p4a	865 868 870 873	Update password profile property and reset password for all users
User-Phone.ReadWrite.All	wd3p3a		Update business phones and mobile phone properties for all users
User.DeleteRestore.All	wd4p4a		Delete and restore user accounts
User.EnableDisableAccount.All	wd4p4a		Enable and disable user accounts
User.Export.All	wdp3a		Export user's data
User.Invite.All	wd3p3a		Invite guest users to the organization
User.ManageIdentities.All	wd3p3a		Manage  user identities
User.Read	rd2		Sign in and read user profile
User.Read.All	rd3p3a	874 876 938	Read all users' full profiles and company properties
User.ReadBasic.All	rd2p3		Read all users' basic profiles
User.ReadWrite	wd3	865 868 874	Read and write access to user profile
User.ReadWrite.All	wd4p4a	18 19 862 865 868 869 870 872 873 874 875 876 877 879 938 939	Read and write all users' full profiles
User.ReadWrite.CrossCloud	wp3a	865 868	Read and write profiles of users that originate from an external cloud.
User.RevokeSessions.All	wd3p3a		Revoke all sign in sessions for a user
UserActivity.ReadWrite.CreatedByApp	wd2		Read and write app activity to users' activity feed
UserAuthMethod-Email.Read	rd2a		Read the signed-in user's email authentication methods
UserAuthMethod-Email.Read.All	rd3p3a	882	Read all users' email methods
UserAuthMethod-Email.ReadWrite	wd3a	882	Read and write the signed-in user's email authentication methods
UserAuthMethod-Email.ReadWrite.All	wd3p3a	882 883 884	Read and write all users' email methods.
UserAuthMethod-External.Read	rd2a		Read the signed-in user's external authentication methods
UserAuthMethod-External.Read.All	rd3p3a	886	Read all users' external authentication methods
UserAuthMethod-External.ReadWrite	wd3a	886	Read and write the signed-in user's external authentication methods
UserAuthMethod-External.ReadWrite.All	wd3p3a	886 887 888	Read and write all users' external methods.
UserAuthMethod-HardwareOATH.Read	rd2a		Read the signed-in user's HardwareOATH authentication methods
UserAuthMethod-HardwareOATH.Read.All	rd3p3a	890	Read all users' HardwareOATH authentication methods
UserAuthMethod-HardwareOATH.ReadWrite	wd3a	890	Read and write the signed-in user's HardwareOATH authentication methods
UserAuthMethod-HardwareOATH.ReadWrite.All	wd3p3a	890 891 892	Read and write all users' HardwareOATH methods.
UserAuthMethod-MicrosoftAuthApp.Read	rd2a		Read the signed-in user's Microsoft Authenticator authentication methods
UserAuthMethod-MicrosoftAuthApp.Read.All	rd3p3a	894	Read all users' Microsoft authentication methods
UserAuthMethod-MicrosoftAuthApp.ReadWrite	wd3a	894	Read and write the signed-in user's Microsoft Authenticator authentication methods
UserAuthMethod-MicrosoftAuthApp.ReadWrite.All	wd3p3a	894 895 896	Read and write all users' Microsoft Authentication methods.
UserAuthMethod-Passkey.Read	rd2a		Read the signed-in user's passkey authentication methods
UserAuthMethod-Passkey.Read.All	rd3p3a	898	Read all users' passkey authentication methods
UserAuthMethod-Passkey.ReadWrite	wd3a	898	Read and write the signed-in user's passkey authentication methods
UserAuthMethod-Passkey.ReadWrite.All	wd3p3a	898 899 900	Read and write all users' passkey methods.
UserAuthMethod-Password.Read	rd2a		Read the signed-in user's password authentication methods
UserAuthMethod-Password.Read.All	rd3p3a	902	Read all users' password authentication methods
UserAuthMethod-Password.ReadWrite	wd3a	902	Read and write the signed-in user's password authentication methods
UserAuthMethod-Password.ReadWrite.All	wd3p3a	902 903 904	Read and write all users' password methods.
UserAuthMethod-Phone.Read	rd2a		Read the signed-in user's phone authentication methods
UserAuthMethod-Phone.Read.All	rd3p3a	906	Read all users' phone authentication methods
UserAuthMethod-Phone.ReadWrite	wd3a	906	Read and write the signed-in user's phone authentication methods
UserAuthMethod-Phone.ReadWrite.All	wd3p3a	906 907 908	Read and write all users' phone methods.
UserAuthMethod-PlatformCred.Read	rd2a		Read the signed-in user's platform credential authentication methods
UserAuthMethod-PlatformCred.Read.All	rd3p3a	910	Read all users' platform credentials methods
UserAuthMethod-PlatformCred.ReadWrite	wd3a	910	Read and write the signed-in user's platform credential authentication methods
UserAuthMethod-PlatformCred.ReadWrite.All	wd3p3a	910 911 912	Read and write all users' platform credentials methods.
UserAuthMethod-QR.Read	rd2a		Read the signed-in user's QR authentication methods
UserAuthMethod-QR.Read.All	rd3p3a	914	Read all users' QR methods
UserAuthMethod-QR.ReadWrite	wd3a	914	Read and write the signed-in user's QR authentication methods
UserAuthMethod-QR.ReadWrite.All	wd3p3a	914 915 916	Read and write all users' QR methods.
UserAuthMethod-ResourceKey.Read.All	rd3p3a		Read the keys associated with the user representing a resource account.
UserAuthMethod-ResourceKey.ReadWrite.All	wd3p3a	918	Read and delete the keys associated with the user representing a resource account.
UserAuthMethod-SoftwareOATH.Read	rd2a		Read the signed-in user's SoftwareOATH authentication methods
UserAuthMethod-SoftwareOATH.Read.All	rd3p3a	920	Read all users' SoftwareOATH methods
UserAuthMethod-SoftwareOATH.ReadWrite	wd3a	920	Read and write the signed-in user's SoftwareOATH authentication methods
UserAuthMethod-SoftwareOATH.ReadWrite.All	wd3p3a	920 921 922	Read and write all users' SoftwareOATH methods.
UserAuthMethod-TAP.Read	rd2a		Read the signed-in user's Temporary Access Pass authentication methods
UserAuthMethod-TAP.Read.All	rd3p3a	924	Read all users' Temporary Access Pass methods
UserAuthMethod-TAP.ReadWrite	wd3a	924	Read and write the signed-in user's Temporary Access Pass authentication methods
UserAuthMethod-TAP.ReadWrite.All	wd3p3a	924 925 926	Read and write all users' Temporary Access Pass methods.
UserAuthMethod-WindowsHello.Read	rd2a		Read the signed-in user's Windows Hello methods
UserAuthMethod-WindowsHello.Read.All	rd3p3a	928	Read all users' Windows Hello methods
UserAuthMethod-WindowsHello.ReadWrite	wd3a	928	Read and write the signed-in user's Windows Hello authentication methods
UserAuthMethod-WindowsHello.ReadWrite.All	wd3p3a	928 929 930	Read and write all users' Windows Hello methods.
UserAuthenticationMethod.Read	rd2a	882 883 886 887 890 891 894 895 898 899 902 903 906 907 910 911 914 915 920 921 924 925 928 929	Read user authentication methods.
UserAuthenticationMethod.Read.All	rd3p3a	882 883 886 887 890 891 894 895 903 906 907 910 911 914 915 918 920 921 924 925 928 929 932	Read all users' authentication methods
UserAuthenticationMethod.ReadWrite	wd3a	882 883 884 885 886 887 888 889 890 891 892 893 894 895 896 897 898 899 900 902 903 904 906 907 908 909 910 911 912 913 914 915 916 917 920 921 922 923 924 925 928 929 930 931 932	Read and write user authentication methods
UserAuthenticationMethod.ReadWrite.All	wd4p4a	882 883 884 885 886 887 888 889 890 891 892 893 894 895 896 897 901 903 906 907 908 909 910 911 912 913 914 915 916 917 919 920 921 922 923 924 925 927 928 929 930 931 932 933 934	Read and write all users' authentication methods.
UserCloudClipboard.Read	rd		Read cloud clipboard items
UserNotification.ReadWrite.CreatedByApp	wdp		Deliver and manage user's notifications
UserShiftPreferences.Read.All	rp3a		Read all user shift preferences
UserShiftPreferences.ReadWrite.All	wp3a	938	Read and write all user shift preferences
UserTeamwork.Read	rd2a		Read user teamwork settings
UserTeamwork.Read.All	rp3a		Read all user teamwork settings
UserTimelineActivity.Write.CreatedByApp	wd		Write app activity to users' timeline
UserWindowsSettings.Read	rd		Read windows settings and their values stored for all devices in cloud
UserWindowsSettings.Read.All	rd2a	943	Read windows settings for all devices
UserWindowsSettings.ReadWrite.All	wd3a	943 944	Read and write windows settings for all devices
VerifiedId-Profile.Read.All	rd3p3a		Read Verified Id profiles
VerifiedId-Profile.ReadWrite.All	wd3a	946	Read and write Verified Id profiles
VirtualAppointment.Read	rd2a		Read a user's virtual appointments
VirtualAppointment.Read.All	rp3a		Read all virtual appointments for users, as authorized by online meetings application access policy
VirtualAppointment.ReadWrite	wd2a	948	Read and write a user's virtual appointments.
VirtualAppointment.ReadWrite.All	wp3a	949	Read-write all virtual appointments for users, as authorized by online meetings app access policy
VirtualAppointmentNotification.Send	wd2p3a		Send notification regarding virtual appointments for the signed-in user
VirtualEvent.Read	rd3a		Read your virtual events
VirtualEvent.Read.All	rp3a		Read your virtual events
VirtualEvent.Read.Chat	rp2s		Read virtual event details
VirtualEvent.ReadWrite	wd2a	953	Read and write your virtual events
VirtualEventRegistration-Anon.ReadWrite.All	wp2a		Read and write anonymous users' virtual event registrations
VirtualEventRegistration-Anon.ReadWrite.Chat	wp2s		Manage virtual event registrations
WindowsUpdates.Read.All	rd3p3a		Read all Windows update deployment settings
WindowsUpdates.ReadWrite.All	wd3p3a	959	Read and write all Windows update deployment settings
WorkforceIntegration.Read.All	rd3p3a		Read workforce integrations
WorkforceIntegration.ReadWrite.All	wd3p3a	961	Read and write workforce integrations
eDiscovery.Read.All	rd3p3a		Read all eDiscovery objects
eDiscovery.ReadWrite.All	wd3p3a	963	Read and write all eDiscovery objects
email	id		View users' email address
offline_access	id		Maintain access to data you have given it access to
openid	id		Sign users in
profile	id		View users' basic profile`,
};
