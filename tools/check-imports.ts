/**
 * Holds the import table: a room imports other rooms only where `import-table.ts` says so and only by their `index.ts`, and the
 * pure floor reaches neither network, disk, clock nor randomness.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { importTable } from './import-table.ts';

const PURE_ROOMS = new Set([
  ...[
    'verify',
    'proof',
    'oauth',
    'operations',
    'providers',
    'policy',
    'decision',
    'entries',
    'alerts',
    'controls',
    'export',
  ],
  ...['connect', 'policy-draft'],
]);
/** What the pure floor may import from outside: deterministic functions of their arguments. */
const PURE_PACKAGES = new Set(['node:crypto', 'node:buffer', 'yaml', 'zod']);
/** What alone a room may import from outside: it runs in browsers, too, and is bundled with all that it has. */
const OWN_PACKAGES: Readonly<Record<string, ReadonlySet<string>>> = { verify: new Set(['@noble/hashes/sha2.js']) };
/** Names of node:crypto that are deterministic; the rest of it makes keys and random numbers. */
const PURE_CRYPTO = new Set([
  'createHash',
  'createHmac',
  'createPublicKey',
  'hash',
  'KeyObject',
  'sign',
  'timingSafeEqual',
  'verify',
]);

interface Import {
  readonly source: string;
  readonly names: readonly string[];
  readonly line: number;
}

interface Reading {
  readonly imports: readonly Import[];
  readonly impurities: readonly { readonly what: string; readonly line: number }[];
}

/** What is wrong with the imports of one file; `file` is relative to `src/`, with forward slashes. */
export function faultsOf(file: string, text: string, table: Readonly<Record<string, readonly string[]>>): string[] {
  const rooms = Object.keys(table).sort((left, right) => right.length - left.length);
  const roomOf = (path: string): string | undefined => rooms.find((room) => path.startsWith(`${room}/`));
  const room = roomOf(file);
  if (room === undefined) return [`src/${file}:1: stands in no room of the import table`];
  const isTest = file.endsWith('.test.ts') || file.includes('/testing/');
  const { imports, impurities } = readImports(file, text);
  const faults: string[] = [];
  for (const { source, names, line } of imports) {
    const at = `src/${file}:${line}: `;
    if (!source.startsWith('.')) {
      if (isTest || !PURE_ROOMS.has(room)) continue;
      if (!(OWN_PACKAGES[room] ?? PURE_PACKAGES).has(source))
        faults.push(`${at}${room}/ is pure and may not import ${source}`);
      else if (source === 'node:crypto')
        for (const name of names)
          if (!PURE_CRYPTO.has(name)) faults.push(`${at}${room}/ is pure and may not import ${name} of node:crypto`);
      continue;
    }
    const target = join(dirname(file), source).split(sep).join('/');
    const other = target.startsWith('../') ? undefined : roomOf(target);
    if (other === room || isTest || source.endsWith('/package.json')) continue;
    if (other === undefined) faults.push(`${at}imports ${source}, which is no room`);
    else if (!table[room]?.includes(other))
      faults.push(`${at}${room}/ may not import ${other}/ (tools/import-table.ts)`);
    else if (target !== `${other}/index.ts`) faults.push(`${at}imports ${target}; only ${other}/index.ts is public`);
  }
  if (PURE_ROOMS.has(room) && !isTest)
    for (const { what, line } of impurities)
      faults.push(`src/${file}:${line}: ${room}/ is pure and may not use ${what}`);
  return faults;
}

function readImports(file: string, text: string): Reading {
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0)
    return { imports: [], impurities: [{ what: `what doesn't parse: ${errors[0]?.message}`, line: 1 }] };
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const imports: Import[] = [];
  for (const entry of module.staticImports)
    imports.push({
      source: entry.moduleRequest.value,
      names: entry.entries.filter((one) => !one.isType).map((one) => one.importName.name ?? '*'),
      line: lineAt(entry.start),
    });
  for (const entry of module.staticExports)
    for (const one of entry.entries)
      if (one.moduleRequest) imports.push({ source: one.moduleRequest.value, names: [], line: lineAt(entry.start) });
  for (const entry of module.dynamicImports) {
    const source = text.slice(entry.moduleRequest.start, entry.moduleRequest.end);
    imports.push({ source: source.replace(/^['"`]|['"`]$/g, ''), names: [], line: lineAt(entry.start) });
  }
  const impurities: { what: string; line: number }[] = [];
  walk(program, (node) => {
    const what = impurityOf(node);
    if (what !== null) impurities.push({ what, line: lineAt(Number(node['start'])) });
  });
  return { imports, impurities };
}

type SyntaxNode = { readonly type: string; readonly [field: string]: unknown };

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

function walk(node: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit);
  else if (isNode(node)) {
    visit(node);
    for (const value of Object.values(node)) if (typeof value === 'object') walk(value, visit);
  }
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node['name']) : '';
}

function impurityOf(node: SyntaxNode): string | null {
  if (
    node.type === 'NewExpression' &&
    nameOf(node['callee']) === 'Date' &&
    (node['arguments'] as unknown[]).length === 0
  )
    return 'the clock (new Date())';
  if (node.type !== 'MemberExpression') return null;
  const member = `${nameOf(node['object'])}.${nameOf(node['property'])}`;
  if (member === 'Date.now' || member === 'performance.now') return `the clock (${member})`;
  if (member === 'Math.random' || member.startsWith('crypto.')) return `randomness (${member})`;
  return member.startsWith('process.') ? `the process (${member})` : null;
}

/** All faults of the tree under `root`. */
export function checkTree(root: string): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files
    .sort()
    .flatMap((file) => faultsOf(file.split(sep).join('/'), readFileSync(join(root, file), 'utf8'), importTable));
}

// Not `import.meta.main`: tools/node24.js imports this file where npm runs it on Node.js 24 already.
if (process.argv[1] === import.meta.filename) {
  const root = resolve(import.meta.dirname, '..', 'src');
  const faults = checkTree(root);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log(`imports: ${relative(process.cwd(), root)} holds the table`);
  else process.exitCode = 1;
}
