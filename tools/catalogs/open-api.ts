/**
 * Writes the catalogs of providers whose OpenAPI descriptions list their scopes: Spotify, Figma, Box and Okta.
 *
 *     node tools/node24.js tools/catalogs/open-api.ts DATA OKTA
 *
 * DATA has `spotify.yml` (sonallux/spotify-web-api), `figma.yaml` (figma/rest-api-spec) and `box.json` (box/box-openapi); OKTA is
 * `okta/api/openapi.yaml` of the Go module github.com/okta/okta-sdk-golang/v5.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiRules, openApiScopes } from './open-api-scopes.ts';
import { writeCatalog } from './write-catalog.ts';

const [data = '', okta = ''] = process.argv.slice(2);
const files = {
  spotify: join(data, 'spotify.yml'),
  figma: join(data, 'figma.yaml'),
  box: join(data, 'box.json'),
  okta,
};
for (const [id, rules] of Object.entries(openApiRules)) {
  const text = readFileSync(files[id as keyof typeof files], 'utf8');
  writeCatalog(id, { prefix: '', sources: [rules.source], scopes: openApiScopes(text, rules) });
}
