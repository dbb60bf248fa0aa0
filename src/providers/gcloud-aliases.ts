const PREFIX = 'https://www.googleapis.com/auth/';

/** Short names that gcloud and Terraform take for scopes of machines (cloud.google.com/sdk/gcloud/reference/compute/instances/create). */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['bigquery', 'bigquery'],
  ['cloud-platform', 'cloud-platform'],
  ['cloud-source-repos', 'source.full_control'],
  ['cloud-source-repos-ro', 'source.read_only'],
  ['compute-ro', 'compute.readonly'],
  ['compute-rw', 'compute'],
  ['datastore', 'datastore'],
  ['logging-write', 'logging.write'],
  ['monitoring', 'monitoring'],
  ['monitoring-read', 'monitoring.read'],
  ['monitoring-write', 'monitoring.write'],
  ['pubsub', 'pubsub'],
  ['service-control', 'servicecontrol'],
  ['service-management', 'service.management.readonly'],
  ['sql-admin', 'sqlservice.admin'],
  ['storage-full', 'devstorage.full_control'],
  ['storage-ro', 'devstorage.read_only'],
  ['storage-rw', 'devstorage.read_write'],
  ['taskqueue', 'taskqueue'],
  ['trace', 'trace.append'],
  ['userinfo-email', 'userinfo.email'],
  ['useraccounts-ro', 'cloud.useraccounts.readonly'],
  ['useraccounts-rw', 'cloud.useraccounts'],
]);

/** The scope that such a name stands for, or null. */
export function scopeOfGcloudAlias(name: string): string | null {
  const scope = ALIASES.get(name);
  return scope === undefined ? null : `${PREFIX}${scope}`;
}

/** All of them. */
export const gcloudAliases: readonly string[] = [...ALIASES.keys()];
