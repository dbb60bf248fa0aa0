/**
 * Writes `src/providers/data/google.ts` and `google-apis.ts`.
 *
 *     node tools/node24.js tools/catalogs/google.ts DISCOVERY GO_MODULE
 *
 * DISCOVERY is `googleapiclient/discovery_cache/documents` out of the wheel of google-api-python-client; GO_MODULE is the folder of the
 * module google.golang.org/api, whose packages of retired APIs still know scopes that no discovery document has any more.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type GoogleScope, readApis, readDiscovery } from './google-discovery.ts';
import { IN_A_LIBRARY, UNDISCOVERED } from './google-undiscovered.ts';
import { type CatalogScope, writeCatalog, writeData } from './write-catalog.ts';

const PREFIX = 'https://www.googleapis.com/auth/';
const READS = /(^|[._-])(readonly|read-only|read_only|read)$/;
const IDENTITY = /^(openid|email|profile|.*\/userinfo\.(email|profile))$/;
/** What Google itself offers in place of all files or documents: those alone that a person opens with the app. */
const SOME_FILES = ['drive.file', 'drive.appdata'].map((name) => `${PREFIX}${name}`);
const ALL_FILES = ['drive', 'spreadsheets', 'documents', 'presentations', 'forms.body'].map(
  (name) => `${PREFIX}${name}`,
);

/** Which names of other families a scope is compared with: it reaches their data as well. */
const REACHES: readonly (readonly [wider: RegExp, others: RegExp])[] = [
  [/^cloud-platform/, /./],
  [/^drive(\.readonly)?$/, /^(documents|spreadsheets|presentations|forms)/],
  [/^https:\/\/mail\.google\.com/, /^gmail\./],
  [/^(cloud-)?bigtable/, /^(cloud-)?bigtable/],
];

const [discovery = '', goModule = ''] = process.argv.slice(2);
const scopes = readDiscovery(discovery);
const catalog: CatalogScope[] = [...scopes].map(([name, scope]) => ({
  name,
  flags: IDENTITY.test(name) ? 'i' : readsOnly(name, scope) ? 'r' : 'w',
  narrower: narrowerThan(name, scope),
  // A vendor's sentence isn't ours to publish; its name says what it is.
  description: '',
}));
const more = new Map<string, CatalogScope>();
for (const [name] of retired(goModule))
  more.set(name, {
    name,
    flags: `${READS.test(name) ? 'r' : 'w'}o`,
    narrower: [],
    description: '',
  });
for (const [name, flags] of IN_A_LIBRARY)
  more.set(`${PREFIX}${name}`, { name: `${PREFIX}${name}`, flags, narrower: [], description: '' });
for (const [written, flags] of UNDISCOVERED) {
  const name = flags === 'i' || written.includes('://') ? written : `${PREFIX}${written}`;
  more.set(name, { name, flags: `${flags}h`, narrower: [], description: '' });
}
for (const [name, scope] of more) if (!scopes.has(name)) catalog.push(scope);

writeCatalog('google', {
  prefix: PREFIX,
  sources: [
    {
      name: 'Google API discovery documents (google-api-python-client)',
      version: wheelVersion(),
      licence: 'Apache-2.0',
    },
    {
      name: 'google.golang.org/api',
      version: basename(resolve(goModule)).replace(/^api@/, ''),
      licence: 'BSD-3-Clause',
    },
    { name: 'googleapis/googleapis', version: 'f8291d2b89f0', licence: 'Apache-2.0' },
    { name: 'developers.google.com', version: '2026-11-25', licence: 'facts only' },
  ],
  scopes: catalog,
});

const apis = [...readApis(discovery)]
  .filter(([, names]) => names.length > 0)
  .map(([name, names]) => `${name}\t${names.map((one) => one.replace(PREFIX, '+')).join(' ')}`);
writeData('google-apis', [
  '/** A line an API, by the name of its client library: its scopes, `+` for what nearly all begin with. */',
  `export const apis = \`${apis.join('\n')}\`;`,
]);

function readsOnly(name: string, { methods }: GoogleScope): boolean {
  return READS.test(name) || (methods.size > 0 && [...methods.values()].every((method) => method === 'GET'));
}

/** What suffices for some of the methods that a scope suffices for, and for no others. */
function narrowerThan(name: string, { methods }: GoogleScope): string[] {
  const some = ALL_FILES.includes(name) ? SOME_FILES.slice(0, name === `${PREFIX}drive` ? 2 : 1) : [];
  const byMethods = [...scopes]
    .filter(
      ([other, { methods: fewer }]) =>
        other !== name &&
        comparable(name, other) &&
        fewer.size > 0 &&
        fewer.size < methods.size &&
        [...fewer.keys()].every((method) => methods.has(method)),
    )
    .map(([other]) => other);
  return [...new Set([...some, ...byMethods])];
}

/**
 * Methods say what may be called, not on whose data. Where scopes are told apart by the data (files opened with the app, one kind of
 * health data, one field of a profile), a smaller set of methods is not a smaller reach. Nor is it where two scopes have nothing in common
 * but a method that takes nearly any.
 */
function comparable(wider: string, narrower: string): boolean {
  const [one, other] = [wider.replace(PREFIX, ''), narrower.replace(PREFIX, '')];
  if (IDENTITY.test(wider) || IDENTITY.test(narrower)) return false;
  if (/^user\.|^drive\.file$|\.app\.created$/.test(one) || /^user\./.test(other)) return false;
  if (READS.test(wider) && !READS.test(narrower)) return false;
  const [family, otherFamily] = [one, other].map(
    (name) => /^(?:(?:fitness|googlehealth)\.\w+|[\w-]+)/.exec(name)?.[0] ?? name,
  );
  return family === otherFamily || REACHES.some(([from, to]) => from.test(one) && to.test(other));
}

/** Scopes of the Go packages with what is said above each. */
function* retired(folder: string): Generator<readonly [name: string, description: string]> {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('-gen.go')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    const start = text.indexOf('// OAuth2 scopes used by this API.');
    if (start === -1) continue;
    const block = text.slice(start, text.indexOf('\n)', start));
    for (const [, comment = '', name = ''] of block.matchAll(/((?:^\t\/\/.*\n)*)^\t\w+ = "([^"]+)"/gm))
      yield [name, comment.replaceAll(/\s*\/\/\s*/g, ' ').trim()];
  }
}

function wheelVersion(): string {
  const packages = resolve(discovery, '../../..');
  const info = readdirSync(packages).find((name) => /^google_api_python_client-.*\.dist-info$/.test(name));
  return info?.replace(/^.*-(.*)\.dist-info$/, '$1') ?? 'unknown';
}
