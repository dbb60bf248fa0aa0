import type { Language } from '../language.ts';
import { filesWith } from '../neighbour-files.ts';
import { constantOfRuby } from './constants.ts';
import { lowerRuby } from './lower.ts';
import { sinksOfRuby, transformsOfRuby } from './sinks.ts';

export const ruby: Language = {
  lower: lowerRuby,
  // Constants are loaded by their name, or by what is required before; either way nothing says which file has which.
  resolve: () => [],
  neighbours: (name, from, repository) => (/^[A-Z]/.test(name) ? filesWith(name, from, repository, '.rb') : []),
  continued: /^[A-Z]/,
  constant: constantOfRuby,
  sinks: sinksOfRuby,
  transforms: transformsOfRuby,
};
