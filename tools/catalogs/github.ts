/**
 * Writes `src/providers/data/github.ts`: the scopes of OAuth apps by hand, and the permissions of GitHub Apps as `permission:level`.
 *
 *     node tools/node24.js tools/catalogs/github.ts TYPES PERMISSIONS
 *
 * TYPES is `types.d.ts` of @octokit/openapi-types; PERMISSIONS is `generated/api.github.com.json` of octokit/app-permissions, which says
 * what each permission empowers.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appPermissionsOf, readAppPermissions } from './github-app-permissions.ts';
import { GITHUB_SCOPES } from './github-scopes.ts';
import { type CatalogScope, writeCatalog } from './write-catalog.ts';

const [types = '', permissions = ''] = process.argv.slice(2);
const levels = appPermissionsOf(readFileSync(types, 'utf8'));
const empowered = readAppPermissions(JSON.parse(readFileSync(permissions, 'utf8')));

const apps: CatalogScope[] = [];
for (const [name, ofName] of new Map([...empowered, ...levels]))
  for (const level of ofName)
    apps.push({
      name: `${name}:${level}`,
      flags: `${level === 'read' ? 'r' : 'w'}p`,
      narrower: ofName.slice(0, ofName.indexOf(level)).map((lower) => `${name}:${lower}`),
      description: `${{ read: 'Read', write: 'Read and change', admin: 'Administer' }[level]} ${name.replaceAll('_', ' ')} (GitHub App)`,
    });

writeCatalog('github', {
  prefix: '',
  sources: [
    { name: 'docs.github.com, scopes for OAuth apps', version: '2026-11-25', licence: 'facts only' },
    { name: '@octokit/openapi-types', version: versionOf(types), licence: 'MIT' },
    { name: 'octokit/app-permissions', version: '2449f19e1058', licence: 'MIT' },
  ],
  scopes: [
    ...GITHUB_SCOPES.map(([name, flags, description, ...narrower]) => ({ name, flags, narrower, description })),
    ...apps,
  ],
});

function versionOf(file: string): string {
  return JSON.parse(readFileSync(join(dirname(file), 'package.json'), 'utf8')).version;
}
