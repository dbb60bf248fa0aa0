/**
 * Writes `src/providers/data/microsoft-graph.ts`.
 *
 *     node tools/node24.js tools/catalogs/microsoft-graph.ts FOLDER COMMIT
 *
 * FOLDER has `permissions.json` (permissions/new of microsoftgraph/microsoft-graph-devx-content at COMMIT) and `descriptions.json`
 * (permissions/permissions-descriptions.json there).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { graphScopes, readGraph } from './graph-permissions.ts';
import { writeCatalog } from './write-catalog.ts';

const [folder = '', commit = ''] = process.argv.slice(2);
const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const graph = readGraph(json('permissions.json'), json('descriptions.json'));
const source = { name: 'microsoftgraph/microsoft-graph-devx-content', version: commit, licence: 'MIT' };

writeCatalog('microsoft-graph', { prefix: '', sources: [source], scopes: graphScopes(graph) });
