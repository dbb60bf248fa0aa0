import { resolve } from 'node:path';

/** The project's root. */
export const ROOT = resolve(import.meta.dirname, '..');

/** For every bundle: what is in the project and nothing that happens to lie around it. */
export const BUNDLING = {
  // No file of configuration is looked for, so vite writes no copy of one into node_modules.
  configFile: false,
  envDir: false,
  logLevel: 'warn',
  publicDir: false,
} as const;

/** For a program that somebody may want to read, beside what was compiled already. */
export const READABLE = { emptyOutDir: false, minify: false, reportCompressedSize: false } as const;
