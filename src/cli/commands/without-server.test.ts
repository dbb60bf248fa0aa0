import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { importGraph } from '../../../tools/import-graph.ts';
import { commands } from './index.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** All that a command without the server may load from outside. Each runs on Node.js 20.19 and loads nothing further. */
const ALLOWED = ['commander', 'yaml', 'zod'];
/** What one of them may load beside: the scanner, parsers of what it scans. */
const SCANNER = ['ignore', 'jsonc-parser', 'oxc-parser', 'saxes', 'toml-eslint-parser', 'web-tree-sitter'];
const ALSO_ALLOWED: Readonly<Record<string, readonly string[]>> = { scan: SCANNER, check: SCANNER };
/** What is loaded by its address, which no import tells. */
const LOADED_BESIDE: Readonly<Record<string, readonly string[]>> = {
  scan: [join(ROOT, 'src/scan/run/worker.ts')],
  check: [join(ROOT, 'src/scan/run/worker.ts')],
};
/** The library of Node.js 20.19: ES2023, and of ES2024 the well-formed strings alone. */
const NODE_20_LIBRARY = ['es2023', 'es2024.string'];

const fileOf = (name: string): string => join(import.meta.dirname, `${name.replaceAll(' ', '-')}.ts`);
const entriesOf = (name: string): string[] => [fileOf(name), ...(LOADED_BESIDE[name] ?? [])];
const withoutServer = commands.filter(({ needsServer }) => !needsServer).map(({ name }) => name);

test('each command stands in the file of its name', async () => {
  for (const { name, load } of commands) {
    assert.equal((await load()).name, name);
    assert.ok(importGraph([fileOf(name)]).files.length > 1);
  }
});

test('what is loaded before any command loads no command', () => {
  const { files, packages } = importGraph([join(ROOT, 'src/cli/main.ts')]);
  assert.deepEqual(outside(packages), ['commander']);
  assert.deepEqual(
    files.map((file) => relative(ROOT, file)).filter((file) => !/^src\/cli\/([^/]+|commands\/index)\.ts$/.test(file)),
    [],
  );
});

describe('what needs no server', () => {
  for (const name of withoutServer)
    test(`ambit ${name} loads none of it, then or later`, () => {
      const { packages } = importGraph(entriesOf(name), { later: true });
      const allowed = new Set([...ALLOWED, ...(ALSO_ALLOWED[name] ?? [])]);
      const refused = outside(packages).filter((one) => !allowed.has(one));
      assert.deepEqual(
        refused.map((one) => `${one}, by ${packages.get(one)?.map((file) => relative(ROOT, file))}`),
        [],
      );
    });

  test('ambit scan loads no parser itself, but in its threads', () => {
    const { packages } = importGraph([fileOf('scan')], { later: true });
    assert.deepEqual(outside(packages).sort(), ['commander', 'ignore']);
  });

  test('uses nothing that Node.js 20.19 lacks', () => {
    const files = withoutServer.flatMap(entriesOf);
    // TypeScript reads the modules of types, too, which nobody loads.
    const loaded = new Set(importGraph(files, { later: true }).files.map((file) => relative(ROOT, file)));
    assert.deepEqual(
      complaints(files).filter((line) => loaded.has(line.slice(0, line.indexOf('(')))),
      [],
    );
  });

  test('would be told of what Node.js 20.19 lacks', () => {
    const newer = ['Promise.withResolvers()', 'new Set([1]).union(new Set())', '[1].values().map(String)'];
    const folder = mkdtempSync(join(tmpdir(), 'ambit-newer-'));
    try {
      const file = join(folder, 'newer.ts');
      writeFileSync(file, `${newer.join(';\n')};\nexport {};\n`);
      const told = complaints([file]);
      for (const [index] of newer.entries())
        assert.ok(
          told.some((line) => line.includes(`newer.ts(${index + 1},`)),
          newer[index],
        );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function outside(packages: ReadonlyMap<string, unknown>): string[] {
  return [...packages.keys()].filter((name) => !name.startsWith('node:'));
}

/** What TypeScript finds in these files when it knows Node.js 20.19's library alone. */
function complaints(files: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-node-20-'));
  try {
    const project = join(folder, 'tsconfig.json');
    const compilerOptions = { lib: NODE_20_LIBRARY, typeRoots: [join(ROOT, 'node_modules/@types')] };
    writeFileSync(
      project,
      JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), compilerOptions, include: [], files }),
    );
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', project], { cwd: ROOT, encoding: 'utf8' });
    const lines = stdout.split('\n').filter((line) => line !== '');
    assert.equal(status === 0, lines.length === 0, stdout);
    return lines;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
