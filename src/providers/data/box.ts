// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'box/box-openapi', version: 'c9a878a98243', licence: 'Apache-2.0' }],
  prefix: '',
  lines: `ai.readwrite	w		
annotation_edit	w		
annotation_view_all	r		
annotation_view_self	r		
base_explorer	r		
base_picker	r		
base_preview	r		
base_sidebar	r		
base_upload	w		
gcm	w		
item_delete	w		
item_download	r		
item_preview	r		
item_rename	w		
item_share	w		
item_upload	w		
manage_app_users	wa		
manage_data_retention	wa		
manage_enterprise_properties	wa		
manage_groups	wa		
manage_legal_hold	wa		
manage_managed_users	wa		
manage_triggers	w		
manage_webhook	w		
root_readonly	r	base_preview item_download item_preview	
root_readwrite	w	base_explorer base_picker base_preview base_sidebar base_upload item_delete item_download item_preview item_rename item_share item_upload root_readonly	
sign_requests.readwrite	w		`,
};
