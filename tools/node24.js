#!/usr/bin/env node
// Runs a script on the Node.js 24 that npm brought (optionalDependencies), whatever Node started npm: `npm start` works on a
// machine with an old Node, and some npm releases don't link `node_modules/.bin/node`, so the PATH is not enough.
// Plain JavaScript, because an old Node reads it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE_MAJOR = 24;
const packages = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];

/** The Node.js 24 that npm installed for this platform, or undefined. */
export function bundledNode() {
  return packages.map((name) => join(root, 'node_modules', name, 'bin', 'node')).find((path) => existsSync(path));
}

/** Runs `script` with `args` in this process when it is Node.js 24 or later, else in the Node.js that npm brought. */
export async function runOnNode24(script, args) {
  process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, '--disable-warning=ExperimentalWarning']
    .filter(Boolean)
    .join(' ');
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) {
    process.argv = [process.execPath, script, ...args];
    await import(pathToFileURL(script).href);
    return;
  }
  const node = bundledNode();
  if (node === undefined) {
    console.error(
      `ambit: this needs Node.js ${NODE_MAJOR} or later, this is ${process.version}, and npm installed none for ${process.platform}-${process.arch}. Install Node.js ${NODE_MAJOR} and try again.`,
    );
    process.exit(1);
  }
  const child = spawn(node, [script, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [script, ...args] = process.argv.slice(2);
  await runOnNode24(resolve(script), args);
}
