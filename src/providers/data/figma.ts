// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'figma/rest-api-spec', version: 'af94bebd8a00', licence: 'MIT' }],
  prefix: '',
  lines: `current_user:read	r		
file_comments:read	r		
file_comments:write	w	file_comments:read	
file_content:read	r		
file_dev_resources:read	r		
file_dev_resources:write	w	file_dev_resources:read	
file_metadata:read	r		
file_read	ro		
file_variables:read	r		
file_variables:write	w	file_variables:read	
file_versions:read	r		
files:read	ro	current_user:read file_comments:read file_content:read file_dev_resources:read file_metadata:read file_variables:read file_versions:read library_analytics:read library_assets:read library_content:read projects:read team_library_content:read webhooks:read	
library_analytics:read	r		
library_assets:read	r		
library_content:read	r		
org:activity_log_read	r		
projects:read	r		
team_library_content:read	r		
webhooks:read	r		
webhooks:write	w	webhooks:read	`,
};
