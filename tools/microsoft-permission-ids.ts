/**
 * Writes `src/scan/microsoft/graph-permission-ids.ts` from the published descriptions of Microsoft Graph's permissions.
 *
 *     node tools/node24.js tools/microsoft-permission-ids.ts permissions-descriptions.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface Permission {
  readonly id: string;
  readonly value: string;
}

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('Name the file of descriptions.');
const lists = JSON.parse(readFileSync(source, 'utf8')) as Readonly<Record<string, readonly Permission[]>>;
const lines = Object.values(lists)
  .flat()
  .filter(({ value }) => value !== '')
  .map(({ id, value }) => `${id.toLowerCase()} ${value}`);
const target = resolve(import.meta.dirname, '../src/scan/microsoft/graph-permission-ids.ts');
writeFileSync(
  target,
  `/**
 * Ids of Microsoft Graph's permissions with their names, delegated and application ones, one a line. Written by
 * \`tools/microsoft-permission-ids.ts\`; source: THIRD_PARTY.md.
 */
export const GRAPH_PERMISSION_IDS = \`
${[...new Set(lines)].sort().join('\n')}
\`;
`,
);
