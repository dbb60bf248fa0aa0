import type { Language } from '../language.ts';
import { filesWith } from '../neighbour-files.ts';
import { constantOfCSharp } from './constants.ts';
import { lowerCSharp } from './lower.ts';
import { sinksOfCSharp, transformsOfCSharp } from './sinks.ts';

export const csharp: Language = {
  lower: lowerCSharp,
  // Types are known by their namespace, not by an import of their file.
  resolve: () => [],
  neighbours: (name, from, repository) => (/^_?[A-Z]/.test(name) ? filesWith(name, from, repository, '.cs') : []),
  constant: constantOfCSharp,
  sinks: sinksOfCSharp,
  transforms: transformsOfCSharp,
};
