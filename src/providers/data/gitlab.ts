// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'docs.gitlab.com, OAuth 2.0 scopes', version: '2026-11-25', licence: 'facts only' }],
  prefix: '',
  lines: `admin_mode	wa		Act as an administrator where Admin Mode is on
ai_features	w		Use GitLab Duo
api	w	create_runner manage_runner read_api read_registry read_repository read_user write_registry write_repository	Read and change everything by the API
create_runner	w		Create runners
email	i		See the user's primary e-mail address
k8s_proxy	w		Call Kubernetes by the agent
manage_runner	w		Manage runners
openid	i		Sign in, and see profile and groups
profile	i		See the user's profile
read_api	r	read_registry read_repository read_user	Read everything by the API
read_observability	r		Read GitLab Observability
read_package_registry	r		Download packages
read_registry	r		Pull images of private projects
read_repository	r		Read repositories of private projects
read_service_ping	ra		Download the data of Service Ping
read_user	r		Read the user's profile
read_virtual_registry	r		Pull images by the dependency proxy
self_rotate	w		Rotate this token
sudo	wa		Act as any user of the instance
write_observability	w	read_observability	Write to GitLab Observability
write_package_registry	w	read_package_registry	Upload packages
write_registry	w	read_registry	Push images
write_repository	w	read_repository	Read and change repositories of private projects
write_virtual_registry	w	read_virtual_registry	Change images by the dependency proxy`,
};
