import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the discovery documents say of a scope. */
export interface GoogleScope {
  readonly description: string;
  /** Ids of the methods that it suffices for, with their HTTP methods. */
  readonly methods: Map<string, string>;
}

interface Resource {
  readonly methods?: Record<string, { readonly id: string; readonly httpMethod: string; readonly scopes?: string[] }>;
  readonly resources?: Record<string, Resource>;
}

interface Document extends Resource {
  readonly id: string;
  readonly name: string;
  readonly canonicalName?: string;
  readonly version: string;
  readonly auth?: { readonly oauth2?: { readonly scopes: Record<string, { readonly description: string }> } };
}

/** Runs the script of whoever asks, with whatever scopes that script has: of all scopes it says nothing of any. */
const RUNS_ANYTHING = new Set(['script.scripts.run']);

/** Every scope of Google's discovery documents: `googleapiclient/discovery_cache/documents` of google-api-python-client. */
export function readDiscovery(folder: string): ReadonlyMap<string, GoogleScope> {
  const scopes = new Map<string, GoogleScope>();
  for (const document of documentsIn(folder)) {
    for (const [name, { description }] of Object.entries(document.auth?.oauth2?.scopes ?? {}))
      if (!scopes.has(name)) scopes.set(name, { description, methods: new Map() });
    for (const method of methodsOf(document))
      for (const name of method.scopes ?? [])
        if (!RUNS_ANYTHING.has(method.id))
          scopes.get(name)?.methods.set(`${document.id} ${method.id}`, method.httpMethod);
  }
  return scopes;
}

/**
 * The scopes of each API by the name of its client library, `Drive`: those of its newest version, stable ones before others. They are what
 * `DriveScopes.all()` comes to in Java.
 */
export function readApis(folder: string): ReadonlyMap<string, readonly string[]> {
  const newest = new Map<string, Document>();
  for (const document of documentsIn(folder)) {
    const words = (document.canonicalName ?? document.name).replaceAll(/[^A-Za-z0-9]/g, '');
    const name = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    const known = newest.get(name);
    if (known === undefined || rankOf(document.version) > rankOf(known.version)) newest.set(name, document);
  }
  return new Map(
    [...newest].map(([name, { auth }]) => [name, Object.keys(auth?.oauth2?.scopes ?? {}).sort()] as const).sort(),
  );
}

/** `v3` is newer than `v2`, and stands before `v4alpha`. */
function rankOf(version: string): number {
  const number = Number.parseFloat(version.replace(/^\D*/, '')) || 0;
  return /alpha|beta|p\d/.test(version) ? number / 1000 : number;
}

function* documentsIn(folder: string): Generator<Document> {
  for (const file of readdirSync(folder).sort())
    if (file.endsWith('.json') && file !== 'index.json') yield JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

function* methodsOf(resource: Resource): Generator<NonNullable<Resource['methods']>[string]> {
  yield* Object.values(resource.methods ?? {});
  for (const inner of Object.values(resource.resources ?? {})) yield* methodsOf(inner);
}
