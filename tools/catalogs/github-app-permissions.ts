export type Level = 'read' | 'write' | 'admin';

/** The permissions of GitHub Apps with their levels, lowest first, out of the types that GitHub's OpenAPI description comes to. */
export function appPermissionsOf(types: string): ReadonlyMap<string, readonly Level[]> {
  const start = types.indexOf('"app-permissions": {');
  if (start === -1) throw new Error('no app-permissions in these types');
  const block = types.slice(start, types.indexOf('\n    };', start));
  return new Map(
    [...block.matchAll(/^\s+(\w+)\?: ("\w+"(?: \| "\w+")*);/gm)].map(([, name = '', levels = '']) => [
      name,
      levels.split(' | ').map((level) => JSON.parse(level) as Level),
    ]),
  );
}

/** The permissions that empower any endpoint, with the levels that do. */
export function readAppPermissions(file: {
  readonly permissions: Record<string, Partial<Record<Level, unknown>>>;
}): ReadonlyMap<string, readonly Level[]> {
  const levels: readonly Level[] = ['read', 'write', 'admin'];
  return new Map(
    Object.entries(file.permissions).map(([name, ofName]) => [
      name,
      levels.filter((level) => ofName[level] !== undefined),
    ]),
  );
}
