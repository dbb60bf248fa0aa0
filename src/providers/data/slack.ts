// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [
    { name: 'docs.slack.dev, scopes', version: '2026-11-25', licence: 'facts only' },
    { name: 'slackapi/slack-api-specs', version: 'bc08db496256', licence: 'MIT' },
  ],
  prefix: '',
  lines: `admin	wda	admin.analytics:read admin.app_activities:read admin.apps:read admin.apps:write admin.barriers:read admin.barriers:write admin.chat:read admin.chat:write admin.conversations:manage_objects admin.conversations:read admin.conversations:write admin.invites:read admin.invites:write admin.legal_holds:read admin.legal_holds:write admin.roles:read admin.roles:write admin.teams:read admin.teams:write admin.usergroups:read admin.usergroups:write admin.users:read admin.users:write admin.workflows:read admin.workflows:write	Administer a workspace: audit logs, provisioning of accounts, billing
admin.analytics:read	rda		See analytics of the whole organisation
admin.app_activities:read	rda		See logs of all apps
admin.apps:read	rda		See apps and requests for them
admin.apps:write	wda		Change apps and requests for them
admin.barriers:read	rda		See information barriers
admin.barriers:write	wda		Change information barriers
admin.chat:read	rda		See messages of everybody
admin.chat:write	wda		Change messages of everybody
admin.conversations:manage_objects	wda		Manage channels of external connections and records
admin.conversations:read	rda		See any channel and its settings
admin.conversations:write	wda		Change any channel and its settings
admin.invites:read	rda		See invitations and requests for them
admin.invites:write	wda		Change invitations and requests for them
admin.legal_holds:read	rda		See legal holds
admin.legal_holds:write	wda		Change legal holds
admin.roles:read	rda		See who has which role
admin.roles:write	wda		Change who has which role
admin.teams:read	rda		See workspaces and their settings
admin.teams:write	wda		Change workspaces and their settings
admin.usergroups:read	rda		See user groups and their channels
admin.usergroups:write	wda		Change user groups and their channels
admin.users:read	rda		See accounts of all users
admin.users:write	wda		Change accounts of all users
admin.workflows:read	rda		See all workflows
admin.workflows:write	wda		Change all workflows
app_configurations:read	rp		See app configurations by their manifests
app_configurations:write	wp		Change app configurations by their manifests
app_mentions:read	rp		See messages that mention the app
apps.requests:write	wd		Ask for an app to be approved, or no longer
assistant:write	wp		Act as an assistant in threads of its own
auditlogs:read	rda		Read audit logs of the whole organisation
authorizations:read	rp		List where an app's events are sent for
bookmarks:read	rpd		See bookmarks
bookmarks:write	wpd		Change bookmarks
bot	wdo	app_mentions:read channels:read chat:write im:history users:read	Everything that a classic bot may do
calls:read	rpd		See calls
calls:write	wpd		Change calls
canvases:read	rpd		See canvases
canvases:write	wpd		Change canvases
channels:history	rpd		Read messages and files in public channels
channels:join	wp		Join public channels
channels:manage	wp	channels:join channels:write.invites channels:write.topic	Manage and create public channels
channels:read	rpd		See public channels
channels:write	wpd	channels:write.invites channels:write.topic	Change public channels
channels:write.invites	wpd		Invite members to public channels
channels:write.topic	wpd		Set topic and description of public channels
chat:write	wpd		Send messages
chat:write.customize	wp		Send messages under another name and picture
chat:write.public	wp		Send messages to public channels without being in them
chat:write:bot	wdo	chat:write	Send messages as the app
chat:write:user	wdo	chat:write	Send messages as the user
client	wdo	channels:history chat:write files:read users:read	Everything that the user can do in a Slack client
commands	wpd		Add slash commands and shortcuts
connections:write	wp		Open connections of Socket Mode
conversations.connect:manage	wp		Manage and create Slack Connect invitations
conversations.connect:read	rp		See Slack Connect invitations
conversations.connect:write	wp		Change Slack Connect invitations
conversations:history	rp	channels:history groups:history im:history mpim:history	Read messages in conversations of any kind
conversations:read	rp	channels:read groups:read im:read mpim:read	See conversations of any kind
conversations:write	wp	channels:manage conversations:write.invites conversations:write.topic groups:write im:write mpim:write	Change conversations of any kind
conversations:write.invites	wp	channels:write.invites groups:write.invites	Invite members to conversations of any kind
conversations:write.topic	wp	channels:write.topic groups:write.topic im:write.topic	Set topics of conversations of any kind
datastore:read	rp		See the data store of the app
datastore:write	wp		Change the data store of the app
discovery:read	rda		See messages and files of the whole organisation, deleted ones included
discovery:write	wda		Change messages and files of the whole organisation, deleted ones included
dnd:read	rpd		See Do Not Disturb
dnd:write	wd		Change Do Not Disturb
email	id		See the user's e-mail address (Sign in with Slack)
emoji:read	rpd		See custom emoji
files:read	rpd		See files
files:write	wpd		Change files
files:write:user	wdo	files:write	Upload, change and delete files as the user
groups:history	rpd		Read messages and files in private channels
groups:read	rpd		See private channels
groups:write	wpd	groups:write.invites groups:write.topic	Change private channels
groups:write.invites	wpd		Invite members to private channels
groups:write.topic	wpd		Set topic and description of private channels
hosting:read	rd		See where apps are hosted
hosting:write	wd		Change where apps are hosted
identify	ido		See who the user is
identity.avatar	ido		See the user's picture
identity.basic	ido		See who the user is
identity.email	ido		See the user's e-mail address
identity.team	ido		See the name of the user's workspace
identity:read	ido		See who the user is
identity:read:user	ido		See who the user is
im:history	rpd		Read messages and files in direct messages
im:read	rpd		See direct messages
im:write	wpd	im:write.invites im:write.topic	Change direct messages
im:write.invites	wpdo		Invite members to direct messages
im:write.topic	wpd		Set the topic of direct messages
incoming-webhook	wpd		Post messages to one channel by a webhook
links.embed:write	wpd		Change embedded videos
links:read	rpd		See links in messages
links:write	wpd		Change links in messages
lists:read	rpd		See lists
lists:write	wpd		Change lists
metadata.message:read	rp		See metadata of messages
mpim:history	rpd		Read messages and files in group direct messages
mpim:read	rpd		See group direct messages
mpim:write	wpd	mpim:write.invites mpim:write.topic	Change group direct messages
mpim:write.invites	wpdo		Invite members to group direct messages
mpim:write.topic	wpd		Set the topic of group direct messages
none	ip		Nothing beyond methods that need no scope
openid	id		Sign in with Slack
pins:read	rpd		See pinned content
pins:write	wpd		Change pinned content
post	wdo	chat:write	Send messages as the user
profile	id		See the user's name and picture (Sign in with Slack)
reactions:read	rpd		See emoji reactions
reactions:write	wpd		Change emoji reactions
read	rdo	channels:history channels:read files:read users:read	Read everything that the user can read
reminders:read	rpd		See reminders
reminders:write	wpd		Change reminders
remote_files:read	rpd		See remote files
remote_files:share	wpd		Share remote files
remote_files:write	wp		Change remote files
rtm:stream	rpo	app_mentions:read channels:history	Receive all events by the Real Time Messaging API
search:read	rd	search:read.enterprise search:read.files search:read.im search:read.mpim search:read.private search:read.public search:read.users	Search all that the user can read
search:read.enterprise	rpd		Search the whole organisation
search:read.files	rpd		Search files
search:read.im	rpd		Search direct messages
search:read.mpim	rpd		Search group direct messages
search:read.private	rpd		Search private channels
search:read.public	rpd		Search public channels
search:read.users	rpd		Search people
stars:read	rd		See starred content
stars:write	wd		Change starred content
team.billing:read	rpd		See the billing plan
team.preferences:read	rpd		See preferences of workspaces
team:read	rpd		See name, domain and icon of workspaces
tokens.basic	ipd		Methods that need no scope
triggers:read	rpd		See triggers
triggers:write	wpd		Change triggers
usergroups:read	rpd		See user groups
usergroups:write	wpd		Change user groups
users.profile:read	rpd		See profiles of people
users.profile:write	wd		Change profiles of people
users:read	rpd		See people in a workspace
users:read.email	rpd		See e-mail addresses of people in a workspace
users:write	wpd		Set presence, the app's or the user's
workflow.steps:execute	wpo		Add steps to workflows
workflows.templates:read	rpd		See workflow templates
workflows.templates:write	wpd		Change workflow templates`,
};
