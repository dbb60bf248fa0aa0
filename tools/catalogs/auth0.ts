/**
 * Writes `src/providers/data/auth0.ts`: the scopes of Auth0's Management API.
 *
 *     node tools/node24.js tools/catalogs/auth0.ts PACKAGE
 *
 * PACKAGE is the folder of the npm package auth0, whose types list them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCatalog } from './write-catalog.ts';

const [folder = ''] = process.argv.slice(2);
const types = readFileSync(join(folder, 'dist/cjs/management/api/types/types.d.ts'), 'utf8');
const list = types.slice(
  types.indexOf('declare const OauthScope: {'),
  types.indexOf('};', types.indexOf('OauthScope')),
);
const names = [...list.matchAll(/: "([a-z_]+:[a-z_]+)"/g)].map(([, name = '']) => name);

writeCatalog('auth0', {
  prefix: '',
  sources: [
    {
      name: 'auth0 (npm)',
      version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version,
      licence: 'MIT',
    },
  ],
  scopes: names.map((name) => {
    const [verb = '', object = ''] = name.split(':');
    const described = `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${object.replaceAll('_', ' ')}`;
    return { name, flags: verb === 'read' ? 'ra' : 'wa', narrower: narrowerThan(name), description: described };
  }),
});

/** A user's metadata alone, in place of the whole user. */
function narrowerThan(name: string): string[] {
  return names.filter((other) => name.endsWith(':users') && other === `${name}_app_metadata`);
}
