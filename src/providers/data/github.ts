// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [
    { name: 'docs.github.com, scopes for OAuth apps', version: '2026-11-25', licence: 'facts only' },
    { name: '@octokit/openapi-types', version: '29.0.1', licence: 'MIT' },
    { name: 'octokit/app-permissions', version: '2449f19e1058', licence: 'MIT' },
  ],
  prefix: '',
  lines: `actions:read	rp		Read actions (GitHub App)
actions:write	wp	actions:read	Read and change actions (GitHub App)
admin:enterprise	wa	manage_billing:enterprise manage_runners:enterprise read:enterprise	Control the enterprise
admin:gpg_key	w	read:gpg_key write:gpg_key	Manage the user's GPG keys
admin:org	wa	read:org write:org	Manage organisations, their teams, projects and members
admin:org_hook	wa		Manage webhooks of organisations
admin:public_key	w	read:public_key write:public_key	Manage the user's SSH keys
admin:repo_hook	w	read:repo_hook write:repo_hook	Manage webhooks of repositories
admin:ssh_signing_key	w	read:ssh_signing_key write:ssh_signing_key	Manage the user's SSH signing keys
administration:read	rp		Read administration (GitHub App)
administration:write	wp	administration:read	Read and change administration (GitHub App)
artifact_metadata:read	rp		Read artifact metadata (GitHub App)
artifact_metadata:write	wp	artifact_metadata:read	Read and change artifact metadata (GitHub App)
attestations:read	rp		Read attestations (GitHub App)
attestations:write	wp	attestations:read	Read and change attestations (GitHub App)
audit_log	wa	read:audit_log	Read and configure audit logs
checks:read	rp		Read checks (GitHub App)
checks:write	wp	checks:read	Read and change checks (GitHub App)
code_quality:read	rp		Read code quality (GitHub App)
code_quality:write	wp	code_quality:read	Read and change code quality (GitHub App)
codespace	w	codespace:secrets	Create and use codespaces, secrets in them included
codespace:secrets	w		Change secrets of codespaces
codespaces:read	rp		Read codespaces (GitHub App)
codespaces:write	wp	codespaces:read	Read and change codespaces (GitHub App)
contents:read	rp		Read contents (GitHub App)
contents:write	wp	contents:read	Read and change contents (GitHub App)
copilot	w	manage_billing:copilot	Manage seats and settings of Copilot
custom_properties_for_organizations:read	rp		Read custom properties for organizations (GitHub App)
custom_properties_for_organizations:write	wp	custom_properties_for_organizations:read	Read and change custom properties for organizations (GitHub App)
delete:packages	w		Delete packages
delete_repo	w		Delete repositories
dependabot_secrets:read	rp		Read dependabot secrets (GitHub App)
dependabot_secrets:write	wp	dependabot_secrets:read	Read and change dependabot secrets (GitHub App)
deployments:read	rp		Read deployments (GitHub App)
deployments:write	wp	deployments:read	Read and change deployments (GitHub App)
discussions:read	rp		Read discussions (GitHub App)
discussions:write	wp	discussions:read	Read and change discussions (GitHub App)
email_addresses:read	rp		Read email addresses (GitHub App)
email_addresses:write	wp	email_addresses:read	Read and change email addresses (GitHub App)
environments:read	rp		Read environments (GitHub App)
environments:write	wp	environments:read	Read and change environments (GitHub App)
followers:read	rp		Read followers (GitHub App)
followers:write	wp	followers:read	Read and change followers (GitHub App)
gist	w		Write gists
git_ssh_keys:read	rp		Read git ssh keys (GitHub App)
git_ssh_keys:write	wp	git_ssh_keys:read	Read and change git ssh keys (GitHub App)
gpg_keys:read	rp		Read gpg keys (GitHub App)
gpg_keys:write	wp	gpg_keys:read	Read and change gpg keys (GitHub App)
interaction_limits:read	rp		Read interaction limits (GitHub App)
interaction_limits:write	wp	interaction_limits:read	Read and change interaction limits (GitHub App)
issues:read	rp		Read issues (GitHub App)
issues:write	wp	issues:read	Read and change issues (GitHub App)
manage_billing:copilot	w		Read and change billing of Copilot
manage_billing:enterprise	wa		Read and change the enterprise's billing
manage_runners:enterprise	wa		Control the enterprise's own runners
members:read	rp		Read members (GitHub App)
members:write	wp	members:read	Read and change members (GitHub App)
merge_queues:read	rp		Read merge queues (GitHub App)
merge_queues:write	wp	merge_queues:read	Read and change merge queues (GitHub App)
metadata:read	rp		Read metadata (GitHub App)
metadata:write	wp	metadata:read	Read and change metadata (GitHub App)
notifications	w		Read notifications, mark them as read, watch repositories
organization_administration:read	rp		Read organization administration (GitHub App)
organization_administration:write	wp	organization_administration:read	Read and change organization administration (GitHub App)
organization_announcement_banners:read	rp		Read organization announcement banners (GitHub App)
organization_announcement_banners:write	wp	organization_announcement_banners:read	Read and change organization announcement banners (GitHub App)
organization_copilot_agent_settings:read	rp		Read organization copilot agent settings (GitHub App)
organization_copilot_agent_settings:write	wp	organization_copilot_agent_settings:read	Read and change organization copilot agent settings (GitHub App)
organization_copilot_seat_management:read	rp		Read organization copilot seat management (GitHub App)
organization_copilot_seat_management:write	wp	organization_copilot_seat_management:read	Read and change organization copilot seat management (GitHub App)
organization_custom_org_roles:read	rp		Read organization custom org roles (GitHub App)
organization_custom_org_roles:write	wp	organization_custom_org_roles:read	Read and change organization custom org roles (GitHub App)
organization_custom_properties:admin	wp	organization_custom_properties:read organization_custom_properties:write	Administer organization custom properties (GitHub App)
organization_custom_properties:read	rp		Read organization custom properties (GitHub App)
organization_custom_properties:write	wp	organization_custom_properties:read	Read and change organization custom properties (GitHub App)
organization_custom_roles:read	rp		Read organization custom roles (GitHub App)
organization_custom_roles:write	wp	organization_custom_roles:read	Read and change organization custom roles (GitHub App)
organization_events:read	rp		Read organization events (GitHub App)
organization_hooks:read	rp		Read organization hooks (GitHub App)
organization_hooks:write	wp	organization_hooks:read	Read and change organization hooks (GitHub App)
organization_packages:read	rp		Read organization packages (GitHub App)
organization_packages:write	wp	organization_packages:read	Read and change organization packages (GitHub App)
organization_personal_access_token_requests:read	rp		Read organization personal access token requests (GitHub App)
organization_personal_access_token_requests:write	wp	organization_personal_access_token_requests:read	Read and change organization personal access token requests (GitHub App)
organization_personal_access_tokens:read	rp		Read organization personal access tokens (GitHub App)
organization_personal_access_tokens:write	wp	organization_personal_access_tokens:read	Read and change organization personal access tokens (GitHub App)
organization_plan:read	rp		Read organization plan (GitHub App)
organization_projects:admin	wp	organization_projects:read organization_projects:write	Administer organization projects (GitHub App)
organization_projects:read	rp		Read organization projects (GitHub App)
organization_projects:write	wp	organization_projects:read	Read and change organization projects (GitHub App)
organization_secrets:read	rp		Read organization secrets (GitHub App)
organization_secrets:write	wp	organization_secrets:read	Read and change organization secrets (GitHub App)
organization_self_hosted_runners:read	rp		Read organization self hosted runners (GitHub App)
organization_self_hosted_runners:write	wp	organization_self_hosted_runners:read	Read and change organization self hosted runners (GitHub App)
organization_user_blocking:read	rp		Read organization user blocking (GitHub App)
organization_user_blocking:write	wp	organization_user_blocking:read	Read and change organization user blocking (GitHub App)
packages:read	rp		Read packages (GitHub App)
packages:write	wp	packages:read	Read and change packages (GitHub App)
pages:read	rp		Read pages (GitHub App)
pages:write	wp	pages:read	Read and change pages (GitHub App)
profile:write	wp		Read and change profile (GitHub App)
project	w	read:project	Read and change projects of users and organisations
public_repo	w	repo:status repo_deployment	Read and change public repositories: code, statuses, collaborators
pull_requests:read	rp		Read pull requests (GitHub App)
pull_requests:write	wp	pull_requests:read	Read and change pull requests (GitHub App)
read:audit_log	ra		Read audit logs
read:discussion	r		Read team discussions
read:enterprise	ra		Read the enterprise's profile
read:gpg_key	r		Read the user's GPG keys
read:network_configurations	ra		Read network configurations of hosted runners
read:org	r		Read memberships of organisations and teams, and projects
read:packages	r		Download packages
read:project	r		Read projects of users and organisations
read:public_key	r		Read the user's SSH keys
read:repo_hook	r		Read and ping webhooks of repositories
read:ssh_signing_key	r		Read the user's SSH signing keys
read:user	r		Read the user's profile
repo	w	public_repo repo:invite repo:status repo_deployment security_events	Read and change all repositories, private ones included, and much of their organisations
repo:invite	w		Accept and decline invitations to repositories
repo:status	w		Read and change commit statuses, without the code
repo_deployment	w		Read and change deployment statuses, without the code
repository_custom_properties:read	rp		Read repository custom properties (GitHub App)
repository_custom_properties:write	wp	repository_custom_properties:read	Read and change repository custom properties (GitHub App)
repository_hooks:read	rp		Read repository hooks (GitHub App)
repository_hooks:write	wp	repository_hooks:read	Read and change repository hooks (GitHub App)
repository_projects:admin	wp	repository_projects:read repository_projects:write	Administer repository projects (GitHub App)
repository_projects:read	rp		Read repository projects (GitHub App)
repository_projects:write	wp	repository_projects:read	Read and change repository projects (GitHub App)
secret_scanning_alerts:read	rp		Read secret scanning alerts (GitHub App)
secret_scanning_alerts:write	wp	secret_scanning_alerts:read	Read and change secret scanning alerts (GitHub App)
secrets:read	rp		Read secrets (GitHub App)
secrets:write	wp	secrets:read	Read and change secrets (GitHub App)
security_events	w		Read and change alerts of code scanning
security_events:read	rp		Read security events (GitHub App)
security_events:write	wp	security_events:read	Read and change security events (GitHub App)
single_file:read	rp		Read single file (GitHub App)
single_file:write	wp	single_file:read	Read and change single file (GitHub App)
site_admin	wa		Administer a GitHub Enterprise Server
starring:read	rp		Read starring (GitHub App)
starring:write	wp	starring:read	Read and change starring (GitHub App)
statuses:read	rp		Read statuses (GitHub App)
statuses:write	wp	statuses:read	Read and change statuses (GitHub App)
team_discussions:read	rp		Read team discussions (GitHub App)
team_discussions:write	wp	team_discussions:read	Read and change team discussions (GitHub App)
user	w	read:user user:email user:follow	Read and change the user's profile, e-mail addresses and follows
user:email	r		Read the user's e-mail addresses
user:follow	w		Follow and unfollow users
vulnerability_alerts:read	rp		Read vulnerability alerts (GitHub App)
vulnerability_alerts:write	wp	vulnerability_alerts:read	Read and change vulnerability alerts (GitHub App)
workflow	w		Add and change workflows of GitHub Actions, which run with secrets
workflows:write	wp		Read and change workflows (GitHub App)
write:discussion	w	read:discussion	Read and write team discussions
write:gpg_key	w	read:gpg_key	Read and add to the user's GPG keys
write:network_configurations	wa	read:network_configurations	Change network configurations of hosted runners
write:org	w	read:org	Read and change memberships of organisations, and projects
write:packages	w	read:packages	Upload packages
write:public_key	w	read:public_key	Read and add to the user's SSH keys
write:repo_hook	w	read:repo_hook	Read, add and change webhooks of repositories
write:ssh_signing_key	w	read:ssh_signing_key	Read and add to the user's SSH signing keys`,
};
