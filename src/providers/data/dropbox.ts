// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'dropbox/dropbox-api-spec', version: '0d994ebe9e86', licence: 'MIT' }],
  prefix: '',
  lines: `account_info.read	r		See the user's account
account_info.write	w	0	Change the user's account
contacts.read	r		See contacts
contacts.write	w	2	Change contacts
email	i		See the user's e-mail address
events.read	ra		Read the team's audit log
file_requests.read	r		See file requests
file_requests.write	w	6	Change file requests
files.content.read	r	10	Read files
files.content.write	w	11	Change files
files.metadata.read	r		See names and properties of files
files.metadata.write	w	10	Change properties of files
files.permanent_delete	w		Delete files for good
files.team_metadata.read	ra		See templates of properties of the team
files.team_metadata.write	wa	13	Change templates of properties of the team
groups.read	ra		See the team's groups
groups.write	wa	15	Change the team's groups
members.delete	wa		Remove members of the team
members.read	ra		See members of the team
members.write	wa	18	Change members of the team
openid	i		Sign in
profile	i		See the user's name and picture
sessions.list	ra		See sessions of the team
sessions.modify	wa	22	End sessions of the team
sharing.read	r		See shared folders and links
sharing.write	w	24	Share folders and files
team_data.content.read	ra		Read the team's files
team_data.content.write	wa	26	Change the team's files
team_data.governance.read	ra		Read what is held for legal reasons
team_data.governance.write	wa	28	Hold data for legal reasons
team_data.member	wa	26	Act as any member of the team
team_data.team_space	wa		Use the team's space
team_info.read	ra		See the team
team_info.write	wa	32	Change the team`,
};
