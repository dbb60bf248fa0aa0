// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'dropbox/dropbox-api-spec', version: '0d994ebe9e86', licence: 'MIT' }],
  prefix: '',
  lines: `account_info.read	r		See the user's account
account_info.write	w	account_info.read	Change the user's account
contacts.read	r		See contacts
contacts.write	w	contacts.read	Change contacts
email	i		See the user's e-mail address
events.read	ra		Read the team's audit log
file_requests.read	r		See file requests
file_requests.write	w	file_requests.read	Change file requests
files.content.read	r	files.metadata.read	Read files
files.content.write	w	files.metadata.write	Change files
files.metadata.read	r		See names and properties of files
files.metadata.write	w	files.metadata.read	Change properties of files
files.permanent_delete	w		Delete files for good
files.team_metadata.read	ra		See templates of properties of the team
files.team_metadata.write	wa	files.team_metadata.read	Change templates of properties of the team
groups.read	ra		See the team's groups
groups.write	wa	groups.read	Change the team's groups
members.delete	wa		Remove members of the team
members.read	ra		See members of the team
members.write	wa	members.read	Change members of the team
openid	i		Sign in
profile	i		See the user's name and picture
sessions.list	ra		See sessions of the team
sessions.modify	wa	sessions.list	End sessions of the team
sharing.read	r		See shared folders and links
sharing.write	w	sharing.read	Share folders and files
team_data.content.read	ra		Read the team's files
team_data.content.write	wa	team_data.content.read	Change the team's files
team_data.governance.read	ra		Read what is held for legal reasons
team_data.governance.write	wa	team_data.governance.read	Hold data for legal reasons
team_data.member	wa	team_data.content.read	Act as any member of the team
team_data.team_space	wa		Use the team's space
team_info.read	ra		See the team
team_info.write	wa	team_info.read	Change the team`,
};
