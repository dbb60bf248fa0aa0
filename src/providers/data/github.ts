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
actions:write	wp	0	Read and change actions (GitHub App)
admin:enterprise	wa	53 54 107	Control the enterprise
admin:gpg_key	w	108 152	Manage the user's GPG keys
admin:org	wa	110 154	Manage organisations, their teams, projects and members
admin:org_hook	wa		Manage webhooks of organisations
admin:public_key	w	113 156	Manage the user's SSH keys
admin:repo_hook	w	114 157	Manage webhooks of repositories
admin:ssh_signing_key	w	115 158	Manage the user's SSH signing keys
administration:read	rp		Read administration (GitHub App)
administration:write	wp	9	Read and change administration (GitHub App)
artifact_metadata:read	rp		Read artifact metadata (GitHub App)
artifact_metadata:write	wp	11	Read and change artifact metadata (GitHub App)
attestations:read	rp		Read attestations (GitHub App)
attestations:write	wp	13	Read and change attestations (GitHub App)
audit_log	wa	105	Read and configure audit logs
checks:read	rp		Read checks (GitHub App)
checks:write	wp	16	Read and change checks (GitHub App)
code_quality:read	rp		Read code quality (GitHub App)
code_quality:write	wp	18	Read and change code quality (GitHub App)
codespace	w	21	Create and use codespaces, secrets in them included
codespace:secrets	w		Change secrets of codespaces
codespaces:read	rp		Read codespaces (GitHub App)
codespaces:write	wp	22	Read and change codespaces (GitHub App)
contents:read	rp		Read contents (GitHub App)
contents:write	wp	24	Read and change contents (GitHub App)
copilot	w	52	Manage seats and settings of Copilot
custom_properties_for_organizations:read	rp		Read custom properties for organizations (GitHub App)
custom_properties_for_organizations:write	wp	27	Read and change custom properties for organizations (GitHub App)
delete:packages	w		Delete packages
delete_repo	w		Delete repositories
dependabot_secrets:read	rp		Read dependabot secrets (GitHub App)
dependabot_secrets:write	wp	31	Read and change dependabot secrets (GitHub App)
deployments:read	rp		Read deployments (GitHub App)
deployments:write	wp	33	Read and change deployments (GitHub App)
discussions:read	rp		Read discussions (GitHub App)
discussions:write	wp	35	Read and change discussions (GitHub App)
email_addresses:read	rp		Read email addresses (GitHub App)
email_addresses:write	wp	37	Read and change email addresses (GitHub App)
environments:read	rp		Read environments (GitHub App)
environments:write	wp	39	Read and change environments (GitHub App)
followers:read	rp		Read followers (GitHub App)
followers:write	wp	41	Read and change followers (GitHub App)
gist	w		Write gists
git_ssh_keys:read	rp		Read git ssh keys (GitHub App)
git_ssh_keys:write	wp	44	Read and change git ssh keys (GitHub App)
gpg_keys:read	rp		Read gpg keys (GitHub App)
gpg_keys:write	wp	46	Read and change gpg keys (GitHub App)
interaction_limits:read	rp		Read interaction limits (GitHub App)
interaction_limits:write	wp	48	Read and change interaction limits (GitHub App)
issues:read	rp		Read issues (GitHub App)
issues:write	wp	50	Read and change issues (GitHub App)
manage_billing:copilot	w		Read and change billing of Copilot
manage_billing:enterprise	wa		Read and change the enterprise's billing
manage_runners:enterprise	wa		Control the enterprise's own runners
members:read	rp		Read members (GitHub App)
members:write	wp	55	Read and change members (GitHub App)
merge_queues:read	rp		Read merge queues (GitHub App)
merge_queues:write	wp	57	Read and change merge queues (GitHub App)
metadata:read	rp		Read metadata (GitHub App)
metadata:write	wp	59	Read and change metadata (GitHub App)
notifications	w		Read notifications, mark them as read, watch repositories
organization_administration:read	rp		Read organization administration (GitHub App)
organization_administration:write	wp	62	Read and change organization administration (GitHub App)
organization_announcement_banners:read	rp		Read organization announcement banners (GitHub App)
organization_announcement_banners:write	wp	64	Read and change organization announcement banners (GitHub App)
organization_copilot_agent_settings:read	rp		Read organization copilot agent settings (GitHub App)
organization_copilot_agent_settings:write	wp	66	Read and change organization copilot agent settings (GitHub App)
organization_copilot_seat_management:read	rp		Read organization copilot seat management (GitHub App)
organization_copilot_seat_management:write	wp	68	Read and change organization copilot seat management (GitHub App)
organization_custom_org_roles:read	rp		Read organization custom org roles (GitHub App)
organization_custom_org_roles:write	wp	70	Read and change organization custom org roles (GitHub App)
organization_custom_properties:admin	wp	73 74	Administer organization custom properties (GitHub App)
organization_custom_properties:read	rp		Read organization custom properties (GitHub App)
organization_custom_properties:write	wp	73	Read and change organization custom properties (GitHub App)
organization_custom_roles:read	rp		Read organization custom roles (GitHub App)
organization_custom_roles:write	wp	75	Read and change organization custom roles (GitHub App)
organization_events:read	rp		Read organization events (GitHub App)
organization_hooks:read	rp		Read organization hooks (GitHub App)
organization_hooks:write	wp	78	Read and change organization hooks (GitHub App)
organization_packages:read	rp		Read organization packages (GitHub App)
organization_packages:write	wp	80	Read and change organization packages (GitHub App)
organization_personal_access_token_requests:read	rp		Read organization personal access token requests (GitHub App)
organization_personal_access_token_requests:write	wp	82	Read and change organization personal access token requests (GitHub App)
organization_personal_access_tokens:read	rp		Read organization personal access tokens (GitHub App)
organization_personal_access_tokens:write	wp	84	Read and change organization personal access tokens (GitHub App)
organization_plan:read	rp		Read organization plan (GitHub App)
organization_projects:admin	wp	88 89	Administer organization projects (GitHub App)
organization_projects:read	rp		Read organization projects (GitHub App)
organization_projects:write	wp	88	Read and change organization projects (GitHub App)
organization_secrets:read	rp		Read organization secrets (GitHub App)
organization_secrets:write	wp	90	Read and change organization secrets (GitHub App)
organization_self_hosted_runners:read	rp		Read organization self hosted runners (GitHub App)
organization_self_hosted_runners:write	wp	92	Read and change organization self hosted runners (GitHub App)
organization_user_blocking:read	rp		Read organization user blocking (GitHub App)
organization_user_blocking:write	wp	94	Read and change organization user blocking (GitHub App)
packages:read	rp		Read packages (GitHub App)
packages:write	wp	96	Read and change packages (GitHub App)
pages:read	rp		Read pages (GitHub App)
pages:write	wp	98	Read and change pages (GitHub App)
profile:write	wp		Read and change profile (GitHub App)
project	w	112	Read and change projects of users and organisations
public_repo	w	119 120	Read and change public repositories: code, statuses, collaborators
pull_requests:read	rp		Read pull requests (GitHub App)
pull_requests:write	wp	103	Read and change pull requests (GitHub App)
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
repo	w	102 118 119 120 132	Read and change all repositories, private ones included, and much of their organisations
repo:invite	w		Accept and decline invitations to repositories
repo:status	w		Read and change commit statuses, without the code
repo_deployment	w		Read and change deployment statuses, without the code
repository_custom_properties:read	rp		Read repository custom properties (GitHub App)
repository_custom_properties:write	wp	121	Read and change repository custom properties (GitHub App)
repository_hooks:read	rp		Read repository hooks (GitHub App)
repository_hooks:write	wp	123	Read and change repository hooks (GitHub App)
repository_projects:admin	wp	126 127	Administer repository projects (GitHub App)
repository_projects:read	rp		Read repository projects (GitHub App)
repository_projects:write	wp	126	Read and change repository projects (GitHub App)
secret_scanning_alerts:read	rp		Read secret scanning alerts (GitHub App)
secret_scanning_alerts:write	wp	128	Read and change secret scanning alerts (GitHub App)
secrets:read	rp		Read secrets (GitHub App)
secrets:write	wp	130	Read and change secrets (GitHub App)
security_events	w		Read and change alerts of code scanning
security_events:read	rp		Read security events (GitHub App)
security_events:write	wp	133	Read and change security events (GitHub App)
single_file:read	rp		Read single file (GitHub App)
single_file:write	wp	135	Read and change single file (GitHub App)
site_admin	wa		Administer a GitHub Enterprise Server
starring:read	rp		Read starring (GitHub App)
starring:write	wp	138	Read and change starring (GitHub App)
statuses:read	rp		Read statuses (GitHub App)
statuses:write	wp	140	Read and change statuses (GitHub App)
team_discussions:read	rp		Read team discussions (GitHub App)
team_discussions:write	wp	142	Read and change team discussions (GitHub App)
user	w	116 145 146	Read and change the user's profile, e-mail addresses and follows
user:email	r		Read the user's e-mail addresses
user:follow	w		Follow and unfollow users
vulnerability_alerts:read	rp		Read vulnerability alerts (GitHub App)
vulnerability_alerts:write	wp	147	Read and change vulnerability alerts (GitHub App)
workflow	w		Add and change workflows of GitHub Actions, which run with secrets
workflows:write	wp		Read and change workflows (GitHub App)
write:discussion	w	106	Read and write team discussions
write:gpg_key	w	108	Read and add to the user's GPG keys
write:network_configurations	wa	109	Change network configurations of hosted runners
write:org	w	110	Read and change memberships of organisations, and projects
write:packages	w	111	Upload packages
write:public_key	w	113	Read and add to the user's SSH keys
write:repo_hook	w	114	Read, add and change webhooks of repositories
write:ssh_signing_key	w	115	Read and add to the user's SSH signing keys`,
};
