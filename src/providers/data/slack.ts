// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [
    { name: 'docs.slack.dev, scopes', version: '2026-11-25', licence: 'facts only' },
    { name: 'slackapi/slack-api-specs', version: 'bc08db496256', licence: 'MIT' },
  ],
  prefix: '',
  lines: `admin	wua	1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25	Administer a workspace: audit logs, provisioning of accounts, billing
admin.analytics:read	rua		See analytics of the whole organisation
admin.app_activities:read	rua		See logs of all apps
admin.apps:read	rua		See apps and requests for them
admin.apps:write	wua		Change apps and requests for them
admin.barriers:read	rua		See information barriers
admin.barriers:write	wua		Change information barriers
admin.chat:read	rua		See messages of everybody
admin.chat:write	wua		Change messages of everybody
admin.conversations:manage_objects	wua		Manage channels of external connections and records
admin.conversations:read	rua		See any channel and its settings
admin.conversations:write	wua		Change any channel and its settings
admin.invites:read	rua		See invitations and requests for them
admin.invites:write	wua		Change invitations and requests for them
admin.legal_holds:read	rua		See legal holds
admin.legal_holds:write	wua		Change legal holds
admin.roles:read	rua		See who has which role
admin.roles:write	wua		Change who has which role
admin.teams:read	rua		See workspaces and their settings
admin.teams:write	wua		Change workspaces and their settings
admin.usergroups:read	rua		See user groups and their channels
admin.usergroups:write	wua		Change user groups and their channels
admin.users:read	rua		See accounts of all users
admin.users:write	wua		Change accounts of all users
admin.workflows:read	rua		See all workflows
admin.workflows:write	wua		Change all workflows
app_configurations:read	rc		See app configurations by their manifests
app_configurations:write	wc		Change app configurations by their manifests
app_mentions:read	rb		See messages that mention the app
apps.requests:write	wu		Ask for an app to be approved, or no longer
assistant:write	wb		Act as an assistant in threads of its own
auditlogs:read	rua		Read audit logs of the whole organisation
authorizations:read	rl		List where an app's events are sent for
bookmarks:read	rbu		See bookmarks
bookmarks:write	wbu		Change bookmarks
bot	wuo	28 43 47 86 138	Everything that a classic bot may do
calls:read	rbu		See calls
calls:write	wbu		Change calls
canvases:read	rbu		See canvases
canvases:write	wbu		Change canvases
channels:history	rbu		Read messages and files in public channels
channels:join	wb		Join public channels
channels:manage	wb	41 45 46	Manage and create public channels
channels:read	rbu		See public channels
channels:write	wbu	45 46	Change public channels
channels:write.invites	wbu		Invite members to public channels
channels:write.topic	wbu		Set topic and description of public channels
chat:write	wbu		Send messages
chat:write.customize	wb		Send messages under another name and picture
chat:write.public	wb		Send messages to public channels without being in them
chat:write:bot	wuo	47	Send messages as the app
chat:write:user	wuo	47	Send messages as the user
client	wuo	40 47 69 138	Everything that the user can do in a Slack client
commands	wbu		Add slash commands and shortcuts
connections:write	wl		Open connections of Socket Mode
conversations.connect:manage	wb		Manage and create Slack Connect invitations
conversations.connect:read	rb		See Slack Connect invitations
conversations.connect:write	wb		Change Slack Connect invitations
conversations:history	rb	40 72 86 98	Read messages in conversations of any kind
conversations:read	rb	43 73 87 99	See conversations of any kind
conversations:write	wb	42 61 62 74 88 100	Change conversations of any kind
conversations:write.invites	wb	45 75	Invite members to conversations of any kind
conversations:write.topic	wb	46 76 90	Set topics of conversations of any kind
datastore:read	rb		See the data store of the app
datastore:write	wb		Change the data store of the app
dnd:read	rbu		See Do Not Disturb
dnd:write	wu		Change Do Not Disturb
email	iu		See the user's e-mail address (Sign in with Slack)
emoji:read	rbu		See custom emoji
files:read	rbu		See files
files:write	wbu		Change files
files:write:user	wuo	70	Upload, change and delete files as the user
groups:history	rbu		Read messages and files in private channels
groups:read	rbu		See private channels
groups:write	wbu	75 76	Change private channels
groups:write.invites	wbu		Invite members to private channels
groups:write.topic	wbu		Set topic and description of private channels
hosting:read	ru		See where apps are hosted
hosting:write	wu		Change where apps are hosted
identify	iuo		See who the user is
identity.avatar	iuo		See the user's picture
identity.basic	iuo		See who the user is
identity.email	iuo		See the user's e-mail address
identity.team	iuo		See the name of the user's workspace
identity:read	iuo		See who the user is
identity:read:user	iuo		See who the user is
im:history	rbu		Read messages and files in direct messages
im:read	rbu		See direct messages
im:write	wbu	89 90	Change direct messages
im:write.invites	wbuo		Invite members to direct messages
im:write.topic	wbu		Set the topic of direct messages
incoming-webhook	wbu		Post messages to one channel by a webhook
links.embed:write	wbu		Change embedded videos
links:read	rbu		See links in messages
links:write	wbu		Change links in messages
lists:read	rbu		See lists
lists:write	wbu		Change lists
metadata.message:read	rb		See metadata of messages
mpim:history	rbu		Read messages and files in group direct messages
mpim:read	rbu		See group direct messages
mpim:write	wbu	101 102	Change group direct messages
mpim:write.invites	wbuo		Invite members to group direct messages
mpim:write.topic	wbu		Set the topic of group direct messages
none	ib		Nothing beyond methods that need no scope
openid	iu		Sign in with Slack
pins:read	rbu		See pinned content
pins:write	wbu		Change pinned content
post	wuo	47	Send messages as the user
profile	iu		See the user's name and picture (Sign in with Slack)
reactions:read	rbu		See emoji reactions
reactions:write	wbu		Change emoji reactions
read	ruo	40 43 69 138	Read everything that the user can read
reminders:read	rbu		See reminders
reminders:write	wbu		Change reminders
remote_files:read	rbu		See remote files
remote_files:share	wbu		Share remote files
remote_files:write	wb		Change remote files
rtm:stream	rbo	28 40	Receive all events by the Real Time Messaging API
search:read	ru	119 120 121 122 123 124 125	Search all that the user can read
search:read.enterprise	rbu		Search the whole organisation
search:read.files	rbu		Search files
search:read.im	rbu		Search direct messages
search:read.mpim	rbu		Search group direct messages
search:read.private	rbu		Search private channels
search:read.public	rbu		Search public channels
search:read.users	rbu		Search people
stars:read	ru		See starred content
stars:write	wu		Change starred content
team.billing:read	rbu		See the billing plan
team.preferences:read	rbu		See preferences of workspaces
team:read	rbu		See name, domain and icon of workspaces
tokens.basic	ibu		Methods that need no scope
triggers:read	rbu		See triggers
triggers:write	wbu		Change triggers
usergroups:read	rbu		See user groups
usergroups:write	wbu		Change user groups
users.profile:read	rbu		See profiles of people
users.profile:write	wu		Change profiles of people
users:read	rbu		See people in a workspace
users:read.email	rbu		See e-mail addresses of people in a workspace
users:write	wbu		Set presence, the app's or the user's
workflow.steps:execute	wbo		Add steps to workflows
workflows.templates:read	rbu		See workflow templates
workflows.templates:write	wbu		Change workflow templates`,
};
