#!/usr/bin/env node
// The command line. In a clone of the project it runs the sources on the Node.js 24 that npm brought; in the published
// package it runs what was compiled. Without `await` at the top, so that an old Node.js reads it far enough to say that it is old.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src', 'cli', 'main.ts');

if (existsSync(source)) {
  import(pathToFileURL(join(root, 'tools', 'node24.js')).href).then(({ runOnNode24 }) =>
    runOnNode24(source, process.argv.slice(2)),
  );
} else if (isOld()) {
  console.error(
    `ambit: this needs Node.js ${oldest().join('.')} or later, and this is ${process.version}: install a newer one and try again.`,
  );
  process.exitCode = 2;
} else {
  import(pathToFileURL(join(root, 'dist', 'cli', 'main.js')).href);
}

function isOld() {
  const [oldestMajor, oldestMinor] = oldest();
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** `engines` of package.json: `>=20.19`. */
function oldest() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return engines.node.replace('>=', '').split('.').map(Number);
}
