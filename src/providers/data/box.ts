// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'box/box-openapi', version: 'c9a878a98243', licence: 'Apache-2.0' }],
  prefix: '',
  lines: `ai.readwrite	w		Send requests to Box AI
annotation_edit	w		Change annotations
annotation_view_all	r		See all annotations
annotation_view_self	r		See own annotations
base_explorer	r		Browse files in the content explorer
base_picker	r		Pick files in the content picker
base_preview	r		Preview a file
base_sidebar	r		See the sidebar of a file
base_upload	w		Upload into a folder
gcm	w		Use global content manager
item_delete	w		Delete files
item_download	r		Download files
item_preview	r		Preview files
item_rename	w		Rename files
item_share	w		Share files
item_upload	w		Upload files
manage_app_users	wa		Provision and manage app users
manage_data_retention	wa		Manage data retention polices
manage_enterprise_properties	wa		Manage enterprise properties
manage_groups	wa		Manage an enterprise's groups
manage_legal_hold	wa		Manage Legal Holds
manage_managed_users	wa		Provision and manage managed users
manage_triggers	w		Manage relay triggers
manage_webhook	w		Create webhooks programmatically through the API
root_readonly	r	base_preview item_download item_preview	Read all files and folders stored in Box
root_readwrite	w	base_explorer base_picker base_preview base_sidebar base_upload item_delete item_download item_preview item_rename item_share item_upload root_readonly	Read and write all files and folders stored in Box
sign_requests.readwrite	w		Manage sign requests`,
};
