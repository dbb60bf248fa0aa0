#!/usr/bin/env node
// The command line. In a clone of the project it runs the sources on the Node.js 24 that npm brought; in the published
// package it runs what was compiled.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src', 'cli', 'main.ts');
if (existsSync(source)) {
  const { runOnNode24 } = await import(pathToFileURL(join(root, 'tools', 'node24.js')).href);
  await runOnNode24(source, process.argv.slice(2));
} else {
  await import(pathToFileURL(join(root, 'dist', 'cli', 'main.js')).href);
}
