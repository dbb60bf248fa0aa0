// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'figma/rest-api-spec', version: 'af94bebd8a00', licence: 'MIT' }],
  prefix: '',
  lines: `current_user:read	r		Read your name, email, and profile image
file_comments:read	r		Read the comments for files
file_comments:write	w	file_comments:read	Post and delete comments and comment reactions in files
file_content:read	r		Read the contents of files, such as nodes and the editor type
file_dev_resources:read	r		Read dev resources in files
file_dev_resources:write	w	file_dev_resources:read	Write to dev resources in files
file_metadata:read	r		Read metadata of files
file_read	ro		Read files, projects, comments and versions
file_variables:read	r		Read variables in Figma file. Note: this is only available to members in Enterprise organizations
file_variables:write	w	file_variables:read	Write to variables in Figma file. Note: this is only available to members in Enterprise organizations
file_versions:read	r		Read the version history for files you can access
files:read	ro	current_user:read file_comments:read file_content:read file_dev_resources:read file_metadata:read file_variables:read file_versions:read library_analytics:read library_assets:read library_content:read projects:read team_library_content:read webhooks:read	Read files, projects, users, versions, comments, components & styles, and webhooks
library_analytics:read	r		Read library analytics data
library_assets:read	r		Read data of individual published components and styles
library_content:read	r		Read published components and styles of files
org:activity_log_read	r		Read activity logs in the organization
projects:read	r		List projects and files in projects
team_library_content:read	r		Read published components and styles of teams
webhooks:read	r		Read metadata of webhooks
webhooks:write	w	webhooks:read	Create and manage webhooks`,
};
