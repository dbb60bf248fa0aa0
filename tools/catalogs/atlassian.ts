/**
 * Writes `src/providers/data/atlassian.ts`: names alone, with descriptions that follow from them.
 *
 *     node tools/node24.js tools/catalogs/atlassian.ts MANIFEST_PACKAGE
 *
 * MANIFEST_PACKAGE is the folder of @forge/manifest, whose `out/scopes/` lists the scopes of Forge and of OAuth 2.0 (3LO) apps.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogScope, writeCatalog } from './write-catalog.ts';

const [folder = ''] = process.argv.slice(2);
const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const names: string[] = [
  ...json('out/scopes/shipyard-scopes.json'),
  ...json('out/scopes/teamwork-graph-scopes.json'),
  // developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps
  'offline_access',
  'read:servicedesk-request',
  'manage:servicedesk-customer',
  'write:servicedesk-request',
  // The levels of Connect apps (developer.atlassian.com/cloud/jira/platform/scopes-for-connect-apps.
  ...['none', 'read', 'write', 'delete', 'project_admin', 'space_admin', 'admin', 'act_as_user'].map((name) =>
    name.toUpperCase(),
  ),
  'ACCESS_EMAIL_ADDRESSES',
];

/** What a scope of before 2021 let do is now many scopes with the name of a product at their end (developer.atlassian.com). */
const CLASSIC: Readonly<Record<string, RegExp>> = {
  'read:jira-work': /^read:(?!.*(user|group|application-role|email))[\w.-]+:jira$/,
  'write:jira-work':
    /^(write|delete):(attachment|comment|comment\.property|issue|issue\.[\w.]+|issue-worklog[\w.]*|issue-link|project-version)(:jira)$/,
  'read:jira-user': /^read:(user|group|user\.\w+|application-role):jira$/,
  'manage:jira-project':
    /^(write|delete):(project|project\.[\w.]+|project-category[\w.]*|project-role[\w.]*|project-type[\w.]*):jira$/,
  'manage:jira-configuration':
    /^(write|delete):(field|field[.-][\w.-]+|workflow[\w.-]*|screen[\w.-]*|issue-type[\w.-]*|permission-scheme[\w.]*):jira$/,
  'manage:jira-webhook': /^(read|write|delete):webhook:jira$/,
  'read:confluence-content.all':
    /^read:(page|blogpost|comment|attachment|content|custom-content|content-details)(\.\w+)?:confluence$/,
  'read:confluence-content.summary': /^read:content\.metadata:confluence$/,
  'write:confluence-content': /^(write|delete):(page|blogpost|comment|content)(\.\w+)?:confluence$/,
  'write:confluence-file': /^write:attachment:confluence$/,
  'write:confluence-space': /^(write|delete):space(\.\w+)?:confluence$/,
  'read:confluence-user': /^read:user:confluence$/,
  'read:confluence-groups': /^read:group:confluence$/,
  'write:confluence-groups': /^write:group:confluence$/,
};
const VERBS: Readonly<Record<string, string>> = {
  read: 'See',
  view: 'See',
  write: 'Create and change',
  delete: 'Delete',
  admin: 'Administer',
};
const READING = /^(read|view|search|validate|readonly|NONE$|READ$|ACCESS_EMAIL|access-email)/;
/** From the least to the most: each level of a Connect app holds those before it. */
const CONNECT = ['READ', 'WRITE', 'DELETE', 'PROJECT_ADMIN', 'ADMIN'];

const scopes = [...new Set(names)].map((name): CatalogScope => {
  const admin = /^(admin|manage|ADMIN)/.test(name);
  const access = /^(read:me|read:account|offline_access)$/.test(name) ? 'i' : READING.test(name) ? 'r' : 'w';
  return { name, flags: `${access}${admin ? 'a' : ''}`, narrower: narrowerThan(name), description: described(name) };
});
writeCatalog('atlassian', {
  prefix: '',
  sources: [
    { name: '@forge/manifest', version: json('package.json').version, licence: 'names only' },
    { name: 'developer.atlassian.com', version: '2026-11-25', licence: 'facts only' },
  ],
  scopes,
});

function narrowerThan(name: string): string[] {
  const level = CONNECT.indexOf(name);
  if (level >= 0) return CONNECT.slice(0, level);
  const classic = CLASSIC[name];
  return names.filter(
    (other) =>
      other !== name &&
      (classic?.test(other) === true ||
        // read:issue:jira reaches further than read:issue.vote:jira.
        (name.split(':').length === 3 && other.startsWith(name.replace(/:[^:]+$/, '.')) && last(other) === last(name))),
  );
}

function last(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function described(name: string): string {
  const [verb = '', object = '', product = ''] = name.split(':');
  if (object === '') return '';
  const words = object.replaceAll(/[-._]/g, ' ');
  return `${VERBS[verb] ?? `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`} ${words}${product === '' ? '' : ` (${product})`}`;
}
