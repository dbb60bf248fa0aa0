// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'auth0 (npm)', version: '7.1.0', licence: 'MIT' }],
  prefix: '',
  lines: `create:actions	wa		Create actions
create:agents	wa		Create agents
create:authentication_methods	wa		Create authentication methods
create:client_credentials	wa		Create client credentials
create:client_grants	wa		Create client grants
create:clients	wa		Create clients
create:connection_profiles	wa		Create connection profiles
create:connections	wa		Create connections
create:connections_keys	wa		Create connections keys
create:current_user_device_credentials	wa		Create current user device credentials
create:custom_domains	wa		Create custom domains
create:custom_signing_keys	wa		Create custom signing keys
create:directory_provisionings	wa		Create directory provisionings
create:email_provider	wa		Create email provider
create:email_templates	wa		Create email templates
create:encryption_keys	wa		Create encryption keys
create:event_streams	wa		Create event streams
create:flows	wa		Create flows
create:flows_vault_connections	wa		Create flows vault connections
create:forms	wa		Create forms
create:group_roles	wa		Create group roles
create:guardian_enrollment_tickets	wa		Create guardian enrollment tickets
create:hooks	wa		Create hooks
create:log_streams	wa		Create log streams
create:network_acl_keys	wa		Create network acl keys
create:network_acls	wa		Create network acls
create:organization_client_grants	wa		Create organization client grants
create:organization_clients	wa		Create organization clients
create:organization_connections	wa		Create organization connections
create:organization_discovery_domains	wa		Create organization discovery domains
create:organization_group_roles	wa		Create organization group roles
create:organization_invitations	wa		Create organization invitations
create:organization_member_roles	wa		Create organization member roles
create:organization_members	wa		Create organization members
create:organizations	wa		Create organizations
create:phone_providers	wa		Create phone providers
create:phone_templates	wa		Create phone templates
create:rate_limit_policies	wa		Create rate limit policies
create:resource_servers	wa		Create resource servers
create:role_members	wa		Create role members
create:roles	wa		Create roles
create:rules	wa		Create rules
create:scim_config	wa		Create scim config
create:scim_token	wa		Create scim token
create:self_service_profiles	wa		Create self service profiles
create:signing_keys	wa		Create signing keys
create:sso_access_tickets	wa		Create sso access tickets
create:token_exchange_profiles	wa		Create token exchange profiles
create:user_attribute_profiles	wa		Create user attribute profiles
create:user_tickets	wa		Create user tickets
create:users	wa		Create users
create:vdcs_templates	wa		Create vdcs templates
delete:actions	wa		Delete actions
delete:agents	wa		Delete agents
delete:anomaly_blocks	wa		Delete anomaly blocks
delete:authentication_methods	wa		Delete authentication methods
delete:branding	wa		Delete branding
delete:client_credentials	wa		Delete client credentials
delete:client_grants	wa		Delete client grants
delete:clients	wa		Delete clients
delete:connection_profiles	wa		Delete connection profiles
delete:connections	wa		Delete connections
delete:current_user	wa		Delete current user
delete:current_user_device_credentials	wa		Delete current user device credentials
delete:custom_domains	wa		Delete custom domains
delete:custom_signing_keys	wa		Delete custom signing keys
delete:device_credentials	wa		Delete device credentials
delete:directory_provisionings	wa		Delete directory provisionings
delete:email_provider	wa		Delete email provider
delete:encryption_keys	wa		Delete encryption keys
delete:event_streams	wa		Delete event streams
delete:flows	wa		Delete flows
delete:flows_executions	wa		Delete flows executions
delete:flows_vault_connections	wa		Delete flows vault connections
delete:forms	wa		Delete forms
delete:grants	wa		Delete grants
delete:group_roles	wa		Delete group roles
delete:groups	wa		Delete groups
delete:guardian_enrollments	wa		Delete guardian enrollments
delete:hooks	wa		Delete hooks
delete:log_streams	wa		Delete log streams
delete:network_acl_keys	wa		Delete network acl keys
delete:network_acls	wa		Delete network acls
delete:organization_client_grants	wa		Delete organization client grants
delete:organization_clients	wa		Delete organization clients
delete:organization_connections	wa		Delete organization connections
delete:organization_discovery_domains	wa		Delete organization discovery domains
delete:organization_group_roles	wa		Delete organization group roles
delete:organization_invitations	wa		Delete organization invitations
delete:organization_member_roles	wa		Delete organization member roles
delete:organization_members	wa		Delete organization members
delete:organizations	wa		Delete organizations
delete:phone_providers	wa		Delete phone providers
delete:phone_templates	wa		Delete phone templates
delete:rate_limit_policies	wa		Delete rate limit policies
delete:refresh_tokens	wa		Delete refresh tokens
delete:resource_servers	wa		Delete resource servers
delete:role_members	wa		Delete role members
delete:roles	wa		Delete roles
delete:rules	wa		Delete rules
delete:rules_configs	wa		Delete rules configs
delete:scim_config	wa		Delete scim config
delete:scim_token	wa		Delete scim token
delete:self_service_profiles	wa		Delete self service profiles
delete:sessions	wa		Delete sessions
delete:sso_access_tickets	wa		Delete sso access tickets
delete:token_exchange_profiles	wa		Delete token exchange profiles
delete:user_attribute_profiles	wa		Delete user attribute profiles
delete:users	wa		Delete users
delete:vdcs_templates	wa		Delete vdcs templates
read:actions	ra		Read actions
read:agents	ra		Read agents
read:anomaly_blocks	ra		Read anomaly blocks
read:attack_protection	ra		Read attack protection
read:authentication_methods	ra		Read authentication methods
read:branding	ra		Read branding
read:client_credentials	ra		Read client credentials
read:client_grants	ra		Read client grants
read:client_keys	ra		Read client keys
read:client_summary	ra		Read client summary
read:clients	ra		Read clients
read:connection_profiles	ra		Read connection profiles
read:connections	ra		Read connections
read:connections_keys	ra		Read connections keys
read:current_user	ra		Read current user
read:custom_domains	ra		Read custom domains
read:custom_signing_keys	ra		Read custom signing keys
read:device_credentials	ra		Read device credentials
read:directory_provisionings	ra		Read directory provisionings
read:email_provider	ra		Read email provider
read:email_templates	ra		Read email templates
read:encryption_keys	ra		Read encryption keys
read:event_deliveries	ra		Read event deliveries
read:event_streams	ra		Read event streams
read:events	ra		Read events
read:flows	ra		Read flows
read:flows_executions	ra		Read flows executions
read:flows_vault_connections	ra		Read flows vault connections
read:forms	ra		Read forms
read:grants	ra		Read grants
read:group_members	ra		Read group members
read:group_roles	ra		Read group roles
read:groups	ra		Read groups
read:guardian_enrollments	ra		Read guardian enrollments
read:guardian_factors	ra		Read guardian factors
read:hooks	ra		Read hooks
read:log_streams	ra		Read log streams
read:logs	ra		Read logs
read:logs_users	ra		Read logs users
read:mfa_policies	ra		Read mfa policies
read:network_acl_keys	ra		Read network acl keys
read:network_acls	ra		Read network acls
read:organization_client_grants	ra		Read organization client grants
read:organization_clients	ra		Read organization clients
read:organization_connections	ra		Read organization connections
read:organization_discovery_domains	ra		Read organization discovery domains
read:organization_group_roles	ra		Read organization group roles
read:organization_groups	ra		Read organization groups
read:organization_invitations	ra		Read organization invitations
read:organization_member_effective_roles	ra		Read organization member effective roles
read:organization_member_role_source_groups	ra		Read organization member role source groups
read:organization_member_roles	ra		Read organization member roles
read:organization_members	ra		Read organization members
read:organization_templates	ra		Read organization templates
read:organizations	ra		Read organizations
read:organizations_summary	ra		Read organizations summary
read:phone_providers	ra		Read phone providers
read:phone_templates	ra		Read phone templates
read:prompts	ra		Read prompts
read:rate_limit_policies	ra		Read rate limit policies
read:refresh_tokens	ra		Read refresh tokens
read:resource_servers	ra		Read resource servers
read:role_members	ra		Read role members
read:roles	ra		Read roles
read:rules	ra		Read rules
read:rules_configs	ra		Read rules configs
read:scim_config	ra		Read scim config
read:scim_token	ra		Read scim token
read:self_service_profile_custom_texts	ra		Read self service profile custom texts
read:self_service_profiles	ra		Read self service profiles
read:sessions	ra		Read sessions
read:signing_keys	ra		Read signing keys
read:stats	ra		Read stats
read:tenant_settings	ra		Read tenant settings
read:token_exchange_profiles	ra		Read token exchange profiles
read:user_attribute_profiles	ra		Read user attribute profiles
read:user_effective_permissions	ra		Read user effective permissions
read:user_effective_roles	ra		Read user effective roles
read:user_idp_tokens	ra		Read user idp tokens
read:user_permission_source_roles	ra		Read user permission source roles
read:user_role_source_groups	ra		Read user role source groups
read:users	ra		Read users
read:vdcs_templates	ra		Read vdcs templates
update:actions	wa		Update actions
update:agents	wa		Update agents
update:attack_protection	wa		Update attack protection
update:authentication_methods	wa		Update authentication methods
update:branding	wa		Update branding
update:client_credentials	wa		Update client credentials
update:client_grants	wa		Update client grants
update:client_keys	wa		Update client keys
update:client_token_vault_privileged_access	wa		Update client token vault privileged access
update:clients	wa		Update clients
update:connection_profiles	wa		Update connection profiles
update:connections	wa		Update connections
update:connections_keys	wa		Update connections keys
update:current_user_identities	wa		Update current user identities
update:current_user_metadata	wa		Update current user metadata
update:custom_domains	wa		Update custom domains
update:custom_signing_keys	wa		Update custom signing keys
update:directory_provisionings	wa		Update directory provisionings
update:email_provider	wa		Update email provider
update:email_templates	wa		Update email templates
update:encryption_keys	wa		Update encryption keys
update:event_deliveries	wa		Update event deliveries
update:event_streams	wa		Update event streams
update:experimentation	wa		Update experimentation
update:flows	wa		Update flows
update:flows_vault_connections	wa		Update flows vault connections
update:forms	wa		Update forms
update:guardian_factors	wa		Update guardian factors
update:hooks	wa		Update hooks
update:log_streams	wa		Update log streams
update:mfa_policies	wa		Update mfa policies
update:network_acls	wa		Update network acls
update:organization_clients	wa		Update organization clients
update:organization_connections	wa		Update organization connections
update:organization_discovery_domains	wa		Update organization discovery domains
update:organizations	wa		Update organizations
update:phone_providers	wa		Update phone providers
update:phone_templates	wa		Update phone templates
update:prompts	wa		Update prompts
update:rate_limit_policies	wa		Update rate limit policies
update:refresh_tokens	wa		Update refresh tokens
update:resource_servers	wa		Update resource servers
update:roles	wa		Update roles
update:rules	wa		Update rules
update:rules_configs	wa		Update rules configs
update:scim_config	wa		Update scim config
update:self_service_profile_custom_texts	wa		Update self service profile custom texts
update:self_service_profiles	wa		Update self service profiles
update:sessions	wa		Update sessions
update:signing_keys	wa		Update signing keys
update:tenant_settings	wa		Update tenant settings
update:token_exchange_profiles	wa		Update token exchange profiles
update:user_attribute_profiles	wa		Update user attribute profiles
update:users	wa	update:users_app_metadata	Update users
update:users_app_metadata	wa		Update users app metadata
update:vdcs_templates	wa		Update vdcs templates`,
};
