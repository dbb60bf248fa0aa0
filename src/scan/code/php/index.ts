import type { Language } from '../language.ts';
import { filesWith } from '../neighbour-files.ts';
import { constantOfPhp } from './constants.ts';
import { lowerPhp } from './lower.ts';
import { resolvePhp } from './resolve.ts';
import { sinksOfPhp, transformsOfPhp } from './sinks.ts';

export const php: Language = {
  lower: lowerPhp,
  resolve: resolvePhp,
  // Classes of its namespace, constants of files that are included.
  neighbours: (name, from, repository) => (/^[A-Z]/.test(name) ? filesWith(name, from, repository, '.php') : []),
  constant: constantOfPhp,
  sinks: sinksOfPhp,
  transforms: transformsOfPhp,
};
