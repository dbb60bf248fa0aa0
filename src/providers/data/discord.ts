// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'discord-api-types', version: '0.38.57', licence: 'MIT' }],
  prefix: '',
  lines: `account.global_name.update	w		Change the user's display name
activities.invites.write	w		Send invitations to activities
activities.read	r		See what the user plays, now and lately
activities.write	w		Change the user's activity
applications.builds.read	r		See builds of the user's applications
applications.builds.upload	w	applications.builds.read	Upload builds of the user's applications
applications.commands	w		Add commands to a server
applications.commands.permissions.update	w		Change who may use its commands
applications.commands.update	w		Change its own commands
applications.entitlements	r		See entitlements of the user's applications
applications.store.update	w		Read and change store data of the user's applications
bot	w		Put a bot into a server, with the permissions that the link names
connections	r		See the user's linked accounts
dm_channels.read	r		See the user's direct messages
email	i		See the user's e-mail address
gdm.join	w		Add users to a group message
guilds	r		See the user's servers
guilds.channels.read	r		See channels of the user's servers
guilds.join	w		Make the user join a server
guilds.members.read	r		See the user's membership in a server
identify	i		See who the user is
identify.premium	r		See the user's subscription
messages.read	r		Read messages of all channels by the client on the same machine
openid	i		Sign in
relationships.read	r		See the user's friends
relationships.write	w	relationships.read	Change the user's friends
role_connections.write	w		Change the app's data of the user
rpc	w	rpc.activities.write rpc.notifications.read rpc.voice.read rpc.voice.write	Control the client on the same machine
rpc.activities.write	w		Change the user's activity by the client
rpc.notifications.read	r		Receive notifications by the client
rpc.screenshare.read	r		See whether the screen is shared
rpc.screenshare.write	w	rpc.screenshare.read	Share the screen
rpc.video.read	r		See the state of video
rpc.video.write	w	rpc.video.read	Change the state of video
rpc.voice.read	r		See voice settings by the client
rpc.voice.write	w	rpc.voice.read	Change voice settings by the client
sdk.social_layer	w	sdk.social_layer_presence	Friends, messages and presence by the Social SDK
sdk.social_layer_presence	w		Friends and presence by the Social SDK
voice	w		Join voice as the user, and see who is there
webhook.incoming	w		Post messages to one channel by a webhook`,
};
