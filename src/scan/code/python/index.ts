import type { Language } from '../language.ts';
import { constantOfPython } from './constants.ts';
import { lowerPython } from './lower.ts';
import { resolvePython } from './resolve.ts';
import { sinksOfPython } from './sinks.ts';

export const python: Language = {
  lower: lowerPython,
  resolve: resolvePython,
  constant: constantOfPython,
  transforms: {
    Field: 'default',
    field: 'default',
    Factory: 'first-argument',
    mapped_column: 'default',
    Scope: 'first-argument',
    fromkeys: 'first-argument',
    pop: 'entry',
    setdefault: 'entry',
  },
  sinks: sinksOfPython,
};
